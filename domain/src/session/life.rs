//! Whether a session of the portal or the shop still lives: one set of columns and one function, for every statement that
//! asks.
//!
//! Rule: a request that finds a session over ends it for good, with an event and the cause, in that same request. So
//! nothing brings it back: no right that is given again, no clock that is set back.

use crate::account::Access;
use crate::audit::Event;
use crate::behalf::ending::end_of_portal_session;
use crate::env::{Env, Limits};
use crate::error::{Realm, Result};
use crate::id::{AccountId, SessionId, StaffId};
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use std::sync::Arc;

text_enum! {
    /// Why a session of the portal or the shop ended.
    pub enum Cause {
        /// The person signed out.
        SignedOut => "signed_out",
        /// The same browser signed in anew.
        Superseded => "superseded",
        /// Its time was over.
        Expired => "expired",
        /// It was not used for too long.
        Idle => "idle",
        /// The person ended it from elsewhere.
        Revoked => "revoked",
        /// The person signed in more often than staff may at once.
        TooMany => "too_many",
        /// The person has a new password.
        PasswordChanged => "password_changed",
        /// The person may not sign in any more.
        Disabled => "disabled",
        /// The person's company was closed.
        CompanyClosed => "company_closed",
    }
}

/// Why and since when a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Over<C> {
    /// The cause.
    pub why: C,
    /// Since when.
    pub at: Micros,
    /// Whether the row says so already.
    pub is_written: bool,
}

impl<C> Over<C> {
    pub(crate) fn written(why: C, at: Micros) -> Over<C> {
        Over { why, at, is_written: true }
    }

    pub(crate) fn found(why: C, at: Micros) -> Over<C> {
        Over { why, at, is_written: false }
    }

    /// The one that came first of several limits that were reached at `now`.
    pub(crate) fn first(limits: impl IntoIterator<Item = Option<(Micros, C)>>, now: Micros) -> Option<Over<C>> {
        let reached = limits.into_iter().flatten().filter(|(at, _)| *at <= now);
        reached.min_by_key(|(at, _)| *at).map(|(at, why)| Over::found(why, at))
    }
}

/// What the life of a session of the portal or the shop depends on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct SessionLife {
    session_ended_at: Option<Micros>,
    session_ended_why: Option<Cause>,
    session_expires_at: Micros,
    pub session_seen_at: Micros,
    session_access: Access,
}

/// The columns of [`SessionLife`] for session `$s` with its row `$n` of `session_seen`; `$access` is whether the person can
/// sign in, see [`member_access`].
macro_rules! session_life {
    ($s:literal, $n:literal, $access:expr) => {
        concat!(
            $s,
            ".ended_at as session_ended_at, ",
            $s,
            ".ended_why as session_ended_why, ",
            $s,
            ".expires_at as session_expires_at, ",
            $n,
            ".at as session_seen_at, ",
            $access,
            " as session_access"
        )
    };
}
pub(crate) use session_life;

/// The [`Access`] of account `a` of the company `o`: nobody of a closed company signs in.
macro_rules! member_access {
    () => {
        "case when o.status = 'closed' then 'company_closed' else a.status end"
    };
}
pub(crate) use member_access;

impl SessionLife {
    /// Why the session is over at `now`, if it is.
    pub(crate) fn over(&self, realm: Realm, limits: &Limits, now: Micros) -> Option<Over<Cause>> {
        if let Some(at) = self.session_ended_at {
            // Whatever writes the time writes the cause.
            return Some(Over::written(self.session_ended_why.unwrap_or(Cause::SignedOut), at));
        }
        let idle_at = self.session_seen_at.plus(limits.of(realm).0);
        let late = Over::first([Some((self.session_expires_at, Cause::Expired)), Some((idle_at, Cause::Idle))], now);
        late.or(match self.session_access {
            Access::Active => None,
            Access::CompanyClosed => Some(Over::found(Cause::CompanyClosed, now)),
            Access::Locked | Access::Disabled | Access::Invited | Access::Unverified => {
                Some(Over::found(Cause::Disabled, now))
            }
        })
    }
}

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
    tx.behalf_turn_of_session(id).await?;
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

/// Writes that a session is over, with this event; whether it was open until now.
pub(super) async fn write_over(tx: &mut Tx, id: SessionId, why: Cause, event: Event) -> Result<bool> {
    let (now, cited) = (tx.cx().now(), tx.also(event));
    let ended = exec!(tx, "
        update session set ended_at = $2, ended_why = $3, last_event = $4 where id = $1 and ended_at is null
    "; id, now, why, &cited)
    .one_or_none()?;
    if !ended {
        tx.not_also(&cited);
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life() -> SessionLife {
        SessionLife {
            session_ended_at: None,
            session_ended_why: None,
            session_expires_at: Micros::minutes(60),
            session_seen_at: Micros::minutes(50),
            session_access: Access::Active,
        }
    }

    fn at(life: &SessionLife, minute: i64) -> Option<Over<Cause>> {
        life.over(Realm::Portal, &Limits::default(), Micros::minutes(minute))
    }

    #[test]
    fn the_limit_that_was_reached_first_is_the_cause() {
        assert_eq!(at(&life(), 59), None);
        assert_eq!(at(&life(), 60), Some(Over::found(Cause::Expired, Micros::minutes(60))));
        let early = SessionLife { session_seen_at: Micros::minutes(10), ..life() };
        assert_eq!(at(&early, 24), None);
        assert_eq!(at(&early, 100), Some(Over::found(Cause::Idle, Micros::minutes(25))));
    }

    #[test]
    fn what_is_written_counts_before_everything_else() {
        let ended = SessionLife {
            session_ended_at: Some(Micros::minutes(3)),
            session_ended_why: Some(Cause::SignedOut),
            ..life()
        };
        assert_eq!(at(&ended, 1), Some(Over::written(Cause::SignedOut, Micros::minutes(3))));
        let with = |access| SessionLife { session_access: access, ..life() };
        assert_eq!(at(&with(Access::Locked), 51).map(|o| o.why), Some(Cause::Disabled));
        assert_eq!(at(&with(Access::CompanyClosed), 51).map(|o| o.why), Some(Cause::CompanyClosed));
    }
}
