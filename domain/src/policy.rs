//! Who may do what: one function over one table. Deny by default.
//!
//! What a member of staff may do stands in their [`Grants`], which come with their session. While acting on behalf, the
//! rights are those of the customer less what is never possible on behalf, less what the staff member's own grants and
//! the session's mode do not allow (R41). The rights of the customer are those of their role in their company.

pub mod action;
pub mod grants;
pub mod member;
pub mod role;

pub use action::Action;
pub use grants::Grants;
pub use role::Role;

use crate::error::{Denied, Error, Realm, Result};
use crate::policy::action::{Needs, OnBehalf, Rule};
use crate::policy::grants::Mode;
use crate::principal::{Behalf, Customer, Principal, Staff};

/// Whether `principal` may do `action`.
///
/// # Errors
/// [`Error::SignIn`] when signing in would help, [`Error::Forbidden`] with the reason otherwise.
pub fn check(principal: &Principal, action: Action) -> Result<()> {
    match principal {
        Principal::System => of_program(action.rule()),
        Principal::Anonymous => of_visitor(action.rule()),
        Principal::Customer(customer, _) => of_customer(customer, action.rule()),
        Principal::Staff(staff, _) => of_staff(staff, action),
        Principal::Behalf(staff, customer, behalf) => on_behalf(staff, customer, behalf, action.rule()),
    }
}

fn of_program(rule: Rule) -> Result<()> {
    if rule == Rule::Program { Ok(()) } else { Err(Denied::Permission.into()) }
}

fn of_visitor(rule: Rule) -> Result<()> {
    match rule {
        Rule::Everybody | Rule::Oneself => Ok(()),
        Rule::Customer(..) => Err(Error::SignIn(Realm::Shop)),
        Rule::StaffWithoutFactor | Rule::Staff | Rule::Permission(_) | Rule::StartBehalf => {
            Err(Error::SignIn(Realm::Portal))
        }
        Rule::SignedIn | Rule::InsideBehalf | Rule::BySupport(_) | Rule::Program => Err(Denied::Permission.into()),
    }
}

fn of_customer(customer: &Customer, rule: Rule) -> Result<()> {
    match rule {
        Rule::Everybody | Rule::Oneself | Rule::SignedIn => Ok(()),
        Rule::Customer(needs, _) => allowed_in_company(customer.role, needs),
        Rule::StaffWithoutFactor | Rule::Staff | Rule::Permission(_) | Rule::StartBehalf => {
            Err(Error::SignIn(Realm::Portal))
        }
        Rule::InsideBehalf | Rule::BySupport(_) | Rule::Program => Err(Denied::Permission.into()),
    }
}

fn allowed_in_company(role: member::Role, needs: Needs) -> Result<()> {
    let is_allowed = match needs {
        Needs::AnyRole => true,
        Needs::Ordering => role.may_order(),
        Needs::Deciding => role.may_decide(),
        Needs::Administering => role == member::Role::Admin,
    };
    if is_allowed { Ok(()) } else { Err(Denied::MemberRole.into()) }
}

fn of_staff(staff: &Staff, action: Action) -> Result<()> {
    match action.rule() {
        // The way to a factor and the way out, and what anybody may see: also for somebody without a factor (R9).
        Rule::Everybody | Rule::Oneself | Rule::SignedIn | Rule::StaffWithoutFactor => return Ok(()),
        Rule::Staff => {}
        Rule::Permission(_) | Rule::StartBehalf => {
            if !staff.grants.has(action) {
                return Err(Denied::Permission.into());
            }
        }
        Rule::Customer(..) => return Err(Error::SignIn(Realm::Shop)),
        Rule::InsideBehalf | Rule::BySupport(_) | Rule::Program => return Err(Denied::Permission.into()),
    }
    if staff.must_enrol { Err(Denied::NoFactor.into()) } else { Ok(()) }
}

fn on_behalf(staff: &Staff, customer: &Customer, behalf: &Behalf, rule: Rule) -> Result<()> {
    let Some(most) = staff.grants.behalf else { return Err(Denied::Permission.into()) };
    if rule == Rule::InsideBehalf {
        return Ok(());
    }
    if staff.must_enrol {
        return Err(Denied::NoFactor.into());
    }
    match rule {
        Rule::Everybody | Rule::InsideBehalf => Ok(()),
        Rule::Customer(_, OnBehalf::Never)
        | Rule::Oneself
        | Rule::SignedIn
        | Rule::StaffWithoutFactor
        | Rule::Staff
        | Rule::Permission(_)
        | Rule::StartBehalf
        | Rule::Program => Err(Denied::NotOnBehalf.into()),
        Rule::Customer(needs, OnBehalf::Always) => allowed_in_company(customer.role, needs),
        Rule::Customer(needs, OnBehalf::FullMode) | Rule::BySupport(needs) => {
            allowed_in_company(customer.role, needs)?;
            let is_view_only = most == Mode::View || behalf.mode == Mode::View;
            if is_view_only { Err(Denied::ViewOnly.into()) } else { Ok(()) }
        }
    }
}
