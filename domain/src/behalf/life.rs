//! Whether an on-behalf session lives, and why not: one set of columns and one function, for every statement that asks.
//!
//! Rules: it rests on its portal session, limits included, on the right and the scope of its agent, and on the account, the
//! company and the consent of the customer.

use crate::behalf::{Cause, State};
use crate::db::pairs;
use crate::env::Env;
use crate::error::Realm;
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId};
use crate::policy::grants::GrantsRow;
use crate::policy::{Grants, Role};
use crate::session::life as session_life;
use crate::session::life::{Over, SessionLife};
use crate::staff::scope::reaches;
use crate::time::Micros;
use crate::{account, organization};

/// What the life of an on-behalf session depends on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Life {
    pub id: BehalfId,
    pub account_id: AccountId,
    pub contact_id: ContactId,
    pub organization_id: OrganizationId,
    pub portal_session_id: SessionId,
    pub state: State,
    verified_at: Option<Micros>,
    redeem_by: Micros,
    expires_at: Option<Micros>,
    ended_at: Option<Micros>,
    ended_why: Option<Cause>,
    pub seen_at: Option<Micros>,
    withdrawn: bool,
    pub staff_role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
    in_company: bool,
    in_store: bool,
    account_status: account::Status,
    organization_status: organization::Status,
    #[sqlx(flatten)]
    pub portal: SessionLife,
}

/// The columns of [`Life`], from [`lives`].
macro_rules! life {
    () => {
        concat!(
            "b.id, b.account_id, a.contact_id, k.organization_id, b.portal_session_id, b.state, b.verified_at, b.redeem_by, b.expires_at,
             b.ended_at, b.ended_why, n.at as seen_at, coalesce(",
            $crate::behalf::consent::rule::withdrawn!(),
            ", false) as withdrawn, t.role as staff_role, ",
            $crate::policy::grants::grants!(),
            ", ",
            $crate::staff::scope::in_company!(),
            ", ",
            $crate::staff::scope::in_store!("b.store_id"),
            ", a.status as account_status, o.status as organization_status, ",
            $crate::session::life::session_life!("p", "pn", "t.status")
        )
    };
}
pub(crate) use life;

/// On-behalf sessions `b` with the account `a`, the person `k` and the company `o` of their customer.
macro_rules! of_customers {
    () => {
        "behalf b
         join account a on a.id = b.account_id
         join contact k on k.id = a.contact_id
         join organization o on o.id = k.organization_id"
    };
}
pub(crate) use of_customers;

/// The same with everything that they rest on.
macro_rules! lives {
    () => {
        concat!(
            $crate::behalf::life::of_customers!(),
            " join session p on p.id = b.portal_session_id
              join session_seen pn on pn.session_id = p.id
              left join session_seen n on n.session_id = b.id
              join staff t on t.id = b.staff_id
              left join staff_role r on r.id = t.role"
        )
    };
}
pub(crate) use lives;

/// What the on-behalf session `$1` rests on, locked as `$lock` says.
macro_rules! acting {
    ($lock:literal) => {
        concat!("select ", life!(), ", a.role as member_role from ", lives!(), " where b.id = $1", $lock)
    };
}

pairs! {
    /// What the on-behalf session rests on, the customer's consent too. Locked against being ended before this
    /// transaction ends.
    pub(crate) BEHALF_LIFE {
        sqlite: acting!(""),
        postgres: acting!(" for share of b, t, a, p, o")
    }

    /// The same for a transaction that ends the on-behalf session itself: locked for what is written.
    pub(crate) BEHALF_LEAVING {
        sqlite: acting!(""),
        postgres: acting!(" for no key update of b for share of t, a, p, o")
    }
}

impl Life {
    /// What the agent may do as of now.
    pub(crate) fn grants(&self) -> Grants {
        self.grants.grants(self.staff_role)
    }

    /// Why and since when the session, or the request for one, is over at `now`, if it is.
    pub(crate) fn over(&self, env: &Env, now: Micros) -> Option<Over<Cause>> {
        if self.state == State::Ended {
            // The schema wants both of what is over.
            return Some(Over::written(self.ended_why.unwrap_or(Cause::Stop), self.ended_at.unwrap_or(now)));
        }
        let is_open = self.state == State::Active;
        // A limit that was reached before is the cause, as in the row that is written.
        self.late(env, now).or_else(|| {
            let why = match () {
                () if !env.limits.on_behalf => Cause::Off,
                () if !self.may_go_on() => Cause::PermissionLost,
                () if self.organization_status == organization::Status::Closed => Cause::CompanyClosed,
                () if self.account_status != account::Status::Active => Cause::SubjectDisabled,
                // A request that waits is refused by whoever withdraws the consent.
                () if is_open && self.withdrawn => Cause::ConsentWithdrawn,
                () => return None,
            };
            Some(Over::found(why, now))
        })
    }

    /// The limit that was reached first at `now`, its own or of its portal session.
    pub(crate) fn late(&self, env: &Env, now: Micros) -> Option<Over<Cause>> {
        let own = if self.state == State::Active { self.expires_at } else { Some(self.redeem_by) };
        let idle = self.seen_at.map(|at| at.plus(env.limits.behalf_idle));
        let portal = self.portal_over(env, now).map(|over| (over.at, over.why.into()));
        Over::first([own.map(|at| (at, Cause::Expired)), idle.map(|at| (at, Cause::Idle)), portal], now)
    }

    /// Whether the agent proved who they are, so that a customer is asked.
    pub(crate) fn is_verified(&self) -> bool {
        self.verified_at.is_some()
    }

    pub(crate) fn portal_over(&self, env: &Env, now: Micros) -> Option<Over<session_life::Cause>> {
        self.portal.over(Realm::Portal, &env.limits, now)
    }

    /// Whether what the agent may do still covers the session.
    fn may_go_on(&self) -> bool {
        let grants = self.grants();
        grants.behalf.is_some() && reaches(&grants, self.in_company, self.in_store)
    }
}
