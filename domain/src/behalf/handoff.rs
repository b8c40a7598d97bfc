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
use crate::behalf::life::{Life, life, lives};
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::Result;
use crate::id::{SessionId, StaffId};
use crate::policy::Action;
use crate::time::Micros;
use crate::{exec, on_tx, sql};

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

/// A request that a key fits.
#[derive(sqlx::FromRow)]
struct Asked {
    #[sqlx(flatten)]
    life: Life,
    staff_id: StaffId,
    until: Micros,
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
    let asked: Option<Asked> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.staff_id, b.redeem_by as until from ", lives!(), "
        where b.slug = $1 and b.token_hash = $2 and b.state = 'requested' and b.verified_at is null
    "))).bind(slug).bind(key.hash()).fetch_optional(c).await?);
    let asked = asked.filter(|asked| asked.life.late(cx.env(), now).is_none());
    // Of several who were told that the key fits, one takes it.
    let taken = match &asked {
        Some(asked) => exec!(tx, "
            update behalf set token_hash = $3, last_event = $4
            where id = $1 and token_hash = $2 and state = 'requested' and verified_at is null
        "; asked.life.id, key.hash(), fresh.hash(), &event)
        .one_or_none()?,
        None => false,
    };
    let Some(Asked { life, staff_id: staff, until }) = asked.filter(|_| taken) else {
        drop(tx);
        return Err(unusable(cx, slug).await?);
    };
    tx.commit(Event::new("on_behalf.handed_over").by("staff", staff).target("behalf", life.id)).await?;
    Ok((fresh, until))
}
