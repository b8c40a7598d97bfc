//! What somebody typed is text wherever it is shown, in the shop and in the portal (R73, R74): every field that people can
//! write holds markup, and every page that can be reached from a menu is read.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::{Acting, add, contact, order, product, wish};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Ends an attribute, a script and a text, and begins an element.
const MARKUP: &str = "\"'></script></textarea><x9 onload=1><!--";
/// How many pages of one kind are read.
const ALIKE: usize = 4;

/// The address without what tells pages of one kind apart.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts = path.split('/').map(|part| if part.bytes().any(|b| b.is_ascii_digit()) { "#" } else { part });
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    format!("{}?{}", parts.collect::<Vec<_>>().join("/"), names.collect::<Vec<_>>().join("&"))
}

/// All pages that links lead to from `start`; gives on how many of them the text was.
async fn read(browser: &Browser, start: &str) -> usize {
    let (mut next, mut known) = (VecDeque::from([start.to_owned()]), BTreeSet::from([start.to_owned()]));
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut shown = 0;
    while let Some(path) = next.pop_front() {
        let count = alike.entry(kind(&path)).or_default();
        *count += 1;
        if *count > ALIKE {
            continue;
        }
        let page = browser.get(&path).await;
        // No browser shows a download as a page.
        let disposition = page.headers.get("content-disposition").and_then(|value| value.to_str().ok());
        if disposition.is_some_and(|value| value.starts_with("attachment")) {
            continue;
        }
        shown += usize::from(is_text(&page));
        let addresses = page.all("[href]").into_iter().filter_map(|e| e.attr("href")).map(str::to_owned);
        for link in addresses.collect::<Vec<_>>() {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            let is_ours = link.starts_with('/') && !link.starts_with("/pkg/") && !link.starts_with("//");
            if is_ours && known.insert(link.clone()) {
                next.push_back(link);
            }
        }
    }
    shown
}

/// Whether the text is on a page, which must not take it for markup: neither the parser may find the element that was
/// typed, nor may it stand there as it was typed, where another parser could find it.
fn is_text(page: &Page) -> bool {
    assert!(page.status < 500, "{}: {}", page.asked, page.status);
    assert!(!page.has("x9"), "{} takes what was typed for markup", page.asked);
    let at = page.body.find("<x9");
    let around = at.map(|at| page.body.get(at.saturating_sub(200)..at + 60));
    assert!(at.is_none(), "{} takes what was typed for markup: {around:?}", page.asked);
    page.holds("x9 onload")
}

#[tokio::test]
async fn what_people_write_is_text_on_every_page() {
    let app = TestApp::new().await;
    let portal = app.sign_in("agent").await;
    let (_, account) = contact(&portal, "oleg").await;
    let why = wish(&portal, &account).await.set("preset", "other").set("words", MARKUP).set("ticket", MARKUP);
    let acting = Acting::asked(portal, &why).await;
    order(&acting.browser, &acting.base, &[("note", MARKUP), ("po_number", MARKUP)]).await.is(303);
    let slug = product(&acting.browser, &acting.base).await;
    add(&acting.browser, &acting.base, &slug).await;
    let cart = acting.open("/cart").await.form("form#lines");
    acting.browser.submit(&cart.set(&format!("note-{slug}"), MARKUP)).await.is(303);
    let seen_acting = read(&acting.browser, &acting.at("/")).await;
    acting.post("/end", &[("note", MARKUP), ("sure", "1")]).await.is(303);
    let portal = acting.browser;
    let (admin, auditor) = (app.sign_in("admin").await, app.sign_in("auditor").await);
    let invite = admin.open("/portal/staff/invite").await.form_to("/portal/staff/invite");
    let invite = invite.set("name", MARKUP).set("email", "x9@kilnworth.example").set("role", "agent");
    admin.submit(&invite).await.is(303);
    auditor.post("/portal/audit/filters", &[("q", "text:\"x9\""), ("name", "<x9 onload=1>")]).await;
    for list in ["/portal/contacts", "/portal/orders"] {
        portal.post(list, &[("view", "q=x9"), ("name", MARKUP)]).await.is(303);
    }
    let nobody = app.browser();
    for path in ["/sign-in", "/portal/sign-in"] {
        is_text(&nobody.post(path, &[("login", MARKUP), ("password", MARKUP), ("next", MARKUP)]).await);
    }
    let typed = "q=%3C%2Fscript%3E%3Cx9%20onload%3D1%3E";
    for (path, browser) in [
        ("/search", &nobody),
        ("/portal/contacts", &portal),
        ("/portal/orders", &portal),
        ("/portal/sessions", &portal),
        ("/portal/staff", &admin),
        ("/portal/audit", &auditor),
    ] {
        let page = browser.get(&format!("{path}?{typed}")).await;
        assert!(is_text(&page), "{path} does not say what was searched for");
    }
    let counts = [
        ("acting", seen_acting),
        ("buyer", read(&app.sign_in("buyer").await, "/account").await),
        ("supervisor", read(&app.sign_in("supervisor").await, "/portal/sessions").await),
        ("admin", read(&admin, "/portal/staff").await),
        ("auditor", read(&auditor, "/portal/audit").await),
    ];
    for (who, count) in counts {
        assert!(count > 0, "{who} saw nothing of what was typed: {counts:?}");
    }
    app.check_log().await;
}
