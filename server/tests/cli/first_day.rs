//! The operator's first day: what is missing, mistyped or unsafe is refused with a sentence that says what to do.

mod database;

use crate::cluster::cluster;
use crate::program::{BINARY, Place};
use crate::story::agent;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the program said, and whether it succeeded.
struct Said {
    good: bool,
    text: String,
}

/// Runs the program in a folder, with nothing but these words and names of the environment.
fn run(place: &Place, words: &[&str], environment: &[(&str, &str)]) -> Said {
    let output = Command::new(BINARY)
        .args(words)
        .current_dir(&place.0)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Said { good: output.status.success(), text }
}

/// It fails, and says all of this.
fn refused(place: &Place, words: &[&str], expected: &[&str]) -> String {
    let said = run(place, words, &[]);
    assert!(!said.good, "{words:?}: {}", said.text);
    for part in expected {
        assert!(said.text.contains(part), "{words:?}: {part}: {}", said.text);
    }
    said.text
}

/// Every name in a folder and below.
fn names(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        all.push(entry.path().display().to_string());
        if entry.path().is_dir() {
            all.extend(names(&entry.path()));
        }
    }
    all
}

const STAFF: [&str; 6] = ["--name", "Nora Vance", "--email", "nora@kilnworth.example", "--role", "admin"];

/// Every command but those that set up, with what each needs to begin.
fn readers() -> Vec<Vec<&'static str>> {
    vec![
        vec!["audit", "verify", "--db"],
        vec!["audit", "export", "--out", "out"],
        vec!["audit", "proof", "--event", "1", "--out", "out"],
        vec!["audit", "resume"],
        vec!["audit", "prune", "--days", "400"],
        vec!["contact", "erase", "--id", "01890a5d-ac96-774b-bcce-b302099a8057"],
        [&["staff", "invite"], &STAFF[..]].concat(),
        [&["staff", "add"], &STAFF[..]].concat(),
        vec!["staff", "role", "--role", "agent", "--may-act", "view"],
        vec!["staff", "reset-factors", "--email", "nora@kilnworth.example"],
        vec!["doctor"],
    ]
}

#[test]
fn only_what_sets_up_makes_a_database() {
    let place = Place::empty();
    for words in readers() {
        refused(
            &place,
            &[&words[..], &["--database-url", "sqlite:gone/real.db"]].concat(),
            &["There is no database at gone/real.db"],
        );
        assert_eq!(names(&place.0), Vec::<String>::new(), "{words:?}");
    }
    // A file of somebody else is not taken over either.
    std::fs::write(place.file("empty.db"), "").expect("written");
    std::fs::write(
        place.file("text.db"),
        "This is a text, and longer than the head of a database is, by some words.".repeat(30),
    )
    .expect("written");
    for words in readers() {
        let at = |url: &'static str| [&words[..], &["--database-url", url]].concat();
        refused(&place, &at("sqlite:empty.db"), &["There is no database at empty.db"]);
        refused(&place, &at("sqlite:text.db"), &["text.db is no SQLite database"]);
        refused(&place, &at("sqlite:."), &["must name a file"]);
        assert_eq!(std::fs::read(place.file("empty.db")).expect("there"), b"", "{words:?}");
    }
    assert!(run(&place, &["migrate", "--database-url", "sqlite:new/real.db"], &[]).good);
    assert!(run(&place, &["audit", "verify", "--db", "--database-url", "sqlite:new/real.db"], &[]).good);
}

#[test]
fn a_database_of_postgresql_without_tables_is_none() {
    let Some(base) = cluster(false) else { return };
    let place = Place::empty();
    sql(&base, "create database bare");
    let url = format!("{base}/bare");
    for words in readers() {
        refused(&place, &[&words[..], &["--database-url", &url]].concat(), &["There is no database at ", "/bare"]);
    }
    assert_eq!(rows(&base, "bare", "select count(*)::text from pg_class where relname = 'audit_event'"), "0");
    assert!(run(&place, &["migrate", "--database-url", &url], &[]).good);
    assert!(run(&place, &["audit", "verify", "--db", "--database-url", &url], &[]).good);
}

