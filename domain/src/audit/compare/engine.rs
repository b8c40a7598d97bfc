//! Asks the engine to check its own files: a damaged index would hide rows.

use crate::audit::check::Checker;
use crate::db::{Db, DbTx, Snapshot};
use crate::error::Result;
use sqlx::postgres::PgPool;

/// The most lines of the engine in a report.
const MOST_LINES: usize = 50;

/// A look at each index of words.
const INDEXES: [&str; 3] = [
    "select 1 from search_product limit 1",
    "select 1 from search_behalf limit 1",
    "select 1 from search_order limit 1",
];

/// Asks the engine about its files.
///
/// # Errors
/// Only when no connection is to be had.
pub(super) async fn check(db: &Db, snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    match (snapshot.db(), db) {
        (DbTx::Sqlite(t), _) => {
            // What a connection keeps of an index is looked at anew by a search, but not by the check: without this a
            // connection that searched before another one joined the parts of an index would call it damaged.
            for index in INDEXES {
                sqlx::query(index).fetch_optional(&mut **t).await?;
            }
            let said: std::result::Result<Vec<String>, sqlx::Error> =
                sqlx::query_scalar("pragma integrity_check(50)").fetch_all(&mut **t).await;
            match said {
                Ok(lines) => {
                    for line in lines.iter().filter(|line| *line != "ok").take(MOST_LINES) {
                        checker.find(format!("the database file is damaged: {}", line.trim()));
                    }
                }
                Err(error) => checker.find(format!("the database file is damaged: {error}")),
            }
            Ok(())
        }
        (DbTx::Postgres(_), Db::Postgres(pool)) => amcheck(pool, checker).await,
        (DbTx::Postgres(_), Db::Sqlite { .. }) => Ok(()),
    }
}

/// PostgreSQL compares an index with its table through the extension `amcheck`, for whoever may use it.
async fn amcheck(pool: &PgPool, checker: &mut Checker) -> Result<()> {
    // What it finds ends a transaction, so it has a connection of its own.
    let mut connection = pool.acquire().await?;
    let usable: Option<String> = sqlx::query_scalar(
        "select n.nspname::text
         from pg_extension x join pg_namespace n on n.oid = x.extnamespace
         join pg_proc p on p.pronamespace = n.oid and p.proname = 'bt_index_check' and p.pronargs = 2
         where x.extname = 'amcheck' and has_function_privilege(p.oid, 'execute') limit 1",
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some(schema) = usable else {
        checker.leave_out(
            "the indexes of the database: this role cannot use the extension amcheck. As a superuser: create extension \
             if not exists amcheck; grant execute on function bt_index_check(regclass, boolean) to the program's role",
        );
        return Ok(());
    };
    sqlx::query("set statement_timeout = 0").execute(&mut *connection).await?;
    let indexes: Vec<(i64, String)> = sqlx::query_as(
        "select c.oid::bigint, c.relname::text
         from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
         join pg_class t on t.oid = i.indrelid
         where a.amname = 'btree' and c.relnamespace = 'public'::regnamespace and i.indisready and i.indisvalid
           and t.relpersistence = 'p'
         order by 2",
    )
    .fetch_all(&mut *connection)
    .await?;
    let sql = format!(
        "select \"{}\".bt_index_check(cast($1 as bigint)::oid::regclass, true)::text",
        schema.replace('"', "\"\"")
    );
    for (oid, name) in indexes {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        if let Err(error) = sqlx::query(sql).bind(oid).execute(&mut *connection).await {
            match &error {
                sqlx::Error::Database(said) => checker.find(format!("the index {name} is damaged: {said}")),
                _ => return Err(error.into()),
            }
        }
    }
    sqlx::query("set statement_timeout = '10s'").execute(&mut *connection).await?;
    Ok(())
}
