//! Saved filters of the log. They belong to one person: others neither see nor remove them.

use crate::audit::Event;
use crate::audit::query::Query;
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Error, Problem, Realm, Result};
use crate::id::PresetId;
use crate::policy::Action;
use crate::{card, on, on_tx, sql, text};
use serde_json::{Value, json};

/// The longest name, in characters.
pub const LONGEST: usize = 60;
/// The most filters that one person can save.
const MOST: i64 = 50;

/// A saved filter.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Preset {
    /// The filter.
    pub id: PresetId,
    /// What its owner calls it.
    pub name: String,
    /// The filter as a line.
    pub query: String,
}

/// The filters of the person who asks, by name.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn own(cx: &Cx) -> Result<Vec<Preset>> {
    let staff = cx.require_staff(Action::ViewAudit)?.id;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, query from audit_preset where staff_id = $1 and removed_at is null order by name collate by_name, id
    ")).bind(staff).fetch_all(c).await?))
}

/// Saves a filter under a name.
///
/// # Errors
/// [`Error::Invalid`] at `name` when it is missing, cannot be kept or is used already, and at `q` when the filter cannot be
/// kept.
pub async fn save(cx: &Cx, name: &str, query: &Query) -> Result<PresetId> {
    let name = match text::line(name, LONGEST) {
        Ok("") => Err(Error::field("name", Problem::Required)),
        other => other.map_err(|problem| Error::field("name", problem)),
    }?;
    if query.is_empty() {
        return Err(Error::field("q", Problem::Required));
    }
    if card::is_in(&query.line()) {
        return Err(Error::field("q", Problem::CardNumber));
    }
    let mut tx = cx.begin(Action::ViewAudit).await?;
    let staff = cx.staff().ok_or(Error::SignIn(Realm::Portal))?.id;
    let count: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from audit_preset where staff_id = $1 and removed_at is null
    ")).bind(staff).fetch_one(c).await?);
    if count >= MOST {
        return Err(Error::field("name", Problem::TooLarge(MOST)));
    }
    let (id, event, line) = (PresetId::fresh(), tx.event().to_owned(), query.line());
    let inserted = on_tx!(tx, c => sqlx::query(sql!("
        insert into audit_preset (id, staff_id, name, query, created_at, last_event) values ($1, $2, $3, $4, $5, $6)
    ")).bind(id).bind(staff).bind(name).bind(&line).bind(cx.now()).bind(&event).execute(c).await.map(|_| ()));
    match inserted {
        Err(e) if is_violation(&e, "audit_preset_name", "audit_preset.staff_id, audit_preset.name") => {
            return Err(Error::field("name", Problem::Taken));
        }
        other => other?,
    }
    let after = json!({ "name": name, "query": line });
    tx.commit(Event::new("audit.preset_saved").target("audit_preset", id).change(Value::Null, after)).await?;
    Ok(id)
}

/// Removes one of the own filters.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is somebody else's.
pub async fn remove(cx: &Cx, id: PresetId) -> Result<()> {
    let mut tx = cx.begin(Action::ViewAudit).await?;
    let staff = cx.staff().ok_or(Error::SignIn(Realm::Portal))?.id;
    let event = tx.event().to_owned();
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        update audit_preset set removed_at = $3, last_event = $4
        where id = $1 and staff_id = $2 and removed_at is null
        returning name, query
    ")).bind(id).bind(staff).bind(cx.now()).bind(&event).fetch_optional(c).await?);
    let (name, query) = row.ok_or(Error::NotFound)?;
    let before = json!({ "name": name, "query": query });
    tx.commit(Event::new("audit.preset_removed").target("audit_preset", id).change(before, Value::Null)).await
}
