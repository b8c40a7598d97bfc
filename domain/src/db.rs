//! Two engines behind one enum, and SQL that both understand.
//!
//! Rule: a statement is written once, with `$1`, inside [`sql!`], in the function that uses it. What really differs
//! between the engines is a [`Pair`] beside the code that runs it. A test prepares every statement on both engines. A parameter of `limit` or
//! `like` stands in a cast, or SQLite would plan the statement again at each use.

pub mod address;
pub mod alone;
pub mod by_name;
pub(crate) mod entry;
pub mod failure;
pub mod health;
pub mod open;
mod pair;
pub mod probe;
pub mod roles;
pub mod write;

pub use pair::Pair;
pub(crate) use pair::pairs;

use crate::error::{Error, Result};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::time::Duration;

/// How long a writer waits for its turn, for a connection and for the lock together.
const TURN: Duration = Duration::from_secs(5);
/// The same for what can be left out.
const SOON: Duration = Duration::from_millis(200);

/// A pool of connections to one of the two engines.
#[derive(Clone, Debug)]
pub enum Db {
    /// SQLite: many readers, one writer.
    Sqlite {
        /// Read-only connections, as many as cores.
        read: SqlitePool,
        /// The one connection that writes.
        write: SqlitePool,
    },
    /// PostgreSQL.
    Postgres(PgPool),
}

/// An open write transaction on one of the two engines.
pub enum DbTx {
    /// On SQLite, begun `immediate`.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL, READ COMMITTED.
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Begins a write transaction.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection or lock is to be had in time.
    pub async fn begin(&self) -> Result<DbTx> {
        self.begin_within(TURN).await
    }

    /// The same for a write that can be left out when others are at it: `None` then, and when nothing can be written.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub async fn begin_soon(&self) -> Result<Option<DbTx>> {
        match self.begin_within(SOON).await {
            Ok(tx) => Ok(Some(tx)),
            Err(Error::Unavailable) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn begin_within(&self, time: Duration) -> Result<DbTx> {
        if health::has_sync_failed() {
            return Err(Error::Unavailable);
        }
        let beginning = async {
            Ok::<DbTx, Error>(match self {
                Db::Sqlite { write, .. } => DbTx::Sqlite(write.begin_with("begin immediate").await?),
                Db::Postgres(pool) => DbTx::Postgres(pool.begin().await?),
            })
        };
        match tokio::time::timeout(time, beginning).await {
            Ok(begun) => begun,
            Err(_) => {
                tracing::warn!("no turn to write within {} ms", time.as_millis());
                Err(Error::Unavailable)
            }
        }
    }

    /// Begins to read everything as it stands now, however long that takes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection is to be had.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(Snapshot(match self {
            Db::Sqlite { read, .. } => DbTx::Sqlite(read.begin().await?),
            Db::Postgres(pool) => {
                let mut t = pool.begin_with("begin isolation level repeatable read, read only").await?;
                sqlx::query("set local statement_timeout = 0").execute(&mut *t).await?;
                sqlx::query("set local idle_in_transaction_session_timeout = 0").execute(&mut *t).await?;
                DbTx::Postgres(t)
            }
        }))
    }

    /// Whether the statement of a list keeps its plan. PostgreSQL plans it anew each time: which index is best depends on
    /// what is asked for.
    pub(crate) fn keeps_plan(&self) -> bool {
        matches!(self, Db::Sqlite { .. })
    }

    /// Which engine this is, in a word.
    pub fn engine(&self) -> &'static str {
        match self {
            Db::Sqlite { .. } => "SQLite",
            Db::Postgres(_) => "PostgreSQL",
        }
    }
}

/// A view of the database that does not move; for `on_tx!`.
pub struct Snapshot(DbTx);

impl Snapshot {
    /// The connection.
    pub fn db(&mut self) -> &mut DbTx {
        &mut self.0
    }
}

