//! Finds contacts by numbers that are theirs in other tables: of orders, their own numbers of orders, and articles that
//! they bought.

use crate::contact::asked::{Field, Part};
use crate::contact::rank::{ByNumber, Why};
use crate::contact::words::compact;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::search::{Wanted, wanted};
use crate::staff::scope::in_scope;
use crate::{on, sql};
use std::collections::HashMap;

/// Orders in whose numbers `$1` stands, a pattern; `$2` the same for the index of SQLite, `$3` whose companies, `$4` the
/// number itself.
macro_rules! orders {
    ($from:literal) => {
        concat!(
            "select x.n, r.number, r.po_number from ", $from, " cross join orders r cross join contact_entry x
             where e.search_key like cast($1 as text) escape '\\' and cast($2 as text) <> ''
               and r.id = e.order_id and x.contact_id = r.contact_id
               and ", in_scope!("$3", "r.organization_id"), "
             order by case when replace(r.number, '-', '') = cast($4 as text) then 0 else 1 end, e.placed_at desc, r.id
             limit 60"
        )
    };
}

/// Contacts that bought the article with the key `$1`, and those of companies that call one so; `$2` whose companies.
macro_rules! bought {
    () => {
        concat!(
            "select x.n, f.number from (
                 select a.contact_id, k.organization_id, p.sku as number, b.last_at
                 from product p
                 join bought_item b on b.product_id = p.id
                 join account a on a.id = b.account_id
                 join contact k on k.id = a.contact_id
                 where lower(replace(replace(replace(p.sku, ' ', ''), '-', ''), '_', '')) = cast($1 as text)
                 union all
                 select k.id, k.organization_id, o.number,
                        coalesce((select max(b.last_at) from account a join bought_item b on b.account_id = a.id
                                  where a.contact_id = k.id and b.product_id = o.product_id), 0)
                 from own_item o
                 join contact k on k.organization_id = o.organization_id
                 where o.number_key = cast($1 as text) and o.removed_at is null
             ) f
             join contact_entry x on x.contact_id = f.contact_id
             where ",
            in_scope!("$2", "f.organization_id"),
            "
             order by f.last_at desc, x.n limit 200"
        )
    };
}

pairs! {
    ORDERS {
        sqlite: orders!("(select rowid as at from search_order where search_order match $2) s
                         join order_entry e on e.n = s.at"),
        postgres: orders!("order_entry e")
    }
    BOUGHT { sqlite: bought!(), postgres: bought!() }
}

/// Contacts by numbers, with the reason for each part of the query.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn find(cx: &Cx, parts: &[Part]) -> Result<HashMap<i64, ByNumber>> {
    let mut out: HashMap<i64, ByNumber> = HashMap::new();
    for (place, part) in parts.iter().enumerate() {
        let has_digit = part.number.bytes().any(|b| b.is_ascii_digit());
        let least = if part.number.bytes().all(|b| b.is_ascii_digit()) { 4 } else { 3 };
        let is_said = matches!(part.field, Field::Order | Field::Po);
        if part.number.len() < least || !(has_digit || is_said) {
            continue;
        }
        for (n, why) in orders(cx, part).await? {
            out.entry(n).or_default().entry(place).or_insert(why);
        }
        if part.field == Field::Any {
            for (n, why) in bought(cx, part).await? {
                out.entry(n).or_default().entry(place).or_insert(why);
            }
        }
    }
    Ok(out)
}

/// Whether a company that has contacts has this number, as it is stored or without the letters in front of it.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn is_of_company(cx: &Cx, digits: &str) -> Result<bool> {
    let found: Option<i64> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select n from contact_word where word = $1 limit 1
    ")).bind(digits).fetch_optional(c).await?);
    Ok(found.is_some())
}

async fn orders(cx: &Cx, part: &Part) -> Result<Vec<(i64, Why)>> {
    let Wanted { patterns, grams } = wanted(&part.number.to_lowercase());
    let rows: Vec<(i64, String, String)> = on!(cx.db(), c => sqlx::query_as(ORDERS.of(cx.db()))
        .persistent(cx.db().keeps_plan())
        .bind(&patterns[0]).bind(&grams).bind(cx.confined()).bind(&part.number).fetch_all(c).await?);
    let is_whole_asked =
        part.field == Field::Order && !part.number.bytes().any(|b| b.is_ascii_digit()) && part.number.len() == 7;
    let reason = |(n, number, po): (i64, String, String)| {
        if is_whole_asked && compact(&number) != part.number {
            return None;
        }
        if part.field != Field::Po && compact(&number).contains(&part.number) {
            return Some((n, Why::Order(number)));
        }
        let is_po = part.field != Field::Order && compact(&po).contains(&part.number);
        is_po.then_some((n, Why::Po(po, number)))
    };
    Ok(rows.into_iter().filter_map(reason).collect())
}

async fn bought(cx: &Cx, part: &Part) -> Result<Vec<(i64, Why)>> {
    let rows: Vec<(i64, String)> = on!(cx.db(), c => sqlx::query_as(BOUGHT.of(cx.db()))
        .persistent(cx.db().keeps_plan())
        .bind(part.number.to_lowercase()).bind(cx.confined()).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(n, number)| (n, Why::Bought(number))).collect())
}
