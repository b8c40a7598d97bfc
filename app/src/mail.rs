//! The words of mails.
//!
//! Rule: a mail is in the language of the person who reads it. For customers that is the language of their contact; mails to
//! staff are in English.

use crate::portal::behalf::start::reason_in_words;
use crate::t;
use crate::text::{Language, day, in_language, minute, money};
use crate::words;
use domain::outbox::{Change, CustomerInvitation, Mail, Message, OrderWaits, Place, PreparedCart, SupportWorked, Text};
use domain::policy::Role;
use domain::time::Micros;

/// Makes the text of a mail, for a reader of the language with this tag.
pub fn write(tag: &str, mail: &Mail<'_>) -> Text {
    in_language(language_of(tag), || text(mail))
}

/// The language of somebody whose language has this tag: English where the product does not speak it.
fn language_of(tag: &str) -> Language {
    let primary = tag.split('-').next().unwrap_or_default();
    let spoken = Language::CHOICES.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary));
    spoken.unwrap_or(Language::English)
}

fn text(mail: &Mail<'_>) -> Text {
    let link = mail.link;
    let (subject, paragraphs) = match mail.message {
        Message::Invitation { by, until } => invitation(by, *until, link),
        Message::CustomerInvitation(invitation) => customer_invitation(invitation, link),
        Message::InvitedElsewhere { store, login } => {
            let made = t!("mail-elsewhere", store = store, login = login);
            (t!("mail-elsewhere-subject", store = store), vec![made, t!("mail-elsewhere-not-you", link = link)])
        }
        Message::PasswordLink { place, by_support, until } => {
            let asked = if *by_support {
                t!("mail-reset-by-support", place = called(place))
            } else {
                t!("mail-reset-asked", place = called(place))
            };
            let ends = t!("mail-reset-ends", until = minute(*until));
            (t!("mail-reset-subject").to_owned(), vec![asked, t!("mail-reset-link", link = link), ends])
        }
        Message::PasswordChanged { place, at } => {
            let changed = t!("mail-password", place = called(place), at = minute(*at));
            (t!("mail-password-subject").to_owned(), vec![changed, t!("mail-password-not-you", link = link)])
        }
        Message::OwnRoleChanged { role, by, second } => own_role(*role, by, second, link),
        Message::OrderWaits(order) => order_waits(order, link),
        Message::OrderDecided { number, approved, by, reason } => {
            let (subject, decided) = if *approved {
                (t!("mail-approved-subject", order = number), t!("mail-approved", by = by, order = number))
            } else {
                (t!("mail-rejected-subject", order = number), t!("mail-rejected", by = by, order = number))
            };
            (subject, vec![decided, why(reason), link.to_owned()])
        }
        Message::OrderExpired { number, days } => {
            let withdrawn = t!("mail-expired", order = number, days = *days);
            (t!("mail-expired-subject", order = number), vec![withdrawn, link.to_owned()])
        }
        Message::ConsentOverridden { store, reason } => {
            let opened = t!("mail-override", store = store);
            let subject = t!("mail-override-subject").to_owned();
            (subject, vec![opened, why(reason), t!("mail-override-link", link = link)])
        }
        Message::PreparedCart(cart) => prepared(cart, link),
        Message::SupportWorked(session) => support_worked(session, link),
    };
    let mut body = t!("mail-hello", name = mail.name);
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
        body.push_str("\n\n");
        body.push_str(paragraph);
    }
    body.push('\n');
    Text { subject, body }
}

fn invitation(by: &str, until: Micros, link: &str) -> (String, Vec<String>) {
    let invited = if by.is_empty() { t!("mail-invite-admin").to_owned() } else { t!("mail-invite", by = by) };
    let ends = t!("mail-invite-ends", until = minute(until));
    (t!("mail-invite-subject").to_owned(), vec![invited, t!("mail-invite-link", link = link), ends])
}

fn customer_invitation(invitation: &CustomerInvitation, link: &str) -> (String, Vec<String>) {
    let CustomerInvitation { store, company, agent, role, message, login, until } = invitation;
    let agent = match agent {
        Some(name) => format!("{name} ({})", words::staff_role(*role)),
        None => words::staff_role(*role).to_owned(),
    };
    let said = if message.is_empty() {
        String::new()
    } else {
        t!("mail-customer-invite-message", agent = &agent, message = message)
    };
    let paragraphs = vec![
        t!("mail-customer-invite", agent = &agent, store = store, company = company),
        said,
        t!("mail-customer-invite-link", link = link, login = login),
        t!("mail-customer-invite-ends", until = minute(*until)),
    ];
    (t!("mail-customer-invite-subject", store = store), paragraphs)
}

