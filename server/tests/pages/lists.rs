//! Lists: where they end, what is said when there is nothing to show, and days that no calendar has.

use crate::app::TestApp;
use crate::people::login;

#[tokio::test]
async fn page_past_the_end_links_to_the_last_page() {
    let app = TestApp::new().await;
    let (portal, admin) = (app.sign_in("supervisor").await, app.sign_in("admin").await);
    let own = app.sign_in("buyer").await;
    for (path, browser) in [
        ("/portal/contacts?q=", &portal),
        ("/portal/contacts?q=oleg", &portal),
        ("/portal/orders?q=", &portal),
        ("/portal/sessions?state=ended", &portal),
        ("/portal/staff?q=", &admin),
        ("/orders?q=", &own),
        ("/search?q=M8", &own),
        ("/c/fasteners?sort=name", &own),
        ("/account/company?q=", &own),
        ("/account/support-access?x=", &own),
    ] {
        let page = browser.open(&format!("{path}&page=4711")).await;
        assert!(page.says("There is no page 4,711"), "{path}");
        let last = page.link("Go to the last page");
        let page = browser.open(&last).await;
        assert!(!page.says("There is no page"), "{path}: {last}");
        assert!(!page.says(" 0 contacts") && !page.says(" 0 orders"), "{path}: {last}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn empty_assignment_is_explained() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let sales = login("sales");
    let list = admin.open(&format!("/portal/staff?q={}", sales.login.replace('@', "%40"))).await;
    let page = list.attr("tbody a[href^=\"/portal/staff/\"]", "href");
    let form = admin.open(&page).await.form_to(&format!("{page}/scope"));
    let companies: Vec<String> = form
        .names()
        .into_iter()
        .filter(|n| n.starts_with("company-") && !form.value(n).is_empty())
        .map(str::to_owned)
        .collect();
    assert!(!companies.is_empty(), "some were assigned before");
    let form = companies.iter().fold(form, |form, company| form.clear(company));
    admin.submit(&form).await.is(303);
    let portal = app.sign_in("sales").await;
    for path in ["/portal/contacts", "/portal/contacts?page=3", "/portal/orders"] {
        let page = portal.open(path).await;
        assert!(page.says("No company is assigned to you"), "{path}");
        assert!(!page.says("as soon as a company has some"), "{path}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn a_day_that_no_calendar_has_is_refused_with_a_word() {
    let app = TestApp::new().await;
    let auditor = app.sign_in("auditor").await;
    for (path, field, typed) in [
        ("/portal/audit?q=after:2026-02-31", "q", "after:2026-02-31"),
        ("/portal/audit?after=2026-02-31", "q", "2026-02-31"),
        ("/portal/audit?q=before:2025-02-29T10:00", "q", "before:2025-02-29T10:00"),
        ("/portal/sessions?from=2026-02-31", "from", "2026-02-31"),
        ("/portal/sessions?to=2026-04-31", "to", "2026-04-31"),
    ] {
        let page = auditor.get(path).await.is(422);
        assert!(page.says("There is no such day"), "{path}");
        let mut kept = page.all(&format!("[name=\"{field}\"]")).into_iter().filter_map(|field| field.attr("value"));
        assert!(kept.any(|value| value.contains(typed)), "{path}: what was typed is kept");
    }
    auditor.open("/portal/audit?q=after:2024-02-29").await;
}
