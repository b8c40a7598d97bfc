//! `behalf doctor`: one line for each thing, and failure for each fault.

use crate::program::Place;
use std::os::unix::fs::PermissionsExt;

/// What it says, and whether it is content.
fn ask(place: &Place, words: &[&str]) -> (bool, String) {
    let output = place.run(&[&["doctor"], words].concat());
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The line about something.
fn line<'a>(said: &'a str, what: &str) -> &'a str {
    said.lines()
        .find(|line| line.get(7..).is_some_and(|rest| rest.starts_with(what)))
        .unwrap_or_else(|| panic!("{what}: {said}"))
}

#[test]
fn what_is_in_order_is_said_in_one_line_each() {
    let place = Place::demo();
    let (good, said) = ask(&place, &[]);
    assert!(good, "{said}");
    for (what, expected) in [
        ("engine", "SQLite 3."),
        ("database", "shop.db"),
        ("settings", "journal_mode=wal synchronous=2 foreign_keys=1 recursive_triggers=1"),
        ("schema", " of "),
        ("passwords", "argon2id m=19456,t=2,p=1, 0 below it of "),
        ("signing key", "shop.audit.key"),
        ("checkpoints", "shop.audit.checkpoints covers "),
        ("secret key", "shop.secret.key"),
        ("media", "shop.media: none yet"),
        ("mail", "file:data/mail"),
        ("public url", "http://localhost:3000"),
        ("second factor", "optional in the demo"),
        ("administrators", "1"),
    ] {
        assert!(line(&said, what).contains(expected), "{}", line(&said, what));
    }
    let (good, said) = ask(&place, &["--argon2-iterations", "3", "--argon2-memory", "32768"]);
    let passwords = line(&said, "passwords");
    assert!(good && passwords.starts_with("note") && passwords.contains("argon2id m=32768,t=3,p=1, "), "{said}");
    assert!(!passwords.contains(" 0 below"), "{passwords}");
    for (flag, less) in [("--argon2-memory", "19455"), ("--argon2-iterations", "1"), ("--argon2-parallelism", "0")] {
        let refused = place.run(&["doctor", flag, less]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(&flag[2..]), "{said}");
    }
}

#[test]
fn each_fault_is_reported_and_fails() {
    let place = Place::demo();
    let faulty = |what: &str, words: &[&str]| {
        let (good, said) = ask(&place, words);
        assert!(!good && line(&said, what).starts_with("FAULT"), "{what}: {said}");
    };
    let key = place.file("shop.audit.key");
    let mode = |n| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(n)).expect("a mode");
    mode(0o444);
    faulty("signing key", &[]);
    mode(0o400);
    faulty("signing key", &["--audit-key", "nowhere.key"]);
    faulty("signing key", &["--audit-log", "another/audit"]);
    faulty("checkpoints", &["--audit-log", "another/audit"]);
    faulty("mail", &["--mail", "smtp://127.0.0.1:1"]);
    faulty("media", &["--media", "/proc"]);
    let secret = place.file("shop.secret.key");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).expect("a mode");
    std::fs::write(&secret, "no key").expect("written");
    faulty("secret key", &[]);
    // A backup, under the checkpoints of what came after it.
    let backup = Place::empty();
    backup.copy_of(&place.0);
    std::fs::remove_file(place.file("shop.secret.key")).expect("removed");
    place.start("serve", &[]).stop();
    for ending in ["", "-wal", "-shm"] {
        let name = format!("shop.db{ending}");
        let _ = std::fs::remove_file(place.file(&name));
        let _ = std::fs::copy(backup.file(&name), place.file(&name));
    }
    faulty("checkpoints", &[]);
}

#[test]
fn an_installation_that_nobody_can_manage_is_no_demo() {
    let place = Place::empty();
    let (good, said) = ask(&place, &[]);
    assert!(!good && said.contains("There is no database at "), "{said}");
    assert!(!place.file("shop.db").exists(), "asking makes nothing");
    place.ok(&["migrate"]);
    let (good, said) = ask(&place, &[]);
    assert!(!good && line(&said, "administrators").starts_with("FAULT"), "{said}");
    assert!(line(&said, "second factor").contains("required"), "{said}");
    let (_, said) = ask(&place, &["--staff-mfa", "optional"]);
    assert!(line(&said, "second factor").starts_with("FAULT"), "{said}");
}
