//! Words for what a customer's company decides: roles, approvals.

use crate::{t, text};
use domain::money::Money;
use domain::order::approval::{Decider, State};
use domain::organization::cost_centre::CostCentre;
use domain::organization::member::Role;
use domain::organization::{CostRule, PoRule};

/// A role in the company, and what it means.
pub fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Admin => (t!("company-role-admin"), t!("company-role-admin-help")),
        Role::Approver => (t!("company-role-approver"), t!("company-role-approver-help")),
        Role::Buyer => (t!("company-role-buyer"), t!("company-role-buyer-help")),
        Role::Viewer => (t!("company-role-viewer"), t!("company-role-viewer-help")),
    }
}

/// Where an approval stands, and the tone of its badge.
pub fn approval(state: State) -> (&'static str, &'static str) {
    match state {
        State::Waiting => (t!("approval-waiting"), "warning"),
        State::Approved => (t!("approval-approved"), "success"),
        State::Rejected => (t!("approval-rejected"), "danger"),
        State::Withdrawn => (t!("approval-withdrawn"), "neutral"),
    }
}

/// Whom an order goes to: "Ann Lee", "Ann Lee or Bo Ek", "Ann Lee, Bo Ek or 3 others".
pub fn asked(asked: &[Decider]) -> String {
    let name = |d: &Decider| text::plain(&d.name);
    match asked {
        [] => t!("approvers-none").to_owned(),
        [one] => name(one),
        [one, two] => t!("approvers-two", first = name(one), second = name(two)),
        [one, two, three] => t!("approvers-three", first = name(one), second = name(two), third = name(three)),
        [one, two, rest @ ..] => t!("approvers-more", first = name(one), second = name(two), count = rest.len()),
    }
}

/// From which total on orders of a company need approval; each order has its own currency.
pub fn above(minor: Option<i64>) -> String {
    match minor {
        Some(n) => t!("approval-above", amount = text::amount(n)),
        None => t!("approval-not-needed").to_owned(),
    }
}

/// What the checkout says when an order at one of the totals needs approval.
pub fn beforehand(above: Money, whom: &[Decider]) -> String {
    t!("approval-beforehand", amount = text::money(above), whom = asked(whom))
}

/// A cost centre as it is chosen.
pub fn cost_centre(centre: &CostCentre) -> String {
    if centre.name.is_empty() { centre.code.clone() } else { format!("{} · {}", centre.code, centre.name) }
}

/// Whether orders of a company carry a number of its own.
pub fn po_rule(rule: PoRule) -> &'static str {
    match rule {
        PoRule::Required => t!("organization-po-required"),
        PoRule::Optional => t!("organization-po-optional"),
        PoRule::Off => t!("organization-po-off"),
    }
}

/// Whether orders of a company name a cost centre.
pub fn cost_rule(rule: CostRule) -> &'static str {
    match rule {
        CostRule::Required => t!("organization-po-required"),
        CostRule::Optional => t!("organization-po-optional"),
        CostRule::Off => t!("organization-po-off"),
    }
}
