//! A dialog whose form opens a tab of its own is closed when that tab opens.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{ev, wasm_bindgen::JsCast, web_sys};

/// Closes the dialog around a form that is sent to a tab of its own.
///
/// *On the server:* a mark that nobody sees. Without it the dialog stays until somebody closes it.
#[island]
pub fn Closing() -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        drop(window_event_listener(ev::submit, |event| {
            let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            // Its own button closes it, however the browser opened it.
            let button = form.and_then(|form| form.query_selector("[popovertargetaction=hide]").ok().flatten());
            if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
                // After the form was sent, so that what was typed goes with it.
                set_timeout(move || button.click(), std::time::Duration::ZERO);
            }
        }));
        ready.set(true);
    });
    view! { <span hidden data-island="closing" data-ready=move || ready.get().then_some("")></span> }
}
