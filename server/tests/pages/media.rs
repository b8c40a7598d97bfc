//! Pictures and documents of products: caring for them in the portal, seeing them in the storefront, and who may.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::made_files::{pdf, png, svg, zip};
use crate::people::Acting;

const SKU: &str = "HB-M8-40-ZN";
const SLUG: &str = "hex-bolt-din-933-m8x40-zinc-plated";
const PAGE: &str = "/portal/products/HB-M8-40-ZN/media";
const RED: [u8; 3] = [200, 20, 20];

async fn add(admin: &Browser, name: &str, bytes: &[u8]) {
    admin.upload("/portal/media/add", &[("article", SKU)], name, bytes).await.is(303);
}

#[tokio::test]
async fn pictures_and_documents_are_cared_for() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    assert!(admin.open("/portal/contacts").await.has("a[href=\"/portal/media\"]"));
    let unknown = admin.get("/portal/media?article=nothing").await.is(422);
    assert!(unknown.error_of("article").contains("article number"), "{:?}", unknown.errors());
    assert_eq!(unknown.value("article"), "nothing", "it stays as it was typed");
    let page = admin.follow(admin.get(&format!("/portal/media?article={SKU}")).await).await.is(200);
    assert!(page.says("No pictures and documents yet"));
    add(&admin, "bolt.png", &png(400, 200, RED)).await;
    add(&admin, "Data sheet.pdf", &pdf("sheet")).await;
    add(&admin, "plan.svg", &svg("<script>alert(1)</script>")).await;

    let page = admin.open(PAGE).await;
    assert_eq!(page.all("li.item").len(), 3);
    assert!(page.says("400 × 200"), "{}", page.words());
    let rename = page.form("form:has(input[name=title])");
    let long = admin.submit(&rename.clone().set("title", &"x".repeat(201))).await.is(422);
    assert!(long.holds(&"x".repeat(201)), "what was typed stays");
    admin.follow(admin.submit(&rename.set("title", "A <red> bolt")).await).await.is(200);
    let up = admin.open(PAGE).await.form("form[action$=\"/up\"]");
    admin.submit(&up).await.is(303);
    assert!(page.has("dialog") && page.says("Other products that have the same file keep it"), "removing asks first");
    let remove = admin.open(PAGE).await.form("form[action$=\"/remove\"]");
    let page = admin.follow(admin.submit(&remove).await).await.is(200);
    assert!(page.says("The file was removed from the product.") && page.all("li.item").len() == 2);
    app.check_log().await;
}

#[tokio::test]
async fn the_storefront_shows_pictures_and_documents() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let nobody = app.browser();
    let before = nobody.open(&format!("/p/{SLUG}")).await;
    assert_eq!(before.attr(".product-pic img", "src"), format!("/pic/{SLUG}.svg"), "the drawing of the demo");
    add(&admin, "bolt.png", &png(800, 400, RED)).await;
    add(&admin, "back.svg", &svg("")).await;
    add(&admin, "Data sheet.pdf", &pdf("sheet")).await;

    let page = nobody.open(&format!("/p/{SLUG}")).await;
    assert_eq!(page.all("ul.gallery li").len(), 2);
    assert_eq!(page.all("ul.gallery-ways a").len(), 2);
    let first = "ul.gallery img";
    assert!(page.attr(first, "srcset").contains("/640.webp 640w") && page.attr(first, "sizes").contains("480px"));
    assert_eq!((page.attr(first, "width"), page.attr(first, "height")), ("480".to_owned(), "240".to_owned()));
    assert!(page.attr(first, "alt").contains("M8"), "the name of the product");
    assert!(page.says("Data sheet.pdf") && page.says("PDF · 1 KB"), "{}", page.words());

    let photo = nobody.get(&page.attr(first, "src")).await.is(200);
    assert_eq!(photo.header("content-type"), "image/webp");
    assert_eq!(photo.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(photo.header("x-content-type-options"), "nosniff");
    assert!(photo.header("content-security-policy").contains("sandbox") && photo.bytes.starts_with(b"RIFF"));
    let tag = photo.header("etag").to_owned();
    let same = nobody.send("GET", &page.attr(first, "src"), "", &[("if-none-match", &tag)]).await.is(304);
    assert!(same.bytes.is_empty() && same.header("etag") == tag);
    let wide = page.attr(first, "src").replace("/640.webp", "/641.webp");
    nobody.get(&wide).await.is(404);

    let last =
        page.all("ul.gallery img").into_iter().next_back().and_then(|image| image.attr("src")).expect("a picture");
    let drawing = nobody.get(last).await.is(200);
    assert!(
        drawing.header("content-type") == "image/svg+xml"
            && drawing.header("content-security-policy").contains("sandbox")
    );
    let document = nobody.get(&page.attr("ul.documents a", "href")).await.is(200);
    assert_eq!(document.header("content-type"), "application/pdf");
    assert!(document.header("content-disposition").starts_with("attachment; filename=\"Data sheet.pdf\""));

    let found = nobody.open("/search?q=hex+bolt+M8+x+40+zinc+plated").await;
    assert!(found.has(".pic[data-photo] img[srcset]"), "in a list: {}", found.words());
    let acting = Acting::new(&app).await;
    acting.post(&format!("/p/{SLUG}"), &[("quantity", "100")]).await.is(303);
    let cart = acting.open("/cart").await;
    let thumb = format!(".line .pic[data-photo] img[src^=\"{}\"]", acting.at("/media/"));
    assert!(cart.has(&thumb), "in the cart");
    acting.browser.get(&cart.attr(&thumb, "src")).await.is(200);
    app.check_log().await;
}

