//! Every storefront address under `/as/{slug}` says first in its body who acts for whom, whatever its answer is (R44).

use crate::http::{Answer, get, post};
use crate::program::Place;
use crate::routes::made;
use crate::story::{Story, act, agent, order, product, sign_in};
use sqlx::Connection;

/// Addresses that stand at the root only, or are no pages.
const OTHERS: [&str; 7] = ["/portal", "/api", "/pkg", "/healthz", "/readyz", "/account/live", "/alive"];

/// The first thing in the body is the bar.
fn has_bar_first(page: &str) -> bool {
    let body = page.split_once("<body").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
    body.is_some_and(|body| {
        let first = body.trim_start().split('>').next().unwrap_or_default();
        first.starts_with("<section") && first.contains("aria-label=\"Acting on behalf\"")
    })
}

fn check(what: &str, answer: &Answer) {
    assert!(has_bar_first(&answer.body), "{what}: {} without the bar first in the body", answer.status);
    for who in ["Ana Silva", "Oleg Koval", "End session"] {
        assert!(answer.body.contains(who), "{what}: the bar does not say {who}");
    }
}

#[test]
fn every_storefront_page_of_a_session_has_the_bar_first() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let portal = sign_in(addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal, ..Story::default() };
    act(addr, &mut story).expect("a session");
    let slug = product(addr, &story).expect("a product");
    order(addr, &mut story).expect("an order");
    let number = story.order.clone().expect("a number");
    let mut seen = std::collections::BTreeSet::new();
    let routes = made();
    let storefront = routes
        .iter()
        .filter_map(|route| route.strip_prefix("GET "))
        .filter(|path| !OTHERS.iter().any(|other| path.starts_with(other)));
    for route in storefront {
        for (category, product, number, id) in
            [("fasteners", slug.as_str(), number.as_str(), "x"), ("no-such", "no-such", "NO-SUCH", "no-such")]
        {
            let path = route
                .replace("{category}", category)
                .replace("{product}", product)
                .replace("{number}", number)
                .replace("{id}", id);
            let answer = get(addr, &format!("{}{path}", story.base), &story.behalf).expect("an answer");
            // What leads elsewhere shows nothing.
            if answer.status != 303 {
                check(&path, &answer);
                seen.insert(answer.status);
            }
        }
    }
    for status in [200, 404] {
        assert!(seen.contains(&status), "no {status} among {seen:?}");
    }
    let refused = [("current", "x"), ("new", "y")];
    let answer = post(addr, &format!("{}/account/password", story.base), &story.behalf, &refused).expect("an answer");
    assert_eq!(answer.status, 403);
    check("403", &answer);
    let answer = get(addr, &format!("{}/portal/contacts", story.base), &story.behalf).expect("an answer");
    assert_eq!(answer.status, 404);
    check("a page of the portal", &answer);
    take_products_away(&place);
    let answer = get(addr, &format!("{}/p/{slug}", story.base), &story.behalf).expect("an answer");
    assert!(answer.status >= 500, "{}", answer.status);
    check("500", &answer);
    server.stop();
}

/// From now on the pages of products fail.
fn take_products_away(place: &Place) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut db = sqlx::SqliteConnection::connect(&place.url()).await.expect("the database");
        sqlx::query("alter table product rename to product_gone").execute(&mut db).await.expect("renamed");
        db.close().await.expect("closed");
    });
}
