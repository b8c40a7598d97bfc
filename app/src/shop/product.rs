//! A product: what it is, what it costs this company, and the form that adds it to the cart.

use crate::form::{Form, Posted};
use crate::frame::shop::Chrome;
use crate::part::ordering::cannot_order;
use crate::respond::{Answer, encode, page, see, status_of};
use crate::shop::item::{self, Wanted};
use crate::shop::lists::into;
use crate::ui::card::{aside, body};
use crate::ui::facts::Facts;
use crate::ui::form::{actions, button_link};
use crate::ui::markup::{Markup, Part};
use crate::ui::table::{Column, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, text};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::catalog::Product;
use domain::error::{Error, Realm};
use domain::policy::Action;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// `/p/{product}`
pub async fn show(web: Web, Path(slug): Path<String>) -> Answer {
    render(&web, &slug, Form::default()).await
}

/// Adds to the cart.
pub async fn add(web: Web, Path(slug): Path<String>, Posted(wanted, form): Posted<Wanted>) -> Answer {
    if web.cx.customer().is_none() {
        return Err(Error::SignIn(Realm::Shop).into());
    }
    match domain::cart::db::add(&web.cx, &slug, &wanted.quantity).await {
        Ok(_) => Ok(see(&web.href(&format!("/cart?done=added&slug={}", encode(&slug))))),
        Err(error) => render(&web, &slug, form.reject(error)?).await,
    }
}

async fn render(web: &Web, slug: &str, form: Form) -> Answer {
    let scope = web.scope();
    let (chrome, mut product) = tokio::try_join!(Chrome::load(web), domain::catalog::db::find(&web.cx, &scope, slug))?;
    domain::bought::mark(&web.cx, std::slice::from_mut(&mut product.item)).await?;
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
    let mut out = Markup::default();
    markup! {
        out,
        ui::crumbs(steps), "<div class=\"product\"><div class=\"product-pic\"><span class=\"pic\"><img",
        "src" = format!("/pic/{}.svg", product.item.slug), "alt" = t!("product-drawing", product = &product.item.name),
        " width=\"480\" height=\"480\"></span></div><div class=\"product-facts\"><h1>", &product.item.name, "</h1>",
        item::meta(&product.item), item::bought(&product.item), "<p class=\"prose\">", &product.description, "</p><h2>", t!("product-data"), "</h2>",
        facts(&product), "</div>", buy(web, &product, form), "</div>"
    }
    out.html()
}

fn facts(product: &Product) -> Facts {
    let unit = product.item.unit.as_str();
    let facts = product.attributes.iter().fold(Facts::default(), |facts, (name, value)| facts.fact(name, value));
    facts
        .fact(t!("product-sold"), if unit == "each" { t!("product-sold-each") } else { unit })
        .maybe(t!("product-multiples"), (product.item.increment > 1).then(|| product.item.increment.to_string()))
}

/// What it costs, and the form that adds it to the cart.
fn buy(web: &Web, product: &Product, form: &Form) -> Html {
    let item = &product.item;
    let target = web.href(&format!("/p/{}", item.slug));
    let name = Wanted::quantity().as_str();
    let rejected = form.error(name).map(|error| (form.get(name).to_owned(), error));
    let action = match () {
        () if !product.active => ui::not_there(t!("product-gone")),
        () if web.cx.customer().is_none() => {
            let sign_in = web.href(&format!("/sign-in?next=/p/{}", item.slug));
            actions(button_link("btn btn-primary btn-wide", &sign_in, t!("product-sign-in")))
        }
        () if !web.cx.may(Action::EditCart) => cannot_order(web),
        () if item.price.is_none() => ().rendered(),
        () => item::add(web, item, &target, t!("item-add-to-cart"), false, rejected),
    };
    let action = (action, into::of_product(web, &item.slug));
    let per = t!("product-net", per = item::per(&item.unit));
    let price = item::price(item, &per, t!("product-on-request"));
    let tiers = (product.tiers.len() > 1).then(|| body(tiers(product, web.cx.customer().is_some())));
    aside("buy card", None, t!("product-buy"), (body((price, action)), tiers))
}

/// What many of it cost.
fn tiers(product: &Product, is_own: bool) -> Table {
    let first = product.tiers.first().map_or(0, |t| t.price.ten_thousandths);
    let columns = [
        Column::text(t!("product-from")),
        Column::number(&item::capital(&item::per(&product.item.unit))),
        Column::number(t!("product-saves")),
    ];
    let caption = if is_own { t!("product-yours") } else { t!("product-list") };
    let mut table = Table::new(caption, columns).class("tiers").kept().captioned();
    for tier in &product.tiers {
        let saved = (first - tier.price.ten_thousandths).saturating_mul(100) / first.max(1);
        table.row(|row| {
            row.name(text::number(tier.min_quantity), ());
            row.cell(text::unit_price(tier.price));
            row.cell(if saved > 0 { t!("product-saved", percent = saved) } else { "–".to_owned() });
        });
    }
    table
}

/// `/pic/{product}.svg`: the drawing. The same for everybody, so it may be cached by everybody.
pub async fn picture(web: Web, Path(file): Path<String>) -> Answer {
    let slug = file.strip_suffix(".svg").ok_or(Error::NotFound)?;
    let key = domain::catalog::db::drawing(&web.cx, slug).await?;
    let headers = [(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")];
    let response: Response = (headers, (web.site.drawing)(&key)).into_response();
    Ok(response)
}
