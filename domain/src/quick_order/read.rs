//! From the bytes of a file, or from text, to lines: pure, and busy for as long as a large file takes.

pub use sheet::Refusal;

use crate::cart::{LONGEST_NOTE, MOST_LINES};
use crate::own_item::is_blank;
use crate::quick_order::{Amount, Day, Fault, Line, Origin, Spoilt};
use crate::text_enum::text_enum;
use serde::{Deserialize, Deserializer, Serialize};
use sheet::columns::{self, Ask, Mapping};
use sheet::number::{self, DecimalMark, DecimalRefused, Quantity, QuantityRefused};
use sheet::{Book, Cell, Limits, order};

/// The longest text of a cell that is kept, in characters.
const LONGEST_CELL: usize = 200;
/// The longest row as typed that is kept, in characters.
const LONGEST_ROW: usize = 300;
/// Columns of a sheet that somebody may say something about.
const COLUMNS: usize = 60;

text_enum! {
    /// What a column of a sheet holds.
    pub enum Role {
        /// The article number.
        Article => "article",
        /// The company's own number.
        Own => "own",
        /// GTIN, EAN or UPC.
        Gtin => "gtin",
        /// The name.
        Name => "name",
        /// How many.
        Quantity => "quantity",
        /// The unit.
        Unit => "unit",
        /// A note.
        Note => "note",
        /// The cost centre.
        CostCentre => "cost-centre",
        /// The day on which it is wanted.
        Requested => "requested",
        /// The buyer's order number.
        OrderNumber => "order-number",
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Role, D::Error> {
        let word = String::deserialize(from)?;
        Role::parse(&word).ok_or_else(|| serde::de::Error::custom(word))
    }
}

impl Role {
    const fn in_sheet(self) -> order::Role {
        match self {
            Role::Article => order::Role::Article,
            Role::Own => order::Role::Own,
            Role::Gtin => order::Role::Gtin,
            Role::Name => order::Role::Name,
            Role::Quantity => order::Role::Quantity,
            Role::Unit => order::Role::Unit,
            Role::Note => order::Role::Note,
            Role::CostCentre => order::Role::CostCentre,
            Role::Requested => order::Role::Requested,
            Role::OrderNumber => order::Role::OrderNumber,
        }
    }

    fn of_sheet(role: order::Role) -> Option<Role> {
        Role::ALL.into_iter().find(|own| own.in_sheet() == role)
    }
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Which table of the file they come from; none for pasted and typed lines.
    pub table: Option<Table>,
    /// The buyer's order number, where the file has one for all lines.
    pub order_number: String,
    /// Where they come from, when nobody typed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// The table of a file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The names of the sheets.
    pub sheets: Vec<String>,
    /// The place of the one that was read.
    pub sheet: usize,
    /// First and last row of the headings; none where there are none.
    pub header: Option<(u32, u32)>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// What somebody should look at.
    pub asks: Vec<Question>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// A value in it.
    pub sample: String,
    /// What it holds.
    pub role: Option<Role>,
}

/// What is not sure about a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Several sheets could be meant.
    Sheet,
    /// It has no headings.
    NoHeadings,
    /// No column has numbers of products.
    NoKey,
    /// No column has quantities.
    NoQuantity,
    /// Several columns could be this one.
    Twice(Role),
}

/// How a table is to be read, as somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The place of the sheet.
    pub sheet: usize,
    /// The row of the headings; 0 for none, nothing to look for them.
    pub header: Option<u32>,
    /// What the columns hold; nothing to look for that.
    pub roles: Option<Vec<Option<Role>>>,
}

/// A line that was typed into fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The number of the product.
    pub number: String,
    /// How many.
    pub quantity: String,
    /// The unit.
    pub unit: String,
}

/// Reads a file.
///
/// # Errors
/// Why it is not read.
pub fn file(bytes: &[u8], name: &str, wish: Option<&Wish>) -> Result<Reading, Refusal> {
    let book = sheet::read(bytes, Some(name), &Limits::ORDER)?;
    let mapping = match wish {
        Some(wish) => wished(&book, wish),
        None => columns::find(&book, order::COLUMNS),
    };
    let all = order::lines(&book, &mapping);
    let asks: Vec<Question> = mapping.asks.iter().filter_map(question).collect();
    if all.is_empty() && wish.is_none() && !asks.contains(&Question::NoKey) {
        return Err(Refusal::Empty);
    }
    let Some(table) = book.sheets.get(mapping.sheet) else { return Err(Refusal::Empty) };
    if let Some(why) = table.skipped {
        return Err(why);
    }
    let quantity = |line: &order::Line| {
        let row = table.row(line.number)?;
        Some(mapping.cell(row, order::Role::Quantity).text().into_owned())
    };
    let has_quantity = mapping.column(order::Role::Quantity).is_some();
    let lines = within(all.into_iter().map(|line| {
        let typed = quantity(&line).unwrap_or_default();
        let line = self::line(line, typed);
        if has_quantity { line } else { one(line) }
    }))?;
    let order_number = mapping.common(table, order::Role::OrderNumber).or_else(|| {
        let label = mapping.labels.iter().find(|label| label.role == order::Role::OrderNumber)?;
        Some(label.value.trim().to_owned())
    });
    Ok(Reading {
        lines,
        order_number: cut(&order_number.unwrap_or_default(), LONGEST_CELL),
        table: Some(self::table(&book, &mapping, asks)),
        origin: None,
    })
}

