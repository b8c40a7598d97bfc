//! Configuration: flags before environment before `behalf.toml` before defaults, all out of one table.

pub mod check;

pub use check::shown;

use crate::host::is_this_machine;
use crate::mail::Transport;
use crate::proxies::Proxies;
use crate::tls::Tls;
use app::web::host::{Host, Hosts};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};
use domain::audit::outside::Outside;
use domain::credential::Work;
use domain::db::address::Address;
use domain::env::Limits;
use domain::media::files::Place;
use domain::time::Micros;
use lettre::message::Mailbox;
use std::net::SocketAddr;
use std::path::PathBuf;
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
        name: "tls",
        default: "",
        help: "TLS on the same port: off, or self-signed for a certificate that the program makes for this machine; in the demo self-signed when not set",
    },
    Key {
        name: "tls-cert",
        default: "",
        help: "File of the certificate chain in PEM; with it only https is served, and plain HTTP leads there",
    },
    Key { name: "tls-key", default: "", help: "File of the certificate's private key in PEM" },
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
        name: "media",
        default: "",
        help: "Folder of the pictures and documents of products; beside the database when none is named; s3://BUCKET where the program was built with the feature s3",
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
    Key { name: "orders-per-minute", default: "20", help: "Orders one buyer places in a minute at most, 1 to 100000" },
    Key {
        name: "approval-days",
        default: "14",
        help: "Days an order waits for approval and holds its goods, 1 to 365",
    },
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
    pub database: Address,
    pub addr: SocketAddr,
    /// Where the certificate for TLS comes from.
    pub tls: Tls,
    /// The file of a certificate that the program makes.
    pub tls_file: PathBuf,
    /// None answers every host.
    pub hosts: Option<Vec<String>>,
    pub trusted_proxies: Proxies,
    pub audit_log: String,
    /// What the record needs outside the database.
    pub outside: Outside,
    /// The file of the key that secrets are sealed with.
    pub secret_key: PathBuf,
    /// Where the pictures and documents of products are.
    pub media: Place,
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
    settings: Vec<(&'static str, String)>,
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

    /// The demo is served with TLS as well, where its addresses are this machine's and nothing else was said.
    #[must_use]
    pub fn for_demo(mut self) -> Config {
        let ip = self.addr.ip();
        let is_here = ip.is_loopback() || ip.is_unspecified();
        if self.tls == Tls::Unset && is_here && self.public_url.domain() == Some("localhost") {
            self.tls = Tls::SelfSigned;
        }
        self
    }

    /// Where a browser reaches the storefront by https; nothing when it cannot. `port`: the one that is served on.
    pub fn https(&self, port: u16) -> Option<Url> {
        if self.public_url.scheme() == "https" {
            return Some(self.public_url.clone());
        }
        let host = self.public_url.host_str().filter(|host| is_this_machine(host)).unwrap_or("localhost");
        self.tls.is_on().then(|| format!("https://{host}:{port}").parse().ok()).flatten()
    }

    /// The names of this machine that a certificate of our own is for.
    pub fn own_names(&self) -> Vec<String> {
        let mut names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec();
        for url in [&self.public_url, &self.portal_url] {
            let name = url.domain().filter(|name| is_this_machine(name) && !names.iter().any(|known| known == name));
            names.extend(name.map(str::to_owned));
        }
        names
    }

    /// What is in effect, for the record: every setting as text, without any secret.
    pub fn redacted_settings(&self) -> serde_json::Map<String, serde_json::Value> {
        self.settings.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect()
    }

    /// Reads flags, environment and the file named by `--config`.
    pub fn load(matches: &ArgMatches) -> Result<Config, String> {
        let named = matches.get_one::<String>("config").map(String::as_str);
        check::names(
            std::env::vars_os().filter_map(|(n, v)| Some((n.into_string().ok()?, v.to_string_lossy().into()))),
        )?;
        let path = named.unwrap_or("behalf.toml");
        let file = check::file(named, path)?;
        let given = |name: &str| matches.get_one::<String>(name).cloned().or_else(|| file.get(name).cloned());
        Config::of(given).map_err(|why| {
            let key = KEYS.iter().find(|key| why.split(": ").next() == Some(key.name));
            let source = key.and_then(|key| match matches.value_source(key.name) {
                Some(ValueSource::CommandLine) => Some(format!("the flag --{}", key.name)),
                Some(_) => Some(format!("the environment variable {}", environment(key.name))),
                None => file.contains_key(key.name).then(|| format!("the file {path}")),
            });
            let value = key.and_then(|key| given(key.name)).filter(|value| value.contains("://"));
            let why = value.map_or(why.clone(), |value| why.replace(&value, check::shown(&value)));
            source.map_or(why.clone(), |source| format!("{why} (set by {source})"))
        })
    }

    /// The settings that `given` names by their keys, and the defaults for the rest.
    pub fn of(given: impl Fn(&str) -> Option<String>) -> Result<Config, String> {
        let text = |name: &'static str| {
            let key = KEYS.iter().find(|k| k.name == name);
            given(name).unwrap_or_else(|| key.map_or("", |k| k.default).to_owned())
        };
        let list = |name| -> Vec<String> {
            text(name).split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
        };
        let hosts = list("hosts");
        check::hosts(&hosts)?;
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
        check::log(&log)?;
        let mail_from = text("mail-from");
        let database = Address::parse(&text("database-url")).map_err(|why| format!("database-url: {why}"))?;
        let beside = |name, ending| match text(name) {
            file if file.is_empty() => database.beside(ending),
            file => PathBuf::from(file),
        };
        let outside = Outside {
            key: beside("audit-key", ".audit.key"),
            checkpoints: beside("audit-checkpoints", ".audit.checkpoints"),
        };
        let addr: SocketAddr =
            addr.parse().map_err(|_| format!("addr: must be ADDRESS:PORT such as 127.0.0.1:3000, but is {addr}"))?;
        let tls = Tls::parse(&text("tls"), &text("tls-cert"), &text("tls-key"))?;
        let scheme = if tls.is_on() { "https" } else { "http" };
        let own = format!("{scheme}://localhost:{}", addr.port());
        let public_url = address("public-url", &text("public-url"), &own)?;
        let portal_url = address("portal-url", &text("portal-url"), public_url.as_str())?;
        check::apart(given("public-url").is_some_and(|url| !url.is_empty()), &public_url, &portal_url)?;
        let mail = Transport::parse(&text("mail")).map_err(|why| format!("mail: {why}"))?;
        if let Transport::Folder(folder) = &mail {
            check::mail_folder(folder).map_err(|why| format!("mail: {why}"))?;
        }
        let lasts = |name: &'static str| duration(name, &text(name));
        let behalf_minutes = number("behalf-minutes", &text("behalf-minutes"), 1, 60)?;
        let rests = |name: &'static str, whole: (&'static str, Micros)| {
            check::idle(name, given(name).is_some(), lasts(name)?, whole)
        };
        let portal_absolute = lasts("portal-absolute")?;
        let shop_absolute = lasts("shop-absolute")?;
        let settings = KEYS.iter().map(|key| {
            let value =
                if key.name == "database-url" { database.to_string() } else { check::without_secret(&text(key.name)) };
            (key.name, value)
        });
        Ok(Config {
            settings: settings.collect(),
            outside,
            secret_key: beside("secret-key", ".secret.key"),
            media: check::media(&text("media"), database.beside(".media")).map_err(|why| format!("media: {why}"))?,
            tls,
            tls_file: database.beside(".tls.pem"),
            public_url,
            portal_url,
            work: Work {
                memory: work("argon2-memory", &text("argon2-memory"), Work::LEAST.memory, 1_048_576)?,
                passes: work("argon2-iterations", &text("argon2-iterations"), Work::LEAST.passes, 64)?,
                lanes: work("argon2-parallelism", &text("argon2-parallelism"), Work::LEAST.lanes, 16)?,
            },
            staff_mfa: staff_mfa(&text("staff-mfa"))?,
            database,
            addr,
            hosts: (!hosts.iter().any(|h| h == "*")).then_some(hosts),
            trusted_proxies: proxies,
            audit_log,
            log,
            log_json: format == "json",
            mail,
            mail_from: mail_from.parse().map_err(|_| {
                format!("mail-from: must be an address such as Shop <shop@shop.example>, but is {mail_from}")
            })?,
            connections: usize::try_from(number("connections", &text("connections"), 1, 100_000)?).unwrap_or(1024),
            share: usize::try_from(number("connections-per-address", &text("connections-per-address"), 1, 100_000)?)
                .unwrap_or(512),
            limits: Limits {
                portal_idle: rests("portal-idle", ("portal-absolute", portal_absolute))?,
                portal_absolute,
                shop_idle: rests("shop-idle", ("shop-absolute", shop_absolute))?,
                shop_absolute,
                behalf_idle: rests("behalf-idle", ("behalf-minutes", Micros::minutes(behalf_minutes)))?,
                behalf_minutes,
                behalf_at_once: number("behalf-at-once", &text("behalf-at-once"), 1, 50)?,
                orders_per_minute: number("orders-per-minute", &text("orders-per-minute"), 1, 100_000)?,
                approval_days: number("approval-days", &text("approval-days"), 1, 365)?,
                handoff: handoff(&text("handoff"))?,
                on_behalf: switch("on-behalf", &text("on-behalf"))?,
                portal_sessions: domain::env::PORTAL_SESSIONS,
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

/// An address people come to: without a path, and a secure one unless it is this machine's own.
fn address(name: &str, text: &str, default: &str) -> Result<Url, String> {
    let wrong = || format!("{name}: must be an address such as https://shop.example, but is {text}");
    let named = if text.is_empty() { default } else { text };
    let url: Url = named.parse().map_err(|_| wrong())?;
    let is_own = is_this_machine(url.host_str().unwrap_or_default());
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
mod tests;
