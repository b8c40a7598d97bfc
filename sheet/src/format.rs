//! How spreadsheets show numbers: which numbers are dates, and the zeros and marks that a format adds to an article number.

use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Span, Unit};

use crate::{Cell, Date};

/// A number format, as far as it matters here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NumberFormat {
    /// Plain digits.
    Plain,
    /// Digits with zeros before them or marks between them, such as `00000` or `"SC-"0000`.
    Pattern(Vec<Token>),
    /// A date or a time.
    Date(Vec<Token>),
}

/// The formats of a workbook: those that it spells out, and which of them each style of a cell has.
#[derive(Default)]
pub(crate) struct Formats {
    own: HashMap<u16, Rc<NumberFormat>>,
    styles: Vec<Rc<NumberFormat>>,
}

impl Formats {
    /// How many formats and styles are kept: more than a spreadsheet can make.
    const MOST: usize = 65_535;

    /// Keeps a format that the file spells out.
    pub(crate) fn spell(&mut self, number: u16, code: &str) {
        if self.own.len() < Self::MOST / 16 {
            self.own.insert(number, Rc::new(NumberFormat::parse(code)));
        }
    }

    /// Keeps the next style.
    pub(crate) fn style(&mut self, number: u16) {
        if self.styles.len() < Self::MOST {
            let found = self.own.get(&number).cloned();
            self.styles.push(found.unwrap_or_else(|| Rc::new(NumberFormat::known(number))));
        }
    }

    /// The cell that shows a number in this style.
    pub(crate) fn cell(&self, value: f64, style: Option<usize>, since_1904: bool) -> Cell {
        match style.and_then(|style| self.styles.get(style)) {
            Some(format) => format.cell(value, since_1904),
            None => NumberFormat::Plain.cell(value, since_1904),
        }
    }
}

/// A piece of a number format.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// Text that is shown as it is.
    Mark(char),
    /// The same letter this many times: `yyyy` is `y` four times.
    Letter(char, usize),
}

/// The formats that files refer to by number alone. The others are plain.
const KNOWN: &[(u16, &str)] = &[
    (14, "yyyy-mm-dd"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "yyyy-mm-dd h:mm"),
    (45, "mm:ss"),
    (46, "h:mm:ss"),
    (47, "mm:ss"),
];

/// How much of a format is read.
const LONGEST: usize = 100;

/// How months are shown, always in English.
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl NumberFormat {
    /// The format with this number, when the file does not spell it out.
    pub(crate) fn known(number: u16) -> Self {
        let spelled = KNOWN.iter().find(|(known, _)| *known == number).map(|(_, code)| *code);
        match spelled {
            Some(code) => Self::parse(code),
            // Dates of East Asia.
            None if matches!(number, 27..=36 | 50..=58) => Self::parse("yyyy-mm-dd"),
            None => Self::Plain,
        }
    }

    /// Reads a format as files spell it, such as `dd/mm/yyyy` or `[Red]0.00;-0.00`. Only its first section counts.
    pub(crate) fn parse(code: &str) -> Self {
        let tokens = tokens(code);
        let has = |wanted: &str| tokens.iter().any(|token| matches!(token, Token::Letter(c, _) if wanted.contains(*c)));
        if has("ymdhs") && !has("#?") {
            return Self::Date(tokens);
        }
        let digits: usize =
            tokens.iter().map(|token| if let Token::Letter('0', count) = token { *count } else { 0 }).sum();
        let marks = tokens.iter().any(|token| matches!(token, Token::Mark(_)));
        if digits > 0 && !has("#?.,%e") && (digits > 1 || marks) {
            return Self::Pattern(tokens);
        }
        Self::Plain
    }

    /// The cell that shows this number in this format.
    pub(crate) fn cell(&self, value: f64, since_1904: bool) -> Cell {
        if !value.is_finite() {
            return Cell::Error("#NUM!".to_owned());
        }
        match self {
            Self::Plain => Cell::Number { value, shown: plain(value) },
            Self::Pattern(tokens) => Cell::Number { value, shown: pattern(tokens, value) },
            Self::Date(tokens) => match moment(value, since_1904) {
                Some((date, time)) => Cell::Date { date, shown: date_shown(tokens, date, time) },
                None => Cell::Number { value, shown: plain(value) },
            },
        }
    }
}

/// Parts a format into its pieces.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = code.chars().take(LONGEST).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => tokens.extend(letters.by_ref().take_while(|inner| *inner != '"').map(Token::Mark)),
            '\\' => tokens.extend(letters.next().map(Token::Mark)),
            // A blank as wide as the next letter, and the next letter as often as there is room.
            '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|inner| *inner != ']').collect();
                let inner = inner.to_ascii_lowercase();
                // Hours, minutes or seconds gone by; others are colours and languages.
                if matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    tokens.extend(inner.chars().next().map(|first| Token::Letter(first, inner.len())));
                }
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' | '0' | '#' | '?' | '.' | ',' | '%' | 'E'
            | 'e' => {
                let letter = letter.to_ascii_lowercase();
                let mut count = 1;
                while letters.next_if(|next| next.eq_ignore_ascii_case(&letter)).is_some() {
                    count += 1;
                }
                tokens.push(Token::Letter(letter, count));
            }
            'A' | 'a' | 'P' | 'p' => {}
            // The words General and Standard, and text: plain.
            'G' | 'g' | '@' => return Vec::new(),
            other => tokens.push(Token::Mark(other)),
        }
    }
    tokens
}

