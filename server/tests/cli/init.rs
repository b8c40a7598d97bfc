//! The first day at the terminal: the link that `serve` shows, and setting up from a file.

use crate::cluster::cluster;
use crate::http::{between, get, post};
use crate::program::{BINARY, Place};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

const PASSWORD: &str = "seven quiet lanterns by the harbour";
const SAMPLE: &str = include_str!("../../../docs/setup.toml");

/// A program that serves, and what it said until then.
struct Serving {
    child: Child,
    addr: String,
    said: String,
}

impl Serving {
    fn start(place: &Place) -> Serving {
        let mut child = Command::new(BINARY)
            .args(["serve", "--addr", "127.0.0.1:0", "--log", "warn", "--database-url", &place.url()])
            .current_dir(&place.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let (mut said, mut addr) = (String::new(), String::new());
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        for line in lines.by_ref().map_while(Result::ok) {
            if let Some(rest) = line.strip_prefix("Serving on http://") {
                rest.split('/').next().unwrap_or_default().clone_into(&mut addr);
                break;
            }
            said += &format!("{line}\n");
        }
        std::thread::spawn(move || lines.for_each(drop));
        assert!(!addr.is_empty(), "{said}");
        Serving { child, addr, said }
    }

    fn link(&self) -> String {
        format!("/portal/set-up/{}", between(&self.said, "/portal/set-up/", "\n").expect("a link"))
    }

    fn stop(mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

#[test]
fn serve_shows_a_link_and_a_restart_another() {
    let place = Place::empty();
    let first = Serving::start(&place);
    let old = first.link();
    assert!(first.said.contains("  http://localhost:") && first.said.contains("(UTC)"), "{}", first.said);
    assert_eq!(get(&first.addr, &old, "").expect("an answer").status, 200);
    assert!(!get(&first.addr, "/portal/sign-in", "").expect("a page").body.contains(&old));
    first.stop();
    let second = Serving::start(&place);
    let link = second.link();
    assert_eq!(get(&second.addr, &old, "").expect("an answer").status, 410, "a restart ends the earlier link");
    let typed = [
        ("name", "Nora Vance"),
        ("email", "nora@kilnworth.example"),
        ("password", PASSWORD),
        ("administrators", "full"),
        ("support", "none"),
        ("store_name", "Kilnworth"),
        ("country", "DE"),
        ("currency", "EUR"),
        ("language-en", "on"),
    ];
    assert_eq!(post(&second.addr, &link, "", &typed).expect("an answer").status, 303);
    assert_eq!(post(&second.addr, &link, "", &typed).expect("an answer").status, 410);
    assert!(get(&second.addr, "/", "").expect("a page").body.contains("Kilnworth"), "without a restart");
    second.stop();
    let third = Serving::start(&place);
    assert!(!third.said.contains("set-up"), "{}", third.said);
    third.stop();
    let token = link.rsplit('/').next().expect("a token").as_bytes().to_vec();
    let file = std::fs::read(place.file("shop.db")).expect("the database");
    assert!(!file.windows(token.len()).any(|part| part == token), "the link is kept nowhere");
    place.ok(&["audit", "verify", "--db"]);
}

/// It fails, and says all of this.
fn refused(place: &Place, url: &str, text: &str, expected: &[&str]) {
    std::fs::write(place.file("setup.toml"), text).expect("written");
    let output = Command::new(BINARY)
        .args(["init", "--from", "setup.toml", "--database-url", url])
        .current_dir(&place.0)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{text}");
    for part in expected {
        assert!(said.contains(part), "{part}: {said}");
    }
}

fn a_file_sets_up(place: &Place, url: &str) {
    let file = |from: &str, to: &str| SAMPLE.replace(from, to);
    refused(place, url, &file("[store]", "[shop]"), &["setup.toml, line ", "shop is not known"]);
    refused(place, url, &file("code = \"main\"", "colour = \"red\""), &["colour is not known in [store]"]);
    refused(place, url, &file("\"GBP\"", "\"JPY\""), &["setup.toml, line ", ": currency: "]);
    refused(place, url, &file("support = \"full\"", "support = \"all\""), &[": support: "]);
    refused(place, url, &file("country = \"GB\"", "country = \"CH\""), &[": tax-standard: "]);
    refused(place, url, &file("email = \"nora@kilnworth.example\"\n", ""), &["setup.toml: email in [administrator]: "]);
    std::fs::write(place.file("setup.toml"), SAMPLE).expect("written");
    let said = Command::new(BINARY)
        .args(["init", "--from", "setup.toml", "--database-url", url])
        .current_dir(&place.0)
        .output()
        .expect("it runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let link = format!("/portal/welcome/{}", between(&said, "/portal/welcome/", "\n").expect("a link"));
    refused(place, url, SAMPLE, &["this installation is set up already"]);
    let server = place.serve_at(url, "serve", &[]).expect("it serves");
    assert_eq!(post(&server.addr, &link, "", &[("password", PASSWORD)]).expect("an answer").status, 303);
    assert!(get(&server.addr, "/", "").expect("a page").body.contains("Kilnworth Supply opens soon"));
    server.stop();
}

#[test]
fn a_file_sets_up_without_a_browser() {
    let place = Place::empty();
    // A file that cannot be read makes no database.
    refused(&place, "sqlite:gone.db", "[store]\nname = 5\n", &["setup.toml, line 2: name must be a text in quotes"]);
    assert!(!place.file("gone.db").exists());
    a_file_sets_up(&place, &place.url());
    refused(&Place::demo(), "sqlite:shop.db", SAMPLE, &["this installation is set up already"]);
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn a_file_sets_up_on_postgresql() {
    let Some(base) = cluster(false) else { return };
    let output = Command::new("psql")
        .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", "create database first_day", &format!("{base}/postgres")])
        .output()
        .expect("psql runs");
    assert!(output.status.success());
    a_file_sets_up(&Place::empty(), &format!("{base}/first_day"));
}
