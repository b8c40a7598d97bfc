//! `behalf audit …` and `behalf contact erase`: the record, from the outside.

use crate::cli::{count, look, now, open, operator_message};
use crate::config::Config;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::audit::check::Report;
use domain::audit::compare::Trust;
use domain::audit::note::PublicKey;
use domain::audit::outside::Outside;
use domain::audit::signer::Signer;
use domain::audit::unsigned::Unsigned;
use domain::audit::upkeep::{self, Pruned};
use domain::audit::{Event, checkpoint, export, proof};
use domain::cx::Cx;
use domain::db::Db;
use domain::db::alone::Alone;
use domain::env::Env;
use domain::error::Error;
use domain::id::ContactId;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn file(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// The command line of `behalf audit`.
pub fn command() -> Command {
    let older = file("older", "FILE", "A checkpoint that was kept elsewhere, or a file of several").num_args(1..);
    let vkey =
        file("vkey", "VKEY", "A key whose signatures count too, such as the one before a rotation").num_args(1..);
    Command::new("audit")
        .about("Sign, export, verify and keep the audit log (docs/AUDIT.md)")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("keygen")
                .about("Make a signing key for the log named by --audit-log; prints the key to check with")
                .arg(file("key", "FILE", "Where the key goes; a file that is there is never overwritten").required(true)),
        )
        .subcommand(
            Command::new("export")
                .about("Write the log as files that anybody can verify: entries.jsonl, checkpoint, vkey, SHA256SUMS")
                .arg(file("out", "DIR", "Folder for the files").required(true)),
        )
        .subcommand(
            Command::new("verify")
                .about("Verify an export, or with --db the database; one line a finding, exit 1 when there are any")
                .arg(Arg::new("dir").value_name("DIR").help("Folder of an export, or of a proof").required_unless_present("db"))
                .arg(
                    Arg::new("db")
                        .long("db")
                        .action(ArgAction::SetTrue)
                        .conflicts_with("dir")
                        .help("Verify the database: log, checkpoints, schema, and every business row against the log"),
                )
                .arg(older)
                .arg(vkey),
        )
        .subcommand(
            Command::new("proof")
                .about("Prove that one event is in the log, without showing any other")
                .arg(file("event", "ID", "The event's id, or its number").required(true))
                .arg(file("out", "DIR", "Folder for event.json, event.tlog-proof and vkey").required(true)),
        )
        .subcommand(Command::new("resume").about(
            "Go on with a database that was restored from a backup: the log names what was lost (stop the server first)",
        ))
        .subcommand(
            Command::new("prune").about("Let go of the bodies of old events; what remains still verifies").arg(
                file("days", "DAYS", "Keep this many days, 366 at the least")
                    .required(true)
                    .value_parser(clap::value_parser!(i64)),
            ),
        )
}

/// Runs `behalf audit …`.
pub async fn run(matches: &ArgMatches) -> Result<(), String> {
    let (name, sub) = matches.subcommand().ok_or("say what to do with the log: see behalf audit --help")?;
    let config = Config::load(sub)?;
    let text = |name: &str| sub.get_one::<String>(name).cloned().unwrap_or_default();
    match name {
        "keygen" => {
            let outside = Outside { key: PathBuf::from(text("key")), checkpoints: PathBuf::new() };
            println!("{}", outside.make_key(&config.audit_log).map_err(operator_message)?.public());
            Ok(())
        }
        "export" => write_export(&config, Path::new(&text("out"))).await,
        "verify" if sub.get_flag("db") => verify_database(&config, &given(sub, "older")?, &keys(sub)?).await,
        "verify" => verify_folder(Path::new(&text("dir")), &given(sub, "older")?, &keys(sub)?),
        "proof" => write_proof(&config, &text("event"), Path::new(&text("out"))).await,
        "resume" => resume(&config).await,
        _ => prune(&config, sub.get_one::<i64>("days").copied().unwrap_or(i64::MAX)).await,
    }
}

async fn system(config: &Config, route: &str) -> Result<Cx, String> {
    Ok(Cx::system(open(config).await?, now(), route))
}

/// The texts of the files that an option names.
fn given(matches: &ArgMatches, name: &str) -> Result<Vec<String>, String> {
    let files = matches.get_many::<String>(name).into_iter().flatten();
    files.map(|file| std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))).collect()
}

