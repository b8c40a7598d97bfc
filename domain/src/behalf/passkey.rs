//! Opening a session on behalf with a passkey.

use crate::audit::canonical::hex;
use crate::behalf::db::{Verified, pending, verify};
use crate::credential::Token;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::factor::again;
use crate::factor::passkey::Assertion;
use crate::session::Credentials;
use sha2::{Digest, Sha256};

/// What a kept token begins with when its session waits for the customer.
const WAITS: &str = "waits ";

/// As [`verify`] with a passkey. Sent twice by the same browser, it opens one session and both get it.
///
/// # Errors
/// As [`verify`].
pub async fn open(cx: &Cx, slug: &str, passkey: &Assertion<'_>) -> Result<Verified> {
    let typed = format!("{slug} {}", hex(&Sha256::digest(passkey.answer)));
    let (slug, answer) = (slug.to_owned(), passkey.answer.to_owned());
    let led = again::once(cx, passkey.holder, typed, move |cx, holder| async move {
        let staff = pending(&cx, &slug).await?.staff();
        let passkey = Assertion { holder: &holder, answer: &answer };
        let typed = Credentials { passkey: Some(passkey), ..Credentials::default() };
        let verified = Box::pin(verify(&cx, &slug, &typed, None)).await?;
        let waits = if verified.waits { WAITS } else { "" };
        Ok((staff, format!("{waits}{} {}", verified.token.expose(), verified.to)))
    });
    let led = led.await?;
    let (waits, led) = match led.strip_prefix(WAITS) {
        Some(led) => (true, led),
        None => (false, led.as_str()),
    };
    let (token, to) = led.split_once(' ').unwrap_or((led, ""));
    let token = Token::parse(token).ok_or_else(|| Error::Internal("a kept token cannot be read".to_owned()))?;
    Ok(Verified { token, waits, to: to.to_owned() })
}
