//! The number of orders of a buyer in a minute (R112).
//!
//! Rule: a faulty script, or an attacker, places no more orders than a person can read. Orders are counted inside the
//! transaction of the order, behind the lock of the buyer's cart, whoever orders for them.

use crate::error::{Error, Result};
use crate::id::AccountId;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on_tx, sql};

/// The time span in which orders are counted.
const SPAN: Micros = Micros::seconds(60);

/// Refuses an order above the limit.
pub(super) async fn check(tx: &mut Tx, account: AccountId) -> Result<()> {
    let (cx, most) = (tx.cx().clone(), tx.cx().env().limits.orders_per_minute);
    let since = Micros(cx.now().0 - SPAN.0);
    let (placed, first): (i64, Option<i64>) = on_tx!(tx, c => sqlx::query_as(sql!("
        select count(*), min(placed_at) from orders where account_id = $1 and placed_at > $2
    ")).bind(account).bind(since).fetch_one(c).await?);
    if placed < most {
        return Ok(());
    }
    let free_at = Micros(first.unwrap_or(cx.now().0)).plus(SPAN);
    let seconds = free_at.since(cx.now()).as_seconds().clamp(0, SPAN.as_seconds()) + 1;
    Err(Error::Throttled { seconds })
}
