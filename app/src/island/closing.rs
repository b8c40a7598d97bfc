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
            let dialog = form.and_then(|form| form.closest("dialog[popover]").ok().flatten());
            if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlElement>().ok()) {
                // After the form was sent, so that what was typed goes with it.
                set_timeout(move || drop(dialog.hide_popover()), std::time::Duration::ZERO);
            }
        }));
        ready.set(true);
    });
    view! { <span hidden data-island="closing" data-ready=move || ready.get().then_some("")></span> }
}
