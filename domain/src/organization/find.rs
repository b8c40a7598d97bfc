//! Finding a company by its name, among entries beside the companies that are made from them.
//!
//! Rule: whoever writes the name of a company calls [`refresh`] or [`refresh_many`] in the same transaction.

use crate::audit::canonical::hex;
use crate::cx::Cx;
use crate::db::{DbTx, by_name, entry, pairs};
use crate::error::Result;
use crate::id::OrganizationId;
use crate::policy::Action;
use crate::search::fold;
use crate::{exec, on, on_tx, sql};
use serde_json::json;
use uuid::Uuid;

/// Companies that are suggested for what was typed.
pub const SUGGESTED: i64 = 8;

/// What the entry of a company is made from.
#[derive(sqlx::FromRow)]
pub(crate) struct Source {
    id: OrganizationId,
    name: String,
}

pairs! {
    /// The sources of the companies in the JSON list `$1`.
    SOURCES {
        sqlite: "select id, name from organization where id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select id, name from organization
                   where id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Writes the entries of the JSON list `$1`: company, key of the name as hexadecimal text, name as it is compared.
    WRITE {
        sqlite: "insert into organization_entry (organization_id, name_key, search_key)
                 select unhex(replace(value->>0, '-', '')), unhex(value->>1), value->>2 from json_each($1) where true
                 on conflict (organization_id) do update
                 set name_key = excluded.name_key, search_key = excluded.search_key",
        postgres: "insert into organization_entry (organization_id, name_key, search_key)
                   select cast(value->>0 as uuid), decode(value->>1, 'hex'), value->>2
                   from jsonb_array_elements(cast($1 as jsonb)) where true
                   on conflict (organization_id) do update
                   set name_key = excluded.name_key, search_key = excluded.search_key"
    }
}

impl entry::Source for Source {
    const SOURCES: &'static str = sql!(
        "
        select id, name from organization where (id > $1 or $1 is null) order by id limit cast($2 as bigint)
    "
    );

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        entry::Source::write_many(tx, std::slice::from_ref(self)).await?;
        Ok(true)
    }

    async fn write_many(tx: &mut DbTx, sources: &[Source]) -> Result<()> {
        let mut rows = Vec::with_capacity(sources.len());
        for source in sources {
            rows.push(json!([source.id, hex(&by_name::key(&source.name)?), fold(&source.name)]));
        }
        let (sql, rows) = (WRITE.in_tx(tx), json!(rows).to_string());
        exec!(tx, sql; rows).any_number();
        Ok(())
    }
}

/// Makes the entry of a company again, and those of its people.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, id: OrganizationId) -> Result<()> {
    refresh_many(tx, &[id]).await
}

/// The same for many companies.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_many(tx: &mut DbTx, companies: &[OrganizationId]) -> Result<()> {
    let (sql, ids) = (SOURCES.in_tx(tx), json!(companies).to_string());
    let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
    entry::write_all(tx, &sources).await?;
    crate::contact::entry::refresh_companies(tx, companies).await
}

/// Up to `limit` companies whose names begin as `typed` does, by name; all of them for an empty text.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn suggest(cx: &Cx, typed: &str, limit: i64) -> Result<Vec<(OrganizationId, String)>> {
    cx.require_staff(Action::ViewContacts)?;
    let from = fold(typed);
    let to = format!("{from}\u{10ffff}");
    let sql = match (cx.confined().is_some(), from.is_empty()) {
        // Nobody has more than a few companies assigned.
        (true, _) => sql!(
            "
            select o.id, o.name from staff_scope x
            join organization_entry e on e.organization_id = x.organization_id
            join organization o on o.id = x.organization_id
            where x.staff_id = $1 and x.removed_at is null and x.organization_id is not null
              and e.search_key >= $2 and e.search_key < $3
            order by e.name_key, o.id
            limit cast($4 as bigint)
        "
        ),
        (false, true) => sql!(
            "
            select o.id, o.name
            from (select name_key, organization_id from organization_entry
                  where cast($1 as uuid) is null and cast($2 as text) < cast($3 as text)
                  order by name_key, organization_id limit cast($4 as bigint)) e
            join organization o on o.id = e.organization_id
            order by e.name_key, o.id
        "
        ),
        (false, false) => sql!(
            "
            select o.id, o.name
            from (select name_key, organization_id from organization_entry
                  where cast($1 as uuid) is null and search_key >= $2 and search_key < $3
                  order by search_key limit cast($4 as bigint)) e
            join organization o on o.id = e.organization_id
            order by e.name_key, o.id
        "
        ),
    };
    Ok(on!(cx.db(), c => sqlx::query_as(sql).bind(cx.confined()).bind(&from).bind(&to).bind(limit).fetch_all(c).await?))
}

/// The company that is called as `typed`, and those that may be meant.
#[derive(Clone, Debug)]
pub struct Called {
    /// The one company of this name, or the only one whose name begins so.
    pub one: Option<OrganizationId>,
    /// Companies whose names begin so.
    pub suggested: Vec<(OrganizationId, String)>,
}

/// Finds a company by its name, or by how its name begins.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn called(cx: &Cx, typed: &str) -> Result<Called> {
    let suggested = suggest(cx, typed, SUGGESTED).await?;
    let typed = fold(typed);
    let mut exact = suggested.iter().filter(|(_, name)| fold(name) == typed);
    let one = match (exact.next(), exact.next(), suggested.as_slice()) {
        (Some((one, _)), None, _) => Some(*one),
        (None, _, [(one, _)]) if !typed.is_empty() => Some(*one),
        _ => None,
    };
    Ok(Called { one, suggested })
}

/// The name of a company that the reader may see.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn name_of(cx: &Cx, id: OrganizationId) -> Result<Option<String>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select name from organization o where o.id = $1 and ", crate::staff::scope::in_scope!("$2", "o.id"), "
    "))).bind(id).bind(cx.confined()).fetch_optional(c).await?))
}
