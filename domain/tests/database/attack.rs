//! What the application's own connection must not be able to do, on both engines, on every table there is.

use crate::world::{Engine, World, engines, on_every_engine};
use domain::audit::canonical::{canonical, hex, leaf};
use domain::audit::tables::COLUMNS;
use domain::audit::tables::FREE;
use domain::db::{Db, DbTx};
use domain::on;
use serde_json::{Value, json};

/// Runs statements in one transaction of the application's own connection; whether it was committed.
async fn committed(db: &Db, statements: &[String]) -> Result<(), String> {
    let mut tx = db.begin().await.expect("begin");
    for sql in statements {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        let done = match &mut tx {
            DbTx::Sqlite(t) => sqlx::query(sql).execute(&mut **t).await.map(|_| ()),
            DbTx::Postgres(t) => sqlx::query(sql).execute(&mut **t).await.map(|_| ()),
        };
        done.map_err(|e| e.to_string())?;
    }
    tx.commit().await.map_err(|e| format!("{e:?}"))
}

async fn refused(db: &Db, sql: &str) {
    let outcome = committed(db, &[sql.to_owned()]).await;
    assert!(outcome.is_err(), "{}: allowed: {sql}", db.engine());
}

/// Table, and the names of its columns.
async fn tables(db: &Db) -> Vec<(String, Vec<String>)> {
    let sql = COLUMNS.of(db);
    let columns: Vec<(String, String, i64, String)> =
        on!(db, c => sqlx::query_as(sql).fetch_all(c).await).expect("columns");
    let groups = columns.chunk_by(|a, b| a.0 == b.0);
    groups.map(|g| (g[0].0.clone(), g.iter().map(|c| c.1.clone()).collect())).collect()
}

