//! The buying company.

pub mod administrator;
pub mod cost_centre;
pub mod find;
pub mod member;
pub mod po_pattern;
pub mod price;
pub mod rule;

use crate::audit::Event;
use crate::behalf::consent::rule::Consent;
use crate::cx::Cx;
use crate::error::{Denied, Error, Result};
use crate::id::OrganizationId;
use crate::policy::Action;
use crate::staff::scope::in_scope;
use crate::text_enum::text_enum;
use crate::{on, sql};

text_enum! {
    /// Whether a company may order.
    pub enum Status {
        /// It may.
        Active => "active",
        /// Not for the time being.
        OnHold => "on_hold",
        /// Not any more; besides, nobody of it signs in and nobody is acted for.
        Closed => "closed",
    }
}

text_enum! {
    /// Whether orders of a company carry a number of the company's own.
    pub enum PoRule {
        /// There is no such number.
        Off => "off",
        /// Whoever orders may give one.
        Optional => "optional",
        /// Whoever orders must give one.
        Required => "required",
    }
}

text_enum! {
    /// Whether orders of a company name a cost centre.
    pub enum CostRule {
        /// They do not.
        Off => "off",
        /// They may.
        Optional => "optional",
        /// They must.
        Required => "required",
    }
}

/// A company as the portal shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Organization {
    /// The company.
    pub id: OrganizationId,
    /// Customer number.
    pub number: String,
    /// Name.
    pub name: String,
    /// City.
    pub city: String,
    /// ISO country code.
    pub country: String,
    /// VAT id.
    pub vat_id: String,
    /// Whether it may order.
    pub status: Status,
    /// Days to pay.
    pub terms_days: i64,
    /// Whether its orders carry a number of its own.
    pub po_number: PoRule,
    /// How that number looks; empty for any.
    pub po_pattern: String,
    /// Whether its orders name a cost centre.
    pub cost_centre: CostRule,
    /// How many cost centres it has.
    pub cost_centres: i64,
    /// What it says about support in the accounts of its people.
    pub support_consent: Consent,
    /// The total above which its orders need approval, in minor units of each order's currency.
    pub approval_above: Option<i64>,
}

/// Why nothing is ordered for a company in this state, or `None` when it is. A company on hold orders nothing for the time
/// being; of a closed one, besides, nobody signs in and nobody is acted for.
pub fn orders_nothing(status: Status) -> Option<Denied> {
    match status {
        Status::Active => None,
        Status::OnHold => Some(Denied::OnHold),
        Status::Closed => Some(Denied::Closed),
    }
}

/// One company; opening its page is recorded.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(cx: &Cx, id: OrganizationId) -> Result<Organization> {
    cx.require_staff(Action::ViewContacts)?;
    let row: Option<Organization> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select id, number, name, city, country, vat_id, status, terms_days, po_number, po_pattern, cost_centre,
               (select count(*) from cost_centre e where e.organization_id = organization.id and e.removed_at is null) as cost_centres,
               support_consent, approval_above
        from organization
        where id = $1 and ", in_scope!("$2", "organization.id"), "
    "))).bind(id).bind(cx.confined()).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    cx.record(Event::new("organization.viewed").target_named("organization", id, &row.number, 1)).await?;
    Ok(row)
}

/// Whether the reader reaches only the companies that are assigned to them, and none is.
///
/// # Errors
/// [`Error::Unavailable`](crate::error::Error::Unavailable).
pub async fn none_assigned(cx: &Cx) -> Result<bool> {
    let Some(staff) = cx.confined() else { return Ok(false) };
    let reached: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select count(*) from organization where ", in_scope!("$1", "organization.id"), "
    "))).bind(Some(staff)).fetch_one(c).await?);
    Ok(reached == 0)
}
