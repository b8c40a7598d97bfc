//! What narrows a list of contacts, beside the words that are looked for.

use crate::account::Status;
use crate::id::{OrganizationId, StaffId};
use crate::organization::member::Role;
use crate::text_enum::Word;

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
}

impl Word for Accounts {
    fn word(self) -> String {
        self.as_str().to_owned()
    }

    fn of(text: &str) -> Option<Accounts> {
        if text == "none" { Some(Accounts::None) } else { Status::parse(text).map(Accounts::In) }
    }
}

/// What narrows a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    /// People of this company.
    pub organization: Option<OrganizationId>,
    /// With such accounts.
    pub accounts: Option<Accounts>,
    /// Of the companies that are assigned to this member of staff.
    pub scope: Option<StaffId>,
    /// With an account of this role.
    pub role: Option<Role>,
    /// With an account in the store of this code, in small letters.
    pub store: Option<String>,
}

impl Narrowed {
    /// Whether everybody is asked for.
    pub fn is_nothing(&self) -> bool {
        self.organization.is_none() && self.scope.is_none() && self.is_any_account()
    }

    /// Whether nothing is asked of the accounts.
    pub fn is_any_account(&self) -> bool {
        self.accounts.is_none() && self.role.is_none() && self.store.is_none()
    }

    /// As a statement takes it.
    pub fn accounts(&self) -> &'static str {
        self.accounts.map_or("", Accounts::as_str)
    }

    /// As a statement takes it.
    pub fn role(&self) -> &'static str {
        self.role.map_or("", Role::as_str)
    }

    /// As a statement takes it.
    pub fn store(&self) -> &str {
        self.store.as_deref().unwrap_or_default()
    }
}

/// Whether the entry `e` is asked for: a company, accounts, whose companies, a role and a store, each a parameter.
///
/// Of an `exists` with an `offset` PostgreSQL looks at one row after the other; without it, it may find all that hold first.
macro_rules! narrowed {
    ($company:literal, $accounts:literal, $scope:literal, $role:literal, $store:literal) => {
        concat!(
            "(e.organization_id = ",
            $company,
            " or ",
            $company,
            " is null)
              and (cast(",
            $accounts,
            " as text) = '' or (cast(",
            $accounts,
            " as text) = 'none' and not e.has_account)
                   or (cast(",
            $accounts,
            " as text) <> 'none' and exists (
                         select 1 from account a where a.contact_id = e.contact_id and a.status = ",
            $accounts,
            " limit 1 offset 0)))
              and (exists (select 1 from staff_scope x where x.staff_id = ",
            $scope,
            " and x.organization_id = e.organization_id
                                                         and x.removed_at is null) or ",
            $scope,
            " is null)
              and (cast(",
            $role,
            " as text) = '' or exists (
                     select 1 from account a where a.contact_id = e.contact_id and a.role = ",
            $role,
            " limit 1 offset 0))
              and (cast(",
            $store,
            " as text) = '' or exists (
                     select 1 from account a join store s on s.id = a.store_id
                     where a.contact_id = e.contact_id and lower(s.code) = ",
            $store,
            " limit 1 offset 0))"
        )
    };
}
pub(crate) use narrowed;
