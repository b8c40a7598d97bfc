//! Who acts, for whom, when: the first argument of everything that touches data.
//!
//! Invariant: a [`Cx`] is built only from a checked principal, by the identity middleware, a job or a test. A staff
//! member has a subject only inside an open on-behalf session.

use crate::behalf::handoff::HandOff;
use crate::env::Env;
use crate::error::{Denied, Error, Realm, Result};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId, StaffId, StoreId};
use crate::money::Currency;
use crate::organization::member;
use crate::policy::grants::Reach;
use crate::policy::{self, Action, Grants, Role};
use crate::text_enum::{text_column, text_enum};
use crate::time::Micros;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The context of one request, job or test.
#[derive(Clone, Debug)]
pub struct Cx {
    env: Arc<Env>,
    principal: Arc<Principal>,
    now: Micros,
    request: Arc<Request>,
    /// Whether a refusal of this request stands in the record already.
    refusal: Arc<AtomicBool>,
    /// What the browser shows of the portal session that asked for a session on behalf.
    handoff: Option<Arc<HandOff>>,
}

/// Where a request came from, for the record.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Correlates the log, the answer and the event.
    pub id: String,
    /// HTTP method, or `JOB`.
    pub method: String,
    /// The route's template, never the raw address.
    pub route: String,
    /// Address of the client's socket, or of the nearest trusted proxy's client.
    pub ip: String,
    /// The browser's own words about itself, shortened.
    pub user_agent: String,
}

/// Who is asking.
#[derive(Clone, Debug)]
pub enum Principal {
    /// Nobody is signed in.
    Anonymous,
    /// The program itself: jobs, the demo loader, the command line.
    System,
    /// A customer with a session of their own.
    Customer(Customer, SessionId),
    /// A member of staff in the portal.
    Staff(Staff, SessionId),
    /// A member of staff who acts for a customer.
    Behalf(Staff, Customer, Box<Behalf>),
}

/// A signed-in account with everything a page needs to know about it.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The login.
    pub account: AccountId,
    /// The person.
    pub contact: ContactId,
    /// Their company.
    pub organization: OrganizationId,
    /// What they may do in it.
    pub role: member::Role,
    /// The store the login is for.
    pub store: StoreId,
    /// The store's currency.
    pub currency: Currency,
    /// The person's name.
    pub name: String,
    /// The login's e-mail.
    pub email: String,
    /// The company's name.
    pub organization_name: String,
    /// The store's name.
    pub store_name: String,
    /// The store's code.
    pub store_code: String,
    /// Lines in their cart when the request began.
    pub cart_lines: i64,
}

/// A member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The person.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their work e-mail.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// What they may do.
    pub grants: Box<Grants>,
    /// Whether they must enrol a second factor before anything else (R9).
    pub must_enrol: bool,
}

/// The open on-behalf session of a request.
#[derive(Clone, Debug)]
pub struct Behalf {
    /// The session.
    pub id: BehalfId,
    /// Its address: `/as/{slug}`.
    pub slug: String,
    /// View only or full.
    pub mode: Mode,
    /// Why it was started.
    pub reason: String,
    /// The ticket, or empty.
    pub ticket: String,
    /// How the agent proved who they are: methods by spaces (RFC 8176, and `rec` for a recovery code).
    pub amr: String,
    /// When they did.
    pub proved_at: Micros,
    /// When the session was opened.
    pub started_at: Micros,
    /// When it ends at the latest.
    pub expires_at: Micros,
}

text_enum! {
    /// What an on-behalf session may do.
    pub enum Mode {
        /// Look, change nothing.
        View => "view",
        /// Do what the customer may do, less what is never possible on behalf.
        Full => "full",
    }
}

/// The role of who writes a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorRole {
    /// Nobody is signed in.
    Visitor,
    /// The program itself.
    System,
    /// A customer.
    Customer,
    /// A member of staff with this role.
    Staff(Role),
}

impl ActorRole {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            ActorRole::Visitor => "visitor",
            ActorRole::System => "system",
            ActorRole::Customer => "customer",
            ActorRole::Staff(role) => role.as_str(),
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<ActorRole> {
        match text {
            "visitor" => Some(ActorRole::Visitor),
            "system" => Some(ActorRole::System),
            "customer" => Some(ActorRole::Customer),
            other => Role::parse(other).map(ActorRole::Staff),
        }
    }
}

text_column!(ActorRole, as_str);

/// The label of a row: who did it and for whom, as of then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Id of the human, or `anonymous` or `system`.
    pub actor_id: String,
    /// Their name as of then.
    pub actor_name: String,
    /// Their role as of then.
    pub actor_role: ActorRole,
    /// Contact id of the customer for whom, when it is somebody else.
    pub subject_id: Option<String>,
    /// The on-behalf session.
    pub behalf: Option<BehalfId>,
}

impl Cx {
    /// A context for `principal` at `now`.
    pub fn new(env: Arc<Env>, principal: Principal, now: Micros, request: Request) -> Cx {
        Cx {
            env,
            principal: Arc::new(principal),
            now,
            request: Arc::new(request),
            refusal: Arc::default(),
            handoff: None,
        }
    }

    /// A context for the program's own work.
    pub fn system(env: Arc<Env>, now: Micros, route: &str) -> Cx {
        let request = Request {
            id: crate::id::event_id(),
            method: "JOB".to_owned(),
            route: route.to_owned(),
            ..Request::default()
        };
        Cx::new(env, Principal::System, now, request)
    }

