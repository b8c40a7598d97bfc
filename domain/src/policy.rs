//! Who may do what: one function over one table. Deny by default.
//!
//! What a member of staff may do stands in their [`Grants`], which come with their session. While acting on behalf, the
//! rights are those of the customer less what is never possible on behalf, less what the staff member's own grants and
//! the session's mode do not allow (R41). The rights of the customer are those of their role in their company.

pub mod grants;

pub use grants::Grants;

use crate::cx::{Mode, Principal};
use crate::error::{Denied, Error, Realm, Result};
use crate::organization::member;
use crate::text_enum::text_enum;

text_enum! {
    /// The role of a member of staff.
    pub enum Role {
        /// Manages staff; acts for nobody.
        Admin => "admin",
        /// Leads the agents: sees live sessions and may end them.
        Supervisor => "supervisor",
        /// Customer support.
        Agent => "agent",
        /// Customer support in training: may look on behalf, change nothing.
        Junior => "junior",
        /// Sales representative.
        Sales => "sales",
        /// Reads the record; acts for nobody.
        Auditor => "auditor",
        /// Invoices and credit.
        Finance => "finance",
    }
}

impl Role {
    /// As people are told.
    pub fn title(self) -> &'static str {
        match self {
            Role::Admin => "Administrator",
            Role::Supervisor => "Supervisor",
            Role::Agent => "Support",
            Role::Junior => "Support trainee",
            Role::Sales => "Sales representative",
            Role::Auditor => "Auditor",
            Role::Finance => "Finance",
        }
    }
}

/// Something a principal wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Look at products and list prices.
    ViewCatalog,
    /// Look at the own cart.
    ViewCart,
    /// Change the own cart.
    EditCart,
    /// Place an order from the own cart.
    PlaceOrder,
    /// Look at the own orders.
    ViewOrders,
    /// Look at the own account page.
    ViewAccount,
    /// Change the own password.
    ChangePassword,
    /// Prove who one is.
    SignIn,
    /// End the own session.
    SignOut,
    /// See and change the own second factors, and change the own password of staff.
    ManageFactors,
    /// Open the portal at all.
    UsePortal,
    /// Find and read contacts and companies.
    ViewContacts,
    /// Read all orders.
    ViewAllOrders,
    /// Have a customer sent a link to choose a new password.
    SendReset,
    /// Ask for an on-behalf session.
    LoginOnBehalf,
    /// End the own on-behalf session.
    EndBehalf,
    /// More time for the own on-behalf session.
    ExtendBehalf,
    /// See everybody's on-behalf sessions.
    ViewSessions,
    /// End another agent's on-behalf session.
    EndAnySession,
    /// Read the audit log.
    ViewAudit,
    /// Let an order on behalf go beyond the limit of the agent.
    ReleaseLimit,
    /// See the list of staff.
    ViewStaff,
    /// Invite, disable and enable staff, and say what roles may do.
    ManageStaff,
    /// Say who administers a company that has nobody for it.
    NameCompanyAdmin,
    /// Say whether support may work in the own account.
    ChangeConsent,
    /// Show a code for support.
    MakeConsentCode,
    /// Allow or refuse a session that asks.
    AnswerSupport,
    /// End support's session in the own account.
    EndSupport,
    /// Be the second person of a session against the customer's consent.
    OverrideConsent,
    /// See what of the own company was submitted for approval.
    ViewApprovals,
    /// Decide about it.
    DecideApproval,
    /// Say what holds in the own company: roles, the approval rule, its word about support.
    ManageCompany,
    /// The program's own work.
    RunJob,
}

impl Action {
    /// All actions, for tests over the whole table.
    pub const ALL: [Action; 33] = [
        Action::ViewCatalog,
        Action::ViewCart,
        Action::EditCart,
        Action::PlaceOrder,
        Action::ViewOrders,
        Action::ViewAccount,
        Action::ChangePassword,
        Action::SignIn,
        Action::SignOut,
        Action::ManageFactors,
        Action::UsePortal,
        Action::ViewContacts,
        Action::ViewAllOrders,
        Action::SendReset,
        Action::LoginOnBehalf,
        Action::EndBehalf,
        Action::ExtendBehalf,
        Action::ViewSessions,
        Action::EndAnySession,
        Action::ViewAudit,
        Action::ReleaseLimit,
        Action::ViewStaff,
        Action::ManageStaff,
        Action::NameCompanyAdmin,
        Action::ChangeConsent,
        Action::MakeConsentCode,
        Action::AnswerSupport,
        Action::EndSupport,
        Action::OverrideConsent,
        Action::ViewApprovals,
        Action::DecideApproval,
        Action::ManageCompany,
        Action::RunJob,
    ];

    fn writes_for_customer(self) -> bool {
        matches!(self, Action::EditCart | Action::PlaceOrder)
    }

    /// What the customer decides about support itself, which support never decides (R42).
    fn is_about_support(self) -> bool {
        matches!(self, Action::ChangeConsent | Action::MakeConsentCode | Action::AnswerSupport | Action::EndSupport)
    }

