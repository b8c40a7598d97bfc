//! A quantity with a button less and a button more.

use leptos::prelude::*;

/// A number field with two buttons that step by the pack size.
///
/// *On the server:* the same field; the buttons appear when the script is there.
#[island]
pub fn Stepper(
    /// Name of the field.
    name: String,
    /// Id of the field.
    id: String,
    /// What the field is for, for those who do not see it.
    label: String,
    /// The value to begin with, as it was typed.
    value: String,
    /// The pack size.
    step: u32,
    /// Whether it stands in a list.
    small: bool,
    /// Id of the error text, or empty.
    error: String,
) -> impl IntoView {
    let value = RwSignal::new(value);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let move_by = move |up: bool| {
        let now = value.get_untracked().trim().parse::<u32>().unwrap_or(0);
        let next = if up { now.saturating_add(step) - now % step } else { now.saturating_sub(step).max(step) };
        value.set(next.min(999_999).to_string());
    };
    let invalid = !error.is_empty();
    view! {
        <div
            class="stepper"
            data-small=small.then_some("")
            data-island="stepper"
            data-ready=move || ready.get().then_some("")
        >
            <button type="button" hidden=move || !ready.get() aria-label=["One less of ", &label].concat() on:click=move |_| move_by(false)>
                "−"
            </button>
            <input
                id=id
                name=name
                inputmode="numeric"
                autocomplete="off"
                aria-label=label.clone()
                aria-invalid=invalid.then_some("true")
                aria-describedby=invalid.then_some(error)
                prop:value=move || value.get()
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button type="button" hidden=move || !ready.get() aria-label=["One more of ", &label].concat() on:click=move |_| move_by(true)>
                "+"
            </button>
        </div>
    }
}
