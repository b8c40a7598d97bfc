//! The search box of the contact list, with results while typing.

use crate::island::AppError;
use domain::hit::ContactHit;
use leptos::prelude::*;

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
#[cfg(feature = "ssr")]
const MOST: usize = 8;

/// What is said in and beside the box.
#[derive(Clone, Debug)]
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

/// The search box of the contact list. Stands inside the list's plain form; the island of the page's frame adds results.
#[component]
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
    let Texts { label, placeholder, button, list, found, no_answer } = texts;
    // Both are ids and codes that need no encoding, or find nothing.
    let with = ["organization=", &organization, "&status=", &status].concat();
    view! {
        <div
            class="search search-large"
            data-island="contact-search"
            data-suggest="/portal/api/contact/search"
            data-with=with
            data-found=found.join("\n")
            data-no-answer=no_answer
        >
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
                    aria-expanded="false"
                    value=query
                />
                <div class="suggest" data-pop="" hidden>
                    <div id="contact-hits" role="listbox" aria-label=list></div>
                    <p class="suggest-foot" aria-hidden="true" data-said=""></p>
                </div>
                <p class="visually-hidden" role="status" data-said=""></p>
            </div>
            <button class="btn btn-primary">{button}</button>
        </div>
    }
}
