//! Lines that stand somewhere else already, such as in an order or a list, into the cart at once.
//!
//! They become a proposal whose lines go in the same step: its page says what became of each line and why, offers what
//! takes the place of a product that is not sold, and takes all of it back.

use crate::audit::Event;
use crate::audit::canonical::sha256_hex;
use crate::cx::Cx;
use crate::error::{Error, Problem, Result};
use crate::id::QuickOrderId;
use crate::money::UnitPrice;
use crate::policy::Action;
use crate::quick_order::db::{Proposal, insert};
use crate::quick_order::fill::{more, put};
use crate::quick_order::find::matched;
use crate::quick_order::read::Reading;
use crate::quick_order::{Amount, Choices, Filled, Line, Origin};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on_tx, sql};

/// A product that is wanted again.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its article number as it is now.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// The unit of the quantity where it is not the one that the product is sold in now; or empty.
    pub unit: String,
    /// The note.
    pub note: String,
    /// What one cost then.
    pub was: Option<UnitPrice>,
}

/// So long the same lines by the same person are one wish.
const DOUBLE: Micros = Micros::seconds(5);

/// What was done with the same lines a moment ago.
async fn done_before(tx: &mut Tx, proposal: &Proposal) -> Result<Option<(QuickOrderId, Filled)>> {
    let cx = tx.cx().clone();
    let account = cx.require_customer(Action::EditCart)?.account;
    let since = Micros(cx.now().0 - DOUBLE.0);
    let row: Option<(QuickOrderId, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, choices from quick_order
        where account_id = $1 and digest = $2 and created_at > $3 and id <> $4
        order by created_at desc limit 1
    ")).bind(account).bind(&proposal.digest).bind(since).bind(proposal.id).fetch_optional(c).await?);
    let Some((id, choices)) = row else { return Ok(None) };
    let choices: Choices = serde_json::from_str(&choices).map_err(|e| Error::Internal(format!("{id}: {e}")))?;
    // What was taken back may be wanted after all.
    let rows = choices.undo.map_or(0, |undo| undo.rows.len());
    Ok((rows > 0).then_some((id, Filled { rows, left: 0 })))
}

fn line(row: u32, wish: Wish) -> Line {
    Line {
        row,
        typed: format!("{} {}", wish.name, wish.sku),
        numbers: vec![wish.sku],
        amount: Amount::Number(wish.quantity, 0, true),
        quantity: wish.quantity.to_string(),
        name: wish.name,
        unit: wish.unit,
        note: wish.note,
        was: wish.was.map(|price| price.ten_thousandths),
        ..Line::default()
    }
}

/// Adds what goes of these to the cart, as one change of it; gives the proposal that says what became of each.
///
/// # Errors
/// [`Error::Invalid`] at `list` when nothing is wanted.
pub async fn refill(cx: &Cx, origin: Origin, wishes: Vec<Wish>) -> Result<(QuickOrderId, Filled)> {
    cx.check_recorded(Action::EditCart).await?;
    if wishes.is_empty() {
        return Err(Error::field("list", Problem::Required));
    }
    let lines: Vec<Line> = (1_u32..).zip(wishes).map(|(row, wish)| line(row, wish)).collect();
    let (id, count) = (QuickOrderId::fresh(), i64::try_from(lines.len()).unwrap_or(i64::MAX));
    let reading = Reading { lines, origin: Some(origin.clone()), ..Reading::default() };
    let content = serde_json::to_string(&reading).map_err(|e| Error::Internal(format!("lines again: {e}")))?;
    let proposal = Proposal {
        id,
        version: 1,
        file_name: String::new(),
        size: 0,
        digest: sha256_hex(format!("{} {content}", cx.stamp().actor_id).as_bytes()),
        reading,
        choices: Choices::default(),
        created_at: cx.now(),
        by_support: None,
    };
    let matched = matched(cx, proposal).await?;
    let more = more(&matched);
    let mut tx = cx.begin(Action::EditCart).await?;
    insert(&mut tx, &matched.proposal).await?;
    let (filled, event) = match more.is_empty() {
        true => {
            let left = usize::try_from(count).unwrap_or(usize::MAX);
            (Filled { rows: 0, left }, Event::new("quick_order.read").detail("lines", count))
        }
        false => {
            let put = put(&mut tx, &matched, &more).await?;
            // A double click waited for the cart, and finds here what the first click did; its own change is dropped.
            if let Some(done) = done_before(&mut tx, &matched.proposal).await? {
                return Ok(done);
            }
            put
        }
    };
    let event = match &origin {
        Origin::Order(number) => event.detail("from", "order").detail("number", number.as_str()),
        Origin::List(list) => event.detail("from", "list").target("list", list),
    };
    tx.commit(event.target("quick_order", id)).await?;
    Ok((id, filled))
}
