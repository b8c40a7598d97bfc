//! The own item numbers of a company: one by one, and as a file that is looked at before it is taken.

use crate::app::TestApp;
use crate::page::Page;
use crate::people::Acting;

const PATH: &str = "/account/item-numbers";

fn states(page: &Page) -> Vec<String> {
    page.all("[data-state]").iter().filter_map(|row| row.attr("data-state")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_number_is_added_changed_removed_and_put_back() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let form = own.open(PATH).await.form_to(PATH);
    let wrong = own.submit(&form.clone().set("number", "").set("article", "no such")).await.is(422);
    assert!(!wrong.error_of("number").is_empty() && !wrong.error_of("article").is_empty());
    assert_eq!(wrong.value("article"), "no such", "what was typed stays");
    let added = own.follow(own.submit(&form.set("number", "T-50").set("article", "TL-M-50")).await).await.is(200);
    assert!(added.says("The number was added.") && added.says("T-50"), "{}", added.words());
    let used = own.submit(&added.form_to(PATH).set("number", "t 50").set("article", "BB-6204-2RS")).await.is(422);
    assert!(used.error_of("number").contains("TL-M-50"), "the conflict is named");

    let found = own.open(&format!("{PATH}?q=t50")).await;
    assert_eq!(found.all("tbody tr").len(), 1);
    let edit = found.all("td a[href*=\"edit=\"]")[0].attr("href").expect("a way").split('#').next().expect("a page").to_owned();
    let form = own.open(&edit).await.form_to(PATH);
    assert_eq!((form.value("number"), form.value("article")), ("T-50", "TL-M-50"));
    own.submit(&form.set("article", "BB-6204-2RS")).await.is(303);
    let search = own.get("/search?q=T-50").await.is(303);
    assert!(own.open(&search.location).await.says("BB-6204-2RS"), "the search knows it: {}", search.location);

    let found = own.open(&format!("{PATH}?q=t50")).await;
    let remove = found.form("form[action$=\"/remove\"]");
    let removed = own.follow(own.submit(&remove).await).await.is(200);
    assert!(removed.says("The number was removed."));
    let back = own.follow(own.submit(&removed.form("form[action$=\"/restore\"]")).await).await.is(200);
    assert!(back.says("The number is back."));
    let nothing = own.open(&format!("{PATH}?q=zzzz")).await;
    assert!(nothing.says("No number matches"));
    app.check_log().await;
}

#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let own = &acting.browser;
    let path = acting.at(PATH);
    assert!(acting.open(PATH).await.has("form[enctype=\"multipart/form-data\"] input#file"));
    let file = "SKU,Own number\nTL-M-50,M-1\nBB-6204-2RS,M-2\nnothing,M-3\nHB-M8-40-ZN,\n";
    let preview = own.upload(&format!("{path}/upload"), &[], "mine.csv", file.as_bytes()).await.is(200);
    assert_eq!(states(&preview), ["refused", "refused", "new", "new"], "what is wrong comes first");
    assert!(preview.says("2 new, 0 changed, 0 unchanged, 2 not possible."), "{}", preview.words());
    assert!(acting.open(&format!("{PATH}?q=M-1")).await.says("No number matches"), "nothing before the yes");
    let form = preview.form(&format!("form[action=\"{path}/apply\"]"));
    let failed = own.submit(&form.clone().press("format", "csv")).await.is(200);
    assert!(failed.holds("M-3") && !failed.holds("M-1") && failed.header("content-disposition").contains("rows-to-mend.csv"));
    let written = own.follow(own.submit(&form).await).await.is(200);
    assert!(written.says("2 numbers added, 0 changed."), "{}", written.words());
    let again = own.upload(&format!("{path}/upload"), &[], "failed.csv", failed.body.as_bytes()).await.is(200);
    assert_eq!(states(&again), ["refused", "refused"], "the file with reasons is read again");

    let all = own.get(&format!("{path}/export?format=xlsx")).await.is(200);
    let same = own.upload(&format!("{path}/upload"), &[], "all.xlsx", &all.bytes).await.is(200);
    assert!(states(&same).iter().all(|state| state == "unchanged"), "{:?}", states(&same));
    let sample = own.get(&format!("{path}/sample?format=csv")).await.is(200);
    let read = own.upload(&format!("{path}/upload"), &[], "sample.csv", &sample.bytes).await.is(200);
    assert_eq!(states(&read), ["new", "new"], "the sample is read as it is");
    let picture = own.upload(&format!("{path}/upload"), &[], "x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").await.is(422);
    assert!(picture.says("no spreadsheet"), "{}", picture.words());
    own.upload(&format!("{path}/upload"), &[], "", b"").await.is(422);
    let events = app.events().await;
    for kind in ["own_item.read", "own_item.uploaded", "own_item.exported", "own_item.refused"] {
        let event = events.iter().find(|e| e["type"] == kind).unwrap_or_else(|| panic!("no {kind}"));
        assert!(event["actor"]["kind"] == "staff" && event["on_behalf_of"]["kind"] == "contact", "{kind}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn own_numbers_stand_in_cart_and_order() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let form = own.open(PATH).await.form_to(PATH);
    own.submit(&form.set("number", "T-50").set("article", "TL-M-50")).await.is(303);
    let pad = own.open("/quick-order").await.form("form[data-quick-pad]");
    let page = own.follow(own.submit(&pad.set("lines", "T-50 1")).await).await.is(200);
    let address = page.attr("form.quick-form", "action");
    own.submit(&page.form(&format!("form[action=\"{address}/add\"]"))).await.is(303);
    assert!(own.open("/cart").await.says("Own number: T-50"));
    let form = own.open("/checkout").await.form("form#checkout").set("po_number", "PO-77");
    let placed = own.submit(&form).await.is(303);
    let order = own.open(&placed.location).await;
    assert!(order.says("Own number: T-50"), "{}", order.words());
}
