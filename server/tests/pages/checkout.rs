//! The cart and the checkout: what was typed is kept, limits are shown before they are reached, and two tabs do not overwrite
//! each other.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::form::Form;
use crate::page::Page;
use crate::people::{Acting, add, number_of, product};
use crate::roles::limit;

/// A session on behalf with something in its cart.
async fn with_cart(app: &TestApp) -> Acting {
    let acting = Acting::new(app).await;
    let product = product(&acting.browser, &acting.base).await;
    add(&acting.browser, &acting.base, &product).await;
    acting
}

/// The checkout as it was filled in: an order number with quotes, a note with brackets.
fn filled(form: Form) -> Form {
    form.set("shipping", "express").set("po_number", "PO-\"7\"").set("note", "Ring <twice>")
}

#[track_caller]
fn is_kept(page: &Page, form: &str) {
    let form = page.form(form);
    assert_eq!(form.value("po_number"), "PO-\"7\"");
    assert_eq!(form.value("note").trim(), "Ring <twice>");
    assert_eq!(form.value("shipping"), "express");
}

#[tokio::test]
async fn more_time_keeps_the_typed_checkout() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    limit(&admin, "0").await.is(303);
    let acting = with_cart(&app).await;
    let (ana, login) = (&acting.browser, crate::people::login("agent"));
    let checkout = acting.open("/checkout").await;
    // Asking for more time is a button of the checkout's form, but not its first one, which Enter presses.
    let buttons = checkout.all("button[form=checkout]");
    assert_eq!((buttons[0].attr("aria-hidden"), buttons[0].attr("formaction")), (Some("true"), None));
    assert_eq!(buttons[1].attr("formaction"), Some(acting.at("/more-time").as_str()));

    let typed = filled(checkout.form("form#checkout")).set("release_password", "s3cret word");
    let page = ana.submit(&typed.press("step", "ask")).await.is(200);
    is_kept(&page, ".gate-card form");
    assert!(!page.holds("s3cret word"), "no password is carried");
    // Cancelled it comes back as it was.
    let asks = page.form(".gate-card form");
    let back = ana.submit(&asks.clone().press("step", "review")).await.is(200);
    is_kept(&back, "form#checkout");
    // A wrong password keeps it, the right one leads to the new session with it, and no address holds it.
    let proof =
        |form: Form, password: &str| form.set("login", login.login).set("minutes", "60").set("password", password);
    let again = ana.submit(&proof(asks, "not the password at all")).await.is(422);
    is_kept(&again, ".gate-card form");
    let next = ana.submit(&proof(again.form(".gate-card form"), login.password)).await.is(200);
    let way = next.form(".gate-card form");
    assert!(way.action.starts_with("/as/") && !way.action.starts_with(&acting.base), "the new session: {}", way.action);
    assert!(!way.action.contains('?') && next.location.is_empty(), "{}", way.action);
    assert!(!way.value("context").is_empty());
    let checkout = ana.submit(&way.press("step", "review")).await.is(200);
    is_kept(&checkout, "form#checkout");
    let placed = |e: &serde_json::Value| e["type"] == "order.placed" && e["request"]["route"] == "/checkout";
    assert!(!app.events().await.iter().any(placed), "looking again orders nothing");
    app.check_log().await;
}

/// The total of the page for a delivery, such as `1234.50`.
fn total(page: &Page, shipping: &str) -> String {
    page.text(&format!("[data-total=\"{shipping}\"]")).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

#[tokio::test]
async fn release_is_offered_before_the_limit_is_passed() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let acting = with_cart(&app).await;
    let checkout = acting.open("/checkout").await;
    assert!(!checkout.has("#release"), "no limit, no release");
    let (standard, express) = (total(&checkout, "standard"), total(&checkout, "express"));
    assert_ne!(standard, express);
    for (amount, want) in
        [(express.as_str(), ""), (standard.as_str(), "With Express delivery"), ("0", "A supervisor can release")]
    {
        limit(&admin, amount).await.is(303);
        let checkout = acting.open("/checkout").await;
        assert_eq!(checkout.has("#release"), !want.is_empty(), "{amount}");
        assert!(want.is_empty() || checkout.text("#release .notice").contains(want), "{amount}: {want}");
        assert_eq!(checkout.text("#summary").contains("Above your limit"), amount == "0", "{amount}");
    }
    app.check_log().await;
}

