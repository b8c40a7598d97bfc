//! What an order is found by in lists: a row beside the order, made from it, its company and its contact.
//!
//! Rule: whoever writes an order, or the name of a company or contact, calls one of these in the same transaction. The entry
//! is nothing by itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::contact;
use crate::db::{DbTx, entry, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrderId};
use crate::search::{indexed, key};
use crate::time::Micros;
use crate::{exec, on_tx, sql};
use serde_json::{Value, json};
use uuid::Uuid;

/// What entries of orders `r` are made of.
macro_rules! sources {
    ($which:literal) => {
        concat!(
            "
            select r.id, r.number, r.po_number, r.placed_at, r.total, o.name as organization_name,
                   k.name as contact_name
            from orders r
            join organization o on o.id = r.organization_id
            join contact k on k.id = r.contact_id
            where ",
            $which
        )
    };
}

/// What an entry is made from.
#[derive(sqlx::FromRow)]
pub(crate) struct Source {
    id: OrderId,
    number: String,
    po_number: String,
    placed_at: Micros,
    total: i64,
    organization_name: String,
    contact_name: String,
}

impl Source {
    /// The company keeps its orders when a person is erased; they are not found by the name any more.
    fn search_key(&self) -> String {
        let name = if self.contact_name == contact::erase::ERASED { "" } else { self.contact_name.as_str() };
        indexed(&key(&[&self.number, &self.po_number, &self.organization_name, name]))
    }
}

/// SQL that writes the entries of the JSON list `$1`: order, time, total, what it is found by.
macro_rules! write_entries {
    ($order:literal, $rest:literal, $from:literal) => {
        concat!(
            "insert into order_entry (order_id, placed_at, total, search_key) select ",
            $order,
            $rest,
            " from ",
            $from,
            " where true
             on conflict (order_id) do update
             set placed_at = excluded.placed_at, total = excluded.total, search_key = excluded.search_key
             where order_entry.search_key <> excluded.search_key"
        )
    };
}

pairs! {
    /// The sources of the orders in the JSON list `$1`.
    SOURCES {
        sqlite: sources!("r.id in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: sources!("r.id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
    /// Writes entries that are not there or another.
    WRITE {
        sqlite: write_entries!(
            "unhex(replace(value->>0, '-', ''))", ", value->>1, value->>2, value->>3", "json_each($1)"
        ),
        postgres: write_entries!(
            "cast(value->>0 as uuid)", ", cast(value->>1 as bigint), cast(value->>2 as bigint), value->>3",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
}

/// Writes the entries; says how many were another before.
async fn write(tx: &mut DbTx, sources: &[Source]) -> Result<i64> {
    let rows: Vec<Value> = sources.iter().map(|s| json!([s.id, s.placed_at.0, s.total, s.search_key()])).collect();
    let (sql, rows) = (WRITE.in_tx(tx), Value::Array(rows).to_string());
    Ok(exec!(tx, sql; rows).count())
}

impl entry::Source for Source {
    const SOURCES: &'static str = sql!(sources!("(r.id > $1 or $1 is null) order by r.id limit cast($2 as bigint)"));

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        Ok(write(tx, std::slice::from_ref(self)).await? > 0)
    }

    async fn write_many(tx: &mut DbTx, sources: &[Source]) -> Result<()> {
        write(tx, sources).await.map(|_| ())
    }
}

/// Makes the entry of a new order, and says to its contact's that there is one.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn placed(tx: &mut DbTx, order: OrderId) -> Result<()> {
    placed_many(tx, &[order]).await
}

/// The same for many orders.
///
/// # Errors
/// As [`placed`].
pub async fn placed_many(tx: &mut DbTx, orders: &[OrderId]) -> Result<()> {
    let (sql, ids) = (SOURCES.in_tx(tx), json!(orders).to_string());
    let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
    entry::write_all(tx, &sources).await?;
    contact::entry::ordered(tx, orders).await
}

/// Makes the entries of a contact's orders again, after the contact or the company was written. All of them hold the same
/// names, so when that of the first order is as it should be, the others are.
///
/// # Errors
/// As [`placed`].
pub async fn refresh(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    let first: Option<Source> = on_tx!(tx, c => sqlx::query_as(sql!(sources!(
        "r.contact_id = $1 order by r.placed_at, r.id limit 1"
    ))).bind(contact).fetch_optional(c).await?);
    let Some(first) = first else { return Ok(()) };
    if !entry::Source::write(&first, tx).await? {
        return Ok(());
    }
    let sources: Vec<Source> =
        on_tx!(tx, c => sqlx::query_as(sql!(sources!("r.contact_id = $1"))).bind(contact).fetch_all(c).await?);
    entry::write_all(tx, &sources).await
}
