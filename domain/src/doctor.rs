//! Whether an installation is in order: facts for the operator, found without changing anything.
//!
//! Rule: here stand facts; what of them is a fault is said where they are told, on the command line.

use crate::audit::outside::Outside;
use crate::audit::{checkpoint, signer};
use crate::cx::Cx;
use crate::db::{Db, pairs};
use crate::error::{Error, Result};
use crate::factor::db::{has_factor, is_foreign, is_known, known, sealed};
use crate::lease::{self, Lease};
use crate::outbox;
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Action, Role, check};
use crate::secret::Key;
use crate::{on, sql};
use std::path::Path;

pairs! {
    /// The version of the engine.
    VERSION {
        sqlite: "select sqlite_version()",
        postgres: "select current_setting('server_version')"
    }

    /// What durability and integrity rest on, as it is in effect.
    SETTINGS {
        sqlite: "
            select 'journal_mode', cast(journal_mode as text) from pragma_journal_mode
            union all select 'synchronous', cast(synchronous as text) from pragma_synchronous
            union all select 'foreign_keys', cast(foreign_keys as text) from pragma_foreign_keys
            union all select 'recursive_triggers', cast(recursive_triggers as text) from pragma_recursive_triggers
            union all select 'trusted_schema', cast(trusted_schema as text) from pragma_trusted_schema",
        postgres: "
            select name, setting from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name"
    }

    /// The hashes of passwords up to their numbers, and how many there are of each; what no password fits is left out.
    HASHES {
        sqlite: "
            select substr(h, 1, 14 + instr(substr(h, 16), '$')) as head, count(*)
            from (select password_hash as h from account union all select password_hash from staff) x
            where h like '$%' group by head",
        postgres: "
            select substr(h, 1, 14 + strpos(substr(h, 16), '$')) as head, count(*)
            from (select password_hash as h from account union all select password_hash from staff) x
            where h like '$%' group by head"
    }
}

/// The engine and what durability and integrity rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    /// Its name and version.
    pub name: String,
    /// Settings as they are in effect: name, value, and whether it is what is needed.
    pub settings: Vec<(String, String, bool)>,
    /// The newest migration that was run; 0 for an empty database.
    pub schema: i64,
    /// The newest one that this program has.
    pub newest: i64,
}

/// What SQLite must be set to.
const SQLITE_NEEDS: [(&str, &str); 5] = [
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("foreign_keys", "1"),
    ("recursive_triggers", "1"),
    ("trusted_schema", "0"),
];
/// What PostgreSQL must be set to.
const POSTGRES_NEEDS: [(&str, &str); 3] = [("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on")];

/// The engine; asks nothing of tables.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn engine(db: &Db) -> Result<Engine> {
    let needs: &[(&str, &str)] = match db {
        Db::Sqlite { .. } => &SQLITE_NEEDS,
        Db::Postgres(_) => &POSTGRES_NEEDS,
    };
    let version: String = on!(db, c => sqlx::query_scalar(VERSION.of(db)).fetch_one(c).await?);
    // On SQLite a setting belongs to a connection: what counts is the one that writes.
    let sql = SETTINGS.of(db);
    let found: Vec<(String, String)> = match db {
        Db::Sqlite { write, .. } => sqlx::query_as(sql).fetch_all(write).await?,
        Db::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await?,
    };
    let fits = |name: &str, value: &str| needs.iter().all(|(n, v)| *n != name || *v == value);
    let settings = found.into_iter().map(|(name, value)| {
        let fits = fits(&name, &value);
        (name, value, fits)
    });
    let (schema, newest) = (db.schema().await?, db.newest());
    Ok(Engine { name: format!("{} {version}", db.engine()), settings: settings.collect(), schema, newest })
}

/// People and their passwords.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Hashes of passwords, of customers and staff.
    pub hashes: i64,
    /// Those that were made with less work than is asked for; they are renewed at the next sign-in.
    pub outdated: i64,
    /// Active staff.
    pub staff: i64,
    /// Those of them who may manage staff.
    pub administrators: i64,
    /// Those of them who have no second factor.
    pub without_factor: i64,
    /// Mails that were given up.
    pub undelivered: i64,
}

