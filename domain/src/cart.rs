//! The customer's own cart, which an agent who acts for them works in too and which is never emptied; and carts that support
//! prepares beside it.

pub mod db;
pub mod live;
pub mod many;
pub mod mend;
pub mod prepared;
pub mod remedy;

use crate::day::{Day, Window};
use crate::error::{Problem, Result};
use crate::id::{CartId, ProductId};
use crate::money::{Currency, Money, UnitPrice};
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::vat::TaxClass;

/// The most of one product in one line.
pub const LARGEST_QUANTITY: i64 = 999_999;
/// The most lines in one cart.
pub const MOST_LINES: i64 = 10_000;

text_enum! {
    /// Which cart of an account it is, and where a prepared one is.
    pub enum State {
        /// The account's own.
        Own => "own",
        /// Support prepares it.
        Draft => "draft",
        /// Support has handed it over, and the customer has not answered.
        Offered => "offered",
        /// The customer ordered it.
        Ordered => "ordered",
        /// The customer put its lines into the own cart.
        Merged => "merged",
        /// The customer declined it.
        Declined => "declined",
        /// Support took it back.
        Withdrawn => "withdrawn",
    }
}

/// A cart as it is now.
#[derive(Clone, Debug)]
pub struct Cart {
    /// The cart; none while nothing was ever put in.
    pub id: Option<CartId>,
    /// Counts every change.
    pub version: i64,
    /// Lines in the order they were added.
    pub lines: Vec<Line>,
    /// How many lines were left out, because they are not ordered with it.
    pub left: usize,
    /// Currency of the store.
    pub currency: Currency,
    /// The days on which its goods can be wanted.
    pub window: Window,
    /// Who changed it last, when it was support.
    pub touched_by_support: Option<String>,
}

/// What takes the place of a product that is no longer sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The product.
    pub product: ProductId,
    /// Article number.
    pub sku: String,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Sold in multiples of this.
    pub increment: i64,
}

/// A line with the product as it is now.
#[derive(Clone, Debug)]
pub struct Line {
    /// The product.
    pub product: ProductId,
    /// Article number.
    pub sku: String,
    /// Address part.
    pub slug: String,
    /// Name.
    pub name: String,
    /// How it is sold.
    pub unit: String,
    /// Sold in multiples of this.
    pub increment: i64,
    /// What there is.
    pub available: i64,
    /// When more comes.
    pub restock_at: Option<Micros>,
    /// How many are wanted.
    pub quantity: i64,
    /// The customer's note.
    pub note: String,
    /// For one unit at this quantity.
    pub price: Option<UnitPrice>,
    /// Whether it can still be bought.
    pub active: bool,
    /// Which rate of tax it carries.
    pub tax_class: TaxClass,
    /// Added by support for the customer.
    pub added_by_support: Option<String>,
    /// Whether it is ordered with the cart; a line that is not stays in it.
    pub is_selected: bool,
    /// The day on which it is wanted.
    pub requested_on: Option<Day>,
    /// The price of one unit that was shown last.
    pub shown_price: Option<UnitPrice>,
    /// What takes its place.
    pub replacement: Option<Replacement>,
    /// The first day on which it can be wanted.
    pub earliest: Day,
}

impl Line {
    /// The amount, when there is a price and it fits.
    pub fn total(&self) -> Option<Money> {
        self.price.and_then(|p| p.times(self.quantity))
    }

    /// What stands in the way of ordering this line, the most severe first.
    pub fn problem(&self) -> Option<Problem> {
        self.problems().into_iter().next()
    }

    /// Everything that stands in the way of ordering this line, the most severe first.
    pub fn problems(&self) -> Vec<Problem> {
        let mut all = Vec::new();
        if !self.active {
            all.push(Problem::Withdrawn(self.sku.clone()));
        } else if self.price.is_none() {
            all.push(Problem::NoPrice(self.sku.clone()));
        }
        if self.active && self.quantity > self.available {
            all.push(Problem::OutOfStock { sku: self.sku.clone(), available: self.available });
        }
        if self.active && self.quantity % self.increment != 0 {
            all.push(Problem::NotAMultiple(self.increment));
        }
        if self.price.is_some() && self.total().is_none() {
            all.push(Problem::TotalTooLarge);
        }
        if self.requested_on.is_some_and(|day| day < self.earliest) {
            all.push(Problem::DayTooEarly(self.earliest.at()));
        }
        all
    }

