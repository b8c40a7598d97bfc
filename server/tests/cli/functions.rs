//! Acting on behalf by server functions: what a program gets, and what a browser without script gets from the same address.

use crate::complete::Driven;
use crate::http::{Answer, ask, between, form, get, post};
use crate::program::Place;
use crate::story::{Story, act_for, agent, customer, oleg, person, sign_in};

/// How a page of ours calls.
const PROGRAM: &str = "Sec-Fetch-Site: same-origin\r\nAccept: */*\r\n";
/// How a browser sends a form.
const PAGE: &str = "Sec-Fetch-Site: same-origin\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";

fn call(addr: &str, path: &str, cookie: &str, fields: &[(&str, &str)], how: &str) -> Answer {
    ask(addr, "POST", path, cookie, &form(fields), how).expect("an answer")
}

/// Where a reply leads.
fn to(answer: &Answer) -> String {
    between(&answer.body, "\"to\":\"", "\"").unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body)).to_owned()
}

fn asked(addr: &str, portal: &str) -> String {
    let (_, account) = oleg(addr, portal).expect("Oleg");
    let fields = [("account", account.as_str()), ("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = call(addr, "/portal/api/behalf/start", portal, &fields, PROGRAM);
    assert_eq!(asked.status, 200, "{}", asked.body);
    to(&asked).strip_suffix("/verify").expect("an address").to_owned()
}

#[test]
fn json_answer_says_what_the_page_shows() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let rejected = call(addr, "/portal/api/behalf/start", &portal, &[("account", &account)], PROGRAM);
    assert_eq!(rejected.status, 422);
    assert!(
        rejected.body.contains("\"is\":\"rejected\"") && rejected.body.contains("[\"preset\","),
        "{}",
        rejected.body
    );
    let base = asked(addr, &portal);
    let verify = format!("{base}/api/behalf/verify");
    let ana = agent();
    let empty = call(addr, &verify, &portal, &[("login", ana.login)], PROGRAM);
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("[[\"password\","), "{}", empty.body);
    let wrong = call(addr, &verify, &portal, &[("login", ana.login), ("password", "not it, sorry")], PROGRAM);
    assert_eq!(wrong.status, 401);
    assert!(wrong.head.contains("application/json") && wrong.body.contains("do not match"), "{}", wrong.body);
    assert!(wrong.body.contains("\"fields\":[]"), "nothing says which of them is wrong: {}", wrong.body);
    let typed = [("login", ana.login), ("password", ana.password)];
    let right = call(addr, &verify, &portal, &typed, PROGRAM);
    assert_eq!((right.status, to(&right)), (200, format!("{base}/?done=started")));
    let more = call(addr, &format!("{base}/api/behalf/more-time"), &right.cookie, &typed, PROGRAM);
    assert!(more.status == 422 && more.body.contains("[\"minutes\","), "{}", more.body);
    let over = call(addr, &verify, &portal, &typed, PROGRAM);
    assert!(over.status == 410 && over.body.contains("\"code\":\"signed_out\""), "{}: {}", over.status, over.body);
    let end = format!("{base}/api/behalf/end");
    let other = call(addr, &end, &right.cookie, &[("context", "01990000-0000-7000-8000-000000000000")], PROGRAM);
    assert!(other.status == 409 && other.body.contains("\"code\":\"conflict\""), "{}: {}", other.status, other.body);
    let ended = call(addr, &end, &right.cookie, &[("note", "done")], PROGRAM);
    assert!(ended.status == 200 && to(&ended).contains("?ended="), "{}", ended.body);
    let nobody = call(addr, "/api/behalf/end", "", &[("x", "y")], PROGRAM);
    assert_eq!(nobody.status, 403);
    server.stop();
    let events = place.events();
    let left = |answer: &Answer| {
        let of_request = events.iter().filter(|event| event["request"]["id"] == answer.request_id.as_str());
        of_request.filter_map(|event| event["type"].as_str()).collect::<Vec<_>>()
    };
    // An error that the person has read is recorded neither as forged nor as unreadable.
    assert_eq!((left(&empty), left(&wrong)), (vec![], vec!["auth.reauth.failed"]));
    assert_eq!(left(&over), ["on_behalf.denied"]);
    assert_eq!(left(&other), ["input.rejected"]);
    assert_eq!(left(&rejected), ["account.viewed"]);
}

