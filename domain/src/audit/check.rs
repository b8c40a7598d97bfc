//! Verifying a log line by line, from its lines alone.
//!
//! Rule: no stored hash is trusted. Each leaf is computed from the bytes of its line; a finding is one sentence that
//! names the event. `docs/AUDIT.md` lists the checks.

use crate::audit::canonical::{hex, leaf_of};
use crate::audit::note::Checkpoint;
use crate::audit::strict;
use crate::audit::tree::{Frontier, Hash};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// Verifying stops after this many findings.
const MOST_FINDINGS: usize = 100;

/// The parts of an event that the rules need.
#[derive(Deserialize)]
struct Head {
    seq: u64,
    prev: String,
    log: String,
    #[serde(rename = "type")]
    kind: String,
    actor: Person,
    #[serde(default, deserialize_with = "given")]
    rows: Option<Option<Rows>>,
    on_behalf_of: Option<Person>,
    session: Option<Session>,
}

/// How many rows an event wrote.
#[derive(Deserialize)]
struct Rows {
    n: u64,
}

/// Distinguishes a key that is null from a missing key.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Rows>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
struct Person {
    id: String,
}

#[derive(Deserialize)]
struct Session {
    id: String,
    kind: String,
}

/// An on-behalf session as the log has shown it so far: open with its agent and customer, or over.
enum Acting {
    Open { agent: String, customer: String },
    Over { customer: String },
}

/// Reads lines in order and collects findings.
pub struct Checker {
    origin: String,
    prev: Hash,
    frontier: Frontier,
    pruned: u64,
    /// Whether events say which rows they wrote; from the first that does on, all must.
    tells_rows: bool,
    sessions: HashMap<String, Acting>,
    wanted: BTreeMap<u64, Vec<Checkpoint>>,
    agreed: u64,
    findings: Vec<String>,
    left_out: Vec<String>,
}

/// The result of verifying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Events that were read.
    pub events: u64,
    /// Events covered by a checkpoint that matches.
    pub signed: u64,
    /// Events whose bodies retention removed; only their leaves were checked.
    pub pruned: u64,
    /// The findings, one sentence each; none when the log is intact.
    pub findings: Vec<String>,
    /// What could not be checked, one sentence each. If there is any, only a part was verified.
    pub left_out: Vec<String>,
}

impl Checker {
    /// For the log `origin`; compares it with these checkpoints.
    pub fn new(origin: &str, checkpoints: impl IntoIterator<Item = Checkpoint>) -> Checker {
        let mut checker = Checker {
            origin: origin.to_owned(),
            prev: [0; 32],
            frontier: Frontier::default(),
            pruned: 0,
            tells_rows: false,
            sessions: HashMap::new(),
            wanted: BTreeMap::new(),
            agreed: 0,
            findings: Vec::new(),
            left_out: Vec::new(),
        };
        for checkpoint in checkpoints {
            checker.want(checkpoint);
        }
        checker
    }

    /// Adds a checkpoint to compare with. Call it before the events of the checkpoint are read.
    pub fn want(&mut self, checkpoint: Checkpoint) {
        if checkpoint.origin == self.origin {
            self.wanted.entry(checkpoint.size).or_default().push(checkpoint);
        } else {
            self.find(format!("a checkpoint is of another log: {}", checkpoint.origin));
        }
    }

    /// Whether an on-behalf session is open as far as was read; `None` for one that never started.
    pub fn is_open(&self, session: &str) -> Option<bool> {
        self.sessions.get(session).map(|acting| matches!(acting, Acting::Open { .. }))
    }

    /// Whether retention removed bodies.
    pub fn has_pruned(&self) -> bool {
        self.pruned > 0
    }

