//! Ending a session while something that was typed was not sent asks first.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{ev, wasm_bindgen::JsCast, wasm_bindgen::JsValue, web_sys};

/// Opens the question `#end-unsent` instead of ending the session, as long as a field of the page holds something else
/// than when the page was made.
///
/// *On the server:* a mark that nobody sees. Without it the server asks about what it can know: a changed cart, and what
/// was typed at checkout.
#[island]
pub fn EndSession() -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        #[cfg(feature = "hydrate")]
        drop(window_event_listener(ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let is_end = target.and_then(|target| target.closest(".behalf-end > button").ok().flatten()).is_some();
            let dialog = document().get_element_by_id("end-unsent");
            if let Some(dialog) = dialog.filter(|_| is_end && has_unsent()) {
                event.prevent_default();
                let open = js_sys::Reflect::get(&dialog, &"showModal".into()).ok();
                if let Some(open) = open.and_then(|open| open.dyn_into::<js_sys::Function>().ok()) {
                    let _ = open.call0(&dialog);
                }
            }
        }));
        ready.set(true);
    });
    view! { <span hidden data-island="end-session" data-ready=move || ready.get().then_some("")></span> }
}

/// Whether a field of a form that is posted was changed since the page was made. What is only searched for is not lost.
#[cfg(feature = "hydrate")]
fn has_unsent() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let Ok(fields) = document().query_selector_all("main :is(input:not([type=hidden], [type=search]), textarea)")
    else {
        return false;
    };
    (0..fields.length()).filter_map(|n| fields.item(n)).any(|field| {
        let is_sent = get(&get(&field, "form"), "method") == "post";
        let is_changed = get(&field, "value") != get(&field, "defaultValue")
            || get(&field, "checked") != get(&field, "defaultChecked");
        is_sent && is_changed
    })
}
