//! What every request shares: the database, the limits, the password hasher, the name of the log, and whatever else a noun
//! keeps in the process.

use crate::credential::Hasher;
use crate::db::Db;
use crate::error::Realm;
use crate::time::Micros;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Shared by all requests of a process.
#[derive(Debug)]
pub struct Env {
    /// The database.
    pub db: Db,
    /// How long things live.
    pub limits: Limits,
    /// Hashes passwords, a bounded number at once.
    pub hasher: Hasher,
    /// The origin of the audit log, for example `shop.example/audit`.
    pub log: String,
    /// Whether this is a demo database: known logins, and every page says so.
    pub demo: bool,
    /// What nouns keep in the process, see [`Env::part`].
    pub parts: Parts,
}

impl Env {
    /// For `db` with its audit log named `log`, and defaults for everything else.
    pub fn new(db: Db, log: &str) -> Env {
        Env {
            db,
            limits: Limits::default(),
            hasher: Hasher::default(),
            log: log.to_owned(),
            demo: false,
            parts: Parts::default(),
        }
    }

    /// The same with this value of its type, instead of the default one.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(self, part: T) -> Env {
        self.parts.put(Arc::new(part));
        self
    }

    /// What a noun keeps in the process: one value of each type, the default one unless [`Env::with`] gave another.
    pub fn part<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        self.parts.get().unwrap_or_else(|| self.parts.put_if_none(T::default()))
    }
}

/// One value of each type. It is here, and not in a field for each noun, so that this file knows none of them.
#[derive(Default)]
pub struct Parts(RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Parts {
    fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let parts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        parts.get(&TypeId::of::<T>()).and_then(|part| part.clone().downcast().ok())
    }

    fn put<T: Send + Sync + 'static>(&self, part: Arc<T>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<T>(), part);
    }

    /// Puts `part` there, unless somebody was faster; gives what is there.
    fn put_if_none<T: Send + Sync + 'static>(&self, part: T) -> Arc<T> {
        let part = Arc::new(part);
        let mut parts = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let there = parts.entry(TypeId::of::<T>()).or_insert_with(|| part.clone()).clone();
        there.downcast().unwrap_or(part)
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.0.read().unwrap_or_else(PoisonError::into_inner);
        write!(f, "{} parts", parts.len())
    }
}

/// Portal sessions of one person at once; with one more the oldest ends.
pub const PORTAL_SESSIONS: i64 = 3;

/// Lifetimes and caps. Defaults are those of `docs/SECURITY.md`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A staff session without a request ends after this.
    pub portal_idle: Micros,
    /// A staff session ends after this, whatever happens.
    pub portal_absolute: Micros,
    /// Portal sessions that one person may have open at once; with one more the oldest ends (R30).
    pub portal_sessions: i64,
    /// A customer session without a request ends after this.
    pub shop_idle: Micros,
    /// A customer session ends after this, whatever happens.
    pub shop_absolute: Micros,
    /// An on-behalf session without a request ends after this.
    pub behalf_idle: Micros,
    /// An on-behalf request must be verified within this.
    pub handoff: Micros,
    /// Minutes an on-behalf session may last at most.
    pub behalf_minutes: i64,
    /// On-behalf sessions that one agent may have open at once.
    pub behalf_at_once: i64,
    /// Orders that one buyer places in a minute at most.
    pub orders_per_minute: i64,
    /// Days that an order waits for approval before it gives its goods back.
    pub approval_days: i64,
    /// Whether anybody may act on behalf at all (R61).
    pub on_behalf: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            portal_idle: Micros::minutes(15),
            portal_absolute: Micros::minutes(12 * 60),
            portal_sessions: PORTAL_SESSIONS,
            shop_idle: Micros::minutes(60),
            shop_absolute: Micros::minutes(24 * 60),
            behalf_idle: Micros::minutes(15),
            handoff: Micros::seconds(60),
            behalf_minutes: 60,
            behalf_at_once: 5,
            orders_per_minute: 20,
            approval_days: 14,
            on_behalf: true,
        }
    }
}

impl Limits {
    /// Idle and absolute limit of a realm.
    pub fn of(&self, realm: Realm) -> (Micros, Micros) {
        match realm {
            Realm::Portal => (self.portal_idle, self.portal_absolute),
            Realm::Shop => (self.shop_idle, self.shop_absolute),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_part_of_each_type() {
        let parts = Parts::default();
        assert!(parts.get::<u8>().is_none());
        let first = parts.put_if_none(1_u8);
        let second = parts.put_if_none(2_u8);
        assert_eq!((*first, *second), (1, 1));
        parts.put(Arc::new(3_u8));
        parts.put(Arc::new("text"));
        assert_eq!(parts.get::<u8>().as_deref(), Some(&3));
        assert_eq!(parts.get::<&str>().as_deref(), Some(&"text"));
    }
}
