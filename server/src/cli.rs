//! The command line: `serve`, `demo`, `migrate`, `staff add`, and in [`audit`] what concerns the record.

mod audit;

use crate::config::{self, Config};
use crate::serve;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::audit::checkpoint;
use domain::audit::upkeep;
use domain::audit::verify::Verifier;
use domain::cx::Cx;
use domain::db::Db;
use domain::env::Env;
use domain::error::Error;
use domain::factor::Setup;
use domain::outbox::Post;
use domain::policy::Role;
use domain::time::Micros;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The command line as clap knows it.
pub fn command() -> Command {
    let roles: Vec<&str> = Role::ALL.iter().map(|r| r.as_str()).collect();
    Command::new("behalf")
        .version(env!("CARGO_PKG_VERSION"))
        .about("B2B commerce with Login on behalf: storefront and staff portal in one program")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(config::args())
        .arg(
            Arg::new("config")
                .long("config")
                .value_name("FILE")
                .global(true)
                .help("Configuration file [default: behalf.toml]"),
        )
        .subcommand(Command::new("serve").about("Serve storefront and portal; brings the database up to date first"))
        .subcommand(
            Command::new("demo").about("Create a demo database when there is none, and serve it").arg(
                Arg::new("logins")
                    .long("logins")
                    .action(ArgAction::SetTrue)
                    .help("Print the demo logins, one JSON object a line, and stop"),
            ),
        )
        .subcommand(Command::new("migrate").about("Bring the database up to date and stop"))
        .subcommand(audit::command())
        .subcommand(audit::contact_command())
        .subcommand(
            Command::new("staff")
                .about("Manage the seller's people")
                .subcommand_required(true)
                .subcommand(
                    Command::new("add")
                        .about("Add a member of staff; the password is read from standard input")
                        .arg(Arg::new("name").long("name").required(true).help("Name of the person"))
                        .arg(Arg::new("email").long("email").required(true).help("Work e-mail, the login"))
                        .arg(
                            Arg::new("role")
                                .long("role")
                                .required(true)
                                .value_parser(clap::builder::PossibleValuesParser::new(roles))
                                .help("Role"),
                        ),
                )
                .subcommand(
                    Command::new("reset-factors")
                        .about("Remove all second factors of somebody who lost them")
                        .arg(Arg::new("email").long("email").required(true).help("Work e-mail, the login")),
                ),
        )
}

/// Runs what was asked for.
pub async fn run(matches: &ArgMatches) -> Result<(), String> {
    match matches.subcommand() {
        Some(("serve", sub)) => {
            let config = Config::load(sub)?;
            serve::log(&config);
            let env = open(&config).await?;
            domain::store::ensure_one(&Cx::system(env.clone(), now(), "serve")).await.map_err(told)?;
            serve::serve(&config, env).await
        }
        Some(("demo", sub)) if sub.get_flag("logins") => {
            for login in domain::demo::logins() {
                println!(
                    "{}",
                    serde_json::json!({ "role": login.role, "name": login.name, "login": login.login, "password": login.password })
                );
            }
            Ok(())
        }
        Some(("demo", sub)) => demo(&Config::load(sub)?).await,
        Some(("migrate", sub)) => {
            let config = Config::load(sub)?;
            open(&config).await?;
            println!("The database is up to date.");
            Ok(())
        }
        Some(("staff", sub)) => match sub.subcommand() {
            Some(("add", sub)) => staff_add(sub).await,
            Some(("reset-factors", sub)) => reset_factors(sub).await,
            _ => Err("say what to do with staff: add or reset-factors".to_owned()),
        },
        Some(("audit", sub)) => audit::run(sub).await,
        Some(("contact", sub)) => audit::contact(sub).await,
        _ => Err("say what to do: see behalf --help".to_owned()),
    }
}

