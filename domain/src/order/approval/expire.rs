//! Orders that nobody decides about in time.
//!
//! Rule: an order that waits for approval holds goods that others could buy, so it waits a limited number of days. Then
//! the program withdraws it: its goods return to the stock, and the buyer, the people who should have decided, and the
//! agent who submitted it get a mail.

use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::StaffId;
use crate::order::approval::decide::{Submitted, find, settle, tell};
use crate::order::approval::{Decider, State, deciders_in, page, who};
use crate::outbox::{self, Mail, Message, Post};
use crate::policy::{self, Action};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};

/// The most orders withdrawn in one run; the others follow in the next.
const AT_ONCE: i64 = 100;

/// The end of waiting for an order that was submitted at `at`.
pub fn until(cx: &Cx, at: Micros) -> Micros {
    at.plus(lasts(cx))
}

fn lasts(cx: &Cx) -> Micros {
    Micros::minutes(cx.env().limits.approval_days * 24 * 60)
}

/// Withdraws orders that waited too long; returns how many.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the program; [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<usize> {
    policy::check(cx.principal(), Action::RunJob)?;
    let before = Micros(cx.now().0 - lasts(cx).0);
    let late: Vec<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select number from orders where status = 'awaiting_approval' and placed_at <= $1
        order by placed_at, id limit cast($2 as bigint)
    ")).bind(before).bind(AT_ONCE).fetch_all(c).await?);
    let mut taken_back = 0;
    for number in &late {
        match take_back(cx, number).await {
            Ok(()) => taken_back += 1,
            // Somebody decided at this moment.
            Err(Error::Conflict(Conflict::State)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(taken_back)
}

async fn take_back(cx: &Cx, number: &str) -> Result<()> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let order = find(&mut tx, number).await?;
    let days = cx.env().limits.approval_days;
    let version = settle(&mut tx, &order, State::Withdrawn, "").await?;
    let message = Message::OrderExpired { number: number.to_owned(), days };
    let link = page(cx, number);
    tell(&mut tx, &order, &link, &message).await?;
    let asked: Vec<Decider> = who(order.contact_id, deciders_in(&mut tx, order.organization_id).await?);
    let event = tx.event().to_owned();
    for decider in asked.iter().filter(|decider| !decider.is(order.contact_id)) {
        outbox::put(&mut tx, &event, &decider.mail(&link, &message)).await?;
    }
    if let Some((name, email)) = agent(&mut tx, &order).await? {
        let link = format!("{}/portal/orders/{number}", cx.env().part::<Post>().portal_url);
        let mail = Mail { to: &email, name: &name, contact: None, link: &link, message: &message };
        outbox::put(&mut tx, &event, &mail).await?;
    }
    let event = order.event("order.withdrawn", number, version, State::Withdrawn, "").detail("why", "expired");
    tx.commit(event).await
}

/// The member of staff who submitted the order for the buyer, while they are active.
async fn agent(tx: &mut Tx, order: &Submitted) -> Result<Option<(String, String)>> {
    let Some(staff) = StaffId::parse(&order.created_actor_id).filter(|_| order.created_subject_id.is_some()) else {
        return Ok(None);
    };
    Ok(on_tx!(tx, c => sqlx::query_as(sql!("
        select name, email from staff where id = $1 and status = 'active'
    ")).bind(staff).fetch_optional(c).await?))
}
