//! The people of a company and what each may do in it: their roles.
//!
//! Rules: a role is an account's and holds from its next request on, in open sessions too, support's included (R41).
//! Nobody changes their own, under no other login either, so somebody who may is always left. Never on behalf (R42).

pub use crate::policy::member::Role;

use crate::account::Status;
use crate::audit::Event;
use crate::contact::words::patterns;
use crate::cx::Cx;
use crate::error::{Denied, Error, Problem, Realm, Result};
use crate::id::{AccountId, ContactId, OrganizationId};
use crate::list::{Page, counted, page};
use crate::policy::Action;
use crate::text_enum::text_enum;
use crate::{exec, on, on_tx, sql};
use serde_json::json;

text_enum! {
    /// How the list of members is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By name.
        #[default]
        Name => "name",
        /// By what they may do, the most first.
        Role => "role",
    }
}

/// What of the members is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in name or login.
    pub query: String,
    /// A role, or none for all.
    pub role: Option<Role>,
    /// In which order.
    pub sort: Sort,
    /// Counts from 0.
    pub page: i64,
}

/// A login of the company, with whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CompanyMember {
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
    /// What they may do.
    pub role: Role,
    /// The state of the login.
    pub status: Status,
    matches: i64,
}

/// Members on a page of the list.
pub const PAGE: i64 = 20;

/// Entries `e` with their accounts `a` of the company `$1`; `$2`–`$4` are words, `$5` a role.
macro_rules! members {
    () => {
        r"
        from contact_entry e cross join account a
        where e.organization_id = $1 and a.contact_id = e.contact_id
          and (cast($2 as text) = '%' or e.words like cast($2 as text) escape '\')
          and (cast($3 as text) = '%' or e.words like cast($3 as text) escape '\')
          and (cast($4 as text) = '%' or e.words like cast($4 as text) escape '\')
          and (cast($5 as text) = '' or a.role = $5)"
    };
}

/// Members in `$order`; `$6` and `$7` are the page.
macro_rules! page_of {
    ($order:literal) => {
        sql!(concat!(
            "with page as materialized (
                select e.n, e.name_key, e.contact_id, a.id as account_id",
            members!(),
            " order by ",
            $order,
            " limit cast($6 as bigint) offset $7
            )
            select a.id as account, k.id as contact, k.name, k.title, a.email, w.name as store_name, a.role, a.status,
                   (select count(*) from (select 1",
            members!(),
            counted!(),
            ") m) as matches
            from page e cross join account a cross join contact k cross join store w
            where a.id = e.account_id and k.id = e.contact_id and w.id = a.store_id
            order by ",
            $order
        ))
    };
}

/// The members of the customer's company.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Page<CompanyMember>> {
    let organization = cx.require_customer(Action::ViewAccount)?.organization;
    let sql = match filter.sort {
        Sort::Name => page_of!("e.name_key, e.n, a.id"),
        // The stored words happen to be in the order of what they allow.
        Sort::Role => page_of!("a.role, e.name_key, e.n, a.id"),
    };
    let [p1, p2, p3] = &patterns(&filter.query);
    let role = filter.role.map_or("", Role::as_str);
    page(filter.page, |number| async move {
        let rows: Vec<CompanyMember> = on!(cx.db(), c => sqlx::query_as(sql).persistent(cx.db().keeps_plan()).bind(organization).bind(p1).bind(p2).bind(p3)
            .bind(role).bind(PAGE).bind(number.saturating_mul(PAGE)).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    })
    .await
}

/// Gives a member of the own company another role.
///
/// # Errors
/// [`Error::Invalid`] at `role`; [`Error::NotFound`] for somebody of another company; [`Error::Forbidden`] without the
/// right, on behalf, and for oneself.
pub async fn change(cx: &Cx, account: AccountId, wanted: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let wanted = Role::parse(wanted).ok_or(Error::field("role", Problem::NotAChoice))?;
    let mut tx = cx.begin_exclusive(Action::ManageCompany).await?;
    let (me, organization) = cx.customer().map(|c| (c.contact, c.organization)).ok_or(Error::SignIn(Realm::Shop))?;
    let row: Option<(ContactId, Role)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select k.id, a.role from account a join contact k on k.id = a.contact_id where a.id = $1 and k.organization_id = $2
    ")).bind(account).bind(organization).fetch_optional(c).await?);
    let (contact, before) = row.ok_or(Error::NotFound)?;
    if contact == me {
        return Err(Denied::Oneself.into());
    }
    if before == wanted {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update account set role = $2, last_event = $3 where id = $1
    "; account, wanted, &event)
    .one()?;
    tx.commit(changed((account, contact, organization), before, wanted)).await
}

/// The event about another role of somebody in their company.
pub(super) fn changed(who: (AccountId, ContactId, OrganizationId), before: Role, after: Role) -> Event {
    Event::new("member.role_changed")
        .target("account", who.0)
        .target("contact", who.1)
        .target("organization", who.2)
        .detail("from", before)
        .detail("to", after)
        .change(json!({ "role": before }), json!({ "role": after }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_words_are_in_the_order_of_what_they_allow() {
        let words = Role::ALL.map(Role::as_str);
        assert!(words.is_sorted(), "the list is sorted by the stored word");
    }
}
