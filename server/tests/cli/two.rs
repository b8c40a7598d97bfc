//! Two processes on one PostgreSQL, each in a folder of its own: what one did, the other knows.

use crate::cluster::cluster;
use crate::complete::{CHOSEN, Driven, drive};
use crate::http::{get, post};
use crate::program::{BINARY, Place};
use crate::story::{Story, act, agent, customer, sign_in};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// An empty database; nothing where there is no PostgreSQL.
fn database() -> Option<String> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let base = cluster(false)?;
    let name = format!("two{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let words = ["-Xq", "-c", &format!("create database {name}"), &format!("{base}/postgres")];
    assert!(Command::new("psql").args(words).status().expect("psql runs").success());
    Some(format!("{base}/{name}"))
}

fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}

/// A file that belongs to the database, in the folder of a process.
fn file(place: &Place, url: &str, ending: &str) -> std::path::PathBuf {
    place.file(&format!("data/{}.{ending}", name(url)))
}

fn copy(from: &Place, to: &Place, url: &str, ending: &str) {
    domain::private::folder(&to.file("data")).expect("a folder");
    // The first signature is made while the server answers already.
    let patience = Instant::now() + Duration::from_secs(20);
    while !file(from, url, ending).exists() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::fs::copy(file(from, url, ending), file(to, url, ending)).expect("copied");
}

fn doctor(place: &Place, url: &str) -> String {
    let output = Command::new(BINARY).args(["doctor", "--database-url", url]).current_dir(&place.0).output();
    String::from_utf8_lossy(&output.expect("it runs").stdout).into_owned()
}

fn line<'a>(said: &'a str, what: &str) -> &'a str {
    said.lines().find(|line| line.get(7..).is_some_and(|rest| rest.starts_with(what))).unwrap_or_default()
}

#[test]
fn a_second_process_says_what_to_copy() {
    let Some(url) = database() else { return };
    let (one, two) = (Place::empty(), Place::empty());
    let first = one.serve_at(&url, "demo", &[]).unwrap_or_else(|said| panic!("{said}"));
    let secret = file(&two, &url, "secret.key");
    let refused = |what: &str| {
        let said = two.serve_at(&url, "serve", &[]).err().unwrap_or_else(|| panic!("it serves: {what}"));
        assert!(said.contains("the secret key") && said.contains(what) && said.contains("copy"), "{said}");
        assert!(said.contains(&format!("data/{}.secret.key", name(&url))), "{said}");
        assert!(line(&doctor(&two, &url), "secret key").starts_with("FAULT"), "{}", doctor(&two, &url));
    };
    refused("is missing");
    assert!(!secret.exists(), "none is made in place of it");
    domain::secret::Key::find(&secret, true).expect("a key of another database");
    refused("is not the one of this database");
    std::fs::remove_file(&secret).expect("removed");
    copy(&one, &two, &url, "secret.key");
    copy(&one, &two, &url, "audit.checkpoints");
    let second = two.serve_at(&url, "serve", &[]).unwrap_or_else(|said| panic!("{said}"));
    let ready = get(&second.addr, "/readyz", "").expect("an answer").body;
    assert!(ready.contains("cannot sign") && ready.contains("audit.key") && ready.contains("process "), "{ready}");
    assert_eq!(get(&first.addr, "/readyz", "").expect("an answer").body, "ready");
    let said = doctor(&two, &url);
    assert!(line(&said, "signing key").starts_with("FAULT") && line(&said, "signing key").contains("copy"), "{said}");
    assert!(line(&said, "signer").contains(&format!("process {} on ", first.child.id())), "{said}");
    second.stop();
    copy(&one, &two, &url, "audit.key");
    let second = two.serve_at(&url, "serve", &[]).unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(get(&second.addr, "/readyz", "").expect("an answer").body, "ready");
    for (name, server) in [("first", first), ("second", second)] {
        let id = server.child.id();
        let said = doctor(&two, &url);
        assert!(line(&said, "signing key").starts_with("ok"), "{name}: {said}");
        server.stop();
        let after = doctor(&two, &url);
        assert!(!line(&after, "signer").contains(&format!("process {id} on ")), "{name} gave it back: {after}");
    }
}

