//! Text whose cells are parted by a character: CSV and its relatives.

use crate::guard::{Builder, Guard, clean};
use crate::{Cell, Refusal, Sheet};

/// The characters that part cells, the likeliest first.
const SEPARATORS: [char; 4] = ['\t', ';', ',', '|'];
/// How many rows are looked at to find the separator.
const SAMPLE: usize = 100;
/// How many cells of these rows are looked at.
const WIDEST: usize = 2_000;

/// Reads a text as one sheet. Says which separator it has.
pub(crate) fn read(text: &str, name: &str, guard: &mut Guard<'_>) -> Result<(Sheet, char), Refusal> {
    // An end-of-file mark of old programs.
    let text = text.trim_end_matches('\u{1a}');
    let (declared, text) = declared(text);
    let separator = declared.unwrap_or_else(|| separator(text));
    let mut builder = Builder::new(name.to_owned(), false);
    let mut records = Records { rest: text, separator };
    let mut empty = 0_u32;
    while let Some(fields) = records.next(guard.limits.columns) {
        for (column, mut field) in fields.into_iter().enumerate() {
            if clean(&mut field) {
                builder.cleaned();
            }
            builder.put(column, Cell::from(field.as_str()), guard.limits)?;
        }
        builder.end(1, guard)?;
        empty = empty.wrapping_add(1);
        if empty.is_multiple_of(4096) {
            guard.time()?;
        }
    }
    Ok((builder.finish(), separator))
}

/// The separator that the first line names, as in `sep=;`, and the text below that line.
fn declared(text: &str) -> (Option<char>, &str) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let first = first.trim_matches('"');
    let named = first.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| first.get(4..));
    let mut letters = named.unwrap_or_default().chars();
    match (letters.next(), letters.next()) {
        (Some(separator), None) if !separator.is_alphanumeric() && separator != '"' => {
            (Some(separator), rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default())
        }
        _ => (None, text),
    }
}

/// The separator by which most rows have the same number of cells.
fn separator(text: &str) -> char {
    let mut best = (0, SEPARATORS[0]);
    for separator in SEPARATORS {
        let mut records = Records { rest: text, separator };
        let mut counts = Vec::new();
        while counts.len() < SAMPLE
            && let Some(fields) = records.next(WIDEST)
        {
            if fields.iter().any(|field| !field.trim().is_empty()) {
                counts.push(fields.len());
            }
        }
        counts.sort_unstable();
        // The most frequent number of cells, and how many rows have it.
        let runs = counts.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
        let Some((rows, cells)) = runs.filter(|(_, cells)| *cells > 1).max() else { continue };
        // Headings are the best witness: they hold no commas of decimals.
        let witness = usize::from(first_row_has(text, separator, cells));
        let score = rows * 1_000 / counts.len() * 10 + witness * 3_000 + cells.min(50);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

fn first_row_has(text: &str, separator: char, cells: usize) -> bool {
    let mut records = Records { rest: text, separator };
    records.next(WIDEST).is_some_and(|fields| fields.len() == cells)
}

/// Reads the rows of a text. Quotes count only where a cell begins with them, line ends of any kind end a row.
struct Records<'a> {
    rest: &'a str,
    separator: char,
}

impl Records<'_> {
    /// The cells of the next row, one more than `most` at most.
    fn next(&mut self, most: usize) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            let (field, ended) = self.field();
            // Empty cells at the end of a row are no reason to refuse it.
            if fields.len() < most || (fields.len() == most && !field.trim().is_empty()) {
                fields.push(field);
            }
            if ended {
                return Some(fields);
            }
        }
    }

    /// The next cell, and whether the row ends with it.
    fn field(&mut self) -> (String, bool) {
        let blanks = self.rest.len() - self.rest.trim_start_matches(' ').len();
        let mut field = String::new();
        let quoted = self.rest.get(blanks..).and_then(|rest| rest.strip_prefix('"'));
        if let Some(rest) = quoted
            && let Some((text, after)) = self.quoted(rest)
        {
            field = text;
            self.rest = after;
        }
        let separator = self.separator;
        let end = self.rest.find([separator, '\n', '\r']);
        let (text, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        field.push_str(if quoted.is_some() && !field.is_empty() { text.trim_end() } else { text });
        let mut letters = after.chars();
        let letter = letters.next();
        self.rest = letters.as_str();
        match letter {
            Some('\r') => {
                self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
                (field, true)
            }
            Some('\n') | None => (field, true),
            Some(_) => (field, false),
        }
    }

    /// The text inside quotes and what comes after it; none when the quotes never end or end in the middle of a word, as
    /// after a stray `"` (for inches, say) at the beginning of a cell.
    fn quoted<'b>(&self, text: &'b str) -> Option<(String, &'b str)> {
        let mut inner = String::new();
        let mut rest = text;
        loop {
            let place = rest.find('"')?;
            let (before, after) = rest.split_at(place);
            inner.push_str(before);
            let after = after.get(1..)?;
            if let Some(more) = after.strip_prefix('"') {
                inner.push('"');
                rest = more;
                continue;
            }
            let next = after.trim_start_matches(' ').chars().next();
            let ends = next.is_none_or(|next| next == self.separator || next == '\n' || next == '\r');
            return ends.then_some((inner, after));
        }
    }
}
