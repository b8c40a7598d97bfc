//! `behalf staff …`: the seller's people, as far as the operator has to do with them.

use crate::cli::{now, open, told};
use crate::config::Config;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use domain::cx::Cx;
use domain::error::Error;
use domain::policy::Role;
use domain::staff::invite;

fn person(command: Command) -> Command {
    let roles: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
    command
        .arg(Arg::new("name").long("name").required(true).help("Name of the person"))
        .arg(Arg::new("email").long("email").required(true).help("Work e-mail, the login"))
        .arg(Arg::new("role").long("role").required(true).value_parser(PossibleValuesParser::new(roles)).help("Role"))
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
        Some(("reset-factors", sub)) => reset_factors(sub).await,
        _ => Err("say what to do with staff: invite, add or reset-factors".to_owned()),
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
            let told: Vec<String> =
                fields.iter().map(|f| format!("{}: {}", f.name, app::words::problem(&f.problem))).collect();
            told.join(" ")
        }
        error => told(error),
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
        "Whoever has this link can use it: pass it on in a way that you trust. The server must be running for it."
    );
    Ok(())
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
    Ok(())
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
        Err(error) => Err(told(error)),
    }
}
