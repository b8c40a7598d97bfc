//! How open pages of a customer are told that something changed: in this process, and through PostgreSQL in the others.

use crate::db::{Db, pairs};
use crate::env::Env;
use crate::error::Result;
use crate::exec;
use crate::id::AccountId;
use crate::tx::Tx;
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
/// How long a lost connection to the other processes is left alone.
const AGAIN: Duration = Duration::from_secs(10);

/// What processes tell each other on.
pub(crate) const CHANNEL: &str = "behalf_live";

pairs! {
    /// Tells other processes, once it is committed, that something changed for an account.
    WAKE {
        sqlite: "select $1",
        postgres: "select pg_notify('behalf_live', $1)"
    }
}

/// Notifies open pages of the customer after the commit, so that they look again who from support is there.
pub(crate) async fn wake(tx: &mut Tx, account: AccountId) -> Result<()> {
    if !tx.db().is_sqlite() {
        let sql = WAKE.in_tx(tx.db());
        exec!(tx, sql; account.to_string()).any_number();
    }
    tx.after_commit(move |env| env.part::<Live>().tell(account));
    Ok(())
}

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
    fn tell(&self, account: AccountId) {
        // Nobody listening is the usual case and no fault.
        let _ = self.told.send(account);
    }

    /// The process is ending: all listeners go.
    pub fn close(&self) {
        self.over.send_replace(true);
    }

    /// What a listener hears: accounts for which something changed, and that the process is ending.
    pub(super) fn subscribe(&self) -> (broadcast::Receiver<AccountId>, watch::Receiver<bool>) {
        (self.told.subscribe(), self.over.subscribe())
    }

    pub(super) fn enter(&self, account: AccountId) -> bool {
        let Ok(mut listeners) = self.listeners.lock() else { return false };
        if listeners.values().sum::<usize>() >= OF_ALL || listeners.get(&account).is_some_and(|n| *n >= OF_ONE) {
            return false;
        }
        *listeners.entry(account).or_default() += 1;
        true
    }

    pub(super) fn leave(&self, account: AccountId) {
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
        if let Err(error) = heard(&env.part::<Live>(), pool).await {
            tracing::warn!(%error, "other processes are not heard for a moment; open pages look for themselves");
        }
        tokio::time::sleep(AGAIN).await;
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
