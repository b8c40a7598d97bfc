//! How far somebody may go on behalf of a customer without a second person (R59).
//!
//! Rules: an order above the limit of the agent's role, one more than it allows in a session, or a discount above what it
//! gives, needs the login and password of somebody else who may release limits, and may give that discount; both people
//! stand in the record. Decided in the transaction of the order, by what holds then.

use crate::audit::Event;
use crate::cx::{Behalf, Cx, Principal, Staff};
use crate::error::{Error, Problem, Realm, Result};
use crate::id::{BehalfId, StaffId};
use crate::money::Money;
use crate::order::discount;
use crate::policy::Action;
use crate::session::{self, Credentials, Proof};
use crate::staff::holder::{HOLDER, Holder};
use crate::throttle::{self, Bucket};
use crate::tx::Tx;
use crate::{on, on_tx, sql};

/// A second person who proved who they are.
pub(crate) struct Release {
    proof: Proof,
    bucket: Bucket,
}

/// What an order at `total` goes beyond, for the page that asks for the second person; nothing outside of a session.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn beyond(cx: &Cx, total: Option<Money>) -> Result<Option<Problem>> {
    let Some((staff, _, behalf)) = cx.behalf() else { return Ok(None) };
    if staff.grants.order_limit.is_none() && staff.grants.orders_limit.is_none() {
        return Ok(None);
    }
    let placed: i64 = on!(cx.db(), c => sqlx::query_scalar(PLACED).bind(behalf.id).fetch_one(c).await?);
    Ok(problem(staff, total, placed))
}

/// Orders of the session `$1`.
const PLACED: &str = sql!("select count(*) from orders where created_behalf_id = $1");

fn problem(staff: &Staff, total: Option<Money>, placed: i64) -> Option<Problem> {
    let above = |limit: &i64| total.is_some_and(|t| t.minor > *limit);
    match (staff.grants.order_limit.filter(above), staff.grants.orders_limit, total) {
        (Some(limit), _, Some(total)) => Some(Problem::OrderLimit(Money::new(limit, total.currency))),
        (_, Some(most), _) if placed >= most => Some(Problem::OrdersLimit(most)),
        _ => None,
    }
}

/// Proves who the second person is. A wrong password is counted and recorded like any other.
///
/// # Errors
/// [`Error::Invalid`] at `release_password`; [`Error::Throttled`].
pub(crate) async fn prove(cx: &Cx, typed: &Credentials<'_>) -> Result<Option<Release>> {
    let Some((agent, _, behalf)) = cx.behalf().filter(|_| !typed.login.trim().is_empty()) else { return Ok(None) };
    let bucket = Bucket::of(typed.login, &cx.request().ip);
    let nobody = cx.with_principal(Principal::Anonymous);
    match session::prove_staff(&nobody, typed, &bucket).await? {
        Some(proof) => Ok(Some(Release { proof, bucket })),
        None => {
            let event = denied("auth.reauth.failed", "credentials", agent, behalf);
            session::refused(&nobody, event, Realm::Portal, typed.login, &bucket).await?;
            Err(Error::field("release_password", Problem::Credentials))
        }
    }
}

fn denied(kind: &'static str, why: &str, agent: &Staff, behalf: &Behalf) -> Event {
    Event::denied(kind, why).by("staff", agent.id).target("behalf", behalf.id).detail("what", "limit")
}

/// Lets the order of `tx` pass, or says why not; gives the second person where one was needed.
///
/// # Errors
/// [`Error::Invalid`] at `limit` without a second person, at `release_login` when they may not release it.
pub(crate) async fn pass(tx: &mut Tx, total: Money, rate: i64, release: Option<&Release>) -> Result<Option<StaffId>> {
    let Some((agent, id)) = tx.cx().behalf().map(|(staff, _, behalf)| (staff.clone(), behalf.id)) else {
        return Ok(None);
    };
    let above = discount::above(&agent.grants, rate);
    // Only a discount that the agent may not give is asked of the second person.
    let asked = if above.is_some() { rate } else { 0 };
    let Some(problem) = problem(&agent, Some(total), placed(tx, id).await?).or(above) else { return Ok(None) };
    let Some(release) = release else { return Err(Error::field("limit", problem)) };
    if let Some(problem) = in_the_way(tx, &agent, release.proof.staff, asked).await? {
        return Err(Error::field("release_login", problem));
    }
    throttle::succeeded(tx, &release.bucket).await?;
    Ok(Some(release.proof.staff))
}

async fn placed(tx: &mut Tx, behalf: BehalfId) -> Result<i64> {
    Ok(on_tx!(tx, c => sqlx::query_scalar(PLACED).bind(behalf).fetch_one(c).await?))
}

/// Why this is not somebody else with the permission as of now, whose own role gives the discount.
async fn in_the_way(tx: &mut Tx, agent: &Staff, second: StaffId, rate: i64) -> Result<Option<Problem>> {
    let row: Option<Holder> = on_tx!(tx, c => sqlx::query_as(HOLDER).bind(second).fetch_optional(c).await?);
    let may = row.filter(|holder| second != agent.id && holder.may(tx.cx().env(), Action::ReleaseLimit));
    let Some(grants) = may.and_then(|holder| holder.grants()) else { return Ok(Some(Problem::NotTheSecond)) };
    Ok(grants.max_discount.filter(|most| rate > *most).map(Problem::SecondDiscountLimit))
}

/// The event that names both people. It is the second person's own, so it is about the session and not in it.
pub(crate) fn released(
    second: StaffId,
    release: &Release,
    (agent, behalf): (StaffId, BehalfId),
    order: (crate::id::OrderId, &str),
) -> Event {
    let mut event = Event::new("limit.released")
        .by("staff", second)
        .target_named("order", order.0, order.1, 1)
        .target("staff", agent)
        .target("behalf", behalf)
        .detail("amr", release.proof.amr.clone());
    event.session = Some(serde_json::Value::Null);
    event
}
