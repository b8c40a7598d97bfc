//! The floor that pages are compared with: `server/examples/floor.rs`, started on the database that is measured.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::http::Client;
use super::load::{self, Manner};
use super::server::free_port;
use crate::checks::SERVER_SIDE;
use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::say;
use crate::state::Repo;
use crate::toolchain::Toolchain;

/// How long its start may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Builds the program.
pub fn build(repo: &Repo, builds: bool) -> Outcome<PathBuf> {
    let program = repo.path("target/release/examples/floor");
    if builds || !program.exists() {
        say::step("building the floor");
        let mut cargo = Toolchain::prepare(repo)?.cargo(repo, "build");
        cargo.arg("--quiet").args(SERVER_SIDE).args(["--example", "floor"]);
        cmd::run(&mut cargo, "The floor does not compile: see above.")?;
    }
    Ok(program)
}

/// A running floor. It ends with this value.
pub struct Floor {
    child: Child,
    addr: SocketAddr,
}

impl Floor {
    /// Starts it with pages as large as those that `client` gets at the addresses of the list and the product.
    pub fn start(program: &Path, database: &str, client: &mut Client, (list, product): (&str, &str)) -> Outcome<Floor> {
        let size =
            |client: &mut Client, path: &str| client.get(path, "").map(|answer| answer.body.len()).map_err(Fail::new);
        let (list_size, product_size) = (size(client, list)?, size(client, product)?);
        let addr = free_port()?;
        let slug = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let child = cmd::clean(program)
            .args([addr.to_string(), database.to_owned(), slug(list), list_size.to_string()])
            .args([slug(product), product_size.to_string()])
            .stdin(Stdio::null())
            .spawn()
            .or_fail(|| format!("{} could not be started.", program.display()))?;
        let floor = Floor { child, addr };
        let began = Instant::now();
        while !Client::new(addr, false).get("/healthz", "").is_ok_and(|answer| answer.status == 200) {
            if began.elapsed() > PATIENCE {
                return Err(Fail::new("The floor did not come up."));
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(floor)
    }

    /// How many of its pages it gives in a second to so many clients, for the row `name`.
    pub fn rate(&self, name: &str, manner: Manner, clients: usize) -> f64 {
        let path = if name.starts_with("list") { "/list" } else { "/product" };
        let manner = Manner { addr: self.addr, ..manner };
        let get = |client: &mut Client, _, _| match client.get(path, "")?.status {
            200 => Ok(()),
            status => Err(format!("the floor answered {status}")),
        };
        load::measure(manner, clients, get).rate
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _killed = self.child.kill();
        let _reaped = self.child.wait();
    }
}
