//! Products of `WooCommerce`. A variation names its parent, a variable product, by `id:11` or by its number.

use std::collections::HashMap;
use std::sync::Arc;

use super::table::Layout;
use super::values::addresses;
use super::{Field, Record, Refusal, Remark, Shared, texts};
use crate::{Cell, Row};

/// How many attributes are looked at.
const ATTRIBUTES: usize = 30;
/// The headings of types, in English, German and French.
const TYPE: &[&str] = &["type", "typ"];
const PARENT: &[&str] = &["parent", "ubergeordnetesprodukt", "ubergeordnet", "produitparent"];
const PUBLISHED: &[&str] = &["published", "veroffentlicht", "publie"];
const TAX_STATUS: &[&str] = &["taxstatus", "steuerstatus", "etatdelatva", "statutdelatva"];
const SALE_PRICE: &[&str] = &["saleprice", "angebotspreis", "tarifpromo"];

/// Whether folded headings are those of a product sheet.
pub(super) fn is_products(has: &dyn Fn(&str) -> bool) -> bool {
    let any = |names: &[&str]| names.iter().any(|name| has(name));
    has("id") && any(TYPE) && any(&["sku", "artikelnummer", "ugs"]) && any(PARENT) && any(PUBLISHED)
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Simple,
    Variable,
    Variation,
    Refused(Refusal),
}

/// A row.
struct Draft {
    record: Record,
    id: String,
    of: Type,
    parent: String,
    published: String,
}

/// The places of the columns of one attribute: its name and its values.
type Attribute = (usize, usize);

/// The records of all rows.
pub(super) fn records(layout: &Layout, rows: impl Iterator<Item = Row>) -> Vec<Record> {
    let columns = attributes(layout);
    let mut drafts: Vec<Draft> = rows.filter_map(|row| draft(layout, &columns, row)).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.of == Type::Variable) {
        let number = draft.record.text(Field::Sku);
        for key in [format!("id:{}", draft.id), number].into_iter().filter(|key| !key.is_empty() && key != "id:") {
            places.entry(key).or_insert(place);
        }
    }
    // What a variable product has is shared by its variations.
    let mut parents: HashMap<usize, (Arc<Shared>, String, String)> = HashMap::new();
    for (place, draft) in drafts.iter_mut().enumerate().filter(|(_, draft)| draft.of == Type::Variable) {
        let record = &mut draft.record;
        let number = record.text(Field::Sku);
        let key = if number.is_empty() { format!("id:{}", draft.id) } else { number };
        let own = |field: &Field| !matches!(field, Field::Sku | Field::Stock | Field::Gtin | Field::Price);
        let values = record.values.extract_if(.., |(field, _)| own(field)).collect();
        let shared = Arc::new(Shared { values, attributes: std::mem::take(&mut record.attributes) });
        record.shared = Some(Arc::clone(&shared));
        record.refuse(Refusal::ParentOnly);
        parents.insert(place, (shared, key, draft.published.clone()));
    }
    drafts.into_iter().map(|draft| finish(draft, &places, &parents)).collect()
}

/// Where the attributes are.
fn attributes(layout: &Layout) -> Vec<Attribute> {
    let of = |place: usize| {
        let name = [format!("attribute{place}name"), format!("attribut{place}name"), format!("nomdelattribut{place}")];
        let values =
            [format!("attribute{place}values"), format!("attribut{place}werte"), format!("valeursdelattribut{place}")];
        let find = |names: [String; 3]| names.iter().find_map(|name| layout.column(name));
        Some((find(name)?, find(values)?))
    };
    (1..=ATTRIBUTES).filter_map(of).collect()
}

