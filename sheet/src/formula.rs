//! Text that a spreadsheet takes for a formula, made harmless with an apostrophe before it, and read back.
//!
//! A program that expects another separator cuts a line elsewhere, even inside quotes. So each part of a text that may
//! become a cell of its own is looked at, not only its beginning.

use std::borrow::Cow;

/// What may part cells or rows.
const ENDS: [char; 5] = [',', ';', '\t', '\n', '\r'];
/// How a formula begins: the last four in full width.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a part of a text begins like a formula, after blanks, quotes and apostrophes.
fn is_risky(part: &str) -> bool {
    part.trim_start_matches([' ', '\u{a0}', '\'', '"']).starts_with(BEGINNINGS)
}

/// A text with an apostrophe before each part that begins like a formula.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if !text.split(ENDS).any(is_risky) {
        return Cow::Borrowed(text);
    }
    let parts =
        text.split_inclusive(ENDS).map(|part| if is_risky(part) { format!("'{part}") } else { part.to_owned() });
    Cow::Owned(parts.collect())
}

/// What was text before [`guarded`].
pub(crate) fn unguarded(text: &str) -> Cow<'_, str> {
    let inner = |part: &'_ str| part.starts_with('\'') && is_risky(part);
    if !text.split(ENDS).any(inner) {
        return Cow::Borrowed(text);
    }
    let parts =
        text.split_inclusive(ENDS).map(|part| if inner(part) { part.get(1..).unwrap_or_default() } else { part });
    Cow::Owned(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_wherever_a_cell_may_begin() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            (" =1+1", "' =1+1"),
            ("\"=1+1\"", "'\"=1+1\""),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1＋1", "'＝1＋1"),
            ("hall 3;=1+1", "hall 3;'=1+1"),
            ("left,right\n-2", "left,right\n'-2"),
            ("'=1+1", "''=1+1"),
            ("=", "'="),
        ] {
            assert_eq!(guarded(text), safe, "{text}");
            assert_eq!(unguarded(safe), text, "{text}");
        }
        for text in ["", "A-B", "'quoted'", "a = b", "2, 3", "'00417", "%0A=1+1"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
