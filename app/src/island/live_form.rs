//! A form that asks for credentials and answers in place, without loading the page again.

#[cfg(feature = "hydrate")]
use crate::island::browser::{self, Came, add, all, awake, closest, data, find, inside, listen, put, set, show, text};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::web_sys::{Element, Event, FormData, UrlSearchParams};
#[cfg(feature = "hydrate")]
use leptos::{wasm_bindgen::JsCast, web_sys::HtmlElement};

/// Sends the form `data-live` to the server function that this attribute names. What cannot be taken is marked at its
/// field until somebody types there; what is done leads on.
///
/// *On the server:* a mark that nobody sees. Without it the form is sent to its page, which answers with the same words.
#[island]
pub fn LiveForm() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    if let Some(form) = find("form[data-live]") {
        wake(&form);
        awake("live-form");
        // What has loaded the islands is needed no more, and the number that lets scripts run (the nonce) goes with it:
        // nothing that gets into a page with a password finds it there.
        for loader in
            document().document_element().map(|page| all(&page, "script, link[crossorigin]")).unwrap_or_default()
        {
            loader.remove();
        }
    }
    view! { <span hidden data-island="live-form"></span> }
}

#[cfg(feature = "hydrate")]
fn wake(form: &Element) {
    let own = form.clone();
    listen(form, "submit", move |event| {
        event.prevent_default();
        let _ = send(&own);
    });
    let own = form.clone();
    listen(form, "input", move |event| {
        let _ = typed(&own, &event);
    });
    for reveal in all(form, "[data-reveal]") {
        show(&reveal, true);
        let own = form.clone();
        listen(&reveal, "change", move |_| reveal_password(&own, inside(&own, "[data-reveal] :checked").is_some()));
    }
}

#[cfg(feature = "hydrate")]
fn reveal_password(form: &Element, is_shown: bool) {
    if let Some(password) = inside(form, "[name=password]") {
        set(&password, "type", Some(if is_shown { "text" } else { "password" }));
    }
}

/// Says that something goes on, or stops saying it; while it does, the form is not sent again.
#[cfg(feature = "hydrate")]
fn busy(form: &Element, is_busy: bool) {
    set(form, "aria-busy", is_busy.then_some("true"));
    for button in all(form, ".btn-primary") {
        set(&button, "disabled", is_busy.then_some(""));
    }
    if let Some(status) = inside(form, "[data-busy]") {
        let text = if is_busy { data(&status, "data-busy") } else { String::new() };
        status.set_text_content(Some(&text));
    }
}

#[cfg(feature = "hydrate")]
fn send(form: &Element) -> Option<()> {
    if form.has_attribute("aria-busy") {
        return None;
    }
    let fields = FormData::new_with_form(form.unchecked_ref()).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    wrong(form, "");
    busy(form, true);
    // What is shown in plain letters is nothing for the memory of the browser.
    reveal_password(form, false);
    let own = form.clone();
    browser::post(&data(form, "data-live"), &fields, Box::new(move |came| answered(&own, came)));
    Some(())
}

#[cfg(feature = "hydrate")]
fn answered(form: &Element, came: Came) {
    let status = inside(form, "[data-busy]");
    let of_page = |name: &str| status.as_ref().map(|status| data(status, name)).unwrap_or_default();
    let message = match came {
        Came::Answer(answer) => {
            let to = text(&answer, "to");
            if !to.is_empty() {
                let _ = window().location().assign(&to);
                return;
            }
            // The session or the request is over: the page says so.
            if text(&answer, "code") == "signed_out" {
                let _ = window().location().reload();
                return;
            }
            for secret in all(form, "[type=password], [autocomplete=one-time-code]") {
                put(&secret, "value", &"".into());
            }
            if let Ok(fields) = browser::get(&answer, "fields").dyn_into::<js_sys::Array>() {
                for field in fields.iter() {
                    let pair = js_sys::Array::from(&field);
                    let _ = mark(form, &pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string());
                }
            }
            Some(text(&answer, "text")).filter(|text| !text.is_empty())
        }
        Came::Other => None,
        Came::Nothing => Some(of_page("data-lost")),
    };
    busy(form, false);
    for reveal in all(form, "[data-reveal] input") {
        put(&reveal, "checked", &false.into());
    }
    wrong(form, &message.unwrap_or_else(|| of_page("data-unread")));
}

/// Says what is wrong with the whole form, and takes the reader there; nothing hides it.
#[cfg(feature = "hydrate")]
fn wrong(form: &Element, text: &str) -> Option<()> {
    let place = inside(form, "[data-wrong]")?;
    inside(&place, "p")?.set_text_content(Some(text));
    show(&place, !text.is_empty());
    if !text.is_empty() {
        let _ = place.unchecked_ref::<HtmlElement>().focus();
    }
    Some(())
}

/// Marks a field with what is wrong with it, or takes the mark away.
#[cfg(feature = "hydrate")]
fn mark(form: &Element, name: &str, text: Option<String>) -> Option<()> {
    let field = inside(form, &["[name=\"", name, "\"]"].concat())?;
    let (id, hint) = ([name, "-err"].concat(), [name, "-hint"].concat());
    if let Some(old) = inside(form, &["#", &id].concat()) {
        old.remove();
    }
    let hint = inside(form, &["#", &hint].concat()).map(|_| hint);
    let described = hint.into_iter().chain(text.is_some().then(|| id.clone())).collect::<Vec<_>>().join(" ");
    set(&field, "aria-describedby", (!described.is_empty()).then_some(&described));
    set(&field, "aria-invalid", text.as_ref().map(|_| "true"));
    if let Some(text) = text {
        let error = add(&field.closest(".field").ok()??, "p", "error", &text)?;
        set(&error, "id", Some(&id));
    }
    Some(())
}

/// What is said goes as soon as somebody types.
#[cfg(feature = "hydrate")]
fn typed(form: &Element, event: &Event) -> Option<()> {
    let name = data(&closest(event, "[name]")?, "name");
    mark(form, &name, None)?;
    wrong(form, "")
}
