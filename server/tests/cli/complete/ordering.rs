//! Driving what carts and orders say besides their goods: mending, files, and the rules of the company.

use super::Driven;
use crate::http::{ask, between, field, get, post};
use crate::story::{Story, customer, order_with, sign_in};

/// A file at a checkout.
const FILE: &str =
    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.txt\"\r\n\r\nA plan\r\n--b--\r\n";

/// A line that is wanted more often than there is stock.
pub fn cart(addr: &str, base: &str, cookie: &str, slug: &str, least: i64, driven: &mut Driven) {
    let at = |path: &str| format!("{base}{path}");
    let version = || field(&get(addr, &at("/cart"), cookie).expect("a page").body, "version");
    let (line, most) = (format!("quantity-{slug}"), (999_999 / least * least).to_string());
    post(addr, &at("/cart"), cookie, &[(&line, &most)]).expect("too many");
    let shown = version();
    let mend = [("mend", "all"), ("version", shown.as_str())];
    driven.take("POST /cart/mend", post(addr, &at("/cart/mend"), cookie, &mend), 303);
    let shown = version();
    driven.take("POST /cart/undo", post(addr, &at("/cart/undo"), cookie, &[("version", &shown)]), 303);
    let shown = version();
    driven.take("POST /cart/prices", post(addr, &at("/cart/prices"), cookie, &[("version", &shown)]), 303);
    post(addr, &at("/cart"), cookie, &[(&line, &least.to_string())]).expect("as it was");
}

/// Files: one is taken off again, one goes with an order.
pub fn files(addr: &str, story: &Story, driven: &mut Driven) {
    let at = |path: &str| format!("{}{path}", story.base);
    let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    let attach = || ask(addr, "POST", &at("/checkout/attach"), &story.behalf, FILE, headers);
    let page = driven.take("POST /checkout/attach", attach(), 200).body;
    let id = between(&page, "/attachments/", "\"").expect("a file").to_owned();
    driven.take("GET /attachments/{id}", get(addr, &at(&format!("/attachments/{id}")), &story.behalf), 200);
    let detach = [("detach", id.as_str())];
    driven.take("POST /checkout/detach", post(addr, &at("/checkout/detach"), &story.behalf, &detach), 200);
    let page = attach().expect("a page").body;
    let id = between(&page, "/attachments/", "\"").expect("a file").to_owned();
    let mut ordered = Story { base: story.base.clone(), behalf: story.behalf.clone(), ..Story::default() };
    order_with(addr, &mut ordered, &[("files", &id)]).expect("an order");
    let file = format!("/portal/attachments/{id}");
    driven.take("GET /portal/attachments/{id}", get(addr, &file, &story.portal), 200);
}

/// The rules of a company and its cost centres.
pub fn company(addr: &str, driven: &mut Driven) {
    const PATH: &str = "/account/company/ordering";
    const ROUTE: &str = "POST /account/company/ordering";
    let own = sign_in(addr, "/sign-in", &customer("therese")).expect("signed in");
    let mut say = |fields: &[(&str, &str)]| driven.take(ROUTE, post(addr, PATH, &own, fields), 303).location;
    say(&[("what", "add"), ("code", "4711"), ("name", "Works")]);
    say(&[("what", "add"), ("code", "4712"), ("name", "Sales")]);
    let page = get(addr, PATH, &own).expect("a page").body;
    let id =
        page.rsplit("name=\"id\" value=\"").next().and_then(|rest| rest.split('"').next()).expect("one").to_owned();
    let one = |what: &'static str| [("what", what), ("id", id.as_str())];
    say(&[("what", "change"), ("id", &id), ("code", "4713"), ("name", "Sales")]);
    say(&one("up"));
    say(&one("remove"));
    say(&one("restore"));
    say(&[("what", "rules"), ("po_number", "optional"), ("po_pattern", "*"), ("cost_centre", "optional")]);
    driven.take("GET /account/company/ordering", get(addr, PATH, &own), 200);
}
