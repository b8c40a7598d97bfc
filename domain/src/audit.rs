//! The audit log: one event for each transaction, in canonical bytes, each with the hash of the event before it.
//!
//! Rule: no event is ever changed or removed. Personal values are in an event only as salted commitments; the values
//! are stored beside it, where they can be erased. Format: RFC 8785 restricted to strings, integers, booleans, null,
//! arrays and objects with ASCII keys; hashes as in RFC 9162.

pub(crate) mod append;
pub mod canonical;
pub mod check;
pub mod checkpoint;
pub mod compare;
pub mod csv;
pub mod db;
pub mod detail;
pub mod download;
pub mod export;
pub(crate) mod guards;
pub mod history;
pub(crate) mod images;
pub mod names;
pub mod note;
pub mod outside;
pub mod preset;
pub mod proof;
pub mod query;
pub mod reading;
pub mod refusal;
pub mod running;
pub mod search;
pub mod signer;
pub mod strict;
pub mod tables;
pub mod tree;
pub mod unsigned;
pub mod upkeep;
pub mod verify;

use crate::error::Realm;
use crate::text_enum::text_enum;
use serde_json::{Map, Value, json};

/// The body of an event that retention removed; its leaf stays.
pub(crate) const PRUNED: &str = "{}";

/// What happened, to be appended by [`Tx::commit`](crate::tx::Tx::commit).
#[derive(Clone, Debug)]
pub struct Event {
    pub(crate) kind: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) targets: Vec<Value>,
    pub(crate) details: Map<String, Value>,
    pub(crate) change: Option<Change>,
    pub(crate) personal: Vec<(&'static str, String)>,
    pub(crate) actor: Option<Value>,
    pub(crate) subject: Option<Value>,
    pub(crate) session: Option<Value>,
}

text_enum! {
    /// The result of an action.
    pub enum Outcome {
        /// It was done.
        Success => "success",
        /// It was refused.
        Denied => "denied",
    }
}

text_enum! {
    /// What kind of session something was done in.
    pub enum SessionKind {
        /// Of staff in the portal.
        Portal => "portal",
        /// Of a customer.
        Shop => "shop",
        /// Of staff for a customer.
        OnBehalf => "on_behalf",
    }
}

impl From<Realm> for SessionKind {
    fn from(realm: Realm) -> SessionKind {
        match realm {
            Realm::Portal => SessionKind::Portal,
            Realm::Shop => SessionKind::Shop,
        }
    }
}

/// An aggregate before and after, as plain JSON.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub before: Value,
    pub after: Value,
}

impl Event {
    /// An event of a `noun.verb_past` kind.
    pub fn new(kind: &'static str) -> Event {
        Event {
            kind,
            outcome: Outcome::Success,
            targets: Vec::new(),
            details: Map::new(),
            change: None,
            personal: Vec::new(),
            actor: None,
            subject: None,
            session: None,
        }
    }

    /// An event for an action that was refused, with the reason as a code.
    pub fn denied(kind: &'static str, why: &str) -> Event {
        let mut event = Event::new(kind).detail("why", why);
        event.outcome = Outcome::Denied;
        event
    }

    /// Adds an object of the action.
    #[must_use]
    pub fn target(mut self, kind: &str, id: impl ToString) -> Event {
        self.targets.push(json!({ "id": id.to_string(), "kind": kind }));
        self
    }

    /// Adds an object with the number that people know it by, and its version.
    #[must_use]
    pub fn target_named(mut self, kind: &str, id: impl ToString, name: &str, version: i64) -> Event {
        self.targets.push(json!({ "id": id.to_string(), "kind": kind, "name": name, "ver": version }));
        self
    }

    /// Adds a fact that is not personal.
    #[must_use]
    pub fn detail(mut self, key: &str, value: impl Into<Value>) -> Event {
        self.details.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a personal value: committed in the event, kept beside it.
    #[must_use]
    pub fn personal(mut self, field: &'static str, value: &str) -> Event {
        if !value.is_empty() {
            self.personal.push((field, value.chars().take(2_000).collect()));
        }
        self
    }

    /// Adds the aggregate before and after; `Null` before means it is new.
    #[must_use]
    pub fn change(mut self, before: Value, after: Value) -> Event {
        self.change = Some(Change { before, after });
        self
    }

    /// Overrides the actor, for a person who is not signed in yet.
    #[must_use]
    pub fn by(mut self, kind: &str, id: impl ToString) -> Event {
        self.actor = Some(json!({ "id": id.to_string(), "kind": kind }));
        self
    }

    /// Overrides the customer it is done for.
    #[must_use]
    pub fn for_customer(
        mut self,
        account: impl ToString,
        contact: impl ToString,
        organization: impl ToString,
    ) -> Event {
        self.subject = Some(subject(account, contact, organization));
        self
    }

    /// Overrides the session.
    #[must_use]
    pub fn in_session(mut self, kind: SessionKind, id: impl ToString) -> Event {
        self.session = Some(json!({ "id": id.to_string(), "kind": kind }));
        self
    }
}

/// The customer something is done for, as events hold it.
pub(crate) fn subject(account: impl ToString, contact: impl ToString, organization: impl ToString) -> Value {
    json!({
        "account": account.to_string(),
        "id": contact.to_string(),
        "kind": "contact",
        "org": organization.to_string(),
    })
}
