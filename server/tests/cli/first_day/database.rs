//! A database that cannot be used: the program says where it is, why, and what to do.

use super::{refused, run, sql};
use crate::cluster::cluster;
use crate::program::{BINARY, Place};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn unusable_database_is_explained() {
    let place = Place::empty();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let free = listener.local_addr().expect("an address").port();
    drop(listener);
    let began = Instant::now();
    for host in ["127.0.0.1", "[::1]", "localhost"] {
        let url = format!("postgres://u@{host}:{free}/shop");
        refused(&place, &["serve", "--database-url", &url], &[&format!("{host}:{free}"), "start PostgreSQL"]);
    }
    assert!(began.elapsed() < Duration::from_secs(3), "a refused port is answered at once");
    // Something else listens there.
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = other.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut stream in other.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    refused(
        &place,
        &["serve", "--database-url", &format!("postgres://u@127.0.0.1:{port}/shop")],
        &[&format!("127.0.0.1:{port}")],
    );
    let Some(base) = cluster(false) else { return };
    let server = base.trim_start_matches("postgres://behalf@");
    refused(&place, &["serve", "--database-url", &format!("{base}/nowhere")], &[server, "createdb"]);
    refused(&place, &["serve", "--database-url", &format!("postgres://nobody@{server}/postgres")], &[server, "nobody"]);
    sql(&base, "create database latin encoding 'LATIN1' template template0");
    refused(&place, &["migrate", "--database-url", &format!("{base}/latin")], &[server, "LATIN1", "--encoding UTF8"]);
    sql(&base, "create role weak login");
    sql(&base, "create database granted");
    refused(
        &place,
        &["migrate", "--database-url", &format!("postgres://weak@{server}/granted")],
        &[server, "weak", "alter database"],
    );
    assert!(run(&place, &["migrate", "--database-url", &format!("{base}/granted")], &[]).good);
    refused(
        &place,
        &["audit", "verify", "--db", "--database-url", &format!("postgres://weak@{server}/granted")],
        &[server, "weak", "grant"],
    );
    sql(&base, "create database still");
    sql(&base, "alter database still set default_transaction_read_only = on");
    refused(&place, &["migrate", "--database-url", &format!("{base}/still")], &[server, "read-only"]);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let place = Place::empty();
    domain::private::folder(&place.file("data")).expect("a folder");
    assert!(run(&place, &["migrate"], &[]).good);
    let set =
        |name: &str, mode| std::fs::set_permissions(place.file(name), PermissionsExt::from_mode(mode)).expect(name);
    set("data/behalf.db", 0o400);
    if std::fs::OpenOptions::new().write(true).open(place.file("data/behalf.db")).is_ok() {
        // Rights do not bind root: another user is asked.
        let user = Command::new("runuser").args(["-u", "nobody", "--", "true"]).status();
        if !user.is_ok_and(|status| status.success()) {
            return;
        }
        set("", 0o755);
        set("data", 0o755);
        set("data/behalf.db", 0o644);
        let output = Command::new("runuser")
            .args(["-u", "nobody", "--", BINARY, "audit", "export", "--out", "/tmp/none", "--mail", "file:/tmp"])
            .current_dir(&place.0)
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let is_reached = !said.contains("Permission denied");
        assert!(!output.status.success() && (!is_reached || said.contains("data/behalf.db")), "{said}");
        return;
    }
    refused(&place, &["serve", "--addr", "127.0.0.1:0"], &["data/behalf.db", "chmod u+w"]);
}