    fn realm(self) -> Realm {
        match self {
            Action::ManageFactors
            | Action::UsePortal
            | Action::ViewContacts
            | Action::ViewAllOrders
            | Action::SendReset
            | Action::LoginOnBehalf
            | Action::ViewSessions
            | Action::EndAnySession
            | Action::ViewAudit
            | Action::OverrideConsent
            | Action::ReleaseLimit
            | Action::ViewStaff
            | Action::ManageStaff
            | Action::NameCompanyAdmin => Realm::Portal,
            Action::ViewCatalog
            | Action::ViewCart
            | Action::EditCart
            | Action::PlaceOrder
            | Action::ViewOrders
            | Action::ViewAccount
            | Action::ChangePassword
            | Action::SignIn
            | Action::SignOut
            | Action::EndBehalf
            | Action::ExtendBehalf
            | Action::ChangeConsent
            | Action::MakeConsentCode
            | Action::AnswerSupport
            | Action::EndSupport
            | Action::ViewApprovals
            | Action::DecideApproval
            | Action::ManageCompany
            | Action::RunJob => Realm::Shop,
        }
    }
}

/// Whether `principal` may do `action`.
///
/// # Errors
/// [`Error::SignIn`] when signing in would help, [`Error::Forbidden`] with the reason otherwise.
pub fn check(principal: &Principal, action: Action) -> Result<()> {
    match principal {
        Principal::System => match action {
            Action::RunJob => Ok(()),
            _ => Err(Denied::Permission.into()),
        },
        Principal::Anonymous => match action {
            Action::ViewCatalog | Action::SignIn => Ok(()),
            Action::RunJob | Action::EndBehalf | Action::ExtendBehalf | Action::SignOut => {
                Err(Denied::Permission.into())
            }
            _ => Err(Error::SignIn(action.realm())),
        },
        Principal::Customer(who, _) => customer(who.role, action),
        Principal::Staff(staff, _) => {
            member(&staff.grants, action)?;
            // Nothing but the way to a factor and the way out, and what anybody may see (R9).
            let is_open =
                matches!(action, Action::SignIn | Action::SignOut | Action::ManageFactors | Action::ViewCatalog);
            if staff.must_enrol && !is_open { Err(Denied::NoFactor.into()) } else { Ok(()) }
        }
        Principal::Behalf(staff, whom, behalf) => {
            let Some(most) = staff.grants.behalf else { return Err(Denied::Permission.into()) };
            if matches!(action, Action::EndBehalf | Action::ExtendBehalf) {
                return Ok(());
            }
            if staff.must_enrol {
                return Err(Denied::NoFactor.into());
            }
            let never = matches!(
                action,
                Action::ChangePassword
                    | Action::SignIn
                    | Action::SignOut
                    | Action::DecideApproval
                    | Action::ManageCompany
            );
            if never || action.is_about_support() {
                return Err(Denied::NotOnBehalf.into());
            }
            match customer(whom.role, action) {
                Ok(()) => {}
                Err(Error::Forbidden(Denied::MemberRole)) => return Err(Denied::MemberRole.into()),
                Err(_) => return Err(Denied::NotOnBehalf.into()),
            }
            if action.writes_for_customer() && (most == Mode::View || behalf.mode == Mode::View) {
                return Err(Denied::ViewOnly.into());
            }
            Ok(())
        }
    }
}

fn customer(role: member::Role, action: Action) -> Result<()> {
    let allowed = match action {
        Action::EditCart | Action::PlaceOrder => role.may_order(),
        Action::ViewApprovals | Action::DecideApproval => role.may_decide(),
        Action::ManageCompany => role == member::Role::Admin,
        Action::ViewCatalog
        | Action::ViewCart
        | Action::ViewOrders
        | Action::ViewAccount
        | Action::ChangePassword
        | Action::SignIn
        | Action::SignOut
        | Action::ChangeConsent
        | Action::MakeConsentCode
        | Action::AnswerSupport
        | Action::EndSupport => true,
        _ if action.realm() == Realm::Portal => return Err(Error::SignIn(Realm::Portal)),
        _ => return Err(Denied::Permission.into()),
    };
    if allowed { Ok(()) } else { Err(Denied::MemberRole.into()) }
}

fn member(grants: &Grants, action: Action) -> Result<()> {
    let allowed = match action {
        Action::UsePortal | Action::SignIn | Action::SignOut | Action::ManageFactors | Action::ViewCatalog => true,
        Action::ViewContacts
        | Action::ViewAllOrders
        | Action::SendReset
        | Action::LoginOnBehalf
        | Action::ViewSessions
        | Action::EndAnySession
        | Action::ViewAudit
        | Action::OverrideConsent
        | Action::ReleaseLimit
        | Action::ViewStaff
        | Action::ManageStaff
        | Action::NameCompanyAdmin => grants.has(action),
        Action::ViewCart
        | Action::EditCart
        | Action::PlaceOrder
        | Action::ViewOrders
        | Action::ViewAccount
        | Action::ChangePassword
        | Action::ChangeConsent
        | Action::MakeConsentCode
        | Action::AnswerSupport
        | Action::EndSupport
        | Action::ViewApprovals
        | Action::DecideApproval
        | Action::ManageCompany => return Err(Error::SignIn(Realm::Shop)),
        Action::EndBehalf | Action::ExtendBehalf | Action::RunJob => false,
    };
    if allowed { Ok(()) } else { Err(Denied::Permission.into()) }
}
