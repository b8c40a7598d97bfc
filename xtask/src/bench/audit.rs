//! `cargo xtask bench audit`: what the record costs, and how it grows.
//!
//! The example `audit` of `domain` places orders with and without the record and fills a log; this adds what a customer
//! waits for, `POST /checkout` of the release program, so that the cost can be given in percent of it. Both are done on
//! SQLite and, where `initdb` is found, on a PostgreSQL cluster that is started for it. A record is as quick as the disk
//! is: how long that takes to be sure of a page is printed first.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use super::http::Client;
use super::middle;
use super::server::Server;
use super::shop::{self, Shelf};
use crate::checks::SERVER_SIDE;
use crate::cluster;
use crate::cmd;
use crate::fail::{Context, Fail, Outcome};
use crate::say;
use crate::state::Repo;
use crate::toolchain::Toolchain;

/// Orders whose time is taken.
const ORDERS: usize = 60;
/// The cost that is aimed at, in percent of the time of placing the order.
const AIM: f64 = 15.0;

/// Runs the command. The figures never make it fail.
pub fn bench(repo: &Repo, binary: &Path, folder: &Path, arguments: &[String]) -> Outcome {
    let events = match arguments {
        [] => "1000000".to_owned(),
        [name, number] if name == "--events" && number.parse::<u64>().is_ok() => number.clone(),
        _ => return Err(Fail::new("`cargo xtask bench audit` takes nothing but --events N.")),
    };
    let toolchain = Toolchain::prepare(repo)?;
    let mut cargo = toolchain.cargo(repo, "build");
    let features: Vec<String> =
        SERVER_SIDE.iter().map(|word| word.replace("domain/database", "domain/database,domain/measure")).collect();
    cargo.arg("--quiet").args(features).args(["--example", "audit"]);
    cmd::run(&mut cargo, "The measurement does not compile: see above.")?;
    println!("The disk takes {} us to be sure of a page.", middle(disk(folder)?).as_micros());
    let sqlite = ("SQLite", format!("sqlite:{}", folder.join("post.db").display()));
    let postgres = cluster::cluster(true);
    let waits = std::iter::once(sqlite).chain(postgres.iter().map(|base| ("PostgreSQL", format!("{base}/postgres"))));
    let waits: Vec<(&str, Duration)> =
        waits.map(|(engine, url)| Ok((engine, post(binary, folder, &url)?))).collect::<Outcome<_>>()?;
    say::step("placing orders with and without the record, filling a log: this takes some minutes");
    let mut measure = cmd::clean(repo.path("target/release/examples/audit"));
    let mut costs = Vec::new();
    measure.arg(folder).arg(events).envs(postgres.map(|base| ("TEST_DATABASE_URL", base)));
    cmd::tee(&mut measure, "The measurement failed: see above.", |line| {
        if let Some(rest) = line.strip_prefix("RESULT cost ") {
            costs.push(rest.to_owned());
        }
    })?;
    for (engine, waits) in waits {
        println!("\nPOST /checkout of one line takes {} us on {engine}.", waits.as_micros());
        for cost in &costs {
            if let [name, "1", micros] = cost.split(' ').collect::<Vec<_>>().as_slice()
                && *name == engine
            {
                let percent = micros.parse::<f64>().unwrap_or(0.0) / (waits.as_secs_f64() * 1e6) * 100.0;
                println!("The record of that order costs {micros} us: {percent:.0} % (aim {AIM} %)");
            }
        }
    }
    Ok(())
}

/// How long a page takes to be on the disk, some times.
fn disk(folder: &Path) -> Outcome<Vec<Duration>> {
    let path = folder.join("disk");
    let failure = || format!("{} cannot be written: check space and permissions.", path.display());
    let file = File::create(&path).or_fail(failure)?;
    let write = |n: u64| {
        file.write_all_at(&[1; 4_096], n * 4_096).or_fail(failure)?;
        let begun = Instant::now();
        file.sync_data().or_fail(failure)?;
        Ok(begun.elapsed())
    };
    (0..200).map(write).collect()
}

/// The middle time of `POST /checkout`.
fn post(binary: &Path, folder: &Path, database: &str) -> Outcome<Duration> {
    let server = Server::start(binary, folder, database)?;
    let mut client = Client::new(server.addr, false);
    let logins = shop::logins(binary)?;
    let everybody = shop::buyers(&mut client, &logins)?;
    let shelf = Shelf::read(&mut client, &everybody)?;
    let mut times = Vec::new();
    for buyer in &everybody {
        shop::clear(&mut client, buyer).map_err(Fail::new)?;
    }
    // Whose company is on hold cannot order.
    let able = everybody.iter().find(|buyer| shop::checkout(&mut client, buyer, &shelf).is_ok());
    let buyer = able.ok_or_else(|| Fail::new("Nobody of the demo can order."))?;
    for _ in 0..ORDERS {
        let form = shop::prepare(&mut client, buyer, &shelf).map_err(Fail::new)?;
        let begun = Instant::now();
        shop::place(&mut client, buyer, &form).map_err(Fail::new)?;
        times.push(begun.elapsed());
    }
    Ok(middle(times))
}