/// Runs a statement as the owner of the cluster.
fn sql(base: &str, text: &str) {
    rows(base, "postgres", text);
}

fn rows(base: &str, name: &str, text: &str) -> String {
    let output = Command::new("psql")
        .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", text, &format!("{base}/{name}")])
        .output()
        .expect("psql runs");
    assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn no_password_is_shown_or_kept() {
    let place = Place::empty();
    let secret = "s3cretpass";
    let mut urls: Vec<String> = [
        "postgres://shop:s3cretpass@127.0.0.1:1",
        "postgres://shop:s3cretpass@127.0.0.1:1/",
        "postgres://shop:s3cretpass@127.0.0.1:1/shop",
        "postgres://shop:s3cretpass%40x@127.0.0.1:1/shop",
        "postgres://127.0.0.1:1/shop?user=shop&password=s3cretpass",
        "postgres://127.0.0.1:1/shop?user=shop&pass%77ord=s3cretpass",
        "postgres://127.0.0.1:1/?password=s3cretpass",
        "postgres://shop:12/s3cretpass@127.0.0.1:1/shop",
        "postgres://shop:s3cretpass#@127.0.0.1:1/shop",
        "postgres://shop:1?s3cretpass@127.0.0.1:1/shop",
        "mysql://shop:s3cretpass@127.0.0.1/shop",
        "shop:s3cretpass@127.0.0.1",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Some(base) = cluster(false) {
        urls.push(base.replace("behalf@", "behalf:s3cretpass@"));
        urls.push(format!("{}/nowhere", base.replace("behalf@", "behalf:s3cretpass@")));
    }
    for url in &urls {
        for words in [&["serve", "--addr", "127.0.0.1:0"][..], &["doctor"], &["migrate"], &["audit", "verify", "--db"]]
        {
            for said in [
                run(&place, &[words, &["--database-url", url]].concat(), &[]),
                run(&place, words, &[("BEHALF_DATABASE_URL", url)]),
                run(&place, &[words, &[url.as_str()]].concat(), &[]),
            ] {
                assert!(!said.good && !said.text.contains(secret), "{url} {words:?}: {}", said.text);
            }
        }
    }
    std::fs::write(
        place.file("behalf.toml"),
        "addr = \"127.0.0.1:0\"\ndatabase-url = \"postgres://u:s3cretpass@h/shop\n",
    )
    .expect("written");
    let said = refused(&place, &["serve"], &["behalf.toml, line 2"]);
    assert!(!said.contains(secret), "{said}");
    std::fs::remove_file(place.file("behalf.toml")).expect("removed");
    for mail in
        ["smtp://u:s3cretpass@mail.example", "smtps://u:s3cretpass@mail.example?tsl=1", "smtps://u:1/s3cretpass@h"]
    {
        let said = refused(&place, &["doctor", "--mail", mail], &["mail: "]);
        assert!(!said.contains(secret), "{said}");
    }
    let said = refused(&place, &["doctor", "--public-url", "https://u:s3cretpass@shop.example"], &["public-url: "]);
    assert!(!said.contains(secret), "{said}");
    assert!(names(&place.0).iter().all(|name| !name.contains(secret)), "{:?}", names(&place.0));
}

#[test]
fn the_password_of_a_database_that_serves_is_nowhere() {
    let Some(base) = cluster(false) else { return };
    let place = Place::empty();
    sql(&base, "create role guarded login superuser password 's3cretpass'");
    sql(&base, "create database guarded");
    let url = format!("{}/guarded?user=guarded&password=s3cretpass", base.replace("behalf@", ""));
    place.serve_at(&url, "serve", &[]).unwrap_or_else(|said| panic!("{said}")).stop();
    let said = run(&place, &["doctor", "--database-url", &url], &[]);
    assert!(!said.text.contains("s3cretpass") && said.text.contains("/guarded"), "{}", said.text);
    assert!(place.file("data/guarded.secret.key").exists(), "{:?}", names(&place.0));
    assert_eq!(rows(&base, "guarded", "select count(*)::text from audit_event where body like '%s3cretpass%'"), "0");
    assert_ne!(rows(&base, "guarded", "select count(*)::text from audit_event where body like '%/guarded%'"), "0");
    assert!(names(&place.0).iter().all(|name| !name.contains("s3cretpass")), "{:?}", names(&place.0));
}

#[test]
fn wrong_setting_is_refused_with_key_and_source() {
    let place = Place::empty();
    for (words, expected) in [
        (&["--log", "verbose"][..], &["log: verbose", "error, warn, info", "the flag --log"][..]),
        (&["--hosts", "http://shop.example"], &["hosts: ", "without scheme", "the flag --hosts"]),
        (&["--hosts", "shop.example:443"], &["hosts: ", "--hosts"]),
        (&["--portal-url", "https://portal.shop.example"], &["portal-url: needs public-url", "--portal-url"]),
        (
            &["--portal-url", "https://portal.other.example", "--public-url", "https://shop.example"],
            &["portal-url: ", "one domain", "--portal-url"],
        ),
        (
            &["--portal-idle", "2h", "--portal-absolute", "1h"],
            &["portal-idle: ", "portal-absolute", "3600s", "--portal-idle"],
        ),
        (&["--shop-idle", "2h", "--shop-absolute", "1h"], &["shop-idle: ", "shop-absolute"]),
        (&["--behalf-idle", "20m", "--behalf-minutes", "10"], &["behalf-idle: ", "behalf-minutes"]),
        (&["--mail", "file:/dev/null"], &["mail: ", "folder", "--mail"]),
        (&["--mail", "smtp://u:p@mail.example"], &["mail: mail.example", "smtps://", "--mail"]),
        (
            &["--database-url", "postgres://h/shop?sslmod=require"],
            &["database-url: ", "sslmod", "sslmode", "--database-url"],
        ),
        (&["--database-url", "sqlite:a.db?cache=shared"], &["database-url: ", "mode=rwc"]),
        (&["--adr", "x"], &["--adr", "--addr"]),
    ] {
        refused(&place, &[&["serve"], words].concat(), expected);
    }
    for (name, value, expected) in [
        ("BEHALF_ADRR", "127.0.0.1:0", "BEHALF_ADDR"),
        ("BEHALF_PORTAL_IDLE", "soon", "the environment variable BEHALF_PORTAL_IDLE"),
    ] {
        let said = run(&place, &["serve"], &[(name, value)]);
        assert!(!said.good && said.text.contains(name) && said.text.contains(expected), "{}", said.text);
    }
    let file = place.file("behalf.toml");
    for (text, expected) in [
        ("adress = \"x\"", "behalf.toml: adress is no setting; there are database-url, addr"),
        ("addr = \"nowhere\"", "addr: must be ADDRESS:PORT"),
        ("addr = \"nowhere\"", "the file behalf.toml"),
        ("on-behalf = true", "behalf.toml: on-behalf must be a text in quotes"),
        ("addr = ", "behalf.toml, line 1"),
    ] {
        std::fs::write(&file, text).expect("written");
        refused(&place, &["serve"], &[expected]);
    }
    std::fs::write(&file, b"\xff\xfe").expect("written");
    refused(&place, &["serve"], &["behalf.toml cannot be read"]);
    std::fs::remove_file(&file).expect("removed");
    std::fs::create_dir(&file).expect("a folder");
    refused(&place, &["serve"], &["behalf.toml is a folder"]);
    std::fs::remove_dir(&file).expect("removed");
    std::os::unix::fs::symlink("nowhere.toml", &file).expect("a link");
    refused(&place, &["serve"], &["behalf.toml cannot be read"]);
    std::fs::remove_file(&file).expect("removed");
    refused(&place, &["serve", "--config", "gone.toml"], &["gone.toml cannot be read"]);
    assert_eq!(names(&place.0), Vec::<String>::new(), "no other database was made");
}

#[test]
fn restored_backup_refuses_writes_with_a_count() {
    let place = Place::demo();
    let backup = Place::empty();
    backup.copy_of(&place.0);
    let count = |text: &str| -> i64 {
        text.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or_else(|| panic!("{text}"))
    };
    let had = count(&place.ok(&["audit", "verify", "--db"]));
    let backup_had = had;
    place.start("serve", &[]).stop();
    let signed = count(
        &place
            .ok(&["doctor"])
            .lines()
            .find(|l| l.contains("checkpoints"))
            .map_or(String::new(), |l| l.split(" of ").nth(1).unwrap_or_default().to_owned()),
    );
    for ending in ["", "-wal", "-shm"] {
        let name = format!("shop.db{ending}");
        let _ = std::fs::remove_file(place.file(&name));
        let _ = std::fs::copy(backup.file(&name), place.file(&name));
    }
    let url = place.url();
    for words in readers().into_iter().filter(|words| words[0] != "doctor" && words[..2] != ["audit", "resume"]) {
        let expected = if words[..2] == ["audit", "verify"] { "truncated" } else { "restored from a backup" };
        refused(&place, &[&words[..], &["--database-url", &url]].concat(), &[expected]);
    }
    for command in ["serve", "migrate", "demo"] {
        refused(
            &place,
            &[command, "--addr", "127.0.0.1:0", "--database-url", &url],
            &["restored from a backup", "audit resume"],
        );
    }
    let said = place.ok(&["audit", "resume"]);
    assert!(said.contains(&format!("{} events are lost", signed - backup_had)), "{said}: {signed} {backup_had}");
    place.start("serve", &[]).stop();
    place.ok(&["audit", "verify", "--db"]);
    // A database that is gone is not replaced by an empty one.
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(place.file(&format!("shop.db{ending}")));
    }
    for command in ["serve", "migrate"] {
        refused(
            &place,
            &[command, "--addr", "127.0.0.1:0", "--database-url", &url],
            &["There is no database at", "were signed"],
        );
        assert!(!place.file("shop.db").exists());
    }
}

#[test]
fn the_file_is_for_its_owner_alone() {
    let place = Place::empty();
    let mode = |name: &str| std::fs::metadata(place.file(name)).expect(name).permissions().mode() & 0o777;
    let url = ["--database-url", "sqlite:deep/data/shop.db"];
    let server = Command::new(BINARY)
        .args([&["serve", "--addr", "127.0.0.1:0"], &url[..]].concat())
        .current_dir(&place.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = server.expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    assert!(lines.by_ref().map_while(Result::ok).any(|line| line.starts_with("Serving on ")));
    for name in ["shop.db", "shop.db-wal", "shop.db-shm"] {
        assert_eq!(mode(&format!("deep/data/{name}")), 0o600, "{name}");
    }
    assert_eq!((mode("deep"), mode("deep/data")), (0o700, 0o700));
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let _ = child.wait();
    let ask = || run(&place, &[&["doctor"], &url[..]].concat(), &[]).text;
    let line = |said: &str| said.lines().find(|l| l.contains("database ")).unwrap_or_default().to_owned();
    assert!(line(&ask()).starts_with("ok"), "{}", ask());
    let set =
        |name: &str, mode| std::fs::set_permissions(place.file(name), PermissionsExt::from_mode(mode)).expect(name);
    for (name, mode, good) in [("deep/data/shop.db", 0o644, 0o600), ("deep/data", 0o755, 0o700)] {
        set(name, mode);
        let said = ask();
        assert!(line(&said).starts_with("FAULT") && line(&said).contains("chmod"), "{said}");
        set(name, good);
    }
    // A file from before is closed at the next start.
    set("deep/data/shop.db", 0o644);
    assert!(run(&place, &[&["migrate"], &url[..]].concat(), &[]).good);
    assert_eq!(mode("deep/data/shop.db"), 0o600);
}

#[test]
fn one_file_has_one_server() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    for command in ["serve", "demo", "migrate"] {
        let began = Instant::now();
        let url = place.url();
        let said = refused(
            &place,
            &[command, "--addr", "127.0.0.1:0", "--database-url", &url],
            &[&format!("process {}", server.child.id())],
        );
        assert!(began.elapsed() < Duration::from_secs(2), "{said}");
    }
    std::os::unix::fs::symlink(place.file("shop.db"), place.file("link.db")).expect("a link");
    let link = format!("sqlite:{}", place.file("link.db").display());
    refused(&place, &["serve", "--addr", "127.0.0.1:0", "--database-url", &link], &["is in use by process"]);
    // Looking is free.
    place.ok(&["doctor"]);
    place.ok(&["audit", "verify", "--db"]);
    let mut killed = server;
    killed.child.kill().expect("killed");
    killed.child.wait().expect("gone");
    place.start("serve", &[]).stop();
}

#[test]
fn failed_mail_is_logged_with_its_reason() {
    let place = Place::demo();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.write_all(b"554 no service for oleg@northmere.example here\r\n");
        }
    });
    let mail = format!("smtp://127.0.0.1:{port}");
    let server = place.start("serve", &["--mail", &mail]);
    let asked =
        crate::http::post(&server.addr, "/portal/forgot-password", "", &[("login", agent().login)]).expect("an answer");
    assert!(asked.status < 400, "{}", asked.status);
    let log = || std::fs::read_to_string(place.file("errors")).unwrap_or_default();
    let patience = Instant::now() + Duration::from_secs(20);
    while !log().contains("was not delivered") && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(50));
    }
    let said = log();
    assert!(said.contains(&format!("smtp://127.0.0.1:{port}")) && said.contains("554"), "{said}");
    assert!(!said.contains("oleg@"), "{said}");
    server.stop();
}

