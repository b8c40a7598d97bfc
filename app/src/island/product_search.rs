//! The product search box, with suggestions while typing.

use crate::island::AppError;
use crate::island::suggest::Suggest;
use domain::hit::ProductHit;
use leptos::prelude::*;

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
            stock: crate::shop::item::stock(item.available, item.restock_at).0,
        })
        .collect())
}

/// The search box of the storefront. Stands inside its plain form; the island [`Suggest`] adds suggestions.
#[component]
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
    let (asks, at) = ([&base, "/api/catalog/suggest"].concat(), [&base, "/p/"].concat());
    view! {
        <div class="combo" data-island="product-search" data-suggest=asks data-at=at data-no-answer=no_answer>
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
                aria-expanded="false"
                value=query
            />
            <div class="suggest" id="hits" role="listbox" aria-label=label data-pop="" hidden></div>
            <p class="suggest suggest-foot" role="status" data-said="" data-alone="" hidden></p>
        </div>
        <Suggest/>
    }
}
