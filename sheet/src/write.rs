//! Writing tables as CSV and XLSX. What is written here is read back the same by this crate, and is harmless in a spreadsheet.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

use crate::{Date, formula};

/// A value to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text. It stays text: no program takes it for a formula. Blanks alone are nothing, as they are for the reader.
    Text(&'a str),
    /// A number in plain digits with a point, such as `1019.90`. Anything else is written as text, such as `00417`.
    Number(&'a str),
    /// A day.
    Date(Date),
}

/// In which form a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text in UTF-8 with a byte order mark, so that Excel reads it, with this separator.
    Csv(char),
    /// A workbook with one sheet.
    Xlsx,
}

/// Writes rows as CSV or XLSX, one after the other: memory does not grow with them.
pub struct Writer<W: Write> {
    to: To<W>,
}

enum To<W: Write> {
    Csv(W, char),
    Xlsx(Box<ZipWriter<StreamWriter<W>>>),
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Style 0 is plain, 1 is text, 2 is a date, 3 is a heading.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>"#;

impl<W: Write> Writer<W> {
    /// Begins a table. `title` is the name of the sheet; `headings` become its first row.
    pub fn new(mut to: W, form: Form, title: &str, headings: &[&str]) -> io::Result<Self> {
        let to = match form {
            Form::Csv(separator) => {
                to.write_all("\u{feff}".as_bytes())?;
                To::Csv(to, separator)
            }
            Form::Xlsx => To::Xlsx(Box::new(begin(to, title)?)),
        };
        let mut writer = Self { to };
        let values: Vec<_> = headings.iter().map(|heading| Value::Text(heading)).collect();
        writer.write(&values, 3)?;
        Ok(writer)
    }

    /// Writes one row.
    pub fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        self.write(values, 1)
    }

    /// Writes one row, its texts in this style.
    fn write(&mut self, values: &[Value<'_>], style: u8) -> io::Result<()> {
        match &mut self.to {
            To::Csv(to, separator) => {
                let row: Vec<String> = values.iter().map(|value| plain(*value, *separator)).collect();
                write!(to, "{}\r\n", row.join(&separator.to_string()))
            }
            To::Xlsx(to) => {
                write!(to, "<row>")?;
                for value in values {
                    cell(to, *value, style)?;
                }
                write!(to, "</row>")
            }
        }
    }

    /// Writes the end.
    pub fn finish(self) -> io::Result<W> {
        match self.to {
            To::Csv(mut to, _) => {
                to.flush()?;
                Ok(to)
            }
            To::Xlsx(mut to) => {
                write!(to, "</sheetData></worksheet>")?;
                Ok(to.finish().map_err(io::Error::other)?.into_inner())
            }
        }
    }
}

/// Writes everything of a workbook that stands before its rows.
fn begin<W: Write>(to: W, title: &str) -> io::Result<ZipWriter<StreamWriter<W>>> {
    // The name of a sheet has at most 31 letters, and none of these.
    let title: String = title.chars().filter(|letter| !r"[]:*?/\'".contains(*letter)).take(31).collect();
    let title = if title.trim().is_empty() { "Sheet" } else { title.trim() };
    let workbook = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        escape(title)
    );
    let mut zip = ZipWriter::new_stream(to);
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).map_err(io::Error::other)?;
    zip.write_all(
        br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#,
    )?;
    Ok(zip)
}

fn cell<W: Write>(to: &mut W, value: Value<'_>, style: u8) -> io::Result<()> {
    match value {
        Value::Empty => write!(to, "<c/>"),
        Value::Text(text) if text.trim().is_empty() => write!(to, "<c/>"),
        Value::Number(number) if is_number(number) => write!(to, "<c><v>{number}</v></c>"),
        Value::Text(text) | Value::Number(text) => {
            // Only what the reader would take for a guarded text is guarded: nothing else is a formula here.
            let is_plain = formula::unguarded(text) == text;
            let text = if is_plain { escape(text) } else { escape(&formula::guarded(text)) };
            write!(to, r#"<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
        }
        Value::Date(date) => write!(to, r#"<c s="2"><v>{}</v></c>"#, date.serial()),
    }
}

/// A value as text of CSV. What a spreadsheet would take for a formula gets an apostrophe, which the reader takes off
/// again ([`crate::Cell::plain_text`]).
fn plain(value: Value<'_>, separator: char) -> String {
    let text = match value {
        Value::Empty => return String::new(),
        Value::Text(text) if text.trim().is_empty() => return String::new(),
        Value::Number(number) if is_number(number) => return number.to_owned(),
        Value::Text(text) | Value::Number(text) => formula::guarded(text),
        Value::Date(date) => return date.to_string(),
    };
    let quoted = text.contains(['"', '\n', '\r', ',', ';', '\t', separator]) || text.trim() != text;
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.into_owned() }
}

/// Whether a text is a number that a spreadsheet keeps as it is: plain digits with a point, at most fifteen of them, and
/// no zeros before them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && (whole == "0" || !whole.starts_with('0')) && whole.len() + fraction.len() <= 15
}

/// Text for XML. Characters that XML cannot hold are left out; `_x0041_` stays what it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("_x", "_x005F_x").chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("_x000D_"),
            '\n' | '\t' => escaped.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}
