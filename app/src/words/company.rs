//! Words for what a customer's company decides: roles, approvals.

use domain::money::{Money, grouped};
use domain::order::approval::{Decider, State};
use domain::organization::member::Role;

/// A role in the company, and what it means.
pub fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Admin => ("Administrator", "Orders, approves, and decides what holds in the company"),
        Role::Approver => ("Approver", "Orders and approves"),
        Role::Buyer => ("Buyer", "Orders"),
        Role::Viewer => ("Viewer", "Sees carts and orders, changes nothing"),
    }
}

/// Where an approval stands, and the tone of its badge.
pub fn approval(state: State) -> (&'static str, &'static str) {
    match state {
        State::Waiting => ("Waiting", "warning"),
        State::Approved => ("Approved", "success"),
        State::Rejected => ("Rejected", "danger"),
        State::Withdrawn => ("Withdrawn", "neutral"),
    }
}

/// Whom an order goes to: "Ann Lee", "Ann Lee or Bo Ek", "Ann Lee, Bo Ek or 3 others".
pub fn asked(asked: &[Decider]) -> String {
    let name = |d: &Decider| crate::ui::plain(&d.name);
    match asked {
        [] => "an administrator of the company".to_owned(),
        [one] => name(one),
        [one, two] => format!("{} or {}", name(one), name(two)),
        [one, two, three] => format!("{}, {} or {}", name(one), name(two), name(three)),
        [one, two, rest @ ..] => format!("{}, {} or {} others", name(one), name(two), rest.len()),
    }
}

/// From which total on orders of a company need approval; each order has its own currency.
pub fn above(minor: Option<i64>) -> String {
    match minor {
        Some(n) => format!("Above {}.{:02}", grouped((n / 100).unsigned_abs()), n % 100),
        None => "Not needed".to_owned(),
    }
}

/// What the checkout says when an order at one of the totals needs approval.
pub fn beforehand(above: Money, whom: &[Decider]) -> String {
    format!(
        "Above {above} an order goes to {} for approval before it is placed. Its prices are kept meanwhile.",
        asked(whom)
    )
}
