//! What a product costs this company: the best ranked list that has a price, and in it the tier of the quantity.
//!
//! Lists are ranked contract, group, base; the base list is the one of the store. The rule stands here twice: as SQL for
//! one price, and over rows for the table of tiers.

use crate::money::UnitPrice;

/// SQL for the price lists that hold for a company, nearest first, found once a statement and read by [`price_of!`]; `$2` is
/// the company, `$3` the currency, `$4` the store.
macro_rules! price_lists {
    () => {
        "lists (id, rank) as materialized (
            select l.id, coalesce(o.rank, 1000000)
            from price_list l
            left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
            where l.currency = $3 and (o.rank is not null or l.store_id = $4)
        )"
    };
}
pub(crate) use price_lists;

/// SQL for the price of one unit of `$product` when buying `$quantity`, in a statement that begins with [`price_lists!`].
macro_rules! price_of {
    ($product:literal, $quantity:literal) => {
        concat!(
            "(select x.unit_price
              from lists l
              join price x on x.product_id = ",
            $product,
            " and x.price_list_id = l.id and x.min_quantity <= ",
            $quantity,
            "
              order by l.rank, x.min_quantity desc
              limit 1)"
        )
    };
}
pub(crate) use price_of;

/// One price row that holds for a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceRow {
    /// Rank of the list, smaller is nearer to the company.
    pub rank: i64,
    /// From this quantity.
    pub min_quantity: i64,
    /// For one unit.
    pub price: UnitPrice,
}

/// A step of the table "from this quantity, this price".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// From this quantity.
    pub min_quantity: i64,
    /// For one unit.
    pub price: UnitPrice,
}

/// The tiers that hold, by quantity: at each threshold the price that [`at`] gives there, dropping steps that change nothing.
pub fn tiers(rows: &[PriceRow]) -> Vec<Tier> {
    let mut quantities: Vec<i64> = rows.iter().map(|r| r.min_quantity).collect();
    quantities.sort_unstable();
    quantities.dedup();
    let mut tiers: Vec<Tier> = Vec::new();
    for min_quantity in quantities {
        if let Some(price) = at(rows, min_quantity)
            && tiers.last().is_none_or(|last| last.price != price)
        {
            tiers.push(Tier { min_quantity, price });
        }
    }
    tiers
}

/// The price of one unit when buying `quantity`: best rank first, then the highest tier reached.
pub fn at(rows: &[PriceRow], quantity: i64) -> Option<UnitPrice> {
    rows.iter().filter(|r| r.min_quantity <= quantity).min_by_key(|r| (r.rank, -r.min_quantity)).map(|r| r.price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn row(rank: i64, min_quantity: i64, price: i64) -> PriceRow {
        PriceRow { rank, min_quantity, price: UnitPrice::new(price, Currency::Gbp) }
    }

    #[test]
    fn the_nearest_list_wins_even_when_it_is_dearer() {
        let rows = [row(9, 1, 100), row(9, 100, 80), row(1, 1, 120)];
        assert_eq!(at(&rows, 500).map(|p| p.ten_thousandths), Some(120));
        assert_eq!(tiers(&rows).len(), 1);
    }

    #[test]
    fn a_contract_from_a_quantity_leaves_the_base_below_it() {
        let rows = [row(9, 1, 100), row(1, 50, 70)];
        let shown: Vec<(i64, i64)> = tiers(&rows).iter().map(|t| (t.min_quantity, t.price.ten_thousandths)).collect();
        assert_eq!(shown, [(1, 100), (50, 70)]);
        assert_eq!(at(&[], 1), None);
    }
}
