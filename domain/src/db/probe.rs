//! Whether the database would take a write now: one is tried and taken back (readiness).

use crate::db::health::Fault;
use crate::db::{Db, Statement, pairs};
use sqlx::{Connection, PgPool, SqliteConnection, SqlitePool};
use std::time::Duration;

pairs! {
    /// A write that is taken back, into a table that nothing is claimed about. On SQLite it is larger than the memory of
    /// the connection that tries it.
    PROBE {
        sqlite: "
            insert into throttle (key, failures, retry_at, changed_at) values ('probe-' || hex(zeroblob(49152)), 0, 0, 0)",
        postgres: "
            insert into throttle (key, failures, retry_at, changed_at)
            values ('probe-' || pg_backend_pid(), 0, 0, 0)"
    }
}

/// How long it may take.
const PATIENCE: Duration = Duration::from_millis(1_800);
/// How long a lock is waited for; less than all of it, so that what is missing can still be said.
const LOCK: Duration = Duration::from_millis(1_200);

/// What is missing, with what more is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The kind.
    pub fault: Fault,
    /// What holds it up, such as the name of a table; may be empty.
    pub detail: String,
}

impl From<sqlx::Error> for Missing {
    fn from(error: sqlx::Error) -> Missing {
        let fault = Fault::of(&error);
        let detail = if fault == Fault::Other { error.to_string() } else { String::new() };
        Missing { fault, detail }
    }
}

impl From<Fault> for Missing {
    fn from(fault: Fault) -> Missing {
        Missing { fault, detail: String::new() }
    }
}

/// Tries a write and takes it back, in less than two seconds.
///
/// # Errors
/// What is missing.
pub async fn write(db: &Db) -> Result<(), Missing> {
    let trying = async {
        match db {
            Db::Sqlite { write, .. } => sqlite(write).await,
            Db::Postgres(pool) => postgres(pool).await,
        }
    };
    tokio::time::timeout(PATIENCE, trying).await.unwrap_or(Err(Fault::Unreachable.into()))
}

/// On a connection of its own, with so little memory that what is written goes to the disk before it is taken back. The
/// pages lie behind the end of the write-ahead log, where the next commit writes.
async fn sqlite(pool: &SqlitePool) -> Result<(), Missing> {
    let options = (*pool.connect_options()).clone();
    let options = options.create_if_missing(false).busy_timeout(LOCK).pragma("cache_size", "8");
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let tried = async {
        let mut transaction = connection.begin_with("begin immediate").await?;
        sqlx::query(PROBE.sqlite).execute(&mut *transaction).await?;
        transaction.rollback().await
    };
    let outcome: Result<(), sqlx::Error> = tried.await;
    // Closing it in the usual way would wait for a lock again.
    let _ = connection.close_hard().await;
    match outcome.map_err(Missing::from) {
        Err(missing) if missing.fault == Fault::Locked => {
            Err(Missing { detail: "another process, or a long transaction of this one".to_owned(), ..missing })
        }
        other => other,
    }
}

/// The tables that the program writes to.
const TABLES: &str = "
    select coalesce(string_agg(format('%I', c.relname), ', ' order by c.relname), '') from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
      and has_table_privilege(c.oid, 'insert, update, delete')";
inventory::submit! { Statement { sql: TABLES, engine: Some("PostgreSQL") } }

/// Which of them somebody else has locked against writing.
const LOCKED: &str = "
    select coalesce(string_agg(distinct format('table %s by process %s', c.relname, l.pid), ', '), '') from pg_locks l
    join pg_class c on c.oid = l.relation
    where l.granted and l.pid <> pg_backend_pid() and c.relnamespace = current_schema()::regnamespace
      and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')";
inventory::submit! { Statement { sql: LOCKED, engine: Some("PostgreSQL") } }

/// Takes the lock of a writer on every table, and writes into one.
async fn postgres(pool: &PgPool) -> Result<(), Missing> {
    let mut transaction = pool.begin().await?;
    // The limit of a lock comes first, because it says what is missing.
    let limit = format!(
        "set local lock_timeout = {}; set local statement_timeout = {}",
        LOCK.as_millis(),
        (LOCK + Duration::from_millis(300)).as_millis()
    );
    let tried = async {
        sqlx::raw_sql(sqlx::AssertSqlSafe(limit)).execute(&mut *transaction).await?;
        let tables: String = sqlx::query_scalar(TABLES).fetch_one(&mut *transaction).await?;
        let lock = format!("lock table {tables} in row exclusive mode");
        sqlx::raw_sql(sqlx::AssertSqlSafe(lock)).execute(&mut *transaction).await?;
        sqlx::query(PROBE.postgres).execute(&mut *transaction).await?;
        Ok::<(), sqlx::Error>(())
    };
    let outcome: Result<(), sqlx::Error> = tried.await;
    let rolled_back = transaction.rollback().await;
    match outcome.and(rolled_back).map_err(Missing::from) {
        Err(missing) if missing.fault == Fault::Locked => {
            let detail = sqlx::query_scalar(LOCKED).fetch_one(pool).await?;
            Err(Missing { detail, ..missing })
        }
        other => other,
    }
}
