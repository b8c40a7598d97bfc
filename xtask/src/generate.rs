//! `cargo xtask gen` and `cargo xtask eval`: made-up data of any size, and how well products and people are found in it.
//!
//! * `cargo xtask gen --seed 42 --size S|M|L [--people] [--database-url URL] [--no-build]` fills a database; without an
//!   address it is `data/generated.db`. With `--out DIR` it writes files for `behalf import` instead.
//! * `cargo xtask eval search --seed 42 [--size S|M|L] [--products] [--postgres URL] [--json] [--no-build]` generates people,
//!   or products, into a temporary SQLite database, and into the PostgreSQL database at the URL, which must be empty or hold
//!   that data already; without an address a PostgreSQL is started where its programs are found. It asks questions whose
//!   answers are known, prints a table for each engine or with `--json` an object for each kind of question, and fails when
//!   an aim is missed.

use crate::cluster;
use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::front::Mode;
use crate::pipeline;
use crate::say;
use crate::state::{self, Repo};
use std::path::{Path, PathBuf};

/// What was asked for.
#[derive(Debug, Default)]
struct Options {
    seed: Option<String>,
    size: Option<String>,
    database: Option<String>,
    postgres: Option<String>,
    out: Option<String>,
    is_built: bool,
    is_of_products: bool,
    is_of_people: bool,
    is_json: bool,
}

impl Options {
    fn parse(command: &str, arguments: &[String], takes: &[&str]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            if !takes.contains(&name) {
                return Err(Fail::new(format!(
                    "`cargo xtask {command}` takes no `{word}`. It takes {}.",
                    takes.join(", ")
                )));
            }
            let mut value = || {
                let given = inline.clone().or_else(|| words.next().cloned());
                given.ok_or_else(|| Fail::new(format!("`{name}` needs a value.")))
            };
            match name {
                "--seed" => options.seed = Some(value()?),
                "--size" => options.size = Some(value()?),
                "--database-url" => options.database = Some(value()?),
                "--out" => options.out = Some(value()?),
                "--postgres" => options.postgres = Some(value()?),
                "--no-build" => options.is_built = true,
                "--products" => options.is_of_products = true,
                "--people" => options.is_of_people = true,
                "--json" => options.is_json = true,
                _ => {}
            }
        }
        Ok(options)
    }

    fn binary(&self, repo: &Repo) -> Outcome<PathBuf> {
        match self.is_built {
            true => Ok(repo.path("target/release/behalf")),
            false => Ok(pipeline::build(repo, Mode::Release)?.binary),
        }
    }
}

/// `cargo xtask gen`.
pub fn generate(repo: &Repo, arguments: &[String]) -> Outcome {
    let takes = ["--seed", "--size", "--people", "--database-url", "--out", "--no-build"];
    let mut options = Options::parse("gen", arguments, &takes)?;
    options.is_of_products = !options.is_of_people;
    let binary = options.binary(repo)?;
    if let Some(out) = &options.out {
        let (seed, size) = (options.seed.as_deref().unwrap_or("42"), options.size.as_deref().unwrap_or("S"));
        let mut command = cmd::clean(&binary);
        command.args(["generate", "--seed", seed, "--size", size, "--out", out]);
        return cmd::run(&mut command, "No files were written; the reason is above.");
    }
    state::make_dir(&repo.path("data"))?;
    let database = options.database.clone().unwrap_or_else(|| "sqlite:data/generated.db".to_owned());
    fill(&repo.root, &binary, &database, &options, "S")
}

/// Runs the program's own command on a database.
fn fill(folder: &Path, binary: &Path, database: &str, options: &Options, size: &str) -> Outcome {
    let (seed, size) = (options.seed.as_deref().unwrap_or("42"), options.size.as_deref().unwrap_or(size));
    let mut command = cmd::clean(binary);
    command.current_dir(folder).args(["generate", "--database-url", database, "--seed", seed, "--size", size]);
    if !options.is_of_products {
        command.arg("--people");
    }
    cmd::run(&mut command, "Nothing was generated; the reason is above.")
}

/// `cargo xtask eval`.
pub fn evaluate(repo: &Repo, arguments: &[String]) -> Outcome {
    let Some(("search", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) else {
        return Err(Fail::new("Say what is evaluated: `cargo xtask eval search --seed 42`."));
    };
    let takes = ["--products", "--seed", "--size", "--postgres", "--json", "--no-build"];
    let options = Options::parse("eval search", rest, &takes)?;
    let binary = options.binary(repo)?;
    let folder = std::env::temp_dir().join(format!("behalf-eval-{}", std::process::id()));
    state::make_dir(&folder)?;
    let done = on_engines(&folder, &binary, &options);
    std::fs::remove_dir_all(&folder).or_fail(|| format!("{} cannot be removed.", folder.display()))?;
    done
}

fn on_engines(folder: &Path, binary: &Path, options: &Options) -> Outcome {
    let mut databases = vec![format!("sqlite:{}", folder.join("eval.db").display())];
    let started = || cluster::cluster(true).map(|base| format!("{base}/postgres"));
    databases.extend(options.postgres.clone().or_else(started));
    let mut failed = None;
    for database in &databases {
        let what = if options.is_of_products { "the catalogue" } else { "people" };
        say::step(&format!("generating {what}"));
        if let Err(fail) = fill(folder, binary, database, options, "L") {
            say::step(&format!("{fail} Measuring what is there."));
        }
        let mut command = cmd::clean(binary);
        let seed = options.seed.as_deref().unwrap_or("42");
        command.current_dir(folder).args(["measure", "--database-url", database, "--seed", seed]);
        if !options.is_of_products {
            command.arg("--people");
        }
        command.arg(if options.is_json { "--json" } else { "--examples" });
        failed = cmd::run(&mut command, "An aim was missed; the table is above.").err().or(failed);
    }
    failed.map_or(Ok(()), Err)
}
