//! Workbooks of Excel since 2007.

use std::io::BufRead;

use crate::format::Formats;
use crate::guard::{Builder, Guard, clean};
use crate::xml::{Archive, Piece, Tag, Xml};
use crate::{Book, Cell, Format, Merge, Refusal, Sheet};

/// Where the workbook is when nothing says otherwise.
const WORKBOOK: &str = "xl/workbook.xml";

/// What all sheets of a workbook share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    formats: Formats,
    since_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

pub(crate) fn read(mut archive: Archive<'_>, guard: &mut Guard<'_>) -> Result<Book, Refusal> {
    let main =
        relations(&mut archive, "_rels/.rels", "")?.into_iter().find(|one| one.kind.ends_with("/officeDocument"));
    let main = main.map_or_else(|| WORKBOOK.to_owned(), |one| one.target);
    let folder = main.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    let file = main.rsplit('/').next().unwrap_or_default().to_owned();
    let place = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let relations = relations(&mut archive, &place, &folder)?;
    let mut shared = Shared::default();
    let listed = workbook(&mut archive, &main, &mut shared, guard)?;
    let of_kind = |kind: &str| relations.iter().find(|one| one.kind.ends_with(kind)).map(|one| one.target.clone());
    if let Some(name) = of_kind("/styles") {
        shared.formats = styles(&mut archive, &name)?;
    }
    if let Some(name) = of_kind("/sharedStrings") {
        shared.strings = strings(&mut archive, &name, guard)?;
    }
    let mut sheets = Vec::new();
    for one in listed {
        let target = relations.iter().find(|relation| relation.id == one.relation);
        let Some(relation) = target.filter(|relation| relation.kind.ends_with("/worksheet")) else { continue };
        let mut builder = Builder::new(one.name, one.hidden);
        let Some(xml) = archive.part(&relation.target)? else { return Err(Refusal::Incomplete) };
        let read = sheet(xml, &mut builder, &shared, guard);
        sheets.push(finish(builder, read)?);
    }
    Ok(Book { format: Format::Xlsx, encoding: None, sheets })
}

/// A sheet over a limit is left without its rows: another one may be the right one.
pub(crate) fn finish(builder: Builder, read: Result<(), Refusal>) -> Result<Sheet, Refusal> {
    match read {
        Ok(()) => Ok(builder.finish()),
        Err(why @ (Refusal::Incomplete | Refusal::TooSlow | Refusal::Password)) => Err(why),
        Err(why) => Ok(builder.skip(why)),
    }
}

/// A reference from one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(archive: &mut Archive<'_>, name: &str, folder: &str) -> Result<Vec<Relation>, Refusal> {
    let mut found = Vec::new();
    let Some(mut xml) = archive.part(name)? else { return Ok(found) };
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "Relationship" && found.len() < 10_000 => {
                let external = tag.get("TargetMode").is_some_and(|mode| mode == "External");
                if let (false, Some(id), Some(kind), Some(target)) =
                    (external, tag.get("Id"), tag.get("Type"), tag.get("Target"))
                {
                    found.push(Relation { id, kind, target: resolve(folder, &target) });
                }
            }
            Piece::End => return Ok(found),
            _ => {}
        }
    }
}

/// The name of the part that a target means, seen from a folder. It names a part of the file, never anything outside.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

fn workbook(
    archive: &mut Archive<'_>,
    name: &str,
    shared: &mut Shared,
    guard: &Guard<'_>,
) -> Result<Vec<Listed>, Refusal> {
    let Some(mut xml) = archive.part(name)? else { return Err(Refusal::Incomplete) };
    let mut listed = Vec::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "sheet" => {
                let state = tag.get("state").unwrap_or_default();
                listed.push(Listed {
                    name: tag.get("name").unwrap_or_default(),
                    hidden: state.eq_ignore_ascii_case("hidden") || state.eq_ignore_ascii_case("veryHidden"),
                    relation: tag.get("id").unwrap_or_default(),
                });
                if listed.len() > guard.limits.sheets {
                    return Err(Refusal::TooManySheets { limit: guard.limits.sheets });
                }
            }
            Piece::Open(tag) if tag.name() == "workbookPr" => shared.since_1904 = tag.is("date1904"),
            Piece::End => return Ok(listed),
            _ => {}
        }
    }
}

fn styles(archive: &mut Archive<'_>, name: &str) -> Result<Formats, Refusal> {
    let mut formats = Formats::default();
    let Some(mut xml) = archive.part(name)? else { return Ok(formats) };
    let mut inside = false;
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "numFmt" => {
                    if let (Some(number), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode")) {
                        formats.spell(number, &code);
                    }
                }
                "cellXfs" => inside = true,
                "xf" if inside => formats.style(tag.number("numFmtId").unwrap_or(0)),
                _ => {}
            },
            Piece::Close(name) if name == "cellXfs" => inside = false,
            Piece::End => return Ok(formats),
            _ => {}
        }
    }
}

fn strings(archive: &mut Archive<'_>, name: &str, guard: &Guard<'_>) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    let Some(mut xml) = archive.part(name)? else { return Ok(strings) };
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.name() == "si" => {
                if strings.len() >= guard.limits.cells {
                    return Err(Refusal::TooManyCells { limit: guard.limits.cells });
                }
                if strings.len() % 1024 == 0 {
                    guard.time()?;
                }
                strings.push(text(&mut xml, "si", guard)?);
            }
            Piece::End => return Ok(strings),
            _ => {}
        }
    }
}

