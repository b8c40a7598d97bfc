//! A session that waits for the customer's yes.
//!
//! Rule: the agent has proved who they are, and their browser holds the token, but the row stays `requested` and opens
//! nothing until the customer approves, a code they read out is typed, or two people override. It waits five minutes.

use crate::audit::Event;
use crate::behalf::consent::rule::{Basis, Consent, effective};
use crate::behalf::db::at_session_limit;
use crate::behalf::life::{Life, life, lives};
use crate::behalf::live::channel::wake;
use crate::behalf::over::end_for_good;
use crate::behalf::started::Started;
use crate::behalf::{Cause, State};
use crate::credential::Token;
use crate::cx::{Cx, Mode};
use crate::env::Env;
use crate::error::{Conflict, Denied, Error, Realm, Result};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId, StaffId};
use crate::policy::Action;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{account, exec, on, on_tx, session, sql, staff};
use std::sync::Arc;

/// How long an answer is waited for.
pub const WAIT: Micros = Micros::minutes(5);

/// A session that the agent has verified and the customer has not answered, or has answered with no.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Waiting {
    pub(crate) id: BehalfId,
    pub(crate) account_id: AccountId,
    pub(crate) organization_id: OrganizationId,
    pub(crate) staff_id: StaffId,
    pub(crate) portal_session_id: SessionId,
    /// The customer.
    pub contact_id: ContactId,
    /// The customer's name.
    pub contact_name: String,
    /// The company's name.
    pub organization_name: String,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// View only or full.
    pub mode: Mode,
    amr: String,
    minutes: i64,
    /// The page of the storefront that it begins on; empty for its start page.
    pub to_page: String,
    state: State,
    ended_why: Option<Cause>,
    verified_at: Micros,
    /// Until when the answer counts.
    pub redeem_by: Micros,
    /// What the customer and the company say now.
    pub effective: Consent,
    staff_status: staff::Status,
    #[sqlx(flatten)]
    life: Life,
}

/// Where a session stands that waits for its customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered yet.
    Open,
    /// The customer said no.
    Refused,
    /// Nobody answered in time, or something that it rests on is gone, as the portal session.
    Expired,
    /// The agent gave up.
    Cancelled,
}

impl Waiting {
    /// Where it stands at `now`; what it rests on was looked at when it was found.
    pub fn standing(&self, now: Micros) -> Standing {
        match (self.state, self.ended_why) {
            (State::Requested, _) if self.redeem_by > now => Standing::Open,
            (State::Ended, Some(Cause::Refused)) => Standing::Refused,
            (State::Ended, Some(Cause::Cancelled)) => Standing::Cancelled,
            (State::Requested | State::Active | State::Ended, _) => Standing::Expired,
        }
    }

    /// The event with everything it is about, by the agent. It is not in the session, which is not open.
    pub(crate) fn named(&self, event: Event) -> Event {
        event
            .by("staff", self.staff_id)
            .for_customer(self.account_id, self.contact_id, self.organization_id)
            .target("behalf", self.id)
            .target("account", self.account_id)
            .target("contact", self.contact_id)
    }
}

/// Waiting sessions of which `$which` holds.
macro_rules! waiting {
    ($which:literal) => {
        sql!(concat!(
            "select ",
            life!(),
            ", b.staff_id, k.latin_name as contact_name, o.name as organization_name, b.reason, b.ticket, b.mode, b.amr, b.minutes, b.to_page,
               b.verified_at, t.status as staff_status, ",
            effective!(),
            " as effective
             from ",
            lives!(),
            "
             where b.verified_at is not null and b.started_at is null and ",
            $which
        ))
    };
}

/// The session of this browser that waits, or was refused, under `slug`. What is found over ends for good.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn find(env: &Arc<Env>, now: Micros, slug: &str, token: &Token) -> Result<Option<Waiting>> {
    let found = look(env, slug, token).await?;
    match found.as_ref().and_then(|waiting| Some((waiting, waiting.life.over(env, now)?))) {
        Some((waiting, over)) if !over.is_written => {
            end_for_good(&waiting.life, env, now, over).await?;
            look(env, slug, token).await
        }
        _ => Ok(found),
    }
}

