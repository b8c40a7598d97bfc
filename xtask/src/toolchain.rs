//! Finds, or makes, a compiler that can produce WebAssembly. Both halves of the product are built
//! by the same one, because the names of islands depend on it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::cmd;
use crate::debian;
use crate::fail::{Context, Fail, Outcome};
use crate::say;
use crate::state::Repo;

/// The compiler's name for the browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How long `rustup` may download nothing before it is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the state of the failed attempt to add the target is kept.
const REFUSED: &str = "rustup-refused";

/// Which cargo builds the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The cargo on the path.
    Usual,
    /// Debian's packages, through a linked rustup toolchain named `debian`.
    Linked,
    /// Debian's packages, on a machine without rustup.
    Debian,
}

/// A compiler that is ready to build both halves.
#[derive(Clone, Debug)]
pub struct Toolchain {
    kind: Kind,
    /// What `rustc -vV` prints: part of every fingerprint.
    pub version: String,
}

impl Toolchain {
    /// Finds the toolchain; installs what is missing.
    pub fn prepare(repo: &Repo) -> Outcome<Self> {
        if let Some(usual) = Self::ready(repo, Kind::Usual) {
            return Ok(usual);
        }
        let rustup = cmd::exists("rustup");
        if rustup
            && add_target(repo)
            && let Some(usual) = Self::ready(repo, Kind::Usual)
        {
            return Ok(usual);
        }
        if !debian::is_debian() {
            return Err(Fail::new(
                "No WebAssembly target: run `rustup target add wasm32-unknown-unknown` where the \
                 network allows it, then start again.",
            ));
        }
        debian::prepare(repo)?;
        if rustup {
            debian::link(repo)?;
        }
        let kind = if rustup { Kind::Linked } else { Kind::Debian };
        Self::ready(repo, kind).ok_or_else(|| {
            Fail::new(
                "Debian's compiler is installed but does not find the WebAssembly library: remove \
                 /usr/lib/rustlib/wasm32-unknown-unknown and start again.",
            )
        })
    }

    /// The toolchain of this kind, if it can already build for the browser.
    fn ready(repo: &Repo, kind: Kind) -> Option<Self> {
        let rustc = |arguments: &[&str]| {
            let mut command = kind.command("rustc");
            command.args(arguments).current_dir(&repo.root);
            cmd::output(&mut command, "").ok()
        };
        let sysroot = rustc(&["--print", "sysroot"])?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib");
        let version = rustc(&["-vV"])?;
        if sysroot.trim() == "/usr" && !debian::is_current(&library, &version) {
            return None;
        }
        let standard = std::fs::read_dir(library).ok()?.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        });
        standard.then_some(Self { kind, version })
    }

    /// A cargo command in the workspace, such as `build` or `clippy`.
    pub fn cargo(&self, repo: &Repo, subcommand: &str) -> Command {
        let mut command = self.kind.command("cargo");
        command.arg(subcommand).current_dir(&repo.root);
        command
    }

    /// One line for the terminal.
    pub fn describe(&self) -> String {
        let version = self.version.lines().next().unwrap_or_default();
        match self.kind {
            Kind::Usual => version.to_owned(),
            Kind::Linked => format!("{version}, rustup toolchain `debian`"),
            Kind::Debian => format!("{version}, Debian's packages"),
        }
    }
}

impl Kind {
    /// `cargo` or `rustc` of this kind.
    fn command(self, program: &str) -> Command {
        match self {
            Self::Usual => cmd::clean(program),
            Self::Linked => {
                let mut command = cmd::clean(program);
                command.env("RUSTUP_TOOLCHAIN", "debian");
                command
            }
            Self::Debian => {
                let mut command = cmd::clean(Path::new("/usr/bin").join(program));
                let path = env::var("PATH").unwrap_or_default();
                command.env("PATH", format!("/usr/bin:{path}"));
                command
            }
        }
    }
}

/// Tries `rustup target add`, and remembers a refusal for this compiler.
fn add_target(repo: &Repo) -> bool {
    let mut rustc = cmd::clean("rustc");
    rustc.arg("-vV").current_dir(&repo.root);
    let Ok(version) = cmd::output(&mut rustc, "") else {
        return false;
    };
    if repo.is_fresh(REFUSED, &version) {
        return false;
    }
    say::step("toolchain: adding the WebAssembly target with rustup");
    let downloads = rustup_home().join("downloads");
    let mut command = cmd::clean("rustup");
    command.args(["target", "add", WASM]).current_dir(&repo.root);
    if cmd::run_with_patience(&mut command, PATIENCE, || size_of(&downloads)) {
        return true;
    }
    say::step("toolchain: rustup cannot download here; using Debian's packages instead");
    // Without the note the next start only tries again.
    let _noted = repo.remember(REFUSED, &version);
    false
}

/// Where rustup keeps its files.
fn rustup_home() -> PathBuf {
    env::var_os("RUSTUP_HOME")
        .map_or_else(|| PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".rustup"), PathBuf::from)
}

/// The bytes of a directory: a download in progress makes it grow.
fn size_of(dir: &Path) -> u64 {
    std::fs::read_dir(dir)
        .map_or(0, |entries| entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum())
}

/// The linker `rust-lld` of any rustup toolchain.
pub fn rustup_lld() -> Outcome<Option<PathBuf>> {
    let toolchains = rustup_home().join("toolchains");
    if !toolchains.is_dir() {
        return Ok(None);
    }
    let entries = std::fs::read_dir(&toolchains)
        .or_fail(|| format!("{} cannot be read: check its permissions.", toolchains.display()))?;
    Ok(entries.flatten().map(|entry| entry.path().join(debian::LLD_INSIDE)).find(|linker| linker.is_file()))
}
