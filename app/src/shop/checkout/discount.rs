//! The step of the checkout in which an agent gives a discount.
//!
//! Rule: it is there in a session on behalf that may order, and nowhere else; what somebody else sends has no effect.

use crate::form::Form;
use crate::shop::checkout::step::step;
use crate::ui::{Html, Rendered, Text, text_field};
use crate::web::Web;
use crate::words;
use domain::error::{Error, Result};
use domain::order::discount;
use domain::policy::Action;
use leptos::prelude::*;

/// Whether the reader may give a discount.
pub fn may_give(web: &Web) -> bool {
    web.cx.behalf().is_some() && web.cx.may(Action::PlaceOrder)
}

/// Percentage and reason as they were typed.
pub fn typed<'a>(web: &Web, form: &'a Form) -> (&'a str, &'a str) {
    if may_give(web) { (form.get("discount"), form.get("discount_reason")) } else { ("", "") }
}

/// The discount that the page counts with, per ten thousand of the goods.
///
/// # Errors
/// [`Error::Invalid`] at `discount`.
pub fn rate(web: &Web, form: &Form) -> Result<i64> {
    discount::rate(typed(web, form).0).map_err(|problem| Error::field("discount", problem))
}

/// The step, where a discount may be given. Its button shows the totals again and orders nothing.
pub fn show(web: &Web, form: &Form) -> Option<Html> {
    let (staff, ..) = web.cx.behalf().filter(|_| may_give(web))?;
    let field = |name, label, hint| {
        let text = Text { name, label, kind: "text", autocomplete: "off", hint, optional: true, ..Text::default() };
        text_field(form, text)
    };
    let content = view! {
        <p>{words::max_discount(staff.grants.max_discount)}</p>
        {field("discount", "Discount on the goods in percent", "Such as 5 or 7.5.")}
        {field("discount_reason", "Reason for the discount", "With a discount, at least 10 characters. The customer reads it on the order.")}
        <p class="hint" id="discount-static">"After typing a discount, click Show the new total first. The order is placed at the total that you have seen."</p>
        <div class="actions"><button class="btn" name="step" value="review">"Show the new total"</button></div>
    };
    Some(step(5, "Discount", content.html()))
}
