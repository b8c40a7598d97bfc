//! How products are named and asked for: numbers, sizes and words in one form, on write and on query.
//!
//! Rule: what is stored and what is asked for go through the same reading, so every spelling of a size meets every other:
//! `M8x40`, `M8*40` and `M8 × 40` are the parts `m8` and `40`; `1,5 mm²` is `1.5mm2`; `G½` and `G1/2` are `g1/2`; `1/2"` is
//! `1/2in`. Words lose the ending of an English plural. All parts are ASCII letters, digits, `.` and `/`.

mod reader;

use crate::catalog::text::reader::{Piece, Reader, look_alike, plain};
use crate::search::{LONGEST, fold};

/// How many parts of a query are looked for.
const PARTS: usize = 8;
/// A part that is longer than this is no word of anybody.
const LONG: usize = 32;

/// Words that say nothing about a product, in English and German.
const EMPTY: [&str; 20] = [
    "the", "for", "of", "and", "with", "a", "an", "to", "in", "on", "or", "mit", "fur", "fuer", "und", "der", "die",
    "das", "von", "aus",
];

/// Words after which a name says what its thing is for.
const FOR: [&str; 8] = ["for", "with", "of", "to", "in", "mit", "fur", "von"];
/// Words that a standard begins with.
const STANDARDS: [&str; 5] = ["din", "iso", "en", "ansi", "bs"];

/// A text in small letters, letters of other alphabets as the Latin ones they look like.
pub fn latin(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    fold(&short).chars().map(|c| look_alike(c).unwrap_or(c)).collect()
}

/// The one form of a number of a product: without case, dashes, blanks and dots, letters of other alphabets as the Latin
/// ones they look like, and without the zeros before a number that is digits alone.
pub fn number_key(text: &str) -> String {
    let key: String = latin(text).chars().filter(char::is_ascii_alphanumeric).collect();
    match key.bytes().all(|b| b.is_ascii_digit()) {
        true => key.trim_start_matches('0').to_owned(),
        false => key,
    }
}

/// A word without the ending of an English plural.
pub fn stem(word: &str) -> String {
    let is_word = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase());
    let cut = |n: usize| word[..word.len() - n].to_owned();
    match word {
        _ if !is_word => word.to_owned(),
        _ if word.ends_with("ies") && word.len() > 4 => cut(3) + "y",
        _ if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| word.ends_with(end)) => cut(2),
        _ if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) => word.to_owned(),
        _ if word.ends_with('s') => cut(1),
        _ => word.to_owned(),
    }
}

/// A German word without its ending, as it may stand among synonyms.
fn german(word: &str) -> Vec<String> {
    let ends = ["en", "er", "n", "e", "s"];
    let cut = ends.iter().filter_map(|end| word.strip_suffix(end)).filter(|rest| rest.len() >= 4);
    cut.map(str::to_owned).collect()
}

/// The parts by which a text is found, in its order; each once.
pub fn parts(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |part: String| {
        if !part.is_empty() && part.len() <= LONG && !out.contains(&part) {
            out.push(part);
        }
    };
    for group in Reader::new(text).all() {
        let unit =
            group.iter().rev().find_map(|piece| if let Piece::Size(_, unit) = piece { Some(*unit) } else { None });
        for piece in &group {
            match piece {
                Piece::Word(word) => add(stem(word)),
                Piece::Other(text) => add(text.clone()),
                Piece::Number(number) => {
                    add(number.clone());
                    unit.into_iter().for_each(|unit| add(format!("{number}{unit}")));
                    number.split('.').filter(|_| number.contains('/')).for_each(|part| add(part.to_owned()));
                }
                Piece::Size(number, unit) => {
                    add(format!("{number}{unit}"));
                    add(number.clone());
                }
                Piece::Coded(letter, number) => {
                    add(format!("{letter}{number}"));
                    if *letter == 'm' {
                        add(format!("{number}mm"));
                        add(number.clone());
                    }
                    if number.contains('/') {
                        add(format!("{number}in"));
                        add(number.clone());
                    }
                }
            }
        }
        if let Some(joint) = joint(&group) {
            add(joint.strip_prefix('m').unwrap_or_default().to_owned());
            add(joint);
        }
    }
    out
}

/// A size of several parts as one, as "m8x40".
fn joint(group: &[Piece]) -> Option<String> {
    (group.len() > 1).then(|| group.iter().map(Piece::bare).collect::<Vec<_>>().join("x"))
}

