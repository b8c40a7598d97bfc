//! Who acts under an address: one query for each request, and why nobody does any more.

use crate::behalf::ask::{self, Waiting};
use crate::behalf::life::{Life, life, lives};
use crate::behalf::others::others;
use crate::behalf::over::end_for_good;
use crate::credential::Token;
use crate::cx::{Behalf, Mode, Principal, Staff};
use crate::env::Env;
use crate::error::{Ended, NotOpen, Result};
use crate::factor::Setup;
use crate::factor::db::has_factor;
use crate::id::{CartId, StaffId};
use crate::session::found::{CustomerRow, frame_counts, touch};
use crate::time::Micros;
use crate::{on, sql};
use std::sync::Arc;

/// What a request under `/as/{slug}` finds.
pub enum Found {
    /// The session is open and the cookie is its own.
    Open(Box<Principal>),
    /// It was this browser's, and it is over.
    Over(Ended),
    /// It is this browser's, and waits for the customer's yes, or got a no.
    Waiting(Box<Waiting>),
    /// Nothing that this browser has anything to do with.
    Nothing,
}

#[derive(sqlx::FromRow)]
struct ActingRow {
    #[sqlx(flatten)]
    life: Life,
    mode: Mode,
    reason: String,
    ticket: String,
    amr: String,
    proved_at: Micros,
    started_at: Micros,
    expires_at: Micros,
    staff_id: StaffId,
    staff_name: String,
    staff_email: String,
    has_factor: bool,
    chosen_cart: Option<CartId>,
    /// Sessions of the agent beside this one that are not written down as over.
    others: i64,
    #[sqlx(flatten)]
    customer: CustomerRow,
}

/// Who acts under `slug` with `token`, in one query. What is found over ends for good.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn principal(env: &Arc<Env>, now: Micros, slug: &str, token: &Token) -> Result<Found> {
    find(env, now, slug, token, true).await
}

/// The same for a request that a page makes by itself: it does not extend the idle timeout.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn peek(env: &Arc<Env>, now: Micros, slug: &str, token: &Token) -> Result<Found> {
    find(env, now, slug, token, false).await
}

async fn find(env: &Arc<Env>, now: Micros, slug: &str, token: &Token, is_use: bool) -> Result<Found> {
    let mut row = look(env, slug, token).await?;
    // Once more after writing that it is over: somebody may have ended it a moment before, for another cause.
    if let Some(found) = &row
        && let Some(over) = found.life.over(env, now)
        && !over.is_written
    {
        end_for_good(&found.life, env, now, over).await?;
        row = look(env, slug, token).await?;
    }
    let Some(row) = row else {
        let waiting = ask::find(env, now, slug, token).await?;
        return Ok(waiting.map_or(Found::Nothing, |w| Found::Waiting(Box::new(w))));
    };
    if let Some(over) = row.life.over(env, now) {
        let contact = row.life.contact_id.to_string();
        return Ok(Found::Over(Ended { slug: slug.to_owned(), why: NotOpen::Ended(over.why), at: over.at, contact }));
    }
    if is_use {
        let idle = env.limits.behalf_idle;
        touch(env, now, row.life.id.0, row.life.seen_at.unwrap_or(now), idle).await?;
        // Work for a customer is use of the portal session too, which lives: it does not idle out meanwhile.
        let (portal, idle) = (row.life.portal_session_id.0, env.limits.portal_idle);
        touch(env, now, portal, row.life.portal.session_seen_at, idle).await?;
    }
    let must_enrol = env.part::<Setup>().required && !row.has_factor;
    let others = if is_use && row.others > 0 { others(env, now, row.staff_id, row.life.id).await? } else { Vec::new() };
    let staff = Staff {
        id: row.staff_id,
        name: row.staff_name,
        email: row.staff_email,
        role: row.life.staff_role,
        grants: Box::new(row.life.grants()),
        must_enrol,
    };
    let behalf = Behalf {
        id: row.life.id,
        slug: slug.to_owned(),
        mode: row.mode,
        reason: row.reason,
        ticket: row.ticket,
        amr: row.amr,
        proved_at: row.proved_at,
        started_at: row.started_at,
        expires_at: row.expires_at,
        prepared: row.chosen_cart,
        others,
    };
    Ok(Found::Open(Box::new(Principal::Behalf(staff, row.customer.customer(), Box::new(behalf)))))
}

async fn look(env: &Env, slug: &str, token: &Token) -> Result<Option<ActingRow>> {
    Ok(on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.mode, b.reason, b.ticket, b.amr, coalesce(b.verified_at, b.started_at) as proved_at, b.started_at,
               b.cart_id as chosen_cart,
               t.id as staff_id, t.name as staff_name, t.email as staff_email, ", has_factor!(), ",
               (select count(*) from behalf x where x.staff_id = b.staff_id and x.state = 'active' and x.id <> b.id) as others,
               a.role as member_role, a.store_id,
               w.currency, k.latin_name as contact_name, a.email as account_email, o.name as organization_name,
               w.name as store_name, w.code as store_code, k.language, ", frame_counts!("(c.id = b.cart_id or (b.cart_id is null and c.state = 'own'))"), "
        from ", lives!(), "
        join store w on w.id = b.store_id
        where b.slug = $1 and b.token_hash = $2 and b.started_at is not null
    "))).bind(slug).bind(token.hash()).fetch_optional(c).await?))
}
