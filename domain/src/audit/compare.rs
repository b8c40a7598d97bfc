//! Comparing a database with its log (R98): `behalf audit verify --db`.
//!
//! Rule: everything is read from one snapshot of the database, no stored hash is trusted, and each finding names its
//! event or row. This module shares no code with the code that writes the log, except the hash and the format of a
//! commitment.

mod beside;
mod engine;
mod index;
mod rows;
pub mod schema;

use crate::audit::PRUNED;
use crate::audit::canonical::leaf_of;
use crate::audit::check::{Checker, Report};
use crate::audit::checkpoint;
use crate::audit::note::{Checkpoint, PublicKey};
use crate::cx::Cx;
use crate::db::Snapshot;
use crate::error::{Error, Result};
use crate::{on_tx, sql};
use serde_json::Value;
use std::collections::BTreeSet;

/// Events that are read at once.
const BATCH: i64 = 2_000;

/// Data from outside the database that must match it.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Keys whose signatures are accepted; if there are none, the keys in the database are.
    pub keys: Vec<PublicKey>,
    /// Signed checkpoints, newest or not.
    pub notes: Vec<String>,
}

/// A row of the log.
#[derive(sqlx::FromRow)]
struct Stored {
    seq: i64,
    id: String,
    leaf: Vec<u8>,
    body: String,
    #[sqlx(rename = "type")]
    kind: String,
    actor_id: String,
    subject_id: Option<String>,
    session_id: Option<String>,
    at: String,
}

/// Reads the whole database and reports what does not match.
///
/// # Errors
/// Only of the database: what is wrong with the record is in the report.
pub async fn compare(cx: &Cx, trust: &Trust) -> Result<Report> {
    let mut snapshot = cx.db().snapshot().await?;
    let mut checker = Checker::new(&cx.env().log, []);
    engine::check(cx.db(), &mut snapshot, &mut checker).await?;
    match Box::pin(read(&mut snapshot, &mut checker, trust)).await {
        // What is damaged may not be readable to its end.
        Err(Error::Internal(what)) if checker.has_findings() => {
            checker.find(format!("the database cannot be read to its end: {what}"));
        }
        other => other?,
    }
    Ok(checker.finish())
}

