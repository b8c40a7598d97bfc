//! Starting a session from elsewhere: by a link of a ticket system, from rows and heads of the portal, from an order or a cart,
//! with the code of a customer who asks for help.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::form::encoded;
use crate::hosts::{APART, SHOP, act, handed_over, sign_in};
use crate::made::made;
use crate::page::Page;
use crate::people::{Acting, add, contact, id_in, login, number_of, order, product};

const NEW: &str = "/portal/behalf/new";
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Types the password alone, as the page has the login filled in.
async fn verify(ana: &Browser, place: &str) -> Page {
    let page = ana.open(place).await;
    let form = page.form_to(place);
    assert_eq!(form.value("login"), login("agent").login, "filled in");
    assert_eq!(page.all("input[name=login][type=email]").len(), 1, "and still a field to type in");
    assert!(page.says("Your work e-mail"));
    ana.submit(&form.set("password", login("agent").password)).await.is(303)
}

/// An order of Oleg, by its number.
async fn an_order(app: &TestApp) -> String {
    let own = app.sign_in("buyer").await;
    number_of(&order(&own, "", &[]).await.is(303))
}

#[tokio::test]
async fn a_link_of_a_ticket_leads_to_the_order() {
    let app = TestApp::new().await;
    let number = an_order(&app).await;
    let (_, account) = contact(&app.sign_in("agent").await, "oleg").await;
    let link = format!("{NEW}?account={account}&ticket=SUP-4711&to={}", encoded(&format!("/orders/{number}")));
    let (ana, who) = (app.browser(), login("agent"));
    let gate = ana.get(&link).await.is(303);
    assert!(gate.location.starts_with("/portal/sign-in?next="), "{}", gate.location);
    let form = ana.open(&gate.location).await.form_to("/portal/sign-in");
    let signed = ana.submit(&form.set("login", who.login).set("password", who.password)).await.is(303);
    let page = ana.follow(signed).await.is(200);
    assert!(page.says("Oleg") && page.says(&format!("Order {number}")), "{}", page.words());
    let action = format!("/portal/accounts/{account}/on-behalf");
    let form = page.form_to(&action);
    assert_eq!((form.value("ticket"), form.value("to")), ("SUP-4711", format!("/orders/{number}").as_str()));
    // The ticket is reason enough.
    let place = ana.submit(&form).await.is(303).location;
    let verified = verify(&ana, &place).await;
    let base = place.strip_suffix("/verify").expect("a request");
    assert_eq!(verified.location, format!("{base}/orders/{number}?done=started"));
    let first = ana.open(&verified.location).await;
    assert!(first.says(&number) && first.says("SUP-4711"), "{}", first.words());
    app.check_log().await;
}

#[tokio::test]
async fn a_link_names_a_login_or_a_contact_too() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (person, account) = contact(&ana, "oleg").await;
    let action = format!("/portal/accounts/{account}/on-behalf");
    let mail = encoded(login("buyer").login);
    ana.open(&format!("{NEW}?account={mail}")).await.form_to(&action);
    // A contact with several accounts is asked about, and what the link says goes along.
    let page = ana.open(&format!("{NEW}?account={person}&ticket=SUP-7&to=%2Fcart")).await;
    if page.has("form[action$=\"/on-behalf\"]") {
        page.form_to(&action);
    } else {
        let way = page.link_to(&format!("{NEW}?account={account}"));
        let form = ana.open(&way).await.form_to(&action);
        assert_eq!((form.value("ticket"), form.value("to")), ("SUP-7", "/cart"));
    }
    assert_eq!(ana.get(NEW).await.is(303).location, "/portal/contacts", "without anybody");
}

