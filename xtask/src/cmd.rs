//! Child processes, without the environment that the outer `cargo run` leaves behind.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::fail::{Context, Fail, Outcome};

/// Variables that name the outer toolchain or package, and `RUSTFLAGS`, which would rebuild
/// everything whenever it differs between two commands.
const LEAKS: &[&str] = &[
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_PRIMARY_PACKAGE",
    "CARGO_TARGET_DIR",
    "CARGO_TARGET_TMPDIR",
    "OUT_DIR",
    "RUSTC",
    "RUSTDOC",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
    "RUSTUP_TOOLCHAIN_SOURCE",
    "RUST_RECURSION_COUNT",
];

/// A command whose environment is that of the user's shell.
pub fn clean(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, value) in env::vars_os() {
        let text = name.to_string_lossy();
        if LEAKS.contains(&text.as_ref())
            || text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text.starts_with("CARGO_BIN_EXE_")
        {
            command.env_remove(&name);
        } else if text == "LD_LIBRARY_PATH" {
            match without_toolchains(&value.to_string_lossy()) {
                Some(kept) => command.env(&name, kept),
                None => command.env_remove(&name),
            };
        }
    }
    command
}

/// The entries of a library path that cargo and rustup did not put there.
fn without_toolchains(path: &str) -> Option<String> {
    let kept: Vec<&str> = path
        .split(':')
        .filter(|entry| !entry.is_empty() && !entry.contains("/toolchains/") && !entry.contains("/target/"))
        .collect();
    (!kept.is_empty()).then(|| kept.join(":"))
}

/// Whether `program` is on the path.
pub fn exists(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// Runs a command to its end with the terminal attached. `sentence` is the failure's text.
pub fn run(command: &mut Command, sentence: &str) -> Outcome {
    let status = command.status().or_fail(|| not_started(command, sentence))?;
    if status.success() { Ok(()) } else { Err(Fail::new(sentence)) }
}

/// Runs a command and returns what it printed; its error output is hidden.
pub fn output(command: &mut Command, sentence: &str) -> Outcome<String> {
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::null()).output().or_fail(|| not_started(command, sentence))?;
    if !output.status.success() {
        return Err(Fail::new(sentence));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command with the terminal attached and hands each line of its output to `each` as well.
pub fn tee(command: &mut Command, sentence: &str, mut each: impl FnMut(&str)) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().or_fail(|| not_started(command, sentence))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let Ok(line) = line else { break };
            let mut out = std::io::stdout().lock();
            let _closed = writeln!(out, "{line}").and_then(|()| out.flush());
            each(&line);
        }
    }
    let status = child.wait().or_fail(|| sentence.to_owned())?;
    if status.success() { Ok(()) } else { Err(Fail::new(sentence)) }
}

/// Runs a command quietly, and gives up when `progress` has not changed for `patience`.
/// Returns whether it succeeded.
pub fn run_with_patience(command: &mut Command, patience: Duration, progress: impl Fn() -> u64) -> bool {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = spawned else { return false };
    let mut seen = progress();
    let mut deadline = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => {}
            Err(_) => return false,
        }
        let now = progress();
        if now != seen {
            seen = now;
            deadline = Instant::now() + patience;
        }
        if Instant::now() > deadline {
            let _gone = child.kill();
            let _reaped = child.wait();
            return false;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// The failure of a command that could not even start.
fn not_started(command: &Command, sentence: &str) -> String {
    let program = Path::new(command.get_program()).display();
    format!("{sentence} `{program}` could not be started: is it installed?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn library_path_loses_only_cargo_entries() {
        assert_eq!(
            without_toolchains("/opt/lib:/home/u/.rustup/toolchains/x/lib:/w/target/xtask/debug"),
            Some("/opt/lib".to_owned())
        );
        assert_eq!(without_toolchains("/w/target/xtask/debug"), None);
    }

    #[test]
    fn a_silent_command_is_given_up() {
        let started = Instant::now();
        assert!(!run_with_patience(Command::new("sleep").arg("30"), Duration::from_millis(300), || 0));
        assert!(started.elapsed() < Duration::from_secs(10));
        assert!(run_with_patience(&mut Command::new("true"), Duration::from_secs(5), || 0));
    }
}
