//! The search box of the contact list, with results while typing.

use crate::island::AppError;
use domain::hit::ContactHit;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Up to eight contacts for what is typed.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/portal/api", endpoint = "contact/search")]
pub async fn find(query: String, organization: String, status: String) -> Result<Vec<ContactHit>, AppError> {
    let web = crate::island::web()?;
    crate::portal::contacts::hits(&web.cx, &query, &organization, &status).await.map_err(|e| crate::island::refuse(&e))
}

/// How many contacts are found at most.
const MOST: usize = 8;

/// What is said in and beside the box.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Texts {
    label: String,
    placeholder: String,
    button: String,
    list: String,
    /// What was found, by the number of contacts.
    found: Vec<String>,
    no_answer: String,
}

#[cfg(feature = "ssr")]
impl Texts {
    /// In the language of the request.
    pub fn here() -> Texts {
        let found = |n| match n {
            0 => crate::t!("search-no-contact").to_owned(),
            MOST => crate::t!("search-first-contacts", count = MOST),
            n => crate::t!("search-contacts-found", count = n),
        };
        Texts {
            label: crate::t!("search-contacts").to_owned(),
            placeholder: crate::t!("search-contacts-by").to_owned(),
            button: crate::t!("search-button").to_owned(),
            list: crate::t!("search-contacts-list").to_owned(),
            found: (0..=MOST).map(found).collect(),
            no_answer: crate::t!("search-no-answer").to_owned(),
        }
    }
}

/// The search box of the contact list; stands inside the list's plain form.
///
/// *On the server:* the box and its button; no results.
#[island]
pub fn ContactSearch(
    /// What was searched for.
    query: String,
    /// Id of the company that the list is limited to, or empty.
    organization: String,
    /// State of account that the list is limited to, or empty.
    status: String,
    /// Address of the icon.
    icon: String,
    /// What is said.
    texts: Texts,
) -> impl IntoView {
    let hits = RwSignal::new(Vec::<ContactHit>::new());
    let chosen = RwSignal::new(None::<usize>);
    let is_open = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let turn = RwSignal::new(0_u32);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let limits = StoredValue::new((organization, status));
    let Texts { label, placeholder, button, list, found, no_answer } = texts;
    let said = StoredValue::new((found, no_answer));
    let close = move || {
        is_open.set(false);
        chosen.set(None);
    };
    let typed = move |value: String| {
        let mine = turn.get_untracked().wrapping_add(1);
        turn.set(mine);
        if value.trim().is_empty() {
            close();
            hits.set(Vec::new());
            told.set(String::new());
            return;
        }
        let ask = move || {
            if turn.get_untracked() != mine {
                return;
            }
            leptos::task::spawn_local(async move {
                let (organization, status) = limits.get_value();
                let answer = find(value, organization, status).await;
                // An answer to what was typed before is of no use to anybody.
                if turn.get_untracked() != mine {
                    return;
                }
                let text = said.with_value(|(found, no_answer)| match &answer {
                    Ok(hits) => found.get(hits.len().min(MOST)).cloned().unwrap_or_default(),
                    Err(error) => error.said(no_answer),
                });
                chosen.set(None);
                hits.set(answer.unwrap_or_default());
                told.set(text);
                is_open.set(true);
            });
        };
        set_timeout(ask, Duration::from_millis(120));
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let n = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if n > 0 => {
                event.prevent_default();
                is_open.set(true);
                chosen.update(|c| *c = Some(c.map_or(0, |i| (i + 1) % n)));
            }
            "ArrowUp" if n > 0 => {
                event.prevent_default();
                is_open.set(true);
                chosen.update(|c| *c = Some(c.map_or(n - 1, |i| (i + n - 1) % n)));
            }
            "Escape" if is_open.get_untracked() => {
                event.prevent_default();
                close();
            }
            "Enter" => {
                let hit =
                    chosen.get_untracked().and_then(|i| hits.with_untracked(|h| h.get(i).map(|hit| hit.id.clone())));
                if let Some(id) = hit {
                    event.prevent_default();
                    let _ = window().location().set_href(&["/portal/contacts/", &id].concat());
                }
            }
            _ => {}
        }
    };
    let option = move |(i, hit): (usize, ContactHit)| {
        let latin =
            (!hit.latin_name.is_empty()).then(|| view! { " "<span class="muted"><bdi>{hit.latin_name}</bdi></span> });
        view! {
            <a
                class="suggest-item"
                role="option"
                tabindex="-1"
                id=["contact-", &i.to_string()].concat()
                aria-selected=move || if chosen.get() == Some(i) { "true" } else { "false" }
                href=["/portal/contacts/", &hit.id].concat()
            >
                <span>
                    <bdi>{hit.name}</bdi>
                    {latin}
                    <small>{hit.email}" · "<bdi>{hit.company}</bdi>", "{hit.city}</small>
                </span>
                <span class="badge" data-tone=hit.tone>{hit.accounts}</span>
            </a>
        }
    };
    view! {
        <div class="search search-large" data-island="contact-search" data-ready=move || ready.get().then_some("")>
            <label class="visually-hidden" for="q">{label}</label>
            <svg class="icon" aria-hidden="true"><use href=icon></use></svg>
            <div class="combo">
                <input
                    id="q"
                    name="q"
                    type="search"
                    autocomplete="off"
                    autofocus=true
                    placeholder=placeholder
                    maxlength="400"
                    role="combobox"
                    aria-autocomplete="list"
                    aria-controls="contact-hits"
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    aria-activedescendant=move || chosen.get().map(|i| ["contact-", &i.to_string()].concat())
                    value=query
                    on:input=move |event| typed(event_target_value(&event))
                    on:keydown=key
                    on:blur=move |_| close()
                />
                // The press must not take the focus from the box, or the list closes before the click arrives.
                <div class="suggest" hidden=move || !is_open.get() on:mousedown=move |event| event.prevent_default()>
                    <div id="contact-hits" role="listbox" aria-label=list>
                        {move || hits.get().into_iter().enumerate().map(option).collect_view()}
                    </div>
                    <p class="suggest-foot" aria-hidden="true">{move || told.get()}</p>
                </div>
                <p class="visually-hidden" role="status">{move || told.get()}</p>
            </div>
            <button class="btn btn-primary">{button}</button>
        </div>
    }
}
