//! The words by which people are found, alike for every script: made when a contact is written, and of what is typed.
//!
//! Rules: every word is written in small Latin letters and digits. Both sides are treated the same, so that a text in its
//! own script finds itself, and Latin letters find what `any_ascii` makes of it. What sounds alike or has a typing error is
//! found by the [`keys`] that two words have in common.

use rphonetic::DoubleMetaphone;
use unicode_normalization::UnicodeNormalization;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Small Latin letters and digits.
    pub text: String,
    /// Whether it is written in another script than Latin.
    pub is_other_script: bool,
    /// Whether it was made of others: parts that were joined, or a part of one.
    pub is_derived: bool,
}

/// Signs that nobody sees: they are left out.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Signs that stand inside of a word and are left out there.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | 'ꞌ' | '׳' | '՚')
}

fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{58a}' | '\u{5be}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fb}' | '\u{fe58}' | '\u{fe63}'
    )
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

/// Whether each of these letters is a word or a syllable, written without blanks.
fn is_syllable(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Small Latin letters and digits of one letter of any script.
fn latin(c: char, out: &mut String) {
    out.extend(
        any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()),
    );
}

/// A name in Latin letters; the name itself where it is written so.
///
/// ```
/// use domain::contact::words::latin_name;
/// assert_eq!(latin_name("Олег Коваль"), "Oleg Koval");
/// assert_eq!(latin_name("陈静"), "Chen Jing");
/// assert_eq!(latin_name("José Álvarez Peña"), "José Álvarez Peña");
/// ```
pub fn latin_name(name: &str) -> String {
    if !name.chars().any(|c| c.is_alphabetic() && !is_latin(c)) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for c in name.nfc().filter(|c| !is_invisible(*c) && !is_mark(*c)) {
        if is_latin(c) {
            out.push(c);
            continue;
        }
        if is_syllable(c) && out.chars().last().is_some_and(char::is_alphabetic) {
            out.push(' ');
        }
        let begins = !out.chars().last().is_some_and(char::is_alphabetic);
        let letters = any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric);
        out.extend(letters.enumerate().map(|(n, c)| if begins && n == 0 { c.to_ascii_uppercase() } else { c }));
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if out.is_empty() { name.to_owned() } else { out }
}

/// `ä` is written `ae` where there is no `ä`: both become `a`, and so with `o` and `u`.
fn without_umlauts(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before = ' ';
    for c in word.chars() {
        if !(c == 'e' && matches!(before, 'a' | 'o' | 'u')) {
            out.push(c);
        }
        before = c;
    }
    out
}

/// The words of a text, each once.
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let plain: String = text.nfkc().filter(|c| !is_invisible(*c)).collect();
    let mut before = "";
    for chunk in plain.split(|c: char| !(c.is_alphanumeric() || is_mark(c) || is_apostrophe(c) || is_hyphen(c))) {
        if chunk.is_empty() {
            continue;
        }
        chunk_words(chunk, &mut out);
        // "Ó Cuinn" is "O'Cuinn" elsewhere.
        if before.chars().count() == 1 && chunk.chars().count() > 1 {
            let joined = [before, chunk].concat();
            add(&joined, true, &mut out);
        }
        before = chunk;
    }
    out
}

/// The words of a text as they were typed: none that was made of others.
pub fn typed(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().filter(|word| !word.is_derived).map(|word| word.text)
}

/// Marks that belong to the letter before them, in scripts that write vowels so.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The words of what stands between two blanks.
fn chunk_words(chunk: &str, out: &mut Vec<Word>) {
    let parts: Vec<&str> = chunk.split(is_hyphen).filter(|part| !part.is_empty()).collect();
    for part in &parts {
        if part.chars().filter(|c| is_syllable(*c)).count() > 1 {
            for syllable in part.split_inclusive(is_syllable) {
                add(syllable, false, out);
            }
            add(part, true, out);
            continue;
        }
        add(part, false, out);
        // "O'Brien" is also looked for as "Brien", "D'Alò" as "Alo".
        if let Some((first, rest)) = part.split_once(is_apostrophe)
            && (1..=2).contains(&first.chars().count())
            && rest.chars().count() > 1
        {
            add(rest, true, out);
        }
    }
    if parts.len() > 1 {
        add(&parts.concat(), true, out);
    }
}

