//! The lines of an order, read from a table or from pasted text.

use crate::columns::Mapping;
use crate::number::{Article, Day, DayRefused, DecimalMark, Quantity, QuantityRefused, article, day, quantity};
use crate::{Book, Cell, Merge, Row};

mod headings;

pub use headings::COLUMNS;

/// What a column of an order holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The seller's article number.
    Article,
    /// The buyer's own number of the article.
    Own,
    /// GTIN, EAN or UPC.
    Gtin,
    /// The name of the article.
    Name,
    /// How many.
    Quantity,
    /// The unit of the quantity.
    Unit,
    /// A note to the line.
    Note,
    /// The buyer's cost centre.
    CostCentre,
    /// The day on which it is wanted.
    Requested,
    /// The buyer's order number.
    OrderNumber,
}

/// One line, whether from a file or pasted.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The number of its row, as the person's program shows it.
    pub number: u32,
    /// Whether the file hides the row.
    pub hidden: bool,
    /// Whether characters were taken out that no text may hold.
    pub cleaned: bool,
    /// The row as typed.
    pub typed: String,
    /// The seller's article number; of a line with neither heading nor number, whatever could be one.
    pub article: Option<Article>,
    /// The buyer's own number.
    pub own: Option<Article>,
    /// GTIN.
    pub gtin: Option<Article>,
    /// The name.
    pub name: Option<String>,
    /// The quantity.
    pub quantity: Result<Quantity, QuantityRefused>,
    /// The unit, from its column or from the quantity, as typed.
    pub unit: Option<String>,
    /// The note.
    pub note: Option<String>,
    /// The cost centre.
    pub cost_centre: Option<String>,
    /// The day on which it is wanted.
    pub requested: Option<Result<Day, DayRefused>>,
    /// The buyer's order number.
    pub order_number: Option<String>,
}

/// The lines of an order below the headings. Rows without anything in a column with a role are no lines.
pub fn lines(book: &Book, mapping: &Mapping<Role>) -> Vec<Line> {
    let Some(sheet) = book.sheets.get(mapping.sheet) else { return Vec::new() };
    let places = ROLES.iter().filter_map(|role| Some((*role, mapping.column(*role)?))).collect();
    let mut columns = Columns { places, mark: DecimalMark::Unknown, shared: Vec::new() };
    if let Some(column) = columns.place(Role::Quantity) {
        columns.mark = DecimalMark::of(mapping.rows(sheet).map(|row| row.cell(column)));
    }
    for role in [Role::Note, Role::CostCentre, Role::Requested, Role::OrderNumber] {
        let Some(column) = columns.place(role) else { continue };
        let over = |area: &&Merge| (area.first_column..=area.last_column).contains(&column);
        let tall = sheet.merged.iter().filter(over).filter(|area| area.first_row < area.last_row);
        let found = tall.filter_map(|area| Some((role, *area, sheet.row(area.first_row)?.cell(area.first_column))));
        columns.shared.extend(found.filter(|(_, _, cell)| !cell.is_empty()));
    }
    let used = |row: &&Row| columns.places.iter().any(|(_, column)| !row.cell(*column).is_empty());
    mapping.rows(sheet).filter(used).map(|row| columns.line(row)).collect()
}

/// Where the columns of an order are.
struct Columns<'a> {
    places: Vec<(Role, usize)>,
    mark: DecimalMark,
    /// What one merged cell says to several rows.
    shared: Vec<(Role, Merge, &'a Cell)>,
}

impl<'a> Columns<'a> {
    fn place(&self, role: Role) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == role).map(|(_, column)| *column)
    }

    fn cell(&self, row: &'a Row, role: Role) -> &'a Cell {
        let own = self.place(role).map_or(&Cell::Empty, |column| row.cell(column));
        let over = |area: &Merge| (area.first_row..=area.last_row).contains(&row.number);
        let shared = || self.shared.iter().find(|(known, area, _)| *known == role && over(area));
        if own.is_empty() { shared().map_or(own, |(_, _, cell)| cell) } else { own }
    }

    fn line(&self, row: &'a Row) -> Line {
        let cell = |role| self.cell(row, role);
        let words = |role| Some(cell(role).plain_text().trim().to_owned()).filter(|text| !text.is_empty());
        let number = quantity(cell(Role::Quantity), self.mark);
        let unit = words(Role::Unit).or_else(|| number.as_ref().ok().and_then(|quantity| quantity.unit.clone()));
        let requested = Some(cell(Role::Requested)).filter(|cell| !cell.is_empty()).map(day);
        Line {
            number: row.number,
            hidden: row.hidden,
            cleaned: row.cleaned,
            typed: row.typed(),
            article: article(cell(Role::Article)),
            own: article(cell(Role::Own)),
            gtin: article(cell(Role::Gtin)),
            name: words(Role::Name),
            quantity: number,
            unit,
            note: words(Role::Note),
            cost_centre: words(Role::CostCentre),
            requested,
            order_number: words(Role::OrderNumber),
        }
    }
}

/// What the columns of a file for failed rows are, in the order in which they are best written: such a file is read again
/// by [`lines`].
pub const ROLES: &[Role] = &[
    Role::Article,
    Role::Own,
    Role::Gtin,
    Role::Name,
    Role::Quantity,
    Role::Unit,
    Role::Note,
    Role::CostCentre,
    Role::Requested,
    Role::OrderNumber,
];
