//! The time left in an on-behalf session, counting down.

use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use std::time::Duration;

/// Minutes and seconds until the session ends; reloads the page when they are over.
///
/// *On the server:* the time left when the page was rendered.
#[island]
pub fn Countdown(
    /// Seconds left when the page was rendered.
    seconds: u32,
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
        let timer = set_interval_with_handle(
            move || {
                let gone = ((now() - started) / 1000.0) as u32;
                left.set(seconds.saturating_sub(gone));
                if gone > seconds {
                    reload();
                }
            },
            Duration::from_secs(1),
        );
        on_cleanup(move || {
            drop(back);
            drop(timer);
        });
    }
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

#[cfg(feature = "hydrate")]
fn reload() {
    let _ = window().location().reload();
}

#[cfg(feature = "hydrate")]
fn now() -> f64 {
    js_sys::Date::now()
}
