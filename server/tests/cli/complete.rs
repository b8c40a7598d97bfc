//! Every route and server function is in the table of routes, with the event that it records or as a read that needs none.
//! Each of them is called.

mod factors;
mod media;
mod ordering;

use crate::http::{Answer, ask, between, click_twice, clicks_twice, field, get, post};
use crate::made::made;
use crate::program::Place;
use crate::routes::ROUTES;
use crate::story::{Story, act, act_for, agent, customer, oleg, order, person, product, sign_in};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_route_and_server_function_is_in_the_table() {
    let known: BTreeSet<String> =
        ROUTES.iter().map(|(route, _)| (*route).to_owned()).filter(|route| route != "REFUSED").collect();
    let made = made();
    let new: Vec<&String> = made.difference(&known).collect();
    assert!(new.is_empty(), "say in ROUTES which event each of these leaves, or that it needs none: {new:?}");
    let gone: Vec<&String> = known.difference(&made).collect();
    assert!(gone.is_empty(), "these are in ROUTES and nowhere else: {gone:?}");
}

/// The requests that were made, by route.
#[derive(Default)]
pub struct Driven(BTreeMap<String, Vec<String>>);

impl Driven {
    pub fn take(&mut self, route: &str, answer: Result<Answer, String>, status: u16) -> Answer {
        let answer = answer.expect("an answer");
        assert_eq!(answer.status, status, "{route}: {}", answer.location);
        self.0.entry(route.to_owned()).or_default().push(answer.request_id.clone());
        answer
    }
}

fn driven(place: &Place, addr: &str) -> Driven {
    let mut driven = Driven::default();
    drive(place, addr, &mut driven);
    refused(addr, &mut driven);
    driven
}

/// Two that wait for each other are ended by PostgreSQL, so it is where double clicks fail.
#[test]
fn every_form_may_be_sent_twice_at_the_same_moment() {
    for place in [Some(Place::demo()), Place::on_postgres()].into_iter().flatten() {
        let server = place.start("serve", &[]);
        click_twice();
        driven(&place, &server.addr);
        server.stop();
        let said = std::fs::read_to_string(place.file("errors")).expect("what it said");
        assert!(!said.contains("database unavailable"), "{said}");
    }
}

#[test]
fn every_route_leaves_what_the_table_says() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let driven = driven(&place, &server.addr);
    server.stop();
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in place.events() {
        let of = |pointer: &str| event.pointer(pointer).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        kinds.entry(of("/request/id")).or_default().insert(of("/type"));
    }
    for (route, events) in ROUTES.iter().copied() {
        // The catch-alls are driven as the functions behind them; these are outside of every session, and the last one is
        // for two hosts, where the tests of the hand-off drive it.
        if route.contains("{*") || ["GET /healthz", "GET /readyz", "POST /verify/open"].contains(&route) {
            continue;
        }
        let requests = driven.0.get(route).unwrap_or_else(|| panic!("{route} is not driven"));
        let left: BTreeSet<&str> =
            requests.iter().filter_map(|id| kinds.get(id)).flatten().map(String::as_str).collect();
        for kind in events {
            assert!(left.contains(kind), "{route} left {left:?} and not {kind}");
        }
        assert!(!events.is_empty() || left.is_empty(), "{route} left {left:?}: say so in the table");
    }
}

/// What everybody chooses who has a link to a new password.
pub const CHOSEN: &str = "seven quiet lanterns by the harbour";

/// Everything that can be done, at one address; the mails of what serves there are in `place`.
pub fn drive(place: &Place, addr: &str, driven: &mut Driven) {
    portal(addr, driven);
    crate::functions::drive(addr, driven);
    factors::drive(addr, driven);
    consent(addr, driven);
    company(addr, driven);
    ordering::company(addr, driven);
    media::drive(addr, driven);
    shop(addr, driven);
    staff(place, addr, driven);
    invitations(place, addr, driven);
    crate::import_pages::drive(addr, driven);
    sign_ins(addr, driven);
    passwords(place, addr, driven);
}

