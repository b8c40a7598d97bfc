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

/// The lists of the portal that have more than one page in the demo, and who reads them.
const LONG: [(&str, &str); 3] = [
    ("supervisor", "/portal/contacts?sort=company"),
    ("supervisor", "/portal/orders?sort=largest"),
    ("auditor", "/portal/audit?q=action:*"),
];
/// Those that have one.
const SHORT: [(&str, &str); 2] = [("supervisor", "/portal/sessions?state=ended"), ("admin", "/portal/staff?q=")];

#[tokio::test]
async fn every_list_offers_its_page_size() {
    let app = TestApp::new().await;
    for (role, path) in LONG {
        let browser = app.sign_in(role).await;
        let page = browser.open(path).await;
        let rows = "main tbody tr";
        assert_eq!(page.all(rows).len(), 25, "{path}: rows where nothing else is asked for");
        assert_eq!(page.texts(".pages-sizes a"), ["25", "50", "100"], "{path}");
        assert_eq!(page.texts(".pages-sizes a[aria-current=\"true\"]"), ["25"], "{path}");
        let middle = page.link("50");
        assert!(middle.starts_with(path.split('?').next().unwrap_or_default()), "{path}: {middle}");
        let page = browser.open(&middle).await;
        assert!(page.all(rows).len() > 25, "{path}: more rows on a page");
        assert_eq!(page.texts(".pages-sizes a[aria-current=\"true\"]"), ["50"], "{path}");
        for link in page.all(".pages-links a, thead a.sort") {
            let href = link.attr("href").unwrap_or_default();
            assert!(href.contains("size=50"), "{path}: {href} keeps the size");
        }
        let none = browser.open(&format!("{path}&size=1000000")).await;
        assert_eq!(none.all(rows).len(), 25, "{path}: no other size is taken");
    }
    for (role, path) in SHORT {
        let browser = app.sign_in(role).await;
        assert!(!browser.open(path).await.has(".pages-sizes"), "{path}: there is nothing to choose");
        let page = browser.open(&format!("{path}&size=50")).await;
        assert_eq!(page.texts(".pages-sizes a[aria-current=\"true\"]"), ["50"], "{path}");
        assert!(!browser.open(&page.link("25")).await.has(".pages-sizes"), "{path}: back to the usual size");
    }
    app.check_log().await;
}

#[tokio::test]
async fn a_filter_keeps_the_size_of_a_page_and_its_order() {
    let app = TestApp::new().await;
    let portal = app.sign_in("supervisor").await;
    for (path, kept) in [
        ("/portal/contacts?size=50&sort=company&dir=desc", &[("size", "50"), ("sort", "company"), ("dir", "desc")][..]),
        ("/portal/orders?size=100&sort=smallest", &[("size", "100"), ("sort", "smallest")]),
        ("/portal/sessions?size=50&sort=oldest", &[("size", "50"), ("sort", "oldest")]),
        ("/portal/staff?size=50&sort=role&dir=desc", &[("size", "50"), ("sort", "role"), ("dir", "desc")]),
    ] {
        let form = portal.open(path).await.form("form[role=\"search\"]");
        for (name, value) in kept {
            assert_eq!(form.value(name), *value, "{path}");
        }
    }
}

#[tokio::test]
async fn rows_have_two_lines_on_a_phone() {
    let app = TestApp::new().await;
    for (role, path) in LONG.into_iter().chain(SHORT) {
        let page = app.sign_in(role).await.open(path).await;
        let rows = page.all("main tbody tr");
        assert!(!rows.is_empty(), "{path}");
        let of_row = |selector: &str| page.all(&format!("main tbody tr {selector}")).len();
        assert_eq!(of_row("th[scope=\"row\"]"), rows.len(), "{path}: one cell names each row");
        assert!(of_row("td[data-line=\"1\"]") >= rows.len(), "{path}: its state stands beside the name");
        let cells = of_row("td") - of_row("td.table-actions");
        assert_eq!(cells, of_row("td[data-label]"), "{path}: every cell knows its head");
    }
}

#[tokio::test]
async fn staff_are_sorted_by_role_and_last_sign_in() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let page = admin.open("/portal/staff").await;
    assert_eq!(page.attr("th[aria-sort]", "aria-sort"), "ascending");
    let by_role = admin.open(&page.link("Role")).await;
    let roles = by_role.texts("main tbody td[data-label=\"Role\"]");
    let mut seen: Vec<&String> = roles.iter().collect();
    seen.dedup();
    assert_eq!(seen.len(), seen.iter().collect::<std::collections::BTreeSet<_>>().len(), "one role after the other");
    let turned = admin.open(&by_role.link("Role")).await;
    assert_eq!(turned.attr("th[aria-sort]", "aria-sort"), "descending");
    let last = turned.texts("main tbody td[data-label=\"Role\"]").pop();
    assert_eq!(last.as_ref(), roles.first(), "the other way round");
    // Who signed in just now comes first.
    let newest = admin.open("/portal/staff?sort=last_sign_in&dir=desc").await;
    assert!(newest.text("main tbody tr").contains(login("admin").login), "{}", newest.words());
}

#[tokio::test]
async fn company_filter_finds_by_name() {
    let app = TestApp::new().await;
    let portal = app.sign_in("supervisor").await;
    let one = portal.open("/portal/contacts?company=northmere+ltd&size=50").await;
    assert_eq!(one.texts(".chips .chip bdi"), ["Northmere Ltd"]);
    assert_eq!(one.value("company"), "Northmere Ltd");
    let all = portal.open(&one.attr(".chips a.chip", "href")).await;
    assert!(!all.has(".chips a") && all.value("company").is_empty(), "the filter can be taken away");
    assert_eq!(all.texts(".pages-sizes a[aria-current=\"true\"]"), ["50"]);
    let unclear = portal.open("/portal/contacts?company=zzzz").await;
    assert!(unclear.error_of("#company").contains("No company"), "{}", unclear.words());
    assert_eq!(unclear.value("company"), "zzzz");
}
