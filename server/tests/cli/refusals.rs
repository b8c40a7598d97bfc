//! Nothing is refused in silence: whoever probes leaves events, counted and bounded (R94); what is switched off is offered
//! to nobody; and nobody acts on behalf until a role got the right.

use crate::http::{get, post};
use crate::program::Place;
use crate::story::{Story, act, agent, contact, oleg, person, sign_in};
use serde_json::Value;

const FIELDS: [(&str, &str); 3] = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Types and reasons of the denied events of these requests, by request.
fn denied(events: &[Value], request: &str) -> Vec<(String, String)> {
    let text = |event: &Value, at: &str| event.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    events
        .iter()
        .filter(|event| text(event, "/outcome") == "denied" && text(event, "/request/id") == request)
        .map(|event| (text(event, "/type"), text(event, "/details/why")))
        .collect()
}

#[test]
fn probing_is_answered_like_nothing_and_leaves_an_event_each_time() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let ana = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (stranger, account) = oleg(addr, &ana).expect("Oleg");
    let page = get(addr, &format!("/portal/contacts/{stranger}"), &ana).expect("a page").body;
    let company = crate::http::between(&page, "/portal/organizations/", "\"").expect("a company").to_owned();
    let order = crate::http::between(&page, "href=\"/portal/orders/", "\"").expect("an order").to_owned();
    let sales = sign_in(addr, "/portal/sign-in", &person("sales")).expect("signed in");
    let buyer = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    assert!(contact(addr, &sales, "oleg").is_err(), "Oleg is not one of theirs");

    let mut wanted = Vec::new();
    let mut expect = |answer: crate::http::Answer, status: u16, kind: &'static str, why: &'static str| {
        assert_eq!(answer.status, status, "{kind} {why}: {}", answer.location);
        wanted.push((answer.request_id, kind, why));
    };
    for id in [&account, NOBODY] {
        let start = format!("/portal/accounts/{id}/on-behalf");
        expect(post(addr, &start, &sales, &FIELDS).expect("an answer"), 404, "on_behalf.denied", "not_found");
        expect(get(addr, &start, &sales).expect("an answer"), 404, "on_behalf.denied", "not_found");
    }
    for path in [
        format!("/portal/contacts/{stranger}"),
        format!("/portal/contacts/{NOBODY}"),
        format!("/portal/organizations/{company}"),
        format!("/portal/orders/{order}"),
        format!("/portal/sessions/{NOBODY}"),
    ] {
        expect(get(addr, &path, &sales).expect("an answer"), 404, "authz.denied", "not_found");
    }
    // A customer who tries numbers of orders.
    expect(get(addr, &format!("/orders/{}", "ZZZ-9999"), &buyer).expect("an answer"), 404, "authz.denied", "not_found");
    // From inside a session there is no way to the portal's pages.
    let mut story = Story { portal: ana.clone(), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let nested = format!("{}/portal/accounts/{account}/on-behalf", story.base);
    let inside = post(addr, &nested, &format!("{ana}; {}", story.behalf), &FIELDS).expect("an answer");
    expect(inside, 404, "on_behalf.denied", "nested");
    // Cookies that belong elsewhere.
    let value = |cookie: &str| cookie.split_once('=').expect("a cookie").1.to_owned();
    let start = format!("/portal/accounts/{account}/on-behalf");
    for token in [value(&story.behalf), value(&buyer)] {
        let cookie = format!("__Host-portal={token}");
        expect(post(addr, &start, &cookie, &FIELDS).expect("an answer"), 303, "authz.denied", "realm");
    }
    let cookie = format!("__Host-shop={}", value(&ana));
    expect(get(addr, "/orders", &cookie).expect("an answer"), 303, "authz.denied", "realm");
    let name = story.behalf.split_once('=').expect("a cookie").0;
    let cookie = format!("{name}={}", value(&buyer));
    expect(get(addr, &format!("{}/cart", story.base), &cookie).expect("an answer"), 410, "authz.denied", "realm");
    // Requests that are used, unknown, or another browser's.
    let login = agent();
    let typed = [("login", login.login), ("password", login.password)];
    let verify = format!("{}/verify", story.base);
    expect(post(addr, &verify, &ana, &typed).expect("an answer"), 410, "on_behalf.denied", "over");
    expect(post(addr, &verify, "", &typed).expect("an answer"), 410, "on_behalf.denied", "other_browser");
    let unknown = "/as/AAAAAAAAAAAAAAAAAAAAAA/verify";
    expect(post(addr, unknown, &ana, &typed).expect("an answer"), 410, "on_behalf.denied", "unknown");
    expect(get(addr, "/as/AAAAAAAAAAAAAAAAAAAAAA/cart", "").expect("an answer"), 410, "on_behalf.denied", "unusable");
    // What does not exist for anybody is no refusal of anybody.
    let plain = get(addr, "/p/no-such-product", &buyer).expect("an answer");
    assert_eq!(plain.status, 404);
    // Ten thousand are a few.
    let from = Vec::from_iter(
        (0..400).map(|_| get(addr, &format!("/portal/contacts/{NOBODY}"), &sales).expect("an answer").request_id),
    );
    server.stop();

    let events = place.events();
    for (request, kind, why) in wanted {
        let found = denied(&events, &request);
        assert_eq!(found, [(kind.to_owned(), why.to_owned())], "{kind} {why}");
    }
    assert_eq!(denied(&events, &plain.request_id), []);
    let each: usize = from.iter().map(|request| denied(&events, request).len()).sum();
    assert!(each <= 30, "{each}");
    let counted = |event: &&Value| event.pointer("/details/why").and_then(Value::as_str) == Some("counted");
    let told: Vec<&Value> = events.iter().filter(counted).collect();
    let n: i64 = told.iter().filter_map(|e| e.pointer("/details/count").and_then(Value::as_i64)).sum();
    assert!(n >= 400 - 30, "the rest is counted: {n}");
    assert!(told.iter().all(|e| e.pointer("/actor/kind").and_then(Value::as_str) == Some("staff")), "whose they were");
}

