//! The lines of a list.

use crate::cart::{self, LARGEST_QUANTITY};
use crate::catalog::Status;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{ListId, ProductId};
use crate::list::Size;
use crate::money::UnitPrice;
use crate::own_item::ascii_key;
use crate::policy::Action;
use crate::price::{price_lists, price_of};
use crate::requisition::db::{changeable, event, load as load_list, support, touch};
use crate::requisition::{Access, Line, LineSort, MOST_LINES, joined};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use serde_json::{Value, json};
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct LineRow {
    product: ProductId,
    sku: String,
    slug: String,
    name: String,
    unit: String,
    increment: i64,
    available: i64,
    restock_at: Option<Micros>,
    quantity: i64,
    note: String,
    price: Option<i64>,
    status: Status,
    next_slug: Option<String>,
    next_name: Option<String>,
    added_by: String,
}

/// Lines with products, stock and the company's prices, in one query. `$1` is the list, `$5` and `$6` the page.
macro_rules! lines_in {
    ($order:literal) => {
        sql!(concat!(
            "with ",
            price_lists!("$7"),
            ", page as materialized (
                select n.product_id, n.position, n.quantity, n.note, n.added_actor_name, n.added_subject_id, p.sku, p.name
                from requisition_line n
                join product p on p.id = n.product_id
                where n.list_id = $1
                order by ",
            $order,
            " limit cast($5 as bigint) offset $6
            )
            select n.product_id as product, p.sku, p.slug, p.name, p.unit, p.increment, coalesce(s.available, 0) as available,
                   s.restock_at, n.quantity, n.note, p.status, r.slug as next_slug, r.name as next_name,
                   case when n.added_subject_id is null then '' else n.added_actor_name end as added_by, ",
            price_of!("n.product_id", "n.quantity"),
            " as price
            from page n
            join product p on p.id = n.product_id
            left join stock s on s.product_id = n.product_id
            left join product r on r.id = p.replaced_by
            order by ",
            $order
        ))
    };
}

/// Which lines of a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// In which order.
    pub sort: LineSort,
    /// Which page, from 0.
    pub page: i64,
    /// Lines on a page.
    pub size: Size,
}

/// A page of the lines of a list that the account sees.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn page(cx: &Cx, list: ListId, part: Part) -> Result<Vec<Line>> {
    load_list(cx, list).await?;
    read(cx, list, part.sort, part.size.rows(), part.page.saturating_mul(part.size.rows())).await
}

/// All lines of a list that the account sees.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn all(cx: &Cx, list: ListId) -> Result<Vec<Line>> {
    load_list(cx, list).await?;
    read(cx, list, LineSort::Added, MOST_LINES, 0).await
}

/// Lines of a list; whether somebody may see it was checked before.
pub(super) async fn read(cx: &Cx, list: ListId, sort: LineSort, size: i64, offset: i64) -> Result<Vec<Line>> {
    let customer = cx.require_customer(Action::ViewLists)?;
    let sql = match sort {
        LineSort::Added => lines_in!("n.position, n.product_id"),
        LineSort::Name => lines_in!("p.name collate by_name, p.sku"),
        LineSort::Sku => lines_in!("p.sku"),
    };
    let rows: Vec<LineRow> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(list).bind(customer.organization).bind(customer.currency).bind(customer.store)
        .bind(size).bind(offset).bind(cx.now()).fetch_all(c).await?);
    Ok(rows
        .into_iter()
        .map(|row| Line {
            product: row.product,
            sku: row.sku,
            slug: row.slug,
            name: row.name,
            unit: row.unit,
            increment: row.increment,
            available: row.available,
            restock_at: row.restock_at,
            quantity: row.quantity,
            note: row.note,
            price: row.price.map(|price| UnitPrice::new(price, customer.currency)),
            active: row.status == Status::Active,
            successor: row.next_slug.zip(row.next_name),
            added_by_support: Some(row.added_by).filter(|name| !name.is_empty()),
        })
        .collect())
}

/// What is added to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More {
    /// The product.
    pub product: ProductId,
    /// Its article number.
    pub sku: String,
    /// How many more.
    pub quantity: i64,
    /// A note, beside the one that is there.
    pub note: String,
}

/// How many lines were added, and how many did not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Lines that are in the list now.
    pub lines: i64,
    /// Lines that would have made a line or the list too large.
    pub left: i64,
}

/// SQL that writes the lines of the JSON list `$2`: product, position, quantity, note.
macro_rules! put_lines {
    ($list:literal, $product:literal, $position:literal, $quantity:literal, $note:literal, $from:literal) => {
        concat!(
            "insert into requisition_line (list_id, product_id, position, quantity, note, added_actor_name,
                                           added_actor_role, added_subject_id, added_at)
             select ",
            $list,
            ", ",
            $product,
            ", ",
            $position,
            ", ",
            $quantity,
            ", ",
            $note,
            ", $3, $4, $5, cast($6 as bigint) from ",
            $from,
            " where true
             on conflict (list_id, product_id) do update set quantity = excluded.quantity, note = excluded.note"
        )
    };
}

