//! Ending a session of the portal or the shop, with what was started from it on behalf.
//!
//! Rule: a request that finds a session over ends it for good, with an event and the cause, in that same request. So
//! nothing brings it back: no right that is given again, no clock that is set back.

use crate::audit::Event;
use crate::behalf::ending::end_of_portal_session;
use crate::behalf::lock;
use crate::env::Env;
use crate::error::{Realm, Result};
use crate::id::{AccountId, SessionId, StaffId};
use crate::session::life::{Cause, Over};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use std::sync::Arc;

/// Ends for good a session that a request found over.
///
/// # Errors
/// [`crate::error::Error::Unavailable`]: then the request must not be answered as if it was ended.
pub(crate) async fn end_for_good(env: &Arc<Env>, now: Micros, id: SessionId, over: Over<Cause>) -> Result<()> {
    if over.is_written {
        return Ok(());
    }
    // It happens once in the life of a session: every request keeps room for no more than a pointer.
    Box::pin(write_end(env, now, id, over)).await
}

async fn write_end(env: &Arc<Env>, now: Micros, id: SessionId, over: Over<Cause>) -> Result<()> {
    let mut tx = Tx::of_program(env, now, "session").await?;
    if end(&mut tx, id, over.why).await? { tx.commit_also().await } else { Ok(()) }
}

/// Ends a session that was found over, with the on-behalf sessions that rest on it; whether it was open until now.
pub(crate) async fn end(tx: &mut Tx, id: SessionId, why: Cause) -> Result<bool> {
    lock::turn_of_session(tx, id).await?;
    // In the order in which an order on behalf locks them, so that neither waits for the other in a circle.
    end_of_portal_session(tx, id, why.into(), None).await?;
    let whose: (Realm, Option<StaffId>, Option<AccountId>) = on_tx!(tx, c => sqlx::query_as(sql!("
        select realm, staff_id, account_id from session where id = $1
    ")).bind(id).fetch_one(c).await?);
    let (realm, staff, account) = whose;
    let mut event = Event::new("auth.session.ended").target("session", id).detail("realm", realm).detail("why", why);
    if let Some(staff) = staff {
        event = event.target("staff", staff);
    }
    if let Some(account) = account {
        event = event.target("account", account);
    }
    write_over(tx, id, why, event).await
}

/// Writes that a session is over, with an event of its own; whether it was open until now.
pub(super) async fn write_over(tx: &mut Tx, id: SessionId, why: Cause, event: Event) -> Result<bool> {
    let cited = tx.also(event);
    let ended = mark_ended(tx, id, why, &cited).await?;
    if !ended {
        tx.not_also(&cited);
    }
    Ok(ended)
}

/// Writes that a session is over, under the event `cited`; whether it was open until now.
pub(super) async fn mark_ended(tx: &mut Tx, id: SessionId, why: Cause, cited: &str) -> Result<bool> {
    let now = tx.cx().now();
    exec!(tx, "
        update session set ended_at = $2, ended_why = $3, last_event = $4 where id = $1 and ended_at is null
    "; id, now, why, cited)
    .one_or_none()
}
