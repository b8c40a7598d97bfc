//! The second step of signing in to the portal.
//!
//! Rules: between the steps there is no session, only half a proof: a cookie whose hash is kept for minutes and works
//! once. Wrong codes count like wrong passwords, and the answer says only that they do not match. The same code from
//! the same browser, sent again within half a minute, is a double click and gets the session of the first one.

use crate::audit::Event;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::factor::again;
use crate::factor::challenge::{self, Purpose};
use crate::factor::db::{self, Ways};
use crate::factor::passkey::{self, Assertion};
use crate::id::StaffId;
use crate::required::required;
use crate::session::{self, Credentials, Known};
use crate::throttle::{self, Bucket};
use crate::{on, sql};

/// Remembers that somebody's password was right, until the second factor is proven; gives the token for the cookie.
pub(crate) async fn begin_second_step(cx: &Cx, staff: StaffId) -> Result<Token> {
    let token = Token::fresh()?;
    challenge::put(cx, Purpose::Half, &token.hash(), Some(staff), b"").await?;
    Ok(token)
}

/// A person whose password was right a moment ago.
pub struct Half {
    staff: StaffId,
    email: String,
    /// The hash of that password.
    password_hash: String,
    /// The kinds of factors they can use.
    pub ways: Ways,
}

/// The person of half a proof.
///
/// # Errors
/// [`Error::SignIn`] when the time is over or it was used.
pub async fn pending(cx: &Cx, step: Option<&Token>) -> Result<Half> {
    let over = Error::SignIn(Realm::Portal);
    let Some(step) = step else { return Err(over) };
    let held = challenge::look(cx, Purpose::Half, &step.hash()).await?;
    let Some(staff) = held.and_then(|h| h.staff) else { return Err(over) };
    let row: Option<(String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select email, password_hash from staff where id = $1 and status = 'active'
    ")).bind(staff).fetch_optional(c).await?);
    let Some((email, password_hash)) = row else { return Err(over) };
    Ok(Half { staff, email, password_hash, ways: db::ways(cx, staff).await? })
}

/// Completes a sign-in with the code of an app or a recovery code; returns the token of the session.
///
/// # Errors
/// [`Error::Invalid`] at `code`; [`Error::Throttled`]; [`Error::SignIn`] when it must begin anew.
pub async fn with_code(cx: &Cx, step: Option<&Token>, code: &str) -> Result<Token> {
    let Some(step) = step else { return Err(Error::SignIn(Realm::Portal)) };
    let typed = code.trim().to_owned();
    let code = typed.clone();
    let led = again::once(cx, step, typed, |cx, step| async move { complete(&cx, &step, &code).await }).await?;
    Token::parse(&led).ok_or_else(|| Error::Internal("a kept token cannot be read".to_owned()))
}

async fn complete(cx: &Cx, step: &Token, code: &str) -> Result<(StaffId, String)> {
    let half = pending(cx, Some(step)).await?;
    required(&[("code", code)])?;
    let bucket = Bucket::of(&half.email, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let (proved, tried) = tried.or_give_back(cx, db::second(cx, half.staff, code).await).await?;
    // Somebody whose factors were removed meanwhile begins anew, too.
    let Some(Some(method)) = proved else {
        let event = Event::denied("auth.login.failed", "factor").target("staff", half.staff);
        let anonymous = cx.with_principal(Principal::Anonymous);
        session::refused(&anonymous, event, Realm::Portal, &half.email).await?;
        return Err(Error::field("code", Problem::Code));
    };
    tried.succeeded(cx).await?;
    spend(cx, Some(step)).await?;
    let known = Known::still(half.password_hash);
    let token = session::open(cx, Realm::Portal, half.staff.0, &["pwd", method], Some(known)).await?;
    Ok((half.staff, token.expose().to_owned()))
}

/// Uses half a proof up; of several parallel calls one succeeds.
async fn spend(cx: &Cx, step: Option<&Token>) -> Result<()> {
    let Some(step) = step else { return Err(Error::SignIn(Realm::Portal)) };
    let taken = challenge::take(cx, Purpose::Half, &step.hash()).await?;
    taken.map(drop).ok_or(Error::SignIn(Realm::Portal))
}

/// Makes a challenge for a passkey: of the person of half a proof, or of anybody. Returns the token of a new cookie.
///
/// # Errors
/// [`Error::NotFound`] where there are no passkeys.
pub async fn ask_passkey(cx: &Cx, step: Option<&Token>) -> Result<Option<Token>> {
    if let Some(step) = step
        && let Ok(half) = pending(cx, Some(step)).await
    {
        passkey::ask(cx, step, Some(half.staff)).await?;
        return Ok(None);
    }
    let token = Token::fresh()?;
    passkey::ask(cx, &token, None).await?;
    Ok(Some(token))
}

/// Signs in with a passkey, after a password or without one; returns the token of the session.
///
/// # Errors
/// [`Error::Invalid`] at `answer`; [`Error::Throttled`].
pub async fn with_passkey(cx: &Cx, assertion: &Assertion<'_>) -> Result<Token> {
    required(&[("answer", assertion.answer)])?;
    let half = pending(cx, Some(assertion.holder)).await.ok();
    let login = half.as_ref().map_or("", |h| h.email.as_str());
    let typed = Credentials { login, passkey: half.is_none().then_some(*assertion), ..Credentials::default() };
    let bucket = typed.bucket(&cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let (proved, tried) = tried.or_give_back(cx, passkey::prove(cx, assertion).await).await?;
    let Some(staff) = proved else {
        let anonymous = cx.with_principal(Principal::Anonymous);
        let event = Event::denied("auth.login.failed", "passkey");
        session::refused(&anonymous, event, Realm::Portal, login).await?;
        return Err(Error::field("answer", Problem::Passkey));
    };
    tried.succeeded(cx).await?;
    let (amr, known): (&[&str], _) = match half {
        Some(half) if half.staff == staff => {
            spend(cx, Some(assertion.holder)).await?;
            (&["pwd", "hwk"], Some(Known::still(half.password_hash)))
        }
        _ => (&["hwk"], None),
    };
    session::open(cx, Realm::Portal, staff.0, amr, known).await
}
