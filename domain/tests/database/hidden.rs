//! Events cannot be hidden from whoever searches the log: what search reads is compared with the events themselves.

use crate::tamper::{as_owner, signed};
use crate::world::{Engine, NOW, World, check_log, engines, on_every_engine};
use domain::audit::compare::{compare, schema};
use domain::audit::query::Query;
use domain::audit::{detail, preset, search, verify};
use domain::cx::Cx;
use domain::db::Db;
use domain::error::Error;
use std::os::unix::fs::FileExt;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn unwritten_search_row_is_found() {
    let cases = [
        ("delete from audit_index where key = 'on_behalf'", "search does not find it by on_behalf"),
        (
            "delete from audit_index where seq = (select min(seq) from audit_event where type = 'on_behalf.started') and key = 'on_behalf'",
            "search does not find it by on_behalf",
        ),
        ("delete from audit_index", "is missing"),
        (
            "update audit_index set key = 'x' where key = (select min(key) from audit_index)",
            "search finds it by x, which it does not say",
        ),
        ("insert into audit_index (key, seq) values ('denied', 3)", "event 3: search finds it by denied"),
        ("insert into audit_index (key, seq) values ('denied', 99999999)", "rows are about events that there are not"),
        ("insert into audit_index (key, seq) values ('denied', -4)", "rows are about events that there are not"),
        (
            "update audit_preset set query = 'action:nothing' where name = 'mine'",
            "the kept filter \"mine\": is not what its event saved",
        ),
    ];
    for engine in engines() {
        for (sql, told) in cases {
            let (world, cx, trust) = signed(engine).await;
            let auditor = world.person("auditor").await;
            preset::save(&auditor, "mine", &Query::parse("action:order.*").expect("a line")).await.expect("saved");
            assert_eq!(
                compare(&cx, &trust).await.expect("comparison").findings,
                Vec::<String>::new(),
                "{engine:?}: nothing is wrong yet"
            );
            as_owner(&world.env.db, &[sql.to_owned()]).await;
            let found = compare(&cx, &trust).await.expect("comparison").findings;
            assert!(found.iter().any(|f| f.contains(told)), "{engine:?}: {sql}: {:?}", &found[..found.len().min(5)]);
            assert!(found.len() <= 100, "the findings are bounded");
        }
    }
}

on_every_engine! {
    async fn verified_means_whole_log(world: World) {
        let auditor = world.person("auditor").await;
        let report = verify::now(&auditor).await.expect("verified").expect("alone");
        assert_eq!(report.findings, Vec::<String>::new());
        // Nothing of this world was signed, and on PostgreSQL nobody made the extension that looks at indexes.
        let shown = detail::verified(&auditor).await.expect("read").expect("one");
        assert!(shown.left_out.iter().any(|what| what.starts_with("signatures")), "{shown:?}");
        let is_postgres = matches!(world.env.db, Db::Postgres(_));
        assert_eq!(shown.left_out.iter().any(|what| what.contains("amcheck")), is_postgres, "{shown:?}");
    }
}

/// A file whose index leaves out what its table has: what was flipped on the disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_damaged_index_of_sqlite_shows() {
    let world = World::new(Engine::Sqlite).await;
    let Db::Sqlite { write, .. } = &world.env.db else { panic!("SQLite") };
    let (root, size): (i64, i64) = sqlx::query_as(
        "select (select rootpage from sqlite_master where name = 'audit_event_type'), (select page_size from pragma_page_size)",
    )
    .fetch_one(write)
    .await
    .expect("pages");
    let path: String =
        sqlx::query_scalar("select file from pragma_database_list").fetch_one(write).await.expect("path");
    sqlx::query("pragma wal_checkpoint(truncate)").execute(write).await.expect("checkpoint");
    world.env.db.close().await;
    let file = std::fs::OpenOptions::new().read(true).write(true).open(&path).expect("the file");
    let mut page = vec![0_u8; usize::try_from(size).expect("small")];
    let at = u64::try_from((root - 1) * size).expect("a place");
    file.read_exact_at(&mut page, at).expect("the page");
    // An entry of the root less: whole of the tree under it is not found.
    let cells = u16::from_be_bytes([page[3], page[4]]);
    page[3..5].copy_from_slice(&(cells - 1).to_be_bytes());
    file.write_all_at(&page, at).expect("written");
    let db = Db::open(&format!("sqlite:{path}")).await;
    let Ok(db) = db else { return };
    let cx = Cx::system(std::sync::Arc::new(domain::env::Env::new(db, "test.example/audit")), NOW, "test");
    let found = compare(&cx, &Default::default()).await.expect("a report").findings;
    assert!(found.iter().any(|f| f.contains("the database file is damaged")), "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changed_guard_stops_the_start() {
    for engine in engines() {
        let statements: &[&str] = match engine {
            Engine::Sqlite => &[
                "drop trigger audit_index_delete",
                "drop trigger orders_delete; create trigger orders_delete before delete on orders when 0 begin select 1; end",
                "create trigger quiet after insert on audit_event begin select 1; end",
            ],
            Engine::Postgres => &[
                "drop trigger audit_index_update on audit_index",
                "alter table audit_event disable trigger audit_event_update",
                "create or replace trigger audit_index_update before update on audit_index for each row execute function audit_append_only()",
                "create or replace trigger audit_open_delete before delete on audit_open for each row when (false) execute function audit_open_check()",
                "create or replace function never_deleted() returns trigger language plpgsql as $$ begin return old; end $$",
                "create rule quiet as on insert to audit_index do instead nothing",
                "alter table audit_event enable row level security",
            ],
        };
        for sql in statements {
            let world = World::new(engine).await;
            let cx = Cx::system(world.env.clone(), NOW, "test");
            assert_eq!(schema::unguarded(&cx).await, Ok(Vec::new()), "{engine:?}");
            match &world.env.db {
                Db::Sqlite { write, .. } => drop(sqlx::raw_sql(*sql).execute(write).await.expect("the owner may")),
                Db::Postgres(pool) => drop(sqlx::raw_sql(*sql).execute(pool).await.expect("the owner may")),
            }
            let refused = schema::require_guards(&cx).await;
            assert!(
                matches!(&refused, Err(Error::Start(why)) if why.contains("--restore-guards")),
                "{engine:?}: {sql}: {refused:?}"
            );
            let found = compare(&cx, &Default::default()).await.expect("comparison").findings;
            assert!(found.iter().any(|f| f.starts_with("schema: ")), "{engine:?}: {sql}: {found:?}");
            let mended = schema::restore_guards(&cx).await.unwrap_or_else(|e| panic!("{engine:?}: {sql}: {e:?}"));
            assert_eq!(mended.len(), 1, "{engine:?}: {sql}: {mended:?}");
            assert_eq!(schema::require_guards(&cx).await, Ok(()), "{engine:?}: {sql}");
            assert_eq!(world.count("select count(*) from audit_event where type = 'log.guards_restored'").await, 1);
            check_log(&world.env).await;
        }
    }
}

on_every_engine! {
    async fn every_event_is_found_by_its_data(world: World) {
        let (_, _, acting) = world.acting().await;
        domain::behalf::ending::end(&acting, "done").await.expect("end");
        let auditor = world.person("auditor").await;
        let page = search::page(&auditor, &Query::parse("on-behalf:yes").expect("a line"), None, 10).await.expect("page");
        assert!(!page.lines.is_empty());
    }
}