/// What a name says its thing is: the last word before sizes, standards and what it is for. "bolt" in "Hex bolt DIN 933".
pub fn noun(name: &str) -> Option<String> {
    let head = name.split([',', '(', '–']).next().unwrap_or_default();
    let mut noun = None;
    for piece in Reader::new(head).all().concat() {
        match piece {
            Piece::Word(word) if !FOR.contains(&word.as_str()) && !STANDARDS.contains(&word.as_str()) => {
                noun = Some(stem(&word))
            }
            _ if noun.is_some() => break,
            _ => {}
        }
    }
    noun
}

/// What all sizes of a thing are called together: the name before its first size. "Hex bolt DIN 933".
pub fn family(name: &str) -> String {
    let head = name.split([',', '(']).next().unwrap_or_default();
    let mut words: Vec<&str> = Vec::new();
    for word in head.split_whitespace() {
        let is_number = word.chars().any(|c| c.is_ascii_digit() || c.is_numeric());
        let of_standard = words.last().is_some_and(|last| STANDARDS.contains(&last.to_lowercase().as_str()));
        if is_number && !of_standard {
            break;
        }
        words.push(word);
    }
    if words.is_empty() { head.trim().to_owned() } else { words.join(" ") }
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As it stands in what is stored.
    pub text: String,
    /// What it may also be called: synonyms, or the word that was meant.
    pub also: Vec<String>,
    /// Whether it is a word, in which a typing error may be; never a number or a size.
    pub is_word: bool,
    /// Whether more may follow, because it is a word or still being typed.
    pub is_begin: bool,
}

impl Asked {
    /// The forms under which the word may stand among synonyms.
    pub fn forms(&self) -> Vec<String> {
        let mut forms = vec![self.text.clone()];
        if self.is_word {
            forms.extend(german(&self.text));
        }
        forms
    }
}

/// A query as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its parts; every one of them must be found.
    pub asked: Vec<Asked>,
    /// Its sizes of several parts; who has one of them comes first.
    pub joints: Vec<String>,
}

/// Reads what was typed; `is_typing` when the last part may go on.
pub fn query(text: &str, is_typing: bool) -> Query {
    let short: String = text.chars().take(LONGEST).collect();
    let mut out = Query::default();
    let groups = Reader::new(&short).all();
    out.joints.extend(groups.iter().filter_map(|group| joint(group)));
    for group in &groups {
        for piece in group {
            let (text, is_word) = match piece {
                Piece::Word(word) => (stem(word), true),
                Piece::Size(number, unit) if group.len() == 1 => (format!("{number}{unit}"), false),
                piece => (piece.bare(), false),
            };
            let is_begin = is_word && text.len() >= 3;
            out.asked.push(Asked { text, also: Vec::new(), is_word, is_begin });
        }
    }
    // What stands together with digits is a part of a number, in which nothing is put right.
    let plain = plain(&short);
    let is_number = |token: &&str| token.len() >= 5 && token.chars().any(|c| c.is_ascii_digit());
    let of_numbers: Vec<String> = plain
        .split(' ')
        .filter(is_number)
        .flat_map(|token| token.split(|c: char| !c.is_ascii_lowercase()))
        .filter(|word| word.len() > 1)
        .map(stem)
        .collect();
    for asked in out.asked.iter_mut().filter(|asked| of_numbers.contains(&asked.text)) {
        (asked.is_word, asked.is_begin) = (false, false);
    }
    if out.asked.iter().any(|asked| !EMPTY.contains(&asked.text.as_str())) {
        out.asked.retain(|asked| !EMPTY.contains(&asked.text.as_str()));
    }
    out.asked.retain(|asked| asked.text.len() <= LONG);
    if is_typing && let Some(last) = out.asked.last_mut() {
        last.is_begin = true;
    }
    let mut seen = std::collections::HashSet::new();
    out.asked.retain(|asked| seen.insert(asked.text.clone()));
    out.asked.truncate(PARTS);
    out
}

