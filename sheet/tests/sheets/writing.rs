//! What is written is read back the same, and no program takes a text for a formula.

use std::io::{Cursor, Read as _};

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use sheet::number::{DecimalMark, day, decimal};
use sheet::order::{COLUMNS, lines};
use sheet::write::{Form, Value, Writer};
use sheet::{Book, Cell, Date, Limits, columns};

use crate::{bytes, short};

const FORMS: [Form; 4] = [Form::Csv(','), Form::Csv(';'), Form::Csv('\t'), Form::Xlsx];

/// A value that can be kept.
#[derive(Debug, Clone)]
enum Kept {
    Empty,
    Text(String),
    Number(String),
    Date(Date),
}

impl Kept {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Empty => Value::Empty,
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(number),
            Self::Date(date) => Value::Date(*date),
        }
    }

    /// Whether a cell that was read is this value.
    fn is(&self, cell: &Cell) -> bool {
        match self {
            Self::Empty => cell.is_empty(),
            // Blanks alone are nothing.
            Self::Text(text) if text.trim().is_empty() => cell.is_empty(),
            Self::Text(text) => cell.plain_text() == *text,
            Self::Number(number) => {
                let read = decimal(cell, DecimalMark::Point).map(|(number, _)| number.to_string());
                read == Ok(trimmed(number).to_owned())
            }
            Self::Date(date) => day(cell).is_ok_and(|day| day.date == *date && day.sure),
        }
    }
}

/// A number without zeros at its end.
fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

fn written(form: Form, rows: &[Vec<Value<'_>>]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), form, "Orders", &["SKU", "Qty", "Note", "Wanted on"]).expect("it begins");
    for row in rows {
        writer.row(row).expect("a row is written");
    }
    writer.finish().expect("it ends")
}

fn read(bytes: &[u8]) -> Book {
    sheet::read(bytes, None, &Limits::ORDER).unwrap_or_else(|why| panic!("what we write is refused: {why:?}"))
}

fn texts() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "=", "+", "-", "@", "＝", "'", "\"", ",", ";", "\t", "\n", "\r\n", " ", "a", "SC-1", "1", "ü", "&", "<", "]]>",
        "_x0041_", "_x", "🔩", "%0A", "|", "sep=",
    ]);
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn values() -> impl Strategy<Value = Kept> {
    prop_oneof![
        1 => select(vec![Kept::Empty]),
        4 => texts().prop_map(Kept::Text),
        2 => (1_i64..=9_999_999_999, 0_u32..=9_999).prop_map(|(whole, part)| Kept::Number(format!("{whole}.{part:04}"))),
        1 => any::<i32>().prop_map(|number| Kept::Number(number.to_string())),
        1 => (1970_i16..2100, 1_u8..=12, 1_u8..=28)
            .prop_map(|(year, month, day)| Date::new(year, month, day).map_or(Kept::Empty, Kept::Date)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(rows in vec(vec(values(), 4), 0..6)) {
        let plain: Vec<Vec<Value<'_>>> = rows.iter().map(|row| row.iter().map(Kept::value).collect()).collect();
        for form in FORMS {
            let book = read(&written(form, &plain));
            let sheet = &book.sheets[0];
            let empty = sheet::Row::default();
            for (number, row) in (2..).zip(&rows) {
                let found = sheet.row(number).unwrap_or(&empty);
                for (place, kept) in row.iter().enumerate() {
                    prop_assert!(kept.is(found.cell(place)), "{form:?}: {kept:?} became {:?}", found.cell(place));
                }
            }
            let found = columns::find(&book, COLUMNS);
            prop_assert_eq!(found.header, Some((1, 1)), "{:?}", form);
        }
    }

    #[test]
    fn no_part_of_a_line_begins_like_a_formula(row in vec(texts(), 4)) {
        let values: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text)).collect();
        for form in [Form::Csv(','), Form::Csv(';'), Form::Csv('\t')] {
            let text = String::from_utf8_lossy(&written(form, std::slice::from_ref(&values))).into_owned();
            // As a program reads it that expects another separator and knows no quotes.
            for part in text.split([',', ';', '\t', '\n', '\r']) {
                let part = part.trim_start_matches([' ', '"', '\u{feff}']);
                prop_assert!(!part.starts_with(['=', '+', '-', '@', '＝']), "{form:?}: {text}");
            }
        }
    }
}

