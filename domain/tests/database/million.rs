//! How long a search takes in a log of a million events. Run by hand:
//! `cargo test --release --package domain --features domain/database -- --ignored --nocapture a_million_events`
//! (`EVENTS=100000` for fewer, `ENGINE=postgres` for PostgreSQL).

use crate::world::{Engine, NOW, World, engines};
use domain::audit::canonical::{canonical, hex, leaf};
use domain::audit::query::Query;
use domain::audit::search::page;
use domain::db::DbTx;
use domain::id::event_id;
use domain::on;
use domain::time::Micros;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const KINDS: [(&str, u64); 10] = [
    ("cart.item_added", 300),
    ("cart.item_changed", 130),
    ("on_behalf.viewed", 200),
    ("contact.viewed", 120),
    ("order.placed", 80),
    ("order.shipped", 70),
    ("auth.login.succeeded", 60),
    ("order.viewed", 30),
    ("audit.viewed", 9),
    ("staff.created", 1),
];

/// A small generator, so that every run asks for the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let n = u64::try_from(all.len()).unwrap_or(1);
        &all[usize::try_from(self.below(n)).unwrap_or(0)]
    }

    fn kind(&mut self) -> &'static str {
        let mut n = self.below(1_000);
        for (kind, weight) in KINDS {
            if n < weight {
                return kind;
            }
            n -= weight;
        }
        KINDS[0].0
    }
}

struct People {
    staff: Vec<String>,
    /// Login, person, company.
    customers: Vec<(String, String, String)>,
    orders: Vec<String>,
}

impl People {
    async fn of(world: &World) -> People {
        let db = &world.env.db;
        let staff: Vec<uuid::Uuid> =
            on!(db, c => sqlx::query_scalar("select id from staff order by id").fetch_all(c).await).expect("staff");
        let customers: Vec<(uuid::Uuid, uuid::Uuid, uuid::Uuid)> = on!(db, c => sqlx::query_as("select a.id, k.id, k.organization_id from account a join contact k on k.id = a.contact_id order by a.id").fetch_all(c).await).expect("customers");
        let orders: Vec<uuid::Uuid> =
            on!(db, c => sqlx::query_scalar("select id from orders order by id").fetch_all(c).await).expect("orders");
        People {
            staff: staff.iter().map(ToString::to_string).collect(),
            customers: customers.iter().map(|(a, k, o)| (a.to_string(), k.to_string(), o.to_string())).collect(),
            orders: orders.iter().map(ToString::to_string).collect(),
        }
    }

