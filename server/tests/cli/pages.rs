//! What pages say and keep: typed values on the way over another page, limits before they are met, errors at their field.

use crate::http::{Answer, ask, between, field, form, get, post};
use crate::program::Place;
use crate::story::{Story, act, agent, person, product, sign_in};

/// The input of this name that stands checked, by its value.
fn is_checked(page: &str, name: &str, value: &str) -> bool {
    let inputs = page.split("<input ").filter_map(|rest| rest.split('>').next());
    inputs
        .filter(|tag| tag.contains(&format!("name=\"{name}\"")) && tag.contains(&format!("value=\"{value}\"")))
        .any(|tag| tag.contains(" checked"))
}

/// What is said below a field.
fn error_at(page: &str, name: &str) -> String {
    let rest = page.split(&format!("id=\"{name}-err\"")).nth(1).expect("an error at the field");
    between(rest, ">", "<").expect("a text").to_owned()
}

/// A session on behalf with something in its cart.
fn with_cart(addr: &str) -> Story {
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let slug = product(addr, &story).expect("a product");
    let path = format!("{}/p/{slug}", story.base);
    let page = get(addr, &path, &story.behalf).expect("a page");
    let added = post(addr, &path, &story.behalf, &[("quantity", &field(&page.body, "quantity"))]).expect("added");
    assert_eq!(added.status, 303);
    story
}

fn ok(answer: Result<Answer, String>, status: u16) -> Answer {
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, status, "{}", answer.location);
    answer
}

#[test]
fn what_was_typed_at_checkout_is_kept_on_the_way_over_more_time() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let story = with_cart(addr);
    let at = |path: &str| format!("{}{path}", story.base);
    let checkout = ok(get(addr, &at("/checkout"), &story.behalf), 200).body;
    // Asking for more time is a button of the checkout's form, but not its first one, which Enter presses.
    let buttons: Vec<&str> = checkout.split("<button").filter(|b| b.contains("form=\"checkout\"")).collect();
    assert!(buttons[0].contains("aria-hidden") && !buttons[0].contains("formaction"), "{}", buttons[0]);
    assert!(buttons[1].contains(&format!("formaction=\"{}\"", at("/more-time"))), "{}", buttons[1]);
    let typed = [
        ("shipping", "express"),
        ("po_number", "PO-\"7\""),
        ("note", "Ring <twice>"),
        ("release_password", "s3cret word"),
    ];
    let asked = [&typed[..], &[("step", "ask")]].concat();
    let page = ok(post(addr, &at("/more-time"), &story.behalf, &asked), 200).body;
    assert_eq!(field(&page, "po_number"), "PO-&quot;7&quot;");
    assert!(!page.contains("s3cret word"), "no password is carried");
    // Cancelled it comes back as it was.
    let review = [&typed[..3], &[("step", "review")]].concat();
    let back = ok(post(addr, &at("/checkout"), &story.behalf, &review), 200).body;
    assert_eq!(field(&back, "po_number"), "PO-&quot;7&quot;");
    // A wrong password keeps it, the right one leads to the new session with it, and no address holds it.
    let ana = agent();
    let kept = [&typed[..3], &[("login", ana.login), ("minutes", "60")]].concat();
    let wrong = [&kept[..], &[("password", "not the password at all")]].concat();
    let again = ok(post(addr, &at("/more-time"), &story.behalf, &wrong), 422).body;
    assert!(again.contains("Ring &lt;twice&gt;"), "kept after a wrong password");
    let right = [&kept[..], &[("password", ana.password)]].concat();
    let next = ok(post(addr, &at("/more-time"), &story.behalf, &right), 200);
    let gate = next.body.split("class=\"gate-card\"").nth(1).expect("the form");
    let path = between(gate, "action=\"", "\"").expect("an action").to_owned();
    assert!(path.starts_with("/as/") && !path.starts_with(&story.base), "the new session: {path}");
    let context = field(gate, "context");
    let review = [&typed[..3], &[("step", "review"), ("context", &context)]].concat();
    let checkout = ok(post(addr, &path, &next.cookie, &review), 200).body;
    assert_eq!(field(&checkout, "po_number"), "PO-&quot;7&quot;");
    assert!(checkout.contains("Ring &lt;twice"), "the note");
    assert!(is_checked(&checkout, "shipping", "express"), "the delivery");
    server.stop();
    let is_placed = |e: &serde_json::Value| e["type"] == "order.placed" && e["request"]["route"] == "/checkout";
    assert!(!place.events().iter().any(is_placed), "looking again orders nothing");
}

