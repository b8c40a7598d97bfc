//! What somebody typed is text wherever it is shown, in the shop and in the portal (R73, R74): every field that people
//! can write holds markup, and every page that can be reached from a menu is read.

use crate::http::{Answer, field, get, post};
use crate::program::Place;
use crate::story::{Story, act_for, agent, order_with, person, product, sign_in};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Ends an attribute, a script and a text, and begins an element.
const MARKUP: &str = "\"'></script></textarea><x9 onload=1><!--";
/// What stands in a page where it was not escaped.
const ALIVE: &str = "<x9";
/// How many pages of one kind are read.
const ALIKE: usize = 4;

/// The address without what tells pages of one kind apart.
fn kind(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts = path.split('/').map(|part| if part.bytes().any(|b| b.is_ascii_digit()) { "#" } else { part });
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    format!("{}?{}", parts.collect::<Vec<_>>().join("/"), names.collect::<Vec<_>>().join("&"))
}

/// All pages that links lead to from `start`; gives on how many of them the text was.
fn read(addr: &str, start: &str, cookie: &str) -> usize {
    let (mut next, mut known) = (VecDeque::from([start.to_owned()]), BTreeSet::from([start.to_owned()]));
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut shown = 0;
    while let Some(path) = next.pop_front() {
        let count = alike.entry(kind(&path)).or_default();
        *count += 1;
        if *count > ALIKE {
            continue;
        }
        let answer = get(addr, &path, cookie).expect("an answer");
        shown += usize::from(is_text(&path, &answer));
        for link in answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
            let is_ours = link.starts_with('/') && !link.starts_with("/pkg/") && !link.starts_with("//");
            if is_ours && known.insert(link.clone()) {
                next.push_back(link);
            }
        }
    }
    shown
}

/// Whether the text is on a page, which must not take it for markup.
fn is_text(path: &str, answer: &Answer) -> bool {
    assert!(answer.status < 500, "{path}: {}", answer.status);
    let at = answer.body.find(ALIVE);
    let around = at.map(|at| answer.body.get(at.saturating_sub(200)..at + 60));
    assert!(at.is_none(), "{path} takes what was typed for markup: {around:?}");
    answer.body.contains("x9 onload")
}

#[test]
fn what_people_write_is_text_on_every_page() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let cookie = |realm: &str, role: &str| sign_in(addr, realm, &person(role)).expect("signed in");
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal: portal.clone(), ..Story::default() };
    act_for(addr, &mut story, "oleg", &[("preset", "other"), ("words", MARKUP), ("ticket", MARKUP)])
        .expect("a session");
    order_with(addr, &mut story, &[("note", MARKUP), ("po_number", MARKUP)]).expect("an order");
    let slug = product(addr, &story).expect("a product");
    let page = format!("{}/p/{slug}", story.base);
    let quantity = field(&get(addr, &page, &story.behalf).expect("a page").body, "quantity");
    post(addr, &page, &story.behalf, &[("quantity", &quantity)]).expect("in the cart");
    let line = [(format!("quantity-{slug}"), quantity.as_str()), (format!("note-{slug}"), MARKUP)];
    let line: Vec<(&str, &str)> = line.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let changed = post(addr, &format!("{}/cart", story.base), &story.behalf, &line).expect("an answer");
    assert_eq!(changed.status, 303);
    let acting = read(addr, &format!("{}/", story.base), &story.behalf);
    let ended = post(addr, &format!("{}/end", story.base), &story.behalf, &[("note", MARKUP), ("sure", "1")])
        .expect("an answer");
    assert_eq!(ended.status, 303);
    let (admin, auditor) = (cookie("/portal/sign-in", "admin"), cookie("/portal/sign-in", "auditor"));
    let invited = [("name", MARKUP), ("email", "x9@kilnworth.example"), ("role", "agent")];
    assert_eq!(post(addr, "/portal/staff/invite", &admin, &invited).expect("an answer").status, 303);
    let kept = [("q", "text:\"x9\""), ("name", "<x9 onload=1>")];
    post(addr, "/portal/audit/filters", &auditor, &kept).expect("an answer");
    for path in ["/sign-in", "/portal/sign-in"] {
        let answer = post(addr, path, "", &[("login", MARKUP), ("password", MARKUP), ("next", MARKUP)]);
        is_text(path, &answer.expect("an answer"));
    }
    let typed = "q=%3C%2Fscript%3E%3Cx9%20onload%3D1%3E";
    for (path, cookie) in [
        ("/search", ""),
        ("/portal/contacts", portal.as_str()),
        ("/portal/orders", &portal),
        ("/portal/sessions", &portal),
        ("/portal/staff", &admin),
        ("/portal/audit", &auditor),
    ] {
        let answer = get(addr, &format!("{path}?{typed}"), cookie).expect("an answer");
        assert!(is_text(path, &answer), "{path} does not say what was searched for");
    }
    let buyer = cookie("/sign-in", "buyer");
    let supervisor = cookie("/portal/sign-in", "supervisor");
    let counts = [
        ("acting", acting),
        ("buyer", read(addr, "/account", &buyer)),
        ("supervisor", read(addr, "/portal/sessions", &supervisor)),
        ("admin", read(addr, "/portal/staff", &admin)),
        ("auditor", read(addr, "/portal/audit", &auditor)),
    ];
    for (who, count) in counts {
        assert!(count > 0, "{who} saw nothing of what was typed: {counts:?}");
    }
    server.stop();
}
