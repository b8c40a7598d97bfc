//! What is told of on-behalf sessions afterwards and meanwhile: to staff, and to the customer.

use crate::audit::Event;
use crate::audit::store::{Entry, of_session};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{BehalfId, ContactId, StaffId};
use crate::policy::Action;
use crate::time::Micros;
use crate::{on, sql};

/// One on-behalf session as lists and its own page show it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Summary {
    /// The session.
    pub id: BehalfId,
    /// `requested`, `active` or `ended`.
    pub state: String,
    /// The agent.
    pub staff_id: StaffId,
    /// The agent's name.
    pub staff_name: String,
    /// The customer.
    pub contact_id: ContactId,
    /// The customer's name.
    pub contact_name: String,
    /// The company.
    pub organization_name: String,
    /// The store.
    pub store_name: String,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// `view` or `full`.
    pub mode: String,
    /// Start.
    pub started_at: Micros,
    /// End at the latest.
    pub expires_at: Micros,
    /// End.
    pub ended_at: Option<Micros>,
    /// Cause of the end, or empty.
    pub ended_why: String,
    /// The agent's note at the end.
    pub note: String,
}

/// Sessions as [`Summary`], of which `$which` holds, in its order.
macro_rules! summaries {
    ($which:literal) => {
        sql!(concat!(
            "select b.id, b.state, b.staff_id, t.name as staff_name, a.contact_id, k.latin_name as contact_name,
                    o.name as organization_name, w.name as store_name, b.reason, b.ticket, b.mode,
                    b.started_at, b.expires_at, b.ended_at, coalesce(b.ended_why, '') as ended_why, b.note
             from behalf b
             join staff t on t.id = b.staff_id
             join account a on a.id = b.account_id
             join contact k on k.id = a.contact_id
             join organization o on o.id = k.organization_id
             join store w on w.id = b.store_id
             ",
            $which
        ))
    };
}

/// A session with everything that was done in it. Agents see their own, supervisors and auditors all.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's.
pub async fn story(cx: &Cx, id: BehalfId) -> Result<(Summary, Vec<Entry>)> {
    let staff = cx.require_staff(Action::UsePortal)?;
    let row: Option<Summary> = on!(cx.db(), c => sqlx::query_as(summaries!("where b.id = $1 and b.started_at is not null")).bind(id).fetch_optional(c).await?);
    let row = row.filter(|r| r.staff_id == staff.id || cx.may(Action::ViewSessions)).ok_or(Error::NotFound)?;
    let entries = of_session(cx, &id.to_string()).await?;
    Ok((row, entries))
}

/// Sessions, live ones first, newest first: all for those who may see all, else the agent's own.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx, only_contact: Option<ContactId>, offset: i64, limit: i64) -> Result<Vec<Summary>> {
    let staff = cx.require_staff(Action::UsePortal)?;
    let own = (!cx.may(Action::ViewSessions)).then_some(staff.id);
    Ok(on!(cx.db(), c => sqlx::query_as(summaries!("
        where b.started_at is not null
          and b.staff_id = coalesce($1, b.staff_id)
          and a.contact_id = coalesce($2, a.contact_id)
        order by case b.state when 'active' then 0 else 1 end, b.started_at desc, b.id desc
        limit cast($3 as bigint) offset $4
    ")).bind(own).bind(only_contact).bind(limit).bind(offset).fetch_all(c).await?))
}

/// Records that a page with personal data was seen on behalf.
///
/// # Errors
/// [`Error::Unavailable`]: then the page is not shown (R52).
pub async fn viewed(cx: &Cx, what: &'static str) -> Result<()> {
    if cx.behalf().is_none() {
        return Ok(());
    }
    cx.begin(Action::ViewCatalog).await?.commit(Event::new("on_behalf.viewed").detail("what", what)).await
}

/// Sessions on a page of the customer's list.
pub const PAGE: i64 = 20;

/// A session as the customer sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Access {
    /// Start.
    pub started_at: Micros,
    /// End; none while it is open.
    pub ended_at: Option<Micros>,
    /// Why.
    pub reason: String,
    /// The agent's name, shown where the company's policy allows.
    pub staff_name: String,
    /// The agent's role.
    pub staff_role: String,
    /// Whether names are shown.
    pub support_names: bool,
    /// Changes made.
    pub changes: i64,
    /// Orders placed.
    pub orders: i64,
    total: i64,
}

/// What support did for the customer's own account, newest first, and how often in all; `page` counts from 0.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn own(cx: &Cx, page: i64) -> Result<(Vec<Access>, i64)> {
    let account = cx.require_customer(Action::ViewAccount)?.account;
    let sql = crate::db::dialect::SUPPORT_ACCESS.of(cx.db());
    let rows: Vec<Access> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(account).bind(PAGE).bind(page.saturating_mul(PAGE)).fetch_all(c).await?);
    let total = rows.first().map_or(0, |r| r.total);
    Ok((rows, total))
}
