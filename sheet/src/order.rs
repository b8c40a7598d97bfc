//! The lines of an order, read from a table or from pasted text.

use crate::Book;
use crate::columns::{Alias, Mapping};
use crate::number::{Article, Day, DayRefused, Quantity, QuantityRefused};

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

/// The headings of orders in English, German and French.
pub const COLUMNS: &[Alias<Role>] = &[];

/// The lines of an order below the headings. Rows without anything in a column with a role are no lines.
pub fn lines(book: &Book, mapping: &Mapping<Role>) -> Vec<Line> {
    let _ = (book, mapping);
    Vec::new()
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
