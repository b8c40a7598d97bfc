//! A ZIP of pictures and documents of many products, named by article number.
//!
//! Rule: each file is taken or refused by itself. What was taken is written in one transaction at the end, with one event;
//! sent again, an archive changes nothing, and goes on where time ran out.

use super::db::attach;
use super::edit::stored;
use super::files::{Prepared, prepare};
use super::zip::{Archive, Entry};
use crate::attachment::clean;
use crate::audit::Event;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{BadFile, Error, Problem, Result};
use crate::id::ProductId;
use crate::own_item::{ascii_key, sku_key};
use crate::policy::Action;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Seek, Write};
use std::time::Instant;
use tokio::sync::Semaphore;

/// The largest archive, in bytes.
pub const LARGEST_ZIP: usize = 64 * 1024 * 1024;
/// The same in megabytes, for people.
pub const LARGEST_ZIP_MB: i64 = 64;

/// One archive is read at a time.
#[derive(Debug)]
pub struct Turn(Semaphore);

impl Default for Turn {
    fn default() -> Turn {
        Turn(Semaphore::new(1))
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The product has it now.
    Attached,
    /// The product had it already.
    There,
    /// It was not taken.
    Refused(BadFile),
}

/// A file of the archive and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Folders and name in the archive.
    pub path: String,
    /// The article number of its product; empty where none was found.
    pub sku: String,
    /// What became of it.
    pub state: State,
}

/// Gives the files of an archive to the products that their names say, until `end`.
///
/// # Errors
/// [`Error::Invalid`] at `file` for an archive that cannot be read, which is recorded.
pub async fn take(cx: &Cx, name: &str, bytes: Vec<u8>, end: Instant) -> Result<Vec<Row>> {
    cx.check_recorded(Action::ManageMedia).await?;
    let turn = cx.env().part::<Turn>();
    let _turn = tokio::time::timeout_at(end.into(), turn.0.acquire()).await.map_err(|_| Error::Unavailable)?;
    let name = clean(name);
    let read = tokio::task::spawn_blocking(move || open(&bytes)).await;
    let (mut archive, entries) = match read.map_err(|error| Error::Internal(error.to_string()))? {
        Ok(read) => read,
        Err(bad) => {
            cx.record(Event::denied("media.refused", bad.as_str()).detail("file", name.as_str())).await?;
            return Err(Error::field("file", Problem::Media(name, bad)));
        }
    };
    let products = products(cx, &entries).await?;
    let (mut rows, mut ready) = (Vec::new(), Vec::new());
    for entry in entries {
        let found = products.of(&entry);
        let sku = found.as_ref().map(|found| found.sku.clone()).unwrap_or_default();
        let read = match (entry.bad, &found) {
            (Some(bad), _) => Err(bad),
            (None, None) => Err(BadFile::NoArticle),
            (None, Some(_)) if Instant::now() >= end => Err(BadFile::NoTime),
            (None, Some(_)) => {
                let at = entry.clone();
                let work = tokio::task::spawn_blocking(move || {
                    let bytes = archive.take(&at);
                    (archive, bytes)
                });
                let (back, bytes) = work.await.map_err(|error| Error::Internal(error.to_string()))?;
                archive = back;
                match bytes {
                    Ok(bytes) => prepare(cx, entry.name(), bytes).await?,
                    Err(bad) => Err(bad),
                }
            }
        };
        let state = match (read, found) {
            (Ok(file), Some(found)) => {
                ready.push((rows.len(), found, file));
                State::There
            }
            (Ok(_), None) => State::Refused(BadFile::NoArticle),
            (Err(bad), _) => State::Refused(bad),
        };
        rows.push(Row { path: entry.path, sku, state });
    }
    write(cx, &name, &mut rows, ready).await?;
    Ok(rows)
}

/// The archive in a file without a name, so that it takes no memory while its files are read.
fn open(bytes: &[u8]) -> std::result::Result<(Archive<File>, Vec<Entry>), BadFile> {
    if bytes.len() > LARGEST_ZIP {
        return Err(BadFile::TooLarge);
    }
    let path = std::env::temp_dir().join(format!("behalf-{}.zip", crate::id::event_id()));
    let mut options = File::options();
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.read(true).write(true).create_new(true).open(&path);
    let mut file = file.map_err(|_| BadFile::Broken)?;
    // It is gone with its last reader.
    let written = std::fs::remove_file(&path).and_then(|()| file.write_all(bytes)).and_then(|()| file.rewind());
    written.map_err(|_| BadFile::Broken)?;
    let mut archive = Archive::open(file)?;
    let entries = archive.entries();
    Ok((archive, entries))
}

/// A product that a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    id: ProductId,
    sku: String,
    /// The number behind the article number in the name, by which its files are sorted.
    number: u32,
}

/// Products by their article numbers, exactly and as they are compared.
struct Products {
    exact: HashMap<String, ProductId>,
    /// None for a key that several products have.
    by_key: HashMap<String, Option<(ProductId, String)>>,
}

