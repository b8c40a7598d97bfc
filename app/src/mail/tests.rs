use super::*;
use domain::money::{Currency, Money};

const LINK: &str = "https://shop.example/page";
/// 23 Nov 2026, 11:18.
const AT: Micros = Micros(1_795_432_683_000_001);

fn change(kind: &str, object: &str, note: &str) -> Change {
    Change { kind: kind.to_owned(), object: object.to_owned(), note: note.to_owned() }
}

fn support(agent: Option<&str>, ticket: &str, more: usize) -> Message {
    Message::SupportWorked(SupportWorked {
        store: "Fathom Supply".to_owned(),
        agent: agent.map(str::to_owned),
        role: Role::Agent,
        from: AT,
        until: AT.plus(Micros::minutes(5)),
        reason: "Help with an order".to_owned(),
        ticket: ticket.to_owned(),
        changes: vec![change("cart.item_added", "", "HX-1"), change("order.placed", "4F7-22KD", "4.5%")],
        more,
    })
}

fn waits(support_at: Option<&str>) -> Message {
    Message::OrderWaits(OrderWaits {
        number: "4F7-22KD".to_owned(),
        company: "Northmere Ltd".to_owned(),
        total: Money::new(120_410, Currency::Gbp),
        buyer: "Oleg".to_owned(),
        support_at: support_at.map(str::to_owned),
        until: AT,
    })
}

fn invites(agent: Option<&str>, message: &str) -> Message {
    Message::CustomerInvitation(CustomerInvitation {
        store: "Fathom Supply".to_owned(),
        company: "Northmere Ltd".to_owned(),
        agent: agent.map(str::to_owned),
        role: Role::Agent,
        message: message.to_owned(),
        login: "oleg@northmere.example".to_owned(),
        until: AT,
    })
}

fn decided(approved: bool, reason: &str) -> Message {
    Message::OrderDecided { number: "4F7-22KD".to_owned(), approved, by: "Ana".to_owned(), reason: reason.to_owned() }
}

/// Every message, in each of its forms.
fn messages() -> Vec<Message> {
    let text = str::to_owned;
    let store = || Place::Store("Fathom Supply".to_owned());
    vec![
        Message::Invitation { by: text("Ana"), until: AT },
        Message::Invitation { by: String::new(), until: AT },
        invites(Some("Ana"), "See you soon"),
        invites(None, ""),
        Message::InvitedElsewhere { store: text("Fathom Supply"), login: text("oleg@elsewhere.example") },
        Message::PasswordLink { place: store(), by_support: false, until: AT },
        Message::PasswordLink { place: Place::Portal, by_support: true, until: AT },
        Message::PasswordChanged { place: store(), at: AT },
        Message::OwnRoleChanged { role: Role::Admin, by: text("Ana"), second: text("Ben") },
        waits(None),
        waits(Some("Fathom Supply")),
        decided(true, ""),
        decided(false, "Too dear"),
        Message::OrderExpired { number: text("4F7-22KD"), days: 14 },
        Message::ConsentOverridden { store: text("Fathom Supply"), reason: text("Danger") },
        support(Some("Ana Silva"), "SUP-812", 3),
        support(None, "", 0),
    ]
}

fn written(tag: &str, message: &Message) -> Text {
    write(tag, &Mail { to: "oleg@northmere.example", name: "Oleg Koval", contact: None, link: LINK, message })
}

#[test]
fn english_mail_is_complete() {
    let text = written("en", &support(Some("Ana Silva"), "SUP-812", 3));
    assert_eq!(text.subject, "Ana Silva (Support) worked in your account on 23 Nov 2026");
    let body = "Hello Oleg Koval,

Somebody from Fathom Supply worked in your account for you.

Who: Ana Silva (Support)
When: 23 Nov 2026, 11:18 to 23 Nov 2026, 11:23 (UTC)
Why: Help with an order
Ticket: SUP-812

What was changed:
- Cart: HX-1 was added
- Order 4F7-22KD was placed, with a discount of 4.5%
- and 3 more changes

Every visit of support to your account is listed here:
https://shop.example/page

If you did not expect this, tell your usual contact at once.
";
    assert_eq!(text.body, body);
}

#[test]
fn german_mail_is_complete() {
    let text = written("de-AT", &waits(Some("Fathom Supply")));
    assert_eq!(text.subject, "Bestellung 4F7-22KD wartet auf Ihre Freigabe");
    let body = "Guten Tag Oleg Koval,

Eine Bestellung von Northmere Ltd braucht Ihre Freigabe: Der Support von Fathom Supply hat sie für Oleg eingereicht.

Bestellung: 4F7-22KD
Summe: 1.204,10\u{a0}£

Hier können Sie sie freigeben oder ablehnen:
https://shop.example/page

Bis dahin wird nichts geliefert. Preise und Ware sind bis 23.11.2026, 11:18 (UTC) reserviert; danach wird die Bestellung \
                von selbst zurückgezogen.
";
    assert_eq!(text.body, body);
}

#[test]
fn language_is_that_of_the_reader() {
    for (tag, greeting) in [("", "Hello"), ("de", "Guten Tag"), ("fr", "Hello"), ("en-XA", "Hello"), ("DE-CH", "Guten")]
    {
        // The person who caused the mail speaks German.
        let text = in_language(Language::German, || written(tag, &decided(true, "")));
        assert!(text.body.starts_with(greeting), "{tag}: {}", text.body);
    }
}

#[test]
fn every_mail_has_words_name_and_link() {
    for message in messages() {
        let [english, german] = ["en", "de"].map(|tag| written(tag, &message));
        assert_ne!(english.subject, german.subject);
        for text in [&english, &german] {
            assert!(text.body.contains("Oleg Koval,\n\n") && text.body.contains(LINK), "{}", text.body);
            // A key or a value that is missing shows.
            assert!(!text.body.contains("mail-") && !text.body.contains("{$"), "{}", text.body);
            assert!(!text.subject.contains("mail-") && !text.subject.contains('$'), "{}", text.subject);
            assert!(!text.body.contains("\n\n\n") && text.body.ends_with('\n'), "{}", text.body);
        }
    }
}

#[test]
fn reason_from_the_list_is_translated() {
    let text = written("de", &support(None, "", 0));
    assert!(text.body.contains("Grund: Hilfe bei einer Bestellung\n"), "{}", text.body);
}

#[test]
fn agent_is_named_by_role_only_when_asked() {
    let text = written("en", &support(None, "", 0));
    assert!(text.subject.starts_with("Support worked") && text.body.contains("Who: Support\n"), "{}", text.body);
    assert!(!text.body.contains("Ticket") && !text.body.contains("more change"), "{}", text.body);
}