#[test]
fn blanks_alone_are_written_as_nothing() {
    for form in FORMS {
        for blanks in ["\t", "\n", "\r\n", " ", "\t \n"] {
            let book = read(&written(form, &[vec![Value::Text(blanks), Value::Text("a")]]));
            let row = book.sheets[0].row(2).expect("the row is there");
            assert_eq!(row.cells, [Cell::Empty, Cell::from("a")], "{form:?}: {blanks:?}");
        }
    }
}

#[test]
fn numbers_are_numbers_and_texts_are_texts_in_a_workbook() {
    let date = Date::new(2026, 4, 3).expect("the day exists");
    let rows = [vec![Value::Text("00417"), Value::Number("1019.90"), Value::Text("=1+1"), Value::Date(date)]];
    let bytes = written(Form::Xlsx, &rows);
    let book = read(&bytes);
    let row = &book.sheets[0].rows[1];
    assert_eq!(book.sheets[0].name, "Orders");
    assert_eq!(row.cells[0], Cell::Text("00417".to_owned()));
    assert_eq!(row.cells[1], Cell::Number { value: 1019.9, shown: "1019.9".to_owned() });
    assert_eq!(row.cells[2], Cell::Text("=1+1".to_owned()));
    assert_eq!(row.cells[3], Cell::Date { date, shown: "2026-04-03".to_owned() });
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a packed file");
    let mut sheet = String::new();
    zip.by_name("xl/worksheets/sheet1.xml").expect("it has a sheet").read_to_string(&mut sheet).expect("it is text");
    assert!(!sheet.contains("<f"), "{sheet}");
}

#[test]
fn what_a_spreadsheet_would_change_is_written_as_text() {
    for number in ["00417", "1234567890123456", "1e5", "", ".5", "5.", "+5", "1,5"] {
        let book = read(&written(Form::Xlsx, &[vec![Value::Text("A"), Value::Number(number)]]));
        let cell = book.sheets[0].rows[1].cell(1).clone();
        assert_eq!(cell, Cell::from(number), "{number}");
    }
    let book = read(&written(Form::Xlsx, &[vec![Value::Number("-0.5")]]));
    assert_eq!(book.sheets[0].rows[1].cell(0), &Cell::Number { value: -0.5, shown: "-0.5".to_owned() });
}

#[test]
fn titles_of_sheets_keep_the_rules_of_spreadsheets() {
    for (title, expected) in [
        ("Orders: [2026]/*'?", "Orders 2026"),
        ("", "Sheet"),
        ("A very long title of a sheet that nobody can read", "A very long title of a sheet th"),
        ("A & B <C>", "A & B <C>"),
    ] {
        let writer = Writer::new(Vec::new(), Form::Xlsx, title, &["SKU"]).and_then(Writer::finish);
        let book = read(&writer.expect("it is written"));
        assert_eq!(book.sheets[0].name, expected);
    }
}

#[test]
fn rows_that_failed_can_be_mended_and_read_again() {
    let book = read(&bytes("b17_formula_text.csv"));
    let failed = lines(&book, &columns::find(&book, COLUMNS));
    for form in FORMS {
        let rows: Vec<Vec<Value<'_>>> = failed
            .iter()
            .map(|line| {
                let article = line.article.as_ref().map_or("", |article| article.text.as_str());
                vec![Value::Text(article), Value::Number("1"), Value::Text(line.note.as_deref().unwrap_or_default())]
            })
            .collect();
        let again = read(&written(form, &rows));
        let again = lines(&again, &columns::find(&again, COLUMNS));
        assert_eq!(short(&again), short(&failed), "{form:?}");
        let notes = |lines: &[sheet::order::Line]| lines.iter().map(|line| line.note.clone()).collect::<Vec<_>>();
        assert_eq!(notes(&again), notes(&failed), "{form:?}");
    }
}
