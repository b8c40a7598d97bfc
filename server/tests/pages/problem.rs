//! What a customer just saw: a page that failed shows a reference, and support reads the facts by it.

use crate::app::TestApp;
use crate::browser::FORM;
use crate::page::Page;
use crate::people::{Acting, add, contact, product};

/// Where the reference of a page stands.
const REFERENCE: &str = "main [role=\"note\"] b.sku";
const CARD: &str = "4111 1111 1111 1111";

/// The address of the facts about a page that failed.
#[track_caller]
fn facts(page: &Page) -> String {
    let reference = page.text(REFERENCE);
    assert!(reference.len() == 10 && reference.starts_with("E-"), "{reference}");
    format!("/portal/problems/{reference}")
}

#[tokio::test]
async fn support_sees_what_the_customer_saw() {
    let app = TestApp::new().await;
    let (ana, buyer, sales) = (app.sign_in("agent").await, app.sign_in("buyer").await, app.sign_in("sales").await);
    let buyer = buyer.named("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    let slug = product(&buyer, "").await;
    add(&buyer, "", &slug).await;
    assert!(!buyer.open("/cart").await.has(REFERENCE));
    let (quantity, note) = (format!("quantity-{slug}"), format!("note-{slug}"));
    let typed =
        [(quantity.as_str(), "seven<x9>"), (note.as_str(), CARD), ("password", "quiet lanterns"), ("code", "271828")];
    let failed = buyer.post("/cart", &typed).await.is(422);
    let (at, reason) = (facts(&failed), failed.error_of(&quantity));
    assert!(failed.says("If you call us about this page"));

    let page = ana.open(&at).await;
    for text in ["POST /cart", "422", &reason, &quantity, "seven<x9>", "Firefox on Linux", env!("CARGO_PKG_VERSION")] {
        assert!(page.says(text), "{text}: {}", page.words());
    }
    assert!(!page.has("x9"), "what was typed is text");
    assert!(page.says(failed.request_id()) && page.says("Oleg Koval"));
    for secret in ["4111", "quiet lanterns", "271828"] {
        assert!(!page.holds(secret), "{secret}");
    }
    let start = page.link("Login on behalf");
    assert!(start.contains("&to=%2Fcart&back="), "{start}");
    let (oleg, account) = contact(&ana, "oleg").await;
    let listed = ana.open(&format!("/portal/contacts/{oleg}")).await;
    assert_eq!(listed.link_to("/portal/problems/"), at);

    // A reference may be typed as it was heard; it is nobody's who may not see the customer.
    let heard = at.replace("E-", "e").to_lowercase();
    ana.open(&heard).await;
    let hidden = sales.get(&at).await.is(404);
    ana.get("/portal/problems/E-222-2222").await.is(404);
    ana.get("/portal/problems/x").await.is(404);
    assert_eq!(app.browser().get(&at).await.status, 303, "a visitor signs in first");

    // With the code of the customer who asks for help, the page that asks for a session shows them.
    let path = format!("/portal/accounts/{account}/on-behalf");
    assert!(!ana.open(&path).await.has("#h-problems"));
    buyer.post("/account/support-code", &[]).await.is(200);
    assert_eq!(ana.open(&path).await.link_to("/portal/problems/"), at);

    app.count_refusals().await;
    let events = app.events().await;
    let of = |request: &str| {
        let found = events.iter().find(|event| event["request"]["id"].as_str() == Some(request));
        found.unwrap_or_else(|| panic!("no event of {request}"))
    };
    let viewed = of(page.request_id());
    assert_eq!(
        (viewed["type"].as_str(), viewed["target"][0]["kind"].as_str()),
        (Some("problem.viewed"), Some("problem"))
    );
    let refused = of(hidden.request_id());
    assert_eq!(
        (refused["type"].as_str(), refused["target"][0]["kind"].as_str()),
        (Some("authz.denied"), Some("problem"))
    );
    app.check_log().await;
}

#[tokio::test]
async fn only_failed_pages_of_accounts_have_a_reference() {
    let app = TestApp::new().await;
    let (ana, buyer) = (app.sign_in("agent").await, app.sign_in("buyer").await);
    let missing = buyer.get("/p/no-such-product?q=1").await.is(404);
    assert!(ana.open(&facts(&missing)).await.says("GET /p/no-such-product?q=1"));
    let forbidden = buyer.get("/orders/ZZZ-9999").await.is(404);
    assert!(forbidden.has(REFERENCE));
    assert!(!app.browser().get("/p/no-such-product").await.is(404).has(REFERENCE), "a visitor has no account");
    assert!(!ana.get("/portal/orders/ZZZ-9999").await.is(404).has(REFERENCE), "staff have none either");
    for path in ["/pic/none", "/api/none"] {
        assert!(!buyer.get(path).await.holds("E-"), "{path} is no page");
    }

    // What was posted is seen again where it was posted from, if that is a page of ours.
    let slug = product(&buyer, "").await;
    let path = format!("/p/{slug}");
    for (from, to) in [
        ("http://localhost:3000/search?q=M8&token=abc", "to=%2Fsearch%3Fq%3DM8&".to_owned()),
        ("http://elsewhere.example/search?q=M8", format!("to=%2Fp%2F{}&", slug.replace('-', "%2D"))),
    ] {
        let headers = [("content-type", FORM), ("origin", "http://localhost:3000"), ("referer", from)];
        let failed = buyer.send("POST", &path, "quantity=none", &headers).await.is(422);
        let start = ana.open(&facts(&failed)).await.link("Login on behalf");
        assert!(start.contains(&to), "{from}: {start}");
    }

    // After a minute's worth of them pages fail as before, without a reference.
    let mut references = 0;
    for _ in 0..100 {
        references += usize::from(buyer.get("/p/no-such-product").await.is(404).has(REFERENCE));
    }
    assert!(references < 70, "{references}");
    app.check_log().await;
}

#[tokio::test]
async fn an_agent_who_acts_reads_the_reference_too() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let failed = acting.get("/p/no-such-product").await.is(404);
    let reference = failed.link_to("/portal/problems/");
    let page = acting.browser.open(&reference).await;
    assert!(page.says("In a session on behalf") && page.has("a[href^=\"/portal/sessions/\"]"));
    assert!(page.says("GET /p/no-such-product"), "without the address of the session: {}", page.words());
    app.check_log().await;
}
