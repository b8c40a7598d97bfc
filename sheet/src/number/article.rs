//! Article numbers in cells: what spreadsheets did to them, undone where nothing is lost, and said where it is.

use crate::Cell;

/// An article number that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The number as typed, without blanks around it, an apostrophe before it or `="…"` around it.
    pub text: String,
    /// What a spreadsheet may have done to it. Some articles really are called `1E05`: look the text up first, and say
    /// this only when nothing is found.
    pub spoilt: Option<Spoilt>,
}

/// How a spreadsheet spoilt an article number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoilt {
    /// It became a date: `1-2` is now `2-Jan`.
    Date,
    /// It became a power of ten: `1E5` is now `1E+05`.
    Power,
    /// It has more digits than a spreadsheet keeps: the last ones are lost.
    Digits,
    /// It became true or false.
    Bool,
    /// It became an error such as `#NAME?`, or a formula without a result.
    Error,
}

/// Reads an article number; none from an empty cell.
pub fn article(cell: &Cell) -> Option<Article> {
    let shown = cell.text();
    let (text, spoilt) = match cell {
        Cell::Empty => return None,
        Cell::Text(text) => {
            let text = unwrap(text);
            (text, from_text(text))
        }
        Cell::Number { value, shown } if value.abs() >= 1e15 => (shown.as_str(), Some(Spoilt::Digits)),
        Cell::Number { shown, .. } => (shown.as_str(), None),
        Cell::Date { shown, .. } => (shown.as_str(), Some(Spoilt::Date)),
        Cell::Bool(_) => (&*shown, Some(Spoilt::Bool)),
        Cell::Error(text) | Cell::Formula(text) => (text.as_str(), Some(Spoilt::Error)),
    };
    (!text.is_empty()).then(|| Article { text: text.to_owned(), spoilt })
}

/// The number without what people put around it so that a spreadsheet keeps it: `'00417`, `="00417"`, `"00417"`.
fn unwrap(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix('\'').map_or(text, str::trim_start);
    let quoted = text.strip_prefix('=').unwrap_or(text).strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match quoted {
        Some(inner) if !inner.contains('"') => inner.trim(),
        _ => text,
    }
}

/// What a text looks like that a spreadsheet spoilt before it was saved.
fn from_text(text: &str) -> Option<Spoilt> {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mrz", "mär", "mai", "okt",
        "dez", "fév", "avr", "aoû", "déc",
    ];
    const ERRORS: &[&str] =
        &["#NAME?", "#N/A", "#NV", "#REF!", "#BEZUG!", "#VALUE!", "#WERT!", "#DIV/0!", "#NUM!", "#NOM?"];
    if ERRORS.contains(&text) {
        return Some(Spoilt::Error);
    }
    if ["true", "false", "wahr", "falsch", "vrai", "faux"].contains(&text.to_lowercase().as_str()) {
        return Some(Spoilt::Bool);
    }
    if let Some((number, power)) = text.split_once(['E', 'e']) {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits(&number.replacen([',', '.'], "", 1)) && digits(power.trim_start_matches(['+', '-'])) {
            return Some(Spoilt::Power);
        }
    }
    let parts: Vec<&str> = text.split(['-', '.', ' ', '/']).filter(|part| !part.is_empty()).collect();
    let is_month = |part: &str| MONTHS.contains(&part.to_lowercase().as_str());
    let is_number = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [one, two] if (is_month(one) && is_number(two)) || (is_number(one) && is_month(two)) => Some(Spoilt::Date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Option<Spoilt>) {
        article(&Cell::from(text)).map(|found| (found.text, found.spoilt)).unwrap_or_default()
    }

    #[test]
    fn article_numbers_keep_zeros_and_lose_quotes() {
        for (typed, text) in [
            ("00417", "00417"),
            ("\"00417\"", "00417"),
            ("=\"00417\"", "00417"),
            ("'00417", "00417"),
            ("00417.0", "00417.0"),
            (" HB-M8 \u{a0}", "HB-M8"),
            ("=1+1", "=1+1"),
            ("-5", "-5"),
            ("1-2", "1-2"),
            ("10-12", "10-12"),
        ] {
            assert_eq!(read(typed), (text.to_owned(), None), "{typed}");
        }
        assert_eq!(article(&Cell::Empty), None);
        let number = Cell::Number { value: 417.0, shown: "00417".to_owned() };
        assert_eq!(article(&number).map(|found| found.text).as_deref(), Some("00417"));
    }

    #[test]
    fn spoilt_article_numbers_are_recognized() {
        for (typed, spoilt) in [
            ("2-Jan", Spoilt::Date),
            ("02. Jan", Spoilt::Date),
            ("Mrz 01", Spoilt::Date),
            ("1E05", Spoilt::Power),
            ("1,00E+05", Spoilt::Power),
            ("TRUE", Spoilt::Bool),
            ("WAHR", Spoilt::Bool),
            ("#NAME?", Spoilt::Error),
        ] {
            assert_eq!(read(typed), (typed.to_owned(), Some(spoilt)), "{typed}");
        }
    }
}
