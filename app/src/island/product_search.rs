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
    let wanted = domain::catalog::find::Wanted { query, size: 8, is_typing: true, ..Default::default() };
    let found =
        domain::catalog::find::search(&web.cx, &web.scope(), &wanted).await.map_err(|e| crate::island::refuse(&e))?;
    let slugs = found.items.iter().map(|item| item.slug.as_str());
    crate::part::picture::load(&web, slugs).await.map_err(|e| crate::island::refuse(&e))?;
    let may_order = web.cx.may(domain::policy::Action::EditCart);
    Ok(found
        .items
        .into_iter()
        .map(|item| {
            let may_order = may_order && item.price.is_some() && item.available > 0;
            ProductHit {
                step: if may_order { item.increment.to_string() } else { String::new() },
                add: if may_order { crate::t!("search-add", product = &item.name) } else { String::new() },
                picture: crate::part::picture::thumb(&web, &item.slug),
                slug: item.slug,
                sku: item.sku,
                name: item.name,
                price: item.price.map(crate::text::unit_price).unwrap_or_default(),
                stock: crate::shop::item::stock(item.available, item.restock_at).0,
            }
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
    /// What is on the buttons that put a suggestion into the cart.
    add: String,
    /// Of the session, for the forms of suggestions.
    context: String,
) -> impl IntoView {
    let (asks, at) = ([&base, "/api/catalog/suggest"].concat(), [&base, "/p/"].concat());
    view! {
        <div class="combo" data-island="product-search" data-suggest=asks data-at=at data-no-answer=no_answer
            data-add-label=add data-context=context>
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
            <div class="suggest suggest-order" data-pop="" hidden>
                <div id="hits" role="listbox" aria-label=label></div>
                <div class="suggest-adds" data-adds=""></div>
            </div>
            <p class="suggest suggest-foot" role="status" data-said="" data-alone="" hidden></p>
        </div>
        <Suggest/>
    }
}
