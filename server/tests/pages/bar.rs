//! Every storefront address under `/as/{slug}` says first in its body who acts for whom, whatever its answer is (R44).

use crate::app::TestApp;
use crate::made::made;
use crate::page::Page;
use crate::people::{Acting, number_of, order, product};
use sqlx::Connection;

/// Addresses that stand at the root only, or are no pages.
const OTHERS: [&str; 9] =
    ["/portal", "/api", "/pkg", "/healthz", "/readyz", "/account/live", "/alive", "/cart/version", "/media"];

/// The first thing in the body is the bar.
#[track_caller]
fn check(what: &str, page: &Page) {
    let first = page.one("body").first().unwrap_or_else(|| panic!("{what}: {} begins with a text", page.status));
    let is_bar = first.name() == "section" && first.attr("aria-label") == Some("Acting on behalf");
    assert!(is_bar, "{what}: {} without the bar first in the body", page.status);
    for who in ["Ana Silva", "Oleg Koval", "End session"] {
        assert!(first.words().contains(who), "{what}: the bar does not say {who}");
    }
}

#[tokio::test]
async fn bar_is_first_on_every_page_on_behalf() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let slug = product(&acting.browser, &acting.base).await;
    let number = number_of(&order(&acting.browser, &acting.base, &[("po_number", "PO-7")]).await);
    let mut seen = std::collections::BTreeSet::new();
    let routes = made();
    let storefront = routes
        .iter()
        .filter_map(|route| route.strip_prefix("GET "))
        .filter(|path| !OTHERS.iter().any(|other| path.starts_with(other)));
    for route in storefront {
        for (category, product, number, id) in
            [("fasteners", slug.as_str(), number.as_str(), "x"), ("no-such", "no-such", "NO-SUCH", "no-such")]
        {
            let path = route
                .replace("{category}", category)
                .replace("{product}", product)
                .replace("{number}", number)
                .replace("{id}", id);
            let page = acting.get(&path).await;
            // What leads elsewhere shows nothing.
            if page.status != 303 {
                check(&path, &page);
                seen.insert(page.status);
            }
        }
    }
    for status in [200, 404] {
        assert!(seen.contains(&status), "no {status} among {seen:?}");
    }
    check("403", &acting.post("/account/password", &[("current", "x"), ("new", "y")]).await.is(403));
    check("a page of the portal", &acting.get("/portal/contacts").await.is(404));
    take_products_away(&app).await;
    let page = acting.get(&format!("/p/{slug}")).await;
    assert!(page.status >= 500, "{}", page.status);
    check("500", &page);
}

/// From now on the pages of products fail.
async fn take_products_away(app: &TestApp) {
    let mut db = sqlx::SqliteConnection::connect(&app.url()).await.expect("the database");
    sqlx::query("alter table product rename to product_gone").execute(&mut db).await.expect("renamed");
    db.close().await.expect("closed");
}
