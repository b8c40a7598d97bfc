//! Orders: states, totals and numbers.

pub mod again;
pub mod approval;
pub mod booking;
pub mod db;
pub mod discount;
pub mod entry;
pub(crate) mod find;
pub mod limit;
pub mod pace;
pub mod place;
pub mod tax;

use crate::credential::{ALPHABET, random};
use crate::error::{Error, Field, Problem, Result};
use crate::id::AddressId;
use crate::money::{Currency, Money};
use crate::order::booking::{Booking, Rules};
use crate::order::discount::Discount;
use crate::text;
use crate::text_enum::text_enum;
use crate::totals::add_up;

pub use crate::totals::{LARGEST_TOTAL, Totals};

pub use tax::{Tax, TaxClass};

text_enum! {
    /// The state of an order.
    pub enum Status {
        /// Waits for approval by the customer's company.
        AwaitingApproval => "awaiting_approval",
        /// Received.
        Placed => "placed",
        /// Checked by the seller.
        Confirmed => "confirmed",
        /// On its way.
        Shipped => "shipped",
        /// Arrived.
        Delivered => "delivered",
        /// Cancelled.
        Cancelled => "cancelled",
        /// Rejected by the customer's company.
        Rejected => "rejected",
        /// Withdrawn before a decision.
        Withdrawn => "withdrawn",
    }
}

impl Status {
    /// Whether the next state may be `to`: one step forward, or cancelled before it is shipped (R108). An order that waits
    /// for approval is placed only by approving it.
    ///
    /// ```
    /// use domain::order::Status;
    /// assert!(Status::Placed.may_become(Status::Confirmed));
    /// assert!(!Status::Placed.may_become(Status::Shipped));
    /// ```
    pub fn may_become(self, to: Status) -> bool {
        matches!(
            (self, to),
            (Status::AwaitingApproval, Status::Placed | Status::Rejected | Status::Withdrawn)
                | (Status::Placed, Status::Confirmed)
                | (Status::Confirmed, Status::Shipped)
                | (Status::Shipped, Status::Delivered)
                | (Status::Placed | Status::Confirmed, Status::Cancelled)
        )
    }
}

text_enum! {
    /// How a list of orders is sorted.
    #[derive(Default)]
    pub enum Sort {
        /// Newest first.
        #[default]
        Newest => "newest",
        /// Oldest first.
        Oldest => "oldest",
        /// Largest total first.
        Largest => "largest",
        /// Smallest total first.
        Smallest => "smallest",
    }
}

impl Sort {
    /// The other way round.
    #[must_use]
    pub fn reversed(self) -> Sort {
        match self {
            Sort::Newest => Sort::Oldest,
            Sort::Oldest => Sort::Newest,
            Sort::Largest => Sort::Smallest,
            Sort::Smallest => Sort::Largest,
        }
    }
}

text_enum! {
    /// How an order gets to the customer.
    pub enum Shipping {
        /// Two to three working days; free above a value.
        Standard => "standard",
        /// The next working day.
        Express => "express",
        /// Collected by the customer.
        Collect => "collect",
    }
}

impl Shipping {
    /// What it costs for goods worth `subtotal`, in the same currency, net.
    pub fn cost(self, subtotal: Money) -> Money {
        let minor = match self {
            Shipping::Standard if subtotal.minor >= FREE_FROM => 0,
            Shipping::Standard => 950,
            Shipping::Express => 2_400,
            Shipping::Collect => 0,
        };
        Money::new(minor, subtotal.currency)
    }
}

/// Standard delivery is free from this value of goods, in minor units.
pub const FREE_FROM: i64 = 15_000;

/// As [`add_up`].
///
/// # Errors
/// [`Problem::TotalTooLarge`] when anything does not fit.
pub fn totals(
    currency: Currency,
    lines: &[(Money, i64)],
    discount_rate: i64,
    shipping: Money,
    shipping_rate: i64,
) -> Result<Totals> {
    let sum = add_up(currency, lines, discount_rate, shipping, shipping_rate);
    sum.ok_or_else(|| Error::field("cart", Problem::TotalTooLarge))
}

