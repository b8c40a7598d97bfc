//! Each sample of an order gives the right lines, or is refused for the right reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sheet::number::{QuantityRefused, Spoilt};
use sheet::order::{COLUMNS, Line, Role};
use sheet::{Format, Limits, Refusal, columns};

use crate::{bytes, order, order_of, read, short};

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
        ("b08_trailing_empties.csv", "3 HN-M8-ZN 2, 5 FW-M8-ZN 3, 6 GB-60-80 1, 2008 BB-6204-2RS 1"),
        ("b09_french.csv", "2 HB-M8-40-ZN 1000, 3 WR-2-500 6, 4 CA-H07RN-3G15 100, 5 RS-25-47-7 10"),
        (
            "b10_leading_zeros.csv",
            "2 00417 2, 3 00417 2, 4 00417 2, 5 00417 2, 6 417 2, 7 0417 2, 8 00417.0 2, 9 000000000017 1, 10 17 1",
        ),
        (
            "b12_duplicates.csv",
            "2 HB-M8-40-ZN 25, 3 hb-m8-40-zn 25, 4 HB-M8-40-ZN 50, 5 HB-M8-40-ZN 25, 6 HB-M8-40-ZN 25, \
             7 HB M8 40 ZN 25, 8 HBM840ZN 25, 9 HB-M8-40-ZN 10, 10 BB-6204-2RS 999999, 11 BB-6204-2RS 1",
        ),
        ("b14_sep_line.csv", "2 GB-60-80 5, 3 CX-200-48 1"),
        ("b15_no_header.csv", "1 BB-6204-2RS 4, 2 BB-6205-2RS 4, 3 TL-M-50 1"),
        (
            "b17_formula_text.csv",
            "2 =1+1 1, 3 =HYPERLINK(\"http://shop.example/x\",\"BB-6204-2RS\") 1, 4 +44-20 1, 5 -5 1, 6 @SUM(A1) 1, \
             7 |calc 1, 8 ＝1＋1 1, 9 TL-M-50 1, 10 TL-M-50 1",
        ),
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
        ("b40_excel97.xls", "2 BB-6204-2RS 4, 3 TL-M-50 1, 4 HB-M8-40-ZN 25, 5 00417 2"),
        ("b41_calc_repeats.ods", "2 BB-6204-2RS 4, 3 TL-M-50 1, 4 GB-60-80 2, 5 GB-60-80 2, 6 GB-60-80 2"),
        ("b45_external_link_and_macro_part.xlsx", "2 BB-6204-2RS 4, 3 TL-M-50 1"),
        ("b47_odd_part_names.xlsx", "2 TL-M-50 1"),
        ("b49_csv_named.xlsx", "2 BB-6204-2RS 4"),
        ("b50_html_table.xls", "2 BB-6204-2RS 4, 3 TL-M-50 1"),
    ] {
        assert_eq!(short(&order(name)), expected, "{name}");
    }
}

/// How many are ordered of each article.
fn sums(lines: &[Line]) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for line in lines {
        let article = line.article.as_ref().map_or_else(String::new, |article| article.text.clone());
        let count = line.quantity.as_ref().ok().and_then(|found| found.value.whole()).unwrap_or(0);
        *sums.entry(article).or_insert(0) += count;
    }
    sums
}

fn expected_sums(counts: [i64; 14]) -> BTreeMap<String, i64> {
    ARTICLES.into_iter().map(str::to_owned).zip(counts).collect()
}

const ARTICLES: [&str; 14] = [
    "HB-M8-40-ZN",
    "HN-M8-ZN",
    "FW-M8-ZN",
    "BB-6204-2RS",
    "BB-6205-2RS",
    "CA-H07RN-3G15",
    "GB-60-80",
    "QA-G12",
    "TL-M-50",
    "CX-200-48",
    "CB-C16-3P",
    "SC-M8-30-BK",
    "RS-25-47-7",
    "WR-2-500",
];

#[test]
fn ten_thousand_rows_are_all_read() {
    const STEPS: [u32; 14] = [25, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1, 25, 2, 1];
    let mut text = "SKU,Qty\r\n".to_owned();
    for (article, count) in ARTICLES.iter().zip(STEPS).cycle().take(10_000) {
        let _ = write!(text, "{article},{count}\r\n");
    }
    let lines = order_of(text.as_bytes());
    assert_eq!(lines.len(), 10_000);
    let counts = [17_875, 715, 715, 715, 714, 3570, 714, 714, 714, 714, 714, 17_850, 1428, 714];
    assert_eq!(sums(&lines), expected_sums(counts));
    let more = text.clone() + &text;
    assert_eq!(sheet::read(more.as_bytes(), None, &Limits::ORDER), Err(Refusal::TooManyRows { limit: 10_050 }));
}

