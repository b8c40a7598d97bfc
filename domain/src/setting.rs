//! Marks of the database itself.

use crate::db::Db;
use crate::error::Result;
use crate::{on, sql};

/// Whether this is a demo database: known logins, and every page says so. Set only while the demo is loaded.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn is_demo(db: &Db) -> Result<bool> {
    let value: Option<String> = on!(db, c => sqlx::query_scalar(sql!("
        select value from setting where key = 'demo'
    ")).fetch_optional(c).await?);
    Ok(value.as_deref() == Some("1"))
}
