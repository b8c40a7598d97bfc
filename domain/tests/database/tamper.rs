//! What an owner of the database can do, and how it shows.

use crate::world::{Engine, NOW, World, engines};
use domain::audit::canonical::{canonical, hex, leaf};
use domain::audit::checkpoint;
use domain::audit::compare::{Trust, compare};
use domain::audit::note::Key;
use domain::cx::Cx;
use domain::db::Db;
use domain::on;
use serde_json::{Value, json};

/// As the owner of the database, past all triggers, which are there again afterwards.
pub async fn as_owner(db: &Db, statements: &[String]) {
    match db {
        Db::Sqlite { write, .. } => {
            let triggers: Vec<(String, String)> =
                sqlx::query_as("select name, sql from sqlite_master where type = 'trigger'")
                    .fetch_all(write)
                    .await
                    .expect("triggers");
            let drops = triggers.iter().map(|(name, _)| format!("drop trigger {name}"));
            let again = triggers.iter().map(|(_, sql)| sql.clone());
            for sql in drops.chain(statements.iter().cloned()).chain(again) {
                sqlx::query(sqlx::AssertSqlSafe(sql)).execute(write).await.expect("the owner may");
            }
        }
        Db::Postgres(pool) => {
            let mut connection = pool.acquire().await.expect("connection");
            sqlx::query("set session_replication_role = replica")
                .execute(&mut *connection)
                .await
                .expect("the owner may");
            for sql in statements {
                sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(&mut *connection).await.expect("the owner may");
            }
            sqlx::query("set session_replication_role = origin")
                .execute(&mut *connection)
                .await
                .expect("the owner may");
        }
    }
}