/// Sets the limit of one order for agents.
fn limit(addr: &str, admin: &str, amount: &str) -> Answer {
    let path = "/portal/staff/roles/agent";
    let page = get(addr, path, admin).expect("the role").body;
    let ticks: Vec<String> = page
        .split("<input ")
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| tag.contains("name=\"may-") && tag.contains(" checked"))
        .filter_map(|tag| between(tag, "name=\"", "\"").map(str::to_owned))
        .collect();
    let mut fields: Vec<(&str, &str)> = ticks.iter().map(|name| (name.as_str(), "on")).collect();
    fields.extend([("behalf", "full"), ("scope", "all"), ("minutes", "60"), ("order_limit", amount)]);
    post(addr, path, admin, &fields).expect("an answer")
}

/// The total of the page for a delivery, such as `1,234.50`.
fn total(page: &str, shipping: &str) -> String {
    let text = between(page, &format!("data-total=\"{shipping}\">"), "<").expect("a total");
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

#[test]
fn the_release_is_offered_before_a_choice_goes_above_the_limit() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let story = with_cart(addr);
    let path = format!("{}/checkout", story.base);
    let checkout = ok(get(addr, &path, &story.behalf), 200).body;
    assert!(!checkout.contains("id=\"release\""), "no limit, no release");
    let (standard, express) = (total(&checkout, "standard"), total(&checkout, "express"));
    assert_ne!(standard, express);
    for (amount, want) in
        [(express.as_str(), ""), (standard.as_str(), "With Express delivery"), ("0", "A supervisor can release")]
    {
        assert_eq!(limit(addr, &admin, amount).status, 303, "{amount}");
        let checkout = ok(get(addr, &path, &story.behalf), 200).body;
        assert_eq!(checkout.contains("id=\"release\""), !want.is_empty(), "{amount}");
        assert!(checkout.contains(want), "{amount}: {want}");
        assert_eq!(checkout.contains("Above your limit"), amount == "0", "{amount}");
    }
    server.stop();
}

#[test]
fn a_role_that_cannot_be_saved_says_why_at_its_field() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let wrong = limit(addr, &admin, "2,500");
    assert_eq!(wrong.status, 422);
    let error = error_at(&wrong.body, "order_limit");
    assert!(error.contains("amount") && !error.contains("whole number"), "{error}");
    assert_eq!(field(&wrong.body, "order_limit"), "2,500");
    let fields = [("may-view_staff", "on"), ("behalf", "none"), ("scope", "all"), ("minutes", "45")];
    let last = ok(post(addr, "/portal/staff/roles/admin", &admin, &fields), 422);
    let error = error_at(&last.body, "permissions");
    assert!(error.contains("manage staff"), "{error}");
    assert_eq!(field(&last.body, "minutes"), "45", "what was typed stands there");
    server.stop();
}

#[test]
fn an_open_page_of_a_session_is_told_that_it_is_over() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let story = with_cart(addr);
    let alive = format!("{}/alive", story.base);
    assert_eq!(ok(get(addr, &alive, &story.behalf), 204).body, "");
    assert_eq!(get(addr, "/alive", "").expect("an answer").status, 404, "outside of a session there is none");
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let list = get(addr, "/portal/sessions", &supervisor).expect("sessions");
    let id = between(&list.body, "href=\"/portal/sessions/", "\"").expect("a live one").to_owned();
    ok(post(addr, &format!("/portal/sessions/{id}/end"), &supervisor, &[("x", "y")]), 303);
    let over = ok(get(addr, &alive, &story.behalf), 410).body;
    assert_eq!(over, "410 Gone. What was here has ended.\n", "a page is not rendered for it");
    assert!(ok(get(addr, &format!("{}/", story.base), &story.behalf), 410).body.contains("A supervisor ended it."));
    server.stop();
}

#[test]
fn open_sessions_name_browsers_and_new_recovery_codes_are_asked_for() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let junior = sign_in(addr, "/portal/sign-in", &person("junior")).expect("signed in");
    // Without a factor there are no codes to ask about.
    assert_eq!(ok(get(addr, "/portal/security/codes/new", &junior), 303).location, "/portal/security");
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let list = get(addr, "/portal/staff?q=ana", &admin).expect("staff");
    let browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nSec-Fetch-Site: same-origin\r\n";
    let ana = agent();
    let body = form(&[("login", ana.login), ("password", ana.password)]);
    ok(ask(addr, "POST", "/portal/sign-in", "", &body, browser), 303);
    let links = list.body.split("href=\"/portal/staff/").skip(1).filter_map(|rest| rest.split('"').next());
    let id = links.into_iter().find(|id| id.len() == 36).expect("somebody");
    let page = ok(get(addr, &format!("/portal/staff/{id}"), &admin), 200).body;
    assert!(page.contains(">Firefox on Linux<"), "the browser by name");
    server.stop();
}
