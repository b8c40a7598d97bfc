//! Downloads: the ways to them, their headers, and that the quick order takes them again.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::{Acting, customer};
use serde_json::Value;

const PAD: &str = "/quick-order";

/// Follows the ways to both files of a page, and checks what their headers say.
async fn files(browser: &Browser, page: &Page, begins: &str) -> Vec<(String, Page)> {
    let links = page.all(&format!("a[href^=\"{begins}\"]")).into_iter().filter_map(|link| link.attr("href"));
    let links: Vec<String> = links.map(str::to_owned).collect();
    assert_eq!(links.len(), 2, "{begins}: {links:?}");
    let mut files = Vec::new();
    for (link, ending) in links.iter().zip(["xlsx", "csv"]) {
        let file = browser.get(link).await.is(200);
        assert_eq!(file.header("cache-control"), "no-store");
        let name = file.header("content-disposition").to_owned();
        assert!(name.starts_with("attachment; filename=\"") && name.ends_with(&format!(".{ending}\"")), "{name}");
        files.push((format!("x.{ending}"), file));
    }
    files
}

fn states(page: &Page) -> Vec<(String, String)> {
    let attr = |row: &crate::tree::Element<'_>, name| row.attr(name).unwrap_or_default().to_owned();
    page.all("[data-row]").iter().map(|row| (attr(row, "data-state"), attr(row, "data-quantity"))).collect()
}

fn both_people(events: &[Value], kind: &str, format: &str) -> bool {
    events.iter().any(|event| {
        event["type"] == kind
            && event["actor"]["kind"] == "staff"
            && event["on_behalf_of"]["kind"] == "contact"
            && event.to_string().contains(format)
    })
}

#[tokio::test]
async fn cart_and_order_come_back_as_they_went() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let own = &acting.browser;
    let cart = acting.open("/cart").await;
    let lines = cart.all("li.line").len();
    assert!(lines > 0, "the cart of the demo has lines");
    for (name, file) in files(own, &cart, &acting.at("/cart/export")).await {
        let page = own.follow(own.upload(&acting.at(PAD), &[], &name, &file.bytes).await).await.is(200);
        let states = states(&page);
        assert_eq!(states.len(), lines, "{name}");
        assert!(states.iter().all(|(state, quantity)| state != "unknown" && quantity != "0"), "{name}: {states:?}");
    }
    let orders = acting.open("/orders").await;
    let order = acting.browser.open(&orders.link_to(&acting.at("/orders/"))).await;
    let begins = format!("{}/export", order.asked.trim_start_matches("GET "));
    for (name, file) in files(own, &order, &begins).await {
        let page = own.follow(own.upload(&acting.at(PAD), &[], &name, &file.bytes).await).await.is(200);
        assert!(
            states(&page).iter().all(|(state, _)| state != "unknown" && state != "choose"),
            "{name}: {:?}",
            states(&page)
        );
    }
    let events = app.events().await;
    for kind in ["cart.exported", "order.exported"] {
        assert!(both_people(&events, kind, "xlsx") && both_people(&events, kind, "csv"), "{kind}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn a_search_with_its_filters_is_one_file() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let page = own.open("/search?q=bolt&stock=1&sort=sku").await;
    for (name, file) in files(&own, &page, "/search/export?").await {
        if name.ends_with("csv") {
            let rows = file.body.lines().count();
            assert!(file.body.starts_with("\u{feff}Article number,Own item number,Name,Quantity,"), "{}", file.body);
            let shown = page.all("main [data-sku]").len();
            assert!(rows > shown, "all rows, and not the page: {rows} of {shown}");
        }
        let read = own.follow(own.upload(PAD, &[], &name, &file.bytes).await).await.is(200);
        assert!(states(&read).iter().all(|(state, _)| state == "refused"), "without quantities nothing goes");
    }
    let category = own.open("/c/fasteners").await;
    files(&own, &category, "/c/fasteners/export").await;
    own.get("/c/no-such/export?format=csv").await.is(404);
    own.get("/search/export?format=pdf").await.is(422);
    let nobody = app.browser();
    assert!(!nobody.open("/search?q=bolt").await.has("a[href^=\"/search/export\"]"));
    assert!(nobody.get("/search/export?q=bolt&format=csv").await.is(303).location.starts_with("/sign-in"));
    let events = app.events().await;
    let exported: Vec<&Value> = events.iter().filter(|event| event["type"] == "catalogue.exported").collect();
    assert_eq!(exported.len(), 4);
    assert!(exported.iter().all(|event| event["details"]["rows"].as_i64() > Some(0)), "{exported:?}");
    app.check_log().await;
}

#[tokio::test]
async fn orders_of_others_are_no_file() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let path = own.open("/orders").await.link_to("/orders/");
    let others = app.browser();
    others.sign_in(&customer("olga")).await;
    others.get(&format!("{path}/export?format=csv")).await.is(404);
}

#[tokio::test]
async fn a_reader_of_german_gets_german_columns() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    own.post("/language", &[("language", "de"), ("back", "/")]).await.is(303);
    let file = own.get("/cart/export?format=csv").await.is(200);
    assert!(file.body.starts_with("\u{feff}Artikelnummer;Eigene Artikelnummer;Bezeichnung;Menge;"), "{}", file.body);
    let page = own.follow(own.upload(PAD, &[], "x.csv", &file.bytes).await).await.is(200);
    assert!(states(&page).iter().all(|(state, quantity)| state != "unknown" && quantity != "0"), "{:?}", states(&page));
}
