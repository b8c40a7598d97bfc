//! Who may do what: one function over one table. Deny by default.
//!
//! While acting on behalf, the rights are those of the customer less what is never possible on behalf, less what the
//! staff member's own role and the session's mode do not allow (R41).

use crate::cx::{Mode, Principal};
use crate::error::{Denied, Error, Realm, Result};

/// The role of a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Manages staff; acts for nobody.
    Admin,
    /// Leads the agents: sees live sessions and may end them.
    Supervisor,
    /// Customer support.
    Agent,
    /// Customer support in training: may look on behalf, change nothing.
    Junior,
    /// Sales representative.
    Sales,
    /// Reads the record; acts for nobody.
    Auditor,
    /// Invoices and credit.
    Finance,
}

impl Role {
    /// All roles, in the order they are listed to people.
    pub const ALL: [Role; 7] =
        [Role::Admin, Role::Supervisor, Role::Agent, Role::Junior, Role::Sales, Role::Auditor, Role::Finance];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Supervisor => "supervisor",
            Role::Agent => "agent",
            Role::Junior => "junior",
            Role::Sales => "sales",
            Role::Auditor => "auditor",
            Role::Finance => "finance",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str() == text)
    }

    /// The mode in which this role acts on behalf, if at all.
    pub fn behalf_mode(self) -> Option<Mode> {
        match self {
            Role::Supervisor | Role::Agent | Role::Sales => Some(Mode::Full),
            Role::Junior => Some(Mode::View),
            Role::Admin | Role::Auditor | Role::Finance => None,
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
    /// Open the portal at all.
    UsePortal,
    /// Find and read contacts and companies.
    ViewContacts,
    /// Read all orders.
    ViewAllOrders,
    /// Ask for an on-behalf session.
    LoginOnBehalf,
    /// End the own on-behalf session.
    EndBehalf,
    /// See everybody's on-behalf sessions.
    ViewSessions,
    /// End another agent's on-behalf session.
    EndAnySession,
    /// Read the audit log.
    ViewAudit,
    /// See the list of staff.
    ViewStaff,
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
    /// The program's own work.
    RunJob,
}

impl Action {
    /// All actions, for tests over the whole table.
    pub const ALL: [Action; 24] = [
        Action::ViewCatalog,
        Action::ViewCart,
        Action::EditCart,
        Action::PlaceOrder,
        Action::ViewOrders,
        Action::ViewAccount,
        Action::ChangePassword,
        Action::SignIn,
        Action::SignOut,
        Action::UsePortal,
        Action::ViewContacts,
        Action::ViewAllOrders,
        Action::LoginOnBehalf,
        Action::EndBehalf,
        Action::ViewSessions,
        Action::EndAnySession,
        Action::ViewAudit,
        Action::ViewStaff,
        Action::ChangeConsent,
        Action::MakeConsentCode,
        Action::AnswerSupport,
        Action::EndSupport,
        Action::OverrideConsent,
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
            Action::UsePortal
            | Action::ViewContacts
            | Action::ViewAllOrders
            | Action::LoginOnBehalf
            | Action::ViewSessions
            | Action::EndAnySession
            | Action::ViewAudit
            | Action::OverrideConsent
            | Action::ViewStaff => Realm::Portal,
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
            | Action::ChangeConsent
            | Action::MakeConsentCode
            | Action::AnswerSupport
            | Action::EndSupport
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
            Action::RunJob | Action::EndBehalf | Action::SignOut => Err(Denied::Permission.into()),
            _ => Err(Error::SignIn(action.realm())),
        },
        Principal::Customer(..) => customer(action),
        Principal::Staff(staff, _) => role(staff.role, action),
        Principal::Behalf(staff, _, behalf) => {
            let Some(most) = staff.role.behalf_mode() else { return Err(Denied::Permission.into()) };
            if action == Action::EndBehalf {
                return Ok(());
            }
            let never = matches!(action, Action::ChangePassword | Action::SignIn | Action::SignOut);
            if never || action.is_about_support() || customer(action).is_err() {
                return Err(Denied::NotOnBehalf.into());
            }
            if action.writes_for_customer() && (most == Mode::View || behalf.mode == Mode::View) {
                return Err(Denied::ViewOnly.into());
            }
            Ok(())
        }
    }
}

fn customer(action: Action) -> Result<()> {
    match action {
        Action::ViewCatalog
        | Action::ViewCart
        | Action::EditCart
        | Action::PlaceOrder
        | Action::ViewOrders
        | Action::ViewAccount
        | Action::ChangePassword
        | Action::SignIn
        | Action::SignOut
        | Action::ChangeConsent
        | Action::MakeConsentCode
        | Action::AnswerSupport
        | Action::EndSupport => Ok(()),
        _ if action.realm() == Realm::Portal => Err(Error::SignIn(Realm::Portal)),
        _ => Err(Denied::Permission.into()),
    }
}

fn role(role: Role, action: Action) -> Result<()> {
    let allowed = match action {
        Action::UsePortal | Action::SignIn | Action::SignOut => true,
        Action::ViewContacts | Action::ViewAllOrders => !matches!(role, Role::Auditor),
        Action::LoginOnBehalf => role.behalf_mode().is_some(),
        Action::ViewSessions => matches!(role, Role::Supervisor | Role::Admin | Role::Auditor),
        Action::EndAnySession | Action::OverrideConsent => matches!(role, Role::Supervisor | Role::Admin),
        Action::ViewAudit => matches!(role, Role::Auditor),
        Action::ViewStaff => matches!(role, Role::Admin | Role::Supervisor),
        Action::ViewCatalog => true,
        Action::ViewCart
        | Action::EditCart
        | Action::PlaceOrder
        | Action::ViewOrders
        | Action::ViewAccount
        | Action::ChangePassword
        | Action::ChangeConsent
        | Action::MakeConsentCode
        | Action::AnswerSupport
        | Action::EndSupport => return Err(Error::SignIn(Realm::Shop)),
        Action::EndBehalf | Action::RunJob => false,
    };
    if allowed { Ok(()) } else { Err(Denied::Permission.into()) }
}
