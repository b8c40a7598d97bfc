//! Where the table of an import is, and what its columns hold.

use std::collections::{HashMap, HashSet};

use super::headings::section;
use super::{Choice, Field, Kind, Record, Remark, Source, Table, magento, plain, shopify, woocommerce};
use crate::columns::{self, Alias, Ask, Column, Mapping, Sure, fold};
use crate::number::{self, DecimalMark};
use crate::{Book, Cell, Row, Sheet};

/// How many values of a column are shown.
const EXAMPLES: usize = 3;
/// In how many rows headings without a key are looked for.
const ABOVE: usize = 10;
/// How many bytes cells that reach over several rows may add.
const SPREAD: usize = 10_000_000;

/// What the columns of a table hold.
pub(super) struct Layout {
    pub(super) kind: Kind,
    columns: Vec<Column<Field>>,
    /// The places of the columns by their headings.
    names: HashMap<String, usize>,
}

impl Layout {
    /// The place of the column with a heading, which is folded.
    pub(super) fn column(&self, heading: &str) -> Option<usize> {
        self.names.get(heading).copied()
    }

    /// The text under one of these headings, which are folded.
    pub(super) fn under(&self, row: &Row, headings: &[&str]) -> String {
        let place = headings.iter().find_map(|heading| self.column(heading));
        place.map(|place| row.cell(place).plain_text().trim().to_owned()).unwrap_or_default()
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
    let (source, section, mut mapping) = mapped(&book, kind, choice);
    repeated(section, &mut mapping);
    // What is missing says this, by the fields of the kind.
    mapping.asks.retain(|ask| !matches!(ask, Ask::NoKey | Ask::NoQuantity));
    if kind == Kind::Contacts {
        names_of_people(&mut mapping.columns);
    }
    if let Some(choice) = choice {
        apply(choice, &mut mapping.columns);
        let chosen = |field: &Field| choice.columns.iter().any(|(_, named)| named.as_ref() == Some(field));
        let is_answered = |ask: &Ask<Field>| match ask {
            Ask::Twice(field) => chosen(field),
            Ask::NoHeadings => choice.header == Some(0),
            _ => false,
        };
        mapping.asks.retain(|ask| !is_answered(ask));
    }
    let sheets = book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden);
    let sheets = sheets.map(|(place, sheet)| (place, sheet.name.clone())).collect();
    let mut sheet = book.sheets.get_mut(mapping.sheet).map(std::mem::take).unwrap_or_default();
    let examples = examples(&sheet, &mapping);
    let last = mapping.header.map_or(0, |(_, last)| last);
    spread(&mut sheet, last);
    let marks = marks(&sheet, &mapping, source);
    let mut names = HashMap::new();
    for (place, column) in mapping.columns.iter().enumerate() {
        names.entry(fold(&column.heading)).or_insert(place);
    }
    let mut layout = Layout { kind, columns: mapping.columns, names };
    let rows = sheet.rows.into_iter().filter(|row| row.number > last);
    let (mut records, other_views) = match (source, kind) {
        (Source::Shopify, Kind::Products | Kind::Prices | Kind::Stock) => (shopify::records(&layout, rows), Vec::new()),
        (Source::WooCommerce, _) => (woocommerce::records(&layout, rows), Vec::new()),
        (Source::Magento, _) => magento::records(&layout, rows),
        _ => (plain::records(&layout, rows), Vec::new()),
    };
    for record in &mut records {
        not_negative(record);
        if kind != Kind::Products && source != Source::Sheet {
            restrict(kind, record);
        }
    }
    for column in &mut layout.columns {
        column.role = column.role.filter(|field| kind.fields().contains(field));
    }
    let has = |field: Field| layout.columns.iter().any(|column| column.role == Some(field));
    // The name of a category can stand at the end of its path.
    let given = |field: Field| has(field) || (kind == Kind::Categories && field == Field::Name && has(Field::Category));
    let missing = kind.required().iter().copied().filter(|field| !given(*field)).collect();
    let (sheet, header, asks) = (mapping.sheet, mapping.header, mapping.asks);
    let (format, columns) = (book.format, layout.columns);
    Table { kind, source, format, sheets, sheet, header, columns, examples, asks, missing, records, other_views, marks }
}

/// A stock below nothing is taken as 0, and said.
fn not_negative(record: &mut Record) {
    for (_, cell) in record.values.iter_mut().filter(|(field, _)| *field == Field::Stock) {
        if is_negative(cell) {
            let typed = cell.plain_text().trim().to_owned();
            record.remarks.push(Remark::NegativeStock(typed));
            *cell = Cell::Text("0".to_owned());
        }
    }
}

/// Takes from a product what is not of this kind: only prices or only stock are wanted.
fn restrict(kind: Kind, record: &mut Record) {
    record.values.retain(|(field, _)| kind.fields().contains(field));
    record
        .remarks
        .retain(|remark| matches!(remark, Remark::NegativeStock(_) | Remark::Spoilt(..) | Remark::SalePrice(_)));
    if !kind.fields().contains(&Field::Attribute) {
        record.attributes.clear();
        record.shared = None;
    }
}

