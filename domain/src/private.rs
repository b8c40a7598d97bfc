//! Files and folders that only the user of the program can read.
//!
//! Rule: what is made here is private from its first moment. A folder that was there before is left as it is: it is
//! somebody else's, and `behalf doctor` says when others can look into it.

use std::fs::{DirBuilder, OpenOptions, Permissions};
use std::io::{ErrorKind, Result};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The rights of everybody but the owner.
const OTHERS: u32 = 0o077;

/// Makes a folder, and those it lies in, when they are missing.
///
/// # Errors
/// Of the file system.
pub fn folder(path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes the folder that a file lies in, when it is missing.
///
/// # Errors
/// Of the file system.
pub fn folder_of(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), folder)
}

/// Makes an empty file; one that is there is left as it is.
///
/// # Errors
/// Of the file system.
pub fn file(path: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Takes the rights of others from a file that is there.
///
/// # Errors
/// Of the file system: only the owner of a file can do this.
pub fn tighten(path: &Path) -> Result<()> {
    match open_to_others(path) {
        Some(mode) => std::fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS)),
        None => Ok(()),
    }
}

/// The rights of a file or folder when others have any; `None` when it is private, or not there.
pub fn open_to_others(path: &Path) -> Option<u32> {
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o7777;
    (mode & OTHERS != 0).then_some(mode)
}

/// The folder of a file; the working folder for a bare name.
pub fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}
