//! On PostgreSQL the program can have a role that owns nothing: it can do its work, and neither take a guard away nor
//! touch what is in the log.

use crate::cluster::cluster;
use crate::world::{NOW, WORK};
use domain::audit::checkpoint;
use domain::audit::compare::compare;
use domain::audit::note::Key;
use domain::credential::Hasher;
use domain::cx::Cx;
use domain::db::address::Address;
use domain::db::{Db, roles};
use domain::env::Env;
use domain::error::Error;
use std::sync::Arc;

fn at_url(url: &str) -> Address {
    Address::parse(url).expect("an address")
}

async fn run(pool: &sqlx::PgPool, sql: &str) -> Result<u64, sqlx::Error> {
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(pool).await.map(|done| done.rows_affected())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn program_role_cannot_change_log() {
    let Some(base) = cluster(false) else { return };
    let Db::Postgres(admin) = Db::open(&format!("{base}/postgres")).await.expect("open") else { return };
    for sql in
        ["create role shop_owner login", "create role \"Shop app\" login", "create database owned owner shop_owner"]
    {
        run(&admin, sql).await.expect(sql);
    }
    let at = base.split_once('@').map(|(_, at)| at).expect("a host");
    let (owner, program) = (format!("postgres://shop_owner@{at}/owned"), format!("postgres://Shop%20app@{at}/owned"));
    // Before the owner made the tables the program can make none.
    let early = Db::open(&program).await.expect("open");
    assert!(matches!(early.migrate().await, Err(Error::Start(_))));
    early.close().await;
    for (one, other) in [(&owner, &owner), (&program, &owner), (&format!("{base}/owned"), &format!("{base}/postgres"))]
    {
        let refused = roles::migrate_as_owner(&at_url(one), &at_url(other)).await;
        assert!(matches!(&refused, Err(Error::Start(_))), "{one} {other}: {refused:?}");
    }
    let made = roles::migrate_as_owner(&at_url(&owner), &at_url(&program)).await.expect("made");
    assert_eq!((made.program.as_str(), made.owner.as_str(), made.is_one), ("Shop app", "shop_owner", false));
    assert_eq!(
        roles::migrate_as_owner(&at_url(&owner), &at_url(&program)).await.as_ref(),
        Ok(&made),
        "once more changes nothing"
    );

    let db = Db::open(&program).await.expect("open");
    db.migrate().await.expect("nothing to do");
    let env = Arc::new(Env { demo: true, hasher: Hasher::new(WORK), ..Env::new(db, "test.example/audit") });
    demo::load(&env, NOW).await.expect("it writes all there is");
    let cx = Cx::system(env.clone(), NOW, "test");
    let key = Key::fresh("test.example/audit").expect("key");
    checkpoint::sign(&cx, &key).await.expect("signed");
    let Db::Postgres(pool) = &env.db else { return };
    let contact: domain::id::ContactId = sqlx::query_scalar("select contact_id from account order by id limit 1")
        .fetch_one(pool)
        .await
        .expect("somebody");
    domain::contact::erase::erase(&cx, contact).await.expect("erased");
    assert_eq!(compare(&cx, &Default::default()).await.expect("comparison").findings, Vec::<String>::new());
    for sql in [
        "drop trigger audit_index_update on audit_index",
        "alter table audit_event disable trigger all",
        "alter table orders disable trigger orders_written",
        "create or replace function never_deleted() returns trigger language plpgsql as $$ begin return old; end $$",
        "delete from audit_event",
        "update audit_event set body = '{}'",
        "truncate audit_event cascade",
        "delete from audit_index",
        "delete from audit_checkpoint",
        "delete from audit_image",
        "insert into audit_prune (size, at, last_event) values (9, '', '')",
        "drop table audit_event cascade",
        "alter table audit_event owner to \"Shop app\"",
        "create rule quiet as on insert to audit_index do instead nothing",
        "set session_replication_role = replica",
        "create table later (n int)",
        "set role shop_owner",
    ] {
        let refused = run(pool, sql).await;
        let denied =
            |e: &sqlx::Error| ["permission denied", "must be owner"].iter().any(|said| e.to_string().contains(said));
        assert!(refused.as_ref().is_err_and(denied), "{sql}: {refused:?}");
    }
    // With the rights of the owner it says so.
    let one = roles::roles(&Db::open(&owner).await.expect("open")).await.expect("asked").expect("PostgreSQL");
    assert!(one.is_one && one.may_change_log);
    env.db.close().await;
}
