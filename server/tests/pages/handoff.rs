//! R34: the verify page names the customer and takes credentials only in the browser of the portal session that asked,
//! with one host and with two.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::hosts::{APART, PORTAL, SHOP, handed_over, send_across, sign_in, way_across};
use crate::page::Page;
use crate::people::{contact, login, wish};

/// What the pages before a session would tell: the customer, the company, the reason, who asked.
const PRIVATE: [&str; 5] = ["Oleg", "Northmere", "Help with an order", "Ana Silva", "oleg@northmere"];

/// The page of a browser that has nothing to do with a request.
#[track_caller]
fn tells_nothing(page: &Page, what: &str) {
    assert_eq!(page.status, 410, "{what}");
    assert!(page.says("This session cannot be opened"), "{what}: {}", page.words());
    assert!(page.says("Start from the portal"), "{what}: {}", page.words());
    assert!(!page.has("input[type=password]"), "{what}");
    assert_eq!(page.set_cookies(), [], "{what}");
    for words in PRIVATE {
        assert!(!page.holds(words), "{what} tells {words}");
    }
}

/// Every page before the session, as it answers to these cookies.
async fn all(app: &TestApp, base: &str, cookies: &str) -> Vec<(String, Page)> {
    let ana = login("agent");
    let typed = [("login", ana.login), ("password", ana.password)];
    let browser = || app.browser().with_cookies(cookies);
    let mut found = Vec::new();
    for path in ["/verify", "/verify/wait", "/verify/passkey"] {
        found.push((format!("GET {path}"), browser().get(&format!("{base}{path}")).await));
    }
    for path in ["/verify", "/verify/passkey", "/verify/passkey/confirm"] {
        found.push((format!("POST {path}"), browser().post(&format!("{base}{path}"), &typed).await));
    }
    found
}

#[tokio::test]
async fn verify_page_needs_the_portal_session() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let ask = async || {
        let asked = ana.submit(&wish(&ana, &account).await).await.is(303);
        asked.location.strip_suffix("/verify").expect("a request").to_owned()
    };
    let base = ask().await;
    // Another session of the same person, somebody else's, a customer's, that cookie under the portal's name, none at all.
    let again = app.sign_in("agent").await.cookies();
    let other = app.sign_in("supervisor").await.cookies();
    let buyer = app.sign_in("buyer").await;
    let renamed = buyer.cookies().replace("__Host-shop", "__Host-portal");
    for cookies in ["", &again, &other, &buyer.cookies(), &renamed] {
        for (what, page) in all(&app, &base, cookies).await {
            tells_nothing(&page, &format!("{what} with {cookies:?}"));
        }
    }
    // What was tried did not use it up.
    let verify = async |base: &str| {
        let (path, who) = (format!("{base}/verify"), login("agent"));
        let form = ana.open(&path).await.form_to(&path);
        ana.submit(&form.set("login", who.login).set("password", who.password)).await.is(303)
    };
    verify(&base).await;
    let own = ana.clone().only(&base.replace("/as/", "__Host-as-"));
    own.open(&format!("{base}/cart")).await;

    // Waiting for the customer names them too.
    let path = "/account/support-access";
    buyer.submit(&buyer.open(path).await.form_to(path).set("consent", "ask")).await.is(303);
    let base = ask().await;
    verify(&base).await;
    let wait = format!("{base}/verify/wait");
    let waits = ana.clone().only(&base.replace("/as/", "__Host-as-")).cookies();
    assert!(ana.open(&wait).await.says("Oleg"));
    for cookies in [waits.clone(), format!("{other}; {waits}"), String::new()] {
        let browser = || app.browser().with_cookies(&cookies);
        tells_nothing(&browser().get(&wait).await, "waiting");
        let code = browser().post(&wait, &[("consent_code", "123456")]).await;
        assert!(!code.holds("Oleg"), "{}", code.status);
        let cancel = browser().post(&format!("{base}/verify/cancel"), &[("x", "y")]).await;
        assert!(cancel.status >= 400, "{}", cancel.location);
    }
    assert!(ana.open(&wait).await.says("Oleg"), "it still waits");

    // Signed out of the portal, its browser is a stranger as well.
    let base = ask().await;
    let cookies = ana.clone().only("__Host-portal").cookies();
    ana.post("/portal/sign-out", &[("x", "y")]).await.is(303);
    for (what, page) in all(&app, &base, &cookies).await {
        tells_nothing(&page, &what);
    }
    app.check_log().await;
}

