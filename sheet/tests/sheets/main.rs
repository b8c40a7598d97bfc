//! Each sample file gives the right lines, or is refused for the right reason.

use std::fmt::Write as _;
use std::path::PathBuf;

use sheet::number::QuantityRefused;
use sheet::order::{COLUMNS, Line, Role, lines};
use sheet::{Book, Format, Limits, Refusal, columns};

fn bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets/samples").join(name);
    std::fs::read(&path).unwrap_or_else(|fault| panic!("{} cannot be read: {fault}", path.display()))
}

fn read(name: &str) -> Result<Book, Refusal> {
    sheet::read(&bytes(name), Some(name), &Limits::ORDER)
}

fn order(name: &str) -> Vec<Line> {
    let book = read(name).unwrap_or_else(|why| panic!("{name} is refused: {why:?}"));
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

#[test]
fn every_sample_gives_its_lines() {
    for (name, expected) in [
        (
            "b01_semicolon_german.csv",
            "2 HB-M8-40-ZN 200, 3 HN-M8-ZN 2, 4 FW-M8-ZN 4, 5 BB-6204-2RS 6, 6 CA-H07RN-3G15 50",
        ),
        ("b02_tab.txt", "2 TL-M-50 3, 3 CX-200-48 5, 4 CB-C16-3P 2, 5 QA-G12 1"),
        ("b03_cp1252_german.csv", "2 HB-M8-40-ZN 50, 3 BB-6205-2RS 4, 4 GB-60-80 10, 5 SC-M8-30-BK 25"),
        ("b04_utf16le_bom_tab.txt", "2 BB-6204-2RS 12, 3 RS-25-47-7 8, 4 TL-M-50 1"),
        ("b05_utf8_bom.csv", "2 HN-M8-ZN 1, 3 FW-M8-ZN 1, 4 GB-60-80 3"),
        ("b07_quoted_newlines.csv", "2 HB-M8-40-ZN 25, 3 BB-6204-2RS 2, 4 TL-M-50 1, 5 CX-200-48 4, 6 QA-G12 1"),
        ("b09_french.csv", "2 HB-M8-40-ZN 1000, 3 WR-2-500 6, 4 CA-H07RN-3G15 100, 5 RS-25-47-7 10"),
        (
            "b10_leading_zeros.csv",
            "2 00417 2, 3 00417 2, 4 00417 2, 5 00417 2, 6 417 2, 7 0417 2, 8 00417.0 2, 9 000000000017 1, 10 17 1",
        ),
        ("b14_sep_line.csv", "2 GB-60-80 5, 3 CX-200-48 1"),
        ("b15_no_header.csv", "1 BB-6204-2RS 4, 2 BB-6205-2RS 4, 3 TL-M-50 1"),
        ("b18_mixed_line_ends.csv", "2 HN-M8-ZN 1, 3 FW-M8-ZN 2, 4 GB-60-80 3, 5 TL-M-50 1, 6 CX-200-48 2"),
        (
            "b22_units.csv",
            "2 HN-M8-ZN 200, 3 HN-M8-ZN 2, 4 CA-H07RN-3G15 0.05, 5 CA-H07RN-3G15 50, 6 GB-60-80 1, 7 WR-2-500 3, 8 QA-G12 1",
        ),
        (
            "b30_numbers_as_text.xlsx",
            "2 HB-M8-40-ZN 25, 3 BB-6204-2RS 4, 4 TL-M-50 2, 5 CX-200-48 3, 6 GB-60-80 3, 7 QA-G12 2.5, 8 00417 1, 9 417 1",
        ),
        ("b32_merged_header.xlsx", "4 BB-6204-2RS 4, 5 HN-M8-ZN 2, 6 FW-M8-ZN 2, 7 TL-M-50 1"),
        ("b34_two_sheets.xlsx", "2 BB-6204-2RS 4, 3 TL-M-50 1, 4 GB-60-80 2"),
        (
            "b36_dates.xlsx",
            "2 2-Jan 1, 3 BB-6204-2RS 2, 4 TL-M-50 1, 5 HN-M8-ZN No(Date), 6 GB-60-80 No(Bool), 7 FW-M8-ZN 1",
        ),
        ("b37_dates_1904.xlsx", "2 BB-6204-2RS 2"),
        ("b41_calc_repeats.ods", "2 BB-6204-2RS 4, 3 TL-M-50 1, 4 GB-60-80 2, 5 GB-60-80 2, 6 GB-60-80 2"),
        ("b45_external_link_and_macro_part.xlsx", "2 BB-6204-2RS 4, 3 TL-M-50 1"),
        ("b47_odd_part_names.xlsx", "2 TL-M-50 1"),
        ("b49_csv_named.xlsx", "2 BB-6204-2RS 4"),
        ("b50_html_table.xls", "2 BB-6204-2RS 4, 3 TL-M-50 1"),
    ] {
        assert_eq!(short(&order(name)), expected, "{name}");
    }
    let old: Vec<String> = order("b40_excel97.xls").iter().map(|line| short(std::slice::from_ref(line))).collect();
    for (line, expected) in old.iter().zip(["BB-6204-2RS 4", "TL-M-50 1", "HB-M8-40-ZN 25", "00417 2"]) {
        assert!(line.ends_with(expected), "{line}");
    }
    assert_eq!(order("b38_1000_rows.xlsx").len(), 1000);
    let gaps = order("b08_trailing_empties.csv");
    assert_eq!(gaps.len(), 4);
    assert!(gaps.last().is_some_and(|line| line.number > 2000 && line.quantity.is_ok()));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    for (name, why) in [
        ("b48_truncated.xlsx", Refusal::Incomplete),
        ("b51_password.xlsx", Refusal::Password),
        ("b52_empty.csv", Refusal::Empty),
        ("b53_empty.xlsx", Refusal::Empty),
    ] {
        assert_eq!(read(name).err(), Some(why), "{name}");
    }
    assert_eq!(sheet::read(b"%PDF-1.7\n1 0 obj", None, &Limits::ORDER), Err(Refusal::NotASheet));
    let few = Limits { rows: 2, ..Limits::ORDER };
    assert_eq!(sheet::read(b"a,b\n1,2\n3,4\n", None, &few), Err(Refusal::TooManyRows { limit: 2 }));
}

#[test]
fn notes_keep_their_letters() {
    let notes = |name: &str| order(name).into_iter().map(|line| line.note.unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(
        notes("b03_cp1252_german.csv"),
        ["für Türbänder – Müller", "Größe prüfen, max. 12 € je Stück", "“Beutel” für Kleinteile", "Straße 5 · Œuvre"]
    );
    assert_eq!(notes("b02_tab.txt"), ["bench 2, left", "", "panel; door B", "say \"hello\" to Ida"]);
    assert_eq!(notes("b07_quoted_newlines.csv")[3], "unquoted \"inches\" 3/4\" ok");
}

#[test]
fn what_a_person_must_know_is_found() {
    let dates = order("b36_dates.xlsx");
    assert!(dates[0].article.as_ref().is_some_and(|article| article.spoilt == Some(sheet::number::Spoilt::Date)));
    assert!(matches!(dates[1].requested, Some(Ok(day)) if !day.sure));
    assert!(matches!(dates[2].requested, Some(Ok(day)) if day.or.is_some()));
    assert!(matches!(dates[5].requested, Some(Err(_))));
    assert!(matches!(dates[3].quantity, Err(QuantityRefused::No(_))));
    let day = order("b37_dates_1904.xlsx")[0].requested;
    assert_eq!(day.and_then(Result::ok).map(|day| day.date.to_string()).as_deref(), Some("2026-04-03"));
    let two = read("b34_two_sheets.xlsx").map(|book| columns::find(&book, COLUMNS).labels);
    assert!(
        two.is_ok_and(|labels| labels.iter().any(|one| one.role == Role::OrderNumber && one.value == "PO-2026/0042"))
    );
    assert!(order("b18_mixed_line_ends.csv").iter().any(|line| line.number == 5 && line.cleaned));
    assert_eq!(read("b50_html_table.xls").map(|book| book.format), Ok(Format::Html));
}