pairs! {
    /// Writes lines: new ones, and those that are there with another quantity and note.
    PUT {
        sqlite: put_lines!(
            "$1", "unhex(replace(value->>0, '-', ''))", "value->>1", "value->>2", "value->>3", "json_each($2)"
        ),
        postgres: put_lines!(
            "cast($1 as uuid)", "cast(value->>0 as uuid)", "cast(value->>1 as bigint)", "cast(value->>2 as bigint)", "value->>3",
            "jsonb_array_elements(cast($2 as jsonb))"
        )
    }
}

/// Adds to a list that was taken for writing. Each product comes once. Gives what was added as the event has it, too.
pub(super) async fn put(tx: &mut Tx, list: ListId, more: &[More]) -> Result<(Added, Value)> {
    let rows: Vec<(ProductId, i64, i64, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select product_id, position, quantity, note from requisition_line where list_id = $1
    ")).bind(list).fetch_all(c).await?);
    let there: HashMap<ProductId, (i64, i64, String)> =
        rows.into_iter().map(|(product, position, quantity, note)| (product, (position, quantity, note))).collect();
    let mut position = there.values().map(|(position, ..)| *position).max().unwrap_or(0);
    let mut count = i64::try_from(there.len()).unwrap_or(i64::MAX);
    let (mut rows, mut after, mut added) = (Vec::new(), Vec::new(), Added::default());
    for one in more {
        let known = there.get(&one.product);
        let (quantity, kept) = known.map_or((0, ""), |(_, quantity, note)| (*quantity, note.as_str()));
        let sum = quantity + one.quantity;
        if sum > LARGEST_QUANTITY || (known.is_none() && count >= MOST_LINES) {
            added.left += 1;
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
        rows.push(json!([one.product.to_string(), place, sum, joined(kept, &one.note)]));
        after.push(json!({ "quantity": sum, "sku": one.sku }));
        added.lines += 1;
    }
    if !rows.is_empty() {
        let (stamp, now) = (tx.cx().stamp(), tx.cx().now());
        let (sql, rows) = (PUT.in_tx(tx.db()), Value::Array(rows).to_string());
        exec!(tx, sql; list, &rows, support(&stamp), stamp.actor_role, &stamp.subject_id, now).any_number();
    }
    Ok((added, json!({ "lines": after })))
}

/// The product of an article number, or of the company's own number, as somebody typed it.
async fn product(cx: &Cx, typed: &str) -> Result<(ProductId, String, i64)> {
    let customer = cx.require_customer(Action::EditLists)?;
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Error::field("number", Problem::Required));
    }
    let found: Vec<(ProductId, String, i64)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select p.id, p.sku, p.increment from product p
        where lower(replace(replace(replace(p.sku, ' ', ''), '-', ''), '_', '')) = $1
        union
        select p.id, p.sku, p.increment from own_item o
        join product p on p.id = o.product_id
        where o.organization_id = $2 and o.number_key = $1 and o.removed_at is null
        limit 20
    ")).bind(ascii_key(typed)).bind(customer.organization).fetch_all(c).await?);
    let exact = found.iter().find(|(_, sku, _)| sku.eq_ignore_ascii_case(typed)).cloned();
    let one = exact.or_else(|| if let [one] = found.as_slice() { Some(one.clone()) } else { None });
    one.ok_or_else(|| Error::field("number", Problem::NoSuchProduct))
}

/// Adds a product by its number as it was typed.
///
/// # Errors
/// [`Error::Invalid`] at `number` or `quantity`; as [`changeable`].
pub async fn add(cx: &Cx, list: ListId, number: &str, quantity: &str) -> Result<String> {
    let found = changeable(cx, list, Access::Full).await?;
    let (product, sku, increment) = product(cx, number).await?;
    let quantity = if quantity.trim().is_empty() { increment } else { cart::quantity(quantity, increment)? };
    let mut tx = cx.begin(Action::EditLists).await?;
    let version = touch(&mut tx, list, None, Access::Full).await?;
    let more = [More { product, sku: sku.clone(), quantity, note: String::new() }];
    let (added, after) = put(&mut tx, list, &more).await?;
    if added.left > 0 {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    let event = event("list.lines_added", list, version, &found.name, "").detail("what", sku.as_str());
    tx.commit(event.detail("lines", added.lines).change(Value::Null, after)).await?;
    Ok(sku)
}

/// What a line is to become, by the address part of its product.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Address part.
    pub slug: &'a str,
    /// The quantity as it was typed.
    pub quantity: &'a str,
    /// The note as it was typed.
    pub note: &'a str,
}

