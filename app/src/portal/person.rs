//! People in words: their names, their accounts, and who did something for whom.

use crate::ui;
use leptos::prelude::*;

/// A name that cannot disturb the text around it.
pub fn name(text: &str) -> impl IntoView + use<> {
    view! { <bdi>{ui::plain(text)}</bdi> }
}

/// The Latin form of a name, when it says something that the name does not.
pub fn latin<'a>(name: &str, latin: &'a str) -> Option<&'a str> {
    (!latin.is_empty() && latin != name).then_some(latin)
}

/// What is known about the accounts of a contact, and the tone of its badge.
pub fn accounts(all: i64, active: i64, locked: i64) -> (String, &'static str) {
    match (all, active, locked) {
        (0, _, _) => ("No account".to_owned(), "neutral"),
        (all, active, _) if all == active => (format!("{active} active"), "success"),
        (all, _, locked) if locked > 0 => (format!("{all} ({locked} locked)"), "warning"),
        (all, 0, _) => (format!("{all} (none active)"), "warning"),
        (all, active, _) => (format!("{all} ({active} active)"), "warning"),
    }
}

/// "Ana Silva for Oleg Koval".
pub fn for_whom(agent: &str, customer: &str) -> impl IntoView + use<> {
    view! { <bdi>{ui::plain(agent)}</bdi>" for "<bdi>{ui::plain(customer)}</bdi> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_told_apart_by_words() {
        for (all, active, locked, text) in
            [(0, 0, 0, "No account"), (1, 1, 0, "1 active"), (2, 1, 1, "2 (1 locked)"), (1, 0, 0, "1 (none active)")]
        {
            assert_eq!(accounts(all, active, locked).0, text);
        }
    }
}
