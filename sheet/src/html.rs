//! Tables in HTML, as many programs write them under the name `.xls`. Only the words of cells are taken: nothing is built,
//! so that no markup takes long, however deep or wide it is.

use crate::guard::{Builder, Guard, clean};
use crate::{Cell, Merge, Refusal, Sheet};

/// Whether a text is HTML with a table.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(200_000).collect::<String>().to_ascii_lowercase();
    start.starts_with('<') && start.contains("<table")
}

/// Reads all tables of a text, one below the other, as one sheet.
pub(crate) fn read(text: &str, name: &str, guard: &mut Guard<'_>) -> Result<Sheet, Refusal> {
    let mut table = Table { builder: Builder::new(name.to_owned(), false), text: None, column: 0, taken: Vec::new() };
    let mut rest = text;
    let mut seen = 0_u32;
    while let Some(place) = rest.find('<') {
        let (words, markup) = rest.split_at(place);
        table.say(words, guard);
        rest = table.markup(markup, guard)?;
        seen = seen.wrapping_add(1);
        if seen.is_multiple_of(4096) {
            guard.time()?;
        }
    }
    table.say(rest, guard);
    table.end_row(guard)?;
    Ok(table.builder.finish())
}

/// What is being read.
struct Table {
    builder: Builder,
    /// The words of the cell.
    text: Option<String>,
    /// The place of the cell.
    column: usize,
    /// For each column the row up to which a cell from above reaches into it.
    taken: Vec<u32>,
}

impl Table {
    /// Reads one piece of markup, and gives what stands behind it.
    fn markup<'t>(&mut self, markup: &'t str, guard: &mut Guard<'_>) -> Result<&'t str, Refusal> {
        if let Some(comment) = markup.strip_prefix("<!--") {
            return Ok(behind(comment, "-->"));
        }
        if markup.starts_with("<!") || markup.starts_with("<?") {
            return Ok(behind(markup, ">"));
        }
        let inner = markup.get(1..).unwrap_or_default();
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // A lonely `<`.
            self.say("<", guard);
            return Ok(markup.get(1..).unwrap_or_default());
        }
        let (attributes, rest) = attributes.split_at(tag_end(attributes));
        let rest = rest.get(1..).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" | "title" if !closes => return Ok(behind_element(rest, &name)),
            "tr" => {
                self.end_row(guard)?;
                if !closes {
                    let style = attribute(attributes, "style").unwrap_or_default().replace(' ', "");
                    let hidden = style.to_ascii_lowercase().contains("display:none");
                    self.builder.begin(self.builder.number(), hidden);
                }
            }
            "td" | "th" => {
                self.end_cell(guard)?;
                if !closes {
                    self.begin_cell(attributes, guard);
                }
            }
            "table" => self.end_row(guard)?,
            "br" | "p" | "div" | "li" => {
                if let Some(text) = &mut self.text {
                    text.push('\n');
                }
            }
            _ => {}
        }
        Ok(rest)
    }

    fn begin_cell(&mut self, attributes: &str, guard: &Guard<'_>) {
        let row = self.builder.number();
        while self.taken.get(self.column).is_some_and(|last| *last >= row) {
            self.column += 1;
        }
        self.text = Some(String::new());
        let span =
            |name| attribute(attributes, name).and_then(|span| span.trim().parse::<u16>().ok()).unwrap_or(1).max(1);
        let (columns, rows) = (span("colspan"), span("rowspan"));
        let last_row = row.saturating_add(u32::from(rows) - 1);
        let last_column = self.column.saturating_add(usize::from(columns) - 1).min(guard.limits.columns);
        if columns == 1 && rows == 1 {
            return;
        }
        let merged = &mut self.builder.sheet().merged;
        if merged.len() < 10_000 {
            merged.push(Merge { first_row: row, last_row, first_column: self.column, last_column });
        }
        if self.taken.len() <= last_column {
            self.taken.resize(last_column + 1, 0);
        }
        for taken in self.taken.iter_mut().take(last_column + 1).skip(self.column) {
            *taken = last_row;
        }
    }

    fn end_cell(&mut self, guard: &Guard<'_>) -> Result<(), Refusal> {
        let Some(text) = self.text.take() else { return Ok(()) };
        let mut text = words(&text);
        if clean(&mut text) {
            self.builder.cleaned();
        }
        self.builder.put(self.column, Cell::from(text.as_str()), guard.limits)?;
        self.column = self.column.saturating_add(1);
        Ok(())
    }

    fn end_row(&mut self, guard: &mut Guard<'_>) -> Result<(), Refusal> {
        let begun = self.text.is_some() || self.column > 0;
        self.end_cell(guard)?;
        self.column = 0;
        if begun { self.builder.end(1, guard) } else { Ok(()) }
    }

    /// Adds words to the cell.
    fn say(&mut self, words: &str, guard: &Guard<'_>) {
        if let Some(text) = &mut self.text
            && text.len() <= guard.limits.cell
        {
            unescape(words, text);
        }
    }
}

/// The words of a text with markup, in lines: what a reader sees of it.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('<') {
        let (words, markup) = rest.split_at(place);
        unescape(words, &mut out);
        if let Some(comment) = markup.strip_prefix("<!--") {
            rest = behind(comment, "-->");
            continue;
        }
        let inner = markup.get(1..).unwrap_or_default();
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        if !inner.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!') {
            out.push('<');
            rest = markup.get(1..).unwrap_or_default();
            continue;
        }
        let end = inner.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        rest = attributes.get(tag_end(attributes) + 1..).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "script" | "style" | "title" if !closes => rest = behind_element(rest, &name),
            "li" if !closes => out.push_str("\n- "),
            "td" | "th" => out.push(' '),
            "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
            | "section" | "article" | "header" | "footer" | "blockquote" | "pre" | "hr" | "dt" | "dd" => {
                out.push('\n');
            }
            _ => {}
        }
    }
    unescape(rest, &mut out);
    words(&out)
}

