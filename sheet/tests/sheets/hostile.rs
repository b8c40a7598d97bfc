//! Broken and hostile files never stop the program and never take long.

use std::io::{Cursor, Read as _};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::{Index, select};
use sheet::order::{COLUMNS, lines};
use sheet::{Limits, Refusal, columns, paste};

use crate::{bytes, packed, samples, short, small_order, workbook};

/// Reads a file as a whole upload does, and gives what it is.
fn read(bytes: &[u8]) -> Result<usize, Refusal> {
    let begun = Instant::now();
    let read = sheet::read(bytes, None, &Limits::ORDER).map(|book| {
        let mut count = lines(&book, &columns::find(&book, COLUMNS)).len();
        for (place, sheet) in book.sheets.iter().enumerate() {
            let first = sheet.rows.first().map(|row| (row.number, row.number));
            count += lines(&book, &columns::map(&book, place, first, COLUMNS)).len();
        }
        count
    });
    assert!(begun.elapsed() < Duration::from_secs(10), "reading takes {:?}", begun.elapsed());
    read
}

/// All samples, with their names.
fn all() -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(samples()).expect("the samples are there").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let names = names.filter(|name| !name.starts_with('.'));
    names.map(|name| (name.clone(), bytes(&name))).collect()
}

/// The parts of a packed file.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut zip) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut parts = Vec::new();
    for place in 0..zip.len() {
        let Ok(mut part) = zip.by_index(place) else { continue };
        let Ok(name) = part.name().map(|name| name.into_owned()) else { continue };
        let mut content = Vec::new();
        if part.read_to_end(&mut content).is_ok() {
            parts.push((name, content));
        }
    }
    parts
}

#[test]
fn a_file_may_end_anywhere() {
    for (_, bytes) in all() {
        let step = (bytes.len() / 40).max(1);
        for end in (0..bytes.len()).step_by(step) {
            let _ = read(&bytes[..end]);
        }
        let parts = parts(&bytes);
        for (cut, (_, content)) in parts.iter().enumerate() {
            for end in (0..content.len()).step_by((content.len() / 10).max(1)) {
                let changed = parts.iter().enumerate().map(|(place, (name, content))| {
                    (name.as_str(), if place == cut { content[..end].to_vec() } else { content.clone() })
                });
                let _ = read(&packed(changed));
            }
        }
    }
}

#[test]
fn parts_of_a_workbook_may_miss() {
    let whole = workbook(&[("Order", "", &small_order("TL-M-50"))], "<si><t>x</t></si>");
    assert_eq!(read(&packed(whole.clone())), Ok(2));
    for missing in 0..whole.len() {
        let rest = whole.iter().enumerate().filter(|(place, _)| *place != missing).map(|(_, part)| part.clone());
        let found = read(&packed(rest));
        let needless = matches!(whole[missing].0, "xl/styles.xml" | "xl/sharedStrings.xml");
        assert_eq!(found.is_ok(), needless, "{}: {found:?}", whole[missing].0);
    }
}

#[test]
fn parts_may_be_in_utf_16_or_have_a_byte_order_mark() {
    let whole = workbook(&[("Order", "", &small_order("Größe-1"))], "");
    let two = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let change = |change: &dyn Fn(&str) -> Vec<u8>| {
        let part = |(name, part): &(&'static str, Vec<u8>)| (*name, change(&String::from_utf8_lossy(part)));
        packed(whole.iter().map(part).collect::<Vec<_>>())
    };
    assert_eq!(short(&crate::order_of(&change(&two))), "2 Größe-1 4");
    assert_eq!(short(&crate::order_of(&change(&|text| format!("\u{feff}{text}").into_bytes()))), "2 Größe-1 4");
    // Nothing else is allowed in a workbook: it is refused, not read with wrong letters.
    let latin = |text: &str| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    assert_eq!(read(&change(&latin)), Err(Refusal::Incomplete));
}

#[test]
fn entities_of_a_document_are_not_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>"#;
    let order = small_order("&b;&c;");
    let mut parts = workbook(&[("Order", "", &order)], "");
    for (name, part) in &mut parts {
        if *name == "xl/worksheets/sheet1.xml" {
            *part = [bomb.as_bytes(), part].concat();
        }
    }
    assert_eq!(short(&crate::order_of(&packed(parts))), "2 &b;&c; 4");
}

/// Beginnings by which files are told apart.
fn beginning() -> impl Strategy<Value = Vec<u8>> {
    const BEGINNINGS: &[&[u8]] = &[
        b"",
        b"PK\x03\x04",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"<html><table><tr><td>",
        b"\xFF\xFE",
        b"\xFE\xFF",
        b"\xEF\xBB\xBF",
        b"sep=;\n",
        b"SKU,Qty\n",
    ];
    select(BEGINNINGS).prop_map(<[u8]>::to_vec)
}

/// Pieces of text that mean something to one of the readers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "\"",
        "'",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r",
        "=",
        "x",
        "4",
        "00417",
        "1.000",
        "2,5",
        "SKU",
        "Menge",
        " ",
        "\u{a0}",
        "<td>",
        "</tr>",
        "<tr>",
        "<table",
        ">",
        "<!--",
        "-->",
        "&uuml;",
        "&#",
        "colspan=9",
        "rowspan=3",
        "ß",
        "\0",
        "🔩",
        "Stk",
        "1E5",
        "31.02.2026",
        "03/04/2026",
        "-",
        "×",
    ]);
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(begin in beginning(), rest in vec(any::<u8>(), 0..2_000)) {
        let _ = read(&[begin, rest].concat());
    }

    #[test]
    fn any_text_is_read_or_refused(begin in beginning(), text in pieces()) {
        let _ = read(&[begin, text.clone().into_bytes()].concat());
        let _ = paste::read(&text, &Limits::ORDER);
    }

    #[test]
    fn samples_with_changed_bytes_are_read_or_refused(
        place in any::<Index>(),
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), Just(0), Just(0xFF)]), 1..8),
    ) {
        let all = all();
        let mut bytes = place.get(&all).1.clone();
        for (place, byte) in &changes {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
        }
        let _ = read(&bytes);
    }

    #[test]
    fn parts_with_changed_bytes_are_read_or_refused(
        place in any::<Index>(),
        part in any::<Index>(),
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), select(b"<>&\"/= 09".to_vec())]), 1..8),
    ) {
        let packed_ones: Vec<_> = all().into_iter().map(|(_, bytes)| parts(&bytes)).filter(|parts| !parts.is_empty()).collect();
        let mut parts = place.get(&packed_ones).clone();
        let part = part.index(parts.len());
        let content = &mut parts[part].1;
        for (place, byte) in &changes {
            if !content.is_empty() {
                let place = place.index(content.len());
                content[place] = *byte;
            }
        }
        let _ = read(&packed(parts.iter().map(|(name, content)| (name.as_str(), content.clone()))));
    }

    #[test]
    fn records_of_old_workbooks_may_hold_anything(
        globals in vec((select(vec![0x0042_u16, 0x0022, 0x0085, 0x041E, 0x00E0, 0x00FC, 0x003C, 0x002F]), vec(any::<u8>(), 0..40)), 0..6),
        cells in vec((select(vec![0x0208_u16, 0x0207, 0x00E5, 0x00BD, 0x0006, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x0809]), vec(any::<u8>(), 0..40)), 0..20),
    ) {
        let _ = read(&crate::old_workbook(&globals, false, &cells));
    }
}
