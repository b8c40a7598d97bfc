//! A WebAssembly compiler from Debian's packages, for machines that reach only package registries.
//!
//! Debian ships no standard library for WebAssembly, but its source: it is compiled once, in an
//! empty crate, and copied to where the packaged compiler looks for it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::say;
use crate::state::{self, Repo};
use crate::toolchain::{self, WASM};

/// What is installed, and a file of each that shows it is there.
const PACKAGES: &[(&str, &str)] = &[
    ("rustc-web", "/usr/bin/rustc"),
    ("cargo-web", "/usr/bin/cargo"),
    ("rust-web-src", "/usr/lib/rustlib/src/rust/library/std/Cargo.toml"),
    ("rust-web-clippy", "/usr/bin/cargo-clippy"),
    ("rustfmt-web", "/usr/bin/cargo-fmt"),
];

/// Where the compiled library goes.
const LIBRARY: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// Says which compiler the library was made by; lies beside the library.
const STAMP: &str = ".made-by";

/// Keeps what link-time optimisation needs in the library; part of the stamp.
const BITCODE: &str = "-Cembed-bitcode=yes";

/// Where a toolchain keeps its own linker.
pub const LLD_INSIDE: &str = "lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld";

/// Whether packages can be installed here by apt.
pub fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file() && cmd::exists("apt-get") && as_root("true").is_some()
}

/// Whether `library` was made for the compiler of this version.
pub fn is_current(library: &Path, version: &str) -> bool {
    fs::read_to_string(library.join(STAMP)).is_ok_and(|made_by| made_by == stamp(version))
}

/// What the stamp says for a compiler of this version.
fn stamp(version: &str) -> String {
    format!("{version}{BITCODE}\n")
}

/// Installs the packages, compiles the library and gives the compiler its linker.
pub fn prepare(repo: &Repo) -> Outcome {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(package, _)| *package).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let linker = Path::new("/usr").join(LLD_INSIDE);
    if !linker.exists() {
        let source = match toolchain::rustup_lld()? {
            Some(source) => source.display().to_string(),
            None => debian_lld()?,
        };
        say::step("toolchain: giving Debian's compiler its linker");
        root("mkdir", &["-p", &linker.parent().unwrap_or(&linker).display().to_string()])?;
        root("ln", &["-sf", &source, &linker.display().to_string()])?;
    }
    let version = cmd::output(
        cmd::clean("/usr/bin/rustc").arg("-vV"),
        "Debian's compiler does not run: reinstall it with `apt-get install --reinstall rustc-web`.",
    )?;
    if !is_current(Path::new(LIBRARY), &version) {
        compile_library(repo)?;
        copy_library(repo, &version)?;
        // Cargo does not notice a new standard library under an unchanged compiler.
        state::remove_dir(&repo.path("target/front").join(WASM))?;
    }
    Ok(())
}

/// Makes Debian's compiler known to rustup as `debian`.
pub fn link(repo: &Repo) -> Outcome {
    let mut list = cmd::clean("rustup");
    list.args(["toolchain", "list"]).current_dir(&repo.root);
    let listed = cmd::output(&mut list, "`rustup toolchain list` failed: check rustup.")?;
    if listed.lines().any(|line| line.split_whitespace().next() == Some("debian")) {
        return Ok(());
    }
    say::step("toolchain: linking Debian's compiler as the rustup toolchain `debian`");
    cmd::run(
        cmd::clean("rustup").args(["toolchain", "link", "debian", "/usr"]),
        "`rustup toolchain link debian /usr` failed: run it by hand to see why.",
    )
}

/// Installs Debian packages.
pub fn install(packages: &[&str]) -> Outcome {
    say::step(&format!("apt: installing {}", packages.join(" ")));
    root("apt-get", &["-q", "update"])?;
    let mut arguments = vec!["-q", "install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    root("apt-get", &arguments)
}

/// Compiles the standard library in an empty crate (about 40 s on two cores).
fn compile_library(repo: &Repo) -> Outcome {
    say::step("toolchain: compiling Rust's standard library for WebAssembly (once, about 40 s)");
    let seed = repo.state("std-seed");
    state::remove_dir(&seed)?;
    let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";
    state::write(&seed.join("Cargo.toml"), manifest.as_bytes())?;
    state::write(&seed.join("src/lib.rs"), b"")?;
    let mut cargo = cmd::clean("/usr/bin/cargo");
    cargo
        .args(["build", "--quiet", "--release", "--target", WASM])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro")
        .args(["--target-dir", "target"])
        .env("RUSTC_BOOTSTRAP", "1")
        // The release build of the islands optimises across crates, std included. This crate
        // stands alone: nothing else is rebuilt by the flag.
        .env("RUSTFLAGS", BITCODE)
        .env("RUSTC", "/usr/bin/rustc")
        .current_dir(&seed);
    cmd::run(
        &mut cargo,
        "Rust's standard library did not compile for WebAssembly: the messages are above; check \
         that the crate registry can be reached.",
    )
}

/// Copies the compiled library to the compiler, in place of an older one.
fn copy_library(repo: &Repo, version: &str) -> Outcome {
    let made = repo.state("std-seed/target").join(WASM).join("release/deps");
    let entries = fs::read_dir(&made).or_fail(|| format!("{} cannot be read: start again.", made.display()))?;
    let mut copy = vec!["-t".to_owned(), LIBRARY.to_owned()];
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libseed-") {
            copy.push(entry.path().display().to_string());
        }
    }
    let note = repo.state("std-seed").join(STAMP);
    state::write(&note, stamp(version).as_bytes())?;
    root("rm", &["-rf", LIBRARY])?;
    root("mkdir", &["-p", LIBRARY])?;
    root("cp", &copy.iter().map(String::as_str).collect::<Vec<_>>())?;
    root("cp", &["-t", LIBRARY, &note.display().to_string()])
}

/// Debian's own linker, the newest there is.
fn debian_lld() -> Outcome<String> {
    let found = cmd::output(
        cmd::clean("apt-cache").args(["search", "--names-only", "^lld-[0-9]+$"]),
        "`apt-cache search lld` failed: run `apt-get update` first.",
    )?;
    let newest = found
        .lines()
        .filter_map(|line| line.split_whitespace().next()?.strip_prefix("lld-")?.parse::<u32>().ok())
        .max()
        .ok_or_else(|| Fail::new("Debian offers no `lld` package: install a linker for WebAssembly."))?;
    install(&[&format!("lld-{newest}")])?;
    Ok(format!("/usr/bin/lld-{newest}"))
}

/// Runs a program with the rights of root.
fn root(program: &str, arguments: &[&str]) -> Outcome {
    let Some(mut command) = as_root(program) else {
        return Err(Fail::new(format!("`{program}` needs root: run this once as root or with sudo.")));
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let sentence = format!("`{program} {}` failed: the messages are above.", arguments.join(" "));
    cmd::run(&mut command, &sentence)
}

/// `program` as root: directly, or by a sudo that asks for no password.
fn as_root(program: &str) -> Option<Command> {
    let id = cmd::output(cmd::clean("id").arg("-u"), "").ok()?;
    if id.trim() == "0" {
        return Some(cmd::clean(program));
    }
    cmd::output(cmd::clean("sudo").args(["-n", "true"]), "").ok()?;
    let mut command = cmd::clean("sudo");
    command.args(["-n", program]);
    Some(command)
}
