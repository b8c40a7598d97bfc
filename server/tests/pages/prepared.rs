//! A prepared cart from the agent to the customer, page by page and without script.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::{Acting, add, contact, id_in, number_of, product};

/// The agent begins a prepared cart and puts a product into it; gives the product.
async fn filled(acting: &Acting) -> String {
    let product = product(&acting.browser, &acting.base).await;
    let begin = acting.open("/cart").await.form_to(&acting.at("/prepared"));
    assert_eq!(acting.browser.submit(&begin).await.is(303).location, acting.at("/cart?done=prepared-begun"));
    add(&acting.browser, &acting.base, &product).await;
    product
}

/// The id of the draft, from the form that hands it over.
fn draft(page: &Page, acting: &Acting) -> String {
    id_in(&page.attr("form[action$=\"/hand-over\"]", "action"), &acting.at("/prepared/"))
}

/// Hands the draft over with a message; gives its id.
async fn hand_over(acting: &Acting, message: &str) -> String {
    let page = acting.open("/cart").await;
    let id = draft(&page, acting);
    let form = page.form_to(&acting.at(&format!("/prepared/{id}/hand-over"))).set("message", message);
    let done = acting.browser.submit(&form).await.is(303);
    assert_eq!(done.location, acting.at(&format!("/prepared/{id}?done=prepared-handed-over")));
    acting.browser.follow(done).await.is(200);
    id
}

/// What the customer's own cart holds, and its version.
async fn own_cart(own: &Browser) -> (Vec<String>, String) {
    let page = own.open("/cart").await;
    let version = page.all("form#lines input[name=version]").first().and_then(|field| field.attr("value"));
    (page.texts(".line-what a"), version.unwrap_or_default().to_owned())
}

