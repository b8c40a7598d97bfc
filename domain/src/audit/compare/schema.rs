//! Whether the schema is still the one that this program made: tables, constraints and triggers.
//!
//! Nobody can stop a process that holds the file of a SQLite database, or the owner of a PostgreSQL one, from taking a
//! trigger away; here it shows. A server does not start without its triggers: what would be written then could not be
//! trusted.

use crate::cx::Cx;
use crate::db::open::{POSTGRES, SQLITE};
use crate::db::{DbTx, dialect};
use crate::error::{Error, Result};
use sqlx::sqlite::SqlitePoolOptions;
use std::collections::BTreeMap;
use tokio::sync::OnceCell;

/// What there is, by name, with what it says.
type Things = BTreeMap<String, String>;

/// A sentence for each thing that is missing, was changed or was added.
///
/// # Errors
/// Only of the database.
pub async fn differences(db: &mut DbTx) -> Result<Vec<String>> {
    let sql = dialect::SCHEMA.in_tx(db);
    let (is, should): (Things, &Things) = match db {
        DbTx::Sqlite(t) => (sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect(), sqlite().await?),
        DbTx::Postgres(t) => (sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect(), postgres().await),
    };
    let mut all = Vec::new();
    for (name, text) in should {
        match is.get(name) {
            None => all.push(format!("{name} is missing")),
            Some(other) if other != text => all.push(format!("{name} is not as it was made")),
            Some(_) => {}
        }
    }
    all.extend(is.keys().filter(|name| !should.contains_key(*name)).map(|name| format!("{name} was added")));
    Ok(all)
}

/// What of [`differences`] concerns the guards: triggers, their functions, and what goes around them.
///
/// # Errors
/// Only of the database.
pub async fn unguarded(cx: &Cx) -> Result<Vec<String>> {
    let mut snapshot = cx.db().snapshot().await?;
    let all = Box::pin(differences(snapshot.db())).await?;
    // A table or function of the operator's own guards nothing and takes nothing away.
    let is_guard = |what: &String| {
        let is_plain = ["table ", "index ", "view "].iter().any(|kind| what.starts_with(kind));
        let is_own = what.starts_with("function ") && what.ends_with(" was added");
        !is_plain && !is_own
    };
    Ok(all.into_iter().filter(is_guard).collect())
}

/// Refuses to go on without the guards.
///
/// # Errors
/// [`Error::Start`] that names what is missing and says what to do.
pub async fn require_guards(cx: &Cx) -> Result<()> {
    let missing = unguarded(cx).await?;
    let Some(first) = missing.first() else { return Ok(()) };
    let more = match missing.len() - 1 {
        0 => String::new(),
        n => format!(" (and {n} more: behalf doctor lists them)"),
    };
    Err(Error::Start(format!(
        "the database does not guard its record as this program made it: {first}{more}. Somebody changed the schema. \
         Find out what was written meanwhile with `behalf audit verify --db`; then put back a backup, or make the guards \
         again with `behalf migrate --restore-guards`, which is an event"
    )))
}

/// Makes the guards again as the migrations made them, and takes away what was added to them; gives what was mended.
///
/// # Errors
/// Of the database: on PostgreSQL only their owner may.
pub async fn restore_guards(cx: &Cx) -> Result<Vec<String>> {
    let wrong = unguarded(cx).await?;
    if wrong.is_empty() {
        return Ok(wrong);
    }
    let mut db = cx.db().begin().await?;
    for what in &wrong {
        let name =
            what.rsplit_once(" is ").or_else(|| what.rsplit_once(" was ")).map_or(what.as_str(), |(name, _)| name);
        let statements = match &mut db {
            DbTx::Sqlite(_) => sqlite_guard(name, sqlite().await?.get(name)),
            DbTx::Postgres(_) => postgres_guard(name, statements().get(name)),
        };
        for sql in statements {
            let sql = sqlx::AssertSqlSafe(sql);
            match &mut db {
                DbTx::Sqlite(t) => sqlx::query(sql).execute(&mut **t).await?.rows_affected(),
                DbTx::Postgres(t) => sqlx::query(sql).execute(&mut **t).await?.rows_affected(),
            };
        }
    }
    db.commit().await?;
    if let Some(left) = unguarded(cx).await?.first() {
        return Err(Error::Start(format!("the guards could not be made again: {left}")));
    }
    let event = crate::audit::Event::new("log.guards_restored").detail("guards", wrong.clone());
    cx.record(event).await?;
    Ok(wrong)
}

fn sqlite_guard(name: &str, text: Option<&String>) -> Vec<String> {
    let Some(trigger) = name.strip_prefix("trigger ") else { return Vec::new() };
    let drop = format!("drop trigger if exists \"{}\"", trigger.replace('"', "\"\""));
    [Some(drop), text.cloned()].into_iter().flatten().collect()
}

fn postgres_guard(name: &str, statement: Option<&String>) -> Vec<String> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let words: Vec<&str> = name.split(' ').collect();
    let drop = match words.as_slice() {
        ["trigger", trigger, "on", table] => {
            Some(format!("drop trigger if exists {} on {}", quoted(trigger), quoted(table)))
        }
        ["rule", rule, "on", table] => Some(format!("drop rule if exists {} on {}", quoted(rule), quoted(table))),
        ["row", "security", "of", table] => Some(format!("alter table {} disable row level security", quoted(table))),
        ["a", "switch", .., "of", table] => Some(format!("alter table {} enable trigger all", quoted(table))),
        // A function that somebody added is no guard; one that was changed is written over.
        _ => None,
    };
    drop.into_iter().chain(statement.cloned()).collect()
}

