//! Carts that support prepares for a customer, beside the customer's own: draft, handed over, answered.
//!
//! Rules: support begins, fills and hands over; the customer alone answers. Of parallel steps one counts, and a step that
//! the state does not allow is refused on the record. The customer's own cart changes only when the customer puts the lines
//! into it.

pub mod answer;
pub mod find;
mod mail;

pub use find::{Prepared, find, list, of_contact, waiting};

use crate::audit::Event;
use crate::cart::State;
use crate::cx::{Behalf, Customer, Cx};
use crate::error::{Conflict, Denied, Error, Problem, Result};
use crate::id::CartId;
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on_tx, sql, text};

/// The longest message with a prepared cart and the longest answer to it, in characters.
pub const LONGEST: usize = 500;

/// A step from one state of a prepared cart to the next.
struct Step<'a> {
    name: &'static str,
    from: State,
    to: State,
    /// The version that was shown; none where any will do.
    shown: Option<i64>,
    /// What support says with it; none leaves it as it is.
    message: Option<&'a str>,
    /// What the customer answers; none leaves it as it is.
    answer: Option<&'a str>,
}

impl Step<'_> {
    fn new(name: &'static str, from: State, to: State) -> Step<'static> {
        Step { name, from, to, shown: None, message: None, answer: None }
    }

    /// Takes the step, once; gives the new version of the cart.
    async fn take(&self, mut tx: Tx, id: CartId) -> Result<(Tx, i64)> {
        let cx = tx.cx().clone();
        let account = cx.require_customer(Action::ViewCart)?.account;
        let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
        let is_answer = matches!(self.to, State::Merged | State::Declined);
        let version: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
            update cart set version = version + 1, modified_at = $5, modified_actor_id = $6, modified_actor_name = $7,
                modified_actor_role = $8, modified_subject_id = $9, modified_behalf_id = $10, last_event = $11,
                state = $4, message = coalesce($12, message), answer = coalesce($13, answer),
                offered_at = coalesce($14, offered_at), answered_at = $15
            where id = $1 and account_id = $2 and state = $3
            returning version
        ")).bind(id).bind(account).bind(self.from).bind(self.to).bind(now).bind(&stamp.actor_id).bind(&stamp.actor_name)
            .bind(stamp.actor_role).bind(&stamp.subject_id).bind(stamp.behalf).bind(&event).bind(self.message)
            .bind(self.answer).bind((self.name == HAND_OVER).then_some(now)).bind(is_answer.then_some(now))
            .fetch_optional(c).await?);
        if let Some(version) = version {
            return match self.shown {
                Some(shown) if shown + 1 != version => Err(Error::Conflict(Conflict::Cart)),
                _ => Ok((tx, version)),
            };
        }
        let state = state_in(&mut tx, id).await?;
        drop(tx);
        Err(refused(&cx, id, self.name, state).await?)
    }
}

/// The step that shows the cart to the customer.
const HAND_OVER: &str = "hand_over";

/// Where a prepared cart of the customer is. What was never handed over is not there for the customer.
async fn state_in(tx: &mut Tx, id: CartId) -> Result<State> {
    let cx = tx.cx().clone();
    let account = cx.require_customer(Action::ViewCart)?.account;
    let state: Option<State> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select state from cart
        where id = $1 and account_id = $2 and state <> 'own' and ($3 or offered_at is not null)
    ")).bind(id).bind(account).bind(cx.behalf().is_some()).fetch_optional(c).await?);
    state.ok_or(Error::NotFound)
}

/// Writes down that a step was refused, because the cart is in this state.
async fn refused(cx: &Cx, id: CartId, step: &'static str, state: State) -> Result<Error> {
    let event = Event::denied("prepared.refused", state.as_str()).detail("step", step).target("cart", id);
    cx.refused(event).await?;
    Ok(Error::Conflict(Conflict::State))
}

fn event(kind: &'static str, customer: &Customer, id: CartId, version: i64) -> Event {
    Event::new(kind).target_named("cart", id, "", version).target("contact", customer.contact)
}

/// The customer and the session of an agent.
fn acting(cx: &Cx) -> Result<(&Customer, &Behalf)> {
    cx.behalf().map(|(_, customer, behalf)| (customer, behalf)).ok_or(Error::Forbidden(Denied::Permission))
}

/// Begins a prepared cart, which the agent works in from then on. Sent twice, it is one cart.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but an agent who may change something for this customer.
pub async fn begin(cx: &Cx) -> Result<CartId> {
    let mut tx = cx.begin(Action::PrepareCart).await?;
    let (customer, behalf) = acting(cx)?;
    let chosen: Option<CartId> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select cart_id from behalf where id = $1
    ")).bind(behalf.id).fetch_one(c).await?);
    if let Some(other) = chosen.filter(|_| chosen != behalf.prepared) {
        return Ok(other);
    }
    let (id, stamp, now, last) = (CartId::fresh(), cx.stamp(), cx.now(), tx.event().to_owned());
    exec!(tx, "
        insert into cart (id, account_id, version, state, modified_at, modified_actor_id, modified_actor_name,
                          modified_actor_role, modified_subject_id, modified_behalf_id, last_event,
                          created_at, created_actor_id, created_actor_name, created_behalf_id)
        values ($1, $2, 1, 'draft', $3, $4, $5, $6, $7, $8, $9, $3, $4, $5, $8)
    "; id, customer.account, now, &stamp.actor_id, &stamp.actor_name, stamp.actor_role, &stamp.subject_id, stamp.behalf,
        &last)
    .one()?;
    work_in(&mut tx, behalf, Some(id)).await?;
    tx.commit(event("prepared.begun", customer, id, 1)).await?;
    Ok(id)
}

