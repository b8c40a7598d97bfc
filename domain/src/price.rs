//! What a product costs this company: the best ranked list that has a price, and in it the tier of the quantity; of two
//! prices of the same tier the one that began later.
//!
//! Lists are ranked contract, group, base; the base list is the one of the store. The rule stands here twice: as SQL for
//! one price, and over rows for the table of tiers. [`why`] says which list gave a price, and why the others did not.

pub mod why;

use crate::money::UnitPrice;

/// SQL for the price lists that hold for a company at a time, nearest first, found once a statement and read by
/// [`price_of!`]; `$2` is the company, `$3` the currency, `$4` the store, `$now` the time. A list holds from the first
/// moment of its validity up to, but not at, its end.
macro_rules! price_lists {
    ($now:literal) => {
        concat!(
            "lists (id, rank, now) as materialized (
            select l.id, coalesce(o.rank, 1000000), cast(",
            $now,
            " as bigint)
            from price_list l
            left join organization_price_list o on o.price_list_id = l.id and o.organization_id = $2
            where l.currency = $3 and (o.rank is not null or l.store_id = $4)
              and (l.valid_from is null or l.valid_from <= ",
            $now,
            ") and (l.valid_until is null or l.valid_until > ",
            $now,
            ")
        )"
        )
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
            " and x.valid_from <= l.now and (x.valid_until is null or x.valid_until > l.now)
              order by l.rank, x.min_quantity desc, x.valid_from desc
              limit 1)"
        )
    };
}
pub(crate) use price_of;

/// SQL: whether the price of a row `x` holds at `$now`, and none that began later takes its place. A price holds from the
/// first moment of its validity up to, but not at, its end.
macro_rules! price_holds {
    ($now:literal) => {
        concat!(
            "x.valid_from <= ",
            $now,
            " and (x.valid_until is null or x.valid_until > ",
            $now,
            ") and not exists (select 1 from price z
                where z.product_id = x.product_id and z.price_list_id = x.price_list_id and z.min_quantity = x.min_quantity
                  and z.valid_from > x.valid_from and z.valid_from <= ",
            $now,
            " and (z.valid_until is null or z.valid_until > ",
            $now,
            "))"
        )
    };
}
pub(crate) use price_holds;

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

/// What a little more of a product would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// How many more it takes.
    pub more: i64,
    /// What one unit costs then.
    pub price: UnitPrice,
}

/// The next cheaper tier above `quantity`, when it is within reach: at most as many again as are wanted. Products are sold
/// in multiples of `increment`.
pub fn next(tiers: &[Tier], quantity: i64, increment: i64) -> Option<Next> {
    let now = tiers.iter().rev().find(|tier| tier.min_quantity <= quantity)?.price;
    let increment = increment.max(1);
    let above = tiers.iter().filter(|tier| tier.min_quantity > quantity);
    let cheaper = above.filter(|tier| tier.price.ten_thousandths < now.ten_thousandths);
    let tier = cheaper.min_by_key(|tier| tier.min_quantity)?;
    let needed = tier.min_quantity.saturating_add(increment - 1) / increment * increment;
    let more = needed - quantity;
    // The tier that holds for so many may be another one, where tiers are nearer to each other than the increment.
    let price = tiers.iter().rev().find(|tier| tier.min_quantity <= needed)?.price;
    (more <= quantity && price.ten_thousandths < now.ten_thousandths).then_some(Next { more, price })
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

    #[test]
    fn a_tier_in_reach_is_named() {
        let tier = |min_quantity, price| Tier { min_quantity, price: UnitPrice::new(price, Currency::Gbp) };
        let tiers = [tier(1, 460), tier(100, 410), tier(500, 420), tier(1_000, 380)];
        let next = |quantity, increment| next(&tiers, quantity, increment).map(|n| (n.more, n.price.ten_thousandths));
        assert_eq!(next(88, 1), Some((12, 410)));
        assert_eq!(next(50, 1), Some((50, 410)), "as many again");
        assert_eq!(next(49, 1), None, "more than as many again");
        assert_eq!(next(75, 75), Some((75, 410)), "sold in packs of 75");
        assert_eq!(next(100, 1), None, "a dearer tier is no hint");
        assert_eq!(next(600, 1), Some((400, 380)));
        assert_eq!(next(1_000, 1), None);
    }
}
