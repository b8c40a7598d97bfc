//! One search for everything, on every page of the portal, and the keys of its lists.

#[cfg(feature = "hydrate")]
use crate::island::browser::{self, all, call, closest, find as element, get, inside, listen_all, text};
use crate::island::suggest::Suggest;
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use leptos::wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use leptos::web_sys::{Element, Event, HtmlElement};

/// What is said in the box.
#[derive(Clone, Debug)]
pub struct Texts {
    label: String,
    placeholder: String,
    help: String,
    none: String,
    some: String,
    no_answer: String,
}

#[cfg(feature = "ssr")]
impl Texts {
    /// In the language of the request.
    pub fn here() -> Texts {
        Texts {
            label: crate::t!("find-label").to_owned(),
            placeholder: crate::t!("find-by").to_owned(),
            help: crate::t!("find-keys").to_owned(),
            none: crate::t!("find-nothing").to_owned(),
            some: crate::t!("find-some").to_owned(),
            no_answer: crate::t!("search-no-answer").to_owned(),
        }
    }
}

/// The dialog that `Ctrl K` opens. Without script a link leads to the same search as a page.
#[component]
pub fn Palette(
    /// What is said.
    texts: Texts,
    /// Whether single letters and signs are keys.
    has_letter_keys: bool,
) -> impl IntoView {
    let Texts { label, placeholder, help, none, some, no_answer } = texts;
    view! {
        <dialog class="dialog" id="palette" aria-label=label data-island="palette" data-letters=has_letter_keys.then_some("")>
            <form method="get" action="/portal/find" role="search">
                <div class="search search-large" data-suggest="/portal/api/find" data-with="" data-at=""
                    data-found=[none, some].join("\n") data-no-answer=no_answer>
                    <label class="visually-hidden" for="palette-q">{label.clone()}</label>
                    <div class="combo">
                        <input id="palette-q" name="q" type="search" autocomplete="off" placeholder=placeholder maxlength="400"
                            role="combobox" aria-autocomplete="list" aria-controls="palette-hits" aria-expanded="false"/>
                        <div class="suggest" data-pop="" hidden>
                            <div id="palette-hits" role="listbox" aria-label=label.clone()></div>
                            <p class="suggest-foot" aria-hidden="true" data-said=""></p>
                        </div>
                        <p class="visually-hidden" role="status" data-said=""></p>
                    </div>
                </div>
            </form>
            <p class="muted palette-keys">{help}</p>
        </dialog>
        <Suggest/>
        <Keys/>
    }
}

/// Listens for the keys of the portal: `Ctrl K` opens the palette everywhere, `/` goes to the search of the list, arrows move
/// between rows, and `L` on a row begins acting on behalf. Single letters and signs do nothing for people who switched them off.
///
/// *On the server:* a mark that nobody sees.
#[island]
pub fn Keys() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        listen_all("keydown", |event| {
            if heard(&event).is_some() {
                event.prevent_default();
            }
        });
        browser::awake("palette");
    }
    view! { <span hidden></span> }
}

/// What a key does; nothing where it is a letter of a text.
#[cfg(feature = "hydrate")]
fn heard(event: &Event) -> Option<()> {
    let is = |name: &str| get(event, name).as_bool().unwrap_or(false);
    let key = text(event, "key");
    if (is("ctrlKey") || is("metaKey")) && key == "k" {
        call(element("#palette")?.as_ref(), "showModal", &[]).ok()?;
        return focus(&element("#palette-q")?);
    }
    let is_text = closest(event, "input, textarea, select, dialog, [contenteditable]").is_some();
    if is_text || is("ctrlKey") || is("metaKey") || is("altKey") {
        return None;
    }
    let is_letter = key.chars().count() == 1;
    if is_letter && !element("#palette")?.has_attribute("data-letters") {
        return None;
    }
    if key == "/" {
        return focus(&element("main input[type=search]")?);
    }
    let rows = all(&element("main tbody")?, ".row-link");
    let row = closest(event, "tr");
    let now = rows.iter().position(|link| row.as_ref().is_some_and(|row| row.contains(Some(link))));
    match key.as_str() {
        "ArrowDown" | "j" => focus(rows.get(now.map_or(0, |now| now + 1))?),
        "ArrowUp" | "k" => focus(rows.get(now?.checked_sub(1)?)?),
        "l" => {
            let start = inside(&row?, "[data-start]")?.dyn_into::<HtmlElement>().ok()?;
            start.click();
            Some(())
        }
        _ => None,
    }
}

#[cfg(feature = "hydrate")]
fn focus(element: &Element) -> Option<()> {
    element.dyn_ref::<HtmlElement>()?.focus().ok()
}
