//! Shows on an open page of the customer that support comes or goes.

#[cfg(feature = "hydrate")]
use crate::island::browser::{awake, listen_all};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::{
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys,
};
#[cfg(feature = "hydrate")]
use std::{cell::RefCell, rc::Rc};

/// Keeps the notice `#support-now` of the page true while the page is looked at.
///
/// *On the server:* a mark that nobody sees. The notice is there without it, as of when the page was made.
#[island]
pub fn SupportNotice() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        listen();
        awake("support-notice");
    }
    view! { <span hidden data-island="support-notice"></span> }
}

/// Listens while the page is in front. A browser has few connections to one server: tabs that nobody looks at keep none.
#[cfg(feature = "hydrate")]
fn listen() {
    let open = Rc::new(RefCell::new(None::<web_sys::EventSource>));
    let on_message = Rc::new(Closure::<dyn FnMut(web_sys::MessageEvent)>::new(|event: web_sys::MessageEvent| {
        let _ = show(&event);
    }));
    let turn = move || {
        let mut open = open.borrow_mut();
        if let Some(source) = open.take_if(|_| document().hidden()) {
            source.close();
        } else if open.is_none() && !document().hidden() {
            *open = web_sys::EventSource::new(&address()).ok();
            if let Some(source) = open.as_ref() {
                source.set_onmessage(Some((*on_message).as_ref().unchecked_ref()));
            }
        }
    };
    turn();
    listen_all("visibilitychange", move |_| turn());
}

/// Where to listen; it names this page, so that an answer leads back to it.
#[cfg(feature = "hydrate")]
fn address() -> String {
    let at = window().location();
    let page = [at.pathname().unwrap_or_default(), at.search().unwrap_or_default()].concat();
    ["/account/live?page=", &String::from(js_sys::encode_uri_component(&page))].concat()
}

/// Puts the notice in place of the one that is there, unless it is the same.
#[cfg(feature = "hydrate")]
fn show(event: &web_sys::MessageEvent) -> Option<()> {
    let place = document().get_element_by_id("support-now")?;
    let now = event.last_event_id();
    if place.get_attribute("data-rev").as_deref() == Some(now.as_str()) {
        return None;
    }
    place.set_attribute("data-rev", &now).ok()?;
    place.set_inner_html(event.data().as_string()?.trim());
    Some(())
}
