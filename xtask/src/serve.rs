//! `cargo xtask run` and `cargo xtask dev`: build, then serve the demo shop.

use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::front::Mode;
use crate::pipeline;
use crate::say;
use crate::state::{self, Repo};

/// What `dev` watches.
const WATCHED: &[&str] =
    &["app", "demo", "domain", "frontend", "server", "style", "migrations", "Cargo.toml", "Cargo.lock"];

/// Options of the demo that are filled in when they are not given.
const DEFAULTS: &[(&str, &str)] = &[("--database-url", "sqlite:data/demo.db"), ("--addr", "127.0.0.1:3000")];

/// Builds, and becomes the server.
pub fn run(repo: &Repo, arguments: &[String]) -> Outcome {
    let built = pipeline::build(repo, Mode::Release)?;
    let mut command = demo(repo, &built.binary, arguments)?;
    say::step(&format!("starting {}", shown(&command)));
    become_it(&mut command)
}

/// Builds without optimisation, serves, and does both again whenever a file changes.
pub fn dev(repo: &Repo, arguments: &[String]) -> Outcome {
    let mut server: Option<Child> = None;
    loop {
        let seen = newest(repo)?;
        match pipeline::build(repo, Mode::Dev).and_then(|built| demo(repo, &built.binary, arguments)) {
            Ok(mut command) => {
                stop(server.take());
                say::step(&format!("starting {}", shown(&command)));
                server = Some(
                    command
                        .spawn()
                        .or_fail(|| "The server could not be started: remove target/debug and start again.".into())?,
                );
            }
            Err(fail) => say::step(&format!("{fail} Waiting for a change.")),
        }
        while newest(repo)? == seen {
            thread::sleep(Duration::from_millis(500));
            if let Some(child) = &mut server
                && matches!(child.try_wait(), Ok(Some(_)))
            {
                say::step("the server has stopped; waiting for a change");
                server = None;
            }
        }
        say::step("a file changed");
    }
}

/// The server's command line. Arguments that start with a subcommand are taken as they are.
fn demo(repo: &Repo, binary: &Path, arguments: &[String]) -> Outcome<Command> {
    let mut command = cmd::clean(binary);
    command.current_dir(&repo.root);
    if arguments.first().is_none_or(|first| first.starts_with('-')) {
        state::make_dir(&repo.path("data"))?;
        command.arg("demo");
        for (name, value) in DEFAULTS {
            let given = |word: &String| word == name || word.starts_with(&format!("{name}="));
            if !arguments.iter().any(given) {
                command.args([name, value]);
            }
        }
    }
    command.args(arguments);
    Ok(command)
}

/// A command as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Replaces this process, so that signals reach the server.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(Fail::new(format!("The server could not be started: run `cargo xtask build` ({error}).")))
}

/// Runs the server to its end.
#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Outcome {
    cmd::run(command, "The server stopped with an error: its messages are above.")
}

/// Stops the server that this process has started.
fn stop(server: Option<Child>) {
    if let Some(mut child) = server {
        // One that has already stopped is just as well.
        let _stopped = child.kill();
        let _reaped = child.wait();
    }
}

/// The number of watched files and the time of the newest.
fn newest(repo: &Repo) -> Outcome<(usize, Option<SystemTime>)> {
    let mut count = 0;
    let mut latest = None;
    for tree in WATCHED {
        for file in state::files(&repo.path(tree))? {
            count += 1;
            latest = latest.max(file.metadata().and_then(|meta| meta.modified()).ok());
        }
    }
    Ok((count, latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(arguments: &[&str]) -> Outcome<String> {
        let repo = Repo { root: std::env::temp_dir() };
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        demo(&repo, Path::new("behalf"), &arguments).map(|command| shown(&command))
    }

    #[test]
    fn defaults_give_way_to_arguments() -> Outcome {
        assert_eq!(line(&[])?, "behalf demo --database-url sqlite:data/demo.db --addr 127.0.0.1:3000");
        assert_eq!(line(&["--addr=0.0.0.0:80"])?, "behalf demo --database-url sqlite:data/demo.db --addr=0.0.0.0:80");
        assert_eq!(line(&["serve", "--addr", "x"])?, "behalf serve --addr x");
        Ok(())
    }
}
