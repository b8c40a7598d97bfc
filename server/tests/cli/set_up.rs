//! The first administrator: nobody is there before, and the link on the terminal works once (R6); and a demo under other
//! settings than the usual ones.

use crate::http::{between, get, post};
use crate::program::Place;

const PASSWORD: &str = "seven quiet lanterns by the harbour";
const INVITE: [&str; 8] =
    ["staff", "invite", "--name", "Nora Vance", "--email", "nora@kilnworth.example", "--role", "admin"];

/// The link that the command showed.
fn link(said: &str) -> String {
    format!("/portal/welcome/{}", between(said, "/portal/welcome/", "\n").expect("a link"))
}

#[test]
fn first_administrator_enters_by_link() {
    let place = Place::empty();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    for name in ["admin", "administrator", "root", "behalf", "demo", "test"] {
        for password in ["admin", "password", "behalf", "changeme", ""] {
            for login in [name.to_owned(), format!("{name}@localhost")] {
                let typed = [("login", login.as_str()), ("password", password)];
                let answer = post(addr, "/portal/sign-in", "", &typed).expect("an answer");
                let refused: &[u16] = if password.is_empty() { &[422] } else { &[401, 429] };
                assert!(refused.contains(&answer.status), "{login} {password}: {}", answer.status);
            }
        }
    }
    let replaced = link(&place.ok(&INVITE));
    let said = place.ok(&INVITE);
    assert!(said.contains("http://localhost:3000/portal/welcome/") && said.contains("(UTC)"), "{said}");
    let link = link(&said);
    assert_eq!(get(addr, &replaced, "").expect("an answer").status, 410);
    for _ in 0..3 {
        assert_eq!(get(addr, &link, "").expect("an answer").status, 200, "looking changes nothing");
    }
    let chosen = [("password", PASSWORD)];
    assert_eq!(post(addr, &link, "", &chosen).expect("an answer").status, 303);
    assert_eq!(post(addr, &link, "", &chosen).expect("an answer").status, 410);
    let again = place.run(&INVITE);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(!again.status.success() && said.contains("email: This is already in use."), "{said}");
    server.stop();
    // Guessing slowed this network down, and time does not pass here.
    let server = place.start("serve", &["--trusted-proxies", "127.0.0.1"]);
    let typed = format!("login=nora%40kilnworth.example&password={}", crate::http::encoded(PASSWORD));
    let headers = "Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 198.51.100.7\r\n";
    let signed = crate::http::ask(&server.addr, "POST", "/portal/sign-in", "", &typed, headers).expect("an answer");
    assert_eq!((signed.status, signed.location.as_str()), (303, "/portal?cookie=expected"));
    let led = get(&server.addr, "/portal", &signed.cookie).expect("an answer");
    assert_eq!(led.location, "/portal/security", "a second factor comes first");
    server.stop();
    let output = place.ok(&["doctor"]);
    assert!(output.lines().any(|line| line.contains("administrators") && line.contains('1')), "{output}");
    let log = std::fs::read(place.file("shop.db")).expect("the database");
    let token = link.rsplit('/').next().expect("a token").as_bytes().to_vec();
    assert!(!log.windows(token.len()).any(|part| part == token), "the link is kept nowhere");
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn the_demo_is_loaded_under_whatever_settings() {
    let place = Place::empty();
    let settings = [
        "--on-behalf",
        "off",
        "--portal-absolute",
        "4s",
        "--portal-idle",
        "3s",
        "--shop-absolute",
        "4s",
        "--shop-idle",
        "3s",
        "--behalf-idle",
        "2s",
        "--behalf-minutes",
        "15",
        "--staff-mfa",
        "required",
    ];
    place.start("demo", &settings).stop();
}
