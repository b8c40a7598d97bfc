//! Reading the catalogue in a company's prices.

use crate::catalog::{Category, Item, PAGE, Product, Sort};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{CategoryId, ProductId};
use crate::money::UnitPrice;
use crate::policy::{self, Action};
use crate::price;
use crate::search::{fold, like_escape, patterns};
use crate::store::Scope;
use crate::time::Micros;
use crate::{on, sql};

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
        order by k.position, k.name
    ")).fetch_all(c).await?))
}

#[derive(sqlx::FromRow)]
struct Row {
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
    total: i64,
}

impl Row {
    fn item(self, scope: &Scope) -> Item {
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
        }
    }
}

/// A page of the products of a category and those below it, and how many there are; `page` counts from 0.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn list(cx: &Cx, scope: &Scope, category: CategoryId, sort: Sort, page: i64) -> Result<(Vec<Item>, i64)> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql!("
        with recursive below (id) as (
            select id from category where id = $1
            union all
            select k.id from below b join category k on k.parent_id = b.id
        ), chosen as (
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, p.created_at,
                   (select x.unit_price
                    from price x
                    join price_list l on l.id = x.price_list_id
                    left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
                    where x.product_id = p.id and x.min_quantity <= p.increment and l.currency = $3
                      and (o.rank is not null or l.store_id = $4)
                    order by coalesce(o.rank, 1000000), x.min_quantity desc
                    limit 1) as price
            from product p
            where p.category_id in (select id from below) and p.status = 'active'
        )
        select c.id, c.sku, c.slug, c.name, c.summary, c.unit, c.increment, s.available, s.restock_at, c.price,
               count(*) over () as total
        from chosen c
        join stock s on s.product_id = c.id
        order by case when $5 = 'price' then coalesce(c.price, 9000000000000000) end,
                 case when $5 = 'newest' then c.created_at end desc,
                 case when $5 = 'sku' then c.sku end,
                 c.name, c.id
        limit $6 offset $7
    ")).bind(category).bind(scope.organization).bind(scope.currency.code()).bind(scope.store)
        .bind(sort.as_str()).bind(PAGE).bind(page.saturating_mul(PAGE)).fetch_all(c).await?);
    let total = rows.first().map_or(0, |r| r.total);
    Ok((rows.into_iter().map(|r| r.item(scope)).collect(), total))
}

/// A page of the products in which every word of the query stands; an article number that begins so comes first.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn search(
    cx: &Cx,
    scope: &Scope,
    query: &str,
    sort: Option<Sort>,
    page: i64,
    limit: i64,
) -> Result<(Vec<Item>, i64)> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let [p1, p2, p3, p4, p5, p6] = patterns(query);
    let short: String = query.chars().take(crate::search::LONGEST).collect();
    let begins = format!("{}%", like_escape(&fold(&short)));
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql!(r"
        with chosen as (
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, p.created_at,
                   case when lower(p.sku) like $1 escape '\' then 0 when lower(p.name) like $1 escape '\' then 1 else 2 end as place,
                   (select x.unit_price
                    from price x
                    join price_list l on l.id = x.price_list_id
                    left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
                    where x.product_id = p.id and x.min_quantity <= p.increment and l.currency = $3
                      and (o.rank is not null or l.store_id = $4)
                    order by coalesce(o.rank, 1000000), x.min_quantity desc
                    limit 1) as price
            from product p
            where p.status = 'active'
              and p.search_key like $5 escape '\' and p.search_key like $6 escape '\' and p.search_key like $7 escape '\'
              and p.search_key like $8 escape '\' and p.search_key like $9 escape '\' and p.search_key like $10 escape '\'
        )
        select c.id, c.sku, c.slug, c.name, c.summary, c.unit, c.increment, s.available, s.restock_at, c.price,
               count(*) over () as total
        from chosen c
        join stock s on s.product_id = c.id
        order by case when $11 = '' then c.place end,
                 case when $11 = 'price' then coalesce(c.price, 9000000000000000) end,
                 case when $11 = 'newest' then c.created_at end desc,
                 case when $11 = 'sku' then c.sku end,
                 c.name, c.id
        limit $12 offset $13
    ")).bind(&begins).bind(scope.organization).bind(scope.currency.code()).bind(scope.store)
        .bind(&p1).bind(&p2).bind(&p3).bind(&p4).bind(&p5).bind(&p6)
        .bind(sort.map_or("", Sort::as_str)).bind(limit).bind(page.saturating_mul(limit)).fetch_all(c).await?);
    let total = rows.first().map_or(0, |r| r.total);
    Ok((rows.into_iter().map(|r| r.item(scope)).collect(), total))
}

/// The products of the home page: the newest that are in stock.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn newest(cx: &Cx, scope: &Scope, limit: i64) -> Result<Vec<Item>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql!("
        with chosen as (
            select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, p.created_at, s.available, s.restock_at
            from product p
            join stock s on s.product_id = p.id
            where p.status = 'active' and s.available > 0
            order by p.created_at desc, p.id
            limit $4
        )
        select c.id, c.sku, c.slug, c.name, c.summary, c.unit, c.increment, c.available, c.restock_at,
               (select x.unit_price
                from price x
                join price_list l on l.id = x.price_list_id
                left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $1
                where x.product_id = c.id and x.min_quantity <= c.increment and l.currency = $2
                  and (o.rank is not null or l.store_id = $3)
                order by coalesce(o.rank, 1000000), x.min_quantity desc
                limit 1) as price,
               cast(0 as bigint) as total
        from chosen c
        order by c.created_at desc, c.id
    ")).bind(scope.organization).bind(scope.currency.code()).bind(scope.store).bind(limit).fetch_all(c).await?);
    Ok(rows.into_iter().map(|r| r.item(scope)).collect())
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
    status: String,
    rank: Option<i64>,
    min_quantity: Option<i64>,
    unit_price: Option<i64>,
}

/// A product with every price that holds for the company, in one query.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(cx: &Cx, scope: &Scope, slug: &str) -> Result<Product> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let rows: Vec<ProductRow> = on!(cx.db(), c => sqlx::query_as(sql!("
        select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, s.available, s.restock_at, p.category_id,
               p.description, p.attributes, p.status, x.rank, x.min_quantity, x.unit_price
        from product p
        join stock s on s.product_id = p.id
        left join (
            select y.product_id, coalesce(o.rank, $5) as rank, y.min_quantity, y.unit_price
            from price y
            join price_list l on l.id = y.price_list_id
            left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
            where l.currency = $3 and (o.rank is not null or l.store_id = $4)
        ) x on x.product_id = p.id
        where p.slug = $1
    ")).bind(slug).bind(scope.organization).bind(scope.currency.code()).bind(scope.store).bind(BASE_RANK)
        .fetch_all(c).await?);
    let prices: Vec<price::Row> = rows
        .iter()
        .filter_map(|r| {
            let price = UnitPrice::new(r.unit_price?, scope.currency);
            Some(price::Row { rank: r.rank?, min_quantity: r.min_quantity?, price })
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
        },
        category: row.category_id,
        description: row.description,
        attributes,
        active: row.status == "active",
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
