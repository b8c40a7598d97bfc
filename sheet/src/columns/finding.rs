//! How the table in a book is found.

use std::collections::HashMap;

use super::{Alias, Ask, Column, Kind, Label, Mapping, Sure};
use crate::number::{DecimalMark, quantity};
use crate::{Book, Cell, Merge, Row, Sheet};

/// How many filled rows may stand above the headings.
const ABOVE: usize = 25;
/// How many columns are looked at for headings.
const WIDEST: usize = 256;
/// How many letters a heading has at most.
const LONGEST: usize = 80;
/// How many words of a heading are looked at.
const WORDS: usize = 8;
/// How many rows are looked at to guess columns without headings.
const SAMPLE: usize = 50;

/// A heading without case, accents, blanks and punctuation.
pub(crate) fn fold(text: &str) -> String {
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

/// The aliases by their names, each name with its first and its second meaning.
struct Names<'a, R: 'static> {
    names: HashMap<String, (&'a Alias<R>, Option<&'a Alias<R>>)>,
}

/// What a heading means.
struct Meaning<'a, R: 'static> {
    alias: &'a Alias<R>,
    sure: Sure,
    /// What it means where another column has the role of the first.
    second: Option<&'a Alias<R>>,
}

impl<'a, R: Copy> Names<'a, R> {
    fn new(aliases: &'a [Alias<R>]) -> Self {
        let mut names: HashMap<String, (&Alias<R>, Option<&Alias<R>>)> = HashMap::new();
        for alias in aliases {
            for name in alias.names {
                let (first, second) = names.entry(fold(name)).or_insert((alias, None));
                if second.is_none() && !std::ptr::eq(*first, alias) {
                    *second = Some(alias);
                }
            }
        }
        Self { names }
    }

    /// What a heading means, if it is known.
    fn find(&self, heading: &str) -> Option<Meaning<'a, R>> {
        let exact = |text: &str, sure| {
            let (alias, second) = self.names.get(&fold(text))?;
            Some(Meaning { alias, sure, second: *second })
        };
        let heading = heading.trim();
        // A long text is no heading.
        if heading.is_empty() || heading.chars().nth(LONGEST).is_some() {
            return None;
        }
        let short = heading.split(['(', '[', '\n']).next().unwrap_or_default();
        let whole = exact(heading, Sure::Certain).or_else(|| exact(short, Sure::Certain));
        if whole.is_some() {
            return whole;
        }
        // Some words of it: the longest run, and of these the last, as in `Product description`.
        let words: Vec<&str> =
            heading.split(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '(' | ')')).collect();
        if words.len() > WORDS {
            return None;
        }
        let mut runs = (1..words.len()).rev().flat_map(|length| words.windows(length).rev());
        runs.find_map(|run| exact(&run.join(" "), Sure::Likely))
    }
}

/// The heading of each column: the words of the heading rows, the lowest last; merged ones count for all their columns.
fn headings(sheet: &Sheet, first: u32, last: u32) -> Vec<Vec<String>> {
    let mut headings: Vec<Vec<String>> = Vec::new();
    for number in first..=last {
        let Some(row) = sheet.row(number) else { continue };
        let areas: Vec<&Merge> = sheet.merged.iter().filter(|area| area.first_row == number).collect();
        let width = areas.iter().map(|area| area.last_column.saturating_add(1)).max().unwrap_or(0).max(row.cells.len());
        headings.resize(headings.len().max(width.min(WIDEST)), Vec::new());
        for (column, texts) in headings.iter_mut().enumerate() {
            let area = areas.iter().find(|area| (area.first_column..=area.last_column).contains(&column));
            let text = row.cell(area.map_or(column, |area| area.first_column)).text().trim().to_owned();
            if !text.is_empty() {
                texts.push(text);
            }
        }
    }
    headings
}

/// The columns under these heading rows, each with its second meaning.
fn columns<'a, R: Copy>(
    sheet: &Sheet,
    (first, last): (u32, u32),
    names: &Names<'a, R>,
) -> Vec<(Column<R>, Option<&'a Alias<R>>)> {
    headings(sheet, first, last)
        .into_iter()
        .map(|texts| {
            // The lowest heading says most: `Quantity` over `in stock` is the stock.
            let found = texts.iter().rev().find_map(|text| names.find(text));
            let heading = texts.join(" ");
            match found {
                Some(found) => (Column { heading, role: found.alias.role, sure: found.sure }, found.second),
                None => (Column { heading, role: None, sure: Sure::Unknown }, None),
            }
        })
        .collect()
}

fn is_kind<R: Copy + Eq>(column: &Column<R>, kind: Kind, aliases: &[Alias<R>]) -> bool {
    column.role.is_some_and(|role| aliases.iter().any(|alias| alias.role == Some(role) && alias.kind == kind))
}

/// The rows of headings of a sheet.
fn header<R: Copy + Eq>(sheet: &Sheet, aliases: &[Alias<R>], names: &Names<'_, R>) -> Option<(u32, u32)> {
    let mut best: Option<((u32, u32), usize)> = None;
    let single = sheet.rows.iter().all(|row| row.cells.len() <= 1);
    for row in sheet.rows.iter().take(ABOVE) {
        let rows = (row.number, last_of_headings(sheet, row, names));
        let columns = columns(sheet, rows, names);
        let known = columns.iter().filter(|(column, _)| column.sure > Sure::Unknown).count();
        let has_key = columns.iter().any(|(column, _)| is_kind(column, Kind::Key, aliases));
        // One known word alone is a heading only in a list with a single column.
        let enough = known >= 2 || (known == 1 && single);
        if has_key && enough && best.is_none_or(|(_, most)| known > most) {
            best = Some((rows, known));
        }
    }
    best.map(|(rows, _)| rows)
}

