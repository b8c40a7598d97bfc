//! Sessions on behalf: their open pages, their end, and where people are signed in.

use crate::app::TestApp;
use crate::people::{Acting, add, login, product};
use std::time::Duration;

const LIVE: &str = "/portal/sessions/";

#[tokio::test]
async fn open_page_learns_that_its_session_ended() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    assert_eq!(acting.get("/alive").await.is(204).body, "");
    app.browser().get("/alive").await.is(404);
    let supervisor = app.sign_in("supervisor").await;
    let session = supervisor.open("/portal/sessions").await.link_to(LIVE);
    let form = supervisor.open(&session).await.form_to(&format!("{session}/end"));
    supervisor.submit(&form).await.is(303);
    let over = acting.get("/alive").await.is(410);
    assert_eq!(over.body, "410 Gone. What was here has ended.\n", "a page is not rendered for it");
    assert!(acting.get("/").await.is(410).says("A supervisor ended it."));
    app.check_log().await;
}

#[tokio::test]
async fn sessions_name_browsers_and_codes_are_confirmed() {
    let app = TestApp::new().await;
    let junior = app.sign_in("junior").await;
    // Without a factor there are no codes to ask about.
    assert_eq!(junior.get("/portal/security/codes/new").await.is(303).location, "/portal/security");
    let admin = app.sign_in("admin").await;
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    app.browser().named(firefox).sign_in(&login("agent")).await;
    let ana = admin.open("/portal/staff?q=ana").await.attr("tbody a[href^=\"/portal/staff/\"]", "href");
    let page = admin.open(&ana).await;
    let open = page.texts("section[aria-labelledby=h-open] .item b");
    assert!(open.iter().any(|name| name == "Firefox on Linux"), "the browser by name: {open:?}");
}

#[tokio::test]
async fn ending_asks_once_about_an_unordered_cart() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let slug = product(&acting.browser, &acting.base).await;
    add(&acting.browser, &acting.base, &slug).await;
    let asked = acting.post("/end", &[("page", "/orders")]).await.is(200);
    assert!(asked.says("no order was placed since"));
    assert!(asked.has(&format!(".form-foot a[href=\"{}\"]", acting.at("/orders"))), "the way back");
    acting.open("/cart").await;
    let sure = asked.form(&format!(".gate-card form[action=\"{}\"]", acting.at("/end")));
    assert_eq!(sure.value("sure"), "1");
    let ended = acting.browser.submit(&sure).await.is(303);
    assert!(acting.browser.follow(ended).await.is(200).says("Session ended"));
    acting.get("/cart").await.is(410);
    // From its own page in the portal, by its own agent, and never by another one.
    let acting = Acting::in_browser(acting.browser, "oleg").await;
    let session = acting.browser.open("/portal/sessions").await.link_to(LIVE);
    let shown = acting.browser.open(&session).await;
    assert!(shown.has(&format!("a[href=\"{}/\"]", acting.base)) && shown.says("End your session?"));
    let end = format!("{session}/end");
    let refused = app.sign_in("junior").await.post(&end, &[("x", "y")]).await;
    assert!([403, 404].contains(&refused.status), "{}", refused.status);
    acting.browser.submit(&shown.form_to(&end)).await.is(303);
    acting.get("/cart").await.is(410);
    let ended = app.events().await.into_iter().rfind(|e| e["type"] == "on_behalf.ended").expect("an event");
    assert!(ended.to_string().contains("\"stop\""), "{ended}");
    app.check_log().await;
}

#[tokio::test]
async fn texts_use_the_configured_numbers() {
    let app = TestApp::with(&[("behalf-idle", "2s"), ("handoff", "20s")]).await;
    let acting = Acting::new(&app).await;
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let over = acting.get("/cart").await.is(410);
    assert!(over.says("A session ends after 2 seconds without use."), "what holds here: {}", over.words());
    assert!(!over.holds("15 minutes"), "what holds elsewhere");
}