/// A line before it is changed.
async fn line(tx: &mut Tx, list: ListId, slug: &str) -> Result<(ProductId, String, i64, i64, String)> {
    let row: Option<(ProductId, String, i64, i64, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select p.id, p.sku, p.increment, n.quantity, n.note
        from requisition_line n
        join product p on p.id = n.product_id
        where n.list_id = $1 and p.slug = $2
    ")).bind(list).bind(slug).fetch_optional(c).await?);
    row.ok_or(Error::Conflict(Conflict::List))
}

/// Sets quantity and note of lines of the list in the version that was shown: all of them or none.
///
/// # Errors
/// [`Error::Invalid`] at `quantity` or `note`; [`Conflict::List`]; as [`changeable`].
pub async fn change(cx: &Cx, list: ListId, shown: i64, wanted: &[Wanted<'_>]) -> Result<()> {
    let found = changeable(cx, list, Access::Full).await?;
    let mut tx = cx.begin(Action::EditLists).await?;
    let version = touch(&mut tx, list, Some(shown), Access::Full).await?;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for want in wanted {
        let note = cart::note(want.note)?;
        let (product, sku, increment, was, _) = line(&mut tx, list, want.slug).await?;
        let quantity = cart::quantity(want.quantity, increment)?;
        exec!(tx, "
            update requisition_line set quantity = $3, note = $4 where list_id = $1 and product_id = $2
        "; list, product, quantity, note)
        .one()?;
        before.push(json!({ "quantity": was, "sku": sku }));
        after.push(json!({ "quantity": quantity, "sku": sku }));
    }
    let lines = i64::try_from(after.len()).unwrap_or(i64::MAX);
    let event = event("list.lines_changed", list, version, &found.name, "")
        .detail("lines", lines)
        .change(json!({ "lines": before }), json!({ "lines": after }));
    tx.commit(event).await
}

/// A line that was removed, so that it can be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Address part of the product.
    pub slug: String,
    /// How many there were.
    pub quantity: i64,
    /// Its note.
    pub note: String,
}

/// Takes a line out of a list that was taken for writing; gives what the event says, too.
pub(super) async fn take(tx: &mut Tx, list: ListId, slug: &str) -> Result<(ProductId, String, Removed)> {
    let (product, sku, _, quantity, note) = line(tx, list, slug).await?;
    exec!(tx, "
        delete from requisition_line where list_id = $1 and product_id = $2
    "; list, product)
    .one()?;
    Ok((product, sku, Removed { slug: slug.to_owned(), quantity, note }))
}

/// Removes a line of the list in the version that was shown.
///
/// # Errors
/// [`Conflict::List`]; as [`changeable`].
pub async fn remove(cx: &Cx, list: ListId, shown: Option<i64>, slug: &str) -> Result<Removed> {
    let found = changeable(cx, list, Access::Full).await?;
    let mut tx = cx.begin(Action::EditLists).await?;
    let version = touch(&mut tx, list, shown, Access::Full).await?;
    let (_, sku, removed) = take(&mut tx, list, slug).await?;
    let event = event("list.line_removed", list, version, &found.name, "")
        .detail("what", sku.as_str())
        .change(json!({ "quantity": removed.quantity, "sku": sku }), Value::Null);
    tx.commit(event).await?;
    Ok(removed)
}

/// A product by its address part.
pub(super) async fn by_slug(tx: &mut Tx, slug: &str) -> Result<(ProductId, String, i64)> {
    let row: Option<(ProductId, String, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, sku, increment from product where slug = $1
    ")).bind(slug).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

/// Puts a removed line back.
///
/// # Errors
/// [`Error::Invalid`] at `quantity` or `note`; as [`changeable`].
pub async fn restore(cx: &Cx, list: ListId, wanted: Wanted<'_>) -> Result<()> {
    let found = changeable(cx, list, Access::Full).await?;
    let note = cart::note(wanted.note)?.to_owned();
    let quantity = cart::quantity(wanted.quantity, 1)?;
    let mut tx = cx.begin(Action::EditLists).await?;
    let version = touch(&mut tx, list, None, Access::Full).await?;
    let (product, sku, _) = by_slug(&mut tx, wanted.slug).await?;
    let (added, after) = put(&mut tx, list, &[More { product, sku: sku.clone(), quantity, note }]).await?;
    if added.left > 0 {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    let event = event("list.lines_added", list, version, &found.name, "").detail("what", sku.as_str());
    tx.commit(event.detail("lines", 1).change(Value::Null, after)).await
}
