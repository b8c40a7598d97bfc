//! Where the table of an import is, and what its columns hold.

use std::collections::HashMap;

use super::headings::section;
use super::{Choice, Field, Kind, Record, Remark, Source, Table, plain};
use crate::columns::{self, Column, Mapping, Sure, fold};
use crate::number::{self, DecimalMark};
use crate::{Book, Cell, Row, Sheet};

/// How many values of a column are shown.
const EXAMPLES: usize = 3;

/// What the columns of a table hold.
pub(super) struct Layout {
    pub(super) kind: Kind,
    columns: Vec<Column<Field>>,
    /// The places of the columns by their headings.
    names: HashMap<String, usize>,
}

impl Layout {
    /// The place of the first column with a field.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.role == Some(field))
    }

    /// The text under one of these headings, which are folded.
    pub(super) fn under(&self, row: &Row, headings: &[&str]) -> String {
        let place = headings.iter().find_map(|heading| self.names.get(*heading));
        place.map(|place| row.cell(*place).plain_text().trim().to_owned()).unwrap_or_default()
    }

    /// The record of a row, as its cells stand; none when nothing stands in a column that holds something.
    pub(super) fn record(&self, mut row: Row) -> Option<Record> {
        let mut record = Record { row: row.number, ..Record::default() };
        for (column, cell) in self.columns.iter().zip(row.cells.iter_mut()) {
            let Some(field) = column.role.filter(|_| !cell.is_empty()) else { continue };
            if field == Field::Attribute {
                let value = cell.plain_text().trim().to_owned();
                record.attributes.push((attribute(&column.heading).to_owned(), value));
            } else if field.repeats() || !record.values.iter().any(|(known, _)| *known == field) {
                record.values.push((field, std::mem::take(cell)));
            }
        }
        if record.values.is_empty() && record.attributes.is_empty() {
            return None;
        }
        if row.hidden {
            record.remarks.push(Remark::HiddenRow);
        }
        if row.cleaned {
            record.remarks.push(Remark::Cleaned);
        }
        for field in [Field::Sku, Field::OwnNumber] {
            let spoilt = record.article(field).and_then(|article| article.spoilt);
            record.remarks.extend(spoilt.map(|spoilt| Remark::Spoilt(field, spoilt)));
        }
        Some(record)
    }
}

/// The name of an attribute in a heading: `Colour` of `Attribute: Colour`.
pub(super) fn attribute(heading: &str) -> &str {
    let named = heading.split_once(':').filter(|(word, name)| is_attribute(word) && !name.trim().is_empty());
    named.map_or(heading, |(_, name)| name).trim()
}

/// Whether a word says that a column is an attribute.
fn is_attribute(word: &str) -> bool {
    ["attribute", "attribut", "eigenschaft", "merkmal", "property", "caracteristique"].contains(&&*fold(word))
}

/// The letter of a column, as spreadsheets name it: `A` for the first.
pub fn letter(place: usize) -> String {
    let mut name = String::new();
    let mut rest = place;
    loop {
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        if rest < 26 {
            return name;
        }
        rest = rest / 26 - 1;
    }
}

/// The name by which a choice knows a column: its heading, or its letter.
pub(super) fn name(place: usize, column: &Column<Field>) -> String {
    if column.heading.is_empty() { letter(place) } else { column.heading.clone() }
}

/// Reads a book.
pub(super) fn read(mut book: Book, kind: Kind, choice: Option<&Choice>) -> Table {
    let (source, mut mapping) = mapped(&book, kind, choice);
    attributes(kind, &mut mapping.columns);
    if let Some(choice) = choice {
        apply(choice, &mut mapping.columns);
    }
    let sheets = book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden);
    let sheets = sheets.map(|(place, sheet)| (place, sheet.name.clone())).collect();
    let mut sheet = book.sheets.get_mut(mapping.sheet).map(std::mem::take).unwrap_or_default();
    let examples = examples(&sheet, &mapping);
    let marks = marks(&sheet, &mapping, source);
    let has = |field: Field| mapping.columns.iter().any(|column| column.role == Some(field));
    let missing = kind.required().iter().copied().filter(|field| !has(*field)).collect();
    let mut names = HashMap::new();
    for (place, column) in mapping.columns.iter().enumerate() {
        names.entry(fold(&column.heading)).or_insert(place);
    }
    let layout = Layout { kind, columns: mapping.columns, names };
    let last = mapping.header.map_or(0, |(_, last)| last);
    let rows = std::mem::take(&mut sheet.rows).into_iter().filter(|row| row.number > last);
    let records = plain::records(&layout, rows);
    Table {
        kind,
        source,
        format: book.format,
        sheets,
        sheet: mapping.sheet,
        header: mapping.header,
        columns: layout.columns,
        examples,
        asks: mapping.asks,
        missing,
        records,
        other_views: Vec::new(),
        marks,
    }
}

