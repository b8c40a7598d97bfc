//! Forms that ask for credentials: what is left empty is marked at its field. It is no try, so it is neither counted nor
//! recorded, and the right credentials work afterwards.

use crate::app::{TestApp, now};
use crate::browser::Browser;
use crate::form::Form;
use crate::page::Page;
use crate::people::{Acting, add, contact, customer, login, product, wish};
use domain::factor::totp;
use domain::time::Micros;
use std::collections::BTreeSet;

/// More than the throttle lets pass.
const TRIES: usize = 6;

/// The requests that were refused for an empty field.
#[derive(Default)]
struct Refused(BTreeSet<String>);

impl Refused {
    /// Sends the form again and again; each answer must be 422 and mark exactly these fields.
    async fn take(&mut self, browser: &Browser, form: &Form, marked: &[&str]) -> Page {
        let mut last = None;
        for _ in 0..TRIES {
            let page = browser.submit(form).await.is(422);
            self.0.insert(page.request_id().to_owned());
            let at = format!("{} {}", form.action, form.body());
            for name in marked {
                assert_eq!(page.error_of(name), "Required.", "{at}: at {name}");
            }
            let needed = page.errors().into_iter().filter(|(_, text)| text == "Required.");
            assert_eq!(needed.count(), marked.len(), "{at}: {:?}", page.errors());
            assert!(!page.says("do not match"), "{at}: nothing was compared");
            last = Some(page);
        }
        last.expect("a page")
    }

    /// Ends with the look into the log: none of these requests is in it as a failure.
    async fn are_not_in_the_log(self, app: &TestApp) {
        let kinds =
            ["auth.login.failed", "auth.reauth.failed", "rate.limited", "password.reset_asked", "on_behalf.denied"];
        let is_failure = |event: &serde_json::Value| {
            let of = |pointer: &str| event.pointer(pointer).and_then(|v| v.as_str()).unwrap_or_default();
            self.0.contains(of("/request/id")) && kinds.contains(&of("/type"))
        };
        let failures: Vec<_> = app.events().await.into_iter().filter(is_failure).collect();
        assert_eq!(failures, Vec::<serde_json::Value>::new());
        assert!(self.0.len() > TRIES);
        app.check_log().await;
    }
}

/// The form of a page that is posted to its own address, after a look whether the browser asks for these fields.
async fn asks(browser: &Browser, path: &str, required: &[&str]) -> Form {
    let page = browser.open(path).await;
    for name in required {
        assert!(page.is_required(name), "{path}: {name}");
    }
    page.form_to(path)
}

#[tokio::test]
async fn empty_credentials_are_no_try() {
    let app = TestApp::new().await;
    let (ana, buyer) = (login("agent"), customer("oleg"));
    let mut seen = Refused::default();
    let nobody = app.browser();
    for (path, who) in [("/sign-in", &buyer), ("/portal/sign-in", &ana)] {
        let form = asks(&nobody, path, &["login", "password"]).await;
        seen.take(&nobody, &form, &["login", "password"]).await;
        seen.take(&nobody, &form.clone().set("login", "  ").set("password", "x"), &["login"]).await;
        let kept = seen.take(&nobody, &form.set("login", who.login), &["password"]).await;
        assert_eq!(kept.value("login"), who.login, "{path}: what was typed stays");
        // The right password is not slowed down.
        app.browser().sign_in(who).await;
    }
    for path in ["/forgot-password", "/portal/forgot-password"] {
        let form = asks(&nobody, path, &["login"]).await;
        seen.take(&nobody, &form, &["login"]).await;
    }
    // On behalf: verifying, more time, releasing an order.
    let portal = app.sign_in("agent").await;
    let (_, account) = contact(&portal, "oleg").await;
    let form = wish(&portal, &account).await;
    let verify = portal.submit(&form).await.is(303).location;
    let proof = asks(&portal, &verify, &["login", "password"]).await;
    // The login stands there already.
    assert_eq!(proof.value("login"), ana.login);
    seen.take(&portal, &proof, &["password"]).await;
    portal.submit(&proof.set("login", ana.login).set("password", ana.password)).await.is(303);
    let acting = Acting::in_browser(portal, "oleg").await;
    let more = asks(&acting.browser, &acting.at("/more-time"), &["login", "password"]).await;
    seen.take(&acting.browser, &more, &["login", "password"]).await;
    let slug = product(&acting.browser, &acting.base).await;
    add(&acting.browser, &acting.base, &slug).await;
    let form = acting.open("/checkout").await.form("form#checkout").set("po_number", "PO-9");
    // Somebody's password without their login.
    acting.browser.submit(&form.forge("release_password", "x")).await.is(422);
    // The customer's own password.
    let own = app.sign_in("buyer").await;
    let form = asks(&own, "/account/password", &["current", "new"]).await;
    seen.take(&own, &form, &["current", "new"]).await;
    let staff = app.sign_in("supervisor").await;
    let form = staff.open("/portal/security/password").await.form_to("/portal/security/password");
    seen.take(&staff, &form, &["password", "new"]).await;
    seen.are_not_in_the_log(&app).await;
}

