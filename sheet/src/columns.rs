//! Where the columns of a table are: which sheet, which row has the headings, and what each column holds.
//!
//! What a heading means comes from a table of aliases that the caller passes: [`crate::order::COLUMNS`] for orders, others
//! for imports. A person may correct what was found: the fields of [`Mapping`] are open, and [`map`] makes one for a sheet
//! and heading that a person chose.

use crate::{Book, Cell, Row, Sheet};

mod finding;

pub(crate) use finding::fold;

/// The headings by which a role is known. `R` is an enum of the caller.
#[derive(Debug, Clone, Copy)]
pub struct Alias<R: 'static> {
    /// What the column holds; none for columns that are known and never used, such as a price.
    pub role: Option<R>,
    /// What kind of values it holds, for tables without headings.
    pub kind: Kind,
    /// Headings, in any language. Compared without case, accents, blanks and punctuation.
    pub names: &'static [&'static str],
}

/// What kind of values a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number or code by which something is found. A table must have at least one such column.
    Key,
    /// A quantity.
    Quantity,
    /// Anything else.
    Other,
}

/// Which columns were found, and how sure that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping<R> {
    /// The place of the sheet in the book.
    pub sheet: usize,
    /// Numbers of the first and the last row of headings; none when the table has none.
    pub header: Option<(u32, u32)>,
    /// What each column holds, from the first column on.
    pub columns: Vec<Column<R>>,
    /// Values beside a label above the table or on another sheet, such as `PO` and `PO-2026/0042`.
    pub labels: Vec<Label<R>>,
    /// What a person has to be asked; empty when all is sure.
    pub asks: Vec<Ask<R>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column<R> {
    /// Its heading as the file has it; empty when there is none.
    pub heading: String,
    /// What it holds, if that is known and wanted.
    pub role: Option<R>,
    /// How sure that is.
    pub sure: Sure,
}

/// How sure a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Nothing is known of the column.
    Unknown,
    /// Guessed from the values.
    Guessed,
    /// The heading holds an alias among other words.
    Likely,
    /// The heading is an alias, or a person said so.
    Certain,
}

/// A value beside a label outside the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label<R> {
    /// What the value is.
    pub role: R,
    /// The value as shown.
    pub value: String,
    /// The place of the sheet in the book.
    pub sheet: usize,
    /// The number of the row.
    pub row: u32,
}

/// What a person has to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask<R> {
    /// Several sheets could be meant; the first was taken.
    Sheet,
    /// The table has no headings: its columns were guessed from the values.
    NoHeadings,
    /// No column by which anything can be found.
    NoKey,
    /// No column with this role, which holds quantities.
    NoQuantity,
    /// Several columns have this role; the first was taken.
    Twice(R),
}

/// Finds the table in a book: the first visible sheet with a column of keys, its headings and its columns.
pub fn find<R: Copy + Eq>(book: &Book, aliases: &[Alias<R>]) -> Mapping<R> {
    finding::find(book, aliases)
}

/// Maps the columns of a sheet and headings that a person chose. `header` is the first and last row of the headings,
/// none for a table without.
pub fn map<R: Copy + Eq>(book: &Book, sheet: usize, header: Option<(u32, u32)>, aliases: &[Alias<R>]) -> Mapping<R> {
    finding::map(book, sheet, header, aliases)
}

impl<R: Copy + Eq> Mapping<R> {
    /// The place of the column with this role.
    pub fn column(&self, role: R) -> Option<usize> {
        self.columns.iter().position(|column| column.role == Some(role))
    }

    /// Gives a column this role, as a person said, and takes it from the column that had it.
    pub fn assign(&mut self, column: usize, role: Option<R>) {
        for other in &mut self.columns {
            if role.is_some() && other.role == role {
                other.role = None;
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.role = role;
            column.sure = Sure::Certain;
        }
    }

    /// The rows below the headings.
    pub fn rows<'a>(&self, sheet: &'a Sheet) -> impl Iterator<Item = &'a Row> + use<'a, R> {
        let header = self.header;
        sheet.rows.iter().filter(move |row| header.is_none_or(|(_, last)| row.number > last))
    }

    /// The cell of a row in the column with this role; an empty one when there is no such column.
    pub fn cell<'a>(&self, row: &'a Row, role: R) -> &'a Cell {
        self.column(role).map_or(&Cell::Empty, |column| row.cell(column))
    }

    /// The only value that the column with this role has in all rows, such as one order number for all.
    pub fn common(&self, sheet: &Sheet, role: R) -> Option<String> {
        let column = self.column(role)?;
        let mut values = self.rows(sheet).map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        let first = values.next()?.text();
        values.all(|cell| cell.text() == first).then(|| first.trim().to_owned())
    }
}
