//! What a file holds once it is read: sheets of rows of cells.

use std::borrow::Cow;
use std::fmt;

use crate::{Refusal, formula};

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What kind of file it is, by its content.
    pub format: Format,
    /// The encoding of a text file, such as `UTF-8` or `windows-1252`; none for workbooks.
    pub encoding: Option<&'static str>,
    /// Its sheets, in the order of the file, hidden ones too.
    pub sheets: Vec<Sheet>,
}

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook of today's Excel, with or without macros (which are ignored).
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Tables in HTML, as many programs write them under the name `.xls`.
    Html,
    /// Text, with the character that parts its cells.
    Text(char),
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name as the file has it; may be empty.
    pub name: String,
    /// Whether the file hides it.
    pub hidden: bool,
    /// The rows with at least one cell that is not empty, top to bottom.
    pub rows: Vec<Row>,
    /// Areas of cells that the file shows as one.
    pub merged: Vec<Merge>,
    /// Why its rows are not here, when it is over a limit and another sheet of the book is not.
    pub skipped: Option<Refusal>,
}

/// An area of cells shown as one: what it says stands in its first cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Number of its first row.
    pub first_row: u32,
    /// Number of its last row.
    pub last_row: u32,
    /// Place of its first column, from 0.
    pub first_column: usize,
    /// Place of its last column, from 0.
    pub last_column: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its number as the person's program shows it, from 1, headings included.
    pub number: u32,
    /// Whether the file hides it (by hand or by a filter).
    pub hidden: bool,
    /// Whether characters were taken out that no text may hold (such as NUL).
    pub cleaned: bool,
    /// Its cells from the first column on; none after the last that is not empty.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing in it, or only blanks.
    #[default]
    Empty,
    /// Text as it stands. All cells of text files are this.
    Text(String),
    /// A number.
    Number {
        /// The number itself.
        value: f64,
        /// How the spreadsheet shows it: with the format `00000` the number 417 is `00417`.
        shown: String,
    },
    /// A number that the file shows as a date.
    Date {
        /// The day.
        date: Date,
        /// How the spreadsheet shows it, such as `2-Jan`.
        shown: String,
    },
    /// True or false.
    Bool(bool),
    /// An error such as `#N/A`.
    Error(String),
    /// A formula whose result the file does not hold.
    Formula(String),
}

/// A day of the calendar that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Sheet {
    /// The row with this number, if it has a cell that is not empty.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let place = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(place)
    }
}

impl Row {
    /// The cell at this place, counted from 0; an empty one beyond the end.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// The whole row as it was typed, its cells parted by tabs.
    pub fn typed(&self) -> String {
        let texts: Vec<_> = self.cells.iter().map(Cell::text).collect();
        texts.join("\t")
    }
}

impl Cell {
    /// How the spreadsheet shows the cell.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) | Self::Formula(text) => Cow::Borrowed(text),
            Self::Number { shown, .. } | Self::Date { shown, .. } => Cow::Borrowed(shown),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// The text without the apostrophes that keep a spreadsheet from taking it, or a part of it, for a formula, as
    /// [`crate::write`] and some shops write them: `'=1+1` is `=1+1`.
    pub fn plain_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => formula::unguarded(text),
            other => other.text(),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let (month_signed, day_signed) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(year, month_signed, day_signed).ok()?;
        Some(Self { year, month, day })
    }

    /// The day as a spreadsheet counts it.
    pub(crate) fn serial(self) -> i64 {
        let days = |year, month, day| jiff::civil::Date::new(year, month, day).ok();
        let this = i8::try_from(self.month).ok().zip(i8::try_from(self.day).ok());
        let this = this.and_then(|(month, day)| days(self.year, month, day));
        let since = days(1899, 12, 30).zip(this).and_then(|(begin, end)| end.since(begin).ok());
        since.map_or(0, |span| i64::from(span.get_days()))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Date {
    /// As in `2026-04-03`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
