//! The files of guards, compared with what is described, and written from it.

use super::{postgres, sqlite};
use crate::audit::tables::{BUSINESS, COLUMNS, Column, FREE, columns_of};
use crate::db::open::SQLITE;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The variable by which the files are written instead of compared.
const WRITE: &str = "BEHALF_TEST_WRITE_GUARDS";
/// How to write them.
const COMMAND: &str =
    "BEHALF_TEST_WRITE_GUARDS=1 cargo test --package domain --features database --lib the_files_of_guards";

/// Where the guards of an engine are: in the newest file of that name, which is `0002_guards.sql` at first.
fn file(engine: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations").join(engine);
    let files = std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let is_guards = |path: &PathBuf| path.to_string_lossy().ends_with("_guards.sql");
    files.filter(is_guards).max().unwrap_or_else(|| folder.join("0002_guards.sql"))
}

/// What is in a file of guards. A later one takes away what the one before it made.
fn text(groups: &[Vec<String>], is_first: bool) -> String {
    let mut text = format!(
        "-- The guards: no row is written without an event, of each row that is written an image is kept, and nothing but the
-- next event comes into the log.
-- This file is written from domain/src/audit/tables.rs and domain/src/audit/guards/ by
--   {COMMAND}\n"
    );
    for group in groups {
        text.push('\n');
        for statement in group {
            text += &if is_first { statement.clone() } else { anew(statement) };
            text.push('\n');
        }
    }
    text
}

/// A statement for a database where an earlier one may have made the same.
fn anew(statement: &str) -> String {
    let words: Vec<&str> = statement.split_whitespace().collect();
    match words.as_slice() {
        ["create", "function", ..] => statement.replacen("create function", "create or replace function", 1),
        ["create", "trigger", name, ..] => {
            let on = words.iter().position(|word| *word == "on").expect("a table");
            let of_table = if statement.ends_with("end;") { String::new() } else { format!(" on {}", words[on + 1]) };
            format!("drop trigger if exists {name}{of_table};\n{statement}")
        }
        _ => panic!("neither a function nor a trigger: {statement}"),
    }
}

/// A database of SQLite with all tables and no guards.
async fn unguarded() -> SqlitePool {
    let pool = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await.expect("a database");
    let tables = SQLITE.iter().filter(|migration| migration.description != "guards").cloned().collect();
    let migrator = Migrator { migrations: Cow::Owned(tables), ..Migrator::DEFAULT };
    migrator.run(&pool).await.expect("tables");
    pool
}

async fn columns(pool: &SqlitePool) -> Vec<Column> {
    sqlx::query_as(COLUMNS.sqlite).fetch_all(pool).await.expect("columns")
}

async fn triggers(pool: &SqlitePool) -> BTreeMap<String, String> {
    // What keeps an index of text up to date guards nothing.
    let sql = "select name, sql from sqlite_master where type = 'trigger' and name not like 'search\\_%' escape '\\'";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(pool).await.expect("triggers");
    rows.into_iter().collect()
}

/// The guards of each engine, as its file has them.
async fn described() -> [(&'static str, Vec<Vec<String>>); 2] {
    let columns = columns(&unguarded().await).await;
    let postgres = postgres::groups().into_iter().map(|group| group.iter().map(|g| format!("{};", g.make)).collect());
    [("sqlite", sqlite::all(&columns)), ("postgres", postgres.collect())]
}

#[tokio::test]
async fn the_files_of_guards_are_what_is_described() {
    for (engine, groups) in described().await {
        let path = file(engine);
        let text = text(&groups, path.ends_with("0002_guards.sql"));
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(&path, text).expect("written");
            continue;
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().display();
        assert!(
            there == text,
            "migrations/{engine}/{name} is not what domain/src/audit/tables.rs and domain/src/audit/guards/ describe. \
             Write it with: {COMMAND}"
        );
    }
}

#[tokio::test]
async fn the_migrations_make_the_guards_of_sqlite_that_are_described_and_no_others() {
    let pool = unguarded().await;
    let columns = columns(&pool).await;
    SQLITE.run(&pool).await.expect("migrated");
    let plain = |sql: &String| sql.to_lowercase().trim_end_matches(';').to_owned();
    let made: BTreeSet<String> = triggers(&pool).await.values().map(plain).collect();
    let described: BTreeSet<String> = sqlite::all(&columns).concat().iter().map(plain).collect();
    let differ: Vec<&String> = made.symmetric_difference(&described).collect();
    assert!(differ.is_empty(), "{} guards are not as they are described, such as {:?}", differ.len(), differ.first());
}

#[tokio::test]
async fn a_later_file_of_guards_takes_the_place_of_the_first() {
    let pool = unguarded().await;
    SQLITE.run(&pool).await.expect("migrated");
    let before = triggers(&pool).await;
    let [(_, sqlite), (_, postgres)] = described().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(text(&sqlite, false))).execute(&pool).await.expect("made again");
    assert_eq!(triggers(&pool).await, before);
    let postgres = text(&postgres, false);
    assert!(postgres.contains("drop trigger if exists orders_written on orders;\ncreate trigger orders_written after"));
    assert!(postgres.contains("create or replace function row_written()") && !postgres.contains("create function"));
}

#[tokio::test]
async fn every_table_is_guarded_or_free() {
    let pool = unguarded().await;
    let columns = columns(&pool).await;
    let there: BTreeSet<&str> = columns.iter().map(|column| column.0.as_str()).collect();
    let known: BTreeSet<&str> = BUSINESS.iter().map(|table| table.name).chain(FREE).collect();
    assert_eq!(there, known, "a new table belongs to BUSINESS or FREE in domain/src/audit/tables.rs");
    for table in &BUSINESS {
        let sql = "select name from pragma_table_info($1) where pk > 0 order by pk";
        let key: Vec<String> = sqlx::query_scalar(sql).bind(table.name).fetch_all(&pool).await.expect("a key");
        assert_eq!(key, table.key, "{}", table.name);
        let names = columns_of(table, &columns).into_iter().map(|column| column.1.as_str());
        let secrets: Vec<&str> = names.filter(|n| ["token_hash", "password_hash", "secret"].contains(n)).collect();
        assert_eq!(secrets, Vec::from_iter(table.secret), "{}: what an image leaves out", table.name);
    }
}
