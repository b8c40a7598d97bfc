//! The search for people, and the search for everything.

use crate::app::TestApp;

#[tokio::test]
async fn hits_stand_in_order_with_their_reasons() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    for (typed, first, why) in [
        ("kowal", "Oleg Koval", "1 letter differs from Koval"),
        ("%2B442079460123", "Oleg Koval", "Phone +44 20 7946 0123"),
        ("C-10001", "Northmere Ltd", "Company number C10001"),
        ("Gosia", "Małgorzata", "is a form of this name"),
    ] {
        let page = ana.open(&format!("/portal/contacts?q={typed}")).await;
        let rows = page.texts("[data-contact]");
        assert!(rows.first().is_some_and(|row| row.contains(first) && row.contains(why)), "{typed}: {rows:?}");
        assert!(rows[0].contains('@'), "the e-mail is a text: {}", rows[0]);
        assert!(page.has("[data-contact] a[data-start]"), "{typed}: acting on behalf begins in the row");
    }
    let marked = ana.open("/portal/contacts?q=oleg").await.texts("[data-contact] mark");
    assert!(marked.iter().any(|text| text == "Oleg"), "{marked:?}");
}

#[tokio::test]
async fn contacts_that_were_opened_come_back() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    assert!(!ana.open("/portal/contacts?view=recent").await.has("[data-contact]"), "none was opened yet");
    for typed in ["aoife", "oleg"] {
        let link = ana.open(&format!("/portal/contacts?q={typed}")).await.link_to("/portal/contacts/");
        ana.open(&link).await;
    }
    let rows = ana.open("/portal/contacts?view=recent").await.texts("[data-contact]");
    assert!(rows.len() == 2 && rows[0].contains("Koval") && rows[1].contains("Brannigan"), "{rows:?}");
}

#[tokio::test]
async fn one_page_searches_everything() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let page = ana.open("/portal/find?q=northmere").await;
    let headings = page.texts("main h2");
    assert_eq!(headings, ["Contacts", "Companies", "Orders"]);
    assert!(page.has("main a[href^=\"/portal/organizations/\"]") && page.has("main a[href^=\"/portal/orders/\"]"));
    let starts = ana.open("/portal/find?q=aoife+%3E+login").await;
    assert!(starts.has("main a[href^=\"/portal/behalf/new\"]") && !starts.has("main a[href^=\"/portal/orders/\"]"));
    let nothing = ana.open("/portal/find?q=zzzzqqqq").await;
    assert!(nothing.texts("main").concat().contains("Nothing matches."));
    let sales = app.sign_in("sales").await;
    let found = sales.open("/portal/find?q=oleg+koval").await.texts("main li").concat();
    assert!(!found.contains("Koval"), "out of scope does not exist: {found}");
}
