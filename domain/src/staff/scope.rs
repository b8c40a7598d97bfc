//! Whom somebody may reach: the companies and stores that are assigned to them.
//!
//! Rules: for somebody whose role reaches assigned companies only, everything of another company does not exist; for
//! anybody with stores assigned, accounts of other stores cannot be entered. An assignment is taken away, never deleted.

use crate::policy::Grants;
use crate::policy::grants::Reach;

/// Whether an account can be entered, by what [`in_company`] and [`in_store`] found.
pub(crate) fn reaches(grants: &Grants, in_company: i64, in_store: i64) -> bool {
    (grants.reach == Reach::All || in_company > 0) && in_store > 0
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

/// How many assignments of the staff member `t` name the company of the contact `k`, as the column `in_company`.
macro_rules! in_company {
    () => {
        "(select count(*) from staff_scope x
          where x.staff_id = t.id and x.organization_id = k.organization_id and x.removed_at is null) as in_company"
    };
}
pub(crate) use in_company;

/// Whether the staff member `t` may enter the store `$store`, as the column `in_store`: it is theirs, or they have none.
macro_rules! in_store {
    ($store:literal) => {
        concat!(
            "(select case when count(*) = 0 or sum(case when x.store_id = ",
            $store,
            " then 1 else 0 end) > 0
              then cast(1 as bigint) else cast(0 as bigint) end
              from staff_scope x
              where x.staff_id = t.id and x.store_id is not null and x.removed_at is null) as in_store"
        )
    };
}
pub(crate) use in_store;

/// Whether `$who` may enter the store `$store`: it is theirs, or they have none.
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
