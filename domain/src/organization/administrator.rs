//! The administrator of a company that has none: staff say who it is, for no program decides that.
//!
//! Rule: only as long as no active login of the company is its administrator. With one there, the company decides itself
//! (see [`crate::organization::member`]).

use crate::cx::Cx;
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{AccountId, ContactId, OrganizationId};
use crate::organization::member::{Role, changed};
use crate::policy::Action;
use crate::staff::scope::in_scope;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};

/// An active login of a company.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Login {
    /// The login.
    pub account: AccountId,
    /// The person.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// The login's e-mail.
    pub email: String,
    /// The store it is for.
    pub store_name: String,
    /// What they may do in the company.
    pub role: Role,
}

/// The active logins of a company, administrators first, then whoever may do the most.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn logins(cx: &Cx, company: OrganizationId) -> Result<Vec<Login>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select a.id as account, k.id as contact, k.latin_name as name, a.email, w.name as store_name, a.role
        from account a
        join contact k on k.id = a.contact_id
        join store w on w.id = a.store_id
        where k.organization_id = $1 and a.status = 'active' and ", in_scope!("$2", "k.organization_id"), "
        order by a.role, k.latin_name collate by_name, a.id
    "))).bind(company).bind(cx.confined()).fetch_all(c).await?))
}

/// Makes an active login of a company its administrator, when it has none.
///
/// # Errors
/// [`Error::Forbidden`] without the right; [`Error::NotFound`] for a company out of reach; [`Error::Conflict`] when it has
/// an administrator; [`Error::Invalid`] at `account` for anything but one of its active logins.
pub async fn name(cx: &Cx, company: OrganizationId, account: Option<AccountId>) -> Result<()> {
    let mut tx = cx.begin_exclusive(Action::NameCompanyAdmin).await?;
    let found: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!(concat!("
        select count(*) from organization where id = $1 and ", in_scope!("$2", "organization.id"), "
    "))).bind(company).bind(cx.confined()).fetch_one(c).await?);
    if found == 0 {
        return Err(Error::NotFound);
    }
    if has_one(&mut tx, company).await? {
        return Err(Error::Conflict(Conflict::State));
    }
    let account = account.ok_or(Error::field("account", Problem::Required))?;
    let row: Option<(ContactId, Role)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select k.id, a.role from account a join contact k on k.id = a.contact_id
        where a.id = $1 and k.organization_id = $2 and a.status = 'active'
    ")).bind(account).bind(company).fetch_optional(c).await?);
    let (contact, before) = row.ok_or(Error::field("account", Problem::NotAChoice))?;
    let event = tx.event().to_owned();
    exec!(tx, "
        update account set role = $2, last_event = $3 where id = $1
    "; account, Role::Admin, &event)
    .one()?;
    tx.commit(changed((account, contact, company), before, Role::Admin)).await
}

/// Whether an active login of the company is its administrator.
pub(crate) async fn has_one(tx: &mut Tx, company: OrganizationId) -> Result<bool> {
    let found: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from account a join contact k on k.id = a.contact_id
        where k.organization_id = $1 and a.status = 'active' and a.role = 'admin'
    ")).bind(company).fetch_one(c).await?);
    Ok(found > 0)
}
