//! `cargo xtask bench audit`: what the record costs, and how it grows.
//!
//! The example `audit` of `domain` places orders with and without the record and fills a log; this adds what a customer
//! waits for, `POST /checkout` of the release program, so that the cost can be told in percent of it. On PostgreSQL a
//! cluster is started for it where `initdb` is found.

use std::path::Path;
use std::time::Instant;

use super::http::Client;
use super::server::Server;
use super::shop::{self, Shelf};
use crate::checks::SERVER_SIDE;
use crate::cmd;
use crate::fail::{Fail, Outcome};
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
        SERVER_SIDE.iter().map(|word| word.replace("domain/store", "domain/store,domain/measure")).collect();
    cargo.arg("--quiet").args(features).args(["--example", "audit"]);
    cmd::run(&mut cargo, "The measurement does not compile: see above.")?;
    let waits = post(binary, folder)?;
    say::step("placing orders with and without the record, filling a log: this takes some minutes");
    let mut measure = cmd::clean(repo.path("target/release/examples/audit"));
    let mut costs = Vec::new();
    measure.arg(folder).arg(events).env("CLUSTER_IS_DURABLE", "1");
    cmd::tee(&mut measure, "The measurement failed: see above.", |line| {
        if let Some(rest) = line.strip_prefix("RESULT cost ") {
            costs.push(rest.to_owned());
        }
    })?;
    println!("\nPOST /checkout of one line takes {waits:.0} us on SQLite.");
    for cost in costs {
        let words: Vec<&str> = cost.split(' ').collect();
        if let ["SQLite", lines, micros] = words.as_slice() {
            let percent = micros.parse::<f64>().unwrap_or(0.0) / waits * 100.0;
            println!("The record of an order of {lines} lines costs {micros} us: {percent:.0} % (aim {AIM} %)");
        }
    }
    Ok(())
}

/// The middle time of `POST /checkout`, in microseconds.
fn post(binary: &Path, folder: &Path) -> Outcome<f64> {
    let database = format!("sqlite:{}", folder.join("post.db").display());
    let server = Server::start(binary, folder, &database)?;
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
    times.sort_unstable();
    Ok(times[times.len() / 2].as_secs_f64() * 1e6)
}
