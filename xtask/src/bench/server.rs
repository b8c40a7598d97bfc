//! The server that is measured: its start, its memory, its orderly end.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::http::Client;
use crate::cmd;
use crate::fail::{Context, Fail, Outcome};

/// How long the first start may take: it creates the demo.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that this process has started. It ends with this value.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub addr: SocketAddr,
    /// From its start to the first answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts `binary` on `database`, and waits until it answers. `folder` takes its output.
    pub fn start(binary: &Path, folder: &Path, database: &str) -> Outcome<Self> {
        let addr = free_port()?;
        let log = folder.join("server.log");
        let failure = || format!("{} cannot be written: check space and permissions.", log.display());
        let out = fs::File::options().create(true).append(true).open(&log).or_fail(failure)?;
        let errors = out.try_clone().or_fail(failure)?;
        let began = Instant::now();
        let child = cmd::clean(binary)
            .current_dir(folder)
            .args(["demo", "--database-url", database, "--addr", &addr.to_string(), "--log", "warn"])
            .args(["--orders-per-minute", "100000"])
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(errors)
            .spawn()
            .or_fail(|| format!("{} could not be started: run `cargo xtask build`.", binary.display()))?;
        let mut server = Self { child, addr, started_in: Duration::ZERO };
        loop {
            if Client::new(addr, false).get("/healthz", "").is_ok_and(|answer| answer.status == 200) {
                server.started_in = began.elapsed();
                return Ok(server);
            }
            let has_ended = matches!(server.child.try_wait(), Ok(Some(_)) | Err(_));
            if has_ended || began.elapsed() > PATIENCE {
                let said = fs::read_to_string(&log).unwrap_or_default();
                let last = said.lines().last().unwrap_or("it said nothing");
                return Err(Fail::new(format!("The server did not come up. Its last words were: {last}")));
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// A figure of `/proc/PID/status` in MiB, where there is such a file.
    pub fn memory(&self, name: &str) -> Option<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let kib: f64 = line.split_whitespace().next()?.parse().ok()?;
        Some(kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Asked first, so that it closes its database; then made to.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let deadline = Instant::now() + Duration::from_secs(10);
        while asked.as_ref().is_ok_and(|status| status.success()) && Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// An address that nobody listens at.
pub fn free_port() -> Outcome<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .or_fail(|| "No port of 127.0.0.1 could be had: check the network's settings.".into())
}
