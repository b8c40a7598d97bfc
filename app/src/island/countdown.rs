//! The time left in an on-behalf session, counting down, and whether somebody has ended it.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::{JsValue, closure::Closure};
#[cfg(feature = "hydrate")]
use std::time::Duration;

/// How often the page asks whether its session is still open, in seconds.
#[cfg(feature = "hydrate")]
const LOOK: u32 = 10;

/// Minutes and seconds until the session ends. When they are over, or somebody else has ended the session, the page gives
/// way to the one that says so.
///
/// *On the server:* the time left when the page was rendered.
#[island]
pub fn Countdown(
    /// Seconds left when the page was rendered.
    seconds: u32,
    /// `/as/{slug}`.
    base: String,
) -> impl IntoView {
    let left = RwSignal::new(seconds);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    #[cfg(feature = "hydrate")]
    {
        // A page that comes back from the back/forward cache may belong to a session that is over.
        let back = window_event_listener(leptos::ev::pageshow, move |event| {
            if event.persisted() {
                reload();
            }
        });
        let started = now();
        let alive = [&base, "/alive"].concat();
        let told = Closure::<dyn FnMut(JsValue)>::new({
            let base = base.clone();
            move |answer: JsValue| {
                let status = js_sys::Reflect::get(&answer, &"status".into()).ok().and_then(|status| status.as_f64());
                if status == Some(410.0) {
                    leave(&base);
                }
            }
        });
        // Without an answer nothing is known about the session.
        let unknown = Closure::<dyn FnMut(JsValue)>::new(|_: JsValue| ());
        let looked = std::cell::Cell::new(0);
        let timer = set_interval_with_handle(
            move || {
                let gone = ((now() - started) / 1000.0) as u32;
                left.set(seconds.saturating_sub(gone));
                if gone > seconds {
                    leave(&base);
                } else if gone >= looked.get() + LOOK {
                    looked.set(gone);
                    drop(window().fetch_with_str(&alive).then2(&told, &unknown));
                }
            },
            Duration::from_secs(1),
        );
        on_cleanup(move || {
            drop(back);
            drop(timer);
        });
    }
    #[cfg(not(feature = "hydrate"))]
    drop(base);
    let text = move || {
        let n = left.get();
        let tens = if n % 60 < 10 { "0" } else { "" };
        [&(n / 60).to_string(), ":", tens, &(n % 60).to_string()].concat()
    };
    view! {
        <span data-island="countdown" data-ready=move || ready.get().then_some("")>
            <time role="timer">{text}</time>
        </span>
    }
}

/// To the page that says why the session is over; this one is not left behind.
#[cfg(feature = "hydrate")]
fn leave(base: &str) {
    let _ = window().location().replace(&[base, "/"].concat());
}

#[cfg(feature = "hydrate")]
fn reload() {
    let _ = window().location().reload();
}

#[cfg(feature = "hydrate")]
fn now() -> f64 {
    js_sys::Date::now()
}
