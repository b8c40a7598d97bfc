//! OpenDocument spreadsheets.

use std::collections::HashSet;
use std::io::BufRead;

use crate::format::plain;
use crate::guard::{Builder, Guard, clean};
use crate::xlsx::finish;
use crate::xml::{Archive, Piece, Tag, Xml};
use crate::{Book, Cell, Date, Format, Merge, Refusal};

pub(crate) fn read(mut archive: Archive<'_>, guard: &mut Guard<'_>) -> Result<Book, Refusal> {
    if is_locked(&mut archive)? {
        return Err(Refusal::Password);
    }
    let Some(mut xml) = archive.part("content.xml")? else { return Err(Refusal::Incomplete) };
    let mut sheets = Vec::new();
    let mut hidden_styles = HashSet::new();
    let mut style = String::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "style" => style = tag.get("name").unwrap_or_default(),
                "table-properties" if tag.get("display").is_some_and(|display| display == "false") => {
                    hidden_styles.insert(style.clone());
                }
                "table" => {
                    let hidden = tag.get("style-name").is_some_and(|name| hidden_styles.contains(&name));
                    let mut builder = Builder::new(tag.get("name").unwrap_or_default(), hidden);
                    if sheets.len() >= guard.limits.sheets {
                        return Err(Refusal::TooManySheets { limit: guard.limits.sheets });
                    }
                    let read = table(&mut xml, &mut builder, guard);
                    let skipped = read.is_err();
                    sheets.push(finish(builder, read)?);
                    if skipped {
                        pass(&mut xml, "table", guard)?;
                    }
                }
                _ => {}
            },
            Piece::End => return Ok(Book { format: Format::Ods, encoding: None, sheets }),
            _ => {}
        }
    }
}

/// Whether the file has a password.
fn is_locked(archive: &mut Archive<'_>) -> Result<bool, Refusal> {
    let Some(mut xml) = archive.part("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "encryption-data" => return Ok(true),
            Piece::End => return Ok(false),
            _ => {}
        }
    }
}

/// Passes everything up to the end of an element, those inside it included.
fn pass<R: BufRead>(xml: &mut Xml<R>, end: &str, guard: &Guard<'_>) -> Result<(), Refusal> {
    let mut depth = 1_usize;
    let mut seen = 0_u32;
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == end => depth += 1,
            Piece::Close(name) if name == end => depth -= 1,
            Piece::End => return Ok(()),
            _ => {}
        }
        if depth == 0 {
            return Ok(());
        }
        seen = seen.wrapping_add(1);
        if seen.is_multiple_of(4096) {
            guard.time()?;
        }
    }
}

fn table<R: BufRead>(xml: &mut Xml<R>, builder: &mut Builder, guard: &mut Guard<'_>) -> Result<(), Refusal> {
    let mut column: usize = 0;
    let mut times: u32 = 1;
    let mut seen = 0_u32;
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "table-row" => {
                    times = tag.number("number-rows-repeated").unwrap_or(1).max(1);
                    let hidden = tag.get("visibility").is_some_and(|word| word == "collapse" || word == "filter");
                    builder.begin(builder.number(), hidden);
                    column = 0;
                    seen = seen.wrapping_add(1);
                    if seen.is_multiple_of(1024) {
                        guard.time()?;
                    }
                }
                "table-cell" | "covered-table-cell" => {
                    let name = tag.name().to_owned();
                    let repeated = tag.number::<usize>("number-columns-repeated").unwrap_or(1).max(1);
                    merge(&tag, column, builder);
                    let found = Found::of(&tag);
                    let (cell, cleaned) = found.cell(text(xml, &name, guard)?);
                    if cleaned {
                        builder.cleaned();
                    }
                    if !cell.is_empty() {
                        for place in column..column.saturating_add(repeated) {
                            builder.put(place, cell.clone(), guard.limits)?;
                        }
                    }
                    column = column.saturating_add(repeated);
                }
                _ => {}
            },
            Piece::Close(name) => match &*name {
                "table-row" => builder.end(times, guard)?,
                "table" => return Ok(()),
                _ => {}
            },
            Piece::End => return Err(Refusal::Incomplete),
            Piece::Text(_) => {}
        }
    }
}

