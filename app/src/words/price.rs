//! Price lists in words: whose prices they have, when they hold, and why one did not give the price.

use crate::{t, text};
use domain::money::UnitPrice;
use domain::price::why::{Kind, List, Outcome};
use domain::time::Micros;

/// Whose prices a list has, for the company that pays them.
pub fn own(kind: Kind) -> &'static str {
    match kind {
        Kind::Contract => t!("price-own-contract"),
        Kind::Group => t!("price-own-group"),
        Kind::Store => t!("price-own-store"),
    }
}

/// The same for staff who read about a company.
pub fn of_company(kind: Kind) -> &'static str {
    match kind {
        Kind::Contract => t!("price-of-contract"),
        Kind::Group => t!("price-of-group"),
        Kind::Store => t!("price-of-store"),
    }
}

/// When a list holds. Its end is the first moment at which it does not, so the day before that is its last one.
pub fn valid(list: &List) -> String {
    match (list.valid_from, list.valid_until) {
        (Some(from), Some(until)) => t!("price-valid-both", from = text::day(from), until = text::day(last(until))),
        (Some(from), None) => t!("price-valid-from", from = text::day(from)),
        (None, Some(until)) => t!("price-valid-until", until = text::day(last(until))),
        (None, None) => t!("price-valid-always").to_owned(),
    }
}

fn last(until: Micros) -> Micros {
    Micros(until.0.saturating_sub(1))
}

/// Why a list did not give the price; nothing for the one that did.
pub fn outcome(list: &List, outcome: Outcome, price: impl Fn(UnitPrice) -> String) -> String {
    match outcome {
        Outcome::Wins => String::new(),
        Outcome::Behind(other) => t!("price-behind", price = price(other)),
        Outcome::From(quantity) => t!("price-from-quantity", quantity = quantity),
        Outcome::Without => t!("price-without").to_owned(),
        Outcome::NotYet | Outcome::Over => valid(list),
    }
}