#[tokio::test]
async fn a_page_of_elsewhere_is_dropped_or_refused() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let action = format!("/portal/accounts/{account}/on-behalf");
    for bad in [
        "https://evil.example",
        "//evil.example",
        "/\\evil",
        "/sign-out",
        "/as/x/cart",
        "/portal/staff",
        "/cart\r\nX: y",
    ] {
        let page = ana.open(&format!("{NEW}?account={account}&to={}", encoded(bad))).await;
        assert!(page.says("The link named a page that no session begins on"), "{bad}");
        assert!(!page.has("[href*=\"//evil\"], [value^=\"https://evil\"], [value^=\"//evil\"]"), "{bad}");
        let form = page.form_to(&action);
        assert_eq!(form.value("to"), "", "{bad}");
        let form = form.set("preset", "Help with an order").set("ticket", "SUP-8").forge("to", bad);
        let refused = ana.submit(&form).await.is(422);
        assert!(refused.says("The link named a page that no session begins on"), "{bad}: {}", refused.words());
        let again = refused.form_to(&action);
        assert_eq!((again.value("ticket"), again.value("to")), ("SUP-8", ""), "what was typed is kept");
        assert!(ana.submit(&again).await.is(303).location.ends_with("/verify"), "and can be sent");
    }
    // A ticket is looked at like one that is typed.
    let long = format!("{NEW}?account={account}&ticket={}", "x".repeat(41));
    assert!(ana.get(&long).await.is(422).has("main form .error"));
    app.check_log().await;
}

#[tokio::test]
async fn what_is_out_of_scope_does_not_exist_in_a_link() {
    let app = TestApp::new().await;
    let (_, account) = contact(&app.sign_in("agent").await, "oleg").await;
    let sales = app.sign_in("sales").await;
    let (there, nobody) =
        (sales.get(&format!("{NEW}?account={account}")).await, sales.get(&format!("{NEW}?account={NOBODY}")).await);
    let mail = sales.get(&format!("{NEW}?account={}", encoded(login("buyer").login))).await.is(404);
    assert_eq!((there.status, nobody.status), (404, 404));
    assert_eq!(there.words(), nobody.words());
    let events = app.events().await;
    let denied = |page: &Page| -> Vec<String> {
        let of = |event: &&serde_json::Value| {
            event["request"]["id"] == page.request_id() && event["type"] == "on_behalf.denied"
        };
        events.iter().filter(of).map(ToString::to_string).collect()
    };
    let [one] = denied(&there).try_into().expect("one event");
    assert!(one.contains(&account) && one.contains("not_found"), "{one}");
    assert_eq!(denied(&nobody).len(), 1);
    let [one] = denied(&mail).try_into().expect("one event");
    assert!(!one.contains("oleg"), "{one}");
    // People who may not act on behalf learn nothing at all.
    app.sign_in("auditor").await.get(&format!("{NEW}?account={account}")).await.is(403);
    app.check_log().await;
}

#[tokio::test]
async fn the_familiar_link_changes_nothing() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let before = app.events().await.len();
    for browser in [app.browser(), ana.clone(), app.browser().with_cookies("__Host-shop=x")] {
        for id in [account.as_str(), NOBODY] {
            let page = browser.get(&format!("/account/impersonate/{id}?ticket=SUP-9&to=%2Fcart")).await.is(303);
            assert_eq!(page.location, format!("{NEW}?account={id}&ticket=SUP%2D9&to=%2Fcart"));
        }
    }
    for bad in ["7", "x%2Fy", "..", "%0a"] {
        assert_eq!(app.browser().get(&format!("/account/impersonate/{bad}")).await.status, 404, "{bad}");
    }
    assert_eq!(app.events().await.len(), before, "nothing was done");
    let form = ana.open(&format!("{NEW}?account={account}&ticket=SUP%2D9")).await;
    assert_eq!(form.value("ticket"), "SUP-9");
    // From inside a session nobody starts another one.
    let acting = Acting::in_browser(ana, "oleg").await;
    assert_eq!(acting.get(&format!("/account/impersonate/{account}")).await.status, 404);
    app.check_log().await;
}