/// Reads lines that were typed into fields and pasted below them.
///
/// # Errors
/// Why they are not read.
pub fn typed(fields: &[Typed], text: &str) -> Result<Reading, Refusal> {
    let mut lines: Vec<Line> =
        (1_u32..).zip(fields).filter(|(_, f)| !f.number.is_empty()).map(|f| one(field(f))).collect();
    let before = lines.last().map_or(0, |line| line.row);
    if lines.is_empty() || !text.chars().all(is_blank) {
        for read in sheet::paste::read(text, &Limits::ORDER)? {
            let typed = amount_text(&read);
            let mut line = one(self::line(read, typed));
            line.row += before;
            lines.push(line);
        }
    }
    let lines = within(lines.into_iter())?;
    if lines.is_empty() { Err(Refusal::Empty) } else { Ok(Reading { lines, ..Reading::default() }) }
}

/// As many as one order may have.
fn within(lines: impl Iterator<Item = Line>) -> Result<Vec<Line>, Refusal> {
    let limit = usize::try_from(MOST_LINES).unwrap_or(usize::MAX);
    let lines: Vec<Line> = lines.take(limit + 1).collect();
    if lines.len() > limit { Err(Refusal::TooManyRows { limit }) } else { Ok(lines) }
}

fn wished(book: &Book, wish: &Wish) -> Mapping<order::Role> {
    let found = columns::find(book, order::COLUMNS);
    let sheet = wish.sheet.min(book.sheets.len().saturating_sub(1));
    let mut mapping = match wish.header {
        None if found.sheet == sheet => found,
        None => {
            let first = book.sheets.get(sheet).and_then(|sheet| sheet.rows.first()).map(|row| (row.number, row.number));
            columns::map(book, sheet, first, order::COLUMNS)
        }
        Some(0) => columns::map(book, sheet, None, order::COLUMNS),
        Some(row) if found.sheet == sheet && found.header.is_some_and(|(_, last)| last == row) => found,
        Some(row) => columns::map(book, sheet, Some((row, row)), order::COLUMNS),
    };
    for (place, role) in wish.roles.iter().flatten().enumerate() {
        let before = mapping.columns.get(place).and_then(|column| column.role);
        let role = role.map(Role::in_sheet);
        if role != before {
            mapping.assign(place, role);
        }
    }
    let has = |role| mapping.columns.iter().any(|column| column.role == Some(role));
    let (has_key, has_quantity) =
        ([order::Role::Article, order::Role::Own, order::Role::Gtin].into_iter().any(has), has(order::Role::Quantity));
    mapping.asks.retain(|ask| match ask {
        Ask::NoKey => !has_key,
        Ask::NoQuantity => !has_quantity,
        Ask::Sheet => false,
        Ask::NoHeadings | Ask::Twice(_) => wish.roles.is_none(),
    });
    if !has_key && !mapping.asks.contains(&Ask::NoKey) {
        mapping.asks.push(Ask::NoKey);
    }
    mapping
}

fn question(ask: &Ask<order::Role>) -> Option<Question> {
    Some(match ask {
        Ask::Sheet => Question::Sheet,
        Ask::NoHeadings => Question::NoHeadings,
        Ask::NoKey => Question::NoKey,
        Ask::NoQuantity => Question::NoQuantity,
        Ask::Twice(role) => Question::Twice(Role::of_sheet(*role)?),
    })
}

fn table(book: &Book, mapping: &Mapping<order::Role>, asks: Vec<Question>) -> Table {
    let sheet = book.sheets.get(mapping.sheet);
    let rows = || sheet.into_iter().flat_map(|sheet| mapping.rows(sheet)).take(20);
    let widest = rows().map(|row| row.cells.len()).max().unwrap_or(0);
    let column = |place: usize| Column {
        heading: cut(mapping.columns.get(place).map_or("", |column| column.heading.as_str()), 60),
        sample: rows()
            .map(|row| row.cell(place))
            .find(|cell| !cell.is_empty())
            .map_or_else(String::new, |cell| cut(&cell.text(), 60)),
        role: mapping.columns.get(place).and_then(|column| column.role).and_then(Role::of_sheet),
    };
    Table {
        sheets: book.sheets.iter().map(|sheet| cut(&sheet.name, 60)).collect(),
        sheet: mapping.sheet,
        header: mapping.header,
        columns: (0..widest.max(mapping.columns.len()).min(COLUMNS)).map(column).collect(),
        asks,
    }
}

