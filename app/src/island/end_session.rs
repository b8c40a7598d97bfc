//! Asks before a session ends while typed text has not been sent.

#[cfg(feature = "hydrate")]
use crate::island::browser::{awake, call, closest, find, get, listen_all};
use leptos::prelude::*;

/// Opens the question `#end-unsent` instead of ending the session, as long as a field of the page holds something else
/// than when the page was made.
///
/// *On the server:* a mark that nobody sees. Without it the server asks about what it can know: a changed cart, and what
/// was typed at checkout.
#[island]
pub fn EndSession() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        listen_all("click", |event| {
            let is_end = closest(&event, ".behalf-end > button").is_some();
            if let Some(dialog) = find("#end-unsent").filter(|_| is_end && has_unsent()) {
                event.prevent_default();
                let _ = call(&dialog, "showModal", &[]);
            }
        });
        awake("end-session");
    }
    view! { <span hidden data-island="end-session"></span> }
}

/// Whether a field of a form that is posted was changed since the page was made. What is only searched for is not lost.
#[cfg(feature = "hydrate")]
fn has_unsent() -> bool {
    let Some(body) = document().body() else { return false };
    let fields = crate::island::browser::all(&body, "main :is(input:not([type=hidden], [type=search]), textarea)");
    fields.iter().any(|field| {
        let is_sent = get(&get(field, "form"), "method") == "post";
        let is_changed =
            get(field, "value") != get(field, "defaultValue") || get(field, "checked") != get(field, "defaultChecked");
        is_sent && is_changed
    })
}
