//! Closes a dialog when its form opens a new tab.

#[cfg(feature = "hydrate")]
use crate::island::browser::{awake, closest, inside, listen_all};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{wasm_bindgen::JsCast, web_sys};

/// Closes the dialog around a form that is sent to a tab of its own.
///
/// *On the server:* a mark that nobody sees. Without it the dialog stays until somebody closes it.
#[island]
pub fn Closing() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        listen_all("submit", |event| {
            // Its own button closes it, however the browser opened it.
            let button = closest(&event, "form").and_then(|form| inside(&form, "[popovertargetaction=hide]"));
            if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                // After the form was sent, so that what was typed goes with it.
                set_timeout(move || button.click(), std::time::Duration::ZERO);
            }
        });
        awake("closing");
    }
    view! { <span hidden data-island="closing"></span> }
}
