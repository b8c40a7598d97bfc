//! The floor that `cargo xtask bench` measures pages against: the same rows of the same database, written into as many bytes
//! by hand, without identity, policy, prices of a company, languages or a record.
//!
//! `floor ADDR DATABASE CATEGORY LIST_BYTES PRODUCT PRODUCT_BYTES` serves `/list` and `/product` until it is ended.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::fmt::Write;
use std::str::FromStr;
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The list in the prices of everybody, as the first page of a category has it.
const LIST: &str = "
    with recursive below (id) as (
        select id from category where slug = $1
        union all
        select k.id from below b join category k on k.parent_id = b.id
    )
    select p.slug, p.sku, p.name, p.unit, p.increment, s.available,
           (select y.unit_price from price y join price_list l on l.id = y.price_list_id
            where y.product_id = p.id and l.store_id is not null and y.min_quantity <= p.increment
            order by y.min_quantity desc limit 1) as price
    from product p
    join stock s on s.product_id = p.id
    where p.status = 'active' and p.category_id in (select id from below)
    order by p.name, p.id
    limit 24";

/// A product with its prices.
const PRODUCT: &str = "
    select p.slug, p.sku, p.name, p.unit, p.increment, s.available, y.unit_price as price
    from product p
    join stock s on s.product_id = p.id
    left join price y on y.product_id = p.id and y.price_list_id in (select id from price_list where store_id is not null)
    where p.slug = $1";

#[derive(sqlx::FromRow)]
struct Line {
    slug: String,
    sku: String,
    name: String,
    unit: String,
    increment: i64,
    available: i64,
    price: Option<i64>,
}

struct Page {
    pool: SqlitePool,
    sql: &'static str,
    key: String,
    /// What fills a page up to the size of the one it is compared with.
    filler: String,
}

/// Text without what HTML would read as markup.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

impl Page {
    async fn html(&self) -> Result<String, Box<dyn std::error::Error>> {
        let lines: Vec<Line> = sqlx::query_as(self.sql).bind(&self.key).fetch_all(&self.pool).await?;
        let mut html = String::with_capacity(self.filler.len() + lines.len() * 600 + 200);
        html.push_str("<!DOCTYPE html><html lang=\"en\"><head><title>Floor</title></head><body><ul>");
        for line in &lines {
            let (slug, name) = (Escaped(&line.slug), Escaped(&line.name));
            write!(
                html,
                "<li><img src=\"/pic/{slug}.svg\" alt=\"\"><h3><a href=\"/p/{slug}\">{name}</a></h3><p>{}</p><p>{} in stock</p>\
                 <p>{} {}</p><form method=\"post\" action=\"/p/{slug}\"><input name=\"quantity\" value=\"{}\" aria-label=\"{name}\">\
                 <button>Add {name}</button></form></li>",
                Escaped(&line.sku),
                line.available,
                line.price.unwrap_or_default(),
                Escaped(&line.unit),
                line.increment,
            )?;
        }
        html.push_str("</ul><!--");
        html.push_str(&self.filler);
        html.push_str("--></body></html>");
        Ok(html)
    }

    /// The page with as many bytes as `size`, or its own where it has more. It has at least `rows` rows: a floor that
    /// reads nothing measures nothing.
    async fn sized(mut self, size: usize, rows: usize) -> Result<Arc<Page>, Box<dyn std::error::Error>> {
        let html = self.html().await?;
        if html.matches("<li>").count() < rows {
            return Err(format!("the floor finds no rows for {}", self.key).into());
        }
        let bare = html.len();
        self.filler = "x".repeat(size.saturating_sub(bare));
        Ok(Arc::new(self))
    }
}

async fn show(State(page): State<Arc<Page>>) -> Result<Html<String>, StatusCode> {
    page.html().await.map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [addr, database, category, list_bytes, product, product_bytes] = words.as_slice() else {
        return Err("usage: floor ADDR DATABASE CATEGORY LIST_BYTES PRODUCT PRODUCT_BYTES".into());
    };
    let options = SqliteConnectOptions::from_str(database)?.read_only(true);
    let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
    let page = |sql, key: &String| Page { pool: pool.clone(), sql, key: key.clone(), filler: String::new() };
    let list = page(LIST, category).sized(list_bytes.parse()?, 24).await?;
    let product = page(PRODUCT, product).sized(product_bytes.parse()?, 1).await?;
    let router = Router::new()
        .route("/list", get(show).with_state(list))
        .route("/product", get(show).with_state(product))
        .route("/healthz", get(|| async { "ok" }));
    let listener = tokio::net::TcpListener::bind(addr).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
