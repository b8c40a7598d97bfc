//! The demo's six price lists: two base lists, two for the trade group, two contracts over part of the range.

use super::category;
use super::dice::chance;
use super::product::Product;
use domain::money::Currency;

/// A price list.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its currency.
    pub currency: Currency,
    /// Code of the store whose base list it is, if it is one.
    pub store: Option<&'static str>,
    /// Percent of the base price.
    percent: i64,
    /// Top categories that it covers; none means all.
    covers: &'static [&'static str],
}

impl List {
    /// Whether it is a contract with one company, which holds from a day to a day.
    pub fn is_contract(&self) -> bool {
        !self.covers.is_empty()
    }
}

/// All price lists.
pub const LISTS: [List; 6] = [
    List {
        code: "base-gbp",
        name: "List prices GBP",
        currency: Currency::Gbp,
        store: Some("uk"),
        percent: 100,
        covers: &[],
    },
    List {
        code: "base-eur",
        name: "List prices EUR",
        currency: Currency::Eur,
        store: Some("eu"),
        percent: 100,
        covers: &[],
    },
    List {
        code: "group-trade-gbp",
        name: "Trade group GBP",
        currency: Currency::Gbp,
        store: None,
        percent: 93,
        covers: &[],
    },
    List {
        code: "group-trade-eur",
        name: "Trade group EUR",
        currency: Currency::Eur,
        store: None,
        percent: 93,
        covers: &[],
    },
    List {
        code: "contract-northmere-gbp",
        name: "Contract Northmere GBP",
        currency: Currency::Gbp,
        store: None,
        percent: 82,
        covers: &["fasteners", "bearings", "hand-tools", "safety", "hydraulics"],
    },
    List {
        code: "contract-brightkiln-eur",
        name: "Contract Brightkiln EUR",
        currency: Currency::Eur,
        store: None,
        percent: 84,
        covers: &["fasteners", "electrical", "pneumatics", "adhesives", "packaging"],
    },
];

/// Minimum quantities and percent of the first price, by what one piece costs.
fn steps(gbp: i64) -> &'static [(i64, i64)] {
    match gbp {
        ..5_000 => &[(1, 100), (100, 93), (500, 86), (1_000, 80)],
        5_000..50_000 => &[(1, 100), (50, 94), (200, 88)],
        50_000..500_000 => &[(1, 100), (10, 96), (50, 91)],
        _ => &[(1, 100), (5, 97), (10, 94)],
    }
}

/// (least quantity, unit price) of a product in a list; empty when the list does not cover it.
pub fn tiers(list: &List, product: &Product) -> Vec<(i64, i64)> {
    let story = super::order::is_told(&product.sku);
    if !list.covers.is_empty() {
        let covered = top(product.category).is_some_and(|t| list.covers.contains(&t));
        // A contract names articles, not whole categories.
        if !covered || !(story || chance(list.code, super::dice::roll("sku", 0, &product.sku), "covered", 70)) {
            return Vec::new();
        }
    }
    let base = match list.currency {
        Currency::Gbp => product.gbp,
        // The demo has lists in two currencies.
        _ => product.eur,
    };
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (quantity, percent) in steps(product.gbp) {
        let exact = base * list.percent * percent / 10_000;
        let price = if exact < 10_000 { exact.max(1) } else { (exact + 50) / 100 * 100 };
        if out.last().is_none_or(|(_, dearer)| price < *dearer) {
            out.push((*quantity, price));
        }
    }
    out
}

/// The top category above a leaf.
fn top(leaf: &str) -> Option<&'static str> {
    let tree = category::all();
    let mut at = tree.iter().find(|c| c.slug == leaf)?;
    while let Some(parent) = at.parent {
        at = tree.iter().find(|c| c.slug == parent)?;
    }
    Some(at.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tier_is_cheaper_and_every_product_has_a_base_price() {
        let products = crate::product::all(1_780_000_000_000_000);
        for list in &LISTS {
            let mut covered = 0;
            for product in &products {
                let tiers = tiers(list, product);
                covered += usize::from(!tiers.is_empty());
                assert!(tiers.windows(2).all(|t| t[0].0 < t[1].0 && t[0].1 > t[1].1), "{} {tiers:?}", product.sku);
                assert!(tiers.first().is_none_or(|t| t.0 == 1 && t.1 > 0), "{}", product.sku);
            }
            let whole = list.covers.is_empty();
            assert!(
                if whole { covered == products.len() } else { (60..products.len() / 2).contains(&covered) },
                "{}: {covered}",
                list.code
            );
        }
    }

    #[test]
    fn the_story_is_in_the_contract() {
        let products = crate::product::all(1_780_000_000_000_000);
        for (sku, _) in crate::order::STORY {
            let product = products.iter().find(|p| p.sku == sku).expect("a product of the story");
            assert!(!tiers(&LISTS[4], product).is_empty(), "{sku}");
        }
    }
}
