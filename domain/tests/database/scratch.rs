//! Where the files of tests lie: in memory where this machine has room for them, because a disk takes milliseconds for every
//! commit that has to be safe on it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Files in memory.
const MEMORY: &str = "/dev/shm";
/// Room that there must be, in KiB: some tests at once hold a copy of the demo each.
const ROOM: u64 = 2 * 1024 * 1024;
/// What the names of all folders begin with.
const NAME: &str = "behalf-test-";

/// The folder of this process. What processes that are gone left behind is removed.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let above = if has_room(MEMORY) { PathBuf::from(MEMORY) } else { std::env::temp_dir() };
        remove_left_overs(&above);
        let path = above.join(format!("{NAME}{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        path
    })
}

fn has_room(folder: &str) -> bool {
    let output = Command::new("df").args(["--output=avail", "-k", folder]).output();
    let text = output.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let room = text.and_then(|text| text.lines().nth(1)?.trim().parse::<u64>().ok());
    room.is_some_and(|room| room >= ROOM)
}

fn remove_left_overs(above: &Path) {
    // Elsewhere nothing tells which processes there are.
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in std::fs::read_dir(above).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_gone = name.strip_prefix(NAME).is_some_and(|id| !Path::new("/proc").join(id).exists());
        if is_gone {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
