//! Telling the customer's open pages that support comes or goes.
//!
//! Rule: what is told is only that something changed; the page asks the database what. So nothing is lost when a word is,
//! and a slow look covers what time itself changed. Other processes are told through PostgreSQL, with the commit. The number
//! of listeners is bounded.

use crate::behalf::State;
use crate::behalf::consent::Basis;
use crate::behalf::life::{Life, life, lives};
use crate::cx::{Cx, Mode, Principal};
use crate::db::Db;
use crate::env::Env;
use crate::error::{Realm, Result};
use crate::id::{AccountId, BehalfId, SessionId};
use crate::policy::Role;
use crate::session::life::{SessionLife, end_for_good, member_access, session_life};
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
        let life: SessionLife = on!(&self.env.db, c => sqlx::query_as(sql!(concat!("
            select ", session_life!("s", "n", member_access!()), "
            from session s
            join session_seen n on n.session_id = s.id
            join account a on a.id = s.account_id
            join contact k on k.id = a.contact_id
            join organization o on o.id = k.organization_id
            where s.id = $1
        "))).bind(self.session).fetch_one(c).await?);
        if let Some(over) = life.over(Realm::Shop, &self.env.limits, now) {
            end_for_good(&self.env, now, self.session, over).await?;
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
    state: State,
    /// On what it rests.
    pub consent: Basis,
    /// Since when.
    pub since: Micros,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// View only or full.
    pub mode: Mode,
    /// The agent's name, shown where the company's policy allows.
    pub staff_name: String,
    /// The agent's role.
    pub staff_role: Role,
    /// Whether names are shown.
    pub names: bool,
}

impl Support {
    /// Whether it waits for the customer's answer.
    pub fn asks(&self) -> bool {
        self.state == State::Requested
    }

    /// Whether it was opened against the customer's consent.
    pub fn is_override(&self) -> bool {
        self.consent == Basis::Override
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

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    life: Life,
    #[sqlx(flatten)]
    support: Support,
}

async fn of(env: &Arc<Env>, account: AccountId, now: Micros) -> Result<Vec<Support>> {
    let rows: Vec<Row> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.consent, coalesce(b.started_at, b.verified_at) as since, b.reason, b.ticket, b.mode,
               t.name as staff_name, o.support_names as names
        from ", lives!(), "
        where b.account_id = $1 and (b.state = 'active' or (b.state = 'requested' and b.consent = 'asked'))
        order by since, b.id
    "))).bind(account).fetch_all(c).await?);
    let mut there = Vec::new();
    for row in rows {
        match row.life.over(env, now) {
            // What the customer is told is gone does not come back.
            Some(over) => {
                row.life.end_for_good(env, now, over).await?;
            }
            None => there.push(row.support),
        }
    }
    Ok(there)
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
