//! Signing the log up to its newest event.
//!
//! Rule: what is signed is computed from the bodies of the events, never read from a column, and never covers less than
//! what was signed before. The key and the file of signed checkpoints are stored outside the database (R85, R88, R89).

use crate::audit::canonical::{hex, leaf};
use crate::audit::note::{Checkpoint, Key, PublicKey};
use crate::audit::outside::Outside;
use crate::audit::tree::{Frontier, Hash};
use crate::audit::unsigned::Unsigned;
use crate::cx::Cx;
use crate::db::{Db, Snapshot};
use crate::error::{Error, Result};
use crate::{exec, on, on_tx, sql};

/// Events that are read at once.
const BATCH: i64 = 2_000;

/// A checkpoint as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Its content.
    pub checkpoint: Checkpoint,
    /// The signed note.
    pub note: String,
    /// The key to check it with.
    pub vkey: String,
}

#[derive(sqlx::FromRow)]
struct CheckpointRow {
    size: i64,
    root: Vec<u8>,
    frontier: Vec<u8>,
    note: String,
    vkey: String,
}

impl CheckpointRow {
    fn signed(self, origin: &str) -> Result<Signed> {
        let root = self.root.try_into().map_err(|_| broken("root", self.size))?;
        let size = u64::try_from(self.size).map_err(|_| broken("size", self.size))?;
        Ok(Signed {
            checkpoint: Checkpoint { origin: origin.to_owned(), size, root },
            note: self.note,
            vkey: self.vkey,
        })
    }

    fn frontier(&self) -> Result<Frontier> {
        let size = u64::try_from(self.size).map_err(|_| broken("size", self.size))?;
        let frontier = Frontier::from_bytes(size, &self.frontier).ok_or_else(|| broken("frontier", self.size))?;
        if frontier.root().as_slice() == self.root { Ok(frontier) } else { Err(broken("root", self.size)) }
    }
}

fn broken(what: &str, size: i64) -> Error {
    Error::Start(format!("the {what} of the checkpoint of {size} events is not what was signed"))
}