#[tokio::test]
async fn from_the_agent_to_the_order_of_the_customer() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let before = own_cart(&own).await;
    let acting = Acting::new(&app).await;
    let product = filled(&acting).await;
    let page = acting.open("/cart").await;
    assert!(page.says("Prepared cart for Oleg Koval") && page.says("not handed over yet"));
    assert!(page.text("nav.shop-links").contains("Prepared cart"), "the frame says so on every page");
    assert!(acting.open("/").await.text("nav.shop-links").contains("Prepared cart"));
    assert!(!page.has("a[data-saves=checkout]"), "an agent hands over and does not order");
    assert_eq!(acting.get("/checkout").await.is(303).location, acting.at("/cart"));
    assert!(own.open("/").await.all(".notice").iter().all(|n| !n.words().contains("Prepared for you")));
    // The end of the session asks about it.
    let end = acting.open("/cart").await.form_to(&acting.at("/end"));
    assert!(acting.browser.submit(&end).await.is(200).says("A prepared cart was not handed over"));
    let id = draft(&page, &acting);
    own.get(&format!("/prepared/{id}")).await.is(404);
    let wrong = page.form_to(&acting.at(&format!("/prepared/{id}/hand-over"))).set("message", "4111 1111 1111 1111");
    let wrong = acting.browser.submit(&wrong).await.is(422);
    assert!(wrong.error_of("message").contains("payment card"));
    assert_eq!(hand_over(&acting, "As on the phone.").await, id);
    assert!(!acting.open("/").await.text("nav.shop-links").contains("Prepared cart"), "back in the own cart");
    assert!(!acting.browser.submit(&end).await.words().contains("was not handed over"));

    for path in ["/", "/cart", "/account"] {
        let page = own.open(path).await;
        assert!(page.says("Prepared for you by") && page.says("As on the phone."), "{path}");
        assert!(page.has(&format!("a[href=\"/prepared/{id}\"]")), "{path}");
    }
    let list = own.open("/prepared").await;
    assert!(list.says("Waits for an answer"));
    assert!(own.open("/prepared?state=declined").await.says("No prepared cart in this state"));
    let at = format!("/prepared/{id}");
    let page = own.open(&at).await;
    assert!(page.says("Prepared for you") && page.says("As on the phone.") && page.says("Added by support for you"));
    // Change it right there.
    let quantity = format!("quantity-{product}");
    let form = page.form("form#lines");
    assert_eq!(form.action, at);
    let more = (form.value(&quantity).parse::<i64>().expect("a number") * 2).to_string();
    let changed = own.submit(&form.clone().set(&quantity, &more)).await.is(303);
    assert_eq!(changed.location, format!("{at}?done=changed"));
    let stale = own.submit(&form.set(&quantity, "7000")).await.is(409);
    assert_eq!(stale.form("form#lines").value(&quantity), "7000", "what was typed stays");
    let page = own.open(&at).await;
    assert_eq!(page.form("form#lines").value(&quantity), more);
    // Accept and check out: every step keeps the cart.
    let checkout = own.open(&page.attr("a[data-saves=checkout]", "href")).await;
    assert_eq!(checkout.form("form#checkout").value("cart"), id);
    let wrong = checkout.form("form#checkout").set("note", "4111 1111 1111 1111");
    let again = own.submit(&wrong).await.is(422);
    assert_eq!(again.form("form#checkout").value("cart"), id);
    let placed = own.submit(&again.form("form#checkout").set("note", "Thank you")).await.is(303);
    let number = number_of(&placed);
    assert_eq!(
        own.submit(&again.form("form#checkout").set("note", "Thank you")).await.is(303).location,
        placed.location
    );
    let order = own.follow(placed).await.is(200);
    assert!(order.says("Prepared by") && order.text("ul.lines").contains("Added by"));
    assert_eq!(own_cart(&own).await, before, "the own cart is as it was");
    let page = own.open(&at).await;
    assert!(page.says("You ordered this cart") && page.has(&format!("a[href=\"/orders/{number}\"]")));
    assert_eq!(own.get(&format!("/checkout?cart={id}")).await.is(303).location, at);
    assert!(!own.open("/").await.says("Prepared for you by"));

    let portal = &acting.browser;
    let (oleg, _) = contact(portal, "oleg").await;
    let card = portal.open(&format!("/portal/contacts/{oleg}")).await;
    assert!(card.has(&format!("[aria-labelledby=h-prepared] a[href=\"/portal/orders/{number}\"]")));
    let order = portal.open(&format!("/portal/orders/{number}")).await;
    assert!(order.says("Prepared by") && order.says("Added by"));
    let kinds: Vec<String> = app.events().await.iter().filter_map(|e| e["type"].as_str().map(str::to_owned)).collect();
    for kind in ["prepared.begun", "prepared.handed_over", "order.placed"] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn the_customer_merges_undoes_and_declines() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let acting = Acting::new(&app).await;
    let product = filled(&acting).await;
    let before = own_cart(&own).await.0;
    let id = hand_over(&acting, "").await;
    let at = format!("/prepared/{id}");
    // A line is removed and put back right there.
    let page = own.open(&at).await;
    let removed = own.submit(&page.form_to(&format!("{at}/{product}/remove"))).await.is(303);
    let page = own.follow(removed).await.is(200);
    let back = own.submit(&page.form_to(&format!("{at}/{product}/restore"))).await.is(303);
    let page = own.follow(back).await.is(200);
    let merged = own.submit(&page.form_to(&format!("{at}/merge"))).await.is(303);
    let done = own.follow(merged).await.is(200);
    assert!(done.says("The lines are in your cart."));
    assert_eq!(own_cart(&own).await.0.len(), before.len() + 1);
    let late = own.submit(&page.form_to(&format!("{at}/decline"))).await.is(409);
    assert!(late.says("You put this cart into your own cart."), "the fresh view");
    let undone = own.submit(&done.form_to(&format!("{at}/undo"))).await.is(303);
    let page = own.follow(undone).await.is(200);
    assert_eq!(own_cart(&own).await.0, before);
    let decline = page.form_to(&format!("{at}/decline"));
    let wrong = own.submit(&decline.clone().set("reason", "4111 1111 1111 1111")).await.is(422);
    assert!(wrong.error_of("reason").contains("payment card"));
    own.submit(&decline.set("reason", "Too many.")).await.is(303);
    assert!(acting.open(&at).await.says("Too many."), "the agent reads why");
    let (oleg, _) = contact(&acting.browser, "oleg").await;
    assert!(
        acting
            .browser
            .open(&format!("/portal/contacts/{oleg}"))
            .await
            .text("[aria-labelledby=h-prepared]")
            .contains("Too many.")
    );
    app.check_log().await;
}

#[tokio::test]
async fn the_agent_takes_back_changes_and_throws_away() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let acting = Acting::new(&app).await;
    filled(&acting).await;
    let id = hand_over(&acting, "First try").await;
    let at = format!("/prepared/{id}");
    let step = |page: &Page, what: &str| page.form_to(&acting.at(&format!("{at}/{what}")));
    let back = acting.browser.submit(&step(&acting.open(&at).await, "take-back")).await.is(303);
    let page = acting.browser.follow(back).await.is(200);
    let seen = own.open(&at).await;
    assert!(seen.says("Support took this cart back") && !seen.has(".line-what a"));
    own.get(&format!("/checkout?cart={id}")).await.is(303);
    acting.browser.submit(&step(&page, "reopen")).await.is(303);
    let cart = acting.open("/cart").await;
    assert_eq!(cart.form_to(&acting.at(&format!("{at}/hand-over"))).value("message").trim(), "First try");
    // To the customer's own cart and back again.
    let leave = acting.browser.submit(&cart.form_to(&acting.at("/prepared/choose"))).await.is(303);
    let other = acting.browser.follow(leave).await.is(200);
    assert!(!other.says("Prepared cart for"));
    acting.browser.submit(&other.form_to(&acting.at("/prepared/choose"))).await.is(303);
    let cart = acting.open("/cart").await;
    acting.browser.submit(&step(&cart, "discard")).await.is(303);
    assert!(!acting.open("/cart").await.says("Prepared cart for"));
    acting.post(&format!("{at}/take-back"), &[]).await.is(409);
    app.check_log().await;
}

