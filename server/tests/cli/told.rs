//! What pages say: where a list ends, whose word counts, who did what for whom, and no number that a setting has changed.

use crate::http::{ask, between, get, post};
use crate::program::Place;
use crate::story::{Story, act, agent, oleg, order, person, product, sign_in};

#[test]
fn a_page_past_the_end_of_a_list_leads_to_its_last_page() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    for (path, cookie) in [
        ("/portal/contacts?q=", &portal),
        ("/portal/contacts?q=oleg", &portal),
        ("/portal/orders?q=", &portal),
        ("/portal/sessions?state=ended", &portal),
        ("/portal/staff?q=", &admin),
        ("/orders?q=", &own),
        ("/search?q=M8", &own),
        ("/c/fasteners?sort=name", &own),
        ("/account/company?q=", &own),
        ("/account/support-access?x=", &own),
    ] {
        let page = get(addr, &format!("{path}&page=4711"), cookie).expect("a page");
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("There is no page 4,711"), "{path}");
        let last = page.body.split("Go to the last page").next().and_then(|before| before.rsplit("href=\"").next());
        let last = last.and_then(|rest| rest.split('"').next()).expect("a link").replace("&amp;", "&");
        let page = get(addr, &last, cookie).expect("a page");
        assert!(page.status == 200 && !page.body.contains("There is no page"), "{path}: {last}");
        assert!(!page.body.contains(" 0 contacts") && !page.body.contains(" 0 orders"), "{path}: {last}");
    }
    server.stop();
}

#[test]
fn somebody_without_companies_reads_that_none_is_assigned() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let sales = person("sales");
    let list = get(addr, &format!("/portal/staff?q={}", sales.login.replace('@', "%40")), &admin).expect("staff").body;
    let rows = between(&list, "<tbody>", "</tbody>").expect("a table");
    let page = format!("/portal/staff/{}", between(rows, "/portal/staff/", "\"").expect("somebody"));
    assert_eq!(post(addr, &format!("{page}/scope"), &admin, &[("x", "y")]).expect("saved").status, 303);
    let portal = sign_in(addr, "/portal/sign-in", &sales).expect("signed in");
    for path in ["/portal/contacts", "/portal/contacts?page=3", "/portal/orders"] {
        let page = get(addr, path, &portal).expect("a page").body;
        assert!(page.contains("No company is assigned to you"), "{path}");
        assert!(!page.contains("as soon as a company has some"), "{path}");
    }
    server.stop();
}

#[test]
fn both_words_about_support_stand_there_and_which_one_counts() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (contact, account) = oleg(addr, &portal).expect("Oleg");
    let page = format!("/portal/contacts/{contact}");
    assert!(!get(addr, &page, &portal).expect("a page").body.contains("The stricter one counts:"));
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    post(addr, "/account/support-access", &own, &[("consent", "never")]).expect("saved");
    let text = "The customer's setting: never. The company's setting: allowed. The stricter one counts: never.";
    for path in [page, format!("/portal/accounts/{account}/on-behalf")] {
        assert!(get(addr, &path, &portal).expect("a page").body.contains(text), "{path}");
    }
    server.stop();
}

#[test]
fn an_order_names_the_same_people_on_every_page() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    order(addr, &mut story).expect("an order");
    let number = story.order.clone().expect("a number");
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    for path in ["/orders".to_owned(), format!("/orders/{number}"), "/account".to_owned()] {
        let page = get(addr, &path, &own).expect("a page").body;
        assert!(page.contains("Ana Silva (Support) for you"), "{path}");
        assert!(!page.contains(">Support for you"), "{path}");
    }
    let list = get(addr, "/portal/orders?q=PO-7", &story.portal).expect("a page").body;
    assert!(list.contains("Ana Silva (Support) for Oleg Koval"));
    assert!(list.contains("PO-7") && !list.contains("PO PO-7") && !list.contains("PO <bdi>PO-7"));
    server.stop();
}

