//! Saved views of lists, and the switch for keys.

use crate::app::TestApp;

#[tokio::test]
async fn a_list_that_was_narrowed_is_kept_by_name() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    assert!(!ana.open("/portal/contacts").await.has("details.fold"), "there is nothing to save or to remove");
    for (list, narrowed, chosen) in [
        (
            "/portal/contacts",
            "?q=ko+val&status=active&sort=company&dir=desc&page=2",
            "?q=ko%20val&status=active&sort=company&dir=desc",
        ),
        ("/portal/orders", "?status=placed&sort=largest", "?status=placed&sort=largest"),
    ] {
        let page = ana.open(&format!("{list}{narrowed}")).await;
        let form = page.form_to(list);
        let empty = ana.submit(&form.clone().set("name", " ")).await.is(422);
        assert!(empty.has("details.fold[open] #view-name[aria-invalid]"), "{list}: the fold is open");
        assert!(empty.error_of("view-name").contains("Required"), "{}", empty.error_of("view-name"));
        let long = ana.submit(&form.clone().forge("name", &"x".repeat(61))).await.is(422);
        assert_eq!(long.value("name").len(), 61, "what was typed is still there");
        let saved = ana.submit(&form.clone().set("name", "My <b> view")).await.is(303);
        assert_eq!(saved.location, format!("{list}{chosen}&done=view-saved"), "without the number of the page");
        let shown = ana.open(&saved.location).await;
        assert!(shown.says("The view was saved."));
        assert_eq!(shown.text("nav[aria-label^=\"Saved\"] a[aria-current]"), "My <b> view");
        assert_eq!(shown.attr("nav[aria-label^=\"Saved\"] a", "href"), format!("{list}{chosen}"));
        let again = ana.submit(&form.set("name", "my <b> VIEW")).await.is(422);
        assert!(again.error_of("view-name").contains("already in use"), "{}", again.error_of("view-name"));
        // Another person has no such view, and cannot take it away.
        let kim = app.sign_in("supervisor").await;
        assert!(!kim.open(list).await.has("nav[aria-label^=\"Saved\"]"));
        let remove = ana.open(list).await.form("form[action$=\"/remove\"]");
        assert_eq!(kim.post(&remove.action, &[("x", "y")]).await.status, 404);
        let removed = ana.submit(&remove).await.is(303);
        assert_eq!(removed.location, format!("{list}?done=view-removed"));
        assert!(!ana.open(&removed.location).await.has("nav[aria-label^=\"Saved\"]"));
        assert_eq!(ana.post(&remove.action, &[("x", "y")]).await.status, 404);
    }
}

#[tokio::test]
async fn a_view_keeps_only_what_the_list_knows() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let saved =
        ana.post("/portal/contacts", &[("view", "evil=1&page=7&q=oleg&done=x"), ("name", "Oleg")]).await.is(303);
    assert_eq!(saved.location, "/portal/contacts?q=oleg&done=view-saved");
    for nothing in ["", "page=3", "status=nonsense"] {
        let page = ana.post("/portal/contacts", &[("view", nothing), ("name", "All")]).await.is(422);
        assert!(page.has("[data-contact]"), "the list is shown");
    }
    let auditor = app.sign_in("auditor").await;
    auditor.post("/portal/contacts", &[("view", "q=oleg"), ("name", "Oleg")]).await.is(403);
}

#[tokio::test]
async fn letters_as_keys_can_be_switched_off() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    assert!(ana.open("/portal/contacts").await.has("#palette[data-letters]"));
    let form = ana.open("/portal/security").await.form_to("/portal/security/keys");
    ana.submit(&form.press("keys", "off")).await.is(303);
    assert!(!ana.open("/portal/contacts").await.has("#palette[data-letters]"), "the island reads it there");
    let form = ana.open("/portal/security").await.form_to("/portal/security/keys");
    ana.submit(&form.press("keys", "on")).await.is(303);
    assert!(ana.open("/portal/contacts").await.has("#palette[data-letters]"));
    ana.post("/portal/security/keys", &[("keys", "perhaps")]).await.is(422);
}

#[tokio::test]
async fn suggestions_say_which_parts_were_found() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let here = [("Sec-Fetch-Site", "same-origin"), ("Content-Type", crate::browser::FORM)];
    let found =
        ana.send("POST", "/portal/api/contact/search", "query=oleg+kov&organization=&status=", &here).await.is(200);
    assert!(found.body.contains("\"latin_name\":[\"\",\"Oleg\",\" \",\"Kov\",\"al\"]"), "{}", found.body);
}
