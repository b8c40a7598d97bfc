//! A discount on the goods, which an agent gives while acting on behalf.
//!
//! Rules: customers cannot discount (R64). The role of the agent has a limit; above it a second person, whose role
//! allows the discount, releases the order (R59). The amount is computed from the goods and rounded half up once
//! (R105). Delivery stays as it is: a delivery that was free without the discount stays free.

use crate::behalf::own_words;
use crate::error::{Field, Problem};

pub use crate::totals::{WHOLE, percent};

/// A checked discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// Per ten thousand of the goods, 750 = 7.5 %; never 0.
    pub rate: i64,
    /// Why, in the agent's words.
    pub reason: String,
}

impl Discount {
    /// Checks the fields `discount` and `discount_reason`; empty and 0 are no discount and need no reason.
    ///
    /// # Errors
    /// The field that is wrong.
    pub fn parse(percent: &str, reason: &str) -> Result<Option<Discount>, Field> {
        let wrong = |name| move |problem| Field { name, problem };
        match rate(percent).map_err(wrong("discount"))? {
            0 => Ok(None),
            rate => Ok(Some(Discount { rate, reason: own_words(reason).map_err(wrong("discount_reason"))? })),
        }
    }
}

/// Parses the field `discount`, per ten thousand; empty is 0.
///
/// # Errors
/// [`Problem::NotAPercent`].
pub fn rate(typed: &str) -> Result<i64, Problem> {
    if typed.trim().is_empty() { Ok(0) } else { percent(typed).ok_or(Problem::NotAPercent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_has_one_decimal_at_most() {
        for (text, rate) in
            [("0", 0), ("0.1", 10), ("5.0", 500), ("007", 700), ("100", 10_000), ("100.0", 10_000), ("5,5", 550)]
        {
            assert_eq!(percent(text), Some(rate), "{text}");
        }
        for bad in [
            "", "%", "-1", "+5", "5,", "5.", ".5", ",5", "1.25", "1,25", "1.000,5", "5,5,5", "100.1", "1000", "1e1",
            "５", "5 5", "5%%",
        ] {
            assert_eq!(percent(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_discount_needs_reason() {
        assert_eq!(Discount::parse(" ", ""), Ok(None));
        assert_eq!(Discount::parse("0.0", "short"), Ok(None));
        let wrong = |percent, reason| Discount::parse(percent, reason).map_err(|field| field.name);
        assert_eq!(wrong("5", "too short"), Err("discount_reason"));
        assert_eq!(wrong("much", "Late delivery"), Err("discount"));
        let given = Discount { rate: 750, reason: "Late delivery".to_owned() };
        assert_eq!(Discount::parse("7.5", " Late delivery "), Ok(Some(given)));
    }
}
