//! Deciding about an order that waits: approve, reject, or withdraw.
//!
//! Rules: of parallel decisions one counts. An order that is not approved gives its stock back. Each decision leaves an
//! event with the person who decided and the person who submitted. Nobody decides on behalf; support can withdraw for
//! the customer, with a reason.

use crate::audit::Event;
use crate::cx::{Customer, Cx};
use crate::error::{Conflict, Denied, Error, Problem, Realm, Result};
use crate::id::{AccountId, ContactId, OrderId, OrganizationId};
use crate::order::approval::{State, deciders_in, page};
use crate::organization::{self, orders_nothing};
use crate::outbox::{self, Mail, Message};
use crate::policy::Action;
use crate::tx::Tx;
use crate::{bought, exec, on_tx, sql, text};
use serde_json::json;

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// A submitted order, inside the transaction that decides.
#[derive(sqlx::FromRow)]
pub(super) struct Submitted {
    id: OrderId,
    pub(super) organization_id: OrganizationId,
    pub(super) contact_id: ContactId,
    account_id: AccountId,
    pub(super) created_actor_id: String,
    pub(super) created_subject_id: Option<String>,
    company_status: organization::Status,
    name: String,
    email: String,
}

pub(super) async fn find(tx: &mut Tx, number: &str) -> Result<Submitted> {
    let row: Option<Submitted> = on_tx!(tx, c => sqlx::query_as(sql!("
        select r.id, r.organization_id, r.contact_id, r.account_id, r.created_actor_id, r.created_subject_id,
               o.status as company_status, k.name, a.email
        from orders r
        join approval p on p.id = r.id
        join organization o on o.id = r.organization_id
        join contact k on k.id = r.contact_id
        join account a on a.id = r.account_id
        where r.number = $1
    ")).bind(number).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

/// Approves an order of the own company: it is placed now, at the prices of its submission.
///
/// # Errors
/// [`Error::NotFound`] for another company's; [`Error::Forbidden`] without the right, on behalf, for an own order that
/// somebody else can decide, and while the company may not order; [`Error::Conflict`] when it was decided already.
pub async fn approve(cx: &Cx, number: &str) -> Result<()> {
    decide(cx, number, Answer::Yes, "").await
}

/// Rejects an order of the own company, with the reason that the buyer reads.
///
/// # Errors
/// As [`approve`]; [`Error::Invalid`] at `reason`.
pub async fn reject(cx: &Cx, number: &str, reason: &str) -> Result<()> {
    decide(cx, number, Answer::No, reason).await
}

/// A decision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
}

async fn decide(cx: &Cx, number: &str, answer: Answer, reason: &str) -> Result<()> {
    cx.check_recorded(Action::DecideApproval).await?;
    let reason = checked(reason, answer == Answer::No)?;
    let mut tx = cx.begin(Action::DecideApproval).await?;
    let me = customer(cx)?;
    let order = find(&mut tx, number).await?;
    if order.organization_id != me.organization {
        return Err(Error::NotFound);
    }
    if order.contact_id == me.contact {
        let all = deciders_in(&mut tx, me.organization).await?;
        if all.iter().any(|d| !d.is(me.contact)) {
            return Err(Denied::OwnOrder.into());
        }
    }
    if let Some(denied) = orders_nothing(order.company_status).filter(|_| answer == Answer::Yes) {
        return Err(denied.into());
    }
    let (to, event) = match answer {
        Answer::Yes => (State::Approved, "order.approved"),
        Answer::No => (State::Rejected, "order.rejected"),
    };
    let version = settle(&mut tx, &order, to, reason).await?;
    let message = Message::OrderDecided {
        number: number.to_owned(),
        approved: answer == Answer::Yes,
        by: me.name.clone(),
        reason: reason.to_owned(),
    };
    tell(&mut tx, &order, &page(cx, number), &message).await?;
    tx.commit(order.event(event, number, version, to, reason)).await
}

/// Withdraws an own order that waits.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Invalid`] at `reason`, which support must give;
/// [`Error::Conflict`] when it was decided already; [`Error::Forbidden`].
pub async fn withdraw(cx: &Cx, number: &str, reason: &str) -> Result<()> {
    cx.check_recorded(Action::PlaceOrder).await?;
    let reason = checked(reason, cx.behalf().is_some())?;
    let mut tx = cx.begin(Action::PlaceOrder).await?;
    let order = find(&mut tx, number).await?;
    if order.account_id != customer(cx)?.account {
        return Err(Error::NotFound);
    }
    let version = settle(&mut tx, &order, State::Withdrawn, reason).await?;
    tx.commit(order.event("order.withdrawn", number, version, State::Withdrawn, reason)).await
}

fn customer(cx: &Cx) -> Result<&Customer> {
    cx.customer().ok_or(Error::SignIn(Realm::Shop))
}

fn checked(reason: &str, is_needed: bool) -> Result<&str> {
    match text::lines(reason, LONGEST) {
        Ok("") if is_needed => Err(Error::field("reason", Problem::Required)),
        other => other.map_err(|problem| Error::field("reason", problem)),
    }
}

impl Submitted {
    /// The event with all people of the order; the actor is the person who decides.
    pub(super) fn event(&self, kind: &'static str, number: &str, version: i64, to: State, reason: &str) -> Event {
        let event = Event::new(kind)
            .target_named("order", self.id, number, version)
            .target("contact", self.contact_id)
            .target("account", self.account_id)
            .detail("submitted_by", self.created_actor_id.as_str())
            .personal("reason", reason)
            .change(json!({ "status": State::Waiting.order_status() }), json!({ "status": to.order_status() }));
        match self.created_subject_id {
            Some(_) => event.target("staff", &self.created_actor_id),
            None => event,
        }
    }
}

/// Writes the decision, once; returns the new version of the order.
pub(super) async fn settle(tx: &mut Tx, order: &Submitted, to: State, reason: &str) -> Result<i64> {
    let (stamp, now, event) = (tx.cx().stamp(), tx.cx().now(), tx.event().to_owned());
    let decided = exec!(tx, "
        update approval
        set state = $2, decided_at = $3, decided_actor_id = $4, decided_actor_name = $5, reason = $6, last_event = $7
        where id = $1 and state = 'waiting'
    "; order.id, to, now, &stamp.actor_id, &stamp.actor_name, reason, &event)
    .one_or_none()?;
    if !decided {
        return Err(Error::Conflict(Conflict::State));
    }
    let version: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update orders set status = $2, version = version + 1, last_event = $3 where id = $1 returning version
    ")).bind(order.id).bind(to.order_status()).bind(&event).fetch_one(c).await?);
    match to {
        State::Approved => bought::placed(tx.db(), order.id).await?,
        _ => give_back(tx, order.id).await?,
    }
    Ok(version)
}

/// Returns the goods to the stock, in the same sequence in which orders take them.
async fn give_back(tx: &mut Tx, id: OrderId) -> Result<()> {
    let event = tx.event().to_owned();
    let lines: Vec<(uuid::Uuid, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select product_id, quantity from order_line where order_id = $1 order by sku
    ")).bind(id).fetch_all(c).await?);
    for (product, quantity) in lines {
        exec!(tx, "
            update stock set available = available + $2, last_event = $3 where product_id = $1
        "; product, quantity, &event)
        .one()?;
    }
    Ok(())
}

/// Sends the buyer a mail about the decision.
pub(super) async fn tell(tx: &mut Tx, order: &Submitted, link: &str, message: &Message) -> Result<()> {
    // An erased person has no address any more.
    if order.email.is_empty() {
        return Ok(());
    }
    let event = tx.event().to_owned();
    let mail = Mail { to: &order.email, name: &order.name, contact: Some(order.contact_id), link, message };
    outbox::put(tx, &event, &mail).await
}
