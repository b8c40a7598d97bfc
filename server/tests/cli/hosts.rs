//! Storefront and portal at hosts of their own: each answers with its own half, whatever cookies come along (R56).

use crate::http::{Answer, ask_at, between, field, form};
use crate::program::Place;
use crate::routes::made;
use crate::story::{agent, person};
use std::time::{Duration, Instant};

pub const SHOP: &str = "shop.localhost";
pub const PORTAL: &str = "portal.localhost";
const SAME: &str = "Sec-Fetch-Site: same-origin\r\n";
pub const APART: [&str; 4] =
    ["--public-url", "http://shop.localhost:3000", "--portal-url", "http://portal.localhost:3000"];
const AT_SHOP: &str = "http://shop.localhost:3000";
const AT_PORTAL: &str = "http://portal.localhost:3000";

/// A browser at one server.
pub struct At<'a>(pub &'a str);

impl At<'_> {
    pub fn get(&self, host: &str, path: &str, cookie: &str) -> Answer {
        ask_at(self.0, host, "GET", path, cookie, "", SAME).expect("an answer")
    }

    pub fn post(&self, host: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        ask_at(self.0, host, "POST", path, cookie, &form(fields), SAME).expect("an answer")
    }

    pub fn sign_in(&self, host: &str, path: &str, role: &str) -> String {
        let who = person(role);
        let answer = self.post(host, path, "", &[("login", who.login), ("password", who.password)]);
        assert_eq!(answer.status, 303, "{path}");
        answer.cookie
    }

    /// Asks for a session on behalf of Oleg and verifies it; gives `/as/{slug}` and its cookie.
    fn act(&self, portal: &str) -> (String, String) {
        let list = self.get(PORTAL, "/portal/contacts?q=oleg", portal).body;
        let contact = between(&list, "href=\"/portal/contacts/", "\"").expect("a contact").to_owned();
        let page = self.get(PORTAL, &format!("/portal/contacts/{contact}"), portal);
        let account = between(&page.body, "action=\"/portal/accounts/", "/on-behalf\"").expect("an account");
        let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
        let asked = self.post(PORTAL, &format!("/portal/accounts/{account}/on-behalf"), portal, &fields);
        let (verify, own) = self.handed_over(&asked);
        let ana = agent();
        let verified = self.post(SHOP, &verify, &own, &[("login", ana.login), ("password", ana.password)]);
        let base = verify.strip_suffix("/verify").expect("the verification").to_owned();
        assert_eq!((verified.status, verified.location), (303, format!("{base}/?done=started")));
        (base, verified.cookie)
    }
}

impl At<'_> {
    /// Follows the page of the portal that posts the key to the storefront; gives the address and the cookie there.
    pub fn handed_over(&self, asked: &Answer) -> (String, String) {
        let action = between(&asked.body, &format!("action=\"{AT_SHOP}"), "\"").expect("the other host").to_owned();
        let key = field(&asked.body, "key");
        // What a browser says of a form that is sent across.
        let apart = "Sec-Fetch-Site: same-site\r\nOrigin: null\r\n";
        let opened = ask_at(self.0, SHOP, "POST", &action, "", &form(&[("key", &key)]), apart).expect("an answer");
        assert_eq!(opened.status, 303, "{}", opened.body);
        (opened.location, opened.cookie)
    }
}

