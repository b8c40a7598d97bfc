//! What holds for every route, whoever asks: looking changes nothing, forged requests do nothing, nobody reaches further
//! than their own realm, and no page says what its session rests on.

use crate::http::{Answer, ask, between, get, post, send};
use crate::program::{Place, Server};
use crate::routes::made;
use crate::story::{Story, act, agent, oleg, order, person, product, sign_in};
use std::collections::BTreeSet;

/// Pages that anybody may see, and what is asked for by the pages themselves.
const OPEN: [&str; 9] =
    ["/c", "/c/{category}", "/p/{product}", "/search", "/cart", "/sign-in", "/pic/{product}", "/", "/store"];

/// A running demo with everybody signed in.
struct Cast {
    place: Place,
    server: Server,
    /// Who, the beginning of their addresses, their cookie.
    people: Vec<(&'static str, String, String)>,
    /// What stands for the parts of a route.
    parts: Vec<(&'static str, String)>,
}

impl Cast {
    fn assembled() -> Cast {
        let place = Place::demo();
        let server = place.start("serve", &[]);
        let addr = server.addr.clone();
        let mut people = vec![("nobody", String::new(), String::new())];
        for role in ["auditor", "supervisor", "admin"] {
            people.push((role, String::new(), sign_in(&addr, "/portal/sign-in", &person(role)).expect("signed in")));
        }
        people.push(("buyer", String::new(), sign_in(&addr, "/sign-in", &person("buyer")).expect("signed in")));
        let portal = sign_in(&addr, "/portal/sign-in", &agent()).expect("signed in");
        let mut story = Story { portal: portal.clone(), ..Story::default() };
        act(&addr, &mut story).expect("a session");
        let slug = product(&addr, &story).expect("a product");
        order(&addr, &mut story).expect("an order");
        let (contact, _) = oleg(&addr, &portal).expect("Oleg");
        people.push(("agent", String::new(), portal));
        people.push(("behalf", story.base.clone(), story.behalf.clone()));
        let parts = vec![
            ("{category}", "fasteners".to_owned()),
            ("{product}", slug),
            ("{number}", story.order.clone().expect("an order")),
            ("{role}", "junior".to_owned()),
            ("{id}", contact),
            ("{token}", "x".repeat(43)),
            ("{*path}", "no-such".to_owned()),
            ("{*function}", "no-such".to_owned()),
        ];
        Cast { place, server, people, parts }
    }

    fn path(&self, route: &str) -> String {
        self.parts.iter().fold(route.to_owned(), |path, (part, value)| path.replace(part, value))
    }

    fn cookie(&self, who: &str) -> &str {
        self.people.iter().find(|(name, ..)| *name == who).map_or("", |(.., cookie)| cookie)
    }

    /// The routes of a method, and the address of each.
    fn routes(&self, method: &str) -> Vec<(String, String)> {
        let routes = made().into_iter().filter_map(|route| route.strip_prefix(method).map(str::to_owned));
        routes.map(|route| (route.clone(), self.path(&route))).collect()
    }

    /// Ends the server, and gives the events that these requests left and that wrote a row.
    fn written_by(self, requests: &BTreeSet<String>) -> Vec<String> {
        self.server.stop();
        let events = self.place.events().into_iter();
        let written = events.filter(|event| {
            let id = event.pointer("/request/id").and_then(|id| id.as_str()).unwrap_or_default();
            requests.contains(id) && !event["rows"].is_null()
        });
        written.map(|event| format!("{} by {}", event["type"], event["request"]["route"])).collect()
    }
}

/// Every row that is written has an event that counts it, so the record itself proves that nothing was.
#[test]
fn looking_changes_nothing_and_tells_nothing() {
    let cast = Cast::assembled();
    let addr = cast.server.addr.as_str();
    let mut requests = BTreeSet::new();
    for (who, base, cookie) in &cast.people {
        for (route, path) in cast.routes("GET ") {
            // It stays open for as long as the page does.
            if route == "/account/live" && !cookie.is_empty() {
                continue;
            }
            let path = format!("{base}{path}");
            for method in ["GET", "GET", "HEAD"] {
                let asked = "Sec-Fetch-Site: same-origin\r\nOrigin: https://evil.example\r\n";
                let answer = ask(addr, method, &path, cookie, "", asked).expect("an answer");
                assert!(answer.status < 500 || route == "/readyz", "{who}: {method} {path}: {}", answer.status);
                quiet(&format!("{who}: {path}"), &answer, cookie);
                requests.insert(answer.request_id);
            }
        }
    }
    assert_eq!(cast.written_by(&requests), Vec::<String>::new());
}

/// What no answer says, and what it may not leave behind (R28, R29, R70, R75).
fn quiet(what: &str, answer: &Answer, cookie: &str) {
    assert!(!answer.head.contains("access-control-allow"), "{what}: another origin may read it");
    let secret = cookie.split_once('=').map_or("", |(_, secret)| secret);
    if !secret.is_empty() {
        assert!(!answer.body.contains(secret) && !answer.location.contains(secret), "{what}: says its cookie");
        let is_page = answer.head.contains("content-type: text/html");
        assert!(!is_page || answer.head.contains("cache-control: no-store"), "{what}: may be kept");
    }
    if answer.head.contains("content-type: text/html") {
        assert!(!answer.body.contains(" style=\""), "{what}: an inline style");
        let handler = answer.body.match_indices(" on").find(|(at, _)| {
            let rest = &answer.body[at + 3..];
            let word = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
            !word.is_empty() && rest[word.len()..].starts_with("=\"")
        });
        assert!(handler.is_none(), "{what}: an inline handler");
    }
}

/// R65, R67, R68: where a request comes from and what it is, is asked before anything else.
#[test]
fn a_forged_request_does_nothing_on_any_route() {
    let cast = Cast::assembled();
    let addr = cast.server.addr.as_str();
    let mut requests = BTreeSet::new();
    let forged = [
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: null\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: http://localhost:1\r\n",
        "",
    ];
    let same = "Sec-Fetch-Site: same-origin\r\n";
    let base = cast.people.iter().find(|(who, ..)| *who == "behalf").expect("a session").1.clone();
    let mut targets = Vec::new();
    for (route, path) in cast.routes("POST ").into_iter().chain(cast.routes("FN ")) {
        match route.starts_with("/portal") {
            true => targets.push((path, cast.cookie("admin"))),
            false => {
                targets.push((format!("{base}{path}"), cast.cookie("behalf")));
                targets.push((path, cast.cookie("buyer")));
            }
        }
    }
    for (path, cookie) in targets {
        for headers in forged {
            let answer = ask(addr, "POST", &path, cookie, "x=y", headers).expect("an answer");
            assert_eq!(answer.status, 403, "{path} with {headers:?}");
            requests.insert(answer.request_id);
        }
        for kind in ["", "text/plain", "application/json", "multipart/form-data; boundary=x"] {
            let answer = send(addr, "POST", &path, cookie, (kind, "{\"x\":\"y\"}"), same).expect("an answer");
            assert!([404, 410, 415].contains(&answer.status), "{path} as {kind}: {}", answer.status);
            requests.insert(answer.request_id);
        }
    }
    assert_eq!(cast.written_by(&requests), Vec::<String>::new());
}

/// R16, R21, R56, R62: a cookie is good where it was given, and without it there is the way to sign in and nothing else.
#[test]
fn nobody_reaches_further_than_their_realm() {
    let cast = Cast::assembled();
    let addr = cast.server.addr.as_str();
    let mut requests = BTreeSet::new();
    let base = cast.people.iter().find(|(who, ..)| *who == "behalf").expect("a session").1.clone();
    for (route, path) in cast.routes("GET ") {
        let is_portal = route.starts_with("/portal");
        let opens_itself = route.contains("/sign-in") || route.contains("/welcome/") || route.contains("/reset");
        if opens_itself || route.contains("/pkg/") || route.ends_with("z") || route.contains("/forgot") {
            continue;
        }
        let strangers: &[&str] = if is_portal { &["nobody", "buyer", "behalf"] } else { &["nobody", "admin", "agent"] };
        for who in strangers {
            let answer = get(addr, &path, cast.cookie(who)).expect("an answer");
            let is_open = !is_portal && OPEN.contains(&route.as_str());
            let leads = answer.status == 303 && answer.location.contains("/sign-in");
            let is_nothing = [204, 403, 404, 410].contains(&answer.status);
            assert!(is_open || leads || is_nothing, "{who} at {path}: {} {}", answer.status, answer.location);
            assert!(!answer.body.contains("Oleg Koval") || route == "/sign-in", "{who} at {path}: says who");
            requests.insert(answer.request_id);
        }
        // A session on behalf opens its own address and no other, and no other cookie opens it.
        let under = get(addr, &format!("{base}{path}"), cast.cookie("admin")).expect("an answer");
        assert!([303, 404, 410].contains(&under.status) || !under.body.contains("Oleg Koval"), "{base}{path}");
    }
    for (route, path) in cast.routes("POST ") {
        for who in ["nobody", "buyer", "auditor"] {
            let is_portal = route.starts_with("/portal");
            let may = matches!((who, is_portal), ("buyer", false) | ("auditor", true));
            if may || route.contains("sign-in") || route.contains("welcome") || route.contains("/api/") {
                continue;
            }
            let answer = post(addr, &path, cast.cookie(who), &[("x", "y")]).expect("an answer");
            assert!(answer.status < 500, "{who} at {path}: {}", answer.status);
            requests.insert(answer.request_id);
        }
    }
    assert_eq!(cast.written_by(&requests), Vec::<String>::new());
}

/// R57: where somebody types their credentials nothing else runs, frames it, or learns its address.
#[test]
fn pages_that_ask_for_credentials_run_nothing() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = post(addr, &format!("/portal/accounts/{account}/on-behalf"), &portal, &fields).expect("an answer");
    for path in [asked.location.as_str(), "/sign-in", "/portal/sign-in"] {
        let page = get(addr, path, if path == asked.location { &portal } else { "" }).expect("a page");
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("type=\"password\"") && !page.body.contains("<script"), "{path}");
        assert!(page.head.contains("frame-ancestors 'none'") && page.head.contains("cache-control: no-store"));
        assert!(page.head.contains("referrer-policy: same-origin"), "{path} tells others its address");
    }
    server.stop();
}