/// A signed-in buyer with one product in the cart; its address part and how it is sold.
async fn shopper(app: &TestApp) -> (Browser, String, i64) {
    let own = app.sign_in("buyer").await;
    let product = product(&own, "").await;
    let least = add(&own, "", &product).await;
    (own, product, least)
}

#[tokio::test]
async fn quantity_conflict_of_two_tabs_is_shown() {
    let app = TestApp::new().await;
    let (own, slug, step) = shopper(&app).await;
    let (seven, nine) = ((7 * step).to_string(), (9 * step).to_string());
    let (line, note) = (format!("quantity-{slug}"), format!("note-{slug}"));
    let (tab, open) = (own.open("/cart").await, own.open("/checkout").await);
    let form = tab.form("form#lines");
    own.submit(&form.clone().set(&line, &seven)).await.is(303);
    let second = own.submit(&form.set(&line, &nine).set(&note, "In blue, please")).await.is(409);
    assert!(second.says(&format!("In the cart now: {seven}.")), "what is there now");
    let typed = second.form("form#lines");
    assert_eq!((typed.value(&line), typed.value(&note).trim()), (nine.as_str(), "In blue, please"), "what was typed");
    // An order of a checkout that was opened before says so, and keeps what was typed.
    let checkout = open.form("form#checkout");
    let stale = own.submit(&checkout.set("note", "Ring twice").set("po_number", "TAB-1")).await.is(409);
    let kept = stale.form("form#checkout");
    assert_eq!((kept.value("note").trim(), kept.value("po_number")), ("Ring twice", "TAB-1"), "what was typed");
    assert_ne!(kept.value("cart_version"), open.value("cart_version"));
    own.submit(&tab.form_to(&format!("/cart/{slug}/remove"))).await.is(409);
    // The page that said so has the version of now.
    own.submit(&typed).await.is(303);
    app.check_log().await;
}

#[tokio::test]
async fn last_step_checks_po_and_card_numbers() {
    let app = TestApp::with(&[("orders-per-minute", "2")]).await;
    let (own, slug, _) = shopper(&app).await;
    let open = || async { own.open("/checkout").await.form("form#checkout").set("shipping", "standard") };
    for (name, value) in [("note", "Card 4111 1111 1111 1111"), ("po_number", "4111-1111-1111-1111")] {
        let form = open().await.set("po_number", "TWICE-1").set(name, value);
        let refused = own.submit(&form).await.is(422);
        assert!(refused.error_of(name).contains("number of a payment card"), "{name}");
    }
    let note = own.open("/cart").await.form("form#lines").set(&format!("note-{slug}"), "4111111111111111");
    own.submit(&note).await.is(422);
    let placed = own.submit(&open().await.set("po_number", "TWICE-1")).await;
    let number = number_of(&placed);
    add(&own, "", &slug).await;
    let warned = own.submit(&open().await.set("po_number", "twice-1")).await.is(422);
    assert!(warned.error_of("po_number").contains(&number), "the order is named");
    let allowed = own.submit(&warned.form("form#checkout")).await.is(303);
    assert!(own.open(&allowed.location).await.says(&format!("Used before, on order {number}")));
    add(&own, "", &slug).await;
    let too_fast = own.submit(&open().await.set("po_number", "NEW-1")).await.is(429);
    assert!(!too_fast.header("retry-after").is_empty());
    assert_eq!(too_fast.form("form#checkout").value("po_number"), "NEW-1");
    app.check_log().await;
}