#[test]
fn the_other_verifier_ends_with_a_sentence() {
    let place = Place::demo();
    let dir = place.file("export");
    place.ok(&["audit", "export", "--out", &dir.display().to_string()]);
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/audit_ref.py");
    let python = |words: &[&str]| Command::new("python3").arg(&tool).args(words).current_dir(&dir).output();
    if python(&["selftest"]).is_err() {
        return;
    }
    let vkey = std::fs::read_to_string(dir.join("vkey")).expect("a key");
    std::fs::write(dir.join("list"), "[]\n").expect("written");
    std::fs::write(dir.join("deep"), "[".repeat(200_000) + "\n").expect("written");
    std::fs::write(dir.join("bytes"), b"\xff\xfe\n").expect("written");
    for words in [
        &["verify", "gone", "checkpoint", "--vkey", vkey.trim()][..],
        &["verify", ".", "checkpoint", "--vkey", vkey.trim()],
        &["verify", "entries.jsonl", "vkey", "--vkey", vkey.trim()],
        &["verify", "entries.jsonl", "bytes", "--vkey", vkey.trim()],
        &["verify", "bytes", "checkpoint", "--vkey", vkey.trim()],
        &["verify", "list", "checkpoint", "--vkey", vkey.trim()],
        &["verify", "deep", "checkpoint", "--vkey", vkey.trim()],
        &["verify", "entries.jsonl", "checkpoint", "--vkey", "x"],
        &["verify", "entries.jsonl", "checkpoint", "--vkey", "a+b+c"],
        &["verify", "entries.jsonl", "checkpoint", "--vkey"],
        &["verify", "entries.jsonl", "checkpoint", "--vkey", vkey.trim(), "--older", "gone"],
        &["verify", "entries.jsonl", "checkpoint", "--vkey", vkey.trim(), "--pruned", "vkey"],
        &["verify"],
        &[],
    ] {
        let output = python(words).expect("python runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(!said.contains("Traceback") && !said.trim().is_empty(), "{words:?}: {said}");
    }
}