fn field((row, typed): (u32, &Typed)) -> Line {
    let quantity = number::quantity(&Cell::from(typed.quantity.as_str()), DecimalMark::Unknown);
    let unit = quantity.as_ref().ok().and_then(|quantity| quantity.unit.clone()).unwrap_or_default();
    Line {
        row,
        typed: cut(&[typed.number.as_str(), &typed.quantity, &typed.unit].join(" "), LONGEST_ROW),
        numbers: vec![cut(&typed.number, LONGEST_CELL)],
        amount: amount(&quantity),
        quantity: cut(&typed.quantity, LONGEST_CELL),
        unit: cut(if typed.unit.is_empty() { &unit } else { &typed.unit }, LONGEST_CELL),
        ..Line::default()
    }
}

fn line(read: order::Line, quantity: String) -> Line {
    let spoilt = read.article.as_ref().and_then(|article| article.spoilt).map(|spoilt| match spoilt {
        number::Spoilt::Date => Spoilt::Date,
        number::Spoilt::Power => Spoilt::Power,
        number::Spoilt::Digits => Spoilt::Digits,
        number::Spoilt::Bool => Spoilt::Bool,
        number::Spoilt::Error => Spoilt::Error,
    });
    let numbers = [&read.article, &read.own, &read.gtin].into_iter().flatten().map(|n| cut(&n.text, LONGEST_CELL));
    let text = |text: &Option<String>, longest| text.as_deref().map_or_else(String::new, |text| cut(text, longest));
    Line {
        row: read.number,
        hidden: read.hidden,
        cleaned: read.cleaned,
        typed: cut(&read.typed, LONGEST_ROW),
        numbers: numbers.collect(),
        spoilt,
        name: text(&read.name, LONGEST_CELL),
        amount: amount(&read.quantity),
        quantity: cut(&quantity, LONGEST_CELL),
        unit: text(&read.unit, LONGEST_CELL),
        note: text(&read.note, LONGEST_NOTE),
        day: read.requested.as_ref().map(|day| match day {
            Ok(day) if day.sure => Day::Sure(day.date.to_string()),
            Ok(day) => Day::Perhaps(day.date.to_string()),
            Err(_) => Day::No,
        }),
        was: None,
    }
}

/// A line for which no quantity was asked is about one.
fn one(line: Line) -> Line {
    match line.amount {
        Amount::No(Fault::Missing) => Line { amount: Amount::One, ..line },
        _ => line,
    }
}

fn amount_text(read: &order::Line) -> String {
    read.quantity.as_ref().map(|quantity| quantity.value.to_string()).unwrap_or_default()
}

fn amount(quantity: &Result<Quantity, QuantityRefused>) -> Amount {
    match quantity {
        Ok(quantity) => {
            let (digits, places) = quantity.value.parts();
            Amount::Number(digits, places, quantity.sure)
        }
        Err(refused) => Amount::No(match refused {
            QuantityRefused::Missing => Fault::Missing,
            QuantityRefused::Negative => Fault::Negative,
            QuantityRefused::Zero => Fault::Zero,
            QuantityRefused::No(DecimalRefused::NotANumber) => Fault::NotANumber,
            QuantityRefused::No(DecimalRefused::Date) => Fault::Date,
            QuantityRefused::No(DecimalRefused::Bool) => Fault::Bool,
            QuantityRefused::No(DecimalRefused::Formula) => Fault::Formula,
            QuantityRefused::No(DecimalRefused::TooLong) => Fault::TooLarge,
        }),
    }
}

/// The beginning of a text, without characters that no text may hold.
fn cut(text: &str, longest: usize) -> String {
    text.trim().chars().filter(|c| *c != '\0').take(longest).collect()
}

/// Whether a refusal is of the kind that a hostile file gets, in a word for the record.
pub(crate) fn code(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "empty",
        Refusal::Password => "password",
        Refusal::Incomplete => "incomplete",
        Refusal::TooLarge { .. } => "too_large",
        Refusal::TooManyRows { .. } => "too_many_rows",
        Refusal::TooManyCells { .. } => "too_many_cells",
        Refusal::TooManyColumns { .. } => "too_many_columns",
        Refusal::TooManySheets { .. } => "too_many_sheets",
        Refusal::CellTooLong { .. } => "cell_too_long",
        Refusal::TooSlow => "too_slow",
        Refusal::OtherSheet => "other_sheet",
        Refusal::NotASheet => "not_a_sheet",
    }
}