/// A number in plain digits: all that a spreadsheet keeps of it, and no binary noise.
pub(crate) fn plain(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.abs() < 1e-9 || value.abs() >= 1e21 {
        return format!("{value:E}");
    }
    // Fifteen digits are what a spreadsheet keeps; the sixteenth and later are noise.
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// Fills a pattern of zeros from its end.
fn pattern(tokens: &[Token], value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    if value.fract() != 0.0 || digits.len() > 15 {
        return plain(value);
    }
    let mut rest: Vec<char> = digits.chars().collect();
    let mut shown: Vec<char> = Vec::new();
    let first = tokens.iter().position(|token| matches!(token, Token::Letter('0', _)));
    for (place, token) in tokens.iter().enumerate().rev() {
        match token {
            Token::Letter(_, count) => {
                for _ in 0..*count {
                    shown.push(rest.pop().unwrap_or('0'));
                }
                if Some(place) == first {
                    shown.extend(rest.drain(..).rev());
                }
            }
            Token::Mark(mark) => shown.push(*mark),
        }
    }
    if value < 0.0 {
        shown.push('-');
    }
    shown.iter().rev().collect()
}

/// The day and time that a number of days is.
fn moment(days: f64, since_1904: bool) -> Option<(Date, DateTime)> {
    if !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    let begin = if since_1904 {
        DateTime::new(1904, 1, 1, 0, 0, 0, 0)
    } else if days < 60.0 {
        DateTime::new(1899, 12, 31, 0, 0, 0, 0)
    } else if days < 61.0 {
        // Spreadsheets count a 29th of February 1900 that never was.
        return None;
    } else {
        DateTime::new(1899, 12, 30, 0, 0, 0, 0)
    };
    let seconds = SignedDuration::try_from_secs_f64((days * 86_400.0).round()).ok()?;
    let span = Span::new().try_seconds(seconds.as_secs()).ok()?;
    let time = begin.ok()?.checked_add(span).ok()?.round(Unit::Second).ok()?;
    let date = Date::new(time.year(), time.month().try_into().ok()?, time.day().try_into().ok()?)?;
    Some((date, time))
}

/// Shows a date in a format.
fn date_shown(tokens: &[Token], date: Date, time: DateTime) -> String {
    let mut shown = String::new();
    let mut after_hour = false;
    for (place, token) in tokens.iter().enumerate() {
        let Token::Letter(letter, count) = token else {
            if let Token::Mark(mark) = token {
                shown.push(*mark);
            }
            continue;
        };
        let next = tokens.get(place + 1..).unwrap_or_default().iter().find_map(|token| match token {
            Token::Letter(letter, _) => Some(*letter),
            Token::Mark(_) => None,
        });
        let minutes = *letter == 'm' && (after_hour || next == Some('s'));
        let month = MONTHS.get(usize::from(date.month()) - 1).copied().unwrap_or_default();
        let piece = match (letter, count) {
            ('y', 1 | 2) => format!("{:02}", date.year() % 100),
            ('y', _) => format!("{:04}", date.year()),
            ('m', 1) if minutes => time.minute().to_string(),
            ('m', _) if minutes => format!("{:02}", time.minute()),
            ('m', 1) => date.month().to_string(),
            ('m', 2) => format!("{:02}", date.month()),
            ('m', 3) => month.chars().take(3).collect(),
            ('m', _) => month.to_owned(),
            ('d', 1) => date.day().to_string(),
            ('d', 2) => format!("{:02}", date.day()),
            ('h', 1) => time.hour().to_string(),
            ('h', _) => format!("{:02}", time.hour()),
            ('s', 1) => time.second().to_string(),
            ('s', _) => format!("{:02}", time.second()),
            ('.' | ',', _) => letter.to_string(),
            _ => String::new(),
        };
        shown.push_str(&piece);
        after_hour = *letter == 'h';
    }
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        NumberFormat::parse(code).cell(value, false).text().into_owned()
    }

    #[test]
    fn formats_show_numbers_as_a_person_sees_them() {
        assert_eq!(shown("00000", 417.0), "00417");
        assert_eq!(shown("\"SC-\"0000", 42.0), "SC-0042");
        assert_eq!(shown("000-000", 123_456_789.0), "123456-789");
        assert_eq!(shown("000-000", 1234.0), "001-234");
        assert_eq!(shown("0", 417.0), "417");
        assert_eq!(shown("#,##0", 1234.0), "1234");
        assert_eq!(shown("General", 3.000_000_000_000_000_4), "3");
        assert_eq!(shown("0.00", 2.5), "2.5");
        assert_eq!(shown("General", 4_000_000_000_017.0), "4000000000017");
        assert_eq!(shown("@", 417.0), "417");
    }

    #[test]
    fn formats_show_dates() {
        assert_eq!(NumberFormat::known(16).cell(46024.0, false).text(), "2-Jan");
        assert_eq!(shown("dd/mm/yyyy", 46115.0), "03/04/2026");
        assert_eq!(shown("yyyy-mm-dd h:mm:ss", 46_115.979_166_666_66), "2026-04-03 23:30:00");
        assert_eq!(shown("[$-407]d. mmmm yyyy;@", 46115.0), "3. April 2026");
        assert_eq!(shown("yyyy-mm-dd", 59.0), "1900-02-28");
        assert_eq!(shown("yyyy-mm-dd", 60.0), "60");
        assert_eq!(shown("yyyy-mm-dd", 61.0), "1900-03-01");
        assert_eq!(NumberFormat::parse("yyyy-mm-dd").cell(44653.0, true).text(), "2026-04-03");
        assert_eq!(shown("[Red]0;-0", 5.0), "5");
    }
}
