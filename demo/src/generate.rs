//! A made-up catalogue of any size, for tests of load and of search: the same for the same seed, whatever the size.
//!
//! Rule: a product depends on the seed and its place alone, so the first thousand of a hundred thousand are the thousand of
//! a small catalogue. Each batch is a transaction of its own with one event, through the door that all writes take.

pub mod family;
pub mod files;
pub mod measure;
pub mod people;
pub mod question;

use crate::{STORES, category, price};
use domain::audit::Event;
use domain::catalog::entry::{self, Written};
use domain::cx::Cx;
use domain::env::Env;
use domain::error::{Error, Result};
use domain::id::{CategoryId, PriceListId, ProductId, StoreId};
use domain::policy::Action;
use domain::time::Micros;
use domain::tx::Tx;
use domain::{exec, on, search, sql};
use family::{Made, made, places};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// The setting that says which catalogue was generated.
pub(crate) const PRODUCTS: &str = "generated";
/// Products in a batch.
const BATCH: usize = 500;

/// How large a catalogue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For every run of tests.
    Small,
    /// For every night.
    Medium,
    /// What the aims are about.
    Large,
}

impl Size {
    /// Reads `S`, `M` or `L`.
    pub fn parse(text: &str) -> Option<Size> {
        match text {
            "S" | "s" => Some(Size::Small),
            "M" | "m" => Some(Size::Medium),
            "L" | "l" => Some(Size::Large),
            _ => None,
        }
    }

    /// How many products it has.
    pub fn products(self) -> usize {
        match self {
            Size::Small => 1_000,
            Size::Medium => 10_000,
            Size::Large => 100_000,
        }
    }
}

/// Where products go: their categories, and the price list of each currency.
struct Shelf {
    categories: HashMap<String, CategoryId>,
    lists: Vec<PriceListId>,
}

/// Loads a catalogue; `progress` hears how many products are there.
///
/// # Errors
/// [`Error::Start`] when one is there already.
pub async fn load(env: &Arc<Env>, now: Micros, seed: u64, size: Size, progress: impl Fn(usize)) -> Result<usize> {
    if generated(env, PRODUCTS).await?.is_some() {
        return Err(Error::Start("a catalogue was generated into this database already: take an empty one".to_owned()));
    }
    let cx = Cx::system(env.clone(), now, "generate");
    let shelf = shelf(&cx, seed, size).await?;
    let places = places(size.products());
    let mut written = Written::default();
    let mut done = 0;
    for (batch, some) in (0_u64..).zip(places.chunks(BATCH)) {
        let products: Vec<Made> =
            some.iter().zip(done as u64..).map(|(place, index)| made(seed, *place, index)).collect();
        write(&cx, &shelf, batch, &products, &mut written).await?;
        done += products.len();
        progress(done);
    }
    entry::join_parts(&env.db).await?;
    Ok(done)
}

