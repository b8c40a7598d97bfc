//! What an order costs, and the button that places it.

use super::Shown;
use crate::island::totals::{Amounts, Totals as TotalsIsland};
use crate::ui::{self, Html, Rendered};
use crate::web::Web;
use crate::words;
use domain::error::Problem;
use domain::money::Money;
use domain::order::{Shipping, Totals};
use domain::organization::Status;
use domain::policy::Action;
use leptos::prelude::*;

/// The amounts of an order, in words.
pub(super) fn in_words(totals: Totals, tax_note: &str) -> Amounts {
    Amounts::of(&totals, tax_label(tax_note))
}

/// What stands beside the tax.
pub(super) fn tax_label(note: &str) -> String {
    format!("Tax ({note})")
}

/// Beside the steps: what is ordered, what it costs, and the button.
pub(super) fn aside(web: &Web, shown: &Shown) -> Html {
    let lines = shown
        .cart
        .lines
        .iter()
        .map(|l| {
            let total = l.total().map_or_else(|| "–".to_owned(), |t| t.to_string());
            let problem = l.problem().map(|p: Problem| words::problem(&p));
            view! {
                <li>
                    <span>{format!("{} × {}", l.quantity, l.name)}{problem.map(|p| view! { <small class="status" data-tone="warning">{p}</small> })}</span>
                    <span class="money">{total}</span>
                </li>
            }
        })
        .collect_view();
    let label = match (web.cx.behalf(), shown.waits()) {
        (Some((_, customer, _)), false) => format!("Place order for {}", ui::plain(&customer.name)),
        (None, false) => "Place order".to_owned(),
        (_, true) => "Send for approval".to_owned(),
    };
    let approval = shown.asked.as_ref().zip(shown.terms.approval_above).map(|(asked, above)| {
        ui::notice(web, "info", words::company::beforehand(Money::new(above, shown.cart.currency), asked))
    });
    let action = match () {
        () if !web.cx.may(Action::PlaceOrder) => ui::cannot_order(web),
        () if shown.of_address().is_none() => view! {
            <p class="status" data-tone="warning">"Some lines cannot be ordered as they are."</p>
            <a class="btn btn-wide" href=web.href("/cart")>"Back to the cart"</a>
        }
        .html(),
        () if shown.terms.status != Status::Active || shown.addresses.is_empty() => ().html(),
        () => view! { <button class="btn btn-primary btn-large btn-wide" form="checkout">{label}</button> }.html(),
    };
    view! {
        <aside class="summary card" id="summary" aria-label="Summary">
            <div class="card-body">
                <h2>"Summary"</h2>
                <ul class="mini-lines">{lines}</ul>
                {live(shown)}
                {shown.limit().is_some().then(|| view! {
                    <p class="status" data-tone="warning"><span>"Above your limit: "<a href="#release">"a second person has to release it"</a></span></p>
                })}
                {approval}
                {action}
                <p class="muted">"The order is binding. You will see a confirmation with its number."</p>
            </div>
        </aside>
    }
    .html()
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
    Some(view! { <TotalsIsland groups parts currency addresses methods group method/> }.html())
}

/// The amounts of a placed order as a list.
pub fn amounts(totals: Totals, tax_note: &str) -> Html {
    let Amounts { goods, discount, delivery, tax_label, tax, total, .. } = in_words(totals, tax_note);
    view! {
        <dl class="totals">
            <div><dt>"Goods, net"</dt><dd class="money">{goods}</dd></div>
            {discount.map(|(label, amount)| view! { <div><dt>{label}</dt><dd class="money">{amount}</dd></div> })}
            <div><dt>"Delivery"</dt><dd class="money">{delivery}</dd></div>
            <div><dt>{tax_label}</dt><dd class="money">{tax}</dd></div>
            <div class="total"><dt>"Total"</dt><dd class="money">{total}</dd></div>
        </dl>
    }
    .html()
}
