//! The list of a company's own item numbers.

use crate::catalog::Status;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::OwnItemId;
use crate::list::{Page, Size, page};
use crate::policy::Action;
use crate::search::patterns;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{on, sql};

text_enum! {
    /// How the list is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// By own number.
        #[default]
        Number => "number",
        /// By article number.
        Sku => "sku",
        /// By the name of the product.
        Name => "name",
        /// The newest first.
        Newest => "newest",
    }
}

/// What of the list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words to find in own number, article number or name.
    pub query: String,
    /// In which order.
    pub sort: Sort,
    /// How many on a page.
    pub size: Size,
    /// Which page, from 0.
    pub page: i64,
}

/// An own number with its product.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ItemNumber {
    /// It.
    pub id: OwnItemId,
    /// The number.
    pub number: String,
    /// Article number.
    pub sku: String,
    /// Address part of the product.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Whether the product can be bought.
    pub status: Status,
    /// Since when it is there.
    pub created_at: Micros,
    matches: i64,
}

/// The numbers of the company `$1` in `$order`; `$2`–`$4` are words, `$5` and `$6` the page.
macro_rules! numbers {
    ($order:literal) => {
        sql!(concat!(
            r"with matched as (
                select o.id, o.number, o.number_key, o.created_at, p.sku, p.slug, p.name, p.status
                from own_item o join product p on p.id = o.product_id
                where o.organization_id = $1 and o.removed_at is null
                  and (cast($2 as text) = '%' or o.number_key || ' ' || lower(o.number) || ' ' || p.search_key
                       like cast($2 as text) escape '\')
                  and (cast($3 as text) = '%' or o.number_key || ' ' || lower(o.number) || ' ' || p.search_key
                       like cast($3 as text) escape '\')
                  and (cast($4 as text) = '%' or o.number_key || ' ' || lower(o.number) || ' ' || p.search_key
                       like cast($4 as text) escape '\')
            )
            select p.id, p.number, p.sku, p.slug, p.name, p.status, p.created_at, (select count(*) from matched) as matches
            from matched p
            order by ",
            $order,
            " limit cast($5 as bigint) offset $6"
        ))
    };
}

const BY_NUMBER: &str = numbers!("p.number_key, p.number, p.id");
const BY_SKU: &str = numbers!("p.sku, p.number, p.id");
const BY_NAME: &str = numbers!("p.name collate by_name, p.number, p.id");
const BY_AGE: &str = numbers!("p.created_at desc, p.number, p.id");

/// A page of the numbers of the customer's company.
///
/// # Errors
/// [`crate::error::Error::SignIn`].
pub async fn list(cx: &Cx, filter: &Filter) -> Result<Page<ItemNumber>> {
    let organization = cx.require_customer(Action::ViewItemNumbers)?.organization;
    let sql = match filter.sort {
        Sort::Number => BY_NUMBER,
        Sort::Sku => BY_SKU,
        Sort::Name => BY_NAME,
        Sort::Newest => BY_AGE,
    };
    let [p1, p2, p3, ..] = &patterns(&filter.query);
    let size = filter.size.rows();
    page(filter.page, |number| async move {
        let rows: Vec<ItemNumber> = on!(cx.db(), c => sqlx::query_as(sql).persistent(cx.db().keeps_plan())
            .bind(organization).bind(p1).bind(p2).bind(p3).bind(size).bind(number.saturating_mul(size))
            .fetch_all(c).await?);
        let total = rows.first().map_or(0, |row| row.matches);
        Ok(Page::of(rows, total))
    })
    .await
}

/// One of them, to be changed.
///
/// # Errors
/// [`Error::NotFound`], also for one that was removed and for another company's.
pub async fn one(cx: &Cx, id: OwnItemId) -> Result<ItemNumber> {
    let organization = cx.require_customer(Action::ViewItemNumbers)?.organization;
    let row: Option<ItemNumber> = on!(cx.db(), c => sqlx::query_as(sql!("
        select o.id, o.number, p.sku, p.slug, p.name, p.status, o.created_at, cast(1 as bigint) as matches
        from own_item o join product p on p.id = o.product_id
        where o.id = $1 and o.organization_id = $2 and o.removed_at is null
    ")).bind(id).bind(organization).fetch_optional(c).await?);
    row.ok_or(Error::NotFound)
}
