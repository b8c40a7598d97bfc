//! Sheets of any origin: one row is one record.

use super::table::Layout;
use super::{Field, Kind, Record, Refusal, Remark, texts};
use crate::{Cell, Row};

/// The records of all rows.
pub(super) fn records(layout: &Layout, rows: impl Iterator<Item = Row>) -> Vec<Record> {
    rows.filter_map(|row| record(layout, row)).collect()
}

/// The record of a row; none when nothing stands in a column that holds something.
fn record(layout: &Layout, row: Row) -> Option<Record> {
    let mut record = layout.record(row)?;
    if layout.kind.needs_number() && !record.has(Field::Sku) {
        record.refuse(Refusal::NoNumber);
    }
    if layout.kind == Kind::Products {
        product(&mut record);
    }
    Some(record)
}

/// Brings the texts and words of a product into the form of this program.
fn product(record: &mut Record) {
    let mut remarks = Vec::new();
    for (field, cell) in &mut record.values {
        match field {
            Field::Status | Field::TaxClass => {
                let text = cell.plain_text().trim().to_owned();
                let word = if *field == Field::Status { texts::status(&text) } else { texts::tax_class(&text) };
                let Some(word) = word else { continue };
                if word == "withdrawn" {
                    remarks.push(Remark::NotOnSale(text));
                }
                *cell = Cell::Text(word.to_owned());
            }
            Field::Summary | Field::Description if texts::make_plain(cell, true) => {
                remarks.push(Remark::HtmlMadePlain(*field));
            }
            _ => {}
        }
    }
    let pictures = record.list(Field::Pictures).len();
    if pictures > 0 {
        remarks.push(Remark::PicturesNotFetched(pictures));
    }
    record.remarks.append(&mut remarks);
}
