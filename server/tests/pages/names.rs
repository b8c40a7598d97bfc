//! Who did what for whom, whose consent to support counts, and the answers of server functions.

use crate::app::TestApp;
use crate::browser::FORM;
use crate::people::{Acting, contact, number_of, order};

#[tokio::test]
async fn both_consents_and_the_effective_one_are_shown() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let (contact, account) = contact(&portal, "oleg").await;
    let page = format!("/portal/contacts/{contact}");
    assert!(!portal.open(&page).await.says("The stricter one counts:"));
    let own = app.sign_in("buyer").await;
    let path = "/account/support-access";
    let form = own.open(path).await.form_to(path);
    own.submit(&form.set("consent", "never")).await.is(303);
    let text = "The customer's setting: never. The company's setting: allowed. The stricter one counts: never.";
    for path in [page, format!("/portal/accounts/{account}/on-behalf")] {
        assert!(portal.open(&path).await.says(text), "{path}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn an_order_names_the_same_people_on_every_page() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let number = number_of(&order(&acting.browser, &acting.base, &[("po_number", "PO-7")]).await);
    let own = app.sign_in("buyer").await;
    for path in ["/orders".to_owned(), format!("/orders/{number}"), "/account".to_owned()] {
        let page = own.open(&path).await;
        assert!(page.says("Ana Silva (Support) for you"), "{path}: {}", page.words());
        let short = page.texts("*").into_iter().find(|text| text.starts_with("Support for you"));
        assert_eq!(short, None, "{path}");
    }
    let list = acting.browser.open("/portal/orders?q=PO-7").await;
    let row = list.texts("tbody tr").into_iter().find(|row| row.contains(&number)).expect("the order");
    assert!(row.contains("Ana Silva (Support) for Oleg Koval"), "{row}");
    assert!(row.contains("PO-7") && !row.contains("PO PO-7"), "{row}");
    app.check_log().await;
}

#[tokio::test]
async fn server_function_error_has_code_and_text() {
    let app = TestApp::new().await;
    let (portal, auditor, nobody) = (app.sign_in("agent").await, app.sign_in("auditor").await, app.browser());
    let search = "/portal/api/contact/search";
    let typed = "query=oleg&organization=&status=";
    for (browser, path, body, status, code) in [
        (&nobody, search, typed, 401, "signed_out"),
        (&auditor, search, typed, 403, "forbidden"),
        (&portal, search, "nonsense=1", 400, "unreadable"),
        (&portal, "/api/catalog/suggest", "", 400, "unreadable"),
    ] {
        let headers = [("content-type", FORM), ("sec-fetch-site", "same-origin")];
        let answer = browser.send("POST", path, body, &headers).await.is(status);
        let error: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(error["code"], code, "{}", answer.body);
        let text = error["text"].as_str().expect("a sentence");
        assert!(text.ends_with('.') && text.contains(' ') && !text.contains("Transport"), "{text}");
    }
}
