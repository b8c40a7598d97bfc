//! Finding and reading contacts in the portal.

use crate::account::Status;
use crate::audit::Event;
use crate::behalf::consent::Consent;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{ContactId, OrganizationId};
use crate::organization;
use crate::policy::Action;
use crate::search::patterns;
use crate::staff::scope::in_scope;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{on, sql};

/// A row of the contact list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
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
    /// The company.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// Its city.
    pub city: String,
    /// Logins.
    pub accounts: i64,
    /// Logins that may sign in.
    pub active: i64,
    /// Logins that are locked.
    pub locked: i64,
    /// Time of the last order.
    pub last_order_at: Option<Micros>,
    /// How many contacts match in all.
    pub total: i64,
}

/// What of the contacts is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find.
    pub query: String,
    /// Only this company.
    pub organization: Option<OrganizationId>,
    /// Only contacts with such accounts.
    pub accounts: Option<Accounts>,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

/// Contacts by the accounts that they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accounts {
    /// Those who have none.
    None,
    /// Those who have one in this state.
    In(Status),
}

impl Accounts {
    /// As it stands in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Accounts::None => "none",
            Accounts::In(status) => status.as_str(),
        }
    }

    /// Reads an address.
    pub fn parse(text: &str) -> Option<Accounts> {
        if text == "none" { Some(Accounts::None) } else { Status::parse(text).map(Accounts::In) }
    }
}

text_enum! {
    /// How contacts are sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// By the name of the company.
        Company => "company",
        /// By the time of the last order.
        LastOrder => "last_order",
    }
}

/// A page of contacts. Every word of the query must stand somewhere in name, company, e-mail, phone or number.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<Row>> {
    cx.require_staff(Action::ViewContacts)?;
    let [p1, p2, p3, p4, p5, p6] = patterns(&filter.query);
    let sort = match (filter.sort, filter.descending) {
        (Sort::Company, false) => "company",
        (Sort::Company, true) => "company-",
        (Sort::LastOrder, false) => "last_order",
        (Sort::LastOrder, true) => "last_order-",
        (Sort::Name, true) => "name-",
        (Sort::Name, false) => "name",
    };
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!(r"
        select k.id, k.name, k.latin_name, k.title, k.email, o.id as organization_id, o.name as organization_name, o.city,
               (select count(*) from account a where a.contact_id = k.id) as accounts,
               (select count(*) from account a where a.contact_id = k.id and a.status = 'active') as active,
               (select count(*) from account a where a.contact_id = k.id and a.status = 'locked') as locked,
               (select max(r.placed_at) from orders r where r.contact_id = k.id) as last_order_at,
               count(*) over () as total
        from contact k
        join organization o on o.id = k.organization_id
        where k.search_key like cast($1 as text) escape '\' and k.search_key like cast($2 as text) escape '\' and k.search_key like cast($3 as text) escape '\'
          and k.search_key like cast($4 as text) escape '\' and k.search_key like cast($5 as text) escape '\' and k.search_key like cast($6 as text) escape '\'
          and k.organization_id = coalesce($7, k.organization_id)
          and ($8 = '' or ($8 = 'none' and not exists (select 1 from account a where a.contact_id = k.id))
               or exists (select 1 from account a where a.contact_id = k.id and a.status = $8))
          and ", in_scope!("$12", "k.organization_id"), "
        order by case when $9 = 'company' then o.name end collate by_name,
                 case when $9 = 'company-' then o.name end collate by_name desc,
                 case when $9 = 'last_order' then coalesce((select max(r.placed_at) from orders r where r.contact_id = k.id), 0) end,
                 case when $9 = 'last_order-' then coalesce((select max(r.placed_at) from orders r where r.contact_id = k.id), 0) end desc,
                 case when $9 = 'name-' then k.latin_name end collate by_name desc,
                 k.latin_name collate by_name, k.id
        limit cast($10 as bigint) offset $11
    "))).bind(&p1).bind(&p2).bind(&p3).bind(&p4).bind(&p5).bind(&p6)
        .bind(filter.organization).bind(filter.accounts.map_or("", Accounts::as_str)).bind(sort).bind(limit).bind(offset).bind(cx.confined()).fetch_all(c).await?))
}

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
