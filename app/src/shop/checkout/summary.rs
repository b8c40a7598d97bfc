//! What an order costs, and the button that places it.

use super::{FORM, Shown};
use crate::island::totals::{Amounts, Totals as TotalsIsland, Wording};
use crate::part::ordering::{cannot_order, price_change};
use crate::text::{self, PLACES};
use crate::ui::card::{aside, body};
use crate::ui::form::{button_link, submit_form};
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::totals::Totals as Sums;
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::{markup, t, words};
use domain::error::Problem;
use domain::money::{Currency, Money};
use domain::order::tax::Basis;
use domain::order::{Shipping, Totals};
use domain::organization::Status;
use domain::policy::Action;
use leptos::prelude::*;

/// How amounts are said in the language of the request.
fn wording(currency: Currency) -> Wording {
    // What stands around and between the digits of 1,234.56.
    let sample = text::money(Money::new(123_456, currency));
    let signs: Vec<&str> = sample.split(|letter: char| letter.is_ascii_digit()).collect();
    let sign = |at: usize| signs.get(at).copied().unwrap_or_default().to_owned();
    Wording {
        goods: t!("summary-goods").to_owned(),
        delivery: t!("summary-delivery").to_owned(),
        total: t!("shop-orders-total").to_owned(),
        free: t!("summary-free").to_owned(),
        discount: t!("summary-discount", share = text::percent(0).replace('0', "{}")),
        signs: [sign(0), sign(1), sign(4), sign(6)],
    }
}

/// The amounts of an order, in words.
pub(super) fn in_words(totals: &Totals, basis: Basis) -> Amounts {
    Amounts::of(totals, tax_label(basis), &wording(totals.total.currency))
}

/// The label of the tax: which one it is, or why there is none.
pub(super) fn tax_label(basis: Basis) -> String {
    let note = match basis {
        Basis::UkVat => t!("tax-uk-vat"),
        Basis::GermanVat => t!("tax-german-vat"),
        Basis::Domestic => t!("tax-domestic"),
        Basis::ReverseCharge => t!("tax-reverse-charge"),
        Basis::Export => t!("tax-export"),
        Basis::Invoiced => t!("tax-invoiced"),
    };
    t!("summary-tax", note = note)
}

/// Beside the steps: what is ordered, what it costs, and the button.
pub(super) fn beside(web: &Web, shown: &Shown) -> Html {
    let approval = shown.asked.as_ref().zip(shown.terms.approval_above).map(|(asked, above)| {
        Notice::new(web, Tone::Info, words::company::beforehand(Money::new(above, shown.cart.currency), asked))
    });
    let mut out = Markup::default();
    markup! {
        out,
        "<h2>", t!("summary-title"), "</h2>", lines(shown), live(shown), below_minimum(shown), above_limit(shown), approval,
        action(web, shown),
        ui::muted_paragraph(t!("checkout-binding"))
    }
    aside("summary card", Some("summary"), t!("summary-title"), body(out))
}

fn lines(shown: &Shown) -> Markup {
    let mut out = Markup::default();
    out.literal("<ul class=\"mini-lines\">");
    for line in &shown.cart.lines {
        markup! { out, "<li><span>", format!("{} × {}", line.quantity, line.name) }
        if let Some(text) = price_change(line) {
            markup! { out, "<small class=\"status\" data-tone=\"warning\">", text, "</small>" }
        }
        for problem in line.problems() {
            markup! { out, "<small class=\"status\" data-tone=\"warning\">", words::problem(&problem), "</small>" }
        }
        let total = line.total().map_or_else(|| "–".to_owned(), text::money);
        markup! { out, "</span>", ui::money(&total), "</li>" }
    }
    out.literal("</ul>");
    if shown.cart.left > 0 {
        let left = i64::try_from(shown.cart.left).unwrap_or(i64::MAX);
        out.put(ui::muted_paragraph(t!("checkout-left", count = left)));
    }
    out
}

