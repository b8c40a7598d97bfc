//! Quantities: `200`, `1 000`, `4 Stk`, `2 PACK`, and the binary noise of `3.0000000000000004`.

use super::{Decimal, DecimalMark, DecimalRefused};
use crate::Cell;

/// A quantity that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How many.
    pub value: Decimal,
    /// The unit that stood behind or before the number, as typed.
    pub unit: Option<String>,
    /// Whether it can be read in only one way. `1.000` cannot: it is one thousand or one.
    pub sure: bool,
}

/// Why a cell is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityRefused {
    /// The cell is empty.
    Missing,
    /// It is less than zero.
    Negative,
    /// It is zero.
    Zero,
    /// No number can be read from it.
    No(DecimalRefused),
}

/// Reads a quantity that is more than zero.
pub fn quantity(cell: &Cell, mark: DecimalMark) -> Result<Quantity, QuantityRefused> {
    let _ = (cell, mark);
    Err(QuantityRefused::Missing)
}
