//! The hand-off from the portal to the new tab (R34): which browser may verify a request.
//!
//! Rule: the slug is an address and opens nothing. A request is shown and verified only in a browser that proves that it
//! is the one of the portal session that asked: by the portal's own cookie where both share one host, and by a key that
//! the portal's page posts to the storefront's host where they do not. The key works once; the one that takes its place
//! is only in a cookie.

pub use crate::cx::HandOff;

use crate::audit::Event;
use crate::behalf::ask::Waiting;
use crate::behalf::db::{Pending, unusable};
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::Result;
use crate::id::{BehalfId, SessionId, StaffId};
use crate::policy::Action;
use crate::time::Micros;
use crate::{on_tx, sql};

impl Pending {
    /// Whether the browser of `cx` is the one that asked.
    pub(crate) fn is_from(&self, cx: &Cx) -> bool {
        match cx.handoff() {
            Some(HandOff::Portal(id)) => *id == self.portal_session_id,
            Some(HandOff::Key(hash)) => self.token_hash.as_ref() == Some(hash),
            None => false,
        }
    }
}

impl Waiting {
    /// Whether it rests on this portal session.
    pub fn is_of(&self, session: SessionId) -> bool {
        self.portal_session_id == session
    }
}

/// Takes the key that the portal's page posted, and gives the one for the cookie of this browser. Of several who bring the
/// same key, one is answered.
///
/// # Errors
/// [`Error::Ended`](crate::error::Error::Ended) alike for a request that is unknown or over, and for a key that is wrong or
/// was used.
pub async fn take(cx: &Cx, slug: &str, key: &Token) -> Result<(Token, Micros)> {
    cx.require_behalf_on()?;
    let cx = &cx.with_principal(Principal::Anonymous);
    let (fresh, now) = (Token::fresh()?, cx.now());
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    let taken: Option<(BehalfId, StaffId, Micros)> = on_tx!(tx, c => sqlx::query_as(sql!("
        update behalf set token_hash = $3, last_event = $4
        where slug = $1 and token_hash = $2 and state = 'requested' and verified_at is null and redeem_by > $5
          and exists (select 1 from session p where p.id = behalf.portal_session_id and p.ended_at is null and p.expires_at > $5)
        returning id, staff_id, redeem_by
    ")).bind(slug).bind(key.hash()).bind(fresh.hash()).bind(&event).bind(now).fetch_optional(c).await?);
    let Some((id, staff, until)) = taken else {
        drop(tx);
        return Err(unusable(cx, slug).await?);
    };
    tx.commit(Event::new("on_behalf.handed_over").by("staff", staff).target("behalf", id)).await?;
    Ok((fresh, until))
}
