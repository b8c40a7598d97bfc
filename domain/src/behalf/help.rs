//! The code of a customer who asks for help, typed in the portal before a session is asked for.
//!
//! Rules: a code is found by a hash with the key outside of the database. One that is typed is kept with the portal
//! session, so that no later page has it; it is used up by the session that is opened with it. Only so many tries an hour are
//! looked at, so that nobody finds customers by guessing.

use crate::audit::Event;
use crate::behalf::code::{TRIES, digits_of, lookup};
use crate::contact::number;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::id::{AccountId, ContactId, OrganizationId, SessionId};
use crate::policy::Action;
use crate::required::required;
use crate::staff::scope::{in_scope, store_open};
use crate::throttle;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use uuid::Uuid;

/// Codes that one person may look for in an hour.
const AN_HOUR: i64 = 30;
/// An hour.
const HOUR: Micros = Micros::minutes(60);

/// Whether the code `d` can be used at `$now`, as an expression.
macro_rules! is_good {
    ($now:literal, $tries:literal) => {
        concat!("d.ended_at is null and d.expires_at > ", $now, " and d.tries < ", $tries)
    };
}
pub(crate) use is_good;

/// A code that somebody typed.
#[derive(sqlx::FromRow)]
struct Found {
    id: Uuid,
    account_id: AccountId,
    contact_id: ContactId,
    organization_id: OrganizationId,
}

/// Whose code this is, for the search of the portal: nothing, and no look into the database, unless it is six digits, which may
/// have blanks between them and are no number of a company. The code stays good. Out of somebody's scope there is none, and for people who may not log in on
/// behalf there is none either.
///
/// # Errors
/// [`Error::Throttled`] after many tries in an hour, with the seconds until the next one: what else was searched for can be
/// shown all the same.
pub async fn account_of_code(cx: &Cx, typed: &str) -> Result<Option<AccountId>> {
    let Some(digits) = digits_of(typed).filter(|_| cx.may_start_behalf()) else { return Ok(None) };
    // No code is made that is the number of a company, so a search for one costs no try.
    if number::is_of_company(cx, &digits).await? {
        return Ok(None);
    }
    Ok(find(cx, &digits).await?.map(|found| found.account_id))
}

/// Takes a code that the customer reads out: a session for their account that is asked for in this portal session opens at
/// once, with their consent. Gives the account.
///
/// # Errors
/// [`Error::Invalid`] at `code`; [`Error::Throttled`]; [`Error::Forbidden`] without the permission.
pub async fn take(cx: &Cx, typed: &str) -> Result<AccountId> {
    cx.check_recorded(Action::LoginOnBehalf).await?;
    cx.require_behalf_on()?;
    required(&[("code", typed)])?;
    let digits = digits_of(typed).ok_or(Error::field("code", Problem::NotACode))?;
    let found = find(cx, &digits).await?;
    let mut tx = cx.begin(Action::LoginOnBehalf).await?;
    let Principal::Staff(_, portal) = cx.principal().clone() else { return Err(Error::SignIn(Realm::Portal)) };
    let (now, event) = (cx.now(), tx.event().to_owned());
    let held = match &found {
        Some(found) => exec!(tx, "
            update consent_code set typed_session_id = $2, last_event = $3
            where id = $1 and ended_at is null and expires_at > $4
        "; found.id, portal, &event, now)
        .one_or_none()?,
        None => false,
    };
    let Some(found) = found.filter(|_| held) else {
        drop(tx);
        cx.refused(Event::denied("consent.code_failed", "credentials")).await?;
        return Err(Error::field("code", Problem::WrongCode));
    };
    let event = Event::new("consent.code_typed")
        .for_customer(found.account_id, found.contact_id, found.organization_id)
        .target("account", found.account_id)
        .target("contact", found.contact_id);
    tx.commit(event).await?;
    Ok(found.account_id)
}

/// The code with these digits that can be used now, in the scope of the person who asks. Two customers who have the same code
/// at the same time are told apart on the page that waits for the customer, not here.
async fn find(cx: &Cx, digits: &str) -> Result<Option<Found>> {
    let staff = cx.require_staff(Action::LoginOnBehalf)?.id;
    let (now, hour) = (cx.now(), cx.now().0 / HOUR.0);
    if !throttle::one_of(cx, &format!("help code {staff} {hour}"), AN_HOUR).await? {
        cx.refused(Event::denied("rate.limited", "consent_code")).await?;
        return Err(Error::Throttled { seconds: Micros((hour + 1) * HOUR.0).since(now).as_seconds().max(0) + 1 });
    }
    let Some(lookup) = lookup(cx, digits) else { return Ok(None) };
    let mut found: Vec<Found> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select d.id, d.account_id, a.contact_id, k.organization_id
        from consent_code d
        join account a on a.id = d.account_id
        join contact k on k.id = a.contact_id
        where d.lookup = $1 and ", is_good!("$2", "$3"), "
          and ", in_scope!("$4", "k.organization_id"), " and ", store_open!("$5", "a.store_id"), "
        limit 2
    "))).bind(lookup).bind(now).bind(TRIES).bind(cx.confined()).bind(staff).fetch_all(c).await?);
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Whether a code of this account is kept with the portal session of `cx`, and until when it is good.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn held(cx: &Cx, account: AccountId) -> Result<Option<Micros>> {
    let Principal::Staff(_, portal) = cx.principal() else { return Ok(None) };
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select d.expires_at from consent_code d
        where d.account_id = $1 and d.typed_session_id = $2 and ", is_good!("$3", "$4"), "
        order by d.made_at desc limit 1
    "))).bind(account).bind(portal).bind(cx.now()).bind(TRIES).fetch_optional(c).await?))
}

/// Uses up the code of this account that is kept with the portal session; whether there was one. The row cites `event`.
pub(crate) async fn use_up(tx: &mut Tx, account: AccountId, portal: SessionId, event: Event) -> Result<bool> {
    let now = tx.cx().now();
    let id: Option<Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql!(concat!("
        select d.id from consent_code d
        where d.account_id = $1 and d.typed_session_id = $2 and ", is_good!("$3", "$4"), "
        order by d.made_at desc limit 1
    "))).bind(account).bind(portal).bind(now).bind(TRIES).fetch_optional(c).await?);
    let Some(id) = id else { return Ok(false) };
    let cited = tx.also(event);
    let used = exec!(tx, "
        update consent_code set ended_at = $2, ended_why = 'used', last_event = $3
        where id = $1 and ended_at is null and tries < $4 and expires_at > $2
    "; id, now, &cited, TRIES)
    .one_or_none()?;
    if !used {
        tx.not_also(&cited);
    }
    Ok(used)
}
