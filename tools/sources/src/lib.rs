//! Reads the source files of this workspace, for tests of rules about the code itself. No program uses it.

pub mod imports;
#[cfg(test)]
mod wording;

use std::path::Path;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path from the folder that was read, with `/` between the parts.
    pub name: String,
    /// What it holds.
    pub text: String,
}

impl Source {
    /// Whether this is the file `place`, or lies in the folder `place`.
    pub fn is_in(&self, place: &str) -> bool {
        self.name.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Folders that hold nothing of our own.
const FOREIGN: [&str; 2] = ["node_modules", "target"];

/// All files below `folder` whose names end like this, sorted by name.
///
/// # Panics
/// When a file cannot be read as text: the test that asked cannot go on.
pub fn files(folder: impl AsRef<Path>, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    read(folder.as_ref(), "", ending, &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn read(folder: &Path, before: &str, ending: &str, found: &mut Vec<Source>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let (path, own) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let name = format!("{before}{own}");
        if path.is_dir() && !FOREIGN.contains(&own.as_str()) {
            read(&path, &format!("{name}/"), ending, found);
        } else if path.is_file() && own.ends_with(ending) {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.push(Source { name, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_folders() {
        let found = files(Path::new(env!("CARGO_MANIFEST_DIR")), ".rs");
        let names: Vec<_> = found.iter().map(|source| source.name.as_str()).collect();
        assert_eq!(names, ["src/imports.rs", "src/lib.rs", "src/wording.rs"]);
        assert!(found[1].is_in("src") && found[1].is_in("src/lib.rs") && !found[1].is_in("sr"));
    }
}
