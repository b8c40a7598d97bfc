//! Telling the customer's open pages that support comes or goes.
//!
//! Rule: what is told is only that something changed; the page asks the database what. So nothing is lost when a word is,
//! and a slow look covers what time itself changed. Other processes are told through PostgreSQL, with the commit. The number
//! of listeners is bounded.

use crate::cx::{Cx, Principal};
use crate::db::Db;
use crate::env::Env;
use crate::error::Result;
use crate::id::{AccountId, BehalfId, SessionId};
use crate::time::Micros;
use crate::{on, sql};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// Listeners of one account at once.
const OF_ONE: usize = 4;
/// Listeners of all accounts at once.
const OF_ALL: usize = 400;
/// How often a listener looks for itself.
const LOOK: Duration = Duration::from_secs(10);

/// What processes tell each other on.
pub(crate) const CHANNEL: &str = "behalf_live";

/// Who listens in this process, and how they are told.
#[derive(Debug)]
pub struct Live {
    told: broadcast::Sender<AccountId>,
    over: watch::Sender<bool>,
    listeners: Mutex<HashMap<AccountId, usize>>,
}

impl Default for Live {
    fn default() -> Live {
        Live { told: broadcast::Sender::new(64), over: watch::Sender::new(false), listeners: Mutex::default() }
    }
}

impl Live {
    /// Something changed for `account`.
    pub(crate) fn tell(&self, account: AccountId) {
        // Nobody listening is the usual case and no fault.
        let _ = self.told.send(account);
    }

    /// The process is ending: all listeners go.
    pub fn close(&self) {
        self.over.send_replace(true);
    }

    fn enter(&self, account: AccountId) -> bool {
        let Ok(mut listeners) = self.listeners.lock() else { return false };
        if listeners.values().sum::<usize>() >= OF_ALL || listeners.get(&account).is_some_and(|n| *n >= OF_ONE) {
            return false;
        }
        *listeners.entry(account).or_default() += 1;
        true
    }

    fn leave(&self, account: AccountId) {
        let Ok(mut listeners) = self.listeners.lock() else { return };
        if let Some(n) = listeners.get_mut(&account) {
            *n -= 1;
            if *n == 0 {
                listeners.remove(&account);
            }
        }
    }
}

/// What other processes on the same database tell; PostgreSQL carries it, and SQLite has no other process.
pub async fn hear(env: Arc<Env>) {
    let Db::Postgres(pool) = &env.db else { return };
    loop {
        if let Err(error) = heard(&env.live, pool).await {
            tracing::warn!(%error, "other processes are not heard for a moment; open pages look for themselves");
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn heard(live: &Live, pool: &PgPool) -> std::result::Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        let told = listener.recv().await?;
        if let Some(account) = AccountId::parse(told.payload()) {
            live.tell(account);
        }
    }
}

/// One listening page.
pub struct Listener {
    env: Arc<Env>,
    account: AccountId,
    session: SessionId,
    told: broadcast::Receiver<AccountId>,
    over: watch::Receiver<bool>,
}

impl Listener {
    /// A listener for the customer who is signed in with a session of their own; `None` for others, and when there are
    /// too many.
    pub fn of(cx: &Cx) -> Option<Listener> {
        let Principal::Customer(customer, session) = cx.principal() else { return None };
        let (env, account) = (cx.env().clone(), customer.account);
        if !env.live.enter(account) {
            return None;
        }
        let (told, over) = (env.live.told.subscribe(), env.live.over.subscribe());
        Some(Listener { env, account, session: *session, told, over })
    }

    /// Waits until there may be something to say; `false` when the process ends.
    pub async fn changed(&mut self) -> bool {
        let look = tokio::time::sleep(LOOK);
        tokio::pin!(look);
        loop {
            tokio::select! {
                _ = self.over.wait_for(|over| *over) => return false,
                () = &mut look => return true,
                told = self.told.recv() => match told {
                    Ok(account) if account != self.account => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return true,
                    Err(broadcast::error::RecvError::Closed) => return false,
                },
            }
        }
    }

    /// What there is to say at `now`; `None` when the customer's own session is over. Looking is no use of the session.
    ///
    /// # Errors
    /// [`crate::error::Error::Unavailable`].
    pub async fn look(&self, now: Micros) -> Result<Option<Vec<Support>>> {
        let idle = Micros(now.0 - self.env.limits.shop_idle.0);
        let alive: i64 = on!(&self.env.db, c => sqlx::query_scalar(sql!("
            select count(*)
            from session s
            join session_seen n on n.session_id = s.id
            join account a on a.id = s.account_id
            where s.id = $1 and s.ended_at is null and s.expires_at > $2 and n.at > $3 and a.status = 'active'
        ")).bind(self.session).bind(now).bind(idle).fetch_one(c).await?);
        if alive == 0 {
            return Ok(None);
        }
        of(&self.env, self.account, now).await.map(Some)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.env.live.leave(self.account);
    }
}

/// Somebody from support who is in the account, or asks to be.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Support {
    /// The session.
    pub id: BehalfId,
    state: String,
    /// On what it rests: `allowed`, `approved`, `code`, `override`; `asked` while it waits.
    pub consent: String,
    /// Since when.
    pub since: Micros,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// `view` or `full`.
    pub mode: String,
    /// The agent's name, shown where the company's policy allows.
    pub staff_name: String,
    /// The agent's role.
    pub staff_role: String,
    /// Whether names are shown.
    pub names: bool,
}

impl Support {
    /// Whether it waits for the customer's answer.
    pub fn asks(&self) -> bool {
        self.state == "requested"
    }

    /// Whether it was opened against the customer's consent.
    pub fn is_override(&self) -> bool {
        self.consent == "override"
    }
}

/// Who from support is in the customer's own account now; nobody while acting on behalf, whose bar says it.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn now(cx: &Cx) -> Result<Vec<Support>> {
    match cx.principal() {
        Principal::Customer(customer, _) => of(cx.env(), customer.account, cx.now()).await,
        _ => Ok(Vec::new()),
    }
}

async fn of(env: &Env, account: AccountId, now: Micros) -> Result<Vec<Support>> {
    Ok(on!(&env.db, c => sqlx::query_as(sql!("
        select b.id, b.state, b.consent, coalesce(b.started_at, b.verified_at) as since, b.reason, b.ticket, b.mode,
               t.name as staff_name, t.role as staff_role, o.support_names as names
        from behalf b
        join session p on p.id = b.portal_session_id
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        where b.account_id = $1 and p.ended_at is null
          and ((b.state = 'active' and b.expires_at > $2)
               or (b.state = 'requested' and b.consent = 'asked' and b.redeem_by > $2))
        order by since, b.id
    ")).bind(account).bind(now).fetch_all(c).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_so_many_listeners_and_no_more() {
        let (live, account) = (Live::default(), AccountId::fresh());
        assert!((0..OF_ONE).all(|_| live.enter(account)));
        assert!(!live.enter(account));
        assert!(live.enter(AccountId::fresh()), "others are not kept out");
        live.leave(account);
        assert!(live.enter(account), "who goes makes room");
    }
}
