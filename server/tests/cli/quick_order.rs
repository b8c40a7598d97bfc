//! Driving the quick order: lines, a file, and all that can be done with them.

use crate::complete::Driven;
use crate::http::{ask, between, field, get, post};

/// All of it, at a storefront that begins with `base`.
pub fn drive(addr: &str, base: &str, cookie: &str, driven: &mut Driven) {
    let path = format!("{base}/quick-order");
    driven.take("GET /quick-order", get(addr, &path, cookie), 200);
    let lines = [("lines", "BB-6204-2RS 2\nQA-G12 2.5\n")];
    let read = driven.take("POST /quick-order", post(addr, &path, cookie, &lines), 303).location;
    let at = |what: &str| format!("{read}{what}");
    driven.take("GET /quick-order/{id}", get(addr, &read, cookie), 200);
    let mended = [("quantity-2", "3")];
    driven.take("POST /quick-order/{id}", post(addr, &read, cookie, &mended), 303);
    let failed = [("format", "csv")];
    driven.take("POST /quick-order/{id}/failed", post(addr, &at("/failed"), cookie, &failed), 200);
    let version = field(&get(addr, &read, cookie).expect("a page").body, "version");
    let shown = [("version", version.as_str())];
    driven.take("POST /quick-order/{id}/add", post(addr, &at("/add"), cookie, &shown), 303);
    driven.take("POST /quick-order/{id}/undo", post(addr, &at("/undo"), cookie, &[("x", "y")]), 303);
    let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"may.csv\"\r\n\r\n\
                SKU;Qty\r\nTL-M-50;1\r\n\r\n--b--\r\n";
    let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    let read = driven.take("POST /quick-order", ask(addr, "POST", &path, cookie, file, headers), 303).location;
    let page = get(addr, &read, cookie).expect("a page").body;
    assert!(between(&page, "data-sku=\"TL-M-50\"", ">").is_some(), "{page}");
    let fields = [("sheet", "0"), ("header", "1"), ("column-0", "article"), ("column-1", "quantity")];
    driven.take("POST /quick-order/{id}/again", post(addr, &format!("{read}/again"), cookie, &fields), 303);
}
