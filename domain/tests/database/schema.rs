//! Both schemas are one, every statement is valid on both, and both refuse what must not be.

use crate::world::{Engine, NOW, World, engines, on_every_engine};
use domain::db::{Db, Statement};
use domain::error::Error;
use domain::on;
use sqlx::SqlSafeStr;
use std::collections::BTreeSet;

async fn columns(db: &Db) -> BTreeSet<String> {
    let sql = match db {
        Db::Sqlite { .. } => {
            "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like '\\_sqlx%' escape '\\' and m.name not like 'search\\_%' escape '\\' and m.name not like 'sqlite\\_%' escape '\\'"
        }
        Db::Postgres(_) => {
            "select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and table_name not like '\\_sqlx%'"
        }
    };
    let rows: Vec<String> = on!(db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("columns");
    rows.into_iter().collect()
}

#[tokio::test]
async fn engines_have_same_tables() {
    let mut all = Vec::new();
    for engine in engines() {
        all.push(columns(&World::new(engine).await.env.db).await);
    }
    for pair in all.windows(2) {
        assert_eq!(pair[0], pair[1]);
    }
    assert!(all[0].contains("orders.created_actor_id"));
}

#[tokio::test]
async fn every_statement_is_valid() {
    for engine in engines() {
        let world = World::new(engine).await;
        let name = world.env.db.engine();
        let mut prepared = 0;
        for statement in inventory::iter::<Statement> {
            if statement.engine.is_some_and(|e| e != name) {
                continue;
            }
            let sql = sqlx::AssertSqlSafe(statement.sql).into_sql_str();
            let result = on!(&world.env.db, c => {
                use sqlx::Executor;
                c.prepare(sql).await.map(|_| ())
            });
            result.unwrap_or_else(|e| panic!("{name}: {e}\n{}", statement.sql));
            prepared += 1;
        }
        assert!(prepared > 60, "only {prepared} statements are registered");
    }
}

/// SQLite plans a statement again at each use when `limit` or `like` is given a parameter as it is, which costs more than
/// the statement itself; a cast keeps the first plan.
#[test]
fn statements_are_planned_once() {
    for statement in inventory::iter::<Statement> {
        let bare = ["limit $", "like $"].into_iter().find(|words| statement.sql.contains(words));
        assert!(bare.is_none(), "{bare:?} without a cast in\n{}", statement.sql);
    }
}

on_every_engine! {
    async fn other_migrations_are_refused(world: World) {
        for sql in [
            "update _sqlx_migrations set checksum = (select checksum from _sqlx_migrations where version = 2) where version = 1",
            "update _sqlx_migrations set version = 9999 where version = 2",
        ] {
            match &world.env.db {
                Db::Sqlite { write, .. } => drop(sqlx::query(sql).execute(write).await.expect("the owner may")),
                Db::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.expect("the owner may")),
            }
            let refused = world.env.db.migrate().await;
            let said = "the database was made by another version of this program";
            assert!(matches!(&refused, Err(Error::Start(why)) if why.starts_with(said)), "{sql}: {refused:?}");
        }
    }
}

/// PostgreSQL may answer an `exists` by finding all rows that hold first, which takes long where thousands do. With an
/// `offset` it looks at one row after the other.
#[test]
fn words_are_looked_for_row_by_row() {
    let mut checked = 0;
    for statement in inventory::iter::<Statement> {
        for (at, _) in statement.sql.match_indices("select 1 from ") {
            let asked = statement.sql[at..].split("))").next().unwrap_or_default();
            if asked.contains("_entry e where e.") {
                assert!(asked.ends_with("limit 1 offset 0"), "{}", statement.sql);
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "only {checked} were found");
}

async fn refused(world: &World, sql: &'static str) {
    let result = match &world.env.db {
        Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(|_| ()),
        Db::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|_| ()),
    };
    assert!(result.is_err(), "{}: allowed: {sql}", world.env.db.engine());
}

on_every_engine! {
    async fn the_log_refuses_to_be_changed(world: World) {
        for sql in [
            "update audit_event set body = 'x' where seq = 3",
            "update audit_event set type = 'x'",
            "delete from audit_event where seq = (select max(seq) from audit_event)",
            "insert into audit_event select seq + 1, id, leaf, body, type, actor_id, subject_id, session_id, at from audit_event where seq = (select max(seq) from audit_event)",
            "insert into audit_event select seq + 5, 'new', leaf, body, type, actor_id, subject_id, session_id, at from audit_event where seq = 2",
            "insert into audit_event (seq, id, leaf, body, type, actor_id, at) values (1000000, 'x', '00000000000000000000000000000000', '{}', 'x', 'x', 'x')",
        ] {
            refused(&world, sql).await;
        }
        match &world.env.db {
            Db::Sqlite { .. } => {
                refused(&world, "insert or replace into audit_event select * from audit_event where seq = 3").await;
                refused(&world, "insert into audit_event select * from audit_event where seq = 3 on conflict do update set body = 'x'").await;
            }
            Db::Postgres(_) => refused(&world, "truncate audit_event cascade").await,
        }
    }
}

on_every_engine! {
    async fn every_row_needs_its_event(world: World) {
        for sql in [
            "update orders set status = 'cancelled'",
            "update orders set status = 'cancelled', last_event = 'no such event'",
            "update orders set status = 'cancelled', last_event = (select max(id) from audit_event)",
            "delete from orders",
            "update organization set name = 'x'",
            "update account set status = 'active'",
            "delete from contact",
            "update stock set available = 0",
            "delete from session",
            "update order_line set quantity = 1",
            "delete from order_line",
            "delete from cart_line",
            "update price set unit_price = 1",
            "update staff set role = 'admin'",
        ] {
            refused(&world, sql).await;
        }
    }
}

#[tokio::test]
async fn the_demo_is_as_large_as_it_says() {
    let world = World::new(Engine::Sqlite).await;
    let at_least = [
        ("select count(*) from store", 2),
        ("select count(*) from product", 300),
        ("select count(*) from organization", 12),
        ("select count(*) from contact", 60),
        ("select count(*) from staff", 5),
        ("select count(*) from orders", 100),
    ];
    for (sql, least) in at_least {
        assert!(world.count(sql).await >= least, "{sql}");
    }
    let oldest = world.count("select min(placed_at) from orders").await;
    assert!(oldest < NOW.0 && oldest > NOW.0 - 400 * 86_400_000_000);
}
