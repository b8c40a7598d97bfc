//! Reading the catalogue in a company's prices.

use crate::catalog::find::found_in_postgres;
use crate::catalog::kept::Kept;
use crate::catalog::{Category, Item, PAGE, Product, Sort, Status};
use crate::cx::Cx;
use crate::db::{Db, pairs};
use crate::error::{Error, Result};
use crate::id::{CategoryId, ProductId};
use crate::money::UnitPrice;
use crate::policy::{self, Action};
use crate::price;
use crate::price::{price_holds, price_lists, price_of};
use crate::store::Scope;
use crate::time::Micros;
use crate::{on, sql};
use std::collections::HashMap;

/// Rank of a store's base list, behind every list of the company itself.
const BASE_RANK: i64 = 1_000_000;

/// The whole tree, parents before children, each with the number of products in it and below.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn categories(cx: &Cx) -> Result<Vec<Category>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        with recursive below (top, id) as (
            select id, id from category
            union all
            select b.top, k.id from below b join category k on k.parent_id = b.id
        ), counted (id, products) as (
            select b.top, count(*) from below b join product p on p.category_id = b.id where p.status = 'active' group by b.top
        )
        select k.id, k.parent_id, k.slug, k.name, k.summary, coalesce(n.products, 0) as products
        from category k
        left join counted n on n.id = k.id
        order by k.position, k.name collate by_name, k.id
    ")).fetch_all(c).await?))
}

/// A product as a statement gives it.
#[derive(sqlx::FromRow)]
pub(super) struct ItemRow {
    id: ProductId,
    sku: String,
    slug: String,
    name: String,
    summary: String,
    unit: String,
    increment: i64,
    available: i64,
    restock_at: Option<Micros>,
    price: Option<i64>,
    /// How many there are in all; or the number of the product's entry.
    pub(super) total: i64,
    /// The number of the catalogue.
    stamp: i64,
}

impl ItemRow {
    pub(super) fn item(self, scope: &Scope) -> Item {
        Item {
            id: self.id,
            sku: self.sku,
            slug: self.slug,
            name: self.name,
            summary: self.summary,
            unit: self.unit,
            increment: self.increment,
            available: self.available,
            restock_at: self.restock_at,
            price: self.price.map(|p| UnitPrice::new(p, scope.currency)),
            bought_at: None,
        }
    }
}

/// A page of products. `$1` belongs to `$chosen` and `$place`, `$2`–`$4` are the scope, `$5` and `$6` the page, `$7` the time.
///
/// Stock and the company's prices are looked up for the page alone. Product and page have the same name, so that one text
/// orders both.
macro_rules! page_of {
    ($with:expr, $chosen:expr, $place:expr, $total:expr, $order:expr) => {
        concat!(
            "with recursive ",
            $with,
            price_lists!("$7"),
            ", page as materialized (
                select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, p.created_at, ",
            $place,
            " as place, ",
            $total,
            " as total
                from product p
                where p.status = 'active' and ",
            $chosen,
            "
                order by ",
            $order,
            "
                limit cast($5 as bigint) offset $6
            )
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, s.available, s.restock_at, ",
            price_of!("p.id", "p.increment"),
            " as price, p.total,
                coalesce((select cast(value as bigint) from setting where key = 'catalogue'), 0) as stamp
            from page p
            join stock s on s.product_id = p.id
            order by ",
            $order
        )
    };
}

/// The page of a category and those below it; how many there are is known from the tree.
macro_rules! category_page {
    ($order:expr) => {
        page_of!(
            "below (id) as (
                select id from category where id = $1
                union all
                select k.id from below b join category k on k.parent_id = b.id
            ), ",
            "p.category_id in (select id from below)",
            "cast(0 as bigint)",
            "cast(0 as bigint)",
            $order
        )
    };
}

