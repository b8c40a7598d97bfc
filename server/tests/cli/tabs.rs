//! The cart and the checkout in two tabs, and what the last step says when something is in its way.

use crate::http::{Answer, between, field, get, post};
use crate::program::Place;
use crate::story::{Story, person, product, sign_in};

/// A signed-in buyer with one product in the cart; its address part and how it is sold.
fn shopper(addr: &str) -> (String, String, i64) {
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let story = Story { behalf: own.clone(), ..Story::default() };
    let slug = product(addr, &story).expect("a product");
    let path = format!("/p/{slug}");
    let least = field(&get(addr, &path, &own).expect("a page").body, "quantity");
    assert_eq!(post(addr, &path, &own, &[("quantity", &least)]).expect("added").status, 303);
    (own, slug, least.parse().expect("a number"))
}

/// The fields of the checkout's form as its page has them, with these in place of their own.
fn checkout(addr: &str, own: &str, page: &str, more: &[(&str, &str)]) -> Answer {
    let names = ["context", "key", "shown", "address", "cart_version", "po_number_seen"];
    let mut fields: Vec<(&str, String)> = names.iter().map(|name| (*name, field(page, name))).collect();
    fields.extend([("shipping", "standard".to_owned()), ("payment", "account".to_owned())]);
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend(more);
    post(addr, "/checkout", own, &fields).expect("an answer")
}

#[test]
fn two_tabs_set_a_quantity_and_the_second_sees_the_first() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let (own, slug, step) = shopper(addr);
    let (seven, nine) = ((7 * step).to_string(), (9 * step).to_string());
    let line = format!("quantity-{slug}");
    let note = format!("note-{slug}");
    let tab = get(addr, "/cart", &own).expect("the cart").body;
    let version = field(&tab, "version");
    let open = get(addr, "/checkout", &own).expect("the checkout").body;
    let first = post(addr, "/cart", &own, &[("version", &version), (&line, &seven)]).expect("an answer");
    assert_eq!(first.status, 303);
    let typed: [(&str, &str); 3] = [("version", &version), (&line, &nine), (&note, "In blue, please")];
    let second = post(addr, "/cart", &own, &typed).expect("an answer");
    assert_eq!(second.status, 409);
    assert!(second.body.contains(&format!("In the cart now: {seven}.")), "what is there now");
    assert!(
        second.body.contains(&format!("value=\"{nine}\"")) && second.body.contains("In blue, please"),
        "what was typed"
    );
    // An order of a checkout that was opened before says so, and keeps what was typed.
    let stale = checkout(addr, &own, &open, &[("note", "Ring twice"), ("po_number", "TAB-1")]);
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("Ring twice") && stale.body.contains("TAB-1"), "what was typed");
    assert_ne!(field(&stale.body, "cart_version"), field(&open, "cart_version"));
    let removed = post(addr, &format!("/cart/{slug}/remove"), &own, &[("version", &version)]).expect("an answer");
    assert_eq!(removed.status, 409);
    // The page that said so has the version of now.
    let fresh = field(&second.body, "version");
    let again = post(addr, "/cart", &own, &[("version", &fresh), (&line, &nine)]);
    assert_eq!(again.expect("an answer").status, 303);
    server.stop();
}

#[test]
fn the_last_step_names_a_po_number_of_before_and_refuses_card_numbers() {
    let place = Place::demo();
    let server = place.start("serve", &["--orders-per-minute", "2"]);
    let addr = server.addr.as_str();
    let (own, slug, step) = shopper(addr);
    let open = || get(addr, "/checkout", &own).expect("the checkout").body;
    for (name, value) in [("note", "Card 4111 1111 1111 1111"), ("po_number", "4111-1111-1111-1111")] {
        let refused = checkout(
            addr,
            &own,
            &open(),
            &[("po_number", "TWICE-1"), (name, value)][usize::from(name == "po_number")..],
        );
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.body.contains("number of a payment card"), "{name}");
    }
    let note = format!("note-{slug}");
    let line =
        post(addr, "/cart", &own, &[(&format!("quantity-{slug}"), &step.to_string()), (&note, "4111111111111111")]);
    assert_eq!(line.expect("an answer").status, 422);
    let placed = checkout(addr, &own, &open(), &[("po_number", "TWICE-1")]);
    let number = between(&placed.location, "/orders/", "?").expect("an order").to_owned();
    let fill = || post(addr, &format!("/p/{slug}"), &own, &[("quantity", &step.to_string())]).expect("added");
    fill();
    let warned = checkout(addr, &own, &open(), &[("po_number", "twice-1")]);
    assert_eq!(warned.status, 422);
    assert!(warned.body.contains(&number), "the order is named");
    let allowed = checkout(addr, &own, &warned.body, &[("po_number", "twice-1")]);
    assert_eq!(allowed.status, 303);
    let shown = get(addr, &allowed.location, &own).expect("the order").body;
    assert!(shown.contains(&format!("Used before, on order {number}")));
    fill();
    let too_fast = checkout(addr, &own, &open(), &[("po_number", "NEW-1")]);
    assert_eq!(too_fast.status, 429);
    assert!(too_fast.head.contains("retry-after: ") && too_fast.body.contains("NEW-1"), "{}", too_fast.head);
    server.stop();
}
