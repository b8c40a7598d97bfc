//! A product in a grid: picture, name, price, stock, and the form that adds it to the cart.

use crate::part::picture::{self, Size};
pub use crate::part::price::per;
use crate::ui::form::{Post, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::stepper::Stepper;
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t, text};
use domain::catalog::Item;
use domain::policy::Action;

form! {
    /// How many of a product are wanted.
    pub struct Wanted {
        /// The number.
        quantity: String,
    }
}

/// Stock in words, and the tone of its mark.
pub fn stock(available: i64, restock_at: Option<domain::time::Micros>) -> (String, &'static str) {
    match (available, restock_at) {
        (0, Some(at)) => (t!("item-out-back", day = text::day(at)), "danger"),
        (0, None) => (t!("item-out").to_owned(), "danger"),
        (1..=20, _) => (t!("item-left", count = available), "warning"),
        _ => (t!("item-in-stock", count = available), "success"),
    }
}

/// With a capital first letter.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// Its number and its stock, on one line.
pub fn meta(item: &Item) -> Markup {
    let (stock, tone) = stock(item.available, item.restock_at);
    let mut out = Markup::default();
    markup! {
        out,
        "<p class=\"product-meta\"><span class=\"sku\">", &item.sku, "</span> <span class=\"status\"", "data-tone" = tone, ">",
        stock, "</span></p>"
    }
    out
}

/// Its price with what it is for, or `none` where there is no price.
pub fn price(item: &Item, per: &str, none: &str) -> Markup {
    let mut out = Markup::default();
    match item.price {
        Some(price) => markup! {
            out,
            "<p class=\"price\"><b class=\"money\">", text::unit_price(price), "</b> <span>", per, "</span></p>"
        },
        None => markup! { out, "<p class=\"price\"><span>", none, "</span></p>" },
    }
    out
}

/// The grid.
pub fn grid(web: &Web, items: &[Item]) -> Html {
    let mut out = Markup::default();
    out.literal("<ul class=\"products\">");
    for item in items {
        card(&mut out, web, item);
    }
    out.literal("</ul>");
    out.html()
}

fn card(out: &mut Markup, web: &Web, item: &Item) {
    let target = web.href(&format!("/p/{}", item.slug));
    markup! {
        out,
        "<li class=\"product-card\"", "data-sku" = &item.sku, ">", picture::show(web, &item.slug, Size::Card), "<h3><a", "href" = &target, ">", &item.name,
        "</a></h3>", meta(item), bought(item), price(item, &per(&item.unit), t!("item-on-request"))
    }
    if item.price.is_some() && item.available > 0 && web.cx.may(Action::EditCart) {
        let label = (t!("item-add"), ui::visually_hidden(&t!("item-add-what", product = &item.name)));
        out.put(add(web, item, &target, label, true, None));
    }
    out.literal("</li>");
}

/// When the account bought it last; nothing when it did not.
pub fn bought(item: &Item) -> Option<Markup> {
    item.bought_at.map(|at| {
        let mut out = Markup::default();
        markup! { out, "<span class=\"badge\" data-bought>", t!("bought-on", day = text::day(at)), "</span>" }
        out
    })
}

/// The form that adds so many of a product as were bought the last time, raised to the pack size.
pub fn add_many(web: &Web, item: &Item, target: &str, label: impl Part, quantity: i64) -> Html {
    let step = item.increment.max(1);
    let quantity = quantity + (step - quantity % step) % step;
    add_typed(web, item, target, label, true, (quantity.to_string(), None))
}

/// The form that adds a product; `label` stands on its button, `rejected` is what was typed and why it was not taken.
pub fn add(
    web: &Web,
    item: &Item,
    target: &str,
    label: impl Part,
    small: bool,
    rejected: Option<(String, String)>,
) -> Html {
    let (value, error) = match rejected {
        Some((typed, error)) => (typed, Some(error)),
        None => (item.increment.to_string(), None),
    };
    add_typed(web, item, target, label, small, (value, error))
}

/// The same with this quantity in its field, and what is wrong with it.
pub fn add_typed(
    web: &Web,
    item: &Item,
    target: &str,
    label: impl Part,
    small: bool,
    (value, error): (String, Option<String>),
) -> Html {
    let id = format!("quantity-{}", item.slug);
    let error_id = format!("{id}-err");
    let stepper = Stepper {
        name: Wanted::quantity().as_str().to_owned(),
        id,
        form: None,
        of: item.name.clone(),
        value,
        step: item.increment,
        small,
        error: error.is_some().then(|| error_id.clone()),
    };
    let mut wrong = Markup::default();
    if let Some(error) = error {
        markup! { wrong, "<p class=\"error\"", "id" = error_id, ">", error, "</p>" }
    }
    Post::with_class(web, "add", target).field((stepper, submit("btn btn-primary", label), wrong)).html()
}