#[test]
fn form_without_script_gets_the_page() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let start = "/portal/api/behalf/start";
    let short = [("account", account.as_str()), ("preset", "other"), ("words", "too short")];
    let rejected = call(addr, start, &portal, &short, PAGE);
    assert_eq!(rejected.status, 422);
    assert!(rejected.body.contains("value=\"too short\"") && rejected.body.contains("id=\"words-page-err\""));
    let fields = [("account", account.as_str()), ("preset", "Help with an order"), ("minutes", "30")];
    let begun = call(addr, start, &portal, &fields, PAGE);
    assert_eq!(begun.status, 303);
    let base = begun.location.strip_suffix("/verify").expect("an address").to_owned();
    let verify = format!("{base}/api/behalf/verify");
    let ana = agent();
    let empty = call(addr, &verify, &portal, &[("login", ana.login)], PAGE);
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains(&format!("value=\"{}\"", ana.login)) && empty.body.contains("id=\"password-err\""));
    assert!(empty.body.contains(&format!("action=\"{base}/verify\"")) && !empty.body.contains("<script"));
    let wrong = call(addr, &verify, &portal, &[("login", ana.login), ("password", "not it, sorry")], PAGE);
    assert!(wrong.status == 401 && wrong.body.contains("do not match") && !wrong.body.contains("not it, sorry"));
    let typed = [("login", ana.login), ("password", ana.password)];
    let right = call(addr, &verify, &portal, &typed, PAGE);
    assert_eq!((right.status, right.location), (303, format!("{base}/?done=started")));
    let over = call(addr, &verify, &portal, &typed, PAGE);
    assert!(over.status == 410 && over.body.contains("This session cannot be opened"), "{}", over.status);
    let more = [typed[0], typed[1], ("minutes", "60"), ("back", "/orders")];
    let more = call(addr, &format!("{base}/api/behalf/more-time"), &right.cookie, &more, PAGE);
    let base = more.location.strip_suffix("/orders").expect("the same page").to_owned();
    let ended = call(addr, &format!("{base}/api/behalf/end"), &more.cookie, &[("note", "done")], PAGE);
    assert!(ended.status == 303 && ended.location.contains("?ended="), "{}", ended.status);
    server.stop();
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn password_page_has_script_only_with_islands() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let verify = format!("{}/verify", asked(addr, &portal));
    let bare = get(addr, &verify, &portal).expect("a page").body;
    assert!(!bare.contains("<script") && !bare.contains("data-live"));
    let live = get(addr, &verify, &format!("{portal}; islands=1")).expect("a page");
    assert!(live.body.contains(&format!("data-live=\"{}\"", verify.replace("/verify", "/api/behalf/verify"))));
    // Each of its scripts is the program's own: it carries the nonce of this answer.
    let nonce = between(&live.head, "'nonce-", "'").expect("a nonce").to_owned();
    for tag in live.body.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        assert!(tag.to_ascii_lowercase().contains(&format!("nonce=\"{nonce}\"")), "{tag}");
    }
    assert!(live.body.contains("<script"));
    for other in ["/sign-in", "/portal/sign-in"] {
        let page = get(addr, other, "islands=1").expect("a page").body;
        assert!(page.contains("type=\"password\"") && !page.contains("<script"), "{other}");
    }
    server.stop();
}

/// A session of the agent for somebody: its address and its cookie.
fn session(addr: &str, portal: &str, words: &str) -> (String, String) {
    let mut story = Story { portal: portal.to_owned(), ..Story::default() };
    act_for(addr, &mut story, words, &[("preset", "Help with an order")]).expect("a session");
    (story.base, story.behalf)
}

