//! Files of others, read; files of our own, written and read back.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use sheet::order::{COLUMNS, Line, lines};
use sheet::{Book, Limits, Refusal, columns};
use zip::write::{SimpleFileOptions, ZipWriter};

mod hidden;
mod hostile;
mod importing;
mod imports;
mod memory;
mod orders;
mod writing;

/// The folder of the sample files.
fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/samples")
}

fn bytes(name: &str) -> Vec<u8> {
    let path = samples().join(name);
    std::fs::read(&path).unwrap_or_else(|fault| panic!("{} cannot be read: {fault}", path.display()))
}

fn read(name: &str) -> Result<Book, Refusal> {
    sheet::read(&bytes(name), Some(name), &Limits::ORDER)
}

/// The lines of an order in a sample file.
fn order(name: &str) -> Vec<Line> {
    order_of(&bytes(name))
}

fn order_of(bytes: &[u8]) -> Vec<Line> {
    let book = sheet::read(bytes, None, &Limits::ORDER).unwrap_or_else(|why| panic!("it is refused: {why:?}"));
    lines(&book, &columns::find(&book, COLUMNS))
}

/// The lines in short: `row article quantity`, parted by commas.
fn short(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let article = line.article.as_ref().map_or("-", |article| article.text.as_str());
        let quantity = line.quantity.as_ref().map_or_else(|why| format!("{why:?}"), |found| found.value.to_string());
        let _ = write!(text, "{}{} {article} {quantity}", if text.is_empty() { "" } else { ", " }, line.number);
    }
    text
}

/// Packs parts into a file.
fn packed<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(&part).expect("a part is written");
    }
    zip.finish().expect("the file ends").into_inner()
}

/// The parts of a workbook with these sheets: name, attributes in the list of sheets, and what stands in the sheet.
fn workbook<'a>(sheets: &[(&str, &str, &str)], shared: &str) -> Vec<(&'a str, Vec<u8>)> {
    const NAMES: [&str; 3] = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
    const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (place, (name, attributes, content)) in sheets.iter().enumerate() {
        let _ = write!(list, r#"<sheet name="{name}" sheetId="{place}" r:id="r{place}" {attributes}/>"#);
        let _ = write!(relations, r#"<Relationship Id="r{place}" Type="x/worksheet" Target="/{}"/>"#, NAMES[place]);
        parts.push((NAMES[place], format!("<worksheet>{content}</worksheet>").into_bytes()));
    }
    relations.push_str(r#"<Relationship Id="s" Type="x/styles" Target="styles.xml"/>"#);
    relations.push_str(r#"<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/>"#);
    parts.push(("[Content_Types].xml", b"<Types/>".to_vec()));
    parts.push(("xl/workbook.xml", format!("<workbook><sheets>{list}</sheets></workbook>").into_bytes()));
    parts.push(("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>").into_bytes()));
    parts.push(("xl/styles.xml", STYLES.as_bytes().to_vec()));
    parts.push(("xl/sharedStrings.xml", format!("<sst>{shared}</sst>").into_bytes()));
    parts
}

/// A cell with text.
fn text(words: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t>{words}</t></is></c>"#)
}

/// Headings and one line of an order, as rows of a sheet.
fn small_order(article: &str) -> String {
    let (sku, qty, article) = (text("SKU"), text("Qty"), text(article));
    format!("<sheetData><row>{sku}{qty}</row><row>{article}<c><v>4</v></c></row></sheetData>")
}

/// A workbook of Excel 97 with these records in its globals and in its only sheet.
fn old_workbook(globals: &[(u16, Vec<u8>)], hidden: bool, cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).expect("a record is short");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let all =
        |records: &[(u16, Vec<u8>)]| records.iter().flat_map(|(kind, data)| record(*kind, data)).collect::<Vec<u8>>();
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let globals = all(globals);
    // The sheet stands behind the globals: its own entry among them has 18 bytes, their end 4.
    let place = u32::try_from(begin.len() + globals.len() + 18 + 4).expect("the globals are short");
    let entry = [&place.to_le_bytes()[..], &[u8::from(hidden), 0, 6, 0], b"Orders"].concat();
    let stream =
        [begin.clone(), globals, record(0x0085, &entry), record(0x000A, &[]), begin, all(cells), record(0x000A, &[])];
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file begins");
    file.create_stream("/Workbook").expect("a stream begins").write_all(&stream.concat()).expect("it is written");
    file.flush().expect("the file ends");
    file.into_inner().into_inner()
}

/// A record with text in a cell.
fn old_text(row: u16, column: u16, words: &str) -> (u16, Vec<u8>) {
    let length = u16::try_from(words.len()).expect("the words are short");
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], length.to_le_bytes()].concat();
    (0x0204, [&place[..], &[0], words.as_bytes()].concat())
}
