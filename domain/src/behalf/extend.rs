//! More time for an on-behalf session: proof again, and a new session that is linked to the one before it (R43).
//!
//! Rule: nothing is prolonged in place. The old session ends in the same transaction in which the new one starts, and a
//! chain of sessions is over [`CHAIN`] after its first began, whatever is asked for.

use crate::audit::Event;
use crate::behalf::db::refused_again;
use crate::behalf::ending::{Ending, end_row};
use crate::behalf::entry;
use crate::behalf::history::chain;
use crate::behalf::started::Started;
use crate::behalf::{Cause, cap, durations};
use crate::credential::{Token, slug};
use crate::cx::{Cx, Principal};
use crate::error::{Denied, Error, Problem, Realm, Result};
use crate::factor::db::ways;
use crate::id::BehalfId;
use crate::policy::Action;
use crate::session::{self, Credentials, Typed};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql, throttle};

/// How long a chain of linked sessions may last in all.
pub const CHAIN: Micros = Micros(4 * 60 * 60 * 1_000_000);

/// When the first session of a chain was started.
const FIRST: &str = sql!(chain!("min(started_at) from chain"));

/// Until when the session of `cx` can be prolonged at most.
///
/// # Errors
/// [`Error::Forbidden`] outside of an on-behalf session.
pub async fn until(cx: &Cx) -> Result<Micros> {
    let (.., behalf) = cx.behalf().ok_or(Error::Forbidden(Denied::Permission))?;
    let first: Option<Micros> = on!(cx.db(), c => sqlx::query_scalar(FIRST).bind(behalf.id).fetch_one(c).await?);
    Ok(first.unwrap_or(behalf.started_at).plus(CHAIN))
}

/// Proves the agent again and starts the next session of the chain, `minutes` long at most; gives its slug and token.
///
/// # Errors
/// [`Error::Invalid`] with [`Problem::Credentials`] to try again, at `browser` for somebody else's, at `minutes` when no more time is left;
/// [`Error::Throttled`]; [`Error::Ended`] when the session is over by now.
pub async fn extend(cx: &Cx, minutes: i64, typed: &Credentials<'_>) -> Result<(String, Token)> {
    cx.check_recorded(Action::ExtendBehalf).await?;
    let Principal::Behalf(staff, customer, behalf) = cx.principal().clone() else {
        return Err(Denied::Permission.into());
    };
    if !durations(cap(&staff.grants, &cx.env().limits)).contains(&minutes) {
        return Err(Error::field("minutes", Problem::NotAChoice));
    }
    typed.filled(ways(cx, staff.id).await?.any())?;
    let bucket = throttle::Bucket::of(typed.login, &cx.request().ip);
    let nobody = cx.with_principal(Principal::Anonymous);
    let about = |event: Event| event.target("behalf", behalf.id).target("contact", customer.contact);
    let proof = match session::prove_person(&nobody, typed, &bucket, staff.id).await? {
        Typed::Own(proof) => proof,
        Typed::Other(other) => {
            nobody.refused(about(Event::denied("on_behalf.denied", "actor_mismatch").by("staff", other))).await?;
            return Err(Error::field("browser", Problem::OtherPerson(staff.name)));
        }
        Typed::Nobody => {
            let event = about(Event::denied("auth.reauth.failed", "credentials"));
            return Err(session::refused(&nobody, event, Realm::Portal, typed.login).await?);
        }
    };
    let mut tx = cx.begin(Action::ExtendBehalf).await?;
    let now = cx.now();
    let first: Option<Micros> = on_tx!(tx, c => sqlx::query_scalar(FIRST).bind(behalf.id).fetch_one(c).await?);
    let expires_at = now.plus(Micros::minutes(minutes)).min(first.unwrap_or(behalf.started_at).plus(CHAIN));
    if expires_at <= behalf.expires_at {
        return Err(Error::field("minutes", Problem::NoMoreTime));
    }
    if let Some(denied) = refused_again(&mut tx, customer.account, staff.id).await? {
        drop(tx);
        cx.refused(about(Event::denied("on_behalf.denied", denied.as_str()))).await?;
        return Err(denied.into());
    }
    let ending = Ending::of(&customer, &behalf);
    if !end_row(&mut tx, &ending, Cause::Superseded, &staff.id.to_string(), "").await? {
        return Err(Denied::Permission.into());
    }
    let (id, slug, token) = (BehalfId::fresh(), slug()?, Token::fresh()?);
    let amr = proof.amr.join(" ");
    let started = Started {
        id,
        staff: staff.id,
        customer: (customer.account, customer.contact, customer.organization),
        mode: behalf.mode,
        reason: &behalf.reason,
        ticket: &behalf.ticket,
        amr: &amr,
        proved_at: now,
    };
    let event = tx.also(started.event().detail("previous", behalf.id.to_string()));
    let next = Next { id, slug: &slug, token: &token, expires_at, amr: &amr };
    next.insert(&mut tx, behalf.id, &event).await?;
    session::first_seen(&mut tx, id.0).await?;
    tx.commit_also().await?;
    Ok((slug, token))
}

/// The next session.
struct Next<'a> {
    id: BehalfId,
    slug: &'a str,
    token: &'a Token,
    expires_at: Micros,
    amr: &'a str,
}

impl Next<'_> {
    /// Writes it, with what the one before it rests on.
    async fn insert(&self, tx: &mut Tx, previous: BehalfId, event: &str) -> Result<()> {
        let now = tx.cx().now();
        exec!(tx, "
            insert into behalf (id, slug, state, token_hash, staff_id, portal_session_id, account_id, store_id, mode, reason,
                                ticket, minutes, requested_at, redeem_by, started_at, expires_at, back, previous_id,
                                verified_at, consent, second_staff_id, last_event, amr, cart_id)
            select $1, $2, 'active', $3, staff_id, portal_session_id, account_id, store_id, mode, reason,
                   ticket, minutes, $4, $4, $4, $5, back, id, $4, consent, second_staff_id, $6, $8, cart_id
            from behalf where id = $7
        "; self.id, self.slug, self.token.hash(), now, self.expires_at, event, previous, self.amr).one()?;
        entry::refresh(tx.db(), self.id).await
    }
}
