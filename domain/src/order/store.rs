//! Placing orders and reading them.

use crate::address::Address;
use crate::audit::Event;
use crate::cart::{self, Cart, Line};
use crate::cx::{Customer, Cx};
use crate::db::is_violation;
use crate::error::{Conflict, Denied, Error, Field, Problem, Result};
use crate::id::{AddressId, ContactId, OrderId, OrganizationId};
use crate::money::{Currency, Money, UnitPrice};
use crate::order::{Checkout, Tax, Totals, number, totals};
use crate::policy::Action;
use crate::search::{key, patterns};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on, on_tx, sql};
use serde_json::{Value, json};

/// What the checkout page needs to know about the customer's company.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Terms {
    /// `active`, `on_hold` or `closed`.
    pub status: String,
    /// Days to pay.
    pub terms_days: i64,
    /// `off`, `optional` or `required`.
    pub po_number: String,
    /// For the tax.
    pub vat_id: String,
    /// The store's country.
    pub store_country: String,
}

/// The terms of the customer's company.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn terms(cx: &Cx) -> Result<Terms> {
    let customer = cx.require_customer(Action::ViewCart)?;
    on!(cx.db(), c => sqlx::query_as(sql!("
        select o.status, o.terms_days, o.po_number, o.vat_id, w.country as store_country
        from organization o, store w
        where o.id = $1 and w.id = $2
    ")).bind(customer.organization).bind(customer.store).fetch_optional(c).await?)
    .ok_or(Error::NotFound)
}

/// The amounts of `cart` sent to `country`.
///
/// # Errors
/// [`Error::Invalid`] when a line has no price or the sum does not fit.
pub fn price_up(cart: &Cart, shipping: crate::order::Shipping, country: &str, terms: &Terms) -> Result<(Totals, Tax)> {
    let tax = Tax::between(&terms.store_country, country, &terms.vat_id);
    let mut lines = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        let total =
            line.total().ok_or_else(|| Error::field("cart", line.problem().unwrap_or(Problem::TotalTooLarge)))?;
        lines.push((total, tax.rate(&line.tax_class)));
    }
    let subtotal = cart.subtotal().ok_or_else(|| Error::field("cart", Problem::TotalTooLarge))?;
    Ok((totals(cart.currency, &lines, shipping.cost(subtotal), tax.standard)?, tax))
}

/// Places the order of the customer's cart, once for each key; gives its number.
///
/// # Errors
/// [`Error::Invalid`] naming what cannot be ordered, [`Error::Conflict`] when cart or total are not as shown,
/// [`Error::Forbidden`] when the company may not order. Nothing is changed then.
pub async fn place(cx: &Cx, checkout: &Checkout) -> Result<String> {
    let customer = cx.require_customer(Action::ViewCart)?.clone();
    match place_once(cx, &customer, checkout).await {
        // Another request with the same key won the race: give its answer.
        Err(Error::Conflict(Conflict::State)) => {
            let mut tx = cx.begin(Action::PlaceOrder).await?;
            placed_before(&mut tx, &customer, checkout).await?.ok_or(Error::Unavailable)
        }
        other => other,
    }
}

async fn place_once(cx: &Cx, customer: &Customer, checkout: &Checkout) -> Result<String> {
    let mut tx = cx.begin(Action::PlaceOrder).await?;
    if let Some(number) = placed_before(&mut tx, customer, checkout).await? {
        return Ok(number);
    }
    let (cart_id, cart_version) = cart::store::touch(&mut tx, None).await?;
    let cart = cart::store::load_in(&mut tx).await?;
    if let Some(number) = placed_before(&mut tx, customer, checkout).await? {
        return Ok(number);
    }
    let terms = terms_in(&mut tx, customer).await?;
    if terms.status != "active" {
        return Err(Denied::OnHold.into());
    }
    let address = address_in(&mut tx, customer.organization, checkout.address).await?;
    check_lines(&cart)?;
    let (totals, tax) = price_up(&cart, checkout.shipping, &address.country, &terms)?;
    if totals.subtotal.minor != checkout.shown_goods {
        return Err(Error::Conflict(Conflict::Total));
    }
    take_stock(&mut tx, &cart).await?;
    let id = OrderId::fresh();
    let number = number()?;
    let order =
        Draft { id, number: &number, customer, checkout, address: &address, totals: &totals, tax, terms: &terms };
    order.insert(&mut tx).await?;
    for (position, line) in (1_i64..).zip(&cart.lines) {
        insert_line(&mut tx, id, position, line, tax).await?;
    }
    cart::store::clear(&mut tx, cart_id).await?;
    let event = Event::new("order.placed")
        .target_named("order", id, &number, 1)
        .target_named("cart", cart_id, "", cart_version)
        .detail("lines", i64::try_from(cart.lines.len()).unwrap_or(i64::MAX))
        .detail("total", json!({ "cur": cart.currency.code(), "minor": totals.total.minor.to_string() }))
        .change(Value::Null, order.document(&cart));
    tx.commit(event).await?;
    Ok(number)
}

fn check_lines(cart: &Cart) -> Result<()> {
    if cart.lines.is_empty() {
        return Err(Error::field("cart", Problem::EmptyCart));
    }
    let wrong: Vec<Field> =
        cart.lines.iter().filter_map(Line::problem).map(|problem| Field { name: "cart", problem }).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

/// The number of the order that this key made already.
async fn placed_before(tx: &mut Tx, customer: &Customer, checkout: &Checkout) -> Result<Option<String>> {
    let actor = tx.cx().stamp().actor_id;
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select number, payload_hash from orders
        where account_id = $1 and created_actor_id = $2 and idempotency_key = $3
    ")).bind(customer.account).bind(&actor).bind(&checkout.key).fetch_optional(c).await?);
    match row {
        None => Ok(None),
        Some((number, hash)) if hash == checkout.payload_hash() => Ok(Some(number)),
        Some(_) => Err(Error::field("key", Problem::KeyReused)),
    }
}

async fn terms_in(tx: &mut Tx, customer: &Customer) -> Result<Terms> {
    on_tx!(tx, c => sqlx::query_as(sql!("
        select o.status, o.terms_days, o.po_number, o.vat_id, w.country as store_country
        from organization o, store w
        where o.id = $1 and w.id = $2
    ")).bind(customer.organization).bind(customer.store).fetch_optional(c).await?)
    .ok_or(Error::NotFound)
}

async fn address_in(tx: &mut Tx, organization: OrganizationId, id: AddressId) -> Result<Address> {
    let row: Option<Address> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, recipient, line1, line2, city, region, postcode, country
        from address
        where id = $1 and organization_id = $2
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    row.ok_or_else(|| Error::field("address", Problem::NotAChoice))
}

/// Takes what is ordered from the stock, in the order of the article numbers so that no two orders wait for each other
/// in a circle (R103, R104).
async fn take_stock(tx: &mut Tx, cart: &Cart) -> Result<()> {
    let event = tx.event().to_owned();
    let mut lines: Vec<&Line> = cart.lines.iter().collect();
    lines.sort_by(|a, b| a.sku.cmp(&b.sku));
    for line in lines {
        let taken = on_tx!(tx, c => sqlx::query(sql!("
            update stock set available = available - $2, last_event = $3 where product_id = $1 and available >= $2
        ")).bind(line.product).bind(line.quantity).bind(&event).execute(c).await?.rows_affected());
        if taken != 1 {
            let available: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
                select available from stock where product_id = $1
            ")).bind(line.product).fetch_one(c).await?);
            return Err(Error::field("cart", Problem::OutOfStock { sku: line.sku.clone(), available }));
        }
    }
    Ok(())
}

struct Draft<'a> {
    id: OrderId,
    number: &'a str,
    customer: &'a Customer,
    checkout: &'a Checkout,
    address: &'a Address,
    totals: &'a Totals,
    tax: Tax,
    terms: &'a Terms,
}

impl Draft<'_> {
    async fn insert(&self, tx: &mut Tx) -> Result<()> {
        let cx = tx.cx().clone();
        let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
        let search_key =
            key(&[self.number, &self.checkout.po_number, &self.customer.organization_name, &self.customer.name]);
        let inserted: std::result::Result<(), sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
            insert into orders (id, number, store_id, organization_id, contact_id, account_id, status, currency,
                subtotal, shipping, tax, total, tax_note, po_number, note, recipient, address_text, shipping_method,
                payment_method, terms_days, placed_at, idempotency_key, payload_hash, search_key, version,
                created_at, created_actor_id, created_actor_name, created_actor_role, created_subject_id,
                created_behalf_id, created_event, last_event)
            values ($1, $2, $3, $4, $5, $6, 'placed', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'account',
                $18, $19, $20, $21, $22, 1, $19, $23, $24, $25, $26, $27, $28, $28)
        ")).bind(self.id).bind(self.number).bind(self.customer.store).bind(self.customer.organization)
            .bind(self.customer.contact).bind(self.customer.account).bind(self.customer.currency.code())
            .bind(self.totals.subtotal.minor).bind(self.totals.shipping.minor).bind(self.totals.tax.minor)
            .bind(self.totals.total.minor).bind(self.tax.note).bind(&self.checkout.po_number).bind(&self.checkout.note)
            .bind(&self.address.recipient).bind(self.address.lines().join("\n")).bind(self.checkout.shipping.as_str())
            .bind(self.terms.terms_days).bind(now).bind(&self.checkout.key).bind(self.checkout.payload_hash())
            .bind(&search_key).bind(&stamp.actor_id).bind(&stamp.actor_name).bind(&stamp.actor_role)
            .bind(&stamp.subject_id).bind(stamp.behalf).bind(&event).execute(c).await.map(|_| ()));
        match inserted {
            Err(e)
                if is_violation(
                    &e,
                    "orders_key",
                    "orders.account_id, orders.created_actor_id, orders.idempotency_key",
                ) =>
            {
                Err(Error::Conflict(Conflict::State))
            }
            other => Ok(other?),
        }
    }

    /// The order as the record keeps it.
    fn document(&self, cart: &Cart) -> Value {
        json!({
            "currency": cart.currency.code(),
            "lines": cart.lines.iter().map(|l| json!({
                "quantity": l.quantity,
                "sku": l.sku,
                "total": l.total().map(|t| t.minor),
                "unit_price": l.price.map(|p| p.ten_thousandths),
            })).collect::<Vec<_>>(),
            "number": self.number,
            "po_number": self.checkout.po_number,
            "shipping": self.totals.shipping.minor,
            "shipping_method": self.checkout.shipping.as_str(),
            "status": "placed",
            "subtotal": self.totals.subtotal.minor,
            "tax": self.totals.tax.minor,
            "to": self.address.id.to_string(),
            "total": self.totals.total.minor,
        })
    }
}

async fn insert_line(tx: &mut Tx, order: OrderId, position: i64, line: &Line, tax: Tax) -> Result<()> {
    let (Some(price), Some(total)) = (line.price, line.total()) else {
        return Err(Error::field("cart", Problem::NoPrice(line.sku.clone())));
    };
    on_tx!(tx, c => sqlx::query(sql!("
        insert into order_line (order_id, position, product_id, sku, name, unit, quantity, unit_price, total, tax_rate, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ")).bind(order).bind(position).bind(line.product).bind(&line.sku).bind(&line.name).bind(&line.unit)
        .bind(line.quantity).bind(price.ten_thousandths).bind(total.minor).bind(tax.rate(&line.tax_class))
        .bind(&line.note).execute(c).await?.rows_affected());
    Ok(())
}

/// An order in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The order.
    pub id: OrderId,
    /// The number people know it by.
    pub number: String,
    /// Where it is.
    pub status: String,
    currency: String,
    total: i64,
    /// When it was placed.
    pub placed_at: Micros,
    /// The customer's order number.
    pub po_number: String,
    /// The customer's name.
    pub contact_name: String,
    /// Their company.
    pub organization_name: String,
    /// Lines.
    pub lines: i64,
    /// Who placed it.
    pub actor_name: String,
    /// Their role.
    pub actor_role: String,
    /// Placed by staff for the customer.
    pub on_behalf: i64,
    /// How many match in all.
    pub matches: i64,
}

impl Row {
    /// What is to be paid.
    pub fn total(&self) -> Money {
        Money::new(self.total, Currency::parse(&self.currency).unwrap_or(Currency::Gbp))
    }
}

/// Orders on a page of a list.
pub const PAGE: i64 = 20;

/// A page of orders, newest first, of which `$scope` holds for `$1`; `$2`–`$4` are words, `$5` a state, `$6` and `$7`
/// the page.
macro_rules! rows {
    ($scope:literal) => {
        sql!(concat!(
            r"
            select r.id, r.number, r.status, r.currency, r.total, r.placed_at, r.po_number,
                   k.latin_name as contact_name, o.name as organization_name,
                   (select count(*) from order_line l where l.order_id = r.id) as lines,
                   r.created_actor_name as actor_name, r.created_actor_role as actor_role,
                   case when r.created_subject_id is null then cast(0 as bigint) else cast(1 as bigint) end as on_behalf,
                   count(*) over () as matches
            from orders r
            join contact k on k.id = r.contact_id
            join organization o on o.id = r.organization_id
            where ",
            $scope,
            r"
              and r.search_key like $2 escape '\' and r.search_key like $3 escape '\' and r.search_key like $4 escape '\'
              and ($5 = '' or r.status = $5)
            order by r.placed_at desc, r.id desc
            limit $6 offset $7"
        ))
    };
}

/// Whose orders are listed.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    /// Everybody's.
    All,
    /// One contact's.
    Contact(ContactId),
    /// One company's.
    Organization(OrganizationId),
}

/// The customer's own orders, newest first, with the query's words in number or PO number; `page` counts from 0.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn own(cx: &Cx, query: &str, status: &str, page: i64) -> Result<Vec<Row>> {
    let account = cx.require_customer(Action::ViewOrders)?.account;
    list(cx, rows!("r.account_id = $1"), account.0, query, status, page).await
}

/// Orders for staff.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn all(cx: &Cx, whose: Whose, query: &str, status: &str, page: i64) -> Result<Vec<Row>> {
    cx.require_staff(Action::ViewAllOrders)?;
    match whose {
        Whose::All => list(cx, rows!("r.id <> $1"), uuid::Uuid::nil(), query, status, page).await,
        Whose::Contact(id) => list(cx, rows!("r.contact_id = $1"), id.0, query, status, page).await,
        Whose::Organization(id) => list(cx, rows!("r.organization_id = $1"), id.0, query, status, page).await,
    }
}

async fn list(cx: &Cx, sql: &'static str, id: uuid::Uuid, query: &str, status: &str, page: i64) -> Result<Vec<Row>> {
    let [p1, p2, p3, ..] = patterns(query);
    Ok(on!(cx.db(), c => sqlx::query_as(sql).bind(id).bind(&p1).bind(&p2).bind(&p3).bind(status)
        .bind(PAGE).bind(page.saturating_mul(PAGE)).fetch_all(c).await?))
}

/// An order on its page.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// The number people know it by.
    pub number: String,
    /// Where it is.
    pub status: String,
    currency: String,
    subtotal: i64,
    shipping: i64,
    tax: i64,
    total: i64,
    /// Printed beside the tax.
    pub tax_note: String,
    /// The customer's order number.
    pub po_number: String,
    /// Note to the seller.
    pub note: String,
    /// To whom it goes.
    pub recipient: String,
    /// Where it goes, line by line.
    pub address_text: String,
    /// `standard`, `express` or `collect`.
    pub shipping_method: String,
    /// Days to pay.
    pub terms_days: i64,
    /// When it was placed.
    pub placed_at: Micros,
    /// The customer.
    pub contact_id: ContactId,
    /// The customer's name.
    pub contact_name: String,
    /// Their company.
    pub organization_id: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// The store.
    pub store_name: String,
    /// Who placed it, as of then.
    pub actor_name: String,
    /// Their role as of then.
    pub actor_role: String,
    /// Placed by staff for the customer.
    pub on_behalf: i64,
    /// The on-behalf session, for the link.
    pub behalf_id: Option<crate::id::BehalfId>,
    /// Whether the company lets its people see the names of support.
    pub support_names: bool,
}

impl Order {
    fn money(&self, minor: i64) -> Money {
        Money::new(minor, Currency::parse(&self.currency).unwrap_or(Currency::Gbp))
    }

    /// The amounts.
    pub fn totals(&self) -> Totals {
        Totals {
            subtotal: self.money(self.subtotal),
            shipping: self.money(self.shipping),
            tax: self.money(self.tax),
            total: self.money(self.total),
        }
    }
}

/// A line of an order.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OrderLine {
    /// Article number as of then.
    pub sku: String,
    /// Name as of then.
    pub name: String,
    /// Unit as of then.
    pub unit: String,
    /// How many.
    pub quantity: i64,
    unit_price: i64,
    total: i64,
    /// The customer's note.
    pub note: String,
    /// Where the product is now.
    pub slug: String,
}

impl OrderLine {
    /// For one unit, in the order's currency.
    pub fn price(&self, order: &Order) -> UnitPrice {
        UnitPrice::new(self.unit_price, order.money(0).currency)
    }

    /// The amount, in the order's currency.
    pub fn total(&self, order: &Order) -> Money {
        order.money(self.total)
    }
}

/// One of the customer's own orders.
///
/// # Errors
/// [`Error::NotFound`], also for somebody else's (R63).
pub async fn find_own(cx: &Cx, number: &str) -> Result<(Order, Vec<OrderLine>)> {
    let account = cx.require_customer(Action::ViewOrders)?.account;
    find(cx, Some(account), number).await
}

/// Any order, for staff; looking at it is recorded.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_any(cx: &Cx, number: &str) -> Result<(Order, Vec<OrderLine>)> {
    cx.require_staff(Action::ViewAllOrders)?;
    let found = find(cx, None, number).await?;
    let event = Event::new("order.viewed").target_named("order", found.0.id, &found.0.number, 1);
    cx.begin(Action::ViewAllOrders).await?.commit(event).await?;
    Ok(found)
}

async fn find(cx: &Cx, account: Option<crate::id::AccountId>, number: &str) -> Result<(Order, Vec<OrderLine>)> {
    let order: Option<Order> = on!(cx.db(), c => sqlx::query_as(sql!("
        select r.id, r.number, r.status, r.currency, r.subtotal, r.shipping, r.tax, r.total, r.tax_note, r.po_number,
               r.note, r.recipient, r.address_text, r.shipping_method, r.terms_days, r.placed_at,
               r.contact_id, k.latin_name as contact_name, r.organization_id, o.name as organization_name,
               w.name as store_name, r.created_actor_name as actor_name, r.created_actor_role as actor_role,
               case when r.created_subject_id is null then cast(0 as bigint) else cast(1 as bigint) end as on_behalf,
               r.created_behalf_id as behalf_id, o.support_names
        from orders r
        join contact k on k.id = r.contact_id
        join organization o on o.id = r.organization_id
        join store w on w.id = r.store_id
        where r.number = $1 and r.account_id = coalesce($2, r.account_id)
    ")).bind(number).bind(account).fetch_optional(c).await?);
    let order = order.ok_or(Error::NotFound)?;
    let lines = on!(cx.db(), c => sqlx::query_as(sql!("
        select l.sku, l.name, l.unit, l.quantity, l.unit_price, l.total, l.note, p.slug
        from order_line l
        join product p on p.id = l.product_id
        where l.order_id = $1
        order by l.position
    ")).bind(order.id).fetch_all(c).await?);
    Ok((order, lines))
}
