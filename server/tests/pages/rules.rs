//! What holds for every route and every person: looking changes nothing, forged requests do nothing, nobody reaches further
//! than their own realm, and no page says what its session rests on.

use crate::app::TestApp;
use crate::browser::{Browser, FORM};
use crate::made::made;
use crate::page::Page;
use crate::people::{Acting, contact, number_of, order, product, wish};
use std::collections::BTreeSet;

/// Pages that anybody may see, and what is asked for by the pages themselves.
const OPEN: [&str; 10] = [
    "/c",
    "/c/{category}",
    "/p/{product}",
    "/search",
    "/compare",
    "/cart",
    "/sign-in",
    "/pic/{product}",
    "/",
    "/store",
];

/// Somebody with the one cookie that they are known by.
struct Person {
    who: &'static str,
    /// What their addresses begin with.
    base: String,
    browser: Browser,
}

/// The demo with everybody signed in.
struct Cast {
    app: TestApp,
    people: Vec<Person>,
    /// What stands for the parts of a route.
    parts: Vec<(&'static str, String)>,
}

impl Cast {
    async fn assembled() -> Cast {
        let app = TestApp::new().await;
        let person = |who, base: &str, browser| Person { who, base: base.to_owned(), browser };
        let mut people = vec![person("nobody", "", app.browser())];
        for role in ["auditor", "supervisor", "admin", "buyer"] {
            people.push(person(role, "", app.sign_in(role).await));
        }
        let acting = Acting::new(&app).await;
        let slug = product(&acting.browser, &acting.base).await;
        let number = number_of(&order(&acting.browser, &acting.base, &[("po_number", "PO-7")]).await);
        let (contact, _) = contact(&acting.browser, "oleg").await;
        for (who, base, cookie) in [("agent", "", "__Host-portal"), ("behalf", acting.base.as_str(), "__Host-as-")] {
            people.push(person(who, base, acting.browser.clone().only(cookie)));
        }
        let parts = vec![
            ("{category}", "fasteners".to_owned()),
            ("{product}", slug),
            ("{number}", number),
            ("{role}", "junior".to_owned()),
            ("{sku}", "HB-M8-40-ZN".to_owned()),
            ("{digest}", "0".repeat(64)),
            ("{file}", "96.webp".to_owned()),
            ("{id}", contact),
            ("{token}", "x".repeat(43)),
            ("{*path}", "no-such".to_owned()),
            ("{*function}", "no-such".to_owned()),
        ];
        Cast { app, people, parts }
    }

    fn path(&self, route: &str) -> String {
        self.parts.iter().fold(route.to_owned(), |path, (part, value)| path.replace(part, value))
    }

    /// Somebody as they were when everybody had signed in, whatever cookies an answer took away or set since.
    fn person(&self, who: &str) -> &Person {
        self.people.iter().find(|person| person.who == who).expect("somebody of the cast")
    }

    /// The browser of somebody with the cookies of the beginning.
    fn browser(&self, who: &str) -> Browser {
        self.person(who).browser.clone()
    }

    /// The routes of a method, and the address of each.
    fn routes(&self, method: &str) -> Vec<(String, String)> {
        let routes = made().into_iter().filter_map(|route| route.strip_prefix(method).map(str::to_owned));
        routes.map(|route| (route.clone(), self.path(&route))).collect()
    }