fn merge(tag: &Tag<'_>, column: usize, builder: &mut Builder) {
    let columns = tag.number::<usize>("number-columns-spanned").unwrap_or(1);
    let rows = tag.number::<u32>("number-rows-spanned").unwrap_or(1);
    let row = builder.number();
    let merged = &mut builder.sheet().merged;
    if (columns > 1 || rows > 1) && columns > 0 && rows > 0 && merged.len() < 10_000 {
        merged.push(Merge {
            first_row: row,
            last_row: row.saturating_add(rows - 1),
            first_column: column,
            last_column: column.saturating_add(columns - 1),
        });
    }
}

/// What the attributes of a cell say.
struct Found {
    kind: String,
    value: Option<f64>,
    date: Option<String>,
    truth: Option<String>,
    formula: Option<String>,
}

impl Found {
    fn of(tag: &Tag<'_>) -> Self {
        Self {
            kind: tag.get("value-type").unwrap_or_default(),
            value: tag.number("value"),
            date: tag.get("date-value"),
            truth: tag.get("boolean-value"),
            formula: tag.get("formula"),
        }
    }

    /// The cell, with the text that it shows. Says whether characters were taken out of it.
    fn cell(self, mut text: String) -> (Cell, bool) {
        let cleaned = clean(&mut text);
        let empty = text.trim().is_empty();
        let cell = match (self.kind.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => number(value, text),
            ("boolean", _) => Cell::Bool(self.truth.is_some_and(|word| word == "true")),
            ("date", _) => match self.date.as_deref().and_then(day) {
                Some(date) if empty => Cell::Date { date, shown: date.to_string() },
                Some(date) => Cell::Date { date, shown: text },
                None => Cell::Text(text),
            },
            // No number, so that nobody takes it for a quantity.
            ("time", _) if !empty => Cell::Text(text),
            _ if empty => match self.formula {
                Some(formula) => Cell::Formula(formula),
                None => Cell::Empty,
            },
            _ if self.formula.is_some() && text.starts_with('#') => Cell::Error(text),
            _ => Cell::Text(text),
        };
        (cell, cleaned)
    }
}

/// A number as it is shown, when its format adds zeros or marks; else in plain digits.
fn number(value: f64, text: String) -> Cell {
    let zeros = text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let marks = text.chars().any(char::is_alphabetic) && !text.contains(['E', 'e']);
    let shown = if zeros || marks { text } else { plain(value) };
    if value.is_finite() { Cell::Number { value, shown } } else { Cell::Error(shown) }
}

/// The day of `2026-04-03` or `2026-04-03T10:00:00`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('T').next()?.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The text of a cell: its paragraphs, without remarks on it and drawings in it.
fn text<R: BufRead>(xml: &mut Xml<R>, end: &str, guard: &Guard<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    let (mut inside, mut aside, mut paragraphs) = (0_usize, 0_usize, 0_usize);
    loop {
        let long = text.len() > guard.limits.cell;
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "annotation" | "shapes" | "frame" => aside += 1,
                _ if aside > 0 || long => {}
                "p" => {
                    inside += 1;
                    paragraphs += 1;
                    if paragraphs > 1 {
                        text.push('\n');
                    }
                }
                "s" => {
                    let count = tag.number::<usize>("c").unwrap_or(1).min(guard.limits.cell);
                    text.extend(std::iter::repeat_n(' ', count));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Piece::Close(name) => match &*name {
                "annotation" | "shapes" | "frame" => aside = aside.saturating_sub(1),
                "p" if aside == 0 => inside = inside.saturating_sub(1),
                name if name == end => return Ok(text),
                _ => {}
            },
            Piece::Text(piece) if inside > 0 && aside == 0 && !long => text.push_str(&piece),
            Piece::Text(_) => {}
            Piece::End => return Err(Refusal::Incomplete),
        }
    }
}
