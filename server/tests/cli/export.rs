//! Two independent verifiers read the same export, and find every change that is made to it.

use crate::http::{ask, get};
use crate::program::Place;
use crate::story::{Story, tell};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The independent verifier, where Python and the `openssl` command are.
pub fn python(words: &[&str]) -> Option<bool> {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/audit_ref.py");
    let has = |program: &str, word: &str| Command::new(program).arg(word).output().is_ok_and(|o| o.status.success());
    if !has("python3", "--version") || !has("openssl", "version") {
        eprintln!("python3 or openssl is missing: the independent verifier is left out");
        return None;
    }
    let output = Command::new("python3").arg(tool).args(words).output().expect("python runs");
    Some(output.status.success())
}

/// A demo with a session on behalf, exported, and a checkpoint from before.
struct Exported {
    place: Place,
    dir: PathBuf,
    older: PathBuf,
}

fn exported() -> Exported {
    let place = Place::demo();
    let dir = place.file("export");
    let out = dir.display().to_string();
    place.ok(&["audit", "export", "--out", &out]);
    let older = place.file("older");
    std::fs::copy(dir.join("checkpoint"), &older).expect("kept");
    let server = place.start("serve", &[]);
    tell(&server.addr, &mut Story::default()).expect("the story");
    // While the server runs.
    place.ok(&["audit", "export", "--out", &out]);
    server.stop();
    Exported { place, dir, older }
}

impl Exported {
    /// What each verifier says about the files as they are now.
    fn verdicts(&self) -> (bool, Option<bool>) {
        let [dir, older] = [&self.dir, &self.older].map(|p| p.display().to_string());
        let own = self.place.run(&["audit", "verify", &dir, "--older", &older]).status.success();
        let read = |name: &str| std::fs::read_to_string(self.dir.join(name)).unwrap_or_default();
        let vkey = read("vkey");
        let file = |name: &str| self.dir.join(name).display().to_string();
        let words = ["verify", &file("entries.jsonl"), &file("checkpoint"), "--vkey", vkey.trim(), "--older", &older];
        (own, python(&words))
    }

    fn with(&self, name: &str, bytes: &[u8], what: &str) {
        let path = self.dir.join(name);
        let before = std::fs::read(&path).expect("there");
        std::fs::write(&path, bytes).expect("written");
        let (own, other) = self.verdicts();
        assert!(!own, "not found by the program: {what}");
        assert_ne!(other, Some(true), "not found by the independent verifier: {what}");
        std::fs::write(&path, before).expect("written back");
    }
}

fn hash(line: &[u8]) -> [u8; 32] {
    Sha256::digest([&[0], line].concat()).into()
}

/// The lines as a forger would chain them anew.
fn rechained(lines: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut before = [0; 32];
    let chain = |(seq, line): (usize, &Vec<u8>)| {
        let mut event: Value = serde_json::from_slice(line).expect("JSON");
        event["seq"] = seq.into();
        event["prev"] = domain::audit::canonical::hex(&before).into();
        let line = domain::audit::canonical::canonical(&event).into_bytes();
        before = hash(&line);
        line
    };
    lines.iter().enumerate().map(chain).collect()
}

fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.as_slice(), b"\n"].concat()).collect()
}

/// A checkpoint over these lines, signed with the real key.
fn signed(place: &Place, lines: &[Vec<u8>]) -> String {
    let key = std::fs::read_to_string(place.file("shop.audit.key")).expect("the key");
    let key = domain::audit::note::Key::parse(&key).expect("a key");
    let leaves: Vec<[u8; 32]> = lines.iter().map(|line| hash(line)).collect();
    let checkpoint = domain::audit::note::Checkpoint {
        origin: key.name().to_owned(),
        size: lines.len() as u64,
        root: domain::audit::tree::root(&leaves),
    };
    key.sign(&checkpoint)
}

