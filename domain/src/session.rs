//! Signing in and out, for both realms, and telling who is asking.
//!
//! Rules: a session is an opaque token of which only the hash is stored (R20); it has an idle and an absolute limit
//! (R23); signing in makes a new one and ends the old one (R22); signing out ends the row (R24).

pub(crate) mod ending;
pub(crate) mod life;
pub mod own;

pub use life::Cause;

use crate::account::Access;
use crate::audit::canonical::hex;
use crate::audit::{Event, SessionKind};
use crate::behalf::lock;
use crate::credential::Token;
use crate::cx::{Customer, Cx, Principal, Staff};
use crate::env::Env;
use crate::error::{Error, Problem, Realm, Result};
use crate::factor::Setup;
use crate::factor::db::{has_factor, second, ways, would_fit};
use crate::factor::passkey::{self, Assertion};
use crate::factor::sign_in::half;
use crate::id::{AccountId, ContactId, OrganizationId, SessionId, StaffId, StoreId};
use crate::money::Currency;
use crate::organization::member;
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Role};
use crate::required::required;
use crate::session::ending::{end_for_good, mark_ended};
use crate::session::life::{SessionLife, member_access, session_life};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{behalf, exec, on, on_tx, sql, throttle};
use std::sync::Arc;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct StaffRow {
    session: SessionId,
    #[sqlx(flatten)]
    life: SessionLife,
    id: StaffId,
    name: String,
    email: String,
    role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
    has_factor: bool,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    session: SessionId,
    #[sqlx(flatten)]
    life: SessionLife,
    #[sqlx(flatten)]
    customer: CustomerRow,
}

/// An account as it is read together with a session.
#[derive(sqlx::FromRow)]
pub(crate) struct CustomerRow {
    account_id: AccountId,
    contact_id: ContactId,
    organization_id: OrganizationId,
    member_role: member::Role,
    store_id: StoreId,
    currency: Currency,
    contact_name: String,
    account_email: String,
    organization_name: String,
    store_name: String,
    store_code: String,
    cart_lines: i64,
}

/// The number of lines in the cart of account `a`, as a column of [`CustomerRow`].
macro_rules! cart_lines {
    () => {
        "(select count(*) from cart c join cart_line l on l.cart_id = c.id where c.account_id = a.id) as cart_lines"
    };
}
pub(crate) use cart_lines;

impl CustomerRow {
    pub(crate) fn customer(self) -> Customer {
        Customer {
            account: self.account_id,
            contact: self.contact_id,
            organization: self.organization_id,
            role: self.member_role,
            store: self.store_id,
            currency: self.currency,
            name: self.contact_name,
            email: self.account_email,
            organization_name: self.organization_name,
            store_name: self.store_name,
            store_code: self.store_code,
            cart_lines: self.cart_lines,
        }
    }
}

/// Who holds `token`, and marks the session as seen; `Anonymous` when nobody does. What is found over ends for good.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn principal(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token) -> Result<Principal> {
    find(env, now, realm, token, true).await
}

/// The same for a request that is no use of the session: what a page asks by itself keeps nobody signed in.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn peek(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token) -> Result<Principal> {
    find(env, now, realm, token, false).await
}

async fn find(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token, is_use: bool) -> Result<Principal> {
    let (principal, id, life) = match realm {
        Realm::Portal => {
            let row: Option<StaffRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
                select s.id as session, ", session_life!("s", "n", "t.status"), ", t.id, t.name, t.email, t.role, ", has_factor!(), ", ", grants!(), "
                from session s
                join session_seen n on n.session_id = s.id
                join staff t on t.id = s.staff_id
                left join staff_role r on r.id = t.role
                where s.token_hash = $1
            "))).bind(token.hash()).fetch_optional(c).await?);
            let Some(row) = row else { return Ok(Principal::Anonymous) };
            let must_enrol = env.part::<Setup>().required && !row.has_factor;
            let grants = Box::new(row.grants.grants(row.role));
            let staff = Staff { id: row.id, name: row.name, email: row.email, role: row.role, grants, must_enrol };
            (Principal::Staff(staff, row.session), row.session, row.life)
        }
        Realm::Shop => {
            let row: Option<AccountRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
                select s.id as session, ", session_life!("s", "n", member_access!()), ", a.id as account_id, a.contact_id, k.organization_id,
                       a.role as member_role, a.store_id,
                       w.currency, k.name as contact_name, a.email as account_email, o.name as organization_name,
                       w.name as store_name, w.code as store_code, ", cart_lines!(), "
                from session s
                join session_seen n on n.session_id = s.id
                join account a on a.id = s.account_id
                join contact k on k.id = a.contact_id
                join organization o on o.id = k.organization_id
                join store w on w.id = a.store_id
                where s.token_hash = $1
            "))).bind(token.hash()).fetch_optional(c).await?);
            let Some(row) = row else { return Ok(Principal::Anonymous) };
            (Principal::Customer(row.customer.customer(), row.session), row.session, row.life)
        }
    };
    if let Some(over) = life.over(realm, &env.limits, now) {
        end_for_good(env, now, id, over).await?;
        return Ok(Principal::Anonymous);
    }
    if is_use {
        touch(env, now, id.0, life.session_seen_at, env.limits.of(realm).0).await?;
    }
    Ok(principal)
}

