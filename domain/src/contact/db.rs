//! Reading a contact in the portal.

use crate::audit::Event;
use crate::behalf::consent::Consent;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{ContactId, OrganizationId};
use crate::organization;
use crate::policy::Action;
use crate::staff::scope::in_scope;
use crate::{on, sql};

pub use crate::contact::find::{ContactRow, Filter, Sort, View, list};
pub use crate::contact::narrow::Accounts;

/// Everything about a contact that heads their page.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Contact {
    /// The person.
    pub id: ContactId,
    /// Name in their own script.
    pub name: String,
    /// Latin form.
    pub latin_name: String,
    /// Job title.
    pub title: String,
    /// E-mail.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Language code.
    pub language: String,
    /// IANA time zone.
    pub time_zone: String,
    /// The company.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Its customer number.
    pub organization_number: String,
    /// Its city.
    pub city: String,
    /// Whether the company may order.
    pub organization_status: organization::Status,
    /// What the company says about support in the accounts of its people.
    pub support_consent: Consent,
    /// Days to pay.
    pub terms_days: i64,
}

/// One contact; opening a person's page is recorded (R122).
///
/// # Errors
/// [`Error::NotFound`].
pub async fn view(cx: &Cx, id: ContactId) -> Result<Contact> {
    cx.require_staff(Action::ViewContacts)?;
    let row: Option<Contact> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select k.id, k.name, k.latin_name, k.title, k.email, k.phone, k.language, k.time_zone,
               o.id as organization_id, o.name as organization_name, o.number as organization_number, o.city,
               o.status as organization_status, o.support_consent, o.terms_days
        from contact k
        join organization o on o.id = k.organization_id
        where k.id = $1 and ", in_scope!("$2", "k.organization_id"), "
    "))).bind(id).bind(cx.confined()).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    let event = Event::new("contact.viewed").target("contact", id).target("organization", row.organization_id);
    cx.begin(Action::ViewContacts).await?.commit(event).await?;
    Ok(row)
}
