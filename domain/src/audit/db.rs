//! Appending to the log and reading it.

use crate::audit::canonical::{canonical, hex, leaf, sha256_hex};
use crate::audit::images::{self, Head, commitment};
use crate::audit::names::noted;
use crate::audit::{Event, SessionKind, subject};
use crate::behalf::started::methods;
use crate::credential::random;
use crate::cx::{Cx, Principal};
use crate::db::dialect;
use crate::error::Result;
use crate::tx::Tx;
use crate::{exec, on, on_tx};
use serde_json::{Map, Value, json};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Appends events in order; called by [`Tx::commit`] alone.
pub(crate) async fn append(tx: &mut Tx, events: Vec<(String, Event)>) -> Result<()> {
    let Head { mut seq, mut leaf, mut at, rows } = images::head(tx, &events).await?;
    for ((id, event), rows) in events.into_iter().zip(rows) {
        seq += 1;
        // Times never go backwards in the log, whatever the order of the requests was.
        at = at.max(tx.cx().now().rfc3339());
        leaf = append_one(tx, (seq, &leaf, &at), &id, event, rows).await?.to_vec();
    }
    Ok(())
}

async fn append_one(
    tx: &mut Tx,
    (seq, prev, at): (i64, &[u8], &str),
    id: &str,
    event: Event,
    rows: Value,
) -> Result<[u8; 32]> {
    let cx = tx.cx().clone();
    let who = Who::of(&cx, &event);
    let beside = Beside::of(&cx, &event)?;
    let body = canonical(&json!({
        "actor": who.actor,
        "app": { "ver": VERSION },
        "change": beside.change.as_ref().map(|(text, fields)| json!({ "fields": fields, "sha256": sha256_hex(text.as_bytes()) })),
        "details": event.details,
        "id": id,
        "log": cx.env().log,
        "on_behalf_of": who.subject,
        "outcome": event.outcome,
        "pii": beside.commitments(),
        "prev": hex(prev),
        "request": { "id": cx.request().id, "method": cx.request().method, "route": cx.request().route },
        "rows": rows,
        "seq": seq,
        "session": who.session,
        "target": event.targets,
        "time": at,
        "type": event.kind,
        "v": 1,
    }));
    let leaf = leaf(&body);
    let text = |v: &Value| v.get("id").and_then(Value::as_str).map(str::to_owned);
    let (actor_id, subject_id, session_id) =
        (text(&who.actor).unwrap_or_default(), text(&who.subject), text(&who.session));
    let sql = dialect::AUDIT_APPEND.in_tx(tx.db());
    // On SQLite a trigger appends, which counts no rows; the schema refuses anything but the next event.
    exec!(tx, sql; seq, id, leaf.as_slice(), &body, event.kind, &actor_id, &subject_id, &session_id, at,
        beside.personal(), beside.change.map(|(text, _)| text))
    .any_number();
    Ok(leaf)
}

/// What lies beside an event, where it can be erased: personal values and the change, each under a salt so that a short
/// one cannot be guessed from its hash after it was erased.
struct Beside {
    personal: Vec<(&'static str, [u8; 16], String)>,
    change: Option<(String, Vec<String>)>,
}

impl Beside {
    fn of(cx: &Cx, event: &Event) -> Result<Beside> {
        let mut personal = event.personal.clone();
        if !cx.request().ip.is_empty() {
            personal.push(("ip", cx.request().ip.clone()));
        }
        let personal = personal
            .into_iter()
            .map(|(field, value)| Ok((field, random::<16>()?, value)))
            .collect::<Result<Vec<_>>>()?;
        let change = match &event.change {
            None => None,
            Some(c) => {
                let text = json!({ "after": c.after, "before": c.before, "salt": hex(&random::<16>()?) });
                Some((canonical(&text), changed_fields(&c.before, &c.after)))
            }
        };
        Ok(Beside { personal, change })
    }

    fn commitments(&self) -> Map<String, Value> {
        self.personal.iter().map(|(field, salt, value)| ((*field).to_owned(), commitment(salt, value).into())).collect()
    }