fn portal(addr: &str, driven: &mut Driven) {
    driven.take("GET /portal/sign-in", get(addr, "/portal/sign-in", ""), 200);
    let ana = agent();
    let signed = post(addr, "/portal/sign-in", "", &[("login", ana.login), ("password", ana.password)]);
    let portal = driven.take("POST /portal/sign-in", signed, 303).cookie;
    driven.take("GET /portal", get(addr, "/portal", &portal), 303);
    driven.take("GET /portal/contacts", get(addr, "/portal/contacts?q=oleg", &portal), 200);
    let (contact, account) = oleg(addr, &portal).expect("Oleg");
    let page =
        driven.take("GET /portal/contacts/{id}", get(addr, &format!("/portal/contacts/{contact}"), &portal), 200);
    let company = between(&page.body, "/portal/organizations/", "\"").expect("a company").to_owned();
    let start = format!("/portal/accounts/{account}/on-behalf");
    driven.take("GET /portal/accounts/{id}/on-behalf", get(addr, &start, &portal), 200);
    let named = driven.take(
        "GET /account/impersonate/{id}",
        get(addr, &format!("/account/impersonate/{account}?ticket=SUP-1"), &portal),
        303,
    );
    driven.take("GET /portal/behalf/new", get(addr, &named.location, &portal), 200);
    driven.take("GET /portal/organizations/{id}", get(addr, &format!("/portal/organizations/{company}"), &portal), 200);
    let list = driven.take("GET /portal/orders", get(addr, "/portal/orders", &portal), 200);
    let number = between(&list.body, "href=\"/portal/orders/", "\"").expect("an order").to_owned();
    let keys = [("keys", "off")];
    driven.take("POST /portal/security/keys", post(addr, "/portal/security/keys", &portal, &keys), 303);
    let kept = [("view", "status=placed"), ("name", "Placed")];
    driven.take("POST /portal/orders", post(addr, "/portal/orders", &portal, &kept), 303);
    let kept = [("view", "status=locked"), ("name", "Locked")];
    driven.take("POST /portal/contacts", post(addr, "/portal/contacts", &portal, &kept), 303);
    let views = get(addr, "/portal/contacts", &portal).expect("the list");
    let id = between(&views.body, "/portal/views/", "/remove").expect("a view").to_owned();
    let view = format!("/portal/views/{id}/remove");
    driven.take("POST /portal/views/{id}/remove", post(addr, &view, &portal, &[("x", "y")]), 303);
    driven.take("GET /portal/orders/{number}", get(addr, &format!("/portal/orders/{number}"), &portal), 200);
    let buyer = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let failed = get(addr, "/p/no-such-product", &buyer).expect("a page").body;
    let reference = between(&failed, "<b class=\"sku\">E-", "</b>").expect("a reference").to_owned();
    let problem = format!("/portal/problems/E-{reference}");
    driven.take("GET /portal/problems/{reference}", get(addr, &problem, &portal), 200);
    driven.take("GET /portal/sessions", get(addr, "/portal/sessions", &portal), 200);
    let search = ask(
        addr,
        "POST",
        "/portal/api/contact/search",
        &portal,
        "query=oleg&organization=&status=",
        "Sec-Fetch-Site: same-origin\r\n",
    );
    driven.take("FN /portal/api/contact/search", search, 200);
    let here = "Sec-Fetch-Site: same-origin\r\n";
    let found = ask(addr, "POST", "/portal/api/find", &portal, "query=oleg", here);
    driven.take("FN /portal/api/find", found, 200);
    driven.take("GET /portal/find", get(addr, "/portal/find?q=oleg", &portal), 200);
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    driven.take("GET /portal/audit", get(addr, "/portal/audit", &auditor), 200);
    let filter = [("q", "result:denied"), ("name", "Refusals")];
    driven.take("POST /portal/audit/verify", post(addr, "/portal/audit/verify", &auditor, &[("q", "")]), 303);
    driven.take("POST /portal/audit/filters", post(addr, "/portal/audit/filters", &auditor, &filter), 303);
    let kept = get(addr, "/portal/audit", &auditor).expect("the log");
    let id = between(&kept.body, "/portal/audit/filters/", "/remove").expect("a filter").to_owned();
    let filter = format!("/portal/audit/filters/{id}/remove");
    driven.take("POST /portal/audit/filters/{id}/remove", post(addr, &filter, &auditor, &[("x", "y")]), 303);
    let taken = [("q", "result:denied"), ("format", "csv")];
    driven.take("POST /portal/audit/export", post(addr, "/portal/audit/export", &auditor, &taken), 200);
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    driven.take("GET /portal/staff", get(addr, "/portal/staff", &supervisor), 200);
    driven.take("GET /portal/kit", get(addr, "/portal/kit", &supervisor), 200);
    driven.take("POST /portal/kit", post(addr, "/portal/kit", &supervisor, &[("name", "x")]), 422);
    driven.take("POST /portal/sign-out", post(addr, "/portal/sign-out", &supervisor, &[("x", "y")]), 303);
    on_behalf(addr, &portal, &start, driven);
}

