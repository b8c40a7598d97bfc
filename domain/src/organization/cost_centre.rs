//! The cost centres of a company, which its orders name.
//!
//! Rules: the company's administrators keep the list, nobody on behalf; codes differ. What is removed can be put back. While
//! orders must name one, one stays. An order keeps code and name as they were.

use crate::audit::Event;
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Error, Problem, Realm, Result};
use crate::id::{CostCentreId, OrganizationId};
use crate::organization::CostRule;
use crate::policy::Action;
use crate::required::required;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql, text};
use serde_json::{Value, json};

/// The longest code and the longest name, in characters.
const LONGEST: (usize, usize) = (20, 60);
/// The most of a company.
pub const MOST: i64 = 200;

/// A cost centre.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CostCentre {
    /// It.
    pub id: CostCentreId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The cost centres of the customer's company in their order.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn list(cx: &Cx) -> Result<Vec<CostCentre>> {
    let organization = cx.require_customer(Action::ViewAccount)?.organization;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, code, name from cost_centre where organization_id = $1 and removed_at is null order by position, code
    ")).bind(organization).fetch_all(c).await?))
}

/// Code and name as they were typed, checked.
fn read<'a>(code: &'a str, name: &'a str) -> Result<(&'a str, &'a str)> {
    required(&[("code", code)])?;
    let code = text::line(code, LONGEST.0).map_err(|problem| Error::field("code", problem))?;
    let name = text::line(name, LONGEST.1).map_err(|problem| Error::field("name", problem))?;
    Ok((code, name))
}

async fn begin(cx: &Cx) -> Result<(Tx, OrganizationId)> {
    let tx = cx.begin(Action::ManageCompany).await?;
    let organization = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.organization;
    Ok((tx, organization))
}

/// A code that another one has is said at its field.
fn written(result: std::result::Result<(), sqlx::Error>) -> Result<()> {
    match result {
        Err(e) if is_violation(&e, "cost_centre_code", "cost_centre.organization_id, cost_centre.code") => {
            Err(Error::field("code", Problem::Taken))
        }
        other => Ok(other?),
    }
}

fn event(kind: &'static str, organization: OrganizationId, id: CostCentreId, code: &str) -> Event {
    Event::new(kind).target_named("cost_centre", id, code, 1).target("organization", organization)
}

fn values(code: &str, name: &str) -> Value {
    json!({ "code": code, "name": name })
}

/// Adds one at the end.
///
/// # Errors
/// [`Error::Invalid`] at `code` or `name`; [`Error::Forbidden`] without the right and on behalf.
pub async fn add(cx: &Cx, code: &str, name: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let (code, name) = read(code, name)?;
    let (mut tx, organization) = begin(cx).await?;
    let (count, last): (i64, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select count(*), coalesce(max(position), 0) from cost_centre where organization_id = $1 and removed_at is null
    ")).bind(organization).fetch_one(c).await?);
    if count >= MOST {
        return Err(Error::field("code", Problem::TooLarge(MOST)));
    }
    let (id, cited) = (CostCentreId::fresh(), tx.event().to_owned());
    let result: std::result::Result<(), sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into cost_centre (id, organization_id, code, name, position, last_event) values ($1, $2, $3, $4, $5, $6)
    ")).bind(id).bind(organization).bind(code).bind(name).bind(last + 1).bind(&cited).execute(c).await.map(|_| ()));
    written(result)?;
    tx.commit(event("cost_centre.added", organization, id, code).change(Value::Null, values(code, name))).await
}

/// One of the company, inside the transaction that changes it: code, name, position.
async fn find(tx: &mut Tx, organization: OrganizationId, id: CostCentreId) -> Result<(String, String, i64)> {
    let row: Option<(String, String, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select code, name, position from cost_centre where id = $1 and organization_id = $2 and removed_at is null
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

/// Gives one another code or name. Orders keep what they have.
///
/// # Errors
/// As [`add`]; [`Error::NotFound`].
pub async fn rename(cx: &Cx, id: CostCentreId, code: &str, name: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let (code, name) = read(code, name)?;
    let (mut tx, organization) = begin(cx).await?;
    let (code_before, name_before, _) = find(&mut tx, organization, id).await?;
    if (code_before.as_str(), name_before.as_str()) == (code, name) {
        return Ok(());
    }
    let cited = tx.event().to_owned();
    let result: std::result::Result<(), sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        update cost_centre set code = $2, name = $3, last_event = $4 where id = $1
    ")).bind(id).bind(code).bind(name).bind(&cited).execute(c).await.map(|_| ()));
    written(result)?;
    let event = event("cost_centre.changed", organization, id, code);
    tx.commit(event.change(values(&code_before, &name_before), values(code, name))).await
}

/// Moves one up by one place.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`].
pub async fn move_up(cx: &Cx, id: CostCentreId) -> Result<()> {
    let (mut tx, organization) = begin(cx).await?;
    let (code, _, position) = find(&mut tx, organization, id).await?;
    let above: Option<(CostCentreId, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, position from cost_centre
        where organization_id = $1 and removed_at is null and (position < $2 or (position = $2 and code < $3))
        order by position desc, code desc limit 1
    ")).bind(organization).bind(position).bind(&code).fetch_optional(c).await?);
    let Some((above, place)) = above else { return Ok(()) };
    let cited = tx.event().to_owned();
    for (id, position) in [(id, place), (above, position.max(place + 1))] {
        exec!(tx, "
            update cost_centre set position = $2, last_event = $3 where id = $1
        "; id, position, &cited)
        .one()?;
    }
    tx.commit(event("cost_centre.moved", organization, id, &code)).await
}

/// Removes one; it can be put back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] at `cost_centre` for the last one while orders must name one.
pub async fn remove(cx: &Cx, id: CostCentreId) -> Result<()> {
    let (mut tx, organization) = begin(cx).await?;
    let (code, name, _) = find(&mut tx, organization, id).await?;
    let (rule, left): (CostRule, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select o.cost_centre, (select count(*) from cost_centre e where e.organization_id = o.id and e.removed_at is null)
        from organization o where o.id = $1
    ")).bind(organization).fetch_one(c).await?);
    if rule == CostRule::Required && left <= 1 {
        return Err(Error::field("cost_centre", Problem::NoCostCentre));
    }
    let (now, cited) = (cx.now(), tx.event().to_owned());
    let is_there = exec!(tx, "
        update cost_centre set removed_at = $2, last_event = $3 where id = $1 and removed_at is null
    "; id, now, &cited)
    .one_or_none()?;
    // Somebody else removed it at the same moment.
    if !is_there {
        return Err(Error::NotFound);
    }
    tx.commit(event("cost_centre.removed", organization, id, &code).change(values(&code, &name), Value::Null)).await
}

/// Puts back one that was removed.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] at `code` when another one has its code by now.
pub async fn restore(cx: &Cx, id: CostCentreId) -> Result<()> {
    let (mut tx, organization) = begin(cx).await?;
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select code, name from cost_centre where id = $1 and organization_id = $2 and removed_at is not null
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    let (code, name) = row.ok_or(Error::NotFound)?;
    let cited = tx.event().to_owned();
    let result: std::result::Result<(), sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        update cost_centre set removed_at = null, last_event = $2 where id = $1
    ")).bind(id).bind(&cited).execute(c).await.map(|_| ()));
    written(result)?;
    tx.commit(event("cost_centre.restored", organization, id, &code).change(Value::Null, values(&code, &name))).await
}
