//! The own factors of a member of staff: showing, adding and removing them.
//!
//! Rules: a change asks for password and factor again, unless they were given within five minutes; removing always
//! asks. Where a factor is required, the last one cannot be removed. Recovery codes come with the first factor.

use crate::audit::Event;
use crate::credential::random;
use crate::cx::{Cx, Principal, Staff};
use crate::db::is_violation;
use crate::error::{Denied, Error, Problem, Realm, Result};
use crate::factor::challenge::{self, Purpose};
use crate::factor::db::{self, Factor, Ways};
use crate::factor::passkey::{self, Ceremony};
use crate::factor::{Kind, Setup, recovery, totp};
use crate::id::{FactorId, SessionId};
use crate::policy::Action;
use crate::required::required;
use crate::session::{self, Credentials};
use crate::throttle::Bucket;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql, text};
use webauthn_rs::prelude::PasskeyRegistration;

/// How long a proof counts as fresh.
const FRESH: Micros = Micros::minutes(5);
/// The longest name of a factor.
const LONGEST_NAME: usize = 60;

/// The data of the page of the own factors.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The factors.
    pub factors: Vec<Factor>,
    /// Unused recovery codes.
    pub codes: i64,
    /// Whether a change asks for password and factor again.
    pub asks: bool,
    /// Whether a code of a factor is asked for too.
    pub asks_code: bool,
    /// Whether the last factor may be removed.
    pub may_remove: bool,
}

pub(crate) fn own(cx: &Cx) -> Result<(&Staff, SessionId)> {
    match cx.principal() {
        Principal::Staff(staff, session) => Ok((staff, *session)),
        _ => Err(Error::SignIn(Realm::Portal)),
    }
}

/// One's own factors.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn overview(cx: &Cx) -> Result<Overview> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (staff, session) = own(cx)?;
    let factors = db::list(cx, staff.id).await?;
    let codes = recovery::left(cx, staff.id).await?;
    let may_remove = !cx.env().part::<Setup>().required || factors.len() > 1;
    let asks_code = !factors.is_empty();
    Ok(Overview { factors, codes, asks: !is_fresh(cx, session).await?, asks_code, may_remove })
}

async fn is_fresh(cx: &Cx, session: SessionId) -> Result<bool> {
    let since: Micros = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select created_at from session where id = $1
    ")).bind(session).fetch_one(c).await?);
    Ok(cx.now().since(since) < FRESH)
}

/// The typed values of a repeated proof.
#[derive(Clone, Copy, Debug, Default)]
pub struct Again<'a> {
    /// Password.
    pub password: &'a str,
    /// Code of an app, or a recovery code.
    pub code: &'a str,
}

/// Checks that the proof of the person is fresh, or is given now; with `always` it must be given now.
pub(crate) async fn prove(cx: &Cx, again: Again<'_>, always: bool) -> Result<()> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (staff, session) = own(cx)?;
    if !always && is_fresh(cx, session).await? {
        return Ok(());
    }
    let typed = Credentials { login: &staff.email, password: again.password, code: again.code, passkey: None };
    typed.filled(db::ways(cx, staff.id).await?.any())?;
    let bucket = Bucket::of(&staff.email, &cx.request().ip);
    match session::prove_staff(cx, &typed, &bucket).await? {
        Some(proof) if proof.staff == staff.id => Ok(()),
        _ => {
            let event = Event::denied("auth.reauth.failed", "credentials").target("staff", staff.id);
            Err(session::refused(cx, event, Realm::Portal, &staff.email).await?)
        }
    }
}

fn checked_name(name: &str) -> Result<&str> {
    text::line(name, LONGEST_NAME).map_err(|problem| Error::field("name", problem))
}

/// Begins to add an authenticator app.
///
/// # Errors
/// [`Error::Invalid`] at `password` or `name`; [`Error::Throttled`].
pub async fn begin_app(cx: &Cx, name: &str, again: Again<'_>) -> Result<()> {
    let name = checked_name(name)?;
    prove(cx, again, false).await?;
    let (staff, session) = own(cx)?;
    let secret = random::<{ totp::SECRET }>()?;
    let state = [secret.as_slice(), name.as_bytes()].concat();
    challenge::put(cx, Purpose::App, session.0.as_bytes(), Some(staff.id), &state).await
}

/// An app that is being added.
pub struct NewApp {
    /// The address for a QR code.
    pub address: String,
    /// The secret for typing.
    pub key: String,
}