#[test]
fn switched_off_it_is_offered_nowhere_and_a_form_that_comes_says_so() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let ana = sign_in(&server.addr, "/portal/sign-in", &agent()).expect("signed in");
    let (id, account) = oleg(&server.addr, &ana).expect("Oleg");
    let asked = post(&server.addr, &format!("/portal/accounts/{account}/on-behalf"), &ana, &FIELDS).expect("an answer");
    server.stop();
    let server = place.start("serve", &["--on-behalf", "off"]);
    let addr = server.addr.as_str();
    let list = get(addr, "/portal/orders", &ana).expect("a list").body;
    let order = crate::http::between(&list, "href=\"/portal/orders/", "\"").expect("an order").to_owned();
    let company = get(addr, &format!("/portal/contacts/{id}"), &ana).expect("a page").body;
    let company = crate::http::between(&company, "/portal/organizations/", "\"").expect("a company").to_owned();
    for path in [
        "/portal/contacts".to_owned(),
        format!("/portal/contacts/{id}"),
        format!("/portal/organizations/{company}"),
        format!("/portal/orders/{order}"),
        "/portal/orders".to_owned(),
        "/portal/sessions".to_owned(),
    ] {
        let page = get(addr, &path, &ana).expect("a page");
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("/on-behalf\"") && !page.body.contains("/on-behalf?"), "{path} offers it");
        assert!(!page.body.contains(">Login on behalf"), "{path} has a button for it");
    }
    let start = format!("/portal/accounts/{account}/on-behalf");
    let login = agent();
    let typed = [("login", login.login), ("password", login.password)];
    for answer in [
        get(addr, &start, &ana).expect("an answer"),
        post(addr, &start, &ana, &FIELDS).expect("an answer"),
        get(addr, &asked.location, &ana).expect("an answer"),
        post(addr, &asked.location, &ana, &typed).expect("an answer"),
    ] {
        assert_eq!(answer.status, 403);
        assert!(answer.body.contains("Login on behalf is switched off"), "{}", answer.body);
        assert!(answer.body.contains("<main"), "the page as usual");
    }
    server.stop();
}

#[test]
fn on_a_bare_database_nobody_acts_until_a_role_gets_the_right() {
    let place = Place::empty();
    place.ok(&["migrate"]);
    let person = ["--name", "Nora Vance", "--email", "nora@kilnworth.example", "--role", "agent"];
    let said = place.ok(&[&["staff", "invite"], person.as_slice()].concat());
    assert!(said.contains("Nobody with the role Support may log in on behalf of customers yet."), "{said}");
    assert!(said.contains("behalf staff role --role agent --may-act full"), "{said}");
    for role in ["admin", "supervisor", "agent", "junior", "sales", "auditor", "finance"] {
        let email = format!("{role}@kilnworth.example");
        let words = ["staff", "invite", "--name", "Somebody New", "--email", &email, "--role", role];
        let said = place.ok(&words);
        assert!(!said.contains("may log in on behalf of customers."), "{role}: {said}");
    }
    let said = place.ok(&["staff", "role", "--role", "junior", "--may-act", "view"]);
    assert!(
        said.contains("Everybody with the role Support trainee may log in on behalf of customers, to look only."),
        "{said}"
    );
    let email = "other@kilnworth.example";
    let words = ["staff", "invite", "--name", "Other One", "--email", email, "--role", "agent", "--may-act", "full"];
    assert!(place.ok(&words).contains("Everybody with the role Support may log in on behalf of customers."));
    let said = place.ok(&["staff", "role", "--role", "agent", "--may-act", "none"]);
    assert!(said.contains("Nobody with the role Support"), "{said}");
    let events = place.events();
    let changes = events.iter().filter(|e| e.pointer("/type").and_then(Value::as_str) == Some("staff_role.changed"));
    assert_eq!(changes.count(), 3, "given and taken on purpose, each with an event");
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn a_server_writes_down_that_a_link_is_too_old() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    // The demo has an invitation whose time is over; the first sweep is at once.
    std::thread::sleep(std::time::Duration::from_secs(3));
    server.stop();
    assert!(place.events().iter().any(|event| event["type"] == "staff.invite_expired"));
}
