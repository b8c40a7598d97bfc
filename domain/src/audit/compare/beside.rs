//! Compares the parts stored beside events with their commitments.

use crate::audit::canonical::sha256_hex;
use crate::audit::check::Checker;
use crate::audit::images::commitment;
use crate::db::Snapshot;
use crate::error::Result;
use crate::{on_tx, sql};
use serde_json::Value;
use std::collections::HashMap;

/// A personal value: field, salt and value, or the event that erased them.
type Personal = (String, Option<Vec<u8>>, Option<String>, Option<String>);

/// The personal values and changes of a range of events.
#[derive(Default)]
pub(super) struct Beside {
    personal: HashMap<i64, Vec<Personal>>,
    changes: HashMap<i64, (Option<String>, Option<String>)>,
}

/// Reads the parts stored beside the events of a range.
pub(super) async fn read(snapshot: &mut Snapshot, (from, to): (i64, i64)) -> Result<Beside> {
    let mut beside = Beside::default();
    type BesideRow = (i64, String, Option<Vec<u8>>, Option<String>, Option<String>);
    let rows: Vec<BesideRow> = on_tx!(snapshot, c => sqlx::query_as(sql!("
        select e.seq, p.field, p.salt, p.value, p.erased_event
        from audit_event e join audit_pii p on p.event_id = e.id where e.seq between $1 and $2
    ")).bind(from).bind(to).fetch_all(c).await?);
    for (seq, field, salt, value, erased) in rows {
        beside.personal.entry(seq).or_default().push((field, salt, value, erased));
    }
    let rows: Vec<(i64, Option<String>, Option<String>)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
        select e.seq, h.body, h.erased_event
        from audit_event e join audit_change h on h.event_id = e.id where e.seq between $1 and $2
    ")).bind(from).bind(to).fetch_all(c).await?);
    for (seq, body, erased) in rows {
        beside.changes.insert(seq, (body, erased));
    }
    Ok(beside)
}

impl Beside {
    /// Checks the parts of one event.
    pub(super) fn check(&mut self, seq: i64, body: &Value, checker: &mut Checker) {
        let mut committed = body.get("pii").and_then(Value::as_object).cloned().unwrap_or_default();
        for (field, salt, value, erased) in self.personal.remove(&seq).unwrap_or_default() {
            let said = committed.remove(&field);
            let fits = match (&salt, &value, &erased) {
                (Some(salt), Some(value), None) => said == Some(commitment(salt, value).into()),
                (None, None, Some(_)) => said.is_some(),
                _ => false,
            };
            if !fits {
                checker.find(format!("event {seq}: the personal value {field} is not what it committed to"));
            }
        }
        for field in committed.keys() {
            checker.find(format!("event {seq}: the personal value {field} is missing"));
        }
        let said = body.pointer("/change/sha256").and_then(Value::as_str).map(str::to_owned);
        let fits = match (self.changes.remove(&seq), &said) {
            (None, None) => true,
            (Some((Some(text), None)), Some(hash)) => sha256_hex(text.as_bytes()) == *hash,
            (Some((None, Some(_))), Some(_)) => true,
            _ => false,
        };
        if !fits {
            checker.find(format!("event {seq}: the change beside it is not what it committed to"));
        }
    }
}

/// Finds parts without an event, and events that were never closed.
pub(super) async fn orphans(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    let orphans: Vec<String> = on_tx!(snapshot, c => sqlx::query_scalar(sql!("
        select distinct event_id from audit_pii p where not exists (select 1 from audit_event e where e.id = p.event_id)
        union
        select event_id from audit_change h where not exists (select 1 from audit_event e where e.id = h.event_id)
        union
        select event_id from audit_open
        union
        select erased_event from audit_pii p where erased_event is not null
            and not exists (select 1 from audit_event e where e.id = p.erased_event and e.type = 'pii.erased')
        union
        select erased_event from audit_change h where erased_event is not null
            and not exists (select 1 from audit_event e where e.id = h.erased_event and e.type = 'pii.erased')
        union
        select erased_event from audit_image i where erased_event is not null
            and not exists (select 1 from audit_event e where e.id = i.erased_event and e.type = 'pii.erased')
    ")).fetch_all(c).await?);
    for id in orphans {
        checker.find(format!("event {id}: is cited beside the log and is not in it"));
    }
    Ok(())
}
