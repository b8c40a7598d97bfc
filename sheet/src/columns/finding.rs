//! How the table in a book is found.

use super::{Alias, Ask, Column, Kind, Label, Mapping, Sure};
use crate::number::{DecimalMark, quantity};
use crate::{Book, Cell, Row, Sheet};

/// How many filled rows may stand above the headings.
const ABOVE: usize = 25;
/// How many rows are looked at to guess columns without headings.
const SAMPLE: usize = 50;

/// A heading without case, accents, blanks and punctuation.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'à' | 'â' | 'á' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'ö' | 'ô' | 'ó' => folded.push('o'),
            'ü' | 'û' | 'ù' | 'ú' => folded.push('u'),
            'î' | 'ï' | 'í' => folded.push('i'),
            'ç' => folded.push('c'),
            'ß' => folded.push_str("ss"),
            '№' => folded.push_str("no"),
            '°' | 'º' => folded.push('o'),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ => {}
        }
    }
    folded
}

/// The alias of a heading, and how sure it is.
fn alias<'a, R: Copy>(heading: &str, aliases: &'a [Alias<R>]) -> Option<(&'a Alias<R>, Sure)> {
    let exact = |text: &str| {
        let folded = fold(text);
        aliases.iter().find(|alias| !folded.is_empty() && alias.names.iter().any(|name| fold(name) == folded))
    };
    let heading = heading.trim();
    // A long text is no heading.
    if heading.is_empty() || heading.chars().count() > 80 {
        return None;
    }
    let short = heading.split(['(', '[', '\n']).next().unwrap_or_default();
    if let Some(found) = exact(heading).or_else(|| exact(short)) {
        return Some((found, Sure::Certain));
    }
    // Some words of it, the longest run first.
    let words: Vec<&str> =
        heading.split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '(' | ')')).collect();
    for length in (1..words.len().min(6)).rev() {
        for run in words.windows(length) {
            if let Some(found) = exact(&run.join(" ")) {
                return Some((found, Sure::Likely));
            }
        }
    }
    None
}

/// The heading of each column: the words of the heading rows, the lowest last; merged ones count for all their columns.
fn headings(sheet: &Sheet, first: u32, last: u32) -> Vec<Vec<String>> {
    let mut headings: Vec<Vec<String>> = Vec::new();
    for number in first..=last {
        let Some(row) = sheet.row(number) else { continue };
        let width = sheet.merged.iter().filter(|area| area.first_row == number).map(|area| area.last_column + 1).max();
        let width = width.unwrap_or(0).min(1_024).max(row.cells.len());
        headings.resize(headings.len().max(width), Vec::new());
        for (column, texts) in headings.iter_mut().enumerate() {
            let area = sheet
                .merged
                .iter()
                .find(|area| area.first_row == number && (area.first_column..=area.last_column).contains(&column));
            let text = row.cell(area.map_or(column, |area| area.first_column)).text().trim().to_owned();
            if !text.is_empty() {
                texts.push(text);
            }
        }
    }
    headings
}

/// The columns under these heading rows.
fn columns<R: Copy + Eq>(sheet: &Sheet, first: u32, last: u32, aliases: &[Alias<R>]) -> Vec<Column<R>> {
    headings(sheet, first, last)
        .into_iter()
        .map(|texts| {
            // The lowest heading says most: `Quantity` over `in stock` is the stock.
            let found = texts.iter().rev().find_map(|text| alias(text, aliases));
            let heading = texts.join(" ");
            match found {
                Some((alias, sure)) => Column { heading, role: alias.role, sure },
                None => Column { heading, role: None, sure: Sure::Unknown },
            }
        })
        .collect()
}

/// How much a row looks like headings: how many of its columns are known.
fn known<R: Copy + Eq>(columns: &[Column<R>], aliases: &[Alias<R>]) -> (bool, usize) {
    let key = columns.iter().any(|column| is_kind(column, Kind::Key, aliases));
    (key, columns.iter().filter(|column| column.sure > Sure::Unknown).count())
}

