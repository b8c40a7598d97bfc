//! The companies and stores that are assigned to a member of staff.
//!
//! Rules: for a role that reaches assigned companies only, other companies do not exist. A person with assigned stores
//! cannot enter accounts of other stores. An assignment is ended, never deleted.

use crate::cx::Cx;
use crate::error::Result;
use crate::id::{OrganizationId, StaffId, StoreId};
use crate::policy::grants::Reach;
use crate::policy::{Action, Grants};
use crate::{on, sql};

/// Whether an account can be entered, by what [`in_company`] and [`in_store`] found.
pub(crate) fn reaches(grants: &Grants, in_company: bool, in_store: bool) -> bool {
    (grants.reach == Reach::All || in_company) && in_store
}

/// Whether `$organization` is within the scope of `$who`, a parameter that is null for those who reach all. One condition
/// for every statement of the portal; the index `staff_scope_organization` serves it.
macro_rules! in_scope {
    ($who:literal, $organization:literal) => {
        concat!(
            // No staff id is ever the id of a company.
            "(coalesce(",
            $who,
            ", ",
            $organization,
            ") = ",
            $organization,
            " or exists (select 1 from staff_scope x where x.staff_id = ",
            $who,
            " and x.organization_id = ",
            $organization,
            " and x.removed_at is null))"
        )
    };
}
pub(crate) use in_scope;

/// Whether the company of the contact `k` is assigned to the staff member `t`, as the column `in_company`.
macro_rules! in_company {
    () => {
        "exists (select 1 from staff_scope x
          where x.staff_id = t.id and x.organization_id = k.organization_id and x.removed_at is null) as in_company"
    };
}
pub(crate) use in_company;

/// Whether the staff member `t` may enter the store `$store`, as the column `in_store`: it is assigned, or they have no
/// assigned store.
macro_rules! in_store {
    ($store:literal) => {
        concat!(
            "(select count(*) = 0 or sum(case when x.store_id = ",
            $store,
            " then 1 else 0 end) > 0
              from staff_scope x
              where x.staff_id = t.id and x.store_id is not null and x.removed_at is null) as in_store"
        )
    };
}
pub(crate) use in_store;

/// Whether `$who` may enter the store `$store`: it is assigned, or they have no assigned store.
macro_rules! store_open {
    ($who:literal, $store:literal) => {
        concat!(
            "(not exists (select 1 from staff_scope x where x.staff_id = ",
            $who,
            " and x.store_id is not null and x.removed_at is null)
              or exists (select 1 from staff_scope x where x.staff_id = ",
            $who,
            " and x.store_id = ",
            $store,
            " and x.removed_at is null))"
        )
    };
}
pub(crate) use store_open;

/// The assignments of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    /// Companies by name.
    pub companies: Vec<(OrganizationId, String)>,
    /// Stores in their order.
    pub stores: Vec<(StoreId, String)>,
}

/// The companies and stores of a person.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn of(cx: &Cx, person: StaffId) -> Result<Assigned> {
    cx.check_recorded(Action::ViewStaff).await?;
    Ok(Assigned {
        companies: on!(cx.db(), c => sqlx::query_as(sql!("
            select o.id, o.name from staff_scope x join organization o on o.id = x.organization_id
            where x.staff_id = $1 and x.removed_at is null
            order by o.name collate by_name, o.id
        ")).bind(person).fetch_all(c).await?),
        stores: on!(cx.db(), c => sqlx::query_as(sql!("
            select w.id, w.name from staff_scope x join store w on w.id = x.store_id
            where x.staff_id = $1 and x.removed_at is null
            order by w.position
        ")).bind(person).fetch_all(c).await?),
    })
}