/// That the goods are worth too little for an order.
fn below_minimum(shown: &Shown) -> Option<Html> {
    let (missing, minimum) = shown.missing()?;
    Some(ui::status("warning", words::problem(&Problem::BelowMinimum { missing, minimum })))
}

/// That a second person has to release it, with the way to their fields.
fn above_limit(shown: &Shown) -> Option<Html> {
    shown.limit()?;
    let release = ui::link("#release", t!("checkout-above-limit-release"));
    let text = ui::within(t!("checkout-above-limit", release = PLACES[0]), [release]);
    Some(ui::status("warning", ui::hover(None, text)))
}

/// The button, or what is in its way.
fn action(web: &Web, shown: &Shown) -> Html {
    let label = match (web.cx.behalf(), shown.waits()) {
        (Some((_, customer, _)), false) => t!("checkout-place-for", customer = ui::plain(&customer.name)),
        (None, false) => t!("checkout-place").to_owned(),
        (_, true) => t!("checkout-submit").to_owned(),
    };
    match () {
        () if !web.cx.may(Action::PlaceOrder) => cannot_order(web),
        () if shown.of_address().is_none() => {
            let back = button_link("btn btn-wide", &super::cart_page(web), t!("checkout-back"));
            (ui::status("warning", t!("checkout-lines")), back).rendered()
        }
        () if shown.missing().is_some() => button_link("btn btn-wide", &web.href("/cart"), t!("checkout-back")),
        () if shown.terms.status != Status::Active || shown.addresses.is_empty() => ().rendered(),
        () => submit_form("btn btn-primary btn-large btn-wide", FORM, label),
    }
}

/// The amounts of what is chosen, following it where there is script.
fn live(shown: &Shown) -> Option<Html> {
    let country = &shown.addresses.get(shown.address?)?.country;
    let group_of = |country: &str| shown.amounts.iter().position(|(c, _)| c == country);
    let number = |n: usize| u32::try_from(n).unwrap_or(0);
    let group = number(group_of(country)?);
    let method = number(Shipping::ALL.into_iter().position(|s| s == shown.shipping)?);
    let groups = shown.amounts.iter().map(|(_, amounts)| amounts.clone()).collect();
    let addresses =
        shown.addresses.iter().filter_map(|a| Some((a.id.to_string(), number(group_of(&a.country)?)))).collect();
    let methods = Shipping::ALL.map(|s| s.as_str().to_owned()).to_vec();
    let (parts, currency) = (shown.parts.clone(), shown.cart.currency);
    let words = wording(currency);
    Some(view! { <TotalsIsland groups parts currency addresses methods group method words/> }.html())
}

/// The amounts of a placed order as a list.
pub fn amounts(totals: Totals, basis: Basis) -> Html {
    let Amounts { goods, discount, delivery, tax_label, tax, total, .. } = in_words(&totals, basis);
    let sums = Sums::default().amount(t!("summary-goods"), &goods);
    let sums = match &discount {
        Some((label, amount)) => sums.amount(label, amount),
        None => sums,
    };
    sums.amount(t!("summary-delivery"), &delivery).amount(&tax_label, &tax).sum(t!("shop-orders-total"), &total).html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, in_language};

    /// What the page writes by itself when a discount is typed.
    #[test]
    fn amounts_are_the_same_on_server_and_page() {
        for language in Language::ALL {
            in_language(language, || {
                for (minor, currency) in
                    [(0, Currency::Gbp), (-5, Currency::Eur), (99_999, Currency::Eur), (1_234_567_890, Currency::Gbp)]
                {
                    let amount = Money::new(minor, currency);
                    assert_eq!(wording(currency).money(amount), text::money(amount), "{language:?}");
                }
                for rate in [10, 750, 10_000] {
                    let here = t!("summary-discount", share = text::percent(rate));
                    assert_eq!(wording(Currency::Eur).discount(rate), here, "{language:?}");
                }
            });
        }
    }
}
