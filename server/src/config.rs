//! Configuration: flags before environment before `behalf.toml` before defaults, all out of one table.

use crate::mail::Transport;
use crate::proxies::Proxies;
use app::web::host::{Host, Hosts};
use clap::{Arg, ArgMatches};
use domain::audit::outside::Outside;
use domain::credential::Work;
use domain::env::Limits;
use domain::time::Micros;
use lettre::message::Mailbox;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// One setting.
pub struct Key {
    /// Name as a flag and in `behalf.toml`; `BEHALF_…` in capitals is its name in the environment.
    pub name: &'static str,
    default: &'static str,
    help: &'static str,
}

/// All settings. README has the same table; a test compares them.
pub const KEYS: &[Key] = &[
    Key {
        name: "database-url",
        default: "sqlite:data/behalf.db",
        help: "Database: sqlite:PATH or postgres://USER@HOST/NAME",
    },
    Key { name: "addr", default: "127.0.0.1:3000", help: "Address and port to serve on" },
    Key {
        name: "hosts",
        default: "localhost,127.0.0.1,[::1]",
        help: "Host names that are answered, by comma; * for all",
    },
    Key {
        name: "trusted-proxies",
        default: "",
        help: "Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For is believed, by comma",
    },
    Key { name: "audit-log", default: "localhost/audit", help: "Name of the audit log, set once for an installation" },
    Key {
        name: "audit-key",
        default: "",
        help: "File of the key that signs the audit log; beside the database when none is named",
    },
    Key {
        name: "audit-checkpoints",
        default: "",
        help: "File of the signed checkpoints of the audit log; beside the database when none is named",
    },
    Key {
        name: "secret-key",
        default: "",
        help: "File of the key that secrets in the database are sealed with; beside the database when none is named",
    },
    Key {
        name: "staff-mfa",
        default: "",
        help: "Whether staff need a second factor: required or optional; required outside the demo when not set",
    },
    Key {
        name: "argon2-memory",
        default: "19456",
        help: "Memory in KiB that one hash of a password takes, 19456 to 1048576",
    },
    Key { name: "argon2-iterations", default: "2", help: "Passes over that memory, 2 to 64" },
    Key { name: "argon2-parallelism", default: "1", help: "Lanes that memory is split into, 1 to 16" },
    Key {
        name: "log",
        default: "info",
        help: "What is logged: error, warn, info, debug, or a filter such as info,sqlx=warn",
    },
    Key { name: "log-format", default: "text", help: "How it is logged: text or json" },
    Key { name: "connections", default: "1024", help: "Connections that are served at once" },
    Key {
        name: "connections-per-address",
        default: "512",
        help: "How many of them one address may have, at most half; behind a trusted proxy the requests of one client at once",
    },
    Key { name: "portal-idle", default: "15m", help: "A staff session without a request ends after this" },
    Key { name: "portal-absolute", default: "12h", help: "A staff session ends after this" },
    Key { name: "shop-idle", default: "60m", help: "A customer session without a request ends after this" },
    Key { name: "shop-absolute", default: "24h", help: "A customer session ends after this" },
    Key { name: "behalf-idle", default: "15m", help: "An on-behalf session without a request ends after this" },
    Key { name: "behalf-minutes", default: "60", help: "Minutes an on-behalf session may last, 1 to 60" },
    Key { name: "behalf-at-once", default: "5", help: "On-behalf sessions one agent may have open, 1 to 50" },
    Key { name: "on-behalf", default: "on", help: "Whether anybody may act on behalf at all: on or off" },
    Key { name: "handoff", default: "60s", help: "An on-behalf request must be verified within this, at most 60s" },
    Key {
        name: "mail",
        default: "file:data/mail",
        help: "Where mail goes: file:FOLDER, smtp://USER:PASSWORD@HOST?tls=required or smtps://USER:PASSWORD@HOST",
    },
    Key { name: "mail-from", default: "Behalf <behalf@localhost>", help: "Sender of every mail" },
    Key {
        name: "public-url",
        default: "",
        help: "Address people reach this program at, such as https://shop.example, for links in mails and for passkeys; localhost when none is named",
    },
    Key {
        name: "portal-url",
        default: "",
        help: "Address of the staff portal at a host of its own, such as https://portal.shop.example; with the storefront when none is named",
    },
];

