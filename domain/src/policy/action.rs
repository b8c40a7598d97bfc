//! What can be done, and who may do it: one line for each action.
//!
//! Whoever adds an action writes one line in this table. [`check`](super::check) says what a rule means for each kind of
//! principal; a new rule does not compile until every kind has its answer.

/// Who may do an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Everybody, visitors and support on behalf of a customer included.
    Everybody,
    /// Everybody for themselves: not on behalf of a customer.
    Oneself,
    /// Whoever is signed in, for themselves.
    SignedIn,
    /// A customer whose role in the company allows it, and perhaps support for them.
    Customer(Needs, OnBehalf),
    /// Every member of staff, even one who has no second factor yet (R9).
    StaffWithoutFactor,
    /// Every member of staff.
    Staff,
    /// Staff whose role has this permission; the code is what is stored and sent by forms.
    Permission(&'static str),
    /// Staff whose role acts on behalf, in whichever mode.
    StartBehalf,
    /// The member of staff inside an open on-behalf session.
    InsideBehalf,
    /// Support for a customer whose role in the company allows it, in a session that may change something; never the
    /// customer themself.
    BySupport(Needs),
    /// The program itself.
    Program,
}

/// What a customer's role in the company must allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Any role will do.
    AnyRole,
    /// To order.
    Ordering,
    /// To decide about orders that wait for approval.
    Deciding,
    /// To administer the company.
    Administering,
}

/// What support may do of it for the customer (R41, R42).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBehalf {
    /// It is there in every on-behalf session.
    Always,
    /// It changes something, so the session must not be view-only.
    FullMode,
    /// Never: only the customer does it.
    Never,
}

use Needs::{Administering, AnyRole, Deciding, Ordering};
use OnBehalf::{Always, FullMode, Never};
use Rule::{
    BySupport, Customer, Everybody, InsideBehalf, Oneself, Permission, Program, SignedIn, Staff, StaffWithoutFactor,
    StartBehalf,
};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $rule:expr;)*) => {
        /// Something a principal wants to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All actions, in the order of the table. Permissions come in the order in which people are asked.
            pub const ALL: [Action; [$(Action::$name),*].len()] = [$(Action::$name),*];

            /// Who may do it.
            pub const fn rule(self) -> Rule {
                match self {
                    $(Action::$name => $rule,)*
                }
            }
        }
    };
}

actions! {
    /// Look at products and list prices.
    ViewCatalog: Everybody;
    /// Look at the own cart.
    ViewCart: Customer(AnyRole, Always);
    /// Change the own cart.
    EditCart: Customer(Ordering, FullMode);
    /// Have a sheet or pasted lines read for the own cart.
    ReadLines: Customer(Ordering, FullMode);
    /// Look at the own requisition lists, and at those that the company shares.
    ViewLists: Customer(AnyRole, Always);
    /// Change requisition lists.
    EditLists: Customer(Ordering, FullMode);
    /// Prepare a cart for the customer, beside their own.
    PrepareCart: BySupport(Ordering);
    /// Accept or decline a prepared cart.
    AnswerPrepared: Customer(Ordering, Never);
    /// Place an order from the own cart.
    PlaceOrder: Customer(Ordering, FullMode);
    /// Take products, carts, orders and lists along as a file.
    Export: Customer(AnyRole, Always);
    /// Look at the own item numbers of the company.
    ViewItemNumbers: Customer(AnyRole, Always);
    /// Change the own item numbers of the company.
    EditItemNumbers: Customer(Ordering, FullMode);
    /// Look at the own orders.
    ViewOrders: Customer(AnyRole, Always);
    /// Look at the own account page.
    ViewAccount: Customer(AnyRole, Always);
    /// Change the own password.
    ChangePassword: Customer(AnyRole, Never);
    /// Prove who one is.
    SignIn: Oneself;
    /// End the own session.
    SignOut: SignedIn;
    /// See and change the own second factors, and change the own password of staff.
    ManageFactors: StaffWithoutFactor;
    /// Open the portal at all.
    UsePortal: Staff;
    /// Find and read contacts and companies.
    ViewContacts: Permission("view_contacts");
    /// Read all orders.
    ViewAllOrders: Permission("view_all_orders");
    /// Have a customer sent a link to choose a new password.
    SendReset: Permission("send_reset");
    /// Invite customers to the storefront: have a link sent by which they choose their first password.
    InviteCustomers: Permission("invite_customers");
    /// Ask for an on-behalf session.
    LoginOnBehalf: StartBehalf;
    /// End the own on-behalf session.
    EndBehalf: InsideBehalf;
    /// More time for the own on-behalf session.
    ExtendBehalf: InsideBehalf;
    /// See everybody's on-behalf sessions.
    ViewSessions: Permission("view_sessions");
    /// End another agent's on-behalf session.
    EndAnySession: Permission("end_any_session");
    /// Let an order on behalf go beyond the limit of the agent.
    ReleaseLimit: Permission("release_limit");
    /// Be the second person of a session against the customer's consent.
    OverrideConsent: Permission("override_consent");
    /// See the list of staff.
    ViewStaff: Permission("view_staff");
    /// Invite, disable and enable staff, and say what roles may do.
    ManageStaff: Permission("manage_staff");
    /// Read the audit log.
    ViewAudit: Permission("view_audit");
    /// Add, change and remove pictures and documents of products.
    ManageMedia: Permission("manage_media");
    /// Say who administers a company that has nobody for it.
    NameCompanyAdmin: Permission("name_company_admin");
    /// Take in data by file: products, prices, stock, companies, contacts, orders.
    ImportData: Permission("import_data");
    /// Say whether support may work in the own account.
    ChangeConsent: Customer(AnyRole, Never);
    /// Show a code for support.
    MakeConsentCode: Customer(AnyRole, Never);
    /// Allow or refuse a session that asks.
    AnswerSupport: Customer(AnyRole, Never);
    /// End support's session in the own account.
    EndSupport: Customer(AnyRole, Never);
    /// See what of the own company was submitted for approval.
    ViewApprovals: Customer(Deciding, Always);
    /// Decide about it.
    DecideApproval: Customer(Deciding, Never);
    /// Say what holds in the own company: roles, the approval rule, its word about support.
    ManageCompany: Customer(Administering, Never);
    /// The program's own work.
    RunJob: Program;
}
