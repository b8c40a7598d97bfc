//! How a product is found: a row beside the product, made from it and its categories, and the words and values of all.
//!
//! Rule: whoever writes a product or a category calls [`refresh`] for the products in the same transaction. The entry is
//! nothing by itself: [`make_all`] makes all of them again. A product that cannot be bought has none.

use crate::catalog::Status;
use crate::catalog::facet::{CATEGORY, SIGN, Value};
use crate::catalog::rank::{SECTION, grams};
use crate::catalog::text::{family, noun, number_key, parts};
use crate::db::{Db, DbTx, by_name, pairs};
use crate::error::{Error, Result};
use crate::id::{CategoryId, ProductId};
use crate::{exec, on, on_tx, sql};
use std::collections::HashSet;
use std::fmt::Write;

/// Products whose entries are made in one go.
const BATCH: i64 = 1_000;
/// Every product has this mark.
pub(super) const ALL: &str = "all";

#[derive(sqlx::FromRow)]
struct Source {
    id: ProductId,
    sku: String,
    name: String,
    category_id: CategoryId,
    attributes: String,
    gtin: Option<String>,
    search_key: String,
    status: Status,
}

/// What entries of products `p` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "select p.id, p.sku, p.name, p.category_id, p.attributes, p.gtin, p.search_key, p.status from product p where ",
            $which
        ))
    };
}

/// A category, as far as an entry needs it.
#[derive(sqlx::FromRow)]
struct Group {
    id: CategoryId,
    parent_id: Option<CategoryId>,
    slug: String,
    name: String,
}

const GROUPS: &str = sql!("select id, parent_id, slug, name from category");

/// The entry of a product; only how its parts are made to be found differs.
macro_rules! entry {
    ($parts:literal) => {
        concat!(
            "insert into product_entry (product_id, number_key, gtin_key, name_key, words, marks, parts)
            values ($1, $2, $3, $4, $5, $6, ",
            $parts,
            ")
            on conflict (product_id) do update
            set number_key = excluded.number_key, gtin_key = excluded.gtin_key, name_key = excluded.name_key,
                words = excluded.words, marks = excluded.marks, parts = excluded.parts"
        )
    };
}

pairs! {
    /// Makes one part of the index of the parts that batches left in it; the index of PostgreSQL has no parts.
    JOIN_PARTS { sqlite: "insert into search_product (search_product) values ('optimize')", postgres: "select 1" }
    WRITE { sqlite: entry!("$7"), postgres: entry!("array_to_tsvector(string_to_array($7, ' '))") }
}

/// What is written already, so that it is not written for each product.
#[derive(Default)]
pub struct Written {
    groups: Vec<Group>,
    words: HashSet<String>,
    values: HashSet<String>,
}

/// An entry as it is stored.
#[derive(Debug, PartialEq)]
struct Made {
    words: String,
    marks: String,
    values: Vec<Value>,
    /// Words that can be meant by one with a typing error.
    vocabulary: Vec<String>,
}

impl Source {
    fn made(&self, groups: &[Group]) -> Result<Made> {
        let attributes: Vec<(String, String)> = serde_json::from_str(&self.attributes)
            .map_err(|e| Error::Internal(format!("product {}: attributes: {e}", self.id)))?;
        let path = path(groups, self.category_id);
        let texts = |texts: &[&str]| texts.iter().flat_map(|text| parts(text)).collect::<Vec<String>>();
        let of_values: Vec<&str> = attributes.iter().map(|(_, value)| value.as_str()).collect();
        let mut others: Vec<&str> = self.search_key.split('\u{1f}').collect();
        others.extend(path.iter().map(|group| group.name.as_str()));
        let pieces = self.sku.split(['-', '.', ' ', '/']).map(number_key).filter(|piece| !piece.is_empty());
        let sections = [
            noun(&self.name).map(|noun| format!("_{noun}")).into_iter().collect(),
            texts(&[&self.name]),
            texts(&of_values),
            texts(&others),
            pieces.chain(parts(&self.sku)).collect(),
        ];
        let (mut seen, mut words, mut vocabulary) = (HashSet::new(), Vec::new(), Vec::new());
        for (n, section) in sections.into_iter().enumerate() {
            if n > 0 {
                words.push(SECTION.to_owned());
            }
            for word in section {
                if !seen.insert(word.clone()) {
                    continue;
                }
                if (1..=3).contains(&n) && word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase()) {
                    vocabulary.push(word.clone());
                }
                words.push(word);
            }
        }
        let mut values: Vec<Value> = attributes.iter().filter_map(|(name, value)| Value::of(name, value)).collect();
        values.extend(Some(Value::family(&family(&self.name))).filter(|family| !family.key.is_empty()));
        let mut marks = vec![format!("{SIGN}{ALL}")];
        marks.extend(path.iter().map(|group| format!("{SIGN}{CATEGORY}.{}", group.slug)));
        marks.extend(values.iter().map(|value| format!("{SIGN}{}", value.mark())));
        Ok(Made { words: words.join(" "), marks: marks.join(" "), values, vocabulary })
    }
}

/// A category and those above it.
fn path(groups: &[Group], id: CategoryId) -> Vec<&Group> {
    let mut path: Vec<&Group> = Vec::new();
    let mut next = Some(id);
    while let Some(group) = next.and_then(|id| groups.iter().find(|group| group.id == id)).filter(|_| path.len() < 16) {
        path.push(group);
        next = group.parent_id;
    }
    path
}

