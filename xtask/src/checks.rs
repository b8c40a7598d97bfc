//! `cargo xtask test`: everything that must hold before a change goes in.

use std::process::Command;
use std::time::Instant;

use crate::assets;
use crate::cmd;
use crate::deny;
use crate::fail::{Context, Fail, Outcome};
use crate::front::Mode;
use crate::node;
use crate::pipeline::{self, Built};
use crate::say;
use crate::state::Repo;
use crate::toolchain::{Toolchain, WASM};

/// The largest brotli-compressed WebAssembly module, in bytes.
const WASM_BUDGET: u64 = 80_000;

/// Lints are errors here.
const DENY: &[&str] = &["--", "-D", "warnings"];

/// The packages that run on the server, with the features they have there. One list for lints,
/// tests and build, so that all of them share one set of compiled dependencies.
pub const SERVER_SIDE: &[&str] = &[
    "--release",
    "--target-dir",
    "target",
    "--package",
    "demo",
    "--package",
    "domain",
    "--package",
    "app",
    "--package",
    "server",
    "--package",
    "sources",
    "--package",
    "sheet",
    "--features",
    "domain/database,app/ssr",
];

/// A named check.
type Check = (&'static str, fn(&mut Run<'_>) -> Outcome);

/// In the order they run.
const CHECKS: &[Check] = &[
    ("fmt", fmt),
    ("deny", deny),
    ("build", build),
    ("clippy", clippy),
    ("unit", unit),
    ("xtask", own),
    ("size", size),
    ("browser", browser),
    ("browsers", browsers),
];

/// Those that need a browser.
const IN_BROWSERS: &[&str] = &["browser", "browsers"];

/// The state that the checks share.
struct Run<'a> {
    repo: &'a Repo,
    toolchain: Toolchain,
    built: Option<Built>,
    /// Words for the test programs themselves, such as the name of one test.
    words: &'a [String],
    passed: u64,
    failed: u64,
}

/// Runs the checks; with `--no-browser` without the last two, with `--only NAME` just one (repeatable).
/// Words after `--` go to the tests of `unit` and `browser`.
pub fn test(repo: &Repo, arguments: &[String]) -> Outcome {
    let split = arguments.iter().position(|word| word == "--");
    let (arguments, words) = match split {
        Some(place) => (&arguments[..place], &arguments[place + 1..]),
        None => (arguments, &[][..]),
    };
    let chosen = choose(arguments)?;
    let toolchain = Toolchain::prepare(repo)?;
    let mut run = Run { repo, toolchain, built: None, words, passed: 0, failed: 0 };
    let mut summary = Vec::new();
    let mut broken = Vec::new();
    for (name, check) in chosen {
        say::step(&format!("test: {name}"));
        let begun = Instant::now();
        let (passed, failed) = (run.passed, run.failed);
        let outcome = check(&mut run);
        if run.passed == passed && run.failed == failed {
            // A check that counts no tests of its own is one test.
            run.passed += u64::from(outcome.is_ok());
        }
        if let Err(fail) = &outcome {
            say::step(&format!("{name}: {fail}"));
            run.failed += u64::from(run.failed == failed);
            broken.push(name);
        }
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        summary.push(format!("{name:>10}  {verdict:<6}  {:6.1} s", begun.elapsed().as_secs_f32()));
    }
    println!("\n{}", summary.join("\n"));
    println!("{} passed, {} failed", run.passed, run.failed);
    if broken.is_empty() {
        return Ok(());
    }
    Err(Fail::new(format!(
        "These checks failed: {}. Their messages are above; `cargo xtask test --only {}` repeats one.",
        broken.join(", "),
        broken.first().copied().unwrap_or_default()
    )))
}

/// The checks that the arguments ask for.
fn choose(arguments: &[String]) -> Outcome<Vec<Check>> {
    let mut only = Vec::new();
    let mut browser = true;
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--no-browser" => browser = false,
            "--only" => only.extend(words.next().map(String::as_str)),
            other => {
                return Err(Fail::new(format!("`{other}` is not an option: {}", usage())));
            }
        }
    }
    if let Some(unknown) = only.iter().find(|name| !CHECKS.iter().any(|(known, _)| known == *name)) {
        return Err(Fail::new(format!("There is no check `{unknown}`: {}", usage())));
    }
    let wanted = |name: &str| (only.is_empty() || only.contains(&name)) && (browser || !IN_BROWSERS.contains(&name));
    Ok(CHECKS.iter().filter(|(name, _)| wanted(name)).copied().collect())
}

/// What can be asked for.
fn usage() -> String {
    let names: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
    format!("use --no-browser, or --only with one of {}.", names.join(", "))
}

/// Formatting.
fn fmt(run: &mut Run<'_>) -> Outcome {
    let mut cargo = run.toolchain.cargo(run.repo, "fmt");
    cmd::run(cargo.args(["--all", "--check"]), "Some files are not formatted: run `cargo fmt --all`.")
}

/// What our own crates rest on.
fn deny(run: &mut Run<'_>) -> Outcome {
    deny::check(run.repo)
}

