//! Pages of lists, of lines saved for later, of an order again and of what was bought before: all without script.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::people::{Acting, add, customer, number_of, order, product};

async fn made(browser: &Browser, base: &str, name: &str) -> String {
    let form = browser.open(&format!("{base}/lists")).await.form_to(&format!("{base}/lists"));
    let answer = browser.submit(&form.set("name", name)).await.is(303);
    answer.location.split('?').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_list_is_made_filled_and_put_into_the_cart() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    assert!(own.open("/lists").await.says("There is no list yet"));
    let form = own.open("/lists").await.form_to("/lists");
    let wrong = own.submit(&form.set("name", " ").set("note", "kept")).await.is(422);
    assert!(!wrong.error_of("name").is_empty());
    assert_eq!(wrong.form_to("/lists").value("note").trim(), "kept", "what was typed stays");
    let list = made(&own, "", "Weekly <b>").await;
    let page = own.open(&list).await;
    assert!(page.says("Weekly <b>") && page.says("The list has no lines"));
    let wrong = own.submit(&page.form_to(&format!("{list}/lines")).set("number", "nothing")).await.is(422);
    assert_eq!(wrong.error_of("number"), "No product has this number.");
    for (number, quantity) in [("BB-6204-2RS", "4"), ("N-10408", "25")] {
        let form = own.open(&list).await.form_to(&format!("{list}/lines"));
        own.submit(&form.set("number", number).set("quantity", quantity)).await.is(303);
    }
    let page = own.open(&list).await;
    assert_eq!(page.all("li.line").len(), 2);
    let slug = page.attr("li.line a[href^=\"/p/\"]", "href").trim_start_matches("/p/").to_owned();
    let quantity = format!("quantity-{slug}");
    let wrong = own.submit(&page.form("form#lines").set(&quantity, "1.5")).await.is(422);
    assert_eq!((wrong.value(&quantity), wrong.error_of(&quantity).is_empty()), ("1.5".to_owned(), false));
    let form = wrong.form("form#lines").set(&quantity, "6").set(&format!("note-{slug}"), "shelf 3");
    let saved = own.follow(own.submit(&form).await).await.is(200);
    assert_eq!(saved.value(&quantity), "6");
    let none = own.post(&format!("{list}/cart"), &[("which", "ticked")]).await.is(422);
    assert!(none.says("Tick at least one line first."));
    let pick = format!("pick-{slug}");
    let ticked = own.post(&format!("{list}/cart"), &[("which", "ticked"), (&pick, "1")]).await;
    let done = own.follow(ticked).await.is(200);
    assert!(done.says("1 line was added to the cart."), "{}", done.words());
    assert!(done.has(&format!("a[href=\"{list}\"]")), "the way back");
    let all = own.follow(own.submit(&own.open(&list).await.form(&format!("form[action=\"{list}/cart\"]"))).await).await;
    assert!(all.is(200).says("2 products were in the cart already"));
    let undone = own.follow(own.submit(&own.get(&done_path(&done)).await.form("form[action$=\"/undo\"]")).await).await;
    assert!(undone.status == 409 || undone.says("as it was before"), "the first is not the last any longer");
    assert_eq!(own.open(&list).await.all("li.line").len(), 2, "the list stays");
    app.check_log().await;
}

fn done_path(page: &crate::page::Page) -> String {
    page.asked.split(' ').next_back().unwrap_or_default().split('?').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_stale_list_shows_what_it_is_now() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let list = made(&own, "", "Workshop").await;
    let form = own.open(&list).await.form_to(&format!("{list}/lines"));
    own.submit(&form.set("number", "BB-6204-2RS").set("quantity", "4")).await.is(303);
    let page = own.open(&list).await;
    let slug = page.attr("li.line a[href^=\"/p/\"]", "href").trim_start_matches("/p/").to_owned();
    let quantity = format!("quantity-{slug}");
    own.submit(&page.form("form#lines").set(&quantity, "6")).await.is(303);
    let stale = own.submit(&page.form("form#lines").set(&quantity, "9")).await.is(409);
    assert_eq!(stale.value(&quantity), "9", "what was typed stays");
    assert_eq!(stale.error_of(&quantity), "In the list now: 6.");
    let edit = page.form_to(&format!("{list}/edit"));
    own.submit(&edit.set("name", "Other")).await.is(409);
    let removed = page.form(&format!("form[action=\"{list}/lines/{slug}/remove\"]"));
    own.submit(&removed).await.is(409);
    let page = own.open(&list).await;
    let removed = page.form(&format!("form[action=\"{list}/lines/{slug}/remove\"]"));
    let page = own.follow(own.submit(&removed).await).await.is(200);
    let back = page.form(&format!("form[action=\"{list}/lines/{slug}/restore\"]"));
    assert_eq!(own.follow(own.submit(&back).await).await.value(&quantity), "6");
    let removed = own.follow(own.submit(&own.open(&list).await.form_to(&format!("{list}/remove"))).await).await;
    assert!(removed.says("The list was removed."));
    own.get(&list).await.is(404);
    own.submit(&removed.form_to(&format!("{list}/restore"))).await.is(303);
    own.open(&list).await;
    app.check_log().await;
}

