//! The records of a file as units: which belong together, which come twice, and in which order they are taken.

use super::{Code, Unit};
use crate::own_item::key;
use sheet::import::{Field, Kind, Record, Refusal, Remark, Table};
use std::collections::HashMap;

/// Which records came before, in this part of the file or in one before it.
#[derive(Default)]
pub(super) struct Seen {
    /// The row of each number.
    rows: HashMap<String, u32>,
    /// Row and number of each article, by the number as it is compared.
    alike: HashMap<String, (u32, String)>,
}

impl Seen {
    /// The units of a part of a file, in the order in which they are taken in. The same file always gives the same order.
    pub fn units(&mut self, table: &mut Table) -> Vec<Unit> {
        let records = std::mem::take(&mut table.records);
        let mut units: Vec<Unit> = Vec::with_capacity(records.len());
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<u32> = Vec::new();
        for mut record in records {
            // What only gives its texts to its variants is a part of the first of them.
            if record.refusal == Some(Refusal::ParentOnly) {
                groups.push(record.row);
                continue;
            }
            record.parts.append(&mut groups);
            let found = record_key(table.kind, &record);
            if is_grouped(table.kind) {
                if let Some(place) = found.as_ref().and_then(|key| places.get(key)) {
                    units[*place].records.push(record);
                    continue;
                }
                places.extend(found.map(|key| (key, units.len())));
                units.push(Unit { records: vec![record], twice: None, alike: None });
                continue;
            }
            let twice = found.as_ref().and_then(|key| self.rows.get(key)).copied();
            let mut unit = Unit { twice, alike: None, records: vec![record] };
            if twice.is_none() {
                if table.kind == Kind::Products {
                    let (row, sku) = (unit.records[0].row, unit.records[0].text(Field::Sku));
                    unit.alike = self.alike.get(&key(&sku)).cloned().filter(|_| !sku.is_empty());
                    self.alike.entry(key(&sku)).or_insert((row, sku));
                }
                self.rows.extend(found.map(|key| (key, unit.records[0].row)));
            }
            units.push(unit);
        }
        if let (Some(last), false) = (units.last_mut(), groups.is_empty()) {
            last.records[0].parts.append(&mut groups);
        }
        if table.kind == Kind::Products {
            sort(&mut units);
        }
        units
    }
}

/// Takes the last records with the same number off a part of a file: the next part may go on with them.
pub(super) fn cut_last(table: &mut Table) -> Vec<Record> {
    let Some(last) = table.records.last().filter(|_| is_grouped(table.kind)) else { return Vec::new() };
    let last = record_key(table.kind, last);
    let same = table.records.iter().rev().take_while(|record| record_key(table.kind, record) == last).count();
    table.records.split_off(table.records.len() - same)
}

/// What a record is found by, where it has it.
fn record_key(kind: Kind, record: &Record) -> Option<String> {
    let of = |field| record.text(field);
    let key = match kind {
        Kind::Categories => {
            Some(of(Field::Category)).filter(|text| !text.is_empty()).unwrap_or_else(|| of(Field::Name))
        }
        Kind::Products | Kind::Stock => of(Field::Sku),
        Kind::Prices => {
            let fields =
                [Field::Sku, Field::PriceList, Field::Company, Field::Currency, Field::MinQuantity, Field::ValidFrom];
            return Some(fields.map(of).join("\u{1f}"));
        }
        Kind::Companies => of(Field::Number),
        Kind::Contacts => of(Field::Email).to_lowercase(),
        Kind::ItemNumbers => [of(Field::Company), key(&of(Field::OwnNumber))].join("\u{1f}"),
        Kind::Orders => of(Field::Order),
    };
    Some(key).filter(|key| !key.is_empty() && record.refusal.is_none())
}

/// Whether rows with the same number are one thing with several parts.
fn is_grouped(kind: Kind) -> bool {
    matches!(kind, Kind::Companies | Kind::Orders)
}

/// What takes the place of an article comes before the article.
fn sort(units: &mut [Unit]) {
    let next: HashMap<String, String> = units
        .iter()
        .map(|unit| (unit.records[0].text(Field::Sku), unit.records[0].text(Field::Replacement)))
        .filter(|(_, next)| !next.is_empty())
        .collect();
    if next.is_empty() {
        return;
    }
    let depth = |unit: &Unit| {
        let mut at = unit.records[0].text(Field::Sku);
        let mut depth = 0;
        while let Some(found) = next.get(&at).filter(|_| depth < 100) {
            at.clone_from(found);
            depth += 1;
        }
        depth
    };
    units.sort_by_cached_key(depth);
}

/// Why the reader refuses a record, as a code.
pub(super) fn of_refusal(refusal: Refusal) -> Code {
    match refusal {
        Refusal::NoNumber => Code::NoNumber,
        Refusal::NoParent => Code::NoGroup,
        Refusal::Grouped => Code::IsASet,
        Refusal::External => Code::SoldElsewhere,
        Refusal::ParentOnly => Code::OnlyAGroup,
        Refusal::OtherType => Code::OtherType,
    }
}

/// What the reader says of a record, as a code with its field and what it is about.
pub(super) fn of_remark(remark: &Remark) -> (Code, Option<Field>, String) {
    match remark {
        Remark::NegativeStock(typed) => (Code::BelowNone, Some(Field::Stock), typed.clone()),
        Remark::HtmlMadePlain(field) => (Code::MadePlain, Some(*field), String::new()),
        Remark::NotOnSale(typed) => (Code::NotOnSale, Some(Field::Status), typed.clone()),
        Remark::PicturesNotFetched(count) => (Code::NotFetched, Some(Field::Pictures), count.to_string()),
        Remark::SalePrice(typed) => (Code::SalePrice, Some(Field::Price), typed.clone()),
        Remark::Categories(taken) => (Code::OneCategory, Some(Field::Category), taken.clone()),
        Remark::Spoilt(field, _) => (Code::Spoilt, Some(*field), String::new()),
        Remark::HiddenRow => (Code::HiddenRow, None, String::new()),
        Remark::Cleaned => (Code::Cleaned, None, String::new()),
    }
}
