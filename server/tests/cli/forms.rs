//! Forms that ask for credentials: what is left empty is marked at its field. It is no try, so it is neither counted nor
//! recorded, and the right credentials work afterwards. And what a page says stays true under other settings.

use crate::http::{Answer, between, field, get, post};
use crate::program::Place;
use crate::story::{Story, act, agent, customer, oleg, person, product, sign_in};
use domain::factor::totp;
use domain::time::Micros;
use std::collections::BTreeSet;

/// More than the throttle lets pass.
const TRIES: usize = 6;

/// The requests that were refused for an empty field.
#[derive(Default)]
struct Refused(BTreeSet<String>);

impl Refused {
    /// Posts the fields again and again; each answer must be 422 and mark exactly these fields.
    fn take(&mut self, addr: &str, path: &str, cookie: &str, fields: &[(&str, &str)], marked: &[&str]) -> Answer {
        let mut last = Answer::default();
        for _ in 0..TRIES {
            last = post(addr, path, cookie, fields).expect("an answer");
            self.0.insert(last.request_id.clone());
            assert_eq!(last.status, 422, "{path} {fields:?}");
            for name in marked {
                let error = last.body.split(&format!("id=\"{name}-err\"")).nth(1).unwrap_or_default();
                let text = between(error, ">", "<").unwrap_or_default();
                assert_eq!(text, "Required.", "{path} {fields:?}: at {name}");
            }
            assert_eq!(last.body.matches(">Required.</p>").count(), marked.len(), "{path} {fields:?}");
            assert!(!last.body.contains("do not match"), "{path}: nothing was compared");
        }
        last
    }

    /// Ends with the look into the log: none of these requests is in it as a failure.
    fn are_not_in_the_log(self, place: &Place) {
        let kinds =
            ["auth.login.failed", "auth.reauth.failed", "rate.limited", "password.reset_asked", "on_behalf.denied"];
        let is_failure = |event: &serde_json::Value| {
            let of = |pointer: &str| event.pointer(pointer).and_then(|v| v.as_str()).unwrap_or_default();
            self.0.contains(of("/request/id")) && kinds.contains(&of("/type"))
        };
        let failures: Vec<_> = place.events().into_iter().filter(is_failure).collect();
        assert_eq!(failures, Vec::<serde_json::Value>::new());
        assert!(self.0.len() > TRIES);
    }
}

/// Whether the browser asks for this field before it sends the form.
fn is_required(page: &str, name: &str) -> bool {
    let tags = page.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
    tags.into_iter().any(|tag| tag.contains(&format!("name=\"{name}\"")) && tag.contains(" required"))
}

