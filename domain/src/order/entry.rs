//! What an order is found by in lists: a row beside the order, made from it, its company and its contact.
//!
//! Rule: whoever writes an order, or the name of a company or contact, calls one of these in the same transaction. The entry
//! is nothing by itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::contact;
use crate::db::{DbTx, entry};
use crate::error::Result;
use crate::id::{ContactId, OrderId};
use crate::search::{indexed, key};
use crate::time::Micros;
use crate::{exec, on_tx, sql};
use uuid::Uuid;

/// What entries of orders `r` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "
            select r.id, r.contact_id, r.number, r.po_number, r.placed_at, r.total, o.name as organization_name,
                   k.name as contact_name
            from orders r
            join organization o on o.id = r.organization_id
            join contact k on k.id = r.contact_id
            where ",
            $which
        ))
    };
}

/// What an entry is made from.
#[derive(sqlx::FromRow)]
pub(crate) struct Source {
    id: OrderId,
    contact_id: ContactId,
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

impl entry::Source for Source {
    const SOURCES: &'static str = sources!("(r.id > $1 or $1 is null) order by r.id limit cast($2 as bigint)");

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        let written = exec!(tx, "
            insert into order_entry (order_id, placed_at, total, search_key) values ($1, $2, $3, $4)
            on conflict (order_id) do update
            set placed_at = excluded.placed_at, total = excluded.total, search_key = excluded.search_key
            where order_entry.search_key <> excluded.search_key
        "; self.id, self.placed_at, self.total, self.search_key())
        .one_or_none()?;
        Ok(written)
    }
}

/// Makes the entry of a new order, and says to its contact's that there is one.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn placed(tx: &mut DbTx, order: OrderId) -> Result<()> {
    let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sources!("r.id = $1")).bind(order).fetch_all(c).await?);
    entry::write_all(tx, &sources).await?;
    for source in sources {
        contact::entry::ordered(tx, source.contact_id, source.placed_at).await?;
    }
    Ok(())
}

/// Makes the entries of a contact's orders again, after the contact or the company was written. All of them hold the same
/// names, so when that of the first order is as it should be, the others are.
///
/// # Errors
/// As [`placed`].
pub async fn refresh(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    let first: Option<Source> = on_tx!(tx, c => sqlx::query_as(sources!(
        "r.contact_id = $1 order by r.placed_at, r.id limit 1"
    )).bind(contact).fetch_optional(c).await?);
    let Some(first) = first else { return Ok(()) };
    if !entry::Source::write(&first, tx).await? {
        return Ok(());
    }
    let sources: Vec<Source> =
        on_tx!(tx, c => sqlx::query_as(sources!("r.contact_id = $1")).bind(contact).fetch_all(c).await?);
    entry::write_all(tx, &sources).await
}
