//! Orders that customers placed themselves, and how orders went on.

use super::Demo;
use crate::{STORES, contact, dice, order as orders, organization, price as lists};
use domain::address::Address;
use domain::audit::Event;
use domain::error::{Error, Result};
use domain::id::OrderId;
use domain::money::{Money, UnitPrice};
use domain::order::tax::Seller;
use domain::order::{Status, Tax, Totals, entry, number_from, totals};
use domain::policy::Action;
use domain::price;
use domain::tx::Tx;
use domain::{exec, on_tx, sql};
use serde_json::{Value, json};

/// One line with what it cost this company then.
struct Line {
    product: usize,
    quantity: i64,
    price: UnitPrice,
    total: Money,
}

/// Writes an order as its buyer placed it.
pub(super) async fn place(demo: &mut Demo, at: i64, index: usize) -> Result<()> {
    let order = demo.orders[index].clone();
    let store = &STORES[demo.store_of(order.contact, order.account)];
    let company = &organization::ALL[contact::ALL[order.contact].organization];
    let lines = priced(demo, &order)?;
    let address = address(demo, &order);
    let shipping = order.shipping;
    let tax = Tax::of(shipping, Seller { country: store.country, rates: None }, &address.country, company.vat_id);
    let amounts: Vec<(Money, i64)> = lines.iter().map(|l| (l.total, tax.standard)).collect();
    let goods = lines.iter().try_fold(Money::zero(store.currency), |sum, l| sum.checked_add(l.total));
    let goods = goods.ok_or_else(|| Error::Internal("demo: sum".to_owned()))?;
    let totals = totals(store.currency, &amounts, 0, shipping.cost(goods), tax.standard)?;

    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let id = OrderId::fresh();
    let number = number_from(dice::roll("order", u64::try_from(index).unwrap_or(0), "number"));
    let written = Written { demo, order: &order, id, number: &number, address: &address, totals: &totals, tax };
    written.insert(&mut tx).await?;
    for (position, line) in (1_i64..).zip(&lines) {
        let product = &demo.range[line.product];
        exec!(tx, "
            insert into order_line (order_id, position, product_id, sku, name, unit, quantity, unit_price, total, tax_rate, note)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')
        "; id, position, demo.products[line.product], &product.sku, &product.name, product.unit, line.quantity,
            line.price.ten_thousandths, line.total.minor, tax.standard).one()?;
    }
    let event = Event::new("order.placed")
        .by("account", demo.people[order.contact].1[order.account])
        .target_named("order", id, &number, 1)
        .detail("lines", i64::try_from(lines.len()).unwrap_or(i64::MAX))
        .detail("total", json!({ "cur": store.currency.code(), "minor": totals.total.minor.to_string() }))
        .change(Value::Null, written.document(&lines));
    tx.commit(event).await?;
    demo.placed[index] = Some(id);
    Ok(())
}

/// The price that the shop would have asked: nearest list first, then the tier of the quantity.
fn priced(demo: &Demo, order: &orders::Order) -> Result<Vec<Line>> {
    let store = &STORES[demo.store_of(order.contact, order.account)];
    let company = &organization::ALL[contact::ALL[order.contact].organization];
    let mut out = Vec::with_capacity(order.lines.len());
    for (product, quantity) in &order.lines {
        let mut rows = Vec::new();
        for list in lists::LISTS.iter().filter(|l| l.currency == store.currency) {
            let rank = company.price_lists.iter().position(|code| *code == list.code);
            let rank = rank.and_then(|r| i64::try_from(r).ok()).or((list.store == Some(store.code)).then_some(99));
            let Some(rank) = rank else { continue };
            rows.extend(lists::tiers(list, &demo.range[*product]).into_iter().map(|(min_quantity, price)| {
                price::PriceRow { rank, min_quantity, price: UnitPrice::new(price, list.currency) }
            }));
        }
        let price = price::at(&rows, *quantity);
        let total = price.and_then(|p| p.times(*quantity));
        let (Some(price), Some(total)) = (price, total) else {
            return Err(Error::Internal(format!("demo: no price for {}", demo.range[*product].sku)));
        };
        out.push(Line { product: *product, quantity: *quantity, price, total });
    }
    Ok(out)
}

