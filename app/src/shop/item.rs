//! A product in a grid: picture, name, price, stock, and the form that adds it to the cart.

use crate::text;
use crate::ui::markup::Markup;
use crate::ui::{self, Html, Stepper};
use crate::web::Web;
use crate::{markup, t};
use domain::catalog::Item;
use domain::policy::Action;

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
pub fn grid(web: &Web, items: Vec<Item>) -> Html {
    let mut out = Markup::default();
    out.literal("<ul class=\"products\">");
    for item in &items {
        card(&mut out, web, item);
    }
    out.literal("</ul>");
    out.html()
}

fn card(out: &mut Markup, web: &Web, item: &Item) {
    let target = web.href(&format!("/p/{}", item.slug));
    let (stock, tone) = stock(item.available, item.restock_at);
    markup! {
        out,
        "<li class=\"product-card\"", "data-sku" = &item.sku, "><span class=\"pic\"><img", "src" = format!("/pic/{}.svg", item.slug),
        " alt=\"\" width=\"240\" height=\"240\" loading=\"lazy\"></span><h3><a", "href" = &target, ">", &item.name,
        "</a></h3><p class=\"product-meta\"><span class=\"sku\">", &item.sku, "</span> <span class=\"status\"",
        "data-tone" = tone, ">", stock, "</span></p><p class=\"price\">"
    }
    match item.price {
        Some(price) => {
            markup! { out, "<b class=\"money\">", text::unit_price(price), "</b> <span>", per(&item.unit), "</span>" }
        }
        None => markup! { out, "<span>", t!("item-on-request"), "</span>" },
    }
    out.literal("</p>");
    if item.price.is_some() && item.available > 0 && web.cx.may(Action::EditCart) {
        out.put(add(web, item, &target, true, None));
    }
    out.literal("</li>");
}

/// The form that adds a product; `rejected` is what was typed and why it was not taken.
pub fn add(web: &Web, item: &Item, target: &str, small: bool, rejected: Option<(String, String)>) -> Html {
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
    let mut out = Markup::default();
    markup! {
        out,
        "<form class=\"add\" method=\"post\"", "action" = target, ">", ui::context(web), stepper,
        "<button class=\"btn btn-primary\">"
    }
    match small {
        true => markup! {
            out, t!("item-add"), "<span class=\"visually-hidden\"> ", t!("item-add-what", product = &item.name), "</span>"
        },
        false => out.put(t!("item-add-to-cart")),
    }
    out.literal("</button>");
    if let Some(error) = error {
        markup! { out, "<p class=\"error\"", "id" = error_id, ">", error, "</p>" }
    }
    out.literal("</form>");
    out.html()
}