/// Lints of all crates of our own, each with the features it has in the product.
fn clippy(run: &mut Run<'_>) -> Outcome {
    const WEB: &[&str] = &[
        "--package",
        "frontend",
        "--package",
        "app",
        "--package",
        "domain",
        "--features",
        "app/hydrate",
        "--profile",
        "wasm-release",
        "--target",
        WASM,
        "--target-dir",
        "target/front",
        "--no-deps",
    ];
    const PLAIN: &[&str] = &["--release", "--target-dir", "target", "--package", "domain", "--lib"];
    const OWN: &[&str] = &["--profile", "xtask", "--target-dir", "target/xtask", "--package", "xtask"];
    let lint = |arguments: &[&str], more: &[&str]| {
        let mut cargo = run.toolchain.cargo(run.repo, "clippy");
        cargo.arg("--quiet").args(arguments).args(more).args(DENY);
        cmd::run(&mut cargo, "The linter complains: its messages are above.")
    };
    lint(SERVER_SIDE, &["--all-targets"])?;
    lint(PLAIN, &[])?;
    lint(WEB, &[])?;
    // The outer cargo has compiled xtask with the usual compiler; share that.
    let mut cargo = cmd::clean("cargo");
    cargo.args(["clippy", "--quiet"]).args(OWN).arg("--all-targets").args(DENY);
    cmd::run(cargo.current_dir(&run.repo.root), "The linter complains about xtask: see above.")
}

/// The product itself, as it is shipped.
fn build(run: &mut Run<'_>) -> Outcome {
    run.built().map(|_| ())
}

/// The tests of the product's crates. Unit tests, those of the database and those of pages are most of what there is to
/// compile: only what they rest on is optimised. The other tests of `server` start the program as it is shipped.
fn unit(run: &mut Run<'_>) -> Outcome {
    const IN_PROCESS: &str = "pages";
    const QUICK: [&str; 8] = [
        "--config",
        "profile.release.package.demo.opt-level=0",
        "--config",
        "profile.release.package.domain.opt-level=0",
        "--config",
        "profile.release.package.app.opt-level=0",
        "--config",
        "profile.release.package.server.opt-level=0",
    ];
    let quick = |kind: &str| QUICK.iter().chain([&kind]).map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let server = integration(run.repo, "server")?;
    let (in_process, started): (Vec<_>, Vec<_>) = server.into_iter().partition(|name| name == IN_PROCESS);
    let words = |names: Vec<String>| names.into_iter().flat_map(|name| ["--test".to_owned(), name]).collect::<Vec<_>>();
    let quick_ones =
        [integration(run.repo, "domain")?, integration(run.repo, "app")?, integration(run.repo, "sheet")?, in_process]
            .concat();
    let rounds = [[quick("--lib"), words(quick_ones)].concat(), quick("--doc"), words(started)];
    let before = run.shipped();
    let mut outcome = Ok(());
    for arguments in rounds {
        let mut cargo = run.toolchain.cargo(run.repo, "test");
        // What is not optimised keeps more on the stack of a thread.
        cargo.env("RUST_MIN_STACK", "16777216");
        cargo.args(SERVER_SIDE).arg("--no-fail-fast").args(arguments).args(run.words);
        outcome = outcome.and(run.count_cargo(&mut cargo));
    }
    // To compile the product again takes longer than all its tests.
    if outcome.is_ok() && before != run.shipped() {
        return Err(Fail::new(
            "The tests compiled another program than the one that is shipped: a crate that they bring along asks for \
             features that the program's crates do not have. Name them in server/Cargo.toml, as for `bitflags`.",
        ));
    }
    outcome
}

/// The names of the test programs in the folder `tests` of a package, if it has one.
fn integration(repo: &Repo, package: &str) -> Outcome<Vec<String>> {
    let folder = repo.path(package).join("tests");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failure = || format!("{} cannot be read.", folder.display());
    let entries = std::fs::read_dir(&folder).or_fail(failure)?.flatten();
    Ok(entries.filter_map(|entry| Some(entry.path().file_stem()?.to_string_lossy().into_owned())).collect())
}

/// The tests of xtask.
fn own(run: &mut Run<'_>) -> Outcome {
    let mut cargo = cmd::clean("cargo");
    cargo
        .args(["test", "--quiet", "--profile", "xtask", "--target-dir", "target/xtask"])
        .args(["--package", "xtask"])
        .current_dir(&run.repo.root);
    run.count_cargo(&mut cargo)
}

/// The size that a visitor downloads.
fn size(run: &mut Run<'_>) -> Outcome {
    let repo = run.repo;
    let size = assets::wasm_size(repo, &run.built()?.hash)?;
    say::step(&format!("size: behalf.wasm is {size} bytes with brotli, of {WASM_BUDGET} allowed"));
    if size <= WASM_BUDGET {
        return Ok(());
    }
    Err(Fail::new(format!(
        "The WebAssembly is {} bytes too large: see the tactics and the ban list in \
         docs, or raise the number with a line in docs/decisions/.",
        size - WASM_BUDGET
    )))
}