/// The page of the products whose entries match `$1`; `$8` says whether they must be there, `$9` and `$10`
/// between which prices they are; a bound below nothing asks for none.
macro_rules! match_page {
    ($from:expr, $order:expr) => {
        page_of!(
            concat!(
                "found (product_id) as materialized (
                select e.product_id from ",
                $from,
                "
                limit 3001
            ), "
            ),
            concat!(
                "p.id in (select product_id from found)
              and (cast($8 as bigint) = 0 or exists (select 1 from stock z where z.product_id = p.id and z.available > 0))
              and (cast($9 as double precision) < 0 or ",
                price_of!("p.id", "p.increment"),
                " between cast($9 as double precision) and cast($10 as double precision))"
            ),
            "cast(0 as bigint)",
            "count(*) over ()",
            $order
        )
    };
}

/// The same for SQLite.
macro_rules! match_in_sqlite {
    ($order:expr) => {
        match_page!(
            "search_product cross join product_entry e where search_product match $1 and e.n = search_product.rowid
                order by search_product.rowid",
            $order
        )
    };
}

/// The same for PostgreSQL.
macro_rules! match_in_postgres {
    ($order:expr) => {
        match_page!(concat!("product_entry e where ", found_in_postgres!("$1")), $order)
    };
}

/// What a list is sorted by; ties are broken by the id.
macro_rules! order {
    (Name) => {
        "p.name collate by_name, p.id"
    };
    (Sku) => {
        "p.sku, p.id"
    };
    (Newest) => {
        "p.created_at desc, p.id"
    };
    (Price) => {
        concat!("coalesce(", price_of!("p.id", "p.increment"), ", 9000000000000000), p.name collate by_name, p.id")
    };
}

pairs! {
    BY_NAME { sqlite: match_in_sqlite!(order!(Name)), postgres: match_in_postgres!(order!(Name)) }
    BY_SKU { sqlite: match_in_sqlite!(order!(Sku)), postgres: match_in_postgres!(order!(Sku)) }
    BY_AGE { sqlite: match_in_sqlite!(order!(Newest)), postgres: match_in_postgres!(order!(Newest)) }
    BY_PRICE { sqlite: match_in_sqlite!(order!(Price)), postgres: match_in_postgres!(order!(Price)) }
}

/// The statement for a page of what matches, in an order of its own; up to 3,001 are sorted.
pub(super) fn among(db: &Db, sort: Sort) -> &'static str {
    let pair = match sort {
        Sort::Name => BY_NAME,
        Sort::Sku => BY_SKU,
        Sort::Newest => BY_AGE,
        Sort::Price => BY_PRICE,
    };
    pair.of(db)
}

/// A page of the products of a category and those below it; `page` counts from 0.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn list(cx: &Cx, scope: &Scope, category: CategoryId, sort: Sort, page: i64) -> Result<Vec<Item>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let sql = match sort {
        Sort::Name => sql!(category_page!(order!(Name))),
        Sort::Sku => sql!(category_page!(order!(Sku))),
        Sort::Newest => sql!(category_page!(order!(Newest))),
        Sort::Price => sql!(category_page!(order!(Price))),
    };
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(category).bind(scope.organization).bind(scope.currency).bind(scope.store)
        .bind(PAGE).bind(page.saturating_mul(PAGE)).bind(cx.now()).fetch_all(c).await?);
    Ok(items(cx, rows, scope).0)
}

/// The products of the home page: the newest that are in stock.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn newest(cx: &Cx, scope: &Scope, limit: i64) -> Result<Vec<Item>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        with ", price_lists!("$5"), ", page as materialized (
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, p.created_at, s.available, s.restock_at
            from product p
            join stock s on s.product_id = p.id
            where p.status = 'active' and s.available > 0
            order by p.created_at desc, p.id
            limit cast($1 as bigint)
        )
        select g.id, g.sku, g.slug, g.name, g.summary, g.unit, g.increment, g.available, g.restock_at, ",
        price_of!("g.id", "g.increment"),
        " as price, cast(0 as bigint) as total,
            coalesce((select cast(value as bigint) from setting where key = 'catalogue'), 0) as stamp
        from page g
        order by g.created_at desc, g.id"
    ))).bind(limit).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now()).fetch_all(c).await?);
    Ok(items(cx, rows, scope).0)
}

/// The products of a page, and how many there are; what was kept of an earlier catalogue is dropped.
pub(super) fn items(cx: &Cx, rows: Vec<ItemRow>, scope: &Scope) -> (Vec<Item>, i64) {
    if let Some(row) = rows.first() {
        cx.env().part::<Kept>().saw(row.stamp);
    }
    let total = rows.first().map_or(0, |r| r.total);
    (rows.into_iter().map(|r| r.item(scope)).collect(), total)
}

