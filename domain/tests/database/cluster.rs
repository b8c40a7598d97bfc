//! A PostgreSQL cluster of its own, for tests and measurements.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// The address of a throw-away PostgreSQL cluster, when `initdb` is found. It ends with this process. Tests need no
/// disk, so its writes reach one only when it `is_durable`.
pub fn cluster(is_durable: bool) -> Option<String> {
    static CLUSTER: OnceLock<Option<(String, Mutex<Child>)>> = OnceLock::new();
    CLUSTER.get_or_init(|| start(is_durable)).as_ref().map(|(url, _)| url.clone())
}

fn start(is_durable: bool) -> Option<(String, Mutex<Child>)> {
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        let child = Command::new("true").spawn().ok()?;
        return Some((url, Mutex::new(child)));
    }
    let bin = programs()?;
    let port = 20_000 + std::process::id() % 20_000;
    let name = format!("behalf-pg-{}", std::process::id());
    let temporary = std::env::temp_dir();
    // What no disk has to keep lies in memory, where there is room for it, and is not written twice.
    let (memory, quick) = if is_durable {
        (0, "")
    } else {
        (2_097_152, "-c fsync=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=256MB -c autovacuum=off")
    };
    // The shell ends the server when its input closes, which is when this process is gone.
    let script = format!(
        "set -e; above='{temporary}'; room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || true; \
         if [ {memory} -gt 0 ] && [ \"${{room:-0}}\" -ge {memory} ]; then above=/dev/shm; fi; \
         dir=\"$above/{name}\"; rm -rf \"$dir\"; mkdir -m 700 \"$dir\"; \
         '{bin}/initdb' -D \"$dir/data\" -U behalf -A trust -E UTF8 --locale=C -N >/dev/null; \
         '{bin}/postgres' -D \"$dir/data\" -k \"$dir\" -p {port} -c listen_addresses=127.0.0.1 -c max_connections=300 {quick} \
         >\"$dir/log\" 2>&1 & server=$!; \
         for i in $(seq 100); do '{bin}/pg_isready' -q -h \"$dir\" -p {port} && break; sleep 0.1; done; \
         echo ready; cat >/dev/null; kill -INT $server; wait $server; rm -rf \"$dir\"",
        temporary = temporary.display(),
        bin = bin.display(),
    );
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    let mut command = if is_root {
        let user = ["postgres", "nobody"].into_iter().find(|u| {
            Command::new("id").arg(u).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
        })?;
        let mut command = Command::new("runuser");
        command.args(["-u", user, "--", "sh", "-c", &script]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &script]);
        command
    };
    let mut child =
        command.current_dir(std::env::temp_dir()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.as_mut()?), &mut line).ok()?;
    if line.trim() != "ready" {
        let _ = writeln!(std::io::stderr(), "PostgreSQL did not start; its tests are left out");
        return None;
    }
    Some((format!("postgres://behalf@127.0.0.1:{port}"), Mutex::new(child)))
}

/// Where `initdb` is.
fn programs() -> Option<PathBuf> {
    let debian =
        std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten().map(|d| d.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut all: Vec<PathBuf> = debian
        .chain(std::env::split_paths(&path))
        .filter(|d| d.join("initdb").exists() && d.join("postgres").exists() && d.join("pg_isready").exists())
        .collect();
    all.sort();
    all.pop()
}
