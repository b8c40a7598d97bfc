//! The pages of the storefront, and those that lead into it: what they say in which language, where two clicks lead, and
//! which error belongs to which field.

use crate::app::TestApp;
use crate::people::{add, contact, login, product, wish};

#[tokio::test]
async fn second_click_on_verify_leads_on() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let verify = ana.submit(&wish(&ana, &account).await).await.is(303).location;
    let who = login("agent");
    let form = ana.open(&verify).await.form_to(&verify).set("login", who.login).set("password", who.password);
    let before = ana.cookies();
    let first = ana.submit(&form).await.is(303);
    let second = ana.submit(&form).await.is(303);
    assert_eq!(second.location, first.location);
    assert_eq!(second.set_cookies(), [], "nothing is opened again");
    // A wrong password of that browser opens nothing either, and the page of before stays used.
    ana.submit(&form.clone().set("password", "not it, sorry")).await.is(303);
    ana.get(&verify).await.is(410);
    // Without the cookie of the session the request is used, whatever is typed.
    app.browser().with_cookies(&before).submit(&form).await.is(410);
    let begun: Vec<_> = app.events().await.into_iter().filter(|event| event["type"] == "on_behalf.started").collect();
    let of = |id: &str| begun.iter().filter(|event| event["request"]["id"] == id).count();
    assert_eq!((of(first.request_id()), of(second.request_id())), (1, 0));
    app.check_log().await;
}

#[tokio::test]
async fn second_click_leads_to_the_waiting_page() {
    let app = TestApp::new().await;
    let buyer = app.sign_in("buyer").await;
    let path = "/account/support-access";
    buyer.submit(&buyer.open(path).await.form_to(path).set("consent", "ask")).await.is(303);
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let verify = ana.submit(&wish(&ana, &account).await).await.is(303).location;
    let who = login("agent");
    let form = ana.open(&verify).await.form_to(&verify).set("login", who.login).set("password", who.password);
    let first = ana.submit(&form).await.is(303);
    assert!(first.location.ends_with("/verify/wait"), "{}", first.location);
    assert_eq!(ana.submit(&form).await.is(303).location, first.location);
    app.check_log().await;
}

#[tokio::test]
async fn the_sign_in_pages_offer_another_language() {
    let app = TestApp::new().await;
    for path in ["/sign-in", "/portal/sign-in"] {
        let nobody = app.browser();
        let page = nobody.open(path).await;
        assert_eq!(page.attr("html", "lang"), "en", "{path}");
        let chosen = nobody.submit(&page.form_to("/language").press("language", "de")).await.is(303);
        assert_eq!(chosen.location, path);
        let page = nobody.open(path).await;
        assert_eq!(page.attr("html", "lang"), "de", "{path}");
        assert!(!page.has("button[value=de]") && page.has("button[value=en]"), "{path}");
    }
}

#[tokio::test]
async fn countries_are_named_in_the_language_of_the_page() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let product = product(&own, "").await;
    add(&own, "", &product).await;
    let german = app.browser().with_cookies(&format!("{}; lang=de", own.cookies()));
    for path in ["/account", "/checkout"] {
        assert!(own.open(path).await.says("United Kingdom"), "{path}");
        let page = german.open(path).await;
        assert!(page.says("Vereinigtes Königreich") && !page.says("United Kingdom"), "{path}");
    }
    // An order keeps the address as it was written then.
    let order = own.open("/orders").await.link_to("/orders/");
    assert!(own.open(&order).await.says("United Kingdom"));
    assert!(german.open(&order).await.says("Vereinigtes Königreich"));
}

#[tokio::test]
async fn note_error_is_described_by_its_field() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let product = product(&own, "").await;
    add(&own, "", &product).await;
    let note = format!("note-{product}");
    let form = own.open("/cart").await.form("form#lines").set(&note, "4111 1111 1111 1111");
    let refused = own.submit(&form).await.is(422);
    assert!(refused.error_of(&note).contains("number of a payment card"));
    assert_eq!(refused.form("form#lines").value(&note).trim(), "4111 1111 1111 1111", "what was typed is kept");
    assert_eq!(refused.attr(&format!("label[for=\"{note}\"]"), "class"), "visually-hidden");
}

#[tokio::test]
async fn lists_of_a_company_keep_what_they_are_asked_for() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    for (path, field, value) in
        [("/account/company", "role", "buyer"), ("/orders", "status", "delivered"), ("/approvals", "state", "approved")]
    {
        let page = own.get(path).await;
        if page.status == 403 {
            continue;
        }
        let form = page.form(&format!("form[action=\"{path}\"][method=get]"));
        let found = own.submit(&form.set("q", "a").set(field, value)).await.is(200);
        let form = found.form(&format!("form[action=\"{path}\"][method=get]"));
        assert_eq!((form.value("q"), form.value(field)), ("a", value), "{path}");
        let ids: Vec<_> = found.all("[id]").into_iter().filter_map(|element| element.attr("id")).collect();
        let once: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{path}: an id comes twice");
    }
    let sorted = own.open("/orders?sort=largest&status=delivered").await;
    let heads = sorted.all("th[aria-sort]");
    assert_eq!(heads.iter().map(|head| head.attr("aria-sort")).collect::<Vec<_>>(), [Some("descending")]);
    assert!(sorted.link("Total").contains("sort=smallest") && sorted.link("Total").contains("status=delivered"));
}
