//! Asks the browser for a passkey and sends its answer with the form around it.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys,
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
    let ready = RwSignal::new(false);
    let trouble = RwSignal::new(false);
    let field = NodeRef::<leptos::html::Input>::new();
    #[cfg(feature = "hydrate")]
    let ask = {
        let options = StoredValue::new(options);
        move |by_hand: bool| {
            trouble.set(false);
            let told = move || trouble.set(by_hand);
            let answered = Closure::once_into_js(move |made: JsValue| match json(&made) {
                Some(text) => send(field, &text),
                None => told(),
            });
            let refused = Closure::once_into_js(move |_: JsValue| told());
            let asked = options.with_value(|o| promise(o, create));
            match asked {
                Ok(promise) => {
                    let then = call(&promise, "then", &[answered, refused]);
                    drop(then);
                }
                Err(_) => told(),
            }
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let ask = {
        let _ = (options, create);
        move |_: bool| {}
    };
    Effect::new(move |_| {
        ready.set(true);
        ask(false);
    });
    view! {
        <div class="form" data-island="passkey" data-ready=move || ready.get().then_some("")>
            <input type="hidden" name="answer" node_ref=field/>
            <p class="muted" hidden=move || ready.get()>{bare}</p>
            <p class="error" role="alert" hidden=move || !trouble.get()>{failed}</p>
            <button type="button" class="btn btn-primary btn-wide" hidden=move || !ready.get() on:click=move |_| ask(true)>
                {label}
            </button>
        </div>
    }
}

#[cfg(feature = "hydrate")]
fn get(of: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    js_sys::Reflect::get(of, &name.into())
}

/// Calls the method `name` of `of`.
#[cfg(feature = "hydrate")]
fn call(of: &JsValue, name: &str, values: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: js_sys::Function = get(of, name)?.dyn_into()?;
    js_sys::Reflect::apply(&method, of, &values.iter().cloned().collect::<js_sys::Array>())
}

/// What the browser promises when it is asked.
#[cfg(feature = "hydrate")]
fn promise(options: &str, create: bool) -> Result<JsValue, JsValue> {
    let (parse, method) =
        if create { ("parseCreationOptionsFromJSON", "create") } else { ("parseRequestOptionsFromJSON", "get") };
    let page = window();
    let parsed = call(&get(&page, "PublicKeyCredential")?, parse, &[js_sys::JSON::parse(options)?])?;
    let asked = js_sys::Object::new();
    js_sys::Reflect::set(&asked, &"publicKey".into(), &parsed)?;
    call(&get(&get(&page, "navigator")?, "credentials")?, method, &[asked.into()])
}

#[cfg(feature = "hydrate")]
fn json(made: &JsValue) -> Option<String> {
    let plain = call(made, "toJSON", &[]).ok()?;
    js_sys::JSON::stringify(&plain).ok()?.as_string()
}

#[cfg(feature = "hydrate")]
fn send(field: NodeRef<leptos::html::Input>, text: &str) {
    let Some(field) = field.get_untracked() else { return };
    field.set_value(text);
    if let Some(form) = field.form() {
        let _ = web_sys::HtmlFormElement::submit(&form);
    }
}