fn add(text: &str, is_derived: bool, out: &mut Vec<Word>) {
    let mut word = String::with_capacity(text.len());
    for c in text.chars() {
        latin(c, &mut word);
    }
    let word = without_umlauts(&word);
    if word.is_empty() || word.len() > LONGEST {
        return;
    }
    let is_other_script = text.chars().any(|c| c.is_alphabetic() && !is_latin(c));
    match out.iter_mut().find(|known| known.text == word) {
        // Written in Latin letters as well: nothing of it is foreign.
        Some(known) => {
            known.is_other_script &= is_other_script;
            known.is_derived &= is_derived;
        }
        None => out.push(Word { text: word, is_other_script, is_derived }),
    }
}

/// Up to three `like` patterns for the stored words of a contact, where few are searched: each word or address of a query must
/// begin one of them; missing ones match everything.
pub fn patterns(query: &str) -> [String; 3] {
    let short: String = query.chars().take(crate::search::LONGEST).collect();
    let of_piece = |piece: &str| match piece.contains('@') {
        true => vec![piece.to_lowercase()],
        false => typed(piece).collect(),
    };
    let mut all = short.split_whitespace().flat_map(of_piece);
    std::array::from_fn(|_| {
        all.next().map_or("%".to_owned(), |word| format!("% {}%", crate::search::like_escape(&word)))
    })
}

/// The longest word that is kept.
const LONGEST: usize = 60;

/// How many letters may be wrong in a word of this length.
pub fn allowed(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// The letters that carry a word, with those that sound alike made one.
pub fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' | 'j' => continue,
            'v' => 'b',
            'c' | 'g' | 'q' => 'k',
            'z' => 's',
            'f' => 'p',
            'd' => 't',
            other => other,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// How a word sounds; empty for short ones.
pub fn sound(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return String::new();
    }
    DoubleMetaphone::new(Some(6)).double_metaphone(word).primary()
}