impl DbTx {
    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, DbTx::Sqlite(_))
    }

    /// Itself, for `on_tx!`: marks and counters are written without an event.
    pub(crate) fn db(&mut self) -> &mut DbTx {
        self
    }

    /// Commits. Everything before was for nothing when this fails.
    ///
    /// # Errors
    /// Whatever the engine refuses at commit.
    pub async fn commit(self) -> Result<()> {
        match self {
            DbTx::Sqlite(t) => t.commit().await?,
            DbTx::Postgres(t) => t.commit().await?,
        }
        health::succeeded();
        Ok(())
    }
}

/// A statement of the program, registered so that a test can prepare it on both engines.
pub struct Statement {
    /// The text.
    pub sql: &'static str,
    /// The only engine it is for, or both.
    pub engine: Option<&'static str>,
}
inventory::collect!(Statement);

/// The literal itself, or a `concat!` of literals, registered as a [`Statement`].
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        inventory::submit! { $crate::db::Statement { sql: $text, engine: None } }
        $text
    }};
}

/// Runs the body with `$c` bound to a reader.
#[macro_export]
macro_rules! on {
    ($db:expr, $c:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite { read, .. } => {
                let $c = read;
                $body
            }
            $crate::db::Db::Postgres(pool) => {
                let $c = pool;
                $body
            }
        }
    };
}

/// Runs the body with `$c` bound to the connection of a write transaction.
#[macro_export]
macro_rules! on_tx {
    ($tx:expr, $c:ident => $body:expr) => {
        match $tx.db() {
            $crate::db::DbTx::Sqlite(t) => {
                let $c = &mut **t;
                $body
            }
            $crate::db::DbTx::Postgres(t) => {
                let $c = &mut **t;
                $body
            }
        }
    };
}

/// What a violated constraint is called, alike on both engines: PostgreSQL names it, SQLite names the
/// table and column of a unique one and the name of a check.
pub fn violated(error: &sqlx::Error) -> Option<String> {
    let sqlx::Error::Database(e) = error else { return None };
    if let Some(name) = e.constraint() {
        return Some(name.to_owned());
    }
    let message = e.message();
    if let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") {
        return Some(columns.to_owned());
    }
    message.strip_prefix("CHECK constraint failed: ").map(str::to_owned)
}

/// Whether `error` is the violation of `constraint` (PostgreSQL) or of `columns` (how SQLite says it).
pub fn is_violation(error: &sqlx::Error, constraint: &str, columns: &str) -> bool {
    violated(error).is_some_and(|v| v == constraint || v == columns)
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        health::failed(&error);
        let passes = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
            sqlx::Error::Database(e) => e.code().is_some_and(|code| is_passing(&code)),
            _ => false,
        };
        if passes {
            tracing::warn!(%error, "database unavailable");
            Error::Unavailable
        } else {
            Error::Internal(error.to_string())
        }
    }
}

/// Whether what the database says has to do with its state at the moment, and not with what it was asked.
fn is_passing(code: &str) -> bool {
    match code.parse::<u32>() {
        // A result code of SQLite, whose lowest byte is its kind: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
        Ok(result) if code.len() < 5 => matches!(result & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
        // An SQLSTATE: serialization, deadlock, locks, read-only; connections, resources, intervention, system errors by class.
        _ => {
            matches!(code, "40001" | "40P01" | "55P03" | "25006")
                || ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_passes_and_a_broken_rule_does_not() {
        // BUSY_SNAPSHOT, IOERR_WRITE, IOERR_FSYNC, FULL, disk_full, too_many_connections, admin_shutdown.
        for code in ["517", "778", "1034", "13", "53100", "53300", "57P01", "58030"] {
            assert!(is_passing(code), "{code}");
        }
        // CONSTRAINT_FOREIGNKEY, CORRUPT, unique_violation, undefined_column.
        for code in ["787", "11", "23505", "42703"] {
            assert!(!is_passing(code), "{code}");
        }
    }
}
