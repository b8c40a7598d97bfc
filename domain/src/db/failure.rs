//! Why a database cannot be used, for the operator: what, where, and what to do about it.

use crate::db::address::{Address, host};
use crate::error::Error;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnectOptions;
use std::io::ErrorKind;
use std::path::Path;

/// Why a SQLite file cannot be used.
pub(crate) fn of_file(file: &Path, error: &sqlx::Error) -> Error {
    let path = file.display();
    let code = match error {
        sqlx::Error::Database(e) => e.code().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff),
        _ => None,
    };
    Error::Start(match code {
        // READONLY.
        Some(8) => format!(
            "the database {path} can be read but not written: the file, or the file system it is on, is read-only for \
             this user; make it the file's owner (chown) with the right to write (chmod u+w)"
        ),
        // CANTOPEN: the file itself, or the two files that SQLite keeps beside it.
        Some(14) => format!(
            "the database {path} cannot be opened: this user needs the right to read and write the file, and to make \
             files in its folder"
        ),
        // BUSY.
        Some(5) => format!("the database {path} is locked by another process that writes: try again when it is done"),
        // NOTADB.
        Some(26) => format!("the file {path} is no SQLite database: name another one with database-url"),
        // CORRUPT.
        Some(11) => format!("the database {path} is damaged: bring back a backup (docs/OPERATIONS.md)"),
        _ => format!("the database {path} could not be opened: {error}"),
    })
}

/// Why PostgreSQL cannot be used.
pub(crate) fn of_server(options: &PgConnectOptions, error: &sqlx::Error) -> Error {
    let (place, user, name) = (host(options), options.get_username(), options.get_database().unwrap_or_default());
    let said = match error {
        sqlx::Error::Database(e) => e.message().to_owned(),
        other => other.to_string(),
    };
    let code = match error {
        sqlx::Error::Database(e) => e.code().map(|code| code.into_owned()).unwrap_or_default(),
        _ => String::new(),
    };
    Error::Start(match (error, code.as_str()) {
        (sqlx::Error::Io(e), _) if e.kind() == ErrorKind::ConnectionRefused => {
            format!("nothing answers at {place}: start PostgreSQL there, or name its host and port in database-url")
        }
        (sqlx::Error::Io(e), _) if e.kind() == ErrorKind::NotFound => format!(
            "PostgreSQL has no socket at {place}: start it, or name the folder of its socket or its host in database-url"
        ),
        (sqlx::Error::Io(e), _) => {
            format!("PostgreSQL at {place} could not be reached: {e}; check host and port in database-url")
        }
        (sqlx::Error::PoolTimedOut, _) => late(options),
        (sqlx::Error::Tls(e), _) => {
            format!("TLS with PostgreSQL at {place} failed: {e}; check sslmode and sslrootcert in database-url")
        }
        (sqlx::Error::Protocol(_), _) => {
            format!("what answers at {place} is not PostgreSQL: check host and port in database-url")
        }
        (_, "28P01" | "28000") => format!(
            "PostgreSQL at {place} does not let {user} in: {said}; check user and password in database-url, and \
             pg_hba.conf of the server"
        ),
        (_, "3D000") => format!(
            "PostgreSQL at {place} has no database {name}: make it with `createdb --encoding UTF8 --template template0 \
             --owner {user} {name}`"
        ),
        (_, "53300") => {
            format!("PostgreSQL at {place} has no connection left: raise max_connections; a process of Behalf takes 16")
        }
        (_, "57P03") => format!("PostgreSQL at {place} is starting or stopping: {said}; try again in a moment"),
        (_, "25006") => format!(
            "the database {name} at {place} is read-only: name the primary server in database-url, or turn \
             default_transaction_read_only off"
        ),
        (_, "42501") => format!(
            "{user} lacks rights in the database {name} at {place}: {said}; let it own the database (`alter database \
             \"{name}\" owner to \"{user}\"`), or grant what is missing (docs/OPERATIONS.md)"
        ),
        // feature_not_supported.
        (_, "0A000") if said.contains("ICU") => format!(
            "PostgreSQL at {place} was built without ICU, which puts names in their order: use one with ICU, as those of \
             Debian, Red Hat and postgresql.org are"
        ),
        (_, "0A000") if said.contains("pg_trgm") => format!(
            "PostgreSQL at {place} lacks the extension pg_trgm, which search needs: install its contrib modules (on Red Hat \
             the package postgresql-contrib; Debian has them with the server)"
        ),
        _ => format!("PostgreSQL at {place} could not be used: {said}"),
    })
}

/// PostgreSQL did not answer in time.
pub(crate) fn late(options: &PgConnectOptions) -> String {
    let place = host(options);
    format!(
        "PostgreSQL at {place} did not answer in time: check host and port in database-url, and the firewall between"
    )
}

/// Why the schema could not be brought up to date.
pub(crate) fn of_migration(error: &MigrateError, told: impl Fn(&sqlx::Error) -> Error) -> Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => told(error),
        MigrateError::VersionMissing(version) | MigrateError::VersionMismatch(version) => Error::Start(format!(
            "the database was made by another version of this program: its schema {version} is none that this program \
             has. Start that version, or name another database with database-url"
        )),
        other => Error::Start(format!("the database could not be brought up to date: {other}")),
    }
}

/// There is no database of this program at the address.
pub(crate) fn none_at(address: &Address) -> Error {
    Error::Start(format!(
        "There is no database at {}: `behalf serve` or `behalf migrate` makes one, or name another with database-url",
        address.place()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::error::{DatabaseError, ErrorKind as Kind};
    use std::borrow::Cow;
    use std::fmt;

    /// What PostgreSQL says when it was built without something.
    #[derive(Debug)]
    struct Lacks(&'static str);

    impl fmt::Display for Lacks {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.message())
        }
    }

    impl std::error::Error for Lacks {}

    impl DatabaseError for Lacks {
        fn message(&self) -> &str {
            self.0
        }

        fn code(&self) -> Option<Cow<'_, str>> {
            Some("0A000".into())
        }

        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }

        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }

        fn kind(&self) -> Kind {
            Kind::Other
        }
    }

    #[test]
    fn a_migration_says_what_postgres_lacks() {
        let options = PgConnectOptions::new_without_pgpass().host("db.example").port(5432);
        for (said, told) in [
            ("ICU is not supported in this build", "built without ICU"),
            ("extension \"pg_trgm\" is not available", "lacks the extension pg_trgm"),
        ] {
            let error = MigrateError::ExecuteMigration(sqlx::Error::Database(Box::new(Lacks(said))), 33);
            match of_migration(&error, |error| of_server(&options, error)) {
                Error::Start(text) => assert!(text.contains("db.example") && text.contains(told), "{text}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
