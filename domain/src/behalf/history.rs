//! What is told of on-behalf sessions afterwards and meanwhile: to staff, and to the customer.

use crate::audit::db::{Entry, of_session};
use crate::audit::detail::{self, Change};
use crate::audit::search::statements::KINDS;
use crate::audit::{Event, Outcome};
use crate::behalf::consent::rule::Basis;
use crate::behalf::life::of_customers;
use crate::behalf::{Cause, State};
use crate::cx::{Cx, Mode};
use crate::error::{Error, Result};
use crate::id::{AccountId, BehalfId, ContactId, StaffId};
use crate::list::{Page, counted, page as page_of};
use crate::policy::{Action, Role};
use crate::staff::scope::in_scope;
use crate::time::Micros;
use crate::{on, sql};
use std::collections::BTreeMap;

pub use crate::behalf::find::{Filter, Sort, list};

/// One on-behalf session as lists and its own page show it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Summary {
    /// The session.
    pub id: BehalfId,
    /// Where it is.
    pub state: State,
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
    /// View only or full.
    pub mode: Mode,
    /// Start.
    pub started_at: Micros,
    /// End at the latest.
    pub expires_at: Micros,
    /// End.
    pub ended_at: Option<Micros>,
    /// Cause of the end.
    pub ended_why: Option<Cause>,
    /// The agent's note at the end.
    pub note: String,
    /// The session that this one was more time for.
    pub previous_id: Option<BehalfId>,
    /// On what consent of the customer it rests.
    pub consent: Basis,
    /// The second person of a session against the customer's consent, or empty.
    pub second_name: String,
    /// Why without it, or empty.
    pub override_reason: String,
}

/// The columns of a [`Summary`].
macro_rules! summary_columns {
    () => {
        "b.id, b.state, b.staff_id, t.name as staff_name, a.contact_id, k.latin_name as contact_name,
         o.name as organization_name, w.name as store_name, b.reason, b.ticket, b.mode,
         b.started_at, b.expires_at, b.ended_at, b.ended_why, b.note,
         b.previous_id, b.consent, coalesce(y.name, '') as second_name, coalesce(v.reason, '') as override_reason"
    };
}
pub(crate) use summary_columns;

/// Sessions with the tables of [`summary_columns`].
macro_rules! summary_tables {
    () => {
        concat!(
            $crate::behalf::life::of_customers!(),
            " join staff t on t.id = b.staff_id
             join store w on w.id = b.store_id
             left join staff y on y.id = b.second_staff_id
             left join behalf_override v on v.id = b.id"
        )
    };
}
pub(crate) use summary_tables;

/// Sessions as [`Summary`] within the scope of `$1`, of which `$which` holds.
macro_rules! summaries {
    ($which:expr) => {
        sql!(concat!(
            "select ",
            summary_columns!(),
            " from ",
            summary_tables!(),
            " where ",
            in_scope!("$1", "k.organization_id"),
            " and ",
            $which
        ))
    };
}

/// A session with everything that was done in it.
#[derive(Clone, Debug)]
pub struct Story {
    /// The session.
    pub summary: Summary,
    /// Its events in order.
    pub entries: Vec<Entry>,
    /// What each of them changed, by its place in the log.
    pub changes: BTreeMap<i64, Vec<Change>>,
}

/// The story of a session. Agents see their own, supervisors and auditors all.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's.
pub async fn story(cx: &Cx, id: BehalfId) -> Result<Story> {
    let staff = cx.require_staff(Action::UsePortal)?;
    let row: Option<Summary> = on!(cx.db(), c => sqlx::query_as(summaries!("b.id = $2 and b.started_at is not null")).bind(cx.confined()).bind(id).fetch_optional(c).await?);
    let summary = row.filter(|r| r.staff_id == staff.id || cx.may(Action::ViewSessions)).ok_or(Error::NotFound)?;
    cx.record(Event::new("session.viewed").target("behalf", id).target("contact", summary.contact_id)).await?;
    let session = id.to_string();
    let (entries, changes) = tokio::try_join!(of_session(cx, &session), detail::of_session(cx, &session))?;
    Ok(Story { summary, entries, changes })
}

/// Whether this member of staff may open the page of a session: their own, or anybody's for supervisors.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn may_open(cx: &Cx, id: BehalfId) -> Result<bool> {
    let staff = cx.require_staff(Action::UsePortal)?;
    if cx.may(Action::ViewSessions) {
        return Ok(true);
    }
    let whose: Option<StaffId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select staff_id from behalf where id = $1
    ")).bind(id).fetch_optional(c).await?);
    Ok(whose == Some(staff.id))
}

/// One's own session that is over, with what was done in it and in those that it was more time for: what the agent sees
/// on coming back.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn ended(cx: &Cx, id: BehalfId) -> Result<Option<(Summary, Vec<Entry>)>> {
    let staff = cx.require_staff(Action::UsePortal)?.id;
    let row: Option<Summary> = on!(cx.db(), c => sqlx::query_as(summaries!("b.id = $2 and b.state = 'ended' and b.started_at is not null")).bind(cx.confined()).bind(id).fetch_optional(c).await?);
    let Some(row) = row.filter(|row| row.staff_id == staff) else { return Ok(None) };
    let chain: Vec<BehalfId> = on!(cx.db(), c => sqlx::query_scalar(CHAIN).bind(id).fetch_all(c).await?);
    let mut entries = Vec::new();
    for id in chain {
        entries.append(&mut of_session(cx, &id.to_string()).await?);
    }
    Ok(Some((row, entries)))
}

