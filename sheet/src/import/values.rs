//! How the values of an import are read from cells.

use std::borrow::Cow;

use super::Field;
use super::record::trimmed;
use crate::Cell;
use crate::number::{Decimal, DecimalMark, DecimalRefused, article, decimal};

/// The text of a cell without blanks around it, a spreadsheet's apostrophe or `="…"`.
pub(super) fn text(cell: &Cell, field: Field) -> Cow<'_, str> {
    if field.is_key() {
        return article(cell).map(|article| Cow::Owned(article.text)).unwrap_or_default();
    }
    let text = trimmed(cell.plain_text());
    let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    if let Some(inner) = quoted {
        return Cow::Owned(inner.trim().to_owned());
    }
    // `'s-Hertogenbosch` begins with an apostrophe of its own.
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_digit()) => Cow::Owned(rest.to_owned()),
        _ => text,
    }
}

/// The number in a cell, without a currency beside it.
pub(super) fn number(cell: &Cell, mark: DecimalMark) -> Result<(Decimal, bool), DecimalRefused> {
    let Cell::Text(text) = cell else { return decimal(cell, mark) };
    let is_currency = |letter: char| "€$£¥".contains(letter) || letter.is_whitespace();
    let text = text.trim().trim_matches(is_currency);
    let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_uppercase());
    let behind = text.len().checked_sub(3).and_then(|end| text.get(end..)).filter(is_code);
    let before = text.get(..3).filter(is_code);
    let text = match (before, behind) {
        (Some(_), _) => text.get(3..).unwrap_or_default(),
        (_, Some(_)) => text.get(..text.len() - 3).unwrap_or_default(),
        _ => text,
    };
    decimal(&Cell::Text(text.trim().to_owned()), mark)
}

/// Yes or no, in English, German or French.
pub(super) fn yes(text: &str) -> Option<bool> {
    const YES: &[&str] = &["yes", "y", "true", "1", "x", "on", "ja", "j", "wahr", "oui", "o", "vrai"];
    const NO: &[&str] = &["no", "n", "false", "0", "off", "nein", "falsch", "non", "faux"];
    let text = text.to_lowercase();
    if YES.contains(&&*text) {
        return Some(true);
    }
    NO.contains(&&*text).then_some(false)
}

/// The days until payment.
pub(super) fn terms(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let mut numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    match (numbers.next(), numbers.next()) {
        (Some(days), None) => days.parse().ok().filter(|days| *days <= 999),
        (None, _) if text.contains("receipt") || text.contains("sofort") || text.contains("comptant") => Some(0),
        _ => None,
    }
}

/// How many pictures or documents one thing has at most; more are left out.
pub(super) const MOST: usize = 250;

/// The addresses in a text: a comma parts them only where a new address begins.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let is_address = |part: &str| {
        let part = part.get(..8).unwrap_or(part).to_ascii_lowercase();
        part.starts_with("https://") || part.starts_with("http://") || part.starts_with("//")
    };
    let only_names = !text.contains("//");
    for part in text.split_inclusive([',', ';', '|', '\n', ' ']) {
        match found.last_mut() {
            None => found.push(part.to_owned()),
            Some(_) if is_address(part) => found.push(part.to_owned()),
            Some(last) if only_names && last.ends_with([';', '|', '\n', ',']) => found.push(part.to_owned()),
            Some(last) => last.push_str(part),
        }
    }
    let bare = |text: String| text.trim().trim_end_matches([',', ';', '|']).trim().to_owned();
    found.into_iter().map(bare).filter(|text| !text.is_empty()).take(MOST).collect()
}

/// A path of categories with ` > ` between its parts.
pub(super) fn path(text: &str, mark: char) -> String {
    let parts: Vec<&str> = text.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" > ")
}

/// A number of an article without the apostrophe before it.
pub(super) fn unwrapped(text: &str) -> &str {
    text.trim().trim_start_matches('\'').trim()
}
