//! Ordering again what stands in an order: all of it, or the ticked lines.

use crate::form::{Each, Posted};
use crate::part::line::Line;
use crate::respond::{Answer, see};
use crate::shop::lists::into;
use crate::ui::form::{Post, button};
use crate::ui::markup::{Markup, Part};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{form, markup, t};
use axum::extract::Path;
use domain::order::again::again;
use domain::policy::Action;
use std::collections::BTreeSet;

/// The form of the ticked lines, which stands apart from them.
const FORM: &str = "again";

form! {
    /// Which lines are meant.
    pub struct Again {
        /// Those that are ticked, by their places.
        line: Each = "line-",
        /// `ticked` when those are meant, and not all.
        which: String,
    }
}

/// Puts the lines into the cart, and leads to what became of them.
pub async fn post(web: Web, Path(number): Path<String>, Posted(sent, _): Posted<Again>) -> Answer {
    let ticked: BTreeSet<usize> = sent.line.iter().filter_map(|(place, _)| place.parse().ok()).collect();
    let is_ticked = sent.which == "ticked";
    if is_ticked && ticked.is_empty() {
        return Ok(see(&web.href(&format!("/orders/{number}?done=tick-one"))));
    }
    let (proposal, filled) = again(&web.cx, &number, is_ticked.then_some(&ticked)).await?;
    Ok(see(&crate::part::link::filled(&web, proposal, filled)))
}

/// The small button of a list of orders.
pub fn small(web: &Web, number: &str) -> Html {
    let label = t!("again-short");
    button(web, &web.href(&format!("/orders/{number}/again")), "btn btn-small", label, number)
}

/// A line with a box to tick, for those who may order.
pub fn ticked(web: &Web, line: Line, place: usize, name: &str) -> Line {
    match web.cx.may(Action::EditCart) {
        true => line.tick(FORM, &Again::line().of(place), (t!("lists-tick"), ui::visually_hidden(name)), false),
        false => line,
    }
}

/// The buttons of an order: all of it again, the ticked lines again, or into a list.
pub fn buttons(web: &Web, number: &str) -> Html {
    if !web.cx.may(Action::EditCart) {
        return ().rendered();
    }
    let action = web.href(&format!("/orders/{number}/again"));
    let mut out = Markup::default();
    markup! {
        out,
        Post::unseen(web, FORM, &action), "<p>", t!("again-help"), "</p><div class=\"actions\">",
        button(web, &action, "btn btn-primary", t!("again-all"), ""), "<button class=\"btn\" value=\"ticked\"", "form" = FORM,
        "name" = Again::which().as_str(), ">", t!("again-ticked"), "</button>", into::of_order(web, number), "</div>"
    }
    out.html()
}
