//! Every refusal is recorded: probing leaves events, counted and bounded (R94); and what is switched off is
//! offered to nobody.

use crate::app::TestApp;
use crate::page::Page;
use crate::people::{Acting, contact, id_in, login, wish};
use serde_json::Value;

const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const FIELDS: [(&str, &str); 3] = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];

/// Types and reasons of the denied events of a request.
fn denied(events: &[Value], request: &str) -> Vec<(String, String)> {
    let text = |event: &Value, at: &str| event.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    events
        .iter()
        .filter(|event| text(event, "/outcome") == "denied" && text(event, "/request/id") == request)
        .map(|event| (text(event, "/type"), text(event, "/details/why")))
        .collect()
}

/// The requests that were refused, with the event that each must leave.
#[derive(Default)]
struct Wanted(Vec<(String, &'static str, &'static str)>);

impl Wanted {
    #[track_caller]
    fn take(&mut self, page: Page, status: u16, kind: &'static str, why: &'static str) {
        let page = page.is(status);
        self.0.push((page.request_id().to_owned(), kind, why));
    }
}

#[tokio::test]
async fn probing_gets_not_found_and_an_event() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (stranger, account) = contact(&ana, "oleg").await;
    let page = ana.open(&format!("/portal/contacts/{stranger}")).await;
    let company = id_in(&page.link_to("/portal/organizations/"), "/portal/organizations/");
    let order = id_in(&page.link_to("/portal/orders/"), "/portal/orders/");
    let (sales, buyer) = (app.sign_in("sales").await, app.sign_in("buyer").await);
    let list = sales.open("/portal/contacts?q=oleg").await;
    let found = list.texts("[data-contact]");
    assert!(!found.iter().any(|row| row.contains("Koval")), "Oleg is not one of theirs: {found:?}");

    let mut wanted = Wanted::default();
    let at = |id: &str| format!("/portal/accounts/{id}/on-behalf");
    for id in [&account, NOBODY] {
        wanted.take(sales.post(&at(id), &FIELDS).await, 404, "on_behalf.denied", "not_found");
        wanted.take(sales.get(&at(id)).await, 404, "on_behalf.denied", "not_found");
    }
    for path in [
        format!("/portal/contacts/{stranger}"),
        format!("/portal/contacts/{NOBODY}"),
        format!("/portal/organizations/{company}"),
        format!("/portal/orders/{order}"),
        format!("/portal/sessions/{NOBODY}"),
    ] {
        wanted.take(sales.get(&path).await, 404, "authz.denied", "not_found");
    }
    // A customer who tries numbers of orders.
    wanted.take(buyer.get("/orders/ZZZ-9999").await, 404, "authz.denied", "not_found");
    // From inside a session there is no way to the portal's pages.
    let acting = Acting::in_browser(ana.clone(), "oleg").await;
    wanted.take(acting.post(&at(&account), &FIELDS).await, 404, "on_behalf.denied", "nested");
    // Cookies that belong elsewhere.
    let with = |name: &str, value: &str| app.browser().with_cookies(&format!("{name}={value}"));
    let (of_buyer, of_ana) = (buyer.cookie("__Host-shop"), ana.cookie("__Host-portal"));
    let of_behalf = acting.browser.cookie("__Host-as-");
    for token in [&of_behalf, &of_buyer] {
        let page = with("__Host-portal", token).post(&at(&account), &FIELDS).await;
        wanted.take(page, 303, "authz.denied", "realm");
    }
    wanted.take(with("__Host-shop", &of_ana).get("/orders").await, 303, "authz.denied", "realm");
    let name = acting.base.replace("/as/", "__Host-as-");
    wanted.take(with(&name, &of_buyer).get(&acting.at("/cart")).await, 410, "authz.denied", "realm");
    // Requests that are used, unknown, or another browser's.
    let who = login("agent");
    let typed = [("login", who.login), ("password", who.password)];
    let verify = acting.at("/verify");
    wanted.take(ana.post(&verify, &typed).await, 410, "on_behalf.denied", "over");
    wanted.take(app.browser().post(&verify, &typed).await, 410, "on_behalf.denied", "other_browser");
    let unknown = "/as/AAAAAAAAAAAAAAAAAAAAAA";
    wanted.take(ana.post(&format!("{unknown}/verify"), &typed).await, 410, "on_behalf.denied", "unknown");
    wanted.take(app.browser().get(&format!("{unknown}/cart")).await, 410, "on_behalf.denied", "unusable");
    // What does not exist for anybody is no refusal of anybody.
    let plain = buyer.get("/p/no-such-product").await.is(404);
    // Ten thousand are a few.
    let mut from = Vec::new();
    for _ in 0..400 {
        from.push(sales.get(&format!("/portal/contacts/{NOBODY}")).await.request_id().to_owned());
    }
    app.count_refusals().await;

    let events = app.events().await;
    for (request, kind, why) in wanted.0 {
        let found = denied(&events, &request);
        assert_eq!(found, [(kind.to_owned(), why.to_owned())], "{kind} {why}");
    }
    assert_eq!(denied(&events, plain.request_id()), []);
    let each: usize = from.iter().map(|request| denied(&events, request).len()).sum();
    assert!(each <= 30, "{each}");
    let counted = |event: &&Value| event.pointer("/details/why").and_then(Value::as_str) == Some("counted");
    let summaries: Vec<&Value> = events.iter().filter(counted).collect();
    let n: i64 = summaries.iter().filter_map(|e| e.pointer("/details/count").and_then(Value::as_i64)).sum();
    assert!(n >= 400 - 30, "the rest is counted: {n}");
    assert!(
        summaries.iter().all(|e| e.pointer("/actor/kind").and_then(Value::as_str) == Some("staff")),
        "whose they were"
    );
    app.check_log().await;
}

#[tokio::test]
async fn disabled_on_behalf_is_hidden_and_refused() {
    let app = TestApp::new().await;
    let ana = app.sign_in("agent").await;
    let (id, account) = contact(&ana, "oleg").await;
    let verify = ana.submit(&wish(&ana, &account).await).await.is(303).location;
    let app = app.again(&[("on-behalf", "off")]).await;
    let ana = app.browser().with_cookies(&ana.cookies());
    let order = ana.open("/portal/orders").await.link_to("/portal/orders/");
    let contact = format!("/portal/contacts/{id}");
    let company = ana.open(&contact).await.link_to("/portal/organizations/");
    for path in ["/portal/contacts", &contact, &company, &order, "/portal/orders", "/portal/sessions"] {
        let page = ana.open(path).await;
        let offers = "[href*=\"/on-behalf\"], [action*=\"/on-behalf\"], [formaction*=\"/on-behalf\"]";
        assert!(!page.has(offers), "{path} offers it");
        let buttons = page.texts("button, a");
        assert!(!buttons.iter().any(|text| text.starts_with("Login on behalf")), "{path} has a button for it");
    }
    let start = format!("/portal/accounts/{account}/on-behalf");
    let who = login("agent");
    let typed = [("login", who.login), ("password", who.password)];
    for page in [
        ana.get(&start).await,
        ana.post(&start, &FIELDS).await,
        ana.get(&verify).await,
        ana.post(&verify, &typed).await,
    ] {
        let page = page.is(403);
        assert!(page.text("main").contains("Login on behalf is switched off"), "the page as usual: {}", page.words());
    }
    app.check_log().await;
}