/// The agent's session works in this cart from now on; none is the customer's own. Gives whether that is a change.
async fn work_in(tx: &mut Tx, behalf: &Behalf, cart: Option<CartId>) -> Result<bool> {
    let last = tx.event().to_owned();
    exec!(tx, "
        update behalf set cart_id = $2, last_event = $3
        where id = $1 and (cart_id <> $2 or (cart_id is null) <> ($2 is null))
    "; behalf.id, cart, &last)
    .one_or_none()
}

/// The agent works in this prepared cart from now on, or in the customer's own.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Conflict`] for one that is no draft.
pub async fn choose(cx: &Cx, cart: Option<CartId>) -> Result<()> {
    let mut tx = cx.begin(Action::PrepareCart).await?;
    let (customer, behalf) = acting(cx)?;
    if let Some(id) = cart {
        let state = state_in(&mut tx, id).await?;
        if state != State::Draft {
            drop(tx);
            return Err(refused(cx, id, "choose", state).await?);
        }
    }
    if !work_in(&mut tx, behalf, cart).await? {
        return Ok(());
    }
    let chosen = Event::new("on_behalf.cart_chosen")
        .target("behalf", behalf.id)
        .target("contact", customer.contact)
        .detail("prepared", cart.is_some());
    tx.commit(match cart {
        Some(id) => chosen.target("cart", id),
        None => chosen,
    })
    .await
}

/// Hands a prepared cart over to the customer, who gets a mail. `shown` is the version that the agent saw.
///
/// # Errors
/// [`Error::Invalid`] at `message`, or at `cart` for an empty one; [`Error::Conflict`] when it is no draft, or was changed
/// since; [`Error::NotFound`] for somebody else's.
pub async fn hand_over(cx: &Cx, id: CartId, message: &str, shown: Option<i64>) -> Result<()> {
    cx.check_recorded(Action::PrepareCart).await?;
    let message = text::lines(message, LONGEST).map_err(|problem| Error::field("message", problem))?;
    let tx = cx.begin(Action::PrepareCart).await?;
    let (customer, behalf) = acting(cx)?;
    let step = Step { shown, message: Some(message), ..Step::new(HAND_OVER, State::Draft, State::Offered) };
    let (mut tx, version) = step.take(tx, id).await?;
    let lines = lines_in(&mut tx, id).await?;
    if lines == 0 {
        return Err(Error::field("cart", Problem::EmptyCart));
    }
    if behalf.prepared == Some(id) {
        work_in(&mut tx, behalf, None).await?;
    }
    mail::handed_over(&mut tx, id, message, lines).await?;
    let done = event("prepared.handed_over", customer, id, version).detail("lines", lines);
    tx.commit(done.personal("message", message)).await
}

async fn lines_in(tx: &mut Tx, id: CartId) -> Result<i64> {
    Ok(on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from cart_line where cart_id = $1
    ")).bind(id).fetch_one(c).await?))
}

/// Takes a cart back that was handed over and not answered.
///
/// # Errors
/// [`Error::Conflict`] when it is not handed over, or was answered; [`Error::NotFound`] for somebody else's.
pub async fn take_back(cx: &Cx, id: CartId) -> Result<()> {
    let tx = cx.begin(Action::PrepareCart).await?;
    let (customer, _) = acting(cx)?;
    let (tx, version) = Step::new("take_back", State::Offered, State::Withdrawn).take(tx, id).await?;
    tx.commit(event("prepared.taken_back", customer, id, version)).await
}

/// Goes on preparing a cart that was taken back; the agent works in it from then on.
///
/// # Errors
/// [`Error::Conflict`] when it was not taken back; [`Error::NotFound`] for somebody else's.
pub async fn reopen(cx: &Cx, id: CartId) -> Result<()> {
    let tx = cx.begin(Action::PrepareCart).await?;
    let (customer, behalf) = acting(cx)?;
    let (mut tx, version) = Step::new("reopen", State::Withdrawn, State::Draft).take(tx, id).await?;
    work_in(&mut tx, behalf, Some(id)).await?;
    tx.commit(event("prepared.reopened", customer, id, version)).await
}

/// Throws a draft away with its lines.
///
/// # Errors
/// [`Error::Conflict`] when it is no draft; [`Error::NotFound`] for somebody else's.
pub async fn discard(cx: &Cx, id: CartId) -> Result<()> {
    let tx = cx.begin(Action::PrepareCart).await?;
    let (customer, behalf) = acting(cx)?;
    let (mut tx, version) = Step::new("discard", State::Draft, State::Withdrawn).take(tx, id).await?;
    let lines = lines_in(&mut tx, id).await?;
    crate::cart::db::clear(&mut tx, id).await?;
    if behalf.prepared == Some(id) {
        work_in(&mut tx, behalf, None).await?;
    }
    tx.commit(event("prepared.discarded", customer, id, version).detail("lines", lines)).await
}
