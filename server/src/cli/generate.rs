//! `behalf generate` and `behalf measure`: a made-up catalogue of any size, and how well products are found in it. For tests
//! of load, never for a shop.

use crate::cli::{make, now, operator_message};
use crate::config::Config;
use clap::{Arg, ArgMatches, Command, value_parser};
use demo::generate::measure::measure;
use demo::generate::{Size, load};
use domain::db::alone::Alone;
use std::io::Write;
use std::time::Instant;

fn seed() -> Arg {
    Arg::new("seed")
        .long("seed")
        .value_name("N")
        .value_parser(value_parser!(u64))
        .default_value("42")
        .help("The same number makes the same data")
}

/// The command lines of `behalf generate` and `behalf measure`.
pub fn commands() -> [Command; 2] {
    [
        Command::new("generate").about("Fill a database with a made-up catalogue, for tests of load").arg(seed()).arg(
            Arg::new("size")
                .long("size")
                .value_name("S|M|L")
                .value_parser(["S", "M", "L"])
                .default_value("S")
                .help("1,000, 10,000 or 100,000 products"),
        ),
        Command::new("measure")
            .about("Say how well and how fast products are found in a generated catalogue")
            .arg(seed())
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
                    .action(clap::ArgAction::SetTrue)
                    .help("Print some of the questions that went wrong or took long"),
            ),
    ]
}

/// Runs `behalf generate`.
pub async fn generate(config: &Config, sub: &ArgMatches) -> Result<(), String> {
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let seed = sub.get_one::<u64>("seed").copied().unwrap_or(42);
    let size = sub.get_one::<String>("size").and_then(|text| Size::parse(text)).unwrap_or(Size::Small);
    let env = make(config, true).await?;
    let began = Instant::now();
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
