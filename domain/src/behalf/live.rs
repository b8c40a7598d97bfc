//! Telling the customer's open pages that support comes or goes.
//!
//! Rule: what is told is only that something changed; the page asks the database what. So nothing is lost when a word is,
//! and a slow look covers what time itself changed. Other processes are told through PostgreSQL, with the commit. The number
//! of listeners is bounded.

pub(crate) mod channel;

pub use channel::{Live, hear};

use crate::behalf::consent::rule::Basis;
use crate::behalf::life::{Life, life, lives};
use crate::behalf::{State, over};
use crate::cx::{Cx, Mode, Principal};
use crate::env::Env;
use crate::error::{Realm, Result};
use crate::id::{AccountId, BehalfId, SessionId};
use crate::policy::Role;
use crate::session::ending::end_for_good;
use crate::session::life::{SessionLife, member_access, session_life};
use crate::time::Micros;
use crate::{on, sql};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// How often a listener looks for itself.
const LOOK: Duration = Duration::from_secs(10);

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
        let live = env.part::<Live>();
        if !live.enter(account) {
            return None;
        }
        let (told, over) = live.subscribe();
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

    /// What there is to say at `now`; `None` when the customer's own session is over. Looking does not extend the idle timeout.
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
        self.env.part::<Live>().leave(self.account);
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
struct SupportRow {
    #[sqlx(flatten)]
    life: Life,
    #[sqlx(flatten)]
    support: Support,
}

async fn of(env: &Arc<Env>, account: AccountId, now: Micros) -> Result<Vec<Support>> {
    let rows: Vec<SupportRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.consent, coalesce(b.started_at, b.verified_at) as since, b.reason, b.ticket, b.mode,
               t.name as staff_name, o.support_names as names
        from ", lives!(), "
        where b.account_id = $1 and b.state <> 'ended' and (b.state = 'active' or b.consent = 'asked')
        order by since, b.id
    "))).bind(account).fetch_all(c).await?);
    let mut there = Vec::new();
    for row in rows {
        match row.life.over(env, now) {
            // What the customer is told is gone does not come back.
            Some(over) => {
                over::end_for_good(&row.life, env, now, over).await?;
            }
            None => there.push(row.support),
        }
    }
    Ok(there)
}
