//! The amounts of the checkout, for the address and delivery that are chosen.

use domain::money::{Currency, Money, grouped, percent};
use domain::totals::Totals as Sums;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What an order would cost, in words, for one address and one delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// The goods, net.
    pub goods: String,
    /// What is taken off them, with its label; the same for every address and delivery.
    pub discount: Option<(String, String)>,
    /// The delivery, net.
    pub delivery: String,
    /// Which tax it is.
    pub tax_label: String,
    /// The tax.
    pub tax: String,
    /// What is to be paid.
    pub total: String,
    /// The same in minor units, which comes back with the form: what was shown is what is ordered.
    pub minor: i64,
}

/// How amounts are said and written in the language of the page. The server makes it; with it the page writes them alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Label of the goods.
    pub goods: String,
    /// Label of the delivery.
    pub delivery: String,
    /// Label of the total.
    pub total: String,
    /// What is written for a delivery that costs nothing.
    pub free: String,
    /// Label of the discount, with `{}` for its number of percent.
    pub discount: String,
    /// What stands before an amount, between its thousands, before its decimals, and after it.
    pub signs: [String; 4],
}

impl Wording {
    /// An amount of money.
    pub fn money(&self, amount: Money) -> String {
        let [before, group, point, after] = &self.signs;
        let minus = if amount.minor < 0 { "−" } else { "" };
        let (whole, part) = (amount.minor.unsigned_abs() / 100, amount.minor.unsigned_abs() % 100);
        let tens = if part < 10 { "0" } else { "" };
        [minus, before, &grouped(whole).replace(',', group), point, tens, &part.to_string(), after].concat()
    }

    /// The label of a discount per ten thousand.
    pub fn discount(&self, rate: i64) -> String {
        self.discount.replace("{}", &percent(rate).replace('%', "").replace('.', &self.signs[2]))
    }
}

impl Amounts {
    /// The amounts in words.
    pub fn of(sums: &Sums, tax_label: String, words: &Wording) -> Amounts {
        Amounts {
            goods: words.money(sums.subtotal),
            discount: (sums.discount_rate > 0).then(|| {
                let amount = Money::new(-sums.discount.minor, sums.discount.currency);
                (words.discount(sums.discount_rate), words.money(amount))
            }),
            delivery: if sums.shipping.minor == 0 { words.free.clone() } else { words.money(sums.shipping) },
            tax_label,
            tax: words.money(sums.tax),
            total: words.money(sums.total),
            minor: sums.total.minor,
        }
    }
}

/// What the amounts of one address and one delivery are made of, where a discount may be typed: with it the page computes
/// them anew by the rules of the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The goods of each tax rate: minor units and rate.
    pub goods: Vec<(i64, i64)>,
    /// The delivery in minor units, and its tax rate.
    pub delivery: (i64, i64),
    /// Which tax it is.
    pub tax_label: String,
}

#[cfg(any(feature = "hydrate", test))]
impl Parts {
    /// The amounts less a discount per ten thousand.
    fn less(&self, currency: Currency, rate: i64, words: &Wording) -> Option<Amounts> {
        let lines: Vec<(Money, i64)> = self.goods.iter().map(|(n, r)| (Money::new(*n, currency), *r)).collect();
        let (delivery, delivery_rate) = self.delivery;
        let sums = domain::totals::add_up(currency, &lines, rate, Money::new(delivery, currency), delivery_rate)?;
        Some(Amounts::of(&sums, self.tax_label.clone(), words))
    }
}

/// The amounts, following what is chosen and typed in the form `checkout`.
///
/// *On the server:* the amounts of the address and delivery that the page was rendered for. Without script each delivery
/// shows its own total, another address with another tax asks again, and so does a discount, by a button.
#[island]
pub fn Totals(
    /// For each group of addresses that are taxed alike: the amounts of each delivery.
    groups: Vec<Vec<Amounts>>,
    /// The same, as what they are made of; empty where no discount may be typed.
    parts: Vec<Vec<Parts>>,
    /// In which currency.
    currency: Currency,
    /// The group of each address, by the value of its field.
    addresses: Vec<(String, u32)>,
    /// The deliveries, by the value of their field.
    methods: Vec<String>,
    /// The group of the chosen address.
    group: u32,
    /// The chosen delivery.
    method: u32,
    /// How amounts are said.
    words: Wording,
) -> impl IntoView {
    let shown = groups.get(group as usize).and_then(|amounts| amounts.get(method as usize));
    let now = |part: fn(&Amounts) -> &str| shown.map(part).unwrap_or_default().to_owned();
    let discount = shown.and_then(|amounts| amounts.discount.clone());
    let is_less = discount.is_some();
    let (discount_label, discount) = discount.unwrap_or_default();
    let amounts = [
        (words.goods.clone(), now(|a| &a.goods)),
        (words.delivery.clone(), now(|a| &a.delivery)),
        (now(|a| &a.tax_label), now(|a| &a.tax)),
        (words.total.clone(), now(|a| &a.total)),
    ];
    #[cfg(feature = "hydrate")]
    {
        let (group, method) = (group as usize, method as usize);
        let shown = Shown { groups, parts, currency, addresses, methods, group, method, words };
        // Texts may change once the island is hydrated, not before.
        queue_microtask(move || in_page::wake(shown));
    }
    #[cfg(not(feature = "hydrate"))]
    drop((addresses, methods, parts, currency, groups, words));
    let [(goods_label, goods), (delivery_label, delivery), (tax_label, tax), (total_label, total)] = amounts;
    view! {
        <div data-island="totals">
            <dl class="totals" aria-live="polite">
                <div><dt>{goods_label}</dt><dd class="money" data-sum="goods">{goods}</dd></div>
                <div data-less="" hidden=!is_less><dt data-sum="discount-label">{discount_label}</dt><dd class="money" data-sum="discount">{discount}</dd></div>
                <div><dt>{delivery_label}</dt><dd class="money" data-sum="delivery">{delivery}</dd></div>
                <div><dt data-sum="tax-label">{tax_label}</dt><dd class="money" data-sum="tax">{tax}</dd></div>
                <div class="total"><dt>{total_label}</dt><dd class="money" data-sum="total">{total}</dd></div>
            </dl>
        </div>
    }
}