fn address(demo: &Demo, order: &orders::Order) -> Address {
    let n = contact::ALL[order.contact].organization;
    let company = &organization::ALL[n];
    let [line1, line2, city, region, postcode, country] = company.addresses[order.address].map(str::to_owned);
    let id = demo.companies[n].1[order.address];
    Address { id, recipient: company.name.to_owned(), line1, line2, city, region, postcode, country }
}

struct Written<'a> {
    demo: &'a Demo,
    order: &'a orders::Order,
    id: OrderId,
    number: &'a str,
    address: &'a Address,
    totals: &'a Totals,
    tax: Tax,
}

impl Written<'_> {
    async fn insert(&self, tx: &mut Tx) -> Result<()> {
        let (demo, order, event) = (self.demo, self.order, tx.event().to_owned());
        let customer = demo.customer(order.contact, order.account);
        let company = &organization::ALL[contact::ALL[order.contact].organization];
        exec!(tx, "
            insert into orders (id, number, store_id, organization_id, contact_id, account_id, status, currency,
                subtotal, shipping, tax, total, tax_note, po_number, note, recipient, address_text, shipping_method,
                payment_method, terms_days, placed_at, idempotency_key, payload_hash, version,
                created_at, created_actor_id, created_actor_name, created_actor_role, created_event, last_event)
            values ($1, $2, $3, $4, $5, $6, 'placed', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'account',
                $18, $19, $20, '', 1, $19, $21, $22, 'customer', $23, $23)
        "; self.id, self.number, customer.store, customer.organization, customer.contact, customer.account,
            customer.currency, self.totals.subtotal.minor, self.totals.shipping.minor, self.totals.tax.minor,
            self.totals.total.minor, self.tax.basis, &order.po_number, order.note, &self.address.recipient,
            self.address.lines().join("\n"), order.shipping, company.terms_days, order.at, self.id.to_string(),
            customer.account.to_string(), &customer.name, &event)
        .one()?;
        entry::placed(tx.db(), self.id).await
    }

    /// The order as the record keeps it.
    fn document(&self, lines: &[Line]) -> Value {
        json!({
            "currency": self.totals.total.currency.code(),
            "lines": lines.iter().map(|l| json!({
                "quantity": l.quantity,
                "sku": self.demo.range[l.product].sku,
                "total": l.total.minor,
                "unit_price": l.price.ten_thousandths,
            })).collect::<Vec<_>>(),
            "number": self.number,
            "po_number": self.order.po_number,
            "shipping": self.totals.shipping.minor,
            "shipping_method": self.order.shipping,
            "status": Status::Placed,
            "subtotal": self.totals.subtotal.minor,
            "tax": self.totals.tax.minor,
            "to": self.address.id.to_string(),
            "total": self.totals.total.minor,
        })
    }
}

/// Takes an order to its next state.
pub(super) async fn advance(demo: &Demo, at: i64, index: usize, to: Status) -> Result<()> {
    let Some(id) = demo.placed[index] else { return Ok(()) };
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    let (number, before): (String, Status) = on_tx!(tx, c => sqlx::query_as(sql!("
        select number, status from orders where id = $1
    ")).bind(id).fetch_one(c).await?);
    let version: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update orders set status = $2, version = version + 1, last_event = $3 where id = $1 returning version
    ")).bind(id).bind(to).bind(&event).fetch_one(c).await?);
    let kind = match to {
        Status::AwaitingApproval => "order.submitted",
        Status::Placed => "order.placed",
        Status::Confirmed => "order.confirmed",
        Status::Shipped => "order.shipped",
        Status::Delivered => "order.delivered",
        Status::Cancelled => "order.cancelled",
        Status::Rejected => "order.rejected",
        Status::Withdrawn => "order.withdrawn",
    };
    let change = (json!({ "status": before }), json!({ "status": to }));
    let contact = demo.orders[index].contact;
    let event = Event::new(kind)
        .target_named("order", id, &number, version)
        .target("contact", demo.people[contact].0)
        .target("organization", demo.companies[contact::ALL[contact].organization].0)
        .change(change.0, change.1);
    tx.commit(event).await
}