/// The event about a token that came along in a place where it opens nothing, when it is the one of a session elsewhere:
/// a customer's as the portal's, one on behalf under another address. Nothing for a token that is no session's, or that is
/// only old.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn misplaced(env: &Env, place: SessionKind, token: &Token) -> Result<Option<Event>> {
    let found: Option<(Uuid, SessionKind)> = on!(&env.db, c => sqlx::query_as(sql!("
        select id, realm as kind from session where token_hash = $1
        union all
        select id, 'on_behalf' as kind from behalf where token_hash = $1
    ")).bind(token.hash()).fetch_optional(c).await?);
    Ok(found.filter(|(_, kind)| *kind != place || *kind == SessionKind::OnBehalf).map(|(id, kind)| {
        let target = if kind == SessionKind::OnBehalf { "behalf" } else { "session" };
        Event::denied("authz.denied", "realm").target(target, id).detail("token_of", kind).detail("used_as", place)
    }))
}

/// Marks a session as seen, not more often than needed to keep the idle limit exact to a twentieth.
pub(crate) async fn touch(env: &Env, now: Micros, id: Uuid, seen: Micros, idle: Micros) -> Result<()> {
    if now.since(seen).0 < idle.0 / 20 {
        return Ok(());
    }
    // Whoever only looks does not wait for writers: the next request marks it.
    let Some(mut tx) = env.db.begin_soon().await? else { return Ok(()) };
    // Another request may have marked it a moment ago.
    exec!(tx, "update session_seen set at = $2 where session_id = $1 and at < $2"; id, now).one_or_none()?;
    tx.commit().await
}

/// Records that a session was used, once when it begins.
///
/// # Errors
/// [`Error::Unavailable`], [`Error::Internal`].
pub async fn first_seen(tx: &mut Tx, id: Uuid) -> Result<()> {
    let now = tx.cx().now();
    exec!(tx, "
        insert into session_seen (session_id, at) values ($1, $2)
    "; id, now)
    .one()?;
    Ok(())
}

/// A login as it is checked: the person's id, the hash, whether they may come in, and their name.
#[derive(sqlx::FromRow)]
struct Login {
    id: Uuid,
    password_hash: String,
    access: Access,
}

/// How far a right password leads.
pub enum Entered {
    /// Into a session. The token goes into its cookie and nowhere else.
    Session(Token),
    /// To the page that asks for the second factor. The token goes into the cookie for that.
    Half(Token),
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
        return Ok(Entered::Half(half(cx, StaffId(found.id)).await?));
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
        Entered::Half(_) => Err(Error::field("code", Problem::Required)),
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

/// The login, and whether the password is its own.
async fn look(cx: &Cx, realm: Realm, login: &str, password: &str) -> Result<(Option<Login>, bool)> {
    let found = find_login(cx, realm, login).await?;
    let fits = cx.env().hasher.verify(found.as_ref().map(|f| f.password_hash.clone()), password).await?;
    Ok((found, fits))
}

async fn find_login(cx: &Cx, realm: Realm, login: &str) -> Result<Option<Login>> {
    let key = email_key(login);
    Ok(match realm {
        Realm::Portal => on!(cx.db(), c => sqlx::query_as(sql!("
            select id, password_hash, status as access from staff where email_key = $1
        ")).bind(&key).fetch_optional(c).await?),
        Realm::Shop => on!(cx.db(), c => sqlx::query_as(sql!(concat!("
            select a.id, a.password_hash, ", member_access!(), " as access
            from account a
            join contact k on k.id = a.contact_id
            join organization o on o.id = k.organization_id
            where a.email_key = $1
        "))).bind(&key).fetch_optional(c).await?),
    })
}

/// What somebody gives to prove who they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credentials<'a> {
    /// E-mail.
    pub login: &'a str,
    /// Password, as typed.
    pub password: &'a str,
    /// Code of the second factor, or a recovery code, or empty.
    pub code: &'a str,
    /// A passkey, which stands for all of the above.
    pub passkey: Option<Assertion<'a>>,
}

impl Credentials<'_> {
    /// Refuses what is missing, each at its field; the code only where the page asks for it.
    pub(crate) fn filled(&self, asks_code: bool) -> Result<()> {
        match &self.passkey {
            Some(passkey) => required(&[("answer", passkey.answer)]),
            None if asks_code => required(&[("login", self.login), ("password", self.password), ("code", self.code)]),
            None => required(&[("login", self.login), ("password", self.password)]),
        }
    }

    /// What failures are counted by: the login, or for a passkey the one time it was asked for. A passkey cannot be
    /// guessed, so only the network is slowed down by it.
    pub(crate) fn bucket(&self, ip: &str) -> throttle::Bucket {
        match &self.passkey {
            Some(passkey) => throttle::Bucket::of(&hex(&passkey.holder.hash()), ip),
            None => throttle::Bucket::of(self.login, ip),
        }
    }
}

/// Who somebody was found to be, and how.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The person.
    pub staff: StaffId,
    /// Methods (RFC 8176, and `rec` for a recovery code): `pwd`, `otp`, `hwk`.
    pub amr: Vec<&'static str>,
}

/// The member of staff whose credentials these are, for everything that asks for them again; same verifier, same
/// throttle as signing in (R35). Whoever has a second factor needs it here, and its code is used up. When everything else is
/// right and the code was left empty, it is asked for, as signing in does. What does not fit stays counted.
pub(crate) async fn prove_staff(cx: &Cx, typed: &Credentials<'_>, bucket: &throttle::Bucket) -> Result<Option<Proof>> {
    let tried = throttle::reserve(cx, bucket).await?;
    let (proof, tried) = tried.or_give_back(cx, proof_of(cx, typed).await).await?;
    if proof.is_some() {
        tried.succeeded(cx).await?;
    }
    Ok(proof)
}

async fn proof_of(cx: &Cx, typed: &Credentials<'_>) -> Result<Option<Proof>> {
    if let Some(passkey) = &typed.passkey {
        return Ok(passkey::prove(cx, passkey).await?.map(|staff| Proof { staff, amr: vec!["hwk"] }));
    }
    let (found, fits) = look(cx, Realm::Portal, typed.login, typed.password).await?;
    let Some(found) = found.filter(|f| fits && f.access == Access::Active) else { return Ok(None) };
    let staff = StaffId(found.id);
    if typed.code.trim().is_empty() && ways(cx, staff).await?.any() {
        return Err(Error::field("code", Problem::Required));
    }
    let method = second(cx, staff, typed.code).await?;
    Ok(method.map(|method| Proof { staff, amr: std::iter::once("pwd").chain(method).collect() }))
}

/// Whose credentials were typed, where only one person's count.
pub(crate) enum Typed {
    /// The person's; a code is used up.
    Own(Proof),
    /// Somebody else's, who was proven all the same; nothing of theirs is used up.
    Other(StaffId),
    /// Nobody's.
    Nobody,
}

/// Like [`prove_staff`], for this one person.
pub(crate) async fn prove_person(
    cx: &Cx,
    typed: &Credentials<'_>,
    bucket: &throttle::Bucket,
    person: StaffId,
) -> Result<Typed> {
    if typed.passkey.is_none() {
        let found = find_login(cx, Realm::Portal, typed.login).await?;
        if let Some(found) = found.filter(|f| f.id != person.0 && f.access == Access::Active) {
            let tried = throttle::reserve(cx, bucket).await?;
            let (fits, tried) = tried.or_give_back(cx, is_other(cx, typed, &found).await).await?;
            if !fits {
                return Ok(Typed::Nobody);
            }
            tried.given_back(cx).await?;
            return Ok(Typed::Other(StaffId(found.id)));
        }
    }
    Ok(match Box::pin(prove_staff(cx, typed, bucket)).await? {
        Some(proof) if proof.staff == person => Typed::Own(proof),
        Some(proof) => Typed::Other(proof.staff),
        None => Typed::Nobody,
    })
}

/// Whether the credentials are those of this other person; nothing of theirs is used up.
async fn is_other(cx: &Cx, typed: &Credentials<'_>, found: &Login) -> Result<bool> {
    let fits = cx.env().hasher.verify(Some(found.password_hash.clone()), typed.password).await?;
    Ok(fits && would_fit(cx, StaffId(found.id), typed.code).await?)
}

/// The form under which an e-mail is unique: trimmed, compatibility forms folded, lower case.
pub fn email_key(email: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    email.trim().chars().take(320).nfkc().flat_map(char::to_lowercase).collect()
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
