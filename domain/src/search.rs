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

/// Up to six `like` patterns for the words of a query; missing ones match everything.
///
/// Each word must stand somewhere in the key. `×` counts as `x`, so "M8 × 40" finds "m8x40".
pub fn patterns(query: &str) -> [String; 6] {
    let short: String = query.chars().take(LONGEST).collect();
    let folded = fold(&short).replace('×', "x").replace(" x ", "x");
    let mut words = folded.split(' ').filter(|w| !w.is_empty());
    std::array::from_fn(|_| match words.next() {
        Some(word) => format!("%{}%", like_escape(word)),
        None => "%".to_owned(),
    })
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
}
