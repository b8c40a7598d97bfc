//! The files outside the database: the signing key, and the checkpoints it signed (R88, R89).
//!
//! Rule: they are not part of a backup of the database, so restoring an older database cannot hide the loss.

use crate::audit::note::{self, Checkpoint, Key};
use crate::error::{Error, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Bytes at the end of the file that are read to find the newest checkpoint.
const TAIL: u64 = 64 * 1024;

/// Where key and checkpoints are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The file of the key.
    pub key: PathBuf,
    /// The file of the checkpoints, one note after the other.
    pub checkpoints: PathBuf,
}

fn failed(path: &Path, what: &str, error: &std::io::Error) -> Error {
    Error::Start(format!("the file {} cannot be {what}: {error}", path.display()))
}

impl Outside {
    /// The key, if there is one.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be read or holds no key.
    pub fn key(&self) -> Result<Option<Key>> {
        match fs::read_to_string(&self.key) {
            Ok(text) => match Key::parse(&text) {
                Some(key) => Ok(Some(key)),
                None => Err(Error::Start(format!("the file {} holds no signing key", self.key.display()))),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&self.key, "read", &error)),
        }
    }

    /// Creates a key for `log` that only this user can read; an existing file is not overwritten.
    ///
    /// # Errors
    /// [`Error::Start`] when there is a file already or it cannot be written.
    pub fn make_key(&self, log: &str) -> Result<Key> {
        let key = Key::fresh(log)?;
        make_folder(&self.key)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(&self.key);
        let written = file.as_mut().map_err(|e| std::io::Error::new(e.kind(), e.to_string())).and_then(|file| {
            file.write_all(format!("{}\n", key.expose()).as_bytes())?;
            file.sync_all()
        });
        written.map_err(|e| failed(&self.key, "made", &e))?;
        Ok(key)
    }

    /// The newest checkpoint of the file, without checking its signature.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be read.
    pub fn newest(&self) -> Result<Option<Checkpoint>> {
        let read = File::open(&self.checkpoints).and_then(|mut file| {
            let length = file.metadata()?.len();
            file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        });
        match read {
            // Two processes may have written in the other order.
            Ok(bytes) => {
                let notes = whole(&String::from_utf8_lossy(&bytes));
                Ok(notes.iter().filter_map(|n| note::unverified(n)).max_by_key(|c| c.size))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&self.checkpoints, "read", &error)),
        }
    }

    /// Every note of the file.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be read.
    pub fn notes(&self) -> Result<Vec<String>> {
        match fs::read_to_string(&self.checkpoints) {
            Ok(text) => Ok(whole(&text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(failed(&self.checkpoints, "read", &error)),
        }
    }

    /// The message for a missing file, when the database has checkpoints of this many events.
    pub fn missing(&self, size: u64) -> String {
        format!(
            "{} holds no signed checkpoint, but the database holds some, up to {size} events: whether the database was set \
             back to an earlier state cannot be said",
            self.checkpoints.display()
        )
    }

    /// Adds a note and waits until it is on the disk.
    ///
    /// # Errors
    /// [`Error::Start`] when it cannot be written.
    pub fn append(&self, note: &str) -> Result<()> {
        make_folder(&self.checkpoints)?;
        // One write, so that notes of two processes do not run into each other.
        let written = OpenOptions::new().create(true).append(true).open(&self.checkpoints).and_then(|mut file| {
            file.write_all(format!("\n{note}").as_bytes())?;
            file.sync_all()
        });
        written.map_err(|e| failed(&self.checkpoints, "written", &e))
    }

    /// Makes room for a new log: both files are renamed, with `mark` after their names.
    ///
    /// # Errors
    /// [`Error::Start`] when a file cannot be renamed.
    pub fn set_aside(&self, mark: &str) -> Result<()> {
        rename(&self.key, mark)?;
        self.set_checkpoints_aside(mark)
    }

    /// The same for the checkpoints alone.
    ///
    /// # Errors
    /// [`Error::Start`] when the file cannot be renamed.
    pub fn set_checkpoints_aside(&self, mark: &str) -> Result<()> {
        rename(&self.checkpoints, mark)
    }
}

fn rename(path: &Path, mark: &str) -> Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(format!(".{mark}"));
    match fs::rename(path, PathBuf::from(aside)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(path, "set aside", &error)),
        _ => Ok(()),
    }
}

/// The notes of a file, without an incomplete note at its end: three lines come before the signatures.
fn whole(text: &str) -> Vec<String> {
    let trimmed = |note: String| {
        let blank = note.rfind("\n\n")?;
        let from = note[..blank].rmatch_indices('\n').nth(2).map_or(0, |(at, _)| at + 1);
        Some(note[from..].to_owned())
    };
    note::split(text).into_iter().filter_map(trimmed).collect()
}

fn make_folder(path: &Path) -> Result<()> {
    crate::private::folder_of(path).map_err(|e| failed(path, "made", &e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn key_is_made_once() {
        let folder = std::env::temp_dir().join(format!("behalf-outside-{}", std::process::id()));
        let outside = Outside { key: folder.join("a.key"), checkpoints: folder.join("a.checkpoints") };
        assert!(outside.key().expect("none yet").is_none());
        assert_eq!(outside.newest().expect("none yet"), None);
        let key = outside.make_key("shop.example/audit").expect("made");
        assert_eq!(fs::metadata(&outside.key).expect("there").permissions().mode() & 0o777, 0o400);
        assert!(outside.make_key("shop.example/audit").is_err(), "never overwritten");
        let read = outside.key().expect("readable").expect("there");
        assert_eq!(read.public(), key.public());
        let of = |size| Checkpoint { origin: "shop.example/audit".to_owned(), size, root: [1; 32] };
        for size in [3, 9, 7] {
            outside.append(&key.sign(&of(size))).expect("kept");
        }
        // A write that was cut off hides nothing.
        OpenOptions::new()
            .append(true)
            .open(&outside.checkpoints)
            .and_then(|mut f| f.write_all(b"shop.exam"))
            .expect("torn");
        assert_eq!(outside.newest().expect("read"), Some(of(9)));
        outside.append(&key.sign(&of(11))).expect("kept");
        assert_eq!(outside.newest().expect("read"), Some(of(11)));
        assert!(outside.notes().expect("read").iter().all(|n| key.public().open(n).is_ok()));
        outside.set_aside("before").expect("renamed");
        assert!(outside.key().expect("gone").is_none());
        let _ = fs::remove_dir_all(folder);
    }
}
