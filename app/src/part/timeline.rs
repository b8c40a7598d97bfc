//! Events in words: what was done in a session, step by step.

use crate::text;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::{markup, t, words};
use domain::audit::db::Entry;
use domain::audit::names::{Line, Thing};
use domain::behalf::Cause;
use domain::time::Micros;

/// What an event says, as a sentence without its subject.
pub fn sentence(entry: &Entry) -> String {
    let object = entry.object.split_once(' ').map_or(entry.object.as_str(), |(_, name)| name);
    from_parts(&entry.kind, object, &entry.note)
}

/// The same from its parts: the action, the name of what it was done to, and why or what.
pub fn from_parts(kind: &str, object: &str, note: &str) -> String {
    let (object, note) = (ui::plain(object), ui::plain(note));
    match kind {
        "order.placed" if !note.is_empty() => t!("story-order-placed-discount", order = object, discount = note),
        "order.submitted" if !note.is_empty() => {
            t!("story-order-submitted-discount", order = object, discount = note)
        }
        "order.submitted" | "order.placed" | "order.confirmed" | "order.shipped" | "order.delivered"
        | "order.cancelled" | "order.approved" | "order.rejected" | "order.withdrawn" => {
            t!("story-order", step = kind.trim_start_matches("order."), order = object)
        }
        "cart.item_added" => t!("story-cart-added", product = note),
        "cart.item_changed" => t!("story-cart-changed", product = note),
        "cart.item_removed" => t!("story-cart-removed", product = note),
        "quick_order.read" if !note.is_empty() => t!("story-sheet-read", file = note),
        "on_behalf.viewed" => t!("story-viewed", page = place(&note)),
        "on_behalf.requested" => t!("story-requested").to_owned(),
        "on_behalf.started" => t!("story-started").to_owned(),
        "on_behalf.overridden" => t!("story-overridden").to_owned(),
        "on_behalf.ended" => t!("story-ended", cause = note),
        "on_behalf.denied" => t!("story-denied", why = note.replace('_', " ")),
        "authz.denied" => t!("story-refused", why = note.replace('_', " ")),
        other => words::action(other),
    }
}

/// Why a session ended, by the word in the event; the log may hold words of other programs.
fn ended(why: &str) -> &'static str {
    Cause::parse(why).map_or(t!("portal-sessions-ended"), words::ended_short)
}

/// Why or what, where an event says so, in words.
pub fn note(line: &Line) -> String {
    match line.kind.as_str() {
        "on_behalf.ended" => ended(&line.note).to_owned(),
        "on_behalf.viewed" => t!("story-page", page = place(&line.note)),
        "order.placed" | "order.submitted" if !line.note.is_empty() => t!("story-discount", discount = &line.note),
        _ => ui::plain(&line.note.replace('_', " ")),
    }
}

/// The name of who acted; nobody and the program itself have none.
pub fn who(actor: &Thing) -> String {
    match (actor.name.as_str(), actor.kind.as_str()) {
        (_, "anonymous") => t!("story-nobody").to_owned(),
        ("", "system") => t!("story-system").to_owned(),
        ("", _) => actor.id.clone(),
        (name, _) => ui::plain(name),
    }
}

/// A page of the customer's, by the code in the event, as the texts have it.
fn place(code: &str) -> &str {
    match code {
        "prepared_cart" => "prepared-cart",
        "prepared_carts" => "prepared-carts",
        "quick_order" => "quick-order",
        "support_access" => "support-access",
        "" => "none",
        other => other,
    }
}

/// The time of an event in the log.
pub fn parsed(at: &str) -> Option<Micros> {
    at.parse::<jiff::Timestamp>().ok().map(|at| Micros(at.as_microsecond()))
}

/// The time of an event in the log to the second, as people read it.
pub fn stamp(at: &str) -> Html {
    time(at, |at| (format!("{}, {}", text::day(at), at.clock()), None))
}

/// The same within a day: in full on hover.
pub fn clock(at: &str) -> Html {
    time(at, |at| {
        let full = t!("utc", time = format!("{}, {}", text::day(at), at.clock()));
        (at.clock(), Some(full))
    })
}

/// A moment of the log: what is seen, and what is read on hover. What is no time is shown as it stands there.
fn time(at: &str, written: impl FnOnce(Micros) -> (String, Option<String>)) -> Html {
    let known = parsed(at);
    let (text, full) = known.map_or_else(|| (at.to_owned(), None), written);
    let mut out = Markup::default();
    markup! { out, "<time", "datetime" = known.map(Micros::rfc3339), "title" = full, ">", text, "</time>" }
    out.html()
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
    fn visitors_are_named_in_the_readers_language() {
        let thing = |kind: &str, name: &str| Thing { kind: kind.to_owned(), id: "x".to_owned(), name: name.to_owned() };
        crate::text::in_language(crate::text::Language::German, || {
            assert_eq!(who(&thing("anonymous", "Visitor")), "Niemand angemeldet");
            assert_eq!(who(&thing("staff", "Ana Silva")), "Ana Silva");
        });
    }

    #[test]
    fn events_become_sentences() {
        let check = |kind, object, note, text: &str| assert_eq!(sentence(&entry(kind, object, note, "success")), text);
        check("order.placed", "order 4F7-22KD", "", "Order 4F7-22KD placed");
        check("order.placed", "order 4F7-22KD", "7.5%", "Order 4F7-22KD placed with a discount of 7.5%");
        check("cart.item_added", "cart", "HB-0840-Z", "HB-0840-Z added to the cart");
        check("on_behalf.viewed", "", "orders", "Looked at the orders");
        check("on_behalf.ended", "behalf", "stop", "Session ended by the agent");
        check("order.shipped", "order 4F7-22KD", "", "Order 4F7-22KD shipped");
        check("list.shared_again", "list", "", "List shared again");
    }
}
