//! Everything about one event: its content, the parts stored beside it, and whether its bytes are intact.

use crate::audit::canonical::{canonical, hex, leaf};
use crate::audit::names::{self, Line};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::policy::{self, Action};
use crate::{on, sql};
use serde_json::Value;
use std::collections::BTreeMap;

/// The most changed fields that are listed.
const FIELDS: usize = 200;

/// One field before and after; empty where it did not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path: `lines.0.quantity`.
    pub field: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// An event with everything about it.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The event as lists show it.
    pub line: Line,
    /// Its id.
    pub id: String,
    /// The hash it has in the log.
    pub leaf: String,
    /// The hash of the event before it.
    pub prev: String,
    /// Whether the stored bytes are canonical JSON.
    pub is_canonical: bool,
    /// Whether the stored hash is the hash of the stored bytes.
    pub is_hashed: bool,
    /// The request in which it happened.
    pub request: String,
    /// Its method and the template of its route.
    pub route: String,
    /// Facts that are not personal.
    pub details: Vec<(String, String)>,
    /// Personal values that are kept beside it; nothing for one that was erased.
    pub personal: Vec<(String, Option<String>)>,
    /// Changed fields.
    pub changes: Vec<Change>,
    /// Whether there was a change whose content was erased.
    pub is_erased: bool,
}

/// One event, for those who may read the log.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`].
pub async fn find(cx: &Cx, seq: i64) -> Result<Detail> {
    policy::check(cx.principal(), Action::ViewAudit)?;
    let row: Option<(String, String, String, Vec<u8>, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select e.id, e.at, e.body, e.leaf, coalesce(g.body, '')
        from audit_event e
        left join audit_change g on g.event_id = e.id
        where e.seq = $1
    ")).bind(seq).fetch_optional(c).await?);
    let (id, at, body, stored, change) = row.ok_or(Error::NotFound)?;
    let kept: Vec<(String, Option<String>)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select field, value from audit_pii where event_id = $1 order by field
    ")).bind(&id).fetch_all(c).await?);
    let ip = kept.iter().find(|(field, _)| field == "ip").and_then(|(_, value)| value.clone()).unwrap_or_default();
    let event: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_canonical = canonical(&event) == body;
    let is_hashed = leaf(&body).as_slice() == stored.as_slice();
    let changes = changes_of(&change);
    let line = names::lines(cx, vec![(seq, at, body, ip)]).await?.pop().ok_or(Error::NotFound)?;
    Ok(Detail {
        id,
        leaf: hex(&stored),
        prev: text("/prev"),
        is_canonical,
        is_hashed,
        request: text("/request/id"),
        route: format!("{} {}", text("/request/method"), text("/request/route")).trim().to_owned(),
        details: facts(event.get("details")),
        personal: personal(event.get("pii"), kept),
        is_erased: change.is_empty() && event.get("change").is_some_and(|c| !c.is_null()),
        changes,
        line,
    })
}

/// What each event of an on-behalf session changed, by its position in the log. The caller must have checked that the
/// reader may see the session.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn of_session(cx: &Cx, session: &str) -> Result<BTreeMap<i64, Vec<Change>>> {
    let rows: Vec<(i64, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select e.seq, g.body
        from audit_event e
        join audit_change g on g.event_id = e.id
        where e.session_id = $1 and g.body is not null
    ")).bind(session).fetch_all(c).await?);
    let read = |body: &str| changes(&serde_json::from_str(body).unwrap_or(Value::Null));
    Ok(rows.into_iter().map(|(seq, body)| (seq, read(&body))).collect())
}

fn facts(details: Option<&Value>) -> Vec<(String, String)> {
    let all = details.and_then(Value::as_object).into_iter().flatten();
    all.map(|(key, value)| (key.clone(), plain(value))).collect()
}

/// The personal values of the event; an erased one has no value.
fn personal(committed: Option<&Value>, kept: Vec<(String, Option<String>)>) -> Vec<(String, Option<String>)> {
    let mut values: BTreeMap<String, Option<String>> = kept.into_iter().collect();
    let fields = committed.and_then(Value::as_object).into_iter().flat_map(|o| o.keys());
    fields.map(|field| (field.clone(), values.remove(field).flatten())).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => canonical(other),
    }
}

/// The fields that differ in the stored text of a change; none when it cannot be parsed.
pub(crate) fn changes_of(text: &str) -> Vec<Change> {
    changes(&serde_json::from_str(text).unwrap_or(Value::Null))
}

/// The fields that differ, each down to a single value.
fn changes(change: &Value) -> Vec<Change> {
    let side = |key: &str| {
        let mut all = BTreeMap::new();
        flatten(change.get(key).unwrap_or(&Value::Null), String::new(), &mut all);
        all
    };
    let (before, after) = (side("before"), side("after"));
    let fields: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    fields
        .into_iter()
        .filter(|field| before.get(*field) != after.get(*field))
        .take(FIELDS)
        .map(|field| Change {
            field: field.clone(),
            before: before.get(field).cloned().unwrap_or_default(),
            after: after.get(field).cloned().unwrap_or_default(),
        })
        .collect()
}

fn flatten(value: &Value, path: String, all: &mut BTreeMap<String, String>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| flatten(value, under(key), all)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| flatten(value, under(&(n + 1).to_string()), all));
        }
        Value::Null => {}
        other => {
            all.insert(path, plain(other));
        }
    }
}

/// What the last verification of the log found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// When, as in the log.
    pub at: String,
    /// How many events were verified.
    pub events: i64,
    /// How many findings there were.
    pub findings: i64,
    /// The first event that is broken, when one is.
    pub first: String,
    /// What could not be checked. If there is any, only a part was verified.
    pub left_out: Vec<String>,
}

/// The last verification that the log has.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn verified(cx: &Cx) -> Result<Option<Verified>> {
    policy::check(cx.principal(), Action::ViewAudit)?;
    let row: Option<(String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select at, body from audit_event where type = 'audit.verified' order by seq desc limit 1
    ")).fetch_optional(c).await?);
    Ok(row.map(|(at, body)| {
        let event: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
        let details = event.get("details").cloned().unwrap_or(Value::Null);
        let number = |key: &str| details.get(key).and_then(Value::as_i64).unwrap_or(0);
        let first = details.get("first").map(plain).unwrap_or_default();
        let left_out = details.get("left_out").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let left_out = left_out.iter().map(plain).collect();
        Verified { at, events: number("events"), findings: number("findings"), first, left_out }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_changed_values_are_listed() {
        let change = json!({
            "before": { "line": null, "sku": "A", "to": { "city": "London" } },
            "after": { "line": { "quantity": 2 }, "sku": "A", "to": { "city": "Leeds" }, "lines": [{ "n": 1 }] },
        });
        let told: Vec<String> =
            changes(&change).into_iter().map(|c| format!("{}: {} > {}", c.field, c.before, c.after)).collect();
        assert_eq!(told, ["line.quantity:  > 2", "lines.1.n:  > 1", "to.city: London > Leeds"]);
    }

    #[test]
    fn erased_value_is_named_without_text() {
        let committed = json!({ "ip": "c:1", "reason": "c:2" });
        let kept = vec![("ip".to_owned(), Some("192.0.2.7".to_owned()))];
        let told = personal(Some(&committed), kept);
        assert_eq!(told, [("ip".to_owned(), Some("192.0.2.7".to_owned())), ("reason".to_owned(), None)]);
    }
}
