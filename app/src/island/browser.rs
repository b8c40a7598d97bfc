//! What the islands need of the browser, once for all of them: finding elements, listening, asking the server.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, Event, EventTarget, RequestInit, UrlSearchParams};
use std::cell::Cell;
use std::rc::Rc;

/// Says of the element of this island that it is awake.
pub fn awake(name: &str) {
    if let Some(element) = find(&["[data-island=", name, "]"].concat()) {
        set(&element, "data-ready", Some(""));
    }
}

/// The first element of the page that the selector fits.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The first element inside another one that the selector fits.
pub fn inside(of: &Element, selector: &str) -> Option<Element> {
    of.query_selector(selector).ok().flatten()
}

/// All elements inside another one that the selector fits.
pub fn all(of: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = of.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|n| found.item(n)?.dyn_into().ok()).collect()
}

/// What an event is about, or the element around it that the selector fits.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// Gives an element this attribute, or takes it away.
pub fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Shows an element, or hides it.
pub fn show(element: &Element, is_shown: bool) {
    set(element, "hidden", (!is_shown).then_some(""));
}

/// An attribute of an element; nothing where it has none.
pub fn data(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// A property of an object.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is text; nothing where it is none.
pub fn text(of: &JsValue, name: &str) -> String {
    get(of, name).as_string().unwrap_or_default()
}

/// Gives a property this value.
pub fn put(of: &JsValue, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(of, &name.into(), value);
}

/// Adds an element with this class and text at the end of another one.
pub fn add(to: &Element, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        set(&element, "class", Some(class));
    }
    element.set_text_content(Some(text));
    to.append_child(&element).ok()?;
    Some(element)
}

/// Listens as long as the page is there.
pub fn listen(to: &EventTarget, event: &str, heard: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(heard).into_js_value();
    let _ = to.add_event_listener_with_callback(event, heard.unchecked_ref());
}

/// Listens on the whole page, see [`listen`].
pub fn listen_all(event: &str, heard: impl FnMut(Event) + 'static) {
    listen(&window(), event, heard);
}

/// What came back from the server.
pub enum Came {
    /// JSON.
    Answer(JsValue),
    /// Something that is no answer of this program.
    Other,
    /// Nothing: there is no connection.
    Nothing,
}

/// Runs once, whichever of several comes first.
type Once = Rc<Cell<Option<Box<dyn FnOnce(Came)>>>>;

/// Posts a form to the server; `done` gets what came back.
pub fn post(address: &str, form: &UrlSearchParams, done: Box<dyn FnOnce(Came)>) {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(form);
    let once: Once = Rc::new(Cell::new(Some(done)));
    let lost = answer(&once, |_| Came::Nothing);
    let read = answer(&once, |text| {
        let text = text.as_string().unwrap_or_default();
        js_sys::JSON::parse(&text).ok().filter(JsValue::is_object).map_or(Came::Other, Came::Answer)
    });
    let body = Closure::once_into_js(|response: JsValue| call(&response, "text", &[]).unwrap_or(JsValue::NULL));
    let sent = window().fetch_with_str_and_init(address, &init);
    let received = call(&sent, "then", &[body]).and_then(|text| call(&text, "then", &[read, lost]));
    drop(received);
}

fn answer(once: &Once, come: fn(JsValue) -> Came) -> JsValue {
    let once = once.clone();
    Closure::once_into_js(move |value: JsValue| {
        if let Some(done) = once.take() {
            done(come(value));
        }
    })
}

/// Calls the method `name` of `of`.
///
/// # Errors
/// What the method throws.
pub fn call(of: &JsValue, name: &str, values: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: js_sys::Function = js_sys::Reflect::get(of, &name.into())?.dyn_into()?;
    js_sys::Reflect::apply(&method, of, &values.iter().cloned().collect::<js_sys::Array>())
}