fn on_behalf(addr: &str, portal: &str, path: &str, driven: &mut Driven) {
    let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = driven.take("POST /portal/accounts/{id}/on-behalf", post(addr, path, portal, &fields), 303);
    driven.take("GET /verify", get(addr, &asked.location, portal), 200);
    let ana = agent();
    let verified = post(addr, &asked.location, portal, &[("login", ana.login), ("password", ana.password)]);
    let behalf = driven.take("POST /verify", verified, 303).cookie;
    let base = asked.location.strip_suffix("/verify").expect("an address").to_owned();
    let mut story = Story { portal: portal.to_owned(), base: base.clone(), behalf: behalf.clone(), ..Story::default() };
    let slug = product(addr, &story).expect("a product");
    let at = |path: &str| format!("{base}{path}");
    let page = get(addr, &at(&format!("/p/{slug}")), &behalf).expect("a page");
    let quantity = field(&page.body, "quantity");
    let fields = [("quantity", quantity.as_str())];
    driven.take("POST /p/{product}", post(addr, &at(&format!("/p/{slug}")), &behalf, &fields), 303);
    driven.take("GET /cart", get(addr, &at("/cart"), &behalf), 200);
    let double = (quantity.parse::<i64>().expect("a number") * 2).to_string();
    let line = format!("quantity-{slug}");
    driven.take("POST /cart", post(addr, &at("/cart"), &behalf, &[(&line, &double)]), 303);
    driven.take(
        "POST /cart/{product}/remove",
        post(addr, &at(&format!("/cart/{slug}/remove")), &behalf, &[("x", "y")]),
        303,
    );
    driven.take(
        "POST /cart/{product}/restore",
        post(addr, &at(&format!("/cart/{slug}/restore")), &behalf, &fields),
        303,
    );
    ordering::cart(addr, &base, &behalf, &slug, quantity.parse().expect("a number"), driven);
    crate::quick_order::drive(addr, &base, &behalf, driven);
    crate::item_numbers::drive(addr, &base, &behalf, driven);
    crate::prepared::drive(addr, (&base, &behalf), &slug, driven);
    driven.take("GET /checkout", get(addr, &at("/checkout"), &behalf), 200);
    ordering::files(addr, &story, driven);
    order(addr, &mut story).expect("an order");
    driven.0.entry("POST /checkout".to_owned()).or_default().push(story.request.clone());
    driven.take("GET /orders", get(addr, &at("/orders"), &behalf), 200);
    let number = story.order.clone().expect("a number");
    let file = at(&format!("/orders/{number}/export?format=csv"));
    driven.take("GET /orders/{number}/export", get(addr, &file, &behalf), 200);
    driven.take("GET /orders/{number}", get(addr, &at(&format!("/orders/{number}")), &behalf), 200);
    crate::lists::drive(addr, &base, &behalf, (&slug, &number), driven);
    driven.take("GET /account", get(addr, &at("/account"), &behalf), 200);
    driven.take("GET /account/support-access", get(addr, &at("/account/support-access"), &behalf), 200);
    driven.take("GET /alive", get(addr, &at("/alive"), &behalf), 204);
    driven.take("GET /end", get(addr, &at("/end"), &behalf), 303);
    driven.take("GET /more-time", get(addr, &at("/more-time"), &behalf), 200);
    let fields = [("login", ana.login), ("password", ana.password), ("minutes", "60"), ("back", "/cart")];
    let more = driven.take("POST /more-time", post(addr, &at("/more-time"), &behalf, &fields), 303);
    let base = more.location.strip_suffix("/cart").expect("the same page").to_owned();
    let end = format!("{base}/end");
    let ended = driven.take("POST /end", post(addr, &end, &more.cookie, &[("note", "done"), ("sure", "1")]), 303);
    let id = ended.location.split("?ended=").nth(1).expect("the session").to_owned();
    let path = format!("/portal/sessions/{id}");
    driven.take("GET /portal/sessions/{id}", get(addr, &path, portal), 200);
    let note = [("note", "Called back."), ("back", "/portal/sessions")];
    driven.take("POST /portal/sessions/{id}/note", post(addr, &format!("{path}/note"), portal, &note), 303);
}

