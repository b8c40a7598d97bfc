//! Driving prepared carts: an agent fills one and hands it over, and the customer answers.

use crate::complete::Driven;
use crate::http::{field, get, post, right_before};
use crate::story::{person, sign_in};

/// All of it: the agent at a storefront that begins with `base`, and Oleg; `slug` is a product.
pub fn drive(addr: &str, (base, behalf): (&str, &str), slug: &str, driven: &mut Driven) {
    let own = sign_in(addr, "/sign-in", &person("buyer")).expect("signed in");
    let (nothing, at) = ([("x", "y")], |path: &str| format!("{base}{path}"));
    driven.take("POST /prepared", post(addr, &at("/prepared"), behalf, &nothing), 303);
    let product = at(&format!("/p/{slug}"));
    let quantity = field(&get(addr, &product, behalf).expect("a page").body, "quantity");
    let fields = [("quantity", quantity.as_str())];
    let add = || assert_eq!(post(addr, &product, behalf, &fields).expect("an answer").status, 303);
    add();
    let page = get(addr, &at("/cart"), behalf).expect("a page").body;
    let id = right_before(&page, &at("/prepared/"), "/hand-over").to_owned();
    let cart = format!("/prepared/{id}");
    let mut agent = |route: &str, what: &str| {
        let answer = post(addr, &at(&format!("{cart}{what}")), behalf, &nothing);
        driven.take(route, answer, 303);
    };
    agent("POST /prepared/{id}/hand-over", "/hand-over");
    agent("POST /prepared/{id}/take-back", "/take-back");
    agent("POST /prepared/{id}/reopen", "/reopen");
    agent("POST /prepared/{id}/hand-over", "/hand-over");
    driven.take("GET /prepared", get(addr, &at("/prepared"), behalf), 200);
    driven.take("GET /prepared/{id}", get(addr, &at(&cart), behalf), 200);
    driven.take("GET /prepared/{id}", get(addr, &cart, &own), 200);
    let double = (quantity.parse::<i64>().expect("a number") * 2).to_string();
    let line = format!("quantity-{slug}");
    driven.take("POST /prepared/{id}", post(addr, &cart, &own, &[(&line, &double)]), 303);
    let line = format!("{cart}/{slug}");
    let mut customer = |route: &str, path: &str, fields: &[(&str, &str)]| {
        driven.take(route, post(addr, path, &own, fields), 303);
    };
    customer("POST /prepared/{id}/{product}/remove", &format!("{line}/remove"), &nothing);
    customer("POST /prepared/{id}/{product}/restore", &format!("{line}/restore"), &fields);
    customer("POST /prepared/{id}/merge", &format!("{cart}/merge"), &nothing);
    customer("POST /prepared/{id}/undo", &format!("{cart}/undo"), &nothing);
    customer("POST /prepared/{id}/decline", &format!("{cart}/decline"), &[("reason", "Not now.")]);
    driven.take("GET /cart/version", get(addr, &at("/cart/version"), behalf), 200);
    // A second one, left and chosen again, and thrown away.
    assert_eq!(post(addr, &at("/prepared"), behalf, &nothing).expect("an answer").status, 303);
    add();
    let page = get(addr, &at("/cart"), behalf).expect("a page").body;
    let id = right_before(&page, &at("/prepared/"), "/hand-over").to_owned();
    for cart in ["", id.as_str()] {
        let chosen = post(addr, &at("/prepared/choose"), behalf, &[("cart", cart)]);
        driven.take("POST /prepared/choose", chosen, 303);
    }
    let discarded = post(addr, &at(&format!("/prepared/{id}/discard")), behalf, &nothing);
    driven.take("POST /prepared/{id}/discard", discarded, 303);
}
