//! Where somebody is signed in, and ending that from anywhere (R26); how many sign-ins of staff there are at once (R30).
//!
//! Rules: only the person sees and ends them, never support (R42), and ending takes the password again. What ends a
//! portal session ends what was started from it on behalf.

use crate::audit::Event;
use crate::behalf::{self, ending::end_of_portal_session};
use crate::cx::{Cx, Principal};
use crate::error::{Error, Realm, Result};
use crate::factor::own::{Again, prove};
use crate::id::SessionId;
use crate::password::change::prove_customer;
use crate::policy::Action;
use crate::required::required;
use crate::session::ending;
use crate::session::life::{Cause, SessionLife, person_access, session_life, sessions};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};
use uuid::Uuid;

/// So many are shown.
const SHOWN: usize = 100;

/// A place where somebody is signed in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Own {
    /// The session.
    pub id: SessionId,
    /// When they signed in.
    pub created_at: Micros,
    /// When it was last used.
    pub seen_at: Micros,
    /// What the browser says about itself.
    pub user_agent: String,
}

/// One that was not ended, with what its life depends on.
#[derive(sqlx::FromRow)]
struct OpenSessionRow {
    #[sqlx(flatten)]
    own: Own,
    #[sqlx(flatten)]
    life: SessionLife,
}

/// Which sessions are to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All but the one in which it is asked for.
    Others,
}

/// Where a person's own session stands: their id, the session, the realm, and what they must be allowed to do.
fn own(cx: &Cx) -> Result<(Uuid, SessionId, Realm, Action)> {
    match cx.principal() {
        Principal::Staff(staff, session) => Ok((staff.id.0, *session, Realm::Portal, Action::ManageFactors)),
        Principal::Customer(customer, session) => {
            Ok((customer.account.0, *session, Realm::Shop, Action::ChangePassword))
        }
        // Support learns nothing about where the customer is signed in.
        Principal::Behalf(..) => Err(crate::error::Denied::NotOnBehalf.into()),
        Principal::Anonymous | Principal::System => Err(Error::SignIn(Realm::Shop)),
    }
}

/// Where the person of `cx` is signed in, this place first, then the one that was used last.
///
/// # Errors
/// [`Error::SignIn`]; [`Error::Forbidden`] on behalf.
pub async fn list(cx: &Cx) -> Result<Vec<Own>> {
    let (person, this, realm, action) = own(cx)?;
    cx.check_recorded(action).await?;
    let rows: Vec<OpenSessionRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select s.id, s.created_at, n.at as seen_at, s.user_agent, ", session_life!("s", "n", person_access!()), "
        from ", sessions!(), "
        where coalesce(s.staff_id, s.account_id) = $1 and s.realm = $2 and s.ended_at is null
        order by n.at desc, s.id desc
        limit 1000
    "))).bind(person).bind(realm).fetch_all(c).await?);
    let is_open = |row: &OpenSessionRow| row.life.over(realm, &cx.env().limits, cx.now()).is_none();
    let mut all: Vec<Own> = rows.into_iter().filter(is_open).map(|row| row.own).take(SHOWN).collect();
    all.sort_by_key(|own| own.id != this);
    Ok(all)
}

/// Ends sessions of the person of `cx`, who proves once more who they are; gives how many.
///
/// # Errors
/// [`Error::Invalid`] at `password` or `current`; [`Error::Throttled`]; [`Error::NotFound`] for a session that is over or
/// somebody else's; [`Error::Forbidden`] on behalf.
pub async fn end(cx: &Cx, which: Which, again: Again<'_>) -> Result<usize> {
    let (_, this, realm, action) = own(cx)?;
    cx.check_recorded(action).await?;
    let mine: Vec<SessionId> = list(cx).await?.into_iter().map(|own| own.id).collect();
    let wanted: Vec<SessionId> = match which {
        Which::One(id) if mine.contains(&id) => vec![id],
        Which::One(_) => return Err(Error::NotFound),
        Which::Others => mine.into_iter().filter(|id| *id != this).collect(),
    };
    match realm {
        Realm::Portal => required(&[("password", again.password)])?,
        Realm::Shop => required(&[("current", again.password)])?,
    }
    match realm {
        Realm::Portal => prove(cx, again, true).await?,
        Realm::Shop => prove_customer(cx, again.password).await?,
    }
    let mut tx = cx.begin(action).await?;
    let mut ended = 0;
    for id in wanted {
        ended += usize::from(end_one(&mut tx, id, Cause::Revoked, None).await?);
    }
    if ended == 0 {
        return Ok(0);
    }
    tx.commit_also().await?;
    Ok(ended)
}

/// Ends a session with an event of its own, and what was started from it on behalf. `person`: whose it is, when nobody is
/// signed in.
async fn end_one(tx: &mut Tx, id: SessionId, why: Cause, person: Option<Uuid>) -> Result<bool> {
    Box::pin(end_of_portal_session(tx, id, behalf::Cause::SignedOut, person)).await?;
    let event = Event::new("auth.session.ended").target("session", id).detail("why", why);
    let event = match person {
        Some(person) => event.by("staff", person),
        None => event,
    };
    ending::write_over(tx, id, why, event).await
}

/// Ends the oldest portal sessions of somebody, as many as there are beyond `most`.
pub(super) async fn trim(tx: &mut Tx, person: Uuid, most: i64) -> Result<()> {
    let rows: Vec<OpenSessionRow> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select s.id, s.created_at, n.at as seen_at, s.user_agent, ", session_life!("s", "n", person_access!()), "
        from ", sessions!(), "
        where s.staff_id = $1 and s.ended_at is null
        order by s.created_at desc, s.id desc
        limit 1000
    "))).bind(person).fetch_all(c).await?);
    let (limits, now) = (tx.cx().env().limits, tx.cx().now());
    let is_open = |row: &OpenSessionRow| row.life.over(Realm::Portal, &limits, now).is_none();
    let surplus: Vec<SessionId> = rows
        .into_iter()
        .filter(is_open)
        .skip(usize::try_from(most).unwrap_or_default())
        .map(|row| row.own.id)
        .collect();
    for id in surplus {
        end_one(tx, id, Cause::TooMany, Some(person)).await?;
    }
    Ok(())
}