/// A customer who wants to be asked, and every answer there is.
fn consent(addr: &str, driven: &mut Driven) {
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let say = |word: &str| post(addr, "/account/support-access", &own, &[("consent", word)]);
    driven.take("POST /account/support-access", say("ask"), 303);
    let ana = agent();
    let waits = || {
        let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "15")];
        let path = format!("/portal/accounts/{account}/on-behalf");
        let asked = post(addr, &path, &portal, &fields).expect("an answer");
        let typed = [("login", ana.login), ("password", ana.password)];
        let verified = post(addr, &asked.location, &portal, &typed).expect("an answer");
        assert!(verified.location.ends_with("/verify/wait"), "{}", verified.location);
        let shown = get(addr, "/account", &own).expect("a page").body;
        let asks = between(&shown, "/account/support-access/", "/allow").map(str::to_owned);
        let base = asked.location.trim_end_matches("/verify").to_owned();
        (base, format!("{portal}; {}", verified.cookie), asks.expect("the notice asks"))
    };
    let nothing = [("x", "y")];
    let (base, behalf, id) = waits();
    driven.take("GET /verify/wait", get(addr, &format!("{base}/verify/wait"), &behalf), 200);
    let path = format!("/account/support-access/{id}/refuse");
    driven.take("POST /account/support-access/{id}/refuse", post(addr, &path, &own, &nothing), 303);
    let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "15")];
    let asked = post(addr, &format!("/portal/accounts/{account}/on-behalf"), &portal, &fields).expect("an answer");
    let path = asked.location.replace("/verify", "/verify/cancel");
    driven.take("POST /verify/cancel", post(addr, &path, &portal, &nothing), 303);
    assert_eq!(get(addr, &asked.location, &portal).expect("an answer").status, 410, "nobody can use it now");
    let (base, behalf, _) = waits();
    driven.take("POST /verify/cancel", post(addr, &format!("{base}/verify/cancel"), &behalf, &nothing), 303);
    let (base, behalf, id) = waits();
    let path = format!("/account/support-access/{id}/allow");
    driven.take("POST /account/support-access/{id}/allow", post(addr, &path, &own, &nothing), 303);
    let path = format!("/account/support-access/{id}");
    driven.take("GET /account/support-access/{id}", get(addr, &format!("{base}{path}"), &behalf), 200);
    driven.take("GET /account/support-access/{id}", get(addr, &path, &own), 200);
    driven.take("POST /account/support-access/{id}/end", post(addr, &format!("{path}/end"), &own, &nothing), 303);
    let made = driven.take("POST /account/support-code", post(addr, "/account/support-code", &own, &nothing), 200);
    let code = between(&made.body, "Code for support\">", "</output>").expect("a code").to_owned();
    let (base, behalf, _) = waits();
    let typed = post(addr, &format!("{base}/verify/wait"), &behalf, &[("consent_code", code.as_str())]);
    driven.take("POST /verify/wait", typed, 303);
    let made = post(addr, "/account/support-code", &own, &nothing).expect("a page");
    let code = between(&made.body, "Code for support\">", "</output>").expect("a code").to_owned();
    driven.take("GET /portal/behalf/help", get(addr, "/portal/behalf/help", &portal), 200);
    let typed = post(addr, "/portal/behalf/help", &portal, &[("code", code.as_str())]);
    driven.take("POST /portal/behalf/help", typed, 303);
    driven.take("POST /account/support-access", say("allowed"), 303);
    // Signed in it would not end by itself.
    driven.take("GET /account/live", get(addr, "/account/live", ""), 204);
}