fn is_kind<R: Copy + Eq>(column: &Column<R>, kind: Kind, aliases: &[Alias<R>]) -> bool {
    column.role.is_some_and(|role| aliases.iter().any(|alias| alias.role == Some(role) && alias.kind == kind))
}

/// The rows of headings of a sheet, and how many columns they name.
fn header<R: Copy + Eq>(sheet: &Sheet, aliases: &[Alias<R>]) -> Option<((u32, u32), usize)> {
    let mut best: Option<((u32, u32), usize)> = None;
    for row in sheet.rows.iter().take(ABOVE) {
        // Two rows of headings, when merged cells tie them or the lower one names more columns.
        let single = known(&columns(sheet, row.number, row.number, aliases), aliases);
        let next = row.number.saturating_add(1);
        let tied = sheet.merged.iter().any(|area| {
            area.first_row == row.number && (area.last_row == next || area.first_column < area.last_column)
        });
        let below = sheet
            .row(next)
            .is_some_and(|below| below.cells.iter().all(|cell| matches!(cell, Cell::Text(_) | Cell::Empty)));
        let found = if tied && below && single.1 > 1 {
            let double = known(&columns(sheet, row.number, next, aliases), aliases);
            let more = sheet
                .row(next)
                .is_some_and(|below| below.cells.iter().any(|cell| alias(&cell.text(), aliases).is_some()));
            if more { ((row.number, next), double) } else { ((row.number, row.number), single) }
        } else {
            ((row.number, row.number), single)
        };
        let (rows, (key, count)) = found;
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        // One known word alone is a heading only when it stands alone, or in a list with a single column.
        let enough = count >= 2
            || (count == 1 && filled == 1 && sheet.rows.iter().all(|row| row.cells.len() <= row_width(sheet)));
        if key && enough && best.is_none_or(|(_, most)| count > most) {
            best = Some((rows, count));
        }
    }
    best
}

fn row_width(sheet: &Sheet) -> usize {
    sheet.rows.first().map_or(0, |row| row.cells.len())
}

pub(super) fn find<R: Copy + Eq>(book: &Book, aliases: &[Alias<R>]) -> Mapping<R> {
    let visible: Vec<usize> =
        (0..book.sheets.len()).filter(|place| book.sheets.get(*place).is_some_and(|sheet| !sheet.hidden)).collect();
    let hidden = (0..book.sheets.len()).filter(|place| !visible.contains(place));
    let header_of = |place: usize| header(book.sheets.get(place)?, aliases);
    let with_header: Vec<usize> = visible.iter().copied().filter(|place| header_of(*place).is_some()).collect();
    let filled = |place: &usize| book.sheets.get(*place).is_some_and(|sheet| !sheet.rows.is_empty());
    let chosen = with_header.first().copied();
    let sheet = chosen
        .or_else(|| visible.iter().copied().find(filled))
        .or_else(|| hidden.clone().find(|place| header_of(*place).is_some()))
        .or_else(|| hidden.clone().find(filled))
        .unwrap_or(0);
    let mut mapping = map(book, sheet, header_of(sheet).map(|(rows, _)| rows), aliases);
    let skipped = visible.iter().any(|place| book.sheets.get(*place).is_some_and(|sheet| sheet.skipped.is_some()));
    let unclear = chosen.is_none() && visible.iter().filter(|place| filled(place)).count() > 1;
    if with_header.len() > 1 || skipped || unclear || book.sheets.get(sheet).is_some_and(|sheet| sheet.hidden) {
        mapping.asks.insert(0, Ask::Sheet);
    }
    mapping
}

