//! Opening a database: the settings that durability rests on are set, read back, and refused when they differ.

use crate::db::address::Address;
use crate::db::{Db, by_name, failure, pairs, roles};
use crate::error::{Error, Result};
use crate::{on, private, sql};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

pairs! {
    /// Whether this program ever made its tables here.
    HAS_MIGRATIONS {
        sqlite: "select count(*) from sqlite_master where type = 'table' and name in ('_sqlx_migrations', 'audit_event')",
        postgres: "
            select case when to_regclass('_sqlx_migrations') is null or to_regclass('audit_event') is null
                   then 0 else 2 end::bigint"
    }
}

/// The migrations for SQLite.
pub static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
/// The migrations for PostgreSQL: same numbers, same names.
pub static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// The oldest SQLite that keeps committed data in WAL mode with several connections.
const SQLITE_FLOOR: (u32, u32, u32) = (3, 51, 3);

/// Time to reach PostgreSQL at the start.
const REACH: Duration = Duration::from_secs(5);

impl Db {
    /// Opens `url` (`sqlite:path` or `postgres://…`), creating the SQLite file when it is missing.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence for the operator.
    pub async fn open(url: &str) -> Result<Db> {
        Db::make(&Address::read(url)?).await
    }

    /// Opens a database that may be new: a SQLite file is made when it is missing, and taken from others' eyes.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence for the operator.
    pub async fn make(address: &Address) -> Result<Db> {
        let Some(file) = address.file() else { return open_postgres(address).await };
        let failed = |e: std::io::Error| Error::Start(format!("the database {} cannot be made: {e}", file.display()));
        if file.is_dir() {
            return Err(Error::Start(format!("{} is a folder: name a file in database-url", file.display())));
        }
        if address.is_made() {
            private::folder_of(file).and_then(|()| private::file(file)).map_err(failed)?;
        } else if !file.exists() {
            return Err(failure::none_at(address));
        }
        // SQLite gives the files beside it the same rights.
        for ending in ["", "-wal", "-shm"] {
            let mut path = file.as_os_str().to_owned();
            path.push(ending);
            if let Err(error) = private::tighten(Path::new(&path)) {
                tracing::warn!(%error, file = %Path::new(&path).display(), "others can read the database");
            }
        }
        open_sqlite(file).await
    }

    /// Opens a database that this program made before; nothing is made or changed by it.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence for the operator.
    pub async fn find(address: &Address) -> Result<Db> {
        match address.file() {
            None => {}
            Some(file) if file.is_dir() => {
                return Err(Error::Start(format!("{} is a folder: name a file in database-url", file.display())));
            }
            Some(file) => {
                let is_there = match file.metadata() {
                    Ok(_) => true,
                    Err(error) if error.kind() == ErrorKind::NotFound => false,
                    Err(error) => {
                        return Err(Error::Start(format!("the database {} cannot be read: {error}", file.display())));
                    }
                };
                if !is_there || !is_ours(file).await.map_err(|e| failure::of_file(file, &e))? {
                    return Err(failure::none_at(address));
                }
            }
        }
        let db = match address.file() {
            Some(file) => open_sqlite(file).await?,
            None => open_postgres(address).await?,
        };
        if db.schema().await? == 0 {
            db.close().await;
            return Err(failure::none_at(address));
        }
        Ok(db)
    }