/// What a company decides, and an agent who only looks at it.
fn company(addr: &str, driven: &mut Driven) {
    let own = sign_in(addr, "/sign-in", &customer("therese")).expect("signed in");
    let say = |fields: &[(&str, &str)]| post(addr, "/account/company", &own, fields);
    driven.take("POST /account/company", say(&[("what", "approval"), ("above", "1")]), 303);
    driven.take("POST /account/company", say(&[("what", "consent"), ("consent", "ask")]), 303);
    driven.take("POST /account/company", say(&[("what", "consent"), ("consent", "allowed")]), 303);
    let page = driven.take("GET /account/company", get(addr, "/account/company", &own), 200).body;
    let account = between(&page, "name=\"account\" value=\"", "\"").expect("a member").to_owned();
    driven.take("POST /account/company", say(&[("what", "role"), ("account", &account), ("role", "approver")]), 303);
    driven.take("POST /account/company", say(&[("what", "role"), ("account", &account), ("role", "viewer")]), 303);
    let list = driven.take("GET /approvals", get(addr, "/approvals?state=waiting", &own), 200).body;
    let rows = between(&list, "<tbody>", "</tbody>").expect("a table");
    let waiting: Vec<&str> = rows.split("href=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
    let [one, two] = waiting.as_slice() else { panic!("{waiting:?}") };
    let reject = [("step", "reject"), ("reason", "Not now.")];
    driven.take("POST /orders/{number}", post(addr, one, &own, &[("step", "approve")]), 303);
    driven.take("POST /orders/{number}", post(addr, two, &own, &reject), 303);
    let buyer = sign_in(addr, "/sign-in", &customer("olga")).expect("signed in");
    let mut story = Story { behalf: buyer.clone(), ..Story::default() };
    order(addr, &mut story).expect("an order");
    driven.0.entry("POST /checkout".to_owned()).or_default().push(story.request.clone());
    let path = format!("/orders/{}", story.order.expect("a number"));
    driven.take("POST /orders/{number}", post(addr, &path, &buyer, &[("step", "withdraw")]), 303);
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal, ..Story::default() };
    act_for(addr, &mut story, "therese", &[("preset", "Help with an order")]).expect("a session");
    let at = |path: &str| format!("{}{path}", story.base);
    driven.take("GET /approvals", get(addr, &at("/approvals"), &story.behalf), 200);
    driven.take("GET /account/company", get(addr, &at("/account/company"), &story.behalf), 200);
    let path = at("/account/company/ordering");
    driven.take("GET /account/company/ordering", get(addr, &path, &story.behalf), 200);
    let approve = post(addr, &at(two), &story.behalf, &[("step", "approve")]);
    driven.take("REFUSED", approve, 403);
    let rule = post(addr, &at("/account/company"), &story.behalf, &[("what", "approval"), ("above", "")]);
    driven.take("REFUSED", rule, 403);
    post(addr, &at("/end"), &story.behalf, &[("note", "done")]).expect("ended");
}