    /// One event as the program writes it. Sessions have twenty events, three of ten are on behalf.
    fn event(
        &self,
        dice: &mut Dice,
        seq: i64,
        prev: &str,
        session: &mut (String, Value, Value, Value),
    ) -> (Value, String) {
        if seq % 20 == 0 {
            let (staff, (account, contact, company)) = (dice.of(&self.staff).clone(), dice.of(&self.customers).clone());
            let id = event_id();
            *session = match dice.below(10) {
                0..3 => (
                    id.clone(),
                    json!({ "id": staff, "kind": "staff" }),
                    json!({ "account": account, "id": contact, "kind": "contact", "org": company }),
                    json!({ "amr": ["pwd"], "auth_time": "2026-11-24T09:00:00.000000Z", "id": id, "kind": "on_behalf", "ticket": "SUP-812" }),
                ),
                3..6 => (
                    id.clone(),
                    json!({ "id": staff, "kind": "staff" }),
                    Value::Null,
                    json!({ "id": id, "kind": "portal" }),
                ),
                _ => (
                    id.clone(),
                    json!({ "id": account, "kind": "account" }),
                    Value::Null,
                    json!({ "id": id, "kind": "shop" }),
                ),
            };
        }
        let (kind, outcome) = (dice.kind(), if dice.below(100) == 0 { "denied" } else { "success" });
        let target =
            if kind.starts_with("order") && dice.below(4) == 0 { dice.of(&self.orders).clone() } else { event_id() };
        let at = Micros(NOW.0 + seq * 4_000_000).rfc3339();
        let event = json!({
            "actor": session.1, "app": { "ver": "0.1.0" },
            "change": { "fields": ["line"], "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
            "details": { "what": "HB-0840-Z" }, "id": event_id(), "log": "test.example/audit", "on_behalf_of": session.2,
            "outcome": outcome, "pii": { "ip": "c:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
            "prev": prev, "request": { "id": event_id(), "method": "POST", "route": "/cart" }, "rows": null, "seq": seq,
            "session": session.3, "target": [{ "id": target, "kind": "cart", "name": "", "ver": 3 }],
            "time": at, "type": kind, "v": 1,
        });
        (event, at)
    }
}

async fn fill(world: &World, events: i64) {
    let people = People::of(world).await;
    let (first, last): (i64, Vec<u8>) = on!(&world.env.db, c => sqlx::query_as("select seq, leaf from audit_event order by seq desc limit 1").fetch_one(c).await).expect("log");
    let (mut dice, mut prev, mut seq) = (Dice(7), hex(&last), first + 1);
    let mut session = (String::new(), Value::Null, Value::Null, Value::Null);
    while seq <= events {
        let mut tx = world.env.db.begin().await.expect("begin");
        for _ in 0..20_000 {
            if session.0.is_empty() {
                session = (event_id(), json!({ "id": "system", "kind": "system" }), Value::Null, Value::Null);
            }
            let (event, at) = people.event(&mut dice, seq, &prev, &mut session);
            let body = canonical(&event);
            let hash = leaf(&body);
            let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
            macro_rules! insert {
                ($c:expr) => {{
                    sqlx::query("insert into audit_event (seq, id, leaf, body, type, actor_id, subject_id, session_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
                        .bind(seq).bind(text("/id")).bind(hash.as_slice()).bind(&body).bind(text("/type")).bind(text("/actor/id"))
                        .bind(text("/on_behalf_of/id")).bind(text("/session/id")).bind(&at).execute($c).await.expect("insert");
                }};
            }
            match &mut tx {
                DbTx::Sqlite(t) => insert!(&mut **t),
                DbTx::Postgres(t) => insert!(&mut **t),
            }
            prev = hex(&hash);
            seq += 1;
        }
        tx.commit().await.expect("commit");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn million_events_are_searched_fast() {
    let events: i64 = std::env::var("EVENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let wants_postgres = std::env::var("ENGINE").is_ok_and(|e| e == "postgres");
    let engine = if wants_postgres { Engine::Postgres } else { Engine::Sqlite };
    assert!(engines().contains(&engine));
    let mut world = World::new(engine).await;
    let started = Instant::now();
    fill(&world, events).await;
    println!("{events} events on {} written in {:.0?}", world.env.db.engine(), started.elapsed());
    if let domain::db::Db::Postgres(pool) = &world.env.db {
        sqlx::query("vacuum analyze").execute(pool).await.expect("analyze");
    }
    world.now = NOW.plus(Micros(events * 4_000_000 + 1));
    let auditor = world.person("auditor").await;
    let session: String = on!(&world.env.db, c => sqlx::query_scalar("select session_id from audit_event where seq = $1").bind(events / 2).fetch_one(c).await).expect("session");
    let object: String = on!(&world.env.db, c => sqlx::query_scalar("select number from orders order by number limit 1").fetch_one(c).await).expect("order");
    let half = Micros(NOW.0 + events * 2_000_000).rfc3339();
    let half = half.get(..16).unwrap_or_default();
    let lines = [
        String::new(),
        "actor:\"ana silva\"".to_owned(),
        "for:oleg".to_owned(),
        "company:northmere".to_owned(),
        "action:order.placed".to_owned(),
        "action:order.*".to_owned(),
        "action:staff.created".to_owned(),
        format!("session:{session}"),
        format!("object:{object}"),
        "result:denied".to_owned(),
        "on-behalf:yes".to_owned(),
        format!("before:{half}"),
        format!("after:{half} result:denied"),
        "actor:\"ana silva\" for:oleg action:order.placed".to_owned(),
        "actor:\"ana silva\" result:denied action:order.*".to_owned(),
        "company:northmere action:staff.created".to_owned(),
        format!("session:{session} result:denied"),
        format!("object:{object} actor:\"ana silva\""),
        "on-behalf:yes action:cart.* -actor:\"ana silva\" result:denied".to_owned(),
        "for:oleg action:staff.created result:denied".to_owned(),
        "actor:\"ana silva\" action:cart.item_added on-behalf:no".to_owned(),
        "actor:\"ana silva\" action:order.eaten".to_owned(),
        "-action:*.viewed -action:cart.* -action:order.* -action:auth.*".to_owned(),
        "action:order.placed action:order.shipped actor:system".to_owned(),
    ];
    println!("| filter | found | stopped | p50 ms | p95 ms | max ms |\n|---|---:|---|---:|---:|---:|");
    let (mut dice, mut worst) = (Dice(11), Duration::ZERO);
    for line in &lines {
        let query = Query::parse(line).expect("a line");
        let (mut times, mut found, mut stopped) = (Vec::new(), 0, false);
        for n in 0..60 {
            let before =
                (n > 0).then(|| i64::try_from(dice.below(u64::try_from(events).unwrap_or(1))).unwrap_or(1) + 1);
            let started = Instant::now();
            let read = page(&auditor, &query, before, 50).await.expect("page");
            times.push(started.elapsed());
            if n == 0 {
                (found, stopped) = (read.lines.len(), read.stopped);
            }
        }
        times.sort_unstable();
        let ms = |d: Duration| d.as_secs_f64() * 1_000.0;
        let p95 = times[times.len() * 95 / 100];
        worst = worst.max(p95);
        println!(
            "| {} | {found} | {} | {:.1} | {:.1} | {:.1} |",
            if line.is_empty() { "(none)" } else { line },
            if stopped { "yes" } else { "" },
            ms(times[times.len() / 2]),
            ms(p95),
            ms(times[times.len() - 1])
        );
    }
    assert!(worst < Duration::from_millis(100), "the slowest p95 is {worst:?}");
}