    /// The events that these requests left and that wrote a row; the log is checked.
    async fn written_by(self, requests: &BTreeSet<String>) -> Vec<String> {
        self.app.check_log().await;
        let events = self.app.events().await.into_iter();
        let written = events.filter(|event| {
            let id = event.pointer("/request/id").and_then(|id| id.as_str()).unwrap_or_default();
            requests.contains(id) && !event["rows"].is_null()
        });
        written.map(|event| format!("{} by {}", event["type"], event["request"]["route"])).collect()
    }
}

/// Every row that is written has an event that counts it, so the record itself proves that nothing was.
#[tokio::test]
async fn looking_changes_nothing_and_tells_nothing() {
    let cast = Cast::assembled().await;
    let mut requests = BTreeSet::new();
    for person in &cast.people {
        for (route, path) in cast.routes("GET ") {
            // It stays open for as long as the page does.
            if route == "/account/live" && person.who != "nobody" {
                continue;
            }
            let path = format!("{}{path}", person.base);
            for method in ["GET", "GET", "HEAD"] {
                let asked = [("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")];
                let page = person.browser.clone().send(method, &path, "", &asked).await;
                assert!(page.status < 500 || route == "/readyz", "{}: {method} {path}: {}", person.who, page.status);
                quiet(&format!("{}: {path}", person.who), &page, &person.browser.cookies());
                requests.insert(page.request_id().to_owned());
            }
        }
    }
    assert_eq!(cast.written_by(&requests).await, Vec::<String>::new());
}

/// What no answer says, and what it may not leave behind (R28, R29, R70, R75).
fn quiet(what: &str, page: &Page, cookie: &str) {
    let mut names = page.headers.keys();
    assert!(!names.any(|name| name.as_str().starts_with("access-control-allow")), "{what}: another origin may read it");
    let is_page = page.header("content-type").contains("text/html");
    for (_, secret) in cookie.split("; ").filter_map(|pair| pair.split_once('=')) {
        assert!(!page.holds(secret) && !page.location.contains(secret), "{what}: says its cookie");
        assert!(!is_page || page.header("cache-control").contains("no-store"), "{what}: may be kept");
    }
    for element in page.all("*") {
        for (name, _) in element.attrs() {
            assert_ne!(name, "style", "{what}: an inline style");
            assert!(!name.starts_with("on"), "{what}: an inline handler {name}");
        }
    }
}

/// R65, R67, R68: where a request comes from and what it is, is asked before anything else.
#[tokio::test]
async fn a_forged_request_does_nothing_on_any_route() {
    let cast = Cast::assembled().await;
    let mut requests = BTreeSet::new();
    let forged: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://localhost:1")],
        &[],
    ];
    let base = &cast.person("behalf").base;
    let mut targets = Vec::new();
    for (route, path) in cast.routes("POST ").into_iter().chain(cast.routes("FN ")) {
        match route.starts_with("/portal") {
            true => targets.push((path, "admin")),
            false => {
                targets.push((format!("{base}{path}"), "behalf"));
                targets.push((path, "buyer"));
            }
        }
    }
    for (path, who) in targets {
        for headers in forged {
            let headers = [&[("content-type", FORM)], headers].concat();
            let page = cast.browser(who).send("POST", &path, "x=y", &headers).await;
            assert_eq!(page.status, 403, "{path} with {headers:?}");
            requests.insert(page.request_id().to_owned());
        }
        for kind in ["", "text/plain", "application/json", "multipart/form-data; boundary=x"] {
            let headers = [("content-type", kind), ("sec-fetch-site", "same-origin")];
            let page = cast.browser(who).send("POST", &path, "{\"x\":\"y\"}", &headers).await;
            // Few pages take files; what is no form with files is refused there as such.
            let takes_files =
                ["/quick-order", "/checkout/attach", "/item-numbers/upload", "/portal/import", "/portal/media"]
                    .iter()
                    .any(|place| path.contains(place));
            let is_no_upload = page.status == 400 && kind.starts_with("multipart") && takes_files;
            assert!([404, 410, 415].contains(&page.status) || is_no_upload, "{path} as {kind}: {}", page.status);
            requests.insert(page.request_id().to_owned());
        }
    }
    assert_eq!(cast.written_by(&requests).await, Vec::<String>::new());
}

