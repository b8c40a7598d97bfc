//! What is told of on-behalf sessions afterwards and meanwhile: to staff, and to the customer.

use crate::audit::Event;
use crate::audit::store::{Entry, of_session};
use crate::cx::Cx;
use crate::db::dialect;
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
    cx.record(Event::new("session.viewed").target("behalf", id).target("contact", row.contact_id)).await?;
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
    let Some((_, customer, _)) = cx.behalf() else { return Ok(()) };
    let event = Event::new("on_behalf.viewed").target("account", customer.account).detail("what", what);
    cx.begin(Action::ViewCatalog).await?.commit(event).await
}

/// Sessions on a page of the customer's list.
pub const PAGE: i64 = 20;

/// How much was done in a session: one definition for staff and for the customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How often personal data was looked at.
    pub views: i64,
    /// What was written, orders apart.
    pub changes: i64,
    /// Orders placed.
    pub orders: i64,
    /// What was refused.
    pub refusals: i64,
}

impl Sums {
    /// Adds `n` events of one action with one result.
    #[must_use]
    pub fn and(self, kind: &str, outcome: &str, n: i64) -> Sums {
        match (outcome, kind) {
            ("denied", _) => Sums { refusals: self.refusals + n, ..self },
            (_, "order.placed") => Sums { orders: self.orders + n, ..self },
            (_, "on_behalf.viewed") => Sums { views: self.views + n, ..self },
            _ if is_change(kind, outcome) => Sums { changes: self.changes + n, ..self },
            _ => self,
        }
    }

    /// Counts what was done.
    pub fn of(entries: &[Entry]) -> Sums {
        entries.iter().fold(Sums::default(), |sums, entry| sums.and(&entry.kind, &entry.outcome, 1))
    }
}

/// Whether an event wrote something of the customer's, placing an order included.
pub fn is_change(kind: &str, outcome: &str) -> bool {
    let is_about_itself = kind.starts_with("on_behalf.") || kind.starts_with("auth");
    outcome == "success" && !is_about_itself && !kind.ends_with(".viewed")
}

/// A session as the customer sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Access {
    /// The session.
    pub id: BehalfId,
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
    /// On what consent it rested: `allowed`, `approved`, `code` or `override`.
    pub consent: String,
    /// Whether names are shown.
    pub support_names: bool,
    /// What was done.
    #[sqlx(skip)]
    pub sums: Sums,
    total: i64,
}

/// What support did for the customer's own account, newest first, and how often in all; `page` counts from 0.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn own(cx: &Cx, page: i64) -> Result<(Vec<Access>, i64)> {
    let account = cx.require_customer(Action::ViewAccount)?.account;
    let mut rows: Vec<Access> = on!(cx.db(), c => sqlx::query_as(sql!("
        select b.id, b.started_at, case when b.state = 'ended' then b.ended_at end as ended_at, b.reason, b.consent,
               t.name as staff_name, t.role as staff_role, o.support_names, count(*) over () as total
        from behalf b
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        where b.account_id = $1 and b.started_at is not null
        order by b.started_at desc, b.id desc
        limit cast($2 as bigint) offset $3
    ")).bind(account).bind(PAGE).bind(page.saturating_mul(PAGE)).fetch_all(c).await?);
    let ids: Vec<String> = rows.iter().map(|r| r.id.to_string()).collect();
    let sql = dialect::search::KINDS.of(cx.db());
    let counted: Vec<(String, String, String, i64)> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(serde_json::Value::from(ids).to_string()).fetch_all(c).await?);
    for (session, kind, outcome, n) in &counted {
        if let Some(row) = rows.iter_mut().find(|r| r.id.to_string() == *session) {
            row.sums = row.sums.and(kind, outcome, *n);
        }
    }
    let total = rows.first().map_or(0, |r| r.total);
    Ok((rows, total))
}