/// Reads a row.
fn draft(layout: &Layout, columns: &[Attribute], row: Row) -> Option<Draft> {
    let id = layout.under(&row, &["id"]);
    let types = layout.under(&row, TYPE).to_lowercase();
    let parent = layout.under(&row, PARENT);
    let published = layout.under(&row, PUBLISHED);
    let tax_status = layout.under(&row, TAX_STATUS).to_lowercase();
    let sale_price = layout.under(&row, SALE_PRICE);
    let cell = |place: usize| row.cell(place).plain_text().trim().replace("\\,", ",");
    let own = columns.iter().map(|(name, value)| (cell(*name), cell(*value)));
    let own: Vec<(String, String)> = own.filter(|(name, value)| !name.is_empty() && !value.is_empty()).collect();
    let mut record = layout.record(row)?;
    record.attributes.extend(own);
    if !sale_price.is_empty() {
        record.remarks.push(Remark::SalePrice(sale_price));
    }
    let mut of = None;
    for word in types.split(',').map(str::trim) {
        of = of.or(match word {
            "simple" => Some(Type::Simple),
            "variable" => Some(Type::Variable),
            "variation" => Some(Type::Variation),
            "grouped" => Some(Type::Refused(Refusal::Grouped)),
            "external" => Some(Type::Refused(Refusal::External)),
            // Words beside the type.
            "" | "virtual" | "downloadable" => None,
            _ => Some(Type::Refused(Refusal::OtherType)),
        });
    }
    shape(&mut record, &tax_status);
    Some(Draft { record, id, of: of.unwrap_or(Type::Simple), parent, published })
}

/// Brings the values of a row into the form of this program.
fn shape(record: &mut Record, tax_status: &str) {
    for (field, cell) in &mut record.values {
        if matches!(field, Field::Summary | Field::Description) {
            if let Cell::Text(text) = cell {
                *text = texts::with_lines(text);
            }
            if texts::make_plain(cell, true) {
                record.remarks.push(Remark::HtmlMadePlain(*field));
            }
        }
    }
    let paths = record.text(Field::Category).replace("\\,", "\u{0}");
    if let Some((first, _)) = paths.split_once(',') {
        record.remarks.push(Remark::Categories(super::values::path(&first.replace('\u{0}', ","), '>')));
    }
    if !paths.is_empty() {
        let first = paths.split(',').next().unwrap_or_default().replace('\u{0}', ",");
        record.set(Field::Category, super::values::path(&first, '>'));
    }
    let class = record.text(Field::TaxClass);
    match tax_status {
        "none" | "shipping" => record.set(Field::TaxClass, "zero"),
        "taxable" if class.is_empty() => record.set(Field::TaxClass, "standard"),
        // As its parent.
        _ if class == "parent" => record.values.retain(|(field, _)| *field != Field::TaxClass),
        _ => {
            if let Some(word) = texts::tax_class(&class) {
                record.set(Field::TaxClass, word);
            }
        }
    }
    let pictures = record.text(Field::Pictures);
    if !pictures.is_empty() {
        let pictures = addresses(&pictures);
        record.remarks.push(Remark::PicturesNotFetched(pictures.len()));
        record.values.retain(|(field, _)| *field != Field::Pictures);
        record.values.extend(pictures.into_iter().map(|text| (Field::Pictures, Cell::Text(text))));
    }
}

/// Finishes a row: a variation takes what its parent has, and everything else stands alone.
fn finish(
    draft: Draft,
    places: &HashMap<String, usize>,
    parents: &HashMap<usize, (Arc<Shared>, String, String)>,
) -> Record {
    let Draft { mut record, of, parent, published, .. } = draft;
    let mut published_as = published;
    match of {
        Type::Refused(why) => record.refuse(why),
        Type::Variation => {
            let key = super::values::unwrapped(&parent);
            match places.get(key).and_then(|place| parents.get(place)) {
                Some((shared, key, parent_published)) => {
                    if !record.has(Field::Name) {
                        let title = shared.values.iter().find(|(field, _)| *field == Field::Name);
                        let title = title.map(|(_, cell)| cell.plain_text().trim().to_owned());
                        let values = record.attributes.iter().map(|(_, value)| value.clone());
                        let name: Vec<String> = title.into_iter().chain(values).collect();
                        record.set(Field::Name, name.join(", "));
                    }
                    record.shared = Some(Arc::clone(shared));
                    record.set(Field::Parent, key.clone());
                    if published_as == "1" {
                        published_as.clone_from(parent_published);
                    }
                }
                None => record.refuse(Refusal::NoParent),
            }
        }
        Type::Simple | Type::Variable => {}
    }
    if !record.has(Field::Sku) {
        record.refuse(Refusal::NoNumber);
    }
    let said = match published_as.as_str() {
        "1" | "" => None,
        "-1" => Some("draft"),
        "0" => Some("private"),
        other => Some(other),
    };
    if let Some(said) = said {
        record.remarks.push(Remark::NotOnSale(said.to_owned()));
        record.set(Field::Status, "withdrawn");
    } else if !published_as.is_empty() {
        record.set(Field::Status, "active");
    }
    record
}
