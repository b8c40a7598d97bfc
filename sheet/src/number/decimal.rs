//! Decimal numbers in text: `1 000`, `1.000,5`, `2,5`, `12,345.67`.

use std::fmt;

use crate::Cell;
use crate::format::plain;

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
    match cell {
        Cell::Number { value, .. } => Ok((parse_plain(&plain(*value))?, true)),
        Cell::Date { .. } => Err(DecimalRefused::Date),
        Cell::Bool(_) => Err(DecimalRefused::Bool),
        Cell::Error(_) | Cell::Formula(_) => Err(DecimalRefused::Formula),
        Cell::Empty => Err(DecimalRefused::NotANumber),
        Cell::Text(text) => from_text(text, mark),
    }
}

/// Reads a number from text.
pub(super) fn from_text(text: &str, mark: DecimalMark) -> Result<(Decimal, bool), DecimalRefused> {
    let text = text.trim().trim_start_matches('\'');
    if text.starts_with('=') {
        return Err(DecimalRefused::Formula);
    }
    // Blanks of any width and apostrophes part groups of three digits.
    let parts: Vec<&str> =
        text.split(|letter: char| letter.is_whitespace() || letter == '\'' || letter == '’').collect();
    let grouped = parts.iter().skip(1).all(|part| part.chars().take_while(char::is_ascii_digit).count() == 3);
    if parts.len() > 1 && !grouped {
        return Err(DecimalRefused::NotANumber);
    }
    let text = parts.concat().replace('−', "-");
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let last = text.rfind([',', '.']);
    let (decimal, sure) = match (commas, points) {
        (0, 0) => (None, true),
        // Both: the last one stands before the decimals.
        (1.., 1..) => (last.and_then(|place| text.get(place..)?.chars().next()), true),
        (2.., 0) | (0, 2..) => (None, true),
        _ => {
            let letter = if commas == 1 { ',' } else { '.' };
            let (whole, fraction) = text.split_once(letter).unwrap_or_default();
            let digits = whole.trim_start_matches(['-', '+']);
            let group =
                fraction.len() == 3 && (1..=3).contains(&digits.len()) && digits.trim_start_matches('0') == digits;
            match mark {
                _ if !group => (Some(letter), true),
                DecimalMark::Comma => ((letter == ',').then_some(letter), true),
                DecimalMark::Point => ((letter == '.').then_some(letter), true),
                DecimalMark::Unknown => (None, false),
            }
        }
    };
    let grouped = text.split([',', '.']).collect::<Vec<_>>();
    let groups = if decimal.is_some() { grouped.len() - 1 } else { grouped.len() };
    if groups > 1 && grouped.iter().take(groups).skip(1).any(|group| group.len() != 3) {
        return Err(DecimalRefused::NotANumber);
    }
    let mut normal = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        match letter {
            ',' | '.' if Some(place) == last && decimal == Some(letter) => normal.push('.'),
            ',' | '.' => {}
            letter => normal.push(letter),
        }
    }
    Ok((parse_plain(&normal)?, sure))
}

/// Reads plain digits with a point.
fn parse_plain(text: &str) -> Result<Decimal, DecimalRefused> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return Err(DecimalRefused::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let digits: i64 = match format!("0{whole}{fraction}").parse() {
        Ok(digits) => digits,
        Err(_) => return Err(DecimalRefused::TooLong),
    };
    let places = u8::try_from(fraction.len()).map_err(|_| DecimalRefused::TooLong)?;
    Ok(Decimal { digits: if text.starts_with('-') { -digits } else { digits }, places })
}

impl DecimalMark {
    /// What the cells of a column tell about their decimal mark.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let (mut commas, mut points) = (0_usize, 0_usize);
        for cell in cells {
            let Cell::Text(text) = cell else { continue };
            let number: String =
                text.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.')).collect();
            let Some(place) = number.rfind([',', '.']) else { continue };
            let (before, after) = number.split_at(place);
            let letter = after.chars().next();
            let only = number.matches([',', '.']).count() == 1;
            // Groups have three digits: any other number of digits are decimals. Two different marks tell it too.
            let decimals = only && after.len() != 4;
            let both = !only && !letter.is_some_and(|letter| before.contains(letter));
            if decimals || both {
                commas += usize::from(letter == Some(','));
                points += usize::from(letter == Some('.'));
            }
        }
        // A few numbers copied from elsewhere do not change what all the others say.
        if commas > points.saturating_mul(4) {
            Self::Comma
        } else if points > commas.saturating_mul(4) {
            Self::Point
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: DecimalMark) -> Option<(String, bool)> {
        let (value, sure) = from_text(text, mark).ok()?;
        Some((value.to_string(), sure))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value, sure) in [
            ("200", "200", true),
            ("1 000", "1000", true),
            ("1\u{202f}000", "1000", true),
            ("1\u{a0}000,50", "1000.5", true),
            ("1’000", "1000", true),
            ("1.000", "1000", false),
            ("1,000", "1000", false),
            ("1.000.000", "1000000", true),
            ("1.000,5", "1000.5", true),
            ("12,345.67", "12345.67", true),
            ("2,5", "2.5", true),
            ("3.0", "3", true),
            ("0.500", "0.5", true),
            ("0,05", "0.05", true),
            ("-3,60", "-3.6", true),
            ("4,900", "4900", false),
        ] {
            assert_eq!(read(text, DecimalMark::Unknown), Some((value.to_owned(), sure)), "{text}");
        }
        assert_eq!(read("4.900", DecimalMark::Point), Some(("4.9".to_owned(), true)));
        assert_eq!(read("1.000", DecimalMark::Comma), Some(("1000".to_owned(), true)));
        for text in ["", "abc", "1 00", "1,00,000", "=2", "--1", "1e5", "."] {
            assert_eq!(read(text, DecimalMark::Unknown), None, "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_decimal_mark() {
        let mark = |texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::from(*text)).collect();
            DecimalMark::of(cells.iter())
        };
        assert_eq!(mark(&["1.000", "2,5"]), DecimalMark::Comma);
        assert_eq!(mark(&["1,000", "2.5"]), DecimalMark::Point);
        assert_eq!(mark(&["12,345.67"]), DecimalMark::Point);
        assert_eq!(mark(&["1.000"]), DecimalMark::Unknown);
        assert_eq!(mark(&["2.5", "2,5"]), DecimalMark::Unknown);
        assert_eq!(mark(&["2,5", "2,5", "2,5", "2,5", "2,5", "2.5"]), DecimalMark::Comma);
    }
}