async fn read(snapshot: &mut Snapshot, checker: &mut Checker, trust: &Trust) -> Result<()> {
    for what in schema::differences(snapshot.db()).await? {
        checker.find(format!("schema: {what}"));
    }
    let mut images = rows::read(snapshot).await?;
    let mut index = index::Index::default();
    signed(snapshot, checker, trust).await?;
    let gone: i64 = on_tx!(snapshot, c => sqlx::query_scalar(sql!("
        select coalesce(max(size), cast(0 as bigint)) from audit_prune
    ")).fetch_one(c).await?);
    let mut from = 0;
    let mut at = String::new();
    while !checker.is_hopeless() {
        let batch: Vec<Stored> = on_tx!(snapshot, c => sqlx::query_as(sql!("
            select seq, id, leaf, body, type, actor_id, subject_id, session_id, at
            from audit_event where seq >= $1 order by seq limit cast($2 as bigint)
        ")).bind(from).bind(BATCH).fetch_all(c).await?);
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { break };
        let range = (first.seq, last.seq);
        let mut beside = beside::read(snapshot, range).await?;
        index.learn(snapshot, &batch.iter().map(|event| event.body.as_str()).collect::<Vec<_>>()).await?;
        for event in &batch {
            // A search by time goes by this order.
            if event.at < at {
                checker.find(format!("event {}: its time is before that of the event before", event.seq));
            }
            at.clone_from(&event.at);
            if event.body == PRUNED {
                if event.seq >= gone {
                    checker.find(format!("event {}: its body was let go without an event that says so", event.seq));
                }
                pruned(checker, event);
                images.forget(&event.id);
                index.pruned(event.seq);
            } else {
                let body = stored(checker, event);
                images.check(event.seq, &event.id, &body, checker);
                beside.check(event.seq, &body, checker);
                index.event(event.seq, &body);
            }
        }
        from = range.1 + 1;
    }
    if !checker.is_hopeless() {
        index.check(snapshot, checker).await?;
        index::presets(snapshot, checker).await?;
        beside::orphans(snapshot, checker).await?;
        images.check_rest(checker);
        rows::check(snapshot, images, checker).await?;
        rows::sessions(snapshot, checker).await?;
        rows::orders(snapshot, checker).await?;
        rows::approvals(snapshot, checker).await?;
    }
    Ok(())
}

/// One line of the log with the columns that are copies of it; gives its body.
fn stored(checker: &mut Checker, event: &Stored) -> Value {
    let seq = event.seq;
    let leaf = checker.line(event.body.as_bytes());
    if leaf.as_slice() != event.leaf {
        checker.find(format!("event {seq}: its leaf is not the hash of its body"));
    }
    let body: Value = serde_json::from_str(&event.body).unwrap_or_default();
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str);
    let copies = [
        ("id", text("/id"), Some(event.id.as_str())),
        ("type", text("/type"), Some(event.kind.as_str())),
        ("actor_id", text("/actor/id"), Some(event.actor_id.as_str())),
        ("subject_id", text("/on_behalf_of/id"), event.subject_id.as_deref()),
        ("session_id", text("/session/id"), event.session_id.as_deref()),
        ("at", text("/time"), Some(event.at.as_str())),
    ];
    for (column, said, copy) in copies {
        if said != copy {
            checker.find(format!("event {seq}: its column {column} is not what its body says"));
        }
    }
    if i64::try_from(checker.events()).is_ok_and(|events| events != seq + 1) {
        checker.find(format!("event {seq}: stands at place {}", checker.events() - 1));
    }
    body
}

fn pruned(checker: &mut Checker, event: &Stored) {
    match <[u8; 32]>::try_from(event.leaf.as_slice()) {
        Ok(leaf) if leaf != leaf_of(PRUNED.as_bytes()) => checker.pruned(leaf),
        _ => checker.find(format!("event {}: its leaf is none", event.seq)),
    }
}

/// Adds the checkpoints of the database and those from outside to the comparison.
async fn signed(snapshot: &mut Snapshot, checker: &mut Checker, trust: &Trust) -> Result<()> {
    let stored = checkpoint::all(snapshot).await?;
    let known: BTreeSet<String> = trust.keys.iter().map(PublicKey::to_string).collect();
    // Keys that were in use before: the log says so under the key that came after.
    let rotated: Vec<String> = on_tx!(snapshot, c => sqlx::query_scalar(sql!("
        select body from audit_event where type = 'key.rotated' order by seq
    ")).fetch_all(c).await?);
    let before = rotated.iter().filter_map(|body| {
        let body: Value = serde_json::from_str(body).ok()?;
        Some(body.pointer("/details/before")?.as_str()?.to_owned())
    });
    let before: BTreeSet<String> = before.collect();
    let newest = stored.len().saturating_sub(1);
    let mut keys = trust.keys.clone();
    for (place, opened) in stored.into_iter().enumerate() {
        let fits =
            known.is_empty() || known.contains(&opened.vkey) || (place != newest && before.contains(&opened.vkey));
        match opened.checkpoint {
            Ok(checkpoint) if !fits => {
                checker.find(format!("checkpoint {}: signed by a key that is not trusted", checkpoint.size));
            }
            Ok(checkpoint) => {
                keys.extend(PublicKey::parse(&opened.vkey));
                checker.want(checkpoint);
            }
            Err(what) => checker.find(what),
        }
    }
    keys.dedup();
    for note in &trust.notes {
        match open(note, &keys) {
            Ok(checkpoint) => checker.want(checkpoint),
            Err(what) => checker.find(format!("a checkpoint from outside the database: {what}")),
        }
    }
    Ok(())
}

/// The checkpoint of a note that one of these keys signed.
pub(crate) fn open(note: &str, keys: &[PublicKey]) -> std::result::Result<Checkpoint, String> {
    let mut why = "there is no key to check it with".to_owned();
    for key in keys.iter().rev() {
        match key.open(note) {
            Ok(checkpoint) => return Ok(checkpoint),
            Err(what) => why = what,
        }
    }
    Err(why)
}
