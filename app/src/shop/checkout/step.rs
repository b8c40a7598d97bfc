//! The steps of the checkout: what is chosen and typed.

use super::{Sent, Shown};
use crate::form::Form;
use crate::part::address::lines;
use crate::text::{self, PLACES};
use crate::ui::card::Card;
use crate::ui::choices::Choices;
use crate::ui::field::Field;
use crate::ui::markup::{Markup, Part};
use crate::ui::notice::{Notice, Tone};
use crate::ui::{self, Html};
use crate::web::Web;
use crate::{markup, t, words};
use domain::money::Money;
use domain::order::Shipping;
use domain::organization::{CostRule, PoRule, po_pattern};

/// Where it goes.
pub(super) fn addresses(shown: &Shown, form: &Form) -> Html {
    let mut out = Markup::default();
    if shown.addresses.is_empty() {
        markup! { out, "<p id=\"address\">", t!("checkout-no-address"), "</p>" }
        return out.html();
    }
    let choices = Choices::new(form, Sent::address(), t!("checkout-address")).in_columns();
    let choices = shown.addresses.iter().enumerate().fold(choices, |choices, (i, address)| {
        let text = [vec![address.recipient.clone()], lines(address).split_off(1)].concat().join(", ");
        choices.choice(&address.id.to_string(), shown.address == Some(i), &address.line1, &text)
    });
    choices.html()
}

/// How it goes there.
pub(super) fn shippings(shown: &Shown, form: &Form) -> Html {
    let subtotal = shown.cart.subtotal().unwrap_or(Money::zero(shown.cart.currency));
    let choices = Choices::new(form, Sent::shipping(), t!("checkout-method"));
    let choices = Shipping::ALL.into_iter().enumerate().fold(choices, |choices, (i, shipping)| {
        let (title, text) = words::shipping(shipping);
        let cost = shipping.cost(subtotal);
        let cost = if cost.minor == 0 { t!("summary-free").to_owned() } else { text::money(cost) };
        let total = shown.of_address().and_then(|amounts| amounts.get(i)).map(|amounts| {
            let mut total = Markup::default();
            markup! { total, "<span", "data-total" = shipping.as_str(), ">", &amounts.total, "</span>" }
            ui::within(t!("checkout-total-of", total = PLACES[0]), [total.html()])
        });
        choices.priced(shipping.as_str(), shown.shipping == shipping, [title, text], &cost, total)
    });
    choices.html()
}

/// How it is paid.
pub(super) fn payment(shown: &Shown, form: &Form) -> Html {
    let text = match shown.terms.terms_days {
        0 => t!("checkout-due-at-once").to_owned(),
        days => t!("checkout-due", days = days),
    };
    let choices = Choices::new(form, Sent::payment(), t!("checkout-payment"));
    choices.choice("account", true, t!("checkout-on-account"), &text).html()
}

/// The day on which it is wanted.
pub(super) fn wanted_on(shown: &Shown, form: &Form) -> Html {
    let first = text::day(shown.cart.window.first.at());
    let field = Field::day(form, Sent::requested_on(), t!("checkout-day")).optional();
    field.hint(t!("checkout-day-help", day = first)).html()
}

/// What the customer calls it and books it to.
pub(super) fn references(shown: &Shown, form: &Form) -> Html {
    let pattern = shown.terms.po_pattern.as_str();
    let help = match pattern.is_empty() {
        true => t!("checkout-po-number-help").to_owned(),
        false => t!("checkout-po-pattern-help", example = po_pattern::example(pattern)),
    };
    let po = || Field::text(form, Sent::po_number(), t!("checkout-po-number")).hint(&help);
    let po = match shown.terms.po_number {
        PoRule::Off => None,
        PoRule::Optional => Some(po().optional()),
        PoRule::Required => Some(po()),
    };
    let centres = || {
        let all = shown.cost_centres.iter().map(|centre| (centre.id.to_string(), words::company::cost_centre(centre)));
        Field::select(form, Sent::cost_centre(), t!("cost-centre"), Some(t!("cost-centre-choose")), all)
    };
    let centre = match shown.terms.cost_centre {
        CostRule::Off => None,
        CostRule::Optional if shown.cost_centres.is_empty() => None,
        CostRule::Optional => Some(centres().optional()),
        CostRule::Required => Some(centres()),
    };
    (po, centre, Field::area(form, Sent::note(), t!("checkout-note"), 3).optional()).rendered()
}

/// The fields of the second person, where the order needs one, or would with another address or delivery.
pub(super) fn release(web: &Web, shown: &Shown, form: &Form) -> Option<Card> {
    let names = [Sent::release_login(), Sent::release_password(), Sent::release_code()].map(|name| name.as_str());
    let is_asked = names.into_iter().chain(["limit"]).any(|name| form.error(name).is_some());
    let (tone, text) = match (shown.limit(), shown.limit_of_others()) {
        (Some(problem), _) => (Tone::Warning, words::problem(&problem)),
        (None, _) if is_asked => (Tone::Warning, form.error("limit").unwrap_or_default()),
        (None, Some(text)) => (Tone::Info, text),
        (None, None) => return None,
    };
    let code =
        Field::secret_text(form, Sent::release_code(), t!("release-code")).hint(t!("release-code-help")).optional();
    let fields = (
        Field::email(form, Sent::release_login(), t!("release-email")),
        Field::password(form, Sent::release_password(), t!("release-password"), "off"),
        code,
    );
    let inside = (Notice::new(web, tone, text), ui::paragraph(t!("release-help")), fields);
    let card = Card::step(6, "h-release", t!("release-title")).anchor("release");
    Some(card.body_with("card-body form", inside))
}
