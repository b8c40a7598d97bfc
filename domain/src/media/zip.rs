//! A ZIP of files, read one by one: its list first, then what is wanted of it.
//!
//! Rules: nothing is ever written under a name that stands in the archive. What is unpacked is counted, of one file and of
//! all; what the archive says about sizes is not believed.

use super::LARGEST;
use crate::error::BadFile;
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;

/// The most entries of an archive, folders included.
pub const MOST_ENTRIES: usize = 2_000;
/// How much all files of one archive may be, unpacked, in bytes.
const UNPACKED: u64 = 1024 * 1024 * 1024;
/// Where the record of the end may stand, from the end of the archive, in bytes.
const TAIL: u64 = 65_557;
/// What programs put into archives beside the files.
const BESIDE: [&str; 3] = ["__MACOSX", "Thumbs.db", "desktop.ini"];

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the archive, for [`Archive::take`].
    pub index: usize,
    /// Its folders and name, with `/` between them, as the archive has them.
    pub path: String,
    /// Why it is not taken, where the list says so already.
    pub bad: Option<BadFile>,
}

impl Entry {
    /// Its name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The innermost folder it is in; empty for none.
    pub fn folder(&self) -> &str {
        self.path.rsplit('/').nth(1).unwrap_or_default()
    }
}

/// An archive that is being read.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    left: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of an archive.
    ///
    /// # Errors
    /// Why the archive is not taken.
    pub fn open(mut file: R) -> Result<Archive<R>, BadFile> {
        if entries(&mut file).ok_or(BadFile::Broken)? > MOST_ENTRIES {
            return Err(BadFile::TooMany);
        }
        let zip = ZipArchive::new(file).map_err(|_| BadFile::Broken)?;
        if zip.len() > MOST_ENTRIES {
            return Err(BadFile::TooMany);
        }
        Ok(Archive { zip, left: UNPACKED })
    }

    /// The files in it, without folders and what programs put there by themselves.
    pub fn entries(&mut self) -> Vec<Entry> {
        (0..self.zip.len()).filter_map(|index| self.entry(index)).collect()
    }

    fn entry(&mut self, index: usize) -> Option<Entry> {
        let Ok(entry) = self.zip.by_index_raw(index) else {
            let path = format!("{}", index + 1);
            return Some(Entry { index, path, bad: Some(BadFile::Broken) });
        };
        let path = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        };
        let is_beside = |part: &str| BESIDE.contains(&part) || (part.starts_with('.') && part.len() > 2);
        if entry.is_dir() || (!path.contains("..") && path.split('/').any(is_beside)) {
            return None;
        }
        let is_odd = path.starts_with('/')
            || path.contains(['\\', ':', '\0'])
            || path.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        let bad = match () {
            () if is_odd => Some(BadFile::Path),
            () if entry.is_symlink() => Some(BadFile::Link),
            () if entry.encrypted() => Some(BadFile::Locked),
            () => None,
        };
        Some(Entry { index, path, bad })
    }

    /// The content of a file.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn take(&mut self, entry: &Entry) -> Result<Vec<u8>, BadFile> {
        if let Some(bad) = entry.bad {
            return Err(bad);
        }
        let most = self.left.min(LARGEST as u64);
        let packed = self.zip.by_index(entry.index).map_err(|_| BadFile::Broken)?;
        let mut bytes = Vec::new();
        let read = packed.take(most + 1).read_to_end(&mut bytes);
        self.left = self.left.saturating_sub(bytes.len() as u64);
        if bytes.len() as u64 > most {
            return Err(BadFile::TooLarge);
        }
        read.map_err(|_| BadFile::Broken)?;
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(BadFile::Nested);
        }
        Ok(bytes)
    }
}

