//! Who acts, for whom, when: the first argument of everything that touches data.
//!
//! Invariant: a [`Cx`] is built only from a checked principal, by the identity middleware, a job or a test. A staff
//! member has a subject only inside an open on-behalf session.

pub use crate::policy::grants::Mode;
pub use crate::principal::{ActorRole, Behalf, Customer, Other, Principal, Staff, Stamp};

use crate::env::Env;
use crate::error::{Denied, Error, Realm, Result};
use crate::id::{CartId, SessionId, StaffId};
use crate::policy::grants::Reach;
use crate::policy::{self, Action};
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
    /// The cart of this request, where it is not the one that the principal works in: a prepared one, or the customer's own.
    cart: Option<Option<CartId>>,
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

/// What a browser shows of the portal session that asked for a session on behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandOff {
    /// The living portal session of its cookie.
    Portal(SessionId),
    /// The hash of the key in its cookie at the storefront's own host.
    Key(Vec<u8>),
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
            cart: None,
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

    /// The same request for a prepared cart instead of the cart that the principal works in.
    pub fn in_cart(&self, prepared: CartId) -> Cx {
        self.in_cart_or_own(Some(prepared))
    }

    /// The same request for a prepared cart, or for the customer's own.
    pub fn in_cart_or_own(&self, prepared: Option<CartId>) -> Cx {
        Cx { cart: Some(prepared), ..self.clone() }
    }

    /// The prepared cart that this request reads and changes; `None` for the customer's own cart.
    pub fn prepared(&self) -> Option<CartId> {
        self.cart.unwrap_or_else(|| self.behalf().and_then(|(_, _, behalf)| behalf.prepared))
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

    /// Whether a refusal of this request is recorded already.
    pub fn is_denial_recorded(&self) -> bool {
        self.refusal.load(Ordering::Relaxed)
    }

    /// Remembers that a refusal of this request is recorded already.
    pub(crate) fn mark_denial_recorded(&self) {
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
