//! Two roles of PostgreSQL: an owner that changes the schema, and one for the program that reads and writes.
//!
//! Rule: the role of the program owns nothing, so it can take no trigger away; of the log it may read and append, and no
//! more. What it may do with each table is said here and nowhere else.

use crate::db::Db;
use crate::db::address::Address;
use crate::db::open::POSTGRES;
use crate::error::{Error, Result};
use sqlx::postgres::PgPool;

/// What the program does with the tables of the record; with every other table it reads, writes and deletes as far as the
/// triggers let it.
const RECORD: [(&str, &str); 9] = [
    ("_sqlx_migrations", "select"),
    ("audit_event", "select, insert"),
    ("audit_index", "select, insert"),
    ("audit_checkpoint", "select, insert"),
    ("audit_prune", "select"),
    // Erasing a person empties what lies beside an event, in place.
    ("audit_pii", "select, insert, update"),
    ("audit_change", "select, insert, update"),
    ("audit_image", "select, insert, update"),
    // Holds the events of open transactions only.
    ("audit_open", "select, insert, update, delete"),
];

/// Who the program is on PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The role it connects as.
    pub program: String,
    /// The role that the log belongs to.
    pub owner: String,
    /// Whether the program has the rights of the owner.
    pub is_one: bool,
    /// Whether it may change or delete events, or empty the log.
    pub may_change_log: bool,
}

/// Who the program is; nothing on SQLite, where whoever has the file may do everything.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn roles(db: &Db) -> Result<Option<Roles>> {
    let Db::Postgres(pool) = db else { return Ok(None) };
    let (program, owner, is_one, may_change_log): (String, String, bool, bool) = sqlx::query_as(
        "select current_user::text, pg_get_userbyid(c.relowner)::text, pg_has_role(c.relowner, 'member'),
                has_table_privilege(c.oid, 'update, delete, truncate')
         from pg_class c where c.oid = 'audit_event'::regclass",
    )
    .fetch_one(pool)
    .await?;
    Ok(Some(Roles { program, owner, is_one, may_change_log }))
}

/// Whether every migration of the program was run, and none besides: then there is nothing to change, and a role that may
/// not change the schema can serve.
pub(super) async fn is_up_to_date(pool: &PgPool) -> bool {
    let run: std::result::Result<Vec<(i64, Vec<u8>, bool)>, sqlx::Error> =
        sqlx::query_as("select version, checksum, success from _sqlx_migrations order by version")
            .fetch_all(pool)
            .await;
    let known: Vec<(i64, &[u8])> = POSTGRES.iter().map(|m| (m.version, m.checksum.as_ref())).collect();
    run.is_ok_and(|run| {
        run.len() == known.len()
            && run.iter().zip(known).all(|((version, checksum, success), (number, sum))| {
                *success && *version == number && checksum.as_slice() == sum
            })
    })
}

/// Brings the schema up to date as its owner, and gives the role of the program what it needs; gives that role.
///
/// # Errors
/// [`Error::Start`] with a sentence for the operator.
pub async fn migrate_as_owner(owner_at: &Address, program_at: &Address) -> Result<Roles> {
    let (Some(owner), Some(program)) = (owner_at.server(), program_at.server()) else {
        return Err(Error::Start("owner-url: is for PostgreSQL alone: SQLite has no owners".to_owned()));
    };
    if owner.get_database() != program.get_database() {
        return Err(Error::Start("owner-url: names another database than database-url".to_owned()));
    }
    if owner.get_username() == program.get_username() {
        return Err(Error::Start(
            "owner-url: names the role of database-url; the owner must be another, or the program could change the schema"
                .to_owned(),
        ));
    }
    let role = program.get_username().to_owned();
    let db = Db::make(owner_at).await?;
    let Db::Postgres(pool) = &db else { return Err(Error::Internal("no PostgreSQL".to_owned())) };
    let there: Option<bool> =
        sqlx::query_scalar("select rolsuper from pg_roles where rolname = $1").bind(&role).fetch_optional(pool).await?;
    match there {
        None => {
            return Err(Error::Start(format!(
                "there is no role {role}: create role {} login password '…'",
                quoted(&role)
            )));
        }
        Some(true) => {
            return Err(Error::Start(format!(
                "{role} is a superuser, who may do everything: give the program another role"
            )));
        }
        Some(false) => {}
    }
    let others: Vec<String> = sqlx::query_scalar(
        "select distinct pg_get_userbyid(relowner)::text from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relowner <> (select oid from pg_roles where rolname = current_user)",
    )
    .fetch_all(pool)
    .await?;
    if let Some(other) = others.first() {
        return Err(Error::Start(format!(
            "tables belong to {other}, not to the role of owner-url: as a superuser, in this database, run \
             reassign owned by {} to {}",
            quoted(other),
            quoted(owner.get_username())
        )));
    }
    db.migrate().await?;
    grant(pool, &role).await?;
    db.close().await;
    let db = Db::make(program_at).await?;
    let roles = roles(&db).await?.ok_or_else(|| Error::Internal("no PostgreSQL".to_owned()))?;
    db.close().await;
    if roles.is_one || roles.may_change_log {
        return Err(Error::Start(format!(
            "{role} can still change the log: it has the rights of {} or was granted them by somebody else. Take them \
             away as a superuser",
            roles.owner
        )));
    }
    Ok(roles)
}

async fn grant(pool: &PgPool, role: &str) -> Result<()> {
    let to = quoted(role);
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    )
    .fetch_all(pool)
    .await?;
    let mut statements = vec![
        format!("grant usage on schema public to {to}"),
        format!("revoke all on all tables in schema public from {to}"),
        format!("grant usage, select on all sequences in schema public to {to}"),
    ];
    for table in tables {
        let rights = RECORD.iter().find(|(name, _)| *name == table).map_or("select, insert, update, delete", |r| r.1);
        statements.push(format!("grant {rights} on {} to {to}", quoted(&table)));
    }
    let mut tx = pool.begin().await?;
    for sql in statements {
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // What takes more than an owner's rights: without it the program works too, and verifying says what is left out.
    for sql in [
        "revoke create on schema public from public".to_owned(),
        "create extension if not exists amcheck".to_owned(),
        format!("grant execute on function bt_index_check(regclass, boolean) to {to}"),
    ] {
        if let Err(error) = sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(pool).await {
            tracing::debug!(%error, sql, "left out");
        }
    }
    Ok(())
}

/// A name in quotes.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
