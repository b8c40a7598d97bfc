//! Readiness says what is missing while writing fails, and comes back by itself (R135); after a failed sync nothing is
//! written before a new start has checked the database (F7).

use crate::http::{get, post};
use crate::killed::CALLS;
use crate::program::{BINARY, Place, Server};
use crate::story::customer;
use sqlx::Connection;
use std::time::{Duration, Instant};

/// Waits until `/readyz` says what is wanted.
fn wait_for(server: &Server, status: u16, words: &str) {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        let asked = Instant::now();
        let ready = get(&server.addr, "/readyz", "").expect("an answer");
        assert!(asked.elapsed() < Duration::from_secs(3), "it took {:?}", asked.elapsed());
        if ready.status == status && ready.body.contains(words) {
            return;
        }
        assert!(Instant::now() < patience, "{} {}", ready.status, ready.body);
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// A write that everybody may try, and how long it took.
fn write(server: &Server) -> (u16, Duration) {
    let oleg = customer("oleg");
    let asked = Instant::now();
    let answer = post(&server.addr, "/sign-in", "", &[("login", oleg.login), ("password", oleg.password)]);
    (answer.expect("an answer").status, asked.elapsed())
}

#[tokio::test]
async fn foreign_lock_is_reported_and_writes_time_out() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    wait_for(&server, 200, "ready");
    assert_eq!(write(&server).0, 303);
    let mut other = sqlx::SqliteConnection::connect(&place.url()).await.expect("connected");
    let held = other.begin_with("begin immediate").await.expect("the lock");
    wait_for(&server, 503, "lock");
    let (status, time) = write(&server);
    assert!(status == 503 && time < Duration::from_secs(6), "{status} after {time:?}");
    assert_eq!(get(&server.addr, "/c", "").expect("an answer").status, 200);
    held.rollback().await.expect("rolled back");
    wait_for(&server, 200, "ready");
    assert_eq!(write(&server).0, 303);
}

#[test]
fn file_size_limit_is_reported_and_survived() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    wait_for(&server, 200, "ready");
    let id = i32::try_from(server.child.id()).expect("a process");
    let wal = std::fs::metadata(place.file("shop.db-wal")).expect("a log").len();
    let limit = |soft| rlimit::prlimit(id, rlimit::Resource::FSIZE, Some((soft, rlimit::INFINITY)), None);
    if let Err(error) = limit(wal.min(8_192)) {
        eprintln!("no limit can be set here ({error}): this test is left out");
        return;
    }
    wait_for(&server, 503, "limit of a file's size");
    assert_eq!(write(&server).0, 503);
    assert_eq!(get(&server.addr, "/c", "").expect("an answer").status, 200);
    limit(rlimit::INFINITY).expect("the limit is lifted");
    wait_for(&server, 200, "ready");
    assert_eq!(write(&server).0, 303);
    server.stop();
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn failed_sync_stops_writes_until_restart() {
    if let Err(why) = crate::killed::tracing() {
        eprintln!("strace cannot be used here ({}): this test is left out", why.trim());
        return;
    }
    let place = Place::demo();
    let log = place.file("strace").display().to_string();
    let trace = ["-f", "-qq", "--seccomp-bpf", "-e", &format!("trace={CALLS}"), "-o", &log, BINARY];
    let server = place.try_start("strace", &trace, "serve", &[]).expect("it serves");
    let first = crate::killed::waits(&std::fs::read_to_string(&log).unwrap_or_default());
    crate::killed::stop_traced(server);
    let place = Place::demo();
    // One sync fails, all others succeed.
    let inject = format!("inject={CALLS}:error=EIO:when={}", first + 2);
    let fail = ["-f", "-qq", "-e", &format!("trace={CALLS}"), "-e", &inject, "-o", "/dev/null", BINARY];
    let server = place.try_start("strace", &fail, "serve", &[]).expect("it serves");
    let refused = (0..10).any(|_| write(&server).0 == 503);
    assert!(refused, "no sync failed");
    wait_for(&server, 503, "a sync to the disk failed");
    for _ in 0..3 {
        assert_eq!(write(&server).0, 503, "it writes after a failed sync");
    }
    assert_eq!(get(&server.addr, "/c", "").expect("an answer").status, 200, "reading goes on");
    let said = std::fs::read_to_string(place.file("errors")).unwrap_or_default();
    assert!(said.contains("a sync to the disk failed"), "{said}");
    crate::killed::stop_traced(server);
    let server = place.start("serve", &[]);
    wait_for(&server, 200, "ready");
    assert_eq!(write(&server).0, 303);
    server.stop();
    place.ok(&["audit", "verify", "--db"]);
}
