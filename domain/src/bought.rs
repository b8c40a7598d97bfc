//! What an account bought before: the last time, how many then, and how often.
//!
//! Rule: an order counts from the moment when it is placed, so one that waits for approval counts when it is approved, and
//! one that was rejected, withdrawn or cancelled does not count. The rows are entries: [`placed`] writes them with the
//! order, and [`make_all`](crate::entry::make_all) makes all of them again from the orders.

use crate::catalog::{Item, Status};
use crate::cx::Cx;
use crate::db::{Db, DbTx, entry, pairs};
use crate::error::Result;
use crate::id::{AccountId, OrderId, ProductId};
use crate::list::{Page, Size, counted, page as list_page};
use crate::money::UnitPrice;
use crate::policy::Action;
use crate::price::{price_lists, price_of};
use crate::search::patterns;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{exec, on, sql};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

text_enum! {
    /// How what was bought is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// Bought last first.
        #[default]
        Newest => "newest",
        /// By name.
        Name => "name",
        /// Bought most often first.
        Often => "often",
    }
}

text_enum! {
    /// What of it is left.
    pub enum Only {
        /// What is in stock.
        InStock => "in-stock",
    }
}

/// Whether an order `r` counts.
macro_rules! counts {
    () => {
        "r.status in ('placed', 'confirmed', 'shipped', 'delivered')"
    };
}

/// SQL that writes what was bought with the new orders of a list.
macro_rules! placed {
    ($list:literal) => {
        concat!(
            "insert into bought_item (account_id, product_id, last_at, last_quantity, times)
             select account_id, product_id, placed_at, quantity, times
             from (
                 select r.account_id, l.product_id, r.placed_at, cast(sum(l.quantity) as bigint) as quantity,
                        count(*) over (partition by r.account_id, l.product_id) as times,
                        row_number() over (partition by r.account_id, l.product_id order by r.placed_at desc, r.id desc) as n
                 from orders r
                 join order_line l on l.order_id = r.id
                 where r.id ",
            $list,
            " and ",
            counts!(),
            " group by r.id, r.account_id, r.placed_at, l.product_id
             ) x
             where n = 1
             on conflict (account_id, product_id) do update set
                 last_quantity = case when excluded.last_at >= bought_item.last_at
                                      then excluded.last_quantity else bought_item.last_quantity end,
                 last_at = case when excluded.last_at >= bought_item.last_at then excluded.last_at else bought_item.last_at end,
                 times = bought_item.times + excluded.times"
        )
    };
}