/// The newest checkpoint that covers at most `size` events.
async fn row_at(db: &Db, size: i64) -> Result<Option<CheckpointRow>> {
    Ok(on!(db, c => sqlx::query_as(sql!("
        select size, root, frontier, note, vkey from audit_checkpoint where size <= $1 order by size desc limit 1
    ")).bind(size).fetch_optional(c).await?))
}

/// The newest checkpoint.
///
/// # Errors
/// Only of the database.
pub async fn newest(cx: &Cx) -> Result<Option<Signed>> {
    row_at(cx.db(), i64::MAX).await?.map(|row| row.signed(&cx.env().log)).transpose()
}

/// How many events there are.
///
/// # Errors
/// Only of the database.
pub async fn events(cx: &Cx) -> Result<i64> {
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select coalesce(max(seq) + 1, cast(0 as bigint)) from audit_event
    ")).fetch_one(c).await?))
}

/// Signs all events there are; `None` when the newest checkpoint covers them already.
///
/// # Errors
/// [`Error::Start`] with a sentence when the log is not what was signed or does not hang together: then nothing is signed.
pub async fn sign(cx: &Cx, key: &Key) -> Result<Option<Signed>> {
    cx.env().part::<Unsigned>().reset();
    let size = events(cx).await?;
    let before = row_at(cx.db(), i64::MAX).await?;
    if size <= before.as_ref().map_or(0, |row| row.size) {
        return Ok(None);
    }
    let frontier = match before {
        Some(row) => row.frontier()?,
        None => Frontier::default(),
    };
    let frontier = walk(cx.db(), frontier, size).await?;
    let root = frontier.root();
    let checkpoint = Checkpoint { origin: key.name().to_owned(), size: frontier.size(), root };
    let note = key.sign(&checkpoint);
    let vkey = key.public().to_string();
    let inserted = insert(cx, size, &root, &frontier, &note, &vkey).await;
    match inserted {
        Ok(()) => Ok(Some(Signed { checkpoint, note, vkey })),
        // Another process was quicker: its checkpoint covers as much.
        Err(_) if row_at(cx.db(), i64::MAX).await?.is_some_and(|row| row.size >= size) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn insert(cx: &Cx, size: i64, root: &Hash, frontier: &Frontier, note: &str, vkey: &str) -> Result<()> {
    let mut tx = cx.db().begin().await?;
    let at = cx.now().rfc3339();
    let bytes = frontier.to_bytes();
    exec!(tx, "
        insert into audit_checkpoint (size, root, frontier, note, vkey, at) values ($1, $2, $3, $4, $5, $6)
    "; size, root.as_slice(), bytes, note, vkey, at)
    .one()?;
    tx.commit().await
}

/// The frontier of the first `size` events, computed from a smaller one.
async fn walk(db: &Db, mut frontier: Frontier, size: i64) -> Result<Frontier> {
    let mut from = i64::try_from(frontier.size()).unwrap_or(i64::MAX);
    while from < size {
        let rows: Vec<(i64, String, Vec<u8>)> = on!(db, c => sqlx::query_as(sql!("
            select seq, body, leaf from audit_event where seq >= $1 and seq < $2 order by seq limit cast($3 as bigint)
        ")).bind(from).bind(size).bind(BATCH).fetch_all(c).await?);
        if rows.is_empty() {
            return Err(Error::Start(format!("event {from} is missing from the log")));
        }
        for (seq, body, stored) in rows {
            let stored: Hash = stored.try_into().unwrap_or_default();
            if seq != from {
                return Err(Error::Start(format!("event {from} is missing from the log")));
            }
            if body != super::PRUNED && leaf(&body) != stored {
                return Err(Error::Start(format!("event {seq} is not what its leaf {} says", hex(&stored))));
            }
            frontier.push(stored);
            from += 1;
        }
    }
    Ok(frontier)
}

/// Refuses to sign fewer or other events than were signed before (R99).
///
/// # Errors
/// [`Error::Start`] with a sentence that says what to do.
pub async fn check_against(cx: &Cx, signed: &Checkpoint) -> Result<()> {
    let events = events(cx).await?;
    let size = i64::try_from(signed.size).unwrap_or(i64::MAX);
    if events < size {
        return Err(Error::Start(format!(
            "the database has {events} events, but {size} were signed: it was restored from a backup or cut off. \
             Bring back the newest database, or record the loss with `behalf audit resume`"
        )));
    }
    let nearest = row_at(cx.db(), size).await?;
    let frontier = match nearest {
        Some(row) => row.frontier()?,
        None => Frontier::default(),
    };
    if walk(cx.db(), frontier, size).await?.root() == signed.root {
        return Ok(());
    }
    Err(Error::Start(format!(
        "the first {size} events are not those that were signed: the log was rewritten, or another database was put in \
         its place. Find out with `behalf audit verify --db`; record an intended restore with `behalf audit resume`"
    )))
}

/// Refuses a database with fewer or other events than the file of checkpoints has (R99); returns the newest checkpoint of
/// the file. Call it before anything is written to the database.
///
/// # Errors
/// [`Error::Start`] with a sentence that says what to do.
pub async fn check_outside(cx: &Cx, outside: &Outside) -> Result<Option<Checkpoint>> {
    let (Some(last), log) = (outside.newest()?, &cx.env().log) else { return Ok(None) };
    if last.origin != *log {
        let file = outside.checkpoints.display();
        return Err(Error::Start(format!("the checkpoints in {file} are of the log {}, not of {log}", last.origin)));
    }
    check_against(cx, &last).await?;
    Ok(Some(last))
}

/// How many events the database and the file of checkpoints share for certain: the size of the largest checkpoint that
/// both have.
///
/// # Errors
/// Only of the database and the file.
pub(crate) async fn in_common(cx: &Cx, outside: &Outside) -> Result<i64> {
    let events = events(cx).await?;
    let mut signed: Vec<Checkpoint> = outside.notes()?.iter().filter_map(|n| super::note::unverified(n)).collect();
    signed.retain(|c| i64::try_from(c.size).is_ok_and(|size| size <= events));
    signed.sort_by_key(|c| std::cmp::Reverse(c.size));
    for one in &signed {
        match check_against(cx, one).await {
            Ok(()) => return Ok(i64::try_from(one.size).unwrap_or(events)),
            Err(Error::Start(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(0)
}

/// A checkpoint of the database, the key stored beside it, and the result of opening it.
pub(crate) struct Opened {
    pub vkey: String,
    pub checkpoint: std::result::Result<Checkpoint, String>,
}

/// Every checkpoint of the database, oldest first.
pub(crate) async fn all(snapshot: &mut Snapshot) -> Result<Vec<Opened>> {
    let rows: Vec<CheckpointRow> = on_tx!(snapshot, c => sqlx::query_as(sql!("
        select size, root, frontier, note, vkey from audit_checkpoint order by size
    ")).fetch_all(c).await?);
    Ok(rows.into_iter().map(|row| Opened { vkey: row.vkey.clone(), checkpoint: opened(&row) }).collect())
}

fn opened(row: &CheckpointRow) -> std::result::Result<Checkpoint, String> {
    let key = PublicKey::parse(&row.vkey).ok_or_else(|| format!("checkpoint {}: no key", row.size))?;
    let opened = key.open(&row.note).map_err(|what| format!("checkpoint {}: {what}", row.size))?;
    let same = i64::try_from(opened.size).is_ok_and(|s| s == row.size) && opened.root.as_slice() == row.root;
    let whole = same && row.frontier().is_ok();
    if whole { Ok(opened) } else { Err(format!("checkpoint {}: its row is not what was signed", row.size)) }
}
