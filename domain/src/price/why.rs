//! Why a product costs what it costs: which list gave the price, from which tier, until when, and why others did not.

use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::id::{PriceListId, ProductId};
use crate::money::{Currency, UnitPrice};
use crate::policy::{self, Action};
use crate::price::{PriceRow, Tier, price_holds, tiers};
use crate::store::Scope;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::{on, sql};
use serde_json::Value;
use std::collections::HashMap;

text_enum! {
    /// Whose prices a list has.
    pub enum Kind {
        /// Those of this company alone.
        Contract => "contract",
        /// Those of several companies, of which this is one.
        Group => "group",
        /// Those of the store, for everybody.
        Store => "store",
    }
}

/// A price list that is looked at for a company.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct List {
    /// The list.
    pub id: PriceListId,
    /// Its name, as staff gave it.
    pub name: String,
    /// Whose prices it has.
    pub kind: Kind,
    /// Smaller is nearer to the company.
    pub rank: i64,
    /// From when on it holds; null for no limit.
    pub valid_from: Option<Micros>,
    /// When it does not hold any longer; null for no limit.
    pub valid_until: Option<Micros>,
}

/// What became of a list that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its price is the one that is paid.
    Wins,
    /// It has a price, and a list that is nearer to the company has one, too.
    Behind(UnitPrice),
    /// It has prices from this quantity on, which is more than is wanted.
    From(i64),
    /// It has no price for this product.
    Without,
    /// It holds later.
    NotYet,
    /// It held before.
    Over,
}

/// Why a product costs what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// For so many.
    pub quantity: i64,
    /// The price of one unit, and the least quantity for which it holds; none where no list has a price.
    pub tier: Option<Tier>,
    /// All lists, the nearest to the company first, and what became of each.
    pub lists: Vec<(List, Outcome)>,
    /// The tiers that hold for the company.
    pub tiers: Vec<Tier>,
}

impl Why {
    /// The list that gave the price.
    pub fn list(&self) -> Option<&List> {
        self.lists.iter().find(|(_, outcome)| *outcome == Outcome::Wins).map(|(list, _)| list)
    }

    /// The lists that did not give it.
    pub fn others(&self) -> impl Iterator<Item = &(List, Outcome)> {
        self.lists.iter().filter(|(_, outcome)| *outcome != Outcome::Wins)
    }
}

/// A price of a product in a list.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
struct Row {
    product_id: ProductId,
    price_list_id: PriceListId,
    min_quantity: i64,
    unit_price: i64,
}

/// The lists that are looked at for a company, those of other times too; `$1` is the company, `$2` the currency, `$3` the
/// store.
const LISTS: &str = sql!(
    "
    select l.id, l.name, l.valid_from, l.valid_until, coalesce(o.rank, 1000000) as rank,
           case when l.store_id is not null then 'store'
                when exists (select 1 from organization_price_list z
                             where z.price_list_id = l.id and z.organization_id <> $1) then 'group'
                else 'contract' end as kind
    from price_list l
    left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $1
    where l.currency = $2 and (o.rank is not null or l.store_id = $3)
    order by 5, l.code
"
);

/// SQL for all prices of products in those lists; `$which` are the products.
macro_rules! rows {
    ($which:literal) => {
        concat!(
            "select x.product_id, x.price_list_id, x.min_quantity, x.unit_price
             from price_list l
             left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
             join price x on x.price_list_id = l.id
             where l.currency = $3 and (o.rank is not null or l.store_id = $4) and ",
            price_holds!("$5"),
            " and x.product_id ",
            $which
        )
    };
}

pairs! {
    /// The prices of the products in the list `$1`.
    ROWS {
        sqlite: rows!("in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: rows!("= any(array(select cast(jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) as uuid)))")
    }
}

/// Why these products cost what they cost, each in its quantity.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn why(cx: &Cx, scope: &Scope, wanted: &[(ProductId, i64)]) -> Result<HashMap<ProductId, Why>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let lists: Vec<List> = on!(cx.db(), c => sqlx::query_as(LISTS)
        .bind(scope.organization).bind(scope.currency).bind(scope.store).fetch_all(c).await?);
    let ids = Value::from_iter(wanted.iter().map(|(product, _)| product.to_string())).to_string();
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(ROWS.of(cx.db()))
        .bind(&ids).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now()).fetch_all(c).await?);
    let mut by_product: HashMap<ProductId, Vec<Row>> = HashMap::new();
    for row in rows {
        by_product.entry(row.product_id).or_default().push(row);
    }
    let all = wanted.iter().map(|(product, quantity)| {
        let rows = by_product.get(product).map_or(&[][..], Vec::as_slice);
        (*product, explained(&lists, rows, *quantity, cx.now(), scope.currency))
    });
    Ok(all.collect())
}