/// What makes the numbers of orders; one that is taken is asked for again.
#[derive(Clone, Copy, Debug)]
pub struct Numbers(pub fn() -> Result<String>);

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers(number)
    }
}

/// A new order number, `4F7-22KD`: six random signs and a check sign. Not guessable, not countable (R109).
///
/// # Errors
/// [`Error::Unavailable`] when the system has no randomness to give.
pub fn number() -> Result<String> {
    Ok(number_from(u64::from_le_bytes(random::<8>()?)))
}

/// The order number of a seed; equal seeds give equal numbers. Numbers that a spreadsheet would read as a number or a date
/// are skipped.
pub fn number_from(seed: u64) -> String {
    let mut seed = seed;
    loop {
        let number = drawn(seed);
        if !looks_like_a_number(&number) {
            return number;
        }
        // The next seed of a sequence that does not come back.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    }
}

/// Whether a spreadsheet could convert `ABC-DEFG`: `12E-3456` is a number, `MAY-2026` a day and `234-5678` a span. It is safe
/// only if a letter other than an exponent follows the dash.
fn looks_like_a_number(number: &str) -> bool {
    let (before, after) = number.split_once('-').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_power = before.ends_with(['E', 'D']) && digits(&before[..before.len() - 1]);
    digits(after)
        || (is_power && after.len() > 1 && digits(&after[..after.len() - 1]))
        || (digits(before) && is_size(after))
}

/// Digits with an exponent: `2E45`.
fn is_size(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.split_once(['E', 'D']).is_some_and(|(base, power)| digits(base) && digits(power))
}

/// Six signs of a seed, and a check sign.
fn drawn(seed: u64) -> String {
    let base = 31_u64;
    let mut rest = seed;
    let mut out = String::with_capacity(8);
    let mut sum = 0_u64;
    for place in 1..=6_u64 {
        let digit = rest % base;
        rest /= base;
        sum += digit * place;
        out.push(char::from(ALPHABET[usize::try_from(digit).unwrap_or(0)]));
        if place == 3 {
            out.push('-');
        }
    }
    out.push(char::from(ALPHABET[usize::try_from(sum % base).unwrap_or(0)]));
    out
}

/// The checked values of the checkout form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// Where to.
    pub address: AddressId,
    /// How.
    pub shipping: Shipping,
    /// The customer's order number, or empty.
    pub po_number: String,
    /// Note to the seller, or empty.
    pub note: String,
    /// The day on which it is wanted, what it is booked to, and its files.
    pub booking: Booking,
    /// The discount of the agent; without effect outside of an on-behalf session.
    pub discount: Option<Discount>,
    /// The total that was shown for this delivery, in minor units; if it changed since, the order is refused (R105).
    pub shown_total: i64,
    /// The idempotency key of the form: a double click places one order.
    pub key: String,
}

/// The typed values of the checkout form.
#[derive(Clone, Debug, Default)]
pub struct Typed<'a> {
    /// Field `address`.
    pub address: &'a str,
    /// Field `shipping`.
    pub shipping: &'a str,
    /// Field `payment`.
    pub payment: &'a str,
    /// Field `po_number`.
    pub po_number: &'a str,
    /// Field `note`.
    pub note: &'a str,
    /// Field `requested_on`.
    pub requested_on: &'a str,
    /// Field `cost_centre`.
    pub cost_centre: &'a str,
    /// Field `files`: the files that the page showed, by comma.
    pub files: &'a str,
    /// Field `discount`.
    pub discount: &'a str,
    /// Field `discount_reason`.
    pub discount_reason: &'a str,
    /// Field `shown`: the totals that the page showed, one for each of [`Shipping::ALL`], by comma.
    pub shown: &'a str,
    /// Field `key`.
    pub key: &'a str,
}

