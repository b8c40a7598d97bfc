//! Lines that were saved for later, below the cart.

use crate::form::{Fields, Form, Posted};
use crate::part::line::{self, lines};
use crate::respond::{Answer, encode, see};
use crate::shop::item;
use crate::ui::card::Card;
use crate::ui::form::{Post, submit};
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, t, text, words};
use axum::extract::Path;
use domain::policy::Action;
use domain::requisition::lines::Wanted;
use domain::requisition::{Line, later};

form! {
    /// A saved line, so that it can be put back; or the version of the cart.
    pub struct Saved {
        /// The address part of the product.
        slug: String,
        /// How many.
        quantity: String,
        /// The note.
        note: String,
        /// The version of the cart that the form was made from.
        version: String,
        /// What was just done.
        done: String,
    }
}

/// Moves a saved line back into the cart.
pub async fn back(web: Web, Path(slug): Path<String>, _form: Form) -> Answer {
    later::back(&web.cx, &slug).await?;
    Ok(see(&web.href(&format!("/cart?done=added&slug={}", encode(&slug)))))
}

/// Removes a saved line; the page offers to put it back.
pub async fn remove(web: Web, Path(slug): Path<String>, _form: Form) -> Answer {
    let removed = later::remove(&web.cx, &slug).await?;
    let done = Saved {
        slug: removed.slug,
        quantity: removed.quantity.to_string(),
        note: removed.note,
        version: String::new(),
        done: "later-removed".to_owned(),
    };
    Ok(see(&done.address(&web.href("/cart"))))
}

/// Puts a removed line back.
pub async fn restore(web: Web, Path(slug): Path<String>, Posted(saved, _): Posted<Saved>) -> Answer {
    later::restore(&web.cx, Wanted { slug: &slug, quantity: &saved.quantity, note: &saved.note }).await?;
    Ok(see(&web.href("/cart?done=restored")))
}

/// What was done to them, by the code in the address of the cart.
pub fn message(web: &Web) -> Option<Html> {
    if web.query().get("done") != "later-removed" {
        return None;
    }
    let Saved { slug, quantity, note, .. } = Saved::read(&web.query());
    let is_slug = !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_slug.then(|| {
        let back = Post::with_class(web, "actions", &web.href(&format!("/later/{slug}/restore")))
            .hidden(Saved::quantity().as_str(), &quantity)
            .hidden(Saved::note().as_str(), &note)
            .field(submit("btn btn-small", t!("cart-put-back")));
        Notice::new(web, Tone::Success, t!("cart-removed")).below(back).html()
    })
}

/// The button of a line of the cart that saves it for later, and the way into a list.
pub fn buttons(web: &Web, slug: &str, name: &str, version: i64) -> Html {
    let save = Post::with_class(web, "", &web.href(&format!("/cart/{slug}/later")))
        .hidden(Saved::version().as_str(), &version.to_string())
        .field(submit("btn btn-small btn-quiet", (t!("later-save"), ui::visually_hidden(name))));
    (save, super::into::of_cart(web, Some(slug))).rendered()
}

/// The saved lines; nothing where there are none.
pub fn section(web: &Web, saved: &[Line]) -> Option<Card> {
    if saved.is_empty() {
        return None;
    }
    let may = web.cx.may(Action::EditCart);
    let rows = saved.iter().map(|one| row(web, one, may));
    let count = i64::try_from(saved.len()).unwrap_or(i64::MAX);
    Some(Card::new("h-later", t!("later-title")).anchor("later").count(count).flush(lines(true, rows)))
}

fn row(web: &Web, one: &Line, may: bool) -> line::Line {
    let mut row = super::one::plain(web, one).note(&one.note).quantity(&text::number(one.quantity));
    if let Some(problem) = one.problem() {
        row = row.problem(&words::problem(&problem));
    }
    if !may {
        return row;
    }
    let mut buttons = Markup::default();
    let at = |what: &str| web.href(&format!("/later/{}/{what}", one.slug));
    let goes = one.active && one.price.is_some();
    if goes {
        buttons.put(ui::form::button(web, &at("cart"), "btn btn-small", t!("later-back"), &one.name));
    }
    buttons.put(ui::form::button(web, &at("remove"), "btn btn-small btn-quiet", t!("compare-away"), &one.name));
    row.more(buttons)
}

/// The price of one, in words.
pub(super) fn price(one: &Line) -> String {
    match one.price {
        Some(price) => format!("{} {}", text::unit_price(price), item::per(&one.unit)),
        None => t!("item-on-request").to_owned(),
    }
}
