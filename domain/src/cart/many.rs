//! Many lines into the cart at once, and out of it again: within a transaction of the caller.

use crate::audit::Event;
use crate::cart::db::touch;
use crate::cart::{LARGEST_QUANTITY, LONGEST_NOTE, MOST_LINES, note};
use crate::db::pairs;
use crate::error::Result;
use crate::id::{CartId, ProductId};
use crate::policy::Action;
use crate::price::{price_lists, price_of};
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// SQL that writes the lines of the JSON list `$5`, at the prices that are shown for them: product, position, quantity, note,
/// and where they are known the day and whether the line is ordered. `$2`–`$4` are those of [`price_lists`].
macro_rules! put_lines {
    (
        $cart:literal,
        $product:literal,
        $position:literal,
        $quantity:literal,
        $note:literal,
        $day:literal,
        $selected:literal,
        $from:literal
    ) => {
        concat!(
            "with ",
            price_lists!("$10"),
            " insert into cart_line (cart_id, product_id, position, quantity, note, added_actor_id, added_actor_name,
                                    added_actor_role, added_subject_id, requested_on, is_selected, shown_price)
             select ",
            $cart,
            ", ",
            $product,
            ", ",
            $position,
            ", ",
            $quantity,
            ", ",
            $note,
            ", $6, $7, $8, $9, ",
            $day,
            ", ",
            $selected,
            ", ",
            price_of!($product, $quantity),
            " from ",
            $from,
            " where true
             on conflict (cart_id, product_id) do update set quantity = excluded.quantity, note = excluded.note,
                requested_on = excluded.requested_on, is_selected = excluded.is_selected,
                shown_price = excluded.shown_price"
        )
    };
}

pairs! {
    /// Writes lines: new ones, and those that are there with another quantity and note.
    PUT {
        sqlite: put_lines!(
            "$1", "unhex(replace(value->>0, '-', ''))", "value->>1", "value->>2", "value->>3", "value->>4",
            "coalesce(value->>5, 1)", "json_each($5)"
        ),
        postgres: put_lines!(
            "cast($1 as uuid)", "cast(value->>0 as uuid)", "cast(value->>1 as bigint)", "cast(value->>2 as bigint)", "value->>3",
            "value->>4", "coalesce(cast(value->>5 as bigint), 1)", "jsonb_array_elements(cast($5 as jsonb))"
        )
    }
    /// Takes away the lines of the products in the JSON list `$2`.
    TAKE {
        sqlite: "delete from cart_line where cart_id = $1
                 and product_id in (select unhex(replace(value, '-', '')) from json_each($2))",
        postgres: "delete from cart_line where cart_id = $1
                   and product_id = any(array(select cast(jsonb_array_elements_text(cast($2 as jsonb)) as uuid)))"
    }
}

/// What is added of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// The product.
    pub product: ProductId,
    /// Its article number.
    pub sku: String,
    /// How many more.
    pub quantity: i64,
    /// A note to the line, if it has none.
    pub note: String,
    /// The day on which it is wanted, as in `2026-04-03`, if the line has none.
    pub day: Option<String>,
}

/// A line of the cart before something was done: quantity 0 when it was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The product.
    pub product: ProductId,
    /// How many there were.
    pub quantity: i64,
    /// Its note.
    pub note: String,
    /// The day on which it was wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
}

/// What was added.
pub struct Added {
    /// The version of the cart now.
    pub version: i64,
    /// The lines as they were before.
    pub before: Vec<Before>,
    /// Products that did not fit: their line or the cart would be too large.
    pub left: BTreeSet<ProductId>,
    /// What the transaction is committed with.
    pub event: Event,
}

/// Lines of a cart: product, position, quantity, note, day.
pub(super) type Lines = HashMap<ProductId, (i64, i64, String, Option<String>)>;

pub(super) async fn lines(tx: &mut Tx, cart: CartId) -> Result<Lines> {
    let rows: Vec<(ProductId, i64, i64, String, Option<String>)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select product_id, position, quantity, note, requested_on from cart_line where cart_id = $1
    ")).bind(cart).fetch_all(c).await?);
    Ok(rows
        .into_iter()
        .map(|(product, position, quantity, note, day)| (product, (position, quantity, note, day)))
        .collect())
}

