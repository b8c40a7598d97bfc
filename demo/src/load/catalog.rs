//! Categories, price lists, products, stock and prices.

use super::Demo;
use crate::{STORES, price, product, synonym};
use domain::audit::Event;
use domain::catalog::{entry, text};
use domain::error::Result;
use domain::id::{PriceListId, ProductId, SynonymId};
use domain::policy::Action;
use domain::search;
use domain::tx::Tx;
use domain::{exec, on_tx, sql};
use serde_json::{Value, json};

/// The tree and the empty price lists.
pub(super) async fn tree(demo: &Demo, at: i64) -> Result<()> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    for (position, (id, category)) in (0_i64..).zip(&demo.tree) {
        let parent = category.parent.and_then(|slug| demo.tree.iter().find(|(_, c)| c.slug == slug)).map(|(id, _)| *id);
        exec!(tx, "
            insert into category (id, parent_id, slug, name, summary, position, last_event)
            values ($1, $2, $3, $4, $5, $6, $7)
        "; *id, parent, category.slug, category.name, category.summary, position, &event)
        .one()?;
    }
    for (id, list) in demo.lists.iter().zip(&price::LISTS) {
        let store = list.store.and_then(|code| STORES.iter().position(|s| s.code == code)).map(|n| demo.stores[n]);
        exec!(tx, "
            insert into price_list (id, code, name, currency, store_id, valid_from, valid_until, last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
        "; *id, list.code, list.name, list.currency, store, list.is_contract().then(|| day(at)),
            list.is_contract().then(|| day(demo.now + CONTRACT)), &event)
        .one()?;
    }
    for (store, word, means) in synonym::ALL {
        let Some(n) = STORES.iter().position(|s| s.code == store) else { continue };
        let (word, means) = (text::stem(word), text::stem(means));
        exec!(tx, "
            insert into synonym (id, store_id, word, means, last_event) values ($1, $2, $3, $4, $5)
        "; SynonymId::fresh(), demo.stores[n], word, means, &event)
        .one()?;
    }
    let after = json!({
        "categories": demo.tree.iter().map(|(_, c)| c.slug).collect::<Vec<_>>(),
        "price_lists": price::LISTS.iter().map(|l| l.code).collect::<Vec<_>>(),
    });
    tx.commit(Event::new("catalogue.imported").detail("categories", count(demo.tree.len())).change(Value::Null, after))
        .await
}

/// The products that came at `batch`, with stock and prices in every list that covers them.
pub(super) async fn batch(demo: &Demo, at: i64, batch: i64) -> Result<()> {
    let mut tx = demo.system(at).begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    let new: Vec<usize> =
        (0..demo.range.len()).filter(|n| product::imported_at(demo.range[*n].created_at, demo.now) == batch).collect();
    for n in &new {
        insert(demo, &mut tx, *n).await?;
    }
    let ids: Vec<ProductId> = new.iter().map(|n| demo.products[*n]).collect();
    entry::refresh(tx.db(), &ids).await?;
    for id in &demo.lists {
        exec!(tx, "update price_list set last_event = $2 where id = $1"; *id, &event).one()?;
    }
    let mut rows = Vec::new();
    for n in &new {
        for (list, id) in price::LISTS.iter().zip(&demo.lists) {
            let tiers = price::tiers(list, &demo.range[*n]);
            rows.extend(tiers.into_iter().map(|(quantity, price)| (*id, demo.products[*n], quantity, price)));
        }
    }
    prices(&mut tx, &rows).await?;
    let after = json!(new.iter().map(|n| document(demo, *n)).collect::<Vec<_>>());
    let event = Event::new("catalogue.imported")
        .detail("products", count(new.len()))
        .detail("prices", count(rows.len()))
        .change(Value::Null, json!({ "products": after }));
    tx.commit(event).await
}

/// Contracts hold so much longer.
const CONTRACT: i64 = 400 * DAY;
const DAY: i64 = 86_400_000_000;

/// The beginning of a day.
fn day(at: i64) -> i64 {
    at - at.rem_euclid(DAY)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn document(demo: &Demo, n: usize) -> Value {
    let p = &demo.range[n];
    let prices: serde_json::Map<String, Value> =
        price::LISTS.iter().map(|l| (l.code.to_owned(), json!(price::tiers(l, p)))).collect();
    json!({ "available": p.available, "category": p.category, "name": p.name, "prices": prices, "sku": p.sku })
}

async fn insert(demo: &Demo, tx: &mut Tx, n: usize) -> Result<()> {
    let (p, id, event) = (&demo.range[n], demo.products[n], tx.event().to_owned());
    let category = demo.tree.iter().find(|(_, c)| c.slug == p.category);
    let name = category.map_or("", |(_, c)| c.name);
    let attributes = json!(p.attributes).to_string();
    let search_key = search::key(&[&p.name, &p.sku, name, &p.keywords]);
    exec!(tx, "
        insert into product (id, sku, slug, category_id, name, summary, description, attributes, drawing, unit, increment,
                             tax_class, status, search_key, gtin, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'standard', 'active', $12, $13, $14, $15)
    "; id, &p.sku, &p.slug, category.map(|(id, _)| *id), &p.name, &p.summary, &p.description, &attributes,
        &p.drawing, p.unit, p.increment, &search_key, &p.gtin, p.created_at, &event).one()?;
    exec!(tx, "
        insert into stock (product_id, available, restock_at, last_event) values ($1, $2, $3, $4)
    "; id, p.available, p.restock_at, &event)
    .one()?;
    Ok(())
}

type Price = (PriceListId, ProductId, i64, i64);

/// Thousands of rows: eight a statement, the rest one by one.
async fn prices(tx: &mut Tx, rows: &[Price]) -> Result<()> {
    let chunks = rows.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        on_tx!(tx, c => {
            let mut query = sqlx::query(sql!("
                insert into price (price_list_id, product_id, min_quantity, unit_price)
                values ($1, $2, $3, $4), ($5, $6, $7, $8), ($9, $10, $11, $12), ($13, $14, $15, $16),
                       ($17, $18, $19, $20), ($21, $22, $23, $24), ($25, $26, $27, $28), ($29, $30, $31, $32)
            "));
            for (list, product, quantity, price) in chunk {
                query = query.bind(*list).bind(*product).bind(*quantity).bind(*price);
            }
            query.execute(c).await?.rows_affected()
        });
    }
    for (list, product, quantity, price) in rest {
        exec!(tx, "
            insert into price (price_list_id, product_id, min_quantity, unit_price) values ($1, $2, $3, $4)
        "; *list, *product, *quantity, *price)
        .one()?;
    }
    Ok(())
}
