//! Appending to the log.

use crate::audit::canonical::{canonical, hex, leaf, sha256_hex};
use crate::audit::images::{self, Head, commitment};
use crate::audit::{Event, SessionKind, subject};
use crate::credential::random;
use crate::cx::{Cx, Principal};
use crate::db::{DbTx, pairs};
use crate::error::Result;
use crate::exec;
use crate::principal::methods;
use serde_json::{Map, Value, json};

pairs! {
    /// Appends an event with what lies beside it.
    AUDIT_APPEND {
        sqlite: "
            insert into audit_append (seq, id, leaf, body, type, actor_id, subject_id, session_id, at, personal, change)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        postgres: "
            select audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Appends events in order; called by [`Tx::commit`](crate::tx::Tx::commit) alone. `has_rows`: whether the transaction may
/// have written rows, which have images then.
pub(crate) async fn append(tx: &mut DbTx, cx: &Cx, has_rows: bool, events: Vec<(String, Event)>) -> Result<()> {
    let Head { mut seq, mut leaf, mut at, rows } = images::head(tx, has_rows, &events).await?;
    for ((id, event), rows) in events.into_iter().zip(rows) {
        seq += 1;
        // Times never go backwards in the log, whatever the order of the requests was.
        at = at.max(cx.now().rfc3339());
        leaf = append_one(tx, cx, (seq, &leaf, &at), &id, event, rows).await?.to_vec();
    }
    Ok(())
}

async fn append_one(
    tx: &mut DbTx,
    cx: &Cx,
    (seq, prev, at): (i64, &[u8], &str),
    id: &str,
    event: Event,
    rows: Value,
) -> Result<[u8; 32]> {
    let who = Who::of(cx, &event);
    let beside = Beside::of(cx, &event)?;
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
    let sql = AUDIT_APPEND.in_tx(tx);
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