impl Checkout {
    /// Checks the form by the rules of the company and the store.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each field.
    pub fn parse(typed: &Typed<'_>, rules: &Rules<'_>) -> Result<Checkout> {
        let mut wrong = Vec::new();
        let mut no = |name, problem| wrong.push(Field { name, problem });
        let address = AddressId::parse(typed.address);
        if address.is_none() {
            no("address", if typed.address.is_empty() { Problem::Required } else { Problem::NotAChoice });
        }
        let shipping = Shipping::parse(typed.shipping);
        if shipping.is_none() {
            no("shipping", if typed.shipping.is_empty() { Problem::Required } else { Problem::NotAChoice });
        }
        if typed.payment != "account" {
            no("payment", if typed.payment.is_empty() { Problem::Required } else { Problem::NotAChoice });
        }
        let po_number = rules.po_number(typed.po_number).unwrap_or_else(|problem| {
            no("po_number", problem);
            ""
        });
        let note = typed.note.trim();
        if let Err(problem) = text::lines(note, 1_000) {
            no("note", problem);
        }
        let requested_on = rules.window.read(typed.requested_on).unwrap_or_else(|problem| {
            no("requested_on", problem);
            None
        });
        let cost_centre = rules.cost_centre(typed.cost_centre).unwrap_or_else(|problem| {
            no("cost_centre", problem);
            None
        });
        let booking = Booking { requested_on, cost_centre, files: booking::files(typed.files) };
        let discount = Discount::parse(typed.discount, typed.discount_reason).unwrap_or_else(|field| {
            no(field.name, field.problem);
            None
        });
        let place = shipping.and_then(|chosen| Shipping::ALL.into_iter().position(|s| s == chosen));
        let shown_total = typed.shown.split(',').nth(place.unwrap_or(0)).and_then(|total| total.parse::<i64>().ok());
        if shown_total.is_none() {
            no("shown", Problem::NotANumber);
        }
        let key_fits = (1..=255).contains(&typed.key.len()) && typed.key.bytes().all(|b| b.is_ascii_graphic());
        if !key_fits {
            no("key", Problem::Required);
        }
        match (address, shipping, shown_total, wrong.is_empty()) {
            (Some(address), Some(shipping), Some(shown_total), true) => Ok(Checkout {
                address,
                shipping,
                po_number: po_number.to_owned(),
                note: note.to_owned(),
                booking,
                discount,
                shown_total,
                key: typed.key.to_owned(),
            }),
            _ => Err(Error::Invalid(wrong)),
        }
    }

