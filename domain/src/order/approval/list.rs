//! The orders of a company that were submitted for approval, for those who decide.

use crate::cx::Cx;
use crate::error::Result;
use crate::id::ContactId;
use crate::list::{Page, counted, page};
use crate::money::{Currency, Money};
use crate::order::approval::State;
use crate::policy::Action;
use crate::search::wanted;
use crate::time::Micros;
use crate::{on, sql};

/// Orders on a page of the list.
pub const PAGE: i64 = 20;

/// What of the approvals is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in number, PO number or name.
    pub query: String,
    /// A state, or none for all.
    pub state: Option<State>,
    /// Counts from 0.
    pub page: i64,
}

/// An order in the list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ApprovalRow {
    /// The number people know it by.
    pub number: String,
    /// What became of it.
    pub state: State,
    currency: Currency,
    total: i64,
    /// When it was submitted.
    pub placed_at: Micros,
    /// Whose order it is.
    pub contact_id: ContactId,
    /// Their name.
    pub contact_name: String,
    /// Submitted by staff for the buyer.
    pub on_behalf: bool,
    /// Who decided, or empty.
    pub decided_actor_name: String,
    matches: i64,
}

impl ApprovalRow {
    /// What is to be paid.
    pub fn total(&self) -> Money {
        Money::new(self.total, self.currency)
    }
}

/// The orders `r` of the company `$1` with their approval `p`; `$2`–`$4` are words, `$5` a state.
///
/// Words are looked for by the approval, so that an order without one costs no search. The `offset` makes PostgreSQL look at
/// one row after the other.
macro_rules! submitted {
    () => {
        r"
        from orders r cross join approval p
        where r.organization_id = $1 and p.id = r.id
          and (cast($2 as text) = '%' or exists (
             select 1 from order_entry e where e.order_id = p.id and e.search_key like cast($2 as text) escape '\'
               and e.search_key like cast($3 as text) escape '\' and e.search_key like cast($4 as text) escape '\'
             limit 1 offset 0))
          and (cast($5 as text) = '' or p.state = $5)"
    };
}

/// The company's approvals, what waits first, then the newest.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] for somebody who does not decide.
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Page<ApprovalRow>> {
    cx.check_recorded(Action::ViewApprovals).await?;
    let organization = cx.require_customer(Action::ViewApprovals)?.organization;
    let [p1, p2, p3, ..] = &wanted(&filter.query).patterns;
    let state = filter.state.map_or("", State::as_str);
    page(filter.page, |number| async move {
        let rows: Vec<ApprovalRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
            with page as materialized (
                select r.id, r.placed_at, p.state",
            submitted!(), "
                order by case when p.state = 'waiting' then 0 else 1 end, r.placed_at desc, r.id desc
                limit cast($6 as bigint) offset $7
            )
            select r.number, p.state, r.currency, r.total, r.placed_at, r.contact_id, k.name as contact_name,
                   r.created_subject_id is not null as on_behalf, p.decided_actor_name,
                   (select count(*) from (select 1", submitted!(), counted!(), ") c) as matches
            from page q cross join orders r cross join approval p cross join contact k
            where r.id = q.id and p.id = q.id and k.id = r.contact_id
            order by case when q.state = 'waiting' then 0 else 1 end, q.placed_at desc, q.id desc
        "))).persistent(cx.db().keeps_plan()).bind(organization).bind(p1).bind(p2).bind(p3).bind(state)
            .bind(PAGE).bind(number.saturating_mul(PAGE)).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    })
    .await
}

/// How many orders waited for somebody like the reader when the request began; none for those who do not decide.
pub fn waiting(cx: &Cx) -> i64 {
    cx.require_customer(Action::ViewApprovals).map_or(0, |customer| customer.approvals)
}
