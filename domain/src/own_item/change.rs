//! Adding, changing and removing one own item number.

use super::{LONGEST, ascii_key, sku_key};
use crate::audit::Event;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Error, Field, Problem, Result};
use crate::id::{OrganizationId, OwnItemId, ProductId};
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql, text};
use serde_json::{Value, json};

pairs! {
    /// Waits until no other transaction changes the numbers of the company; those of SQLite come one by one anyway. The row of
    /// the company is not locked for that: a session on behalf shares it already, and two that want it alone would wait for
    /// each other.
    pub(super) LOCK {
        sqlite: "select 1 where $1 is not null",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4019, hashtext($1))"
    }
}

/// Takes the numbers of the customer's company for writing.
pub(super) async fn lock(tx: &mut Tx) -> Result<OrganizationId> {
    let organization = tx.cx().clone().require_customer(Action::EditItemNumbers)?.organization;
    let sql = LOCK.in_tx(tx.db());
    let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).bind(organization.to_string()).fetch_one(c).await?);
    Ok(organization)
}

/// An own number as it may be kept.
///
/// # Errors
/// What is wrong with it.
pub(super) fn number(typed: &str) -> std::result::Result<&str, Problem> {
    let number = text::line(typed, LONGEST)?;
    if ascii_key(number).is_empty() { Err(Problem::Required) } else { Ok(number) }
}

/// The product with an article number: the one that is written exactly so, else the only one that differs in blanks, hyphens
/// or case.
async fn product(cx: &Cx, typed: &str) -> Result<std::result::Result<(ProductId, String), Problem>> {
    let typed = typed.trim();
    let key = ascii_key(typed);
    if key.is_empty() {
        return Ok(Err(Problem::Required));
    }
    let rows: Vec<(ProductId, String)> = on!(cx.db(), c => sqlx::query_as(sql!(concat!(
        "select p.id, p.sku from product p where ", sku_key!(), " = $1 order by p.sku limit 10"
    ))).bind(&key).fetch_all(c).await?);
    let exact = rows.iter().find(|(_, sku)| sku == typed).cloned();
    Ok(match (exact, rows.as_slice()) {
        (Some(one), _) => Ok(one),
        (None, [one]) => Ok(one.clone()),
        (None, _) => Err(Problem::UnknownArticle),
    })
}

/// The article number of the product that the company calls so already, but for the row `own`.
async fn used(
    tx: &mut Tx,
    organization: OrganizationId,
    number: &str,
    own: Option<OwnItemId>,
) -> Result<Option<String>> {
    let rows: Vec<(OwnItemId, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select o.id, p.sku from own_item o join product p on p.id = o.product_id
        where o.organization_id = $1 and o.number_key = $2 and o.removed_at is null
        order by o.number limit 10
    ")).bind(organization).bind(ascii_key(number)).fetch_all(c).await?);
    Ok(rows.into_iter().find(|(id, _)| Some(*id) != own).map(|(_, sku)| sku))
}

async fn insert(tx: &mut Tx, organization: OrganizationId, product: ProductId, number: &str) -> Result<OwnItemId> {
    let (event, now, id) = (tx.event().to_owned(), tx.cx().now(), OwnItemId::fresh());
    exec!(tx, "
        insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7)
    "; id, organization, product, number, ascii_key(number), now, &event)
    .one()?;
    Ok(id)
}

async fn end(tx: &mut Tx, organization: OrganizationId, id: OwnItemId) -> Result<()> {
    let (event, now) = (tx.event().to_owned(), tx.cx().now());
    let ended = exec!(tx, "
        update own_item set removed_at = $3, last_event = $4 where id = $1 and organization_id = $2 and removed_at is null
    "; id, organization, now, &event)
    .one_or_none()?;
    if ended { Ok(()) } else { Err(Error::NotFound) }
}

fn said(number: &str, sku: &str) -> Value {
    json!({ "number": number, "sku": sku })
}

/// What was typed for one number.
struct Typed<'a> {
    number: &'a str,
    product: ProductId,
    sku: String,
}

async fn typed<'a>(cx: &Cx, number: &'a str, article: &str) -> Result<Typed<'a>> {
    let (number, product) = (self::number(number), product(cx, article).await?);
    match (number, product) {
        (Ok(number), Ok((product, sku))) => Ok(Typed { number, product, sku }),
        (number, product) => {
            let wrong = [number.err().map(|p| ("number", p)), product.err().map(|p| ("article", p))];
            Err(Error::Invalid(wrong.into_iter().flatten().map(|(name, problem)| Field { name, problem }).collect()))
        }
    }
}

