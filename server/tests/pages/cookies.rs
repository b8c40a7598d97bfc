//! A browser that keeps no cookies gets an explanation after signing in, and not the sign-in page again.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::{contact, login, wish};

const TITLE: &str = "Your browser did not keep the session cookie";

/// What a browser that drops every cookie comes to after a form.
async fn followed(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Page {
    let forgetful = || app.browser();
    let mut page = forgetful().post(path, fields).await;
    for _ in 0..5 {
        if page.status != 303 {
            break;
        }
        page = forgetful().get(&page.location).await;
    }
    page
}

fn signed_in(browser: &Browser) -> bool {
    browser.cookies().contains("__Host-shop=") || browser.cookies().contains("__Host-portal=")
}

#[tokio::test]
async fn lost_sign_in_cookie_is_explained() {
    let app = TestApp::with(&[("tls", "self-signed")]).await;
    for (path, next, who) in [
        ("/sign-in", "", login("buyer")),
        ("/sign-in", "/orders?q=1", login("buyer")),
        ("/portal/sign-in", "", login("agent")),
        ("/portal/sign-in", "/portal/orders?q=1", login("agent")),
    ] {
        let fields = [("login", who.login), ("password", who.password), ("next", next)];
        let lost = followed(&app, path, &fields).await.is(401);
        assert_eq!(lost.text("h1"), TITLE, "{path}");
        assert!(lost.has(&format!("a[href^=\"https://localhost:3000{path}?next=\"]")), "{path}");
        assert!(lost.says("allow them for this site") && !lost.has("script"), "{path}");

        // A browser that keeps it is led to the wanted page, and the mark is gone from the address.
        let keeps = app.browser();
        let signed = keeps.post(path, &fields).await.is(303);
        assert!(signed_in(&keeps), "{path}");
        let wanted = match (next, path) {
            ("", "/sign-in") => "/",
            ("", _) => "/portal",
            (next, _) => next,
        };
        assert_eq!(keeps.get(&signed.location).await.is(303).location, wanted, "{path}");
        // A browser that keeps cookies, which is seen by any of them, is led there at once.
        let known = app.browser().with_cookies("__Host-theme=dark").post(path, &fields).await;
        assert_eq!(known.location, wanted, "{path}");
    }
    let own = app.browser().post("/portal/sign-in/passkey", &[("next", "/portal")]).await;
    assert!(app.browser().get(&own.location).await.says(TITLE), "the next step has a cookie too");
}

#[tokio::test]
async fn lost_behalf_cookie_is_explained() {
    let app = TestApp::with(&[("tls", "off")]).await;
    let portal = app.sign_in("agent").await;
    let before = portal.cookies();
    let (_, account) = contact(&portal, "oleg").await;
    let verify = portal.submit(&wish(&portal, &account).await).await.is(303).location;
    let (form, ana) = (portal.open(&verify).await.form_to(&verify), login("agent"));
    let verified = portal.submit(&form.set("login", ana.login).set("password", ana.password)).await.is(303);
    let lost = app.browser().with_cookies(&before).get(&verified.location).await.is(410);
    assert!(lost.says("your browser did not keep the session cookie"), "{}", lost.words());
    assert!(lost.says("--tls self-signed"), "what to do on this machine: {}", lost.words());
    assert!(!lost.holds("Oleg") && !lost.holds("https://localhost"), "{}", lost.words());
}

#[tokio::test]
async fn the_mark_of_an_expected_cookie_leads_nowhere_else() {
    let app = TestApp::with(&[("tls", "self-signed")]).await;
    let own = app.sign_in("buyer").await;
    for path in
        ["//evil.example?cookie=expected", "/%5Cevil.example?cookie=expected", "/%09/evil.example?cookie=expected"]
    {
        assert_eq!(own.get(path).await.is(404).location, "", "{path}");
    }
    assert_eq!(own.get("/orders?cookie=expected").await.is(303).location, "/orders");
    let never = app.browser().get("/orders?cookie=expected").await;
    assert!(never.has("a[href*=\"next=%2Forders\"]"), "{}", never.body);
}
