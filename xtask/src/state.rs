//! Fingerprints of the inputs of each step, kept under `target/xtask-state/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

use crate::fail::{Context, Fail, Outcome};

/// The workspace and the places the build writes to.
#[derive(Clone, Debug)]
pub struct Repo {
    /// The workspace's directory.
    pub root: PathBuf,
}

impl Repo {
    /// Finds the workspace: the nearest directory upwards that holds `xtask/Cargo.toml`.
    pub fn find() -> Outcome<Self> {
        let here = std::env::current_dir()
            .or_fail(|| "The current directory cannot be read: change into the repository.".into())?;
        let root = here
            .ancestors()
            .find(|dir| dir.join("xtask/Cargo.toml").is_file())
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), Path::to_path_buf);
        Ok(Self { root })
    }

    /// A path inside the workspace.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside `target/xtask-state`.
    pub fn state(&self, name: &str) -> PathBuf {
        self.root.join("target/xtask-state").join(name)
    }

    /// Whether `step` was last finished with this fingerprint.
    pub fn is_fresh(&self, step: &str, fingerprint: &str) -> bool {
        fs::read_to_string(self.state(step)).is_ok_and(|stored| stored == fingerprint)
    }

    /// Remembers that `step` is finished with this fingerprint.
    pub fn remember(&self, step: &str, fingerprint: &str) -> Outcome {
        write(&self.state(step), fingerprint.as_bytes())
    }

    /// Whether `step` last made `output` from these inputs, and nothing has replaced it since.
    pub fn is_built(&self, step: &str, inputs: &str, output: &Path) -> bool {
        made_at(output).is_some_and(|when| self.is_fresh(step, &format!("{inputs} {when}")))
    }

    /// Remembers that `step` has made `output` from these inputs.
    pub fn remember_built(&self, step: &str, inputs: &str, output: &Path) -> Outcome {
        let when = made_at(output)
            .ok_or_else(|| Fail::new(format!("{} was not made: remove it and start again.", output.display())))?;
        self.remember(step, &format!("{inputs} {when}"))
    }
}

/// The time of a file's last change, as a word.
fn made_at(path: &Path) -> Option<String> {
    let modified = path.metadata().ok()?.modified().ok()?;
    Some(modified.duration_since(UNIX_EPOCH).ok()?.as_nanos().to_string())
}

/// Collects what a step depends on, and hashes it.
#[derive(Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a word, such as a version or a mode.
    pub fn word(self, word: &str) -> Self {
        self.bytes(word.as_bytes())
    }

    /// Adds a file, or every file of a directory tree, by name and content. What is absent counts
    /// as absent.
    pub fn tree(mut self, root: &Path, relative: &str) -> Outcome<Self> {
        for file in files(&root.join(relative))? {
            let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            self = self.word(&name);
            self = self.bytes(&read(&file)?);
        }
        Ok(self)
    }

    /// Adds content.
    pub fn bytes(mut self, content: &[u8]) -> Self {
        self.0.update((content.len() as u64).to_le_bytes());
        self.0.update(content);
        self
    }

    /// The fingerprint as 64 hexadecimal digits.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Every file of a tree in name order, without hidden entries, `target` and `node_modules`.
/// A path that is a file is itself; one that does not exist is nothing.
pub fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    if !path.is_dir() {
        return Ok(found);
    }
    let entries =
        fs::read_dir(path).or_fail(|| format!("{} cannot be read: check its permissions.", path.display()))?;
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    for entry in inside {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if !(name.starts_with('.') || name == "target" || name == "node_modules") {
            found.extend(files(&entry)?);
        }
    }
    Ok(found)
}

/// Reads a file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).or_fail(|| format!("{} cannot be read: run the command again.", path.display()))
}

/// Writes a file and the directories above it.
pub fn write(path: &Path, content: &[u8]) -> Outcome {
    if let Some(parent) = path.parent() {
        make_dir(parent)?;
    }
    fs::write(path, content).or_fail(|| format!("{} cannot be written: check space and permissions.", path.display()))
}

/// Makes a directory and those above it.
pub fn make_dir(path: &Path) -> Outcome {
    fs::create_dir_all(path).or_fail(|| format!("{} cannot be made: check space and permissions.", path.display()))
}

/// Removes a directory tree, if it is there.
pub fn remove_dir(path: &Path) -> Outcome {
    if path.exists() {
        fs::remove_dir_all(path).or_fail(|| format!("{} cannot be removed: check its permissions.", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprint_sees_names_and_contents() -> Outcome {
        let dir = std::env::temp_dir().join(format!("xtask-state-{}", std::process::id()));
        remove_dir(&dir)?;
        write(&dir.join("a/one.txt"), b"1")?;
        let print = || Fingerprint::new().tree(&dir, "a").map(Fingerprint::finish);
        let first = print()?;
        assert_eq!(first, print()?);
        write(&dir.join("a/.hidden"), b"x")?;
        assert_eq!(first, print()?);
        write(&dir.join("a/one.txt"), b"2")?;
        let second = print()?;
        assert_ne!(first, second);
        write(&dir.join("a/two.txt"), b"")?;
        assert_ne!(second, print()?);
        remove_dir(&dir)
    }

    #[test]
    fn words_do_not_run_together() {
        let joined = Fingerprint::new().word("ab").word("c").finish();
        let split = Fingerprint::new().word("a").word("bc").finish();
        assert_ne!(joined, split);
    }
}
