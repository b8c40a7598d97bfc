//! The people of a company and what each may do in it: their roles.
//!
//! Rules: a role is an account's and holds from its next request on, in open sessions too, support's included (R41).
//! Nobody changes their own, under no other login either, so somebody who may is always left. Never on behalf (R42).

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Denied, Error, Problem, Realm, Result};
use crate::id::{AccountId, ContactId, OrganizationId};
use crate::policy::Action;
use crate::search::patterns;
use crate::{exec, on, on_tx, sql};
use serde_json::json;

/// What somebody may do in their company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Orders, decides what waits for approval, and says what holds in the company.
    Admin,
    /// Orders, and decides what waits for approval.
    Approver,
    /// Orders.
    Buyer,
    /// Sees what a buyer sees.
    Viewer,
}

impl Role {
    /// All roles, in the order of a form.
    pub const ALL: [Role; 4] = [Role::Admin, Role::Approver, Role::Buyer, Role::Viewer];

    /// As stored and as sent by forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Approver => "approver",
            Role::Buyer => "buyer",
            Role::Viewer => "viewer",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// Reads what a query gives; what cannot be read may do the least.
    pub(crate) fn read(text: &str) -> Role {
        Role::parse(text).unwrap_or(Role::Viewer)
    }

    /// Whether they fill the cart and order.
    pub fn may_order(self) -> bool {
        self != Role::Viewer
    }

    /// Whether they decide about orders that wait for approval.
    pub fn may_decide(self) -> bool {
        matches!(self, Role::Admin | Role::Approver)
    }
}

/// How the list of members is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// By what they may do, the most first.
    Role,
}

impl Sort {
    /// As it stands in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Name => "name",
            Sort::Role => "role",
        }
    }

    /// Reads an address; anything unknown is the default.
    pub fn parse(text: &str) -> Sort {
        if text == "role" { Sort::Role } else { Sort::Name }
    }
}

/// What of the members is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in name or login.
    pub query: String,
    /// A role, or empty for all.
    pub role: &'static str,
    /// In which order.
    pub sort: Sort,
    /// Counts from 0.
    pub page: i64,
}

/// A login of the company.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    /// The login.
    pub account: AccountId,
    /// The person.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Job title.
    pub title: String,
    /// The login's e-mail.
    pub email: String,
    /// The store it is for.
    pub store_name: String,
    role: String,
    /// As [`crate::account::Status`] stores it.
    pub status: String,
    /// How many match in all.
    pub matches: i64,
}

impl Member {
    /// What they may do.
    pub fn role(&self) -> Role {
        Role::read(&self.role)
    }
}

/// Members on a page of the list.
pub const PAGE: i64 = 20;

/// Members of the company `$1` in `$order`; `$2`–`$4` are words, `$5` a role, `$6` and `$7` the page.
macro_rules! page_of {
    ($order:literal) => {
        sql!(concat!(
            r"
            select a.id as account, k.id as contact, k.name, k.title, a.email, w.name as store_name, a.role, a.status,
                   count(*) over () as matches
            from account a
            join contact k on k.id = a.contact_id
            join store w on w.id = a.store_id
            where k.organization_id = $1
              and k.search_key like cast($2 as text) escape '\' and k.search_key like cast($3 as text) escape '\' and k.search_key like cast($4 as text) escape '\'
              and ($5 = '' or a.role = $5)
            order by ",
            $order,
            "
            limit cast($6 as bigint) offset $7"
        ))
    };
}

/// The members of the customer's company.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Vec<Member>> {
    let organization = cx.require_customer(Action::ViewAccount)?.organization;
    let sql = match filter.sort {
        Sort::Name => page_of!("lower(k.latin_name), a.id"),
        // The stored words happen to be in the order of what they allow.
        Sort::Role => page_of!("a.role, lower(k.latin_name), a.id"),
    };
    let [p1, p2, p3, ..] = patterns(&filter.query);
    Ok(on!(cx.db(), c => sqlx::query_as(sql).bind(organization).bind(&p1).bind(&p2).bind(&p3).bind(filter.role)
        .bind(PAGE).bind(filter.page.saturating_mul(PAGE)).fetch_all(c).await?))
}

/// Gives a member of the own company another role.
///
/// # Errors
/// [`Error::Invalid`] at `role`; [`Error::NotFound`] for somebody of another company; [`Error::Forbidden`] without the
/// right, on behalf, and for oneself.
pub async fn change(cx: &Cx, account: AccountId, wanted: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let wanted = Role::parse(wanted).ok_or(Error::field("role", Problem::NotAChoice))?;
    let mut tx = cx.begin_alone(Action::ManageCompany).await?;
    let (me, organization) = cx.customer().map(|c| (c.contact, c.organization)).ok_or(Error::SignIn(Realm::Shop))?;
    let row: Option<(ContactId, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select k.id, a.role from account a join contact k on k.id = a.contact_id where a.id = $1 and k.organization_id = $2
    ")).bind(account).bind(organization).fetch_optional(c).await?);
    let (contact, before) = row.ok_or(Error::NotFound)?;
    if contact == me {
        return Err(Denied::Oneself.into());
    }
    if before == wanted.as_str() {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update account set role = $2, last_event = $3 where id = $1
    "; account, wanted.as_str(), &event).one()?;
    tx.commit(changed((account, contact, organization), &before, wanted)).await
}

/// The event about another role of somebody in their company.
pub(super) fn changed(who: (AccountId, ContactId, OrganizationId), before: &str, after: Role) -> Event {
    Event::new("member.role_changed")
        .target("account", who.0)
        .target("contact", who.1)
        .target("organization", who.2)
        .detail("from", before)
        .detail("to", after.as_str())
        .change(json!({ "role": before }), json!({ "role": after.as_str() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_is_read_and_anything_else_may_the_least() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::read("owner"), Role::Viewer);
        let words = Role::ALL.map(Role::as_str);
        assert!(words.is_sorted(), "the list is sorted by the stored word");
    }
}
