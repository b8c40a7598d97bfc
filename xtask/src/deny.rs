//! Checks the dependencies: their source, their licence, and known vulnerabilities.
//!
//! Rule: what needs no network is always checked. What needs a tool that is not installed, or data that cannot be had, is
//! left out and said so: a check that says "ok" without having looked is worse than none.

use std::process::Command;
use std::time::Duration;

use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::say;
use crate::state::Repo;

/// The only registry that crates come from, as Cargo.lock writes it.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// What is known against crates.
const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";
/// How long an answer from there is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Checks everything that can be checked here.
pub fn check(repo: &Repo) -> Outcome {
    let lock = repo.path("Cargo.lock");
    let text = std::fs::read_to_string(&lock).or_fail(|| format!("{} cannot be read.", lock.display()))?;
    let foreign = foreign(&text);
    if !foreign.is_empty() {
        return Err(Fail::new(format!(
            "These crates do not come from crates.io with a checksum: {}.",
            foreign.join(", ")
        )));
    }
    let (deny, audit) = (cmd::exists("cargo-deny"), cmd::exists("cargo-audit"));
    if !deny {
        say::step(
            "deny: NOT CHECKED: licences, bans and duplicates, for cargo-deny is not installed (cargo install --locked cargo-deny)",
        );
    } else {
        let mut cargo =
            cargo(repo, &["deny", "--offline", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
        cmd::run(&mut cargo, "cargo deny refuses a crate: see above, and deny.toml.")?;
    }
    if !deny && !audit {
        say::step("deny: NOT CHECKED: advisories, for neither cargo-deny nor cargo-audit is installed");
        return Ok(());
    }
    if !is_reachable() {
        say::step(&format!("deny: NOT CHECKED: advisories, for their data cannot be had from {ADVISORIES}"));
        return Ok(());
    }
    if deny {
        let mut cargo = cargo(repo, &["deny", "check", "--hide-inclusion-graph", "advisories"]);
        cmd::run(&mut cargo, "Something is known against a crate: see above, and deny.toml.")?;
    }
    if audit {
        cmd::run(&mut cargo(repo, &["audit"]), "Something is known against a crate: see above.")?;
    }
    Ok(())
}

fn cargo(repo: &Repo, words: &[&str]) -> Command {
    let mut cargo = cmd::clean("cargo");
    cargo.args(words).current_dir(&repo.root);
    cargo
}

/// Whether the data of the advisories answers.
fn is_reachable() -> bool {
    let mut git = cmd::clean("git");
    git.args(["ls-remote", "--exit-code", ADVISORIES, "HEAD"]).env("GIT_TERMINAL_PROMPT", "0");
    cmd::run_with_patience(&mut git, PATIENCE, || 0)
}

/// The crates of a lock file that are not our own and come from elsewhere, or have no checksum.
fn foreign(lock: &str) -> Vec<String> {
    let packages = lock.split("[[package]]").skip(1);
    packages
        .filter_map(|package| {
            let value = |key: &str| {
                let line = package.lines().find(|line| line.starts_with(key))?;
                line.split('"').nth(1)
            };
            let source = value("source = ")?;
            let is_sound = source == REGISTRY && value("checksum = ").is_some_and(|sum| sum.len() == 64);
            (!is_sound).then(|| value("name = ").unwrap_or_default().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_from_elsewhere_is_named() {
        let sum = "0".repeat(64);
        let lock = format!(
            "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"1\"\n\n\
             [[package]]\nname = \"good\"\nsource = \"{REGISTRY}\"\nchecksum = \"{sum}\"\n\n\
             [[package]]\nname = \"git\"\nsource = \"git+https://example.com/x\"\n\n\
             [[package]]\nname = \"bare\"\nsource = \"{REGISTRY}\"\n"
        );
        assert_eq!(foreign(&lock), ["git", "bare"]);
    }
}
