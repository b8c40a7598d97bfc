//! Second factors of staff: adding, using, showing and removing them.

use crate::authenticator::{Authenticator, VERIFIED};
use crate::complete::Driven;
use crate::http::{between, get, post};
use crate::story::{oleg, person, sign_in};
use domain::factor::totp;
use domain::time::Micros;

/// The recovery codes that a page shows.
fn codes(page: &str) -> Vec<String> {
    page.split("<li><code>").skip(1).filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

/// The options that the page of a passkey gives to its browser.
fn options(page: &str) -> String {
    let props = between(page, "data-props=\"", "\"").expect("an island").replace("&quot;", "\"").replace("&amp;", "&");
    let props: serde_json::Value = serde_json::from_str(&props).expect("props");
    props["options"].as_str().expect("options").to_owned()
}

/// The junior signs in with a second factor, keeps them in order, and acts on behalf with a passkey.
pub fn drive(addr: &str, driven: &mut Driven) {
    // The server of this test chooses a free port, which is also the one of its passkeys.
    const ORIGIN: &str = "http://localhost:0";
    let (who, x) = (person("junior"), [("x", "y")]);
    let portal = sign_in(addr, "/portal/sign-in", &who).expect("signed in");
    driven.take("GET /portal/security", get(addr, "/portal/security", &portal), 200);
    let app = "/portal/security/app";
    driven.take("POST /portal/security/app", post(addr, app, &portal, &[("name", "Phone")]), 303);
    let shown = driven.take("GET /portal/security/app", get(addr, app, &portal), 200);
    let secret = totp::from_text(between(&shown.body, "<code>", "<").expect("a key")).expect("a secret");
    let code = |steps: i64| totp::code(&secret, domain_now().plus(Micros::seconds(30 * steps))).expect("a code");
    let confirm = post(addr, "/portal/security/app/confirm", &portal, &[("code", &code(-1))]);
    driven.take("POST /portal/security/app/confirm", confirm, 303);
    driven.take("GET /portal/security/codes", get(addr, "/portal/security/codes", &portal), 200);
    let ask = get(addr, "/portal/security/codes/new", &portal);
    driven.take("GET /portal/security/codes/new", ask, 200);
    driven.take("POST /portal/security/codes", post(addr, "/portal/security/codes", &portal, &x), 303);
    let kept = codes(&get(addr, "/portal/security/codes", &portal).expect("codes").body);
    let saved = post(addr, "/portal/security/codes/saved", &portal, &x);
    driven.take("POST /portal/security/codes/saved", saved, 303);
    let own = "/portal/security/passkey";
    driven.take("POST /portal/security/passkey", post(addr, own, &portal, &[("name", "Laptop")]), 303);
    let asked = driven.take("GET /portal/security/passkey", get(addr, own, &portal), 200);
    let (mut key, made) = Authenticator::make(&options(&asked.body), ORIGIN, 3, VERIFIED);
    let confirm = post(addr, "/portal/security/passkey/confirm", &portal, &[("answer", &made)]);
    driven.take("POST /portal/security/passkey/confirm", confirm, 303);
    let signed = post(addr, "/portal/sign-in", "", &[("login", who.login), ("password", who.password)]);
    let half = signed.expect("half a proof").cookie;
    driven.take("GET /portal/sign-in/code", get(addr, "/portal/sign-in/code", &half), 200);
    let signed = post(addr, "/portal/sign-in/code", &half, &[("code", &code(0))]);
    driven.take("POST /portal/sign-in/code", signed, 303);
    let own = "/portal/sign-in/passkey";
    let step = driven.take("POST /portal/sign-in/passkey", post(addr, own, "", &x), 303).cookie;
    let asked = driven.take("GET /portal/sign-in/passkey", get(addr, own, &step), 200);
    let answer = key.sign(&options(&asked.body), ORIGIN, VERIFIED);
    let signed = post(addr, "/portal/sign-in/passkey/confirm", &step, &[("answer", &answer)]);
    let portal = driven.take("POST /portal/sign-in/passkey/confirm", signed, 303).cookie;
    let (_, account) = oleg(addr, &portal).expect("Oleg");
    let fields = [("preset", "Help with an order"), ("mode", "full"), ("minutes", "30")];
    let asked = post(addr, &format!("/portal/accounts/{account}/on-behalf"), &portal, &fields).expect("asked");
    let own = format!("{}/passkey", asked.location);
    let step = driven.take("POST /verify/passkey", post(addr, &own, &portal, &x), 303).cookie;
    let step = format!("{portal}; {step}");
    let asked = driven.take("GET /verify/passkey", get(addr, &own, &step), 200);
    let answer = key.sign(&options(&asked.body), ORIGIN, VERIFIED);
    let confirmed = post(addr, &format!("{own}/confirm"), &step, &[("answer", &answer)]);
    driven.take("POST /verify/passkey/confirm", confirmed, 303);
    let list = get(addr, "/portal/security", &portal).expect("factors");
    let path = between(&list.body, "href=\"/portal/security/factors/", "\"").expect("a factor").to_owned();
    let path = format!("/portal/security/factors/{path}");
    driven.take("GET /portal/security/factors/{id}", get(addr, &path, &portal), 200);
    let typed = [("password", who.password), ("code", kept[0].as_str())];
    let removed = post(addr, &format!("{path}/remove"), &portal, &typed);
    driven.take("POST /portal/security/factors/{id}/remove", removed, 303);
}

/// The time, as the server reads it.
fn domain_now() -> Micros {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    Micros(i64::try_from(since.as_micros()).expect("before the end of time"))
}
