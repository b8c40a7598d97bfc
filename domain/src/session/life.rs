//! Whether a session of the portal or the shop still lives: one set of columns and one function, for every statement that
//! asks.

use crate::account::Access;
use crate::db::pairs;
use crate::env::Limits;
use crate::error::Realm;
use crate::policy::grants::grants;
use crate::text_enum::text_enum;
use crate::time::Micros;

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

/// Sessions `s` of the portal or the shop with whose they are.
macro_rules! sessions {
    () => {
        "session s
         join session_seen n on n.session_id = s.id
         left join staff t on t.id = s.staff_id
         left join staff_role r on r.id = t.role
         left join account a on a.id = s.account_id
         left join contact k on k.id = a.contact_id
         left join organization o on o.id = k.organization_id"
    };
}
pub(crate) use sessions;

/// Whether the person whose session `s` is can sign in.
macro_rules! person_access {
    () => {
        concat!("case when s.staff_id is not null then t.status else ", $crate::session::life::member_access!(), " end")
    };
}
pub(crate) use person_access;

/// What the person's own session `$1` rests on, locked as `$lock` says.
macro_rules! own_session {
    ($lock:literal) => {
        concat!(
            "select ",
            session_life!("s", "n", person_access!()),
            ", t.role, a.role as member_role, ",
            grants!(),
            " from ",
            sessions!(),
            " where s.id = $1",
            $lock
        )
    };
}

pairs! {
    /// What the person's own session rests on. Locked against being ended before this transaction ends.
    pub(crate) SESSION_LIFE {
        sqlite: own_session!(""),
        postgres: own_session!(" for share of s")
    }

    /// The same for a transaction that ends the session itself: locked for what is written, because two that hold it
    /// together would wait for each other.
    pub(crate) SESSION_LEAVING {
        sqlite: own_session!(""),
        postgres: own_session!(" for no key update of s")
    }
}

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
