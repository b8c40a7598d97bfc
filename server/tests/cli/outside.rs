//! Key and checkpoints on disk: what a start does with them.

use crate::http::get;
use crate::program::Place;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_demo_has_a_key_and_is_signed_to_its_end() {
    let place = Place::demo();
    let mode = std::fs::metadata(place.file("shop.audit.key")).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o400);
    let output = place.ok(&["audit", "verify", "--db"]);
    let (events, rest) = output.strip_prefix("ok: ").and_then(|t| t.split_once(" events, ")).expect("a sentence");
    assert!(rest.starts_with(events), "the last event is signed: {output}");
    let kinds: Vec<String> = place.events().iter().map(|e| e["type"].as_str().expect("a type").to_owned()).collect();
    for kind in ["sys.config_changed", "sys.started", "sys.stopping", "audit.verified", "audit.exported"] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}");
    }
    let settings = place.events().into_iter().find(|e| e["type"] == "sys.config_changed").expect("settings");
    assert_eq!(settings["details"]["settings"]["behalf-minutes"], "60");
}

#[test]
fn changed_settings_and_a_crash_are_recorded() {
    let place = Place::empty();
    place.start("demo", &[]).stop();
    let count = |kind: &str| place.events().iter().filter(|e| e["type"] == kind).count();
    place.start("serve", &[]).stop();
    assert_eq!((count("sys.config_changed"), count("sys.recovered")), (1, 0));
    let mut killed = place.start("serve", &["--behalf-minutes", "30"]);
    killed.child.kill().expect("killed");
    drop(killed);
    place.start("serve", &["--behalf-minutes", "30"]).stop();
    assert_eq!((count("sys.config_changed"), count("sys.recovered")), (2, 1));
}

#[test]
fn without_its_key_the_server_serves_and_says_so() {
    let place = Place::demo();
    std::fs::remove_file(place.file("shop.audit.key")).expect("removed");
    let server = place.start("serve", &[]);
    let ready = get(&server.addr, "/readyz", "").expect("an answer");
    assert_eq!(ready.status, 200);
    assert!(ready.body.contains("not signed") && ready.body.contains("shop.audit.key"), "{}", ready.body);
    server.stop();
    place.ok(&["audit", "keygen", "--key", &place.file("shop.audit.key").display().to_string()]);
    let server = place.start("serve", &[]);
    assert_eq!(get(&server.addr, "/readyz", "").expect("an answer").body, "ready");
    server.stop();
    place.ok(&["audit", "verify", "--db"]);
    assert!(place.events().iter().any(|e| e["type"] == "key.rotated"));
}

#[test]
fn restored_backup_waits_for_its_loss_report() {
    let place = Place::demo();
    let backup = Place::empty();
    backup.copy_of(&place.0);
    place.start("serve", &[]).stop();
    for ending in ["", "-wal", "-shm"] {
        let name = format!("shop.db{ending}");
        let _ = std::fs::remove_file(place.file(&name));
        let _ = std::fs::copy(backup.file(&name), place.file(&name));
    }
    let refused = place.run(&["serve", "--addr", "127.0.0.1:0"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said.contains("restored from a backup") && said.contains("audit resume"),
        "{said}"
    );
    let output = place.run(&["audit", "verify", "--db"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stdout).contains("truncated"));
    place.ok(&["audit", "resume"]);
    place.start("serve", &[]).stop();
    place.ok(&["audit", "verify", "--db"]);
    assert!(place.events().iter().any(|e| e["type"] == "log.resumed" && e["details"]["lost_size"].is_number()));
    // The database is gone, its files are not: they are set aside.
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(place.file(&format!("shop.db{ending}")));
    }
    place.start("demo", &[]).stop();
    place.ok(&["audit", "verify", "--db"]);
    let aside = std::fs::read_dir(&place.0).expect("a folder").flatten();
    assert_eq!(aside.filter(|e| e.file_name().to_string_lossy().contains(".before-")).count(), 2);
}

#[test]
fn command_line_prunes_proves_and_erases() {
    let place = Place::demo();
    let out = place.file("proof").display().to_string();
    place.ok(&["audit", "proof", "--event", "40", "--out", &out]);
    assert!(place.ok(&["audit", "verify", &out]).contains("event 40"));
    let event = std::fs::read_to_string(place.file("proof/event.json")).expect("an event");
    std::fs::write(place.file("proof/event.json"), event.replace("\"v\":1", "\"v\":2")).expect("written");
    assert!(!place.run(&["audit", "verify", &out]).status.success());
    assert!(!place.run(&["audit", "prune", "--days", "30"]).status.success());
    assert!(place.ok(&["audit", "prune", "--days", "400"]).contains("let go"));
    assert!(place.ok(&["audit", "verify", "--db"]).contains("let go"));
    let export = place.file("export");
    place.ok(&["audit", "export", "--out", &export.display().to_string()]);
    place.ok(&["audit", "verify", &export.display().to_string()]);
    let file = |name: &str| export.join(name).display().to_string();
    let vkey = std::fs::read_to_string(export.join("vkey")).expect("a key");
    let words =
        ["verify", &file("entries.jsonl"), &file("checkpoint"), "--vkey", vkey.trim(), "--pruned", &file("pruned")];
    assert_ne!(crate::export::python(&words), Some(false));
    let server = place.start("serve", &[]);
    let portal = crate::story::sign_in(&server.addr, "/portal/sign-in", &crate::story::agent()).expect("signed in");
    let (contact, _) = crate::story::oleg(&server.addr, &portal).expect("Oleg");
    server.stop();
    place.ok(&["contact", "erase", "--id", &contact]);
    place.ok(&["audit", "verify", "--db"]);
    let help = place.ok(&["audit", "--help"]);
    for word in ["keygen", "export", "verify", "proof", "resume", "prune"] {
        assert!(help.contains(word), "{word}");
    }
}