fn staff(place: &Place, addr: &str, driven: &mut Driven) {
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    let mut go = |route: &str, path: &str, fields: &[(&str, &str)], status: u16| {
        let answer = if route.starts_with("GET") { get(addr, path, &admin) } else { post(addr, path, &admin, fields) };
        driven.take(route, answer, status).body
    };
    go("GET /portal/staff/invite", "/portal/staff/invite", &[], 200);
    let somebody = [("name", "Nora Vance"), ("email", "nora@kilnworth.example"), ("role", "agent")];
    go("POST /portal/staff/invite", "/portal/staff/invite", &somebody, 303);
    let list = go("GET /portal/staff", "/portal/staff?q=ana", &[], 200);
    let invited = between(&list, "/portal/staff/invite/", "/resend").expect("an invitation").to_owned();
    let path = format!("/portal/staff/invite/{invited}");
    go("POST /portal/staff/invite/{id}/resend", &format!("{path}/resend"), &[("x", "y")], 303);
    let welcome = link(place, "/portal/welcome/", 2);
    go("GET /portal/welcome/{token}", &welcome, &[], 200);
    let chosen = [("password", CHOSEN)];
    go("POST /portal/welcome/{token}", &welcome, &chosen, 303);
    go("GET /portal/welcome/{token}", &welcome, &[], 410);
    let list = go("GET /portal/staff", "/portal/staff", &[], 200);
    let too_late = between(&list, "/portal/staff/invite/", "/resend").expect("an old invitation").to_owned();
    let path = format!("/portal/staff/invite/{too_late}/revoke");
    go("POST /portal/staff/invite/{id}/revoke", &path, &[("x", "y")], 303);
    go("GET /portal/set-up/{token}", "/portal/set-up/guessed", &[], 410);
    go("POST /portal/set-up/{token}", "/portal/set-up/guessed", &[("name", "x")], 410);
    go("GET /portal/start", "/portal/start", &[], 200);
    go("GET /portal/staff/roles", "/portal/staff/roles", &[], 200);
    go("GET /portal/staff/roles/{role}", "/portal/staff/roles/junior", &[], 200);
    let less = [("may-view_contacts", "on"), ("behalf", "view"), ("scope", "all"), ("minutes", "15")];
    go("POST /portal/staff/roles/{role}", "/portal/staff/roles/junior", &less, 303);
    let list = go("GET /portal/staff", "/portal/staff?q=nora", &[], 200);
    let rows = between(&list, "<tbody>", "</tbody>").expect("a table");
    let nora = format!("/portal/staff/{}", between(rows, "/portal/staff/", "\"").expect("Nora"));
    go("GET /portal/staff/{id}", &nora, &[], 200);
    let list = go("GET /portal/contacts", "/portal/contacts?q=oleg", &[], 200);
    let contact = between(&list, "href=\"/portal/contacts/", "\"").expect("Oleg");
    let page = go("GET /portal/contacts/{id}", &format!("/portal/contacts/{contact}"), &[], 200);
    let company = between(&page, "/portal/organizations/", "\"").expect("a company");
    let administrator = format!("/portal/organizations/{company}/administrator");
    go("POST /portal/organizations/{id}/administrator", &administrator, &[("account", "")], 409);
    let ticked = format!("company-{company}");
    go("POST /portal/staff/{id}/scope", &format!("{nora}/scope"), &[(&ticked, "on")], 303);
    go("POST /portal/staff/{id}/role", &format!("{nora}/role"), &[("role", "sales")], 303);
    go("POST /portal/staff/{id}/sign-out", &format!("{nora}/sign-out"), &[("x", "y")], 303);
    go("POST /portal/staff/{id}/disable", &format!("{nora}/disable"), &[("x", "y")], 303);
    go("POST /portal/staff/{id}/enable", &format!("{nora}/enable"), &[("x", "y")], 303);
}

/// Customers who are invited: one by a form, again, all of a list, and one whose invitation is revoked.
fn invitations(place: &Place, addr: &str, driven: &mut Driven) {
    let ana = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let first = |status: &str| {
        let list = get(addr, &format!("/portal/contacts?status={status}"), &ana).expect("a list").body;
        let rows = between(&list, "<tbody>", "</tbody>").expect("a table").to_owned();
        format!("/portal/contacts/{}", between(&rows, "href=\"/portal/contacts/", "\"").expect("somebody"))
    };
    let contact = first("none");
    let route = "/portal/contacts/{id}/invite";
    let path = format!("{contact}/invite");
    let page = driven.take(&format!("GET {route}"), get(addr, &path, &ana), 200).body;
    let stores = between(&page, "name=\"store\"", "</select>").expect("stores").to_owned();
    let store = stores.split("value=\"").filter_map(|rest| rest.split('"').next()).find(|id| id.len() == 36);
    let fields = [
        ("store", store.expect("a store")),
        ("email", "first.visit@invited.example"),
        ("role", "buyer"),
        ("language", "en"),
        ("message", "Welcome"),
    ];
    driven.take(&format!("POST {route}"), post(addr, &path, &ana, &fields), 303);
    let page = driven.take("GET /portal/contacts/{id}", get(addr, &contact, &ana), 200).body;
    let again =
        format!("/portal/accounts/{}/invite", between(&page, "/portal/accounts/", "/invite\"").expect("a login"));
    driven.take("POST /portal/accounts/{id}/invite", post(addr, &again, &ana, &[("x", "y")]), 303);
    // Two for staff came before.
    let welcome = link(place, "/welcome/", 4);
    driven.take("GET /welcome/{token}", get(addr, &welcome, ""), 200);
    driven.take("POST /welcome/{token}", post(addr, &welcome, "", &[("password", CHOSEN)]), 303);
    driven.take("GET /welcome/{token}", get(addr, &welcome, ""), 410);
    let all = "/portal/invitations";
    driven.take(&format!("GET {all}"), get(addr, all, &ana), 200);
    driven.take(&format!("POST {all}"), post(addr, all, &ana, &[("x", "y")]), 303);
    let page = get(addr, &first("invited"), &ana).expect("a page").body;
    let account = page.split("/invite/revoke\"").next().and_then(|start| start.rsplit("/portal/accounts/").next());
    let path = format!("/portal/accounts/{}/invite/revoke", account.expect("an invitation"));
    driven.take("POST /portal/accounts/{id}/invite/revoke", post(addr, &path, &ana, &[("x", "y")]), 303);
}

