//! Mending lines that cannot be ordered, as one change that can be taken back.
//!
//! What the lines were before stands in the event that mended them. It can be taken back as long as nothing else was done
//! to the cart.

use crate::audit::Event;
use crate::cart::db::{load_all_in, touch};
use crate::cart::many::{lines, put, take};
use crate::cart::remedy::{Remedy, Way};
use crate::cart::{Cart, LARGEST_QUANTITY, Line};
use crate::cx::Cx;
use crate::day::Day;
use crate::error::{Conflict, Error, Result};
use crate::id::ProductId;
use crate::policy::Action;
use crate::{on_tx, sql};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is mended.
#[derive(Clone, Copy, Debug)]
pub enum Mend<'a> {
    /// Every line that can be without asking.
    All,
    /// One line, by the address part of its product, in this way.
    One(&'a str, Remedy),
}

/// A line before or after; quantity 0 where it is not in the cart.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Was {
    product: ProductId,
    sku: String,
    position: i64,
    quantity: i64,
    note: String,
    requested_on: Option<String>,
    selected: bool,
}

impl Was {
    fn of(line: &Line, position: i64) -> Was {
        Was {
            product: line.product,
            sku: line.sku.clone(),
            position,
            quantity: line.quantity,
            note: line.note.clone(),
            requested_on: line.requested_on.map(Day::iso),
            selected: line.is_selected,
        }
    }

    fn row(&self) -> Value {
        let selected = i64::from(self.selected);
        json!([self.product.to_string(), self.position, self.quantity, self.note, self.requested_on, selected])
    }
}

/// Mends lines of the cart in the version that was shown; gives how many.
///
/// # Errors
/// [`Error::Conflict`] when somebody changed the cart since, or the line cannot be mended in this way.
pub async fn mend(cx: &Cx, wanted: Mend<'_>, shown: Option<i64>) -> Result<i64> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, shown).await?;
    let all = load_all_in(&mut tx).await?;
    let there = lines(&mut tx, cart).await?;
    let position = |product: ProductId| there.get(&product).map_or(0, |(position, ..)| *position);
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (line, way) in picked(&all, wanted)? {
        let was = Was::of(line, position(line.product));
        let mut is = Was { quantity: way.quantity, ..was.clone() };
        match way.remedy {
            Remedy::Stock | Remedy::Up | Remedy::Down => {}
            Remedy::Remove => is.quantity = 0,
            Remedy::Day => is.requested_on = Some(line.earliest.iso()),
            Remedy::Replace => {
                let (next_was, next_is) = replaced(&all, line, way.quantity, position)?;
                before.push(next_was);
                after.push(next_is);
                is.quantity = 0;
            }
        }
        before.push(was);
        after.push(is);
    }
    if after.is_empty() {
        return Ok(0);
    }
    write(&mut tx, cart, &after).await?;
    let count = i64::try_from(after.iter().filter(|is| is.quantity > 0).count().max(1)).unwrap_or(i64::MAX);
    let event = Event::new("cart.mended")
        .target_named("cart", cart, "", version)
        .detail("lines", count)
        .change(json!({ "lines": before }), json!({ "lines": after }));
    tx.commit(event).await?;
    Ok(count)
}

/// The lines that are mended, and how.
fn picked<'a>(cart: &'a Cart, wanted: Mend<'_>) -> Result<Vec<(&'a Line, Way)>> {
    match wanted {
        Mend::All => Ok(cart.lines.iter().filter_map(|line| Some((line, line.safe()?))).collect()),
        Mend::One(slug, remedy) => {
            let line = cart.lines.iter().find(|line| line.slug == slug);
            let found = line.and_then(|line| Some((line, line.ways().into_iter().find(|way| way.remedy == remedy)?)));
            found.map(|one| vec![one]).ok_or(Error::Conflict(Conflict::Cart))
        }
    }
}

/// What takes the place of a line, before and after: it may be in the cart already.
fn replaced(cart: &Cart, line: &Line, quantity: i64, position: impl Fn(ProductId) -> i64) -> Result<(Was, Was)> {
    let next = line.replacement.as_ref().ok_or(Error::Conflict(Conflict::Cart))?;
    let known = cart.lines.iter().find(|other| other.product == next.product);
    let was = match known {
        Some(known) => Was::of(known, position(known.product)),
        None => {
            Was { product: next.product, sku: next.sku.clone(), quantity: 0, ..Was::of(line, position(line.product)) }
        }
    };
    let most = LARGEST_QUANTITY / next.increment.max(1) * next.increment.max(1);
    let is = Was { quantity: (was.quantity + quantity).min(most), selected: line.is_selected, ..was.clone() };
    Ok((was, is))
}

async fn write(tx: &mut crate::tx::Tx, cart: crate::id::CartId, lines: &[Was]) -> Result<()> {
    let gone: Vec<String> = lines.iter().filter(|l| l.quantity == 0).map(|l| l.product.to_string()).collect();
    put(tx, cart, lines.iter().filter(|l| l.quantity > 0).map(Was::row).collect()).await?;
    take(tx, cart, &gone).await
}

/// Takes back what [`mend`] did, when nothing was done to the cart since it had this version.
///
/// # Errors
/// [`Error::Conflict`] when something was.
pub async fn undo(cx: &Cx, shown: i64) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let account = cx.require_customer(Action::EditCart)?.account;
    let body: Option<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select coalesce(g.body, '')
        from cart k
        join audit_event e on e.id = k.last_event
        join audit_change g on g.event_id = e.id
        where k.account_id = $1 and (k.id = $2 or ($2 is null and k.state = 'own')) and e.type = 'cart.mended'
    ")).bind(account).bind(cx.prepared()).fetch_optional(c).await?);
    let gone = || Error::Conflict(Conflict::Cart);
    let change: Value = serde_json::from_str(&body.ok_or_else(gone)?).map_err(|_| gone())?;
    let lines =
        |side: &str| -> Result<Vec<Was>> { serde_json::from_value(change[side]["lines"].clone()).map_err(|_| gone()) };
    let (before, after) = (lines("before")?, lines("after")?);
    let (cart, version) = touch(&mut tx, Some(shown)).await?;
    write(&mut tx, cart, &before).await?;
    let event = Event::new("cart.mend_undone")
        .target_named("cart", cart, "", version)
        .detail("lines", i64::try_from(before.len()).unwrap_or(i64::MAX))
        .change(json!({ "lines": after }), json!({ "lines": before }));
    tx.commit(event).await
}
