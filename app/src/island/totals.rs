//! The amounts of the checkout, for the address and delivery that are chosen.

use domain::money::{Currency, Money, grouped, percent};
use domain::totals::Totals as Sums;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{ev, wasm_bindgen::JsCast, web_sys};
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
    let group = RwSignal::new(group as usize);
    let method = RwSignal::new(method as usize);
    let groups = RwSignal::new(groups);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let now = move |part: fn(&Amounts) -> String| {
        groups.with(|g| g.get(group.get()).and_then(|g| g.get(method.get())).map(part).unwrap_or_default())
    };
    let (goods_label, delivery_label, total_label) = (words.goods.clone(), words.delivery.clone(), words.total.clone());
    #[cfg(feature = "hydrate")]
    {
        let names = methods.clone();
        drop(window_event_listener(ev::input, move |event| {
            let Some(field) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else {
                return;
            };
            let value = field.value();
            match field.name().as_str() {
                "address" => {
                    if let Some((_, of)) = addresses.iter().find(|(id, _)| *id == value) {
                        group.set(*of as usize);
                    }
                }
                "shipping" => {
                    if let Some(of) = names.iter().position(|name| *name == value) {
                        method.set(of);
                    }
                }
                "discount" => {
                    // What cannot be read is told at its field when the form is sent.
                    let rate = if value.trim().is_empty() { Some(0) } else { domain::totals::percent(&value) };
                    let priced = rate.and_then(|rate| {
                        let of_group = |g: &Vec<Parts>| {
                            g.iter().map(|p| p.less(currency, rate, &words)).collect::<Option<Vec<Amounts>>>()
                        };
                        parts.iter().map(of_group).collect::<Option<Vec<Vec<Amounts>>>>()
                    });
                    if let Some(priced) = priced.filter(|priced| !priced.is_empty()) {
                        groups.set(priced);
                    }
                }
                _ => {}
            }
        }));
        // What is said to those for whom nothing is computed here.
        Effect::new(|_| {
            if let Some(hint) = document().get_element_by_id("discount-static") {
                let _ = hint.set_attribute("hidden", "");
            }
        });
        // The totals beside the deliveries, and those that come back with the form, belong to the chosen address too.
        Effect::new(move |_| {
            let amounts = groups.with(|g| g.get(group.get()).cloned().unwrap_or_default());
            for (name, amount) in methods.iter().zip(&amounts) {
                let place = document().query_selector(&["[data-total=\"", name, "\"]"].concat()).ok().flatten();
                if let Some(place) = place {
                    place.set_text_content(Some(&amount.total));
                }
            }
            let shown = document().query_selector("input[name=shown]").ok().flatten();
            if let Some(shown) = shown.and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok()) {
                shown.set_value(&amounts.iter().map(|a| a.minor.to_string()).collect::<Vec<_>>().join(","));
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    drop((addresses, methods, parts, currency, words));
    let discount = move || {
        let discount = groups.with(|g| g.first()?.first()?.discount.clone());
        discount.map(|(label, amount)| view! { <div><dt>{label}</dt><dd class="money">{amount}</dd></div> })
    };
    view! {
        <div data-island="totals" data-ready=move || ready.get().then_some("")>
            <dl class="totals" aria-live="polite">
                <div><dt>{goods_label}</dt><dd class="money">{move || now(|a| a.goods.clone())}</dd></div>
                {discount}
                <div><dt>{delivery_label}</dt><dd class="money">{move || now(|a| a.delivery.clone())}</dd></div>
                <div><dt>{move || now(|a| a.tax_label.clone())}</dt><dd class="money">{move || now(|a| a.tax.clone())}</dd></div>
                <div class="total"><dt>{total_label}</dt><dd class="money">{move || now(|a| a.total.clone())}</dd></div>
            </dl>
        </div>
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
