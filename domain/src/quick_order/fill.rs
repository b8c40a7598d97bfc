//! From a proposal into the cart, and back.

use crate::cart::many::{self, More};
use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::QuickOrderId;
use crate::policy::Action;
use crate::quick_order::db::{Proposal, load, save, take};
use crate::quick_order::find::matched;
use crate::quick_order::matching::sums;
use crate::quick_order::{Choices, Undo};
use std::collections::{BTreeMap, BTreeSet};

/// What went into the cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Rows that went.
    pub rows: usize,
    /// Rows that did not fit into the cart.
    pub left: usize,
}

/// Adds all rows that go, as one change of the cart. `shown` is the version of the proposal that somebody said yes to: sent
/// twice, it is done once.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the proposal was changed since it was shown.
pub async fn add(cx: &Cx, id: QuickOrderId, shown: i64) -> Result<Filled> {
    cx.check_recorded(Action::EditCart).await?;
    let proposal = load(cx, id).await?;
    if proposal.version != shown {
        return Err(Error::Conflict(Conflict::Cart));
    }
    let name = proposal.file_name.clone();
    let matched = matched(cx, proposal).await?;
    let Proposal { reading, choices, .. } = &matched.proposal;
    let line = |place: usize| reading.lines.get(place);
    let mut notes: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for row in matched.rows.iter().filter(|row| row.goes()) {
        let (Some(offer), Some(line)) = (row.offer, line(row.line)) else { continue };
        let all = notes.entry(offer).or_default();
        if !line.note.is_empty() && !all.contains(&line.note.as_str()) {
            all.push(&line.note);
        }
    }
    let more: Vec<More> = sums(&matched.rows)
        .into_iter()
        .filter_map(|(place, quantity)| {
            let offer = matched.offers.get(place)?;
            let note = notes.get(&place).map(|all| all.join("; ")).unwrap_or_default();
            Some(More { product: offer.id, sku: offer.sku.clone(), quantity, note })
        })
        .collect();
    if more.is_empty() {
        return Ok(Filled { rows: 0, left: 0 });
    }
    let mut tx = cx.begin(Action::EditCart).await?;
    take(&mut tx, id, Some(shown)).await?;
    let added = many::add(&mut tx, &more).await?;
    let is_left = |offer: usize| matched.offers.get(offer).is_none_or(|offer| added.left.contains(&offer.id));
    let going: Vec<_> = matched.rows.iter().filter(|row| row.goes()).collect();
    let rows: Vec<u32> = going
        .iter()
        .filter(|row| row.offer.is_some_and(|offer| !is_left(offer)))
        .filter_map(|row| line(row.line).map(|line| line.row))
        .collect();
    let filled = Filled { rows: rows.len(), left: going.len() - rows.len() };
    let mut choices = choices.clone();
    choices.added.extend(&rows);
    choices.undo = Some(Undo { cart: cx.prepared(), version: added.version, rows, before: added.before });
    save(&mut tx, id, &choices).await?;
    let event = added.event.target("quick_order", id).detail("rows", i64::try_from(filled.rows).unwrap_or(i64::MAX));
    let event = if name.is_empty() { event } else { event.detail("file", name) };
    tx.commit(event).await?;
    Ok(filled)
}

/// Puts the cart back to what it was before the last addition, when nobody changed it since.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when somebody did.
pub async fn undo(cx: &Cx, id: QuickOrderId) -> Result<usize> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let choices = take(&mut tx, id, None).await?;
    let Some(undo) = choices.undo.clone() else { return Ok(0) };
    // The cart that it went into, whichever is chosen now.
    let there = tx.cx().in_cart_or_own(undo.cart);
    tx.goes_on_as(there);
    let event = many::put_back(&mut tx, undo.version, &undo.before).await?;
    let gone: BTreeSet<u32> = undo.rows.iter().copied().collect();
    let added = choices.added.difference(&gone).copied().collect();
    save(&mut tx, id, &Choices { added, undo: None, ..choices }).await?;
    tx.commit(event.target("quick_order", id)).await?;
    Ok(gone.len())
}