#[tokio::test]
async fn files_are_for_those_who_may_see_the_product() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    add(&admin, "sheet.pdf", &pdf("sheet")).await;
    let document = admin.open(PAGE).await.attr("li.item a", "href");
    admin.get(&document).await.is(200);
    let public = document.trim_start_matches("/portal").to_owned();
    let nobody = app.browser();
    nobody.get(&public).await.is(200);
    for path in ["/media/0/document.pdf", "/media/../document.pdf", &public.replace("document.pdf", "drawing.svg")] {
        nobody.get(path).await.is(404);
    }
    for who in ["agent", "supervisor", "auditor"] {
        let other = app.sign_in(who).await;
        other.get(PAGE).await.is(403);
        other.get(&document).await.is(403);
        other.upload("/portal/media", &[], "a.zip", &zip(&[])).await.is(403);
        other.upload("/portal/media/add", &[("article", SKU)], "a.png", &png(8, 8, RED)).await.is(403);
    }
    let remove = admin.open(PAGE).await.form("form[action$=\"/remove\"]");
    admin.submit(&remove).await.is(303);
    nobody.get(&public).await.is(404);
    admin.get(&document).await.is(200);
    app.check_log().await;
}

#[tokio::test]
async fn hostile_files_are_refused_one_by_one() {
    let app = TestApp::new().await;
    let admin = app.sign_in("admin").await;
    let whole = png(60, 60, RED);
    let mut bomb = png(8, 8, RED);
    bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    for (name, bytes, says) in [
        ("page.png", b"<html><script>alert(1)</script></html>".to_vec(), "no picture and no PDF"),
        ("cut.png", whole[..whole.len() / 2].to_vec(), "damaged or incomplete"),
        ("bomb.png", bomb, "damaged or incomplete"),
        ("picture.pdf", whole.clone(), "something else than its content"),
        ("both.png", [whole.as_slice(), &zip(&[("x", b"y")])].concat(), "second file"),
        ("laughs.svg", b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>".to_vec(), "declares entities"),
        ("link.svg", svg("<use href=\"https://a.example/x.svg#x\"/>"), "shows another file"),
        ("empty.png", Vec::new(), "empty"),
    ] {
        let refused = admin.upload("/portal/media/add", &[("article", SKU)], name, &bytes).await.is(422);
        assert!(refused.says(says) && refused.says(name), "{name}: {:?}", refused.errors());
    }
    admin.upload("/portal/media/add", &[("article", SKU)], "", b"").await.is(422);
    admin.upload("/portal/media/add", &[("article", "no such")], "a.png", &whole).await.is(404);
    let archive = zip(&[("../HB-M8-40-ZN.png", &whole), ("HB-M8-40-ZN.png", &whole), ("x/y.png", &whole)]);
    let result = admin.upload("/portal/media", &[], "all.zip", &archive).await.is(200);
    assert!(result.says("1 of 3 files were added, 2 were refused."), "{}", result.words());
    assert!(result.says("leads out of the folder") && result.says("No product has this article number"));
    let broken = admin.upload("/portal/media", &[], "all.zip", b"PK\x03\x04").await.is(422);
    assert!(broken.says("damaged or incomplete"));
    admin.upload("/portal/media", &[], "", b"").await.is(422);
    assert_eq!(admin.open(PAGE).await.all("li.item").len(), 1);
    app.check_log().await;
}
