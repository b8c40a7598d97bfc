//! All that a search or a category has, for a file: which products in one statement, then what each is, part by part.

use super::priced::bounds;
use super::{Answer, List, RANKED, Term, Wanted, expression, found_in_postgres, json, marks, search};
use crate::catalog::db::ItemRow;
use crate::catalog::facet::SIGN;
use crate::catalog::{Item, Sort, entry};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::id::ProductId;
use crate::on;
use crate::price::{price_lists, price_of};
use crate::store::Scope;
use std::collections::{HashMap, HashSet};

/// The products that match `$1`; `$2`–`$4` are the scope, `$5` says whether they must be there, `$6` how many, `$7` the time,
/// `$8` and `$9` between which prices they are; a bound below nothing asks for none.
macro_rules! every {
    ($from:expr, $order:expr) => {
        concat!(
            "with ",
            price_lists!("$7"),
            " select p.id from ",
            $from,
            " and p.id = e.product_id and s.product_id = p.id and p.status = 'active'
              and (cast($5 as bigint) = 0 or s.available > 0)
              and (cast($8 as double precision) < 0 or ",
            price_of!("p.id", "p.increment"),
            " between cast($8 as double precision) and cast($9 as double precision))
              order by ",
            $order,
            " limit cast($6 as bigint)"
        )
    };
}

macro_rules! in_sqlite {
    ($order:expr) => {
        every!(
            "search_product cross join product_entry e cross join product p cross join stock s
             where search_product match $1 and e.n = search_product.rowid",
            $order
        )
    };
}

macro_rules! in_postgres {
    ($order:expr) => {
        every!(
            concat!("product_entry e cross join product p cross join stock s where ", found_in_postgres!("$1")),
            $order
        )
    };
}

macro_rules! by_price {
    () => {
        concat!("coalesce(", price_of!("p.id", "p.increment"), ", 9000000000000000), p.name collate by_name, p.id")
    };
}

/// The products of the list `$1`; `$2`–`$4` are the scope, `$5` the time.
macro_rules! items_of {
    ($from:literal) => {
        concat!(
            "with ",
            price_lists!("$5"),
            " select p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, s.available, s.restock_at, ",
            price_of!("p.id", "p.increment"),
            " as price, cast(0 as bigint) as total, cast(0 as bigint) as stamp
             from ",
            $from,
            " join stock s on s.product_id = p.id"
        )
    };
}

pairs! {
    BY_NAME { sqlite: in_sqlite!("p.name collate by_name, p.id"), postgres: in_postgres!("p.name collate by_name, p.id") }
    BY_SKU { sqlite: in_sqlite!("p.sku, p.id"), postgres: in_postgres!("p.sku, p.id") }
    BY_AGE { sqlite: in_sqlite!("p.created_at desc, p.id"), postgres: in_postgres!("p.created_at desc, p.id") }
    BY_PRICE { sqlite: in_sqlite!(by_price!()), postgres: in_postgres!(by_price!()) }
    ITEMS {
        sqlite: items_of!("json_each($1) j cross join product p on p.id = unhex(replace(j.value, '-', ''))"),
        postgres: items_of!(
            "jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j join product p on p.id = cast(j.value as uuid)")
    }
}

/// Which products a list has, `most` of them: in the order in which it is sorted; a search that is not sorted has the best
/// first, then all others by name.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn every(cx: &Cx, scope: &Scope, wanted: &Wanted, most: i64) -> Result<Vec<ProductId>> {
    let is_search = !wanted.query.trim().is_empty();
    let size = if is_search { RANKED } else { 1 };
    let best = search(cx, scope, &Wanted { page: 0, size, is_typing: false, ..wanted.clone() }).await?;
    let has_words = !best.list.query.is_empty();
    if is_search && (wanted.sort.is_none() || best.answer == Answer::Parts || !has_words) {
        let is_all = i64::try_from(best.items.len()).unwrap_or(i64::MAX) < RANKED || !has_words;
        let mut ids: Vec<ProductId> = best.items.iter().map(|item| item.id).collect();
        if !is_all {
            let mut seen: HashSet<ProductId> = ids.iter().copied().collect();
            let rest = matching(cx, scope, &best.list, Sort::Name, most).await?;
            ids.extend(rest.into_iter().filter(|id| seen.insert(*id)));
            ids.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        return Ok(ids);
    }
    matching(cx, scope, &best.list, wanted.sort.unwrap_or_default(), most).await
}

async fn matching(cx: &Cx, scope: &Scope, list: &List, sort: Sort, most: i64) -> Result<Vec<ProductId>> {
    let mut groups = list.query.clone();
    groups.extend(marks(cx, list.category.as_deref(), &list.filters).await?);
    if groups.is_empty() {
        groups.push(vec![Term::exact(format!("{SIGN}{}", entry::ALL))]);
    }
    let pair = match sort {
        Sort::Name => BY_NAME,
        Sort::Sku => BY_SKU,
        Sort::Newest => BY_AGE,
        Sort::Price => BY_PRICE,
    };
    let expression = expression(cx.db(), &groups);
    let (from, to) = bounds(list.filters.price());
    Ok(on!(cx.db(), c => sqlx::query_scalar(pair.of(cx.db()))
        .bind(&expression).bind(scope.organization).bind(scope.currency).bind(scope.store)
        .bind(i64::from(list.in_stock)).bind(most).bind(cx.now()).bind(from).bind(to).fetch_all(c).await?))
}

/// These products, in this order; one that is gone meanwhile is left out.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn items_of(cx: &Cx, scope: &Scope, ids: &[ProductId]) -> Result<Vec<Item>> {
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(ITEMS.of(cx.db()))
        .bind(json(ids)).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now()).fetch_all(c).await?);
    let items = rows.into_iter().map(|row| row.item(scope));
    let mut by_id: HashMap<ProductId, Item> = items.map(|item| (item.id, item)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}
