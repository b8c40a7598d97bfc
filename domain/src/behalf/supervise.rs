//! Ending somebody else's on-behalf session.

use crate::behalf::Cause;
use crate::behalf::ending::{Ending, end_row, endings};
use crate::behalf::note::checked;
use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::BehalfId;
use crate::on_tx;
use crate::policy::Action;
use crate::staff::scope::in_scope;

/// Ends a live session; from then on the agent's next request finds it over, also one that is under way.
///
/// # Errors
/// [`Error::Forbidden`] without the permission; [`Error::NotFound`]; [`Error::Invalid`] at `note`; [`Error::Conflict`]
/// when it was over already.
pub async fn end(cx: &Cx, id: BehalfId, note: &str) -> Result<()> {
    let note = checked(note)?;
    let mut tx = cx.begin_ending(Action::EndAnySession, id).await?;
    let ending: Option<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(concat!(
        "b.id = $1 and b.started_at is not null and ", in_scope!("$2", "k.organization_id")
    ))).bind(id).bind(cx.confined()).fetch_optional(c).await?);
    let ending = ending.ok_or(Error::NotFound)?;
    let by = cx.stamp().actor_id;
    if !end_row(&mut tx, &ending, Cause::Supervisor, &by, note).await? {
        return Err(Error::Conflict(Conflict::State));
    }
    tx.commit_also().await
}
