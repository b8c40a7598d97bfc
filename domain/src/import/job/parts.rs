//! A file of any length as parts that fit into memory: text is read line by line, a workbook as a whole.

use super::{Choice, FileRefused, Kind, Table};
use crate::import::batch::cut_last;
use sha2::{Digest, Sha256};
use sheet::import::Record;
use sheet::{Book, Format, Limits};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Lines of a part.
const LINES: usize = 15_000;
/// So much of a file is looked at to find its headings.
const BEGINNING: usize = 200_000;
/// Files up to this size are read as a whole.
const WHOLE: u64 = 8_000_000;

/// The parts of a file.
pub(super) struct Parts {
    digest: String,
    size: u64,
    from: From,
    kind: Kind,
    choice: Option<Choice>,
    /// The first part without its records, for how numbers are written.
    first: Option<Table>,
    /// The last records of the part before, which may go on.
    kept: Vec<Record>,
}

/// Where parts come from.
enum From {
    Whole(Option<Vec<u8>>, PathBuf),
    Lines(Box<Lines>),
}

/// A file of text that is read line by line.
struct Lines {
    reader: BufReader<File>,
    /// The lines of the headings.
    head: Vec<u8>,
    /// The number of the last line of the headings.
    headings: u32,
    /// The number of the last line that was read.
    read: u32,
    name: String,
}

impl Parts {
    /// Opens a file.
    pub async fn open(path: &Path, kind: Kind, choice: Option<&Choice>) -> Result<Parts, FileRefused> {
        let (path, choice) = (path.to_owned(), choice.cloned());
        let opened = tokio::task::spawn_blocking(move || Parts::begin(&path, kind, choice)).await;
        opened.map_err(|e| FileRefused::Io(std::io::Error::other(e)))?
    }

    fn begin(path: &Path, kind: Kind, choice: Option<Choice>) -> Result<Parts, FileRefused> {
        let (digest, size) = hashed(path)?;
        let parts = |from| Parts { digest, size, from, kind, choice: choice.clone(), first: None, kept: Vec::new() };
        if size <= WHOLE {
            return Ok(parts(From::Whole(Some(std::fs::read(path)?), path.to_owned())));
        }
        let mut beginning = vec![0; BEGINNING];
        let count = File::open(path)?.read(&mut beginning)?;
        let end = beginning[..count].iter().rposition(|byte| *byte == b'\n').unwrap_or(count);
        let name = name_of(path);
        let found = sheet::read(&beginning[..end], Some(&name), &Limits::IMPORT);
        // Text whose letters are single bytes can be cut at its line ends.
        let is_text = matches!(&found, Ok(Book { format: Format::Text(_), encoding, .. }) if *encoding != Some("UTF-16LE") && *encoding != Some("UTF-16BE"));
        let Some(book) = found.ok().filter(|_| is_text) else {
            return Ok(parts(From::Whole(Some(std::fs::read(path)?), path.to_owned())));
        };
        let headings = sheet::import::read(book, kind, choice.as_ref()).header.map_or(0, |(_, last)| last);
        let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
        let mut head = Vec::new();
        for _ in 0..headings {
            line(&mut reader, &mut head)?;
        }
        Ok(parts(From::Lines(Box::new(Lines { reader, head, headings, read: headings, name }))))
    }

    /// SHA-256 of the file.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Its bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next part.
    pub async fn next(&mut self) -> Result<Option<Table>, FileRefused> {
        let (kind, choice) = (self.kind, self.choice.clone());
        let (bytes, name, shift) = match &mut self.from {
            From::Whole(bytes, path) => match bytes.take() {
                None => return Ok(None),
                Some(bytes) => (bytes, name_of(path), 0),
            },
            From::Lines(lines) => match lines.next()? {
                None => return Ok(self.last()),
                Some((bytes, shift)) => (bytes, lines.name.clone(), shift),
            },
        };
        let is_whole = matches!(self.from, From::Whole(..));
        let read = tokio::task::spawn_blocking(move || super::read(&bytes, &name, kind, choice.as_ref()));
        let mut table = read.await.map_err(|e| FileRefused::Io(std::io::Error::other(e)))??;
        for record in table.records.iter_mut().filter(|_| shift > 0) {
            record.row += shift;
            record.parts.iter_mut().for_each(|part| *part += shift);
        }
        if is_whole {
            return Ok(Some(table));
        }
        let own = std::mem::take(&mut table.records);
        match &self.first {
            Some(first) => table.with_marks_of(first),
            None => self.first = Some(table.clone()),
        }
        table.records = own;
        let mut records = std::mem::take(&mut self.kept);
        self.kept = cut_last(&mut table);
        records.append(&mut table.records);
        table.records = records;
        Ok(Some(table))
    }

    /// What was kept of the last part.
    fn last(&mut self) -> Option<Table> {
        let records = std::mem::take(&mut self.kept);
        let mut last = self.first.as_ref().filter(|_| !records.is_empty())?.clone();
        last.records = records;
        Some(last)
    }
}

impl Lines {
    /// The next lines below the headings, and by how much their numbers are too small.
    fn next(&mut self) -> Result<Option<(Vec<u8>, u32)>, FileRefused> {
        let (mut bytes, shift) = (self.head.clone(), self.read - self.headings);
        let begin = bytes.len();
        for _ in 0..LINES {
            match line(&mut self.reader, &mut bytes)? {
                0 => break,
                lines => self.read += lines,
            }
        }
        Ok((bytes.len() > begin).then_some((bytes, shift)))
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads a row with its line end, with the line ends inside quotes; how many rows it is: 0 at the end.
fn line(reader: &mut impl BufRead, into: &mut Vec<u8>) -> std::io::Result<u32> {
    let mut is_quoted = false;
    let mut is_any = false;
    loop {
        let begin = into.len();
        if reader.read_until(b'\n', into)? == 0 {
            return Ok(u32::from(is_any));
        }
        is_any = true;
        let quotes = into[begin..].iter().filter(|byte| **byte == b'"').count();
        is_quoted ^= quotes % 2 == 1;
        if !is_quoted || into.len() - begin > 1_000_000 {
            return Ok(1);
        }
    }
}

fn hashed(path: &Path) -> std::io::Result<(String, u64)> {
    let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 20];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok((crate::audit::canonical::hex(&hash.finalize()), size));
        }
        hash.update(&buffer[..count]);
        size += count as u64;
    }
}