/// A setting's name in the environment.
pub fn environment(name: &str) -> String {
    format!("BEHALF_{}", name.replace('-', "_").to_uppercase())
}

/// The flags of all settings.
pub fn args() -> Vec<Arg> {
    KEYS.iter()
        .map(|key| {
            let default = if key.default.is_empty() { "none" } else { key.default };
            Arg::new(key.name)
                .long(key.name)
                .value_name("VALUE")
                .env(environment(key.name))
                .help(format!("{} [default: {default}]", key.help))
                .hide_env_values(true)
                .global(true)
        })
        .collect()
}

/// The settings of a process, checked.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_url: String,
    pub addr: SocketAddr,
    /// None answers every host.
    pub hosts: Option<Vec<String>>,
    pub trusted_proxies: Proxies,
    pub audit_log: String,
    /// What the record needs outside the database.
    pub outside: Outside,
    /// The file of the key that secrets are sealed with.
    pub secret_key: PathBuf,
    /// Where people reach the storefront.
    pub public_url: Url,
    /// How much work one hash of a password is.
    pub work: Work,
    /// Where staff reach the portal: the same address, or one at another host.
    pub portal_url: Url,
    /// Whether staff need a second factor; outside the demo they do when this says nothing.
    pub staff_mfa: Option<bool>,
    pub log: String,
    pub log_json: bool,
    pub connections: usize,
    /// Of them, from one address.
    pub share: usize,
    pub limits: Limits,
    pub mail: Transport,
    pub mail_from: Mailbox,
    told: Vec<(&'static str, String)>,
}

impl Config {
    /// Storefront and portal, when they are at hosts of their own.
    pub fn apart(&self) -> Option<Hosts> {
        let host = |url: &Url| Host {
            name: url.host_str().unwrap_or_default().to_owned(),
            origin: url.origin().ascii_serialization(),
        };
        (self.portal_url != self.public_url)
            .then(|| Hosts { shop: host(&self.public_url), portal: host(&self.portal_url) })
    }

    /// What is in effect, for the record: every setting as text, without any secret.
    pub fn told(&self) -> serde_json::Map<String, serde_json::Value> {
        self.told.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect()
    }

    /// Reads flags, environment and the file named by `--config`.
    pub fn load(matches: &ArgMatches) -> Result<Config, String> {
        let named = matches.get_one::<String>("config");
        let path = named.map_or("behalf.toml", String::as_str);
        let file = match std::fs::read_to_string(Path::new(path)) {
            Ok(text) => read_file(path, &text)?,
            Err(_) if named.is_none() => BTreeMap::new(),
            Err(error) => return Err(format!("the configuration file {path} cannot be read: {error}")),
        };
        let given = |name: &str| matches.get_one::<String>(name).cloned().or_else(|| file.get(name).cloned());
        Config::of(given)
    }

