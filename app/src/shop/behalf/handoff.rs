//! The storefront's end of the hand-off, where the portal has a host of its own.

use crate::form;
use crate::form::{Posted, Secret};
use crate::respond::{Answer, see};
use crate::shop::behalf::slug;
use crate::web::{Web, cookie};
use domain::behalf::handoff::take;
use domain::credential::Token;
use domain::error::Error;

form! {
    /// What the portal's page posts.
    pub struct Handed {
        /// The key of the request.
        key: Secret,
    }
}

/// `/as/{slug}/verify/open`: takes the key that the portal's page posts, and keeps another one in a cookie of this browser
/// for as long as the request can be verified.
pub async fn open(web: Web, Posted(handed, _): Posted<Handed>) -> Answer {
    let slug = slug(&web)?;
    let Some(key) = Token::parse(handed.key.expose()) else {
        return Err(domain::behalf::db::pending(&web.cx, slug).await.err().unwrap_or(Error::NotFound).into());
    };
    let (key, until) = take(&web.cx, slug, &key).await?;
    let seconds = u32::try_from(until.since(web.cx.now()).as_seconds().max(0)).unwrap_or(0);
    let mut response = see(&web.href("/verify"));
    cookie::set_for(&mut response, &cookie::handoff(slug), key.expose(), seconds + 1);
    Ok(response)
}
