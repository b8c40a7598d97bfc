//! What a customer was shown when a page refused or failed: the facts that support needs to see the same.
//!
//! Rules: an account keeps its newest few for some weeks. Never kept are passwords, codes, tokens, and what looks like the
//! number of a payment card, wherever it stands. The customer reads out a reference, by which the facts are found.

pub mod db;

pub use db::{ProblemRef, find};

use crate::card;
use crate::credential::{ALPHABET, Token, random};
use crate::error::Result;
use crate::time::Micros;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

/// How long they are kept.
pub const LIFE: Micros = Micros::minutes(30 * 24 * 60);
/// How many an account keeps: the newest.
pub const KEPT: i64 = 50;
/// How many of an account are kept in one minute. Who asks for more pages that fail than people can read gets no reference.
pub const A_MINUTE: u32 = 30;

/// Random signs of a reference.
const SIGNS: usize = 7;
/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 500;
/// The longest title or reason, in characters.
const LONGEST_REASON: usize = 300;
/// Reasons of one page.
const REASONS: usize = 12;
/// The longest name of a field, in characters.
const LONGEST_NAME: usize = 60;
/// The longest value of a field, in characters; more is cut.
const LONGEST_VALUE: usize = 500;
/// Names and values of one page, in characters.
const LONGEST_FORM: usize = 12_000;
/// Stands where something is left out.
const CUT: &str = "…";
/// What the names of secret fields have in them.
const SECRET: [&str; 13] = [
    "answer", "code", "current", "cvc", "factor", "key", "new", "otp", "passkey", "password", "pin", "secret", "token",
];

/// What a page said, and how it came to that.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// HTTP method.
    pub method: String,
    /// The address that was asked for, with its query.
    pub address: String,
    /// The page that it was asked for from, or the address itself: where somebody sees the same.
    pub page: String,
    /// The status of the answer.
    pub status: u16,
    /// The heading of the answer.
    pub title: String,
    /// The reasons that the answer gave, as they were read.
    pub reasons: Vec<String>,
    /// What was typed, by field.
    pub typed: Vec<(String, String)>,
}

/// What was typed into a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The name of the field.
    pub name: String,
    /// The value; nothing where it must not be kept.
    pub value: Option<String>,
}

/// A new reference, `E-7K4-9QXM`: it is read out on the phone, not guessable, not countable.
///
/// # Errors
/// [`crate::error::Error::Unavailable`] when the system has no randomness to give.
pub fn reference() -> Result<String> {
    let mut rest = u64::from_le_bytes(random::<8>()?);
    let mut out = "E-".to_owned();
    for place in 0..SIGNS {
        if place == 3 {
            out.push('-');
        }
        out.push(char::from(ALPHABET[usize::try_from(rest % 31).unwrap_or(0)]));
        rest /= 31;
    }
    Ok(out)
}

/// The reference that somebody typed, in its one form; nothing for any other text.
///
/// ```
/// use domain::problem::read;
/// assert_eq!(read(" e7k4 9qxm ").as_deref(), Some("E-7K4-9QXM"));
/// assert_eq!(read("4F7-22KD"), None);
/// ```
pub fn read(typed: &str) -> Option<String> {
    if typed.len() > 40 {
        return None;
    }
    let is_between = |c: &char| c.is_whitespace() || matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}');
    let signs: String = typed.chars().filter(|c| !is_between(c)).map(|c| c.to_ascii_uppercase()).collect();
    let signs = signs.strip_prefix('E')?;
    let fits = signs.len() == SIGNS && signs.bytes().all(|sign| ALPHABET.contains(&sign));
    fits.then(|| format!("E-{}-{}", &signs[..3], &signs[3..]))
}

/// Whether what was typed into a field of this name may be kept.
pub fn may_keep(name: &str, value: &str) -> bool {
    let name = name.to_lowercase();
    // What follows a dash names a line: `note-dowel-pin` is the note to a product.
    let kind = name.split('-').next().unwrap_or_default();
    let is_secret = kind.split('_').any(|word| SECRET.contains(&word)) || name.contains("password");
    let is_token = value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).any(looks_like_a_token);
    !is_secret && !is_token && !card::is_in(value) && !card::is_in(&name)
}

/// Whether a part of an address, or a value, could be a token of ours: one that was copied to the wrong place.
fn looks_like_a_token(part: &str) -> bool {
    // An article's address has small letters, digits and dashes; 43 random signs have more.
    Token::parse(part).is_some() && part.bytes().any(|sign| sign.is_ascii_uppercase())
}

/// `path` with this query, without what must not be kept.
pub fn address(path: &str, query: &str) -> String {
    let path: Vec<&str> = path
        .split('/')
        .map(|part| if looks_like_a_token(part) || card::is_in(&decoded(part)) { CUT } else { part })
        .collect();
    let path = path.join("/");
    let query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && may_keep_pair(pair)).collect();
    let all = if query.is_empty() { path.clone() } else { format!("{path}?{}", query.join("&")) };
    // A query that is cut asks for something else, so it is left out.
    let all = if all.chars().count() > LONGEST_ADDRESS { path } else { all };
    if card::is_in(&all) { CUT.to_owned() } else { cut(&all, LONGEST_ADDRESS) }
}

