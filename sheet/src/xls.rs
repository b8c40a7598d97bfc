//! Workbooks of Excel 5 to 2003: a stream of records inside a compound file.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::format::Formats;
use crate::guard::{Builder, Guard, clean};
use crate::xlsx::finish;
use crate::{Book, Cell, Format, Merge, Refusal};

mod strings;

use strings::{short, table, wide};

/// How such a file begins.
pub(crate) const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// One record.
#[derive(Clone, Copy)]
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// Reads records one after the other.
struct Records<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, length) = (u16_at(self.bytes, 0)?, u16_at(self.bytes, 2)?);
        let end = 4 + usize::from(length);
        let data = self.bytes.get(4..end)?;
        self.bytes = self.bytes.get(end..)?;
        Some(Record { kind, data })
    }
}

/// A number of two bytes.
fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes.
fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}

fn f64_at(bytes: &[u8], place: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(place..place.checked_add(8)?)?.try_into().ok()?))
}

/// What all sheets share.
struct Shared {
    strings: Vec<String>,
    formats: Formats,
    since_1904: bool,
    /// Whether text is in Unicode, as since Excel 97.
    unicode: bool,
    encoding: &'static Encoding,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    begin: usize,
}

pub(crate) fn read(bytes: &[u8], guard: &mut Guard<'_>) -> Result<Book, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Incomplete)?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::Password);
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else { return Err(Refusal::NotASheet) };
    let stream = file.open_stream(name).map_err(|_| Refusal::Incomplete)?;
    let mut book = Vec::new();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    stream.take(most).read_to_end(&mut book).map_err(|_| Refusal::Incomplete)?;
    let (shared, listed) = globals(&book, guard)?;
    let mut sheets = Vec::new();
    for one in listed {
        let Some(bytes) = book.get(one.begin..) else { return Err(Refusal::Incomplete) };
        let mut builder = Builder::new(one.name, one.hidden);
        let read = sheet(bytes, &mut builder, &shared, guard);
        sheets.push(finish(builder, read)?);
    }
    Ok(Book { format: Format::Xls, encoding: None, sheets })
}

fn globals(book: &[u8], guard: &Guard<'_>) -> Result<(Shared, Vec<Listed>), Refusal> {
    let mut shared = Shared {
        strings: Vec::new(),
        formats: Formats::default(),
        since_1904: false,
        unicode: true,
        encoding: WINDOWS_1252,
    };
    let mut listed = Vec::new();
    let mut records = Records { bytes: book }.peekable();
    let Some(first) = records.next().filter(|first| first.kind == 0x0809) else { return Err(Refusal::OtherSheet) };
    shared.unicode = u16_at(first.data, 0) == Some(0x0600);
    let mut ended = false;
    while let Some(record) = records.next() {
        let data = record.data;
        match record.kind {
            0x002F => return Err(Refusal::Password),
            0x0042 => shared.encoding = u16_at(data, 0).map_or(WINDOWS_1252, code_page),
            0x0022 => shared.since_1904 = u16_at(data, 0) == Some(1),
            0x0085 => {
                let begin = u32_at(data, 0).and_then(|begin| usize::try_from(begin).ok());
                // Charts and macros have no cells.
                if let (Some(begin), Some(0)) = (begin, data.get(5)) {
                    let name = short(data.get(6..).unwrap_or_default(), shared.unicode, shared.encoding);
                    listed.push(Listed { name, hidden: data.get(4).is_some_and(|state| state & 3 != 0), begin });
                }
                if listed.len() > guard.limits.sheets {
                    return Err(Refusal::TooManySheets { limit: guard.limits.sheets });
                }
            }
            0x041E => {
                if let (Some(number), Some(text)) = (u16_at(data, 0), data.get(2..)) {
                    let code = if shared.unicode { wide(text) } else { short(text, false, shared.encoding) };
                    shared.formats.spell(number, &code);
                }
            }
            0x00E0 => shared.formats.style(u16_at(data, 2).unwrap_or(0)),
            0x00FC => {
                let mut pieces = vec![data];
                while let Some(more) = records.next_if(|next| next.kind == 0x003C) {
                    pieces.push(more.data);
                }
                shared.strings = table(&pieces, guard)?;
            }
            0x000A => {
                ended = true;
                break;
            }
            _ => {}
        }
    }
    if ended { Ok((shared, listed)) } else { Err(Refusal::Incomplete) }
}

