//! Readiness tries a write, says what is missing, and leaves nothing behind; a writer's wait for its turn is bounded.

use crate::world::on_every_engine;
use domain::db::health::Fault;
use domain::db::probe::write;
use domain::db::{Db, DbTx};
use domain::error::Error;
use domain::on;
use sqlx::postgres::PgPool;
use sqlx::{Connection, PgConnection, SqliteConnection, SqlitePool};
use std::time::{Duration, Instant};

async fn throttles(db: &Db) -> i64 {
    on!(db, c => sqlx::query_scalar("select count(*) from throttle").fetch_one(c).await).expect("a count")
}

on_every_engine! {
    async fn probe_leaves_nothing(world: World) {
        for _ in 0..3 {
            assert_eq!(write(&world.env.db).await, Ok(()));
        }
        assert_eq!(throttles(&world.env.db).await, 0);
    }
}

on_every_engine! {
    async fn held_lock_is_named_and_recovers(world: World) {
        let db = &world.env.db;
        for table in ["audit_event", "contact"] {
            let begun = Instant::now();
            let missing = match db {
                Db::Sqlite { write: pool, .. } => {
                    let mut other = SqliteConnection::connect_with(&pool.connect_options()).await.expect("connected");
                    let held = other.begin_with("begin immediate").await.expect("the lock");
                    let missing = write(db).await.expect_err("held");
                    held.rollback().await.expect("rolled back");
                    missing
                }
                Db::Postgres(pool) => {
                    let mut other = PgConnection::connect_with(&pool.connect_options()).await.expect("connected");
                    let mut held = other.begin().await.expect("begun");
                    let lock = sqlx::AssertSqlSafe(format!("lock table {table} in access exclusive mode"));
                    sqlx::raw_sql(lock).execute(&mut *held).await.expect("the lock");
                    let missing = write(db).await.expect_err("held");
                    assert!(missing.detail.contains(&format!("table {table} by process ")), "{}", missing.detail);
                    held.rollback().await.expect("rolled back");
                    missing
                }
            };
            assert_eq!(missing.fault, Fault::Locked, "{}", missing.detail);
            assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
            assert_eq!(write(db).await, Ok(()));
        }
    }
}

on_every_engine! {
    async fn read_only_database_is_not_ready(world: World) {
        let read_only = match &world.env.db {
            Db::Sqlite { read, write } => {
                let options = (*write.connect_options()).clone().pragma("query_only", "ON");
                Db::Sqlite { read: read.clone(), write: SqlitePool::connect_lazy_with(options) }
            }
            Db::Postgres(pool) => {
                let options = (*pool.connect_options()).clone().options([("default_transaction_read_only", "on")]);
                Db::Postgres(PgPool::connect_lazy_with(options))
            }
        };
        assert_eq!(write(&read_only).await.map_err(|missing| missing.fault), Err(Fault::ReadOnly));
        // The readers are those of the world.
        match &read_only {
            Db::Sqlite { write, .. } => write.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

on_every_engine! {
    async fn write_waits_six_seconds_at_most(world: World) {
        let Db::Sqlite { write: pool, .. } = &world.env.db else { return };
        let mut other = SqliteConnection::connect_with(&pool.connect_options()).await.expect("connected");
        let held = other.begin_with("begin immediate").await.expect("the lock");
        let waiting = (0..5).map(|_| async {
            let begun = Instant::now();
            assert!(matches!(world.env.db.begin().await, Err(Error::Unavailable)));
            begun.elapsed()
        });
        let waited = futures::future::join_all(waiting).await;
        assert!(waited.iter().all(|time| *time < Duration::from_secs(6)), "{waited:?}");
        let begun = Instant::now();
        assert!(world.env.db.begin_soon().await.expect("no fault").is_none());
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        held.rollback().await.expect("rolled back");
        // The one that gave up while it waited has left nothing behind.
        let DbTx::Sqlite(free) = world.env.db.begin().await.expect("free again") else { return };
        free.rollback().await.expect("rolled back");
    }
}