pairs! {
    /// Writes what was bought with the new orders in the JSON list `$1`.
    PLACED {
        sqlite: placed!("in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: placed!("= any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
}

/// Writes that the products of an order that was placed just now were bought, when it counts.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn placed(tx: &mut DbTx, order: OrderId) -> Result<()> {
    placed_many(tx, &[order]).await
}

/// The same for many orders that are new.
///
/// # Errors
/// As [`placed`].
pub(crate) async fn placed_many(tx: &mut DbTx, orders: &[OrderId]) -> Result<()> {
    let (sql, orders) = (PLACED.in_tx(tx), json!(orders).to_string());
    exec!(tx, sql; orders).any_number();
    Ok(())
}

/// An account whose entries are made again.
#[derive(sqlx::FromRow)]
struct Source {
    id: AccountId,
}

impl entry::Source for Source {
    const SOURCES: &'static str =
        sql!("select id from account where (id > $1 or $1 is null) order by id limit cast($2 as bigint)");

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        exec!(tx, "delete from bought_item where account_id = $1"; self.id).any_number();
        let rows = exec!(tx, sql!(concat!("
            insert into bought_item (account_id, product_id, last_at, last_quantity, times)
            select account_id, product_id, placed_at, quantity, times
            from (
                select r.account_id, l.product_id, r.placed_at, cast(sum(l.quantity) as bigint) as quantity,
                       count(*) over (partition by l.product_id) as times,
                       row_number() over (partition by l.product_id order by r.placed_at desc, r.id desc) as n
                from orders r
                join order_line l on l.order_id = r.id
                where r.account_id = $1 and ", counts!(), "
                group by r.id, r.account_id, r.placed_at, l.product_id
            ) x
            where n = 1
        ")); self.id);
        Ok(rows.count() > 0)
    }
}

/// Makes all entries again.
///
/// # Errors
/// As [`placed`].
pub async fn make_all(db: &Db) -> Result<()> {
    entry::make_all::<Source>(db).await
}

/// A product that was bought before, as it is now.
#[derive(Clone, Debug)]
pub struct Bought {
    /// The product.
    pub item: Item,
    /// Whether it can still be bought.
    pub active: bool,
    /// How many were bought the last time.
    pub quantity: i64,
    /// When that was.
    pub at: Micros,
    /// In how many orders it was.
    pub times: i64,
}

#[derive(sqlx::FromRow)]
struct BoughtRow {
    id: ProductId,
    sku: String,
    slug: String,
    name: String,
    summary: String,
    unit: String,
    increment: i64,
    available: i64,
    restock_at: Option<Micros>,
    status: Status,
    price: Option<i64>,
    last_at: Micros,
    last_quantity: i64,
    times: i64,
    matches: i64,
}

/// What of it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words in number, name, category or what else it is called.
    pub query: String,
    /// Only what is there, or none for all.
    pub only: Option<Only>,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 0.
    pub page: i64,
    /// Products on a page.
    pub size: Size,
}

/// Whether the row `b` with its product `p` is asked for.
macro_rules! asked {
    () => {
        r"b.account_id = $1 and p.search_key like cast($5 as text) escape '\'
          and p.search_key like cast($6 as text) escape '\' and p.search_key like cast($7 as text) escape '\'
          and (cast($8 as bigint) = 0
               or (p.status = 'active' and exists (select 1 from stock z where z.product_id = p.id and z.available > 0)))"
    };
}

/// A page of those that are asked for, in this order; what they cost is looked up for the page alone.
macro_rules! page_in {
    ($order:literal) => {
        sql!(concat!(
            "with ",
            price_lists!("$11"),
            ", page as materialized (
                select b.product_id, b.last_at, b.last_quantity, b.times, p.name
                from bought_item b
                join product p on p.id = b.product_id
                where ",
            asked!(),
            " order by ",
            $order,
            " limit cast($9 as bigint) offset $10
            )
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, coalesce(s.available, 0) as available,
                   s.restock_at, p.status, ",
            price_of!("p.id", "b.last_quantity"),
            " as price, b.last_at, b.last_quantity, b.times,
                   (select count(*) from (select 1 from bought_item b join product p on p.id = b.product_id where ",
            asked!(),
            counted!(),
            ") c) as matches
            from page b
            join product p on p.id = b.product_id
            left join stock s on s.product_id = p.id
            order by ",
            $order
        ))
    };
}

/// What the account bought before.
///
/// # Errors
/// [`crate::error::Error::SignIn`].
pub async fn all(cx: &Cx, filter: &Filter) -> Result<Page<Bought>> {
    let customer = cx.require_customer(Action::ViewOrders)?;
    let [p1, p2, p3, ..] = &patterns(&filter.query);
    let sql = match filter.sort {
        Sort::Newest => page_in!("b.last_at desc, b.product_id"),
        Sort::Name => page_in!("p.name collate by_name, b.product_id"),
        Sort::Often => page_in!("b.times desc, b.last_at desc, b.product_id"),
    };
    let size = filter.size.rows();
    list_page(filter.page, |number| async move {
        let rows: Vec<BoughtRow> = on!(cx.db(), c => sqlx::query_as(sql)
            .bind(customer.account).bind(customer.organization).bind(customer.currency).bind(customer.store)
            .bind(p1).bind(p2).bind(p3).bind(i64::from(filter.only.is_some()))
            .bind(size).bind(number.saturating_mul(size)).bind(cx.now()).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        let bought = |row: BoughtRow| Bought {
            active: row.status == Status::Active,
            quantity: row.last_quantity,
            at: row.last_at,
            times: row.times,
            item: Item {
                id: row.id,
                sku: row.sku,
                slug: row.slug,
                name: row.name,
                summary: row.summary,
                unit: row.unit,
                increment: row.increment,
                available: row.available,
                restock_at: row.restock_at,
                price: row.price.map(|price| UnitPrice::new(price, customer.currency)),
                bought_at: Some(row.last_at),
            },
        };
        Ok(Page::of(rows.into_iter().map(bought).collect(), total))
    })
    .await
}

pairs! {
    /// When the account `$1` bought the products of the JSON list `$2` last.
    LAST {
        sqlite: "select product_id, last_at from bought_item
                 where account_id = $1 and product_id in (select unhex(replace(value, '-', '')) from json_each($2))",
        postgres: "select product_id, last_at from bought_item
                   where account_id = $1
                     and product_id = any(array(select cast(jsonb_array_elements_text(cast($2 as jsonb)) as uuid)))"
    }
}

/// Says of each product when the account bought it last, with one statement for all of them; visitors bought nothing.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn mark(cx: &Cx, items: &mut [Item]) -> Result<()> {
    let Some(customer) = cx.customer().filter(|_| !items.is_empty() && cx.may(Action::ViewOrders)) else {
        return Ok(());
    };
    let list = json!(items.iter().map(|item| item.id.to_string()).collect::<Vec<_>>()).to_string();
    let sql = LAST.of(cx.db());
    let rows: Vec<(ProductId, Micros)> =
        on!(cx.db(), c => sqlx::query_as(sql).bind(customer.account).bind(&list).fetch_all(c).await?);
    let last: HashMap<ProductId, Micros> = rows.into_iter().collect();
    items.iter_mut().for_each(|item| item.bought_at = last.get(&item.id).copied());
    Ok(())
}