#[test]
fn the_bar_leads_to_the_agents_other_sessions() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let (one, own) = session(addr, &portal, "oleg");
    let alone = get(addr, &format!("{one}/cart"), &own).expect("a page").body;
    assert!(!alone.contains("behalf-switch"), "with one session there is nothing to switch to");
    let (two, other) = session(addr, &portal, "olga+kovalenko");
    let both = format!("{own}; {other}");
    let page = get(addr, &format!("{one}/cart"), &both).expect("a page").body;
    let list = between(&page, " id=\"switch\"", "</dialog>").expect("the list");
    assert!(list.contains("Olga Kovalenko") && list.contains("minutes left") && !list.contains("Oleg"), "{list}");
    let slug = two.strip_prefix("/as/").expect("a slug");
    assert!(!page.contains(slug), "no page names the address of another session");
    let id = between(list, "name=\"to\" value=\"", "\"").expect("an id").to_owned();
    let switch = format!("{one}/api/behalf/switch");
    let led = call(addr, &switch, &both, &[("to", &id)], PAGE);
    assert_eq!((led.status, led.location), (303, format!("{two}/")));
    let led = call(addr, &switch, &both, &[("to", &id)], PROGRAM);
    assert_eq!((led.status, to(&led)), (200, format!("{two}/")));
    // Another browser holds no cookie of it: there is only its page in the portal.
    let led = call(addr, &switch, &own, &[("to", &id)], PAGE);
    assert_eq!((led.status, led.location), (303, format!("/portal/sessions/{id}")));
    let listed = call(addr, &switch, &own, &[("x", "y")], PROGRAM);
    assert!(listed.body.contains("\"is\":\"others\"") && listed.body.contains("\"here\":false"), "{}", listed.body);
    // More time is another session under another address; the old entry leads to it.
    let ana = agent();
    let typed = [("login", ana.login), ("password", ana.password), ("minutes", "60"), ("back", "/cart")];
    let more = post(addr, &format!("{two}/more-time"), &other, &typed).expect("more time");
    let two = more.location.strip_suffix("/cart").expect("the same page").to_owned();
    let both = format!("{own}; {}", more.cookie);
    let led = call(addr, &switch, &both, &[("to", &id)], PAGE);
    assert_eq!((led.status, led.location), (303, format!("{two}/")));
    // Somebody else's session is none of theirs, and neither is one that is over.
    let supervisor = sign_in(addr, "/portal/sign-in", &person("supervisor")).expect("signed in");
    let list = get(addr, "/portal/sessions", &supervisor).expect("sessions").body;
    assert!(list.contains("Olga Kovalenko"));
    let ended = post(addr, &format!("{two}/end"), &more.cookie, &[("sure", "1")]).expect("ended");
    assert_eq!(ended.status, 303);
    let over = call(addr, &switch, &both, &[("to", &id)], PAGE);
    assert!(over.status == 409 && over.body.contains("That session has ended."), "{}", over.status);
    let unknown = call(addr, &switch, &both, &[("to", "01990000-0000-7000-8000-000000000000")], PROGRAM);
    assert!(unknown.status == 409 && unknown.body.contains("rejected"), "{}: {}", unknown.status, unknown.body);
    // The customer's own pages know nothing of it, and lead nowhere.
    let buyer = sign_in(addr, "/sign-in", &customer("oleg")).expect("signed in");
    let own_page = get(addr, "/cart", &format!("{buyer}; {own}")).expect("a page").body;
    assert!(!own_page.contains("behalf-switch") && !own_page.contains("Olga"));
    let denied = call(addr, "/api/behalf/switch", &buyer, &[("to", &id)], PROGRAM);
    assert_eq!(denied.status, 403);
    server.stop();
    let events = place.events();
    for answer in [&over, &unknown, &listed] {
        let left = events.iter().filter(|event| event["request"]["id"] == answer.request_id.as_str()).count();
        assert_eq!(left, 0, "looking where to go leaves no event");
    }
}

/// Acting on behalf by server functions: as a browser without script sends forms to them, and as a program calls them.
pub fn drive(addr: &str, driven: &mut Driven) {
    let ana = agent();
    let portal = sign_in(addr, "/portal/sign-in", &ana).expect("signed in");
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    for (kind, accept, status) in [("POST", "text/html", 303), ("FN", "application/json", 200)] {
        let headers = format!("Sec-Fetch-Site: same-origin\r\nAccept: {accept}\r\n");
        let mut call = |base: &str, path: &str, cookie: &str, fields: &[(&str, &str)], status: u16| {
            let answer = ask(addr, "POST", &format!("{base}{path}"), cookie, &form(fields), &headers);
            let answer = driven.take(&format!("{kind} {path}"), answer, status);
            let led = between(&answer.body, "\"to\":\"", "\"").unwrap_or(&answer.location).to_owned();
            (led, answer.cookie)
        };
        let fields =
            [("account", account.as_str()), ("preset", "Help with an order"), ("mode", "full"), ("minutes", "15")];
        let (verify, _) = call("", "/portal/api/behalf/start", &portal, &fields, status);
        let base = verify.strip_suffix("/verify").expect("an address");
        let typed = [("login", ana.login), ("password", ana.password)];
        let (_, behalf) = call(base, "/api/behalf/verify", &portal, &typed, status);
        call(base, "/api/behalf/switch", &behalf, &[("to", "")], 200);
        let more = [typed[0], typed[1], ("minutes", "60"), ("back", "/cart")];
        let (back, behalf) = call(base, "/api/behalf/more-time", &behalf, &more, status);
        let base = back.strip_suffix("/cart").expect("the same page");
        call(base, "/api/behalf/end", &behalf, &[("sure", "1")], status);
    }
}