/// The same for a name and a value as they stand in an address.
fn may_keep_pair(pair: &str) -> bool {
    let plain = decoded(pair);
    let (name, value) = plain.split_once('=').unwrap_or((&plain, ""));
    may_keep(name, value)
}

/// A part of an address as it was typed: blanks come as `+`, other signs by their number, as in `%20`.
fn decoded(part: &str) -> String {
    percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => format!("{}{CUT}", &text[..at]),
        None => text.to_owned(),
    }
}

/// A sentence of the page, which may repeat what was typed.
fn said(text: &str) -> String {
    if card::is_in(text) { CUT.to_owned() } else { cut(text, LONGEST_REASON) }
}

impl Seen {
    /// The same with nothing in it that must not be kept, and no more than is kept.
    fn masked(&self) -> Masked {
        let of = |address: &str| {
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            self::address(path, query)
        };
        Masked {
            address: of(&self.address),
            page: of(&self.page),
            title: said(&self.title),
            reasons: self.reasons.iter().take(REASONS).map(|reason| said(reason)).collect(),
            typed: self.typed(),
        }
    }

    fn typed(&self) -> Vec<Typed> {
        let mut left = LONGEST_FORM;
        let mut all = Vec::new();
        for (name, value) in self.typed.iter().filter(|(_, value)| !value.is_empty()) {
            let name = if card::is_in(name) { CUT.to_owned() } else { cut(name, LONGEST_NAME) };
            let value = may_keep(&name, value).then(|| cut(value, LONGEST_VALUE));
            let size = name.chars().count() + value.as_ref().map_or(0, |value| value.chars().count());
            if size > left {
                break;
            }
            left -= size;
            all.push(Typed { name, value });
        }
        all
    }
}

/// What is kept of a page.
struct Masked {
    address: String,
    page: String,
    title: String,
    reasons: Vec<String>,
    typed: Vec<Typed>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        for _ in 0..200 {
            let made = reference().expect("random");
            let (plain, small) = (made.replace('-', ""), made.to_lowercase());
            assert_eq!(made.len(), 10, "{made}");
            for typed in [&made, &plain, &small, &small.replace('-', " "), &format!(" {plain} ")] {
                assert_eq!(read(typed).as_ref(), Some(&made), "{typed}");
            }
        }
        for other in ["", "E", "E-7K4-9QX", "E-7K4-9QXMM", "E-1K4-9QXM", "7K4-9QXM", "E-ÄK4-9QX", &"E".repeat(1_000)] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_secret_is_known_by_its_name_or_its_look() {
        for name in ["password", "release_password", "newPassword", "Code", "release_code", "code-2", "key", "token"] {
            assert!(!may_keep(name, "abc"), "{name}");
        }
        let token = format!("aB3{}", "x".repeat(40));
        for value in ["4111 1111 1111 1111", "pay 4111111111111111 now", token.as_str(), &format!("see /reset/{token}")]
        {
            assert!(!may_keep("note", value), "{value}");
        }
        for (name, value) in [
            ("note", "call +49 170 1234567890"),
            ("quantity-hex-bolt-m8", "7"),
            ("note-dowel-pin", "x"),
            ("po_number", "4500123456"),
        ] {
            assert!(may_keep(name, value), "{name}");
        }
    }

    #[test]
    fn an_address_holds_no_secret() {
        let token = format!("aB3{}", "x".repeat(40));
        assert_eq!(address(&format!("/reset/{token}"), ""), "/reset/…");
        assert_eq!(address("/search", "q=m8&page=2"), "/search?q=m8&page=2");
        assert_eq!(address("/search", "q=4111+1111+1111+1111&page=2&token=x"), "/search?page=2");
        assert_eq!(address("/search", "q=4111%201111%C2%A01111%2d1111&pass%77ord=x"), "/search");
        assert_eq!(address("/search", "q=100%&r=%zz"), "/search?q=100%&r=%zz");
        assert_eq!(address("/p/4111111111111111", ""), "/p/…");
        assert_eq!(address("/search", &format!("q={}", "a".repeat(600))), "/search");
        assert_eq!(address(&"/a".repeat(400), "").chars().count(), LONGEST_ADDRESS + 1);
        let slug = "hex-bolt-m8x40-zinc-plated-steel-din-933-xx";
        assert_eq!((slug.len(), address(&format!("/p/{slug}"), "")), (43, format!("/p/{slug}")));
    }

    #[test]
    fn what_is_kept_has_limits() {
        let form: Vec<(String, String)> = (0..1_000).map(|n| (format!("line-{n}"), "x".repeat(900))).collect();
        let seen = Seen {
            title: "t".repeat(900),
            reasons: vec!["no 4111 1111 1111 1111".to_owned(); 40],
            typed: [vec![("empty".to_owned(), String::new()), ("password".to_owned(), "abc".to_owned())], form]
                .concat(),
            ..Seen::default()
        };
        let kept = seen.masked();
        assert_eq!((kept.title.chars().count(), kept.reasons.len()), (LONGEST_REASON + 1, REASONS));
        assert!(kept.reasons.iter().all(|reason| reason == CUT));
        assert_eq!(kept.typed.first(), Some(&Typed { name: "password".to_owned(), value: None }));
        let size: usize = kept.typed.iter().map(|t| t.name.len() + t.value.as_ref().map_or(0, String::len)).sum();
        assert!(kept.typed.len() > 10 && size < 2 * LONGEST_FORM, "{size}");
    }
}
