//! Events as people read them: ids with the current names.
//!
//! Rule: names are personal and not in the events, so they are looked up when a page is shown, once for all its events.

use crate::audit::search::statements::NAMES;
use crate::cx::Cx;
use crate::error::Result;
use crate::on;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A person or an object in an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thing {
    /// `staff`, `account`, `contact`, `order` …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name; empty when unknown.
    pub name: String,
}

/// One event in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its position in the log.
    pub seq: i64,
    /// When, as in the log.
    pub at: String,
    /// `noun.verb_past`.
    pub kind: String,
    /// `success` or `denied`.
    pub outcome: String,
    /// Why, or what; empty when the event has neither.
    pub note: String,
    /// Who did it.
    pub actor: Thing,
    /// The customer it was done for, if the actor acted for somebody.
    pub subject: Option<Thing>,
    /// The company of the customer that it is about.
    pub company: Option<Thing>,
    /// Its objects.
    pub objects: Vec<Thing>,
    /// The IP address, while it is stored.
    pub ip: String,
    /// The session's id, empty for none.
    pub session: String,
    /// The kind of session: portal, shop, on_behalf.
    pub session_kind: String,
    /// The event itself.
    pub body: String,
}

/// What a listing reads of an event: place, time, bytes, address.
pub(crate) type EventRow = (i64, String, String, String);

type Named = (Uuid, String, String, Option<Uuid>, Option<Uuid>, String);

/// What is known about an id.
#[derive(Clone, Debug, Default)]
struct Known {
    name: String,
    company: Option<Thing>,
}

/// Rows of the log with the names of everything in them.
pub(crate) async fn lines(cx: &Cx, rows: Vec<EventRow>) -> Result<Vec<Line>> {
    let events: Vec<(EventRow, Value)> = rows
        .into_iter()
        .map(|row| {
            let value = serde_json::from_str(&row.2).unwrap_or(Value::Null);
            (row, value)
        })
        .collect();
    let ids: BTreeSet<&str> = events.iter().flat_map(|(_, event)| ids(event)).collect();
    let known = known(cx, &ids).await?;
    Ok(events.iter().map(|(row, event)| line(row, event, &known)).collect())
}

/// Every id of an event that has a name.
fn ids(event: &Value) -> Vec<&str> {
    let targets = event.get("target").and_then(Value::as_array).into_iter().flatten();
    let of_targets = targets.filter_map(|t| t.get("id")?.as_str());
    let people = ["/actor/id", "/on_behalf_of/id", "/on_behalf_of/org"];
    people.iter().filter_map(|p| event.pointer(p)?.as_str()).chain(of_targets).collect()
}

async fn known(cx: &Cx, ids: &BTreeSet<&str>) -> Result<HashMap<String, Known>> {
    let ids: Vec<&str> = ids.iter().copied().filter(|id| Uuid::try_parse(id).is_ok()).collect();
    let list = Value::from(ids).to_string();
    let sql = NAMES.of(cx.db());
    let rows: Vec<Named> = on!(cx.db(), c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    let mut all = HashMap::with_capacity(rows.len());
    for (id, _, name, _, organization, organization_name) in rows {
        let company = organization.map(|id| thing("organization", &id.to_string(), &organization_name));
        all.insert(id.to_string(), Known { name, company });
    }
    Ok(all)
}

/// Why, or what; for an order its discount; empty when the event has none of them.
pub(crate) fn noted(event: &Value) -> String {
    let places = ["/details/why", "/details/what", "/details/discount/percent"];
    let texts = places.iter().filter_map(|place| event.pointer(place)?.as_str());
    texts.filter(|text| !text.is_empty()).map(str::to_owned).next().unwrap_or_default()
}

fn thing(kind: &str, id: &str, name: &str) -> Thing {
    Thing { kind: kind.to_owned(), id: id.to_owned(), name: name.to_owned() }
}

fn line((seq, at, body, ip): &EventRow, event: &Value, known: &HashMap<String, Known>) -> Line {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let name = |id: &str| known.get(id).map_or("", |k| k.name.as_str());
    let company = |id: &str| known.get(id).and_then(|k| k.company.clone());
    let targets = event.get("target").and_then(Value::as_array).into_iter().flatten();
    let objects: Vec<Thing> = targets
        .map(|target| {
            let part = |key: &str| target.get(key).and_then(Value::as_str).unwrap_or_default();
            let named = if part("name").is_empty() { name(part("id")) } else { part("name") };
            thing(part("kind"), part("id"), named)
        })
        .collect();
    let subject = text("/on_behalf_of/id");
    let (org, actor) = (text("/on_behalf_of/org"), text("/actor/id"));
    Line {
        seq: *seq,
        at: at.clone(),
        kind: text("/type").to_owned(),
        outcome: text("/outcome").to_owned(),
        note: noted(event),
        actor: thing(text("/actor/kind"), actor, name(actor)),
        subject: (!subject.is_empty()).then(|| thing("contact", subject, name(subject))),
        company: company(org)
            .or_else(|| company(actor))
            .or_else(|| objects.iter().find_map(|object| company(&object.id))),
        objects,
        ip: ip.clone(),
        session: text("/session/id").to_owned(),
        session_kind: text("/session/kind").to_owned(),
        body: body.clone(),
    }
}
