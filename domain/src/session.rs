//! Signing in and out, for both realms, and telling who is asking.
//!
//! Rules: a session is an opaque token of which only the hash is stored (R20); it has an idle and an absolute limit
//! (R23); signing in makes a new one and ends the old one (R22); signing out ends the row (R24).

pub(crate) mod ending;
pub(crate) mod found;
pub(crate) mod life;
pub mod own;
pub(crate) mod prove;

pub use found::{first_seen, misplaced, peek, principal};
pub use life::Cause;
pub use prove::{Credentials, Proof, email_key};
pub(crate) use prove::{Typed, prove_person, prove_staff};

use crate::account::Access;
use crate::audit::Event;
use crate::behalf::lock;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::factor::db::ways;
use crate::factor::sign_in::begin_second_step;
use crate::id::{SessionId, StaffId};
use crate::policy::Action;
use crate::required::required;
use crate::session::ending::mark_ended;
use crate::session::prove::look;
use crate::tx::Tx;
use crate::{behalf, exec, on_tx, sql, throttle};
use uuid::Uuid;

/// How far a right password leads.
pub enum Entered {
    /// Into a session. The token goes into its cookie and nowhere else.
    Session(Token),
    /// The second factor is asked for on the next page. The token goes into the cookie for that.
    SecondFactorRequired(Token),
}

