//! Rows of orders and their lines: what is there, and writing many of them.

use super::Work;
use crate::bought;
use crate::db::pairs;
use crate::error::Result;
use crate::id::{AccountId, ContactId, OrderId, OrganizationId, ProductId, StoreId};
use crate::money::Currency;
use crate::order::tax::Basis;
use crate::order::{Shipping, Status, entry};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Logins `a` with their people and companies.
macro_rules! logins {
    ($key:literal, $which:literal) => {
        concat!(
            "select ",
            $key,
            " as email_key, a.id as account_id, a.contact_id, a.store_id, k.organization_id, k.name,
                    o.name as organization_name, o.terms_days
             from account a
             join contact k on k.id = a.contact_id
             join organization o on o.id = k.organization_id
             where ",
            $which
        )
    };
}

/// SQL for the first logins of the companies in a list.
macro_rules! first {
    ($list:literal) => {
        concat!(
            "select '' as email_key, a.id as account_id, a.contact_id, a.store_id, k.organization_id, k.name,
                    o.name as organization_name, o.terms_days
             from organization o
             join account a on a.id = (
                 select x.id from account x join contact y on y.id = x.contact_id where y.organization_id = o.id
                 order by case x.status when 'disabled' then 1 else 0 end, x.created_at, x.id limit 1)
             join contact k on k.id = a.contact_id
             where o.id ",
            $list
        )
    };
}

/// SQL that writes the orders of the JSON list `$1`; `$2` is the time, `$3` the event.
macro_rules! write_orders {
    ($ids:literal, $numbers:literal, $from:literal) => {
        concat!(
            "insert into orders (id, store_id, organization_id, contact_id, account_id, number, status, currency, tax_note,
                 po_number, recipient, shipping_method, created_actor_id, created_actor_name, idempotency_key,
                 subtotal, total, terms_days, placed_at, shipping, tax, note, address_text, payment_method, payload_hash,
                 version, created_actor_role, created_at, created_event, last_event)
             select ",
            $ids,
            ", value->>5, value->>6, value->>7, value->>8, value->>9, value->>10, value->>11, value->>4, value->>12, value->>0, ",
            $numbers,
            ", 0, 0, '', '', 'account', '', 1, 'customer', $2, $3, $3 from ",
            $from
        )
    };
}

/// SQL that writes the lines of the JSON list `$1`.
macro_rules! write_lines {
    ($ids:literal, $numbers:literal, $from:literal) => {
        concat!(
            "insert into order_line (order_id, product_id, sku, name, unit, note, position, quantity, unit_price, total, tax_rate)
             select ",
            $ids,
            ", value->>2, value->>3, value->>4, value->>5, ",
            $numbers,
            ", 0 from ",
            $from
        )
    };
}

