//! Sheets of any origin: one row is one record.

use super::table::Layout;
use super::{Field, Record, Refusal, Remark};
use crate::Row;

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
    if record.has(Field::Pictures) {
        let count = record.list(Field::Pictures).len();
        record.remarks.push(Remark::PicturesNotFetched(count));
    }
    Some(record)
}