/// Finds the table and what its headings mean.
fn mapped(book: &Book, kind: Kind, choice: Option<&Choice>) -> (Source, Mapping<Field>) {
    let aliases = section(kind.code());
    let wanted = choice.and_then(|choice| choice.sheet.as_deref());
    let chosen = wanted.and_then(|name| book.sheets.iter().position(|sheet| sheet.name == name));
    let found = || columns::find(book, aliases);
    let mapping = match (chosen, choice.and_then(|choice| choice.header)) {
        (None, None) => found(),
        (sheet, header) => {
            let found = found();
            let sheet = sheet.unwrap_or(found.sheet);
            let same = found.sheet == sheet && found.header.is_some();
            let rows = match header {
                Some(0) => None,
                Some(row) => found.header.filter(|(first, _)| same && *first == row).or(Some((row, row))),
                None if same => found.header,
                None => book.sheets.get(sheet).and_then(|sheet| sheet.rows.first()).map(|row| (row.number, row.number)),
            };
            columns::map(book, sheet, rows, aliases)
        }
    };
    (Source::Sheet, mapping)
}

/// Columns whose heading says that they are attributes.
fn attributes(kind: Kind, columns: &mut [Column<Field>]) {
    if kind != Kind::Products {
        return;
    }
    for column in columns.iter_mut() {
        if column.heading.split_once(':').is_some_and(|(word, _)| is_attribute(word)) {
            column.role = Some(Field::Attribute);
            column.sure = Sure::Certain;
        }
    }
}

/// Gives the columns what a person chose. Of columns with the same heading each takes its own choice, in their order.
fn apply(choice: &Choice, columns: &mut [Column<Field>]) {
    let names: Vec<String> = columns.iter().enumerate().map(|(place, column)| fold(&name(place, column))).collect();
    let mut done: Vec<usize> = Vec::new();
    for (heading, field) in &choice.columns {
        let heading = fold(heading);
        let Some(place) = (0..names.len()).find(|place| names[*place] == heading && !done.contains(place)) else {
            continue;
        };
        done.push(place);
        for (other, column) in columns.iter_mut().enumerate() {
            if other == place {
                column.role = *field;
                column.sure = Sure::Certain;
            } else if !done.contains(&other) && column.role == *field && field.is_some_and(|field| !field.repeats()) {
                column.role = None;
            }
        }
    }
}

/// What the first filled cells of each column show.
fn examples(sheet: &Sheet, mapping: &Mapping<Field>) -> Vec<Vec<String>> {
    let of = |place: usize| {
        let cells = mapping.rows(sheet).take(50).map(|row| row.cell(place)).filter(|cell| !cell.is_empty());
        cells.take(EXAMPLES).map(|cell| cell.plain_text().trim().chars().take(80).collect()).collect()
    };
    (0..mapping.columns.len()).map(of).collect()
}

/// The decimal marks of all columns with numbers. A column that does not tell it has the mark of the others; systems write
/// points.
fn marks(sheet: &Sheet, mapping: &Mapping<Field>, source: Source) -> Vec<(Field, DecimalMark)> {
    let fields = mapping.columns.iter().enumerate().filter_map(|(place, column)| Some((place, column.role?)));
    let mut marks: Vec<(Field, DecimalMark)> = fields
        .filter(|(_, field)| field.is_number())
        .map(|(place, field)| (field, DecimalMark::of(mapping.rows(sheet).map(|row| row.cell(place)))))
        .collect();
    let known = |wanted| marks.iter().any(|(_, mark)| *mark == wanted);
    let common = match (known(DecimalMark::Comma), known(DecimalMark::Point)) {
        (true, false) => DecimalMark::Comma,
        (false, true) => DecimalMark::Point,
        _ if source != Source::Sheet => DecimalMark::Point,
        _ => DecimalMark::Unknown,
    };
    for (_, mark) in marks.iter_mut().filter(|(_, mark)| *mark == DecimalMark::Unknown) {
        *mark = common;
    }
    marks
}

/// Whether a number in a cell is less than zero.
pub(super) fn is_negative(cell: &Cell) -> bool {
    match cell {
        Cell::Number { value, .. } => *value < 0.0,
        Cell::Text(text) => {
            let text = text.trim().trim_start_matches('\'');
            text.starts_with(['-', '−'])
                && number::decimal(cell, DecimalMark::Point).is_ok_and(|(value, _)| value.parts().0 < 0)
        }
        _ => false,
    }
}
