//! Compares the index that search reads with the events: an event that is missing there is hidden from search.
//!
//! Rule: memory does not grow with the log. The keys of a span of events are added up under a hash whose key is random
//! and new each time, so that nobody can make rows that cancel out. Spans that differ are read again, and their rows
//! named.

use crate::audit::PRUNED;
use crate::audit::check::Checker;
use crate::audit::search::statements::COMPANIES;
use crate::db::Snapshot;
use crate::error::Result;
use crate::{on_tx, sql};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use uuid::Uuid;

/// Events whose keys are added up together.
const SPAN: i64 = 1_000;
/// Rows of the index that are read at once.
const BATCH: i64 = 5_000;
/// The most spans whose rows are named.
const NAMED: usize = 20;
/// Logins kept in memory while events are read.
const MOST_LOGINS: usize = 50_000;

/// The keys of some events: how many, and their hashes added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    hash: u64,
}

/// What the index must hold, by span.
#[derive(Default)]
pub(super) struct Index {
    state: RandomState,
    spans: Vec<Sum>,
    logins: HashMap<String, [String; 2]>,
    /// Events before this place have no body, so nothing can be said about their keys.
    pruned: i64,
    /// The position after the last event.
    end: i64,
}

/// The span of a place, when there is such an event.
fn span(seq: i64) -> usize {
    usize::try_from(seq / SPAN).unwrap_or(usize::MAX)
}

