//! Nothing is done without a trace: every route and server function of the program is in this table, with the event it
//! leaves or as a read that needs none, and each of them is driven.

use crate::http::{Answer, ask, between, field, get, post};
use crate::program::Place;
use crate::story::{Story, act, agent, oleg, order, person, product, sign_in};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a route leaves behind. Empty: it shows only what needs no record (the catalogue, a list, a form, a choice that is
/// kept in the browser).
const ROUTES: [(&str, &[&str]); 65] = [
    ("GET /", &[]),
    ("GET /c", &[]),
    ("GET /c/{category}", &[]),
    ("GET /p/{product}", &[]),
    ("POST /p/{product}", &["cart.item_added"]),
    ("GET /search", &[]),
    ("GET /cart", &["on_behalf.viewed"]),
    ("POST /cart", &["cart.item_changed"]),
    ("POST /cart/{product}/remove", &["cart.item_removed"]),
    ("POST /cart/{product}/restore", &["cart.item_added"]),
    ("GET /checkout", &["on_behalf.viewed"]),
    ("POST /checkout", &["order.placed"]),
    ("GET /orders", &["on_behalf.viewed"]),
    ("GET /orders/{number}", &["on_behalf.viewed"]),
    ("GET /account", &["on_behalf.viewed"]),
    ("GET /account/password", &[]),
    ("POST /account/password", &["auth.password.changed"]),
    ("GET /account/support-access", &["on_behalf.viewed"]),
    ("POST /account/support-access", &["consent.changed"]),
    ("POST /account/support-code", &["consent.code_made"]),
    ("GET /account/support-access/{id}", &["on_behalf.viewed"]),
    ("POST /account/support-access/{id}/allow", &["consent.approved"]),
    ("POST /account/support-access/{id}/refuse", &["consent.refused"]),
    ("POST /account/support-access/{id}/end", &["on_behalf.ended"]),
    ("GET /account/live", &[]),
    ("GET /sign-in", &[]),
    ("POST /sign-in", &["auth.login.succeeded"]),
    ("POST /sign-out", &["auth.logout"]),
    ("GET /verify", &[]),
    ("POST /verify", &["on_behalf.started"]),
    ("GET /verify/wait", &[]),
    ("POST /verify/wait", &["consent.code_used"]),
    ("POST /verify/cancel", &["consent.cancelled"]),
    ("GET /end", &[]),
    ("POST /end", &["on_behalf.ended"]),
    ("POST /theme", &[]),
    ("POST /store", &[]),
    ("GET /pic/{product}", &[]),
    ("POST /api/{*function}", &[]),
    ("POST /portal/api/{*function}", &[]),
    ("FN /api/catalog/suggest", &[]),
    ("FN /portal/api/contact/search", &[]),
    ("GET /portal", &[]),
    ("GET /portal/sign-in", &[]),
    ("POST /portal/sign-in", &["auth.login.succeeded"]),
    ("POST /portal/sign-out", &["auth.logout"]),
    ("GET /portal/contacts", &[]),
    ("GET /portal/contacts/{id}", &["contact.viewed"]),
    ("GET /portal/accounts/{id}/on-behalf", &["account.viewed"]),
    ("POST /portal/accounts/{id}/on-behalf", &["on_behalf.requested"]),
    ("GET /portal/organizations/{id}", &["organization.viewed"]),
    ("GET /portal/orders", &[]),
    ("GET /portal/orders/{number}", &["order.viewed"]),
    ("GET /portal/sessions", &[]),
    ("GET /portal/sessions/{id}", &["session.viewed"]),
    ("POST /portal/sessions/{id}/end", &["on_behalf.ended"]),
    ("GET /portal/audit", &["audit.viewed"]),
    ("POST /portal/audit/filters", &["audit.preset_saved"]),
    ("POST /portal/audit/filters/{id}/remove", &["audit.preset_removed"]),
    ("POST /portal/audit/export", &["audit.exported"]),
    ("GET /portal/staff", &[]),
    ("GET /healthz", &[]),
    ("GET /readyz", &[]),
    ("GET /pkg/{*path}", &[]),
    // Not a route: what is refused leaves a trace too.
    ("REFUSED", &["auth.login.failed", "authz.denied", "csrf.blocked", "input.rejected", "rate.limited"]),
];

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("sources").flatten() {
        match entry.path() {
            path if path.is_dir() => sources(&path, text),
            path if path.extension().is_some_and(|e| e == "rs") => {
                text.push_str(&std::fs::read_to_string(path).expect("a source"));
            }
            _ => {}
        }
    }
}

