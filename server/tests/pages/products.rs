//! Products are found: the search page, the lists of categories, and what is said when nothing fits.

use crate::app::TestApp;
use crate::page::Page;

fn skus(page: &Page) -> Vec<String> {
    page.all("main [data-sku]").into_iter().filter_map(|hit| hit.attr("data-sku")).map(str::to_owned).collect()
}

#[tokio::test]
async fn exact_number_leads_to_its_product() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    for typed in ["HB-M8-40-ZN", "hb%20m8%2040%20zn", "HBM840ZN"] {
        let page = nobody.get(&format!("/search?q={typed}")).await.is(303);
        assert_eq!(page.location, "/p/hex-bolt-din-933-m8x40-zinc-plated", "{typed}");
    }
    let page = nobody.open("/search?q=HB-M8-4").await;
    assert!(skus(&page).iter().all(|sku| sku.starts_with("HB-M8-4")), "{:?}", skus(&page));
    let page = nobody.open("/search?q=HB-M8-41-ZN").await;
    assert!(skus(&page).is_empty() && page.says("Similar numbers"), "a wrong number is no match: {}", page.words());
    assert!(page.link("HB-M8-40-ZN").ends_with("/search?q=HB%2DM8%2D40%2DZN"));
}

#[tokio::test]
async fn hits_stand_in_their_order_as_cards_and_as_a_table() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let cards = own.open("/search?q=m8*40%20bolts").await;
    assert!(skus(&cards)[0].starts_with("HB-M8-40-"), "{:?}", skus(&cards));
    let table = own.open(&cards.link("Table")).await;
    assert_eq!(skus(&table), skus(&cards));
    assert!(table.has("table.hits tbody tr[data-sku] form.add"), "{}", table.words());
    let sorted = own.open("/search?q=m8%20bolts&view=table&sort=price").await;
    assert!(sorted.has("table.hits"), "the look stays when the order changes");
    assert_eq!(sorted.value("view"), "table", "and goes along with the form");
}

#[tokio::test]
async fn an_error_is_put_right_and_said() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    let page = nobody.open("/search?q=hex%20blot").await;
    assert!(page.says("Nothing has “hex blot”") && !skus(&page).is_empty(), "{}", page.words());
    let meant = nobody.open(&page.link("Products with “hex bolt” are shown.")).await;
    assert_eq!(skus(&meant), skus(&page));
    let page = nobody.open("/search?q=hex%20bolt%20unobtainium").await;
    assert!(page.says("have a part of it") && !skus(&page).is_empty());
    assert!(nobody.open("/search?q=qqqqqqqq").await.says("Nothing matches this search"));
}

#[tokio::test]
async fn a_list_is_narrowed_by_links_and_ranges() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    let page = nobody.open("/c/hex-bolts").await;
    let choice = page
        .one(".facet[data-facet=\"length\"] a[href*=\"length%2E40%2Dmm\"]")
        .attr("href")
        .expect("a link")
        .to_owned();
    let narrowed = nobody.open(&choice).await;
    let all = skus(&narrowed);
    assert!(!all.is_empty() && all.iter().all(|sku| sku.contains("-40-")), "{all:?}");
    assert!(narrowed.text(".chips").contains("Length 40 mm"), "{}", narrowed.text(".chips"));
    assert!(narrowed.has(".facet[data-facet=\"length\"] a[aria-current=\"true\"]"));
    assert!(narrowed.has(".facet[data-facet=\"length\"] a[href*=\"length%2E50%2Dmm\"]"), "another value can be chosen");
    let range = page.form(".facet[data-facet=\"length\"] form").set("from", "36").set("to", "55");
    let page = nobody.submit(&range).await;
    let all = skus(&page);
    assert!(!all.is_empty() && all.iter().all(|sku| sku.contains("-40-") || sku.contains("-50-")), "{all:?}");
    assert!(page.text(".chips").contains("36 – 55 mm"), "{}", page.text(".chips"));
    let again = nobody.open(&page.link("Table")).await;
    assert_eq!(skus(&again), all, "the range stands in every address");
    let none = nobody.open("/c/hex-bolts?is=length.4711-mm").await;
    assert!(skus(&none).is_empty() && none.has(".chips"), "what nobody has matches nothing, and can be taken away");
    nobody.open("/c/hex-bolts?is=~~x..%22&range=%22&from=x&to=-").await;
    let stock = nobody.open("/search?q=hex%20bolt&stock=1").await;
    assert!(!stock.says("Back"), "{}", stock.words());
}

#[tokio::test]
async fn ticked_products_are_compared() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    let list = nobody.open("/c/hex-bolts?is=length.40-mm&view=table").await;
    let ticked: Vec<String> = list
        .all("input[form=\"compare\"]")
        .into_iter()
        .filter_map(|field| field.attr("name"))
        .take(2)
        .map(|name| format!("{name}=1"))
        .collect();
    let page = nobody.open(&format!("/compare?{}", ticked.join("&"))).await;
    assert_eq!(skus(&page), skus(&list)[..2]);
    assert!(page.says("Length") && page.says("40 mm"), "{}", page.words());
    let page = nobody.open(&page.link("Differences only")).await;
    assert!(!page.says("40 mm long") && !page.texts("tbody th").contains(&"Length".to_owned()), "{}", page.words());
    assert!(nobody.open("/compare?p-no-such=1").await.says("There is nothing to compare"));
}

#[tokio::test]
async fn a_family_is_one_row_that_opens_into_its_sizes() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    let page = nobody.open("/search?q=hex%20bolt&view=families").await;
    let row = "[data-family=\"hex-bolt-din-933\"]";
    assert!(page.has(row) && skus(&page).is_empty(), "{}", page.words());
    let open = nobody.open(&page.attr(&format!("{row} a"), "href")).await;
    let sizes = skus(&open);
    assert!(sizes.len() > 20 && sizes.iter().all(|sku| sku.starts_with("HB-")), "{sizes:?}");
    assert_eq!(open.attr(&format!("{row} a"), "aria-expanded"), "true");
    let closed = nobody.open(&open.attr(&format!("{row} a"), "href")).await;
    assert!(skus(&closed).is_empty());
}

#[tokio::test]
async fn suggestions_stand_in_the_order_of_the_search() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    for (browser, step) in [(&own, "25"), (&app.browser(), "")] {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let answer = browser.send("POST", "/api/catalog/suggest", "query=HB-M8-40-Z", &headers).await.is(200);
        let found: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!((found[0]["sku"].as_str(), found[0]["step"].as_str()), (Some("HB-M8-40-ZN"), Some(step)));
    }
}