/// What becomes of each list for one product.
fn explained(lists: &[List], rows: &[Row], quantity: i64, now: Micros, currency: Currency) -> Why {
    let of = |list: &List| rows.iter().filter(|row| row.price_list_id == list.id).collect::<Vec<&Row>>();
    let price = |row: &Row| UnitPrice::new(row.unit_price, currency);
    let reached = |rows: &[&Row]| {
        rows.iter().copied().filter(|row| row.min_quantity <= quantity).max_by_key(|row| row.min_quantity).copied()
    };
    let holding = lists.iter().filter(|list| state(list, now).is_none());
    let nearest = holding.clone().filter_map(|list| Some((list, reached(&of(list))?)));
    let winner = nearest.min_by_key(|(list, row)| (list.rank, -row.min_quantity));
    let holding_rows = holding.flat_map(|list| {
        of(list)
            .into_iter()
            .map(|row| PriceRow { rank: list.rank, min_quantity: row.min_quantity, price: price(row) })
            .collect::<Vec<_>>()
    });
    let tiers = tiers(&holding_rows.collect::<Vec<_>>());
    let outcome = |list: &List| {
        let rows = of(list);
        let Some(least) = rows.iter().map(|row| row.min_quantity).min() else { return Outcome::Without };
        match (state(list, now), reached(&rows)) {
            (Some(outcome), _) => outcome,
            (None, None) => Outcome::From(least),
            (None, Some(_)) if winner.is_some_and(|(winner, _)| winner.id == list.id) => Outcome::Wins,
            (None, Some(row)) => Outcome::Behind(price(&row)),
        }
    };
    Why {
        quantity,
        tier: winner.map(|(_, row)| Tier { min_quantity: row.min_quantity, price: price(&row) }),
        lists: lists.iter().map(|list| (list.clone(), outcome(list))).collect(),
        tiers,
    }
}

/// Why a list does not hold now; nothing for one that does. The same rule as in `price_lists!`.
fn state(list: &List, now: Micros) -> Option<Outcome> {
    match list {
        _ if list.valid_from.is_some_and(|from| from > now) => Some(Outcome::NotYet),
        _ if list.valid_until.is_some_and(|until| until <= now) => Some(Outcome::Over),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rank: i64, kind: Kind, valid: (Option<i64>, Option<i64>)) -> List {
        let (valid_from, valid_until) = (valid.0.map(Micros), valid.1.map(Micros));
        List { id: PriceListId::fresh(), name: String::new(), kind, rank, valid_from, valid_until }
    }

    fn rows(list: &List, prices: &[(i64, i64)]) -> Vec<Row> {
        let product_id = ProductId::fresh();
        let row = |(min_quantity, unit_price): &(i64, i64)| Row {
            product_id,
            price_list_id: list.id,
            min_quantity: *min_quantity,
            unit_price: *unit_price,
        };
        prices.iter().map(row).collect()
    }

    #[test]
    fn each_list_says_why_it_did_not_win() {
        let lists = [
            list(1, Kind::Contract, (Some(0), Some(50))),
            list(2, Kind::Contract, (Some(200), None)),
            list(3, Kind::Group, (None, None)),
            list(4, Kind::Group, (None, None)),
            list(1_000_000, Kind::Store, (None, None)),
        ];
        let all = [
            rows(&lists[0], &[(1, 60)]),
            rows(&lists[1], &[(1, 61)]),
            rows(&lists[2], &[(100, 70)]),
            rows(&lists[4], &[(1, 100), (50, 90)]),
        ]
        .concat();
        let why = |quantity, now| explained(&lists, &all, quantity, Micros(now), Currency::Gbp);
        let outcomes = |why: &Why| why.lists.iter().map(|(_, outcome)| *outcome).collect::<Vec<_>>();
        let few = why(60, 100);
        assert_eq!(
            outcomes(&few),
            [Outcome::Over, Outcome::NotYet, Outcome::From(100), Outcome::Without, Outcome::Wins]
        );
        assert_eq!(few.tier.map(|tier| (tier.min_quantity, tier.price.ten_thousandths)), Some((50, 90)));
        assert_eq!(few.tiers.len(), 3, "{:?}", few.tiers);
        let many = why(100, 100);
        assert_eq!(many.list().map(|list| list.rank), Some(3));
        assert_eq!(outcomes(&many)[4], Outcome::Behind(UnitPrice::new(90, Currency::Gbp)));
        assert_eq!(why(1, 49).list().map(|list| list.rank), Some(1), "the last moment of the first contract");
        assert_eq!(why(1, 50).list().map(|list| list.rank), Some(1_000_000), "its end is not in it");
        assert_eq!(why(1, 200).list().map(|list| list.rank), Some(2), "the first moment of the second one");
    }
}
