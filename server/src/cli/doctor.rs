//! `behalf doctor`: whether an installation is in order, one line each. It changes nothing, and is done while the server runs.
//!
//! Rule: a fault is what makes the record, the people's access or their data less safe than Behalf promises; then the
//! command fails. What is worth knowing and may be meant is a note.

use crate::cli::{count, env, now, operator_message};
use crate::config::Config;
use crate::mail::Transport;
use clap::Command;
use domain::audit::compare::schema;
use domain::cx::Cx;
use domain::db::Db;
use domain::db::address::Address;
use domain::db::roles::{self, Roles};
use domain::doctor::{self, Engine, People, Record};
use domain::factor::Setup;
use domain::media::files::{Files, Place};
use domain::private;
use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The command line of `behalf doctor`.
pub fn command() -> Command {
    Command::new("doctor").about("Say whether everything is in order, one line each; fails when something is not")
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Good,
    Note,
    Fault,
}

/// One line.
struct Finding {
    state: State,
    what: &'static str,
    text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Good => "ok",
            State::Note => "note",
            State::Fault => "FAULT",
        };
        write!(f, "{state:<6} {:<15} {}", self.what, self.text)
    }
}

fn good(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { state: State::Good, what, text: text.into() }
}

fn note(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { state: State::Note, what, text: text.into() }
}

fn fault(what: &'static str, text: impl Into<String>) -> Finding {
    Finding { state: State::Fault, what, text: text.into() }
}

/// Runs `behalf doctor`.
pub async fn run(config: &Config) -> Result<(), String> {
    let findings = look(config).await?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.iter().filter(|f| f.state == State::Fault).count() {
        0 => Ok(()),
        faults => Err(count(i64::try_from(faults).unwrap_or(i64::MAX), "fault", "faults")),
    }
}

async fn look(config: &Config) -> Result<Vec<Finding>, String> {
    let db = match Db::find(&config.database).await {
        Ok(db) => db,
        Err(error) => return Ok(vec![fault("database", operator_message(error))]),
    };
    let engine = doctor::engine(&db).await.map_err(operator_message)?;
    let mut all = of_engine(&engine);
    all.push(place(&config.database));
    if engine.schema != engine.newest {
        return Ok(all);
    }
    let env = Arc::new(env(config, db).await?);
    let cx = Cx::system(env.clone(), now(), "doctor");
    let people = doctor::people(&cx).await.map_err(operator_message)?;
    let record = doctor::record(&cx, &config.outside).await.map_err(operator_message)?;
    let secret = doctor::secret_key(&cx, &config.secret_key).await.map_err(operator_message)?;
    all.push(if env.demo { note("demo", "known logins: nothing of this is safe") } else { good("demo", "no") });
    all.push(passwords(config, &people));
    all.extend(of_record(config, &record));
    all.push(guards(&schema::unguarded(&cx).await.map_err(operator_message)?));
    all.extend(roles::roles(&cx.env().db).await.map_err(operator_message)?.map(|roles| of_roles(&roles)));
    all.push(match secret {
        Err(why) => fault("secret key", format!("{}: {why}", config.secret_key.display())),
        Ok(None) => note("secret key", "none yet: it is made when the server starts"),
        Ok(Some(())) => private("secret key", &config.secret_key, config.secret_key.display().to_string()),
    });
    all.push(media(&config.media).await);
    all.push(mail(&config.mail, env.demo).await);
    if people.undelivered > 0 {
        all.push(note("mail", format!("{} given up", count(people.undelivered, "mail", "mails"))));
    }
    for (what, url) in [("public url", &config.public_url), ("portal url", &config.portal_url)] {
        let address = url.as_str().trim_end_matches('/');
        all.push(if url.scheme() != "https" && !env.demo {
            note(what, format!("{address}: links in mails open on this machine only"))
        } else {
            good(what, address)
        });
    }
    all.extend(staff(env.part::<Setup>().required, env.demo, &people));
    env.db.close().await;
    Ok(all)
}

/// Where the database is; a file, and what SQLite keeps beside it, is for the eyes of this user alone.
fn place(address: &Address) -> Finding {
    let what = "database";
    let Some(file) = address.file() else { return good(what, address.to_string()) };
    let beside = ["", "-wal", "-shm"].map(|ending| {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        PathBuf::from(path)
    });
    let open = beside.iter().find_map(|path| Some((path.clone(), private::open_to_others(path)?, "600")));
    let folder = private::parent(file);
    let open = open.or_else(|| private::open_to_others(&folder).map(|mode| (folder, mode, "700")));
    match open {
        Some((path, mode, needed)) => {
            let path = path.display();
            fault(what, format!("{address}: others have rights in {path} ({mode:o}); chmod {needed} {path}"))
        }
        None => good(what, address.to_string()),
    }
}

/// Whether pictures and documents can be stored.
async fn media(place: &Place) -> Finding {
    let what = "media";
    let shown = match place {
        Place::Folder(folder) if !folder.exists() => {
            return note(what, format!("{}: none yet, it is made with the first file", folder.display()));
        }
        Place::Folder(folder) => folder.display().to_string(),
        other => format!("{other:?}"),
    };
    match Files::at(place.clone()).probe().await {
        Ok(()) => good(what, shown),
        Err(why) => fault(what, format!("{shown}: nothing can be stored: {why}")),
    }
}