fn own_role(role: Role, by: &str, second: &str, link: &str) -> (String, Vec<String>) {
    let role = words::staff_role(role);
    let changed = t!("mail-role", by = by, role = role, second = second);
    let unexpected = t!("mail-role-unexpected").to_owned();
    (t!("mail-role-subject", role = role), vec![changed, t!("mail-role-link", link = link), unexpected])
}

fn order_waits(order: &OrderWaits, link: &str) -> (String, Vec<String>) {
    let OrderWaits { number, company, total, buyer, support_at, until } = order;
    let by = match support_at {
        Some(store) => t!("mail-waits-by-support", store = store, buyer = buyer, company = company),
        None => t!("mail-waits-by-buyer", buyer = buyer, company = company),
    };
    let facts = t!("mail-waits-facts", order = number, total = money(*total));
    let kept = t!("mail-waits-until", until = minute(*until));
    (t!("mail-waits-subject", order = number), vec![by, facts, t!("mail-waits-link", link = link), kept])
}

fn prepared(cart: &PreparedCart, link: &str) -> (String, Vec<String>) {
    let PreparedCart { store, agent, role, message, lines } = cart;
    let agent = match agent {
        Some(name) => format!("{name} ({})", words::staff_role(*role)),
        None => words::staff_role(*role).to_owned(),
    };
    let paragraphs = vec![
        t!("mail-prepared", agent = &agent, store = store, count = *lines),
        message.clone(),
        t!("mail-prepared-link", link = link),
        t!("mail-prepared-own").to_owned(),
    ];
    (t!("mail-prepared-subject", agent = agent), paragraphs)
}

fn support_worked(session: &SupportWorked, link: &str) -> (String, Vec<String>) {
    let SupportWorked { store, agent, role, from, until, reason, ticket, changes, more } = session;
    let agent = match agent {
        Some(name) => format!("{name} ({})", words::staff_role(*role)),
        None => words::staff_role(*role).to_owned(),
    };
    let mut facts = vec![
        t!("mail-support-who", agent = &agent),
        t!("mail-support-when", from = minute(*from), until = minute(*until)),
        why(&reason_in_words(reason)),
    ];
    if !ticket.is_empty() {
        facts.push(t!("mail-support-ticket", ticket = ticket));
    }
    let mut done = vec![t!("mail-support-changes").to_owned()];
    done.extend(changes.iter().map(|change| format!("- {}", changed(change))));
    if *more > 0 {
        done.push(format!("- {}", t!("mail-support-more", count = *more)));
    }
    let paragraphs = vec![
        t!("mail-support", store = store),
        facts.join("\n"),
        done.join("\n"),
        t!("mail-support-link", link = link),
        t!("mail-support-unexpected").to_owned(),
    ];
    (t!("mail-support-subject", agent = agent, day = day(*from)), paragraphs)
}

fn why(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { t!("mail-why", reason = reason) }
}

/// What a password is for, as the sentences about it name it.
fn called(place: &Place) -> &str {
    match place {
        Place::Portal => t!("mail-portal"),
        Place::Store(name) => name,
    }
}

/// A change of an on-behalf session in words.
fn changed(change: &Change) -> String {
    let Change { kind, object, note } = change;
    match (kind.as_str(), note.as_str()) {
        ("order.placed", "") => t!("mail-change-placed", order = object),
        ("order.placed", discount) => t!("mail-change-placed-discount", order = object, discount = discount),
        ("order.submitted", "") => t!("mail-change-submitted", order = object),
        ("order.submitted", discount) => t!("mail-change-submitted-discount", order = object, discount = discount),
        ("order.withdrawn", _) => t!("mail-change-withdrawn", order = object),
        ("cart.item_added", products) => t!("mail-change-added", products = products),
        ("cart.item_changed", products) => t!("mail-change-changed", products = products),
        ("cart.item_removed", products) => t!("mail-change-removed", products = products),
        (other, _) => words::action(other),
    }
}

#[cfg(test)]
mod tests;