    /// How severe its problem is: lines are shown from the smallest number on; nothing for a line without one.
    pub fn severity(&self) -> Option<u8> {
        self.problem().map(|problem| match problem {
            Problem::Withdrawn(_) => 0,
            Problem::NoPrice(_) => 1,
            Problem::OutOfStock { available: 0, .. } => 2,
            Problem::OutOfStock { .. } => 3,
            Problem::NotAMultiple(_) => 4,
            _ => 5,
        })
    }

    /// The price that was shown last, when it is another one now.
    pub fn price_before(&self) -> Option<UnitPrice> {
        self.shown_price.filter(|shown| self.price.is_some_and(|now| now != *shown))
    }
}

impl Cart {
    /// The sum of the lines that have a price; none when it does not fit.
    pub fn subtotal(&self) -> Option<Money> {
        self.lines.iter().filter_map(Line::total).try_fold(Money::zero(self.currency), Money::checked_add)
    }

    /// The same with the lines that are ordered alone.
    #[must_use]
    pub fn ordered(mut self) -> Cart {
        let all = self.lines.len();
        self.lines.retain(|line| line.is_selected);
        self.left += all - self.lines.len();
        self
    }

    /// Whether every line can be ordered.
    pub fn is_orderable(&self) -> bool {
        !self.lines.is_empty() && self.lines.iter().all(|l| l.problem().is_none())
    }
}

/// Reads a quantity as people type it: digits, with blanks around them forgiven.
///
/// ```
/// use domain::cart::quantity;
/// assert_eq!(quantity(" 12 ", 1).ok(), Some(12));
/// assert!(quantity("1e3", 1).is_err());
/// assert!(quantity("13", 2).is_err());
/// ```
///
/// # Errors
/// The field `quantity` with its problem.
pub fn quantity(text: &str, increment: i64) -> Result<i64> {
    let wrong = |problem| Err(crate::error::Error::field("quantity", problem));
    let text = text.trim();
    if text.is_empty() {
        return wrong(Problem::Required);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return wrong(Problem::NotANumber);
    }
    if negative {
        return wrong(Problem::TooSmall(1));
    }
    match digits.parse::<i64>() {
        Ok(0) => wrong(Problem::TooSmall(1)),
        Ok(n) if n <= LARGEST_QUANTITY && n % increment.max(1) != 0 => wrong(Problem::NotAMultiple(increment)),
        Ok(n) if n <= LARGEST_QUANTITY => Ok(n),
        _ => wrong(Problem::TooLarge(LARGEST_QUANTITY)),
    }
}

/// The longest note to a line, in characters.
pub const LONGEST_NOTE: usize = 500;

/// Reads a note to a line.
///
/// # Errors
/// The field `note` with its problem.
pub fn note(text: &str) -> Result<&str> {
    crate::text::lines(text, LONGEST_NOTE).map_err(|problem| crate::error::Error::field("note", problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_positive_quantities_pass() {
        for bad in [
            "",
            " ",
            "-1",
            "0",
            "0.5",
            "1e309",
            "NaN",
            "2147483648",
            "9223372036854775808",
            "1e3",
            "１",
            "+1",
            "0x10",
            "1 000",
        ] {
            assert!(quantity(bad, 1).is_err(), "{bad}");
        }
        assert_eq!(quantity(" 1", 1).ok(), Some(1));
        assert_eq!(quantity("007", 1).ok(), Some(7));
        assert_eq!(quantity("999999", 1).ok(), Some(999_999));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_leaves_the_range(text in any::<String>(), increment in 1i64..100) {
            if let Ok(n) = quantity(&text, increment) {
                prop_assert!((1..=LARGEST_QUANTITY).contains(&n) && n % increment == 0);
            }
        }
    }
}
