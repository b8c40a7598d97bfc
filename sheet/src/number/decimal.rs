//! Decimal numbers in text: `1 000`, `1.000,5`, `2,5`, `12,345.67`.

use std::fmt;

use crate::Cell;

/// An exact decimal number, without zeros at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

/// Which character the numbers of a column have before their decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// Nothing tells it: `1.000` and `1,000` are both taken for one thousand, and are not sure.
    #[default]
    Unknown,
    /// As in `1.000,5`.
    Comma,
    /// As in `1,000.5`.
    Point,
}

/// Why a cell is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalRefused {
    /// It is no number.
    NotANumber,
    /// It is a date.
    Date,
    /// It is true or false.
    Bool,
    /// It is an error, or a formula without a result.
    Formula,
    /// It has more digits than can be kept.
    TooLong,
}

impl Decimal {
    /// The number if it is whole.
    pub fn whole(self) -> Option<i64> {
        (self.places == 0).then_some(self.digits)
    }

    /// Its digits as one whole number, and how many of them stand behind the point: 2.5 is 25 and 1.
    pub fn parts(self) -> (i64, u8) {
        (self.digits, self.places)
    }
}

impl fmt::Display for Decimal {
    /// In plain digits with a point, such as `-1019.9`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.unsigned_abs().to_string();
        let places = usize::from(self.places);
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let point = if places == 0 { "" } else { "." };
        write!(to, "{sign}{whole}{point}{fraction}")
    }
}

/// Reads a number. `mark` is the decimal mark of the column, see [`DecimalMark::of`]. Whether it can be read in only one
/// way comes with it.
pub fn decimal(cell: &Cell, mark: DecimalMark) -> Result<(Decimal, bool), DecimalRefused> {
    let _ = (cell, mark);
    Err(DecimalRefused::NotANumber)
}

impl DecimalMark {
    /// What the cells of a column tell about their decimal mark.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let _ = cells;
        Self::Unknown
    }
}