impl Index {
    /// Loads the contacts and companies of the logins that acted in some events.
    pub(super) async fn learn(&mut self, snapshot: &mut Snapshot, bodies: &[&str]) -> Result<()> {
        let actors = bodies.iter().filter_map(|body| {
            let body: Value = serde_json::from_str(body).ok()?;
            login(&body).filter(|id| Uuid::try_parse(id).is_ok()).map(str::to_owned)
        });
        let new: BTreeSet<String> = actors.filter(|id| !self.logins.contains_key(id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        if self.logins.len() + new.len() > MOST_LOGINS {
            self.logins.clear();
        }
        let ids = Value::from(new.into_iter().collect::<Vec<_>>()).to_string();
        let sql = COMPANIES.in_tx(snapshot.db());
        let rows: Vec<(Uuid, Uuid, Uuid)> = on_tx!(snapshot, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
        for (account, contact, company) in rows {
            self.logins.insert(account.to_string(), [contact.to_string(), company.to_string()]);
        }
        Ok(())
    }

    /// Takes the next event; its logins must be known.
    pub(super) fn event(&mut self, seq: i64, body: &Value) {
        self.end = self.end.max(seq + 1);
        let place = span(seq);
        let Some(end) = place.checked_add(1).filter(|_| seq >= 0) else { return };
        for key in self.keys(body) {
            if self.spans.len() < end {
                self.spans.resize(end, Sum::default());
            }
            add(&mut self.spans[place], self.state.hash_one((seq, key.as_str())));
        }
    }

    /// Takes an event whose body was removed.
    pub(super) fn pruned(&mut self, seq: i64) {
        self.end = self.end.max(seq + 1);
        self.pruned = self.pruned.max(seq + 1);
    }

    /// The keys under which search must find an event.
    fn keys(&self, body: &Value) -> BTreeSet<String> {
        let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let targets = body.get("target").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut keys: BTreeSet<String> =
            targets.iter().filter_map(|target| target.get("id")?.as_str().map(str::to_owned)).collect();
        keys.extend(["/on_behalf_of/id", "/on_behalf_of/account", "/on_behalf_of/org"].into_iter().filter_map(text));
        if text("/outcome").is_some_and(|outcome| outcome != "success") {
            keys.insert("denied".to_owned());
        }
        if text("/on_behalf_of/id").is_some() {
            keys.insert("on_behalf".to_owned());
        }
        if let Some((id, rest)) = login(body).and_then(|id| self.logins.get_key_value(id)) {
            keys.insert(id.clone());
            keys.extend(rest.iter().cloned());
        }
        keys
    }

    /// Adds up what is in the index, in the order in which search reads it, and names what differs.
    pub(super) async fn check(&mut self, snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
        let mut found = vec![Sum::default(); self.spans.len()];
        let mut elsewhere = 0_u64;
        let (mut key, mut seq) = (String::new(), i64::MIN);
        loop {
            let rows: Vec<(String, i64)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
                select key, seq from audit_index where (key, seq) > ($1, $2) order by key, seq limit cast($3 as bigint)
            ")).bind(&key).bind(seq).bind(BATCH).fetch_all(c).await?);
            for (key, seq) in &rows {
                if (0..self.pruned).contains(seq) {
                    continue;
                }
                if !(0..self.end).contains(seq) {
                    elsewhere += 1;
                    continue;
                }
                let place = span(*seq);
                if found.len() <= place {
                    found.resize(place + 1, Sum::default());
                }
                add(&mut found[place], self.state.hash_one((*seq, key.as_str())));
            }
            let Some((last, at)) = rows.into_iter().next_back() else { break };
            (key, seq) = (last, at);
        }
        if elsewhere > 0 {
            checker.find(format!("audit_index: {elsewhere} rows are about events that there are not"));
        }
        self.spans.resize(self.spans.len().max(found.len()), Sum::default());
        let differ: Vec<usize> = (0..found.len()).filter(|n| found[*n] != self.spans[*n]).collect();
        for place in differ.iter().take(NAMED) {
            self.name(snapshot, checker, i64::try_from(*place).unwrap_or(i64::MAX).saturating_mul(SPAN)).await?;
        }
        if let Some(rest) = differ.get(NAMED) {
            let from = i64::try_from(*rest).unwrap_or(i64::MAX).saturating_mul(SPAN);
            checker.find(format!("audit_index: more rows are missing or wrong from event {from} on"));
        }
        Ok(())
    }

    /// Reports the missing rows of a span, and rows without reason.
    async fn name(&mut self, snapshot: &mut Snapshot, checker: &mut Checker, from: i64) -> Result<()> {
        let bodies: Vec<(i64, String)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
            select seq, body from audit_event where seq >= $1 and seq < $2 order by seq
        ")).bind(from).bind(from.saturating_add(SPAN)).fetch_all(c).await?);
        self.learn(snapshot, &bodies.iter().map(|(_, body)| body.as_str()).collect::<Vec<_>>()).await?;
        let rows: Vec<(i64, String)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
            select seq, key from audit_index where seq >= $1 and seq < $2
        ")).bind(from).bind(from.saturating_add(SPAN)).fetch_all(c).await?);
        let mut there: HashMap<i64, BTreeSet<String>> = HashMap::new();
        for (seq, key) in rows {
            there.entry(seq).or_default().insert(key);
        }
        for (seq, body) in bodies.iter().filter(|(seq, body)| *seq >= self.pruned && body != PRUNED) {
            let should = self.keys(&serde_json::from_str(body).unwrap_or_default());
            let is = there.remove(seq).unwrap_or_default();
            for key in should.difference(&is) {
                checker
                    .find(format!("event {seq}: search does not find it by {key}: its row in audit_index is missing"));
            }
            for key in is.difference(&should) {
                checker.find(format!("event {seq}: search finds it by {key}, which it does not say"));
            }
        }
        Ok(())
    }
}

/// The login that acted in an event.
fn login(body: &Value) -> Option<&str> {
    let actor = body.get("actor").filter(|actor| actor.get("kind").and_then(Value::as_str) == Some("account"))?;
    actor.get("id")?.as_str()
}

fn add(sum: &mut Sum, hash: u64) {
    sum.count = sum.count.wrapping_add(1);
    sum.hash = sum.hash.wrapping_add(hash);
}

/// Compares saved filters with the events that saved them: a changed filter would hide events.
pub(super) async fn presets(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    type IndexRow = (String, String, Option<String>, Option<String>, Option<String>);
    let rows: Vec<IndexRow> = on_tx!(snapshot, c => sqlx::query_as(sql!("
        select p.name, p.query, e.type, h.body, h.erased_event
        from audit_preset p
        left join audit_event e on e.id = p.last_event
        left join audit_change h on h.event_id = p.last_event
        where p.removed_at is null and (e.body is null or e.body <> '{}')
        order by p.name
    ")).fetch_all(c).await?);
    for (name, query, kind, change, erased) in rows {
        let change: Value = change.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let said = |key: &str| change.pointer(&format!("/after/{key}")).and_then(Value::as_str).unwrap_or_default();
        let fits = (said("name"), said("query")) == (&name, &query) || erased.is_some();
        if kind.as_deref() != Some("audit.preset_saved") || !fits {
            checker.find(format!("the kept filter \"{name}\": is not what its event saved"));
        }
    }
    Ok(())
}
