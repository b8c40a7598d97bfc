//! Assigning companies and stores to somebody.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{OrganizationId, StaffId, StoreId};
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use serde_json::json;
use uuid::Uuid;

type Had = (Uuid, Option<OrganizationId>, Option<StoreId>);

/// Assigns these companies and stores to a person and no others; it holds from their next request on.
///
/// # Errors
/// [`Error::Forbidden`] without the permission or for oneself; [`Error::NotFound`] for what does not exist.
pub async fn set(cx: &Cx, person: StaffId, companies: &[OrganizationId], stores: &[StoreId]) -> Result<()> {
    let mut tx = super::change::begin(cx, person).await?;
    super::change::standing(&mut tx, person).await?;
    let had: Vec<Had> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, organization_id, store_id from staff_scope where staff_id = $1 and removed_at is null order by id
    ")).bind(person).fetch_all(c).await?);
    let kept = |row: &Had| match row {
        (_, Some(company), _) => companies.contains(company),
        (_, None, Some(store)) => stores.contains(store),
        (_, None, None) => false,
    };
    let mut changes = 0;
    for (id, ..) in had.iter().filter(|row| !kept(row)) {
        remove(&mut tx, *id).await?;
        changes += 1;
    }
    for company in companies.iter().filter(|c| !had.iter().any(|row| row.1 == Some(**c))) {
        assign(&mut tx, person, Some(*company), None).await?;
        changes += 1;
    }
    for store in stores.iter().filter(|s| !had.iter().any(|row| row.2 == Some(**s))) {
        assign(&mut tx, person, None, Some(*store)).await?;
        changes += 1;
    }
    if changes == 0 {
        return Ok(());
    }
    let ids = |companies: Vec<String>, stores: Vec<String>| json!({ "companies": companies, "stores": stores });
    let before = ids(
        had.iter().filter_map(|row| row.1).map(|id| id.to_string()).collect(),
        had.iter().filter_map(|row| row.2).map(|id| id.to_string()).collect(),
    );
    let after =
        ids(companies.iter().map(ToString::to_string).collect(), stores.iter().map(ToString::to_string).collect());
    tx.commit(
        Event::new("staff.scope_changed").target("staff", person).detail("changes", changes).change(before, after),
    )
    .await
}

async fn remove(tx: &mut Tx, id: Uuid) -> Result<()> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    exec!(tx, "
        update staff_scope set removed_at = $2, last_event = $3 where id = $1
    "; id, now, &event)
    .one()?;
    Ok(())
}

async fn assign(tx: &mut Tx, person: StaffId, company: Option<OrganizationId>, store: Option<StoreId>) -> Result<()> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let made = exec!(tx, "
        insert into staff_scope (id, staff_id, organization_id, store_id, created_at, last_event)
        select $1, t.id, o.id, w.id, $5, $6
        from staff t
        left join organization o on o.id = $3
        left join store w on w.id = $4
        where t.id = $2 and (o.id is not null or w.id is not null)
    "; Uuid::now_v7(), person, company, store, now, &event)
    .one_or_none()?;
    if made { Ok(()) } else { Err(Error::NotFound) }
}
