//! The pages of a session on behalf: the verification, more time, the switch to another session, the end.

pub mod access;
pub mod end;
pub mod handoff;
pub mod more;
pub mod switch;
pub mod verify;
pub mod wait;

use crate::respond::{Answer, see};
use crate::web::Web;
use axum::response::IntoResponse;
use domain::error::Error;
use http::StatusCode;

/// How long the browser keeps the cookie of a session, in seconds: longer than any session, so that tabs of one that
/// has ended still say so.
const BEHALF_COOKIE: u32 = 12 * 3_600;

pub(crate) fn slug(web: &Web) -> Result<&str, Error> {
    web.base.strip_prefix("/as/").ok_or(Error::NotFound)
}

/// `/as/{slug}/alive`: whether the session is open, for its open pages, which ask again and again. Over, it is 410 like
/// every other address of the session.
pub async fn alive(web: Web) -> Answer {
    web.cx.behalf().ok_or(Error::NotFound)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `/as/{slug}/end` opened by link changes nothing: it leads back into the session.
pub async fn end_page(web: Web) -> Answer {
    web.cx.behalf().ok_or(Error::NotFound)?;
    Ok(see(&web.href("/")))
}

/// A page of the storefront to go back to.
fn own_path(path: &str) -> Option<&str> {
    let is_own = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    (is_own && !path.starts_with("//")).then_some(path)
}
