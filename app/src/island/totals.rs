//! The amounts of the checkout, for the address and delivery that are chosen.

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

/// The amounts, following what is chosen in the form `checkout`.
///
/// *On the server:* the amounts of the address and delivery that the page was rendered for. Without script each delivery
/// shows its own total, and another address with another tax asks again.
#[island]
pub fn Totals(
    /// For each group of addresses that are taxed alike: the amounts of each delivery.
    groups: Vec<Vec<Amounts>>,
    /// The group of each address, by the value of its field.
    addresses: Vec<(String, u32)>,
    /// The deliveries, by the value of their field.
    methods: Vec<String>,
    /// The group of the chosen address.
    group: u32,
    /// The chosen delivery.
    method: u32,
) -> impl IntoView {
    let group = RwSignal::new(group as usize);
    let method = RwSignal::new(method as usize);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let groups = StoredValue::new(groups);
    let now = move |part: fn(&Amounts) -> String| {
        groups.with_value(|g| g.get(group.get()).and_then(|g| g.get(method.get())).map(part).unwrap_or_default())
    };
    #[cfg(feature = "hydrate")]
    {
        let names = methods.clone();
        drop(window_event_listener(ev::change, move |event| {
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
                _ => {}
            }
        }));
        // The totals beside the deliveries, and those that come back with the form, belong to the chosen address too.
        Effect::new(move |_| {
            let amounts = groups.with_value(|g| g.get(group.get()).cloned().unwrap_or_default());
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
    drop((addresses, methods));
    let discount = groups.with_value(|g| g.first()?.first()?.discount.clone());
    view! {
        <div data-island="totals" data-ready=move || ready.get().then_some("")>
            <dl class="totals" aria-live="polite">
                <div><dt>"Goods, net"</dt><dd class="money">{move || now(|a| a.goods.clone())}</dd></div>
                {discount.map(|(label, amount)| view! { <div><dt>{label}</dt><dd class="money">{amount}</dd></div> })}
                <div><dt>"Delivery"</dt><dd class="money">{move || now(|a| a.delivery.clone())}</dd></div>
                <div><dt>{move || now(|a| a.tax_label.clone())}</dt><dd class="money">{move || now(|a| a.tax.clone())}</dd></div>
                <div class="total"><dt>"Total"</dt><dd class="money">{move || now(|a| a.total.clone())}</dd></div>
            </dl>
        </div>
    }
}