#[test]
fn a_thousand_rows_with_shared_texts_are_all_read() {
    let lines = order("b38_1000_rows.xlsx");
    assert_eq!(lines.len(), 1000);
    let counts = [3600, 144, 144, 144, 144, 720, 142, 141, 143, 142, 141, 3575, 284, 141];
    assert_eq!(sums(&lines), expected_sums(counts));
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
    for (bytes, why) in [
        (&b"%PDF-1.7\n1 0 obj"[..], Refusal::NotASheet),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Refusal::NotASheet),
        (b"ID;PWXL;N;E\n", Refusal::OtherSheet),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            Refusal::OtherSheet,
        ),
        (b" \r\n\t\r\n", Refusal::Empty),
    ] {
        assert_eq!(sheet::read(bytes, None, &Limits::ORDER), Err(why));
    }
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
    assert_eq!(notes("b04_utf16le_bom_tab.txt"), ["Świętosława", "東京 倉庫", "żółty"]);
    assert_eq!(
        notes("b07_quoted_newlines.csv"),
        [
            "first line\nsecond line",
            "he said \"two, not three\"\r\nthen left",
            "a,b;c\td",
            "unquoted \"inches\" 3/4\" ok",
            "last line without end of file newline"
        ]
    );
    assert_eq!(notes("b17_formula_text.csv")[7..], ["=cmd|' /c calc'!A0", "%0A=1+1"]);
    // One merged cell says it to both rows.
    assert_eq!(notes("b32_merged_header.xlsx"), ["", "both lines: hall 3", "both lines: hall 3", ""]);
    assert_eq!(notes("b40_excel97.xls")[0], "für Halle 3");
}

#[test]
fn units_are_kept_as_typed() {
    let units = |name: &str| order(name).into_iter().map(|line| line.unit.unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(units("b01_semicolon_german.csv"), ["Stk", "Pck", "Pck", "Stk", "m"]);
    assert_eq!(units("b22_units.csv"), ["PCE", "PACK", "km", "MTR", "C62", "RO", "SET"]);
}

#[test]
fn what_a_person_must_know_is_found() {
    let dates = order("b36_dates.xlsx");
    assert_eq!(dates[0].article.as_ref().and_then(|article| article.spoilt), Some(Spoilt::Date));
    assert!(matches!(dates[1].requested, Some(Ok(day)) if !day.sure));
    assert!(matches!(dates[2].requested, Some(Ok(day)) if day.or.is_some()));
    assert!(matches!(dates[3].quantity, Err(QuantityRefused::No(_))));
    assert!(matches!(dates[5].requested, Some(Err(_))));
    let day = order("b37_dates_1904.xlsx")[0].requested;
    assert_eq!(day.and_then(Result::ok).map(|day| day.date.to_string()).as_deref(), Some("2026-04-03"));
    assert!(order("b18_mixed_line_ends.csv").iter().all(|line| line.cleaned == (line.number == 5)));
    assert_eq!(read("b50_html_table.xls").map(|book| book.format), Ok(Format::Html));
}

#[test]
fn an_order_number_is_found_beside_its_label_and_in_its_column() {
    let two = read("b34_two_sheets.xlsx").map(|book| columns::find(&book, COLUMNS).labels);
    let number = |labels: Vec<columns::Label<Role>>| labels.into_iter().find(|label| label.role == Role::OrderNumber);
    assert_eq!(two.map(|labels| number(labels).map(|label| label.value)), Ok(Some("PO-2026/0042".to_owned())));
    let french = read("b09_french.csv").map(|book| {
        let mapping = columns::find(&book, COLUMNS);
        mapping.common(&book.sheets[mapping.sheet], Role::OrderNumber)
    });
    assert_eq!(french, Ok(Some("CMD-0017".to_owned())));
}

#[test]
fn nothing_but_the_content_decides_what_a_file_is() {
    for name in ["order.csv", "order.xlsx", "order.pdf", "../../order", ""] {
        let book = sheet::read(&bytes("b38_1000_rows.xlsx"), Some(name), &Limits::ORDER);
        assert_eq!(book.map(|book| book.format), Ok(Format::Xlsx));
    }
}