/// Where somebody is signed in twice, and signing out there from here.
fn sign_ins(addr: &str, driven: &mut Driven) {
    for (path, own, field, who) in [
        ("/portal/sign-in", "/portal/security/sessions", "password", person("finance")),
        ("/sign-in", "/account/sessions", "current", customer("olga")),
    ] {
        let other = sign_in(addr, path, &who).expect("signed in");
        let here = sign_in(addr, path, &who).expect("signed in");
        let list = driven.take(&format!("GET {own}"), get(addr, own, &here), 200).body;
        let id = between(&list, "name=\"session\" value=\"others\"", "</form>")
            .and_then(|rest| between(rest, "value=\"", "\""));
        let id = id.expect("the other one").to_owned();
        for (value, password, status) in [("x", who.password, 404), (&id, who.password, 303)] {
            let typed = [("session", value), (field, password)];
            driven.take(&format!("POST {own}"), post(addr, own, &here, &typed), status);
        }
        // Where every form is sent twice there is one more, and the first of the list may be that.
        post(addr, own, &here, &[("session", "others"), (field, who.password)]).expect("an answer");
        assert_eq!(get(addr, own, &other).expect("an answer").status, 303, "signed out there");
        assert_eq!(get(addr, own, &here).expect("an answer").status, 200);
    }
}

/// Forgotten passwords of both realms, one that support helps with, and one that staff change themselves.
fn passwords(place: &Place, addr: &str, driven: &mut Driven) {
    let ana = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (_, account) = oleg(addr, &ana).expect("Oleg");
    let path = format!("/portal/accounts/{account}/reset");
    driven.take("POST /portal/accounts/{id}/reset", post(addr, &path, &ana, &[("x", "y")]), 303);
    let first = link(place, "/reset/", 1);
    let ask = |driven: &mut Driven, route: &str, login: &str| {
        driven.take(&format!("GET {route}"), get(addr, route, ""), 200);
        driven.take(&format!("POST {route}"), post(addr, route, "", &[("login", login)]), 303);
    };
    let chosen = [("password", CHOSEN)];
    let choose = |driven: &mut Driven, route: &str, path: &str| {
        let shown = driven.take(&format!("GET {route}"), get(addr, path, ""), 200);
        assert!(shown.head.contains("referrer-policy: no-referrer"), "{}", shown.head);
        assert!(shown.head.contains("cache-control: no-store"), "{}", shown.head);
        let token = path.rsplit('/').next().expect("a token");
        assert!(!shown.body.contains("<script") && !shown.body.contains(token), "a page whose address is a key");
        driven.take(&format!("POST {route}"), post(addr, path, "", &chosen), 303);
        driven.take(&format!("GET {route}"), get(addr, path, ""), 410);
    };
    ask(driven, "/forgot-password", person("buyer").login);
    let second = link(place, "/reset/", 2);
    driven.take("GET /reset/{token}", get(addr, &first, ""), 410);
    choose(driven, "/reset/{token}", &second);
    ask(driven, "/portal/forgot-password", person("finance").login);
    choose(driven, "/portal/reset/{token}", &link(place, "/portal/reset/", 1));
    let sales = person("sales");
    let own = sign_in(addr, "/portal/sign-in", &sales).expect("signed in");
    let path = "/portal/security/password";
    driven.take("GET /portal/security/password", get(addr, path, &own), 200);
    let typed = [("password", sales.password), ("new", "nine purple kettles sing softly"), ("others", "end")];
    driven.take("POST /portal/security/password", post(addr, path, &own, &typed), 303);
}

