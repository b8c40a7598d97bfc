//! Parts with which something is chosen and summed up.

use super::PATH;
use crate::form;
use crate::form::{Form, Name};
use crate::ui::card::Card;
use crate::ui::choices::Choices;
use crate::ui::drop::{SHEETS, drop};
use crate::ui::fold;
use crate::ui::markup::{Markup, Part};
use crate::ui::stepper::Stepper;
use crate::ui::tabs::tabs;
use crate::ui::totals::Totals;
use crate::web::Web;
use crate::{markup, t, text};
use domain::error::{Error, Problem};
use domain::money::{Currency, Money};

form! {
    /// What is chosen on the sample page.
    pub struct Chosen {
        /// How something is sent.
        way: String,
        /// The same, which is missing.
        missing: String,
    }
}

/// Choices, a quantity, tabs, a fold, and amounts with their sum.
pub fn cards() -> Vec<Card> {
    let form = Form::default();
    let wrong = Error::field(Chosen::missing().as_str(), Problem::Required);
    let wrong = form.clone().reject(wrong).unwrap_or_default();
    let choices = (choices(&form, Chosen::way(), true), choices(&wrong, Chosen::missing(), false));
    let amount = |minor| text::money(Money::new(minor, Currency::Gbp));
    let totals = Totals::default()
        .amount(t!("kit-amount"), &amount(120_000))
        .amount(t!("kit-tax"), &amount(24_000))
        .sum(t!("kit-sum"), &amount(144_000));
    let links = [("#h-choosing", t!("kit-choosing"), true), ("#h-list", t!("kit-list"), false)];
    let links = links.map(|(href, label, is_now)| (format!("{PATH}{href}"), label, is_now));
    let stepper = Stepper {
        name: "kit-quantity".to_owned(),
        id: "kit-quantity".to_owned(),
        of: t!("kit-label").to_owned(),
        value: "10".to_owned(),
        step: 10,
        ..Stepper::default()
    };
    let mut folded = Markup::default();
    markup! { folded, "<p>", t!("kit-info"), "</p>" }
    vec![
        Card::new("h-choosing", t!("kit-choosing")).body_with("card-body stack", choices),
        Card::new("h-totals", t!("kit-totals"))
            .body(tabs(t!("kit-tabs"), links))
            .body((stepper, fold(t!("kit-fold"), false, folded)))
            .body(totals),
    ]
}

/// A field for a file.
pub fn file(web: &Web) -> Card {
    let field = drop(web, t!("quick-file"), SHEETS, t!("kit-info"), None);
    Card::new("h-file", t!("quick-file")).body_with("card-body stack", field)
}

fn choices(form: &Form, name: Name, is_chosen: bool) -> impl Part + use<> {
    Choices::new(form, name, t!("kit-choosing"))
        .in_columns()
        .choice("a", is_chosen, t!("kit-consent-yes"), t!("kit-consent-yes-help"))
        .priced("b", false, [t!("kit-consent-ask"), t!("kit-fact-note")], "12.00", Some(t!("kit-amount")))
}