/// A session that the agent has open.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Running {
    /// For this account.
    pub account_id: AccountId,
    /// Under this address.
    pub slug: String,
    /// Since then.
    pub started_at: Micros,
}

/// The agent's own open sessions for the accounts of a contact.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn running(cx: &Cx, contact: ContactId) -> Result<Vec<Running>> {
    let staff = cx.require_staff(Action::UsePortal)?.id;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select b.account_id, b.slug, b.started_at
        from ", of_customers!(), "
        where b.staff_id = $1 and b.state = 'active' and b.expires_at > $2 and a.contact_id = $3
        order by b.started_at desc
    "))).bind(staff).bind(cx.now()).bind(contact).fetch_all(c).await?))
}

/// `$what` of session `$1` and of those that it was more time for.
macro_rules! chain {
    ($what:literal) => {
        concat!(
            "with recursive chain (id, previous_id, started_at) as (
                select id, previous_id, started_at from behalf where id = $1
                union all
                select b.id, b.previous_id, b.started_at from chain c join behalf b on b.id = c.previous_id
            ) select ",
            $what
        )
    };
}
pub(crate) use chain;

/// The sessions of a chain in their order.
pub(crate) const CHAIN: &str = sql!(chain!("id from chain order by started_at"));

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
    /// Orders placed, or submitted for approval.
    pub orders: i64,
    /// What was refused.
    pub refusals: i64,
}

impl Sums {
    /// Adds `n` events of one action with one result.
    #[must_use]
    pub fn and(self, kind: &str, outcome: &str, n: i64) -> Sums {
        match (Outcome::parse(outcome), kind) {
            (Some(Outcome::Denied), _) => Sums { refusals: self.refusals + n, ..self },
            (_, "order.placed" | "order.submitted") => Sums { orders: self.orders + n, ..self },
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
    let is_about_itself = ["on_behalf.", "auth", "limit."].iter().any(|start| kind.starts_with(start));
    Outcome::parse(outcome) == Some(Outcome::Success) && !is_about_itself && !kind.ends_with(".viewed")
}

/// A session as the customer sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Access {
    /// The session.
    pub id: BehalfId,
    /// Start; when it was asked for, for one that was never open.
    pub started_at: Micros,
    /// End; none while it is open.
    pub ended_at: Option<Micros>,
    /// Why it was never open; none for a session that was.
    pub unopened: Option<Cause>,
    /// Why.
    pub reason: String,
    /// The agent's name, shown where the company's policy allows.
    pub staff_name: String,
    /// The agent's role.
    pub staff_role: Role,
    /// On what consent it rested.
    pub consent: Basis,
    /// Whether names are shown.
    pub support_names: bool,
    /// What was done.
    #[sqlx(skip)]
    pub sums: Sums,
    matches: i64,
}

/// What support did for the customer's own account, requests that were not let in among it, newest first, and how often in all; `page` counts from 0.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn own(cx: &Cx, page: i64) -> Result<(Vec<Access>, i64)> {
    let account = cx.require_customer(Action::ViewAccount)?.account;
    let Page { mut rows, total, .. } = page_of(page, |number| read_own(cx, account, number)).await?;
    let ids: Vec<String> = rows.iter().map(|r| r.id.to_string()).collect();
    let sql = KINDS.of(cx.db());
    let counted: Vec<(String, String, String, i64)> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(serde_json::Value::from(ids).to_string()).fetch_all(c).await?);
    for (session, kind, outcome, n) in &counted {
        if let Some(row) = rows.iter_mut().find(|r| r.id.to_string() == *session) {
            row.sums = row.sums.and(kind, outcome, *n);
        }
    }
    Ok((rows, total))
}

/// Which sessions `b` the customer reads of.
macro_rules! told {
    () => {
        " from behalf b
          where b.account_id = $1
            and (b.started_at is not null or (b.verified_at is not null and b.state = 'ended'))"
    };
}

async fn read_own(cx: &Cx, account: AccountId, number: i64) -> Result<Page<Access>> {
    let rows: Vec<Access> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        with page as materialized (
            select b.id, coalesce(b.started_at, b.verified_at) as began_at", told!(), "
            order by coalesce(b.started_at, b.verified_at) desc, b.id desc
            limit cast($2 as bigint) offset $3
        )
        select b.id, p.began_at as started_at,
               case when b.state = 'ended' then b.ended_at end as ended_at, b.reason, b.consent,
               case when b.started_at is null then b.ended_why end as unopened,
               t.name as staff_name, t.role as staff_role, o.support_names,
               (select count(*) from (select 1", told!(), counted!(), ") c) as matches
        from page p cross join ", of_customers!(), "
        join staff t on t.id = b.staff_id
        where b.id = p.id
        order by p.began_at desc, b.id desc
    "))).bind(account).bind(PAGE).bind(number.saturating_mul(PAGE)).fetch_all(c).await?);
    let total = rows.first().map_or(0, |row| row.matches);
    Ok(Page::of(rows, total))
}
