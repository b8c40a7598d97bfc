//! The records of a file as units: which belong together, which come twice, and in which order they are taken.

use super::{Code, Unit};
use crate::own_item::key;
use sheet::import::{Field, Kind, Record, Refusal, Remark, Table};
use std::collections::HashMap;

/// The units of a file, in the order in which they are taken in. The same file always gives the same order.
pub(super) fn units(table: &mut Table) -> Vec<Unit> {
    let records = std::mem::take(&mut table.records);
    let mut units: Vec<Unit> = Vec::with_capacity(records.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut alike: HashMap<String, (u32, String)> = HashMap::new();
    for record in records {
        let found = record_key(table.kind, &record);
        let place = found.as_ref().and_then(|key| places.get(key)).copied();
        if let Some(place) = place.filter(|_| is_grouped(table.kind)) {
            units[place].records.push(record);
            continue;
        }
        let mut unit =
            Unit { twice: place.map(|place| units[place].records[0].row), alike: None, records: vec![record] };
        if unit.twice.is_none() {
            if table.kind == Kind::Products {
                let (row, sku) = (unit.records[0].row, unit.records[0].text(Field::Sku));
                unit.alike = alike.get(&key(&sku)).cloned().filter(|_| !sku.is_empty());
                alike.entry(key(&sku)).or_insert((row, sku));
            }
            if let Some(found) = found {
                places.insert(found, units.len());
            }
        }
        units.push(unit);
    }
    if table.kind == Kind::Products {
        sort(&mut units);
    }
    units
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
