//! What settings may hold beyond their shape, and where they come from: nothing that was meant is left out silently.
//!
//! Rule: a sentence begins with the key it is about. What could hold a password is not repeated.

use crate::config::{KEYS, environment};
use domain::media::files::Place;
use domain::time::Micros;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::net::Ipv6Addr;
use std::path::{Path, PathBuf};
use url::Url;

/// The levels of the operational log.
const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];
/// What the tools and tests of this project read; it may be set while the program runs.
const OF_TOOLS: [&str; 3] = ["BEHALF_BINARY", "BEHALF_PKG_HASH", "BEHALF_TEST_"];

/// The owner's address, which is an option of `behalf migrate` alone.
pub const OWNER_URL: &str = "BEHALF_OWNER_URL";

/// Names of the environment that begin like those of this program, and are none of them.
pub fn names(given: impl Iterator<Item = (String, String)>) -> Result<(), String> {
    let is_known = |name: &str| {
        name == OWNER_URL
            || KEYS.iter().any(|key| environment(key.name) == name)
            || OF_TOOLS.iter().any(|own| name.starts_with(own))
    };
    for (name, value) in given {
        if name.starts_with("BEHALF_") && !is_known(&name) && !is_of_kubernetes(&name, &value) {
            let known: Vec<String> = KEYS.iter().map(|key| environment(key.name)).collect();
            return Err(format!("{name}: the environment has no such setting; there are {}", known.join(", ")));
        }
    }
    Ok(())
}

/// Kubernetes describes a service that is named `behalf` to each of its pods.
fn is_of_kubernetes(name: &str, value: &str) -> bool {
    name.starts_with("BEHALF_SERVICE_")
        || (name.starts_with("BEHALF_PORT") && value.contains("://"))
        || (name.starts_with("BEHALF_PORT_") && name[12..].starts_with(|c: char| c.is_ascii_digit()))
}

/// The settings of a file. Only a file that is not there, and that nobody named, is no fault.
pub fn file(named: Option<&str>, default: &str) -> Result<BTreeMap<String, String>, String> {
    let path = named.unwrap_or(default);
    match std::fs::read_to_string(path) {
        Ok(text) => read(path, &text),
        Err(error)
            if named.is_none()
                && error.kind() == ErrorKind::NotFound
                && Path::new(path).symlink_metadata().is_err() =>
        {
            Ok(BTreeMap::new())
        }
        Err(_) if Path::new(path).is_dir() => {
            Err(format!("the configuration file {path} is a folder; name a file with --config, or move it away"))
        }
        Err(error) => Err(format!("the configuration file {path} cannot be read: {error}")),
    }
}

/// Reads a file. A line that is wrong is named by its number: it may hold a password.
pub fn read(path: &str, text: &str) -> Result<BTreeMap<String, String>, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        let before = e.span().map_or("", |span| text.get(..span.start).unwrap_or_default());
        format!("{path}, line {}: {}", before.matches('\n').count() + 1, e.message())
    })?;
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

/// Host names as browsers send them, without scheme and port.
pub fn hosts(list: &[String]) -> Result<(), String> {
    let is_name = |host: &str| {
        let v6 = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
        host == "*"
            || v6.is_some_and(|number| number.parse::<Ipv6Addr>().is_ok())
            || (host.split('.').all(|label| !label.is_empty())
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)))
    };
    match list.iter().find(|host| !is_name(host)) {
        None if list.is_empty() => Err("hosts: name at least one host, or * for all".to_owned()),
        None => Ok(()),
        Some(host) => Err(format!(
            "hosts: must be names such as shop.example or [::1], by comma, without scheme, port and path, or * for all; \
             {} is none",
            shown(host)
        )),
    }
}

/// A filter of the operational log. A word that is no level would be taken for the name of a module.
pub fn log(text: &str) -> Result<(), String> {
    let is_level = |level: &str| LEVELS.iter().any(|l| l.eq_ignore_ascii_case(level.trim()));
    let is_part = |part: &str| match part.rsplit_once('=') {
        Some((module, level)) => !module.trim().is_empty() && is_level(level),
        None => is_level(part),
    };
    if text.split(',').all(is_part) && text.parse::<tracing_subscriber::EnvFilter>().is_ok() {
        return Ok(());
    }
    Err(format!("log: {text} is no filter; use error, warn, info, debug, trace, off or a list such as info,sqlx=warn"))
}

/// How long something may rest, which is never longer than it may last. A default gives way; what was asked for does not.
pub fn idle(name: &str, is_given: bool, idle: Micros, (other, whole): (&str, Micros)) -> Result<Micros, String> {
    match idle > whole {
        false => Ok(idle),
        true if !is_given => Ok(whole),
        true => Err(format!(
            "{name}: must not be longer than {other}, which is {}s, but is {}s",
            whole.as_seconds(),
            idle.as_seconds()
        )),
    }
}

/// Portal and storefront at hosts of their own: both are named, and lie in one domain.
pub fn apart(is_shop_named: bool, shop: &Url, portal: &Url) -> Result<(), String> {
    if portal == shop {
        return Ok(());
    }
    if portal.host() == shop.host() {
        return Err(format!("portal-url: must be at another host than public-url, or not be named, but is {portal}"));
    }
    if !is_shop_named {
        return Err("portal-url: needs public-url, the address of the storefront, beside it".to_owned());
    }
    match (shop.domain(), portal.domain()) {
        (Some(one), Some(other)) if is_one_domain(one, other) => Ok(()),
        _ => Err(format!(
            "portal-url: must lie in one domain with public-url, such as https://portal.shop.example beside \
             https://shop.example, but is {portal} beside {shop}: passkeys belong to the domain of both"
        )),
    }
}