async fn app(cx: &Cx) -> Result<Option<(Vec<u8>, String)>> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (_, session) = own(cx)?;
    let held = challenge::look(cx, Purpose::App, session.0.as_bytes()).await?;
    Ok(held.and_then(|h| {
        let (secret, name) = h.state.split_at_checked(totp::SECRET)?;
        Some((secret.to_vec(), String::from_utf8(name.to_vec()).ok()?))
    }))
}

/// The app that is being added; `None` when the time for that is over.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn new_app(cx: &Cx) -> Result<Option<NewApp>> {
    let (staff, _) = own(cx)?;
    let app = app(cx).await?;
    Ok(app.map(|(secret, _)| NewApp { address: totp::address(&secret, &staff.email), key: totp::as_text(&secret) }))
}

/// Adds the app when the code is right. Returns whether recovery codes were made.
///
/// # Errors
/// [`Error::Invalid`] at `code`; [`Error::NotFound`] when the time is over.
pub async fn confirm_app(cx: &Cx, code: &str) -> Result<bool> {
    let Some((secret, name)) = app(cx).await? else { return Err(Error::NotFound) };
    required(&[("code", code)])?;
    let Some(step) = totp::matching(&secret, code, cx.now())? else {
        return Err(Error::field("code", Problem::Code));
    };
    let (staff, session) = own(cx)?;
    // Of several who confirm at once, one does.
    if challenge::take(cx, Purpose::App, session.0.as_bytes()).await?.is_none() {
        return Err(Error::NotFound);
    }
    let id = FactorId::fresh();
    let sealed = cx.env().part::<Setup>().key()?.seal(id.0.as_bytes(), &secret)?;
    let mut tx = cx.begin(Action::ManageFactors).await?;
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into factor (id, staff_id, kind, name, secret, last_step, created_at, last_event)
        values ($1, $2, 'totp', $3, $4, $5, $6, $7)
    "; id, staff.id, &name, &sealed, step, cx.now(), &event)
    .one()?;
    added(tx, id, Kind::Totp).await
}

/// Begins to add a passkey.
///
/// # Errors
/// As [`begin_app`]; [`Error::NotFound`] where there are no passkeys.
pub async fn begin_key(cx: &Cx, name: &str, again: Again<'_>) -> Result<()> {
    let name = checked_name(name)?.to_owned();
    prove(cx, again, false).await?;
    let (staff, session) = own(cx)?;
    let ceremony = passkey::enrol(cx, staff.id, &staff.email, &staff.name).await?;
    let named = Ceremony { options: ceremony.options, state: (ceremony.state, name) };
    challenge::put(cx, Purpose::Key, session.0.as_bytes(), Some(staff.id), &named.bytes()?).await
}

/// The options with which the browser makes the passkey; `None` when the time is over.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn new_key(cx: &Cx) -> Result<Option<String>> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (_, session) = own(cx)?;
    let held = challenge::look(cx, Purpose::Key, session.0.as_bytes()).await?;
    held.map(|h| Ceremony::<(PasskeyRegistration, String)>::parse(&h.state).map(|c| c.options)).transpose()
}

/// Adds the passkey that the browser made. Returns whether recovery codes were made.
///
/// # Errors
/// [`Error::Invalid`] at `answer`; [`Error::NotFound`] when the time is over.
pub async fn confirm_key(cx: &Cx, answer: &str) -> Result<bool> {
    cx.check_recorded(Action::ManageFactors).await?;
    required(&[("answer", answer)])?;
    let (staff, session) = own(cx)?;
    let held = challenge::take(cx, Purpose::Key, session.0.as_bytes()).await?.ok_or(Error::NotFound)?;
    let Ceremony { state: (state, name), .. } = Ceremony::<(PasskeyRegistration, String)>::parse(&held.state)?;
    let Some((credential_id, credential)) = passkey::made(cx, &state, answer)? else {
        return Err(Error::field("answer", Problem::Passkey));
    };
    let id = FactorId::fresh();
    let mut tx = cx.begin(Action::ManageFactors).await?;
    let event = tx.event().to_owned();
    let inserted: std::result::Result<_, sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into factor (id, staff_id, kind, name, credential_id, credential, created_at, last_event)
        values ($1, $2, 'passkey', $3, $4, $5, $6, $7)
    ")).bind(id).bind(staff.id).bind(&name).bind(&credential_id).bind(&credential).bind(cx.now()).bind(&event)
        .execute(c).await.map(|_| ()));
    match inserted {
        Err(e) if is_violation(&e, "factor_credential", "factor.credential_id") => {
            return Err(Error::field("answer", Problem::Taken));
        }
        other => other?,
    }
    added(tx, id, Kind::Passkey).await
}