#[derive(sqlx::FromRow)]
struct ProductRow {
    id: ProductId,
    sku: String,
    slug: String,
    name: String,
    summary: String,
    unit: String,
    increment: i64,
    available: i64,
    restock_at: Option<Micros>,
    category_id: CategoryId,
    description: String,
    attributes: String,
    status: Status,
    rank: Option<i64>,
    min_quantity: Option<i64>,
    unit_price: Option<i64>,
}

/// SQL for products with every price that holds for the company, a row for each price; `$which` are the products by their
/// slugs, `$2`–`$4` are the scope, `$5` the rank of the base list, `$6` the time.
macro_rules! products {
    ($which:literal) => {
        concat!(
            "select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, s.available, s.restock_at, p.category_id,
                   p.description, p.attributes, p.status,
                   case when x.product_id is not null then coalesce(o.rank, $5) end as rank, x.min_quantity, x.unit_price
            from product p
            join stock s on s.product_id = p.id
            left join price x on x.product_id = p.id and ",
            price_holds!("$6"),
            " and x.price_list_id in (
                select l.id
                from price_list l
                left join organization_price_list m on m.price_list_id = l.id and m.organization_id = $2
                where l.currency = $3 and (m.rank is not null or l.store_id = $4)
                  and (l.valid_from is null or l.valid_from <= $6) and (l.valid_until is null or l.valid_until > $6)
            )
            left join organization_price_list o on o.price_list_id = x.price_list_id and o.organization_id = $2
            where p.slug ",
            $which
        )
    };
}

pairs! {
    /// The products with the slugs in the list `$1`.
    PRODUCTS {
        sqlite: products!("in (select j.value from json_each($1) j)"),
        postgres: products!("in (select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j)")
    }
}

/// A product with every price that holds for the company, in one query.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(cx: &Cx, scope: &Scope, slug: &str) -> Result<Product> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let rows: Vec<ProductRow> = on!(cx.db(), c => sqlx::query_as(sql!(products!("= $1")))
        .bind(slug).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(BASE_RANK)
        .bind(cx.now()).fetch_all(c).await?);
    product(rows, scope)
}

/// Several products in the order of their slugs, in one query; those that are not there are left out.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn find_all(cx: &Cx, scope: &Scope, slugs: &[&str]) -> Result<Vec<Product>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let list = serde_json::Value::from(slugs).to_string();
    let rows: Vec<ProductRow> = on!(cx.db(), c => sqlx::query_as(PRODUCTS.of(cx.db()))
        .bind(&list).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(BASE_RANK)
        .bind(cx.now()).fetch_all(c).await?);
    let mut by_slug: HashMap<String, Vec<ProductRow>> = HashMap::new();
    for row in rows {
        by_slug.entry(row.slug.clone()).or_default().push(row);
    }
    slugs.iter().filter_map(|slug| by_slug.remove(*slug)).map(|rows| product(rows, scope)).collect()
}

/// A product from its rows.
fn product(rows: Vec<ProductRow>, scope: &Scope) -> Result<Product> {
    let prices: Vec<price::PriceRow> = rows
        .iter()
        .filter_map(|r| {
            let price = UnitPrice::new(r.unit_price?, scope.currency);
            Some(price::PriceRow { rank: r.rank?, min_quantity: r.min_quantity?, price })
        })
        .collect();
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    let attributes = serde_json::from_str(&row.attributes)
        .map_err(|e| Error::Internal(format!("product {}: attributes: {e}", row.id)))?;
    Ok(Product {
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
            price: price::at(&prices, row.increment),
            bought_at: None,
        },
        category: row.category_id,
        description: row.description,
        attributes,
        active: row.status == Status::Active,
        tiers: price::tiers(&prices),
    })
}

/// The drawing key of a product, for its picture.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn drawing(cx: &Cx, slug: &str) -> Result<String> {
    let key: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select drawing from product where slug = $1
    ")).bind(slug).fetch_optional(c).await?);
    key.ok_or(Error::NotFound)
}