#[test]
fn no_sentence_names_a_number_that_a_setting_has_changed() {
    let place = Place::demo();
    let server = place.start("serve", &["--behalf-idle", "2s", "--handoff", "20s"]);
    let addr = server.addr.as_str();
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    let over = get(addr, &format!("{}/cart", story.base), &story.behalf).expect("a page");
    assert_eq!(over.status, 410);
    assert!(over.body.contains("A session ends after 2 seconds without use."), "what holds here");
    assert!(!over.body.contains("15 minutes"), "what holds elsewhere");
    server.stop();
}

#[test]
fn the_demo_is_loaded_under_whatever_settings() {
    let place = Place::empty();
    let settings = [
        "--on-behalf",
        "off",
        "--portal-absolute",
        "4s",
        "--portal-idle",
        "3s",
        "--shop-absolute",
        "4s",
        "--shop-idle",
        "3s",
        "--behalf-idle",
        "2s",
        "--behalf-minutes",
        "15",
        "--staff-mfa",
        "required",
    ];
    place.start("demo", &settings).stop();
}

#[test]
fn the_end_asks_once_when_the_cart_is_left_without_an_order() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let slug = product(addr, &story).expect("a product");
    let at = |path: &str| format!("{}{path}", story.base);
    let add = |behalf: &str| post(addr, &at(&format!("/p/{slug}")), behalf, &[("quantity", "100")]).expect("added");
    assert_eq!(add(&story.behalf).status, 303);
    let asked = post(addr, &at("/end"), &story.behalf, &[("page", "/orders")]).expect("an answer");
    assert_eq!(asked.status, 200);
    assert!(asked.body.contains("no order was placed since"));
    assert!(asked.body.contains(&format!("href=\"{}\"", at("/orders"))), "the way back");
    assert_eq!(get(addr, &at("/cart"), &story.behalf).expect("a page").status, 200, "the session goes on");
    let ended = post(addr, &at("/end"), &story.behalf, &[("sure", "1")]).expect("an answer");
    assert_eq!(ended.status, 303);
    // From its own page in the portal, by its own agent, and never by another one.
    let mut story = Story { portal: story.portal.clone(), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let list = get(addr, "/portal/sessions", &story.portal).expect("sessions").body;
    let live = between(&list, "href=\"/portal/sessions/", "\"").expect("a live one").to_owned();
    let page = format!("/portal/sessions/{live}");
    let shown = get(addr, &page, &story.portal).expect("a page").body;
    assert!(shown.contains(&format!("href=\"{}/\"", story.base)) && shown.contains("End your session?"));
    let other = sign_in(addr, "/portal/sign-in", &person("junior")).expect("signed in");
    let refused = post(addr, &format!("{page}/end"), &other, &[("x", "y")]).expect("an answer");
    assert!([403, 404].contains(&refused.status), "{}", refused.status);
    assert_eq!(post(addr, &format!("{page}/end"), &story.portal, &[("x", "y")]).expect("an answer").status, 303);
    assert_eq!(get(addr, &format!("{}/cart", story.base), &story.behalf).expect("a page").status, 410);
    server.stop();
    let ended = place.events().into_iter().rfind(|e| e["type"] == "on_behalf.ended").expect("an event");
    assert!(ended.to_string().contains("\"stop\""), "{ended}");
}

#[test]
fn a_server_function_answers_with_a_code_and_a_sentence() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    let call = |path: &str, cookie: &str, body: &str| {
        ask(addr, "POST", path, cookie, body, "Sec-Fetch-Site: same-origin\r\n").expect("an answer")
    };
    let search = "/portal/api/contact/search";
    let typed = "query=oleg&organization=&status=";
    for (cookie, path, body, status, code) in [
        ("", search, typed, 401, "signed_out"),
        (auditor.as_str(), search, typed, 403, "forbidden"),
        (portal.as_str(), search, "nonsense=1", 400, "unreadable"),
        (portal.as_str(), "/api/catalog/suggest", "", 400, "unreadable"),
    ] {
        let answer = call(path, cookie, body);
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.body);
        let told: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(told["code"], code, "{}", answer.body);
        let text = told["text"].as_str().expect("a sentence");
        assert!(text.ends_with('.') && text.contains(' ') && !text.contains("Transport"), "{text}");
    }
    server.stop();
}
