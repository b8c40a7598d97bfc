//! R34: who is about to be entered is shown, and credentials are taken, only in the browser of the portal session that
//! asked; at one host and at two.

use crate::hosts::{APART, At, PORTAL, SHOP};
use crate::http::{Answer, ask_at, between, field, form, get, post};
use crate::program::Place;
use crate::story::{agent, oleg, person, sign_in};

/// What the pages before a session would tell: the customer, the company, the reason, who asked.
const TOLD: [&str; 5] = ["Oleg", "Northmere", "Help with an order", "Ana Silva", "oleg@northmere"];

const FIELDS: [(&str, &str); 3] = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];

/// The page of a browser that has nothing to do with a request.
fn tells_nothing(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 410, "{what}");
    assert!(answer.body.contains("This session cannot be opened"), "{what}");
    assert!(answer.body.contains("Start from the portal"), "{what}");
    assert!(!answer.body.contains("type=\"password\""), "{what}");
    assert!(answer.cookie.is_empty(), "{what}");
    for words in TOLD {
        assert!(!answer.body.contains(words), "{what} tells {words}");
    }
}

/// Every page before the session, as it answers to this cookie.
fn all(addr: &str, base: &str, cookie: &str) -> Vec<(String, Answer)> {
    let ana = agent();
    let typed = [("login", ana.login), ("password", ana.password)];
    let at = |path: &str| format!("{base}{path}");
    let mut found = Vec::new();
    for path in ["/verify", "/verify/wait", "/verify/passkey"] {
        found.push((format!("GET {path}"), get(addr, &at(path), cookie).expect("an answer")));
    }
    for path in ["/verify", "/verify/passkey", "/verify/passkey/confirm"] {
        found.push((format!("POST {path}"), post(addr, &at(path), cookie, &typed).expect("an answer")));
    }
    found
}

#[test]
fn without_the_cookie_of_the_portal_session_that_asked_nobody_is_named_and_nothing_is_opened() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let ana = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (_, account) = oleg(addr, &ana).expect("Oleg");
    let path = format!("/portal/accounts/{account}/on-behalf");
    let ask = || {
        let asked = post(addr, &path, &ana, &FIELDS).expect("an answer");
        asked.location.strip_suffix("/verify").expect("a request").to_owned()
    };
    let base = ask();
    // Another session of the same person, somebody else's, a customer's, that cookie under the portal's name, none at all.
    let again = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let other = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let buyer = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let renamed = buyer.replace("__Host-shop", "__Host-portal");
    for cookie in ["", &again, &other, &buyer, &renamed] {
        for (what, answer) in all(addr, &base, cookie) {
            tells_nothing(&answer, &format!("{what} with {cookie:?}"));
        }
    }
    // What was tried did not use it up.
    assert_eq!(get(addr, &format!("{base}/verify"), &ana).expect("a page").status, 200);
    let login = agent();
    let typed = [("login", login.login), ("password", login.password)];
    let verified = post(addr, &format!("{base}/verify"), &ana, &typed).expect("an answer");
    assert_eq!(verified.status, 303);
    assert_eq!(get(addr, &format!("{base}/cart"), &verified.cookie).expect("a page").status, 200);

    // Waiting for the customer names them too.
    assert_eq!(post(addr, "/account/support-access", &buyer, &[("consent", "ask")]).expect("an answer").status, 303);
    let base = ask();
    let waits = post(addr, &format!("{base}/verify"), &ana, &typed).expect("an answer").cookie;
    let wait = format!("{base}/verify/wait");
    let both = format!("{ana}; {waits}");
    assert!(get(addr, &wait, &both).expect("a page").body.contains("Oleg"));
    for cookie in [waits.clone(), format!("{other}; {waits}"), String::new()] {
        tells_nothing(&get(addr, &wait, &cookie).expect("an answer"), "waiting");
        let code = post(addr, &wait, &cookie, &[("consent_code", "123456")]).expect("an answer");
        assert!(!code.body.contains("Oleg"), "{}", code.status);
        let cancel = post(addr, &format!("{base}/verify/cancel"), &cookie, &[("x", "y")]).expect("an answer");
        assert!(cancel.status >= 400, "{}", cancel.location);
    }
    assert!(get(addr, &wait, &both).expect("a page").body.contains("Oleg"), "it still waits");

    // Signed out of the portal, its browser is a stranger as well.
    let base = ask();
    assert_eq!(post(addr, "/portal/sign-out", &ana, &[("x", "y")]).expect("an answer").status, 303);
    for (what, answer) in all(addr, &base, &ana) {
        tells_nothing(&answer, &what);
    }
    server.stop();
}

