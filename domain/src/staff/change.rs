//! Changing the access of another member of staff: disabling, enabling, role, signing out.
//!
//! Rules: a removed right is gone at the next request, in on-behalf sessions too (R25). Nobody changes their own
//! access. At least one active person can always manage staff, even with parallel changes.

use crate::audit::Event;
use crate::behalf::{self, Cause};
use crate::cx::Cx;
use crate::error::{Conflict, Denied, Error, Result};
use crate::id::StaffId;
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Role};
use crate::session::life;
use crate::staff::Status;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use serde_json::json;

/// Removes all access: portal sessions and on-behalf sessions end.
///
/// # Errors
/// [`Error::Forbidden`] without the permission or for oneself; [`Error::NotFound`]; [`Error::Conflict`] when it was done
/// already or nobody would be left to manage staff.
pub async fn disable(cx: &Cx, id: StaffId) -> Result<()> {
    let mut tx = begin(cx, id).await?;
    let (role, status) = standing(&mut tx, id).await?;
    if status != Status::Active {
        return Err(Error::Conflict(Conflict::State));
    }
    // In the order in which an order on behalf locks them, so that neither waits for the other in a circle.
    let acting = behalf::ending::end_of_staff(&mut tx, id, None, Cause::AgentDisabled).await?;
    let event = tx.event().to_owned();
    exec!(tx, "
        update staff set status = $2, last_event = $3 where id = $1
    "; id, Status::Disabled, &event)
    .one()?;
    let ended = end_sessions(&mut tx, id, life::Cause::Disabled).await?;
    keep_a_manager(&mut tx).await?;
    let event = Event::new("staff.disabled")
        .target("staff", id)
        .detail("role", role)
        .detail("sessions_ended", ended)
        .detail("on_behalf_ended", acting)
        .change(json!({ "status": Status::Active }), json!({ "status": Status::Disabled }));
    tx.commit(event).await
}

/// Restores access, with the earlier role.
///
/// # Errors
/// As [`disable`].
pub async fn enable(cx: &Cx, id: StaffId) -> Result<()> {
    let mut tx = begin(cx, id).await?;
    let (role, status) = standing(&mut tx, id).await?;
    if status != Status::Disabled {
        return Err(Error::Conflict(Conflict::State));
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update staff set status = $2, last_event = $3 where id = $1
    "; id, Status::Active, &event)
    .one()?;
    let event = Event::new("staff.enabled")
        .target("staff", id)
        .detail("role", role)
        .change(json!({ "status": Status::Disabled }), json!({ "status": Status::Active }));
    tx.commit(event).await
}

/// Gives a person another role, which holds from their next request on.
///
/// # Errors
/// As [`disable`].
pub async fn role(cx: &Cx, id: StaffId, role: Role) -> Result<()> {
    let mut tx = begin(cx, id).await?;
    let (before, _) = standing(&mut tx, id).await?;
    if before == role {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update staff set role = $2, last_event = $3 where id = $1
    "; id, role, &event)
    .one()?;
    keep_a_manager(&mut tx).await?;
    let event = Event::new("staff.role_changed")
        .target("staff", id)
        .detail("from", before)
        .detail("to", role)
        .change(json!({ "role": before }), json!({ "role": role }));
    tx.commit(event).await
}

/// Ends every session of a person, on-behalf sessions too; they may sign in again.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`].
pub async fn sign_out(cx: &Cx, id: StaffId) -> Result<()> {
    let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
    standing(&mut tx, id).await?;
    let acting = behalf::ending::end_of_staff(&mut tx, id, None, Cause::SignedOut).await?;
    let ended = end_sessions(&mut tx, id, life::Cause::SignedOut).await?;
    let event = Event::new("staff.signed_out")
        .target("staff", id)
        .detail("sessions_ended", ended)
        .detail("on_behalf_ended", acting);
    tx.commit(event).await
}

/// Begins a change of the access of another person; such changes run one after the other.
pub(super) async fn begin(cx: &Cx, id: StaffId) -> Result<Tx> {
    let tx = cx.begin_exclusive(Action::ManageStaff).await?;
    match cx.staff() {
        Some(me) if me.id == id => {
            drop(tx);
            Err(Error::Forbidden(Denied::Oneself))
        }
        _ => Ok(tx),
    }
}

/// Role and status as they are now.
pub(super) async fn standing(tx: &mut Tx, id: StaffId) -> Result<(Role, Status)> {
    let row: Option<(Role, Status)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select role, status from staff where id = $1
    ")).bind(id).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}

async fn end_sessions(tx: &mut Tx, id: StaffId, why: life::Cause) -> Result<i64> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let ended = exec!(tx, "
        update session set ended_at = $2, ended_why = $3, last_event = $4 where staff_id = $1 and ended_at is null
    "; id, now, why, &event)
    .count();
    Ok(ended)
}

#[derive(sqlx::FromRow)]
struct Somebody {
    role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// Refuses a change after which no active person could manage staff. The change is already written in this transaction,
/// and no other change runs at the same time.
pub(crate) async fn keep_a_manager(tx: &mut Tx) -> Result<()> {
    let active: Vec<Somebody> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select t.role, ", grants!(), "
        from staff t
        left join staff_role r on r.id = t.role
        where t.status = 'active'
    "))).fetch_all(c).await?);
    let manages = |s: &Somebody| s.grants.grants(s.role).has(Action::ManageStaff);
    if active.iter().any(manages) { Ok(()) } else { Err(Error::Conflict(Conflict::LastAdmin)) }
}
