//! The reader and writer of sheets: workbooks, text files and pasted text of others, read within limits.
//!
//! Rules:
//! - What is read is hostile until proven. Every way in counts what it unpacks and stops at [`Limits`]; nothing here
//!   panics, writes a file, makes a request or runs a formula.
//! - The content decides what a file is, never its name.
//! - A cell keeps what the person sees. Leading zeros, dates and numbers are kept apart, and nothing is guessed in silence:
//!   what is not sure is said ([`columns::Ask`], [`number::Quantity::sure`], [`number::Spoilt`]).
//! - Refusals are codes. The pages word them.
//!
//! The way of a file: [`read`] gives a [`Book`], [`columns::find`] says where its columns are, [`order::lines`] reads the
//! lines. Pasted text takes [`paste::read`] and gives the same lines. A firm's own data takes [`import::read`] and gives
//! records.

mod book;
mod delimited;
mod encoding;
mod format;
mod guard;
mod html;
mod limits;
mod ods;
mod xls;
mod xlsx;
mod xml;

pub mod columns;
pub mod formula;
pub mod import;
pub mod number;
pub mod order;
pub mod paste;
pub mod write;

pub use book::{Book, Cell, Date, Format, Merge, Row, Sheet};
pub use limits::{Limits, Refusal};

use guard::Guard;
use xml::Archive;

/// Reads a file: a workbook (XLSX, XLSM, XLS, ODS), text with separators in any encoding, or tables of HTML.
/// `name` is the name of the file, only used as the name of a sheet that has none.
pub fn read(bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Book, Refusal> {
    if bytes.len() > limits.bytes {
        return Err(Refusal::TooLarge { bytes: u64::try_from(limits.bytes).unwrap_or(u64::MAX), unpacked: false });
    }
    let mut guard = Guard::new(limits);
    let book = if bytes.starts_with(b"PK") {
        packed(bytes, &mut guard)?
    } else if bytes.starts_with(xls::MAGIC) {
        xls::read(bytes, &mut guard)?
    } else {
        text(bytes, name.unwrap_or_default(), &mut guard)?
    };
    if book.sheets.iter().any(|sheet| !sheet.rows.is_empty()) {
        return Ok(book);
    }
    Err(book.sheets.iter().find_map(|sheet| sheet.skipped).unwrap_or(Refusal::Empty))
}

/// Reads a packed file.
fn packed(bytes: &[u8], guard: &mut Guard<'_>) -> Result<Book, Refusal> {
    let archive = Archive::open(bytes, guard.limits)?;
    if archive.has("xl/workbook.bin") || archive.has("Index/Document.iwa") {
        return Err(Refusal::OtherSheet);
    }
    if archive.has("[Content_Types].xml") && archive.names().any(|name| name.to_ascii_lowercase().starts_with("xl/")) {
        return xlsx::read(archive, guard);
    }
    if archive.has("content.xml") {
        return ods::read(archive, guard);
    }
    Err(Refusal::NotASheet)
}

/// Reads a file of text.
fn text(bytes: &[u8], name: &str, guard: &mut Guard<'_>) -> Result<Book, Refusal> {
    /// How files begin that are none of text, or text of a kind that is no table.
    const OTHERS: &[&[u8]] =
        &[b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B", b"7z\xBC\xAF", b"Rar!", b"{\\rtf", b"II*\0"];
    const OTHER_SHEETS: &[&[u8]] = &[
        b"ID;P",
        b"MIME-Version:",
        b"\x09\x08\x08\x00",
        b"\x09\x04\x06\x00",
        b"\x09\x02\x06\x00",
        b"\x09\x08\x10\x00",
    ];
    let begins = |list: &[&[u8]]| list.iter().any(|magic| bytes.starts_with(magic));
    if begins(OTHER_SHEETS) {
        return Err(Refusal::OtherSheet);
    }
    let (text, encoding) = encoding::decode(bytes);
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let strange =
        |letter: &char| *letter == char::REPLACEMENT_CHARACTER || (letter.is_control() && !letter.is_whitespace());
    let sample = text.chars().take(20_000);
    let count = sample.clone().count();
    if begins(OTHERS) || sample.filter(strange).count() > count / 10 {
        return Err(Refusal::NotASheet);
    }
    let encoding = Some(encoding.name());
    if html::is_html(&text) {
        let sheet = html::read(&text, name, guard)?;
        return Ok(Book { format: Format::Html, encoding, sheets: vec![sheet] });
    }
    if text.trim_start().starts_with("<?xml") || text.trim_start().starts_with("<!DOCTYPE") {
        let sheet = text.contains("urn:schemas-microsoft-com:office:spreadsheet");
        return Err(if sheet { Refusal::OtherSheet } else { Refusal::NotASheet });
    }
    let (sheet, separator) = delimited::read(&text, name, guard)?;
    Ok(Book { format: Format::Text(separator), encoding, sheets: vec![sheet] })
}