    /// `[[field, salt, value], …]` for the statement that appends.
    fn personal(&self) -> String {
        let all: Vec<Value> =
            self.personal.iter().map(|(field, salt, value)| json!([field, hex(salt), value])).collect();
        Value::Array(all).to_string()
    }
}

struct Who {
    actor: Value,
    subject: Value,
    session: Value,
}

impl Who {
    fn of(cx: &Cx, event: &Event) -> Who {
        let (actor, on_behalf_of, session) = match cx.principal() {
            Principal::Anonymous => (json!({ "id": "anonymous", "kind": "anonymous" }), Value::Null, Value::Null),
            Principal::System => (json!({ "id": "system", "kind": "system" }), Value::Null, Value::Null),
            Principal::Customer(c, s) => (
                json!({ "id": c.account.to_string(), "kind": "account" }),
                Value::Null,
                json!({ "id": s.to_string(), "kind": SessionKind::Shop }),
            ),
            Principal::Staff(s, session) => (
                json!({ "id": s.id.to_string(), "kind": "staff" }),
                Value::Null,
                json!({ "id": session.to_string(), "kind": SessionKind::Portal }),
            ),
            Principal::Behalf(s, c, b) => (
                json!({ "id": s.id.to_string(), "kind": "staff" }),
                subject(c.account, c.contact, c.organization),
                json!({
                    "amr": methods(&b.amr),
                    "auth_time": b.proved_at.rfc3339(),
                    "id": b.id.to_string(),
                    "kind": SessionKind::OnBehalf,
                    "ticket": b.ticket,
                }),
            ),
        };
        Who {
            actor: event.actor.clone().unwrap_or(actor),
            subject: event.subject.clone().unwrap_or(on_behalf_of),
            session: event.session.clone().unwrap_or(session),
        }
    }
}

/// The top-level keys that differ.
fn changed_fields(before: &Value, after: &Value) -> Vec<String> {
    let empty = Map::new();
    let before = before.as_object().unwrap_or(&empty);
    let after = after.as_object().unwrap_or(&empty);
    let mut fields: Vec<String> =
        after.keys().chain(before.keys()).filter(|k| before.get(*k) != after.get(*k)).cloned().collect();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// One event as the audit page shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its place in the log.
    pub seq: i64,
    /// When.
    pub at: String,
    /// `noun.verb_past`.
    pub kind: String,
    /// Who did it: a name, or what kind of actor it was.
    pub actor: String,
    /// For whom, empty when for oneself.
    pub subject: String,
    /// The customer's company, empty when there is none.
    pub company: String,
    /// What it was done to: its kind and the name people know it by.
    pub object: String,
    /// The id of that thing.
    pub object_id: String,
    /// `success` or `denied`.
    pub outcome: String,
    /// Why or what, where an event says so.
    pub note: String,
    /// The session's id, empty for none.
    pub session: String,
    /// The kind of session: portal, shop, on_behalf.
    pub session_kind: String,
}

type Row = (i64, String, String, String, String, String, String);

/// The events of one on-behalf session in order, for its summary and its story.
///
/// # Errors
/// Only of the database: who may see a session is decided by [`crate::behalf::db`].
pub(crate) async fn of_session(cx: &Cx, session: &str) -> Result<Vec<Entry>> {
    let sql = dialect::AUDIT_OF_SESSION.of(cx.db());
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql).bind(session).fetch_all(c).await?);
    Ok(rows.into_iter().map(entry).collect())
}

/// The same inside a transaction, which sees what was committed up to now.
pub(crate) async fn of_session_in(tx: &mut Tx, session: &str) -> Result<Vec<Entry>> {
    let sql = dialect::AUDIT_OF_SESSION.in_tx(tx.db());
    let rows: Vec<Row> = on_tx!(tx, c => sqlx::query_as(sql).bind(session).fetch_all(c).await?);
    Ok(rows.into_iter().map(entry).collect())
}

fn entry((seq, at, kind, body, actor, subject, company): Row) -> Entry {
    let body: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let object = match (text("/target/0/kind"), text("/target/0/name")) {
        (kind, name) if name.is_empty() => kind,
        (kind, name) => format!("{kind} {name}"),
    };
    Entry {
        seq,
        at,
        kind,
        actor,
        subject,
        company,
        object,
        object_id: text("/target/0/id"),
        outcome: text("/outcome"),
        note: noted(&body),
        session: text("/session/id"),
        session_kind: text("/session/kind"),
    }
}
