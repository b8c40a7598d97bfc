//! How much is read at most, and why a file is refused.

use std::time::Duration;

/// How much of a file is read at most. What is more is refused as a whole, never cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of all that is unpacked from it.
    pub unpacked: u64,
    /// Rows with something in them, of all sheets together, headings included.
    pub rows: usize,
    /// Cells with something in them, of all sheets together.
    pub cells: usize,
    /// Columns of a row.
    pub columns: usize,
    /// Bytes of the text of a cell.
    pub cell: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// How long reading may take.
    pub time: Duration,
}

impl Limits {
    /// For an order: 10,000 lines, and some rows for headings.
    pub const ORDER: Self = Self {
        bytes: 20_000_000,
        unpacked: 100_000_000,
        rows: 10_050,
        cells: 500_000,
        columns: 1_024,
        cell: 32_767,
        sheets: 64,
        time: Duration::from_secs(10),
    };

    /// For the import of own data: 100,000 rows with long texts.
    pub const IMPORT: Self =
        Self { rows: 100_050, cells: 5_000_000, cell: 200_000, time: Duration::from_secs(60), ..Self::ORDER };
}

impl Default for Limits {
    fn default() -> Self {
        Self::ORDER
    }
}

/// Why a file is not read. Nothing of it is used then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing is in it.
    Empty,
    /// It is locked with a password.
    Password,
    /// Its end is missing, or a part of it is damaged.
    Incomplete,
    /// It is larger than this number of bytes, as it is or unpacked.
    TooLarge {
        /// The limit.
        bytes: u64,
        /// Whether the limit is that of the unpacked content.
        unpacked: bool,
    },
    /// It has more rows than this.
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// It has more cells than this.
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// A row has more columns than this.
    TooManyColumns {
        /// The limit.
        limit: usize,
        /// The number of the row.
        row: u32,
    },
    /// It has more sheets than this.
    TooManySheets {
        /// The limit.
        limit: usize,
    },
    /// The text of a cell is longer than this number of bytes.
    CellTooLong {
        /// The limit.
        bytes: usize,
        /// The number of the row.
        row: u32,
    },
    /// Reading it took too long.
    TooSlow,
    /// A spreadsheet of a kind that is not read, such as XLSB or Numbers: to be saved as XLSX or CSV.
    OtherSheet,
    /// No sheet at all, such as a picture or a PDF.
    NotASheet,
}
