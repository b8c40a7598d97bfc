//! Driving the pictures and documents of products.

use super::Driven;
use crate::http::{ask, between, get, post};
use crate::story::{person, sign_in};

/// The parts of a form with a file, which has no signs of its own that a text could not hold.
fn sent(field: &str, name: &str, content: &str) -> String {
    format!(
        "--b\r\nContent-Disposition: form-data; name=\"article\"\r\n\r\n{field}\r\n--b\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--b--\r\n"
    )
}

/// An archive with one drawing that is not packed; no byte of it is above 127.
fn archive() -> String {
    let (name, content) = ("HB-M8-40-ZN.svg", "<svg viewBox=\"0 0 1 1\"/>");
    let crc = (0_u32..).find_map(|salt| {
        let text = format!("{content}<!--{salt}-->");
        let crc = !text.bytes().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        });
        crc.to_le_bytes().iter().all(|byte| *byte < 128).then_some((text, crc))
    });
    let (content, crc) = crc.expect("one of sixteen");
    let length = u32::try_from(content.len()).expect("short").to_le_bytes();
    let named = u16::try_from(name.len()).expect("short").to_le_bytes();
    let about = [&[0; 6][..], &crc.to_le_bytes(), &length, &length, &named].concat();
    let file = [b"PK\x03\x04\x14\0\0\0".as_slice(), &about, &[0; 2], name.as_bytes(), content.as_bytes()].concat();
    let list = [b"PK\x01\x02\x14\0\x14\0\0\0".as_slice(), &about, &[0; 12], &[0; 4], name.as_bytes()].concat();
    let (size, at) = (u32::try_from(list.len()).expect("short"), u32::try_from(file.len()).expect("short"));
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &size.to_le_bytes(), &at.to_le_bytes(), &[0; 2]].concat();
    String::from_utf8([file, list, end].concat()).expect("a text")
}

/// Files of one product, an archive, and what is done with them.
pub fn drive(addr: &str, driven: &mut Driven) {
    const HEADERS: &str = "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    let admin = sign_in(addr, "/portal/sign-in", &person("admin")).expect("signed in");
    driven.take("GET /portal/media", get(addr, "/portal/media", &admin), 200);
    let sheet = sent("HB-M8-40-ZN", "sheet.pdf", "%PDF-1.7\n%%EOF\n");
    driven.take("POST /portal/media/add", ask(addr, "POST", "/portal/media/add", &admin, &sheet, HEADERS), 303);
    let zip = sent("", "all.zip", &archive());
    let result = driven.take("POST /portal/media", ask(addr, "POST", "/portal/media", &admin, &zip, HEADERS), 200).body;
    assert!(result.contains("1 of 1 files were added"), "{result}");
    let here = "/portal/products/HB-M8-40-ZN/media";
    let page = driven.take("GET /portal/products/{sku}/media", get(addr, here, &admin), 200).body;
    let document = format!("/portal/media/{}", between(&page, "href=\"/portal/media/", "\"").expect("a document"));
    driven.take("GET /portal/media/{digest}/{file}", get(addr, &document, &admin), 200);
    let public = document.trim_start_matches("/portal");
    driven.take("GET /media/{digest}/{file}", get(addr, public, ""), 200);
    let drawing = page
        .rsplit("action=\"/portal/products/HB%2DM8%2D40%2DZN/media/")
        .find_map(|rest| between(rest, "", "/up"))
        .expect("the second");
    let one = format!("{here}/{drawing}");
    driven.take(
        "POST /portal/products/{sku}/media/{id}/up",
        post(addr, &format!("{one}/up"), &admin, &[("x", "y")]),
        303,
    );
    let title = [("title", "A bolt")];
    driven.take("POST /portal/products/{sku}/media/{id}", post(addr, &one, &admin, &title), 303);
    let remove = format!("{one}/remove");
    driven.take("POST /portal/products/{sku}/media/{id}/remove", post(addr, &remove, &admin, &[("x", "y")]), 303);
}
