//! The pages of a session on behalf: the verification, more time, the switch to another session, the end.

pub mod access;
pub mod end;
pub mod handoff;
pub mod more;
pub mod switch;
pub mod verify;
pub mod wait;

use crate::form;
use crate::form::Asked;
use crate::part::link::start;
use crate::respond::{Answer, see, see_portal};
use crate::web::Web;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::error::Error;
use domain::id::AccountId;
use http::StatusCode;

form! {
    /// What the familiar form of a link says besides.
    pub struct Familiar {
        /// The number of a ticket.
        ticket: String,
        /// The page of the storefront that the session begins on.
        to: String,
    }
}

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

/// `/account/impersonate/{id}`, the form of a link that many shops know: it leads to the start form in the portal and changes
/// nothing. Who follows it learns nothing about the account, not even whether there is one.
pub async fn impersonate(web: Web, Path(id): Path<String>, Asked(asked): Asked<Familiar>) -> Answer {
    let account = AccountId::parse(&id).filter(|_| web.base.is_empty()).ok_or(Error::NotFound)?;
    Ok(see_portal(&web, &start(account, &asked.ticket, &asked.to, "")))
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
