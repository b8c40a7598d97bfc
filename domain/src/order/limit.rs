//! The limits of an agent on behalf of a customer without a second person (R59).
//!
//! Rules: an order above the limit of the role, one order more than the role allows in a session with all its
//! extensions, or a discount above its limit needs login and password of another person, who may release limits and
//! give that discount. Both people are recorded. It is decided in the transaction of the order, by the rights at that
//! moment.

use crate::audit::Event;
use crate::behalf::history::chain;
use crate::cx::{Behalf, Cx, Principal, Staff};
use crate::error::{Error, Problem, Realm, Result};
use crate::id::{BehalfId, StaffId};
use crate::money::Money;
use crate::policy::{Action, Grants};
use crate::required::{renamed, required};
use crate::session::{self, Credentials, Proof};
use crate::staff::holder::{HOLDER, Holder};
use crate::throttle::Bucket;
use crate::tx::Tx;
use crate::{on, on_tx, sql};

/// A second person who proved who they are.
pub(crate) struct Release {
    proof: Proof,
}

/// The limits of the agent of a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The largest total, in minor units.
    order: Option<i64>,
    /// The number of allowed orders, if all of them were placed.
    orders: Option<i64>,
    /// The largest discount, per ten thousand of the goods.
    discount: Option<i64>,
}

impl Bounds {
    fn of(grants: &Grants, placed: i64) -> Bounds {
        let orders = grants.orders_limit.filter(|most| placed >= *most);
        Bounds { order: grants.order_limit, orders, discount: grants.max_discount }
    }

    /// The limit that an order at `total` with a discount of `rate` exceeds, if any.
    pub fn problem(&self, total: Money, rate: i64) -> Option<Problem> {
        let order = self.order.filter(|limit| total.minor > *limit);
        let order = order.map(|limit| Problem::OrderLimit(Money::new(limit, total.currency)));
        order.or(self.orders.map(Problem::OrdersLimit)).or(self.above(rate))
    }

    fn above(&self, rate: i64) -> Option<Problem> {
        self.discount.filter(|most| rate > *most).map(Problem::DiscountLimit)
    }
}

/// The limits of the session of `cx`, for the page that asks for the second person; none outside of a session.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn bounds(cx: &Cx) -> Result<Bounds> {
    let Some((staff, _, behalf)) = cx.behalf() else { return Ok(Bounds::default()) };
    if staff.grants.orders_limit.is_none() {
        return Ok(Bounds::of(&staff.grants, 0));
    }
    let placed: i64 = on!(cx.db(), c => sqlx::query_scalar(PLACED).bind(behalf.id).fetch_one(c).await?);
    Ok(Bounds::of(&staff.grants, placed))
}

/// Orders of the session `$1` and of those that it is more time for.
const PLACED: &str = sql!(chain!("count(*) from chain c join orders x on x.created_behalf_id = c.id"));

/// Proves the second person. A wrong password is counted and recorded like any other.
///
/// # Errors
/// [`Error::Invalid`] at `release_password`; [`Error::Throttled`].
pub(crate) async fn prove(cx: &Cx, typed: &Credentials<'_>) -> Result<Option<Release>> {
    let is_asked = [typed.login, typed.password, typed.code].iter().any(|value| !value.trim().is_empty());
    let Some((agent, _, behalf)) = cx.behalf().filter(|_| is_asked) else { return Ok(None) };
    required(&[("release_login", typed.login), ("release_password", typed.password)])?;
    let bucket = Bucket::of(typed.login, &cx.request().ip);
    let nobody = cx.with_principal(Principal::Anonymous);
    let proof = session::prove_staff(&nobody, typed, &bucket).await;
    match proof.map_err(|error| renamed(error, "code", "release_code"))? {
        Some(proof) => Ok(Some(Release { proof })),
        None => {
            let event = denied("auth.reauth.failed", "credentials", agent, behalf);
            session::refused(&nobody, event, Realm::Portal, typed.login).await?;
            Err(Error::field("release_password", Problem::Credentials))
        }
    }
}

fn denied(kind: &'static str, why: &str, agent: &Staff, behalf: &Behalf) -> Event {
    Event::denied(kind, why).by("staff", agent.id).target("behalf", behalf.id).detail("what", "limit")
}

/// Checks the order of `tx` against the limits; returns the second person where one was needed.
///
/// # Errors
/// [`Error::Invalid`] at `limit` without a second person, at `release_login` when they may not release it.
pub(crate) async fn pass(tx: &mut Tx, total: Money, rate: i64, release: Option<&Release>) -> Result<Option<StaffId>> {
    let Some((agent, id)) = tx.cx().behalf().map(|(staff, _, behalf)| (staff.clone(), behalf.id)) else {
        return Ok(None);
    };
    let bounds = Bounds::of(&agent.grants, placed(tx, id).await?);
    let Some(problem) = bounds.problem(total, rate) else { return Ok(None) };
    // Only a discount that the agent may not give is asked of the second person.
    let asked = if bounds.above(rate).is_some() { rate } else { 0 };
    let Some(release) = release else { return Err(Error::field("limit", problem)) };
    if let Some(problem) = release_problem(tx, &agent, release.proof.staff, asked).await? {
        return Err(Error::field("release_login", problem));
    }
    Ok(Some(release.proof.staff))
}

async fn placed(tx: &mut Tx, behalf: BehalfId) -> Result<i64> {
    Ok(on_tx!(tx, c => sqlx::query_scalar(PLACED).bind(behalf).fetch_one(c).await?))
}

/// Why this is not somebody else with the permission as of now, whose own role gives the discount.
async fn release_problem(tx: &mut Tx, agent: &Staff, second: StaffId, rate: i64) -> Result<Option<Problem>> {
    let row: Option<Holder> = on_tx!(tx, c => sqlx::query_as(HOLDER).bind(second).fetch_optional(c).await?);
    let may = row.filter(|holder| second != agent.id && holder.may(tx.cx().env(), Action::ReleaseLimit));
    let Some(holder) = may else { return Ok(Some(Problem::NotTheSecond)) };
    Ok(holder.grants().max_discount.filter(|most| rate > *most).map(Problem::SecondDiscountLimit))
}

/// The event with both people. The actor is the second person, so it is about the session and not part of it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::policy::Role;

    #[test]
    fn limits_of_total_and_count_hold() {
        let limits = Grants {
            order_limit: Some(1_000),
            orders_limit: Some(2),
            max_discount: Some(500),
            ..Grants::of(Role::Agent)
        };
        let at = |minor, placed, rate| Bounds::of(&limits, placed).problem(Money::new(minor, Currency::Gbp), rate);
        assert_eq!((at(1_000, 0, 0), at(1_000, 1, 500)), (None, None));
        assert_eq!(at(1_001, 0, 0), Some(Problem::OrderLimit(Money::new(1_000, Currency::Gbp))));
        assert_eq!(at(1, 2, 0), Some(Problem::OrdersLimit(2)));
        assert_eq!(at(1, 0, 501), Some(Problem::DiscountLimit(500)));
        assert_eq!(Bounds::default().problem(Money::new(i64::MAX, Currency::Gbp), 0), None);
    }
}
