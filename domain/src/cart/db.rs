//! Reading and changing the cart.

use crate::audit::Event;
use crate::cart::{self, Cart, LARGEST_QUANTITY, Line, MOST_LINES, Replacement, State, quantity};
use crate::catalog::Status;
use crate::cx::{Customer, Cx};
use crate::day::{Day, Window};
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{AccountId, CartId, ContactId, ProductId};
use crate::money::{Currency, UnitPrice};
use crate::policy::Action;
use crate::price::{price_lists, price_of};
use crate::staff::scope::in_scope;
use crate::time::Micros;
use crate::tx::Tx;
use crate::vat::TaxClass;
use crate::{exec, on, on_tx, sql};
use serde_json::{Value, json};

#[derive(sqlx::FromRow)]
struct CartLineRow {
    cart_id: CartId,
    version: i64,
    modified_subject: String,
    modified_name: String,
    product_id: Option<ProductId>,
    sku: Option<String>,
    slug: Option<String>,
    name: Option<String>,
    unit: Option<String>,
    increment: Option<i64>,
    available: Option<i64>,
    restock_at: Option<Micros>,
    quantity: Option<i64>,
    note: Option<String>,
    price: Option<i64>,
    status: Option<Status>,
    tax_class: Option<TaxClass>,
    added_subject: Option<String>,
    added_name: Option<String>,
    is_selected: Option<i64>,
    requested_on: Option<String>,
    shown_price: Option<i64>,
    lead_days: i64,
    next_id: Option<ProductId>,
    next_sku: Option<String>,
    next_slug: Option<String>,
    next_name: Option<String>,
    next_increment: Option<i64>,
}

impl CartLineRow {
    fn replacement(&mut self) -> Option<Replacement> {
        Some(Replacement {
            product: self.next_id?,
            sku: self.next_sku.take()?,
            slug: self.next_slug.take()?,
            name: self.next_name.take()?,
            increment: self.next_increment?,
        })
    }

    fn line(mut self, currency: Currency, window: Window) -> Option<Line> {
        let replacement = self.replacement();
        Some(Line {
            product: self.product_id?,
            sku: self.sku?,
            slug: self.slug?,
            name: self.name?,
            unit: self.unit?,
            increment: self.increment?,
            available: self.available?,
            restock_at: self.restock_at,
            quantity: self.quantity?,
            note: self.note?,
            price: self.price.map(|p| UnitPrice::new(p, currency)),
            active: self.status? == Status::Active,
            tax_class: self.tax_class?,
            added_by_support: self.added_subject.and(self.added_name),
            is_selected: self.is_selected? == 1,
            requested_on: self.requested_on.as_deref().and_then(Day::parse),
            shown_price: self.shown_price.map(|p| UnitPrice::new(p, currency)),
            replacement,
            earliest: window.first,
        })
    }
}

/// The lines of a cart with products, stock and the company's prices, in one query. `$1` is the account, `$5` a prepared cart
/// or null for the account's own, `$6` the time, `$7` whether support reads it: nobody else reads what is not handed over.
macro_rules! read {
    () => {
        sql!(concat!(
            "with ",
            price_lists!("$6"),
            " select k.id as cart_id, k.version, coalesce(k.modified_subject_id, '') as modified_subject,
                    k.modified_actor_name as modified_name,
                    p.id as product_id, p.sku, p.slug, p.name, p.unit, p.increment, s.available, s.restock_at,
                    n.quantity, n.note, p.status, p.tax_class, n.added_subject_id as added_subject,
                    n.added_actor_name as added_name, n.is_selected, n.requested_on, n.shown_price, w.lead_days,
                    r.id as next_id, r.sku as next_sku, r.slug as next_slug, r.name as next_name, r.increment as next_increment, ",
            price_of!("n.product_id", "n.quantity"),
            " as price
             from cart k
             join store w on w.id = $4
             left join cart_line n on n.cart_id = k.id
             left join product p on p.id = n.product_id
             left join stock s on s.product_id = n.product_id
             left join product r on r.id = p.replaced_by and r.status = 'active'
             where k.account_id = $1 and (k.id = $5 or ($5 is null and k.state = 'own'))
               and ($7 or k.state not in ('draft', 'withdrawn'))
             order by n.position, p.sku"
        ))
    };
}

