//! Money in whole minor units, prices in ten-thousandths, and nothing ever in floats.
//!
//! All arithmetic is checked: an amount that does not fit is an error, never a wrapped number (R106).

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! currencies {
    ($( $(#[$of:meta])* $name:ident => $code:literal, $sign:literal; )+) => {
        /// A currency that a store sells in. Each has two decimals: amounts are kept in hundredths.
        ///
        /// Source of codes and decimals: ISO 4217. Of dollars the sign says whose they are, as CLDR has them in English;
        /// a currency without a sign of its own is written with its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Currency {
            $( $(#[$of])* $name, )+
        }

        impl Currency {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Currency; [$($code),+].len()] = [$(Currency::$name),+];

            /// The ISO 4217 code.
            pub fn code(self) -> &'static str {
                match self {
                    $( Currency::$name => $code, )+
                }
            }

            /// The sign beside an amount.
            pub fn sign(self) -> &'static str {
                match self {
                    $( Currency::$name => $sign, )+
                }
            }
        }
    };
}

currencies! {
    /// Euro.
    Eur => "EUR", "€";
    /// Pound sterling.
    Gbp => "GBP", "£";
    /// US dollar.
    Usd => "USD", "$";
    /// Swiss franc.
    Chf => "CHF", "CHF";
    /// Polish zloty.
    Pln => "PLN", "PLN";
    /// Czech koruna.
    Czk => "CZK", "CZK";
    /// Swedish krona.
    Sek => "SEK", "SEK";
    /// Norwegian krone.
    Nok => "NOK", "NOK";
    /// Danish krone.
    Dkk => "DKK", "DKK";
    /// Hungarian forint.
    Huf => "HUF", "HUF";
    /// Romanian leu.
    Ron => "RON", "RON";
    /// Bulgarian lev.
    Bgn => "BGN", "BGN";
    /// Canadian dollar.
    Cad => "CAD", "CA$";
    /// Australian dollar.
    Aud => "AUD", "A$";
    /// New Zealand dollar.
    Nzd => "NZD", "NZ$";
}

impl Currency {
    /// Reads an ISO 4217 code.
    pub fn parse(code: &str) -> Option<Currency> {
        Currency::ALL.into_iter().find(|currency| currency.code() == code)
    }

    /// What stands between the sign and an amount behind it: a blank that does not break after a code, nothing after a sign.
    pub fn gap(self) -> &'static str {
        if self.sign().ends_with(|c: char| c.is_alphabetic()) { "\u{a0}" } else { "" }
    }
}

#[cfg(feature = "database")]
crate::text_enum::text_column!(Currency, code);

/// An amount in minor units (pence, cents) of one currency.
///
/// ```
/// use domain::money::{Currency, Money};
/// let total = Money::new(120_410, Currency::Gbp);
/// assert_eq!(total.to_string(), "£1,204.10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units, may be negative.
    pub minor: i64,
    /// The currency of `minor`.
    pub currency: Currency,
}

impl Money {
    /// `minor` units of `currency`.
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    /// The sum, or `None` when it does not fit or the currencies differ.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        if self.currency != other.currency {
            return None;
        }
        Some(Money::new(self.minor.checked_add(other.minor)?, self.currency))
    }

    /// The difference, or `None` when it does not fit or the currencies differ.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.checked_add(Money::new(other.minor.checked_neg()?, other.currency))
    }

    /// So many `parts` of a `whole`, rounded half up; nothing of no whole. `None` when it does not fit.
    ///
    /// ```
    /// use domain::money::{Currency, Money};
    /// assert_eq!(Money::new(50, Currency::Eur).share(500, 10_000).map(|m| m.minor), Some(3));
    /// ```
    pub fn share(self, parts: i64, whole: i64) -> Option<Money> {
        if whole == 0 {
            return Some(Money::zero(self.currency));
        }
        let product = i128::from(self.minor).checked_mul(i128::from(parts))?;
        let doubled = product.checked_mul(2)?.checked_add(i128::from(whole))?;
        Some(Money::new(i64::try_from(doubled.div_euclid(2 * i128::from(whole))).ok()?, self.currency))
    }

    /// Tax at `rate` per ten thousand (2000 = 20 %), rounded half to even, or `None` when it does not fit.
    ///
    /// ```
    /// use domain::money::{Currency, Money};
    /// assert_eq!(Money::new(125, Currency::Eur).tax(2000).map(|t| t.minor), Some(25));
    /// assert_eq!(Money::new(50, Currency::Eur).tax(100).map(|t| t.minor), Some(0));
    /// ```
    pub fn tax(self, rate: i64) -> Option<Money> {
        let product = i128::from(self.minor).checked_mul(i128::from(rate))?;
        Some(Money::new(round_half_even(product, 10_000)?, self.currency))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.minor < 0 { "−" } else { "" };
        let magnitude = self.minor.unsigned_abs();
        let (sign, gap) = (self.currency.sign(), self.currency.gap());
        write!(f, "{minus}{sign}{gap}{}.{:02}", grouped(magnitude / 100), magnitude % 100)
    }
}

/// A price for one unit in ten-thousandths of the currency unit, so that a bolt can cost 0.0475.
///
/// ```
/// use domain::money::{Currency, UnitPrice};
/// let price = UnitPrice::new(475, Currency::Gbp);
/// assert_eq!(price.to_string(), "£0.0475");
/// assert_eq!(price.times(1_000).map(|m| m.minor), Some(4_750));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UnitPrice {
    /// Ten-thousandths of the currency unit.
    pub ten_thousandths: i64,
    /// The currency.
    pub currency: Currency,
}