/// R16, R21, R56, R62: a cookie is good where it was given, and without it there is the way to sign in and nothing else.
#[tokio::test]
async fn nobody_reaches_further_than_their_realm() {
    let cast = Cast::assembled().await;
    let mut requests = BTreeSet::new();
    let base = &cast.person("behalf").base;
    for (route, path) in cast.routes("GET ") {
        let is_portal = route.starts_with("/portal");
        let opens_itself = route.contains("/set-up/")
            || route.contains("/sign-in")
            || route.contains("/welcome/")
            || route.contains("/reset");
        if opens_itself || route.contains("/pkg/") || route.ends_with("z") || route.contains("/forgot") {
            continue;
        }
        let strangers: &[&str] = if is_portal { &["nobody", "buyer", "behalf"] } else { &["nobody", "admin", "agent"] };
        for who in strangers {
            let page = cast.browser(who).get(&path).await;
            let is_open = !is_portal && OPEN.contains(&route.as_str());
            // The familiar address of other programs leads everybody to the portal, with any id.
            let is_familiar =
                route.contains("/account/impersonate/") && page.location.starts_with("/portal/behalf/new?");
            let leads = page.status == 303 && (page.location.contains("/sign-in") || is_familiar);
            let is_nothing = [204, 403, 404, 410].contains(&page.status);
            assert!(is_open || leads || is_nothing, "{who} at {path}: {} {}", page.status, page.location);
            assert!(!page.holds("Oleg Koval") || route == "/sign-in", "{who} at {path}: says who");
            requests.insert(page.request_id().to_owned());
        }
        // A session on behalf opens its own address and no other, and no other cookie opens it.
        let under = cast.browser("admin").get(&format!("{base}{path}")).await;
        assert!([303, 404, 410].contains(&under.status) || !under.holds("Oleg Koval"), "{base}{path}");
    }
    for (route, path) in cast.routes("POST ") {
        for who in ["nobody", "buyer", "auditor"] {
            let is_portal = route.starts_with("/portal");
            let may = matches!((who, is_portal), ("buyer", false) | ("auditor", true));
            if may
                || route.contains("sign-in")
                || route.contains("welcome")
                || route.contains("set-up")
                || route.contains("/api/")
            {
                continue;
            }
            let page = cast.browser(who).post(&path, &[("x", "y")]).await;
            assert!(page.status < 500, "{who} at {path}: {}", page.status);
            requests.insert(page.request_id().to_owned());
        }
    }
    assert_eq!(cast.written_by(&requests).await, Vec::<String>::new());
}

/// R57: where somebody types their credentials nothing else runs, frames it, or learns its address.
#[tokio::test]
async fn pages_that_ask_for_credentials_run_nothing() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let (_, account) = contact(&portal, "oleg").await;
    let verify = portal.submit(&wish(&portal, &account).await).await.is(303).location;
    let nobody = app.browser();
    for (path, browser) in [(verify.as_str(), &portal), ("/sign-in", &nobody), ("/portal/sign-in", &nobody)] {
        let page = browser.open(path).await;
        assert!(page.has("input[type=password]") && !page.has("script") && !page.holds("<script"), "{path}");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(page.header("cache-control").contains("no-store"), "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path} tells others its address");
    }
}

/// R64: what a form of ours does not have decides nothing.
#[tokio::test]
async fn fields_that_nobody_asked_for_have_no_effect() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
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
    let slug = product(&acting.browser, &acting.base).await;
    crate::people::add(&acting.browser, &acting.base, &slug).await;
    let form = acting.open("/checkout").await.form("form#checkout").set("po_number", "PO-7");
    let form = more.iter().fold(form, |form, (name, value)| form.forge(name, value));
    let placed = acting.browser.submit(&form).await.is(303);
    let number = number_of(&placed);
    let page = acting.open(&format!("/orders/{number}")).await;
    assert!(page.says("£") && page.text("h1").contains(&number));
    let events = app.events().await;
    let event = events.iter().find(|e| e["request"]["id"] == placed.request_id()).expect("the event");
    assert_eq!(event["details"]["total"]["cur"], "GBP");
    assert!(event["details"]["total"]["minor"].as_str().is_some_and(|minor| minor.len() > 2), "{event}");
    assert_eq!(event["actor"]["kind"], "staff");
    assert!(event["on_behalf_of"]["id"].is_string());
    app.check_log().await;
}
