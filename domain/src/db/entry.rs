//! Rows beside others, by which long lists are found and sorted.
//!
//! An entry is nothing by itself: it is made from rows, and [`make_all`] makes all entries of a kind again.

use crate::db::{Db, DbTx};
use crate::error::Result;
use crate::on;
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

/// Entries that are made in one transaction.
const BATCH: i64 = 1_000;

/// What an entry is made from.
pub(crate) trait Source:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Sync + Unpin
{
    /// The statement that reads `$2` sources in the order of their ids: those behind the id `$1`, or the first for null.
    const SOURCES: &'static str;

    /// The id of the row that the entry is for.
    fn id(&self) -> Uuid;

    /// Makes the entry again; says whether it was another one before.
    async fn write(&self, tx: &mut DbTx) -> Result<bool>;

    /// Makes the entries of several again, each source once.
    async fn write_many(tx: &mut DbTx, sources: &[Self]) -> Result<()> {
        for source in sources {
            source.write(tx).await?;
        }
        Ok(())
    }
}

/// Makes all entries of a kind again.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn make_all<S: Source>(db: &Db) -> Result<()> {
    let mut after: Option<Uuid> = None;
    loop {
        let sources: Vec<S> = on!(db, c => sqlx::query_as(S::SOURCES).bind(after).bind(BATCH).fetch_all(c).await?);
        let Some(last) = sources.last() else { return Ok(()) };
        after = Some(last.id());
        let mut tx = db.begin().await?;
        write_all(&mut tx, &sources).await?;
        tx.commit().await?;
    }
}

/// Makes the entries of these sources again.
///
/// # Errors
/// As [`make_all`].
pub(crate) async fn write_all<S: Source>(tx: &mut DbTx, sources: &[S]) -> Result<()> {
    if sources.is_empty() { Ok(()) } else { S::write_many(tx, sources).await }
}
