//! Takes a query apart, before anybody knows what its pieces mean.

/// What stands between blanks; what stands in quotation marks after an operator is one piece.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut is_quoted) = (None, false);
    for (at, c) in text.char_indices() {
        let ends = c.is_whitespace() && !is_quoted;
        match (start, ends) {
            (Some(from), true) => {
                out.push(&text[from..at]);
                start = None;
            }
            (None, false) => start = Some(at),
            _ => {}
        }
        if c == '"' && (is_quoted || text[..at].ends_with([':', '-'])) {
            is_quoted = !is_quoted;
        }
    }
    out.extend(start.map(|from| &text[from..]));
    out
}

/// An e-mail address with what mail programs write around it.
pub fn address(piece: &str) -> Option<String> {
    let bare = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '@' && c != '_' && c != '+');
    let bare = bare.rsplit(['<', '"', '\'']).find(|part| part.contains('@')).unwrap_or(bare);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare).split(['?', '>']).next().unwrap_or_default();
    let (local, domain) = bare.split_once('@')?;
    let is_address = !local.is_empty() || domain.len() > 2;
    is_address.then(|| bare.to_lowercase())
}

/// A piece of plain text.
pub enum Run<'a> {
    /// Digits with the signs and blanks that stand in numbers.
    Digits(&'a str),
    /// Anything else.
    Other(&'a str),
}

/// Takes a text apart into phone-like numbers and the rest: at least four digits in a row of signs that stand in phone
/// numbers, beside which no letter stands.
pub fn runs(text: &str) -> Vec<Run<'_>> {
    let is_of_number = |c: char| c.is_numeric() || matches!(c, '+' | '(' | ')' | '.' | '/' | '-' | '‑' | '–' | ' ');
    let mut out = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < text.len() {
        let tail = &text[at..];
        let length = tail.find(|c| !is_of_number(c)).unwrap_or(tail.len());
        if length == 0 {
            at += tail.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        // A part of a number with letters belongs to its letters, up to the next blank.
        let mut run = (at, at + length);
        if at > 0 && !text[..at].ends_with(' ') {
            run.0 = text[at..run.1].find(' ').map_or(run.1, |blank| at + blank);
        }
        if run.1 < text.len() {
            run.1 = text[run.0..run.1].rfind(' ').map_or(run.0, |blank| run.0 + blank);
        }
        let found = &text[run.0..run.1];
        if found.chars().filter(|c| c.is_numeric()).count() >= 4 {
            if from < run.0 {
                out.push(Run::Other(&text[from..run.0]));
            }
            out.push(Run::Digits(found.trim()));
            from = run.1;
        }
        at += length;
    }
    if from < text.len() {
        out.push(Run::Other(&text[from..]));
    }
    out
}