    /// Adds a finding of the caller's own.
    pub fn find(&mut self, what: String) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(what);
        }
    }

    /// Adds something that cannot be checked.
    pub fn leave_out(&mut self, what: &str) {
        self.left_out.push(what.to_owned());
    }

    /// Whether anything was found so far.
    pub fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Whether there are enough findings to stop.
    pub fn is_hopeless(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    /// How many events were taken.
    pub fn events(&self) -> u64 {
        self.frontier.size()
    }

    /// Takes the next event as its exact bytes; gives its leaf.
    pub fn line(&mut self, line: &[u8]) -> Hash {
        let at = self.frontier.size();
        let leaf = leaf_of(line);
        if let Err(what) = self.shape(at, line) {
            self.find(format!("event {at}: {what}"));
        }
        self.push(leaf);
        leaf
    }

    /// Takes the leaf of an event whose body was removed.
    pub fn pruned(&mut self, leaf: Hash) {
        self.pruned += 1;
        self.push(leaf);
    }

    fn push(&mut self, leaf: Hash) {
        self.prev = leaf;
        self.frontier.push(leaf);
        let size = self.frontier.size();
        if let Some(checkpoints) = self.wanted.remove(&size) {
            let root = self.frontier.root();
            for checkpoint in checkpoints {
                if checkpoint.root == root {
                    self.agreed = size;
                } else {
                    self.find(format!(
                        "history before event {size} is not what the checkpoint of {size} events signed"
                    ));
                }
            }
        }
    }

    fn shape(&mut self, at: u64, line: &[u8]) -> Result<(), String> {
        strict::check(line).map_err(|what| format!("not canonical: {what}"))?;
        let head: Head = serde_json::from_slice(line).map_err(|e| format!("not an event: {e}"))?;
        if head.log != self.origin {
            return Err(format!("of another log: {}", head.log));
        }
        if head.seq != at {
            return Err(format!("says that it is event {}", head.seq));
        }
        if head.prev != hex(&self.prev) {
            return Err("broken chain: it does not name the event before".to_owned());
        }
        match &head.rows {
            None if self.tells_rows => return Err("keeps silent about the rows it wrote".to_owned()),
            Some(Some(Rows { n: 0 })) => return Err("says that it wrote no rows in two ways".to_owned()),
            rows => self.tells_rows = rows.is_some(),
        }
        self.meaning(head)
    }

    /// Checks on-behalf events: they are between start and end, of one agent and one customer, who are two people.
    fn meaning(&mut self, head: Head) -> Result<(), String> {
        let customer = head.on_behalf_of.map(|p| p.id).unwrap_or_default();
        if !customer.is_empty() && customer == head.actor.id {
            return Err("acts on behalf of itself".to_owned());
        }
        let Some(session) = head.session.filter(|s| s.kind == "on_behalf") else { return Ok(()) };
        let before = self.sessions.get(&session.id);
        let outside = Err(format!("{} outside of its on-behalf session", head.kind));
        match (head.kind.as_str(), before) {
            // What was before the oldest body that is left cannot be known.
            (_, None) if self.pruned > 0 && head.kind != "on_behalf.started" => Ok(()),
            ("on_behalf.started", None) => {
                self.sessions.insert(session.id, Acting::Open { agent: head.actor.id, customer });
                Ok(())
            }
            ("on_behalf.started", Some(_)) => Err("on-behalf session started twice".to_owned()),
            // Who ended it may be somebody else; the customer stays.
            ("on_behalf.ended", Some(Acting::Open { customer: c, .. })) if *c == customer => {
                self.sessions.insert(session.id, Acting::Over { customer });
                Ok(())
            }
            (_, Some(Acting::Open { agent, customer: c })) if *agent == head.actor.id && *c == customer => Ok(()),
            (_, Some(Acting::Over { customer: c })) if *c == customer => {
                Err(format!("{} after its on-behalf session ended", head.kind))
            }
            _ => outside,
        }
    }

    /// Ends the reading.
    pub fn finish(mut self) -> Report {
        let events = self.frontier.size();
        for size in std::mem::take(&mut self.wanted).into_keys() {
            if size == 0 {
                continue;
            }
            self.find(format!("truncated: a checkpoint commits to {size} events, {events} are there"));
        }
        Report { events, signed: self.agreed, pruned: self.pruned, findings: self.findings, left_out: self.left_out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::canonical::{canonical, leaf};
    use serde_json::{Value, json};

    const LOG: &str = "shop.example/audit";

    fn chain(events: &[Value]) -> Vec<String> {
        let mut prev = [0; 32];
        let mut lines = Vec::new();
        for (seq, event) in events.iter().enumerate() {
            let mut event = event.clone();
            event["seq"] = json!(seq);
            event["prev"] = json!(hex(&prev));
            let line = canonical(&event);
            prev = leaf(&line);
            lines.push(line);
        }
        lines
    }

    fn event(kind: &str, actor: &str, customer: Option<&str>) -> Value {
        json!({
            "actor": {"id": actor, "kind": "staff"}, "log": LOG, "type": kind, "v": 1,
            "on_behalf_of": customer.map(|c| json!({"id": c})),
            "session": {"id": "obs", "kind": "on_behalf"},
        })
    }

    fn findings(events: &[Value]) -> Vec<String> {
        let mut checker = Checker::new(LOG, []);
        for line in chain(events) {
            checker.line(line.as_bytes());
        }
        checker.finish().findings
    }

    #[test]
    fn on_behalf_events_keep_their_session() {
        let start = || event("on_behalf.started", "ana", Some("oleg"));
        let order = || event("order.placed", "ana", Some("oleg"));
        let end = |by: &str| event("on_behalf.ended", by, Some("oleg"));
        assert_eq!(findings(&[start(), order(), end("ana")]), Vec::<String>::new());
        assert_eq!(findings(&[start(), end("oleg's supervisor")]), Vec::<String>::new());
        for (wrong, told) in [
            (vec![order()], "outside"),
            (vec![start(), start()], "twice"),
            (vec![start(), end("ana"), order()], "after"),
            (vec![start(), end("ana"), end("ana")], "after"),
            (vec![start(), event("order.placed", "ben", Some("oleg"))], "outside"),
            (vec![start(), event("order.placed", "ana", Some("mira"))], "outside"),
            (vec![start(), event("order.placed", "ana", None)], "outside"),
            (vec![start(), event("on_behalf.ended", "ana", Some("mira"))], "outside"),
            (vec![event("on_behalf.started", "oleg", Some("oleg"))], "itself"),
        ] {
            let found = findings(&wrong);
            assert!(found.len() == 1 && found[0].contains(told), "{wrong:?}: {found:?}");
        }
    }

    #[test]
    fn rows_are_listed_from_first_on() {
        let with = |rows: Value| {
            let mut event = event("on_behalf.viewed", "ana", None);
            event["session"] = Value::Null;
            event["rows"] = rows;
            event
        };
        let without = || {
            let mut event = with(Value::Null);
            event.as_object_mut().expect("an object").remove("rows");
            event
        };
        let some = || with(json!({"n": 2, "sha256": "x"}));
        assert_eq!(findings(&[without(), without(), some(), with(Value::Null), some()]), Vec::<String>::new());
        assert!(findings(&[some(), without()])[0].contains("silent"));
    }

    #[test]
    fn project_vectors_agree() {
        let vectors: Value = serde_json::from_str(include_str!("../../../tools/audit_vectors.json")).expect("vectors");
        let key = crate::audit::note::PublicKey::parse(vectors["vkey"].as_str().expect("key")).expect("key");
        let checkpoint = key.open(vectors["checkpoint"].as_str().expect("note")).expect("signed");
        let mut checker = Checker::new(&checkpoint.origin, [checkpoint.clone()]);
        for line in vectors["entries"].as_array().expect("entries") {
            checker.line(line.as_str().expect("line").as_bytes());
        }
        let report = checker.finish();
        assert_eq!((report.events, report.signed, report.findings), (5, 5, vec![]));
        let leaves: Vec<Hash> =
            vectors["entries"].as_array().expect("entries").iter().map(|l| leaf(l.as_str().expect("line"))).collect();
        let encoded = |hash: &Hash| json!(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, hash));
        let proof = crate::audit::tree::inclusion(3, &leaves).expect("inside");
        assert_eq!(vectors["inclusion_of_3_b64"], Value::Array(proof.iter().map(encoded).collect()));
        for (n, root) in vectors["roots_b64_by_size"].as_array().expect("roots").iter().enumerate() {
            assert_eq!(*root, encoded(&crate::audit::tree::root(&leaves[..n])));
        }
    }
}