#[test]
fn empty_credentials_are_no_try() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let (ana, buyer) = (agent(), customer("oleg"));
    let mut seen = Refused::default();
    for (path, who) in [("/sign-in", &buyer), ("/portal/sign-in", &ana)] {
        let page = get(addr, path, "").expect("a page").body;
        assert!(is_required(&page, "login") && is_required(&page, "password"), "{path}");
        seen.take(addr, path, "", &[("login", ""), ("password", "")], &["login", "password"]);
        seen.take(addr, path, "", &[("login", "  "), ("password", "x")], &["login"]);
        let kept = seen.take(addr, path, "", &[("login", who.login), ("password", "")], &["password"]);
        assert_eq!(field(&kept.body, "login"), who.login, "{path}: what was typed stays");
        sign_in(addr, path, who).expect("the right password is not slowed down");
    }
    for path in ["/forgot-password", "/portal/forgot-password"] {
        assert!(is_required(&get(addr, path, "").expect("a page").body, "login"), "{path}");
        seen.take(addr, path, "", &[("login", "")], &["login"]);
    }
    // On behalf: verifying, more time, releasing an order.
    let portal = sign_in(addr, "/portal/sign-in", &ana).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let why = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = post(addr, &format!("/portal/accounts/{account}/on-behalf"), &portal, &why).expect("asked");
    let page = get(addr, &asked.location, &portal).expect("a page").body;
    assert!(is_required(&page, "login") && is_required(&page, "password"));
    seen.take(addr, &asked.location, &portal, &[("login", ""), ("password", "")], &["login", "password"]);
    let right = [("login", ana.login), ("password", ana.password)];
    let opened = post(addr, &asked.location, &portal, &right).expect("an answer");
    assert_eq!(opened.status, 303);
    let mut story = Story { portal, ..Story::default() };
    act(addr, &mut story).expect("another session");
    let at = |path: &str| format!("{}{path}", story.base);
    let more = [("login", ""), ("password", ""), ("minutes", "60")];
    seen.take(addr, &at("/more-time"), &story.behalf, &more, &["login", "password"]);
    let slug = product(addr, &story).expect("a product");
    let page = get(addr, &at(&format!("/p/{slug}")), &story.behalf).expect("a page");
    let quantity = field(&page.body, "quantity");
    post(addr, &at(&format!("/p/{slug}")), &story.behalf, &[("quantity", &quantity)]).expect("added");
    let checkout = get(addr, &at("/checkout"), &story.behalf).expect("a page").body;
    let known = ["context", "key", "shown", "address"].map(|name| (name, field(&checkout, name)));
    let mut order: Vec<(&str, &str)> = known.iter().map(|(name, value)| (*name, value.as_str())).collect();
    order.extend([("shipping", "standard"), ("payment", "account"), ("po_number", "PO-9"), ("release_password", "x")]);
    let answer = post(addr, &at("/checkout"), &story.behalf, &order).expect("an answer");
    assert_eq!(answer.status, 422, "somebody's password without their login");
    // The customer's own password.
    let own = sign_in(addr, "/sign-in", &buyer).expect("signed in");
    let page = get(addr, "/account/password", &own).expect("a page").body;
    assert!(is_required(&page, "current") && is_required(&page, "new"));
    seen.take(addr, "/account/password", &own, &[("current", ""), ("new", "")], &["current", "new"]);
    let staff = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    seen.take(addr, "/portal/security/password", &staff, &[("password", ""), ("new", "")], &["password", "new"]);
    server.stop();
    seen.are_not_in_the_log(&place);
}

#[test]
fn an_empty_code_is_no_try() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let mut seen = Refused::default();
    let who = person("junior");
    let portal = sign_in(addr, "/portal/sign-in", &who).expect("signed in");
    let app = "/portal/security/app";
    assert_eq!(post(addr, app, &portal, &[("name", "Phone")]).expect("begun").status, 303);
    let shown = get(addr, app, &portal).expect("a page").body;
    assert!(is_required(&shown, "code"));
    let secret = totp::from_text(between(&shown, "<code>", "<").expect("a key")).expect("a secret");
    let now = || {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        Micros(i64::try_from(since.as_micros()).expect("before the end of time"))
    };
    let code = |steps: i64| totp::code(&secret, now().plus(Micros::seconds(30 * steps))).expect("a code");
    let confirm = format!("{app}/confirm");
    seen.take(addr, &confirm, &portal, &[("code", "")], &["code"]);
    assert_eq!(post(addr, &confirm, &portal, &[("code", &code(-1))]).expect("added").status, 303);
    // The second step of signing in.
    let right = [("login", who.login), ("password", who.password)];
    let half = post(addr, "/portal/sign-in", "", &right).expect("half a proof").cookie;
    assert!(is_required(&get(addr, "/portal/sign-in/code", &half).expect("a page").body, "code"));
    seen.take(addr, "/portal/sign-in/code", &half, &[("code", " ")], &["code"]);
    // Removing the factor, and acting on behalf with a password alone.
    let list = get(addr, "/portal/security", &portal).expect("factors").body;
    let factor = between(&list, "href=\"/portal/security/factors/", "\"").expect("a factor").to_owned();
    let remove = format!("/portal/security/factors/{factor}/remove");
    seen.take(addr, &remove, &portal, &[("password", ""), ("code", "")], &["password", "code"]);
    seen.take(addr, &remove, &portal, &[("password", who.password), ("code", "")], &["code"]);
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let why = [("preset", "Help with an order"), ("mode", "view"), ("minutes", "30")];
    let asked = post(addr, &format!("/portal/accounts/{account}/on-behalf"), &portal, &why).expect("asked");
    assert!(is_required(&get(addr, &asked.location, &portal).expect("a page").body, "code"));
    seen.take(addr, &asked.location, &portal, &right, &["code"]);
    let right = code(0);
    let signed = post(addr, "/portal/sign-in/code", &half, &[("code", &right)]).expect("an answer");
    assert_eq!(signed.status, 303, "the right code is not slowed down");
    // A double click: whichever of the two the browser waits for, it is signed in.
    let again = post(addr, "/portal/sign-in/code", &half, &[("code", &right)]).expect("an answer");
    assert_eq!((again.status, &again.cookie, &again.location), (303, &signed.cookie, &signed.location));
    let later = post(addr, "/portal/sign-in/code", &signed.cookie, &[("code", &right)]).expect("an answer");
    assert_eq!((later.status, later.location.as_str()), (303, "/portal"));
    server.stop();
    seen.are_not_in_the_log(&place);
}

