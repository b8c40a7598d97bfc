//! Reading orders.

use crate::audit::Event;
use crate::cart::Cart;
use crate::cx::{ActorRole, Cx};
use crate::day::Day;
use crate::error::{Error, Problem, Result};
use crate::id::{ContactId, OrderId, OrganizationId, ProductId};
use crate::money::{Currency, Money, UnitPrice};
use crate::order::tax::Basis;
use crate::order::tax::{Rates, Seller};
use crate::order::{Shipping, Status, Tax, Totals, totals};
use crate::organization::{self, CostRule, PoRule};
use crate::policy::{Action, Role};
use crate::staff::scope::in_scope;
use crate::time::Micros;
use crate::{on, sql};

pub use crate::order::find::{Filter, OrderRow, PAGE, Whose, all, own};

/// What the checkout page needs to know about the customer's company.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Terms {
    /// Whether it may order.
    pub status: organization::Status,
    /// Days to pay.
    pub terms_days: i64,
    /// Whether its orders carry a number of its own.
    pub po_number: PoRule,
    /// How that number looks; empty for any.
    pub po_pattern: String,
    /// Whether its orders name a cost centre.
    pub cost_centre: CostRule,
    /// The smallest value of goods in the store, in minor units; 0 for none.
    pub order_minimum: i64,
    /// Working days between an order in the store and its earliest delivery.
    pub lead_days: i64,
    /// For the tax.
    pub vat_id: String,
    /// The store's country.
    pub store_country: String,
    /// The tax rates that the store has set, per ten thousand.
    pub tax_standard: Option<i64>,
    /// As above, of the reduced class.
    pub tax_reduced: Option<i64>,
    /// The total above which an order needs approval, in minor units.
    pub approval_above: Option<i64>,
}

impl Terms {
    /// Who sells.
    pub fn seller(&self) -> Seller<'_> {
        let rates = self.tax_standard.zip(self.tax_reduced).map(|(standard, reduced)| Rates { standard, reduced });
        Seller { country: &self.store_country, rates }
    }

    /// Whether an order at `total` is above what the company lets pass without approval.
    pub fn is_above(&self, total: Money) -> bool {
        self.approval_above.is_some_and(|above| total.minor > above)
    }
}

/// The terms of the company `$1` in the store `$2`.
pub(crate) const TERMS: &str = sql!(
    "
    select o.status, o.terms_days, o.po_number, o.po_pattern, o.cost_centre, o.vat_id,
           w.country as store_country, w.tax_standard, w.tax_reduced, w.order_minimum, w.lead_days, o.approval_above
    from organization o, store w
    where o.id = $1 and w.id = $2
"
);

/// The terms of the customer's company.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn terms(cx: &Cx) -> Result<Terms> {
    let customer = cx.require_customer(Action::ViewCart)?;
    on!(cx.db(), c => sqlx::query_as(TERMS).bind(customer.organization).bind(customer.store).fetch_optional(c).await?)
        .ok_or(Error::NotFound)
}

/// The amounts of `cart` sent to `country`.
///
/// # Errors
/// [`Error::Invalid`] when a line has no price or the sum does not fit.
pub fn price_up(cart: &Cart, shipping: Shipping, country: &str, terms: &Terms) -> Result<(Totals, Tax)> {
    price_cart_discounted(cart, 0, shipping, country, terms)
}

/// The same less a discount on the goods, per ten thousand. Delivery costs what it costs without it.
///
/// # Errors
/// As [`price_up`].
pub fn price_cart_discounted(
    cart: &Cart,
    discount_rate: i64,
    shipping: Shipping,
    country: &str,
    terms: &Terms,
) -> Result<(Totals, Tax)> {
    let Parts { lines, delivery, tax } = parts(cart, shipping, country, terms)?;
    Ok((totals(cart.currency, &lines, discount_rate, delivery, tax.standard)?, tax))
}

/// What the amounts of an order are made of.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Amount and tax rate of each line.
    pub lines: Vec<(Money, i64)>,
    /// What delivery costs.
    pub delivery: Money,
    /// The tax.
    pub tax: Tax,
}

/// The parts of an order for `cart`.
///
/// # Errors
/// As [`price_up`].
pub fn parts(cart: &Cart, shipping: Shipping, country: &str, terms: &Terms) -> Result<Parts> {
    let tax = Tax::of(shipping, terms.seller(), country, &terms.vat_id);
    let mut lines = Vec::with_capacity(cart.lines.len());
    for line in &cart.lines {
        let total =
            line.total().ok_or_else(|| Error::field("cart", line.problem().unwrap_or(Problem::TotalTooLarge)))?;
        lines.push((total, tax.rate(line.tax_class)));
    }
    let subtotal = cart.subtotal().ok_or_else(|| Error::field("cart", Problem::TotalTooLarge))?;
    Ok(Parts { lines, delivery: shipping.cost(subtotal), tax })
}

/// An order on its page.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// The number people know it by.
    pub number: String,
    /// Where it is.
    pub status: Status,
    currency: Currency,
    subtotal: i64,
    discount: i64,
    discount_rate: i64,
    shipping: i64,
    tax: i64,
    total: i64,
    /// Why there is a discount, in the words of whoever placed the order; empty without one.
    pub discount_reason: String,
    /// Printed beside the tax.
    pub tax_basis: Basis,
    /// The customer's order number.
    pub po_number: String,
    /// Note to the seller.
    pub note: String,
    requested_on: Option<String>,
    /// What it is booked to: code and name, or empty.
    pub cost_centre: String,
    /// To whom it goes.
    pub recipient: String,
    /// Where it goes, line by line.
    pub address_text: String,
    /// How it gets there.
    pub shipping_method: Shipping,
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
    pub actor_role: ActorRole,
    /// Placed by staff for the customer.
    pub on_behalf: bool,
    /// The login it was placed with.
    pub account_id: crate::id::AccountId,
    /// The on-behalf session, for the link.
    pub behalf_id: Option<crate::id::BehalfId>,
    /// Whether the company lets its people see the names of support.
    pub support_names: bool,
    /// The agent who prepared the cart that was ordered, as of then; empty for an order from the own cart.
    pub prepared_by: String,
    /// Their role.
    pub prepared_role: Option<Role>,
    /// The order of the company that had the PO number before.
    pub po_number_before: Option<String>,
}