#[tokio::test]
async fn two_hosts_hand_over_a_single_use_key() {
    let app = TestApp::with(&APART).await;
    let portal = sign_in(&app, "agent").await;
    let (_, account) = contact(&portal, "oleg").await;
    let ask = async || portal.submit(&wish(&portal, &account).await).await.is(200);
    let asked = ask().await;
    let (form, action) = way_across(&asked);
    let key = form.value("key").to_owned();
    assert_eq!(key.len(), 43);
    let is_in_head = asked.headers.values().any(|value| value.to_str().is_ok_and(|value| value.contains(&key)));
    assert!(!is_in_head, "the key is in the form only");
    assert!(asked.header("cache-control").contains("no-store"));
    let base = action.strip_suffix("/verify/open").expect("a request").to_owned();
    let verify = format!("{base}/verify");
    let shop = |cookies: &str| -> Browser { app.browser().at(SHOP).with_cookies(cookies) };
    // The address alone, and the portal's cookie, which does not come to this host by itself, show nothing.
    for cookies in ["", &portal.cookies()] {
        tells_nothing(&shop(cookies).get(&verify).await, "the address alone");
    }
    for wrong in ["", "x", &"A".repeat(43)] {
        tells_nothing(&send_across(&shop(""), &action, wrong, "same-site").await, "a wrong key");
    }
    let own = shop("");
    let opened = send_across(&own, &action, &key, "same-site").await.is(303);
    assert_eq!(opened.location, verify);
    let set = opened.header("set-cookie").to_ascii_lowercase();
    assert!(set.contains("secure; httponly; samesite=lax; max-age="), "{set}");
    assert!(!own.cookies().is_empty() && !own.cookies().contains(&key), "the cookie is another one than the key");
    tells_nothing(&send_across(&shop(""), &action, &key, "same-site").await, "a key that was used");
    // Only the key may come across: nothing else is taken from another origin.
    send_across(&shop(""), &verify, &key, "same-site").await.is(403);

    assert!(own.open(&verify).await.says("Oleg"));
    let (theirs, other) = handed_over(&app, &ask().await).await;
    tells_nothing(&shop(&theirs.cookies()).get(&verify).await, "the cookie of another request");
    let slug = |path: &str| path.trim_end_matches("/verify").trim_start_matches("/as/").to_owned();
    let renamed = theirs.cookies().replace(&slug(&other), &slug(&verify));
    tells_nothing(&shop(&renamed).get(&verify).await, "that cookie under this one's name");
    let ana = login("agent");
    let typed = [("login", ana.login), ("password", ana.password)];
    tells_nothing(&shop("").post(&verify, &typed).await, "credentials without the cookie");
    let before = own.cookies();
    assert_eq!(own.post(&verify, &typed).await.is(303).location, format!("{base}/?done=started"));
    tells_nothing(&shop(&before).get(&verify).await, "a request that was used");

    // The portal session is over: so is what it asked for.
    let (late, path) = handed_over(&app, &ask().await).await;
    app.browser().at(PORTAL).with_cookies(&portal.cookies()).post("/portal/sign-out", &[("x", "y")]).await.is(303);
    tells_nothing(&shop(&late.cookies()).get(&path).await, "after signing out");
    // The key is in no log.
    let written: String = app.events().await.iter().map(ToString::to_string).collect();
    assert!(written.contains("on_behalf.handed_over") && !written.contains(&key));
    app.check_log().await;
}
