//! The step of the checkout in which an agent gives a discount.
//!
//! Rule: it is there in a session on behalf that may order, and nowhere else; what somebody else sends has no effect.

use crate::form::Form;
use crate::shop::checkout::step::step;
use crate::t;
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
        {field("discount", t!("checkout-discount-percent"), t!("checkout-discount-percent-help"))}
        {field("discount_reason", t!("checkout-discount-reason"), t!("checkout-discount-reason-help"))}
        <p class="hint" id="discount-static">{t!("checkout-discount-static")}</p>
        <div class="actions"><button class="btn" name="step" value="review">{t!("checkout-discount-show")}</button></div>
    };
    Some(step(5, t!("checkout-discount"), content.html()))
}