/// Records the new factor, and makes recovery codes when there are none. Returns whether it made them.
async fn added(mut tx: Tx, id: FactorId, kind: Kind) -> Result<bool> {
    let cx = tx.cx().clone();
    let (staff, session) = own(&cx)?;
    let codes = match recovery::left(&cx, staff.id).await? {
        0 => {
            let event = tx.also(Event::new("recovery.renewed").target("staff", staff.id));
            Some(recovery::renew(&mut tx, staff.id, &event).await?)
        }
        _ => None,
    };
    tx.commit(Event::new("factor.added").target("factor", id).target("staff", staff.id).detail("kind", kind)).await?;
    match &codes {
        Some(codes) => show(&cx, session, codes).await.map(|()| true),
        None => Ok(false),
    }
}

/// Makes new recovery codes, which replace the old ones.
///
/// # Errors
/// As [`begin_app`]; [`Error::NotFound`] for somebody without a factor, who has nothing to recover from.
pub async fn renew_codes(cx: &Cx, again: Again<'_>) -> Result<()> {
    prove(cx, again, false).await?;
    let (staff, session) = own(cx)?;
    if !db::ways(cx, staff.id).await?.any() {
        return Err(Error::NotFound);
    }
    let mut tx = cx.begin(Action::ManageFactors).await?;
    let event = tx.event().to_owned();
    let codes = recovery::renew(&mut tx, staff.id, &event).await?;
    tx.commit(Event::new("recovery.renewed").target("staff", staff.id)).await?;
    show(cx, session, &codes).await
}

async fn show(cx: &Cx, session: SessionId, codes: &[String]) -> Result<()> {
    challenge::put(cx, Purpose::Codes, session.0.as_bytes(), None, codes.join("\n").as_bytes()).await
}

/// The new recovery codes, until their owner confirms them or minutes are over.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn shown_codes(cx: &Cx) -> Result<Option<Vec<String>>> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (_, session) = own(cx)?;
    let held = challenge::look(cx, Purpose::Codes, session.0.as_bytes()).await?;
    Ok(held.map(|h| String::from_utf8_lossy(&h.state).lines().map(str::to_owned).collect()))
}

/// Confirms that the codes were saved: they are not shown again.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn hide_codes(cx: &Cx) -> Result<()> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (_, session) = own(cx)?;
    challenge::take(cx, Purpose::Codes, session.0.as_bytes()).await.map(drop)
}

/// One of the own factors.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn factor(cx: &Cx, id: FactorId) -> Result<Factor> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (staff, _) = own(cx)?;
    db::list(cx, staff.id).await?.into_iter().find(|f| f.id == id).ok_or(Error::NotFound)
}

/// Removes a factor, and with the last one the recovery codes.
///
/// # Errors
/// [`Error::Invalid`] at `password`; [`Error::Forbidden`] with [`Denied::LastFactor`] where one is required.
pub async fn remove(cx: &Cx, id: FactorId, again: Again<'_>) -> Result<()> {
    let factor = factor(cx, id).await?;
    prove(cx, again, true).await?;
    let (staff, _) = own(cx)?;
    let mut tx = cx.begin(Action::ManageFactors).await?;
    let event = tx.event().to_owned();
    // The person's own row is written first, so that two removals wait for each other.
    exec!(tx, "
        update staff set last_event = $2 where id = $1
    "; staff.id, &event)
    .one()?;
    let removed = exec!(tx, "
        update factor set removed_at = $3, last_event = $4 where id = $1 and staff_id = $2 and removed_at is null
    "; id, staff.id, cx.now(), &event)
    .one_or_none()?;
    if !removed {
        return Err(Error::NotFound);
    }
    let left: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from factor where staff_id = $1 and removed_at is null
    ")).bind(staff.id).fetch_one(c).await?);
    if left == 0 && cx.env().part::<Setup>().required {
        drop(tx);
        cx.mark_denial_recorded();
        cx.record(Event::denied("factor.kept", Denied::LastFactor.as_str()).target("factor", id)).await?;
        return Err(Denied::LastFactor.into());
    }
    if left == 0 {
        exec!(tx, "
            update recovery_code set replaced_at = $2, last_event = $3
            where staff_id = $1 and used_at is null and replaced_at is null
        "; staff.id, cx.now(), &event)
        .any_number();
    }
    tx.commit(Event::new("factor.removed").target("factor", id).target("staff", staff.id).detail("kind", factor.kind))
        .await
}

/// The kinds of factors of the person, for the page that asks for them.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn ways(cx: &Cx) -> Result<Ways> {
    let (staff, _) = own(cx)?;
    db::ways(cx, staff.id).await
}
