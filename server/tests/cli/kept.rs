//! A browser that keeps no cookies is told so after signing in, instead of standing before the sign-in again.

use crate::http::{Answer, get, post};
use crate::program::Place;
use crate::story::{agent, contact, person};

const TITLE: &str = "Your browser did not keep the session cookie";

/// What a client that drops every cookie comes to after a form.
fn followed(addr: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut answer = post(addr, path, "", fields).expect("an answer");
    for _ in 0..5 {
        if answer.status != 303 {
            break;
        }
        answer = get(addr, &answer.location, "").expect("an answer");
    }
    answer
}

#[test]
fn a_sign_in_whose_cookie_does_not_come_back_says_why_and_what_to_do() {
    let place = Place::demo();
    let server = place.start("demo", &[]);
    let addr = server.addr.as_str();
    let port = addr.rsplit(':').next().unwrap_or_default();
    for (path, next, who) in [
        ("/sign-in", "", person("buyer")),
        ("/sign-in", "/orders?q=1", person("buyer")),
        ("/portal/sign-in", "", agent()),
        ("/portal/sign-in", "/portal/orders?q=1", agent()),
    ] {
        let fields = [("login", who.login), ("password", who.password), ("next", next)];
        let lost = followed(addr, path, &fields);
        assert_eq!(lost.status, 401, "{path}");
        assert!(lost.body.contains(&format!("<h1>{TITLE}</h1>")), "{path}: {}", lost.body);
        assert!(lost.body.contains(&format!("href=\"https://localhost:{port}{path}?next=")), "{path}");
        assert!(lost.body.contains("allow them for this site") && !lost.body.contains("<script"), "{path}");

        // Whoever keeps it comes to where they wanted, and the mark is gone from the address.
        let signed = post(addr, path, "", &fields).expect("an answer");
        let marked = get(addr, &signed.location, &signed.cookie).expect("an answer");
        let wanted = match (next, path) {
            ("", "/sign-in") => "/",
            ("", _) => "/portal",
            (next, _) => next,
        };
        assert_eq!((marked.status, marked.location.as_str()), (303, wanted), "{path}");
        // A browser that keeps cookies, which is seen by any of them, is led there at once.
        let known = post(addr, path, "__Host-theme=dark", &fields).expect("an answer");
        assert_eq!(known.location, wanted, "{path}");
    }
    let own = post(addr, "/portal/sign-in/passkey", "", &[("next", "/portal")]).expect("an answer");
    assert!(get(addr, &own.location, "").expect("an answer").body.contains(TITLE), "the next step has a cookie too");
}

#[test]
fn a_session_on_behalf_whose_cookie_does_not_come_back_says_so() {
    let place = Place::demo();
    let server = place.start("demo", &["--tls", "off"]);
    let addr = server.addr.as_str();
    let agent = agent();
    let fields = [("login", agent.login), ("password", agent.password)];
    let portal = post(addr, "/portal/sign-in", "", &fields).expect("an answer").cookie;
    let (_, account) = contact(addr, &portal, "oleg").expect("Oleg");
    let asked = post(
        addr,
        &format!("/portal/accounts/{account}/on-behalf"),
        &portal,
        &[("mode", "full"), ("minutes", "30"), ("preset", "Help with an order"), ("ticket", "SUP-1")],
    )
    .expect("an answer");
    let verified = post(addr, &asked.location, &portal, &fields).expect("an answer");
    assert_eq!(verified.status, 303);
    let lost = get(addr, &verified.location, &portal).expect("an answer");
    assert_eq!(lost.status, 410);
    assert!(lost.body.contains("your browser did not keep the session cookie"), "{}", lost.body);
    assert!(lost.body.contains("--tls self-signed"), "what to do on this machine: {}", lost.body);
    assert!(!lost.body.contains("Oleg") && !lost.body.contains("https://localhost"), "{}", lost.body);
}

#[test]
fn the_mark_of_an_expected_cookie_leads_nowhere_else() {
    let place = Place::demo();
    let server = place.start("demo", &[]);
    let who = person("buyer");
    let fields = [("login", who.login), ("password", who.password)];
    let cookie = post(&server.addr, "/sign-in", "", &fields).expect("an answer").cookie;
    for path in
        ["//evil.example?cookie=expected", "/%5Cevil.example?cookie=expected", "/%09/evil.example?cookie=expected"]
    {
        let answer = get(&server.addr, path, &cookie).expect("an answer");
        assert_eq!((answer.status, answer.location.as_str()), (404, ""), "{path}");
    }
    let answer = get(&server.addr, "/orders?cookie=expected", &cookie).expect("an answer");
    assert_eq!((answer.status, answer.location.as_str()), (303, "/orders"));
    let never = get(&server.addr, "/orders?cookie=expected", "").expect("an answer");
    assert!(never.body.contains("next=%2Forders"), "{}", never.body);
}
