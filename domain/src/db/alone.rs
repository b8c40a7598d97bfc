//! One server for one SQLite file (R115): who serves holds a lock of the operating system, and it ends with the process.
//!
//! The lock is on a file of its own beside the database: closing a second handle of the database file would let go of the
//! locks that SQLite holds. The file stays; what counts is the lock, so nothing is stale after a crash.

use crate::db::address::Address;
use crate::error::{Error, Result};
use crate::private;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The right to be the only server of a database, for as long as it is held.
#[derive(Debug)]
pub struct Alone {
    /// The lock is held as long as this is open.
    _file: File,
}

impl Alone {
    /// Takes the right; nothing is needed on PostgreSQL, which several processes may serve.
    ///
    /// # Errors
    /// [`Error::Start`] that names the process that serves the database already.
    pub fn with(address: &Address) -> Result<Option<Alone>> {
        let Some(database) = address.file() else { return Ok(None) };
        let path = lock_of(database)?;
        let failed = |what: &str, error: &std::io::Error| {
            Error::Start(format!("the file {} cannot be {what}: {error}", path.display()))
        };
        let mut options = File::options();
        let opened = options.read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
        let mut file = opened.map_err(|e| failed("opened", &e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Start(format!(
                    "the database {} is in use by {}; a SQLite file has one server: stop that process first, or use \
                     PostgreSQL for several",
                    database.display(),
                    holder(&mut file)
                )));
            }
            Err(TryLockError::Error(error)) => return Err(failed("locked", &error)),
        }
        let written = file.set_len(0).and_then(|()| file.seek(SeekFrom::Start(0))).and_then(|_| {
            file.write_all(format!("{}\n", std::process::id()).as_bytes())?;
            file.flush()
        });
        written.map_err(|e| failed("written", &e))?;
        Ok(Some(Alone { _file: file }))
    }
}

/// The process that holds the lock, as it wrote itself down.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.read_to_string(&mut text);
    match text.trim().parse::<u32>() {
        Ok(id) => format!("process {id}"),
        Err(_) => "another process".to_owned(),
    }
}

/// The file of the lock: beside the file that the address leads to in the end, so that a link to it is no second one.
fn lock_of(database: &Path) -> Result<PathBuf> {
    let failed = |e: std::io::Error| Error::Start(format!("the folder of {} cannot be used: {e}", database.display()));
    private::folder_of(database).map_err(failed)?;
    let real = match database.canonicalize() {
        Ok(real) => real,
        Err(_) => {
            let folder = private::parent(database).canonicalize().map_err(failed)?;
            folder.join(database.file_name().unwrap_or_default())
        }
    };
    let mut path = real.into_os_string();
    path.push(".lock");
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_is_gone() {
        let folder = std::env::temp_dir().join(format!("behalf-alone-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let at = |name: &str| Address::parse(&format!("sqlite:{}", folder.join(name).display())).expect("an address");
        let first = Alone::with(&at("a.db")).expect("the first").expect("a lock");
        private::file(&folder.join("a.db")).expect("a database");
        std::os::unix::fs::symlink(folder.join("a.db"), folder.join("link.db")).expect("a link");
        for name in ["a.db", "./a.db", "link.db"] {
            let refused = Alone::with(&at(name)).expect_err(name);
            let own = format!("process {}", std::process::id());
            assert!(matches!(&refused, Error::Start(text) if text.contains(&own)), "{name}: {refused:?}");
        }
        assert!(Alone::with(&at("b.db")).expect("another database").is_some());
        drop(first);
        assert!(Alone::with(&at("a.db")).expect("a lock that nobody holds").is_some());
        assert!(Alone::with(&Address::parse("postgres://h/shop").expect("fits")).expect("several may").is_none());
        let _ = std::fs::remove_dir_all(folder);
    }
}
