//! What an order costs: the goods, a discount on them, delivery and tax. Pure, so that the page of the checkout computes it
//! by the same rules as the server.

use crate::money::{Currency, Money};

/// A discount of everything, per ten thousand of the goods.
pub const WHOLE: i64 = 10_000;
/// The largest total of one order, in minor units.
pub const LARGEST_TOTAL: i64 = 10_000_000_000;

/// The amounts of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Goods, net.
    pub subtotal: Money,
    /// What is taken off the goods.
    pub discount: Money,
    /// The same per ten thousand of the goods.
    pub discount_rate: i64,
    /// Delivery, net.
    pub shipping: Money,
    /// Tax on what is left of the goods, and on the delivery.
    pub tax: Money,
    /// What is to be paid.
    pub total: Money,
}

/// Adds up lines of (amount, tax rate) less a discount per ten thousand, and delivery; nothing when anything does not fit.
///
/// The discount is rounded half up once and divided among the tax rates by the worth of their goods, so that the parts add
/// up to it; tax is rounded once for each rate.
pub fn add_up(
    currency: Currency,
    lines: &[(Money, i64)],
    discount_rate: i64,
    shipping: Money,
    shipping_rate: i64,
) -> Option<Totals> {
    let zero = Money::zero(currency);
    let subtotal = lines.iter().try_fold(zero, |sum, (amount, _)| sum.checked_add(*amount))?;
    let mut rates: Vec<i64> = lines.iter().map(|(_, rate)| *rate).chain([shipping_rate]).collect();
    rates.sort_unstable();
    rates.dedup();
    let discount = subtotal.share(discount_rate, WHOLE)?;
    let (mut tax, mut seen, mut taken) = (zero, zero, zero);
    for rate in rates {
        let goods = lines.iter().filter(|(_, r)| *r == rate).try_fold(zero, |s, (amount, _)| s.checked_add(*amount))?;
        seen = seen.checked_add(goods)?;
        let until = discount.share(seen.minor, subtotal.minor)?;
        let left = goods.checked_sub(until.checked_sub(taken)?)?;
        taken = until;
        let base = if rate == shipping_rate { left.checked_add(shipping)? } else { left };
        tax = tax.checked_add(base.tax(rate)?)?;
    }
    let total = subtotal.checked_sub(discount)?.checked_add(shipping)?.checked_add(tax)?;
    (total.minor <= LARGEST_TOTAL).then_some(Totals { subtotal, discount, discount_rate, shipping, tax, total })
}

/// Reads a percentage from 0 to 100 with at most one decimal, per ten thousand. The decimal stands behind a dot or a comma,
/// as the person's language writes it.
///
/// ```
/// use domain::totals::percent;
/// assert_eq!((percent("5"), percent(" 7.5 %"), percent("100.1")), (Some(500), Some(750), None));
/// assert_eq!(percent("5,5"), Some(550));
/// ```
pub fn percent(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_suffix('%').map_or(text, str::trim_end);
    let (whole, tenths) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = |t: &str, most| (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole, 3) || !is_number(tenths, 1) {
        return None;
    }
    let rate = whole.parse::<i64>().ok()? * 100 + tenths.parse::<i64>().ok()? * 10;
    (rate <= WHOLE).then_some(rate)
}