#[derive(sqlx::FromRow)]
struct Somebody {
    role: Role,
    has_factor: bool,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// Counts people, hashes and mails.
///
/// # Errors
/// [`Error::Unavailable`]; [`Error::Forbidden`] for anybody but the program itself.
pub async fn people(cx: &Cx) -> Result<People> {
    check(cx.principal(), Action::RunJob)?;
    // What is read of a hash ends with its numbers; who has no password has none.
    let heads: Vec<(String, i64)> = on!(cx.db(), c => sqlx::query_as(HASHES.of(cx.db())).fetch_all(c).await?);
    let outdated = heads.iter().filter(|(head, _)| cx.env().hasher.is_outdated(head)).map(|(_, n)| n).sum();
    let staff: Vec<Somebody> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select t.role, ", has_factor!(), ", ", grants!(), "
        from staff t
        left join staff_role r on r.id = t.role
        where t.status = 'active'
    "))).fetch_all(c).await?);
    let manages = |s: &Somebody| s.grants.grants(s.role).has(Action::ManageStaff);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(People {
        hashes: heads.iter().map(|(_, n)| n).sum(),
        outdated,
        staff: count(staff.len()),
        administrators: count(staff.iter().filter(|s| manages(s)).count()),
        without_factor: count(staff.iter().filter(|s| !s.has_factor).count()),
        undelivered: outbox::given_up(cx).await?,
    })
}

/// The record, and what stands outside of the database for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Events in the log.
    pub events: i64,
    /// The signing key by its public name; `None` when there is none.
    pub key: std::result::Result<Option<String>, String>,
    /// How many events the file of checkpoints covers; `None` when nothing was signed. A sentence when the database does
    /// not continue it.
    pub signed: std::result::Result<Option<u64>, String>,
    /// The key of the newest checkpoint in the database, by its public name.
    pub last_key: Option<String>,
    /// The process that signs now.
    pub signer: Option<Lease>,
    /// How many events the newest checkpoint of the database covers; 0 for none.
    pub signed_inside: u64,
}

/// Looks at the log, the key that signs it and the file of checkpoints.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn record(cx: &Cx, outside: &Outside) -> Result<Record> {
    let log = &cx.env().log;
    let key = match outside.key() {
        Ok(Some(key)) if key.name() != log => Err(format!("is for the log {}, not for {log}", key.name())),
        Ok(key) => Ok(key.map(|key| key.public().to_string())),
        Err(error) => Err(sentence(error)?),
    };
    let signed = match outside.newest() {
        Ok(None) => Ok(None),
        Ok(Some(last)) if last.origin != *log => Err(format!("is of the log {}, not of {log}", last.origin)),
        Ok(Some(last)) => match checkpoint::check_against(cx, &last).await {
            Ok(()) => Ok(Some(last.size)),
            Err(error) => Err(sentence(error)?),
        },
        Err(error) => Err(sentence(error)?),
    };
    let last_key = match checkpoint::newest(cx).await {
        Ok(newest) => newest.map(|newest| newest.vkey),
        // What is wrong with checkpoints is said above.
        Err(error) => sentence(error).map(|_| None)?,
    };
    let signer = lease::held(cx, signer::LEASE).await?;
    let signed_inside = checkpoint::newest(cx).await?.map_or(0, |newest| newest.checkpoint.size);
    Ok(Record { events: checkpoint::events(cx).await?, key, signed, last_key, signer, signed_inside })
}

/// Whether the key is there that opens what is sealed in this database; `None` when neither is there.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn secret_key(cx: &Cx, path: &Path) -> Result<std::result::Result<Option<()>, String>> {
    let (sealed, known) = (sealed(cx).await?, known(cx).await?);
    let is_free = sealed.is_none() && (known.is_none() || matches!(cx.db(), Db::Sqlite { .. }));
    if is_free && !path.exists() {
        return Ok(Ok(None));
    }
    Ok(match Key::find(path, false) {
        Err(error) => Err(sentence(error)?),
        Ok(key) => match sealed {
            Some((id, secret)) if key.open(id.0.as_bytes(), &secret).is_none() => Err(is_foreign(path)),
            _ if !is_free && known.as_ref().is_some_and(|known| !is_known(&key, known)) => Err(is_foreign(path)),
            _ => Ok(Some(())),
        },
    })
}

/// What is told to the operator in a sentence; anything else is a failure of its own.
fn sentence(error: Error) -> Result<String> {
    match error {
        Error::Start(text) => Ok(text),
        other => Err(other),
    }
}
