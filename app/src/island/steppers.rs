//! The buttons beside quantity fields, for all fields of a page at once.

#[cfg(feature = "hydrate")]
use crate::island::browser::{all, awake, closest, listen_all, show};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{wasm_bindgen::JsCast, web_sys};

/// Shows the buttons of every `ui::stepper` of the page and makes them step by the pack size.
///
/// *On the server:* a mark that nobody sees. The fields are there without it, and so is the form around them.
#[island]
pub fn Steppers() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        wake();
        awake("steppers");
    }
    view! { <span hidden data-island="steppers"></span> }
}

#[cfg(feature = "hydrate")]
fn wake() {
    for button in document().body().map(|body| all(&body, ".stepper > button[hidden]")).unwrap_or_default() {
        show(&button, true);
    }
    // One listener for the page.
    listen_all("click", |event| {
        if let Some(button) = closest(&event, ".stepper > button") {
            step(&button);
        } else if let Some(link) = closest(&event, "[data-saves]")
            && save_first(&link).is_some()
        {
            event.prevent_default();
        }
    });
    listen_all("change", |event| {
        if let Some(field) = closest(&event, "input[data-at-once]") {
            send_at_once(&field);
        }
    });
}

/// A tick at a line of the cart holds at once: its form is sent with everything that was typed.
#[cfg(feature = "hydrate")]
fn send_at_once(field: &web_sys::Element) -> Option<()> {
    let form: web_sys::HtmlFormElement =
        document().get_element_by_id(&field.get_attribute("form")?)?.dyn_into().ok()?;
    form.submit().ok()
}

/// What was typed into the lines of a cart and not saved yet is saved on the way to where the link leads.
#[cfg(feature = "hydrate")]
fn save_first(link: &web_sys::Element) -> Option<()> {
    let form: web_sys::HtmlFormElement = document().get_element_by_id("lines")?.dyn_into().ok()?;
    let next: web_sys::HtmlInputElement = form.query_selector("input[name=next]").ok()??.dyn_into().ok()?;
    next.set_value(&link.get_attribute("data-saves")?);
    form.submit().ok()
}

/// To the next multiple of the pack size, up or down.
#[cfg(feature = "hydrate")]
fn step(button: &web_sys::Element) -> Option<()> {
    let field: web_sys::HtmlInputElement = button.parent_element()?.query_selector("input").ok()??.dyn_into().ok()?;
    let pack = field.get_attribute("data-step")?.parse::<u32>().ok().filter(|pack| *pack > 0)?;
    let now = field.value().trim().parse::<u32>().unwrap_or(0);
    let next = if button.next_element_sibling().is_some() {
        now.saturating_sub(1) / pack * pack
    } else {
        (now / pack).saturating_add(1).saturating_mul(pack)
    };
    field.set_value(&next.clamp(pack, 999_999 / pack * pack).to_string());
    Some(())
}
