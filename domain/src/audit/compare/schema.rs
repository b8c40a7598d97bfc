//! Whether the schema is still the one that this program made: tables, constraints and triggers.
//!
//! Nobody can stop a process that holds the file of a SQLite database, or the owner of a PostgreSQL one, from taking a
//! trigger away; here it shows.

use crate::audit::check::Checker;
use crate::db::open::{POSTGRES, SQLITE};
use crate::db::{DbTx, Snapshot, dialect};
use crate::error::Result;
use sqlx::sqlite::SqlitePoolOptions;
use std::collections::BTreeMap;

/// Compares what is there with what the migrations make.
pub(super) async fn check(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    let sql = dialect::SCHEMA.in_tx(snapshot.db());
    let (is, should): (BTreeMap<String, String>, _) = match snapshot.db() {
        DbTx::Sqlite(t) => {
            let is = sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect();
            let fresh = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
            let migrated = SQLITE.run(&fresh).await;
            migrated.map_err(|e| crate::error::Error::Internal(e.to_string()))?;
            let should: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&fresh).await?;
            fresh.close().await;
            (is, should.into_iter().collect())
        }
        DbTx::Postgres(t) => {
            let is = sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect();
            let mut made = BTreeMap::new();
            POSTGRES.iter().for_each(|migration| read(migration.sql.as_str(), &mut made));
            (is, made)
        }
    };
    for (name, text) in &should {
        match is.get(name) {
            None => checker.find(format!("schema: {name} is missing")),
            Some(other) if other != text => checker.find(format!("schema: {name} is not as it was made")),
            Some(_) => {}
        }
    }
    for name in is.keys().filter(|name| !should.contains_key(*name)) {
        checker.find(format!("schema: {name} was added"));
    }
    Ok(())
}

/// Reads triggers and functions from the text of a migration: `trigger NAME on TABLE` with its state, `function NAME`
/// with its body.
fn read(migration: &str, made: &mut BTreeMap<String, String>) {
    let mut rest = migration;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words: Vec<&str> = line.trim_end_matches(';').split_whitespace().collect();
        rest = after;
        match words.as_slice() {
            ["create", "trigger", name, middle @ ..] => {
                let on = middle.iter().position(|w| *w == "on").and_then(|at| middle.get(at + 1)).unwrap_or(&"");
                made.insert(format!("trigger {name} on {on}"), "O".to_owned());
            }
            ["drop", "trigger", name, "on", table] => {
                made.remove(&format!("trigger {name} on {table}"));
            }
            ["drop", "function", name] => {
                made.remove(&format!("function {}", name.trim_end_matches("()")));
            }
            ["create", "function", name, ..] | ["create", "or", "replace", "function", name, ..] => {
                let name = name.split('(').next().unwrap_or(name);
                let body =
                    line.split_once("$$").map_or_else(|| after.split_once("$$").map(|(_, b)| b), |_| Some(after));
                let Some((body, after)) = body.and_then(|b| b.split_once("$$")) else { continue };
                // What stands between the marks begins with the end of the line.
                made.insert(format!("function {name}"), format!("\n{}", body.trim_start_matches('\n')));
                rest = after;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_and_functions_are_read_from_a_migration() {
        let mut made = BTreeMap::new();
        read("create function f() returns trigger language plpgsql as $$\nbegin return new; end $$;\n", &mut made);
        read("create trigger a before insert on t for each row execute function f();\n", &mut made);
        read("create trigger b before update or delete on t for each row execute function f();\n", &mut made);
        read(
            "drop trigger a on t;\ncreate function g(\n  a text\n) returns void language plpgsql as $$\nbegin end $$;\n",
            &mut made,
        );
        let names: Vec<&str> = made.keys().map(String::as_str).collect();
        assert_eq!(names, ["function f", "function g", "trigger b on t"]);
        assert_eq!(made["function f"], "\nbegin return new; end ");
    }
}
