//! What a company's administrators say for everybody in it: from which total on an order needs approval, and what each order
//! says besides its goods.
//!
//! What the company says about support stands with what each customer says: [`crate::behalf::consent`].

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Problem, Realm, Result};
use crate::money;
use crate::organization::{CostRule, PoRule, po_pattern};
use crate::policy::Action;
use crate::{exec, on_tx, sql};
use serde_json::json;

/// Sets the total above which an order needs approval, as it is typed: an amount in the currency of each order, or
/// nothing for never. It holds for orders from now on; what waits already goes on waiting.
///
/// # Errors
/// [`Error::Invalid`] at `above`; [`Error::Forbidden`] without the right and on behalf.
pub async fn approval(cx: &Cx, typed: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let above = match typed.trim() {
        "" => None,
        text => Some(money::amount(text).ok_or(Error::field("above", Problem::NotAnAmount))?),
    };
    let mut tx = cx.begin(Action::ManageCompany).await?;
    let organization = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.organization;
    let before: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select approval_above from organization where id = $1
    ")).bind(organization).fetch_one(c).await?);
    if before == above {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update organization set approval_above = $2, last_event = $3 where id = $1
    "; organization, above, &event)
    .one()?;
    let event = Event::new("organization.approval_changed")
        .target("organization", organization)
        .change(json!({ "approval_above": before }), json!({ "approval_above": above }));
    tx.commit(event).await
}

/// Sets what each order of the company says besides its goods: whether it carries a number of its own, how that looks, and
/// whether it names a cost centre.
///
/// # Errors
/// [`Error::Invalid`] at `po_number`, `po_pattern` or `cost_centre`; [`Error::Forbidden`] without the right and on behalf.
pub async fn booking(cx: &Cx, po_number: &str, pattern: &str, cost_centre: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let no = |name| Error::field(name, Problem::NotAChoice);
    let po_number = PoRule::parse(po_number).ok_or_else(|| no("po_number"))?;
    let cost_centre = CostRule::parse(cost_centre).ok_or_else(|| no("cost_centre"))?;
    let pattern = po_pattern::read(pattern).map_err(|problem| Error::field("po_pattern", problem))?;
    let mut tx = cx.begin(Action::ManageCompany).await?;
    let organization = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.organization;
    let (po_before, pattern_before, cost_before, centres): (PoRule, String, CostRule, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
            select po_number, po_pattern, cost_centre,
                   (select count(*) from cost_centre e where e.organization_id = organization.id and e.removed_at is null)
            from organization where id = $1
        ")).bind(organization).fetch_one(c).await?);
    if cost_centre == CostRule::Required && centres == 0 {
        return Err(Error::field("cost_centre", Problem::NoCostCentre));
    }
    if (po_before, pattern_before.as_str(), cost_before) == (po_number, pattern, cost_centre) {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update organization set po_number = $2, po_pattern = $3, cost_centre = $4, last_event = $5 where id = $1
    "; organization, po_number, pattern, cost_centre, &event)
    .one()?;
    let of = |po: PoRule, pattern: &str, cost: CostRule| json!({ "cost_centre": cost.as_str(), "po_number": po.as_str(), "po_pattern": pattern });
    let event = Event::new("organization.order_rules_changed")
        .target("organization", organization)
        .change(of(po_before, &pattern_before, cost_before), of(po_number, pattern, cost_centre));
    tx.commit(event).await
}
