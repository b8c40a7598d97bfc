//! The build and test tool of Behalf: `cargo xtask --help`.
//!
//! Only this tool knows how the two halves of the product fit together; it needs a Rust compiler
//! and the package registries, and installs what else is missing.

mod assets;
mod bench;
mod checks;
#[path = "../../domain/tests/database/cluster.rs"]
mod cluster;
mod cmd;
mod debian;
mod deny;
mod fail;
mod front;
mod generate;
mod node;
mod pipeline;
mod say;
mod serve;
mod state;
mod toolchain;

use std::process::ExitCode;

use fail::{Fail, Outcome};
use state::Repo;

/// A command: its name, what it does, and the function that does it.
type Entry = (&'static str, &'static str, fn(&Repo, &[String]) -> Outcome);

/// All commands. A new one is one line here and one module.
const COMMANDS: &[Entry] = &[
    ("build", "build the product: target/release/behalf", build),
    ("run", "build, then serve the demo shop on 127.0.0.1:3000, http and https (arguments go to `behalf`)", serve::run),
    ("dev", "serve an unoptimised build, and rebuild on every change", serve::dev),
    (
        "test",
        "all checks; --no-browser leaves out the last two, --only NAME runs one, -- WORDS go to the tests",
        checks::test,
    ),
    (
        "bench",
        "measure the release build; --profile-only list,product,search,checkout,add,behalf-add,behalf-checkout, --seconds N, --clients 1,16, --compressed, --postgres URL, --no-build",
        bench::bench,
    ),
    (
        "gen",
        "fill a database with made-up products, or with --people people; --seed N, --size S|M|L, --database-url URL, --no-build",
        generate::generate,
    ),
    (
        "eval",
        "`eval search`: how well and how fast people are found, with --products products; --seed N, --size S|M|L, --postgres URL, --json, --no-build",
        generate::evaluate,
    ),
];

fn main() -> ExitCode {
    say::start_clock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fail) => {
            eprintln!("{fail}");
            ExitCode::FAILURE
        }
    }
}

/// Finds the command and runs it.
fn dispatch(arguments: &[String]) -> Outcome {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") || rest.iter().any(|word| word == "--help") {
        println!("{}", help());
        return Ok(());
    }
    let Some((_, _, command)) = COMMANDS.iter().find(|(known, _, _)| known == name) else {
        return Err(Fail::new(format!("There is no command `{name}`.\n\n{}", help())));
    };
    let rest = if rest.first().is_some_and(|word| word == "--") { &rest[1..] } else { rest };
    command(&Repo::find()?, rest)
}

/// `cargo xtask build`.
fn build(repo: &Repo, arguments: &[String]) -> Outcome {
    if let Some(word) = arguments.first() {
        return Err(Fail::new(format!("`cargo xtask build` takes no `{word}`: leave it out.")));
    }
    let built = pipeline::build(repo, front::Mode::Release)?;
    say::step(&format!("done: {}", built.binary.display()));
    Ok(())
}

/// The help text.
fn help() -> String {
    let mut text = String::from("cargo xtask COMMAND\n\n");
    for (name, about, _) in COMMANDS {
        text.push_str(&format!("  {name:<6} {about}\n"));
    }
    text
}
