//! Quantities: `200`, `1 000`, `4 Stk`, `2 PACK`, and the binary noise of `3.0000000000000004`.

use super::decimal::from_text;
use super::{Decimal, DecimalMark, DecimalRefused, decimal};
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
    if cell.is_empty() {
        return Err(QuantityRefused::Missing);
    }
    let (number, unit) = match cell {
        Cell::Text(text) => {
            let (number, unit) = split(text.trim());
            (from_text(number, mark), unit)
        }
        other => (decimal(other, mark), None),
    };
    let (value, sure) = number.map_err(QuantityRefused::No)?;
    match value.parts().0 {
        ..0 => Err(QuantityRefused::Negative),
        0 => Err(QuantityRefused::Zero),
        _ => Ok(Quantity { value, unit: unit.map(str::to_owned), sure }),
    }
}

/// Parts a number from the unit behind it (`4 Stk`, `50m`) or before it (`pcs 4`).
fn split(text: &str) -> (&str, Option<&str>) {
    let is_number = |letter: char| letter.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_number), text.rfind(is_number)) else { return (text, None) };
    let signed = text.get(..first).is_some_and(|before| before.ends_with(['-', '+', '.', ',']));
    let sign = usize::from(signed);
    let (before, after) = (text.get(..first - sign).unwrap_or_default(), text.get(last + 1..).unwrap_or_default());
    let is_unit = |word: &str| {
        word.chars().next().is_some_and(char::is_alphabetic)
            && word.chars().count() <= 20
            && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | ' ' | '²' | '³'))
    };
    match (before.trim(), after.trim()) {
        ("", unit) if is_unit(unit) => (text.get(..=last).unwrap_or(text), Some(unit)),
        // Without a blank behind it, it is the beginning of an article number, as in `M8` and `BB-6204`.
        (unit, "") if is_unit(unit) && before.ends_with(char::is_whitespace) => {
            (text.get(first - sign..).unwrap_or(text), Some(unit))
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, Option<String>), QuantityRefused> {
        let found = quantity(&Cell::from(text), DecimalMark::Unknown)?;
        Ok((found.value.to_string(), found.unit))
    }

    #[test]
    fn units_are_parted_from_quantities() {
        for (text, value, unit) in [
            ("4 Stk", "4", Some("Stk")),
            ("2 PACK", "2", Some("PACK")),
            ("50m", "50", Some("m")),
            ("3 Stück.", "3", Some("Stück.")),
            ("0,05 km", "0.05", Some("km")),
            ("pcs 4", "4", Some("pcs")),
            ("4 ", "4", None),
            ("1 000 Stk", "1000", Some("Stk")),
        ] {
            assert_eq!(read(text), Ok((value.to_owned(), unit.map(str::to_owned))), "{text}");
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        assert_eq!(read(""), Err(QuantityRefused::Missing));
        assert_eq!(read("0"), Err(QuantityRefused::Zero));
        assert_eq!(read("-5"), Err(QuantityRefused::Negative));
        for text in ["=1+1", "two", "2026-04-03", "2-Jan", "3 or 4", "BB-6204", "M8"] {
            assert!(matches!(read(text), Err(QuantityRefused::No(_))), "{text}");
        }
        assert_eq!(quantity(&Cell::Bool(true), DecimalMark::Unknown), Err(QuantityRefused::No(DecimalRefused::Bool)));
        let noise = Cell::Number { value: 3.000_000_000_000_000_4, shown: "3".to_owned() };
        assert_eq!(quantity(&noise, DecimalMark::Unknown).map(|found| found.value.whole()), Ok(Some(3)));
    }
}
