//! Events in words: what was done in a session, step by step.

use crate::ui;
use crate::ui::{Html, Rendered};
use crate::words;
use domain::audit::store::Entry;
use domain::time::Micros;
use leptos::prelude::*;

/// What an event says, as a sentence without its subject.
pub fn sentence(entry: &Entry) -> String {
    let object = ui::plain(entry.object.split_once(' ').map_or(entry.object.as_str(), |(_, name)| name));
    let note = ui::plain(&entry.note);
    match entry.kind.as_str() {
        "order.placed" => format!("Order {object} placed"),
        "cart.item_added" => format!("{note} added to the cart"),
        "cart.item_changed" => format!("{note} changed in the cart"),
        "cart.item_removed" => format!("{note} removed from the cart"),
        "on_behalf.viewed" => format!("Looked at {}", place(&note)),
        "on_behalf.requested" => "Session requested".to_owned(),
        "on_behalf.started" => "Session started, confirmed with the agent's own login".to_owned(),
        "on_behalf.ended" if note == "stop" => "Session ended by the agent".to_owned(),
        "on_behalf.ended" => format!("Session ended: {}", words::ended_short(&note).to_lowercase()),
        "on_behalf.denied" => format!("Session refused: {}", note.replace('_', " ")),
        "authz.denied" => format!("Refused: {}", note.replace('_', " ")),
        "auth.login.succeeded" => "Signed in".to_owned(),
        "auth.logout" => "Signed out".to_owned(),
        other => other.replace(['.', '_'], " "),
    }
}

/// A page of the customer's, by the code in the event.
fn place(code: &str) -> &str {
    match code {
        "account" => "the account page",
        "addresses" => "the addresses at checkout",
        "cart" => "the cart",
        "checkout" => "the checkout",
        "order" => "an order",
        "orders" => "the orders",
        "support_access" | "support-access" => "the support access page",
        "" => "a page",
        other => other,
    }
}

/// How much was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Pages with personal data that were looked at.
    pub views: i64,
    /// Changes, orders among them.
    pub changes: i64,
    /// Orders placed.
    pub orders: i64,
    /// Things that were refused.
    pub refusals: i64,
}

/// Counts what was done.
pub fn sums(entries: &[Entry]) -> Sums {
    entries.iter().fold(Sums::default(), |sums, entry| match (entry.outcome.as_str(), entry.kind.as_str()) {
        ("denied", _) => Sums { refusals: sums.refusals + 1, ..sums },
        (_, "on_behalf.viewed") => Sums { views: sums.views + 1, ..sums },
        (_, "order.placed") => Sums { orders: sums.orders + 1, changes: sums.changes + 1, ..sums },
        (_, kind) if kind.starts_with("on_behalf.") || kind.starts_with("auth") => sums,
        _ => Sums { changes: sums.changes + 1, ..sums },
    })
}

fn parsed(at: &str) -> Option<Micros> {
    at.parse::<jiff::Timestamp>().ok().map(|at| Micros(at.as_microsecond()))
}

/// The time of an event in the log, as people read it.
pub fn moment(at: &str) -> Html {
    parsed(at).map_or_else(|| at.to_owned().html(), |at| ui::moment(at).html())
}

/// The same within a session: hour and minute, in full on hover.
pub fn clock(at: &str) -> Html {
    let Some(at) = parsed(at) else { return view! { <time>{at.to_owned()}</time> }.html() };
    let full = at.minute();
    let short = full.rsplit(' ').next().unwrap_or_default().to_owned();
    view! { <time datetime=at.rfc3339() title=format!("{full} UTC")>{short}</time> }.html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: &str, object: &str, note: &str, outcome: &str) -> Entry {
        Entry {
            seq: 1,
            at: "2026-11-23T11:58:03.000001Z".to_owned(),
            kind: kind.to_owned(),
            actor: "Ana Silva".to_owned(),
            subject: "Oleg Koval".to_owned(),
            company: "Northmere Ltd".to_owned(),
            object: object.to_owned(),
            object_id: String::new(),
            outcome: outcome.to_owned(),
            note: note.to_owned(),
            session: String::new(),
            session_kind: "on_behalf".to_owned(),
        }
    }

    #[test]
    fn events_become_sentences() {
        let check = |kind, object, note, text: &str| assert_eq!(sentence(&entry(kind, object, note, "success")), text);
        check("order.placed", "order 4F7-22KD", "", "Order 4F7-22KD placed");
        check("cart.item_added", "cart", "HB-0840-Z", "HB-0840-Z added to the cart");
        check("on_behalf.viewed", "", "orders", "Looked at the orders");
        check("on_behalf.ended", "behalf", "stop", "Session ended by the agent");
        check("list.shared_again", "list", "", "list shared again");
    }

    #[test]
    fn what_was_refused_is_no_change() {
        let entries = [
            entry("on_behalf.started", "", "", "success"),
            entry("on_behalf.viewed", "", "cart", "success"),
            entry("cart.item_added", "", "A", "success"),
            entry("order.placed", "order X", "", "success"),
            entry("authz.denied", "", "view_only", "denied"),
            entry("on_behalf.ended", "", "stop", "success"),
        ];
        assert_eq!(sums(&entries), Sums { views: 1, changes: 2, orders: 1, refusals: 1 });
    }
}
