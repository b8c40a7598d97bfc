//! Products of Shopify, in its old and its new headings: one row for each variant, and rows that only have a picture.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::table::Layout;
use super::values::MOST;
use super::{Field, Record, Refusal, Remark, Shared, texts};
use crate::{Cell, Row};

/// How many options a variant has.
const OPTIONS: usize = 3;
/// The value of the only option of a product without variants.
const DEFAULT: &str = "Default Title";

/// Whether folded headings are those of a product sheet.
pub(super) fn is_products(has: &dyn Fn(&str) -> bool) -> bool {
    has("title") && ((has("handle") && has("variantsku")) || (has("urlhandle") && has("sku")))
}

/// Whether folded headings are those of a sheet of customers.
pub(super) fn is_customers(has: &dyn Fn(&str) -> bool) -> bool {
    has("email") && has("firstname") && (has("acceptsemailmarketing") || has("acceptsmarketing"))
}

/// All rows with the same handle.
#[derive(Default)]
struct Group {
    handle: String,
    title: String,
    options: [String; OPTIONS],
    shared: Shared,
    pictures: Vec<(Field, Cell)>,
    status: String,
    published: String,
    /// The place of its last record.
    last: Option<usize>,
}

/// A record and the options of its variant.
struct Variant {
    record: Record,
    group: usize,
    options: [String; OPTIONS],
}

/// The records of all rows.
pub(super) fn records(layout: &Layout, rows: impl Iterator<Item = Row>) -> Vec<Record> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut variants: Vec<Variant> = Vec::new();
    let mut pictures: HashSet<(usize, String)> = HashSet::new();
    for row in rows {
        let handle = layout.under(&row, &["handle", "urlhandle"]);
        let options = options(layout, &row, "value");
        let published = layout.under(&row, &["published", "publishedononlinestore"]);
        let names = self::options(layout, &row, "name");
        let category = layout.under(&row, &["productcategory"]);
        let taxable = layout.under(&row, &["varianttaxable", "chargetax"]);
        let Some(mut record) = layout.record(row) else { continue };
        // Without a handle a row is a product of its own.
        let key = if handle.is_empty() { format!("\n{}", record.row) } else { handle.clone() };
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { handle, ..Group::default() });
        }
        let Some(group) = groups.get_mut(place) else { continue };
        group.fill(&mut record, category, published, names);
        for text in record.list(Field::Pictures) {
            if group.pictures.len() < MOST && pictures.insert((place, text.clone())) {
                group.pictures.push((Field::Pictures, Cell::Text(text)));
            }
        }
        record.values.retain(|(field, _)| *field != Field::Pictures);
        let is_variant = record.has(Field::Sku) || record.has(Field::Price) || !options[0].is_empty();
        let last = group.last.and_then(|last| variants.get_mut(last));
        if let Some(last) = last.filter(|_| !is_variant) {
            last.record.parts.push(record.row);
            continue;
        }
        if let Some(taxable) = super::values::yes(&taxable) {
            record.set(Field::TaxClass, if taxable { "standard" } else { "zero" });
        }
        group.last = Some(variants.len());
        variants.push(Variant { record, group: place, options });
    }
    finish(groups, variants)
}

/// The names or values of the options in a row.
fn options(layout: &Layout, row: &Row, what: &str) -> [String; OPTIONS] {
    [1, 2, 3].map(|place| layout.under(row, &[&*format!("option{place}{what}")]))
}

impl Group {
    /// Takes what a row says about all variants of the product; what was said first counts.
    fn fill(&mut self, record: &mut Record, category: String, published: String, names: [String; OPTIONS]) {
        let first = |known: &mut String, text: String| {
            if known.is_empty() {
                *known = text;
            }
        };
        first(&mut self.title, record.text(Field::Name));
        first(&mut self.status, record.text(Field::Status));
        first(&mut self.published, published);
        for (known, name) in self.options.iter_mut().zip(names) {
            first(known, name);
        }
        if !category.is_empty() && !record.has(Field::Category) {
            record.set(Field::Category, category);
        }
        for (field, cell) in std::mem::take(&mut record.values) {
            match field {
                Field::Name | Field::Status => {}
                Field::Description | Field::Category | Field::Brand | Field::Keywords => {
                    if !self.shared.values.iter().any(|(known, _)| *known == field) {
                        self.shared.values.push((field, cell));
                    }
                }
                _ => record.values.push((field, cell)),
            }
        }
    }
}

/// Gives each variant its name, and what its group says.
fn finish(groups: Vec<Group>, variants: Vec<Variant>) -> Vec<Record> {
    struct Ready {
        group: Group,
        shared: Arc<Shared>,
        remarks: Vec<Remark>,
        said: Option<String>,
    }
    let mut ready: Vec<Ready> = groups
        .into_iter()
        .map(|mut group| {
            let mut remarks = Vec::new();
            for (field, cell) in &mut group.shared.values {
                if *field == Field::Description && texts::make_plain(cell, false) {
                    remarks.push(Remark::HtmlMadePlain(*field));
                }
            }
            if !group.pictures.is_empty() {
                remarks.push(Remark::PicturesNotFetched(group.pictures.len()));
            }
            group.shared.values.append(&mut group.pictures);
            let status = group.status.to_lowercase();
            let unpublished = super::values::yes(&group.published) == Some(false);
            let said = match status.as_str() {
                "" | "active" => unpublished.then(|| "unpublished".to_owned()),
                _ => Some(status.clone()),
            };
            if said.is_some() || !status.is_empty() {
                let word = if said.is_some() { "withdrawn" } else { "active" };
                group.shared.values.push((Field::Status, Cell::Text(word.to_owned())));
            }
            let shared = Arc::new(std::mem::take(&mut group.shared));
            Ready { group, shared, remarks, said }
        })
        .collect();
    let mut records = Vec::with_capacity(variants.len());
    for Variant { mut record, group, options } in variants {
        let Some(ready) = ready.get_mut(group) else { continue };
        let group = &ready.group;
        let mut name = group.title.clone();
        let is_default = options[0] == DEFAULT;
        for (place, value) in options.iter().enumerate().filter(|(_, value)| !value.is_empty() && *value != DEFAULT) {
            if !name.is_empty() && !has_words(&group.title, value) {
                name.push_str(", ");
                name.push_str(value);
            }
            let title = group.options.get(place).filter(|title| !title.is_empty());
            let title = title.map_or_else(|| format!("Option {}", place + 1), String::clone);
            record.attributes.push((title, value.clone()));
        }
        if !name.is_empty() {
            record.set(Field::Name, name);
        }
        if !is_default && !group.handle.is_empty() {
            record.set(Field::Parent, group.handle.clone());
        }
        if !record.has(Field::Sku) {
            record.refuse(Refusal::NoNumber);
        }
        record.remarks.extend(ready.said.clone().map(Remark::NotOnSale));
        // The texts and pictures of a group are said once.
        record.remarks.append(&mut ready.remarks);
        record.shared = Some(Arc::clone(&ready.shared));
        records.push(record);
    }
    records
}

/// Whether a text has these words, and not only as a part of another word.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(place, _)| {
        let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        let (before, after) = (text.get(..place), text.get(place + words.len()..));
        is_edge(before.and_then(|text| text.chars().next_back())) && is_edge(after.and_then(|text| text.chars().next()))
    })
}
