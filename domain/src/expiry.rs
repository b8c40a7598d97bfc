//! What time has ended and is no session: links to choose a password, invitations, codes for support.
//!
//! Rule: a request that finds one of them over writes that down before it is answered; the sweep does it for those that
//! nobody asks for. From then on its limit is 0, so no clock that is set back brings it back.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::Result;
use crate::id::{AccountId, StaffId};
use crate::policy::{self, Action};
use crate::tx::Tx;
use crate::{on, on_tx, sql};
use uuid::Uuid;

/// Rows that one sweep writes of each kind.
const MOST: i64 = 500;

/// What has a limit in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    /// A link to choose a new password.
    Reset,
    /// A link by which a member of staff chooses the first one.
    Invite,
    /// A link by which a customer chooses the first one.
    CustomerInvite,
    /// A code for support.
    Code,
}

impl Thing {
    const ALL: [Thing; 4] = [Thing::Reset, Thing::Invite, Thing::CustomerInvite, Thing::Code];

    /// Its kind as a target of an event.
    fn kind(self) -> &'static str {
        match self {
            Thing::Reset => "password_reset",
            Thing::Invite => "staff_invite",
            Thing::CustomerInvite => "account_invite",
            Thing::Code => "consent_code",
        }
    }

    fn event(self) -> &'static str {
        match self {
            Thing::Reset => "password.link_expired",
            Thing::Invite => "staff.invite_expired",
            Thing::CustomerInvite => "account.invite_expired",
            Thing::Code => "consent.code_expired",
        }
    }

    /// Those that are over and not written as over.
    fn late(self) -> &'static str {
        match self {
            Thing::Reset => sql!(
                "select id from password_reset where ended_at is null and expires_at > 0 and expires_at <= $1
                 order by expires_at, id limit cast($2 as bigint)"
            ),
            Thing::Invite => sql!(
                "select id from staff_invite where used_at is null and revoked_at is null and expires_at > 0 and expires_at <= $1
                 order by expires_at, id limit cast($2 as bigint)"
            ),
            Thing::CustomerInvite => sql!(
                "select account_id from account_invite where used_at is null and revoked_at is null and expires_at > 0
                   and expires_at <= $1
                 order by expires_at, account_id limit cast($2 as bigint)"
            ),
            Thing::Code => sql!(
                "select id from consent_code where ended_at is null and expires_at > 0 and expires_at <= $1
                 order by expires_at, id limit cast($2 as bigint)"
            ),
        }
    }

    /// Writes it, and gives whose it is.
    fn end(self) -> &'static str {
        match self {
            Thing::Reset => sql!(
                "update password_reset set expires_at = 0, last_event = $2
                 where id = $1 and ended_at is null and expires_at > 0 and expires_at <= $3
                 returning account_id, staff_id"
            ),
            Thing::Invite => sql!(
                "update staff_invite set expires_at = 0, last_event = $2
                 where id = $1 and used_at is null and revoked_at is null and expires_at > 0 and expires_at <= $3
                 returning cast(null as uuid) as account_id, staff_id"
            ),
            Thing::CustomerInvite => sql!(
                "update account_invite set expires_at = 0, last_event = $2
                 where account_id = $1 and used_at is null and revoked_at is null and expires_at > 0 and expires_at <= $3
                 returning account_id, cast(null as uuid) as staff_id"
            ),
            Thing::Code => sql!(
                "update consent_code set expires_at = 0, last_event = $2
                 where id = $1 and ended_at is null and expires_at > 0 and expires_at <= $3
                 returning account_id, cast(null as uuid) as staff_id"
            ),
        }
    }
}

/// Writes that something is over, unless it is written already or is not over; whether it was written now.
///
/// # Errors
/// [`crate::error::Error::Unavailable`]: then the request must not be answered as if it was over.
pub(crate) async fn write(cx: &Cx, thing: Thing, id: Uuid) -> Result<bool> {
    let mut tx = Tx::of_program(cx.env(), cx.now(), "expiry").await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let ended: Option<(Option<AccountId>, Option<StaffId>)> =
        on_tx!(tx, c => sqlx::query_as(thing.end()).bind(id).bind(&event).bind(now).fetch_optional(c).await?);
    let Some((account, staff)) = ended else { return Ok(false) };
    let mut event = Event::new(thing.event()).target(thing.kind(), id);
    if let Some(account) = account {
        event = event.target("account", account);
    }
    if let Some(staff) = staff {
        event = event.target("staff", staff);
    }
    tx.commit(event).await?;
    Ok(true)
}

/// Writes down what time has ended; gives how many.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<usize> {
    policy::check(cx.principal(), Action::RunJob)?;
    let mut ended = 0;
    for thing in Thing::ALL {
        let late: Vec<Uuid> = on!(cx.db(), c => sqlx::query_scalar(thing.late())
            .bind(cx.now()).bind(MOST).fetch_all(c).await?);
        for id in late {
            ended += usize::from(write(cx, thing, id).await?);
        }
    }
    Ok(ended)
}