/// The seed and the number of what was generated into this database and marked by this setting.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn generated(env: &Env, mark: &str) -> Result<Option<(u64, u64)>> {
    let text: Option<String> = on!(&env.db, c => sqlx::query_scalar(sql!("
        select value from setting where key = $1
    ")).bind(mark).fetch_optional(c).await?);
    Ok(text.and_then(|text| {
        let (seed, number) = text.split_once(' ')?;
        Some((seed.parse().ok()?, number.parse().ok()?))
    }))
}

/// Finds stores, categories and base price lists, or makes them in an empty database.
async fn shelf(cx: &Cx, seed: u64, size: Size) -> Result<Shelf> {
    let stores: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("select count(*) from store")).fetch_one(c).await?);
    let mut tx = cx.begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    if stores == 0 {
        empty(&mut tx, &event).await?;
    }
    let value = format!("{seed} {}", size.products());
    exec!(tx, "insert into setting (key, value) values ($1, $2)"; PRODUCTS, value).one()?;
    let categories: Vec<(CategoryId, String)> =
        domain::on_tx!(tx, c => sqlx::query_as(sql!("select id, slug from category")).fetch_all(c).await?);
    let mut lists = Vec::new();
    for code in ["base-gbp", "base-eur"] {
        let id: Option<PriceListId> = domain::on_tx!(tx, c => sqlx::query_scalar(sql!("
            select id from price_list where code = $1
        ")).bind(code).fetch_optional(c).await?);
        lists.push(id.ok_or_else(|| Error::Start(format!("there is no price list {code}")))?);
    }
    tx.commit(Event::new("catalogue.generated").detail("products", count(size.products()))).await?;
    Ok(Shelf { categories: categories.into_iter().map(|(id, slug)| (slug, id)).collect(), lists })
}

/// Two stores, the tree of categories and a price list for each currency.
async fn empty(tx: &mut Tx, event: &str) -> Result<()> {
    let stores: Vec<StoreId> = STORES.iter().map(|_| StoreId::fresh()).collect();
    for (position, (id, store)) in (0_i64..).zip(stores.iter().zip(&STORES)) {
        exec!(tx, "
            insert into store (id, code, name, currency, country, tagline, position, last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
        "; *id, store.code, store.name, store.currency, store.country, store.tagline, position, event)
        .one()?;
    }
    let tree: Vec<(CategoryId, category::Category)> =
        category::all().into_iter().map(|category| (CategoryId::fresh(), category)).collect();
    for (position, (id, category)) in (0_i64..).zip(&tree) {
        let parent = category.parent.and_then(|slug| tree.iter().find(|(_, c)| c.slug == slug)).map(|(id, _)| *id);
        exec!(tx, "
            insert into category (id, parent_id, slug, name, summary, position, last_event)
            values ($1, $2, $3, $4, $5, $6, $7)
        "; *id, parent, category.slug, category.name, category.summary, position, event)
        .one()?;
    }
    for list in price::LISTS.iter().filter(|list| list.store.is_some()) {
        let store = list.store.and_then(|code| STORES.iter().position(|s| s.code == code)).map(|n| stores[n]);
        exec!(tx, "
            insert into price_list (id, code, name, currency, store_id, last_event) values ($1, $2, $3, $4, $5, $6)
        "; PriceListId::fresh(), list.code, list.name, list.currency, store, event)
        .one()?;
    }
    Ok(())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

async fn write(cx: &Cx, shelf: &Shelf, batch: u64, products: &[Made], written: &mut Written) -> Result<()> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let (event, now) = (tx.event().to_owned(), cx.now().0);
    let ids: Vec<ProductId> = products.iter().map(|_| ProductId::fresh()).collect();
    for (id, p) in ids.iter().zip(products) {
        let category = shelf.categories.get(p.category).copied();
        let search_key = search::key(&[&p.name, &p.sku]);
        let attributes = json!(p.attributes).to_string();
        exec!(tx, "
            insert into product (id, sku, slug, category_id, name, summary, description, attributes, drawing, unit, increment,
                                 tax_class, status, search_key, gtin, created_at, last_event)
            values ($1, $2, $3, $4, $5, $6, $6, $7, $8, 'each', 1, 'standard', 'active', $9, $10, $11, $12)
        "; *id, &p.sku, &p.slug, category, &p.name, &p.summary, &attributes, &p.drawing, &search_key, &p.gtin,
            now - p.age * 3_600_000_000, &event)
        .one()?;
        let restock = (p.available == 0).then_some(now + 14 * 86_400_000_000);
        exec!(tx, "
            insert into stock (product_id, available, restock_at, last_event) values ($1, $2, $3, $4)
        "; *id, p.available, restock, &event)
        .one()?;
    }
    for list in &shelf.lists {
        exec!(tx, "update price_list set last_event = $2 where id = $1"; *list, &event).one()?;
    }
    for (id, p) in ids.iter().zip(products) {
        let [pound, euro] = [p.price, p.price * 117 / 100];
        exec!(tx, "
            insert into price (price_list_id, product_id, min_quantity, unit_price)
            values ($1, $3, 1, $4), ($1, $3, 100, $5), ($2, $3, 1, $6), ($2, $3, 100, $7)
        "; shelf.lists[0], shelf.lists[1], *id, pound, pound * 93 / 100, euro, euro * 93 / 100)
        .any_number();
    }
    entry::refresh_many(tx.db(), &ids, written).await?;
    let event = Event::new("catalogue.imported")
        .detail("products", count(products.len()))
        .detail("prices", count(4 * products.len()))
        .detail("batch", i64::try_from(batch).unwrap_or(i64::MAX));
    tx.commit(event).await
}