/// The encoding of a code page of Windows.
fn code_page(number: u16) -> &'static Encoding {
    let label = match number {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => "macintosh".to_owned(),
        1250..=1258 => format!("windows-{number}"),
        _ => return WINDOWS_1252,
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// A cell and its place. Cells of a sheet may come in any order, rows are made of them at the end.
struct Placed {
    row: u16,
    column: u16,
    cell: Cell,
}

fn sheet(bytes: &[u8], builder: &mut Builder, shared: &Shared, guard: &mut Guard<'_>) -> Result<(), Refusal> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut hidden: Vec<u16> = Vec::new();
    let mut waiting: Option<(u16, u16)> = None;
    let (mut counted, mut text) = (0, 0_u64);
    let mut depth = 0_u32;
    let mut ended = false;
    for (count, record) in (Records { bytes }).enumerate() {
        if count % 4096 == 0 {
            guard.time()?;
        }
        let data = record.data;
        match record.kind {
            // A chart inside a sheet is a stream of records of its own.
            0x0809 => depth += 1,
            0x000A if depth > 1 => depth -= 1,
            0x000A => {
                ended = true;
                break;
            }
            _ if depth > 1 => {}
            0x0208 => {
                if let (Some(row), true) = (u16_at(data, 0), u16_at(data, 12).is_some_and(|bits| bits & 0x20 != 0)) {
                    hidden.push(row);
                }
            }
            0x0207 => {
                if let Some((row, column)) = waiting.take() {
                    let text = if shared.unicode { wide(data) } else { long(data, shared.encoding) };
                    placed.push(Placed { row, column, cell: Cell::Text(text) });
                }
            }
            0x00E5 => merges(data, builder),
            0x00BD => many(data, shared, &mut placed),
            kind => {
                let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                if kind == 0x0006 && data.get(12..14) == Some(&[0xFF, 0xFF]) && data.get(6) == Some(&0) {
                    waiting = Some((row, column));
                } else if let Some(cell) = single(kind, data, shared) {
                    placed.push(Placed { row, column, cell });
                }
            }
        }
        if placed.len() > guard.limits.cells {
            return Err(Refusal::TooManyCells { limit: guard.limits.cells });
        }
        // Many cells may share one long text.
        for one in placed.get(counted..).unwrap_or_default() {
            text = text.saturating_add(u64::try_from(one.cell.text().len()).unwrap_or(u64::MAX));
        }
        counted = placed.len();
        if text > guard.limits.unpacked {
            return Err(Refusal::TooLarge { bytes: guard.limits.unpacked, unpacked: true });
        }
    }
    if !ended {
        return Err(Refusal::Incomplete);
    }
    hidden.sort_unstable();
    placed.sort_by_key(|one| (one.row, one.column));
    let mut current = None;
    for one in placed {
        if current != Some(one.row) {
            if current.is_some() {
                builder.end(1, guard)?;
            }
            current = Some(one.row);
            builder.begin(u32::from(one.row) + 1, hidden.binary_search(&one.row).is_ok());
        }
        let mut cell = one.cell;
        if let Cell::Text(text) = &mut cell
            && clean(text)
        {
            builder.cleaned();
        }
        if !cell.text().trim().is_empty() {
            builder.put(usize::from(one.column), cell, guard.limits)?;
        }
    }
    if current.is_some() {
        builder.end(1, guard)?;
    }
    Ok(())
}

fn merges(data: &[u8], builder: &mut Builder) {
    let areas = data.get(2..).unwrap_or_default();
    for area in areas.chunks_exact(8) {
        let at = |place| u16_at(area, place).unwrap_or(0);
        let merged = &mut builder.sheet().merged;
        if merged.len() < 10_000 {
            merged.push(Merge {
                first_row: u32::from(at(0)) + 1,
                last_row: u32::from(at(2)) + 1,
                first_column: usize::from(at(4)),
                last_column: usize::from(at(6)),
            });
        }
    }
}

/// A row of numbers in one record.
fn many(data: &[u8], shared: &Shared, placed: &mut Vec<Placed>) {
    let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
    let end = data.len().saturating_sub(2);
    for (column, one) in (first..).zip(data.get(4..end).unwrap_or_default().chunks_exact(6)) {
        if let (Some(style), Some(packed)) = (u16_at(one, 0), u32_at(one, 2)) {
            placed.push(Placed { row, column, cell: number(unpack(packed), style, shared) });
        }
    }
}

/// The cell of a record that holds one.
fn single(kind: u16, data: &[u8], shared: &Shared) -> Option<Cell> {
    let style = u16_at(data, 4)?;
    Some(match kind {
        0x0203 => number(f64_at(data, 6)?, style, shared),
        0x027E => number(unpack(u32_at(data, 6)?), style, shared),
        0x00FD => {
            let place = usize::try_from(u32_at(data, 6)?).ok()?;
            Cell::Text(shared.strings.get(place)?.clone())
        }
        0x0204 | 0x00D6 => {
            let text = data.get(6..)?;
            Cell::Text(if shared.unicode { wide(text) } else { long(text, shared.encoding) })
        }
        0x0205 => match data.get(7)? {
            0 => Cell::Bool(*data.get(6)? != 0),
            _ => error(*data.get(6)?),
        },
        0x0006 if data.get(12..14)? == [0xFF, 0xFF] => match data.get(6)? {
            1 => Cell::Bool(*data.get(8)? != 0),
            2 => error(*data.get(8)?),
            _ => return None,
        },
        0x0006 => number(f64_at(data, 6)?, style, shared),
        _ => return None,
    })
}

fn number(value: f64, style: u16, shared: &Shared) -> Cell {
    shared.formats.cell(value, Some(usize::from(style)), shared.since_1904)
}

/// A number packed into four bytes: a whole number or the upper half of a float, maybe a hundred times too large.
fn unpack(packed: u32) -> f64 {
    let bits = packed & !3;
    let value = if packed & 2 != 0 {
        f64::from(i32::from_le_bytes(bits.to_le_bytes()) >> 2)
    } else {
        f64::from_bits(u64::from(bits) << 32)
    };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

fn error(code: u8) -> Cell {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Error(text.to_owned())
}

/// Text of Excel 5 and 95: its length in two bytes, then bytes of the encoding of the file.
fn long(data: &[u8], encoding: &'static Encoding) -> String {
    let length = usize::from(u16_at(data, 0).unwrap_or(0));
    let bytes = data.get(2..).unwrap_or_default();
    encoding.decode_without_bom_handling(bytes.get(..length).unwrap_or(bytes)).0.into_owned()
}
