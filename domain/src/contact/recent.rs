//! Contacts whose page somebody opened lately, read from the log.

use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::id::StaffId;
use crate::{on, sql};
use serde_json::{Value, json};

/// So many contacts are remembered.
const MOST: usize = 25;

pairs! {
    /// The ids and the numbers of the entries of the contacts `$1`, a JSON array.
    NUMBERS {
        sqlite: "select j.value, e.n from json_each($1) j
                 cross join contact_entry e where e.contact_id = unhex(replace(j.value, '-', ''))",
        postgres: "select j.value, e.n from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
                   join contact_entry e on e.contact_id = cast(j.value as uuid)"
    }
}

/// The numbers of the entries of the contacts that this member of staff opened, the last one first.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn opened(cx: &Cx, staff: StaffId) -> Result<Vec<i64>> {
    let bodies: Vec<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select body from audit_event where actor_id = $1 and type = 'contact.viewed' order by seq desc limit 200
    ")).bind(staff.to_string()).fetch_all(c).await?);
    let mut ids: Vec<String> = Vec::new();
    for body in bodies {
        let event: Value = serde_json::from_str(&body).unwrap_or_default();
        let targets = event["target"].as_array().cloned().unwrap_or_default();
        let contact =
            targets.iter().find(|target| target["kind"] == "contact").and_then(|target| target["id"].as_str());
        if let Some(id) = contact.filter(|id| !ids.iter().any(|known| known == id)) {
            ids.push(id.to_owned());
        }
        if ids.len() == MOST {
            break;
        }
    }
    let asked = json!(ids).to_string();
    let mut found: Vec<(String, i64)> =
        on!(cx.db(), c => sqlx::query_as(NUMBERS.of(cx.db())).bind(&asked).fetch_all(c).await?);
    found.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
    Ok(found.into_iter().map(|(_, n)| n).collect())
}
