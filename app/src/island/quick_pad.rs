//! The pad of the quick order: more lines with Enter, and a word while a file is read.

#[cfg(feature = "hydrate")]
use crate::island::browser::{all, awake, find, inside, listen, show, text};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement},
};

/// Enter in a line leads to the next one, which is shown when it was not; sending the form says what goes on.
///
/// *On the server:* a mark that nobody sees. Without it the form has fewer lines, and Enter sends it.
#[island]
pub fn QuickPad(
    /// What is said while what was sent is read.
    reading: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    if let Some(form) = find("[data-quick-pad]") {
        wake(&form, &reading);
        awake("quick-pad");
    }
    #[cfg(not(feature = "hydrate"))]
    drop(reading);
    view! { <span hidden data-island="quick-pad"></span> }
}

#[cfg(feature = "hydrate")]
fn wake(form: &Element, reading: &str) {
    for line in all(form, "[data-pad-line]") {
        let own = line.clone();
        listen(&line, "keydown", move |event| {
            let _ = key(&own, &event);
        });
    }
    let (own, said) = (form.clone(), reading.to_owned());
    listen(form, "submit", move |_| {
        if let Some(place) = inside(&own, "[data-busy]") {
            place.set_text_content(Some(&said));
            if let Ok(bar) = document().create_element("progress") {
                let _ = place.append_child(&bar);
            }
        }
    });
}

#[cfg(feature = "hydrate")]
fn key(line: &Element, event: &Event) -> Option<()> {
    if text(event, "key") != "Enter" || event.default_prevented() {
        return None;
    }
    event.prevent_default();
    let next = line.next_element_sibling()?;
    show(&next, true);
    inside(&next, "input")?.dyn_into::<HtmlElement>().ok()?.focus().ok()
}
