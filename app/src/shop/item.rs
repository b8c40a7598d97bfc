//! A product in a grid: picture, name, price, stock, and the form that adds it to the cart.

use crate::t;
use crate::text;
use crate::ui::{self, Html, Rendered, Stepper};
use crate::web::Web;
use domain::catalog::Item;
use domain::policy::Action;
use leptos::prelude::*;

/// Stock in words, and the tone of its mark.
pub fn stock(available: i64, restock_at: Option<domain::time::Micros>) -> (String, &'static str) {
    match (available, restock_at) {
        (0, Some(at)) => (t!("item-out-back", day = text::day(at)), "danger"),
        (0, None) => (t!("item-out").to_owned(), "danger"),
        (1..=20, _) => (t!("item-left", count = available), "warning"),
        _ => (t!("item-in-stock", count = available), "success"),
    }
}

/// What a price is for, in words: "each", "per pack of 100".
pub fn per(unit: &str) -> String {
    if unit == "each" { t!("item-each").to_owned() } else { t!("item-per", unit = unit) }
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The grid.
pub fn grid(web: &Web, items: Vec<Item>) -> impl IntoView + use<> {
    let cards = items.into_iter().map(|item| card(web, item)).collect_view();
    view! { <ul class="products">{cards}</ul> }
}

fn card(web: &Web, item: Item) -> Html {
    let target = web.href(&format!("/p/{}", item.slug));
    let (stock, tone) = stock(item.available, item.restock_at);
    let price = match item.price {
        Some(price) => {
            view! { <p class="price"><b class="money">{text::unit_price(price)}</b>" "<span>{per(&item.unit)}</span></p> }
                .html()
        }
        None => view! { <p class="price"><span>{t!("item-on-request")}</span></p> }.html(),
    };
    let buyable = item.price.is_some() && item.available > 0 && web.cx.may(Action::EditCart);
    view! {
        <li class="product-card">
            <span class="pic"><img src=format!("/pic/{}.svg", item.slug) alt="" width="240" height="240" loading="lazy"/></span>
            <h3><a href=target.clone()>{item.name.clone()}</a></h3>
            <p class="product-meta">
                <span class="sku">{item.sku.clone()}</span>
                " "
                <span class="status" data-tone=tone>{stock}</span>
            </p>
            {price}
            {buyable.then(|| add(web, &item, target, true, None))}
        </li>
    }
    .html()
}

/// The form that adds a product; `rejected` is what was typed and why it was not taken.
pub fn add(web: &Web, item: &Item, target: String, small: bool, rejected: Option<(String, String)>) -> Html {
    let id = format!("quantity-{}", item.slug);
    let error_id = format!("{id}-err");
    let (value, error) = match rejected {
        Some((typed, error)) => (typed, Some(error)),
        None => (item.increment.to_string(), None),
    };
    let stepper = ui::stepper(Stepper {
        name: "quantity".to_owned(),
        id,
        form: None,
        of: item.name.clone(),
        value,
        step: item.increment,
        small,
        error: error.is_some().then(|| error_id.clone()),
    });
    let label = if small {
        view! { {t!("item-add")}<span class="visually-hidden">{format!(" {}", t!("item-add-what", product = &item.name))}</span> }
            .html()
    } else {
        t!("item-add-to-cart").html()
    };
    view! {
        <form class="add" method="post" action=target>
            {ui::context(web)}
            {stepper}
            <button class="btn btn-primary">{label}</button>
            {error.map(|text| view! { <p class="error" id=error_id>{text}</p> })}
        </form>
    }
    .html()
}