/// What stands behind a mark; nothing when there is none.
fn behind<'t>(text: &'t str, mark: &str) -> &'t str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

/// What stands behind an element whose content is no markup, from its end on.
fn behind_element<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(place) = rest.find("</") {
        rest = rest.get(place..).unwrap_or_default();
        if rest.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = rest.get(2..).unwrap_or_default();
    }
    ""
}

/// Where the `>` is that ends a tag. Quotes count only behind `=`.
fn tag_end(attributes: &str) -> usize {
    let (mut quote, mut before) = (None, ' ');
    for (place, letter) in attributes.char_indices() {
        match (letter, quote) {
            (letter, Some(open)) if letter == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) if before == '=' => quote = Some(letter),
            ('>', None) => return place,
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    attributes.len()
}

/// The value of an attribute.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '/'));
        let (found, after) = rest.split_at(end.unwrap_or(rest.len()));
        let Some(value) = after.trim_start().strip_prefix('=') else {
            if after.is_empty() {
                return None;
            }
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if found.eq_ignore_ascii_case(name) {
            let mut text = String::new();
            unescape(value, &mut text);
            return Some(text);
        }
        rest = after;
    }
}

/// Adds a text to another, with its entities such as `&uuml;` and `&#150;` as letters, and line breaks as blanks.
fn unescape(text: &str, to: &mut String) {
    let mut rest = text;
    while let Some(place) = rest.find(['&', '\n', '\r']) {
        let (before, after) = rest.split_at(place);
        to.push_str(before);
        let name = after.strip_prefix('&').map(|name| name.bytes().take(40).position(|byte| byte == b';'));
        let name = name.flatten().and_then(|end| after.get(1..=end));
        if let Some(name) = name
            && entity(name, to)
        {
            rest = after.get(name.len() + 2..).unwrap_or_default();
        } else {
            to.push(if after.starts_with('&') { '&' } else { ' ' });
            rest = after.get(1..).unwrap_or_default();
        }
    }
    to.push_str(rest);
}

/// Adds the letter that an entity means. Says whether there is one.
fn entity(name: &str, to: &mut String) -> bool {
    let Some(number) = name.strip_prefix('#') else {
        let found = quick_xml::escape::resolve_html5_entity(name);
        to.push_str(found.unwrap_or_default());
        return found.is_some();
    };
    let hex = number.strip_prefix(['x', 'X']).map(|number| u32::from_str_radix(number, 16));
    let Ok(number) = hex.unwrap_or_else(|| number.parse()) else { return false };
    match u8::try_from(number) {
        // Old programs mean the letters of Windows.
        Ok(byte @ 0x80..=0x9F) => to.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0),
        _ => match char::from_u32(number) {
            Some(letter) => to.push(letter),
            None => return false,
        },
    }
    true
}

/// The words of a cell, with one blank between them. Non-breaking blanks stay.
fn words(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn rows(text: &str) -> Result<Vec<String>, Refusal> {
        let sheet = read(text, "", &mut Guard::new(&Limits::ORDER))?;
        Ok(sheet.rows.iter().map(|row| format!("{} {}", row.number, row.typed())).collect())
    }

    #[test]
    fn only_the_words_of_cells_are_taken() -> Result<(), Refusal> {
        for (text, expected) in [
            ("<table><tr><td>A</td><td> 1\n 2 </td></tr></table>", "1 A\t1 2"),
            ("<TABLE><TR><TD>A<TD>B<TR>", "1 A\tB"),
            (
                "<table><tr><td title=\"a > b\">A &lt; B &amp;amp; f&uuml;r &#150; &#x20AC; &x; & Co</td></tr>",
                "1 A < B &amp; für – € &x; & Co",
            ),
            ("<tr><td><script>if (a<b) '</td>'</script><b>A</b><!-- <td>B --><br>C 3<4</td></tr>", "1 A\nC 3<4"),
            ("<tr><td width=5\">A</td><td colspan='2'>B</td><td>C</td></tr>", "1 A\tB\t\tC"),
            ("<style>td { color: red }</style>words outside<tr><td>A", "1 A"),
        ] {
            assert_eq!(rows(text)?, [expected], "{text}");
        }
        assert_eq!(
            rows("<tr><td rowspan=2>A<td>1</tr><tr><td>2</tr><tr></tr><tr><td>B<td>3</tr>")?,
            ["1 A\t1", "2 \t2", "3 B\t3"]
        );
        Ok(())
    }

    #[test]
    fn markup_becomes_plain_lines() {
        for (text, expected) in [
            (
                "<p>One, two<br>three</p>\n<ul><li>A</li><li>B&nbsp;&amp; C</li></ul>",
                "One, two\nthree\n- A\n- B\u{a0}& C",
            ),
            ("a < b, <b>bold</b><!-- x --> 3<4", "a < b, bold 3<4"),
            ("<script>alert(1)</script>x<img src=\"a>b\" onerror=x>", "x"),
            ("<p", ""),
            ("no markup", "no markup"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn hidden_rows_and_spans_are_known() -> Result<(), Refusal> {
        let text = "<table><tr style='display: none'><td rowspan=\"2\">A<td>B</table>";
        let sheet = read(text, "", &mut Guard::new(&Limits::ORDER))?;
        assert!(sheet.rows.iter().all(|row| row.hidden));
        assert_eq!(sheet.merged, [Merge { first_row: 1, last_row: 2, first_column: 0, last_column: 0 }]);
        Ok(())
    }
}
