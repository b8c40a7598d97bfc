//! Suggestions under the product search box.

use crate::island::AppError;
use domain::hit::ProductHit;
use leptos::prelude::*;
use std::time::Duration;

/// Up to eight products for what is typed.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/api", endpoint = "catalog/suggest")]
pub async fn suggest(query: String) -> Result<Vec<ProductHit>, AppError> {
    let web = crate::island::web()?;
    let (items, _) = domain::catalog::db::search(&web.cx, &web.scope(), &query, None, 0, 8)
        .await
        .map_err(|e| crate::island::refuse(&e))?;
    Ok(items
        .into_iter()
        .map(|item| ProductHit {
            slug: item.slug,
            sku: item.sku,
            name: item.name,
            price: item.price.map(crate::text::unit_price).unwrap_or_default(),
        })
        .collect())
}

/// The search box of the storefront with suggestions while typing.
///
/// *On the server:* the box inside its plain form; no suggestions.
#[island]
pub fn ProductSearch(
    /// What was searched for.
    query: String,
    /// Stands before the addresses of products.
    base: String,
    /// What can be typed.
    placeholder: String,
    /// Label of the suggestions.
    label: String,
    /// What is said when no answer arrives.
    no_answer: String,
) -> impl IntoView {
    let text = RwSignal::new(query.clone());
    let hits = RwSignal::new(Vec::<ProductHit>::new());
    let chosen = RwSignal::new(None::<usize>);
    let trouble = RwSignal::new(String::new());
    let turn = RwSignal::new(0_u32);
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let base = StoredValue::new(base);
    let no_answer = StoredValue::new(no_answer);
    let close = move || {
        hits.set(Vec::new());
        trouble.set(String::new());
        chosen.set(None);
    };
    let typed = move |value: String| {
        text.set(value.clone());
        let mine = turn.get_untracked().wrapping_add(1);
        turn.set(mine);
        chosen.set(None);
        if value.trim().is_empty() {
            close();
            return;
        }
        set_timeout(
            move || {
                if turn.get_untracked() != mine {
                    return;
                }
                leptos::task::spawn_local(async move {
                    let answer = suggest(value).await;
                    if turn.get_untracked() == mine {
                        let text = no_answer.with_value(|text| answer.as_ref().err().map(|error| error.said(text)));
                        trouble.set(text.unwrap_or_default());
                        hits.set(answer.unwrap_or_default());
                    }
                });
            },
            Duration::from_millis(120),
        );
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let n = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if n > 0 => {
                event.prevent_default();
                chosen.update(|c| *c = Some(c.map_or(0, |i| (i + 1) % n)));
            }
            "ArrowUp" if n > 0 => {
                event.prevent_default();
                chosen.update(|c| *c = Some(c.map_or(n - 1, |i| (i + n - 1) % n)));
            }
            "Escape" => close(),
            "Enter" => {
                let hit = chosen.get_untracked().and_then(|i| hits.with_untracked(|h| h.get(i).cloned()));
                if let Some(hit) = hit {
                    event.prevent_default();
                    let _ = window().location().set_href(&[&base.get_value(), "/p/", &hit.slug].concat());
                }
            }
            _ => {}
        }
    };
    let option = move |(i, hit): (usize, ProductHit)| {
        view! {
            <a
                class="suggest-item"
                role="option"
                id=["hit-", &i.to_string()].concat()
                aria-selected=move || if chosen.get() == Some(i) { "true" } else { "false" }
                href=[&base.get_value(), "/p/", &hit.slug].concat()
            >
                <span>{hit.name}<small class="sku">{hit.sku}</small></span>
                <span class="money">{hit.price}</span>
            </a>
        }
    };
    view! {
        <div class="combo" data-island="product-search" data-ready=move || ready.get().then_some("")>
            <input
                id="q"
                name="q"
                type="search"
                autocomplete="off"
                placeholder=placeholder
                maxlength="400"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="hits"
                aria-expanded=move || if hits.with(Vec::is_empty) { "false" } else { "true" }
                aria-activedescendant=move || chosen.get().map(|i| ["hit-", &i.to_string()].concat())
                value=query
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=key
            />
            <div class="suggest" id="hits" role="listbox" aria-label=label hidden=move || hits.with(Vec::is_empty)>
                {move || hits.get().into_iter().enumerate().map(option).collect_view()}
            </div>
            <p class="suggest suggest-foot" role="status" hidden=move || trouble.with(String::is_empty)>{move || trouble.get()}</p>
        </div>
    }
}
