//! Driving the lists: all that can be done with them, with lines saved for later and with an order again.

use crate::complete::Driven;
use crate::http::{field, get, post};

/// All of it, at a storefront that begins with `base`, with this product and this order.
pub fn drive(addr: &str, base: &str, cookie: &str, (slug, number): (&str, &str), driven: &mut Driven) {
    let at = |path: &str| format!("{base}{path}");
    let nothing = [("x", "y")];
    let go = |path: &str, fields: &[(&str, &str)]| post(addr, &at(path), cookie, fields);
    driven.take("GET /lists", get(addr, &at("/lists"), cookie), 200);
    let fields = [("name", "Weekly"), ("note", "Mondays"), ("sharing", "read")];
    let made = driven.take("POST /lists", go("/lists", &fields), 303).location;
    let path = made.split('?').next().and_then(|path| path.strip_prefix(base)).expect("a list").to_owned();
    let id = path.trim_start_matches("/lists/").to_owned();
    driven.take("GET /lists/add", get(addr, &at("/lists/add?from=cart"), cookie), 200);
    let into = [("from", "product"), ("slug", slug), ("list", id.as_str())];
    driven.take("POST /lists/add", go("/lists/add", &into), 303);
    let typed = [("number", "BB-6204-2RS"), ("quantity", "2")];
    driven.take("POST /lists/{id}/lines", go(&format!("{path}/lines"), &typed), 303);
    let page = driven.take("GET /lists/{id}", get(addr, &at(&path), cookie), 200).body;
    driven.take("GET /lists/{id}/export", get(addr, &at(&format!("{path}/export?format=csv")), cookie), 200);
    let version = field(&page, "version");
    let line = format!("note-{slug}");
    let quantity_name = format!("quantity-{slug}");
    let quantity = field(&page, &quantity_name);
    let change =
        [(line.as_str(), "for the van"), (quantity_name.as_str(), quantity.as_str()), ("version", version.as_str())];
    driven.take("POST /lists/{id}", go(&path, &change), 303);
    let version = field(&get(addr, &at(&path), cookie).expect("a page").body, "version");
    let edit = [("name", "Every week"), ("note", ""), ("sharing", "full"), ("version", version.as_str())];
    driven.take("POST /lists/{id}/edit", go(&format!("{path}/edit"), &edit), 303);
    driven.take("POST /lists/{id}/cart", go(&format!("{path}/cart"), &nothing), 303);
    let line = format!("{path}/lines/{slug}");
    driven.take("POST /lists/{id}/lines/{product}/remove", go(&format!("{line}/remove"), &nothing), 303);
    let back = [("quantity", quantity.as_str()), ("note", "for the van")];
    driven.take("POST /lists/{id}/lines/{product}/restore", go(&format!("{line}/restore"), &back), 303);
    driven.take("POST /lists/{id}/remove", go(&format!("{path}/remove"), &nothing), 303);
    driven.take("POST /lists/{id}/restore", go(&format!("{path}/restore"), &nothing), 303);
    driven.take("POST /cart/{product}/later", go(&format!("/cart/{slug}/later"), &nothing), 303);
    driven.take("POST /later/{product}/remove", go(&format!("/later/{slug}/remove"), &nothing), 303);
    driven.take("POST /later/{product}/restore", go(&format!("/later/{slug}/restore"), &back), 303);
    driven.take("POST /later/{product}/cart", go(&format!("/later/{slug}/cart"), &nothing), 303);
    driven.take("GET /bought", get(addr, &at("/bought"), cookie), 200);
    driven.take("POST /orders/{number}/again", go(&format!("/orders/{number}/again"), &nothing), 303);
}
