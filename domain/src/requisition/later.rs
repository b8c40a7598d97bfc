//! What an account saved for later: lines that were in the cart and go back into it.
//!
//! Rule: a line that moves is in one of the two places at every time; nothing of it is lost.

use crate::audit::Event;
use crate::cart::db::touch as touch_cart;
use crate::cart::{self, LARGEST_QUANTITY, many};
use crate::cx::Cx;
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{CartId, ListId, ProductId};
use crate::policy::Action;
use crate::requisition::db::support;
use crate::requisition::lines::{self, More, Removed, by_slug, put, take};
use crate::requisition::{Line, LineSort, MOST_LINES, joined};
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use serde_json::{Value, json};

/// The lines that the account saved for later, the newest last.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn all(cx: &Cx) -> Result<Vec<Line>> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    let list: Option<ListId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select id from requisition_list where account_id = $1 and kind = 'later'
    ")).bind(account).fetch_optional(c).await?);
    match list {
        Some(list) => lines::read(cx, list, LineSort::Added, MOST_LINES, 0).await,
        None => Ok(Vec::new()),
    }
}

/// Takes the list of the account for writing, making it when there is none; gives its new version.
async fn touch(tx: &mut Tx) -> Result<(ListId, i64)> {
    let cx = tx.cx().clone();
    let customer = cx.require_customer(Action::EditCart)?.clone();
    let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
    Ok(on_tx!(tx, c => sqlx::query_as(sql!("
        insert into requisition_list (id, account_id, organization_id, kind, name, name_key, note, sharing, version,
            created_at, created_actor_id, created_actor_name, created_actor_role, created_subject_id, created_behalf_id,
            modified_at, modified_actor_name, modified_subject_id, last_event)
        values ($1, $2, $3, 'later', '', '', '', 'none', 1, $4, $5, $6, $7, $8, $9, $4, $6, $8, $10)
        on conflict (account_id) where kind = 'later' do update set
            version = requisition_list.version + 1, modified_at = excluded.modified_at,
            modified_actor_name = excluded.modified_actor_name, modified_subject_id = excluded.modified_subject_id,
            last_event = excluded.last_event
        returning id, version
    ")).bind(ListId::fresh()).bind(customer.account).bind(customer.organization).bind(now).bind(&stamp.actor_id)
        .bind(support(&stamp)).bind(stamp.actor_role).bind(&stamp.subject_id).bind(stamp.behalf).bind(&event)
        .fetch_one(c).await?))
}

/// The line of a product in a cart that was taken for writing.
async fn cart_line(tx: &mut Tx, cart: CartId, slug: &str) -> Result<Option<(ProductId, String, i64, String)>> {
    Ok(on_tx!(tx, c => sqlx::query_as(sql!("
        select p.id, p.sku, l.quantity, l.note
        from cart_line l
        join product p on p.id = l.product_id
        where l.cart_id = $1 and p.slug = $2
    ")).bind(cart).bind(slug).fetch_optional(c).await?))
}

/// Moves a line out of the cart in the version that was shown.
///
/// # Errors
/// [`Conflict::Cart`] when the line is gone, or somebody changed the cart since.
pub async fn save(cx: &Cx, slug: &str, shown: Option<i64>) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch_cart(&mut tx, shown).await?;
    let found = cart_line(&mut tx, cart, slug).await?;
    let (product, sku, quantity, note) = found.ok_or(Error::Conflict(Conflict::Cart))?;
    let (list, list_version) = touch(&mut tx).await?;
    let (added, _) = put(&mut tx, list, &[More { product, sku: sku.clone(), quantity, note }]).await?;
    if added.left > 0 {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    exec!(tx, "
        delete from cart_line where cart_id = $1 and product_id = $2
    "; cart, product)
    .one()?;
    let event = Event::new("cart.item_saved")
        .target_named("cart", cart, "", version)
        .target_named("list", list, "", list_version)
        .detail("what", sku.as_str())
        .change(json!({ "line": { "quantity": quantity }, "sku": sku }), json!({ "line": Value::Null, "sku": sku }));
    tx.commit(event).await
}

/// A saved line of the account.
async fn saved(tx: &mut Tx, slug: &str) -> Result<(ProductId, String, i64, String)> {
    let account = tx.cx().require_customer(Action::EditCart)?.account;
    let row: Option<(ProductId, String, i64, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select p.id, p.sku, n.quantity, n.note
        from requisition_list l
        join requisition_line n on n.list_id = l.id
        join product p on p.id = n.product_id
        where l.account_id = $1 and l.kind = 'later' and p.slug = $2
    ")).bind(account).bind(slug).fetch_optional(c).await?);
    row.ok_or(Error::Conflict(Conflict::List))
}

/// Moves a saved line back into the cart; quantities of one product are summed.
///
/// # Errors
/// [`Conflict::List`] when the line is gone; [`Error::Invalid`] at `quantity` when the cart has no room for it.
pub async fn back(cx: &Cx, slug: &str) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    // The cart first, as everywhere.
    let (product, sku, quantity, note) = saved(&mut tx, slug).await?;
    let more = many::More { product, sku: sku.clone(), quantity, note: note.clone(), day: None };
    let added = many::add(&mut tx, &[more]).await?;
    if !added.left.is_empty() {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    let (list, list_version) = touch(&mut tx).await?;
    let (_, _, Removed { quantity: taken, .. }) = take(&mut tx, list, slug).await?;
    if taken != quantity {
        return Err(Error::Conflict(Conflict::List));
    }
    let kept = added.before.first().map(|before| before.note.clone()).unwrap_or_default();
    if !kept.is_empty() && !note.is_empty() && kept != note {
        let (both, event) = (joined(&kept, &note), tx.event().to_owned());
        let account = cx.require_customer(Action::EditCart)?.account;
        exec!(tx, "
            update cart_line set note = $3
            where product_id = $2 and cart_id = (select id from cart where account_id = $1 and last_event = $4)
        "; account, product, cart::note(&both).unwrap_or(&kept), &event)
        .one()?;
    }
    let mut event = added.event;
    event = event.target_named("list", list, "", list_version).detail("what", sku);
    tx.commit(event).await
}

/// Removes a saved line.
///
/// # Errors
/// [`Conflict::List`] when the line is gone.
pub async fn remove(cx: &Cx, slug: &str) -> Result<Removed> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (list, version) = touch(&mut tx).await?;
    let (_, sku, removed) = take(&mut tx, list, slug).await?;
    let event = Event::new("list.line_removed")
        .target_named("list", list, "", version)
        .detail("what", sku.as_str())
        .change(json!({ "quantity": removed.quantity, "sku": sku }), Value::Null);
    tx.commit(event).await?;
    Ok(removed)
}

/// Puts a removed line back.
///
/// # Errors
/// [`Error::Invalid`] at `quantity` or `note`; [`Error::NotFound`].
pub async fn restore(cx: &Cx, wanted: lines::Wanted<'_>) -> Result<()> {
    let note = cart::note(wanted.note)?.to_owned();
    let quantity = cart::quantity(wanted.quantity, 1)?;
    let mut tx = cx.begin(Action::EditCart).await?;
    let (list, version) = touch(&mut tx).await?;
    let (product, sku, _) = by_slug(&mut tx, wanted.slug).await?;
    let (added, after) = put(&mut tx, list, &[More { product, sku: sku.clone(), quantity, note }]).await?;
    if added.left > 0 {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    let event = Event::new("list.lines_added")
        .target_named("list", list, "", version)
        .detail("what", sku.as_str())
        .detail("lines", 1)
        .change(Value::Null, after);
    tx.commit(event).await
}
