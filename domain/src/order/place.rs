//! Placing an order: one transaction for the order, its lines, the stock and the event.
//!
//! Rule: everything is read and computed again here; the values of the form are not trusted (R105). All of it happens
//! or nothing, and one key makes one order (R100–R104).

use crate::address::Address;
use crate::audit::Event;
use crate::cart::{self, Cart, Line};
use crate::cx::{Customer, Cx};
use crate::day::Day;
use crate::db::is_violation;
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::{AddressId, OrderId, OrganizationId};
use crate::money::percent;
use crate::order::db::{TERMS, Terms, price_cart_discounted};
use crate::order::discount::Discount;
use crate::order::limit::{self, Release};
use crate::order::{Checkout, Numbers, Status, Tax, Totals, approval, booking, entry, pace};
use crate::organization::orders_nothing;
use crate::policy::Action;
use crate::session::Credentials;
use crate::tx::Tx;
use crate::{bought, exec, on_tx, sql, throttle};
use serde_json::{Value, json};

/// Places the order of the customer's cart, or submits it for approval, once for each key; returns its number.
///
/// # Errors
/// [`Error::Invalid`] naming what cannot be ordered, [`Error::Conflict`] when cart or total are not as shown,
/// [`Error::Forbidden`] when the company may not order. Nothing is changed then.
pub async fn place(cx: &Cx, checkout: &Checkout) -> Result<String> {
    place_released(cx, checkout, &Credentials::default()).await
}

/// The same, with the login and password of a second person who releases an order above the agent's limit; without a login
/// there is no second person.
///
/// # Errors
/// As [`place`]; [`Error::Throttled`] after several wrong passwords.
pub async fn place_released(cx: &Cx, checkout: &Checkout, second: &Credentials<'_>) -> Result<String> {
    place_shown(cx, checkout, second, Seen::default()).await
}

/// What the form showed; a value that is none is not compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen<'a> {
    /// The version of the cart.
    pub cart: Option<i64>,
    /// The PO number that the form warned about, because another order has it, or empty.
    pub po_number: Option<&'a str>,
}

/// The same, with what the form showed.
///
/// # Errors
/// As [`place_released`]; [`Conflict::Cart`] when somebody changed the cart since; [`Error::Invalid`] at `po_number` when
/// another order of the company has it and nobody was told.
pub async fn place_shown(cx: &Cx, checkout: &Checkout, second: &Credentials<'_>, seen: Seen<'_>) -> Result<String> {
    let customer = cx.require_customer(Action::ViewCart)?.clone();
    if cx.prepared().is_some() {
        // Support prepares it, the customer orders it.
        cx.check_recorded(Action::AnswerPrepared).await?;
    }
    let is_released = [second.login, second.password, second.code].iter().any(|value| !value.trim().is_empty());
    if !is_released || cx.behalf().is_none() {
        return place_keyed(cx, &customer, checkout, None, seen).await;
    }
    // A browser that sends a form twice takes back its first request. The code of the second person is used up by then, so
    // the order is placed to its end without the browser, and the second request waits for it.
    let (cx, checkout) = (cx.clone(), checkout.clone());
    let typed = [second.login, second.password, second.code].map(str::to_owned);
    let (cart, po_number) = (seen.cart, seen.po_number.map(str::to_owned));
    let placing = tokio::spawn(async move {
        let [login, password, code] = &typed;
        let second = Credentials { login, password, code, passkey: None };
        let seen = Seen { cart, po_number: po_number.as_deref() };
        let actor = cx.stamp().actor_id;
        let claim = throttle::claim(&cx, &format!("order {} {actor} {}", customer.account, checkout.key)).await?;
        let placed = place_proved(&cx, &customer, &checkout, &second, seen).await;
        claim.release(&cx).await?;
        placed
    });
    placing.await.map_err(|error| Error::Internal(format!("placing an order: {error}")))?
}