/// What is shown, and what it follows from.
#[cfg(feature = "hydrate")]
struct Shown {
    groups: Vec<Vec<Amounts>>,
    parts: Vec<Vec<Parts>>,
    currency: Currency,
    addresses: Vec<(String, u32)>,
    methods: Vec<String>,
    group: usize,
    method: usize,
    words: Wording,
}

#[cfg(feature = "hydrate")]
mod in_page {
    use super::{Amounts, Shown};
    use crate::island::browser::{awake, find, get, listen_all, put, show, text};

    /// Follows what is chosen and typed as long as the page is there.
    pub(super) fn wake(mut shown: Shown) {
        // What is said to those for whom nothing is computed here.
        if let Some(hint) = find("#discount-static") {
            show(&hint, false);
        }
        shown.paint();
        listen_all("input", move |event| {
            let field = get(&event, "target");
            if shown.follow(&text(&field, "name"), &text(&field, "value")).is_some() {
                shown.paint();
            }
        });
        awake("totals");
    }

    impl Shown {
        /// Takes over the new value of a field; nothing when the amounts stay.
        fn follow(&mut self, name: &str, value: &str) -> Option<()> {
            match name {
                "address" => self.group = self.addresses.iter().find(|(id, _)| id == value)?.1 as usize,
                "shipping" => self.method = self.methods.iter().position(|name| name == value)?,
                "discount" => {
                    // What cannot be read is shown at its field when the form is sent.
                    let rate = if value.trim().is_empty() { 0 } else { domain::totals::percent(value)? };
                    let mut priced = Vec::new();
                    for group in &self.parts {
                        let mut amounts = Vec::new();
                        for parts in group {
                            amounts.push(parts.less(self.currency, rate, &self.words)?);
                        }
                        priced.push(amounts);
                    }
                    if priced.is_empty() {
                        return None;
                    }
                    self.groups = priced;
                }
                _ => return None,
            }
            Some(())
        }

        fn paint(&self) {
            let amounts: &[Amounts] = self.groups.get(self.group).map(Vec::as_slice).unwrap_or_default();
            // The totals beside the deliveries, and those that come back with the form, belong to the chosen address too.
            let mut back = String::new();
            for (name, amount) in self.methods.iter().zip(amounts) {
                put_text(&["[data-total=\"", name, "\"]"].concat(), &amount.total);
                if !back.is_empty() {
                    back.push(',');
                }
                back.push_str(&amount.minor.to_string());
            }
            if let Some(field) = find("input[name=shown]") {
                put(&field, "value", &back.into());
            }
            let Some(now) = amounts.get(self.method) else { return };
            if let Some(row) = find("[data-less]") {
                show(&row, now.discount.is_some());
            }
            let (label, less) =
                now.discount.as_ref().map(|(label, less)| (label.as_str(), less.as_str())).unwrap_or_default();
            for (name, value) in [
                ("goods", now.goods.as_str()),
                ("discount-label", label),
                ("discount", less),
                ("delivery", &now.delivery),
                ("tax-label", &now.tax_label),
                ("tax", &now.tax),
                ("total", &now.total),
            ] {
                put_text(&["[data-sum=", name, "]"].concat(), value);
            }
        }
    }

    /// Writes a text where another one stands: what stays the same is not said again.
    fn put_text(selector: &str, text: &str) {
        if let Some(place) = find(selector)
            && place.text_content().as_deref() != Some(text)
        {
            place.set_text_content(Some(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_computes_what_the_server_computes() {
        let goods = vec![(557_360, 2_200), (10_000, 700)];
        let text = |text: &str| text.to_owned();
        let words = Wording {
            goods: text("Goods"),
            delivery: text("Delivery"),
            total: text("Total"),
            free: text("Free"),
            discount: text("Discount ({}%)"),
            signs: ["£", ",", ".", ""].map(text),
        };
        let parts = Parts { goods: goods.clone(), delivery: (950, 2_200), tax_label: "Tax (VAT)".to_owned() };
        let lines: Vec<(Money, i64)> = goods.iter().map(|(n, r)| (Money::new(*n, Currency::Eur), *r)).collect();
        for rate in [0, 10, 333, 400, 750, 10_000] {
            let delivery = Money::new(950, Currency::Eur);
            let sums = domain::totals::add_up(Currency::Eur, &lines, rate, delivery, 2_200).expect("fits");
            let shown = parts.less(Currency::Eur, rate, &words).expect("fits");
            assert_eq!(shown.minor, sums.total.minor, "{rate}");
            assert_eq!(shown.discount.is_some(), rate > 0, "{rate}");
        }
    }
}