fn of_engine(engine: &Engine) -> Vec<Finding> {
    let settings: Vec<String> = engine.settings.iter().map(|(name, value, _)| format!("{name}={value}")).collect();
    let wrong: Vec<&str> = engine.settings.iter().filter(|s| !s.2).map(|s| s.0.as_str()).collect();
    let durability = if wrong.is_empty() {
        good("settings", settings.join(" "))
    } else {
        fault("settings", format!("{}; not as needed: {}", settings.join(" "), wrong.join(", ")))
    };
    let (schema, newest) = (engine.schema, engine.newest);
    let schema = match schema.cmp(&newest) {
        std::cmp::Ordering::Equal => good("schema", format!("{schema} of {newest}")),
        std::cmp::Ordering::Less => fault("schema", format!("{schema} of {newest}: run behalf migrate")),
        std::cmp::Ordering::Greater => fault(
            "schema",
            format!("{schema}, and this program has {newest}: another version of it made this database"),
        ),
    };
    vec![good("engine", engine.name.clone()), durability, schema]
}

fn passwords(config: &Config, people: &People) -> Finding {
    let text = format!("argon2id {}, {} below it of {}", config.work, people.outdated, people.hashes);
    match people.outdated {
        0 => good("passwords", text),
        _ => note("passwords", format!("{text}: renewed when their owners sign in")),
    }
}

fn of_record(config: &Config, record: &Record) -> [Finding; 3] {
    let (key, file) = (config.outside.key.display(), config.outside.checkpoints.display());
    let events = record.events;
    let first = match &record.key {
        Err(why) => fault("signing key", format!("{key}: {why}")),
        Ok(None) if record.signed == Ok(None) && record.last_key.is_none() => {
            note("signing key", "none yet: it is made when the server starts")
        }
        Ok(None) => fault(
            "signing key",
            format!("{key} is missing: a process that is started here cannot sign; copy the key that signs to it"),
        ),
        Ok(Some(name)) if record.last_key.as_ref().is_some_and(|last| last != name) && record.signer.is_some() => {
            fault("signing key", format!("{key}, {name}: is not the one that signs now; copy that to it"))
        }
        Ok(Some(name)) => private("signing key", &config.outside.key, format!("{key}, {name}")),
    };
    let second = match &record.signed {
        Err(why) => fault("checkpoints", format!("{file}: {why}")),
        Ok(None) => match record.signed_inside {
            0 => note("checkpoints", format!("none in {file}; the log has {events} events")),
            size => fault("checkpoints", config.outside.missing(size)),
        },
        Ok(Some(size)) => good("checkpoints", format!("{file} covers {size} of {events} events")),
    };
    let third = match &record.signer {
        Some(lease) => good("signer", lease.holder.clone()),
        None => note("signer", "no process signs the log at the moment"),
    };
    [first, second, third]
}

/// The triggers that let nothing be written without its event.
fn guards(wrong: &[String]) -> Finding {
    match wrong {
        [] => good("guards", "every trigger of the record is as it was made"),
        some => fault(
            "guards",
            format!("{}: see behalf audit verify --db, then behalf migrate --restore-guards", some.join("; ")),
        ),
    }
}

/// Whether the program could take the guards away.
fn of_roles(roles: &Roles) -> Finding {
    let (program, owner) = (&roles.program, &roles.owner);
    match (roles.is_one, roles.may_change_log) {
        (true, _) => note(
            "roles",
            format!(
                "{program} has the rights of the owner of its tables: it can drop the triggers that guard the record. Give \
                 the tables an owner of their own with behalf migrate --owner-url"
            ),
        ),
        (false, true) => {
            fault("roles", format!("{program} may change or delete events: run behalf migrate --owner-url"))
        }
        (false, false) => good("roles", format!("{program} reads and writes, {owner} owns the tables")),
    }
}

/// A key that only its owner reads.
fn private(what: &'static str, path: &Path, text: String) -> Finding {
    match std::fs::metadata(path) {
        Ok(data) if data.permissions().mode() & 0o077 != 0 => {
            fault(what, format!("{text}: others can read the file; chmod 400 it"))
        }
        Ok(_) => good(what, text),
        Err(error) => fault(what, format!("{text}: {error}")),
    }
}

async fn mail(transport: &Transport, demo: bool) -> Finding {
    match transport.answers().await {
        Err(why) => fault("mail", format!("{transport:?}: {why}")),
        Ok(()) => match transport {
            Transport::Folder(_) if !demo => note("mail", format!("{transport:?}: it stays on this machine")),
            _ => good("mail", format!("{transport:?}")),
        },
    }
}

fn staff(required: bool, demo: bool, people: &People) -> [Finding; 2] {
    let without = format!("{} of {} have none", people.without_factor, count(people.staff, "person", "people"));
    let factor = match (required, demo) {
        (true, _) => good("second factor", format!("required of staff; {without}")),
        (false, true) => note("second factor", format!("optional in the demo; {without}")),
        (false, false) => fault("second factor", format!("optional; {without}")),
    };
    let administrators = match people.administrators {
        0 => fault("administrators", "none: make one with behalf staff invite --role admin"),
        1 => note("administrators", "1: with a second one nobody is left alone"),
        n => good("administrators", n.to_string()),
    };
    [factor, administrators]
}