#[test]
fn both_verifiers_find_the_same_tampering() {
    let export = exported();
    let (own, other) = export.verdicts();
    assert!(own && other != Some(false), "the export as it is: {own} {other:?}");
    let text = std::fs::read(export.dir.join("entries.jsonl")).expect("entries");
    let lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(<[u8]>::to_vec).collect();
    let note = std::fs::read_to_string(export.dir.join("checkpoint")).expect("a note");
    let n = lines.len();
    assert!(n > 300 && note.lines().nth(1) == Some(n.to_string().as_str()), "signed to the end");
    let order = lines.iter().rposition(|l| l.windows(14).any(|w| w == b"\"order.placed\"")).expect("an order");
    let edit = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        lines
    };
    let replaced = |line: &[u8], from: &str, to: &str| String::from_utf8_lossy(line).replacen(from, to, 1).into_bytes();
    let entries = [
        ("an edited byte", edit(&|l| l[order] = replaced(&l[order], "\"minor\":\"", "\"minor\":\"9"))),
        ("a deleted event", edit(&|l| drop(l.remove(order)))),
        ("swapped events", edit(&|l| l.swap(order, order - 1))),
        ("a tail that was cut off", lines[..n - 1].to_vec()),
        ("an inserted event", edit(&|l| l.insert(order, l[order - 1].clone()))),
        (
            "a history that was chained anew",
            rechained(&edit(&|l| l[7] = replaced(&l[7], "\"outcome\":\"success\"", "\"outcome\":\"denied\""))),
        ),
        ("a blank", edit(&|l| l[0] = replaced(&l[0], "\"seq\":0", "\"seq\": 0"))),
        ("a key twice", edit(&|l| l[0] = replaced(&l[0], ",\"v\":1}", ",\"v\":1,\"v\":1}"))),
        (
            "another log",
            rechained(&edit(&|l| l[3] = replaced(&l[3], "\"log\":\"localhost/audit\"", "\"log\":\"other/audit\""))),
        ),
    ];
    for (what, lines) in &entries {
        export.with("entries.jsonl", &joined(lines), what);
    }
    let mut cut = text.clone();
    cut.pop();
    export.with("entries.jsonl", &cut, "a last line that was cut off");
    export.with("checkpoint", note.replace(&format!("\n{n}\n"), &format!("\n{}\n", n - 1)).as_bytes(), "another size");
    let other = domain::audit::note::Key::fresh("localhost/audit").expect("a key");
    let leaves: Vec<[u8; 32]> = lines.iter().map(|line| hash(line)).collect();
    let root = domain::audit::tree::root(&leaves);
    let forged =
        other.sign(&domain::audit::note::Checkpoint { origin: "localhost/audit".to_owned(), size: n as u64, root });
    export.with("checkpoint", forged.as_bytes(), "another key");
    // With the real key everything can be signed; what was signed before, or what the lines say, still tells.
    let mut late = lines.clone();
    late.push(lines[order].clone());
    for (what, lines) in [
        ("chained and signed anew", rechained(&entries[5].1)),
        ("something after the end of a session", rechained(&late)),
    ] {
        std::fs::write(export.dir.join("entries.jsonl"), joined(&lines)).expect("written");
        export.with("checkpoint", signed(&export.place, &lines).as_bytes(), what);
    }
    std::fs::write(export.dir.join("entries.jsonl"), &text).expect("written back");
    assert!(export.verdicts().0, "nothing is left of the tampering");
}

#[test]
fn forged_requests_are_counted_in_few_events() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let portal = crate::story::sign_in(&server.addr, "/portal/sign-in", &crate::story::agent()).expect("signed in");
    let forged = |n: usize| {
        for _ in 0..n {
            let answer = ask(&server.addr, "POST", "/portal/sign-out", &portal, "", "Sec-Fetch-Site: cross-site\r\n");
            assert_eq!(answer.expect("an answer").status, 403);
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(|| forged(2_500)))));
    assert_eq!(get(&server.addr, "/portal/contacts", &portal).expect("an answer").status, 200, "still signed in");
    server.stop();
    let events = place.events();
    let blocked: Vec<&Value> = events.iter().filter(|e| e["type"] == "csrf.blocked").collect();
    let counted: i64 = blocked.iter().filter_map(|e| e["details"]["count"].as_i64()).sum();
    let single = blocked.iter().filter(|e| e["details"]["count"].is_null()).count();
    assert!(blocked.len() <= 200, "{}", blocked.len());
    assert_eq!(single as i64 + counted, 10_000);
    place.ok(&["audit", "verify", "--db"]);
}
