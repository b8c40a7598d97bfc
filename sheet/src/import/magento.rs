//! Products of Magento 2 and Adobe Commerce: simple products, and configurable ones whose variants are simple products.

use std::collections::HashMap;
use std::sync::Arc;

use super::table::Layout;
use super::values::{MOST, path};
use super::{Field, Record, Refusal, Remark, Shared, texts};
use crate::{Cell, Row};

/// Whether folded headings are those of a product sheet.
pub(super) fn is_products(has: &dyn Fn(&str) -> bool) -> bool {
    has("sku") && has("producttype") && (has("attributesetcode") || has("storeviewcode"))
}

/// A row.
struct Draft {
    record: Record,
    of: String,
    /// The variants of a configurable product: number and options.
    variants: Vec<(String, Vec<(String, String)>)>,
}

/// What a configurable product gives to one of its variants.
struct Inherited {
    shared: Arc<Shared>,
    number: String,
    options: Vec<(String, String)>,
}

/// The records of all rows, and the rows that say the same in another language.
pub(super) fn records(layout: &Layout, rows: impl Iterator<Item = Row>) -> (Vec<Record>, Vec<u32>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut other_views = Vec::new();
    for row in rows {
        let view = layout.under(&row, &["storeviewcode"]);
        if !view.is_empty() && view != "default" && view != "admin" {
            other_views.push(row.number);
            continue;
        }
        let of = layout.under(&row, &["producttype"]).to_lowercase();
        let variants = configurations(&layout.under(&row, &["configurablevariations"]));
        let attributes = pairs(&layout.under(&row, &["additionalattributes"]));
        let special_price = layout.under(&row, &["specialprice"]);
        let Some(mut record) = layout.record(row) else { continue };
        // A row without number and type only adds pictures to the one before.
        let last = drafts.last_mut().filter(|_| !record.has(Field::Sku) && of.is_empty());
        if let Some(last) = last {
            last.record.parts.push(record.row);
            let pictures = pictures(&record);
            last.record.values.extend(pictures.into_iter().map(|text| (Field::Pictures, Cell::Text(text))));
            continue;
        }
        record.attributes.extend(attributes.into_iter().map(|(code, value)| (label(&code), value.replace('|', ", "))));
        if !special_price.is_empty() {
            record.remarks.push(Remark::SalePrice(special_price));
        }
        shape(&mut record);
        drafts.push(Draft { record, of, variants });
    }
    let mut inherited: HashMap<String, Inherited> = HashMap::new();
    for Draft { record, variants, .. } in drafts.iter_mut().filter(|draft| draft.of == "configurable") {
        let number = record.text(Field::Sku);
        let own = |field: &Field| !matches!(field, Field::Sku | Field::Stock | Field::Gtin | Field::Price);
        let values = record.values.extract_if(.., |(field, _)| own(field)).collect();
        let shared = Arc::new(Shared { values, attributes: std::mem::take(&mut record.attributes) });
        record.shared = Some(Arc::clone(&shared));
        for (variant, options) in std::mem::take(variants) {
            let given = Inherited { shared: Arc::clone(&shared), number: number.clone(), options };
            inherited.entry(variant).or_insert(given);
        }
    }
    let finish = |draft| finish(draft, &mut inherited);
    (drafts.into_iter().map(finish).collect(), other_views)
}

