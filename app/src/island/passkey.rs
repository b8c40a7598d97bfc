//! Asks the browser for a passkey and sends its answer with the form around it.

#[cfg(feature = "hydrate")]
use crate::island::browser::{awake, call, find, get, inside, listen, put, show};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{Element, HtmlInputElement},
};

/// A button that asks for a passkey, or makes one; it asks once by itself. The answer goes into the hidden field `answer`,
/// and the form is sent.
///
/// *On the server:* the hidden field, and what to do where no script runs, which stays when this never wakes.
#[island]
pub fn Passkey(
    /// What the server asks, as JSON.
    options: String,
    /// Whether a new passkey is made.
    create: bool,
    /// Label of the button.
    label: String,
    /// What is said when there was no answer.
    failed: String,
    /// What is said where no script runs.
    bare: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake(options, create);
    #[cfg(not(feature = "hydrate"))]
    drop((options, create));
    view! {
        <div class="form" data-island="passkey">
            <input type="hidden" name="answer"/>
            <p class="muted">{bare}</p>
            <p class="error" role="alert" hidden>{failed}</p>
            <button type="button" class="btn btn-primary btn-wide" hidden>{label}</button>
        </div>
    }
}

/// Shows the button, and asks once by itself.
#[cfg(feature = "hydrate")]
fn wake(options: String, create: bool) -> Option<()> {
    let place = find("[data-island=passkey]")?;
    let button = inside(&place, "button")?;
    show(&inside(&place, ".muted")?, false);
    show(&button, true);
    awake("passkey");
    ask(&place, &options, create, false);
    listen(&button, "click", move |_| ask(&place, &options, create, true));
    Some(())
}

/// Asks the browser; `by_hand`: whether a person pressed the button and waits for an answer.
#[cfg(feature = "hydrate")]
fn ask(place: &Element, options: &str, create: bool, by_hand: bool) {
    let tell = {
        let trouble = inside(place, ".error");
        move |is_shown: bool| {
            if let Some(trouble) = &trouble {
                show(trouble, is_shown);
            }
        }
    };
    tell(false);
    let Ok(promise) = promise(options, create) else { return tell(by_hand) };
    let (place, tell_after) = (place.clone(), tell.clone());
    let answered = Closure::once_into_js(move |made: JsValue| {
        if json(&made).and_then(|text| send(&place, &text)).is_none() {
            tell_after(by_hand);
        }
    });
    let refused = Closure::once_into_js(move |_: JsValue| tell(by_hand));
    drop(call(&promise, "then", &[answered, refused]));
}

/// What the browser promises when it is asked.
#[cfg(feature = "hydrate")]
fn promise(options: &str, create: bool) -> Result<JsValue, JsValue> {
    let (parse, method) =
        if create { ("parseCreationOptionsFromJSON", "create") } else { ("parseRequestOptionsFromJSON", "get") };
    let page = window();
    let parsed = call(&get(&page, "PublicKeyCredential"), parse, &[js_sys::JSON::parse(options)?])?;
    let asked = js_sys::Object::new();
    put(&asked, "publicKey", &parsed);
    call(&get(&get(&page, "navigator"), "credentials"), method, &[asked.into()])
}

#[cfg(feature = "hydrate")]
fn json(made: &JsValue) -> Option<String> {
    let plain = call(made, "toJSON", &[]).ok()?;
    js_sys::JSON::stringify(&plain).ok()?.as_string()
}

#[cfg(feature = "hydrate")]
fn send(place: &Element, text: &str) -> Option<()> {
    let field: HtmlInputElement = inside(place, "[name=answer]")?.dyn_into().ok()?;
    field.set_value(text);
    field.form()?.submit().ok()
}
