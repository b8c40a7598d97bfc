//! `behalf generate` and `behalf measure`: a made-up catalogue or made-up people of any size, and how well they are found.
//! For tests of load, never for a shop.

use crate::cli::{make, now, operator_message};
use crate::config::Config;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use demo::generate::measure::measure;
use demo::generate::{Size, files, load, people};
use domain::db::alone::Alone;
use domain::env::Env;
use serde_json::json;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

fn seed() -> Arg {
    Arg::new("seed")
        .long("seed")
        .value_name("N")
        .value_parser(value_parser!(u64))
        .default_value("42")
        .help("The same number makes the same data")
}

/// People instead of products.
fn of_people() -> Arg {
    Arg::new("people")
        .long("people")
        .action(ArgAction::SetTrue)
        .help("Companies, people and orders instead of products")
}

/// The command lines of `behalf generate` and `behalf measure`.
pub fn commands() -> [Command; 2] {
    [
        Command::new("generate")
            .about("Fill a database with made-up data, for tests of load")
            .arg(seed())
            .arg(of_people())
            .arg(Arg::new("out").long("out").value_name("DIR").help("Write files for `behalf import` instead"))
            .arg(
                Arg::new("size")
                    .long("size")
                    .value_name("S|M|L")
                    .value_parser(["S", "M", "L"])
                    .default_value("S")
                    .help("1,000, 10,000 or 100,000 products; 2,000, 20,000 or 250,000 people"),
            ),
        Command::new("measure")
            .about("Say how well and how fast generated products or people are found")
            .arg(seed())
            .arg(of_people())
            .arg(
                Arg::new("json")
                    .long("json")
                    .action(ArgAction::SetTrue)
                    .requires("people")
                    .help("One JSON object a kind"),
            )
            .arg(
                Arg::new("questions")
                    .long("questions")
                    .value_name("N")
                    .value_parser(value_parser!(u64).range(1..=10_000))
                    .default_value("300")
                    .help("Questions of each kind"),
            )
            .arg(
                Arg::new("examples")
                    .long("examples")
                    .action(ArgAction::SetTrue)
                    .help("Print some of the questions that went wrong or took long"),
            ),
    ]
}

/// Says how far it is.
fn report(done: u64, of: u64, what: &str) {
    eprint!("\r{done:>7} of {of} {what}");
}

/// Runs `behalf generate`.
pub async fn generate(config: &Config, sub: &ArgMatches) -> Result<(), String> {
    let seed = sub.get_one::<u64>("seed").copied().unwrap_or(42);
    if let Some(folder) = sub.get_one::<String>("out") {
        let size = sub.get_one::<String>("size").and_then(|text| Size::parse(text)).unwrap_or(Size::Small);
        std::fs::create_dir_all(folder).map_err(|e| format!("{folder}: {e}"))?;
        files::write(std::path::Path::new(folder), now(), seed, size).map_err(|e| format!("{folder}: {e}"))?;
        println!("{folder} holds files of seed {seed} for `behalf import`");
        return Ok(());
    }
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let size = sub.get_one::<String>("size").and_then(|text| Size::parse(text)).unwrap_or(Size::Small);
    let env = make(config, true).await?;
    let began = Instant::now();
    if sub.get_flag("people") {
        let done = people::load(&env, now(), seed, size, |done| report(done, size.people(), "people")).await;
        let done = done.map_err(operator_message)?;
        eprintln!("\n{done} people of seed {seed} in {:.1} s on {}", began.elapsed().as_secs_f64(), env.db.engine());
        env.db.close().await;
        return Ok(());
    }
    let report = |done: usize| {
        print!("\r{done:>7} of {} products", size.products());
        // Progress that cannot be shown stops nothing.
        drop(std::io::stdout().flush());
    };
    let done = load(&env, now(), seed, size, report).await.map_err(operator_message)?;
    println!("\n{done} products of seed {seed} in {:.1} s on {}", began.elapsed().as_secs_f64(), env.db.engine());
    env.db.close().await;
    Ok(())
}

/// Runs `behalf measure`; fails when an aim is not reached.
pub async fn search(config: &Config, sub: &ArgMatches) -> Result<(), String> {
    let seed = sub.get_one::<u64>("seed").copied().unwrap_or(42);
    let questions = sub.get_one::<u64>("questions").copied().unwrap_or(300);
    let env = super::open(config).await?;
    if sub.get_flag("people") {
        let is_reached = of_people_found(&env, seed, questions, sub).await?;
        env.db.close().await;
        return if is_reached { Ok(()) } else { Err("an aim was missed".to_owned()) };
    }
    let figures = measure(&env, now(), seed, questions).await.map_err(operator_message)?;
    println!("{:<28} {:>9} {:>9}   {}, seed {seed}", "", "figure", "aim", env.db.engine());
    for figure in &figures {
        let (sign, mark) = (if figure.is_at_most { "≤" } else { "≥" }, if figure.is_reached() { "" } else { "missed" });
        println!("{:<28} {:>9.3} {sign} {:>7.3}   {mark}", figure.name, figure.value, figure.aim);
        for example in figure.examples.iter().filter(|_| sub.get_flag("examples")) {
            println!("    {example}");
        }
    }
    env.db.close().await;
    match figures.iter().all(|figure| figure.is_reached()) {
        true => Ok(()),
        false => Err("an aim was missed".to_owned()),
    }
}

/// Prints how people were found; whether all aims were reached.
async fn of_people_found(env: &Arc<Env>, seed: u64, questions: u64, sub: &ArgMatches) -> Result<bool, String> {
    let rows = people::measure::measure(env, now(), seed, questions).await.map_err(operator_message)?;
    let engine = env.db.engine();
    let is_json = sub.get_flag("json");
    if !is_json {
        println!(
            "{:<16} {:>7} {:>7} {:>7} {:>8} {:>8}   {engine}, seed {seed}",
            "", "asked", "hit@1", "hit@5", "p50 ms", "p95 ms"
        );
    }
    for row in &rows {
        if is_json {
            let object = json!({
                "engine": engine, "kind": row.kind, "queries": row.queries, "hit1": row.hit1.0, "hit5": row.hit5.0,
                "p50_ms": row.p50_ms, "p95_ms": row.p95_ms,
            });
            println!("{object}");
        } else {
            let mark = if row.is_reached() { "" } else { "missed" };
            let [hit1, hit5] = [row.hit1.0, row.hit5.0];
            println!(
                "{:<16} {:>7} {hit1:>7.3} {hit5:>7.3} {:>8.1} {:>8.1}   {mark}",
                row.kind, row.queries, row.p50_ms, row.p95_ms
            );
        }
        for example in row.examples.iter().filter(|_| sub.get_flag("examples")) {
            eprintln!("    {example}");
        }
    }
    Ok(rows.iter().all(people::measure::Row::is_reached))
}
