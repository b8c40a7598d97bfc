//! The address of a database: read once, checked, and shown without its password.
//!
//! Rule: no text that a person typed as an address is ever repeated, for a password may be in every part of it. What is
//! shown is put together from what was read.

use crate::error::{Error, Result};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use url::Url;

/// What may stand behind the `?` of an address of PostgreSQL.
const PARAMETERS: [&str; 10] =
    ["sslmode", "sslrootcert", "sslcert", "sslkey", "host", "hostaddr", "port", "dbname", "user", "password"];
/// The values of `sslmode`.
const TLS: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];
/// How an address of PostgreSQL is written.
const SHAPE: &str = "must be postgres://USER:PASSWORD@HOST:PORT/NAME; in USER, PASSWORD and NAME write the characters \
                     / ? # @ : % [ ] as %2F %3F %23 %40 %3A %25 %5B %5D";

/// Where a database is.
#[derive(Clone)]
pub struct Address(Kind);

#[derive(Clone)]
enum Kind {
    Sqlite { file: PathBuf, is_made: bool },
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    /// Reads `sqlite:PATH` or `postgres://…/NAME`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is allowed, without anything of the text that could be a password.
    pub fn parse(text: &str) -> std::result::Result<Address, String> {
        if text.starts_with("sqlite:") {
            sqlite(text)
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            postgres(text)
        } else {
            Err("must begin with sqlite: or postgres://, such as sqlite:data/behalf.db or postgres://USER@HOST/NAME"
                .to_owned())
        }
    }

    /// The same for the start of a process.
    ///
    /// # Errors
    /// [`Error::Start`] with a sentence.
    pub fn read(text: &str) -> Result<Address> {
        Address::parse(text).map_err(|why| Error::Start(format!("database-url: {why}")))
    }

    /// The file of a SQLite database.
    pub fn file(&self) -> Option<&Path> {
        match &self.0 {
            Kind::Sqlite { file, .. } => Some(file),
            Kind::Postgres(_) => None,
        }
    }

    /// Whether a SQLite file may be made: not with `mode=rw`.
    pub(crate) fn is_made(&self) -> bool {
        matches!(self.0, Kind::Sqlite { is_made: true, .. })
    }

    /// How to reach PostgreSQL.
    pub(crate) fn server(&self) -> Option<&PgConnectOptions> {
        match &self.0 {
            Kind::Sqlite { .. } => None,
            Kind::Postgres(options) => Some(options),
        }
    }

    /// A file beside the database: `data/shop.db` has `data/shop.audit.key`. A database of PostgreSQL has its files in
    /// `data`, under its name.
    pub fn beside(&self, ending: &str) -> PathBuf {
        let stem = match &self.0 {
            Kind::Sqlite { file, .. } => file.with_extension(""),
            Kind::Postgres(options) => Path::new("data").join(options.get_database().unwrap_or_default()),
        };
        let mut path = stem.into_os_string();
        path.push(ending);
        PathBuf::from(path)
    }