impl Order {
    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The day on which it is wanted.
    pub fn requested_on(&self) -> Option<Day> {
        self.requested_on.as_deref().and_then(Day::parse)
    }

    /// The amounts.
    pub fn totals(&self) -> Totals {
        Totals {
            subtotal: self.money(self.subtotal),
            discount: self.money(self.discount),
            discount_rate: self.discount_rate,
            shipping: self.money(self.shipping),
            tax: self.money(self.tax),
            total: self.money(self.total),
        }
    }
}

/// A line of an order.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OrderLine {
    /// The product.
    pub product: ProductId,
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
    requested_on: Option<String>,
    /// The member of staff who added it to the cart for the customer, as of then; empty for the customer's own hand.
    pub added_by: String,
    /// Where the product is now.
    pub slug: String,
    /// The company's own item number as of then; empty without one.
    pub own_number: String,
    /// Its article number now.
    pub sku_now: String,
    /// How it is sold now.
    pub unit_now: String,
}

impl OrderLine {
    /// The day on which it is wanted, where it has one of its own.
    pub fn requested_on(&self) -> Option<Day> {
        self.requested_on.as_deref().and_then(Day::parse)
    }

    /// For one unit, in the order's currency.
    pub fn price(&self, order: &Order) -> UnitPrice {
        UnitPrice::new(self.unit_price, order.currency)
    }

    /// The amount, in the order's currency.
    pub fn total(&self, order: &Order) -> Money {
        order.money(self.total)
    }
}

/// One of the customer's own orders; for those who decide, also one of their company's that was submitted for approval.
///
/// # Errors
/// [`Error::NotFound`], also for somebody else's (R63).
pub async fn find_own(cx: &Cx, number: &str) -> Result<(Order, Vec<OrderLine>)> {
    let customer = cx.require_customer(Action::ViewOrders)?;
    let company = cx.may(Action::ViewApprovals).then_some(customer.organization);
    find(cx, (Some(customer.account), company), number).await
}

/// Any order, for staff; looking at it is recorded.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find_any(cx: &Cx, number: &str) -> Result<(Order, Vec<OrderLine>)> {
    cx.require_staff(Action::ViewAllOrders)?;
    let found = find(cx, (None, None), number).await?;
    let event = Event::new("order.viewed")
        .target_named("order", found.0.id, &found.0.number, 1)
        .target("contact", found.0.contact_id)
        .target("organization", found.0.organization_id);
    cx.begin(Action::ViewAllOrders).await?.commit(event).await?;
    Ok(found)
}

async fn find(
    cx: &Cx,
    (account, company): (Option<crate::id::AccountId>, Option<OrganizationId>),
    number: &str,
) -> Result<(Order, Vec<OrderLine>)> {
    let order: Option<Order> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select r.id, r.number, r.status, r.currency, r.subtotal, r.discount, r.discount_rate,
               r.discount_reason, r.shipping, r.tax, r.total, r.tax_note as tax_basis, r.po_number,
               r.note, r.requested_on, r.cost_centre, r.recipient, r.address_text, r.shipping_method, r.terms_days, r.placed_at,
               r.contact_id, k.latin_name as contact_name, r.organization_id, o.name as organization_name,
               w.name as store_name, r.created_actor_name as actor_name, r.created_actor_role as actor_role,
               r.created_subject_id is not null as on_behalf,
               r.account_id, r.created_behalf_id as behalf_id, o.support_names, r.prepared_by,
               (select t.role from cart q join behalf b on b.id = q.created_behalf_id join staff t on t.id = b.staff_id
                where q.id = r.prepared_cart_id) as prepared_role,
               (select x.number from orders x
                where x.organization_id = r.organization_id and r.po_number <> '' and lower(x.po_number) = lower(r.po_number)
                  and x.placed_at < r.placed_at and x.status not in ('rejected', 'withdrawn', 'cancelled')
                order by x.placed_at desc, x.id desc limit 1) as po_number_before
        from orders r
        join contact k on k.id = r.contact_id
        join organization o on o.id = r.organization_id
        join store w on w.id = r.store_id
        where r.number = $1
          and (r.account_id = coalesce($2, r.account_id)
               or (r.organization_id = $4 and exists (select 1 from approval p where p.id = r.id)))
          and ", in_scope!("$3", "r.organization_id"), "
    "))).bind(number).bind(account).bind(cx.confined()).bind(company).fetch_optional(c).await?);
    let order = order.ok_or(Error::NotFound)?;
    let lines = on!(cx.db(), c => sqlx::query_as(sql!("
        select l.product_id as product, l.sku, l.name, l.unit, l.quantity, l.unit_price, l.total, l.note, l.requested_on,
               l.own_number, p.slug, p.sku as sku_now, p.unit as unit_now,
               case when l.added_subject_id is null then '' else l.added_actor_name end as added_by
        from order_line l
        join product p on p.id = l.product_id
        where l.order_id = $1
        order by l.position
    ")).bind(order.id).fetch_all(c).await?);
    Ok((order, lines))
}
