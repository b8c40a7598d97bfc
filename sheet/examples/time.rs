//! How long an order of 10,000 rows takes to be written and read.
//!
//! `cargo run --release --package sheet --example time`

use std::error::Error;
use std::time::Instant;

use sheet::order::{COLUMNS, lines};
use sheet::write::{Form, Value, Writer};
use sheet::{Limits, columns};

fn main() -> Result<(), Box<dyn Error>> {
    for (name, form) in [("CSV", Form::Csv(';')), ("XLSX", Form::Xlsx)] {
        let begun = Instant::now();
        let mut writer = Writer::new(Vec::new(), form, "Order", &["SKU", "Name", "Qty", "Unit", "Note"])?;
        for place in 0..10_000 {
            let (article, note) = (format!("BB-{place:05}-2RS"), format!("hall {}", place % 40));
            let values = [
                Value::Text(&article),
                Value::Text("Deep groove ball bearing, sealed on both sides"),
                Value::Number("25"),
                Value::Text("pcs"),
                Value::Text(&note),
            ];
            writer.row(&values)?;
        }
        let bytes = writer.finish()?;
        let written = begun.elapsed();
        let begun = Instant::now();
        let book = sheet::read(&bytes, None, &Limits::ORDER).map_err(|why| format!("{why:?}"))?;
        let read = begun.elapsed();
        let count = lines(&book, &columns::find(&book, COLUMNS)).len();
        let found = begun.elapsed();
        println!(
            "{name}: {count} lines, {} bytes: written {written:.1?}, read {read:.1?}, with its lines {found:.1?}",
            bytes.len()
        );
    }
    Ok(())
}
