//! What a list of products can be narrowed by, and what it is narrowed to: facets with counts, values, ranges.

use super::priced::marks_within;
use super::{List, Term, expression, found_in_postgres};
use crate::catalog::facet::{CATEGORY, Facet, Filter, Filters, PRICE, SIGN, Value, count, facets};
use crate::catalog::kept::Kept;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::policy::{self, Action};
use crate::{on, sql};
use std::collections::HashMap;
use std::sync::Arc;

/// So many products have their marks counted for facets.
const MARKED: i64 = 40_000;
/// So many values a range may have.
const IN_RANGE: usize = 300;
pairs! {
    /// The marks of those that match, a line each.
    MARKS {
        sqlite: "select coalesce(string_agg(f.marks, '\n'), '') from (
            select e.marks
            from search_product cross join product_entry e
            where search_product match $1 and e.n = search_product.rowid
              and (cast($2 as bigint) = 0 or exists (select 1 from stock s where s.product_id = e.product_id and s.available > 0))
            order by search_product.rowid
            limit cast($3 as bigint)
        ) f",
        postgres: concat!("select coalesce(string_agg(f.marks, '\n'), '') from (
            select e.marks
            from product_entry e
            where ", found_in_postgres!("$1"), "
              and (cast($2 as bigint) = 0 or exists (select 1 from stock s where s.product_id = e.product_id and s.available > 0))
            limit cast($3 as bigint)
        ) f")
    }
}

/// The meaning of all marks, kept until products change.
async fn values(cx: &Cx) -> Result<Arc<HashMap<String, Value>>> {
    let kept = cx.env().part::<Kept>();
    if let Some(values) = kept.values() {
        return Ok(values);
    }
    let stamp = kept.stamp();
    type Row = (String, String, String, String, Option<f64>, String);
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql!("
        select code, key, name, label, number, unit from attribute_value
    ")).fetch_all(c).await?);
    let values = rows.into_iter().map(|(code, key, name, label, number, unit)| {
        let value = Value { code, key, name, label, number, unit };
        (value.mark(), value)
    });
    let values = Arc::new(values.collect());
    kept.keep_values(stamp, &values);
    Ok(values)
}

/// What a list is narrowed to, one group for each attribute.
pub(super) async fn marks(cx: &Cx, category: Option<&str>, filters: &Filters) -> Result<Vec<Vec<Term>>> {
    let mut groups: Vec<Vec<Term>> = category.map(|slug| vec![Term::mark(CATEGORY, slug)]).into_iter().collect();
    // A price is no mark: each company has its own.
    for filter in filters.0.iter().filter(|filter| filter.code != PRICE) {
        let mut group: Vec<Term> = filter.keys.iter().map(|key| Term::mark(&filter.code, key)).collect();
        if filter.is_range() {
            let values = values(cx).await?;
            let mut keys = in_range(&values, filter);
            keys.truncate(IN_RANGE);
            group.extend(keys.into_iter().map(|key| Term::mark(&filter.code, key)));
        }
        // What nobody has matches nothing.
        if group.is_empty() {
            group.push(Term::exact(format!("{SIGN}none")));
        }
        groups.push(group);
    }
    Ok(groups)
}

fn in_range<'a>(values: &'a HashMap<String, Value>, filter: &Filter) -> Vec<&'a str> {
    let fits = |value: &&Value| {
        value.code == filter.code
            && value
                .number
                .is_some_and(|n| filter.from.is_none_or(|from| n >= from) && filter.to.is_none_or(|to| n <= to))
    };
    let mut keys: Vec<&str> = values.values().filter(fits).map(|value| value.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

/// What a category can be narrowed by.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn narrowed_category(cx: &Cx, category: &str) -> Result<Arc<Vec<Facet>>> {
    narrowed(cx, &List { category: Some(category.to_owned()), ..List::default() }).await
}

/// What a list can be narrowed by, with counts. An attribute that it is narrowed by already is counted without that, so that
/// another value of it can be chosen.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn narrowed(cx: &Cx, list: &List) -> Result<Arc<Vec<Facet>>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    if list.query.is_empty() && list.category.is_none() && list.filters.0.is_empty() {
        return Ok(Arc::default());
    }
    let mut all = counted(cx, list, &list.filters).await?;
    for filter in list.filters.0.iter().filter(|filter| filter.code != PRICE) {
        let open = counted(cx, list, &list.filters.without(&filter.code)).await?;
        let Some(facet) = open.iter().find(|facet| facet.code == filter.code) else { continue };
        let facets = Arc::make_mut(&mut all);
        match facets.iter().position(|one| one.code == filter.code) {
            Some(at) => facets[at] = facet.clone(),
            None => facets.insert(0, facet.clone()),
        }
    }
    Ok(all)
}

async fn counted(cx: &Cx, list: &List, filters: &Filters) -> Result<Arc<Vec<Facet>>> {
    let mut groups = list.query.clone();
    groups.extend(marks(cx, list.category.as_deref(), filters).await?);
    if groups.is_empty() {
        return Ok(Arc::default());
    }
    let expression = expression(cx.db(), &groups);
    if let (Some(scope), Some(range)) = (&list.scope, list.filters.price()) {
        let lines = marks_within(cx, scope, &expression, range, list.in_stock).await?;
        return Ok(Arc::new(facets(&count(&lines), values(cx).await?.as_ref())));
    }
    let kept = cx.env().part::<Kept>();
    let name = format!("{}{expression}", i64::from(list.in_stock));
    // What is in stock changes with every order, so that is counted each time.
    if let Some(facets) = kept.facets(&name).filter(|_| !list.in_stock) {
        return Ok(facets);
    }
    let stamp = kept.stamp();
    let lines: String = on!(cx.db(), c => sqlx::query_scalar(MARKS.of(cx.db()))
        .bind(&expression).bind(i64::from(list.in_stock)).bind(MARKED).fetch_one(c).await?);
    let facets = Arc::new(facets(&count(&lines), values(cx).await?.as_ref()));
    kept.keep_facets(stamp, &name, &facets);
    Ok(facets)
}