#[tokio::test]
async fn an_empty_code_is_no_try() {
    let app = TestApp::new().await;
    let mut seen = Refused::default();
    let who = login("junior");
    let portal = app.sign_in("junior").await;
    let path = "/portal/security/app";
    let form = portal.open("/portal/security").await.form_to(path);
    portal.submit(&form.set("name", "Phone")).await.is(303);
    let shown = portal.open(path).await;
    assert!(shown.is_required("code"));
    let secret = totp::from_text(&shown.text(".qr-key code")).expect("a secret");
    let code = |steps: i64| totp::code(&secret, now().plus(Micros::seconds(30 * steps))).expect("a code");
    let confirm = shown.form_to("/portal/security/app/confirm");
    seen.take(&portal, &confirm, &["code"]).await;
    portal.submit(&confirm.set("code", &code(-1))).await.is(303);
    // The second step of signing in.
    let half = app.browser();
    let form = half.open("/portal/sign-in").await.form_to("/portal/sign-in");
    half.submit(&form.set("login", who.login).set("password", who.password)).await.is(303);
    let step = asks(&half, "/portal/sign-in/code", &["code"]).await;
    seen.take(&half, &step.clone().set("code", " "), &["code"]).await;
    // Removing the factor, and acting on behalf with a password alone.
    let factor = portal.open("/portal/security").await.link_to("/portal/security/factors/");
    let remove = portal.open(&factor).await.form_to(&format!("{factor}/remove"));
    seen.take(&portal, &remove, &["password", "code"]).await;
    seen.take(&portal, &remove.set("password", who.password), &["code"]).await;
    let (_, account) = contact(&portal, "oleg").await;
    let path = format!("/portal/accounts/{account}/on-behalf");
    let wish = portal.open(&path).await.form_to(&path).set("preset", "Help with an order");
    let verify = portal.submit(&wish.set("mode", "view").set("minutes", "30")).await.is(303).location;
    let proof = asks(&portal, &verify, &["code"]).await.set("login", who.login).set("password", who.password);
    seen.take(&portal, &proof, &["code"]).await;
    let right = step.set("code", &code(0));
    let before = half.cookies();
    let signed = half.submit(&right).await.is(303);
    // A double click: whichever of the two the browser waits for, it is signed in.
    let again = half.clone().with_cookies(&before).submit(&right).await.is(303);
    assert_eq!((&again.location, again.set_cookies()), (&signed.location, signed.set_cookies()));
    let later = half.submit(&right).await.is(303);
    assert_eq!(later.location, "/portal");
    seen.are_not_in_the_log(&app).await;
}

#[tokio::test]
async fn what_staff_write_holds_no_card_number() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let typed = "Card 4111 1111 1111 1111";
    let refused = async |browser: &Browser, form: &Form, field: &str| {
        let page = browser.submit(form).await.is(422);
        let text = page.error_of(field);
        assert!(text.contains("number of a payment card"), "{}: at {field}: {text}", form.action);
        assert!(page.holds(typed), "{}: what was typed stays", form.action);
    };
    let (_, account) = contact(&portal, "oleg").await;
    let why = wish(&portal, &account).await;
    refused(&portal, &why.clone().set("words", typed), "words-page").await;
    refused(&portal, &why.clone().set("ticket", typed), "ticket-page").await;
    let acting = Acting::asked(portal, &why).await;
    let portal = &acting.browser;
    acting.post("/end", &[("note", typed)]).await.is(422);
    let session = portal.open("/portal/sessions").await.link_to("/portal/sessions/");
    let end = portal.open(&session).await.form_to(&format!("{session}/end"));
    refused(portal, &end.clone().set("note", typed), "end-note").await;
    acting.open("/").await;
    portal.submit(&end.set("note", "Done")).await.is(303);
    let note = portal.open(&session).await.form_to(&format!("{session}/note"));
    refused(portal, &note.clone().set("note", typed), "session-note").await;
    assert!(!portal.open(&session).await.holds("4111"), "nothing of it is kept");
    portal.submit(&note.set("note", "")).await.is(303);
    let form = portal.open("/portal/security").await.form_to("/portal/security/app");
    refused(portal, &form.set("name", typed), "name").await;
    let auditor = app.sign_in("auditor").await;
    let form = auditor.open("/portal/audit?q=action:order.*").await.form_to("/portal/audit/filters");
    refused(&auditor, &form.clone().set("name", typed), "name").await;
    refused(&auditor, &form.forge("q", &format!("object:\"{typed}\"")).set("name", "Mine"), "q").await;
    app.check_log().await;
}