/// The routes and server functions of the program, read from where they are made.
fn made() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("../app/src"), &mut text);
    sources(&root.join("src"), &mut text);
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices(".route(") {
        let call: String = text[at + 7..].split_whitespace().collect();
        let path = between(&call, "\"", "\"").expect("a path").to_owned();
        // Up to the end of the call: methods stand in it as `get(…)` and `.post(…)`.
        let mut depth = 1;
        let end = call.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let call = &call[..end.expect("an end").0];
        for method in ["get", "post", "put", "patch", "delete", "any"] {
            if call.contains(&format!(",{method}(")) || call.contains(&format!(").{method}(")) {
                found.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    for (at, _) in text.match_indices("#[server(") {
        let (prefix, endpoint) =
            (between(&text[at..], "prefix = \"", "\""), between(&text[at..], "endpoint = \"", "\""));
        found.insert(format!("FN {}/{}", prefix.expect("a prefix"), endpoint.expect("an endpoint")));
    }
    found
}

#[test]
fn every_route_and_server_function_is_in_the_table() {
    let known: BTreeSet<String> =
        ROUTES.iter().map(|(route, _)| (*route).to_owned()).filter(|route| route != "REFUSED").collect();
    let made = made();
    let new: Vec<&String> = made.difference(&known).collect();
    assert!(new.is_empty(), "say in ROUTES which event each of these leaves, or that it needs none: {new:?}");
    let gone: Vec<&String> = known.difference(&made).collect();
    assert!(gone.is_empty(), "these are in ROUTES and nowhere else: {gone:?}");
}

/// The requests that were made, by route.
#[derive(Default)]
struct Driven(BTreeMap<String, Vec<String>>);

impl Driven {
    fn take(&mut self, route: &str, answer: Result<Answer, String>, status: u16) -> Answer {
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, status, "{route}: {}", answer.location);
        self.0.entry(route.to_owned()).or_default().push(answer.request_id.clone());
        answer
    }
}

#[test]
fn every_route_leaves_what_the_table_says() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let mut driven = Driven::default();
    portal(addr, &mut driven);
    consent(addr, &mut driven);
    shop(addr, &mut driven);
    refused(addr, &mut driven);
    server.stop();
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in place.events() {
        let of = |pointer: &str| event.pointer(pointer).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        kinds.entry(of("/request/id")).or_default().insert(of("/type"));
    }
    for (route, events) in ROUTES {
        // The catch-alls are driven as the functions behind them; these three are outside of every session.
        if route.contains("{*") || ["GET /healthz", "GET /readyz"].contains(&route) {
            continue;
        }
        let requests = driven.0.get(route).unwrap_or_else(|| panic!("{route} is not driven"));
        let left: BTreeSet<&str> =
            requests.iter().filter_map(|id| kinds.get(id)).flatten().map(String::as_str).collect();
        for kind in events {
            assert!(left.contains(kind), "{route} left {left:?} and not {kind}");
        }
        assert!(!events.is_empty() || left.is_empty(), "{route} left {left:?}: say so in the table");
    }
}

fn portal(addr: &str, driven: &mut Driven) {
    driven.take("GET /portal/sign-in", get(addr, "/portal/sign-in", ""), 200);
    let ana = agent();
    let signed = post(addr, "/portal/sign-in", "", &[("login", ana.login), ("password", ana.password)]);
    let portal = driven.take("POST /portal/sign-in", signed, 303).cookie;
    driven.take("GET /portal", get(addr, "/portal", &portal), 303);
    driven.take("GET /portal/contacts", get(addr, "/portal/contacts?q=oleg", &portal), 200);
    let (contact, account) = oleg(addr, &portal).expect("Oleg");
    let page =
        driven.take("GET /portal/contacts/{id}", get(addr, &format!("/portal/contacts/{contact}"), &portal), 200);
    let company = between(&page.body, "/portal/organizations/", "\"").expect("a company").to_owned();
    let start = format!("/portal/accounts/{account}/on-behalf");
    driven.take("GET /portal/accounts/{id}/on-behalf", get(addr, &start, &portal), 200);
    driven.take("GET /portal/organizations/{id}", get(addr, &format!("/portal/organizations/{company}"), &portal), 200);
    let list = driven.take("GET /portal/orders", get(addr, "/portal/orders", &portal), 200);
    let number = between(&list.body, "href=\"/portal/orders/", "\"").expect("an order").to_owned();
    driven.take("GET /portal/orders/{number}", get(addr, &format!("/portal/orders/{number}"), &portal), 200);
    driven.take("GET /portal/sessions", get(addr, "/portal/sessions", &portal), 200);
    let search = ask(
        addr,
        "POST",
        "/portal/api/contact/search",
        &portal,
        "query=oleg&organization=&status=",
        "Sec-Fetch-Site: same-origin\r\n",
    );
    driven.0.entry("FN /portal/api/contact/search".to_owned()).or_default().push(search.expect("an answer").request_id);
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    driven.take("GET /portal/audit", get(addr, "/portal/audit", &auditor), 200);
    let filter = [("q", "result:denied"), ("name", "Refusals")];
    driven.take("POST /portal/audit/filters", post(addr, "/portal/audit/filters", &auditor, &filter), 303);
    let kept = get(addr, "/portal/audit", &auditor).expect("the log");
    let id = between(&kept.body, "/portal/audit/filters/", "/remove").expect("a filter").to_owned();
    let path = format!("/portal/audit/filters/{id}/remove");
    driven.take("POST /portal/audit/filters/{id}/remove", post(addr, &path, &auditor, &[("x", "y")]), 303);
    let taken = [("q", "result:denied"), ("format", "csv")];
    driven.take("POST /portal/audit/export", post(addr, "/portal/audit/export", &auditor, &taken), 200);
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    driven.take("GET /portal/staff", get(addr, "/portal/staff", &supervisor), 200);
    driven.take("POST /portal/sign-out", post(addr, "/portal/sign-out", &supervisor, &[("x", "y")]), 303);
    on_behalf(addr, &portal, &start, driven);
}