/// Finds the table and what its headings mean.
fn mapped(book: &Book, kind: Kind, choice: Option<&Choice>) -> (Source, &'static [Alias<Field>], Mapping<Field>) {
    let wanted = choice.and_then(|choice| choice.sheet.as_deref());
    let chosen = wanted.and_then(|name| book.sheets.iter().position(|sheet| sheet.name == name));
    let header = choice.and_then(|choice| choice.header);
    if header != Some(0)
        && let Some((source, name, place, row)) = system(book, kind, chosen, header)
    {
        let aliases = section(name);
        return (source, aliases, columns::map(book, place, Some((row, row)), aliases));
    }
    let aliases = section(kind.code());
    let mut found = columns::find(book, aliases);
    if found.header.is_none() {
        found = without_key(book, chosen.unwrap_or(found.sheet), aliases).unwrap_or(found);
    }
    if chosen.is_none() && header.is_none() {
        return (Source::Sheet, aliases, found);
    }
    let sheet = chosen.unwrap_or(found.sheet);
    let same = found.sheet == sheet && found.header.is_some();
    let rows = match header {
        Some(0) => None,
        Some(row) => found.header.filter(|(first, _)| same && *first == row).or(Some((row, row))),
        None if same => found.header,
        None => book.sheets.get(sheet).and_then(|sheet| sheet.rows.first()).map(|row| (row.number, row.number)),
    };
    (Source::Sheet, aliases, columns::map(book, sheet, rows, aliases))
}

/// The table under headings that are known and hold no key: what is missing is said then, and nothing is guessed.
fn without_key(book: &Book, place: usize, aliases: &[Alias<Field>]) -> Option<Mapping<Field>> {
    let rows = book.sheets.get(place)?.rows.iter().take(ABOVE);
    let mut found = rows.map(|row| columns::map(book, place, Some((row.number, row.number)), aliases));
    found.find(|mapping| mapping.columns.iter().filter(|column| column.sure == Sure::Certain).count() >= 2)
}

/// The system whose export a book is, its section of headings, and where its headings stand.
fn system(
    book: &Book,
    kind: Kind,
    chosen: Option<usize>,
    header: Option<u32>,
) -> Option<(Source, &'static str, usize, u32)> {
    let products = matches!(kind, Kind::Products | Kind::Prices | Kind::Stock);
    let sheets = book.sheets.iter().enumerate();
    let mut sheets = sheets.filter(|(place, sheet)| chosen.map_or(!sheet.hidden, |chosen| chosen == *place));
    sheets.find_map(|(place, sheet)| {
        let row = header.map_or(sheet.rows.first(), |number| sheet.row(number))?;
        let headings: HashSet<String> = row.cells.iter().map(|cell| fold(&cell.text())).collect();
        let has: &dyn Fn(&str) -> bool = &|name| headings.contains(name);
        let (source, name) = match kind {
            Kind::Contacts if shopify::is_customers(has) => (Source::Shopify, "contacts"),
            _ if !products => return None,
            _ if shopify::is_products(has) => (Source::Shopify, "shopify"),
            _ if woocommerce::is_products(has) => (Source::WooCommerce, "woocommerce"),
            _ if magento::is_products(has) => (Source::Magento, "magento"),
            _ => return None,
        };
        Some((source, name, place, row.number))
    })
}

/// Gives fields that several columns may hold to all of them, numbered or not: `Image 1`, `Image 2`. Columns whose heading
/// says so are attributes.
fn repeated(aliases: &[Alias<Field>], mapping: &mut Mapping<Field>) {
    let fields: Vec<&Alias<Field>> = aliases.iter().filter(|alias| alias.role.is_some_and(Field::repeats)).collect();
    for column in mapping.columns.iter_mut().filter(|column| column.role.is_none()) {
        let heading = fold(&column.heading);
        let bare = heading.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let is = |name: &&'static str| [&*heading, bare].contains(&&*fold(name));
        let field = fields.iter().find(|alias| alias.names.iter().any(&is)).and_then(|alias| alias.role);
        if let Some(field) = field.filter(|_| !bare.is_empty()) {
            *column = Column { role: Some(field), sure: Sure::Certain, ..column.clone() };
        }
    }
    mapping.asks.retain(|ask| !matches!(ask, Ask::Twice(field) if field.repeats()));
    if !fields.is_empty() {
        for column in &mut mapping.columns {
            if column.heading.split_once(':').is_some_and(|(word, _)| is_attribute(word)) {
                *column = Column { role: Some(Field::Attribute), sure: Sure::Certain, ..column.clone() };
            }
        }
    }
}

/// Beside `Vorname` or `Prénom` a column `Name` or `Nom` is the last name; alone it is the whole name.
fn names_of_people(columns: &mut [Column<Field>]) {
    let has = |field: Field| columns.iter().any(|column| column.role == Some(field));
    let (from, to) = match (has(Field::FirstName), has(Field::LastName), has(Field::Name)) {
        (true, false, true) => (Field::Name, Field::LastName),
        (false, true, false) => (Field::LastName, Field::Name),
        _ => return,
    };
    for column in columns.iter_mut().filter(|column| column.role == Some(from)) {
        column.role = Some(to);
    }
}

/// A cell that reaches over several rows says the same to each of them.
fn spread(sheet: &mut Sheet, header: u32) {
    let mut left = SPREAD;
    for area in std::mem::take(&mut sheet.merged) {
        if area.first_row <= header || area.last_row <= area.first_row {
            continue;
        }
        let begin = sheet.rows.partition_point(|row| row.number < area.first_row);
        let mut rows = sheet.rows.iter_mut().skip(begin).take_while(|row| row.number <= area.last_row);
        let first = rows.next().filter(|row| row.number == area.first_row);
        let Some(cell) = first.map(|row| row.cell(area.first_column).clone()) else { continue };
        let length = cell.text().len() + 1;
        if cell.is_empty() {
            continue;
        }
        for row in rows {
            let Some(rest) = left.checked_sub(length) else { return };
            left = rest;
            if row.cells.len() <= area.first_column {
                row.cells.resize(area.first_column + 1, Cell::Empty);
            }
            if let Some(place) = row.cells.get_mut(area.first_column).filter(|place| place.is_empty()) {
                *place = cell.clone();
            }
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