#[tokio::test]
async fn a_sheet_goes_into_a_new_prepared_cart() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let before = own_cart(&own).await;
    let acting = Acting::new(&app).await;
    let form = acting.open("/quick-order").await.form("form[data-quick-pad]").set("lines", "BB-6204-2RS 2\nTL-M-50 1");
    let rows = acting.browser.follow(acting.browser.submit(&form).await).await.is(200);
    let begins = acting.at("/quick-order/");
    let id = id_in(&rows.attr("form[action$=\"/add\"]", "action"), &begins);
    let add = rows.form_to(&format!("{begins}{id}/add")).press("to", "prepared");
    let added = acting.browser.submit(&add).await.is(303);
    // Sent again it begins no second cart.
    acting.browser.submit(&add).await.is(303);
    let page = acting.browser.follow(added).await.is(200);
    assert!(acting.open("/cart").await.says("Prepared cart for Oleg Koval"));
    assert_eq!(acting.open("/cart").await.all(".line-what").len(), 2);
    assert_eq!(own_cart(&own).await, before);
    // Taken back from where it went, also from the other cart.
    acting.browser.submit(&acting.open("/cart").await.form_to(&acting.at("/prepared/choose"))).await.is(303);
    acting.browser.submit(&page.form_to(&format!("{begins}{id}/undo"))).await.is(303);
    assert_eq!(own_cart(&own).await, before, "the own cart was not touched");
    assert!(acting.open("/prepared?state=draft").await.says("1 prepared cart"));
    app.check_log().await;
}

#[tokio::test]
async fn each_side_has_its_own_steps() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let acting = Acting::new(&app).await;
    filled(&acting).await;
    let id = hand_over(&acting, "").await;
    // Answers under the agent's address are refused and recorded.
    for step in ["merge", "decline", "undo"] {
        acting.post(&format!("/prepared/{id}/{step}"), &[]).await.is(403);
    }
    for step in ["hand-over", "take-back", "reopen", "discard"] {
        own.post(&format!("/prepared/{id}/{step}"), &[]).await.is(403);
    }
    own.post("/prepared", &[]).await.is(403);
    let events = app.events().await;
    let refused = events.iter().filter(|e| e["type"] == "authz.denied");
    let actions: Vec<&str> = refused.filter_map(|e| e["details"]["action"].as_str()).collect();
    assert!(actions.contains(&"AnswerPrepared") && actions.contains(&"PrepareCart"), "{actions:?}");
    let other = app.browser();
    other.sign_in(&crate::people::customer("olga")).await;
    other.get(&format!("/prepared/{id}")).await.is(404);
    other.post(&format!("/prepared/{id}/merge"), &[]).await.is(404);
    other.get(&format!("/checkout?cart={id}")).await.is(404);
}

#[tokio::test]
async fn an_open_cart_learns_what_the_other_hand_did() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    assert!(!own.open("/cart").await.has("#cart-now"), "nobody else is there, so nothing is asked");
    own.get("/cart/version").await.is(204);
    let acting = Acting::new(&app).await;
    let product = product(&acting.browser, &acting.base).await;
    add(&acting.browser, &acting.base, &product).await;
    let page = own.open("/cart").await;
    let before = page.attr("#cart-now", "data-version");
    assert!(page.says("Added by support for you"));
    let said = own.get(&page.attr("#cart-now", "data-live")).await.is(200);
    assert!(said.holds(&format!("{before}\n")) && said.holds("changed the cart."));
    add(&own, "", &product).await;
    let said = acting.get("/cart/version").await.is(200);
    assert!(!said.holds(&format!("{before}\n")));
    assert!(said.holds("changed the cart.") && !said.holds("You changed"), "the customer did");
    assert!(acting.open("/cart").await.says("Added by Ana"), "each line says whose hand it was");
    // In a prepared cart the agent is alone.
    filled(&acting).await;
    let version = acting.open("/cart").await.attr("#cart-now", "data-version");
    assert!(acting.get("/cart/version").await.is(200).holds(&format!("{version}\n")));
    app.browser().get("/cart/version").await.is(303);
}