/// Proves a login and password, and opens a session for whoever has no second factor.
///
/// # Errors
/// [`Error::Invalid`] with [`Problem::Credentials`] for everything that does not fit, whatever it was (R5), with
/// [`Problem::Required`] at each empty field, which is no try; [`Error::Throttled`] after several failures.
pub async fn enter(cx: &Cx, realm: Realm, login: &str, password: &str) -> Result<Entered> {
    required(&[("login", login), ("password", password)])?;
    let bucket = throttle::Bucket::of(login, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let ((found, fits), tried) = tried.or_give_back(cx, look(cx, realm, login, password).await).await?;
    let anonymous = cx.with_principal(Principal::Anonymous);
    let Some(found) = found.filter(|f| fits && f.access == Access::Active) else {
        return Err(refused(&anonymous, Event::denied("auth.login.failed", "credentials"), realm, login).await?);
    };
    let hasher = &cx.env().hasher;
    let renewed = match hasher.is_outdated(&found.password_hash) {
        true => Some(hasher.hash(password).await?),
        false => None,
    };
    let known = Known { hash: found.password_hash, renewed };
    if realm == Realm::Portal && ways(cx, StaffId(found.id)).await?.any() {
        // Failures are not forgotten yet: the password is not all there is to guess.
        tried.given_back(cx).await?;
        ask_factor(&anonymous, StaffId(found.id), &known).await?;
        return Ok(Entered::SecondFactorRequired(begin_second_step(cx, StaffId(found.id)).await?));
    }
    tried.succeeded(cx).await?;
    open(cx, realm, found.id, &["pwd"], Some(known)).await.map(Entered::Session)
}

/// The password that somebody was proven by.
pub(crate) struct Known {
    /// Its stored hash. With another one there the proof is worth nothing: the password was changed meanwhile.
    hash: String,
    /// The same password hashed with as much work as is asked for today (R4).
    renewed: Option<String>,
}

impl Known {
    /// The password of a hash that stays as it is.
    pub(crate) fn still(hash: String) -> Known {
        Known { hash, renewed: None }
    }
}

/// Records that the second factor is asked for. This is where the password is at hand, so an outdated hash is renewed here.
async fn ask_factor(cx: &Cx, staff: StaffId, known: &Known) -> Result<()> {
    let mut tx = cx.begin(Action::SignIn).await?;
    if let Some(renewed) = &known.renewed {
        let event = tx.event().to_owned();
        // A password that was changed meanwhile stays.
        exec!(tx, "
            update staff set password_hash = $3, last_event = $4 where id = $1 and password_hash = $2
        "; staff, &known.hash, renewed, &event)
        .one_or_none()?;
    }
    tx.commit(Event::new("auth.factor.asked").by("staff", staff).target("staff", staff)).await
}

/// [`enter`] for those for whom the password is all there is.
///
/// # Errors
/// As [`enter`]; [`Error::Invalid`] at `code` for somebody with a second factor.
pub async fn sign_in(cx: &Cx, realm: Realm, login: &str, password: &str) -> Result<Token> {
    match enter(cx, realm, login, password).await? {
        Entered::Session(token) => Ok(token),
        Entered::SecondFactorRequired(_) => Err(Error::field("code", Problem::Required)),
    }
}

/// Opens a session for somebody who was proven by the methods `amr` (R19), in place of the one before.
///
/// # Errors
/// [`Error::Invalid`] when the password that was proven is theirs no more, or they may not sign in by now.
pub(crate) async fn open(cx: &Cx, realm: Realm, person: Uuid, amr: &[&str], known: Option<Known>) -> Result<Token> {
    let token = Token::fresh()?;
    let session = SessionId::fresh();
    let mut tx = cx.with_principal(Principal::Anonymous).begin(Action::SignIn).await?;
    let most = cx.env().limits.portal_sessions;
    if realm == Realm::Portal {
        // Before anything of the person is written: what they do on behalf is locked first, as everywhere.
        lock::turn(&mut tx, StaffId(person)).await?;
        let sql = lock::OF_STAFF.in_tx(tx.db());
        let _: Vec<Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(person).fetch_all(c).await?);
    }
    if let Principal::Staff(staff, old) = cx.principal() {
        behalf::ending::end_of_portal_session(&mut tx, *old, behalf::Cause::SignedOut, Some(staff.id.0)).await?;
    }
    if let Principal::Staff(_, old) | Principal::Customer(_, old) = cx.principal() {
        let event = tx.event().to_owned();
        mark_ended(&mut tx, *old, Cause::Superseded, &event).await?;
    }
    if realm == Realm::Portal {
        Box::pin(own::trim(&mut tx, person, most - 1)).await?;
    }
    insert(&mut tx, session, realm, person, &token, known).await?;
    first_seen(&mut tx, session.0).await?;
    if realm == Realm::Portal {
        // Once more, now that other sign-ins of the person wait.
        Box::pin(own::trim(&mut tx, person, most)).await?;
    }
    let kind = if realm == Realm::Portal { "staff" } else { "account" };
    let event = Event::new("auth.login.succeeded")
        .by(kind, person)
        .in_session(realm.into(), session)
        .target("session", session)
        .detail("amr", amr.to_vec());
    tx.commit(event).await?;
    Ok(token)
}

/// Records a failed proof, whose try stays counted; gives the error for the person.
pub(crate) async fn refused(cx: &Cx, event: Event, realm: Realm, login: &str) -> Result<Error> {
    let tx = cx.begin(Action::SignIn).await?;
    tx.commit(event.detail("realm", realm).personal("login", login)).await?;
    Ok(Error::field("password", Problem::Credentials))
}

/// The session, and on the person's own row when they came and, where it was outdated, the new hash.
async fn insert(
    tx: &mut Tx,
    id: SessionId,
    realm: Realm,
    person: Uuid,
    token: &Token,
    known: Option<Known>,
) -> Result<()> {
    let now = tx.cx().now();
    let expires_at = now.plus(tx.cx().env().limits.of(realm).1);
    let user_agent: String = tx.cx().request().user_agent.chars().take(200).collect();
    let (staff, account) = match realm {
        Realm::Portal => (Some(person), None),
        Realm::Shop => (None, Some(person)),
    };
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into session (id, token_hash, realm, staff_id, account_id, user_agent, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    "; id, token.hash(), realm, staff, account, &user_agent, now, expires_at, &event).one()?;
    let sql = match realm {
        Realm::Portal => sql!(
            "
            update staff set last_sign_in_at = $2, last_event = $3, password_hash = coalesce($4, password_hash)
            where id = $1 and status = 'active' and password_hash = coalesce($5, password_hash)
        "
        ),
        Realm::Shop => sql!(
            "
            update account set last_sign_in_at = $2, last_event = $3, password_hash = coalesce($4, password_hash)
            where id = $1 and status = 'active' and password_hash = coalesce($5, password_hash)
              and not exists (select 1 from contact k join organization o on o.id = k.organization_id
                              where k.id = account.contact_id and o.status = 'closed')
        "
        ),
    };
    let (hash, renewed) = known.map_or((None, None), |known| (Some(known.hash), known.renewed));
    let came = exec!(tx, sql; person, now, &event, &renewed, &hash).one_or_none()?;
    if came { Ok(()) } else { Err(Error::field("password", Problem::Credentials)) }
}

/// Ends the session of `cx`; a member of staff's open on-behalf sessions end with it.
///
/// # Errors
/// [`Error::Unavailable`]. Signing out when nobody is signed in is not an error.
pub async fn sign_out(cx: &Cx) -> Result<()> {
    let (Principal::Staff(_, session) | Principal::Customer(_, session)) = cx.principal() else { return Ok(()) };
    let mut tx = match cx.begin(Action::SignOut).await {
        Err(Error::SignIn(_)) => return Ok(()),
        other => other?,
    };
    if let Principal::Staff(..) = cx.principal() {
        behalf::ending::end_of_portal_session(&mut tx, *session, behalf::Cause::SignedOut, None).await?;
    }
    let event = tx.event().to_owned();
    if !mark_ended(&mut tx, *session, Cause::SignedOut, &event).await? {
        return Ok(());
    }
    tx.commit(Event::new("auth.logout").target("session", session)).await
}