#[tokio::test]
async fn two_hosts_lead_to_the_portal_and_land_on_the_cart() {
    let app = TestApp::with(&APART).await;
    let portal = sign_in(&app, "agent").await;
    let (_, account) = contact(&portal, "oleg").await;
    let familiar = app.browser().at(SHOP).get(&format!("/account/impersonate/{account}")).await.is(303);
    assert_eq!(familiar.location, format!("http://portal.localhost:3000{NEW}?account={account}"));
    let action = format!("/portal/accounts/{account}/on-behalf");
    let form = portal.open(&format!("{NEW}?account={account}&ticket=SUP-1&to=%2Fcart")).await.form_to(&action);
    let (shop, place) = handed_over(&app, &portal.submit(&form).await.is(200)).await;
    let verified = verify(&shop, &place).await;
    assert!(verified.location.ends_with("/cart?done=started"), "{}", verified.location);
    act(&app, &portal).await;
    app.check_log().await;
}

#[tokio::test]
async fn the_login_is_filled_in_for_the_agent_who_asked() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (_, account) = contact(&ana, "oleg").await;
    let place = ana.submit(&crate::people::wish(&ana, &account).await).await.is(303).location;
    let who = login("supervisor");
    let form = ana.open(&place).await.form_to(&place).set("login", who.login).set("password", who.password);
    let other = ana.submit(&form).await.is(403);
    assert_eq!(other.form_to(&place).value("login"), who.login, "what was typed is kept");
    let empty = ana.submit(&other.form_to(&place).set("login", "").set("password", "x")).await.is(422);
    assert_eq!(empty.form_to(&place).value("login"), login("agent").login);
    // Another browser reads nothing about who asked.
    let stranger = app.browser().get(&place).await.is(410);
    assert!(!stranger.holds(login("agent").login));
    verify(&ana, &place).await;
}

#[tokio::test]
async fn login_on_behalf_stands_where_the_customer_does() {
    let app = TestApp::new().await;
    let number = an_order(&app).await;
    let own = app.sign_in("buyer").await;
    let item = product(&own, "").await;
    add(&own, "", &item).await;
    let ana = app.sign_in("agent").await;
    let (person, account) = contact(&ana, "oleg").await;
    let path = format!("/portal/contacts/{person}");
    let page = ana.open(&path).await;
    // The head, with one account or a menu of several.
    let ways: Vec<String> =
        page.all(".page-head a[href]").iter().filter_map(|a| a.attr("href")).map(str::to_owned).collect();
    let head: Vec<&String> = ways.iter().filter(|href| href.starts_with(NEW)).collect();
    assert!(head.iter().any(|href| href.contains(&account)), "{ways:?}");
    let several = page.has(".page-head details.menu");
    assert_eq!(several, page.all("form[action$=\"/on-behalf\"]").len() > 1);
    // The open cart leads to the cart.
    let cart = page.link_to(&format!("{NEW}?account={account}&to=%2Fcart"));
    let form = ana.open(&cart).await.form("form[action$=\"/on-behalf\"]");
    assert_eq!((form.value("to"), form.value("back")), ("/cart", path.as_str()));
    // The order leads to the order.
    let page = ana.open(&format!("/portal/orders/{number}")).await;
    let way = page.link("Login on behalf");
    let form = ana.open(&way).await.form("form[action$=\"/on-behalf\"]");
    assert_eq!(form.value("to"), format!("/orders/{number}"));
    assert_eq!(form.value("back"), format!("/portal/orders/{number}"));
    // The members of the company.
    let company = ana.open(&path).await.link_to("/portal/organizations/");
    let page = ana.open(&company).await;
    let row = page.link_to(&format!("{NEW}?account={person}"));
    assert!(row.contains("&back="), "{row}");
    // Who may not start a session is offered none of it.
    let auditor = app.sign_in("finance").await;
    for path in [path, company, format!("/portal/orders/{number}")] {
        let page = auditor.get(&path).await;
        assert!(!page.has(&format!("a[href^=\"{NEW}\"]")), "{path}");
    }
    assert_eq!(id_in(&row, &format!("{NEW}?account=")).split('&').next(), Some(person.as_str()));
}

