//! Whether the schema is as this program made it: tables, constraints and triggers.
//!
//! A process with write access to a SQLite file, or the owner of a PostgreSQL database, can remove a trigger; this
//! check finds it. A server does not start without its triggers, because what is written without them could not be
//! trusted.

use crate::audit::guards::postgres;
use crate::cx::Cx;
use crate::db::open::SQLITE;
use crate::db::{DbTx, pairs};
use crate::error::{Error, Result};
use sqlx::sqlite::SqlitePoolOptions;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use tokio::sync::OnceCell;

pairs! {
    /// Whatever the schema is made of, by name, with what it says.
    SCHEMA {
        sqlite: r"
            select type || ' ' || name, sql from sqlite_master
            where sql is not null and name not like '\_sqlx%' escape '\' and name not like 'sqlite\_%' escape '\'",
        postgres: "
            select 'trigger ' || t.tgname || ' on ' || c.relname,
                   lower(pg_get_triggerdef(t.oid, true)) || case when t.tgenabled <> 'O' then ' switched off' else '' end
            from pg_trigger t
            join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
            union all
            select 'function ' || p.proname,
                   p.prosrc || case when p.prosecdef then ' as its owner' else '' end || coalesce(array_to_string(p.proconfig, ' '), '')
                     || case when (select count(*) from pg_proc q where q.proname = p.proname and q.pronamespace = p.pronamespace) > 1
                        then ' beside another of its name' else '' end
            from pg_proc p
            where p.pronamespace = 'public'::regnamespace
              and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            union all
            select 'rule ' || r.rulename || ' on ' || c.relname, ''
            from pg_rewrite r join pg_class c on c.oid = r.ev_class
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
            union all
            select 'row security of ' || c.relname, ''
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
            union all
            select 'a switch that turns off a constraint trigger of ' || c.relname, ''
            from pg_class c
            where c.relnamespace = 'public'::regnamespace
              and exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal and t.tgenabled <> 'O')
            union all
            select 'a table that hides ' || c.relname, ''
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and to_regclass(quote_ident(c.relname)) is distinct from c.oid::regclass
            union all
            select 'session_replication_role = ' || current_setting('session_replication_role'), ''
            where current_setting('session_replication_role') <> 'origin'"
    }
}

/// What there is, by name, with what it says.
type Things = BTreeMap<String, String>;

/// A sentence for each thing that is missing, was changed or was added.
///
/// # Errors
/// Only of the database.
pub async fn differences(db: &mut DbTx) -> Result<Vec<String>> {
    let sql = SCHEMA.in_tx(db);
    let (is, should): (Things, &Things) = match db {
        DbTx::Sqlite(t) => (sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect(), sqlite().await?),
        DbTx::Postgres(t) => (sqlx::query_as(sql).fetch_all(&mut **t).await?.into_iter().collect(), postgres()),
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

/// The [`differences`] that concern the guards: triggers, their functions, and anything that bypasses them.
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

/// Refuses to start without the guards.
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

/// Restores the guards and removes additions; returns what was restored.
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
            DbTx::Postgres(_) => postgres_guard(name, postgres::all().find(|guard| guard.name == name)),
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

fn postgres_guard(name: &str, guard: Option<postgres::Guard>) -> Vec<String> {
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
    let make = guard.map(|guard| guard.make.replacen("create function", "create or replace function", 1));
    drop.into_iter().chain(make).collect()
}

/// The whole schema of SQLite: made once in memory, and read.
async fn sqlite() -> Result<&'static Things> {
    static MADE: OnceCell<Things> = OnceCell::const_new();
    MADE.get_or_try_init(|| {
        Box::pin(async {
            let fresh = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
            SQLITE.run(&fresh).await.map_err(|e| Error::Internal(e.to_string()))?;
            let should: Vec<(String, String)> = sqlx::query_as(SCHEMA.sqlite).fetch_all(&fresh).await?;
            fresh.close().await;
            Ok(should.into_iter().collect())
        })
    })
    .await
}

/// The guards of PostgreSQL, as the database says them.
fn postgres() -> &'static Things {
    static SAID: LazyLock<Things> = LazyLock::new(|| postgres::all().map(|guard| (guard.name, guard.says)).collect());
    &SAID
}