pub(super) fn map<R: Copy + Eq>(
    book: &Book,
    place: usize,
    header: Option<(u32, u32)>,
    aliases: &[Alias<R>],
) -> Mapping<R> {
    let empty = Sheet::default();
    let sheet = book.sheets.get(place).unwrap_or(&empty);
    let mut asks = Vec::new();
    let mut columns = match header {
        Some((first, last)) => columns(sheet, first, last.min(first.saturating_add(5)), aliases),
        None => {
            asks.push(Ask::NoHeadings);
            guessed(sheet, aliases)
        }
    };
    let mut taken: Vec<R> = Vec::new();
    // Of several columns with one role the surest is taken, and of these the first.
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|place| columns.get(*place).map(|column| std::cmp::Reverse(column.sure)));
    for place in order {
        let Some(column) = columns.get_mut(place) else { continue };
        let Some(role) = column.role else { continue };
        if !taken.contains(&role) {
            taken.push(role);
            continue;
        }
        let certain = column.sure == Sure::Certain;
        column.role = None;
        if certain && !asks.contains(&Ask::Twice(role)) {
            asks.push(Ask::Twice(role));
        }
    }
    if !columns.iter().any(|column| is_kind(column, Kind::Key, aliases)) {
        asks.push(Ask::NoKey);
    }
    if !columns.iter().any(|column| is_kind(column, Kind::Quantity, aliases))
        && aliases.iter().any(|alias| alias.kind == Kind::Quantity && alias.role.is_some())
    {
        asks.push(Ask::NoQuantity);
    }
    let labels = labels(book, place, header.map_or(0, |(first, _)| first), aliases);
    Mapping { sheet: place, header, columns, labels, asks }
}

/// Guesses the columns of a table without headings: the first with words that look like numbers of articles, and the first
/// with quantities.
fn guessed<R: Copy + Eq>(sheet: &Sheet, aliases: &[Alias<R>]) -> Vec<Column<R>> {
    let rows: Vec<&Row> = sheet.rows.iter().take(SAMPLE).collect();
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let first_of = |kind| aliases.iter().find(|alias| alias.kind == kind).and_then(|alias| alias.role);
    let most = |column: usize, test: &dyn Fn(&Cell) -> bool| {
        let cells: Vec<&Cell> = rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).collect();
        cells.len() * 2 >= rows.len() && cells.iter().filter(|cell| test(cell)).count() * 5 >= cells.len() * 4
    };
    let is_code = |cell: &Cell| {
        let text = cell.text();
        text.chars().count() <= 40
            && text.split_whitespace().count() <= 3
            && text.chars().any(|letter| letter.is_ascii_digit())
    };
    let is_quantity =
        |cell: &Cell| quantity(cell, DecimalMark::Unknown).is_ok_and(|found| found.value.parts().0 < 1_000_000);
    let letters = |cell: &Cell| is_code(cell) && !is_quantity(cell);
    let key =
        (0..width).find(|column| most(*column, &letters)).or_else(|| (0..width).find(|column| most(*column, &is_code)));
    let after = (0..width).filter(|column| Some(*column) > key).find(|column| most(*column, &is_quantity));
    let count = after.or_else(|| (0..width).find(|column| Some(*column) != key && most(*column, &is_quantity)));
    (0..width)
        .map(|column| {
            let role = match Some(column) {
                column if column == key => first_of(Kind::Key),
                column if column == count => first_of(Kind::Quantity),
                _ => None,
            };
            let sure = if role.is_some() { Sure::Guessed } else { Sure::Unknown };
            Column { heading: String::new(), role, sure }
        })
        .collect()
}

/// The values beside labels: above the table, and on the other visible sheets.
fn labels<R: Copy + Eq>(book: &Book, table: usize, above: u32, aliases: &[Alias<R>]) -> Vec<Label<R>> {
    let mut labels = Vec::new();
    for (place, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        for row in sheet.rows.iter().take(ABOVE).filter(|row| place != table || row.number < above) {
            for pair in row.cells.windows(2) {
                let [label, value] = pair else { continue };
                let Some((found, Sure::Certain)) = alias(label.text().trim_end_matches([':', ' ']), aliases) else {
                    continue;
                };
                let value = value.text().trim().to_owned();
                let other = alias(&value, aliases).is_some();
                if let (Some(role), Kind::Other, false, false) = (found.role, found.kind, value.is_empty(), other) {
                    labels.push(Label { role, value, sheet: place, row: row.number });
                }
            }
        }
    }
    labels
}