/// The earlier order of this key, or a new one that the second person releases.
async fn place_proved(
    cx: &Cx,
    customer: &Customer,
    checkout: &Checkout,
    second: &Credentials<'_>,
    seen: Seen<'_>,
) -> Result<String> {
    let mut tx = cx.begin(Action::PlaceOrder).await?;
    if let Some(number) = placed_before(&mut tx, customer, checkout).await? {
        return Ok(number);
    }
    // What cannot be ordered at all uses up no code.
    let terms = terms_in(&mut tx, customer).await?;
    check_company(&terms)?;
    check_po_number(&mut tx, customer, checkout, seen).await?;
    booking::check(&mut tx, customer.organization, &terms, checkout).await?;
    let cart = cart::db::load_in(&mut tx).await?;
    if seen.cart.is_some_and(|shown| shown != cart.version) {
        return Err(Error::Conflict(Conflict::Cart));
    }
    booking::check_cart(&cart, &terms)?;
    drop(tx);
    let release = limit::prove(cx, second).await?;
    place_keyed(cx, customer, checkout, release.as_ref(), seen).await
}

async fn place_keyed(
    cx: &Cx,
    customer: &Customer,
    checkout: &Checkout,
    release: Option<&Release>,
    seen: Seen<'_>,
) -> Result<String> {
    let mut left = NUMBERS;
    loop {
        match place_once(cx, customer, checkout, release, seen).await {
            // Another request with the same key won the race: give its answer.
            Err(Error::Conflict(Conflict::State)) => {
                let mut tx = cx.begin(Action::PlaceOrder).await?;
                return placed_before(&mut tx, customer, checkout).await?.ok_or(Error::Unavailable);
            }
            // Another order has this number: it gets another one.
            Err(Error::Conflict(Conflict::Number)) if left > 1 => left -= 1,
            Err(Error::Throttled { seconds }) => {
                cx.refused(Event::denied("rate.limited", "orders").target("account", customer.account)).await?;
                return Err(Error::Throttled { seconds });
            }
            other => return other,
        }
    }
}

/// The most numbers that are tried for an order.
const NUMBERS: usize = 10;

fn check_company(terms: &Terms) -> Result<()> {
    orders_nothing(terms.status).map_or(Ok(()), |denied| Err(denied.into()))
}

async fn place_once(
    cx: &Cx,
    customer: &Customer,
    checkout: &Checkout,
    release: Option<&Release>,
    seen: Seen<'_>,
) -> Result<String> {
    let mut tx = cx.begin(Action::PlaceOrder).await?;
    // Whoever orders the same cart at the same time waits here, and then finds the order of the first.
    // A prepared cart is done when nothing of it is left.
    let becomes = match cx.prepared() {
        Some(prepared) if !cart::db::has_rest(&mut tx, prepared).await? => Some(cart::State::Ordered),
        _ => None,
    };
    let touched = cart::db::touch_as(&mut tx, None, becomes).await;
    if let Some(number) = placed_before(&mut tx, customer, checkout).await? {
        return Ok(number);
    }
    let (cart_id, cart_version) = touched?;
    if seen.cart.is_some_and(|shown| shown + 1 != cart_version) {
        return Err(Error::Conflict(Conflict::Cart));
    }
    let cart = cart::db::load_in(&mut tx).await?;
    if becomes.is_some() && cart.left > 0 {
        return Err(Error::Conflict(Conflict::Cart));
    }
    let terms = terms_in(&mut tx, customer).await?;
    check_company(&terms)?;
    pace::check(&mut tx, customer.account).await?;
    check_po_number(&mut tx, customer, checkout, seen).await?;
    let address = address_in(&mut tx, customer.organization, checkout.address).await?;
    let cost_centre = booking::check(&mut tx, customer.organization, &terms, checkout).await?;
    booking::check_cart(&cart, &terms)?;
    // Customers give themselves none, whatever was sent.
    let discount = checkout.discount.as_ref().filter(|_| cx.behalf().is_some());
    let rate = discount.map_or(0, |d| d.rate);
    let (totals, tax) = price_cart_discounted(&cart, rate, checkout.shipping, &address.country, &terms)?;
    if totals.total.minor != checkout.shown_total {
        return Err(Error::Conflict(Conflict::Total));
    }
    let second = limit::pass(&mut tx, totals.total, rate, release).await?;
    let asked = approval::needed_in(&mut tx, &terms, totals.total).await?;
    let (status, kind) = match asked {
        Some(_) => (Status::AwaitingApproval, "order.submitted"),
        None => (Status::Placed, "order.placed"),
    };
    take_stock(&mut tx, &cart).await?;
    let id = OrderId::fresh();
    let number = (cx.env().part::<Numbers>().0)()?;
    let order = Draft {
        id,
        number: &number,
        customer,
        checkout,
        address: &address,
        totals: &totals,
        discount,
        tax,
        terms: &terms,
        status,
        cost_centre: &cost_centre,
    };
    order.insert(&mut tx).await?;
    booking::take_files(&mut tx, cart_id, id, &checkout.booking.files).await?;
    for (position, line) in (1_i64..).zip(&cart.lines) {
        order.insert_line(&mut tx, position, line).await?;
    }
    bought::placed(tx.db(), id).await?;
    cart::db::clear(&mut tx, cart_id).await?;
    if let Some(asked) = &asked {
        approval::submit(&mut tx, (id, &number), asked, totals.total).await?;
    }
    let mut event = Event::new(kind)
        .target_named("order", id, &number, 1)
        .target_named("cart", cart_id, "", cart_version)
        .detail("lines", i64::try_from(cart.lines.len()).unwrap_or(i64::MAX))
        .detail("total", json!({ "cur": cart.currency.code(), "minor": totals.total.minor.to_string() }))
        .change(Value::Null, order.document(&cart));
    if let Some(discount) = discount {
        let amount = totals.discount.minor.to_string();
        let given = json!({ "cur": cart.currency.code(), "minor": amount, "percent": percent(rate) });
        event = event.detail("discount", given).personal("discount_reason", &discount.reason);
    }
    if let (Some(second), Some(release), Some((agent, _, behalf))) = (second, release, cx.behalf()) {
        event = event.target("staff", second).detail("released_by", second.to_string());
        tx.also(limit::released(second, release, (agent.id, behalf.id), (id, &number)));
    }
    tx.commit(event).await?;
    Ok(number)
}

