//! `behalf import KIND FILE`: takes in data by file, for the first day and for nightly runs.

use crate::cli::{now, open, operator_message};
use crate::config::Config;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::cx::Cx;
use domain::import::job::{self, FileRefused, Report};
use domain::import::{Field, Kind, State, mapping};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Rows that are named on a terminal.
const NAMED: usize = 20;

/// The command line of `behalf import`.
pub fn command() -> Command {
    let kinds: Vec<&'static str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    Command::new("import")
        .about("Take in products, prices, stock, companies, contacts, own item numbers or orders from a file")
        .after_help(
            "Rows are found again by your own numbers: the same file taken in twice changes nothing.\n\
             The program ends with 0 when every row was taken, with 2 when some were refused, with 1 when none was or the \
             file cannot be read.",
        )
        .arg(Arg::new("kind").value_name("KIND").required(true).value_parser(PossibleValuesParser::new(kinds)).help("What is in the file"))
        .arg(Arg::new("file").value_name("FILE").required(true).help("CSV, XLSX, XLS or ODS"))
        .arg(Arg::new("mapping").long("mapping").value_name("NAME").help("What the columns mean, as it was kept under this name"))
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Say what would be done, and write nothing"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("One JSON object with counts and rows"))
}

/// Runs `behalf import`.
pub async fn run(matches: &ArgMatches) -> Result<ExitCode, String> {
    let config = Config::load(matches)?;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let kind = Kind::parse(&text("kind")).ok_or("kind: is none of those that can be imported")?;
    let (file, is_dry) = (text("file"), matches.get_flag("dry-run"));
    let cx = Cx::system(open(&config).await?, now(), "import");
    let choice = match matches.get_one::<String>("mapping") {
        None => None,
        Some(name) => Some(
            mapping::named(&cx, kind, name)
                .await
                .map_err(operator_message)?
                .ok_or_else(|| format!("mapping: nothing is kept for {} under the name {name}", kind.code()))?,
        ),
    };
    let is_json = matches.get_flag("json");
    let from = job::File { path: Path::new(&file), kind, choice: choice.as_ref(), write: !is_dry, keeps_all: is_json };
    let report = match job::take_file(&cx, from).await {
        Ok(done) => done.map_err(operator_message)?,
        Err(FileRefused::Io(error)) => return Err(format!("{file}: cannot be read: {error}")),
        Err(FileRefused::Sheet(refusal)) => return Err(format!("{file}: {}", app::words::import::refusal(refusal))),
    };
    if !report.missing.is_empty() {
        let fields: Vec<&str> = report.missing.iter().map(|field| app::words::import::field(*field)).collect();
        let known: Vec<&str> = kind.fields().iter().map(|field: &Field| field.code()).collect();
        return Err(format!(
            "{file}: no column was found for: {}. Columns that are known: {}",
            fields.join(", "),
            known.join(", ")
        ));
    }
    if is_json {
        println!("{}", as_json(&report));
    } else {
        print(&report, kind, is_dry);
    }
    let taken = report.counts.new + report.counts.changed + report.counts.unchanged;
    Ok(match (report.counts.refused, taken) {
        (0, _) => ExitCode::SUCCESS,
        (_, 0) => ExitCode::FAILURE,
        _ => ExitCode::from(2),
    })
}

/// The report for programs.
fn as_json(report: &Report) -> Value {
    let rows = report.outcomes.iter().flat_map(|outcome| {
        let row = |number: u32| {
            json!({
                "row": number,
                "state": outcome.state.as_str(),
                "reason": app::words::import::reasons(&outcome.reasons),
                "key": outcome.key,
            })
        };
        let mut first = row(outcome.row);
        if !outcome.reasons.is_empty() {
            first["codes"] = json!(outcome.reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>());
        }
        if !outcome.changes.is_empty() {
            first["changes"] = json!(outcome.changes);
        }
        let parts = outcome.parts.iter().map(move |part| {
            let mut part = row(*part);
            part["part_of"] = json!(outcome.row);
            part
        });
        [first].into_iter().chain(parts).collect::<Vec<_>>()
    });
    json!({
        "read": report.counts.read,
        "new": report.counts.new,
        "changed": report.counts.changed,
        "unchanged": report.counts.unchanged,
        "refused": report.counts.refused,
        "rows": rows.collect::<Vec<_>>(),
    })
}

/// The report for people.
fn print(report: &Report, kind: Kind, is_dry: bool) {
    let counts = report.counts;
    let what = app::words::import::kind(kind);
    println!(
        "{what}: {} rows read, {} new, {} changed, {} unchanged, {} refused{}",
        counts.read,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.refused,
        if is_dry { " (nothing was written)" } else { "" }
    );
    let noted = report.outcomes.iter().filter(|outcome| !outcome.reasons.is_empty());
    let mut rest = 0;
    let (refused, remarks): (Vec<_>, Vec<_>) = noted.partition(|outcome| outcome.state == State::Refused);
    for (n, outcome) in refused.into_iter().chain(remarks).enumerate() {
        if n >= NAMED {
            rest += 1;
            continue;
        }
        let state = app::words::import::state(outcome.state).0.to_lowercase();
        println!("  row {}: {} {state}: {}", outcome.row, outcome.key, app::words::import::reasons(&outcome.reasons));
    }
    if rest > 0 {
        println!("  and {rest} more; --json names all of them");
    }
}
