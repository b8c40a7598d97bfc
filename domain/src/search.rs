//! Folding text so that a search finds what people mean, alike on both engines.
//!
//! The folded form is computed here on write and on query: NFKC, lower case, marks removed, and a Latin form beside
//! the native one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest query that is looked at, in characters.
pub const LONGEST: usize = 400;

/// Lower case, without marks, blanks folded to one.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .collect();
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(' ').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The key stored beside a row: each part folded, then its Latin form, then its digits when it is a phone number.
pub fn key(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        let folded = fold(part);
        let latin = fold(&latin(&folded));
        let bare: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        for form in [&folded, &latin, &bare] {
            if !form.is_empty() && !out.split('\u{1f}').any(|f| f == form.as_str()) {
                if !out.is_empty() {
                    out.push('\u{1f}');
                }
                out.push_str(form);
            }
        }
    }
    out
}

/// Letters in Latin script; every other sign stays what it is. `any_ascii` would make a `*` of a `×`, and who searches for
/// a star would find all that is sold by its size.
fn latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_alphabetic() && !c.is_ascii() {
            true => out.extend(any_ascii::any_ascii_char(c).chars().filter(|c| c.is_alphanumeric() || *c == ' ')),
            false => out.push(c),
        }
    }
    out
}

/// Escapes `%`, `_` and `\` for `like … escape '\'`, so that a wildcard is taken literally.
pub fn like_escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// How many words of a query are looked for.
const WORDS: usize = 6;
/// How many parts of three letters are looked up in an index at most.
const GRAMS: usize = 40;

/// The words of a query, folded. `×` counts as `x`, so "M8 × 40" finds "m8x40".
fn words(query: &str) -> Vec<String> {
    let short: String = query.chars().take(LONGEST).collect();
    let folded = fold(&short).replace('×', "x").replace(" x ", "x");
    folded.split(' ').filter(|word| !word.is_empty()).take(WORDS).map(str::to_owned).collect()
}

/// Up to six `like` patterns for the words of a query; missing ones match everything.
///
/// Each word must stand somewhere in the key.
pub fn patterns(query: &str) -> [String; WORDS] {
    let mut words = words(query).into_iter();
    std::array::from_fn(|_| match words.next() {
        Some(word) => format!("%{}%", like_escape(&word)),
        None => "%".to_owned(),
    })
}

/// A [`key`] for an index of parts of three letters: two blanks before each word, so that the beginning of a word is such
/// a part too.
pub fn indexed(key: &str) -> String {
    let words = key.split(['\u{1f}', ' ']).filter(|word| !word.is_empty());
    words.flat_map(|word| ["  ", word]).collect()
}

/// What is looked for among keys that are [`indexed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Up to six `like` patterns; missing ones match everything.
    pub patterns: [String; WORDS],
    /// The same for the index of SQLite; empty when nothing is looked for.
    pub grams: String,
}

/// What a query looks for: each word of three letters or more anywhere, a shorter one at the beginning of a word.
pub fn wanted(query: &str) -> Wanted {
    let words: Vec<String> = words(query)
        .into_iter()
        .map(|word| if word.chars().count() < 3 { format!("  {word}") } else { word })
        .collect();
    let mut grams = Vec::new();
    for word in &words {
        let letters: Vec<char> = word.chars().collect();
        grams.extend(letters.windows(3).map(|three| format!("\"{}\"", String::from_iter(three).replace('"', "\"\""))));
    }
    grams.truncate(GRAMS);
    let mut words = words.into_iter();
    let patterns = std::array::from_fn(|_| match words.next() {
        Some(word) => format!("%{}%", like_escape(&word)),
        None => "%".to_owned(),
    });
    Wanted { patterns, grams: grams.join(" AND ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_scripts_and_marks_are_found_in_latin() {
        let key = key(&["Олег Коваль", "Chloé Ångström", "+44 20 7946 0123"]);
        for word in ["oleg", "олег", "chloe", "angstrom", "442079460123"] {
            assert!(key.contains(word), "{word} in {key}");
        }
    }

    #[test]
    fn a_sign_is_in_a_key_only_where_somebody_wrote_it() {
        let key = key(&["Hex bolt M8 × 40 — 1½″, «zinc», № 7, 20 ‰, Коваль"]);
        assert!(!key.contains(['*', '%', '_', '"', '\'', '<', '>', '\\']), "{key}");
        assert!(key.contains('×') && key.contains("koval"), "{key}");
    }

    #[test]
    fn wildcards_are_literal() {
        assert_eq!(patterns("100%_\\")[0], "%100\\%\\_\\\\%");
        assert_eq!(patterns("")[0], "%");
        assert_eq!(patterns("M8 × 40")[0], "%m8x40%");
    }

    #[test]
    fn short_words_begin_a_word_in_an_index() {
        let text = indexed(&key(&["Li O'Hara", "Acme"]));
        assert!(text.starts_with("  li  o'hara") && text.ends_with("  acme"), "{text}");
        let found = wanted("li har");
        assert_eq!(found.patterns[..3], ["%  li%", "%har%", "%"]);
        assert_eq!(found.grams, r#""  l" AND " li" AND "har""#);
        assert_eq!(wanted("a\"bc").grams, r#""a""b" AND """bc""#);
        assert_eq!(wanted("").grams, "");
    }
}