/// R64: what a form of ours does not have decides nothing.
#[test]
fn fields_that_nobody_asked_for_have_no_effect() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal, ..Story::default() };
    act(addr, &mut story).expect("a session");
    let more = [
        ("price", "1"),
        ("unit_price", "1"),
        ("total", "1"),
        ("subtotal", "1"),
        ("tax", "0"),
        ("currency", "JPY"),
        ("organization_id", "x"),
        ("org_id", "x"),
        ("account_id", "x"),
        ("created_by", "x"),
        ("actor", "x"),
        ("on_behalf_of", "x"),
        ("role", "admin"),
        ("status", "delivered"),
        ("mode", "full"),
    ];
    crate::story::order_with(addr, &mut story, &more).expect("an order");
    let number = story.order.clone().expect("a number");
    let page = get(addr, &format!("{}/orders/{number}", story.base), &story.behalf).expect("an order").body;
    assert!(page.contains("£") && between(&page, "<h1", "</h1>").is_some_and(|title| title.contains(&number)));
    server.stop();
    let events = place.events();
    let placed = events.iter().find(|e| e["request"]["id"] == story.request.as_str()).expect("the event");
    assert_eq!(placed["details"]["total"]["cur"], "GBP");
    assert!(placed["details"]["total"]["minor"].as_str().is_some_and(|minor| minor.len() > 2), "{placed}");
    assert_eq!(placed["actor"]["kind"], "staff");
    assert!(placed["on_behalf_of"]["id"].is_string());
    place.ok(&["audit", "verify", "--db"]);
}