async fn look(env: &Env, slug: &str, token: &Token) -> Result<Option<Waiting>> {
    Ok(on!(&env.db, c => sqlx::query_as(waiting!("b.slug = $1 and b.token_hash = $2"))
        .bind(slug).bind(token.hash()).fetch_optional(c).await?))
}

/// The session that waits, as it is now inside the transaction that answers.
async fn again(tx: &mut Tx, id: BehalfId) -> Result<Waiting> {
    let row: Option<Waiting> = on_tx!(tx, c => sqlx::query_as(waiting!("b.id = $1")).bind(id).fetch_optional(c).await?);
    row.ok_or(Error::Conflict(Conflict::State))
}

/// Opens the session, in the transaction of what lets it open.
///
/// # Errors
/// [`Error::Conflict`] when it was answered already or is too late; [`Error::Forbidden`] when the agent or the consent
/// does not allow it any more.
pub(crate) async fn open(tx: &mut Tx, id: BehalfId, how: Basis, second: Option<StaffId>) -> Result<()> {
    let row = again(tx, id).await?;
    let now = tx.cx().now();
    let is_off = !tx.cx().env().limits.on_behalf;
    if is_off || row.standing(now) != Standing::Open || row.life.late(tx.cx().env(), now).is_some() {
        return Err(Error::Conflict(Conflict::State));
    }
    if second.is_none() && row.effective == Consent::Never {
        return Err(Denied::Consent.into());
    }
    let target = account::db::target(tx, row.account_id, row.staff_id).await?;
    if let Some(denied) = target.refusal() {
        return Err(denied.into());
    }
    let may = target.grants().behalf.is_some() && row.staff_status == staff::Status::Active;
    if !may {
        return Err(Denied::Permission.into());
    }
    if at_session_limit(tx, row.staff_id).await? {
        return Err(Denied::TooManySessions.into());
    }
    let started = Started {
        id: row.id,
        staff: row.staff_id,
        customer: (row.account_id, row.contact_id, row.organization_id),
        mode: row.mode,
        reason: &row.reason,
        ticket: &row.ticket,
        amr: &row.amr,
        proved_at: row.verified_at,
    };
    let cited = tx.also(started.event().detail("consent", how));
    let opened = exec!(tx, "
        update behalf set state = 'active', started_at = $2, expires_at = $3, consent = $4, second_staff_id = $5, last_event = $6
        where id = $1 and state = 'requested' and consent = 'asked' and redeem_by > $2
          and exists (select 1 from session p where p.id = behalf.portal_session_id and p.ended_at is null)
    "; id, now, now.plus(Micros::minutes(row.minutes)), how, second, &cited).one_or_none()?;
    if !opened {
        return Err(Error::Conflict(Conflict::State));
    }
    session::first_seen(tx, id.0).await?;
    wake(tx, row.account_id).await?;
    Ok(())
}

/// What became of an answer. Where it came too late for a request, the request ends for good.
///
/// # Errors
/// As the answer; [`Error::Unavailable`].
pub(crate) async fn answered(cx: &Cx, id: BehalfId, answer: Result<()>) -> Result<()> {
    if let Err(Error::Conflict(_) | Error::Forbidden(_) | Error::NotFound) = &answer {
        let row: Option<Life> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
            select ", life!(), " from ", lives!(), " where b.id = $1 and b.state = 'requested'
        "))).bind(id).fetch_optional(c).await?);
        if let Some((row, over)) = row.and_then(|row| row.over(cx.env(), cx.now()).map(|over| (row, over))) {
            end_for_good(&row, cx.env(), cx.now(), over).await?;
        }
    }
    answer
}

/// Ends a request that was found over, in the transaction that writes that down; whether it waited until now.
pub(crate) async fn end_row(tx: &mut Tx, life: &Life, why: Cause) -> Result<bool> {
    let kind = if life.is_verified() { "consent.expired" } else { "on_behalf.request_ended" };
    let event = Event::new(kind)
        .for_customer(life.account_id, life.contact_id, life.organization_id)
        .target("behalf", life.id)
        .target("account", life.account_id)
        .detail("why", why);
    let (now, cited) = (tx.cx().now(), tx.also(event));
    let closed = exec!(tx, "
        update behalf set state = 'ended', ended_at = $2, ended_why = $3, ended_by = 'system', last_event = $4
        where id = $1 and state = 'requested'
    "; life.id, now, why, &cited)
    .one_or_none()?;
    if !closed {
        tx.not_also(&cited);
        return Ok(false);
    }
    if life.is_verified() {
        wake(tx, life.account_id).await?;
    }
    Ok(true)
}

/// Makes a waiting row `ended` under the event `cited`; whether it was waiting until now.
async fn close(tx: &mut Tx, id: BehalfId, why: Cause, by: &str, cited: &str) -> Result<bool> {
    let now = tx.cx().now();
    let consent = if why == Cause::Refused { Basis::Refused } else { Basis::Asked };
    let closed = exec!(tx, "
        update behalf set state = 'ended', ended_at = $2, ended_why = $3, ended_by = $4, consent = $5, last_event = $6
        where id = $1 and state = 'requested' and consent = 'asked'
    "; id, now, why, by, consent, cited)
    .one_or_none()?;
    Ok(closed)
}

/// The customer's own account, when `id` is a session that asks to work in it.
async fn asked(cx: &Cx, tx: &mut Tx, id: BehalfId) -> Result<AccountId> {
    let account = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.account;
    let found: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from behalf where id = $1 and account_id = $2
    ")).bind(id).bind(account).fetch_one(c).await?);
    if found == 1 { Ok(account) } else { Err(Error::NotFound) }
}

/// The customer's yes: the session is open from now on.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Conflict`] when it is answered or over; [`Error::Forbidden`] on behalf.
pub async fn approve(cx: &Cx, id: BehalfId) -> Result<()> {
    let mut tx = cx.begin(Action::AnswerSupport).await?;
    let account = asked(cx, &mut tx, id).await?;
    if let Err(error) = open(&mut tx, id, Basis::Approved, None).await {
        drop(tx);
        return answered(cx, id, Err(error)).await;
    }
    tx.commit(Event::new("consent.approved").target("behalf", id).target("account", account)).await
}

/// The customer's no.
///
/// # Errors
/// As [`approve`].
pub async fn refuse(cx: &Cx, id: BehalfId) -> Result<()> {
    let mut tx = cx.begin(Action::AnswerSupport).await?;
    let account = asked(cx, &mut tx, id).await?;
    let (by, event) = (cx.stamp().actor_id, tx.event().to_owned());
    if !close(&mut tx, id, Cause::Refused, &by, &event).await? {
        return Err(Error::Conflict(Conflict::State));
    }
    wake(&mut tx, account).await?;
    tx.commit(Event::new("consent.refused").target("behalf", id).target("account", account)).await
}

/// Refuses everything that waits for `account`, whose consent is now never.
pub(crate) async fn refuse_all(tx: &mut Tx, account: AccountId) -> Result<()> {
    let open: Vec<BehalfId> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select id from behalf where account_id = $1 and state = 'requested' and consent = 'asked'
    ")).bind(account).fetch_all(c).await?);
    let by = tx.cx().stamp().actor_id;
    for id in open {
        let cited = tx.also(Event::new("consent.refused").target("behalf", id).target("account", account));
        if !close(tx, id, Cause::Refused, &by, &cited).await? {
            tx.not_also(&cited);
        }
    }
    Ok(())
}

/// The agent gives up waiting.
///
/// # Errors
/// [`Error::Unavailable`]. Giving up what is over is not an error.
pub async fn cancel(cx: &Cx, waiting: &Waiting) -> Result<()> {
    let mut tx = cx.begin(Action::SignIn).await?;
    let event = tx.event().to_owned();
    if !close(&mut tx, waiting.id, Cause::Cancelled, &waiting.staff_id.to_string(), &event).await? {
        return Ok(());
    }
    wake(&mut tx, waiting.account_id).await?;
    tx.commit(waiting.named(Event::new("consent.cancelled"))).await
}
