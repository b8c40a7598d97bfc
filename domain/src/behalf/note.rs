//! What the agent writes down after the end of a session.

use crate::audit::Event;
use crate::behalf::life::of_customers;
use crate::cx::Cx;
use crate::error::{Error, Problem, Result};
use crate::id::{BehalfId, ContactId, StaffId};
use crate::policy::Action;
use crate::{exec, on_tx, sql, text};

/// The longest note, in characters.
pub const LONGEST: usize = 2_000;

/// A note as it is kept: without blanks around it, which may leave nothing.
///
/// # Errors
/// [`Error::Invalid`] at `note`.
pub(crate) fn checked(note: &str) -> Result<&str> {
    text::lines(note, LONGEST).map_err(|problem| Error::field("note", problem))
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    contact_id: ContactId,
    staff_id: StaffId,
}

/// Writes the note of one's own session that is over; a later note takes the place of an earlier one, which stays in
/// the record.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session or it is somebody else's; [`Error::Invalid`] at `note`.
pub async fn write(cx: &Cx, id: BehalfId, note: &str) -> Result<()> {
    let note = checked(note)?;
    if note.is_empty() {
        return Err(Error::field("note", Problem::Required));
    }
    let mut tx = cx.begin(Action::LoginOnBehalf).await?;
    let own = cx.require_staff(Action::LoginOnBehalf)?.id;
    let row: Option<NoteRow> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select a.contact_id, b.staff_id
        from ", of_customers!(), "
        where b.id = $1 and b.state = 'ended' and b.started_at is not null
    "))).bind(id).fetch_optional(c).await?);
    let row = row.filter(|row| row.staff_id == own).ok_or(Error::NotFound)?;
    let event = tx.event().to_owned();
    exec!(tx, "
        update behalf set note = $2, last_event = $3 where id = $1
    "; id, note, &event)
    .one()?;
    tx.commit(
        Event::new("on_behalf.noted").target("behalf", id).target("contact", row.contact_id).personal("note", note),
    )
    .await
}
