//! Driving downloads and own item numbers: all that can be done with them.

use crate::complete::Driven;
use crate::http::{ask, get, post, right_before};

/// All of it, at a storefront that begins with `base`.
pub fn drive(addr: &str, base: &str, cookie: &str, driven: &mut Driven) {
    let at = |path: &str| format!("{base}{path}");
    driven.take("GET /c/{category}/export", get(addr, &at("/c/fasteners/export?format=csv"), cookie), 200);
    driven.take("GET /search/export", get(addr, &at("/search/export?q=bolt&format=xlsx"), cookie), 200);
    driven.take("GET /cart/export", get(addr, &at("/cart/export?format=csv"), cookie), 200);

    let path = at("/account/item-numbers");
    let here = |what: &str| format!("{path}/{what}");
    let typed = [("number", "D-1"), ("article", "TL-M-50")];
    driven.take("POST /account/item-numbers", post(addr, &path, cookie, &typed), 303);
    let page = driven.take("GET /account/item-numbers", get(addr, &format!("{path}?q=D-1"), cookie), 200).body;
    let id = right_before(&page, "/account/item-numbers/", "/remove").to_owned();
    let typed = [("id", id.as_str()), ("number", "D-2"), ("article", "TL-M-50")];
    driven.take("POST /account/item-numbers", post(addr, &path, cookie, &typed), 303);
    let page = get(addr, &format!("{path}?q=D-2"), cookie).expect("a page").body;
    let id = right_before(&page, "/account/item-numbers/", "/remove").to_owned();
    let nothing = [("x", "y")];
    driven.take(
        "POST /account/item-numbers/{id}/remove",
        post(addr, &here(&format!("{id}/remove")), cookie, &nothing),
        303,
    );
    driven.take(
        "POST /account/item-numbers/{id}/restore",
        post(addr, &here(&format!("{id}/restore")), cookie, &nothing),
        303,
    );
    let upload = |content: &str, status: u16, driven: &mut Driven| {
        let file = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"mine.csv\"\r\n\r\n{content}\r\n\r\n--b--\r\n"
        );
        let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n";
        driven.take(
            "POST /account/item-numbers/upload",
            ask(addr, "POST", &here("upload"), cookie, &file, headers),
            status,
        );
    };
    upload("SKU;Own number\r\nTL-M-50;D-3", 200, driven);
    upload("%PDF-1.7", 422, driven);
    let rows = [("rows", "2\tD-3\tTL-M-50\n3\tD-4\tnothing"), ("format", "csv")];
    driven.take("POST /account/item-numbers/failed", post(addr, &here("failed"), cookie, &rows), 200);
    driven.take("POST /account/item-numbers/apply", post(addr, &here("apply"), cookie, &rows), 303);
    driven.take("GET /account/item-numbers/export", get(addr, &here("export?format=csv"), cookie), 200);
    driven.take("GET /account/item-numbers/sample", get(addr, &here("sample?format=csv"), cookie), 200);
}
