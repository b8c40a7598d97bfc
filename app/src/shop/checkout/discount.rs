//! The step of the checkout in which an agent gives a discount.
//!
//! Rule: it is there in a session on behalf that may order, and nowhere else; what somebody else sends has no effect.

use super::Sent;
use crate::form::Form;
use crate::ui::card::Card;
use crate::ui::field::Field;
use crate::ui::form::{actions, choose};
use crate::ui::markup::Markup;
use crate::ui::paragraph;
use crate::web::Web;
use crate::{markup, t, words};
use domain::error::{Error, Result};
use domain::order::discount;
use domain::policy::Action;

/// Whether the reader may give a discount.
pub fn may_give(web: &Web) -> bool {
    web.cx.behalf().is_some() && web.cx.may(Action::PlaceOrder)
}

/// Percentage and reason as they were typed.
pub fn typed<'a>(web: &Web, form: &'a Form) -> (&'a str, &'a str) {
    let get = |name: crate::form::Name| form.get(name.as_str());
    if may_give(web) { (get(Sent::discount()), get(Sent::discount_reason())) } else { ("", "") }
}

/// The discount that the page counts with, per ten thousand of the goods.
///
/// # Errors
/// [`Error::Invalid`] at `discount`.
pub fn rate(web: &Web, form: &Form) -> Result<i64> {
    discount::rate(typed(web, form).0).map_err(|problem| Error::field(Sent::discount().as_str(), problem))
}

/// The step, where a discount may be given. Its button shows the totals again and orders nothing.
pub fn show(web: &Web, form: &Form) -> Option<Card> {
    let (staff, ..) = web.cx.behalf().filter(|_| may_give(web))?;
    let percent = Field::text(form, Sent::discount(), t!("checkout-discount-percent"))
        .hint(t!("checkout-discount-percent-help"))
        .optional();
    let reason = Field::text(form, Sent::discount_reason(), t!("checkout-discount-reason"))
        .hint(t!("checkout-discount-reason-help"))
        .optional();
    let mut out = Markup::default();
    markup! {
        out,
        paragraph(words::max_discount(staff.grants.max_discount)), percent, reason,
        "<p class=\"hint\" id=\"discount-static\">", t!("checkout-discount-static"), "</p>",
        actions(choose("btn", Sent::step(), "review", t!("checkout-discount-show"), None))
    }
    Some(Card::step(5, "h-discount", t!("checkout-discount")).body(out))
}