/// Adds an own number of the product with this article number.
///
/// # Errors
/// [`Error::Invalid`] at `number` and `article`, also when the company has the number already.
pub async fn add(cx: &Cx, number: &str, article: &str) -> Result<OwnItemId> {
    cx.check_recorded(Action::EditItemNumbers).await?;
    let typed = typed(cx, number, article).await?;
    let mut tx = cx.begin(Action::EditItemNumbers).await?;
    let organization = lock(&mut tx).await?;
    if let Some(sku) = used(&mut tx, organization, typed.number, None).await? {
        return Err(Error::field("number", Problem::NumberUsed(sku)));
    }
    let id = insert(&mut tx, organization, typed.product, typed.number).await?;
    let event = Event::new("own_item.added")
        .target("organization", organization)
        .detail("numbers", 1)
        .detail("what", typed.number)
        .change(Value::Null, said(typed.number, &typed.sku));
    tx.commit(event).await?;
    Ok(id)
}

/// Gives a number another spelling or another product. What it was before stays, with the time when it ended.
///
/// # Errors
/// As [`add`]; [`Error::NotFound`] for one that is not there.
pub async fn change(cx: &Cx, id: OwnItemId, number: &str, article: &str) -> Result<()> {
    cx.check_recorded(Action::EditItemNumbers).await?;
    let typed = typed(cx, number, article).await?;
    let mut tx = cx.begin(Action::EditItemNumbers).await?;
    let organization = lock(&mut tx).await?;
    let before: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select o.number, p.sku from own_item o join product p on p.id = o.product_id
        where o.id = $1 and o.organization_id = $2 and o.removed_at is null
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    let (was, sku) = before.ok_or(Error::NotFound)?;
    if was == typed.number && sku == typed.sku {
        return Ok(());
    }
    if let Some(sku) = used(&mut tx, organization, typed.number, Some(id)).await? {
        return Err(Error::field("number", Problem::NumberUsed(sku)));
    }
    end(&mut tx, organization, id).await?;
    insert(&mut tx, organization, typed.product, typed.number).await?;
    let event = Event::new("own_item.changed")
        .target("organization", organization)
        .detail("what", typed.number)
        .change(said(&was, &sku), said(typed.number, &typed.sku));
    tx.commit(event).await
}

async fn row(tx: &mut Tx, organization: OrganizationId, id: OwnItemId) -> Result<(String, String, bool)> {
    let row: Option<(String, String, bool)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select o.number, p.sku, o.removed_at is not null
        from own_item o join product p on p.id = o.product_id
        where o.id = $1 and o.organization_id = $2
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

/// Removes a number; [`restore`] puts it back. Gives the number.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there.
pub async fn remove(cx: &Cx, id: OwnItemId) -> Result<String> {
    let mut tx = cx.begin(Action::EditItemNumbers).await?;
    let organization = lock(&mut tx).await?;
    let (number, sku, is_removed) = row(&mut tx, organization, id).await?;
    if is_removed {
        return Ok(number);
    }
    end(&mut tx, organization, id).await?;
    let event = Event::new("own_item.removed")
        .target("organization", organization)
        .detail("what", number.as_str())
        .change(said(&number, &sku), Value::Null);
    tx.commit(event).await?;
    Ok(number)
}

/// Puts a removed number back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] at `number` when the company has given it to a product meanwhile.
pub async fn restore(cx: &Cx, id: OwnItemId) -> Result<()> {
    let mut tx = cx.begin(Action::EditItemNumbers).await?;
    let organization = lock(&mut tx).await?;
    let (number, sku, is_removed) = row(&mut tx, organization, id).await?;
    if !is_removed {
        return Ok(());
    }
    if let Some(sku) = used(&mut tx, organization, &number, None).await? {
        return Err(Error::field("number", Problem::NumberUsed(sku)));
    }
    let event = tx.event().to_owned();
    exec!(tx, "update own_item set removed_at = null, last_event = $2 where id = $1"; id, &event).one()?;
    let event = Event::new("own_item.restored")
        .target("organization", organization)
        .detail("what", number.as_str())
        .change(Value::Null, said(&number, &sku));
    tx.commit(event).await
}