/// Passes each connection on to the next of these servers, in turn.
fn alternating(servers: &[&str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addr = listener.local_addr().expect("an address").to_string();
    let servers: Vec<String> = servers.iter().map(|s| (*s).to_owned()).collect();
    std::thread::spawn(move || {
        for (turn, client) in listener.incoming().flatten().enumerate() {
            let Ok(server) = TcpStream::connect(&servers[turn % servers.len()]) else { continue };
            let (Ok(mut from), Ok(mut to)) = (client.try_clone(), server.try_clone()) else { continue };
            std::thread::spawn(move || std::io::copy(&mut from, &mut to).map(|_| to.shutdown(Shutdown::Write)));
            let (mut from, mut to) = (server, client);
            std::thread::spawn(move || std::io::copy(&mut from, &mut to).map(|_| to.shutdown(Shutdown::Both)));
        }
    });
    addr
}

#[test]
fn everything_works_whichever_process_answers() {
    let Some(url) = database() else { return };
    let (one, two) = (Place::empty(), Place::empty());
    let mail = format!("file:{}", one.file("data/mail").display());
    let media = one.file("media").display().to_string();
    let first =
        one.serve_at(&url, "demo", &["--mail", &mail, "--media", &media]).unwrap_or_else(|said| panic!("{said}"));
    for ending in ["secret.key", "audit.key", "audit.checkpoints"] {
        copy(&one, &two, &url, ending);
    }
    let second =
        two.serve_at(&url, "serve", &["--mail", &mail, "--media", &media]).unwrap_or_else(|said| panic!("{said}"));
    let both = alternating(&[&first.addr, &second.addr]);
    drive(&one, &both, &mut Driven::default());
    // An open page at one process hears within a moment what happens at the other.
    // With the password that was chosen just before.
    let oleg = demo::Login { password: CHOSEN, ..customer("oleg") };
    let own = sign_in(&second.addr, "/sign-in", &oleg).expect("signed in");
    let mut page = TcpStream::connect(&second.addr).expect("a connection");
    page.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    page.write_all(
        format!(
            "GET /account/live HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: {own}\r\n\r\n"
        )
        .as_bytes(),
    )
    .expect("asked");
    let mut bytes = [0; 4096];
    let head = page.read(&mut bytes).expect("it is open");
    assert!(String::from_utf8_lossy(&bytes[..head]).contains("200"), "{}", String::from_utf8_lossy(&bytes[..head]));
    std::thread::sleep(Duration::from_secs(2));
    page.set_read_timeout(Some(Duration::from_millis(10))).expect("a limit");
    while page.read(&mut bytes).is_ok_and(|n| n > 0) {}
    page.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let portal = sign_in(&first.addr, "/portal/sign-in", &agent()).expect("signed in");
    let mut story = Story { portal, ..Story::default() };
    act(&first.addr, &mut story).expect("acts");
    let began = Instant::now();
    assert!(page.read(&mut bytes).expect("a line") > 0);
    assert!(began.elapsed() < Duration::from_secs(4), "the slow look would come later: {:?}", began.elapsed());
    drop(page);
    // Wrong passwords count together, at both processes.
    let wrong = [("login", "nobody@kilnworth.example"), ("password", "not the password at all")];
    let tries: Vec<u16> =
        (0..8).map(|_| post(&both, "/portal/sign-in", "", &wrong).expect("an answer").status).collect();
    assert!(tries[..6].contains(&429), "{tries:?}");
    // The other one goes on signing, and its file of checkpoints has what the first one signed.
    first.stop();
    let patience = Instant::now() + Duration::from_secs(30);
    let signer = |said: &str| line(said, "signer").contains(&format!("process {} on ", second.child.id()));
    while !signer(&doctor(&two, &url)) && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(500));
    }
    assert!(signer(&doctor(&two, &url)), "{}", doctor(&two, &url));
    second.stop();
    let output =
        Command::new(BINARY).args(["audit", "verify", "--db", "--database-url", &url]).current_dir(&two.0).output();
    let output = output.expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(Path::new(&file(&two, &url, "audit.checkpoints")).exists());
}