/// Brings the values of a row into the form of this program.
fn shape(record: &mut Record) {
    for (field, cell) in &mut record.values {
        if matches!(field, Field::Summary | Field::Description) && texts::make_plain(cell, false) {
            record.remarks.push(Remark::HtmlMadePlain(*field));
        }
    }
    if let Some(word) = texts::tax_class(&record.text(Field::TaxClass)) {
        record.set(Field::TaxClass, word);
    }
    let paths = record.text(Field::Category);
    if !paths.is_empty() {
        // Each path begins with the root, and the categories above are listed too: the longest says most.
        let parts = |text: &str| text.matches('/').count();
        let longest = paths.split(',').rev().max_by_key(|text| parts(text)).unwrap_or_default();
        let below = longest.split_once('/').map_or("", |(_, below)| below);
        let taken = path(&below.replace("\\/", "\u{0}"), '/').replace('\u{0}', "/");
        let roots = paths.split(',').map(|text| text.split('/').next().unwrap_or_default().trim());
        let is_above = |text: &str| longest.trim().starts_with(text.trim());
        if paths.split(',').zip(roots).any(|(text, _)| !is_above(text)) {
            record.remarks.push(Remark::Categories(taken.clone()));
        }
        record.values.retain(|(field, _)| *field != Field::Category);
        if !taken.is_empty() {
            record.set(Field::Category, taken);
        }
    }
    let found = pictures(record);
    if !found.is_empty() {
        record.remarks.push(Remark::PicturesNotFetched(found.len()));
        record.values.retain(|(field, _)| *field != Field::Pictures);
        record.values.extend(found.into_iter().map(|text| (Field::Pictures, Cell::Text(text))));
    }
}

/// The pictures of a row, each once.
fn pictures(record: &Record) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for cell in record.cells(Field::Pictures) {
        for text in cell.plain_text().split(',').map(str::trim).filter(|text| !text.is_empty()) {
            if found.len() < MOST && !found.iter().any(|known| known == text) {
                found.push(text.to_owned());
            }
        }
    }
    found
}

/// Finishes a row.
fn finish(draft: Draft, inherited: &mut HashMap<String, Inherited>) -> Record {
    let Draft { mut record, of, .. } = draft;
    match of.as_str() {
        "" | "simple" | "virtual" | "downloadable" => {}
        "configurable" => record.refuse(Refusal::ParentOnly),
        "grouped" => record.refuse(Refusal::Grouped),
        _ => record.refuse(Refusal::OtherType),
    }
    let online = record.text(Field::Status);
    if matches!(online.as_str(), "0" | "2") {
        record.remarks.push(Remark::NotOnSale(online));
        record.set(Field::Status, "withdrawn");
    } else if online == "1" {
        record.set(Field::Status, "active");
    }
    let number = record.text(Field::Sku);
    if number.is_empty() {
        record.refuse(Refusal::NoNumber);
    }
    let Some(Inherited { shared, number, options }) = inherited.remove(&number) else { return record };
    for (code, value) in options {
        let name = label(&code);
        record.attributes.retain(|(known, _)| *known != name);
        record.attributes.push((name, value));
    }
    record.shared = Some(shared);
    record.set(Field::Parent, number);
    record
}

/// The variants of a configurable product: `sku=GL-7,size=7|sku=GL-8,size=8`.
fn configurations(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let of = |text: &str| {
        let mut options = pairs(text);
        let place = options.iter().position(|(code, _)| code == "sku")?;
        let (_, number) = options.remove(place);
        Some((number, options))
    };
    text.split('|').filter_map(of).collect()
}

/// Codes and values: `colour=Blue,use=dry, wet,size=7`. A comma parts them only before another code.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for part in text.split_inclusive(',') {
        if found.len() >= MOST {
            break;
        }
        let is_code = |code: &&str| {
            code.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let bare = part.trim_start_matches('"');
        let pair = bare.split_once('=').map(|(code, value)| (code.trim_end_matches('"'), value));
        match (pair.filter(|(code, _)| is_code(code)), found.last_mut()) {
            (Some((code, value)), _) => found.push((code.to_owned(), value.to_owned())),
            (None, Some((_, last))) => last.push_str(part),
            (None, None) => {}
        }
    }
    for (_, value) in &mut found {
        let bare = value.trim().trim_end_matches(',').trim();
        *value = bare.trim_matches('"').replace("\"\"", "\"");
    }
    found.retain(|(_, value)| !value.is_empty());
    found
}

/// A code as the name of an attribute: `Thread size` of `thread_size`.
fn label(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