/// The last row of the headings that begin with this row. They take more than one row when a cell reaches down into the
/// next, or when one reaches over several columns that the row below names. A row with one cell is a title.
fn last_of_headings<R: Copy>(sheet: &Sheet, row: &Row, names: &Names<'_, R>) -> u32 {
    if row.cells.iter().filter(|cell| !cell.is_empty()).count() < 2 {
        return row.number;
    }
    let areas = || sheet.merged.iter().filter(|area| area.first_row == row.number);
    let filled = |area: &&Merge| !row.cell(area.first_column).is_empty();
    let tallest = areas().filter(filled).map(|area| area.last_row).max().unwrap_or(row.number);
    if (row.number.saturating_add(1)..=row.number.saturating_add(3)).contains(&tallest) {
        return tallest;
    }
    let next = row.number.saturating_add(1);
    let Some(below) = sheet.row(next) else { return row.number };
    let wide = || areas().filter(|area| area.first_column < area.last_column);
    let named = |area: &Merge| {
        (area.first_column..=area.last_column.min(WIDEST))
            .any(|column| names.find(&below.cell(column).text()).is_some())
    };
    let words = below.cells.iter().all(|cell| matches!(cell, Cell::Text(_) | Cell::Empty));
    if words && wide().any(named) { next } else { row.number }
}

pub(super) fn find<R: Copy + Eq>(book: &Book, aliases: &[Alias<R>]) -> Mapping<R> {
    let names = Names::new(aliases);
    let places = || book.sheets.iter().enumerate();
    let headers: Vec<_> = book.sheets.iter().map(|sheet| header(sheet, aliases, &names)).collect();
    let header_of = |place: usize| headers.get(place).copied().flatten();
    let has = |hidden: bool, test: &dyn Fn(usize, &Sheet) -> bool| {
        places().find(|(place, sheet)| sheet.hidden == hidden && test(*place, sheet)).map(|(place, _)| place)
    };
    let with_header = |place: usize, _: &Sheet| header_of(place).is_some();
    let filled = |_: usize, sheet: &Sheet| !sheet.rows.is_empty();
    let chosen = has(false, &with_header);
    let others = || has(false, &filled).or_else(|| has(true, &with_header)).or_else(|| has(true, &filled));
    let place = chosen.or_else(others).unwrap_or(0);
    let mut mapping = map(book, place, header_of(place), aliases);
    let visible = |test: &dyn Fn(usize, &Sheet) -> bool| {
        places().filter(|(place, sheet)| !sheet.hidden && test(*place, sheet)).count()
    };
    let unclear = visible(&with_header) > 1
        || visible(&|_, sheet| sheet.skipped.is_some()) > 0
        || (chosen.is_none() && visible(&filled) > 1)
        || book.sheets.get(place).is_some_and(|sheet| sheet.hidden);
    if unclear {
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
    let names = Names::new(aliases);
    let mut asks = Vec::new();
    let columns = match header {
        Some((first, last)) => columns(sheet, (first, last.min(first.saturating_add(5))), &names),
        None => {
            asks.push(Ask::NoHeadings);
            guessed(sheet, aliases).into_iter().map(|column| (column, None)).collect()
        }
    };
    let columns = settled(columns, &mut asks);
    if !columns.iter().any(|column| is_kind(column, Kind::Key, aliases)) {
        asks.push(Ask::NoKey);
    }
    if !columns.iter().any(|column| is_kind(column, Kind::Quantity, aliases))
        && aliases.iter().any(|alias| alias.kind == Kind::Quantity && alias.role.is_some())
    {
        asks.push(Ask::NoQuantity);
    }
    let labels = labels(book, place, header.map_or(0, |(first, _)| first), &names);
    Mapping { sheet: place, header, columns, labels, asks }
}

/// The columns, each role given to one of them: the surest, of these one that can be nothing else, and of these the first.
fn settled<R: Copy + Eq>(mut columns: Vec<(Column<R>, Option<&Alias<R>>)>, asks: &mut Vec<Ask<R>>) -> Vec<Column<R>> {
    let mut taken: Vec<R> = Vec::new();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|place| {
        columns.get(*place).map(|(column, second)| (std::cmp::Reverse(column.sure), second.is_some()))
    });
    for place in order {
        let Some((column, second)) = columns.get_mut(place) else { continue };
        let Some(first) = column.role else { continue };
        if taken.contains(&first) {
            let other = second.map(|second| second.role);
            column.role = other.flatten().filter(|other| !taken.contains(other));
            if other.is_none() && column.sure == Sure::Certain && !asks.contains(&Ask::Twice(first)) {
                asks.push(Ask::Twice(first));
            }
        }
        taken.extend(column.role);
    }
    columns.into_iter().map(|(column, _)| column).collect()
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
fn labels<R: Copy + Eq>(book: &Book, table: usize, above: u32, names: &Names<'_, R>) -> Vec<Label<R>> {
    let mut labels = Vec::new();
    for (place, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden) {
        for row in sheet.rows.iter().take(ABOVE).filter(|row| place != table || row.number < above) {
            let filled = || row.cells.iter().take(WIDEST).filter(|cell| !cell.is_empty());
            for (label, value) in filled().zip(filled().skip(1)) {
                let Some(found) = names.find(label.text().trim_end_matches([':', ' '])) else { continue };
                let value = value.plain_text().trim().to_owned();
                let wanted = found.sure == Sure::Certain && found.alias.kind == Kind::Other;
                if let (Some(role), true) = (found.alias.role, wanted && names.find(&value).is_none()) {
                    labels.push(Label { role, value, sheet: place, row: row.number });
                }
            }
        }
    }
    labels
}
