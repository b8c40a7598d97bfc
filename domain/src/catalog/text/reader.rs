//! Reads a text from its beginning into pieces: words, numbers, sizes.

use crate::search::{LONGEST, fold};

/// Units by what is written for them.
const UNITS: [(&str, &str); 46] = [
    ("mm", "mm"),
    ("millimeter", "mm"),
    ("millimetre", "mm"),
    ("millimeters", "mm"),
    ("millimetres", "mm"),
    ("cm", "cm"),
    ("m", "m"),
    ("metre", "m"),
    ("meter", "m"),
    ("metres", "m"),
    ("meters", "m"),
    ("um", "um"),
    ("mm2", "mm2"),
    ("qmm", "mm2"),
    ("sqmm", "mm2"),
    ("ml", "ml"),
    ("l", "l"),
    ("litre", "l"),
    ("liter", "l"),
    ("litres", "l"),
    ("liters", "l"),
    ("kg", "kg"),
    ("g", "g"),
    ("v", "v"),
    ("volt", "v"),
    ("volts", "v"),
    ("w", "w"),
    ("watt", "w"),
    ("watts", "w"),
    ("kw", "kw"),
    ("a", "a"),
    ("amp", "a"),
    ("amps", "a"),
    ("ma", "ma"),
    ("bar", "bar"),
    ("nm", "nm"),
    ("kn", "kn"),
    ("n", "n"),
    ("hz", "hz"),
    ("lm", "lm"),
    ("mpa", "mpa"),
    ("in", "in"),
    ("inch", "in"),
    ("inches", "in"),
    ("zoll", "in"),
    ("rpm", "rpm"),
];

/// The Latin letter that a letter of another alphabet looks like, if it does.
pub(super) fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        _ => return None,
    })
}

/// One thing that is read in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Letters alone.
    Word(String),
    /// A number, or a fraction.
    Number(String),
    /// A number with its unit.
    Size(String, &'static str),
    /// A letter with a number: `m8`, `g1/2`.
    Coded(char, String),
    /// Letters and digits in another order: `2rs`.
    Other(String),
}

impl Piece {
    /// The number in it, as it stands in a size of several parts.
    pub(super) fn bare(&self) -> String {
        match self {
            Piece::Word(text) | Piece::Number(text) | Piece::Size(text, _) | Piece::Other(text) => text.clone(),
            Piece::Coded(letter, number) => format!("{letter}{number}"),
        }
    }
}