/// The tests in a real browser.
fn browser(run: &mut Run<'_>) -> Outcome {
    if !run.repo.path("end2end/package-lock.json").is_file() {
        return Err(Fail::new("end2end/package-lock.json is missing: restore it from git."));
    }
    let chromium = node::chromium()?;
    node::browser_packages(run.repo)?;
    let mut npx = run.playwright()?;
    npx.args(run.words).env("CHROMIUM", chromium);
    run.count_playwright(&mut npx)
}

/// The story in browsers of other kinds: Firefox and WebKit. One that cannot be had is left out, and that is said.
fn browsers(run: &mut Run<'_>) -> Outcome {
    let found: Vec<_> = node::OTHERS.iter().map(|other| (other, other.find())).collect();
    for (other, _) in found.iter().filter(|(_, program)| program.is_none()) {
        let (name, variable) = (other.name, other.variable);
        say::step(&format!(
            "browsers: SKIPPED in {name}, which cannot be installed here; say where it is with {variable}="
        ));
    }
    if found.iter().all(|(_, program)| program.is_none()) {
        return Ok(());
    }
    node::browser_packages(run.repo)?;
    let mut npx = run.playwright()?;
    npx.args(["--config", "browsers.config.ts"]);
    for (other, program) in found {
        match program {
            Some(program) => npx.env(other.variable, program),
            None => npx.env_remove(other.variable),
        };
    }
    run.count_playwright(&mut npx)
}

impl Run<'_> {
    /// The built product, made on first use.
    fn built(&mut self) -> Outcome<&Built> {
        match &mut self.built {
            Some(built) => Ok(built),
            empty => Ok(empty.insert(pipeline::build(self.repo, Mode::Release)?)),
        }
    }

    /// The bytes of the built program, if it was built in this run.
    fn shipped(&self) -> Option<Vec<u8>> {
        std::fs::read(&self.built.as_ref()?.binary).ok()
    }

    /// Playwright, about to test the product.
    fn playwright(&mut self) -> Outcome<Command> {
        let binary = self.built()?.binary.clone();
        let mut npx = cmd::clean("npx");
        npx.args(["playwright", "test"])
            // Warnings about the user's npm settings are none of the tests' business.
            .env("npm_config_loglevel", "error")
            .current_dir(self.repo.path("end2end"))
            .env("BEHALF_BINARY", binary);
        Ok(npx)
    }

    /// Runs Playwright and adds up its results.
    fn count_playwright(&mut self, npx: &mut Command) -> Outcome {
        let mut counts = (0, 0);
        let outcome = cmd::tee(npx, "Browser tests failed: see above.", |line| {
            if let Some((count, word)) = playwright_count(line) {
                match word {
                    "passed" | "flaky" => counts.0 += count,
                    "failed" | "interrupted" => counts.1 += count,
                    _ => {}
                }
            }
        });
        self.passed += counts.0;
        self.failed += counts.1;
        outcome
    }

    /// Runs `cargo test` and adds up its results.
    fn count_cargo(&mut self, cargo: &mut Command) -> Outcome {
        let mut counts = (0, 0);
        let outcome = cmd::tee(cargo, "Tests failed or did not compile: see above.", |line| {
            if let Some((passed, failed)) = cargo_counts(line) {
                counts.0 += passed;
                counts.1 += failed;
            }
        });
        self.passed += counts.0;
        self.failed += counts.1;
        outcome
    }
}

/// The numbers of a line such as `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
fn cargo_counts(line: &str) -> Option<(u64, u64)> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut parts = numbers.split("; ");
    let passed = parts.next()?.strip_suffix(" passed")?.parse().ok()?;
    let failed = parts.next()?.strip_suffix(" failed")?.parse().ok()?;
    Some((passed, failed))
}

/// The number and word of a summary line of Playwright, such as `  12 passed (3.4s)`.
fn playwright_count(line: &str) -> Option<(u64, &str)> {
    let mut words = line.strip_prefix("  ")?.split_whitespace();
    let count = words.next()?.parse().ok()?;
    Some((count, words.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Outcome<Vec<&'static str>> {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        choose(&arguments).map(|checks| checks.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn arguments_choose_checks() -> Outcome {
        assert_eq!(names(&[])?.len(), CHECKS.len());
        assert!(names(&["--no-browser"])?.iter().all(|name| !IN_BROWSERS.contains(name)));
        assert_eq!(names(&["--only", "size", "--only", "fmt"])?, ["fmt", "size"]);
        assert!(names(&["--only", "nothing"]).is_err());
        assert!(names(&["--fast"]).is_err());
        Ok(())
    }

    #[test]
    fn results_are_counted() {
        assert_eq!(cargo_counts("test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured"), Some((12, 3)));
        assert_eq!(cargo_counts("test a ... ok"), None);
        assert_eq!(playwright_count("  12 passed (3.4s)"), Some((12, "passed")));
        assert_eq!(playwright_count("Running 12 tests"), None);
    }
}
