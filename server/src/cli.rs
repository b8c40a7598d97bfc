//! The command line: `serve`, `demo`, `migrate`; in [`init`] setting up from a file, in [`staff`] the seller's people, in
//! [`audit`] what concerns the record, in [`doctor`] whether everything is in order, in [`import`] data that comes in by file,
//! in [`generate`] a made-up catalogue for tests of load.

mod audit;
mod doctor;
mod generate;
mod import;
mod init;
mod staff;

use crate::config::check::OWNER_URL;
use crate::config::{self, Config};
use crate::serve;
use crate::tls::Tls;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::audit::checkpoint;
use domain::audit::compare::schema;
use domain::audit::signer::Signer;
use domain::audit::verify::Verifier;
use domain::credential::Hasher;
use domain::cx::Cx;
use domain::db::address::Address;
use domain::db::alone::Alone;
use domain::db::{Db, roles};
use domain::env::{Env, Limits};
use domain::error::Error;
use domain::factor::Setup;
use domain::media::files::Files;
use domain::outbox::Post;
use domain::set_up::Missing;
use domain::time::Micros;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The command line as clap knows it.
pub fn command() -> Command {
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
        .subcommand(
            Command::new("serve").about("Serve storefront and portal; brings the database up to date first").arg(accept()),
        )
        .subcommand(
            Command::new("demo").about("Create a demo database when there is none, and serve it").arg(
                Arg::new("logins")
                    .long("logins")
                    .action(ArgAction::SetTrue)
                    .help("Print the demo logins, one JSON object a line, and stop"),
            )
            .arg(accept()),
        )
        .subcommand(
            Command::new("migrate")
                .about("Bring the database up to date and stop")
                .arg(
                    Arg::new("owner-url").long("owner-url").value_name("URL").env(OWNER_URL).hide_env_values(true).help(
                        "PostgreSQL: change the schema as this owner, and let the role of --database-url read and write only",
                    ),
                )
                .arg(Arg::new("restore-guards").long("restore-guards").action(ArgAction::SetTrue).help(
                    "Make the triggers that guard the record again, where somebody took them away; this is an event",
                )),
        )
        .subcommand(import::command())
        .subcommand(init::command())
        .subcommand(audit::command())
        .subcommand(audit::contact_command())
        .subcommand(staff::command())
        .subcommand(doctor::command())
        .subcommands(generate::commands())
}