/// Whether errors in a word are forgiven: it has no digits and is long enough.
pub fn is_forgiving(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// What a word has in common with words that are nearly the same: itself, itself without one letter, its sound, its
/// skeleton. Empty when errors in it are not forgiven.
pub fn keys(word: &str) -> Vec<String> {
    if !is_forgiving(word) {
        return Vec::new();
    }
    let mut out = vec![format!("-{word}")];
    for n in 0..word.len() {
        out.push(format!("-{}{}", &word[..n], &word[n + 1..]));
    }
    if word.len() >= 4 {
        out.extend(Some(sound(word)).filter(|sound| sound.len() >= 2).map(|sound| format!("%{sound}")));
        out.extend(Some(skeleton(word)).filter(|bare| bare.len() >= 3).map(|bare| format!("~{bare}")));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The parts of three letters of a word, with a sign for its beginning.
pub fn grams(word: &str) -> Vec<String> {
    if word.len() < 4 || !is_forgiving(word) {
        return Vec::new();
    }
    let padded = format!("^{word}");
    let mut out: Vec<String> = (0..padded.len() - 2).map(|n| format!("+{}", &padded[n..n + 3])).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The digits of a phone number from its last to its first, without what only some people dial: `00`, a leading `0`, `(0)`.
/// An extension is left out. Numbers that end alike begin alike here.
pub fn phone(text: &str) -> String {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect::<String>().replace("(0)", " ");
    let end = ["ext", "extn", "x", "app", "dw", "durchwahl", "poste", "#", ";"]
        .iter()
        .filter_map(|sign| text.find(sign))
        .min();
    let number = &text[..end.unwrap_or(text.len())];
    let mut digits = String::new();
    for c in number.chars().filter(|c| c.is_numeric()) {
        digits.extend(any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_digit));
    }
    // The last digits of a number alone may begin with a zero that belongs to them.
    let is_whole = digits.len() >= 7;
    let bare = digits.strip_prefix("00").or_else(|| digits.strip_prefix('0')).filter(|_| is_whole).unwrap_or(&digits);
    bare.chars().rev().collect()
}

/// Capital letters and digits alone: "4f7-22kd" is "4F722KD", whatever hyphen or blank stands between.
pub fn compact(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkc().filter(|c| !is_invisible(*c)) {
        out.extend(
            any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    fn has(text: &str, word: &str) {
        assert!(of(text).iter().any(|known| known == word), "{word} in {text}: {:?}", of(text));
    }

    #[test]
    fn every_script_has_latin_words() {
        for (text, word) in [
            ("Олег Коваль", "koval"),
            ("Παναγιώτης", "panagiotis"),
            ("ΠΑΝΑΓΙΩΤΗΣ", "panagiotis"),
            ("陈静", "jing"),
            ("陈静", "chenjing"),
            ("김서연", "seo"),
            ("ほりうち", "horiuchi"),
            ("İpek Yıldırım", "yildirim"),
            ("Łukasz", "lukasz"),
            ("Nguyễn Thị Hạnh", "nguyen"),
            ("რუსუდან", "rusudan"),
            ("Zoe\u{308}", "zo"),
        ] {
            has(text, word);
        }
        assert_eq!(of("प्रिया"), of("प्रिया"));
        assert!(
            !of("प्रिया रमन").is_empty()
                && !of("สมชาย").is_empty()
                && !of("Գայանե").is_empty()
                && !of("سمير").is_empty()
        );
    }

    #[test]
    fn spellings_of_one_name_make_the_same_word() {
        for (one, other) in [
            ("Jürgen", "Juergen"),
            ("Weißenfels", "Weissenfels"),
            ("Nürnberg", "Nuernberg"),
            ("O'Cuinn", "O’Cuinn"),
            ("O'Cuinn", "OCuinn"),
            ("Ko\u{ad}val\u{200b}", "koval"),
            ("Zoë", "Zoe\u{308}"),
            ("ＫＯＶＡＬ", "koval"),
        ] {
            assert_eq!(of(one)[0], of(other)[0], "{one} and {other}");
        }
        has("Seán Ó Cuinn", "ocuinn");
        has("Niccolò D’Alò", "alo");
        for hyphen in ['-', '‐', '‑', '–', '—', '−'] {
            let name = format!("Lacombe{hyphen}Dufour");
            for word in ["lacombe", "dufour", "lacombedufour"] {
                has(&name, word);
            }
        }
        let joined = words("Lacombe-Dufour").pop().expect("a word");
        assert!(joined.is_derived && !joined.is_other_script);
    }

    #[test]
    fn words_that_are_nearly_the_same_share_a_key() {
        for (one, other) in [
            ("kowal", "koval"),
            ("kovall", "koval"),
            ("olek", "oleg"),
            ("branigan", "brannigan"),
            ("alvares", "alvarez"),
            ("teresa", "therese"),
            ("samir", "smyr"),
            ("kvoal", "koval"),
            ("meyer", "maier"),
        ] {
            let keys = keys(one);
            assert!(super::keys(other).iter().any(|key| keys.contains(key)), "{one} and {other}");
        }
        assert!(keys("4f722kd").is_empty() && keys("li").is_empty() && grams("4f722kd").is_empty());
    }

    #[test]
    fn phones_end_alike_in_every_notation() {
        let stored = phone("+44 20 7946 0123");
        for typed in [
            "+442079460123",
            "0044 20 7946 0123",
            "(020) 7946 0123",
            "+44 (0)20 7946-0123",
            "020.7946.0123 ext. 7",
            "7946 0123",
            "0123",
            "٠٢٠ ٧٩٤٦ ٠١٢٣",
        ] {
            assert!(stored.starts_with(&phone(typed)), "{typed}: {} in {stored}", phone(typed));
        }
    }

    #[test]
    fn few_are_searched_by_the_beginnings_of_their_words() {
        assert_eq!(patterns("Álvarez o_k@x"), ["% alvarez%", "% o\\_k@x%", "%"]);
        assert_eq!(patterns(""), ["%", "%", "%"]);
    }

    #[test]
    fn numbers_have_no_signs() {
        for text in ["4F7-22KD", "#4f7 22kd", "4F7–22KD", "4f722kd\u{200b}"] {
            assert_eq!(compact(text), "4F722KD");
        }
    }
}
