//! Into a list from elsewhere, and out of a list into the cart.

use crate::audit::Event;
use crate::cart::{self, db as cart_db};
use crate::cx::Cx;
use crate::error::{Error, Problem, Result};
use crate::id::{ListId, QuickOrderId};
use crate::order::db::find_own;
use crate::policy::Action;
use crate::quick_order::db::load as load_proposal;
use crate::quick_order::find::matched;
use crate::quick_order::matching::sums;
use crate::quick_order::refill::{Wish, refill};
use crate::quick_order::{Filled, Origin};
use crate::requisition::db::{changeable, event, insert, touch};
use crate::requisition::lines::{Added, More, all, by_slug, put};
use crate::requisition::{Access, Line, Typed};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is put into a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A product by its address part, so many of it as was typed.
    Product {
        /// Address part.
        slug: String,
        /// The quantity as it was typed; empty for the least that is sold.
        quantity: String,
    },
    /// A line of the cart by the address part of its product, or all of them.
    Cart(Option<String>),
    /// All lines of an order, by its number.
    Order(String),
    /// The lines of a quick order that would go into the cart, or went.
    QuickOrder(QuickOrderId),
}

/// The list that it is put into.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// One that is there.
    List(ListId),
    /// A new one of this name.
    New(&'a str),
}

/// The lines that `from` stands for.
async fn lines(cx: &Cx, from: &From) -> Result<Vec<More>> {
    let mut more: Vec<More> = match from {
        From::Product { .. } => Vec::new(),
        From::Cart(slug) => {
            let cart = cart_db::load(cx).await?;
            let is_meant = |line: &cart::Line| slug.as_ref().is_none_or(|slug| line.slug == *slug);
            let lines = cart.lines.into_iter().filter(is_meant);
            let more = |l: cart::Line| More { product: l.product, sku: l.sku, quantity: l.quantity, note: l.note };
            lines.map(more).collect()
        }
        From::Order(number) => {
            let (_, lines) = find_own(cx, number).await?;
            let more = |l: crate::order::db::OrderLine| More {
                product: l.product,
                sku: l.sku,
                quantity: l.quantity,
                note: l.note,
            };
            lines.into_iter().map(more).collect()
        }
        From::QuickOrder(id) => {
            let mut matched = matched(cx, load_proposal(cx, *id).await?).await?;
            // What is in the cart already belongs to the list as well.
            matched.rows.iter_mut().for_each(|row| row.is_added = false);
            let offer = |(place, quantity)| {
                let offer = matched.offers.get(place)?;
                Some(More { product: offer.id, sku: offer.sku.clone(), quantity, note: String::new() })
            };
            sums(&matched.rows).into_iter().filter_map(offer).collect()
        }
    };
    let mut places = BTreeMap::new();
    let mut all: Vec<More> = Vec::with_capacity(more.len());
    for one in more.drain(..) {
        match places.get(&one.product) {
            Some(place) => {
                let there: &mut More = &mut all[*place];
                there.quantity = (there.quantity + one.quantity).min(cart::LARGEST_QUANTITY);
            }
            None => {
                places.insert(one.product, all.len());
                all.push(one);
            }
        }
    }
    Ok(all)
}

/// Puts lines into a list that is there, or into a new one; gives the list.
///
/// # Errors
/// [`Error::Invalid`] at `name` or `quantity`, or at `list` when there is nothing to put into it; as [`changeable`].
pub async fn put_into(cx: &Cx, from: &From, to: To<'_>) -> Result<(ListId, Added)> {
    cx.check_recorded(Action::EditLists).await?;
    let mut more = lines(cx, from).await?;
    let found = match to {
        To::List(id) => Some(changeable(cx, id, Access::Full).await?),
        To::New(_) => None,
    };
    let mut tx = cx.begin(Action::EditLists).await?;
    if let From::Product { slug, quantity } = from {
        let (product, sku, increment) = by_slug(&mut tx, slug).await?;
        let quantity = if quantity.trim().is_empty() { increment } else { cart::quantity(quantity, increment)? };
        more = vec![More { product, sku, quantity, note: String::new() }];
    }
    if more.is_empty() {
        return Err(Error::field("list", Problem::EmptyCart));
    }
    let (id, version, name, kind) = match (&found, to) {
        (Some(list), _) => {
            (list.id, touch(&mut tx, list.id, None, Access::Full).await?, list.name.clone(), "list.lines_added")
        }
        (None, To::New(name)) => {
            let id = insert(&mut tx, &Typed { name, ..Typed::default() }).await?;
            (id, 1, name.trim().to_owned(), "list.created")
        }
        (None, To::List(_)) => return Err(Error::NotFound),
    };
    let (added, after) = put(&mut tx, id, &more).await?;
    let event = event(kind, id, version, &name, "").detail("lines", added.lines).change(Value::Null, after);
    tx.commit(source(event, from)).await?;
    Ok((id, added))
}

fn source(event: Event, from: &From) -> Event {
    match from {
        From::Product { .. } => event,
        From::Cart(_) => event.detail("from", "cart"),
        From::Order(number) => event.detail("from", "order").detail("number", number.as_str()),
        From::QuickOrder(id) => event.detail("from", "quick_order").target("quick_order", id),
    }
}

/// Which lines of a list go into the cart: by the address part of the product, with another quantity where one was typed.
pub type Ticked = BTreeMap<String, Option<i64>>;

/// Puts all lines of a list, or the ticked ones, into the cart as one change of it. The list stays as it is.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] at `list` when nothing is meant.
pub async fn into_cart(cx: &Cx, list: ListId, ticked: Option<&Ticked>) -> Result<(QuickOrderId, Filled)> {
    cx.check_recorded(Action::EditCart).await?;
    let lines = all(cx, list).await?;
    let wish = |line: Line| {
        let quantity = match ticked {
            None => line.quantity,
            Some(ticked) => ticked.get(&line.slug)?.unwrap_or(line.quantity),
        };
        Some(Wish { sku: line.sku, name: line.name, quantity, unit: String::new(), note: line.note, was: None })
    };
    refill(cx, Origin::List(list), lines.into_iter().filter_map(wish).collect()).await
}