fn assemble(cx: &Cx, rows: Vec<CartLineRow>, currency: Currency) -> Cart {
    let window = Window::of(cx.now(), rows.first().map_or(0, |r| r.lead_days));
    let head = rows.first().map(|r| {
        let touched = (!r.modified_subject.is_empty()).then(|| r.modified_name.clone());
        (r.cart_id, r.version, touched)
    });
    let (id, version, touched_by_support) = match head {
        Some((id, version, touched)) => (Some(id), version, touched),
        None => (None, 0, None),
    };
    Cart {
        id,
        version,
        lines: rows.into_iter().filter_map(|r| r.line(currency, window)).collect(),
        left: 0,
        currency,
        window,
        touched_by_support,
    }
}

/// The cart that the request works in: the customer's own, or a prepared one.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn load(cx: &Cx) -> Result<Cart> {
    let customer = cx.require_customer(Action::ViewCart)?;
    let rows: Vec<CartLineRow> = on!(cx.db(), c => sqlx::query_as(read!())
        .bind(customer.account).bind(customer.organization).bind(customer.currency).bind(customer.store)
        .bind(cx.prepared()).bind(cx.now()).bind(cx.behalf().is_some()).fetch_all(c).await?);
    Ok(assemble(cx, rows, customer.currency))
}

/// The same inside a transaction that is about to order it: with the ticked lines alone.
pub(crate) async fn load_in(tx: &mut Tx) -> Result<Cart> {
    Ok(load_all_in(tx).await?.ordered())
}

/// The same with all lines.
pub(crate) async fn load_all_in(tx: &mut Tx) -> Result<Cart> {
    let cx = tx.cx().clone();
    let customer = cx.require_customer(Action::ViewCart)?;
    let rows: Vec<CartLineRow> = on_tx!(tx, c => sqlx::query_as(read!())
        .bind(customer.account).bind(customer.organization).bind(customer.currency).bind(customer.store)
        .bind(cx.prepared()).bind(cx.now()).bind(cx.behalf().is_some()).fetch_all(c).await?);
    Ok(assemble(&cx, rows, customer.currency))
}

/// A line of somebody's open cart, for the contact page.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Glance {
    /// The account whose cart it is.
    pub account_id: AccountId,
    /// Article number.
    pub sku: String,
    /// Name.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// How it is sold.
    pub unit: String,
    /// The store whose cart it is.
    pub store_name: String,
}

/// The open carts of a contact's accounts, for staff.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of_contact(cx: &Cx, contact: ContactId) -> Result<Vec<Glance>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select a.id as account_id, p.sku, p.name, l.quantity, p.unit, w.name as store_name
        from account a
        join cart k on k.account_id = a.id
        join cart_line l on l.cart_id = k.id
        join product p on p.id = l.product_id
        join store w on w.id = a.store_id
        join contact h on h.id = a.contact_id
        where a.contact_id = $1 and k.state = 'own' and ", in_scope!("$2", "h.organization_id"), "
        order by w.position, a.email, l.position
    "))).bind(contact).bind(cx.confined()).fetch_all(c).await?))
}

