//! The business tables as the schema itself describes them, so that none is forgotten.
//!
//! Rule: what an image holds is every column but the secrets; of a password hash its last twelve characters, enough to
//! see that it was exchanged.

use crate::db::{DbTx, dialect};
use crate::error::Result;

/// Tables that hold counters and marks, nothing a claim could be about.
pub const FREE: [&str; 6] = ["challenge", "lease", "outbox", "session_seen", "setting", "throttle"];

/// A business table with the expressions for one of its rows, named `t`.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its name.
    pub name: String,
    /// The row's id as images know it.
    pub row_id: String,
    /// The row as an image.
    pub image: String,
    /// An image of what columns hold that nobody wrote.
    pub defaults: String,
    /// The event it cites; null for a part.
    pub last_event: &'static str,
}

/// A column: table, name, whether it holds bytes, its place in the primary key or 0, what it holds when nobody wrote it.
type Column = (String, String, i64, i64, String);

/// All business tables.
pub(crate) async fn business(db: &mut DbTx) -> Result<Vec<Table>> {
    let sql = dialect::COLUMNS.in_tx(db);
    let columns: Vec<Column> = match db {
        DbTx::Sqlite(t) => sqlx::query_as(sql).fetch_all(&mut **t).await?,
        DbTx::Postgres(t) => sqlx::query_as(sql).fetch_all(&mut **t).await?,
    };
    let is_sqlite = db.is_sqlite();
    let groups = columns.chunk_by(|a, b| a.0 == b.0).filter(|group| !FREE.contains(&group[0].0.as_str()));
    Ok(groups.map(|group| table(group, is_sqlite)).collect())
}

fn table(columns: &[Column], is_sqlite: bool) -> Table {
    let mut keys: Vec<&Column> = columns.iter().filter(|c| c.3 > 0).collect();
    keys.sort_by_key(|c| c.3);
    let key = |(_, name, is_bytes, ..): &Column| match (is_sqlite, is_bytes) {
        (true, 1) => format!("lower(hex(t.{name}))"),
        (true, _) => format!("t.{name}"),
        (false, _) => format!("replace(t.{name}::text, '-', '')"),
    };
    let keys: Vec<String> = keys.into_iter().map(key).collect();
    let has = |wanted: &str| columns.iter().any(|c| c.1 == wanted);
    Table {
        name: columns[0].0.clone(),
        row_id: format!("cast({} as text)", keys.join(" || ':' || ")),
        defaults: defaults(columns, is_sqlite),
        image: if is_sqlite { sqlite_image(columns) } else { postgres_image(has("password_hash")) },
        last_event: if has("last_event") { "t.last_event" } else { "null" },
    }
}

fn defaults(columns: &[Column], is_sqlite: bool) -> String {
    let parts: Vec<String> = columns.iter().map(|(_, name, .., default)| format!("'{name}', {default}")).collect();
    match is_sqlite {
        true => format!("json_object({})", parts.join(", ")),
        false => format!("jsonb_build_object({})::text", parts.join(", ")),
    }
}

fn sqlite_image(columns: &[Column]) -> String {
    let parts: Vec<String> = columns
        .iter()
        .filter_map(|(_, name, is_bytes, ..)| match (name.as_str(), is_bytes) {
            ("token_hash" | "secret", _) => None,
            ("password_hash", _) => Some("'password_check', substr(t.password_hash, -12)".to_owned()),
            (_, 1) => Some(format!("'{name}', lower(hex(t.{name}))")),
            _ => Some(format!("'{name}', t.{name}")),
        })
        .collect();
    format!("json_object({})", parts.join(", "))
}

fn postgres_image(has_password: bool) -> String {
    let check = if has_password { " || jsonb_build_object('password_check', right(t.password_hash, 12))" } else { "" };
    format!("((to_jsonb(t) - 'password_hash' - 'token_hash' - 'secret'){check})::text")
}