/// The code that the customer reads on their screen, by the way that every page shows.
async fn code(own: &Browser) -> String {
    let page = own.open("/").await;
    let help = page.link("Get help");
    assert_eq!(help, "/account/support-access#h-code");
    let page = own.open("/account/support-access").await;
    let shown = own.submit(&page.form_to("/account/support-code")).await.is(200);
    assert!(shown.says("It works once, until"), "{}", shown.words());
    shown.text(".support-code output")
}

#[tokio::test]
async fn the_code_of_a_customer_opens_the_session_at_once() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let path = "/account/support-access";
    own.submit(&own.open(path).await.form_to(path).set("consent", "ask")).await.is(303);
    let digits = code(&own).await;
    let ana = app.sign_in("agent").await;
    let help = "/portal/behalf/help";
    assert!(ana.open("/portal/sessions").await.link("Help code").ends_with(help));
    let form = ana.open(help).await.form_to(help);
    for (typed, words) in [("", "required"), ("12", "six digits")] {
        let refused = ana.submit(&form.clone().set("code", typed)).await.is(422);
        assert!(
            refused.error_of("code").to_lowercase().contains(words) || typed.is_empty(),
            "{}",
            refused.error_of("code")
        );
        assert!(!refused.error_of("code").is_empty());
    }
    let wrong = if digits.starts_with('0') { "111 111" } else { "000 000" };
    let refused = ana.submit(&form.clone().set("code", wrong)).await.is(422);
    assert!(!refused.holds(wrong), "a code is never shown again");
    let taken = ana.submit(&form.set("code", &digits)).await.is(303);
    let plain = digits.replace(' ', "");
    assert!(!taken.location.contains(&plain), "{}", taken.location);
    let page = ana.open(&taken.location).await;
    assert!(page.says("The customer read a code out") && !page.holds(&plain) && !page.holds(&digits));
    let place = ana.submit(&page.form("form[action$=\"/on-behalf\"]").set("ticket", "SUP-3")).await.is(303).location;
    let shown = ana.open(&place).await;
    assert!(shown.says("The customer read a code out") && !shown.says("will be asked"), "{}", shown.words());
    let verified = verify(&ana, &place).await;
    assert!(verified.location.ends_with("/?done=started"), "at once: {}", verified.location);
    assert!(own.open("/account").await.says("Support"), "the customer sees it");
    // Once.
    let form = ana.open(help).await.form_to(help);
    ana.submit(&form.set("code", &digits)).await.is(422);
    let events = app.events().await;
    let kinds: Vec<&str> = events.iter().filter_map(|event| event["type"].as_str()).collect();
    assert!(kinds.contains(&"consent.code_typed") && kinds.contains(&"consent.code_used"));
    assert!(!events.iter().any(|event| event.to_string().contains(&plain)), "no record has the digits");
    app.check_log().await;
}

#[tokio::test]
async fn the_code_finds_nobody_out_of_scope() {
    let app = TestApp::new().await;
    let digits = code(&app.sign_in("buyer").await).await;
    let sales = app.sign_in("sales").await;
    let help = "/portal/behalf/help";
    let form = sales.open(help).await.form_to(help);
    let refused = sales.submit(&form.set("code", &digits)).await.is(422);
    assert!(!refused.says("Oleg"));
    app.sign_in("auditor").await.get(help).await.is(403);
    assert!(app.browser().get(help).await.is(303).location.starts_with("/portal/sign-in"));
    app.check_log().await;
}

#[test]
fn every_page_that_a_session_begins_on_is_a_page() {
    let made = made();
    for page in domain::behalf::landing::PAGES {
        assert!(made.contains(&format!("GET {page}")), "{page}");
    }
}

#[tokio::test]
async fn each_page_that_is_signed_in_offers_help() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    for path in ["/", "/c", "/search?q=M8", "/cart", "/orders", "/account", "/lists", "/quick-order"] {
        assert_eq!(own.open(path).await.link("Get help"), "/account/support-access#h-code", "{path}");
    }
    let visitor = app.browser();
    assert!(!visitor.open("/").await.says("Get help"));
}
