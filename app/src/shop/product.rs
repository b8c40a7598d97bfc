//! A product: what it is, what it costs this company, and the form that adds it to the cart.

use crate::form;
use crate::form::{Asked, Form, Posted};
use crate::frame::shop::Chrome;
use crate::part::ordering::cannot_order;
use crate::part::price;
use crate::respond::{Answer, encode, page, see, status_of};
use crate::shop::item::{self, Wanted};
use crate::shop::lists::into;
use crate::shop::media;
use crate::ui::card::{aside, body};
use crate::ui::facts::Facts;
use crate::ui::field::Field;
use crate::ui::form::{Get, actions, button_link, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::table::{Column, Mark, Table};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, text};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::catalog::Product;
use domain::error::{Error, Realm};
use domain::media::show::File;
use domain::policy::Action;
use domain::price::why::{Why, why};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

form! {
    /// What the page is asked for.
    pub struct Query {
        /// For how many the price is shown; the least that is sold without one.
        quantity: String,
    }
}

/// `/p/{product}?quantity=`
pub async fn show(web: Web, Path(slug): Path<String>, Asked(query): Asked<Query>) -> Answer {
    render(&web, &slug, Form::with(&[(Wanted::quantity().as_str(), query.quantity.trim())])).await
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
    let (id, increment) = (product.item.id, product.item.increment);
    let (quantity, form) = match form.get(Wanted::quantity().as_str()) {
        "" => (increment, form),
        typed => match domain::cart::quantity(typed, increment) {
            Ok(quantity) => (quantity, form),
            Err(_) if form.is_rejected() => (increment, form),
            Err(error) => (increment, form.reject(error)?),
        },
    };
    let why = why(&web.cx, &scope, &[(id, quantity)]).await?.remove(&id).ok_or(Error::NotFound)?;
    product.item.price = why.tier.map(|tier| tier.price);
    let files = domain::media::show::of_product(&web.cx, id).await?;
    let title = product.item.name.clone();
    Ok(page(web, &chrome.clone().frame(), status_of(&form), &title, || {
        content(web, &chrome, product, &files, &why, &form)
    }))
}

fn content(web: &Web, chrome: &Chrome, product: Product, files: &[File], why: &Why, form: &Form) -> Html {
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
        ui::crumbs(steps), "<div class=\"product\"", "data-sku" = &product.item.sku, ">", media::gallery(web, &product.item, files),
        "<div class=\"product-facts\"><h1>", &product.item.name, "</h1>",
        item::meta(&product.item), item::bought(&product.item), "<p class=\"prose\">", &product.description, "</p><h2>", t!("product-data"), "</h2>",
        facts(&product), media::documents(web, files), "</div>", buy(web, &product, why, form), "</div>"
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
fn buy(web: &Web, product: &Product, why: &Why, form: &Form) -> Html {
    let item = &product.item;
    let target = web.href(&format!("/p/{}", item.slug));
    let name = Wanted::quantity().as_str();
    let wanted = match form.get(name) {
        "" if !form.is_rejected() => item.increment.to_string(),
        typed => typed.to_owned(),
    };
    let action = match () {
        () if !product.active => ui::not_there(t!("product-gone")),
        () if web.cx.customer().is_none() => {
            let sign_in = web.href(&format!("/sign-in?next=/p/{}", item.slug));
            actions(button_link("btn btn-primary btn-wide", &sign_in, t!("product-sign-in")))
        }
        () if !web.cx.may(Action::EditCart) => cannot_order(web),
        () if item.price.is_none() => ().rendered(),
        () => item::add_typed(web, item, &target, t!("item-add-to-cart"), false, (wanted.clone(), form.error(name))),
    };
    let action = (action, into::of_product(web, &item.slug));
    let per = t!("product-net", per = item::per(&item.unit));
    let price = item::price(item, &per, t!("product-on-request"));
    let hint = price::hint_line(why, &item.unit, item.increment);
    let tiers = (product.tiers.len() > 1).then(|| tiers(product, why, web.cx.customer().is_some()));
    let is_asked = !form.get(name).is_empty();
    let panel = price::panel(web, why, &item.unit, "", is_asked);
    let other = other_quantity(&target, &wanted);
    aside("buy card", Some("price"), t!("product-buy"), (body((price, hint, action)), body((tiers, panel, other))))
}

/// Asks for the price of another quantity.
fn other_quantity(target: &str, value: &str) -> Get {
    let form = Form::with(&[(Query::quantity().as_str(), value)]);
    let field = Field::number(&form, Query::quantity(), t!("price-another"));
    Get::to(&format!("{target}#price"), t!("price-another")).field((field, submit("btn btn-small", t!("price-show"))))
}

/// What many of it cost.
fn tiers(product: &Product, why: &Why, is_own: bool) -> Table {
    let first = product.tiers.first().map_or(0, |t| t.price.ten_thousandths);
    let columns = [
        Column::text(t!("product-from")),
        Column::number(&item::capital(&item::per(&product.item.unit))),
        Column::number(t!("product-saves")),
    ];
    let caption = if is_own { t!("product-yours") } else { t!("product-list") };
    let mut table = Table::new(caption, columns).class("tiers").kept().captioned();
    let current = product.tiers.iter().rposition(|tier| tier.min_quantity <= why.quantity);
    for (n, tier) in product.tiers.iter().enumerate() {
        let saved = (first - tier.price.ten_thousandths).saturating_mul(100) / first.max(1);
        let is_current = current == Some(n);
        table.row_with(&Mark { is_current, ..Mark::default() }, |row| {
            let mark = is_current.then(|| ui::visually_hidden(t!("price-current")));
            row.name((text::number(tier.min_quantity), mark), ());
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
