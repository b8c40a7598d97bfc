//! `behalf staff …`: the seller's people, as far as the operator has to do with them.

use crate::cli::{now, open, operator_message};
use crate::config::Config;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use domain::cx::{Cx, Mode};
use domain::error::Error;
use domain::policy::{Grants, Role};
use domain::staff::{invite, role};
use std::io::IsTerminal;

/// The choices for the right to act on behalf.
const MODES: [&str; 3] = ["none", "view", "full"];

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(Role::ALL.iter().map(|r| r.as_str()).collect::<Vec<_>>())
}

fn on_behalf(help: &'static str) -> Arg {
    Arg::new("may-act").long("may-act").value_parser(PossibleValuesParser::new(MODES)).help(help)
}

fn person(command: Command) -> Command {
    command
        .arg(Arg::new("name").long("name").required(true).help("Name of the person"))
        .arg(Arg::new("email").long("email").required(true).help("Work e-mail, the login"))
        .arg(Arg::new("role").long("role").required(true).value_parser(roles()).help("Role"))
        .arg(on_behalf("Whether everybody with this role may log in on behalf of customers; asked for at a terminal"))
}

/// The command line of `behalf staff`.
pub fn command() -> Command {
    Command::new("staff")
        .about("Manage the seller's people")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(person(Command::new("invite").about(
            "Invite a member of staff, the first administrator too: shows a link to choose a password, good once, for 15 minutes",
        )))
        .subcommand(person(
            Command::new("add").about("Add a member of staff; the password is read from standard input"),
        ))
        .subcommand(
            Command::new("role")
                .about("Say whether everybody with a role may log in on behalf of customers; without it nobody may")
                .arg(Arg::new("role").long("role").required(true).value_parser(roles()).help("Role"))
                .arg(on_behalf("none, view (look only) or full (look and change)").required(true)),
        )
        .subcommand(
            Command::new("reset-factors")
                .about("Remove all second factors of somebody who lost them")
                .arg(Arg::new("email").long("email").required(true).help("Work e-mail, the login")),
        )
}

/// Runs `behalf staff …`.
pub async fn run(matches: &ArgMatches) -> Result<(), String> {
    match matches.subcommand() {
        Some(("invite", sub)) => invite(sub).await,
        Some(("add", sub)) => add(sub).await,
        Some(("role", sub)) => set_role(sub).await,
        Some(("reset-factors", sub)) => reset_factors(sub).await,
        _ => Err("say what to do with staff: invite, add, role or reset-factors".to_owned()),
    }
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

async fn system(config: &Config, what: &str) -> Result<Cx, String> {
    Ok(Cx::system(open(config).await?, now(), what))
}

/// What is wrong with what was given, in words.
fn refused(error: Error) -> String {
    match error {
        Error::Invalid(fields) => {
            let problems: Vec<String> =
                fields.iter().map(|f| format!("{}: {}", f.name, app::words::problem(&f.problem))).collect();
            problems.join(" ")
        }
        error => operator_message(error),
    }
}

/// The one way in where nobody is there yet: no password is known to anybody but its owner (R6).
async fn invite(matches: &ArgMatches) -> Result<(), String> {
    let config = Config::load(matches)?;
    let cx = system(&config, "staff invite").await?;
    let (name, email, role) = (text(matches, "name"), text(matches, "email"), text(matches, "role"));
    let link = invite::link(&cx, &name, &email, &role).await.map_err(refused)?;
    println!(
        "{name} chooses a password here, once, until {} (UTC):\n\n{link}\n",
        now().plus(invite::SHOWN_FOR).minute()
    );
    println!(
        "Anybody who has this link can use it: pass it on in a way that you trust. The server must be running for it."
    );
    acting(&cx, matches).await
}

async fn add(matches: &ArgMatches) -> Result<(), String> {
    let config = Config::load(matches)?;
    let cx = system(&config, "staff add").await?;
    let role = Role::parse(&text(matches, "role")).ok_or("role: is none of the roles")?;
    eprintln!("Password (at least {} characters):", domain::password::SHORTEST);
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|e| format!("no password could be read: {e}"))?;
    let password = password.strip_suffix('\n').map_or(password.as_str(), |p| p.strip_suffix('\r').unwrap_or(p));
    let name = text(matches, "name");
    domain::staff::add(&cx, &name, &text(matches, "email"), role, password).await.map_err(refused)?;
    println!("{name} may sign in at /portal/sign-in as {}.", role.as_str());
    acting(&cx, matches).await
}

/// The right to act on behalf belongs to a role and is given on purpose: by the flag, by the answer at a terminal, or else
/// later, which is said.
async fn acting(cx: &Cx, matches: &ArgMatches) -> Result<(), String> {
    let role = Role::parse(&text(matches, "role")).ok_or("role: is none of the roles")?;
    let now = role::acts(cx, role).await.map_err(operator_message)?;
    let given = matches.get_one::<String>("may-act").cloned();
    // An administrator or an auditor is not asked: what these roles are for is kept apart from acting.
    let is_usual = Grants::of(role).behalf.is_some();
    let wanted = match given {
        Some(given) => Some(given),
        None if now.is_none() && is_usual && std::io::stdin().is_terminal() => Some(asked(role)?),
        None => None,
    };
    let mode = match wanted.as_deref() {
        Some(wanted) => {
            let mode = Mode::parse(wanted);
            role::let_act(cx, role, mode).await.map_err(operator_message)?;
            mode
        }
        None => now,
    };
    if is_usual || wanted.is_some() || mode.is_some() {
        println!("{}", said(role, mode));
    }
    Ok(())
}

/// Asks at the terminal; anything but `view` or `full` is no.
fn asked(role: Role) -> Result<String, String> {
    eprintln!("May everybody with the role {} log in on behalf of customers? [none/view/full] (none)", role.title());
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(|e| format!("no answer could be read: {e}"))?;
    let answer = answer.trim().to_ascii_lowercase();
    Ok(if MODES.contains(&answer.as_str()) { answer } else { "none".to_owned() })
}

/// What holds for a role now, and how it is changed.
fn said(role: Role, mode: Option<Mode>) -> String {
    let (title, name) = (role.title(), role.as_str());
    match mode {
        Some(Mode::Full) => format!("Everybody with the role {title} may log in on behalf of customers."),
        Some(Mode::View) => format!("Everybody with the role {title} may log in on behalf of customers, to look only."),
        None => format!(
            "Nobody with the role {title} may log in on behalf of customers yet. To allow it: \
             behalf staff role --role {name} --may-act full (or view), or /portal/staff/roles/{name}."
        ),
    }
}

async fn set_role(matches: &ArgMatches) -> Result<(), String> {
    let cx = system(&Config::load(matches)?, "staff role").await?;
    acting(&cx, matches).await
}

/// The way back for somebody who lost phone, passkeys and recovery codes.
async fn reset_factors(matches: &ArgMatches) -> Result<(), String> {
    let cx = system(&Config::load(matches)?, "staff reset-factors").await?;
    let email = text(matches, "email");
    match domain::factor::reset::reset(&cx, &email).await {
        Ok(_) => {
            println!("{email} signs in with the password alone, and can add a second factor then.");
            Ok(())
        }
        Err(Error::NotFound) => Err(format!("email: nobody signs in as {email}")),
        Err(error) => Err(operator_message(error)),
    }
}