    fn of(given: impl Fn(&str) -> Option<String>) -> Result<Config, String> {
        let text = |name: &'static str| {
            let key = KEYS.iter().find(|k| k.name == name);
            given(name).unwrap_or_else(|| key.map_or("", |k| k.default).to_owned())
        };
        let list = |name| -> Vec<String> {
            text(name).split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
        };
        let hosts = list("hosts");
        if hosts.is_empty() {
            return Err("hosts: name at least one host, or * for all".to_owned());
        }
        let proxies = Proxies::parse(list("trusted-proxies").iter().map(String::as_str))
            .map_err(|text| format!("trusted-proxies: {text} is no IP address and no network such as 10.0.0.0/8"))?;
        let addr = text("addr");
        let audit_log = text("audit-log");
        if audit_log.is_empty() || !audit_log.bytes().all(|b| b.is_ascii_graphic() && b != b'+') {
            return Err("audit-log: must be a name without blanks and without +, such as shop.example/audit".to_owned());
        }
        let format = text("log-format");
        if !["text", "json"].contains(&format.as_str()) {
            return Err(format!("log-format: must be text or json, but is {format}"));
        }
        let log = text("log");
        if log.parse::<tracing_subscriber::EnvFilter>().is_err() {
            return Err(format!(
                "log: {log} is no filter; use error, warn, info, debug or a list such as info,sqlx=warn"
            ));
        }
        let mail_from = text("mail-from");
        let outside = outside(&text("database-url"), &text("audit-key"), &text("audit-checkpoints"));
        let addr: SocketAddr =
            addr.parse().map_err(|_| format!("addr: must be ADDRESS:PORT such as 127.0.0.1:3000, but is {addr}"))?;
        let public_url = address("public-url", &text("public-url"), &format!("http://localhost:{}", addr.port()))?;
        let portal_url = address("portal-url", &text("portal-url"), public_url.as_str())?;
        if portal_url.host() == public_url.host() && portal_url != public_url {
            return Err(format!(
                "portal-url: must be at another host than public-url, or not be named, but is {portal_url}"
            ));
        }
        let told = KEYS.iter().map(|key| (key.name, without_secret(&text(key.name)))).collect();
        Ok(Config {
            told,
            outside,
            secret_key: beside(&text("database-url"), &text("secret-key"), ".secret.key"),
            public_url,
            portal_url,
            work: Work {
                memory: work("argon2-memory", &text("argon2-memory"), Work::LEAST.memory, 1_048_576)?,
                passes: work("argon2-iterations", &text("argon2-iterations"), Work::LEAST.passes, 64)?,
                lanes: work("argon2-parallelism", &text("argon2-parallelism"), Work::LEAST.lanes, 16)?,
            },
            staff_mfa: staff_mfa(&text("staff-mfa"))?,
            database_url: text("database-url"),
            addr,
            hosts: (!hosts.iter().any(|h| h == "*")).then_some(hosts),
            trusted_proxies: proxies,
            audit_log,
            log,
            log_json: format == "json",
            mail: Transport::parse(&text("mail")).map_err(|why| format!("mail: {why}"))?,
            mail_from: mail_from.parse().map_err(|_| {
                format!("mail-from: must be an address such as Shop <shop@shop.example>, but is {mail_from}")
            })?,
            connections: usize::try_from(number("connections", &text("connections"), 1, 100_000)?).unwrap_or(1024),
            share: usize::try_from(number("connections-per-address", &text("connections-per-address"), 1, 100_000)?)
                .unwrap_or(512),
            limits: Limits {
                portal_idle: duration("portal-idle", &text("portal-idle"))?,
                portal_absolute: duration("portal-absolute", &text("portal-absolute"))?,
                shop_idle: duration("shop-idle", &text("shop-idle"))?,
                shop_absolute: duration("shop-absolute", &text("shop-absolute"))?,
                behalf_idle: duration("behalf-idle", &text("behalf-idle"))?,
                behalf_minutes: number("behalf-minutes", &text("behalf-minutes"), 1, 60)?,
                behalf_at_once: number("behalf-at-once", &text("behalf-at-once"), 1, 50)?,
                handoff: handoff(&text("handoff"))?,
                on_behalf: switch("on-behalf", &text("on-behalf"))?,
                portal_sessions: domain::session::own::MOST,
            },
        })
    }
}

fn switch(name: &str, text: &str) -> Result<bool, String> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(format!("{name}: must be on or off, but is {other}")),
    }
}

/// A URL without user and password.
fn without_secret(text: &str) -> String {
    match text.split_once("://") {
        Some((scheme, rest)) => {
            let path = rest.split(['?', '#']).next().unwrap_or_default();
            format!("{scheme}://{}", path.rsplit_once('@').map_or(path, |(_, host)| host))
        }
        None => text.to_owned(),
    }
}

/// Key and checkpoints as they are named, or beside the database: `data/shop.db` has `data/shop.audit.key`; a database of
/// PostgreSQL has its files in `data`.
fn outside(database_url: &str, key: &str, checkpoints: &str) -> Outside {
    Outside {
        key: beside(database_url, key, ".audit.key"),
        checkpoints: beside(database_url, checkpoints, ".audit.checkpoints"),
    }
}