fn on_behalf(addr: &str, portal: &str, path: &str, driven: &mut Driven) {
    let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = driven.take("POST /portal/accounts/{id}/on-behalf", post(addr, path, portal, &fields), 303);
    driven.take("GET /verify", get(addr, &asked.location, ""), 200);
    let ana = agent();
    let verified = post(addr, &asked.location, "", &[("login", ana.login), ("password", ana.password)]);
    let behalf = driven.take("POST /verify", verified, 303).cookie;
    let base = asked.location.strip_suffix("/verify").expect("an address").to_owned();
    let mut story = Story { portal: portal.to_owned(), base: base.clone(), behalf: behalf.clone(), ..Story::default() };
    let slug = product(addr, &story).expect("a product");
    let at = |path: &str| format!("{base}{path}");
    let page = get(addr, &at(&format!("/p/{slug}")), &behalf).expect("a page");
    let quantity = field(&page.body, "quantity");
    let fields = [("quantity", quantity.as_str())];
    driven.take("POST /p/{product}", post(addr, &at(&format!("/p/{slug}")), &behalf, &fields), 303);
    driven.take("GET /cart", get(addr, &at("/cart"), &behalf), 200);
    let double = (quantity.parse::<i64>().expect("a number") * 2).to_string();
    let line = format!("quantity-{slug}");
    driven.take("POST /cart", post(addr, &at("/cart"), &behalf, &[(&line, &double)]), 303);
    driven.take(
        "POST /cart/{product}/remove",
        post(addr, &at(&format!("/cart/{slug}/remove")), &behalf, &[("x", "y")]),
        303,
    );
    driven.take(
        "POST /cart/{product}/restore",
        post(addr, &at(&format!("/cart/{slug}/restore")), &behalf, &fields),
        303,
    );
    driven.take("GET /checkout", get(addr, &at("/checkout"), &behalf), 200);
    order(addr, &mut story).expect("an order");
    driven.0.entry("POST /checkout".to_owned()).or_default().push(story.request.clone());
    driven.take("GET /orders", get(addr, &at("/orders"), &behalf), 200);
    let number = story.order.clone().expect("a number");
    driven.take("GET /orders/{number}", get(addr, &at(&format!("/orders/{number}")), &behalf), 200);
    driven.take("GET /account", get(addr, &at("/account"), &behalf), 200);
    driven.take("GET /account/support-access", get(addr, &at("/account/support-access"), &behalf), 200);
    driven.take("GET /end", get(addr, &at("/end"), &behalf), 303);
    let ended = driven.take("POST /end", post(addr, &at("/end"), &behalf, &[("note", "done")]), 303);
    driven.take("GET /portal/sessions/{id}", get(addr, &ended.location, portal), 200);
}

