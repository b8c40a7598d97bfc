//! Text that a spreadsheet takes for a formula, made harmless with an apostrophe before it, and read back.
//!
//! A program that expects another separator cuts a line elsewhere, even inside quotes. So each part of a text that may
//! become a cell of its own is looked at, not only its beginning. The beginning counts as risky, too, when nothing of it is
//! seen: a control character or an unusual blank.

use std::borrow::Cow;

/// What may part cells or rows.
const ENDS: [char; 5] = [',', ';', '\t', '\n', '\r'];
/// How a formula or a command begins, also in full width and in small forms.
const BEGINNINGS: [char; 18] =
    ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％', '﹢', '﹣', '﹦', '﹪', '﹫', '−'];

/// Whether nothing is seen of a character.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a text begins like a formula, after what is not seen, quotes and apostrophes.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches(|c| is_unseen(c) || matches!(c, '\'' | '"')).starts_with(BEGINNINGS)
}

/// Whether the beginning of a whole text is risky.
fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(|c| is_unseen(c) && c != ' ') || is_formula(text)
}

/// The parts of a text, and whether each is risky.
fn parts(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let first = is_risky(text);
    text.split_inclusive(ENDS).enumerate().map(move |(n, part)| (part, if n == 0 { first } else { is_formula(part) }))
}

/// A text with an apostrophe before each part that begins like a formula. [`unguarded`] takes them off again.
///
/// ```
/// use sheet::formula::{guarded, unguarded};
/// assert_eq!(guarded("hall 3;=1+1"), "hall 3;'=1+1");
/// assert_eq!(unguarded("hall 3;'=1+1"), "hall 3;=1+1");
/// ```
pub fn guarded(text: &str) -> Cow<'_, str> {
    if !parts(text).any(|(_, risky)| risky) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    for (part, risky) in parts(text) {
        out.push_str(if risky { "'" } else { "" });
        out.push_str(part);
    }
    Cow::Owned(out)
}

/// What was text before [`guarded`].
pub fn unguarded(text: &str) -> Cow<'_, str> {
    let has_mark = |(part, risky): (&str, bool)| risky && part.starts_with('\'');
    if !parts(text).any(has_mark) {
        return Cow::Borrowed(text);
    }
    let bare = |(part, risky)| if has_mark((part, risky)) { part.get(1..).unwrap_or_default() } else { part };
    Cow::Owned(parts(text).map(bare).collect())
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
            ("%0A=1+1", "'%0A=1+1"),
            ("|cmd", "'|cmd"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("\tx", "'\tx"),
            ("\n=1", "'\n'=1"),
            ("'\tx", "''\tx"),
            ("a\r\n−2", "a\r\n'−2"),
        ] {
            assert_eq!(guarded(text), safe, "{text}");
            assert_eq!(unguarded(safe), text, "{text}");
        }
        for text in ["", "A-B", "'quoted'", "a = b", "2, 3", "'00417", "100 %", "a\r\nb", " x", "a|b"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