/// The address in the newest mail that holds a link under this path, once there are so many of them.
fn link(place: &Place, under: &str, count: usize) -> String {
    let mut is_settled = false;
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let mut mails: Vec<_> =
            std::fs::read_dir(place.file("data/mail")).into_iter().flatten().flatten().map(|e| e.path()).collect();
        mails.sort();
        let texts = mails.iter().filter_map(|path| std::fs::read_to_string(path).ok());
        // Long lines are broken with a soft "=" (RFC 2045).
        let links: Vec<String> = texts
            .map(|text| text.replace("=\r\n", ""))
            .filter_map(|text| Some(format!("{under}{}", between(&text, under, "\r\n")?)))
            .collect();
        if links.len() >= count {
            if clicks_twice() && !is_settled {
                // The mail of the second click may be the one that counts.
                is_settled = true;
                std::thread::sleep(std::time::Duration::from_millis(700));
                continue;
            }
            return links.last().expect("one at the least").clone();
        }
    }
    panic!("{count} mails with a link under {under} were not delivered");
}

fn shop(addr: &str, driven: &mut Driven) {
    driven.take("GET /sign-in", get(addr, "/sign-in", ""), 200);
    let buyer = person("buyer");
    let signed = post(addr, "/sign-in", "", &[("login", buyer.login), ("password", buyer.password)]);
    let own = driven.take("POST /sign-in", signed, 303).cookie;
    driven.take("GET /", get(addr, "/", &own), 200);
    let tree = driven.take("GET /c", get(addr, "/c", &own), 200);
    let category = between(&tree.body, "href=\"/c/", "\"").expect("a category").to_owned();
    driven.take("GET /c/{category}", get(addr, &format!("/c/{category}"), &own), 200);
    let found = driven.take("GET /search", get(addr, "/search?q=M8", &own), 200);
    driven.take("GET /compare", get(addr, "/compare", &own), 200);
    let slug = between(&found.body, "href=\"/p/", "\"").expect("a product").to_owned();
    driven.take("GET /p/{product}", get(addr, &format!("/p/{slug}"), &own), 200);
    driven.take("GET /pic/{product}", get(addr, &format!("/pic/{slug}.svg"), &own), 200);
    driven.take("POST /theme", post(addr, "/theme", &own, &[("theme", "dark")]), 303);
    driven.take("POST /language", post(addr, "/language", &own, &[("language", "en")]), 303);
    driven.take("POST /store", post(addr, "/store", "", &[("store", "uk")]), 303);
    let suggest = ask(addr, "POST", "/api/catalog/suggest", &own, "query=M8", "Sec-Fetch-Site: same-origin\r\n");
    driven.take("FN /api/catalog/suggest", suggest, 200);
    let mut story = Story { behalf: own.clone(), ..Story::default() };
    order(addr, &mut story).expect("an order of one's own");
    driven.take("GET /account/password", get(addr, "/account/password", &own), 200);
    let fields = [("current", buyer.password), ("new", "nine purple kettles sing softly")];
    driven.take("POST /account/password", post(addr, "/account/password", &own, &fields), 303);
    driven.take("POST /sign-out", post(addr, "/sign-out", &own, &[("x", "y")]), 303);
}

fn refused(addr: &str, driven: &mut Driven) {
    let buyer = person("buyer");
    let wrong = [("login", buyer.login), ("password", "not the password at all")];
    for n in 0..6 {
        let answer = post(addr, "/sign-in", "", &wrong).expect("an answer");
        assert!([401, 422, 429].contains(&answer.status), "try {n}: {}", answer.status);
        driven.0.entry("REFUSED".to_owned()).or_default().push(answer.request_id);
    }
    let auditor = sign_in(addr, "/portal/sign-in", &person("auditor")).expect("signed in");
    driven.take("REFUSED", get(addr, "/portal/contacts", &auditor), 403);
    driven.take(
        "REFUSED",
        ask(addr, "POST", "/portal/sign-out", &auditor, "x=y", "Sec-Fetch-Site: cross-site\r\n"),
        403,
    );
    driven.take("REFUSED", post(addr, "/theme", "", &[("theme", "no colour")]), 422);
    driven.take("REFUSED", post(addr, "/language", "", &[("language", "ar-XB")]), 422);
    let mut story =
        Story { portal: sign_in(addr, "/portal/sign-in", &agent()).expect("signed in"), ..Story::default() };
    act(addr, &mut story).expect("a session");
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let list = get(addr, "/portal/sessions", &supervisor).expect("sessions");
    let live = between(&list.body, "href=\"/portal/sessions/", "\"").expect("a live one").to_owned();
    let path = format!("/portal/sessions/{live}/end");
    driven.take("POST /portal/sessions/{id}/end", post(addr, &path, &supervisor, &[("x", "y")]), 303);
}
