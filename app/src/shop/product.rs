//! A product: what it is, what it costs this company, and the form that adds it to the cart.

use crate::form::Form;
use crate::frame::shop::Chrome;
use crate::respond::{Answer, encode, page, see, status_of};
use crate::shop::item;
use crate::t;
use crate::text;
use crate::ui;
use crate::ui::{Html, Rendered};
use crate::web::Web;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::catalog::Product;
use domain::error::{Error, Realm};
use domain::policy::Action;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use leptos::prelude::*;

/// `/p/{product}`
pub async fn show(web: Web, Path(slug): Path<String>) -> Answer {
    render(&web, &slug, Form::default()).await
}

/// Adds to the cart.
pub async fn add(web: Web, Path(slug): Path<String>, form: Form) -> Answer {
    if web.cx.customer().is_none() {
        return Err(Error::SignIn(Realm::Shop).into());
    }
    match domain::cart::db::add(&web.cx, &slug, form.get("quantity")).await {
        Ok(_) => Ok(see(&web.href(&format!("/cart?done=added&slug={}", encode(&slug))))),
        Err(error) => render(&web, &slug, form.reject(error)?).await,
    }
}

async fn render(web: &Web, slug: &str, form: Form) -> Answer {
    let scope = web.scope();
    let (chrome, product) = tokio::try_join!(Chrome::load(web), domain::catalog::db::find(&web.cx, &scope, slug))?;
    let title = product.item.name.clone();
    Ok(page(web, &chrome.clone().frame(), status_of(&form), &title, || content(web, &chrome, product, &form)))
}

fn content(web: &Web, chrome: &Chrome, product: Product, form: &Form) -> Html {
    let mut steps = Vec::new();
    if let Some(category) = chrome.categories.iter().find(|c| c.id == product.category) {
        for step in chrome.path(category) {
            steps.push((Some(web.href(&format!("/c/{}", step.slug))), step.name.clone()));
        }
    }
    steps.push((None, product.item.name.clone()));
    let facts = product
        .attributes
        .iter()
        .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
        .collect_view();
    let unit = product.item.unit.as_str();
    let sold = if unit == "each" { t!("product-sold-each").to_owned() } else { unit.to_owned() };
    let (stock, tone) = item::stock(product.item.available, product.item.restock_at);
    view! {
        {ui::crumbs(steps)}
        <div class="product">
            <div class="product-pic">
                <span class="pic"><img src=format!("/pic/{}.svg", product.item.slug) alt=t!("product-drawing", product = &product.item.name) width="480" height="480"/></span>
            </div>
            <div class="product-facts">
                <h1>{product.item.name.clone()}</h1>
                <p class="product-meta">
                    <span class="sku">{product.item.sku.clone()}</span>
                    " "
                    <span class="status" data-tone=tone>{stock}</span>
                </p>
                <p class="prose">{product.description.clone()}</p>
                <h2>{t!("product-data")}</h2>
                <dl class="facts">
                    {facts}
                    <div><dt>{t!("product-sold")}</dt><dd>{sold}</dd></div>
                    {(product.item.increment > 1).then(|| view! { <div><dt>{t!("product-multiples")}</dt><dd>{product.item.increment.to_string()}</dd></div> })}
                </dl>
            </div>
            {buy(web, &product, form)}
        </div>
    }
    .html()
}

fn buy(web: &Web, product: &Product, form: &Form) -> Html {
    let item = &product.item;
    let price = match item.price {
        Some(price) => view! {
            <p class="price"><b class="money">{text::unit_price(price)}</b>" "<span>{t!("product-net", per = item::per(&item.unit))}</span></p>
        }
        .html(),
        None => view! { <p class="price"><span>{t!("product-on-request")}</span></p> }.html(),
    };
    let target = web.href(&format!("/p/{}", item.slug));
    let rejected = form.error("quantity").map(|error| (form.get("quantity").to_owned(), error));
    let action = match () {
        () if !product.active => view! { <p class="not-on-behalf">{t!("product-gone")}</p> }.html(),
        () if web.cx.customer().is_none() => view! {
            <div class="actions">
                <a class="btn btn-primary btn-wide" href=web.href(&format!("/sign-in?next=/p/{}", item.slug))>{t!("product-sign-in")}</a>
            </div>
        }
        .html(),
        () if !web.cx.may(Action::EditCart) => {
            ui::cannot_order(web)
        }
        () if item.price.is_none() => ().html(),
        () => item::add(web, item, &target, false, rejected),
    };
    let whose = if web.cx.customer().is_some() { t!("product-yours") } else { t!("product-list") };
    view! {
        <aside class="buy card" aria-label=t!("product-buy")>
            <div class="card-body">{price}{action}</div>
            {(product.tiers.len() > 1).then(|| view! { <div class="card-body">{tiers(product, whose)}</div> })}
        </aside>
    }
    .html()
}

fn tiers(product: &Product, caption: &'static str) -> Html {
    let first = product.tiers.first().map_or(0, |t| t.price.ten_thousandths);
    let rows = product
        .tiers
        .iter()
        .map(|tier| {
            let saved = (first - tier.price.ten_thousandths).saturating_mul(100) / first.max(1);
            let saves = if saved > 0 { t!("product-saved", percent = saved) } else { "–".to_owned() };
            view! {
                <tr>
                    <th scope="row">{text::number(tier.min_quantity)}</th>
                    <td class="num">{text::unit_price(tier.price)}</td>
                    <td class="num">{saves}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="tiers">
            <caption>{caption}</caption>
            <thead>
                <tr><th scope="col">{t!("product-from")}</th><th scope="col" class="num">{item::capital(&item::per(&product.item.unit))}</th><th scope="col" class="num">{t!("product-saves")}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .html()
}

/// `/pic/{product}.svg`: the drawing. The same for everybody, so it may be cached by everybody.
pub async fn picture(web: Web, Path(file): Path<String>) -> Answer {
    let slug = file.strip_suffix(".svg").ok_or(Error::NotFound)?;
    let key = domain::catalog::db::drawing(&web.cx, slug).await?;
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")];
    let response: Response = (headers, (web.site.drawing)(&key)).into_response();
    Ok(response)
}