/// Whether two names end alike in at least two labels, and in more than what many owners share, such as `co.uk`.
fn is_one_domain(one: &str, other: &str) -> bool {
    const SHARED: [&str; 10] = ["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"];
    let same = one.rsplit('.').zip(other.rsplit('.')).take_while(|(a, b)| a == b);
    match same.map(|(label, _)| label).collect::<Vec<_>>()[..] {
        [] => false,
        [top] => top == "localhost",
        [top, second] => !(top.len() == 2 && SHARED.contains(&second)),
        _ => true,
    }
}

/// A folder for mail that is there, or can be made.
pub fn mail_folder(folder: &Path) -> Result<(), String> {
    match folder.ancestors().find(|path| path.exists()) {
        Some(there) if !there.is_dir() => {
            Err(format!("{} is a file; name a folder, such as file:data/mail", there.display()))
        }
        _ => Ok(()),
    }
}

/// Where pictures and documents are: a folder, or a bucket that speaks S3.
pub fn media(text: &str, beside: PathBuf) -> Result<Place, String> {
    if text.starts_with("s3://") {
        #[cfg(feature = "s3")]
        return Ok(Place::Bucket(text.to_owned()));
        #[cfg(not(feature = "s3"))]
        return Err("this program was built without the feature s3; name a folder".to_owned());
    }
    let folder = if text.is_empty() { beside } else { PathBuf::from(text) };
    mail_folder(&folder).map(|()| Place::Folder(folder))
}

/// What was typed, for a sentence; an address that may hold a password is not repeated.
pub fn shown(text: &str) -> &str {
    let is_secret = text.contains(['@', '?']) || text.contains("password");
    if is_secret { "…" } else { text }
}

/// A valid address without user, password and parameters.
pub fn without_secret(text: &str) -> String {
    match text.split_once("://") {
        Some((scheme, rest)) => {
            let path = rest.split(['?', '#']).next().unwrap_or_default();
            format!("{scheme}://{}", path.rsplit_once('@').map_or(path, |(_, host)| host))
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_of_the_environment_is_refused() {
        let one = |name: &str, value: &str| names(std::iter::once((name.to_owned(), value.to_owned())));
        for name in ["BEHALF_ADRR", "BEHALF_DATABASE", "BEHALF_PORT", "BEHALF_"] {
            let why = one(name, "1").expect_err(name);
            assert!(why.starts_with(name) && why.contains("BEHALF_DATABASE_URL"), "{why}");
        }
        for name in ["BEHALF_ADDR", "BEHALF_TEST_DATABASE", "BEHALF_SERVICE_HOST", "BEHALF_PORT_3000_TCP_PORT", "PATH"]
        {
            assert_eq!(one(name, "1"), Ok(()), "{name}");
        }
        assert_eq!(one("BEHALF_PORT", "tcp://10.0.0.1:3000"), Ok(()));
    }

    #[test]
    fn a_wrong_line_of_the_file_is_named_and_not_shown() {
        let why = read("behalf.toml", "addr = \"x\"\ndatabase-url = \"postgres://u:s3cret@h/shop\n").expect_err("open");
        assert!(why.starts_with("behalf.toml, line 2: ") && !why.contains("s3cret"), "{why}");
        let why = read("behalf.toml", "adress = \"x\"").expect_err("unknown");
        assert!(why.contains("adress is no setting") && why.contains("addr"), "{why}");
        assert_eq!(read("f", "connections = 5").expect("fits")["connections"], "5");
        assert!(read("f", "on-behalf = true").is_err());
    }

    #[test]
    fn hosts_are_names_and_filters_have_levels() {
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        for good in ["shop.example", "localhost,127.0.0.1,[::1]", "*", "a-b.example"] {
            assert_eq!(hosts(&list(good)), Ok(()), "{good}");
        }
        for bad in ["http://shop.example", "shop.example:443", "shop.example/", "*.shop.example", "::1", "a..b", "a b"]
        {
            assert!(hosts(&list(bad)).is_err_and(|why| why.starts_with("hosts: ")), "{bad}");
        }
        for good in ["info", "WARN", "off", "info,sqlx=warn", "warn,server::mail=debug"] {
            assert_eq!(log(good), Ok(()), "{good}");
        }
        for bad in ["verbose", "", "sqlx=loud", "=info", "info,,warn", "sqlx"] {
            assert!(log(bad).is_err_and(|why| why.starts_with("log: ")), "{bad}");
        }
    }

    #[test]
    fn one_domain_is_more_than_an_ending() {
        for (one, other) in [
            ("shop.example", "portal.shop.example"),
            ("www.shop.example", "staff.shop.example"),
            ("shop.localhost", "portal.localhost"),
            ("a.shop.co.uk", "b.shop.co.uk"),
        ] {
            assert!(is_one_domain(one, other), "{one} {other}");
        }
        for (one, other) in [("shop.example", "portal.example"), ("shop.co.uk", "portal.co.uk"), ("", "")] {
            assert!(!is_one_domain(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_default_gives_way_and_a_given_time_does_not() {
        let (short, long) = (Micros::seconds(8), Micros::minutes(15));
        assert_eq!(idle("portal-idle", false, long, ("portal-absolute", short)), Ok(short));
        assert_eq!(idle("portal-idle", true, short, ("portal-absolute", long)), Ok(short));
        let why = idle("portal-idle", true, long, ("portal-absolute", short)).expect_err("longer");
        assert!(why.starts_with("portal-idle: ") && why.contains("portal-absolute, which is 8s"), "{why}");
    }
}
