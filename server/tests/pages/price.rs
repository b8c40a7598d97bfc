//! Why a price is what it is, what a little more would cost, and the filters on a phone.

use crate::app::TestApp;
use crate::page::Page;
use crate::people::Acting;

const PRODUCT: &str = "/p/hex-bolt-din-933-m8x40-zinc-plated";
const BOLT: &str = "HB-M8-40-ZN";

fn current(page: &Page) -> String {
    page.text("table.tiers tr[aria-current=\"true\"] th")
}

#[tokio::test]
async fn the_page_of_a_product_says_why() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let page = own.open(PRODUCT).await;
    assert!(page.has(&format!("main [data-sku=\"{BOLT}\"]")));
    assert!(page.has("details.why[data-list=\"contract\"]") && !page.has("details.why[open]"), "{}", page.words());
    assert!(page.text("details.why").contains("Your contract prices"), "{}", page.text("details.why"));
    assert!(page.text("details.why").contains("another list comes first"), "{}", page.text("details.why"));
    assert!(!page.text("details.why").contains("Northmere"), "names of lists are for staff");
    assert!(current(&page).starts_with('1') && !page.has(".tier-hint"), "{}", current(&page));
    let page = own.open(&format!("{PRODUCT}?quantity=75")).await;
    assert!(page.text(".tier-hint").starts_with("25 more for £"), "{}", page.text(".tier-hint"));
    assert_eq!(page.form_to(PRODUCT).value("quantity"), "75");
    assert!(page.has("details.why[open]"));
    let first = page.text(".price .money");
    let page = own.open(&format!("{PRODUCT}?quantity=100")).await;
    assert!(current(&page).starts_with("100"), "{}", current(&page));
    assert_ne!(page.text(".price .money"), first, "the price of the tier");
    let wrong = own.get(&format!("{PRODUCT}?quantity=many")).await.is(422);
    assert_eq!(wrong.form_to(PRODUCT).value("quantity"), "many");
    let visitor = app.browser().open(PRODUCT).await;
    assert!(visitor.has("details.why[data-list=\"store\"]") && !visitor.says("contract"), "{}", visitor.words());
}

#[tokio::test]
async fn an_agent_reads_the_names_of_lists() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let page = acting.open(PRODUCT).await;
    let text = page.text("details.why");
    assert!(text.contains("Contract Northmere GBP") && text.contains("Trade group GBP"), "{text}");
    assert!(text.contains(" to "), "the days of the contract: {text}");
}

#[tokio::test]
async fn the_cart_says_what_a_tier_changes() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    own.submit(&own.open(PRODUCT).await.form_to(PRODUCT).set("quantity", "100")).await.is(303);
    let page = own.open("/cart").await;
    assert!(page.has("details.why[data-list=\"contract\"]"), "{}", page.words());
    let name = "quantity-hex-bolt-din-933-m8x40-zinc-plated";
    let before: i64 = page.value(name).parse().expect("a number");
    assert!(before >= 100);
    let changed = own.submit(&page.form("form#lines").set(name, "75")).await.is(303);
    let page = own.open(&changed.location).await;
    assert!(page.says("costs £") && page.says("instead of £"), "{}", page.words());
    assert!(page.says("25 more for £"), "{}", page.words());
    let same = own.submit(&page.form("form#lines").set(name, "50")).await.is(303);
    assert!(!own.open(&same.location).await.says("instead of £"), "the tier is the same");
    own.open("/cart?done=changed&before=x.y~~.~no-such.4~%22.9").await;
}

#[tokio::test]
async fn rows_of_the_quick_order_say_why() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let form = own.open("/quick-order").await.form("form[data-quick-pad]").set("lines", &format!("{BOLT} 75"));
    let page = own.follow(own.submit(&form).await).await.is(200);
    assert!(page.has(&format!("[data-sku=\"{BOLT}\"] details.why[data-list=\"contract\"]")), "{}", page.words());
    assert!(page.says("25 more for £"), "{}", page.words());
}

#[tokio::test]
async fn staff_ask_what_a_company_pays() {
    let app = TestApp::new().await;
    let agent = app.sign_in("agent").await;
    let contacts = agent.open("/portal/contacts?q=oleg").await;
    let contact = agent.open(&contacts.link_to("/portal/contacts/")).await;
    let company = contact.link_to("/portal/organizations/");
    let page = agent.open(&format!("{company}?article=hb-m8-40-zn&quantity=500")).await;
    let text = page.text(&format!("[data-price=\"{BOLT}\"]"));
    assert!(text.contains("Contract of the company (Contract Northmere GBP)") && text.contains("£"), "{text}");
    assert_eq!(page.value("quantity"), "500");
    let wrong = agent.get(&format!("{company}?article=HB-M8-41-ZN&quantity=1")).await.is(422);
    assert!(wrong.error_of("article").contains("No product"), "{}", wrong.words());
    let wrong = agent.get(&format!("{company}?article={BOLT}&quantity=7")).await.is(422);
    assert!(wrong.error_of("quantity").contains("25"), "{}", wrong.words());
    agent.get(&format!("{company}?quantity=7")).await.is(422);
}

#[tokio::test]
async fn filters_are_folded_with_their_number() {
    let app = TestApp::new().await;
    let nobody = app.browser();
    let page = nobody.open("/c/hex-bolts").await;
    assert_eq!(page.text(".facets-fold summary"), "Filters");
    assert!(!page.has(".facets-fold[open]") && page.has("aside.facets"));
    let page = nobody.open("/c/hex-bolts?is=length.40-mm~length.50-mm&stock=1").await;
    assert_eq!(page.text(".facets-fold summary"), "Filters (3)");
}

#[tokio::test]
async fn a_list_is_narrowed_to_a_range_of_prices() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let page = own.open("/c/hex-bolts?view=table").await;
    let range = page.form(".facet[data-facet=\"price\"] form").set("from", "0.05").set("to", "0,2");
    let page = own.submit(&range).await;
    assert!(page.text(".chips").contains("Price 0.05 – 0.2 £"), "{}", page.text(".chips"));
    assert_eq!(page.text(".facets-fold summary"), "Filters (1)");
    let amount = |text: String| text.trim_start_matches('£').parse::<f64>().expect("a price");
    let prices: Vec<f64> = page.texts("table.hits .money").into_iter().map(amount).collect();
    assert!(!prices.is_empty() && prices.iter().all(|price| (0.05..=0.2).contains(price)), "{prices:?}");
    let none = own.open("/c/hex-bolts?is=price.900000..").await;
    assert!(none.has(".chips") && none.all("main [data-sku]").is_empty());
}
