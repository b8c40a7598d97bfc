//! The orders of a company that were submitted for approval, for those who decide.

use crate::cx::Cx;
use crate::error::Result;
use crate::id::ContactId;
use crate::money::{Currency, Money};
use crate::order::approval::State;
use crate::policy::Action;
use crate::search::patterns;
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
pub struct Row {
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
    /// How many match in all.
    pub matches: i64,
}

impl Row {
    /// What is to be paid.
    pub fn total(&self) -> Money {
        Money::new(self.total, self.currency)
    }
}

/// The company's approvals, what waits first, then the newest.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] for somebody who does not decide.
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Vec<Row>> {
    cx.check_recorded(Action::ViewApprovals).await?;
    let organization = cx.require_customer(Action::ViewApprovals)?.organization;
    let [p1, p2, p3, ..] = patterns(&filter.query);
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(r"
        select r.number, p.state, r.currency, r.total, r.placed_at, r.contact_id, k.name as contact_name,
               r.created_subject_id is not null as on_behalf,
               p.decided_actor_name, count(*) over () as matches
        from approval p
        join orders r on r.id = p.id
        join contact k on k.id = r.contact_id
        where r.organization_id = $1
          and r.search_key like cast($2 as text) escape '\' and r.search_key like cast($3 as text) escape '\' and r.search_key like cast($4 as text) escape '\'
          and ($5 = '' or p.state = $5)
        order by case when p.state = 'waiting' then 0 else 1 end, r.placed_at desc, r.id desc
        limit cast($6 as bigint) offset $7
    ")).bind(organization).bind(&p1).bind(&p2).bind(&p3)
        .bind(filter.state.map_or("", State::as_str)).bind(PAGE)
        .bind(filter.page.saturating_mul(PAGE)).fetch_all(c).await?))
}

/// How many orders wait for somebody like the reader; none for those who do not decide.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn waiting(cx: &Cx) -> Result<i64> {
    let Ok(customer) = cx.require_customer(Action::ViewApprovals) else { return Ok(0) };
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select count(*) from orders where organization_id = $1 and status = 'awaiting_approval'
    ")).bind(customer.organization).fetch_one(c).await?))
}