/// Puts `typed` more of a product into the cart; gives the new quantity of its line.
///
/// # Errors
/// [`Error::Invalid`] at the field `quantity`; [`Error::NotFound`] for a product that does not exist.
pub async fn add(cx: &Cx, slug: &str, typed: &str) -> Result<i64> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let product: Option<(ProductId, String, i64, Status)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, sku, increment, status from product where slug = $1
    ")).bind(slug).fetch_optional(c).await?);
    let (product, sku, increment, status) = product.ok_or(Error::NotFound)?;
    let more = quantity(typed, increment)?;
    if status != Status::Active {
        return Err(Error::field("quantity", Problem::Withdrawn(sku)));
    }
    let (cart, version) = touch(&mut tx, None).await?;
    let (before, lines, last): (i64, i64, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select cast(coalesce(sum(case when product_id = $2 then quantity end), 0) as bigint),
               count(*), coalesce(max(position), 0)
        from cart_line where cart_id = $1
    ")).bind(cart).bind(product).fetch_one(c).await?);
    let quantity = before + more;
    if quantity > LARGEST_QUANTITY {
        return Err(Error::field("quantity", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    if before == 0 && lines >= MOST_LINES {
        return Err(Error::field("quantity", Problem::TooLarge(MOST_LINES)));
    }
    let (stamp, customer) = (cx.stamp(), customer(cx)?);
    exec!(tx, ADD; cart, customer.organization, customer.currency, customer.store, product, quantity, last + 1,
        &stamp.actor_id, &stamp.actor_name, stamp.actor_role, &stamp.subject_id, cx.now())
    .one()?;
    tx.commit(changed("cart.item_added", cart, version, &sku, quantity_of(before), quantity_of(quantity))).await?;
    Ok(quantity)
}

/// Writes a line at the price that is shown for it; one that is added to is ordered with the cart again.
const ADD: &str = sql!(concat!(
    "with ",
    price_lists!("$12"),
    " insert into cart_line (cart_id, product_id, position, quantity, note, added_actor_id, added_actor_name,
                            added_actor_role, added_subject_id, shown_price)
     values ($1, $5, $7, $6, '', $8, $9, $10, $11, ",
    price_of!("$5", "$6"),
    ") on conflict (cart_id, product_id) do update set quantity = excluded.quantity, shown_price = excluded.shown_price,
                                                      is_selected = 1"
));

/// Changes a line; its price is shown anew.
const CHANGE: &str = sql!(concat!(
    "with ",
    price_lists!("$10"),
    " update cart_line set quantity = $6, note = $7, is_selected = $8, requested_on = $9, shown_price = ",
    price_of!("cart_line.product_id", "$6"),
    " where cart_id = $1 and product_id = $5"
));

/// All prices of a cart are as they are shown now.
const SEEN: &str = sql!(concat!(
    "with ",
    price_lists!("$5"),
    " update cart_line set shown_price = ",
    price_of!("cart_line.product_id", "cart_line.quantity"),
    " where cart_id = $1"
));

fn customer(cx: &Cx) -> Result<&Customer> {
    cx.require_customer(Action::EditCart)
}

fn quantity_of(n: i64) -> Value {
    if n == 0 { Value::Null } else { json!({ "quantity": n }) }
}

fn changed(kind: &'static str, cart: CartId, version: i64, sku: &str, before: Value, after: Value) -> Event {
    Event::new(kind)
        .target_named("cart", cart, "", version)
        .detail("what", sku)
        .change(json!({ "line": before, "sku": sku }), json!({ "line": after, "sku": sku }))
}

/// Takes the cart for writing, making the customer's own when there is none; gives its new version.
pub(crate) async fn touch(tx: &mut Tx, expected: Option<i64>) -> Result<(CartId, i64)> {
    touch_as(tx, expected, None).await
}

/// The same, and what a prepared cart becomes with it.
///
/// # Errors
/// [`Conflict::Cart`] for a prepared cart that cannot be changed any more, or that somebody changed since `expected`.
pub(crate) async fn touch_as(tx: &mut Tx, expected: Option<i64>, becomes: Option<State>) -> Result<(CartId, i64)> {
    let cx = tx.cx().clone();
    let account = cx.require_customer(Action::EditCart)?.account;
    let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
    let row: Option<(CartId, i64)> = match cx.prepared() {
        // Support changes what it prepares, the customer what was handed over.
        Some(prepared) => {
            let open = if cx.behalf().is_some() { State::Draft } else { State::Offered };
            on_tx!(tx, c => sqlx::query_as(sql!("
                update cart set version = version + 1, modified_at = $4, modified_actor_id = $5, modified_actor_name = $6,
                    modified_actor_role = $7, modified_subject_id = $8, modified_behalf_id = $9, last_event = $10,
                    state = coalesce($11, state),
                    answered_at = case when cast($11 as text) is null then answered_at else $4 end
                where id = $1 and account_id = $2 and state = $3
                returning id, version
            ")).bind(prepared).bind(account).bind(open).bind(now).bind(&stamp.actor_id).bind(&stamp.actor_name)
                .bind(stamp.actor_role).bind(&stamp.subject_id).bind(stamp.behalf).bind(&event).bind(becomes)
                .fetch_optional(c).await?)
        }
        None => on_tx!(tx, c => sqlx::query_as(sql!("
            insert into cart (id, account_id, version, modified_at, modified_actor_id, modified_actor_name,
                              modified_actor_role, modified_subject_id, modified_behalf_id, last_event)
            values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9)
            on conflict (account_id) where state = 'own' do update set
                version = cart.version + 1, modified_at = excluded.modified_at,
                modified_actor_id = excluded.modified_actor_id, modified_actor_name = excluded.modified_actor_name,
                modified_actor_role = excluded.modified_actor_role, modified_subject_id = excluded.modified_subject_id,
                modified_behalf_id = excluded.modified_behalf_id, last_event = excluded.last_event
            returning id, version
        ")).bind(CartId::fresh()).bind(account).bind(now).bind(&stamp.actor_id).bind(&stamp.actor_name)
            .bind(stamp.actor_role).bind(&stamp.subject_id).bind(stamp.behalf).bind(&event).fetch_optional(c).await?),
    };
    let (id, version) = row.ok_or(Error::Conflict(Conflict::Cart))?;
    if expected.is_some_and(|e| e + 1 != version) {
        return Err(Error::Conflict(Conflict::Cart));
    }
    Ok((id, version))
}

/// A line as it is stored, before it is changed.
#[derive(sqlx::FromRow)]
struct Stored {
    product: ProductId,
    sku: String,
    increment: i64,
    quantity: i64,
    note: String,
    is_selected: i64,
    requested_on: Option<String>,
}

/// The line of a product, before it is changed.
async fn line(tx: &mut Tx, cart: CartId, slug: &str) -> Result<Stored> {
    let row: Option<Stored> = on_tx!(tx, c => sqlx::query_as(sql!("
        select p.id as product, p.sku, p.increment, l.quantity, l.note, l.is_selected, l.requested_on
        from cart_line l
        join product p on p.id = l.product_id
        where l.cart_id = $1 and p.slug = $2
    ")).bind(cart).bind(slug).fetch_optional(c).await?);
    row.ok_or(Error::Conflict(Conflict::Cart))
}

/// What a line is to become.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Address part of the product.
    pub slug: &'a str,
    /// The quantity as it was typed.
    pub quantity: &'a str,
    /// The note as it was typed.
    pub note: &'a str,
}

/// Sets quantity and note of lines: all of them or none.
///
/// # Errors
/// [`Error::Invalid`] at `quantity` or `note`; [`Error::Conflict`] when a line is gone.
pub async fn change(cx: &Cx, wanted: &[Wanted<'_>]) -> Result<()> {
    change_shown(cx, wanted, None).await
}

/// The same for the cart in the version that was shown.
///
/// # Errors
/// As [`change`]; [`Error::Conflict`] when somebody changed the cart since.
pub async fn change_shown(cx: &Cx, wanted: &[Wanted<'_>], shown: Option<i64>) -> Result<()> {
    let edits: Vec<Edit<'_>> =
        wanted.iter().map(|wanted| Edit { wanted: *wanted, is_selected: None, requested_on: None }).collect();
    save(cx, &edits, None, shown).await
}

/// What a line is to become, with whether it is ordered and the day on which it is wanted; what is none stays as it is.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// Quantity and note.
    pub wanted: Wanted<'a>,
    /// Whether it is ordered with the cart.
    pub is_selected: Option<bool>,
    /// The day as it was typed; empty for none.
    pub requested_on: Option<&'a str>,
}

/// Sets all of it: for all lines or for none. With `select`, every line of the cart is ordered with it, or none is.
///
/// # Errors
/// As [`change_shown`]; [`Error::Invalid`] at `requested_on`.
pub async fn save(cx: &Cx, edits: &[Edit<'_>], select: Option<bool>, shown: Option<i64>) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, shown).await?;
    let (skus, before, after) = write(&mut tx, cart, edits).await?;
    let more = if skus.len() > NAMED { ", …" } else { "" };
    let what = skus.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ") + more;
    let kind = if select.is_some() { "cart.lines_selected" } else { "cart.item_changed" };
    let event = Event::new(kind)
        .target_named("cart", cart, "", version)
        .detail("what", what)
        .change(json!({ "lines": before }), json!({ "lines": after }));
    let event = match select {
        None => event,
        Some(is_selected) => {
            exec!(tx, "
                update cart_line set is_selected = $2 where cart_id = $1 and is_selected <> $2
            "; cart, i64::from(is_selected))
            .any_number();
            event.detail("selected", if is_selected { "all" } else { "none" })
        }
    };
    tx.commit(event).await
}

/// Writes the edits; gives the article numbers, and the lines before and after.
async fn write(tx: &mut Tx, cart: CartId, edits: &[Edit<'_>]) -> Result<(Vec<String>, Vec<Value>, Vec<Value>)> {
    let cx = tx.cx().clone();
    let (customer, window) = (customer(&cx)?, window_in(tx).await?);
    let (mut skus, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for Edit { wanted, is_selected, requested_on } in edits {
        let note = cart::note(wanted.note)?;
        let stored = line(tx, cart, wanted.slug).await?;
        let quantity = quantity(wanted.quantity, stored.increment)?;
        let is_selected = is_selected.map_or(stored.is_selected, i64::from);
        let day = match requested_on {
            None => stored.requested_on.clone(),
            Some(typed) => read_day(window, typed, stored.requested_on.as_deref())?,
        };
        exec!(tx, CHANGE; cart, customer.organization, customer.currency, customer.store, stored.product, quantity, note,
            is_selected, &day, cx.now())
        .one()?;
        let of = |quantity: i64, note: &str, is_selected: i64, day: Option<&str>| json!({ "note": note, "quantity": quantity, "requested_on": day, "selected": is_selected == 1, "sku": stored.sku });
        before.push(of(stored.quantity, &stored.note, stored.is_selected, stored.requested_on.as_deref()));
        after.push(of(quantity, note, is_selected, day.as_deref()));
        skus.push(stored.sku);
    }
    Ok((skus, before, after))
}

/// A day as it was typed, for the table. A day that is there already stays, also when it is too early by now: that is said
/// when the line is ordered.
fn read_day(window: Window, typed: &str, stored: Option<&str>) -> Result<Option<String>> {
    let known = Day::parse(typed).map(Day::iso).filter(|day| Some(day.as_str()) == stored);
    match known {
        Some(day) => Ok(Some(day)),
        None => day(window, typed).map(|day| day.map(Day::iso)),
    }
}

/// Reads the day on which a line is wanted.
///
/// # Errors
/// The field `requested_on` with its problem.
pub fn day(window: Window, typed: &str) -> Result<Option<Day>> {
    window.read(typed).map_err(|problem| Error::field("requested_on", problem))
}

/// The days on which goods of the customer's store can be wanted.
async fn window_in(tx: &mut Tx) -> Result<Window> {
    let (now, store) = (tx.cx().now(), tx.cx().require_customer(Action::ViewCart)?.store);
    let lead: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("select lead_days from store where id = $1")).bind(store).fetch_one(c).await?);
    Ok(Window::of(now, lead))
}

/// Says that the prices of now were seen, so that no line tells of another one.
///
/// # Errors
/// [`Error::Conflict`] when somebody changed the cart since it was shown.
pub async fn see_prices(cx: &Cx, shown: Option<i64>) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, shown).await?;
    let customer = customer(cx)?;
    exec!(tx, SEEN; cart, customer.organization, customer.currency, customer.store, cx.now()).any_number();
    tx.commit(Event::new("cart.prices_seen").target_named("cart", cart, "", version)).await
}

/// So many changed lines are named in the event; the change itself has all of them.
const NAMED: usize = 5;

/// What was removed, so that it can be put back.
#[derive(Clone, Debug)]
pub struct Removed {
    /// Address part of the product.
    pub slug: String,
    /// How many there were.
    pub quantity: i64,
}

/// Removes a line.
///
/// # Errors
/// [`Error::Conflict`] when the line is gone already.
pub async fn remove(cx: &Cx, slug: &str) -> Result<Removed> {
    remove_shown(cx, slug, None).await
}

/// The same from the cart in the version that was shown.
///
/// # Errors
/// [`Error::Conflict`] when the line is gone already, or somebody changed the cart since.
pub async fn remove_shown(cx: &Cx, slug: &str, shown: Option<i64>) -> Result<Removed> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, shown).await?;
    let Stored { product, sku, quantity, .. } = line(&mut tx, cart, slug).await?;
    exec!(tx, "
        delete from cart_line where cart_id = $1 and product_id = $2
    "; cart, product)
    .one()?;
    tx.commit(changed("cart.item_removed", cart, version, &sku, quantity_of(quantity), Value::Null)).await?;
    Ok(Removed { slug: slug.to_owned(), quantity })
}

/// Takes the lines of an order that was just written out of its cart, in the order's own transaction. What was not ordered
/// stays.
pub(crate) async fn clear(tx: &mut Tx, cart: CartId) -> Result<()> {
    exec!(tx, "
        delete from cart_line where cart_id = $1 and is_selected = 1
    "; cart)
    .any_number();
    Ok(())
}

/// Whether something stays in the prepared cart of the request when its ticked lines are ordered.
pub(crate) async fn has_rest(tx: &mut Tx, cart: CartId) -> Result<bool> {
    let left: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from cart_line where cart_id = $1 and is_selected = 0
    ")).bind(cart).fetch_one(c).await?);
    Ok(left > 0)
}