/// The key by which a name is sorted, as text.
fn name_key(name: &str) -> Result<String> {
    let mut out = String::new();
    for byte in by_name::key(name)? {
        let _ = write!(out, "{byte:02x}");
    }
    Ok(out)
}

/// Makes the entries of these products again, and says to what is kept in the process that products changed.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, products: &[ProductId]) -> Result<()> {
    refresh_many(tx, products, &mut Written::default()).await
}

/// The same for one batch of many, which remembers what the batches before it wrote.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_many(tx: &mut DbTx, products: &[ProductId], written: &mut Written) -> Result<()> {
    written.groups = on_tx!(tx, c => sqlx::query_as(GROUPS).fetch_all(c).await?);
    for id in products {
        let source: Option<Source> =
            on_tx!(tx, c => sqlx::query_as(sources!("p.id = $1")).bind(*id).fetch_optional(c).await?);
        if let Some(source) = source {
            write(tx, &source, written).await?;
        }
    }
    changed(tx).await
}

/// Counts on, so that what was kept of the products is dropped everywhere.
///
/// # Errors
/// As [`refresh`].
pub async fn changed(tx: &mut DbTx) -> Result<()> {
    exec!(
        tx,
        "
        insert into setting (key, value) values ('catalogue', '1')
        on conflict (key) do update set value = cast(cast(setting.value as bigint) + 1 as text)
    "
    )
    .one()
}

async fn write(tx: &mut DbTx, source: &Source, written: &mut Written) -> Result<()> {
    if source.status != Status::Active {
        exec!(tx, "delete from product_entry where product_id = $1"; source.id).one_or_none()?;
        return Ok(());
    }
    let made = source.made(&written.groups)?;
    let gtin = source.gtin.as_deref().map(number_key).unwrap_or_default();
    let parts = match tx {
        DbTx::Sqlite(_) => String::new(),
        DbTx::Postgres(_) => format!("{} {}", made.words, made.marks),
    };
    let sql = WRITE.in_tx(tx);
    exec!(tx, sql; source.id, number_key(&source.sku), gtin, name_key(&source.name)?, &made.words, &made.marks, parts)
        .one()?;
    for value in made.values {
        if written.values.insert(value.mark()) {
            exec!(tx, "
                insert into attribute_value (code, key, name, label, number, unit) values ($1, $2, $3, $4, $5, $6)
                on conflict (code, key) do nothing
            "; &value.code, &value.key, &value.name, &value.label, value.number, &value.unit)
            .one_or_none()?;
        }
    }
    for word in made.vocabulary {
        if written.words.contains(&word) {
            continue;
        }
        if exec!(tx, "insert into product_word (word) values ($1) on conflict (word) do nothing"; &word)
            .one_or_none()?
        {
            for gram in grams(&word) {
                exec!(tx, "insert into product_gram (gram, word) values ($1, $2)"; &gram, &word).one()?;
            }
        }
        written.words.insert(word);
    }
    Ok(())
}

/// Makes the entries of all products again.
///
/// # Errors
/// As [`refresh`].
pub async fn make_all(db: &Db) -> Result<()> {
    let groups: Vec<Group> = on!(db, c => sqlx::query_as(GROUPS).fetch_all(c).await?);
    let mut written = Written { groups, ..Written::default() };
    let mut after: Option<ProductId> = None;
    loop {
        let sources: Vec<Source> = on!(db, c => sqlx::query_as(sources!(
            "(p.id > $1 or $1 is null) order by p.id limit cast($2 as bigint)"
        )).bind(after).bind(BATCH).fetch_all(c).await?);
        let mut tx = db.begin().await?;
        let Some(last) = sources.last() else {
            joined(&mut tx).await?;
            changed(&mut tx).await?;
            return tx.commit().await;
        };
        after = Some(last.id);
        for source in &sources {
            write(&mut tx, source, &mut written).await?;
        }
        tx.commit().await?;
    }
}

/// Joins the parts of the index after many products were written: a search reads all of them.
///
/// # Errors
/// As [`refresh`].
pub async fn join_parts(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    joined(&mut tx).await?;
    tx.commit().await
}

async fn joined(tx: &mut DbTx) -> Result<()> {
    let sql = JOIN_PARTS.in_tx(tx);
    exec!(tx, sql).any_number();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_has_name_attributes_and_number() {
        let (top, leaf) = (CategoryId::fresh(), CategoryId::fresh());
        let groups = [
            Group { id: top, parent_id: None, slug: "fasteners".to_owned(), name: "Fasteners".to_owned() },
            Group { id: leaf, parent_id: Some(top), slug: "hex-bolts".to_owned(), name: "Hex bolts".to_owned() },
        ];
        let source = Source {
            id: ProductId::fresh(),
            sku: "HB-M8-40-ZN".to_owned(),
            name: "Hex bolt DIN 933 M8 × 40, zinc plated".to_owned(),
            category_id: leaf,
            attributes: r#"[["Length","40 mm"],["Material","Steel 8.8"]]"#.to_owned(),
            gtin: None,
            search_key: "machine bolt".to_owned(),
            status: Status::Active,
        };
        let made = source.made(&groups).expect("an entry");
        assert_eq!(
            made.words,
            "_bolt | hex bolt din 933 m8 8mm 8 40 8x40 m8x40 zinc plated | 40mm steel 8.8 | machine fastener | hb zn"
        );
        assert_eq!(
            made.marks,
            "__all __c.hex-bolts __c.fasteners __length.40-mm __material.steel-8.8 __f.hex-bolt-din-933"
        );
        assert!(made.vocabulary.contains(&"machine".to_owned()) && !made.vocabulary.contains(&"m8".to_owned()));
    }
}
