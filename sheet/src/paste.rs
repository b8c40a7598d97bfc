//! Text pasted into a form: each line is read for itself, whatever parts its words.

use crate::columns;
use crate::guard::{Guard, clean};
use crate::number::{DecimalMark, Quantity, QuantityRefused, article, quantity};
use crate::order::{self, Line};
use crate::{Book, Cell, Format, Limits, Refusal, delimited};

/// Reads pasted text as lines of an order. Headings in the first lines are understood as in a file; without any, each line
/// is an article number, a quantity before or behind it, a unit and the rest as a note. What parts them is decided line by
/// line: tab, `;`, `,`, `|`, blanks, or `x` and `×` after the quantity.
pub fn read(text: &str, limits: &Limits) -> Result<Vec<Line>, Refusal> {
    if text.len() > limits.bytes {
        return Err(Refusal::TooLarge { bytes: u64::try_from(limits.bytes).unwrap_or(u64::MAX), unpacked: false });
    }
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let (sheet, separator) = delimited::read(text, "", &mut Guard::new(limits))?;
    let book = Book { format: Format::Text(separator), encoding: None, sheets: vec![sheet] };
    let mapping = columns::find(&book, order::COLUMNS);
    if mapping.header.is_some() {
        return Ok(order::lines(&book, &mapping));
    }
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = Vec::new();
    for (number, typed) in (1..).zip(unified.split('\n')) {
        if typed.trim().is_empty() {
            continue;
        }
        if lines.len() >= limits.rows {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        if typed.len() > limits.cell {
            return Err(Refusal::CellTooLong { bytes: limits.cell, row: number });
        }
        lines.push(line(number, typed));
    }
    Ok(lines)
}

/// Reads one line.
fn line(number: u32, typed: &str) -> Line {
    let mut text = typed.to_owned();
    let cleaned = clean(&mut text);
    let found = match cells(text.trim()) {
        Some(cells) => arrange(&cells),
        None => arrange_words(&words(text.trim())),
    };
    let read = found.quantity.map_or(Err(QuantityRefused::Missing), |text| count(&text));
    let unit = found.unit.or_else(|| read.as_ref().ok().and_then(|quantity| quantity.unit.clone()));
    Line {
        number,
        hidden: false,
        cleaned,
        typed: typed.trim().to_owned(),
        article: found.article.and_then(|text| article(&Cell::from(text.as_str()))),
        own: None,
        gtin: None,
        name: None,
        quantity: read,
        unit,
        note: found.note,
        cost_centre: None,
        requested: None,
        order_number: None,
    }
}

/// The cells of a line by its own separator: the first of tab, `;`, `|` and `,` in it; none where only blanks are.
fn cells(text: &str) -> Option<Vec<String>> {
    let trimmed = |part: &str| part.trim().trim_matches('"').trim().to_owned();
    let separator = ['\t', ';', '|'].into_iter().find(|letter| text.contains(*letter));
    if let Some(separator) = separator {
        return Some(text.split(separator).map(trimmed).collect());
    }
    // A comma separates cells, unless it stands within a number or before decimals only: `BB-6204 2,5`.
    let has_cells = text.contains(',') && !(text.contains(' ') && decimals_only(text));
    has_cells.then(|| text.split(',').map(trimmed).collect())
}

/// Whether every comma stands between a digit and a digit.
fn decimals_only(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    text.match_indices(',').all(|(place, _)| place > 0 && digit(place - 1) && digit(place + 1))
}

/// The words of a line with blanks, where an article number and a quantity stand at the ends.
fn words(text: &str) -> Vec<String> {
    // `4 x BB-6204`, `4× BB-6204`, `BB-6204 x 4`, `BB-6204 x4`.
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.retain(|word| !matches!(*word, "x" | "X" | "×" | "*"));
    words
        .iter()
        .map(|word| {
            let bare = word.strip_prefix(['x', 'X', '×', '*']).or_else(|| word.strip_suffix(['x', 'X', '×', '*']));
            bare.filter(|bare| !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()))
                .unwrap_or(word)
                .trim_end_matches(':')
                .to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// What the parts of a line are.
#[derive(Default)]
struct Found {
    article: Option<String>,
    quantity: Option<String>,
    unit: Option<String>,
    note: Option<String>,
}

fn count(text: &str) -> Result<Quantity, QuantityRefused> {
    quantity(&Cell::from(text.trim_start_matches(['x', 'X', '×'])), DecimalMark::Unknown)
}

fn is_count(text: &str) -> bool {
    count(text).is_ok_and(|found| found.value.parts().0 < 100_000_000)
}

fn is_unit(text: &str) -> bool {
    text.chars().count() <= 8
        && text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|letter| letter.is_alphabetic() || letter == '.')
}

/// Whether a word alone may be an article number: letters and digits, and more than a size such as `M8`.
fn is_whole_number(word: &str) -> bool {
    word.len() > 4 && word.bytes().any(|byte| byte.is_ascii_digit()) && word.chars().any(char::is_alphabetic)
}

/// A line with blanks only. Its article may be of several words, such as `HB M8 40 ZN` or a name: then the quantity stands
/// at the end of the line, or at its beginning.
fn arrange_words(words: &[String]) -> Found {
    let is_short = words.len() < 3;
    let begins = words.first().is_some_and(|word| is_count(word));
    let knows_article = words.iter().take(2 + usize::from(begins)).any(|word| is_whole_number(word));
    if is_short || knows_article {
        return arrange(words);
    }
    let of = |words: &[String], quantity: &String, unit: Option<&String>| Found {
        article: Some(words.join(" ")),
        quantity: Some(quantity.clone()),
        unit: unit.cloned(),
        note: None,
    };
    match words {
        [article @ .., quantity] if is_count(quantity) => of(article, quantity, None),
        [article @ .., quantity, unit] if is_count(quantity) && is_unit(unit) => of(article, quantity, Some(unit)),
        [quantity, unit, article] if begins && is_unit(unit) => of(std::slice::from_ref(article), quantity, Some(unit)),
        [quantity, article @ ..] if begins => of(article, quantity, None),
        _ => Found { article: Some(words.join(" ")), ..Found::default() },
    }
}

fn arrange(parts: &[String]) -> Found {
    let filled: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
    let Some(first) = filled.first() else { return Found::default() };
    // The quantity is the second part, or the first when the second is none, or any later one.
    let second = filled.get(1).is_some_and(|part| is_count(part));
    let place = if second {
        Some(1)
    } else if filled.len() > 1 && is_count(first) {
        Some(0)
    } else {
        (2..filled.len()).find(|place| filled.get(*place).is_some_and(|part| is_count(part)))
    };
    // Two numbers in a row: a small first one before a longer second one is the quantity, as in `4 00417`.
    let place = match (place, filled.as_slice()) {
        (Some(1), [one, two, ..]) if is_count(one) && (two.starts_with('0') || two.len() > one.len() + 2) => Some(0),
        (place, _) => place,
    };
    let mut rest: Vec<&str> =
        filled.iter().enumerate().filter(|(other, _)| Some(*other) != place).map(|(_, part)| part.as_str()).collect();
    let quantity = place.and_then(|place| filled.get(place)).map(|part| (*part).clone());
    // A unit stands right behind the quantity.
    let mut unit = None;
    if let Some(place) = place
        && let Some(part) = filled.get(place + 1)
        && is_unit(part)
        && filled.len() > 2
    {
        unit = Some((*part).clone());
        rest.remove(if place == 0 { 0 } else { place.min(rest.len() - 1) });
    }
    let mut rest = rest.into_iter().map(str::to_owned);
    let article = rest.next();
    let note = rest.collect::<Vec<_>>().join(" ");
    Found { article, quantity, unit, note: Some(note).filter(|note| !note.is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_read_for_itself() -> Result<(), Refusal> {
        for (typed, number, count, unit, note) in [
            ("4 x BB-6204-2RS", "BB-6204-2RS", "4", None, None),
            ("4x BB-6204-2RS", "BB-6204-2RS", "4", None, None),
            ("4 × BB-6204-2RS", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS 4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS x 4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS x4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS;4;pcs", "BB-6204-2RS", "4", Some("pcs"), None),
            ("BB-6204-2RS\t4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS,4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS, 4", "BB-6204-2RS", "4", None, None),
            ("BB-6204-2RS | 4 | hall 3", "BB-6204-2RS", "4", None, Some("hall 3")),
            ("4;BB-6204-2RS", "BB-6204-2RS", "4", None, None),
            ("4 pcs BB-6204-2RS", "BB-6204-2RS", "4", Some("pcs"), None),
            ("BB-6204-2RS    4 Stk", "BB-6204-2RS", "4", Some("Stk"), None),
            ("CA-H07RN-3G15 2,5 km", "CA-H07RN-3G15", "2.5", Some("km"), None),
            ("4 00417", "00417", "4", None, None),
            ("00417 4", "00417", "4", None, None),
            ("CX-200-48: 3", "CX-200-48", "3", None, None),
            ("HB M8 40 ZN 25", "HB M8 40 ZN", "25", None, None),
            ("HB M8 40 ZN 25 pcs", "HB M8 40 ZN", "25", Some("pcs"), None),
            ("25 HB M8 ZN", "HB M8 ZN", "25", None, None),
            ("hex bolt m8x40 25", "hex bolt m8x40", "25", None, None),
            ("4 BB-6204-2RS for hall 3", "BB-6204-2RS", "4", None, Some("for hall 3")),
            ("A/B;Ball bearing;4", "A/B", "4", None, Some("Ball bearing")),
        ] {
            let lines = read(typed, &Limits::ORDER)?;
            let found: Vec<_> = lines
                .iter()
                .map(|line| {
                    (
                        line.article.as_ref().map(|article| article.text.as_str()),
                        line.quantity.as_ref().map(|quantity| quantity.value.to_string()).unwrap_or_default(),
                        line.unit.as_deref(),
                        line.note.as_deref(),
                    )
                })
                .collect();
            assert_eq!(found, [(Some(number), count.to_owned(), unit, note)], "{typed}");
        }
        Ok(())
    }

    #[test]
    fn pasted_lines_may_differ() -> Result<(), Refusal> {
        let lines = read("BB-6204-2RS;4\n\n3 x TL-M-50\nHN-M8-ZN\r\n", &Limits::ORDER)?;
        let found: Vec<_> = lines.iter().map(|line| (line.number, line.quantity.is_ok())).collect();
        assert_eq!(found, [(1, true), (3, true), (4, false)]);
        let lines = read("Menge\tArtikel\n4\tBB-6204-2RS", &Limits::ORDER)?;
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [2]);
        assert_eq!(read(" \n", &Limits::ORDER), Err(Refusal::Empty));
        Ok(())
    }
}
