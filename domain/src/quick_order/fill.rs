//! From a proposal into the cart, and back.

use crate::audit::Event;
use crate::cart::many::{self, More};
use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::QuickOrderId;
use crate::policy::Action;
use crate::quick_order::db::{Proposal, load, save, take};
use crate::quick_order::find::{Matched, matched};
use crate::quick_order::matching::sums;
use crate::quick_order::{Choices, Day, Filled, Undo};
use crate::tx::Tx;
use std::collections::{BTreeMap, BTreeSet};

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
    let more = more(&matched);
    if more.is_empty() {
        return Ok(Filled { rows: 0, left: 0 });
    }
    let mut tx = cx.begin(Action::EditCart).await?;
    take(&mut tx, id, Some(shown)).await?;
    let (filled, event) = put(&mut tx, &matched, &more).await?;
    let event = event.target("quick_order", id);
    let event = if name.is_empty() { event } else { event.detail("file", name) };
    tx.commit(event).await?;
    Ok(filled)
}

/// What goes of each product, with the notes of its rows.
pub(super) fn more(matched: &Matched) -> Vec<More> {
    let lines = &matched.proposal.reading.lines;
    let mut notes: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    // Of several rows of one product the first day holds.
    let mut days: BTreeMap<usize, String> = BTreeMap::new();
    for row in matched.rows.iter().filter(|row| row.goes()) {
        let (Some(offer), Some(line)) = (row.offer, lines.get(row.line)) else { continue };
        let all = notes.entry(offer).or_default();
        if let Some(Day::Sure(day)) = &line.day {
            days.entry(offer).or_insert_with(|| day.clone());
        }
        if !line.note.is_empty() && !all.contains(&line.note.as_str()) {
            all.push(&line.note);
        }
    }
    sums(&matched.rows)
        .into_iter()
        .filter_map(|(place, quantity)| {
            let offer = matched.offers.get(place)?;
            let note = notes.get(&place).map(|all| all.join("; ")).unwrap_or_default();
            Some(More { product: offer.id, sku: offer.sku.clone(), quantity, note, day: days.remove(&place) })
        })
        .collect()
}

/// Adds to the cart, and keeps with the proposal how that is taken back.
pub(super) async fn put(tx: &mut Tx, matched: &Matched, more: &[More]) -> Result<(Filled, Event)> {
    let Proposal { id, reading, choices, .. } = &matched.proposal;
    let added = many::add(tx, more).await?;
    let is_left = |offer: usize| matched.offers.get(offer).is_none_or(|offer| added.left.contains(&offer.id));
    let going: Vec<_> = matched.rows.iter().filter(|row| row.goes()).collect();
    let rows: Vec<u32> = going
        .iter()
        .filter(|row| row.offer.is_some_and(|offer| !is_left(offer)))
        .filter_map(|row| reading.lines.get(row.line).map(|line| line.row))
        .collect();
    let filled = Filled { rows: rows.len(), left: going.len() - rows.len() };
    let mut choices = choices.clone();
    choices.added.extend(&rows);
    choices.undo = Some(Undo { version: added.version, rows, before: added.before });
    save(tx, *id, &choices).await?;
    Ok((filled, added.event.detail("rows", i64::try_from(filled.rows).unwrap_or(i64::MAX))))
}

/// Puts the cart back to what it was before the last addition, when nobody changed it since.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when somebody did.
pub async fn undo(cx: &Cx, id: QuickOrderId) -> Result<usize> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let choices = take(&mut tx, id, None).await?;
    let Some(undo) = choices.undo.clone() else { return Ok(0) };
    let event = many::put_back(&mut tx, undo.version, &undo.before).await?;
    let gone: BTreeSet<u32> = undo.rows.iter().copied().collect();
    let added = choices.added.difference(&gone).copied().collect();
    save(&mut tx, id, &Choices { added, undo: None, ..choices }).await?;
    tx.commit(event.target("quick_order", id)).await?;
    Ok(gone.len())
}
