//! Narrowing what was found to a range of the prices that a company pays.

use super::{found_in_postgres, json};
use crate::catalog::facet::Filter;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::on;
use crate::price::{price_lists, price_of};
use crate::store::Scope;
use std::collections::HashSet;

/// The bounds of a range in ten-thousandths of the currency, as statements take them; a price is never less than nothing.
pub(super) fn bounds(range: Option<&Filter>) -> (f64, f64) {
    let scaled = |bound: f64| bound * 10_000.0;
    match range {
        None => (-1.0, -1.0),
        Some(range) => (range.from.map_or(0.0, scaled).max(0.0), range.to.map_or(f64::MAX, scaled)),
    }
}

/// Whether the price of the product `p` is between `$6` and `$7`.
macro_rules! is_within {
    () => {
        concat!(
            price_of!("p.id", "p.increment"),
            " between cast($6 as double precision) and cast($7 as double precision)"
        )
    };
}

/// The numbers of those entries of a list whose price is within a range.
macro_rules! priced {
    ($from:literal) => {
        concat!(
            "with ",
            price_lists!("$5"),
            " select coalesce(string_agg(cast(e.n as text), ' '), '')
              from ",
            $from,
            " join product p on p.id = e.product_id
              where ",
            is_within!()
        )
    };
}

/// The marks of those that match `$1` and whose price is within a range; `$8` says whether they must be in stock.
macro_rules! marks {
    ($from:expr) => {
        concat!(
            "with ",
            price_lists!("$5"),
            ", found (product_id, marks) as materialized (
                select e.product_id, e.marks from ",
            $from,
            " limit 3001
            )
            select coalesce(string_agg(f.marks, '\n'), '')
            from found f
            join product p on p.id = f.product_id
            where (cast($8 as bigint) = 0 or exists (select 1 from stock s where s.product_id = p.id and s.available > 0))
              and ",
            is_within!()
        )
    };
}

pairs! {
    /// Which entries of the list `$1` are within the range.
    WITHIN {
        sqlite: priced!("json_each($1) j cross join product_entry e on e.n = j.value"),
        postgres: priced!("jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
            join product_entry e on e.n = cast(j.value as bigint)")
    }
    /// The marks of those within the range, a line each.
    MARKS_WITHIN {
        sqlite: marks!("search_product cross join product_entry e
            where search_product match $1 and e.n = search_product.rowid order by search_product.rowid"),
        postgres: marks!(concat!("product_entry e where ", found_in_postgres!("$1")))
    }
}

/// Those of these entries whose price is within a range, in their order.
pub(super) async fn within(cx: &Cx, scope: &Scope, order: Vec<i64>, range: &Filter) -> Result<Vec<i64>> {
    let (from, to) = bounds(Some(range));
    let found: String = on!(cx.db(), c => sqlx::query_scalar(WITHIN.of(cx.db()))
        .bind(json(&order)).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now())
        .bind(from).bind(to).fetch_one(c).await?);
    let found: HashSet<i64> = found.split(' ').filter_map(|n| n.parse().ok()).collect();
    Ok(order.into_iter().filter(|n| found.contains(n)).collect())
}

/// The marks of what matches within a range of prices.
pub(super) async fn marks_within(
    cx: &Cx,
    scope: &Scope,
    expression: &str,
    range: &Filter,
    in_stock: bool,
) -> Result<String> {
    let (from, to) = bounds(Some(range));
    Ok(on!(cx.db(), c => sqlx::query_scalar(MARKS_WITHIN.of(cx.db()))
        .bind(expression).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now())
        .bind(from).bind(to).bind(i64::from(in_stock)).fetch_one(c).await?))
}