#[test]
fn what_staff_write_holds_no_card_number() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal: portal.clone(), ..Story::default() };
    let typed = "Card 4111 1111 1111 1111";
    let refused = |path: &str, cookie: &str, fields: &[(&str, &str)], id: &str| {
        let answer = post(addr, path, cookie, fields).expect("an answer");
        assert_eq!(answer.status, 422, "{path} {fields:?}");
        let error = answer.body.split(&format!("id=\"{id}-err\"")).nth(1).unwrap_or_default();
        let text = between(error, ">", "<").unwrap_or_default();
        assert!(text.contains("number of a payment card"), "{path} {fields:?}: at {id}: {text}");
        assert!(answer.body.contains(typed), "{path} {fields:?}: what was typed stays");
    };
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let why = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    for name in ["words", "ticket"] {
        let fields = [&why[..], &[(name, typed)]].concat();
        refused(&format!("/portal/accounts/{account}/on-behalf"), &portal, &fields, &format!("{name}-page"));
    }
    act(addr, &mut story).expect("a session");
    let shop = post(addr, &format!("{}/end", story.base), &story.behalf, &[("note", typed)]).expect("an answer");
    assert_eq!(shop.status, 422);
    let list = get(addr, "/portal/sessions", &portal).expect("the sessions").body;
    let session = format!("/portal/sessions/{}", between(&list, "href=\"/portal/sessions/", "\"").expect("one"));
    refused(&format!("{session}/end"), &portal, &[("note", typed)], "end-note");
    assert_eq!(get(addr, &format!("{}/", story.base), &story.behalf).expect("a page").status, 200, "it goes on");
    assert_eq!(post(addr, &format!("{session}/end"), &portal, &[("note", "Done")]).expect("ended").status, 303);
    refused(&format!("{session}/note"), &portal, &[("note", typed), ("back", "")], "session-note");
    assert!(!get(addr, &session, &portal).expect("the page").body.contains("4111"), "nothing of it is kept");
    assert_eq!(post(addr, &format!("{session}/note"), &portal, &[("note", "")]).expect("nothing typed").status, 303);
    refused("/portal/security/app", &portal, &[("name", typed)], "name");
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    refused("/portal/audit/filters", &auditor, &[("q", "action:order.*"), ("name", typed)], "name");
    refused("/portal/audit/filters", &auditor, &[("q", &format!("object:\"{typed}\"")), ("name", "Mine")], "q");
    server.stop();
}