    /// The values that must be the same when a key is used again.
    pub(crate) fn payload_hash(&self) -> String {
        let mut parts = vec![
            self.address.to_string(),
            self.shipping.as_str().to_owned(),
            self.po_number.clone(),
            self.note.clone(),
            self.shown_total.to_string(),
        ];
        parts.extend(self.booking.parts());
        parts.extend(self.discount.iter().flat_map(|d| [d.rate.to_string(), d.reason.clone()]));
        crate::audit::canonical::sha256_hex(parts.join("\u{1f}").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::UnitPrice;
    use crate::organization::{CostRule, PoRule};
    use proptest::prelude::*;

    #[test]
    fn only_listed_steps_are_allowed() {
        let allowed: Vec<(Status, Status)> = Status::ALL
            .into_iter()
            .flat_map(|from| Status::ALL.into_iter().map(move |to| (from, to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        assert_eq!(
            allowed,
            [
                (Status::AwaitingApproval, Status::Placed),
                (Status::AwaitingApproval, Status::Rejected),
                (Status::AwaitingApproval, Status::Withdrawn),
                (Status::Placed, Status::Confirmed),
                (Status::Placed, Status::Cancelled),
                (Status::Confirmed, Status::Shipped),
                (Status::Confirmed, Status::Cancelled),
                (Status::Shipped, Status::Delivered),
            ]
        );
    }

    #[test]
    fn discount_and_tax_round_once() {
        // (price, quantity, discount, tax, total): worked out with exact fractions and rounded as an invoice is.
        for (price, quantity, off, rate, total) in [
            (3_483_500, 16, 400, 2_200, 652_781),
            (3_483_500, 16, 400, 1_900, 636_729),
            (3_483_500, 16, 0, 2_200, 679_979),
            (9_900, 3, 333, 1_900, 342),
            (10_050, 1, 5_000, 2_000, 60),
            (475, 1_000, 750, 2_000, 5_273),
        ] {
            let line = UnitPrice::new(price, Currency::Eur).times(quantity).expect("fits");
            let zero = Money::zero(Currency::Eur);
            let priced = totals(Currency::Eur, &[(line, rate)], off, zero, rate).expect("fits");
            assert_eq!(priced.total.minor, total, "{price} × {quantity} less {off} and {rate} on it: {priced:?}");
        }
    }

    #[test]
    fn order_numbers_are_readable() {
        let number = number().expect("random");
        assert_eq!(number.len(), 8);
        assert!(!number.contains(['O', '0', 'I', '1']));
        assert_eq!(number_from(7), number_from(7));
    }

    #[test]
    fn order_numbers_stay_text_in_sheets() {
        for number in ["12E-3456", "23E-345D", "2AE-2345", "MAY-2345", "DEC-2345", "234-5678", "234-2E45", "23D-4567"] {
            assert!(looks_like_a_number(number), "{number}");
        }
        for number in ["4F7-22KD", "E23-45E6K", "MAY-23KD", "12E-34K6"] {
            assert!(!looks_like_a_number(number), "{number}");
        }
        // All numbers of the three signs that begin one with an exponent or a month, and very many others.
        let mut odd = 0_u64;
        for seed in 0..300_000_u64 {
            let number = number_from(seed.wrapping_mul(2_862_933_555_777_941_757));
            let after = number.split('-').nth(1).unwrap_or_default();
            assert!(after.bytes().any(|b| b.is_ascii_alphabetic()), "{number}");
            odd += u64::from(number != drawn(seed.wrapping_mul(2_862_933_555_777_941_757)));
        }
        assert!(odd > 100, "some were passed over: {odd}");
    }

    #[test]
    fn checkout_names_all_wrong_fields() {
        let rules = Rules { po_number: PoRule::Required, cost_centre: CostRule::Required, ..Rules::none() };
        let Err(Error::Invalid(fields)) = Checkout::parse(&Typed::default(), &rules) else { panic!("must fail") };
        let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
        assert_eq!(names, ["address", "shipping", "payment", "po_number", "cost_centre", "shown", "key"]);
    }

    proptest! {
        #[test]
        fn totals_add_up(
            amounts in prop::collection::vec((0i64..10_000_000, 0usize..3), 1..50),
            ship in 0i64..10_000,
            off in 0i64..=10_000,
        ) {
            let lines: Vec<(Money, i64)> =
                amounts.iter().map(|(m, r)| (Money::new(*m, Currency::Eur), [0, 700, 1_900][*r])).collect();
            let t = totals(Currency::Eur, &lines, off, Money::new(ship, Currency::Eur), 1_900).expect("fits");
            prop_assert_eq!(t.total.minor, t.subtotal.minor - t.discount.minor + t.shipping.minor + t.tax.minor);
            prop_assert_eq!(t.subtotal.minor, amounts.iter().map(|(m, _)| m).sum::<i64>());
            prop_assert_eq!(t.discount.minor, (t.subtotal.minor * off * 2 + 10_000) / 20_000, "half up, once");
            // The tax of the exact amounts, less at most what rounding twice for each of three rates can make of it.
            let exact: i64 = lines.iter().map(|(m, r)| m.minor * (10_000 - off) * r).sum::<i64>() + ship * 10_000 * 1_900;
            prop_assert!((exact - t.tax.minor * 100_000_000).abs() <= 3 * 100_000_000, "{} {}", exact, t.tax.minor);
        }

        #[test]
        fn discount_lowers_tax_of_its_goods(
            amounts in prop::collection::vec(0i64..10_000_000, 1..20),
            ship in 0i64..10_000,
            off in 0i64..=10_000,
        ) {
            let lines: Vec<(Money, i64)> = amounts.iter().map(|m| (Money::new(*m, Currency::Gbp), 2_000)).collect();
            let t = totals(Currency::Gbp, &lines, off, Money::new(ship, Currency::Gbp), 2_000).expect("fits");
            let left = t.subtotal.checked_sub(t.discount).and_then(|m| m.checked_add(t.shipping)).expect("fits");
            prop_assert_eq!(Some(t.tax), left.tax(2_000));
            prop_assert!(t.discount.minor <= t.subtotal.minor);
        }
    }
}
