//! What protects the record against the owner of its database: the file of checkpoints, the guards, and files without a trace
//! of whom was erased.

use crate::http::{get, post};
use crate::program::Place;
use crate::story;
use domain::db::Db;

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn missing_checkpoints_stop_the_start() {
    for damage in ["removed", "emptied", "written over"] {
        let place = Place::demo();
        let file = place.file("shop.audit.checkpoints");
        match damage {
            "removed" => std::fs::remove_file(&file).expect("removed"),
            "emptied" => std::fs::write(&file, "").expect("emptied"),
            _ => std::fs::write(&file, "nothing that was signed\n").expect("written"),
        }
        for command in ["serve", "demo"] {
            let refused = place.run(&[command, "--addr", "127.0.0.1:0"]);
            let said = stderr(&refused);
            assert!(
                !refused.status.success()
                    && said.contains("shop.audit.checkpoints")
                    && said.contains("--accept-missing-checkpoints"),
                "{damage}: {said}"
            );
        }
        let verified = place.run(&["audit", "verify", "--db"]);
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert!(!verified.status.success() && said.contains("holds no signed checkpoint"), "{damage}: {said}");
        let doctor = place.run(&["doctor"]);
        let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
        assert!(!doctor.status.success() && said.contains("FAULT  checkpoints"), "{damage}: {said}");
        assert!(
            !place.run(&["audit", "export", "--out", "refused"]).status.success(),
            "{damage}: nor is anything signed"
        );
        place.start("serve", &["--accept-missing-checkpoints"]).stop();
        // Once is enough, and asking again changes nothing.
        place.start("serve", &[]).stop();
        place.start("serve", &["--accept-missing-checkpoints"]).stop();
        place.ok(&["audit", "verify", "--db"]);
        let accepted = place.events().iter().filter(|e| e["type"] == "log.checkpoints_accepted").count();
        assert_eq!(accepted, 1, "{damage}");
    }
}

/// Runs statements on the file, past the program.
fn past_the_program(place: &Place, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = Db::open(&place.url()).await.expect("open");
        let Db::Sqlite { write, .. } = &db else { panic!("SQLite") };
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(write).await.expect("the owner of the file may");
        db.close().await;
    });
}

#[test]
fn hidden_events_and_missing_guards_are_found() {
    let place = Place::demo();
    past_the_program(
        &place,
        "drop trigger audit_index_delete; delete from audit_index where key = 'on_behalf';
         create trigger audit_index_delete before delete on audit_index
         begin select raise(abort, 'audit: append-only'); end;",
    );
    let verified = place.run(&["audit", "verify", "--db"]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(!verified.status.success() && said.contains("search does not find it by on_behalf"), "{said}");

    let place = Place::demo();
    past_the_program(&place, "drop trigger audit_event_delete");
    let refused = place.run(&["serve", "--addr", "127.0.0.1:0"]);
    let said = stderr(&refused);
    assert!(!refused.status.success() && said.contains("trigger audit_event_delete is missing"), "{said}");
    let doctor = place.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(!doctor.status.success() && said.contains("FAULT  guards"), "{said}");
    assert!(place.ok(&["migrate", "--restore-guards"]).contains("mended: trigger audit_event_delete is missing"));
    place.start("serve", &[]).stop();
    place.ok(&["audit", "verify", "--db"]);
    assert!(place.events().iter().any(|e| e["type"] == "log.guards_restored"));
}

#[test]
fn every_command_refuses_another_version() {
    let place = Place::demo();
    past_the_program(&place, "update _sqlx_migrations set version = 32 where version = 2");
    for words in [
        &["serve", "--addr", "127.0.0.1:0"][..],
        &["migrate"],
        &["audit", "export", "--out", "out"],
        &["audit", "verify", "--db"],
    ] {
        let refused = place.run(words);
        let said = stderr(&refused);
        assert!(
            !refused.status.success() && said.contains("made by another version of this program"),
            "{words:?}: {said}"
        );
    }
    let doctor = place.run(&["doctor"]);
    let said = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(!doctor.status.success() && said.contains("another version of it made this database"), "{said}");
}

#[test]
fn nothing_of_an_erased_person_is_left_in_the_files() {
    let place = Place::demo();
    let oleg = story::person("buyer");
    let server = place.start("serve", &["--public-url", "http://localhost:3000"]);
    let addr = &server.addr;
    // Traces: wrong passwords, a reset that was asked for, an agent's work, a search, what they ordered.
    for _ in 0..2 {
        post(addr, "/sign-in", "", &[("login", oleg.login), ("password", "wrong")]).expect("an answer");
    }
    post(addr, "/forgot-password", "", &[("login", oleg.login)]).expect("an answer");
    let shop = story::sign_in(addr, "/sign-in", &oleg).expect("signed in");
    get(addr, "/account", &shop).expect("an answer");
    let portal = story::sign_in(addr, "/portal/sign-in", &story::agent()).expect("signed in");
    get(addr, &format!("/portal/contacts?q={}", oleg.login), &portal).expect("an answer");
    let (contact, _) = story::oleg(addr, &portal).expect("Oleg");
    let auditor = story::sign_in(addr, "/portal/sign-in", &story::person("auditor")).expect("signed in");
    get(addr, &format!("/portal/audit?q=actor:{}", oleg.login), &auditor).expect("an answer");
    let mut acting = story::Story { portal: portal.clone(), ..Default::default() };
    story::act(addr, &mut acting).expect("on behalf");
    server.stop();
    assert!(count(&place, oleg.login) > 3, "there is something to erase");
    place.ok(&["contact", "erase", "--id", &contact]);
    assert_eq!(count(&place, oleg.login), 0, "the e-mail is in a file of the database");
    place.ok(&["audit", "verify", "--db"]);
    // Nor does it come back with what is written later.
    let server = place.start("serve", &[]);
    let portal = story::sign_in(&server.addr, "/portal/sign-in", &story::agent()).expect("signed in");
    let orders = get(&server.addr, "/portal/orders?q=oleg", &portal).expect("an answer");
    assert!(!orders.body.contains("href=\"/portal/orders/"), "no order is found by the name");
    let page = get(&server.addr, &format!("/portal/contacts/{contact}"), &portal).expect("an answer");
    assert!(!page.body.contains("Oleg"), "{}", page.body);
    server.stop();
    assert_eq!(count(&place, oleg.login), 0);
}

/// How often a text is in the files of the database, in any case.
fn count(place: &Place, text: &str) -> usize {
    let text = text.to_lowercase().into_bytes();
    let files = std::fs::read_dir(&place.0).expect("a folder").flatten();
    let files = files.filter(|e| e.file_name().to_string_lossy().starts_with("shop.db"));
    files
        .map(|file| {
            let bytes = std::fs::read(file.path()).expect("readable").to_ascii_lowercase();
            bytes.windows(text.len()).filter(|window| *window == text.as_slice()).count()
        })
        .sum()
}