impl UnitPrice {
    /// `ten_thousandths` of one unit of `currency`.
    pub fn new(ten_thousandths: i64, currency: Currency) -> UnitPrice {
        UnitPrice { ten_thousandths, currency }
    }

    /// The amount for `quantity` units, rounded once, half to even; `None` when it does not fit.
    pub fn times(self, quantity: i64) -> Option<Money> {
        let product = i128::from(self.ten_thousandths).checked_mul(i128::from(quantity))?;
        Some(Money::new(round_half_even(product, 100)?, self.currency))
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.ten_thousandths.unsigned_abs() / 10_000;
        let part = self.ten_thousandths.unsigned_abs() % 10_000;
        write!(f, "{}{}{}", self.currency.sign(), self.currency.gap(), grouped(whole))?;
        if part.is_multiple_of(100) { write!(f, ".{:02}", part / 100) } else { write!(f, ".{part:04}") }
    }
}

fn round_half_even(value: i128, divisor: i128) -> Option<i64> {
    let quotient = value.div_euclid(divisor);
    let remainder = value.rem_euclid(divisor);
    let up = remainder * 2 > divisor || (remainder * 2 == divisor && quotient % 2 != 0);
    i64::try_from(if up { quotient + 1 } else { quotient }).ok()
}

/// A rate per ten thousand as people read it.
///
/// ```
/// use domain::money::percent;
/// assert_eq!((percent(500), percent(750)), ("5%".to_owned(), "7.5%".to_owned()));
/// ```
pub fn percent(rate: i64) -> String {
    let part = format!("{:02}", (rate % 100).unsigned_abs());
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    format!("{}{point}{part}%", rate / 100)
}

/// `1234567` as `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Minor units of an amount with up to two decimals, behind a dot or a comma. What could be thousands as well as decimals
/// (`2,500`) is none.
pub fn amount(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), ""));
    let is_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 10 || part.len() > 2 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// An amount as it is typed, from minor units: `2500.00`.
pub fn plain(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formats_signs_groups_and_fractions() {
        assert_eq!(Money::new(-5, Currency::Gbp).to_string(), "−£0.05");
        assert_eq!(Money::new(100_000_000, Currency::Eur).to_string(), "€1,000,000.00");
        assert_eq!(UnitPrice::new(123_400, Currency::Eur).to_string(), "€12.34");
    }

    #[test]
    fn a_code_stands_apart_from_its_amount() {
        assert_eq!(Money::new(120_410, Currency::Chf).to_string(), "CHF\u{a0}1,204.10");
        assert_eq!(Money::new(-5, Currency::Cad).to_string(), "−CA$0.05");
        for currency in Currency::ALL {
            assert_eq!(Currency::parse(currency.code()), Some(currency));
        }
        assert_eq!((Currency::parse("JPY"), Currency::parse("eur")), (None, None));
    }

    #[test]
    fn amounts_have_up_to_two_decimals() {
        assert_eq!((amount("2500"), amount("0.5"), amount(" 7.05 ")), (Some(250_000), Some(50), Some(705)));
        assert_eq!((amount("2500,50"), amount("1,5")), (Some(250_050), Some(150)));
        for bad in ["", "x", "1.234", "1,234", "1.234,50", "-1", "1.x", ".5", "99999999999"] {
            assert_eq!(amount(bad), None, "{bad}");
        }
    }

    #[test]
    fn overflow_is_none_not_a_wrapped_number() {
        assert_eq!(UnitPrice::new(i64::MAX, Currency::Gbp).times(i64::MAX), None);
        assert_eq!(Money::new(i64::MAX, Currency::Gbp).checked_add(Money::new(1, Currency::Gbp)), None);
        assert_eq!(Money::new(1, Currency::Gbp).checked_add(Money::new(1, Currency::Eur)), None);
    }

    proptest! {
        #[test]
        fn a_line_is_never_further_than_half_a_penny_from_exact(price in 1i64..1_000_000_000, quantity in 1i64..1_000_000) {
            let money = UnitPrice::new(price, Currency::Gbp).times(quantity).expect("fits");
            let exact = i128::from(price) * i128::from(quantity);
            let shown = i128::from(money.minor) * 100;
            prop_assert!((exact - shown).abs() * 2 <= 100);
        }

        #[test]
        fn adding_is_commutative_or_fails_both_ways(a in any::<i64>(), b in any::<i64>()) {
            let (a, b) = (Money::new(a, Currency::Eur), Money::new(b, Currency::Eur));
            prop_assert_eq!(a.checked_add(b), b.checked_add(a));
        }

        #[test]
        fn a_bigger_price_never_costs_less(p in 1i64..1_000_000, more in 0i64..1_000_000, q in 1i64..100_000) {
            let low = UnitPrice::new(p, Currency::Gbp).times(q).expect("fits");
            let high = UnitPrice::new(p + more, Currency::Gbp).times(q).expect("fits");
            prop_assert!(low.minor <= high.minor);
        }

        #[test]
        fn tax_is_within_half_a_unit(net in 0i64..1_000_000_000_000, rate in 0i64..10_000) {
            let tax = Money::new(net, Currency::Gbp).tax(rate).expect("fits");
            let exact = i128::from(net) * i128::from(rate);
            prop_assert!((exact - i128::from(tax.minor) * 10_000).abs() * 2 <= 10_000);
        }
    }
}
