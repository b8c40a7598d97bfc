//! Storefront and portal at hosts of their own: each answers with its own half, whatever cookies come along (R56).

use crate::app::TestApp;
use crate::browser::{Browser, FORM};
use crate::form::{Form, encoded};
use crate::made::made;
use crate::page::Page;
use crate::people::{Acting, contact, login, wish};

pub const SHOP: &str = "shop.localhost:3000";
pub const PORTAL: &str = "portal.localhost:3000";
pub const APART: [(&str, &str); 2] =
    [("public-url", "http://shop.localhost:3000"), ("portal-url", "http://portal.localhost:3000")];
pub const AT_SHOP: &str = "http://shop.localhost:3000";

/// Somebody with this role, signed in at the host where they belong.
pub async fn sign_in(app: &TestApp, role: &str) -> Browser {
    let browser = app.browser().at(if role == "buyer" { SHOP } else { PORTAL });
    browser.sign_in(&login(role)).await;
    browser
}

/// What is sent to the storefront by the form that leads there, as a browser says of a form that is sent across.
pub async fn send_across(shop: &Browser, path: &str, key: &str, kind: &str) -> Page {
    let headers = [("content-type", FORM), ("sec-fetch-site", kind), ("origin", "null")];
    shop.send("POST", path, &format!("key={}", encoded(key)), &headers).await
}

/// The form of the portal's page that leads to the storefront, with its address there.
#[track_caller]
pub fn way_across(asked: &Page) -> (Form, String) {
    let form = asked.form(&format!("form[action^=\"{AT_SHOP}/as/\"]"));
    let path = form.action.strip_prefix(AT_SHOP).expect("the other host").to_owned();
    (form, path)
}

/// Follows that page into a new browser at the storefront; gives it, and where it is led to.
pub async fn handed_over(app: &TestApp, asked: &Page) -> (Browser, String) {
    let (form, path) = way_across(asked);
    let shop = app.browser().at(SHOP);
    let opened = send_across(&shop, &path, form.value("key"), "same-site").await.is(303);
    (shop, opened.location)
}

/// The agent of this portal acts on behalf of Oleg, in a new browser at the storefront.
pub async fn act(app: &TestApp, portal: &Browser) -> Acting {
    let (_, account) = contact(portal, "oleg").await;
    let asked = portal.submit(&wish(portal, &account).await).await.is(200);
    let (browser, verify) = handed_over(app, &asked).await;
    let base = verify.strip_suffix("/verify").expect("the verification").to_owned();
    let (form, ana) = (browser.open(&verify).await.form_to(&verify), login("agent"));
    let verified = browser.submit(&form.set("login", ana.login).set("password", ana.password)).await.is(303);
    assert_eq!(verified.location, format!("{base}/?done=started"));
    Acting { browser, base }
}

/// Every place of an address is filled with something.
fn filled(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn each_host_serves_only_its_own_pages() {
    let app = TestApp::with(&APART).await;
    let (portal, shop) = (sign_in(&app, "agent").await, sign_in(&app, "buyer").await);
    let acting = act(&app, &portal).await;
    let base = &acting.base;
    let all =
        format!("{}; {}; {}", portal.cookies(), shop.cookies(), acting.browser.clone().only("__Host-as-").cookies());
    let at = |host: &str| app.browser().at(host).with_cookies(&all);
    // At its own host each is there.
    at(PORTAL).open("/portal/contacts").await;
    at(SHOP).open("/orders").await;
    at(SHOP).open(&format!("{base}/cart")).await;
    for route in made() {
        let Some((method, path)) = route.split_once(' ').filter(|(method, _)| ["GET", "POST"].contains(method)) else {
            continue;
        };
        let path = filled(path);
        let shared = ["/theme", "/language", "/healthz", "/readyz", "/pkg/x"];
        if shared.contains(&path.as_str()) || path == "/" {
            continue;
        }
        let is_portal = path == "/portal" || path.starts_with("/portal/");
        let other = if is_portal { SHOP } else { PORTAL };
        let ask = async |host: &str, path: &str| {
            let body = if method == "POST" { "x=y" } else { "" };
            at(host).send(method, path, body, &[("content-type", FORM), ("sec-fetch-site", "same-origin")]).await
        };
        let page = ask(other, &path).await;
        assert_eq!(page.status, 404, "{route} at {other}");
        assert!(!page.holds("Ana Silva") && !page.holds("Oleg"), "{route} knows who asks at {other}");
        if !is_portal {
            ask(PORTAL, &format!("{base}{path}")).await.is(404);
        }
        assert_eq!(ask("evil.localhost", &path).await.status, 421, "{route} at a foreign host");
    }
    for host in ["localhost", "127.0.0.1", "shop.localhost.evil"] {
        assert_eq!(at(host).get("/").await.status, 421, "{host}");
    }
    at("").get("/").await.is(400);
    // The name of the portal's host alone leads into it.
    assert_eq!(at(PORTAL).get("/").await.is(303).location, "/portal");
    // What is no page is at both.
    for host in [SHOP, PORTAL] {
        app.browser().at(host).open("/healthz").await;
        app.browser().at(host).post("/theme", &[("theme", "dark")]).await.is(303);
    }
    app.check_log().await;
}

#[tokio::test]
async fn a_cookie_opens_nothing_at_the_other_host() {
    let app = TestApp::with(&APART).await;
    let (portal, shop) = (sign_in(&app, "agent").await, sign_in(&app, "buyer").await);
    let acting = act(&app, &portal).await;
    for cookies in [acting.browser.clone().only("__Host-as-").cookies(), shop.cookies()] {
        let page = app.browser().at(PORTAL).with_cookies(&cookies).get("/portal/contacts").await.is(303);
        assert!(page.location.starts_with("/portal/sign-in"), "{cookies}: {}", page.location);
    }
    let at_shop = app.browser().at(SHOP).with_cookies(&portal.cookies());
    assert!(at_shop.get("/orders").await.location.starts_with("/sign-in"));
    at_shop.get(&acting.at("/cart")).await.is(410);
    // A form that is sent across the hosts is none of ours, although both are one site.
    for (browser, path) in [(&portal, "/portal/sign-out"), (&shop, "/sign-out")] {
        let headers = [("content-type", FORM), ("sec-fetch-site", "same-site")];
        assert_eq!(browser.send("POST", path, "x=y", &headers).await.status, 403, "{path}");
    }
}
