//! Storefront and portal at hosts of their own: what leads from one to the other, in pages and in mails.

use crate::http::{Answer, ask_at, between, field, form};
use crate::program::Place;
use crate::story::{agent, person};
use std::time::{Duration, Instant};

const SHOP: &str = "shop.localhost";
const PORTAL: &str = "portal.localhost";
const SAME: &str = "Sec-Fetch-Site: same-origin\r\n";
const APART: [&str; 4] = ["--public-url", "http://shop.localhost:3000", "--portal-url", "http://portal.localhost:3000"];
const AT_SHOP: &str = "http://shop.localhost:3000";
const AT_PORTAL: &str = "http://portal.localhost:3000";

/// A browser at one server.
struct At<'a>(&'a str);

impl At<'_> {
    fn get(&self, host: &str, path: &str, cookie: &str) -> Answer {
        ask_at(self.0, host, "GET", path, cookie, "", SAME).expect("an answer")
    }

    fn post(&self, host: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        ask_at(self.0, host, "POST", path, cookie, &form(fields), SAME).expect("an answer")
    }

    fn sign_in(&self, host: &str, path: &str, role: &str) -> String {
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

    /// Follows the page of the portal that posts the key to the storefront; gives the address and the cookie there.
    fn handed_over(&self, asked: &Answer) -> (String, String) {
        let action = between(&asked.body, &format!("action=\"{AT_SHOP}"), "\"").expect("the other host").to_owned();
        let key = field(&asked.body, "key");
        // What a browser says of a form that is sent across.
        let apart = "Sec-Fetch-Site: same-site\r\nOrigin: null\r\n";
        let opened = ask_at(self.0, SHOP, "POST", &action, "", &form(&[("key", &key)]), apart).expect("an answer");
        assert_eq!(opened.status, 303, "{}", opened.body);
        (opened.location, opened.cookie)
    }
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