/// A file as it is named, or beside the database with this ending.
fn beside(database_url: &str, name: &str, ending: &str) -> PathBuf {
    if !name.is_empty() {
        return PathBuf::from(name);
    }
    let path = database_url.split(['?', '#']).next().unwrap_or_default();
    let stem = match path.strip_prefix("sqlite:") {
        Some(file) => Path::new(file.strip_prefix("//").unwrap_or(file)).with_extension(""),
        None => Path::new("data").join(path.rsplit('/').next().unwrap_or_default()),
    };
    let mut path = stem.into_os_string();
    path.push(ending);
    PathBuf::from(path)
}

/// An address people come to: without a path, and a secure one unless it is this machine's own.
fn address(name: &str, text: &str, default: &str) -> Result<Url, String> {
    let wrong = || format!("{name}: must be an address such as https://shop.example, but is {text}");
    let named = if text.is_empty() { default } else { text };
    let url: Url = named.parse().map_err(|_| wrong())?;
    let host = url.host_str().unwrap_or_default();
    let is_own = host == "localhost" || host.ends_with(".localhost") || host == "127.0.0.1" || host == "[::1]";
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_own);
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if is_safe && is_bare { Ok(url) } else { Err(wrong()) }
}

fn staff_mfa(text: &str) -> Result<Option<bool>, String> {
    match text {
        "" => Ok(None),
        "required" => Ok(Some(true)),
        "optional" => Ok(Some(false)),
        _ => Err(format!("staff-mfa: must be required or optional, but is {text}")),
    }
}

fn read_file(path: &str, text: &str) -> Result<BTreeMap<String, String>, String> {
    let table: toml::Table = text.parse().map_err(|e| format!("{path}: {e}"))?;
    let mut out = BTreeMap::new();
    for (name, value) in table {
        if !KEYS.iter().any(|k| k.name == name) {
            let known: Vec<&str> = KEYS.iter().map(|k| k.name).collect();
            return Err(format!("{path}: {name} is no setting; there are {}", known.join(", ")));
        }
        let text = match value {
            toml::Value::String(s) => s,
            toml::Value::Integer(n) => n.to_string(),
            _ => return Err(format!("{path}: {name} must be a text in quotes or a whole number")),
        };
        out.insert(name, text);
    }
    Ok(out)
}

fn number(name: &str, text: &str, least: i64, most: i64) -> Result<i64, String> {
    text.parse()
        .ok()
        .filter(|n| (least..=most).contains(n))
        .ok_or_else(|| format!("{name}: must be a whole number from {least} to {most}, but is {text}"))
}

/// A part of the work of a hash: never less than the least there may be (R4).
fn work(name: &str, text: &str, least: u32, most: u32) -> Result<u32, String> {
    number(name, text, least.into(), most.into()).map(|n| u32::try_from(n).unwrap_or(least))
}

fn duration(name: &str, text: &str) -> Result<Micros, String> {
    let wrong = || format!("{name}: must be a time such as 30s, 15m or 12h, up to 7 days, but is {text}");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        _ => return Err(wrong()),
    };
    let n: i64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let total = n.checked_mul(seconds).filter(|s| (1..=7 * 86_400).contains(s)).ok_or_else(wrong)?;
    Ok(Micros::seconds(total))
}