    /// The newest migration that was run; 0 for a database without tables of this program.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence for the operator.
    pub async fn schema(&self) -> Result<i64> {
        let there: i64 = on!(self, c => sqlx::query_scalar(HAS_MIGRATIONS.of(self)).fetch_one(c).await)
            .map_err(|e| self.failure(&e))?;
        if there < 2 {
            return Ok(0);
        }
        let newest: Option<i64> = on!(self, c => sqlx::query_scalar(sql!("
            select max(version) from _sqlx_migrations where success
        ")).fetch_one(c).await)
        .map_err(|e| self.failure(&e))?;
        Ok(newest.unwrap_or(0))
    }

    /// The newest migration that this program has.
    pub fn newest(&self) -> i64 {
        let migrator = match self {
            Db::Sqlite { .. } => &SQLITE,
            Db::Postgres(_) => &POSTGRES,
        };
        migrator.iter().map(|m| m.version).max().unwrap_or(0)
    }

    /// Why this database cannot be used, in a sentence.
    fn failure(&self, error: &sqlx::Error) -> Error {
        match self {
            Db::Sqlite { write, .. } => failure::of_file(write.connect_options().get_filename(), error),
            Db::Postgres(pool) => failure::of_server(&pool.connect_options(), error),
        }
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::Start`] when a migration fails, or the database is newer than this program.
    pub async fn migrate(&self) -> Result<()> {
        let run = match self {
            Db::Sqlite { write, .. } => SQLITE.run(write).await,
            // Even to find nothing to do takes the right to change the schema.
            Db::Postgres(pool) if roles::is_up_to_date(pool).await => Ok(()),
            Db::Postgres(pool) => {
                // A migration that fails leaves its lock to the connection, so no other request may get that.
                let mut connection = pool.acquire().await?.detach();
                let run = POSTGRES.run(&mut connection).await;
                if let Err(error) = connection.close().await {
                    tracing::debug!(%error, "the connection of the migration");
                }
                run
            }
        };
        run.map_err(|e| failure::of_migration(&e, |error| self.failure(error)))
    }

    /// Writes the database anew, so that its file holds nothing of what was erased; gives a sentence about what could not
    /// be done.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database is busy, [`Error::Internal`] when there is no room for a copy.
    pub async fn rebuild(&self) -> Result<Option<String>> {
        match self {
            Db::Sqlite { write, .. } => rebuild_sqlite(write).await,
            Db::Postgres(pool) => {
                // The owner of the tables may; for another role this is a warning, and autovacuum does it later.
                let mut connection = pool.acquire().await?;
                sqlx::query("set statement_timeout = 0").execute(&mut *connection).await?;
                let done = sqlx::query("vacuum").execute(&mut *connection).await;
                sqlx::query("set statement_timeout = '10s'").execute(&mut *connection).await?;
                done?;
                Ok(Some(
                    "PostgreSQL keeps what was there in its write-ahead log until that is written over; `vacuum full`, run \
                     by the owner of the tables, writes the tables themselves anew"
                        .to_owned(),
                ))
            }
        }
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

/// Whether a SQLite file holds tables of this program; asked without changing anything of it.
async fn is_ours(file: &Path) -> std::result::Result<bool, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(Duration::from_secs(5));
    let mut c = options.disable_statement_logging().connect().await?;
    let there: i64 = sqlx::query_scalar(HAS_MIGRATIONS.sqlite).fetch_one(&mut c).await?;
    c.close().await?;
    Ok(there == 2)
}

async fn open_sqlite(file: &Path) -> Result<Db> {
    let start = |e: sqlx::Error| failure::of_file(file, &e);
    let options = by_name::known_by(SqliteConnectOptions::new())?
        .filename(file)
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
        // What is deleted is written over, not only left out (R121).
        .pragma("secure_delete", "ON")
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // No statistics are gathered (`pragma optimize`): of a database that grew since, they make SQLite read whole tables.
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
        .connect_with(options.clone())
        .await
        .map_err(start)?;
    check_sqlite(&write).await.map_err(|e| match e {
        Checked::Refused(what) => Error::Start(format!("the SQLite database {} was refused: {what}", file.display())),
        Checked::Failed(error) => start(error),
    })?;
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

/// Why a SQLite database is not served.
enum Checked {
    /// It is not as it must be.
    Refused(String),
    /// It could not be looked at.
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Checked {
    fn from(error: sqlx::Error) -> Checked {
        Checked::Failed(error)
    }
}

/// A copy without the free pages, made on the disk, and a log of writes that begins anew.
async fn rebuild_sqlite(write: &SqlitePool) -> Result<Option<String>> {
    let mut connection = write.acquire().await?;
    sqlx::query("pragma temp_store = file").execute(&mut *connection).await?;
    let done = sqlx::query("vacuum").execute(&mut *connection).await;
    sqlx::query("pragma temp_store = memory").execute(&mut *connection).await?;
    done?;
    for _ in 0..50 {
        let (is_busy, ..): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *connection).await?;
        if is_busy == 0 {
            return Ok(None);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(Some(
        "the log of writes beside the database is in use: stop the server, and it goes when the last one closes it"
            .to_owned(),
    ))
}

/// Reads back what durability and integrity rest on (R114).
async fn check_sqlite(pool: &SqlitePool) -> std::result::Result<(), Checked> {
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(pool).await?;
    let mut parts = version.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < SQLITE_FLOOR {
        return Err(Checked::Refused(format!("version {version} is older than 3.51.3, which can lose committed data")));
    }
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(pool).await?;
    let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys").fetch_one(pool).await?;
    let recursive: i64 = sqlx::query_scalar("pragma recursive_triggers").fetch_one(pool).await?;
    if (journal.as_str(), synchronous, foreign_keys, recursive) != ("wal", 2, 1, 1) {
        return Err(Checked::Refused(format!(
            "journal_mode={journal} synchronous={synchronous} foreign_keys={foreign_keys} recursive_triggers={recursive}; needed are wal, 2, 1, 1"
        )));
    }
    let check: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(pool).await?;
    if check != "ok" {
        return Err(Checked::Refused(format!("quick_check says: {check}")));
    }
    // A file that cannot be written is opened for reading without a word.
    pool.begin_with("begin immediate").await?.rollback().await?;
    Ok(())
}

async fn open_postgres(address: &Address) -> Result<Db> {
    let Some(server) = address.server() else { return Err(failure::none_at(address)) };
    let failed = |e: sqlx::Error| failure::of_server(server, &e);
    let options = server
        .clone()
        .application_name("behalf")
        .options([
            ("statement_timeout", "10s"),
            ("lock_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "10s"),
            ("synchronous_commit", "on"),
            // Statements of pages are short: compiling them, or other processes for them, takes longer than they do.
            ("jit", "off"),
            ("max_parallel_workers_per_gather", "0"),
            // What is read lies in memory or on a disk without moving parts: a row by an index costs hardly more than the next
            // one of the table.
            ("random_page_cost", "1.1"),
            // A list that takes the first rows takes the same ones each time.
            ("synchronize_seqscans", "off"),
        ])
        .statement_cache_capacity(256)
        .disable_statement_logging();
    // A pool tries again until its time is up, and then only knows that it is: one connection knows why at once.
    let reached = tokio::time::timeout(REACH, options.connect()).await;
    let mut first = reached.map_err(|_| Error::Start(failure::late(server)))?.map_err(failed)?;
    let encoding: String = sqlx::query_scalar("show server_encoding").fetch_one(&mut first).await.map_err(failed)?;
    // How it ends does not matter any more.
    let _ = first.close().await;
    if encoding != "UTF8" {
        let (name, user) = (server.get_database().unwrap_or_default(), server.get_username());
        return Err(Error::Start(format!(
            "the database {} has the encoding {encoding}, which cannot hold every name: make one with `createdb \
             --encoding UTF8 --template template0 --owner {user} {name}`",
            address.place()
        )));
    }
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(6))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(failed)?;
    Ok(Db::Postgres(pool))
}
