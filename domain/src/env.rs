//! What every request shares: the database, the limits, the password hasher and the name of the log.

use crate::audit::checkpoint::Unsigned;
use crate::audit::refusal::Refusals;
use crate::audit::verify::Verifier;
use crate::behalf::live::Live;
use crate::credential::Hasher;
use crate::db::Db;
use crate::error::Result;
use crate::factor::Setup;
use crate::outbox::Post;
use crate::throttle::Tries;
use crate::time::Micros;

/// Shared by all requests of a process; holds no state of its own besides connections.
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
    /// Events of this process that no checkpoint covers yet.
    pub unsigned: Unsigned,
    /// What was refused lately, so that it cannot fill the log.
    pub refusals: Refusals,
    /// Tries of credentials that are being looked at.
    pub tries: Tries,
    /// Makes the number of an order; one that is taken is asked for again.
    pub order_number: fn() -> Result<String>,
    /// What mail needs of the process.
    pub post: Post,
    /// Second factors of staff: whether they are required, and what they need.
    pub factors: Setup,
    /// Customers' open pages that are told when support comes or goes.
    pub live: Live,
    /// What verifying the log needs.
    pub verifier: Verifier,
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
            unsigned: Unsigned::default(),
            refusals: Refusals::default(),
            tries: Tries::default(),
            order_number: crate::order::number,
            post: Post::default(),
            factors: Setup::default(),
            live: Live::default(),
            verifier: Verifier::default(),
        }
    }
}

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
            portal_sessions: crate::session::own::MOST,
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
