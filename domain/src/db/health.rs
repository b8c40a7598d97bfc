//! What this process learned from its database: what goes wrong, in kinds, and whether writing was given up.
//!
//! Rule: after a sync to the disk failed, nothing is written any more. What the operating system dropped it does not say
//! twice: a later sync succeeds although earlier data is lost. Reading goes on; a new start checks the file first.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A process has one database, and a failed sync is a matter of its files: it is remembered for the whole process.
static SYNC_FAILED: AtomicBool = AtomicBool::new(false);
/// The last fault of a write that was not followed by a success.
static LAST: Mutex<Option<(Instant, Fault)>> = Mutex::new(None);

/// How long a fault counts when nothing was written since.
const FRESH: Duration = Duration::from_secs(5);

/// Why a database does not take what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room on the disk.
    Full,
    /// The disk, or the limit of a file's size, refuses.
    Disk,
    /// A sync to the disk failed.
    Sync,
    /// It can be read only.
    ReadOnly,
    /// Somebody else holds the lock that writing takes.
    Locked,
    /// It does not answer, or not in time.
    Unreachable,
    /// The file is missing or cannot be opened.
    Missing,
    /// The file is no database any more.
    Damaged,
    /// The login may not.
    Forbidden,
    /// Anything else.
    Other,
}

impl Fault {
    /// What kind of fault `error` is.
    pub fn of(error: &sqlx::Error) -> Fault {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => Fault::Unreachable,
            sqlx::Error::Database(e) => e.code().map_or(Fault::Other, |code| Fault::of_code(&code)),
            _ => Fault::Other,
        }
    }

    fn of_code(code: &str) -> Fault {
        match code.parse::<u32>() {
            // A result code of SQLite, whose lowest byte is its kind.
            Ok(result) if code.len() < 5 => match (result, result & 0xff) {
                // IOERR_FSYNC and IOERR_DIR_FSYNC.
                (1034 | 1290, _) => Fault::Sync,
                (_, 5 | 6) => Fault::Locked,
                (_, 8) => Fault::ReadOnly,
                (_, 10) => Fault::Disk,
                (_, 11 | 26) => Fault::Damaged,
                (_, 13) => Fault::Full,
                (_, 14) => Fault::Missing,
                _ => Fault::Other,
            },
            _ => match code {
                "25006" => Fault::ReadOnly,
                "42501" => Fault::Forbidden,
                "53100" => Fault::Full,
                "55P03" => Fault::Locked,
                _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => Fault::Unreachable,
                _ if code.starts_with("58") => Fault::Disk,
                _ if code.starts_with("XX") => Fault::Damaged,
                _ => Fault::Other,
            },
        }
    }

    /// Whether it has to do with the state of the database at the moment, and not with what it was asked.
    fn is_of_the_database(self) -> bool {
        !matches!(self, Fault::Other | Fault::Forbidden | Fault::Locked)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Full => "there is no room on the disk of the database",
            Fault::Disk => "the disk refuses what is written: an error of the disk, or the limit of a file's size",
            Fault::Sync => {
                "a sync to the disk failed, so nothing is written any more: check the disk, then start again, which checks the database"
            }
            Fault::ReadOnly => "the database can only be read",
            Fault::Locked => "the lock for writing is held by somebody else",
            Fault::Unreachable => "the database cannot be reached, or does not answer in time",
            Fault::Missing => "the file of the database is missing or cannot be opened",
            Fault::Damaged => "the database is damaged: run behalf audit verify --db, and restore it from a backup",
            Fault::Forbidden => "the login of the program may not write to the database",
            Fault::Other => "the database refuses what is written",
        })
    }
}

fn last() -> MutexGuard<'static, Option<(Instant, Fault)>> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Remembers a fault.
pub(crate) fn failed(error: &sqlx::Error) {
    let fault = Fault::of(error);
    if fault == Fault::Sync && !SYNC_FAILED.swap(true, Ordering::SeqCst) {
        tracing::error!(%error, "{fault}");
    }
    if fault.is_of_the_database() {
        *last() = Some((Instant::now(), fault));
    }
}

/// Something was written.
pub(crate) fn succeeded() {
    *last() = None;
}

/// Whether a sync failed: then nothing may be written.
pub fn has_sync_failed() -> bool {
    SYNC_FAILED.load(Ordering::SeqCst)
}

/// The fault of the last write, when there was one just now and no success since.
pub fn fault() -> Option<Fault> {
    if has_sync_failed() {
        return Some(Fault::Sync);
    }
    (*last()).filter(|(at, _)| at.elapsed() < FRESH).map(|(_, fault)| fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_are_told_apart() {
        for (code, fault) in [
            ("13", Fault::Full),
            ("53100", Fault::Full),
            ("778", Fault::Disk),
            ("58030", Fault::Disk),
            ("1034", Fault::Sync),
            ("5", Fault::Locked),
            ("517", Fault::Locked),
            ("55P03", Fault::Locked),
            ("8", Fault::ReadOnly),
            ("25006", Fault::ReadOnly),
            ("57P01", Fault::Unreachable),
            ("14", Fault::Missing),
            ("26", Fault::Damaged),
            ("42501", Fault::Forbidden),
            ("787", Fault::Other),
            ("23505", Fault::Other),
        ] {
            assert_eq!(Fault::of_code(code), fault, "{code}");
        }
    }
}
