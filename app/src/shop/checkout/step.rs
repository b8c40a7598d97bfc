//! The steps of the checkout: what is chosen and typed.

use super::Shown;
use crate::form::Form;
use crate::t;
use crate::text::{self, PLACES};
use crate::ui::{self, Html, Rendered, Text, text_field};
use crate::words;
use domain::money::Money;
use domain::order::Shipping;
use domain::organization::PoRule;
use leptos::prelude::*;

/// A numbered step.
pub(super) fn step(number: u8, title: &'static str, content: Html) -> Html {
    view! {
        <section class="card step">
            <header class="card-head"><span class="step-no" aria-hidden="true">{number.to_string()}</span><h2>{title}</h2></header>
            <div class="card-body">{content}</div>
        </section>
    }
    .html()
}

fn choices(id: &'static str, legend: &'static str, error: Option<String>, options: Vec<Html>, is_grid: bool) -> Html {
    view! {
        <fieldset class="choices" id=id data-grid=is_grid.then_some("")>
            <legend class="visually-hidden">{legend}</legend>
            {options}
            {ui::error_text(id, error)}
        </fieldset>
    }
    .html()
}

fn choice(name: &'static str, value: String, is_chosen: bool, title: String, text: String, end: Html) -> Html {
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=is_chosen/>
            <span class="choice-text"><b>{title}</b><small>{text}</small></span>
            {end}
        </label>
    }
    .html()
}

/// Where it goes.
pub(super) fn addresses(shown: &Shown, form: &Form) -> Html {
    if shown.addresses.is_empty() {
        return view! { <p id="address">{t!("checkout-no-address")}</p> }.html();
    }
    let options = shown
        .addresses
        .iter()
        .enumerate()
        .map(|(i, a)| {
            choice(
                "address",
                a.id.to_string(),
                shown.address == Some(i),
                a.line1.clone(),
                [vec![a.recipient.clone()], a.lines().split_off(1)].concat().join(", "),
                ().html(),
            )
        })
        .collect();
    choices("address", t!("checkout-address"), form.error("address"), options, true)
}

/// How it goes there.
pub(super) fn shippings(shown: &Shown, form: &Form) -> Html {
    let subtotal = shown.cart.subtotal().unwrap_or(Money::zero(shown.cart.currency));
    let options = Shipping::ALL
        .into_iter()
        .enumerate()
        .map(|(i, s)| {
            let (title, text) = words::shipping(s);
            let cost = s.cost(subtotal);
            let cost = if cost.minor == 0 { t!("summary-free").to_owned() } else { text::money(cost) };
            let total = shown.of_address().and_then(|amounts| amounts.get(i)).map(|a| {
                let total = view! { <span data-total=s.as_str()>{a.total.clone()}</span> }.html();
                ui::within(t!("checkout-total-of", total = PLACES[0]), [total])
            });
            let end = view! {
                <span class="choice-end money">
                    {cost}
                    {total.map(|total| view! { <small>{total}</small> })}
                </span>
            };
            choice(
                "shipping",
                s.as_str().to_owned(),
                shown.shipping == s,
                title.to_owned(),
                text.to_owned(),
                end.html(),
            )
        })
        .collect();
    choices("shipping", t!("checkout-method"), form.error("shipping"), options, false)
}

/// How it is paid.
pub(super) fn payment(shown: &Shown, form: &Form) -> Html {
    let text = if shown.terms.terms_days == 0 {
        t!("checkout-due-at-once").to_owned()
    } else {
        t!("checkout-due", days = shown.terms.terms_days)
    };
    choices(
        "payment",
        t!("checkout-payment"),
        form.error("payment"),
        vec![choice("payment", "account".to_owned(), true, t!("checkout-on-account").to_owned(), text, ().html())],
        false,
    )
}

/// What the customer calls it.
pub(super) fn references(shown: &Shown, form: &Form) -> Html {
    let po = match shown.terms.po_number {
        PoRule::Off => ().html(),
        rule @ (PoRule::Optional | PoRule::Required) => text_field(
            form,
            Text {
                name: "po_number",
                label: t!("checkout-po-number"),
                kind: "text",
                autocomplete: "off",
                hint: t!("checkout-po-number-help"),
                optional: rule == PoRule::Optional,
                ..Text::default()
            },
        ),
    };
    let error = form.error("note");
    view! {
        {po}
        <div class="field">
            <label for="note">{t!("checkout-note")}" "<span class="optional">{t!("field-optional")}</span></label>
            <textarea id="note" name="note" rows="3" aria-describedby=error.is_some().then_some("note-err") aria-invalid=error.is_some().then_some("true")>{ui::area_text(form.get("note"))}</textarea>
            {ui::error_text("note", error)}
        </div>
    }
    .html()
}
