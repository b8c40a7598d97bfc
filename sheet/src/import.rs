//! Reading a firm's own data: a book becomes records of a kind.
//!
//! Rules:
//! - Nothing is decided here that needs the database. What is not sure or was changed is said with the record
//!   ([`Remark`]); what cannot be imported says why ([`Refusal`]).
//! - Article numbers are text and stay as typed.
//! - Product sheets of Shopify, Magento 2 and `WooCommerce` are known by their headings, and so are customers of Shopify.

use crate::columns::{Ask, Column};
use crate::number::DecimalMark;
use crate::{Book, Format};

mod field;
mod headings;
mod magento;
mod plain;
mod record;
mod samples;
mod shopify;
mod table;
mod texts;
mod values;
mod woocommerce;

pub use field::{Field, Kind, Source};
pub use record::{Record, Refusal, Remark, Shared};
pub use table::letter;

/// What a person chose, or what was kept for files of the same form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The name of the sheet; none to find it.
    pub sheet: Option<String>,
    /// The number of the row of headings; 0 for a table without, none to find it.
    pub header: Option<u32>,
    /// Headings and what their columns hold; no field for a column that is left out. A column without a heading is named
    /// by its [`letter`]. Columns that are not named here hold what was found.
    pub columns: Vec<(String, Option<Field>)>,
}

/// A file as records of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What was read.
    pub kind: Kind,
    /// Where the file comes from.
    pub source: Source,
    /// What kind of file it is.
    pub format: Format,
    /// The names of all sheets that are not hidden, with their places in the book.
    pub sheets: Vec<(usize, String)>,
    /// The place of the sheet in the book.
    pub sheet: usize,
    /// Numbers of the first and the last row of headings; none when the table has none.
    pub header: Option<(u32, u32)>,
    /// What each column holds, from the first column on.
    pub columns: Vec<Column<Field>>,
    /// For each column, what its first filled cells show.
    pub examples: Vec<Vec<String>>,
    /// What a person has to be asked; empty when all is sure.
    pub asks: Vec<Ask<Field>>,
    /// Fields that are needed, and that no column holds.
    pub missing: Vec<Field>,
    /// The records, in the order of the file.
    pub records: Vec<Record>,
    /// Rows that are left out because they say the same in another language (store views of Magento).
    pub other_views: Vec<u32>,
    marks: Vec<(Field, DecimalMark)>,
}

impl Table {
    /// The decimal mark of a field's numbers.
    pub fn mark(&self, field: Field) -> DecimalMark {
        self.marks.iter().find(|(known, _)| *known == field).map_or(DecimalMark::Unknown, |(_, mark)| *mark)
    }

    /// Reads numbers as an earlier part of the same file does.
    pub fn with_marks_of(&mut self, first: &Table) {
        self.marks.clone_from(&first.marks);
    }

    /// Whether a column holds a field.
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.role == Some(field))
    }

    /// The columns as a choice that can be kept for the next file of the same form.
    pub fn choice(&self) -> Choice {
        let named = self.columns.iter().enumerate().map(|(place, column)| (table::name(place, column), column.role));
        let sheet = self.sheets.iter().find(|(place, _)| *place == self.sheet).map(|(_, name)| name.clone());
        Choice {
            sheet: sheet.filter(|_| self.sheets.len() > 1),
            header: Some(self.header.map_or(0, |(first, _)| first)),
            columns: named.collect(),
        }
    }
}

/// Reads a book as records of a kind.
pub fn read(book: Book, kind: Kind, choice: Option<&Choice>) -> Table {
    table::read(book, kind, choice)
}

/// A small file to fill in: headings that [`read`] knows, and some rows.
pub fn sample(kind: Kind) -> (Vec<&'static str>, Vec<Vec<&'static str>>) {
    samples::sample(kind)
}