#[test]
fn at_two_hosts_a_key_that_works_once_goes_from_the_portal_to_the_new_tab() {
    let place = Place::demo();
    let server = place.start("serve", &APART);
    let at = At(&server.addr);
    let portal = at.sign_in(PORTAL, "/portal/sign-in", "agent");
    let list = at.get(PORTAL, "/portal/contacts?q=oleg", &portal).body;
    let contact = between(&list, "href=\"/portal/contacts/", "\"").expect("a contact").to_owned();
    let page = at.get(PORTAL, &format!("/portal/contacts/{contact}"), &portal);
    let account = between(&page.body, "action=\"/portal/accounts/", "/on-behalf\"").expect("an account").to_owned();
    let ask = || at.post(PORTAL, &format!("/portal/accounts/{account}/on-behalf"), &portal, &FIELDS);
    let asked = ask();
    assert_eq!(asked.status, 200);
    let key = field(&asked.body, "key");
    assert!(key.len() == 43 && !asked.head.contains(&key.to_ascii_lowercase()), "the key is in the form only");
    assert!(asked.head.contains("cache-control: no-store"));
    let action = between(&asked.body, "action=\"http://shop.localhost:3000", "\"").expect("the storefront").to_owned();
    let base = action.strip_suffix("/verify/open").expect("a request").to_owned();
    let verify = format!("{base}/verify");
    // The address alone, and the portal's cookie, which does not come to this host by itself, show nothing.
    for cookie in ["", &portal] {
        tells_nothing(&at.get(SHOP, &verify, cookie), "the address alone");
    }
    let send = |path: &str, key: &str, kind: &str| {
        let headers = format!("Sec-Fetch-Site: {kind}\r\nOrigin: null\r\n");
        ask_at(&server.addr, SHOP, "POST", path, "", &form(&[("key", key)]), &headers).expect("an answer")
    };
    for wrong in ["", "x", &"A".repeat(43)] {
        tells_nothing(&send(&action, wrong, "same-site"), "a wrong key");
    }
    let opened = send(&action, &key, "same-site");
    assert_eq!((opened.status, opened.location.as_str()), (303, verify.as_str()));
    assert!(opened.head.contains("secure; httponly; samesite=lax; max-age="), "{}", opened.head);
    assert!(!opened.cookie.contains(&key), "the cookie is another one than the key");
    tells_nothing(&send(&action, &key, "same-site"), "a key that was used");
    // Only the key may come across: nothing else is taken from another origin.
    assert_eq!(send(&verify, &key, "same-site").status, 403);

    let own = opened.cookie;
    assert!(at.get(SHOP, &verify, &own).body.contains("Oleg"));
    let (other, theirs) = at.handed_over(&ask());
    tells_nothing(&at.get(SHOP, &verify, &theirs), "the cookie of another request");
    let renamed =
        theirs.replace(other.trim_end_matches("/verify").trim_start_matches("/as/"), base.trim_start_matches("/as/"));
    tells_nothing(&at.get(SHOP, &verify, &renamed), "that cookie under this one's name");
    let ana = agent();
    let typed = [("login", ana.login), ("password", ana.password)];
    tells_nothing(&at.post(SHOP, &verify, "", &typed), "credentials without the cookie");
    let verified = at.post(SHOP, &verify, &own, &typed);
    assert_eq!((verified.status, verified.location), (303, format!("{base}/?done=started")));
    tells_nothing(&at.get(SHOP, &verify, &own), "a request that was used");

    // The portal session is over: so is what it asked for.
    let (late, cookie) = at.handed_over(&ask());
    assert_eq!(at.post(PORTAL, "/portal/sign-out", &portal, &[("x", "y")]).status, 303);
    tells_nothing(&at.get(SHOP, &late, &cookie), "after signing out");
    server.stop();
    // The key is in no log.
    let written: String = place.events().iter().map(ToString::to_string).collect();
    assert!(written.contains("on_behalf.handed_over") && !written.contains(&key));
}
