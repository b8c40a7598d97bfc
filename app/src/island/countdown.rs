//! The time left in an on-behalf session, counting down, and whether somebody has ended it.

#[cfg(feature = "hydrate")]
use crate::island::browser::{awake, call, data, find, get, inside, listen_all};
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::{JsValue, closure::Closure};
#[cfg(feature = "hydrate")]
use leptos::web_sys::Element;
#[cfg(feature = "hydrate")]
use std::{cell::Cell, time::Duration};

/// How often the page asks whether its session is still open, in seconds.
#[cfg(feature = "hydrate")]
const LOOK: u32 = 10;

/// The time left when the page was made; the island [`Tick`] counts it down.
#[component]
pub fn Countdown(
    /// Seconds left when the page was rendered.
    seconds: u32,
    /// `/as/{slug}`.
    base: String,
) -> impl IntoView {
    view! {
        <span data-island="countdown" data-seconds=seconds.to_string() data-base=base>
            <time role="timer">{said(seconds)}</time>
        </span>
        <Tick/>
    }
}

/// Minutes and seconds until the session ends. When they are over, or somebody else has ended the session, the page gives
/// way to the one that says so.
///
/// *On the server:* a mark that nobody sees.
#[island]
pub fn Tick() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    if let Some(place) = find("[data-island=countdown]") {
        wake(&place);
        awake("countdown");
    }
    view! { <span hidden></span> }
}

/// Minutes and seconds.
fn said(seconds: u32) -> String {
    let tens = if seconds % 60 < 10 { "0" } else { "" };
    [&(seconds / 60).to_string(), ":", tens, &(seconds % 60).to_string()].concat()
}

#[cfg(feature = "hydrate")]
fn wake(place: &Element) {
    // A page that comes back from the back/forward cache may belong to a session that is over.
    listen_all("pageshow", |event| {
        if get(&event, "persisted").is_truthy() {
            let _ = window().location().reload();
        }
    });
    let seconds = data(place, "data-seconds").parse().unwrap_or(0_u32);
    let (base, time) = (data(place, "data-base"), inside(place, "time"));
    let (started, looked) = (js_sys::Date::now(), Cell::new(0));
    let tick = move || {
        let gone = ((js_sys::Date::now() - started) / 1000.0) as u32;
        if let Some(time) = &time {
            time.set_text_content(Some(&said(seconds.saturating_sub(gone))));
        }
        if gone > seconds {
            leave(&base);
        } else if gone >= looked.get() + LOOK {
            looked.set(gone);
            look(&base);
        }
    };
    drop(set_interval_with_handle(tick, Duration::from_secs(1)));
}

/// Asks whether the session is still open. Without an answer nothing is known about it.
#[cfg(feature = "hydrate")]
fn look(base: &str) {
    let asked = window().fetch_with_str(&[base, "/alive"].concat());
    let base = base.to_owned();
    let answered = Closure::once_into_js(move |answer: JsValue| {
        if get(&answer, "status").as_f64() == Some(410.0) {
            leave(&base);
        }
    });
    let unknown = Closure::once_into_js(|_: JsValue| ());
    drop(call(&asked, "then", &[answered, unknown]));
}

/// To the page that says why the session is over; this one is not left behind.
#[cfg(feature = "hydrate")]
fn leave(base: &str) {
    let _ = window().location().replace(&[base, "/"].concat());
}
