//! People in words: their names, their accounts, and who did something for whom.

use crate::text::PLACES;
use crate::ui::markup::Markup;
use crate::ui::{self, Html};
use crate::{markup, t, words};
use domain::contact::db::ContactRow;

/// A name that cannot disturb the text around it.
pub fn name(text: &str) -> Html {
    ui::name(text)
}

/// The Latin form of a name, when it says something that the name does not.
pub fn latin<'a>(name: &str, latin: &'a str) -> Option<&'a str> {
    (!latin.is_empty() && latin != name).then_some(latin)
}

/// The Latin form of a name, when it says something, and the e-mail address.
pub fn latin_and_mail(name: &str, latin_name: &str, email: &str) -> Html {
    let mut out = Markup::default();
    if let Some(latin) = latin(name, latin_name) {
        markup! { out, ui::name(latin), " · " }
    }
    out.put(ui::plain(email));
    out.html()
}

/// The same with the parts marked that a search found.
pub fn latin_and_mail_marked(contact: &ContactRow) -> Html {
    let mut out = Markup::default();
    if let Some(latin) = latin(&contact.name, &contact.latin_name) {
        markup! { out, words::contact::marked(latin, &contact.found), " · " }
    }
    out.put(words::contact::marked(&contact.email, &contact.found));
    out.html()
}

/// What is known about the accounts of a contact, and the tone of its badge.
pub fn accounts(all: i64, active: i64, locked: i64) -> (String, &'static str) {
    match (all, active, locked) {
        (0, _, _) => (t!("portal-no-account").to_owned(), "neutral"),
        (all, active, _) if all == active => (t!("person-accounts-all-active", count = active), "success"),
        (all, _, locked) if locked > 0 => (t!("person-accounts-locked", all = all, locked = locked), "warning"),
        (all, 0, _) => (t!("person-accounts-none-active", all = all), "warning"),
        (all, active, _) => (t!("person-accounts-active", all = all, active = active), "warning"),
    }
}

/// "Ana Silva for Oleg Koval".
pub fn for_whom(agent: &str, customer: &str) -> Html {
    ui::within(t!("person-for-whom", who = PLACES[0], whom = PLACES[1]), [name(agent), name(customer)])
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