/// A world in which something was done on behalf, signed.
pub async fn signed(engine: Engine) -> (World, Cx, Trust) {
    let world = World::new(engine).await;
    let (_, _, acting) = world.acting().await;
    domain::behalf::ending::end(&acting, "done").await.expect("end");
    let cx = Cx::system(world.env.clone(), NOW, "test");
    let key = Key::fresh("test.example/audit").expect("key");
    let signed = checkpoint::sign(&cx, &key).await.expect("signed").expect("there are events");
    let trust = Trust { keys: vec![key.public()], notes: vec![signed.note] };
    (world, cx, trust)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn row_changed_past_log_is_named() {
    // Each in a table of its own, or of another row, so that each has its own finding.
    let cases = [
        (
            "update orders set total = total + 1 where number = (select min(number) from orders)",
            "orders ",
            "is not what event",
        ),
        (
            "update orders set created_event = (select min(id) from audit_event) where number = (select max(number) from orders)",
            "order ",
            "the event that placed it",
        ),
        (
            "delete from order_line where order_id = (select id from orders where number = (select min(number) from orders))",
            "order_line ",
            "is missing",
        ),
        ("update cart_line set quantity = quantity + 1", "cart_line ", "is not what event"),
        (
            "update stock set available = available + 7 where product_id = (select id from product where sku = (select min(sku) from product))",
            "stock ",
            "is not what event",
        ),
        ("update staff set role = 'admin' where role = 'auditor'", "staff ", "is not what event"),
        ("update account set password_hash = 'x' where status = 'locked'", "account ", "is not what event"),
        (
            "update behalf set state = 'active' where state = 'ended' and ended_at = (select max(ended_at) from behalf)",
            "behalf ",
            "which the log does not say",
        ),
        (
            "update organization set last_event = (select min(id) from audit_event) where number = (select min(number) from organization)",
            "organization ",
            "is not what event",
        ),
        ("delete from address where position = 2", "address ", "is missing"),
        ("update approval set reason = 'x' where state = 'rejected'", "approval ", "is not what event"),
        (
            "update approval set last_event = (select min(id) from audit_event) where state = 'approved'",
            "order ",
            "the event that decided about it",
        ),
        (
            "insert into price_list (id, code, name, currency, store_id, last_event) select ID, 'new', name, currency, store_id, last_event from price_list limit 1",
            "price_list ",
            "was written past the log",
        ),
    ];
    for engine in engines() {
        let (world, cx, trust) = signed(engine).await;
        let fresh = if engine == Engine::Sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
        let statements: Vec<String> = cases.iter().map(|(sql, ..)| sql.replace("ID", fresh)).collect();
        as_owner(&world.env.db, &statements).await;
        let found = compare(&cx, &trust).await.expect("comparison").findings;
        for (sql, kind, told) in &cases {
            assert!(found.iter().any(|f| f.starts_with(kind) && f.contains(told)), "{engine:?}: {sql}: {found:?}");
        }
        assert!(found.iter().all(|f| cases.iter().any(|(_, kind, _)| f.starts_with(kind))), "{engine:?}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn any_change_in_log_is_found() {
    let cases = [
        (
            "update audit_event set body = replace(body, 'order.placed', 'order.played') where type = 'order.placed'",
            "its leaf is not the hash of its body",
        ),
        (
            "update audit_event set leaf = (select leaf from audit_event where seq = 1) where seq = 4",
            "event 4: its leaf",
        ),
        ("update audit_event set actor_id = 'somebody else' where seq = 4", "event 4: its column actor_id"),
        ("update audit_event set at = '2000-01-01T00:00:00.000000Z' where seq = 4", "event 4: its column at"),
        ("delete from audit_event where seq = 4", "event 4: says that it is event 5"),
        ("delete from audit_event where seq = (select max(seq) from audit_event)", "truncated"),
        ("update audit_event set body = '{}' where seq = 4", "was let go without"),
        ("update audit_pii set value = 'x' where field = 'reason'", "personal value reason is not"),
        ("delete from audit_pii where field = 'reason'", "personal value reason is missing"),
        (
            "update audit_change set body = '{}' where event_id = (select max(event_id) from audit_change)",
            "the change beside it",
        ),
        ("update audit_image set image = '{}' where n = 9", "the images of its rows"),
        ("delete from audit_image where n = 9", "the images of its rows"),
        (
            "update audit_checkpoint set root = (select leaf from audit_event where seq = 1)",
            "its row is not what was signed",
        ),
    ];
    for engine in engines() {
        for (sql, told) in &cases {
            let (world, cx, trust) = signed(engine).await;
            as_owner(&world.env.db, &[(*sql).to_owned()]).await;
            let found = compare(&cx, &trust).await.expect("comparison").findings;
            assert!(found.iter().any(|f| f.contains(told)), "{engine:?}: {sql}: {:?}", &found[..found.len().min(5)]);
            assert!(found.iter().all(|f| !f.starts_with("schema")), "{engine:?}: {sql}: {:?}", found.first());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_trigger_that_is_taken_away_shows() {
    for engine in engines() {
        let (world, cx, trust) = signed(engine).await;
        let statements: &[&str] = match engine {
            Engine::Sqlite => &["drop trigger orders_delete", "drop index orders_placed"],
            Engine::Postgres => &[
                "alter table orders disable trigger orders_written",
                "create or replace function never_deleted() returns trigger language plpgsql as $$ begin return old; end $$",
            ],
        };
        for sql in statements {
            match &world.env.db {
                Db::Sqlite { write, .. } => drop(sqlx::query(*sql).execute(write).await.expect("the owner may")),
                Db::Postgres(pool) => drop(sqlx::query(*sql).execute(pool).await.expect("the owner may")),
            }
        }
        let found = compare(&cx, &trust).await.expect("comparison").findings;
        assert_eq!(found.len(), 2, "{engine:?}: {found:?}");
        assert!(found.iter().all(|f| f.starts_with("schema: ")), "{engine:?}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rewritten_history_differs_from_signed() {
    for engine in engines() {
        let (world, cx, trust) = signed(engine).await;
        let db = &world.env.db;
        let bodies: Vec<String> =
            on!(db, c => sqlx::query_scalar("select body from audit_event order by seq").fetch_all(c).await)
                .expect("log");
        let mut before = [0_u8; 32];
        let mut statements = Vec::new();
        for (seq, body) in bodies.iter().enumerate() {
            let mut event: Value = serde_json::from_str(body).expect("JSON");
            event["prev"] = json!(hex(&before));
            if seq == 5 {
                event["details"] = json!({"x": 1});
            }
            let body = canonical(&event);
            before = leaf(&body);
            let hash = hex(&before);
            let bytes =
                if engine == Engine::Sqlite { format!("x'{hash}'") } else { format!("decode('{hash}', 'hex')") };
            statements.push(format!(
                "update audit_event set leaf = {bytes}, body = '{}' where seq = {seq}",
                body.replace('\'', "''")
            ));
        }
        as_owner(db, &statements).await;
        let found = compare(&cx, &trust).await.expect("comparison").findings;
        assert!(
            found.iter().all(|f| f.contains("is not what the checkpoint")) && !found.is_empty(),
            "{engine:?}: {found:?}"
        );
        // Whoever has the key can sign the new history; the checkpoint from outside still tells.
        as_owner(db, &["delete from audit_checkpoint".to_owned()]).await;
        let other = Key::fresh("test.example/audit").expect("key");
        checkpoint::sign(&cx, &other).await.expect("signed");
        let found = compare(&cx, &Trust { keys: vec![], ..trust.clone() }).await.expect("comparison").findings;
        assert!(!found.is_empty(), "{engine:?}");
        let found = compare(&cx, &trust).await.expect("comparison").findings;
        assert!(
            found.iter().any(|f| f.contains("not trusted")) && found.iter().any(|f| f.contains("history before")),
            "{engine:?}: {found:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn later_column_keeps_default_until_write() {
    for engine in engines() {
        let (world, cx, trust) = signed(engine).await;
        let about_orders = || async {
            let found = compare(&cx, &trust).await.expect("comparison").findings;
            found.into_iter().filter(|finding| finding.starts_with("orders ")).collect::<Vec<_>>()
        };
        let later = "alter table orders add column later text not null default 'as it came'".to_owned();
        as_owner(&world.env.db, &[later]).await;
        assert_eq!(about_orders().await, Vec::<String>::new(), "{engine:?}");
        let one = "update orders set later = 'forged' where number = (select min(number) from orders)".to_owned();
        as_owner(&world.env.db, &[one]).await;
        let found = about_orders().await;
        assert!(found.len() == 1 && found[0].contains("is not what event"), "{engine:?}: {found:?}");
    }
}
