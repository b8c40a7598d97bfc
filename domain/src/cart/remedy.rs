//! How a line that cannot be ordered is mended: the choices for each line, and the one that is safe without asking.
//!
//! Rule: safe is what keeps the product and stays as near as it can to what was wanted. Another product, another day and a
//! removal are for a person to decide, one line at a time.

use crate::cart::{LARGEST_QUANTITY, Line};
use crate::text_enum::text_enum;

text_enum! {
    /// What is done to a line.
    pub enum Remedy {
        /// As many as there are.
        Stock => "stock",
        /// Up to full packs.
        Up => "up",
        /// Down to full packs.
        Down => "down",
        /// The product that takes its place.
        Replace => "replace",
        /// The first day that is possible.
        Day => "day",
        /// Away with it.
        Remove => "remove",
    }
}

/// What can be done to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// It.
    pub remedy: Remedy,
    /// How many there are then.
    pub quantity: i64,
}

impl Line {
    /// The most of it that can be ordered, in full packs.
    fn most(&self) -> i64 {
        let increment = self.increment.max(1);
        self.available.min(LARGEST_QUANTITY) / increment * increment
    }

    /// The quantities that can be ordered in place of the one that is there.
    fn quantities(&self) -> Vec<Way> {
        let (most, increment) = (self.most(), self.increment.max(1));
        if !self.active || self.price.is_none() {
            return Vec::new();
        }
        let down = self.quantity / increment * increment;
        let all = match () {
            () if self.quantity > self.available => vec![(Remedy::Stock, most)],
            () if down != self.quantity => vec![(Remedy::Up, down + increment), (Remedy::Down, down)],
            () => Vec::new(),
        };
        let fits = all.into_iter().filter(|(_, quantity)| (1..=most).contains(quantity));
        fits.map(|(remedy, quantity)| Way { remedy, quantity }).collect()
    }

    /// What can be done about its problems; nothing where it has none.
    pub fn ways(&self) -> Vec<Way> {
        if self.problem().is_none() {
            return Vec::new();
        }
        let keep = |remedy| Way { remedy, quantity: self.quantity };
        let mut ways = self.quantities();
        let is_gone = !self.active || self.price.is_none() || self.most() == 0;
        if let Some(replacement) = self.replacement.as_ref().filter(|_| is_gone) {
            let increment = replacement.increment.max(1);
            let quantity = self.quantity.div_euclid(increment) + i64::from(self.quantity % increment != 0);
            let quantity = (quantity * increment).min(LARGEST_QUANTITY / increment * increment);
            ways.push(Way { remedy: Remedy::Replace, quantity });
        }
        if self.requested_on.is_some_and(|day| day < self.earliest) {
            ways.push(keep(Remedy::Day));
        }
        ways.push(keep(Remedy::Remove));
        ways
    }

    /// What can be done without asking.
    pub fn safe(&self) -> Option<Way> {
        self.quantities().into_iter().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::Replacement;
    use crate::day::Day;
    use crate::error::Problem;
    use crate::id::ProductId;
    use crate::money::{Currency, UnitPrice};
    use crate::vat::TaxClass;
    use proptest::prelude::*;

    fn line(quantity: i64, increment: i64, available: i64) -> Line {
        Line {
            product: ProductId::fresh(),
            sku: "A".to_owned(),
            slug: "a".to_owned(),
            name: "A".to_owned(),
            unit: "each".to_owned(),
            increment,
            available,
            restock_at: None,
            quantity,
            note: String::new(),
            price: Some(UnitPrice::new(100, Currency::Gbp)),
            active: true,
            tax_class: TaxClass::Standard,
            added_by_support: None,
            is_selected: true,
            requested_on: None,
            shown_price: None,
            replacement: None,
            earliest: Day::of(crate::time::Micros(0)),
        }
    }

    fn ways(line: &Line) -> Vec<(Remedy, i64)> {
        line.ways().into_iter().map(|way| (way.remedy, way.quantity)).collect()
    }

    #[test]
    fn each_problem_has_its_ways() {
        use Remedy::{Day as EarlyDay, Down, Remove, Replace, Stock, Up};
        assert_eq!(ways(&line(10, 5, 10)), []);
        assert_eq!(ways(&line(12, 5, 100)), [(Up, 15), (Down, 10), (Remove, 12)]);
        assert_eq!(ways(&line(3, 5, 100)), [(Up, 5), (Remove, 3)]);
        assert_eq!(ways(&line(12, 5, 13)), [(Down, 10), (Remove, 12)]);
        assert_eq!(ways(&line(23, 5, 14)), [(Stock, 10), (Remove, 23)], "both problems at once");
        assert_eq!(line(23, 5, 14).problems().len(), 2);
        assert_eq!(ways(&line(5, 5, 0)), [(Remove, 5)]);
        let next = |increment| {
            let (sku, slug, name) = ("B".to_owned(), "b".to_owned(), "B".to_owned());
            Some(Replacement { product: ProductId::fresh(), sku, slug, name, increment })
        };
        let withdrawn = Line { active: false, replacement: next(4), ..line(10, 5, 100) };
        assert_eq!(ways(&withdrawn), [(Replace, 12), (Remove, 10)]);
        assert_eq!(withdrawn.safe(), None, "another product is not chosen without asking");
        assert_eq!(ways(&Line { replacement: next(1), ..line(5, 5, 0) }), [(Replace, 5), (Remove, 5)]);
        let early = Line {
            requested_on: Day::parse("2026-04-03"),
            earliest: Day::parse("2026-04-06").expect("a day"),
            ..line(5, 5, 10)
        };
        assert_eq!(ways(&early), [(EarlyDay, 5), (Remove, 5)]);
        assert_eq!(early.problem(), Some(Problem::DayTooEarly(early.earliest.at())));
    }

    #[test]
    fn the_most_severe_problem_comes_first() {
        let no_price = Line { price: None, ..line(1, 1, 9) };
        let all = [Line { active: false, ..line(1, 1, 9) }, no_price, line(1, 1, 0), line(3, 1, 2), line(3, 2, 9)];
        let severities: Vec<_> = all.iter().map(Line::severity).collect();
        assert!(severities.is_sorted_by(|a, b| a < b), "{severities:?}");
        assert_eq!(line(1, 1, 1).severity(), None);
    }

    proptest! {
        #[test]
        fn what_is_safe_can_be_ordered(quantity in 1i64..1_000, increment in 1i64..50, available in 0i64..1_000) {
            let wrong = line(quantity, increment, available);
            if let Some(way) = wrong.safe() {
                let mended = Line { quantity: way.quantity, ..wrong };
                prop_assert_eq!(mended.problems(), vec![]);
            }
        }
    }
}
