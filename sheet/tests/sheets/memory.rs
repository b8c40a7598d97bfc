//! Small files that would take much memory or time are refused before they do.
//!
//! Each is read in a process of its own, so that its memory can be measured.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sheet::{Limits, Refusal};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::{old_workbook, packed, text, workbook};

/// Tells the process which file it reads.
const FILE: &str = "SHEET_TEST_FILE";

/// How large the bombs are, unpacked. Without optimisation they are smaller, and so is the limit.
const BOMB: usize = if cfg!(debug_assertions) { 10_000_000 } else { 250_000_000 };
const UNPACKED: u64 = if cfg!(debug_assertions) { 4_000_000 } else { 100_000_000 };
/// How long the texts are.
const LONG: usize = if cfg!(debug_assertions) { 1_000_000 } else { 19_900_000 };
/// How long one file may take.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
const LIMITS: Limits = Limits { unpacked: UNPACKED, time: TIME, ..Limits::ORDER };

/// A workbook whose part with this name holds `piece` again and again, up to this many bytes.
fn bomb(parts: Vec<(&str, Vec<u8>)>, name: &str, (before, piece, after): (&str, &str, &str), bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (other, part) in parts {
        zip.start_file(other, SimpleFileOptions::default()).expect("a part begins");
        if other != name {
            zip.write_all(&part).expect("a part is written");
            continue;
        }
        let many = piece.repeat(1_000_000 / piece.len());
        zip.write_all(before.as_bytes()).expect("the beginning is written");
        for _ in 0..bytes / many.len() {
            zip.write_all(many.as_bytes()).expect("a piece is written");
        }
        zip.write_all(after.as_bytes()).expect("the end is written");
    }
    zip.finish().expect("the file ends").into_inner()
}

fn sheet_bomb(piece: &str, bytes: usize) -> Vec<u8> {
    let parts = workbook(&[("Order", "", "")], "");
    bomb(parts, "xl/worksheets/sheet1.xml", ("<worksheet><sheetData>", piece, "</sheetData></worksheet>"), bytes)
}

/// The files, the most megabytes that reading each may take, and why it is refused, where that is always the same.
fn files() -> Vec<(&'static str, Vec<u8>, u64, Option<Refusal>)> {
    let too_large = Some(Refusal::TooLarge { bytes: LIMITS.unpacked, unpacked: true });
    let too_many_cells = Some(Refusal::TooManyCells { limit: LIMITS.cells });
    // Small bombs have too few cells for this.
    let by_count = if cfg!(debug_assertions) { too_large } else { too_many_cells };
    let too_many_rows = Some(Refusal::TooManyRows { limit: LIMITS.rows });
    let too_many_columns = Some(Refusal::TooManyColumns { limit: LIMITS.columns, row: 1 });
    let strings = |text: &str| {
        let piece = format!("<si><t>{text}</t></si>");
        bomb(workbook(&[("Order", "", "")], ""), "xl/sharedStrings.xml", ("<sst>", &piece, "</sst>"), BOMB)
    };
    let shared_row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(500));
    let shared = format!("<sheetData>{}</sheetData>", shared_row.repeat(900));
    let long = format!("<si><t>{}</t></si>", "x".repeat(32_000));
    let far = format!("<sheetData>{}</sheetData>", "<row><c r=\"ALZ1\"><v>1</v></c></row>".repeat(9_000));
    let table = [&[0, 0, 0, 0, 1, 0, 0, 0, 0, 0x1F, 0][..], &[b'x'; 0x1F00]].concat();
    let old_cells: Vec<_> = (0..60_000_u32)
        .map(|place| {
            let row = u16::try_from(place / 200).unwrap_or(0).to_le_bytes();
            let column = u16::try_from(place % 200).unwrap_or(0).to_le_bytes();
            (0x00FD, [row, column, [0, 0], [0, 0], [0, 0]].concat())
        })
        .collect();
    let repeated = "<document><table><table-row number-rows-repeated=\"1000000\">\
                    <table-cell number-columns-repeated=\"1000\"><p>some words</p></table-cell></table-row></table></document>";
    let mut attributes = "<table><tr><td".to_owned();
    let mut entries = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..LONG / 100 {
        let _ = write!(attributes, " a{place}=1");
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        entries.start_file(place.to_string(), stored).expect("a part begins");
    }
    let entries = entries.finish().expect("the file ends").into_inner();
    vec![
        ("rows", sheet_bomb(&format!("<row>{}</row>", text("TL-M-50")), BOMB), 100, too_many_rows),
        ("empty-cells", sheet_bomb("<row><c/><c/><c/></row>", BOMB), 100, by_count),
        ("empty-rows", sheet_bomb("<row/>", BOMB), 100, by_count),
        ("one-cell", sheet_bomb("xxxxxxxxxxxxxxx", BOMB), 100, too_large),
        ("depth", sheet_bomb("<a>", BOMB), 100, Some(Refusal::Incomplete)),
        ("short-texts", strings("x"), 150, by_count),
        ("long-texts", strings(&"x".repeat(30_000)), 250, too_large),
        ("shared-text", packed(workbook(&[("Order", "", &shared)], &long)), 250, too_large),
        ("far-cells", packed(workbook(&[("Order", "", &far)], "")), 150, too_many_cells),
        ("old-shared-text", old_workbook(&[(0x00FC, table)], false, &old_cells), 250, too_large),
        ("repeated-rows", packed([("content.xml", repeated.into())]), 150, by_count),
        ("parts", entries, 150, Some(Refusal::NotASheet)),
        ("commas", ",".repeat(LONG).into(), 150, None),
        ("columns", "a,".repeat(LONG / 2).into(), 150, too_many_columns),
        ("quotes", "\"".repeat(LONG).into(), 250, None),
        ("line-ends", "\n".repeat(LONG).into(), 150, Some(Refusal::Empty)),
        ("attributes", attributes.into(), 150, Some(Refusal::Empty)),
        ("tags", format!("<table>{}", "<td>".repeat(LONG / 5)).into(), 150, Some(Refusal::Empty)),
        ("entities", format!("<table><tr><td>{}", "&".repeat(LONG - 100)).into(), 150, None),
    ]
}

