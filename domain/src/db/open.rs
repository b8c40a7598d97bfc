//! Opening a database: the settings that durability rests on are set, read back, and refused when they differ.

use crate::db::Db;
use crate::error::{Error, Result};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// The migrations for SQLite.
pub static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
/// The migrations for PostgreSQL: same numbers, same names.
pub static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// The oldest SQLite that keeps committed data in WAL mode with several connections.
const SQLITE_FLOOR: (u32, u32, u32) = (3, 51, 3);

impl Db {
    /// Opens `url` (`sqlite:path` or `postgres://…`), creating the SQLite file when it is missing.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence for the operator.
    pub async fn open(url: &str) -> Result<Db> {
        if url.starts_with("sqlite:") {
            open_sqlite(url).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            open_postgres(url).await
        } else {
            Err(Error::Start(format!(
                "database-url: must begin with sqlite: or postgres://, but is \"{}\"",
                url.split(':').next().unwrap_or_default()
            )))
        }
    }

    /// Whether there is a database to open: a file that is missing would be made.
    pub fn is_there(url: &str) -> bool {
        let file = url.strip_prefix("sqlite:").and_then(|_| SqliteConnectOptions::from_str(url).ok());
        file.is_none_or(|options| options.get_filename().exists())
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::Start`] when a migration fails, or the database is newer than this program.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Db::Sqlite { write, .. } => SQLITE.run(write).await,
            Db::Postgres(pool) => POSTGRES.run(pool).await,
        }
        .map_err(|e| Error::Start(format!("the database could not be brought up to date: {e}")))
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(url: &str) -> Result<Db> {
    let start = |e: sqlx::Error| Error::Start(format!("the database {url} could not be opened: {e}"));
    let options = SqliteConnectOptions::from_str(url)
        .map_err(start)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("mmap_size", "0")
        .pragma("trusted_schema", "OFF")
        .pragma("recursive_triggers", "ON")
        .pragma("cell_size_check", "ON")
        .pragma("cache_size", "-16384")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    if let Some(parent) = Path::new(options.get_filename()).parent()
        && !parent.as_os_str().is_empty()
    {
        std::fs::create_dir_all(parent)
            .map_err(|e| Error::Start(format!("the folder {} could not be made: {e}", parent.display())))?;
    }
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // SQLite ends a transaction by itself when the disk is full. sqlx does not learn of it, and would refuse every
        // transaction of this connection from then on. The ping waits until its own end was tried.
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .acquire_timeout(Duration::from_secs(6))
        .connect_with(options.clone().optimize_on_close(true, None))
        .await
        .map_err(start)?;
    check_sqlite(&write).await?;
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let read = SqlitePoolOptions::new()
        .max_connections(u32::try_from(cores.clamp(2, 16)).unwrap_or(2))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(6))
        .connect_with(options.pragma("query_only", "ON"))
        .await
        .map_err(start)?;
    Ok(Db::Sqlite { read, write })
}

/// Reads back what durability and integrity rest on (R114).
async fn check_sqlite(pool: &SqlitePool) -> Result<()> {
    let refuse = |what: String| Error::Start(format!("the SQLite database was refused: {what}"));
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    let mut parts = version.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < SQLITE_FLOOR {
        return Err(refuse(format!("version {version} is older than 3.51.3, which can lose committed data")));
    }
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys").fetch_one(pool).await?;
    let recursive: i64 = sqlx::query_scalar("pragma recursive_triggers").fetch_one(pool).await?;
    if (journal.as_str(), synchronous, foreign_keys, recursive) != ("wal", 2, 1, 1) {
        return Err(refuse(format!(
            "journal_mode={journal} synchronous={synchronous} foreign_keys={foreign_keys} recursive_triggers={recursive}; needed are wal, 2, 1, 1"
        )));
    }
    let check: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(pool).await?;
    if check != "ok" {
        return Err(refuse(format!("quick_check says: {check}")));
    }
    Ok(())
}

async fn open_postgres(url: &str) -> Result<Db> {
    let start = |e: sqlx::Error| Error::Start(format!("PostgreSQL could not be reached: {e}"));
    let options = PgConnectOptions::from_str(url)
        .map_err(start)?
        .application_name("behalf")
        .options([
            ("statement_timeout", "10s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "10s"),
            ("synchronous_commit", "on"),
        ])
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(6))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(start)?;
    Ok(Db::Postgres(pool))
}