/// Says how the command line is used. A word that was not understood is repeated, but no address: it may hold a password.
pub fn misused(error: &clap::Error) -> ExitCode {
    let words: Vec<String> = std::env::args().filter(|word| config::shown(word) != word).collect();
    if words.is_empty() {
        // It cannot be said that nothing can be said.
        let _ = error.print();
    } else {
        let text = error.render().to_string();
        eprint!("{}", words.iter().fold(text, |text, word| text.replace(word, config::shown(word))));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Runs what was asked for; gives what the program ends with.
pub async fn run(matches: &ArgMatches) -> Result<ExitCode, String> {
    match matches.subcommand() {
        Some(("import", sub)) => import::run(sub).await,
        _ => done(matches).await.map(|()| ExitCode::SUCCESS),
    }
}

async fn done(matches: &ArgMatches) -> Result<(), String> {
    match matches.subcommand() {
        Some(("serve", sub)) => {
            let config = Config::load(sub)?;
            serve::log(&config);
            let _alone = Alone::with(&config.database).map_err(operator_message)?;
            let env = make(&config, false).await?;
            accepted(sub, &config, &env).await?;
            serve::serve(&config, env).await
        }
        Some(("demo", sub)) if sub.get_flag("logins") => {
            for login in demo::logins() {
                println!(
                    "{}",
                    serde_json::json!({ "role": login.role, "name": login.name, "login": login.login, "password": login.password })
                );
            }
            Ok(())
        }
        Some(("demo", sub)) => demo(&Config::load(sub)?.for_demo(), sub).await,
        Some(("migrate", sub)) => migrate(&Config::load(sub)?, sub).await,
        Some(("init", sub)) => init::run(&Config::load(sub)?, sub).await,
        Some(("doctor", sub)) => doctor::run(&Config::load(sub)?).await,
        Some(("generate", sub)) => generate::generate(&Config::load(sub)?, sub).await,
        Some(("measure", sub)) => generate::search(&Config::load(sub)?, sub).await,
        Some(("staff", sub)) => staff::run(sub).await,
        Some(("audit", sub)) => audit::run(sub).await,
        Some(("contact", sub)) => audit::contact(sub).await,
        _ => Err("say what to do: see behalf --help".to_owned()),
    }
}

/// Going on when the file of checkpoints is lost.
fn accept() -> Arg {
    Arg::new("accept-missing-checkpoints")
        .long("accept-missing-checkpoints")
        .action(ArgAction::SetTrue)
        .help("Go on although the file of signed checkpoints is lost; this is an event")
}

async fn migrate(config: &Config, sub: &ArgMatches) -> Result<(), String> {
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let mut owning = config.clone();
    if let Some(owner) = sub.get_one::<String>("owner-url") {
        owning.database = Address::parse(owner).map_err(|why| format!("owner-url: {why}"))?;
        let roles = roles::migrate_as_owner(&owning.database, &config.database).await.map_err(operator_message)?;
        println!(
            "{} reads and writes; the tables belong to {}, and only it can change the schema.",
            roles.program, roles.owner
        );
    }
    make(config, false).await?;
    if sub.get_flag("restore-guards") {
        // Only the owner may, and the event is in the same database.
        let cx = Cx::system(make(&owning, false).await?, now(), "migrate");
        for what in schema::restore_guards(&cx).await.map_err(operator_message)? {
            println!("mended: {what}");
        }
    }
    println!("The database is up to date.");
    Ok(())
}

/// Does what [`accept`] asks for.
async fn accepted(sub: &ArgMatches, config: &Config, env: &Arc<Env>) -> Result<(), String> {
    if sub.get_flag("accept-missing-checkpoints") {
        let cx = Cx::system(env.clone(), now(), "serve");
        Signer::accept_missing(&cx, &config.outside).await.map_err(operator_message)?;
    }
    Ok(())
}

async fn demo(config: &Config, sub: &ArgMatches) -> Result<(), String> {
    serve::log(config);
    let _alone = Alone::with(&config.database).map_err(operator_message)?;
    let mut env = make(config, true).await?;
    if !env.demo {
        if domain::set_up::missing(&env, now()).await.map_err(operator_message)?
            != Some(Missing { administrator: true, store: true })
        {
            return Err("this database holds data that is not the demo; name another with --database-url".to_owned());
        }
        // What an earlier demo left behind is of another log.
        if checkpoint::events(&Cx::system(env.clone(), now(), "demo")).await.map_err(operator_message)? == 0 {
            config.outside.set_aside(&format!("before-{}", now().as_seconds())).map_err(operator_message)?;
        }
        println!("Loading the demo …");
        env.db.close().await;
        // The past of the demo went by under the usual limits, whatever holds for those who look at it.
        let mut usual = config.clone();
        (usual.limits, usual.staff_mfa) = (Limits::default(), Some(false));
        let loading = make(&usual, true).await?;
        demo::load(&loading, now()).await.map_err(operator_message)?;
        loading.db.close().await;
        env = make(config, true).await?;
    }
    accepted(sub, config, &env).await?;
    let (shop, portal) = match config.apart() {
        Some(hosts) => (hosts.shop.origin, hosts.portal.origin),
        None => (format!("http://{}", config.addr), format!("http://{}", config.addr)),
    };
    println!("\n  Storefront  {shop}/\n  Portal      {portal}/portal\n");
    if let Some(https) =
        config.https(config.addr.port()).filter(|_| config.tls == Tls::SelfSigned && config.apart().is_none())
    {
        println!("  For Safari, and whenever a browser does not keep the session, the same with TLS:");
        println!("  Storefront  {https}\n  Portal      {https}portal");
        println!("  The program made the certificate itself, so the browser warns once.\n");
    }
    println!("  Demo logins (known to everybody, demo only):");
    for login in demo::logins() {
        println!("    {:<11} {:<18} {:<34} {}", login.role, login.name, login.login, login.password);
    }
    println!();
    serve::serve(config, env).await
}

/// Opens the database for `serve`, `demo` and `migrate`, which alone may make one, and brings it up to date. What an
/// earlier demo left beside a database that is gone is no reason against a new one.
async fn make(config: &Config, is_demo: bool) -> Result<Arc<Env>, String> {
    if config.database.file().is_some_and(|file| !file.exists()) && !is_demo {
        check_new(config)?;
    }
    let db = Db::make(&config.database).await.map_err(operator_message)?;
    match db.schema().await.map_err(operator_message)? {
        0 if is_demo => {}
        0 => check_new(config)?,
        _ => check_restored(config, &db).await?,
    }
    db.migrate().await.map_err(operator_message)?;
    env(config, db).await.map(Arc::new)
}

/// Opens a database that is there, to write to it.
pub(crate) async fn open(config: &Config) -> Result<Arc<Env>, String> {
    let env = look(config).await?;
    check_restored(config, &env.db).await?;
    Ok(env)
}

/// Opens a database that is there, whatever was signed of it; nothing is written.
pub(crate) async fn look(config: &Config) -> Result<Arc<Env>, String> {
    let db = Db::find(&config.database).await.map_err(operator_message)?;
    let (schema, newest) = (db.schema().await.map_err(operator_message)?, db.newest());
    if schema != newest {
        return Err(format!(
            "the database {} has the schema {schema}, and this program needs {newest}: {}",
            config.database.place(),
            if schema < newest {
                "run `behalf migrate`"
            } else {
                "it was made by another version of this program; use that"
            }
        ));
    }
    env(config, db).await.map(Arc::new)
}

/// A new database does not take the place of one whose log was signed.
fn check_new(config: &Config) -> Result<(), String> {
    match config.outside.newest().map_err(operator_message)? {
        None => Ok(()),
        Some(last) => Err(format!(
            "There is no database at {}, but the checkpoints in {} say that {} events of one were signed: bring it back, \
             or move that file and the key beside it away to begin a new log",
            config.database.place(),
            config.outside.checkpoints.display(),
            last.size
        )),
    }
}

/// Nothing is written to a database that was restored or cut off, until the loss is recorded.
async fn check_restored(config: &Config, db: &Db) -> Result<(), String> {
    let bare = Arc::new(Env::new(db.clone(), &config.audit_log));
    checkpoint::check_outside(&Cx::system(bare, now(), "open"), &config.outside)
        .await
        .map(drop)
        .map_err(operator_message)
}

/// What all requests share, over a database whose schema is there.
pub(crate) async fn env(config: &Config, db: Db) -> Result<Env, String> {
    let demo = domain::setting::is_demo(&db).await.map_err(operator_message)?;
    let env = Env { limits: config.limits, hasher: Hasher::new(config.work), demo, ..Env::new(db, &config.audit_log) };
    Ok(env
        .with(Post::at(config.public_url.as_str(), config.portal_url.as_str(), app::mail::write))
        .with(factors(config, config.staff_mfa.unwrap_or(!demo)))
        .with(Files::at(config.media.clone()))
        .with(Verifier::against(config.outside.clone())))
}

fn factors(config: &Config, required: bool) -> Setup {
    match config.apart() {
        Some(_) => Setup::apart(required, &config.portal_url, &config.public_url),
        None => Setup::both(required, &config.public_url, config.https(config.addr.port()).as_ref()),
    }
}

/// The only clock of the process.
pub fn now() -> Micros {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A domain error for the operator.
pub(crate) fn operator_message(error: Error) -> String {
    match error {
        Error::Start(text) | Error::Internal(text) => text,
        Error::Unavailable => "the database did not answer in time".to_owned(),
        other => format!("{other:?}"),
    }
}

/// "1 fault", "1,204 faults": the command line speaks English.
fn count(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", domain::money::grouped(n.unsigned_abs()), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
