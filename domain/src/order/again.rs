//! Ordering again what stands in an order, in whichever state that is.

use crate::cx::Cx;
use crate::error::Result;
use crate::id::QuickOrderId;
use crate::order::db::find_own;
use crate::policy::Action;
use crate::quick_order::refill::{Wish, refill};
use crate::quick_order::{Filled, Origin};
use std::collections::BTreeSet;

/// Puts all lines of an order, or those at these places counted from 1, into the cart at today's prices and stock, as one
/// change of it. What is in the cart already stays, and quantities of one product are summed. The proposal says what became
/// of each line.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound); [`Error::Invalid`](crate::error::Error::Invalid) at `list` when no line
/// is meant.
pub async fn again(cx: &Cx, number: &str, ticked: Option<&BTreeSet<usize>>) -> Result<(QuickOrderId, Filled)> {
    cx.check_recorded(Action::EditCart).await?;
    let currency = cx.require_customer(Action::EditCart)?.currency;
    let (order, lines) = find_own(cx, number).await?;
    let is_meant = |place: usize| ticked.is_none_or(|ticked| ticked.contains(&place));
    let wishes = (1..).zip(lines).filter(|(place, _)| is_meant(*place)).map(|(_, line)| {
        let was = Some(line.price(&order)).filter(|price| price.currency == currency);
        let unit = if line.unit == line.unit_now { String::new() } else { line.unit };
        Wish { sku: line.sku_now, name: line.name, quantity: line.quantity, unit, note: line.note, was }
    });
    refill(cx, Origin::Order(order.number.clone()), wishes.collect()).await
}
