//! Shows on an open page of a cart what somebody else changed in it.

#[cfg(feature = "hydrate")]
use crate::island::browser::{all, awake, call, data, find, get, inside, show};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::{JsValue, closure::Closure};
#[cfg(feature = "hydrate")]
use leptos::web_sys::Element;
#[cfg(feature = "hydrate")]
use std::time::Duration;

/// How often the page asks.
#[cfg(feature = "hydrate")]
const LOOK: Duration = Duration::from_secs(3);

/// Puts the cart as it is now in place of `#cart-now` when somebody changed it; while something is typed there, it shows
/// `#cart-changed` instead.
///
/// *On the server:* a mark that nobody sees. Without script a change that comes too late shows the cart as it is.
#[island]
pub fn CartLive() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        drop(set_interval_with_handle(look, LOOK));
        awake("cart-live");
    }
    view! { <span hidden data-island="cart-live"></span> }
}

/// Asks for the version of the cart, while the page is in front.
#[cfg(feature = "hydrate")]
fn look() {
    if let Some(place) = find("#cart-now").filter(|_| !document().hidden()) {
        ask(&data(&place, "data-live"), |answer| {
            let _ = changed(&answer);
        });
    }
}

/// Asks the server for a text; `done` gets it when it comes.
#[cfg(feature = "hydrate")]
fn ask(address: &str, done: impl FnOnce(String) + 'static) {
    let asked = window().fetch_with_str(address);
    let read = Closure::once_into_js(|answer: JsValue| match get(&answer, "status").as_f64() {
        Some(200.0) => call(&answer, "text", &[]).unwrap_or(JsValue::NULL),
        _ => JsValue::NULL,
    });
    let done = Closure::once_into_js(move |text: JsValue| {
        if let Some(text) = text.as_string() {
            done(text);
        }
    });
    let lost = Closure::once_into_js(|_: JsValue| ());
    drop(call(&asked, "then", &[read]).and_then(|text| call(&text, "then", &[done, lost])));
}

/// Compares the version that the server has with the one of the page.
#[cfg(feature = "hydrate")]
fn changed(answer: &str) -> Option<()> {
    let (version, text) = answer.split_once('\n')?;
    let place = find("#cart-now")?;
    if version == data(&place, "data-version") {
        return None;
    }
    if is_typed_in(&place) {
        let notice = find("#cart-changed")?;
        inside(&notice, "[data-text]")?.set_text_content(Some(text));
        show(&notice, true);
    } else {
        ask(&data(&place, "data-page"), |page| {
            let _ = replace(&page);
        });
    }
    Some(())
}

/// Whether a field holds what is not saved yet, or the cursor is in one.
#[cfg(feature = "hydrate")]
fn is_typed_in(place: &Element) -> bool {
    let is_changed = |field: &Element| get(field, "value") != get(field, "defaultValue");
    all(place, "input, textarea").iter().any(is_changed) || inside(place, "input:focus, textarea:focus").is_some()
}

/// Puts the cart of another page in place of the one that is shown.
#[cfg(feature = "hydrate")]
fn replace(page: &str) -> Option<()> {
    let holder = document().create_element("div").ok()?;
    holder.set_inner_html(page);
    let (place, now) = (find("#cart-now")?, inside(&holder, "#cart-now")?);
    if is_typed_in(&place) {
        return None;
    }
    place.set_outer_html(&now.outer_html());
    for button in all(&find("#cart-now")?, ".stepper > button[hidden]") {
        show(&button, true);
    }
    show(&find("#cart-changed")?, false);
    Some(())
}
