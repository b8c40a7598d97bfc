//! Languages for tests, made from English: whatever stays plain English on a page is not translated.

use std::borrow::Cow;

/// The letters with an accent each.
const ACCENTED: [(char, char); 12] = [
    ('a', 'á'),
    ('e', 'é'),
    ('i', 'í'),
    ('o', 'ö'),
    ('u', 'ü'),
    ('c', 'ç'),
    ('n', 'ñ'),
    ('A', 'Å'),
    ('E', 'É'),
    ('O', 'Ø'),
    ('S', 'Š'),
    ('N', 'Ñ'),
];

/// English with accents, half as long again: German and French are about that long.
///
/// Length is added as `~`, so that a test can still find a text that begins or ends with a value.
pub fn longer(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    let accented =
        |letter| ACCENTED.iter().find(|(plain, _)| *plain == letter).map_or(letter, |(_, accented)| *accented);
    let mut out: String = text.trim_end().chars().map(accented).collect();
    let added = out.chars().filter(|letter| letter.is_alphabetic()).count().div_ceil(2);
    out.push_str(&" ~~~~~".repeat(added.div_ceil(6)));
    out.push_str(&text[text.trim_end().len()..]);
    Cow::Owned(out)
}

/// English whose words run from right to left, by the override of Unicode; its letters stay what they are.
pub fn right_to_left(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_alphabetic) {
        return Cow::Borrowed(text);
    }
    let words = text.split_inclusive(' ').map(|word| {
        let bare = word.trim_end_matches(' ');
        format!("\u{202e}{bare}\u{202c}{}", &word[bare.len()..])
    });
    Cow::Owned(words.collect())
}
