//! The list of lists.
//!
//! An account has few lists and a company some hundred that are shared, so all that match are found by the indexes, up to
//! as many as are counted, and sorted then; the page alone is completed.

use crate::cx::Cx;
use crate::error::Result;
use crate::list::{Page, Size, counted, page as list_page};
use crate::policy::Action;
use crate::requisition::db::list_columns;
use crate::requisition::{List, Sort, Whose};
use crate::search::patterns;
use crate::{on, sql};

/// What of the lists is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words in a name.
    pub query: String,
    /// Own ones, shared ones, or none for both.
    pub whose: Option<Whose>,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 0.
    pub page: i64,
    /// Lists on a page.
    pub size: Size,
}

/// Whether the name of `l` has the words `$3`, `$4` and `$8`.
macro_rules! named {
    () => {
        r"l.kind = 'named' and l.removed_at is null and l.name_key like cast($3 as text) escape '\'
          and l.name_key like cast($4 as text) escape '\' and l.name_key like cast($8 as text) escape '\'"
    };
}

/// A page of those that match, in this order.
macro_rules! page_in {
    ($order:literal) => {
        sql!(concat!(
            "with found as materialized (
                select l.id, l.name_key, l.modified_at from requisition_list l
                where l.account_id = $1 and cast($5 as text) <> 'shared' and ",
            named!(),
            " union all
                select l.id, l.name_key, l.modified_at from requisition_list l
                where l.organization_id = $2 and l.account_id <> $1 and l.sharing <> 'none'
                  and cast($5 as text) <> 'own' and ",
            named!(),
            counted!(),
            "), page as materialized (
                select p.id, p.name_key, p.modified_at, (select count(*) from found) as matches from found p
                order by ",
            $order,
            " limit cast($6 as bigint) offset $7
            )
            select ",
            list_columns!(),
            ", p.matches
            from page p
            join requisition_list l on l.id = p.id
            join account a on a.id = l.account_id
            join contact k on k.id = a.contact_id
            order by ",
            $order
        ))
    };
}

/// The lists that the account sees: its own, and those that are shared with its company.
///
/// # Errors
/// [`Error::SignIn`](crate::error::Error::SignIn).
pub async fn all(cx: &Cx, filter: &Filter) -> Result<Page<List>> {
    let customer = cx.require_customer(Action::ViewLists)?;
    let [p1, p2, p3, ..] = patterns(&filter.query);
    let whose = filter.whose.map_or("", Whose::as_str);
    let sql = match filter.sort {
        Sort::Name => page_in!("p.name_key, p.id"),
        Sort::Changed => page_in!("p.modified_at desc, p.id desc"),
    };
    let size = filter.size.rows();
    let (p1, p2, p3) = (&p1, &p2, &p3);
    list_page(filter.page, |number| async move {
        let rows: Vec<List> = on!(cx.db(), c => sqlx::query_as(sql)
            .bind(customer.account).bind(customer.organization).bind(p1).bind(p2).bind(whose)
            .bind(size).bind(number.saturating_mul(size)).bind(p3).fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    })
    .await
}