async fn demo(config: &Config) -> Result<(), String> {
    serve::log(config);
    let mut env = open(config).await?;
    if !env.demo {
        if !domain::store::list(&env).await.map_err(told)?.is_empty() {
            return Err("this database holds data that is not the demo; name another with --database-url".to_owned());
        }
        // What an earlier demo left behind is of another log.
        if checkpoint::events(&Cx::system(env.clone(), now(), "demo")).await.map_err(told)? == 0 {
            config.outside.set_aside(&format!("before-{}", now().as_seconds())).map_err(told)?;
        }
        println!("Loading the demo …");
        domain::demo::load(&env, now()).await.map_err(told)?;
        env.db.close().await;
        env = open(config).await?;
    }
    let (shop, portal) = match config.apart() {
        Some(hosts) => (hosts.shop.origin, hosts.portal.origin),
        None => (format!("http://{}", config.addr), format!("http://{}", config.addr)),
    };
    println!("\n  Storefront  {shop}/\n  Portal      {portal}/portal\n");
    println!("  Demo logins (known to everybody, demo only):");
    for login in domain::demo::logins() {
        println!("    {:<11} {:<18} {:<34} {}", login.role, login.name, login.login, login.password);
    }
    println!();
    serve::serve(config, env).await
}

async fn staff_add(matches: &ArgMatches) -> Result<(), String> {
    let config = Config::load(matches)?;
    let env = open(&config).await?;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let role = Role::parse(&text("role")).ok_or("role: is none of the roles")?;
    eprintln!("Password (at least {} characters):", domain::credential::SHORTEST_PASSWORD);
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|e| format!("no password could be read: {e}"))?;
    let password = password.strip_suffix('\n').map_or(password.as_str(), |p| p.strip_suffix('\r').unwrap_or(p));
    let cx = Cx::system(env, now(), "staff add");
    match domain::staff::add(&cx, &text("name"), &text("email"), role, password).await {
        Ok(_) => {
            println!("{} may sign in at /portal/sign-in as {}.", text("name"), role.as_str());
            Ok(())
        }
        Err(Error::Invalid(fields)) => {
            let told: Vec<String> =
                fields.iter().map(|f| format!("{}: {}", f.name, app::words::problem(&f.problem))).collect();
            Err(told.join(" "))
        }
        Err(error) => Err(told(error)),
    }
}

/// The way back for somebody who lost phone, passkeys and recovery codes.
async fn reset_factors(matches: &ArgMatches) -> Result<(), String> {
    let env = open(&Config::load(matches)?).await?;
    let email = matches.get_one::<String>("email").cloned().unwrap_or_default();
    let cx = Cx::system(env, now(), "staff reset-factors");
    match domain::factor::reset::reset(&cx, &email).await {
        Ok(_) => {
            println!("{email} signs in with the password alone, and can add a second factor then.");
            Ok(())
        }
        Err(Error::NotFound) => Err(format!("email: nobody signs in as {email}")),
        Err(error) => Err(told(error)),
    }
}

pub(crate) async fn open(config: &Config) -> Result<Arc<Env>, String> {
    let db = Db::open(&config.database_url).await.map_err(told)?;
    db.migrate().await.map_err(told)?;
    let demo = domain::setting::is_demo(&db).await.map_err(told)?;
    let env = Arc::new(Env {
        limits: config.limits,
        demo,
        post: Post::at(config.public_url.as_str(), config.portal_url.as_str()),
        factors: factors(config, config.staff_mfa.unwrap_or(!demo)),
        verifier: Verifier::against(config.outside.clone()),
        ..Env::new(db, &config.audit_log)
    });
    upkeep::take_stock(&Cx::system(env.clone(), now(), "open")).await.map_err(told)?;
    Ok(env)
}

fn factors(config: &Config, required: bool) -> Setup {
    match config.apart() {
        Some(_) => Setup::apart(required, &config.portal_url, &config.public_url),
        None => Setup::new(required, &config.public_url),
    }
}

/// The only clock of the process.
pub fn now() -> Micros {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A domain error for the operator.
pub(crate) fn told(error: Error) -> String {
    match error {
        Error::Start(text) | Error::Internal(text) => text,
        Error::Unavailable => "the database did not answer in time".to_owned(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