fn keys(matches: &ArgMatches) -> Result<Vec<PublicKey>, String> {
    let keys = matches.get_many::<String>("vkey").into_iter().flatten();
    keys.map(|key| PublicKey::parse(key).ok_or_else(|| format!("vkey: {key} is no key"))).collect()
}

async fn sign(cx: &Cx, outside: &Outside) -> Result<(), String> {
    let signer = Signer::open(cx, outside).await.map_err(operator_message)?;
    signer.sign(cx).await.map_err(operator_message).map(drop)
}

/// Goes on after a restore. The loss is counted before anything is written.
async fn resume(config: &Config) -> Result<(), String> {
    let db = Db::find(&config.database).await.map_err(operator_message)?;
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let bare = Arc::new(Env::new(db.clone(), &config.audit_log));
    let loss =
        upkeep::loss(&Cx::system(bare, now(), "audit resume"), &config.outside).await.map_err(operator_message)?;
    // A backup may be older than the program.
    db.migrate().await.map_err(operator_message)?;
    db.close().await;
    let cx = Cx::system(look(config).await?, now(), "audit resume");
    upkeep::resume(&cx, &config.outside, &loss).await.map_err(operator_message)?;
    let lost = match (loss.least, loss.most) {
        (least, most) if least == most => count(most, "event is lost", "events are lost"),
        (least, most) => format!("At least {least} and at most {most} events are lost"),
    };
    println!("The log goes on. {lost}; the event log.resumed names them.");
    sign(&cx, &config.outside).await
}

async fn write_export(config: &Config, dir: &Path) -> Result<(), String> {
    let cx = system(config, "audit export").await?;
    let signer = Signer::open(&cx, &config.outside).await.map_err(operator_message)?;
    cx.record(Event::new("audit.exported").detail("what", "entries")).await.map_err(operator_message)?;
    signer.sign(&cx).await.map_err(operator_message)?;
    if let Some(trouble) = cx.env().part::<Unsigned>().trouble() {
        eprintln!("behalf: {trouble}; the export ends with events that no checkpoint covers");
    }
    let signed =
        checkpoint::newest(&cx).await.map_err(operator_message)?.ok_or("nothing of this log was ever signed")?;
    let events = export::export(&cx, &signed, dir).await.map_err(operator_message)?;
    println!("{events} events, {} of them signed, are in {}.", signed.checkpoint.size, dir.display());
    println!("vkey {}", signed.vkey);
    Ok(())
}

fn verify_folder(dir: &Path, older: &[String], keys: &[PublicKey]) -> Result<(), String> {
    if dir.join("event.tlog-proof").exists() {
        return verify_proof(dir);
    }
    tell(&export::verify(dir, older, keys).map_err(operator_message)?)
}

fn verify_proof(dir: &Path) -> Result<(), String> {
    let read =
        |name: &str| std::fs::read_to_string(dir.join(name)).map_err(|e| format!("{}: {e}", dir.join(name).display()));
    let (event, text, vkey) = (read("event.json")?, read("event.tlog-proof")?, read("vkey")?);
    let key = PublicKey::parse(&vkey).ok_or("vkey: is no key")?;
    match proof::check(event.strip_suffix('\n').unwrap_or(&event), &text, &key) {
        Ok(place) => {
            println!("ok: this is event {place} of the log");
            Ok(())
        }
        Err(what) => {
            println!("{what}");
            Err("1 finding".to_owned())
        }
    }
}

async fn verify_database(config: &Config, older: &[String], more: &[PublicKey]) -> Result<(), String> {
    let cx = Cx::system(look(config).await?, now(), "audit verify");
    let trust = trust(config, older, more)?;
    match checkpoint::check_outside(&cx, &config.outside).await {
        Ok(_) => {
            tell(&domain::audit::verify::verify(&cx, &trust, Some(&config.outside)).await.map_err(operator_message)?)
        }
        // Nothing is written to a database that is behind what was signed, not even that it was verified.
        Err(Error::Start(_)) => tell(&domain::audit::compare::compare(&cx, &trust).await.map_err(operator_message)?),
        Err(error) => Err(operator_message(error)),
    }
}