/// Writes lines of product, position, quantity, note, and where they are known day and whether the line is ordered.
pub(super) async fn put(tx: &mut Tx, cart: CartId, rows: Vec<Value>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let cx = tx.cx().clone();
    let (stamp, customer) = (cx.stamp(), cx.require_customer(Action::EditCart)?);
    let (sql, rows) = (PUT.in_tx(tx.db()), Value::Array(rows).to_string());
    exec!(tx, sql; cart, customer.organization, customer.currency, customer.store, &rows, &stamp.actor_id, &stamp.actor_name,
        stamp.actor_role, &stamp.subject_id, cx.now()).any_number();
    Ok(())
}

/// Takes the lines of these products away.
pub(super) async fn take(tx: &mut Tx, cart: CartId, gone: &[String]) -> Result<()> {
    if !gone.is_empty() {
        let (sql, gone) = (TAKE.in_tx(tx.db()), json!(gone).to_string());
        exec!(tx, sql; cart, &gone).any_number();
    }
    Ok(())
}

/// Adds to the cart, making it when there is none. Each product comes once.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn add(tx: &mut Tx, more: &[More]) -> Result<Added> {
    let (cart, version) = touch(tx, None).await?;
    let there = lines(tx, cart).await?;
    let mut position = there.values().map(|(position, ..)| *position).max().unwrap_or(0);
    let mut count = i64::try_from(there.len()).unwrap_or(i64::MAX);
    let (mut rows, mut before, mut after, mut left) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    let mut were = Vec::new();
    for More { product, sku, quantity: added, note: typed, day: wanted } in more {
        let known = there.get(product);
        let (quantity, kept) = known.map_or((0, ""), |(_, quantity, note, _)| (*quantity, note.as_str()));
        let day = known.and_then(|(.., day)| day.clone());
        let sum = quantity + added;
        if sum > LARGEST_QUANTITY || (known.is_none() && count >= MOST_LINES) {
            left.insert(*product);
            continue;
        }
        let place = match known {
            Some((place, ..)) => *place,
            None => {
                position += 1;
                count += 1;
                position
            }
        };
        let short: String = typed.chars().take(LONGEST_NOTE).collect();
        let text = if kept.is_empty() { note(&short).unwrap_or_default() } else { kept };
        rows.push(json!([product.to_string(), place, sum, text, day.as_ref().or(wanted.as_ref())]));
        before.push(Before { product: *product, quantity, note: kept.to_owned(), day });
        if known.is_some() {
            were.push(json!({ "quantity": quantity, "sku": sku }));
        }
        after.push(json!({ "quantity": sum, "sku": sku }));
    }
    let added = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    put(tx, cart, rows).await?;
    let event = Event::new("cart.lines_added")
        .target_named("cart", cart, "", version)
        .detail("lines", added)
        .change(json!({ "lines": were }), json!({ "lines": after }));
    Ok(Added { version, before, left, event })
}

/// Puts the cart back to what it was before, when nobody changed it since it had this version.
///
/// # Errors
/// [`crate::error::Error::Conflict`] when somebody did.
pub(crate) async fn put_back(tx: &mut Tx, shown: i64, before: &[Before]) -> Result<Event> {
    let (cart, version) = touch(tx, Some(shown)).await?;
    let there = lines(tx, cart).await?;
    let gone: Vec<String> = before.iter().filter(|b| b.quantity == 0).map(|b| b.product.to_string()).collect();
    let kept = before.iter().filter(|b| b.quantity > 0);
    let row = |b: &Before| Some(json!([b.product.to_string(), there.get(&b.product)?.0, b.quantity, b.note, b.day]));
    let rows = kept.filter_map(row);
    let rows: Vec<Value> = rows.collect();
    let told = |quantity: &dyn Fn(&Before) -> i64| -> Vec<Value> {
        before.iter().map(|b| json!({ "product": b.product.to_string(), "quantity": quantity(b) })).collect()
    };
    let was = told(&|b| there.get(&b.product).map_or(0, |(_, quantity, ..)| *quantity));
    let is = told(&|b| b.quantity);
    put(tx, cart, rows).await?;
    take(tx, cart, &gone).await?;
    Ok(Event::new("cart.lines_taken_back")
        .target_named("cart", cart, "", version)
        .detail("lines", i64::try_from(before.len()).unwrap_or(i64::MAX))
        .change(json!({ "lines": was }), json!({ "lines": is })))
}