fn handoff(text: &str) -> Result<Micros, String> {
    duration("handoff", text)
        .ok()
        .filter(|d| *d <= Micros::seconds(60))
        .ok_or_else(|| format!("handoff: must be a time from 1s to 60s, but is {text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> Result<Config, String> {
        Config::of(move |n| (n == name).then(|| value.to_owned()))
    }

    #[test]
    fn defaults_are_valid() {
        let config = with("", "").expect("valid");
        assert_eq!(config.limits.portal_idle, Micros::minutes(15));
        assert_eq!(config.hosts.as_ref().map(Vec::len), Some(3));
        assert_eq!(config.public_url.as_str(), "http://localhost:3000/");
        assert_eq!(config.apart(), None);
        assert_eq!((config.staff_mfa, config.work), (None, Work::LEAST));
        assert_eq!(config.secret_key, PathBuf::from("data/behalf.secret.key"));
    }

    #[test]
    fn a_wrong_value_names_the_key_and_what_is_allowed() {
        for (name, value, told) in [
            ("addr", "3000", "ADDRESS:PORT"),
            ("portal-idle", "15", "15m or 12h"),
            ("portal-idle", "", "15m"),
            ("behalf-minutes", "61", "from 1 to 60"),
            ("handoff", "61s", "60s"),
            ("log-format", "xml", "text or json"),
            ("trusted-proxies", "proxy", "IP address"),
            ("audit-log", "a b", "without blanks"),
            ("mail", "data/mail", "file:FOLDER"),
            ("mail", "smtp://", "smtp://"),
            ("mail-from", "nobody", "Shop <shop@"),
            ("public-url", "shop.example", "https://shop.example"),
            ("public-url", "https://shop.example?x=1", "https://shop.example"),
            ("staff-mfa", "yes", "required or optional"),
            ("argon2-memory", "19455", "from 19456"),
            ("argon2-iterations", "1", "from 2"),
            ("argon2-parallelism", "0", "from 1"),
            ("public-url", "http://shop.example", "https://shop.example"),
            ("public-url", "https://shop.example/portal", "https://shop.example"),
            ("portal-url", "http://portal.example", "https://shop.example"),
            ("portal-url", "http://localhost:4000", "another host"),
        ] {
            let error = with(name, value).expect_err(value);
            assert!(error.starts_with(&format!("{name}: ")) && error.contains(told), "{error}");
        }
    }

    #[test]
    fn storefront_and_portal_are_apart_by_the_names_of_their_hosts() {
        let config = Config::of(|name| match name {
            "public-url" => Some("https://shop.example".to_owned()),
            "portal-url" => Some("https://portal.shop.example:8443/".to_owned()),
            _ => None,
        });
        let hosts = config.expect("fits").apart().expect("apart");
        assert_eq!((hosts.shop.name.as_str(), hosts.shop.origin.as_str()), ("shop.example", "https://shop.example"));
        assert_eq!(hosts.portal.name, "portal.shop.example");
        assert_eq!(hosts.portal.origin, "https://portal.shop.example:8443");
        assert!(with("portal-url", "http://localhost:3000").expect("the same").apart().is_none());
    }

    #[test]
    fn an_unknown_key_in_the_file_is_named() {
        let error = read_file("behalf.toml", "adress = \"x\"").expect_err("unknown");
        assert!(error.contains("adress is no setting") && error.contains("addr"), "{error}");
        assert_eq!(read_file("f", "connections = 5").expect("fits")["connections"], "5");
    }

    #[test]
    fn what_is_told_holds_no_secret() {
        let config = Config::of(|name| match name {
            "database-url" => Some("postgres://u:s3cret@h/shop?password=s3cret".to_owned()),
            "mail" => Some("smtps://u:s3cret@mail.example".to_owned()),
            _ => None,
        })
        .expect("fits");
        let told = config.told();
        assert_eq!(told["database-url"], "postgres://h/shop");
        assert_eq!(told["mail"], "smtps://mail.example");
        assert!(!format!("{:?}", config.mail).contains("s3cret"));
        assert_eq!(told.len(), KEYS.len());
    }

    #[test]
    fn key_and_checkpoints_lie_beside_the_database() {
        for (url, key, checkpoints) in [
            ("sqlite:data/behalf.db", "data/behalf.audit.key", "data/behalf.audit.checkpoints"),
            ("sqlite:///srv/shop.db?mode=rwc", "/srv/shop.audit.key", "/srv/shop.audit.checkpoints"),
            ("postgres://u:p@h:5432/shop?sslmode=require", "data/shop.audit.key", "data/shop.audit.checkpoints"),
        ] {
            let found = outside(url, "", "");
            assert_eq!((found.key, found.checkpoints), (PathBuf::from(key), PathBuf::from(checkpoints)), "{url}");
        }
        assert_eq!(outside("sqlite:a.db", "k", "").key, PathBuf::from("k"));
    }

    #[test]
    fn the_readme_has_every_setting_with_its_default() {
        let readme = include_str!("../../README.md");
        for key in KEYS {
            let row = readme.lines().find(|l| l.contains(&format!("`{}`", key.name)));
            let row = row.unwrap_or_else(|| panic!("README has no row for {}", key.name));
            assert!(row.contains(&environment(key.name)) && row.contains(key.default), "{row}");
        }
    }
}