/// What from outside the database the database has to agree with.
fn trust(config: &Config, older: &[String], more: &[PublicKey]) -> Result<Trust, String> {
    let mut keys = more.to_vec();
    keys.extend(config.outside.key().map_err(operator_message)?.map(|key| key.public()));
    let mut notes = config.outside.notes().map_err(operator_message)?;
    notes.extend(older.iter().flat_map(|text| domain::audit::note::split(text)));
    Ok(Trust { keys, notes })
}

fn tell(report: &Report) -> Result<(), String> {
    for finding in &report.findings {
        println!("{finding}");
    }
    for what in &report.left_out {
        println!("not verified: {what}");
    }
    if report.findings.is_empty() {
        let pruned = match report.pruned {
            0 => String::new(),
            n => format!(", the bodies of {n} let go"),
        };
        let part = if report.left_out.is_empty() { "" } else { " (a part was not verified, see above)" };
        println!("ok: {} events, {} of them signed{pruned}{part}", report.events, report.signed);
        return Ok(());
    }
    Err(format!("{} findings", report.findings.len()))
}

async fn write_proof(config: &Config, event: &str, dir: &Path) -> Result<(), String> {
    let cx = system(config, "audit proof").await?;
    sign(&cx, &config.outside).await?;
    let proof = match proof::prove(&cx, event).await {
        Err(Error::NotFound) => return Err(format!("there is no event {event}")),
        other => other.map_err(operator_message)?,
    };
    cx.record(Event::new("audit.exported").detail("what", "proof").target("event", event))
        .await
        .map_err(operator_message)?;
    std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let files = [("event.json", proof.event + "\n"), ("event.tlog-proof", proof.text), ("vkey", proof.vkey + "\n")];
    for (name, text) in files {
        std::fs::write(dir.join(name), text).map_err(|e| format!("{}: {e}", dir.join(name).display()))?;
    }
    println!("The proof is in {}; behalf audit verify {0} checks it.", dir.display());
    Ok(())
}

async fn prune(config: &Config, days: i64) -> Result<(), String> {
    let cx = system(config, "audit prune").await?;
    sign(&cx, &config.outside).await?;
    match upkeep::prune(&cx, days, &trust(config, &[], &[])?).await.map_err(operator_message)? {
        Pruned::Nothing => println!("No event is older than {days} days."),
        Pruned::Upto(size) => {
            rebuild(&cx).await?;
            println!("The bodies of the first {size} events were let go.");
        }
        Pruned::Refused(report) => {
            tell(&report).map_err(|findings| format!("{findings}: nothing was let go"))?;
        }
    }
    sign(&cx, &config.outside).await
}

/// Takes what was erased out of the files of the database too.
async fn rebuild(cx: &Cx) -> Result<(), String> {
    match cx.db().rebuild().await {
        Ok(None) => {}
        Ok(Some(left)) => println!("note: {left}."),
        Err(error) => {
            return Err(format!(
                "it is erased, but its old bytes are still in the files of the database, which could not be written anew: \
                 {}. Run the command again when the database is not busy and its disk has room for a copy",
                operator_message(error)
            ));
        }
    }
    Ok(())
}

/// The command line of `behalf contact`.
pub fn contact_command() -> Command {
    Command::new("contact").about("Manage contacts").subcommand_required(true).arg_required_else_help(true).subcommand(
        Command::new("erase")
            .about("Erase a person's data; their orders stay, the log still verifies")
            .arg(file("id", "ID", "The contact, as in the address of its page").required(true)),
    )
}

/// Runs `behalf contact …`.
pub async fn contact(matches: &ArgMatches) -> Result<(), String> {
    let Some(("erase", sub)) = matches.subcommand() else {
        return Err("say what to do with a contact: erase".to_owned());
    };
    let config = Config::load(sub)?;
    let text = sub.get_one::<String>("id").cloned().unwrap_or_default();
    let id = ContactId::parse(&text).ok_or_else(|| format!("id: {text} is no id"))?;
    let cx = system(&config, "contact erase").await?;
    match domain::contact::erase::erase(&cx, id).await {
        Err(Error::NotFound) => Err(format!("there is no contact {id}")),
        Err(error) => Err(operator_message(error)),
        Ok(values) => {
            rebuild(&cx).await?;
            println!(
                "Erased; {values} values beside the log went with it. Backups and mails that were sent still hold it."
            );
            Ok(())
        }
    }
}