    /// The same request by another principal, after somebody proved who they are.
    pub fn with_principal(&self, principal: Principal) -> Cx {
        Cx { principal: Arc::new(principal), ..self.clone() }
    }

    /// The same request in a browser that shows this of the portal session that asked for a session on behalf.
    pub fn with_handoff(&self, handoff: Option<HandOff>) -> Cx {
        Cx { handoff: handoff.map(Arc::new), ..self.clone() }
    }

    /// What the browser shows of the portal session that asked for a session on behalf.
    pub(crate) fn handoff(&self) -> Option<&HandOff> {
        self.handoff.as_deref()
    }

    /// What every request shares.
    pub fn env(&self) -> &Arc<Env> {
        &self.env
    }

    /// The database.
    pub fn db(&self) -> &crate::db::Db {
        &self.env.db
    }

    /// Who is asking.
    pub fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The time of the request.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// Where the request came from.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Whether a refusal of this request stands in the record already.
    pub fn is_refusal_told(&self) -> bool {
        self.refusal.load(Ordering::Relaxed)
    }

    /// A refusal of this request stands in the record.
    pub(crate) fn refusal_is_told(&self) {
        self.refusal.store(true, Ordering::Relaxed);
    }

    /// The customer whose shop this is: the one signed in, or the one acted for.
    pub fn customer(&self) -> Option<&Customer> {
        match self.principal() {
            Principal::Customer(customer, _) | Principal::Behalf(_, customer, _) => Some(customer),
            Principal::Anonymous | Principal::System | Principal::Staff(..) => None,
        }
    }

    /// The open on-behalf session.
    pub fn behalf(&self) -> Option<(&Staff, &Customer, &Behalf)> {
        match self.principal() {
            Principal::Behalf(staff, customer, behalf) => Some((staff, customer, behalf)),
            Principal::Anonymous | Principal::System | Principal::Staff(..) | Principal::Customer(..) => None,
        }
    }

    /// The member of staff in the portal.
    pub fn staff(&self) -> Option<&Staff> {
        match self.principal() {
            Principal::Staff(staff, _) => Some(staff),
            Principal::Anonymous | Principal::System | Principal::Behalf(..) | Principal::Customer(..) => None,
        }
    }

    /// The member of staff whose companies are all that this request may see; `None` for those who see all.
    pub fn confined(&self) -> Option<StaffId> {
        self.staff().filter(|s| s.grants.reach == Reach::Assigned).map(|s| s.id)
    }

    /// Whether the principal may do `action`.
    pub fn may(&self, action: Action) -> bool {
        policy::check(self.principal(), action).is_ok()
    }

    /// Whether the principal may start a session on behalf: for pages, which offer it to nobody else.
    pub fn may_start_behalf(&self) -> bool {
        self.env.limits.on_behalf && self.may(Action::LoginOnBehalf)
    }

    /// Whether login on behalf is switched on.
    ///
    /// # Errors
    /// [`Error::Forbidden`] with [`Denied::Off`].
    pub(crate) fn require_behalf_on(&self) -> Result<()> {
        if self.env.limits.on_behalf { Ok(()) } else { Err(Denied::Off.into()) }
    }

    /// The customer, when `action` is allowed.
    ///
    /// # Errors
    /// [`Error::SignIn`] or [`Error::Forbidden`].
    pub fn require_customer(&self, action: Action) -> Result<&Customer> {
        policy::check(self.principal(), action)?;
        self.customer().ok_or(Error::SignIn(Realm::Shop))
    }

    /// The member of staff, when `action` is allowed.
    ///
    /// # Errors
    /// [`Error::SignIn`] or [`Error::Forbidden`].
    pub fn require_staff(&self, action: Action) -> Result<&Staff> {
        policy::check(self.principal(), action)?;
        self.staff().ok_or(Error::SignIn(Realm::Portal))
    }

    /// The label for rows written by this request.
    pub fn stamp(&self) -> Stamp {
        let plain = |id: &str, name: &str, actor_role: ActorRole| Stamp {
            actor_id: id.to_owned(),
            actor_name: name.to_owned(),
            actor_role,
            subject_id: None,
            behalf: None,
        };
        match self.principal() {
            Principal::Anonymous => plain("anonymous", "Visitor", ActorRole::Visitor),
            Principal::System => plain("system", "Behalf", ActorRole::System),
            Principal::Customer(c, _) => plain(&c.account.to_string(), &c.name, ActorRole::Customer),
            Principal::Staff(s, _) => plain(&s.id.to_string(), &s.name, ActorRole::Staff(s.role)),
            Principal::Behalf(s, c, b) => Stamp {
                subject_id: Some(c.contact.to_string()),
                behalf: Some(b.id),
                ..plain(&s.id.to_string(), &s.name, ActorRole::Staff(s.role))
            },
        }
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Error {
        Error::Forbidden(denied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_of_a_row_is_read_as_it_is_written() {
        let of_staff = Role::ALL.into_iter().map(ActorRole::Staff);
        for role in of_staff.chain([ActorRole::Visitor, ActorRole::System, ActorRole::Customer]) {
            assert_eq!(ActorRole::parse(role.as_str()), Some(role));
        }
        assert_eq!(ActorRole::parse("owner"), None);
    }
}