/// Every place of an address is filled with something.
fn filled(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn each_host_answers_with_its_own_half_whatever_cookies_come_along() {
    let place = Place::demo();
    let server = place.start("serve", &APART);
    let at = At(&server.addr);
    let portal = at.sign_in(PORTAL, "/portal/sign-in", "agent");
    let shop = at.sign_in(SHOP, "/sign-in", "buyer");
    let (base, behalf) = at.act(&portal);
    let all = format!("{portal}; {shop}; {behalf}");
    // At its own host each is there.
    assert_eq!(at.get(PORTAL, "/portal/contacts", &all).status, 200);
    assert_eq!(at.get(SHOP, "/orders", &all).status, 200);
    assert_eq!(at.get(SHOP, &format!("{base}/cart"), &all).status, 200);
    for route in made() {
        let Some((method, path)) = route.split_once(' ').filter(|(method, _)| ["GET", "POST"].contains(method)) else {
            continue;
        };
        let path = filled(path);
        let shared = ["/theme", "/language", "/healthz", "/readyz", "/pkg/x"];
        if shared.contains(&path.as_str()) || path == "/" {
            continue;
        }
        let is_portal = path == "/portal" || path.starts_with("/portal/");
        let other = if is_portal { SHOP } else { PORTAL };
        let ask = |host: &str, path: &str| {
            let body = if method == "POST" { "x=y" } else { "" };
            ask_at(&server.addr, host, method, path, &all, body, SAME).expect("an answer")
        };
        let answer = ask(other, &path);
        assert_eq!(answer.status, 404, "{route} at {other}");
        assert!(
            !answer.body.contains("Ana Silva") && !answer.body.contains("Oleg"),
            "{route} knows who asks at {other}"
        );
        if !is_portal {
            assert_eq!(ask(PORTAL, &format!("{base}{path}")).status, 404, "{route} on behalf at the portal");
        }
        assert_eq!(ask("evil.localhost", &path).status, 421, "{route} at a foreign host");
    }
    for host in ["localhost", "127.0.0.1", "shop.localhost.evil"] {
        assert_eq!(at.get(host, "/", &all).status, 421, "{host}");
    }
    assert_eq!(at.get("", "/", &all).status, 400, "no host at all");
    // The name of the portal's host alone leads into it.
    let answer = at.get(PORTAL, "/", &all);
    assert_eq!((answer.status, answer.location.as_str()), (303, "/portal"));
    // What is no page is at both.
    for host in [SHOP, PORTAL] {
        assert_eq!(at.get(host, "/healthz", "").status, 200);
        assert_eq!(at.post(host, "/theme", "", &[("theme", "dark")]).status, 303);
    }
    server.stop();
}

#[test]
fn a_cookie_opens_nothing_at_the_other_host() {
    let place = Place::demo();
    let server = place.start("serve", &APART);
    let at = At(&server.addr);
    let portal = at.sign_in(PORTAL, "/portal/sign-in", "agent");
    let shop = at.sign_in(SHOP, "/sign-in", "buyer");
    let (base, behalf) = at.act(&portal);
    for cookie in [&behalf, &shop] {
        let answer = at.get(PORTAL, "/portal/contacts", cookie);
        assert_eq!(answer.status, 303, "{cookie}");
        assert!(answer.location.starts_with("/portal/sign-in"), "{}", answer.location);
    }
    assert!(at.get(SHOP, "/orders", &portal).location.starts_with("/sign-in"));
    assert_eq!(at.get(SHOP, &format!("{base}/cart"), &portal).status, 410);
    // A form that is sent across the hosts is none of ours, although both are one site.
    for (host, path, cookie) in [(PORTAL, "/portal/sign-out", &portal), (SHOP, "/sign-out", &shop)] {
        let answer = ask_at(&server.addr, host, "POST", path, cookie, "x=y", "Sec-Fetch-Site: same-site\r\n");
        assert_eq!(answer.expect("an answer").status, 403, "{path}");
    }
    server.stop();
}

#[test]
fn the_ways_between_the_hosts_are_whole_addresses() {
    let place = Place::demo();
    let server = place.start("serve", &APART);
    let at = At(&server.addr);
    let portal = at.sign_in(PORTAL, "/portal/sign-in", "agent");
    let (base, behalf) = at.act(&portal);
    let list = at.get(PORTAL, "/portal/contacts?q=oleg", &portal);
    assert!(list.head.contains(&format!("form-action 'self' {AT_SHOP};")), "{}", list.head);
    let contact = between(&list.body, "href=\"/portal/contacts/", "\"").expect("a contact").to_owned();
    let page = at.get(PORTAL, &format!("/portal/contacts/{contact}"), &portal);
    assert!(page.body.contains(&format!("href=\"{AT_SHOP}{base}/\"")), "the way into the open session");
    let cart = at.get(SHOP, &format!("{base}/cart"), &behalf);
    assert!(cart.head.contains(&format!("form-action 'self' {AT_PORTAL};")), "{}", cart.head);
    let own = at.get(SHOP, "/", "");
    assert!(own.head.contains("form-action 'self';"), "a customer's page leads nowhere else: {}", own.head);
    // Something is changed, so that a mail is written, and the session ends where it came from.
    let search = at.get(SHOP, &format!("{base}/search?q=M8"), &behalf).body;
    let card = search.split("<li class=\"product-card\"").find(|c| c.contains("in stock") && c.contains("/p/"));
    let product = format!("{base}/p/{}", between(card.expect("a product"), "/p/", "\"").expect("a product"));
    let quantity = field(&at.get(SHOP, &product, &behalf).body, "quantity");
    assert_eq!(at.post(SHOP, &product, &behalf, &[("quantity", &quantity)]).status, 303);
    let ended = at.post(SHOP, &format!("{base}/end"), &behalf, &[("note", "done"), ("sure", "1")]);
    let back = ended.location.strip_prefix(AT_PORTAL).expect("the portal").to_owned();
    assert!(back.starts_with(&format!("/portal/contacts/{contact}?ended=")), "{back}");
    assert!(at.get(PORTAL, &back, &portal).body.contains("Session ended"));
    let over = at.get(SHOP, &format!("{base}/cart"), &ended.cookie);
    assert_eq!(over.status, 410);
    assert!(over.body.contains(&format!("href=\"{AT_PORTAL}/portal/contacts/{contact}\"")), "the way back");
    // Mail leads each to their own half.
    let supervisor = at.sign_in(PORTAL, "/portal/sign-in", "admin");
    let invited = [("name", "New Person"), ("email", "new.person@kilnworth.example"), ("role", "agent")];
    assert_eq!(at.post(PORTAL, "/portal/staff/invite", &supervisor, &invited).status, 303);
    assert!(mail(&place, "staff portal").contains(&format!("{AT_PORTAL}/portal/welcome/")));
    assert!(mail(&place, "worked in your account").contains(&format!("{AT_SHOP}/account/support-access")));
    server.stop();
}

/// The mail with these words, as soon as it was delivered.
fn mail(place: &Place, words: &str) -> String {
    let patience = Instant::now() + Duration::from_secs(20);
    while Instant::now() < patience {
        let folder = std::fs::read_dir(place.file("data/mail")).into_iter().flatten().flatten();
        let texts = folder.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
        if let Some(text) = texts.map(|text| text.replace("=\r\n", "")).find(|text| text.contains(words)) {
            return text;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("no mail with {words}");
}
