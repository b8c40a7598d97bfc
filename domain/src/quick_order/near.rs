//! Article numbers that differ from a typed one by little: for a number that is not found.

use crate::catalog::rank::distance;
use crate::own_item::key;

/// So many are shown for one number.
const SHOWN: usize = 3;

/// Article numbers as they are compared, for many searches.
pub(super) struct Near<'a>(Vec<(&'a str, Vec<char>)>);

impl<'a> Near<'a> {
    /// For these article numbers.
    pub(super) fn of(skus: impl Iterator<Item = &'a str>) -> Near<'a> {
        Near(skus.map(|sku| (sku, key(sku).chars().collect())).collect())
    }

    /// The nearest of them: one mistake in a short number, two in a long one.
    pub(super) fn find(&self, number: &str) -> Vec<&'a str> {
        let wanted: Vec<char> = key(number).chars().take(60).collect();
        let most = match wanted.len() {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        let mut found: Vec<(usize, &str)> =
            self.0.iter().filter_map(|(sku, chars)| Some((distance(&wanted, chars, most)?, *sku))).collect();
        found.sort_unstable();
        found.into_iter().take(SHOWN).map(|(_, sku)| sku).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_or_two_are_found() {
        let skus = ["HB-M8-40-ZN", "HB-M8-45-ZN", "BB-6204-2RS", "TL-M-50", "417"];
        let near = Near::of(skus.into_iter());
        assert_eq!(near.find("HB-M8-04-ZN")[0], "HB-M8-40-ZN");
        assert_eq!(near.find("BB 6204 2R"), ["BB-6204-2RS"]);
        assert_eq!(near.find("TLM60"), ["TL-M-50"]);
        assert!(near.find("41").is_empty() && near.find("XY-999-1").is_empty());
        assert!(near.find(&"x".repeat(10_000)).is_empty());
    }
}