/// What the migrations make on SQLite: made once in memory, and read.
async fn sqlite() -> Result<&'static Things> {
    static MADE: OnceCell<Things> = OnceCell::const_new();
    MADE.get_or_try_init(|| {
        Box::pin(async {
            let fresh = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
            SQLITE.run(&fresh).await.map_err(|e| Error::Internal(e.to_string()))?;
            let should: Vec<(String, String)> = sqlx::query_as(dialect::SCHEMA.sqlite).fetch_all(&fresh).await?;
            fresh.close().await;
            Ok(should.into_iter().collect())
        })
    })
    .await
}

/// What the migrations make on PostgreSQL, read from their text.
async fn postgres() -> &'static Things {
    static MADE: OnceCell<Things> = OnceCell::const_new();
    MADE.get_or_init(|| async { made().into_iter().map(|(name, (text, _))| (name, text)).collect() }).await
}

/// The statements that make them.
fn statements() -> Things {
    made().into_iter().map(|(name, (_, statement))| (name, statement)).collect()
}

fn made() -> BTreeMap<String, (String, String)> {
    let mut made = BTreeMap::new();
    POSTGRES.iter().for_each(|migration| read(migration.sql.as_str(), &mut made));
    made
}

/// Reads triggers and functions from the text of a migration: `trigger NAME on TABLE` with when it acts, `function NAME`
/// with its body, each with the statement that makes it.
fn read(migration: &str, made: &mut BTreeMap<String, (String, String)>) {
    let mut rest = migration;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let words: Vec<&str> = line.trim_end_matches(';').split_whitespace().collect();
        match words.as_slice() {
            ["create", "trigger", name, ..] | ["create", "or", "replace", "trigger", name, ..] => {
                let statement = rest.split_once(';').map_or(rest, |(statement, _)| statement);
                let (table, text) = trigger(statement);
                made.insert(format!("trigger {name} on {table}"), (text, statement.to_owned()));
            }
            ["drop", "trigger", "if", "exists", name, "on", table] | ["drop", "trigger", name, "on", table] => {
                made.remove(&format!("trigger {name} on {table}"));
            }
            ["drop", "function", "if", "exists", name] | ["drop", "function", name] => {
                made.remove(&format!("function {}", name.split('(').next().unwrap_or(name)));
            }
            ["create", "function", name, ..] | ["create", "or", "replace", "function", name, ..] => {
                let name = name.split('(').next().unwrap_or(name);
                let mut parts = rest.splitn(3, "$$");
                if let (Some(head), Some(body), Some(after)) = (parts.next(), parts.next(), parts.next()) {
                    let head = head.replacen("create function", "create or replace function", 1);
                    made.insert(format!("function {name}"), (body.to_owned(), format!("{head}$${body}$$")));
                    rest = after.split_once('\n').map_or("", |(_, after)| after);
                    continue;
                }
            }
            _ => {}
        }
        rest = after;
    }
}

/// The table of a statement that creates a trigger, and when it does what, in the words of [`dialect::SCHEMA`].
fn trigger(statement: &str) -> (String, String) {
    let words: Vec<String> = statement.split_whitespace().map(str::to_lowercase).collect();
    let place = |word: &str| words.iter().position(|w| w == word);
    let behind = |word: &str| place(word).and_then(|at| words.get(at + 1)).map(String::as_str).unwrap_or_default();
    let head = &words[..place("on").unwrap_or(0)];
    let mut text: Vec<&str> =
        vec![head.iter().find(|w| ["before", "after"].contains(&w.as_str())).map_or("", String::as_str)];
    text.extend(["delete", "insert", "truncate", "update"].into_iter().filter(|event| head.iter().any(|w| w == event)));
    text.push(behind("each"));
    let condition = condition(statement);
    if !condition.is_empty() {
        text.extend(["when", &condition]);
    }
    let function = words.last().map(|f| f.split('(').next().unwrap_or(f)).unwrap_or_default();
    text.push(function);
    (behind("on").to_owned(), text.join(" "))
}

/// The condition of a trigger without blanks and brackets, as PostgreSQL tells it.
fn condition(statement: &str) -> String {
    let lower = statement.to_lowercase();
    let Some((_, rest)) = lower.split_once(" when (") else { return String::new() };
    let text = rest.rsplit_once(" execute ").map_or(rest, |(condition, _)| condition);
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"()".contains(*c)).collect();
    match plain.split_once("isnotdistinctfrom") {
        Some((one, other)) => format!("not{one}isdistinctfrom{other}"),
        None => plain,
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
        read(
            "create trigger b before update or delete on t for each row when (pg_trigger_depth() = 0)\n  execute function f();\n",
            &mut made,
        );
        read(
            "drop trigger a on t;\ncreate function g(\n  a text\n) returns void language plpgsql as $$\nbegin end $$;\n",
            &mut made,
        );
        let names: Vec<&str> = made.keys().map(String::as_str).collect();
        assert_eq!(names, ["function f", "function g", "trigger b on t"]);
        assert_eq!(made["function f"].0, "\nbegin return new; end ");
        assert_eq!(made["trigger b on t"].0, "before delete update row when pg_trigger_depth=0 f");
        assert!(made["function g"].1.starts_with("create or replace function g("), "{}", made["function g"].1);
    }
}