#[tokio::test]
async fn others_of_the_company_see_what_is_shared() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let emma = app.browser();
    emma.sign_in(&customer("emma")).await;
    let olga = app.browser();
    olga.sign_in(&customer("olga")).await;
    let list = made(&own, "", "Workshop").await;
    emma.get(&list).await.is(404);
    let edit = own.open(&list).await.form_to(&format!("{list}/edit"));
    own.submit(&edit.set("sharing", "read")).await.is(303);
    let seen = emma.open(&list).await;
    assert!(seen.says("of Oleg Koval") && !seen.has(&format!("form[action=\"{list}/edit\"]")), "{}", seen.words());
    assert!(emma.open("/lists?whose=shared").await.says("Workshop"));
    for path in ["edit", "remove", "lines"] {
        emma.post(&format!("{list}/{path}"), &[("name", "X"), ("number", "TL-M-50")]).await.is(403);
        olga.post(&format!("{list}/{path}"), &[("name", "X"), ("number", "TL-M-50")]).await.is(404);
    }
    let edit = own.open(&list).await.form_to(&format!("{list}/edit"));
    own.submit(&edit.set("sharing", "full")).await.is(303);
    let edit = emma.open(&list).await.form_to(&format!("{list}/edit"));
    assert!(!edit.names().contains(&"sharing"), "only the owner shares");
    emma.submit(&edit.set("name", "Workshop 2")).await.is(303);
    assert!(own.open("/lists").await.says("Workshop 2"));
    app.check_log().await;
}

#[tokio::test]
async fn a_line_of_the_cart_is_saved_for_later() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let slug = product(&own, "").await;
    add(&own, "", &slug).await;
    let cart = own.open("/cart").await;
    let later = format!("form[action=\"/cart/{slug}/later\"]");
    let page = own.follow(own.submit(&cart.form(&later)).await).await.is(200);
    assert!(page.has(&format!("#later form[action=\"/later/{slug}/cart\"]")));
    own.submit(&cart.form(&later)).await.is(409);
    let removed = own.follow(own.submit(&page.form_to(&format!("/later/{slug}/remove"))).await).await.is(200);
    let page = own.follow(own.submit(&removed.form_to(&format!("/later/{slug}/restore"))).await).await.is(200);
    let page = own.follow(own.submit(&page.form_to(&format!("/later/{slug}/cart"))).await).await.is(200);
    assert!(page.has(&later) && !page.has("#later"));
    // One line and the whole cart into a list.
    let into = own.open(&format!("/lists/add?from=cart&slug={slug}")).await.form_to("/lists/add");
    let wrong = own.submit(&into).await.is(422);
    assert!(!wrong.error_of("name").is_empty());
    let list = own.follow(own.submit(&into.set("name", "Kept")).await).await.is(200);
    assert!(list.says("1 line is in the list."), "{}", list.words());
    app.check_log().await;
}

#[tokio::test]
async fn an_order_is_ordered_again_by_support() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let number = number_of(&order(&acting.browser, &acting.base, &[]).await);
    let page = acting.open(&format!("/orders/{number}")).await;
    let path = acting.at(&format!("/orders/{number}/again"));
    assert!(page.has("input[form=\"again\"][name=\"line-1\"]"));
    let none = acting.post(&format!("/orders/{number}/again"), &[("which", "ticked")]).await;
    assert!(acting.browser.follow(none).await.says("Tick at least one line first."));
    let again = acting.post(&format!("/orders/{number}/again"), &[("which", "ticked"), ("line-1", "1")]).await;
    let done = acting.browser.follow(again).await.is(200);
    assert!(done.says("1 line was added to the cart.") && done.says(&format!("Order {number} again")));
    let undone = acting.browser.submit(&done.form("form[action$=\"/undo\"]")).await;
    assert!(acting.browser.follow(undone).await.says("The cart is as it was before."));
    assert!(acting.open("/orders").await.has(&format!("form[action=\"{path}\"]")));
    let events = app.events().await;
    let event = events.iter().find(|e| e["type"] == "cart.lines_added").expect("an event");
    assert!(event["actor"]["kind"] == "staff" && event["on_behalf_of"]["kind"] == "contact");
    // A list that support makes is the customer's.
    let list = made(&acting.browser, &acting.base, "From support").await;
    let own = app.sign_in("buyer").await;
    let path = list.strip_prefix(&acting.base).expect("an address");
    assert!(own.open(path).await.says("Created by Support"));
    assert!(acting.open(path).await.says("Created by Ana Silva (Support)"));
    app.check_log().await;
}

#[tokio::test]
async fn what_was_bought_before_is_found_again() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let placed = order(&own, "", &[]).await;
    let lines = own.open(&placed.location).await;
    let slug = lines.attr("li.line a[href^=\"/p/\"]", "href");
    for path in
        ["/bought", "/bought?sort=name&size=100", "/bought?sort=often&size=100", "/bought?only=in-stock&size=100"]
    {
        let page = own.open(path).await;
        assert!(page.has(&format!("tr[data-sku] a[href=\"{slug}\"]")), "{path}");
    }
    let page = own.open("/bought").await;
    let form = page.form(&format!("tr[data-sku] form[action=\"{slug}\"]"));
    assert!(form.value("quantity").parse::<i64>().expect("a number") > 0);
    assert!(own.open(&slug).await.has("[data-bought]"));
    assert!(own.open("/search?q=M8").await.has("li.product-card [data-bought]"));
    assert!(own.open("/search?q=M8&view=table").await.has("a.chip[href=\"/bought?q=M8\"]"));
    assert!(!app.browser().open("/search?q=M8").await.has("[data-bought]"), "a visitor bought nothing");
    assert!(own.open("/bought?q=nothing+like+it").await.says("Nothing of it matches"));
    let far = own.open("/bought?page=4711").await;
    assert!(far.says("There is no page 4,711"));
    let nobody = app.browser();
    assert_eq!(nobody.get("/bought").await.location, "/sign-in?next=%2Fbought");
    assert_eq!(nobody.get("/lists").await.location, "/sign-in?next=%2Flists");
    app.check_log().await;
}
