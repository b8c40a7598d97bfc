//! Appending to the log and reading it.

use crate::audit::canonical::{canonical, hex, leaf, sha256_hex};
use crate::audit::{Event, subject};
use crate::cx::{Cx, Principal};
use crate::db::{DbTx, dialect};
use crate::error::Result;
use crate::tx::Tx;
use crate::{on, on_tx, sql};
use serde_json::{Map, Value, json};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Appends events in order; called by [`Tx::commit`] alone.
pub(crate) async fn append(tx: &mut Tx, events: Vec<(String, Event)>) -> Result<()> {
    // One writer of the log until commit. On SQLite the transaction already is the only one.
    if let DbTx::Postgres(t) = tx.db() {
        sqlx::query("select pg_advisory_xact_lock(7237954)").execute(&mut **t).await?;
    }
    let last: Option<(i64, Vec<u8>, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select seq, leaf, at from audit_event order by seq desc limit 1
    ")).fetch_optional(c).await?);
    let (mut seq, mut prev, mut at) = last.unwrap_or((-1, vec![0; 32], String::new()));
    for (id, event) in events {
        seq += 1;
        // Times never go backwards in the log, whatever the order of the requests was.
        at = at.max(tx.cx().now().rfc3339());
        prev = append_one(tx, seq, &prev, &at, &id, event).await?.to_vec();
    }
    Ok(())
}

async fn append_one(tx: &mut Tx, seq: i64, prev: &[u8], at: &str, id: &str, event: Event) -> Result<[u8; 32]> {
    let cx = tx.cx().clone();
    let who = Who::of(&cx, &event);
    let mut personal = event.personal;
    if !cx.request().ip.is_empty() {
        personal.push(("ip", cx.request().ip.clone()));
    }
    let salted: Vec<(&str, [u8; 16], String)> = personal
        .into_iter()
        .map(|(field, value)| Ok((field, crate::credential::random::<16>()?, value)))
        .collect::<Result<_>>()?;
    let pii: Map<String, Value> = salted
        .iter()
        .map(|(field, salt, value)| {
            let committed = sha256_hex(&[salt.as_slice(), value.as_bytes()].concat());
            ((*field).to_owned(), Value::String(format!("c:{committed}")))
        })
        .collect();
    let change = event.change.map(|c| {
        let fields = changed_fields(&c.before, &c.after);
        (canonical(&json!({ "after": c.after, "before": c.before })), fields)
    });
    let body = canonical(&json!({
        "actor": who.actor,
        "app": { "ver": VERSION },
        "change": change.as_ref().map(|(text, fields)| json!({ "fields": fields, "sha256": sha256_hex(text.as_bytes()) })),
        "details": event.details,
        "id": id,
        "log": cx.env().log,
        "on_behalf_of": who.subject,
        "outcome": event.outcome.as_str(),
        "pii": pii,
        "prev": hex(prev),
        "request": { "id": cx.request().id, "method": cx.request().method, "route": cx.request().route },
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
    on_tx!(tx, c => sqlx::query(sql!("
        insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ")).bind(seq).bind(id).bind(leaf.as_slice()).bind(&body).bind(event.kind).bind(&actor_id)
        .bind(&subject_id).bind(&session_id).bind(at).execute(c).await?.rows_affected());
    for (field, salt, value) in &salted {
        on_tx!(tx, c => sqlx::query(sql!("
            insert into audit_pii (event_id, field, salt, value) values ($1, $2, $3, $4)
        ")).bind(id).bind(*field).bind(salt.as_slice()).bind(value).execute(c).await?.rows_affected());
    }
    if let Some((text, _)) = &change {
        on_tx!(tx, c => sqlx::query(sql!("
            insert into audit_change (event_id, body) values ($1, $2)
        ")).bind(id).bind(text).execute(c).await?.rows_affected());
    }
    Ok(leaf)
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
                json!({ "id": s.to_string(), "kind": "shop" }),
            ),
            Principal::Staff(s, session) => (
                json!({ "id": s.id.to_string(), "kind": "staff" }),
                Value::Null,
                json!({ "id": session.to_string(), "kind": "portal" }),
            ),
            Principal::Behalf(s, c, b) => (
                json!({ "id": s.id.to_string(), "kind": "staff" }),
                subject(c.account, c.contact, c.organization),
                json!({
                    "amr": ["pwd"],
                    "auth_time": b.started_at.rfc3339(),
                    "id": b.id.to_string(),
                    "kind": "on_behalf",
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
/// Only of the database: who may see a session is decided by [`crate::behalf::store`].
pub(crate) async fn of_session(cx: &Cx, session: &str) -> Result<Vec<Entry>> {
    let sql = dialect::AUDIT_OF_SESSION.of(cx.db());
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql).bind(session).fetch_all(c).await?);
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
        note: match text("/details/why") {
            why if why.is_empty() => text("/details/what"),
            why => why,
        },
        session: text("/session/id"),
        session_kind: text("/session/kind"),
    }
}