impl Products {
    /// The product that a name or folder says: the name itself, the folder, then the name without a number behind it.
    fn of(&self, entry: &Entry) -> Option<Found> {
        let (stem, without, number) = stems(entry);
        let found = |name: &str, number| self.named(name).map(|(id, sku)| Found { id, sku, number });
        found(stem, 1).or_else(|| found(entry.folder(), number)).or_else(|| found(without, number))
    }

    fn named(&self, name: &str) -> Option<(ProductId, String)> {
        match self.exact.get(name) {
            Some(id) => Some((*id, name.to_owned())),
            None => self.by_key.get(&ascii_key(name)).cloned().flatten(),
        }
    }
}

/// The name without its ending, the same without a number behind `_` or a blank, or in brackets, and that number.
fn stems(entry: &Entry) -> (&str, &str, u32) {
    let name = entry.name();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    let bare = stem.strip_suffix(')').unwrap_or(stem);
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (front, number) = bare.split_at(bare.len() - digits);
    let without = front.strip_suffix(['_', ' ', '(']).map(str::trim_end);
    match (without, number.parse()) {
        (Some(without), Ok(number)) if !without.is_empty() && digits <= 3 => (stem, without, number),
        _ => (stem, stem, 1),
    }
}

macro_rules! by_keys {
    ($list:literal) => {
        concat!("select p.id, p.sku from product p where ", sku_key!(), " in (", $list, ") order by p.sku")
    };
}

pairs! {
    /// The products whose article numbers compare like one in the list `$1`.
    BY_KEYS {
        sqlite: by_keys!("select j.value from json_each($1) j"),
        postgres: by_keys!("select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j")
    }
}

async fn products(cx: &Cx, entries: &[Entry]) -> Result<Products> {
    let names = entries.iter().flat_map(|entry| {
        let (stem, without, _) = stems(entry);
        [stem, without, entry.folder()]
    });
    let mut keys: Vec<String> = names.map(ascii_key).filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    let list = serde_json::Value::from(keys).to_string();
    let rows: Vec<(ProductId, String)> =
        crate::on!(cx.db(), c => sqlx::query_as(BY_KEYS.of(cx.db())).bind(&list).fetch_all(c).await?);
    let mut products = Products { exact: HashMap::new(), by_key: HashMap::new() };
    for (id, sku) in rows {
        let one = products.by_key.entry(ascii_key(&sku)).and_modify(|known| *known = None);
        one.or_insert_with(|| Some((id, sku.clone())));
        products.exact.insert(sku, id);
    }
    Ok(products)
}

/// Writes what was taken, each product's files in the order of their numbers.
async fn write(cx: &Cx, name: &str, rows: &mut [Row], mut ready: Vec<(usize, Found, Prepared)>) -> Result<()> {
    ready.sort_by(|(_, a, x), (_, b, y)| (a.id, a.number, &x.file_name).cmp(&(b.id, b.number, &y.file_name)));
    let refused = rows.iter().filter(|row| matches!(row.state, State::Refused(_))).count();
    let mut tx = cx.begin(Action::ManageMedia).await?;
    let event = tx.event().to_owned();
    let (mut attached, mut products) = (0_usize, 0_usize);
    for group in ready.chunk_by(|(_, a, _), (_, b, _)| a.id == b.id) {
        let mut is_new = false;
        for (row, found, prepared) in group {
            let given = stored(&mut tx, &event, std::slice::from_ref(prepared)).await?;
            match attach(&mut tx, &event, found.id, &given).await {
                Ok(0) => {}
                Ok(_) => {
                    rows[*row].state = State::Attached;
                    attached += 1;
                    is_new = true;
                }
                Err(Error::Invalid(_)) => rows[*row].state = State::Refused(BadFile::TooMany),
                Err(other) => return Err(other),
            }
        }
        products += usize::from(is_new);
    }
    let event =
        if attached == 0 { Event::denied("media.refused", "nothing_new") } else { Event::new("media.uploaded") };
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let event = event.detail("file", name).detail("files", count(rows.len()));
    let event =
        event.detail("attached", count(attached)).detail("products", count(products)).detail("refused", count(refused));
    tx.commit(event).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_article_and_a_number() {
        let of = |path: &str| {
            let entry = Entry { index: 0, path: path.to_owned(), bad: None };
            let (stem, without, number) = stems(&entry);
            (stem.to_owned(), without.to_owned(), number)
        };
        for (path, stem, without, number) in [
            ("HB-M8-40-ZN.jpg", "HB-M8-40-ZN", "HB-M8-40-ZN", 1),
            ("pictures/HB-M8-40-ZN_2.png", "HB-M8-40-ZN_2", "HB-M8-40-ZN", 2),
            ("HB-M8-40.png", "HB-M8-40", "HB-M8-40", 1),
            ("A1 (3).png", "A1 (3)", "A1", 3),
            ("A1 3.png", "A1 3", "A1", 3),
            ("00123.png", "00123", "00123", 1),
            ("2.png", "2", "2", 1),
            ("A_20261201.png", "A_20261201", "A_20261201", 1),
            ("A/datasheet.pdf", "datasheet", "datasheet", 1),
        ] {
            assert_eq!(of(path), (stem.to_owned(), without.to_owned(), number), "{path}");
        }
    }
}
