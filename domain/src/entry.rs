//! The rows beside others by which lists are found and sorted: `contact_entry`, `organization_entry`, `order_entry`,
//! `behalf_entry`, `product_entry` and `bought_item`. Each noun writes its own; here all of them are made again.

use crate::db::{Db, entry};
use crate::error::Result;
use crate::{behalf, bought, catalog, contact, exec, on, order, organization, sql};

/// How entries are made. Whoever changes what is in them, or takes a version of the collation that makes other keys, counts
/// on here; the next start makes them again.
const VERSION: &str = "4";

/// Makes all entries again when they were made in another way than this program makes them; says whether they were.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn prepare(db: &Db) -> Result<bool> {
    let made: Option<String> = on!(db, c => sqlx::query_scalar(sql!("
        select value from setting where key = 'entries'
    ")).fetch_optional(c).await?);
    if made.as_deref() == Some(VERSION) {
        return Ok(false);
    }
    make_all(db).await?;
    let mut tx = db.begin().await?;
    exec!(tx, "
        insert into setting (key, value) values ('entries', $1) on conflict (key) do update set value = excluded.value
    "; VERSION)
    .one()?;
    tx.commit().await?;
    Ok(true)
}

/// Makes all entries again.
///
/// # Errors
/// As [`prepare`].
pub async fn make_all(db: &Db) -> Result<()> {
    entry::make_all::<organization::find::Source>(db).await?;
    entry::make_all::<contact::entry::Source>(db).await?;
    entry::make_all::<order::entry::Source>(db).await?;
    entry::make_all::<behalf::entry::Source>(db).await?;
    bought::make_all(db).await?;
    catalog::entry::make_all(db).await
}