/// Reads a text from its beginning.
pub(super) struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    pub(super) fn new(text: &str) -> Reader {
        Reader { chars: plain(text).chars().collect(), at: 0 }
    }

    fn char(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    fn run(&mut self, fits: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.at < self.chars.len() && fits(self.chars[self.at]) {
            self.at += 1;
        }
        self.chars[from..self.at].iter().collect()
    }

    /// The first place from `at` on that is no blank.
    fn past_blanks(&self, at: usize) -> usize {
        (at..self.chars.len()).find(|i| self.chars[*i] != ' ').unwrap_or(self.chars.len())
    }

    /// Goes past a sign of multiplication that stands between two parts of a size; `3 G 1.5` is such a size of a cable.
    fn takes_times(&mut self) -> bool {
        let sign = self.past_blanks(self.at);
        let next = self.past_blanks(sign + 1);
        let begins =
            self.char(next).is_ascii_digit() || (self.char(next) == 'm' && self.char(next + 1).is_ascii_digit());
        let is_sign = matches!(self.char(sign), '×' | 'x' | 'g');
        if is_sign && begins {
            self.at = next;
        }
        is_sign && begins
    }

    /// A number that begins here: digits, a decimal sign, a fraction.
    fn number(&mut self) -> String {
        let mut out = self.run(|c| c.is_ascii_digit());
        while matches!(self.char(self.at), '.' | ',') && self.char(self.at + 1).is_ascii_digit() {
            let sign = self.char(self.at);
            self.at += 1;
            let rest = self.run(|c| c.is_ascii_digit());
            let is_grouped = sign == ',' && rest.len() == 3 && out != "0" && !out.contains('.');
            if !is_grouped {
                out.push('.');
            }
            out.push_str(&rest);
        }
        if self.char(self.at) == '/' && self.char(self.at + 1).is_ascii_digit() {
            self.at += 1;
            let below = self.run(|c| c.is_ascii_digit());
            return format!("{out}/{below}");
        }
        match out.split_once('.') {
            Some((_, decimals)) if !decimals.contains('.') => {
                out.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            _ => out,
        }
    }

    /// The unit that stands here, after blanks or at once.
    fn unit(&mut self) -> Option<&'static str> {
        let from = self.past_blanks(self.at);
        if self.char(from) == '"' {
            self.at = from + 1;
            return Some("in");
        }
        let letters = (from..self.chars.len()).take_while(|i| self.chars[*i].is_ascii_lowercase()).count();
        let mut to = from + letters;
        if self.char(to) == '2' && !self.char(to + 1).is_ascii_alphanumeric() {
            to += 1;
        }
        let text: String = self.chars[from..to.min(self.chars.len())].iter().collect();
        let unit = UNITS.iter().find(|(written, _)| *written == text).map(|(_, unit)| *unit);
        if unit.is_some() && !self.char(to).is_ascii_alphanumeric() {
            self.at = to;
            return unit;
        }
        None
    }

    /// What begins here with a digit.
    fn sized(&mut self) -> Piece {
        let number = self.number();
        let sign = self.past_blanks(self.at);
        let is_times = matches!(self.char(sign), 'x' | 'g') && self.char(self.past_blanks(sign + 1)).is_ascii_digit();
        if is_times {
            return Piece::Number(number);
        }
        if let Some(unit) = self.unit() {
            return Piece::Size(number, unit);
        }
        if self.char(self.at).is_ascii_lowercase() {
            let rest = self.run(|c| c.is_ascii_alphanumeric());
            return Piece::Other(number + &rest);
        }
        Piece::Number(number)
    }

    /// What begins here with a letter.
    fn lettered(&mut self) -> Piece {
        let letters = self.run(|c| c.is_ascii_lowercase());
        let is_code = letters.len() == 1 && self.char(self.at).is_ascii_digit();
        if !is_code {
            return Piece::Word(letters);
        }
        let number = self.number();
        let is_times = self.char(self.at) == 'x' && self.char(self.at + 1).is_ascii_digit();
        let whole = letters + &number;
        if self.char(self.at).is_ascii_lowercase() && !is_times {
            let rest = self.run(|c| c.is_ascii_alphanumeric());
            return Piece::Other(whole + &rest);
        }
        if self.char(self.at) == '"' {
            self.at += 1;
        }
        Piece::Coded(whole.chars().next().unwrap_or(' '), number)
    }

    /// Everything, in groups: the parts of one size belong together.
    pub(super) fn all(mut self) -> Vec<Vec<Piece>> {
        let mut groups: Vec<Vec<Piece>> = Vec::new();
        let mut goes_on = false;
        while self.at < self.chars.len() {
            let c = self.chars[self.at];
            let piece = match c {
                '0'..='9' => self.sized(),
                'a'..='z' => self.lettered(),
                _ => {
                    self.at += 1;
                    goes_on = false;
                    continue;
                }
            };
            let is_word = matches!(piece, Piece::Word(_));
            match groups.last_mut() {
                Some(group) if goes_on => group.push(piece),
                _ => groups.push(vec![piece]),
            }
            goes_on = !is_word && self.takes_times();
        }
        groups
    }
}

/// The text in small ASCII letters, with one sign for each thing.
pub(super) fn plain(text: &str) -> String {
    let mut open = String::with_capacity(text.len());
    for c in text.chars().take(LONGEST * 4) {
        let fraction = match c {
            '½' => "1/2",
            '¼' => "1/4",
            '¾' => "3/4",
            '⅛' => "1/8",
            '⅜' => "3/8",
            '⅝' => "5/8",
            '⅞' => "7/8",
            '⅓' => "1/3",
            '⅔' => "2/3",
            'ø' | 'Ø' => " ",
            c => {
                open.push(c);
                continue;
            }
        };
        if open.ends_with(|c: char| c.is_ascii_digit()) && fraction.len() > 1 {
            open.push('.');
        }
        open.push_str(fraction);
    }
    let folded = fold(&open);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        let is_mixed = word.chars().any(|c| c.is_ascii_alphanumeric());
        for c in word.chars() {
            match c {
                '\u{2044}' => out.push('/'),
                '“' | '”' | '″' => out.push('"'),
                '*' | '✕' | '⨯' => out.push('×'),
                c if c.is_ascii() || c == '×' => out.push(c),
                c => match look_alike(c).filter(|_| is_mixed) {
                    Some(latin) => out.push(latin),
                    None if c.is_alphabetic() => out.extend(
                        any_ascii::any_ascii_char(c)
                            .chars()
                            .filter(char::is_ascii_alphanumeric)
                            .map(|c| c.to_ascii_lowercase()),
                    ),
                    None => out.push(if c == '\u{2032}' { '\'' } else { ' ' }),
                },
            }
        }
    }
    out.replace("''", "\"")
}