/// How many entries the record of the end says that there are, before memory is taken for them; none without such a record.
fn entries(file: &mut (impl Read + Seek)) -> Option<usize> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).ok()?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).ok()?;
    let records = tail.windows(12).filter(|record| record.starts_with(b"PK\x05\x06"));
    // 65,535 means that there are more, and is too many as well.
    records.map(|record| usize::from(u16::from_le_bytes([record[10], record[11]]))).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    #[test]
    fn an_archive_is_read_file_by_file() {
        let bytes =
            packed(&[("A-1.jpg", b"one"), ("B/2.pdf", b"two"), ("__MACOSX/A-1.jpg", b"x"), ("B/.DS_Store", b"x")]);
        let mut archive = Archive::open(Cursor::new(&bytes)).expect("open");
        let entries = archive.entries();
        assert_eq!(
            entries.iter().map(|e| (e.folder(), e.name())).collect::<Vec<_>>(),
            [("", "A-1.jpg"), ("B", "2.pdf")]
        );
        assert_eq!(archive.take(&entries[1]), Ok(b"two".to_vec()));
        assert_eq!(archive.take(&entries[0]), Ok(b"one".to_vec()));
    }

    #[test]
    fn names_that_lead_away_and_links_are_refused() {
        // Written with harmless names of the same length, and changed then.
        let mut bytes = packed(&[("xx/xx/a.png", b"1"), ("xetc/b.png", b"2"), ("x_dir_c.png", b"3")]);
        for (from, to) in [("xx/xx/a", "../../a"), ("xetc/b", "/etc/b"), ("x_dir_c", "x\\dir\\c")] {
            let places: Vec<usize> = bytes
                .windows(from.len())
                .enumerate()
                .filter(|(_, w)| *w == from.as_bytes())
                .map(|(at, _)| at)
                .collect();
            assert_eq!(places.len(), 2, "{from}");
            places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to.as_bytes()));
        }
        let mut archive = Archive::open(Cursor::new(&bytes)).expect("open");
        let entries = archive.entries();
        assert_eq!(entries.len(), 3, "{entries:?}");
        for entry in &entries {
            assert_eq!(entry.bad, Some(BadFile::Path), "{entry:?}");
            assert_eq!(archive.take(entry), Err(BadFile::Path));
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("a.png", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
        let bytes = zip.finish().expect("finished").into_inner();
        let entries = Archive::open(Cursor::new(&bytes)).expect("open").entries();
        assert_eq!(entries[0].bad, Some(BadFile::Link));
    }

    #[test]
    fn what_is_unpacked_is_counted() {
        let zeros = vec![0; LARGEST + 1];
        let bytes = packed(&[("a.png", &zeros), ("b.png", b"b")]);
        assert!(bytes.len() < 100_000, "it is a bomb");
        let mut archive = Archive::open(Cursor::new(&bytes)).expect("open");
        let entries = archive.entries();
        assert_eq!(archive.take(&entries[0]), Err(BadFile::TooLarge));
        assert_eq!(archive.take(&entries[1]), Ok(b"b".to_vec()));
        archive.left = 0;
        assert_eq!(archive.take(&entries[1]), Err(BadFile::TooLarge), "all files together");
    }

    #[test]
    fn what_is_no_archive_or_too_large_is_refused() {
        let open = |bytes: &[u8]| Archive::open(Cursor::new(bytes.to_vec())).map(|_| ());
        assert_eq!(open(b""), Err(BadFile::Broken));
        assert_eq!(open(b"PK\x03\x04"), Err(BadFile::Broken));
        let whole = packed(&[("a.png", b"a")]);
        assert_eq!(open(&whole[..whole.len() - 1]), Err(BadFile::Broken));
        let names: Vec<String> = (0..=MOST_ENTRIES).map(|n| format!("{n}.png")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert_eq!(open(&packed(&many)), Err(BadFile::TooMany));
        let nested = packed(&[("a.zip", &whole)]);
        let mut archive = Archive::open(Cursor::new(&nested)).expect("open");
        let entries = archive.entries();
        assert_eq!(archive.take(&entries[0]), Err(BadFile::Nested));
    }
}