pairs! {
    /// The orders with the numbers in the JSON list `$1`.
    ORDERS {
        sqlite: "select id, number, organization_id, status, po_number, total, placed_at from orders
                 where number in (select value from json_each($1))",
        postgres: "select id, number, organization_id, status, po_number, total, placed_at from orders
                   where number = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// The lines of the orders in the JSON list `$1`.
    LINES {
        sqlite: "select order_id, sku, quantity, unit_price from order_line
                 where order_id in (select unhex(replace(value, '-', '')) from json_each($1)) order by order_id, position",
        postgres: "select order_id, sku, quantity, unit_price from order_line
                   where order_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))
                   order by order_id, position"
    }
    /// The logins in the JSON list `$1`.
    LOGINS {
        sqlite: logins!("a.email_key", "a.email_key in (select value from json_each($1))"),
        postgres: logins!(
            "a.email_key", "a.email_key = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
        )
    }
    /// The first logins of the companies in the JSON list `$1`.
    FIRST {
        sqlite: first!("in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: first!("= any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
    /// Names and units of the products in the JSON list `$1`.
    PRODUCTS {
        sqlite: "select id, name, unit from product
                 where id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select id, name, unit from product
                   where id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Writes orders.
    WRITE {
        sqlite: write_orders!(
            "unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', '')), unhex(replace(value->>2, '-', '')),
             unhex(replace(value->>3, '-', '')), unhex(replace(value->>4, '-', ''))",
            "value->>13, value->>13, value->>14, value->>15", "json_each($1)"
        ),
        postgres: write_orders!(
            "cast(value->>0 as uuid), cast(value->>1 as uuid), cast(value->>2 as uuid), cast(value->>3 as uuid),
             cast(value->>4 as uuid)",
            "cast(value->>13 as bigint), cast(value->>13 as bigint), cast(value->>14 as bigint), cast(value->>15 as bigint)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// Writes lines.
    WRITE_LINES {
        sqlite: write_lines!(
            "unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', ''))",
            "value->>6, value->>7, value->>8, value->>9", "json_each($1)"
        ),
        postgres: write_lines!(
            "cast(value->>0 as uuid), cast(value->>1 as uuid)",
            "cast(value->>6 as bigint), cast(value->>7 as bigint), cast(value->>8 as bigint), cast(value->>9 as bigint)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
}

/// A login with whom it belongs to.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Login {
    email_key: String,
    account_id: AccountId,
    contact_id: ContactId,
    pub store_id: StoreId,
    pub organization_id: OrganizationId,
    name: String,
    organization_name: String,
    terms_days: i64,
}

/// A line of a new order.
pub(super) struct Line {
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    pub unit: String,
    pub quantity: i64,
    pub unit_price: i64,
    pub total: i64,
    pub note: String,
}

/// A new order.
pub(super) struct Order {
    pub number: String,
    pub store: StoreId,
    pub login: Login,
    /// None where the file does not say it.
    pub status: Option<Status>,
    pub currency: Currency,
    pub total: i64,
    pub po_number: String,
    pub placed_at: Micros,
    pub lines: Vec<Line>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: OrderId,
    number: String,
    organization_id: OrganizationId,
    status: Status,
    po_number: String,
    total: i64,
    placed_at: Micros,
}

/// An order that is there.
pub(super) struct Old {
    row: Row,
    /// Article number, quantity and price of each line.
    lines: Vec<(String, i64, i64)>,
}

impl Old {
    /// Whether a file says the same of it.
    pub fn is_as(&self, order: &Order) -> bool {
        let row = &self.row;
        let lines = order.lines.iter().map(|line| (line.sku.as_str(), line.quantity, line.unit_price));
        row.organization_id == order.login.organization_id
            && order.status.is_none_or(|status| status == row.status)
            && (row.po_number.as_str(), row.total, row.placed_at)
                == (order.po_number.as_str(), order.total, order.placed_at)
            && self.lines.iter().map(|(sku, quantity, price)| (sku.as_str(), *quantity, *price)).eq(lines)
    }
}

/// What of the database a batch is compared with.
#[derive(Default)]
pub(super) struct There {
    orders: HashMap<String, Old>,
    logins: HashMap<String, Login>,
    first: HashMap<OrganizationId, Login>,
    products: HashMap<ProductId, (String, String)>,
}

impl There {
    /// Orders by number, logins by the form under which they are unique, and products.
    pub async fn read(tx: &mut Tx, numbers: &[&str], keys: &[String], products: &[&ProductId]) -> Result<There> {
        let mut out = There::default();
        let (sql, list) = (ORDERS.in_tx(tx.db()), json!(numbers).to_string());
        let rows: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
        let ids = json!(rows.iter().map(|row| row.id).collect::<Vec<_>>()).to_string();
        let sql = LINES.in_tx(tx.db());
        let all: Vec<(OrderId, String, i64, i64)> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
        let mut lines: HashMap<OrderId, Vec<(String, i64, i64)>> = HashMap::new();
        for (order, sku, quantity, price) in all {
            lines.entry(order).or_default().push((sku, quantity, price));
        }
        for row in rows {
            let lines = lines.remove(&row.id).unwrap_or_default();
            out.orders.insert(row.number.clone(), Old { row, lines });
        }
        let (sql, list) = (LOGINS.in_tx(tx.db()), json!(keys).to_string());
        let rows: Vec<Login> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
        out.logins = rows.into_iter().map(|login| (login.email_key.clone(), login)).collect();
        let (sql, list) = (PRODUCTS.in_tx(tx.db()), json!(products).to_string());
        let rows: Vec<(ProductId, String, String)> =
            on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
        out.products = rows.into_iter().map(|(id, name, unit)| (id, (name, unit))).collect();
        Ok(out)
    }

    /// The first logins of these companies.
    pub async fn read_first(&mut self, tx: &mut Tx, companies: &HashSet<OrganizationId>) -> Result<()> {
        if companies.is_empty() {
            return Ok(());
        }
        let (sql, list) = (FIRST.in_tx(tx.db()), json!(companies).to_string());
        let rows: Vec<Login> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
        self.first = rows.into_iter().map(|login| (login.organization_id, login)).collect();
        Ok(())
    }

    /// The order with a number.
    pub fn order(&self, number: &str) -> Option<&Old> {
        self.orders.get(number)
    }

    /// The login with a key.
    pub fn login(&self, key: &str) -> Option<&Login> {
        self.logins.get(key)
    }

    /// The first login of a company.
    pub fn first(&self, company: OrganizationId) -> Option<&Login> {
        self.first.get(&company)
    }

    /// Name and unit of a product.
    pub fn product(&self, id: ProductId) -> (&str, &str) {
        self.products.get(&id).map_or(("", ""), |(name, unit)| (name.as_str(), unit.as_str()))
    }
}

/// Writes new orders. One without a state is of the past: it arrived.
pub(super) async fn write(tx: &mut Tx, work: &Work<'_>, orders: &[Order]) -> Result<()> {
    if !work.write || orders.is_empty() {
        return Ok(());
    }
    let event = tx.event().to_owned();
    let ids: Vec<OrderId> = orders.iter().map(|_| OrderId::fresh()).collect();
    let (mut rows, mut lines) = (Vec::with_capacity(orders.len()), Vec::new());
    for (id, order) in ids.iter().zip(orders) {
        let login = &order.login;
        rows.push(json!([
            id,
            order.store,
            login.organization_id,
            login.contact_id,
            login.account_id,
            order.number,
            order.status.unwrap_or(Status::Delivered),
            order.currency.code(),
            Basis::Invoiced,
            order.po_number,
            login.organization_name,
            Shipping::Standard,
            login.name,
            order.total,
            login.terms_days,
            order.placed_at.0
        ]));
        lines.extend((1_i64..).zip(&order.lines).map(|(position, line)| {
            json!([
                id,
                line.product,
                line.sku,
                line.name,
                line.unit,
                line.note,
                position,
                line.quantity,
                line.unit_price,
                line.total
            ])
        }));
    }
    let (sql, rows) = (WRITE.in_tx(tx.db()), Value::Array(rows).to_string());
    exec!(tx, sql; rows, work.now, &event).any_number();
    let (sql, rows) = (WRITE_LINES.in_tx(tx.db()), Value::Array(lines).to_string());
    exec!(tx, sql; rows).any_number();
    entry::placed_many(tx.db(), &ids).await?;
    bought::placed_many(tx.db(), &ids).await
}