/// A customer who wants to be asked, and every answer there is.
fn consent(addr: &str, driven: &mut Driven) {
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let say = |word: &str| post(addr, "/account/support-access", &own, &[("consent", word)]);
    driven.take("POST /account/support-access", say("ask"), 303);
    let ana = agent();
    let waits = || {
        let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "15")];
        let path = format!("/portal/accounts/{account}/on-behalf");
        let asked = post(addr, &path, &portal, &fields).expect("an answer");
        let typed = [("login", ana.login), ("password", ana.password)];
        let verified = post(addr, &asked.location, "", &typed).expect("an answer");
        assert!(verified.location.ends_with("/verify/wait"), "{}", verified.location);
        let shown = get(addr, "/account", &own).expect("a page").body;
        let asks = between(&shown, "/account/support-access/", "/allow").map(str::to_owned);
        let base = asked.location.trim_end_matches("/verify").to_owned();
        (base, verified.cookie, asks.expect("the notice asks"))
    };
    let nothing = [("x", "y")];
    let (base, behalf, id) = waits();
    driven.take("GET /verify/wait", get(addr, &format!("{base}/verify/wait"), &behalf), 200);
    let path = format!("/account/support-access/{id}/refuse");
    driven.take("POST /account/support-access/{id}/refuse", post(addr, &path, &own, &nothing), 303);
    let (base, behalf, _) = waits();
    driven.take("POST /verify/cancel", post(addr, &format!("{base}/verify/cancel"), &behalf, &nothing), 303);
    let (base, behalf, id) = waits();
    let path = format!("/account/support-access/{id}/allow");
    driven.take("POST /account/support-access/{id}/allow", post(addr, &path, &own, &nothing), 303);
    let path = format!("/account/support-access/{id}");
    driven.take("GET /account/support-access/{id}", get(addr, &format!("{base}{path}"), &behalf), 200);
    driven.take("GET /account/support-access/{id}", get(addr, &path, &own), 200);
    driven.take("POST /account/support-access/{id}/end", post(addr, &format!("{path}/end"), &own, &nothing), 303);
    let made = driven.take("POST /account/support-code", post(addr, "/account/support-code", &own, &nothing), 200);
    let code = between(&made.body, "Code for support\">", "</output>").expect("a code").to_owned();
    let (base, behalf, _) = waits();
    let typed = post(addr, &format!("{base}/verify/wait"), &behalf, &[("consent_code", code.as_str())]);
    driven.take("POST /verify/wait", typed, 303);
    driven.take("POST /account/support-access", say("allowed"), 303);
    // Signed in it would not end by itself.
    driven.take("GET /account/live", get(addr, "/account/live", ""), 204);
}

fn shop(addr: &str, driven: &mut Driven) {
    driven.take("GET /sign-in", get(addr, "/sign-in", ""), 200);
    let buyer = person("buyer");
    let signed = post(addr, "/sign-in", "", &[("login", buyer.login), ("password", buyer.password)]);
    let own = driven.take("POST /sign-in", signed, 303).cookie;
    driven.take("GET /", get(addr, "/", &own), 200);
    let tree = driven.take("GET /c", get(addr, "/c", &own), 200);
    let category = between(&tree.body, "href=\"/c/", "\"").expect("a category").to_owned();
    driven.take("GET /c/{category}", get(addr, &format!("/c/{category}"), &own), 200);
    let found = driven.take("GET /search", get(addr, "/search?q=M8", &own), 200);
    let slug = between(&found.body, "href=\"/p/", "\"").expect("a product").to_owned();
    driven.take("GET /p/{product}", get(addr, &format!("/p/{slug}"), &own), 200);
    driven.take("GET /pic/{product}", get(addr, &format!("/pic/{slug}.svg"), &own), 200);
    driven.take("POST /theme", post(addr, "/theme", &own, &[("theme", "dark")]), 303);
    driven.take("POST /store", post(addr, "/store", "", &[("store", "uk")]), 303);
    let suggest = ask(addr, "POST", "/api/catalog/suggest", &own, "query=M8", "Sec-Fetch-Site: same-origin\r\n");
    driven.0.entry("FN /api/catalog/suggest".to_owned()).or_default().push(suggest.expect("an answer").request_id);
    let mut story = Story { behalf: own.clone(), ..Story::default() };
    order(addr, &mut story).expect("an order of one's own");
    driven.take("GET /account/password", get(addr, "/account/password", &own), 200);
    let fields = [("current", buyer.password), ("new", "nine purple kettles sing softly")];
    driven.take("POST /account/password", post(addr, "/account/password", &own, &fields), 303);
    driven.take("POST /sign-out", post(addr, "/sign-out", &own, &[("x", "y")]), 303);
}

fn refused(addr: &str, driven: &mut Driven) {
    let buyer = person("buyer");
    let wrong = [("login", buyer.login), ("password", "not the password at all")];
    for n in 0..6 {
        let answer = post(addr, "/sign-in", "", &wrong).expect("an answer");
        assert!([401, 422, 429].contains(&answer.status), "try {n}: {}", answer.status);
        driven.0.entry("REFUSED".to_owned()).or_default().push(answer.request_id);
    }
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    driven.take("REFUSED", get(addr, "/portal/contacts", &auditor), 403);
    driven.take(
        "REFUSED",
        ask(addr, "POST", "/portal/sign-out", &auditor, "x=y", "Sec-Fetch-Site: cross-site\r\n"),
        403,
    );
    driven.take("REFUSED", post(addr, "/theme", "", &[("theme", "no colour")]), 422);
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let list = get(addr, "/portal/sessions", &supervisor).expect("sessions");
    let live = between(&list.body, "href=\"/portal/sessions/", "\"").expect("a live one").to_owned();
    let path = format!("/portal/sessions/{live}/end");
    driven.take("POST /portal/sessions/{id}/end", post(addr, &path, &supervisor, &[("x", "y")]), 303);
}
