//! The whole build: toolchain, front half, assets, server.

use std::path::PathBuf;

use crate::assets;
use crate::cmd;
use crate::fail::Outcome;
use crate::front::{self, Mode};
use crate::say;
use crate::state::{Fingerprint, Repo};
use crate::toolchain::Toolchain;

/// What the server is made from, besides the assets.
const INPUTS: &[&str] = &[
    "app",
    "demo",
    "domain",
    "server",
    "migrations",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
];

/// The result of a build.
pub struct Built {
    /// The name of the package directory.
    pub hash: String,
    /// The program.
    pub binary: PathBuf,
}

/// Builds what is out of date.
pub fn build(repo: &Repo, mode: Mode) -> Outcome<Built> {
    let toolchain = Toolchain::prepare(repo)?;
    say::step(&format!("toolchain: {}", toolchain.describe()));
    let front = front::build(repo, &toolchain, mode)?;
    let hash = assets::build(repo, &front, mode)?;
    let binary = server(repo, &toolchain, &hash, mode)?;
    Ok(Built { hash, binary })
}

/// Builds the server, which embeds the assets.
fn server(repo: &Repo, toolchain: &Toolchain, hash: &str, mode: Mode) -> Outcome<PathBuf> {
    let folder = if mode == Mode::Release { "release" } else { "debug" };
    let binary = repo.path("target").join(folder).join("behalf");
    let step = format!("server-{}", mode.word());
    let mut inputs = Fingerprint::new().word(&toolchain.version).word(hash);
    for input in INPUTS {
        inputs = inputs.tree(&repo.root, input)?;
    }
    let inputs = inputs.finish();
    if repo.is_built(&step, &inputs, &binary) {
        say::step("server: up to date");
        return Ok(binary);
    }
    say::step("server: compiling (the first time takes minutes)");
    let mut cargo = toolchain.cargo(repo, "build");
    cargo.args(["--package", "server", "--target-dir", "target"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    cmd::run(&mut cargo, "The server did not compile: the compiler's messages are above.")?;
    repo.remember_built(&step, &inputs, &binary)?;
    Ok(binary)
}
