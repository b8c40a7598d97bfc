//! Stock: how many can be ordered now, and when more come.

use super::fields::Fields;
use super::prices::articles;
use super::{Code, Outcome, Unit, Work};
use crate::db::pairs;
use crate::error::Result;
use crate::id::ProductId;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on_tx};
use serde_json::{Value, json};
use sheet::import::Field;
use std::collections::HashMap;

/// SQL that writes the stock of the products in the JSON list `$1`; `$2` is the event.
macro_rules! write_stock {
    ($product:literal, $whole:literal, $from:literal) => {
        concat!(
            "insert into stock (product_id, available, restock_at, last_event) select ",
            $product,
            $whole,
            ", $2 from ",
            $from,
            " where true
             on conflict (product_id) do update
             set available = excluded.available, restock_at = excluded.restock_at, last_event = excluded.last_event"
        )
    };
}

pairs! {
    /// Writes stock.
    WRITE {
        sqlite: write_stock!("unhex(replace(value->>0, '-', ''))", ", value->>1, value->>2", "json_each($1)"),
        postgres: write_stock!(
            "cast(value->>0 as uuid)", ", cast(value->>1 as bigint), cast(value->>2 as bigint)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// The stock of the products in the JSON list `$1`.
    STOCK {
        sqlite: "select product_id, available, restock_at from stock
                 where product_id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select product_id, available, restock_at from stock
                   where product_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
}

/// What stands for stock that is not counted.
pub(super) const NOT_COUNTED: i64 = 999_999;

/// The stock of a record; none where the file does not say it.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<i64> {
    let found = fields.whole(Field::Stock, i64::MIN)?;
    if found < 0 {
        let typed = fields.given(Field::Stock).unwrap_or_default();
        fields.say(Code::BelowNone, Some(Field::Stock), &typed);
    }
    Some(found.max(0))
}

/// Writes stock: product, how many, when more come.
pub(super) async fn write(tx: &mut Tx, work: &Work<'_>, rows: Vec<(ProductId, i64, Option<i64>)>) -> Result<()> {
    if rows.is_empty() || !work.write {
        return Ok(());
    }
    let event = tx.event().to_owned();
    let rows: Vec<Value> =
        rows.into_iter().map(|(product, available, restock)| json!([product, available, restock])).collect();
    let (sql, rows) = (WRITE.in_tx(tx.db()), Value::Array(rows).to_string());
    exec!(tx, sql; rows, event).any_number();
    Ok(())
}

/// The stock of products as it is.
pub(super) async fn there(tx: &mut Tx, products: &[ProductId]) -> Result<HashMap<ProductId, (i64, Option<i64>)>> {
    let (sql, list) = (STOCK.in_tx(tx.db()), json!(products).to_string());
    let rows: Vec<(ProductId, i64, Option<i64>)> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(product, available, restock)| (product, (available, restock))).collect())
}

/// Says what becomes of stock, and writes it.
pub(super) async fn take(tx: &mut Tx, work: &mut Work<'_>, units: &[Unit]) -> Result<Vec<Outcome>> {
    let numbers = units.iter().map(|unit| unit.records[0].text(Field::Sku)).collect();
    let articles = articles(tx, &numbers).await?;
    let there = there(tx, &articles.values().copied().collect::<Vec<_>>()).await?;
    let (mut out, mut rows) = (Vec::with_capacity(units.len()), Vec::new());
    for unit in units {
        let mut fields = Fields::of(work.table, unit);
        let sku = fields.number(Field::Sku, 60).unwrap_or_default();
        let stock = read(&mut fields);
        let restock = fields.day(Field::RestockOn).map(|day| day.0);
        let product = articles.get(&sku).copied();
        match product {
            _ if fields.is_refused() => {}
            None if sku.is_empty() => fields.say(Code::NoNumber, Some(Field::Sku), ""),
            None => fields.say(Code::UnknownArticle, Some(Field::Sku), &sku),
            Some(_) if stock.is_none() && restock.is_none() => fields.say(Code::Missing, Some(Field::Stock), ""),
            Some(product) => {
                let before = there.get(&product).copied();
                let (old, old_restock) = before.unwrap_or((0, None));
                let new = stock.unwrap_or(old);
                let new_restock = if fields.has(Field::RestockOn) { restock } else { old_restock };
                fields.change(Field::Stock, &old.to_string(), &new.to_string());
                fields.change(Field::RestockOn, &day(old_restock), &day(new_restock));
                if !fields.changes.is_empty() || before.is_none() {
                    rows.push((product, new, new_restock));
                }
            }
        }
        let is_new = product.is_some_and(|product| !there.contains_key(&product));
        out.push(fields.outcome(unit, sku, is_new));
    }
    write(tx, work, rows).await?;
    Ok(out)
}

/// The day on which more come.
fn day(at: Option<i64>) -> String {
    at.map(|at| crate::day::Day::of(Micros(at)).iso()).unwrap_or_default()
}