/// The text inside an element, up to its end: all `t`, but not how it is spoken.
fn text<R: BufRead>(xml: &mut Xml<R>, end: &str, guard: &Guard<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    let (mut inside, mut spoken) = (false, false);
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "t" => inside = true,
                "rPh" => spoken = true,
                _ => {}
            },
            Piece::Close(name) => match &*name {
                "t" => inside = false,
                "rPh" => spoken = false,
                name if name == end => return Ok(unescape(text)),
                _ => {}
            },
            // What is longer than a cell may be is refused where a cell uses it.
            Piece::Text(piece) if inside && !spoken && text.len() <= guard.limits.cell => text.push_str(&piece),
            Piece::Text(_) => {}
            Piece::End => return Err(Refusal::Incomplete),
        }
    }
}

/// Undoes `_x000D_`, as such files write characters that XML cannot hold.
fn unescape(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(place) = rest.find("_x") {
        let (before, after) = rest.split_at(place);
        plain.push_str(before);
        let code = after.get(2..6).filter(|_| after.get(6..7) == Some("_"));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn sheet<R: BufRead>(
    mut xml: Xml<R>,
    builder: &mut Builder,
    shared: &Shared,
    guard: &mut Guard<'_>,
) -> Result<(), Refusal> {
    let mut column = 0;
    let mut seen: u32 = 0;
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "row" => {
                    let number = tag.number("r").filter(|number| *number > 0).unwrap_or_else(|| builder.number());
                    builder.begin(number, tag.is("hidden") || tag.get("ht").is_some_and(|height| height == "0"));
                    column = 0;
                    seen = seen.wrapping_add(1);
                    if seen.is_multiple_of(1024) {
                        guard.time()?;
                    }
                }
                "c" => {
                    if let Some(place) = tag.get("r").and_then(|place| reference(&place)) {
                        column = place.0;
                    }
                    let (kind, style) = (tag.get("t"), tag.number::<usize>("s"));
                    let (mut cell, cleaned) = cell(&mut xml, kind.as_deref(), style, shared, guard)?;
                    if cleaned {
                        builder.cleaned();
                    }
                    if cell.text().trim().is_empty() {
                        cell = Cell::Empty;
                    }
                    builder.put(column, cell, guard.limits)?;
                    column += 1;
                }
                "mergeCell" => merge(&tag, builder),
                _ => {}
            },
            Piece::Close(name) if name == "row" => builder.end(1, guard)?,
            Piece::End => return Ok(()),
            _ => {}
        }
    }
}

fn merge(tag: &Tag<'_>, builder: &mut Builder) {
    let Some(area) = tag.get("ref") else { return };
    let Some((first, last)) = area.split_once(':') else { return };
    let (Some(first), Some(last)) = (reference(first), reference(last)) else { return };
    let merged = &mut builder.sheet().merged;
    if merged.len() < 10_000 {
        merged.push(Merge { first_row: first.1, last_row: last.1, first_column: first.0, last_column: last.0 });
    }
}

/// The column (from 0) and row (from 1) of a place such as `B12`.
fn reference(place: &str) -> Option<(usize, u32)> {
    let mut column: usize = 0;
    let mut letters = 0;
    for letter in place.bytes().take_while(u8::is_ascii_alphabetic) {
        letters += 1;
        if letters > 3 {
            return None;
        }
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row = place.get(letters..)?.parse().ok()?;
    Some((column.checked_sub(1)?, row))
}

/// Reads a cell to its end. Says whether characters were taken out of it.
fn cell<R: BufRead>(
    xml: &mut Xml<R>,
    kind: Option<&str>,
    style: Option<usize>,
    shared: &Shared,
    guard: &Guard<'_>,
) -> Result<(Cell, bool), Refusal> {
    let (mut value, mut formula, mut inline) = (String::new(), String::new(), None);
    let mut inside = ' ';
    loop {
        match xml.next()? {
            Piece::Open(tag) => match tag.name() {
                "v" => inside = 'v',
                "f" => inside = 'f',
                "is" => inline = Some(text(xml, "is", guard)?),
                _ => {}
            },
            Piece::Close(name) => match &*name {
                "c" => break,
                _ => inside = ' ',
            },
            Piece::Text(piece) => match inside {
                'v' => value.push_str(&piece),
                'f' if formula.len() < 1_000 => formula.push_str(&piece),
                _ => {}
            },
            Piece::End => return Err(Refusal::Incomplete),
        }
    }
    let words = |mut text: String| {
        let cleaned = clean(&mut text);
        (Cell::Text(text), cleaned)
    };
    if let Some(text) = inline {
        return Ok(words(text));
    }
    let number = value.trim();
    Ok(match kind {
        _ if number.is_empty() && !formula.is_empty() => (Cell::Formula(format!("={formula}")), false),
        Some("s") => {
            let text = number.parse().ok().and_then(|place: usize| shared.strings.get(place));
            text.map_or((Cell::Empty, false), |text| words(text.clone()))
        }
        Some("str" | "inlineStr") => words(unescape(value)),
        Some("b") => (Cell::Bool(number == "1" || number == "true"), false),
        Some("e") => (Cell::Error(number.to_owned()), false),
        _ if number.is_empty() => (Cell::Empty, false),
        _ => match number.parse() {
            Ok(value) => (shared.formats.cell(value, style, shared.since_1904), false),
            // Kind `d` holds a date as text, which is read like any text.
            Err(_) => words(value),
        },
    })
}
