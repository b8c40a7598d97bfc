//! The process: command line, configuration, identity, middleware, assets, jobs.
//!
//! Rule: this crate receives requests and sends answers. The rules of the business are in `domain`, the pages in `app`.
#![forbid(unsafe_code)]

mod assets;
mod cli;
mod config;
mod headers;
mod host;
mod identity;
mod language;
mod listen;
mod mail;
pub mod pages;
mod prefix;
mod proxies;
mod ready;
mod refusal;
mod serve;
mod tls;

use std::process::ExitCode;

/// Reads the command line, does what it asks for, and returns the exit code of the process: 0 when it was done, 1 when it
/// failed, 2 when the command line itself is wrong.
pub fn run() -> ExitCode {
    let matches = match cli::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return cli::misused(&error),
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(cores.max(4)).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(cli::run(&matches)),
        Err(error) => Err(format!("no threads could be started: {error}")),
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            eprintln!("behalf: {message}");
            ExitCode::FAILURE
        }
    }
}