    /// Where it is, for a sentence: the path of a file, or host, port and name.
    pub fn place(&self) -> String {
        match &self.0 {
            Kind::Sqlite { file, .. } => file.display().to_string(),
            Kind::Postgres(options) => format!("{}/{}", host(options), options.get_database().unwrap_or_default()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Sqlite { file, .. } => write!(f, "sqlite:{}", file.display()),
            Kind::Postgres(_) => write!(f, "postgres://{}", self.place()),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Host and port of PostgreSQL, or the folder of its socket.
pub(crate) fn host(options: &PgConnectOptions) -> String {
    let (name, port) = (options.get_host(), options.get_port());
    match options.get_socket() {
        Some(folder) => format!("{}:{port}", folder.display()),
        None if name.contains(':') => format!("[{name}]:{port}"),
        None => format!("{name}:{port}"),
    }
}

fn sqlite(text: &str) -> std::result::Result<Address, String> {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let mut is_made = true;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair {
            "mode=rwc" => {}
            "mode=rw" => is_made = false,
            _ => return Err("behind ? a SQLite address takes mode=rw or mode=rwc, and nothing else".to_owned()),
        }
    }
    let options = SqliteConnectOptions::from_str(path).map_err(|_| "the path cannot be read".to_owned())?;
    let file = options.get_filename().to_owned();
    let name = path.trim_start_matches("sqlite:").trim_start_matches("//");
    if name.is_empty() || name == ":memory:" || file.file_name().is_none() {
        return Err("must name a file, such as sqlite:data/behalf.db".to_owned());
    }
    Ok(Address(Kind::Sqlite { file, is_made }))
}

fn postgres(text: &str) -> std::result::Result<Address, String> {
    let shape = || SHAPE.to_owned();
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let people = rest.split(['/', '?', '#']).next().and_then(|part| part.rsplit_once('@')).map_or("", |(p, _)| p);
    if rest.contains('#') || !is_escaped(people) {
        return Err(shape());
    }
    let url: Url = text.parse().map_err(|_| shape())?;
    // An @ behind the host shows that the password holds a / or a ? as it is.
    if url.path().contains('@') {
        return Err(shape());
    }
    let pairs: Vec<(String, String)> = url.query_pairs().map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    if pairs.iter().any(|(key, value)| key.contains('@') || (value.contains('@') && key != "password" && key != "user"))
    {
        return Err(shape());
    }
    for (at, (key, value)) in pairs.iter().enumerate() {
        if !PARAMETERS.contains(&key.as_str()) {
            return Err(format!("the parameter {key} is not known; there are {}", PARAMETERS.join(", ")));
        }
        if pairs[..at].iter().any(|(other, _)| other == key) {
            return Err(format!("the parameter {key} is there twice"));
        }
        if key == "sslmode" && !TLS.contains(&value.as_str()) {
            return Err(format!("sslmode must be one of {}", TLS.join(", ")));
        }
    }
    let named = pairs.iter().find(|(key, _)| key == "dbname").map(|(_, value)| value.as_str());
    let path = url.path().trim_start_matches('/');
    if path.is_empty() && named.is_none_or(str::is_empty) {
        return Err("must name a database: postgres://USER@HOST/NAME".to_owned());
    }
    let mut options = PgConnectOptions::from_str(text).map_err(|_| shape())?;
    let name = options.get_database().unwrap_or_default();
    if name.is_empty() || name.starts_with('.') || name.contains(|c: char| c.is_control() || "/\\@?#".contains(c)) {
        return Err(
            "the name of a database takes neither / \\ @ ? # nor control characters, nor a dot in front".to_owned()
        );
    }
    // A number of IPv6 stands in brackets in an address, and without them everywhere else.
    if let Some(bare) = options.get_host().strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        let bare = bare.to_owned();
        options = options.host(&bare);
    }
    Ok(Address(Kind::Postgres(Box::new(options))))
}

/// Whether each % begins a character in percent form.
fn is_escaped(text: &str) -> bool {
    text.split('%').skip(1).all(|part| {
        let digits = part.as_bytes();
        digits.len() >= 2 && digits[..2].iter().all(u8::is_ascii_hexdigit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Address::parse(text).map_or_else(|why| why, |address| address.to_string())
    }

    #[test]
    fn no_form_of_an_address_shows_its_password() {
        for text in [
            "postgres://shop:s3cret@db.example/shop",
            "postgres://shop:s3cret%40x@db.example:5433/shop?sslmode=require",
            "postgres://db.example/shop?user=shop&password=s3cret",
            "postgres://db.example/shop?pass%77ord=s3cret",
            "postgresql://shop:a@s3cret@db.example/shop",
        ] {
            let address = Address::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            let all = format!("{address} {address:?} {} {}", address.place(), address.beside(".key").display());
            assert!(!all.contains("s3cret") && all.contains("db.example"), "{all}");
            assert_eq!(address.beside(".audit.key"), Path::new("data/shop.audit.key"), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_without_repeating_it() {
        for (text, told) in [
            ("postgres://u:s3cret@h", "must name a database"),
            ("postgres://u:s3cret@h/", "must name a database"),
            ("postgres://u:s3cret@h:5432", "must name a database"),
            ("postgres://u:s3cret@h/?dbname=", "must name a database"),
            ("postgres://u:s3cret/x@h/shop", "%2F"),
            ("postgres://u:12/s3cret@h/shop", "%2F"),
            ("postgres://u:12?s3cret@h/shop", "%3F"),
            ("postgres://u:12?s3cret&x=y@h/shop", "%3F"),
            ("postgres://u:s3cret#x@h/shop", "%23"),
            ("postgres://u:s3cret%x@h/shop", "%25"),
            ("postgres://h/shop?password=s3cret&pasword=s3cret", "pasword is not known"),
            ("postgres://h/shop?connect_timeout=3", "sslmode, sslrootcert"),
            ("postgres://h/shop?sslmode=s3cret", "verify-full"),
            ("postgres://h/shop?user=a&user=b", "twice"),
            ("postgres://h/a%2Fb", "takes neither"),
            ("mysql://u:s3cret@h/shop", "must begin with"),
            ("u:s3cret@h", "must begin with"),
            ("s3cret", "must begin with"),
            ("sqlite:", "must name a file"),
            ("sqlite::memory:", "must name a file"),
            ("sqlite:data/..", "must name a file"),
            ("sqlite:a.db?mode=ro", "mode=rw or mode=rwc"),
        ] {
            let why = Address::parse(text).expect_err(text);
            assert!(why.contains(told) && !why.contains("s3cret"), "{text}: {why}");
        }
    }

    #[test]
    fn a_place_is_said_as_people_write_it() {
        assert_eq!(shown("sqlite:data/behalf.db"), "sqlite:data/behalf.db");
        assert_eq!(shown("sqlite:///srv/shop.db?mode=rwc"), "sqlite:/srv/shop.db");
        assert_eq!(shown("postgres://u@[::1]:5433/shop"), "postgres://[::1]:5433/shop");
        assert_eq!(shown("postgres://u@%2Frun%2Fpg:5433/shop"), "postgres:///run/pg:5433/shop");
        assert_eq!(
            Address::parse("postgres://u@[::1]/shop").expect("fits").server().expect("a server").get_host(),
            "::1"
        );
        let beside = |text| Address::parse(text).expect("fits").beside(".audit.key");
        assert_eq!(beside("sqlite:///srv/shop.db?mode=rwc"), Path::new("/srv/shop.audit.key"));
        assert_eq!(beside("sqlite:data/behalf.db"), Path::new("data/behalf.audit.key"));
        assert_eq!(beside("postgres://u@h/?dbname=shop"), Path::new("data/shop.audit.key"));
    }
}