#[test]
fn hostile_files_take_little_memory_and_time() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, bytes, most, expected) in files() {
        assert!(bytes.len() <= LIMITS.bytes, "{name} is refused for its {} bytes alone", bytes.len());
        let file = folder.join(format!("hostile-{name}"));
        std::fs::write(&file, bytes).expect("the file is written");
        let program = std::env::current_exe().expect("this program has a place");
        let mut reading = Command::new(program);
        reading.args(["--exact", "memory::a_file_is_read_in_a_process_of_its_own", "--nocapture"]).env(FILE, &file);
        let output = reading.output().expect("the process starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        std::fs::remove_file(&file).expect("the file is removed");
        assert!(output.status.success(), "{name}: {said}{}", String::from_utf8_lossy(&output.stderr));
        let value = |key: &str| said.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default().to_owned();
        if let Some(expected) = expected {
            assert_eq!(value("refused: "), format!("{expected:?}"), "{name}");
        }
        let seconds: f64 = value("seconds: ").parse().expect("the process says its time");
        println!("{name}: {} MB, {seconds:.2} s, {}", value("memory: "), value("refused: "));
        assert!(seconds < TIME.as_secs_f64(), "{name} takes {seconds} s");
        // Only Linux says how much memory a process took.
        if let Ok(memory) = value("memory: ").parse::<u64>() {
            assert!(memory < most, "{name} takes {memory} MB");
        }
    }
}

#[test]
fn a_file_is_read_in_a_process_of_its_own() {
    let Ok(file) = std::env::var(FILE) else { return };
    let bytes = std::fs::read(file).expect("the file is there");
    let begun = std::time::Instant::now();
    let read = sheet::read(&bytes, None, &LIMITS);
    let seconds = begun.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|count| count.parse::<u64>().ok());
    let refused = read.err().map_or_else(|| "no".to_owned(), |why| format!("{why:?}"));
    let memory = peak.map_or_else(|| "?".to_owned(), |peak| (peak / 1_000).to_string());
    println!("\nrefused: {refused}\nseconds: {seconds}\nmemory: {memory}");
}
