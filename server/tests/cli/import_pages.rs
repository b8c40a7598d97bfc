//! Driving the import of data in the portal: all that can be done with a file.

use crate::complete::Driven;
use crate::http::{ask, between, get, post};
use crate::story::{person, sign_in};

/// All of it, by an administrator.
pub fn drive(addr: &str, driven: &mut Driven) {
    const PATH: &str = "/portal/import";
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    driven.take("GET /portal/import", get(addr, PATH, &admin), 200);
    driven.take("GET /portal/import/sample/{file}", get(addr, &format!("{PATH}/sample/stock.csv"), &admin), 200);
    let send = |driven: &mut Driven| {
        let file = "--b\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nstock\r\n--b\r\nContent-Disposition: form-data; \
            name=\"file\"; filename=\"s.csv\"\r\n\r\nSKU;Stock\r\nTL-M-50;41\r\nnothing;1\r\n\r\n--b--\r\n";
        let headers = "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n";
        driven.take("POST /portal/import", ask(addr, "POST", PATH, &admin, file, headers), 303).location
    };
    let checked = |here: &str| {
        for _ in 0..200 {
            let page = get(addr, here, &admin).expect("a page");
            if !page.body.contains("<progress") {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{here} is still worked on");
    };
    let here = send(driven);
    let mut step = |fields: &[(&str, &str)]| {
        checked(&here);
        driven.take("POST /portal/import/{id}", post(addr, &here, &admin, fields), 303);
    };
    let columns = [("sheet", "0"), ("header", "1"), ("column-0", "sku"), ("column-1", "stock")];
    step(&[&columns[..], &[("do", "choose")]].concat());
    step(&[&columns[..], &[("do", "keep"), ("name", "Till")]].concat());
    step(&[("do", "start")]);
    checked(&here);
    driven.take("GET /portal/import/{id}", get(addr, &here, &admin), 200);
    for ending in ["csv", "xlsx"] {
        let file = format!("{here}/refused.{ending}");
        driven.take(&format!("GET /portal/import/{{id}}/refused.{ending}"), get(addr, &file, &admin), 200);
    }
    let other = send(driven);
    checked(&other);
    driven.take("POST /portal/import/{id}", post(addr, &other, &admin, &[("do", "remove")]), 303);
    let list = get(addr, PATH, &admin).expect("a list").body;
    let id = between(&list, "/portal/import/mappings/", "/remove").expect("kept columns").to_owned();
    let remove = format!("{PATH}/mappings/{id}/remove");
    driven.take("POST /portal/import/mappings/{id}/remove", post(addr, &remove, &admin, &[("x", "y")]), 303);
}