/// A PO number that another order of the company has may be used again after a warning.
async fn check_po_number(tx: &mut Tx, customer: &Customer, checkout: &Checkout, seen: Seen<'_>) -> Result<()> {
    let typed = checkout.po_number.as_str();
    if typed.is_empty() || seen.po_number.is_none_or(|told| told == typed) {
        return Ok(());
    }
    let other: Option<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select number from orders
        where organization_id = $1 and lower(po_number) = lower($2) and status not in ('rejected', 'withdrawn', 'cancelled')
        order by placed_at desc, id desc limit 1
    ")).bind(customer.organization).bind(typed).fetch_optional(c).await?);
    other.map_or(Ok(()), |number| Err(Error::field("po_number", Problem::PoNumberUsed(number))))
}

/// The number of the earlier order of this key.
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
    on_tx!(tx, c => sqlx::query_as(TERMS).bind(customer.organization).bind(customer.store).fetch_optional(c).await?)
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

/// Takes the goods from the stock, sorted by article number so that two orders never wait for each other in a circle
/// (R103, R104).
async fn take_stock(tx: &mut Tx, cart: &Cart) -> Result<()> {
    let event = tx.event().to_owned();
    let mut lines: Vec<&Line> = cart.lines.iter().collect();
    lines.sort_by(|a, b| a.sku.cmp(&b.sku));
    for line in lines {
        let taken = exec!(tx, "
            update stock set available = available - $2, last_event = $3 where product_id = $1 and available >= $2
        "; line.product, line.quantity, &event)
        .one_or_none()?;
        if !taken {
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
    discount: Option<&'a Discount>,
    tax: Tax,
    terms: &'a Terms,
    status: Status,
    cost_centre: &'a str,
}

impl Draft<'_> {
    async fn insert(&self, tx: &mut Tx) -> Result<()> {
        let cx = tx.cx().clone();
        let (stamp, now, event) = (cx.stamp(), cx.now(), tx.event().to_owned());
        let inserted: std::result::Result<(), sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
            insert into orders (id, number, store_id, organization_id, contact_id, account_id, status, currency,
                subtotal, shipping, tax, total, tax_note, po_number, note, recipient, address_text, shipping_method,
                payment_method, terms_days, placed_at, idempotency_key, payload_hash, version,
                created_at, created_actor_id, created_actor_name, created_actor_role, created_subject_id,
                created_behalf_id, created_event, last_event, discount, discount_rate, discount_reason,
                requested_on, cost_centre, prepared_cart_id, prepared_by)
            values ($1, $2, $3, $4, $5, $6, $28, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'account',
                $18, $19, $20, $21, 1, $19, $22, $23, $24, $25, $26, $27, $27, $29, $30, $31, $32, $33, $34,
                coalesce((select p.created_actor_name from cart p where p.id = $34), ''))
        ")).bind(self.id).bind(self.number).bind(self.customer.store).bind(self.customer.organization)
            .bind(self.customer.contact).bind(self.customer.account).bind(self.customer.currency)
            .bind(self.totals.subtotal.minor).bind(self.totals.shipping.minor).bind(self.totals.tax.minor)
            .bind(self.totals.total.minor).bind(self.tax.basis).bind(&self.checkout.po_number).bind(&self.checkout.note)
            .bind(&self.address.recipient).bind(self.address.lines().join("\n")).bind(self.checkout.shipping)
            .bind(self.terms.terms_days).bind(now).bind(&self.checkout.key).bind(self.checkout.payload_hash())
            .bind(&stamp.actor_id).bind(&stamp.actor_name).bind(stamp.actor_role)
            .bind(&stamp.subject_id).bind(stamp.behalf).bind(&event).bind(self.status)
            .bind(self.totals.discount.minor).bind(self.totals.discount_rate)
            .bind(self.discount.map_or("", |d| d.reason.as_str()))
            .bind(self.checkout.booking.requested_on.map(Day::iso)).bind(self.cost_centre).bind(cx.prepared())
            .execute(c).await.map(|_| ()));
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
            Err(e) if is_violation(&e, "orders_number", "orders.number") => Err(Error::Conflict(Conflict::Number)),
            other => {
                other?;
                entry::placed(tx.db(), self.id).await
            }
        }
    }

    /// The order as the log has it.
    fn document(&self, cart: &Cart) -> Value {
        json!({
            "cost_centre": self.cost_centre,
            "currency": cart.currency.code(),
            "discount": self.discount.map(|d| json!({ "amount": self.totals.discount.minor, "rate": d.rate })),
            "lines": cart.lines.iter().map(|l| json!({
                "quantity": l.quantity,
                "requested_on": l.requested_on.map(Day::iso),
                "sku": l.sku,
                "total": l.total().map(|t| t.minor),
                "unit_price": l.price.map(|p| p.ten_thousandths),
            })).collect::<Vec<_>>(),
            "number": self.number,
            "files": self.checkout.booking.files.len(),
            "po_number": self.checkout.po_number,
            "requested_on": self.checkout.booking.requested_on.map(Day::iso),
            "shipping": self.totals.shipping.minor,
            "shipping_method": self.checkout.shipping,
            "status": self.status,
            "subtotal": self.totals.subtotal.minor,
            "tax": self.totals.tax.minor,
            "to": self.address.id.to_string(),
            "total": self.totals.total.minor,
        })
    }

    /// A line of it, with the company's own number as of now, and the hand that added it for the customer.
    async fn insert_line(&self, tx: &mut Tx, position: i64, line: &Line) -> Result<()> {
        let (Some(price), Some(total)) = (line.price, line.total()) else {
            return Err(Error::field("cart", Problem::NoPrice(line.sku.clone())));
        };
        let support = line.added_by_support.as_deref();
        let customer = support.map(|_| self.customer.contact.to_string());
        exec!(tx, "
            insert into order_line (order_id, position, product_id, sku, name, unit, quantity, unit_price, total, tax_rate,
                                    note, requested_on, added_actor_name, added_subject_id, own_number)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce((
                 select i.number from own_item i
                 where i.product_id = $3 and i.removed_at is null and i.organization_id = $15
                 order by i.created_at desc, i.number limit 1), ''))
        "; self.id, position, line.product, &line.sku, &line.name, &line.unit, line.quantity, price.ten_thousandths,
            total.minor, self.tax.rate(line.tax_class), &line.note, line.requested_on.map(Day::iso),
            support.unwrap_or_default(), customer, self.customer.organization).one()?;
        Ok(())
    }
}