/// The name of a value in addresses and among what is stored: small letters, digits, dots and dashes.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '.' if !out.is_empty() => out.push('.'),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(60);
    out.trim_end_matches(['-', '.']).replace("..", ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Vec<String> {
        query(text, false).asked.into_iter().map(|asked| asked.text).collect()
    }

    #[test]
    fn a_number_is_the_same_in_every_spelling() {
        // Hyphens of word processors, blanks that do not break, letters of Cyrillic and Greek, and full width.
        for text in [
            "HB-M8-40-ZN",
            "hb m8 40 zn",
            "HB‑M8–40—ZN",
            "НВ-М8-40-ZN",
            "ΗΒ.Μ8.40.ΖΝ",
            "hbm840zn",
            "ＨＢ\u{a0}Ｍ８ 40ZN",
        ] {
            assert_eq!(number_key(text), "hbm840zn", "{text}");
        }
        assert_eq!(number_key("04012345678901"), "4012345678901");
        assert_ne!(number_key("HB-M8-40-ZN"), number_key("HB-M8-41-ZN"));
        assert_eq!(number_key("— "), "");
    }

    #[test]
    fn a_size_is_the_same_in_every_spelling() {
        for text in ["M8x40", "M8*40", "M8 × 40", "m8 x 40", "M8X40", "М8х40"] {
            assert_eq!(asked(text), ["m8", "40"], "{text}");
            assert_eq!(query(text, false).joints, ["m8x40"], "{text}");
        }
        for text in ["1,5 mm²", "1.5mm2", "1,50 mm²", "1.5 sqmm"] {
            assert_eq!(asked(text), ["1.5mm2"], "{text}");
        }
        for text in ["G½", "G1/2", "g1/2\""] {
            assert_eq!(asked(text), ["g1/2"], "{text}");
        }
        for text in ["1/2\"", "½″", "1/2 inch", "½ Zoll", "1/2''"] {
            assert_eq!(asked(text), ["1/2in"], "{text}");
        }
        assert_eq!(asked("1½\""), ["1.1/2in"]);
        assert_eq!(asked("40x60x10"), ["40", "60", "10"]);
        assert_eq!(asked("1,000 ml"), ["1000ml"]);
        assert_eq!(asked("DIN933"), asked("din 933"));
        assert_eq!(asked("6204-2RS"), ["6204", "2rs"]);
    }

    #[test]
    fn what_is_stored_is_found_by_each_spelling() {
        let stored = parts("Hex bolt DIN 933 M8 × 40, zinc plated");
        for text in ["M8x40 hex bolts", "8mm bolt", "din933 m8", "8x40", "bolts zinc", "М8*40"] {
            for part in asked(text) {
                assert!(stored.contains(&part), "{text}: {part} in {stored:?}");
            }
        }
        for name in ["Cable 3 × 1.5 mm², 50 m", "Cable 3 G 1.5 mm², 50 m"] {
            let stored = parts(name);
            for text in ["1,5 mm²", "3x1.5", "3G1.5", "3g1,5mm²", "1.5mm2", "50m"] {
                for part in asked(text) {
                    assert!(stored.contains(&part), "{text}: {part} in {stored:?}");
                }
            }
        }
        assert!(parts("Fitting G½ male").iter().any(|part| part == "1/2in"));
    }

    #[test]
    fn plurals_and_empty_words_do_not_matter() {
        for (many, one) in
            [("bolts", "bolt"), ("boxes", "box"), ("glasses", "glass"), ("batteries", "battery"), ("brushes", "brush")]
        {
            assert_eq!(stem(many), one);
        }
        for word in ["glass", "chassis", "bus", "m8"] {
            assert_eq!(stem(word), word);
        }
        assert_eq!(asked("bits for the screws"), ["bit", "screw"]);
        assert_eq!(asked("the"), ["the"]);
        assert!(query("Schrauben", false).asked[0].forms().contains(&"schraub".to_owned()));
    }

    #[test]
    fn the_noun_of_a_name_is_what_the_thing_is() {
        for (name, noun_of) in [
            ("Hex bolt DIN 933 M8 × 40, zinc plated", "bolt"),
            ("Boltless shelving 1800 × 900", "shelving"),
            ("Bolt cutter 600 mm", "cutter"),
            ("Bit holder for hex bits", "holder"),
            ("Nitrile gloves, blue", "glove"),
        ] {
            assert_eq!(noun(name).as_deref(), Some(noun_of), "{name}");
        }
        assert_eq!(family("Hex bolt DIN 933 M8 × 40, zinc plated"), "Hex bolt DIN 933");
        assert_eq!(family("Nitrile gloves, blue"), "Nitrile gloves");
        assert_eq!(family("6204-2RS"), "6204-2RS");
    }

    #[test]
    fn a_part_of_a_number_is_no_word() {
        let words =
            |text| query(text, false).asked.into_iter().filter(|a| a.is_word).map(|a| a.text).collect::<Vec<_>>();
        assert_eq!(words("GSC-M20X6-ZINCPLAT"), Vec::<String>::new());
        assert_eq!(words("hex-bolt 6204-2RS"), ["hex", "bolt"]);
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        for text in ["%", "*", "\"", "''", "[]", "×", "_", " "] {
            assert!(query(text, true).asked.is_empty(), "{text}");
        }
        assert_eq!(slug("Steel 8.8, zinc plated"), "steel-8.8-zinc-plated");
        assert_eq!(slug("M8 × 1.25 mm"), "m8-1.25-mm");
    }
}
