//! Removing all factors and recovery codes of a person who lost them; only operators can, on the command line.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::StaffId;
use crate::policy::Action;
use crate::session::email_key;
use crate::{exec, on, sql};

/// Removes every factor and recovery code of the member of staff with this e-mail; returns how many factors there were.
///
/// # Errors
/// [`Error::NotFound`] when there is nobody with this e-mail.
pub async fn reset(cx: &Cx, email: &str) -> Result<i64> {
    let staff: Option<StaffId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select id from staff where email_key = $1
    ")).bind(email_key(email)).fetch_optional(c).await?);
    let staff = staff.ok_or(Error::NotFound)?;
    let mut tx = cx.begin(Action::RunJob).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let removed = exec!(tx, "
        update factor set removed_at = $2, last_event = $3 where staff_id = $1 and removed_at is null
    "; staff, now, &event)
    .count();
    exec!(tx, "
        update recovery_code set replaced_at = $2, last_event = $3
        where staff_id = $1 and used_at is null and replaced_at is null
    "; staff, now, &event)
    .any_number();
    tx.commit(Event::new("factor.reset").target("staff", staff).detail("factors", removed)).await?;
    Ok(removed)
}