async fn count(db: &Db, table: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    on!(db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("count")
}

on_every_engine! {
    /// A table that is added without its triggers makes this test fail.
    async fn every_table_needs_its_event(world: World) {
        crate::factor::ruled(&mut world, false);
        crate::media::rows(&world).await;
        crate::import::rows(&world).await;
        crate::factor::enrol(&world.person("admin").await).await;
        let db = &world.env.db;
        world.acting().await;
        crate::consent::rows(&world).await;
        crate::reset::rows(&world).await;
        crate::account_invite::rows(&world).await;
        crate::checkout::rows(&world).await;
        let agent = world.person("agent").await;
        domain::saved_view::save(&agent, domain::saved_view::Page::Contacts, "Own", "q=x").await.expect("saved");
        let all = tables(db).await;
        assert!(all.len() > 15, "{all:?}");
        for (table, columns) in all.iter().filter(|(name, _)| !FREE.contains(&name.as_str())) {
            assert!(count(db, table).await > 0, "{table} has no rows to be attacked: put some into the demo");
            let first = &columns[0];
            refused(db, &format!("update {table} set {first} = {first}")).await;
            refused(db, &format!("delete from {table}")).await;
            refused(db, &format!("insert into {table} select * from {table}")).await;
            if columns.iter().any(|c| c == "last_event") {
                for event in [
                    "(select min(id) from audit_event)",
                    "(select max(id) from audit_event)",
                    "(select e.id from audit_event e where e.type = 'order.placed' limit 1)",
                    "'no such event'",
                    "''",
                ] {
                    refused(db, &format!("update {table} set last_event = {event}")).await;
                }
            }
            match db {
                Db::Sqlite { .. } => {
                    refused(db, &format!("insert or replace into {table} select * from {table} limit 1")).await;
                    refused(db, &format!("update or replace {table} set {first} = {first}")).await;
                }
                Db::Postgres(_) => {
                    refused(db, &format!("truncate {table}")).await;
                    refused(db, &format!("truncate {table} cascade")).await;
                }
            }
        }
    }
}

on_every_engine! {
    async fn log_rows_are_never_changed(world: World) {
        let db = &world.env.db;
        world.acting().await;
        let cx = domain::cx::Cx::system(world.env.clone(), world.now, "test");
        let key = domain::audit::note::Key::fresh("test.example/audit").expect("key");
        domain::audit::checkpoint::sign(&cx, &key).await.expect("signed").expect("there are events");
        let sql = match db {
            Db::Sqlite { .. } => r"select name from sqlite_master where type = 'table' and name like 'audit\_%' escape '\'",
            Db::Postgres(_) => r"select relname::text from pg_class where relkind = 'r' and relname like 'audit\_%'",
        };
        let log: Vec<String> = on!(db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("tables");
        assert_eq!(log.len(), 9, "{log:?}");
        for table in &log {
            if let Db::Postgres(_) = db {
                refused(db, &format!("truncate {table} cascade")).await;
            }
            // These are empty here; what goes into the first two is attacked below, the third is a table like any other.
            if ["audit_open", "audit_prune", "audit_preset"].contains(&table.as_str()) {
                continue;
            }
            assert!(count(db, table).await > 0, "{table}");
            refused(db, &format!("delete from {table}")).await;
            refused(db, &format!("insert into {table} select * from {table}")).await;
            if let Db::Sqlite { .. } = db {
                refused(db, &format!("insert or replace into {table} select * from {table} limit 1")).await;
            }
        }
        for sql in [
            "update audit_event set body = '{}'",
            "update audit_event set type = 'x.y' where seq = 3",
            "update audit_event set leaf = leaf",
            "update audit_pii set value = 'x'",
            "update audit_pii set value = null, salt = null",
            "update audit_pii set value = null, salt = null, erased_event = (select max(id) from audit_event)",
            "update audit_pii set value = null, salt = null, erased_event = 'no such event'",
            "insert into audit_pii (event_id, field, salt, value) select id, 'new', (select salt from audit_pii limit 1), 'x' from audit_event where seq = 3",
            "insert into audit_pii (event_id, field, salt, value) select 'no such event', 'new', salt, 'x' from audit_pii limit 1",
            "update audit_change set body = '{}'",
            "update audit_change set body = null, erased_event = 'no such event'",
            "insert into audit_change (event_id, body) select max(id), 'x' from audit_event",
            "insert into audit_change (event_id, body) values ('no such event', 'x')",
            "update audit_image set image = '{}'",
            "update audit_image set image = null, salt = null, commitment = 'c:', erased_event = 'no such event'",
            "insert into audit_image (event_id, kind, row_id, op, salt, image) select event_id, kind, row_id, op, salt, image from audit_image limit 1",
            "insert into audit_image (event_id, kind, row_id, op, salt, image) select 'new', kind, row_id, op, salt, image from audit_image limit 1",
            "insert into audit_open (event_id) select max(id) from audit_event",
            "insert into audit_open (event_id) values ('no such event')",
            "insert into audit_prune (size, at, last_event) values (5, 'x', 'no such event')",
            "insert into audit_prune (size, at, last_event) select 5, 'x', max(id) from audit_event",
            "update audit_checkpoint set note = 'x'",
            "insert into audit_checkpoint (size, root, frontier, note, vkey, at) select 1, root, frontier, note, vkey, at from audit_checkpoint",
            "insert into audit_checkpoint (size, root, frontier, note, vkey, at) select 1000000, root, frontier, note, vkey, at from audit_checkpoint",
        ] {
            refused(db, sql).await;
        }
        // An open event is not closed by taking it away.
        let open = "insert into audit_open (event_id) values ('new')".to_owned();
        for close in ["delete from audit_open", "update audit_open set event_id = (select max(id) from audit_event)"] {
            assert!(committed(db, &[open.clone(), close.to_owned()]).await.is_err(), "{close}");
        }
    }
}

/// The next event as an attacker with all knowledge would write it, with something different.
async fn forged(db: &Db, id: &str, change: impl Fn(&mut Value)) -> String {
    let (seq, before, body): (i64, Vec<u8>, String) = on!(db, c => sqlx::query_as("select seq, leaf, body from audit_event order by seq desc limit 1").fetch_one(c).await).expect("the last event");
    let mut event: Value = serde_json::from_str(&body).expect("JSON");
    for (key, value) in
        [("seq", json!(seq + 1)), ("prev", json!(hex(&before))), ("id", json!(id)), ("rows", Value::Null)]
    {
        event[key] = value;
    }
    change(&mut event);
    canonical(&event)
}

fn insert(engine: Engine, body: &str, change: impl Fn(&mut Value)) -> String {
    let event: Value = serde_json::from_str(body).expect("JSON");
    let mut row = json!({
        "seq": event["seq"], "id": event["id"], "leaf": hex(&leaf(body)), "type": event["type"],
        "actor": event["actor"]["id"], "subject": event["on_behalf_of"]["id"], "session": event["session"]["id"],
        "at": event["time"],
    });
    change(&mut row);
    let text = |key: &str| row[key].as_str().map_or("null".to_owned(), |text| format!("'{text}'"));
    let leaf = row["leaf"].as_str().expect("text");
    let leaf = if engine == Engine::Sqlite { format!("x'{leaf}'") } else { format!("decode('{leaf}', 'hex')") };
    format!(
        "insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at)
         values ({}, {}, {leaf}, '{}', {}, {}, {}, {}, {})",
        row["seq"],
        text("id"),
        body.replace('\'', "''"),
        text("type"),
        text("actor"),
        text("subject"),
        text("session"),
        text("at")
    )
}

type Forge = fn(&mut Value);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn only_next_event_is_appended() {
    for engine in engines() {
        let world = World::new(engine).await;
        let db = &world.env.db;
        let bodies: [(&str, Forge); 7] = [
            ("a gap", |e| e["seq"] = json!(e["seq"].as_i64().expect("a number") + 1)),
            ("a place that is taken", |e| e["seq"] = json!(3)),
            ("another event before it", |e| e["prev"] = json!("0".repeat(64))),
            ("silence about rows", |e| drop(e.as_object_mut().expect("an object").remove("rows"))),
            ("rows that were not written", |e| e["rows"] = json!({"n": 1, "sha256": "00"})),
            ("rows as text", |e| e["rows"] = json!("x")),
            ("no number", |e| e["seq"] = Value::Null),
        ];
        for (what, change) in bodies {
            let body = forged(db, "new", change).await;
            let sql = insert(engine, &body, |_| ());
            assert!(committed(db, &[sql]).await.is_err(), "{engine:?}: {what}");
        }
        let used: String =
            on!(db, c => sqlx::query_scalar("select id from audit_event where seq = 5").fetch_one(c).await)
                .expect("an id");
        refused(db, &insert(engine, &forged(db, &used, |_| ()).await, |_| ())).await;
        let body = forged(db, "new", |_| ()).await;
        let columns: [(&str, Forge); 6] = [
            ("seq", |r| r["seq"] = json!(1_000_000)),
            ("id", |r| r["id"] = json!("other")),
            ("type", |r| r["type"] = json!("x.y")),
            ("actor", |r| r["actor"] = json!("somebody else")),
            ("subject", |r| r["subject"] = json!("somebody else")),
            ("at", |r| r["at"] = json!("2000-01-01T00:00:00.000000Z")),
        ];
        for (what, change) in columns {
            assert!(committed(db, &[insert(engine, &body, change)]).await.is_err(), "{engine:?}: forged column {what}");
        }
        if engine == Engine::Postgres {
            assert!(committed(db, &[insert(engine, &body, |r| r["leaf"] = json!("00".repeat(32)))]).await.is_err());
        }
        // A row may not be kept silent, an event not be used after it was appended.
        let write = "update stock set available = available + 1, last_event = 'new' where product_id = (select min(product_id::text)::uuid from stock)";
        let write = if engine == Engine::Sqlite {
            write.replace("(select min(product_id::text)::uuid from stock)", "(select min(product_id) from stock)")
        } else {
            write.to_owned()
        };
        let good = insert(engine, &body, |_| ());
        assert!(committed(db, std::slice::from_ref(&write)).await.is_err(), "{engine:?}: a row without its event");
        assert!(
            committed(db, &[write.clone(), good.clone()]).await.is_err(),
            "{engine:?}: an event that is silent about a row"
        );
        assert!(committed(db, &[good.clone(), write.clone()]).await.is_err(), "{engine:?}: a row after its event");
        // The controls: what is right is taken, so the refusals above are refusals of what was wrong.
        let told = insert(engine, &forged(db, "new", |e| e["rows"] = json!({"n": 1, "sha256": "00"})).await, |_| ());
        assert_eq!(committed(db, &[write, told]).await, Ok(()), "{engine:?}");
        let last = insert(engine, &forged(db, "newer", |_| ()).await, |_| ());
        assert_eq!(committed(db, &[last]).await, Ok(()), "{engine:?}");
    }
}
