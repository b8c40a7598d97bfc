//! What the record costs: `cargo xtask bench audit` runs this.
//!
//! Rule: the cost of an order is the difference between placing it on the database as it is, and on one whose schema has
//! lost everything that is there for the record, with the events left out; both in turns, so that both see the same
//! machine. Nothing here judges.

#[path = "../tests/database/cluster.rs"]
mod cluster;

use domain::audit::checkpoint;
use domain::audit::note::Key;
use domain::audit::{Event, export};
use domain::cx::{Cx, Principal, Request};
use domain::db::Db;
use domain::env::Env;
use domain::error::{Realm, Result};
use domain::order::{Checkout, Shipping};
use domain::policy::Action;
use domain::time::Micros;
use domain::tx::measure;
use domain::{cart, on};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const NOW: Micros = Micros(1_795_432_683_000_000);
/// Orders of each size.
const ORDERS: usize = 200;
/// Events of the small log.
const FEW: i64 = 10_000;
/// Appends that are measured.
const APPENDS: usize = 300;

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap_or_else(|| ".".to_owned()));
    let many = words.next().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut places = vec![Place::Sqlite(folder.clone())];
    match cluster::cluster(true) {
        Some(base) => places.push(Place::Postgres(base)),
        None => println!("PostgreSQL: initdb was not found, left out"),
    }
    for place in places {
        if let Err(error) = all(&place, &folder, many).await {
            println!("failed: {error:?}");
        }
    }
}

/// Where databases are made.
enum Place {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Place {
    async fn database(&self, name: &str) -> Result<String> {
        Ok(match self {
            Place::Sqlite(folder) => format!("sqlite:{}", folder.join(format!("{name}.db")).display()),
            Place::Postgres(base) => {
                if let Db::Postgres(pool) = Db::open(&format!("{base}/postgres")).await? {
                    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&pool).await?;
                    pool.close().await;
                }
                format!("{base}/{name}")
            }
        })
    }
}

async fn all(place: &Place, folder: &Path, many: i64) -> Result<()> {
    let (whole, bare) = (open(&place.database("whole").await?).await?, open(&place.database("bare").await?).await?);
    println!("\n{}", whole.db.engine());
    cost(&whole, &bare).await?;
    let log = open(&place.database("log").await?).await?;
    growth(&log, folder, many).await
}

async fn open(url: &str) -> Result<Arc<Env>> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let limits = domain::env::Limits { orders_per_minute: i64::MAX, ..Default::default() };
    Ok(Arc::new(Env { demo: true, limits, ..Env::new(db, "bench.example/audit") }))
}

/// The middle of some times, in microseconds.
fn middle(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// The cost of the record for orders of one, three and ten lines.
async fn cost(whole: &Arc<Env>, bare: &Arc<Env>) -> Result<()> {
    let (with, without) = (Shop::open(whole).await?, Shop::open(bare).await?);
    drop_guards(&bare.db).await?;
    println!("  an order, inside the program      with   without      cost  of it");
    for lines in [1, 3, 10] {
        let (mut audited, mut plain) = (Vec::new(), Vec::new());
        for number in 0..ORDERS {
            let number = lines * 100_000 + number;
            measure::audit(true);
            audited.push(with.order(number, lines).await?);
            measure::audit(false);
            plain.push(without.order(number, lines).await?);
            measure::audit(true);
        }
        let (audited, plain) = (middle(&mut audited), middle(&mut plain));
        println!(
            "  {lines:>2} lines                     {audited:>7.0} us {plain:>6.0} us {:>6.0} us {:>4.0} %",
            audited - plain,
            (audited - plain) / audited * 100.0
        );
        println!("RESULT cost {} {lines} {:.0}", whole.db.engine(), audited - plain);
    }
    Ok(())
}

/// Drops the triggers that are there for the record.
async fn drop_guards(db: &Db) -> Result<()> {
    let statements: Vec<String> = match db {
        Db::Sqlite { write, .. } => {
            sqlx::query("pragma foreign_keys = off").execute(write).await?;
            sqlx::query_scalar("select 'drop trigger ' || name from sqlite_master where type = 'trigger'")
                .fetch_all(write)
                .await?
        }
        Db::Postgres(pool) => sqlx::query_scalar(
            "select format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal",
        )
        .fetch_all(pool)
        .await?,
    };
    for sql in statements {
        let sql = sqlx::AssertSqlSafe(sql);
        match db {
            Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await?.rows_affected(),
            Db::Postgres(pool) => sqlx::query(sql).execute(pool).await?.rows_affected(),
        };
    }
    Ok(())
}

/// A customer with an empty cart, and what can be ordered.
struct Shop {
    own: Cx,
    slugs: Vec<String>,
}

impl Shop {
    async fn open(env: &Arc<Env>) -> Result<Shop> {
        demo::load(env, NOW).await?;
        let login = demo::logins().into_iter().find(|l| l.role == "buyer").expect("the demo has a buyer");
        let now = NOW.plus(Micros::minutes(1));
        let request = Request {
            id: domain::id::event_id(),
            method: "POST".to_owned(),
            route: "/checkout".to_owned(),
            ip: "192.0.2.7".to_owned(),
            user_agent: "bench".to_owned(),
        };
        let cx = Cx::new(env.clone(), Principal::Anonymous, now, request);
        let token = domain::session::sign_in(&cx, Realm::Shop, login.login, login.password).await?;
        let own = cx.with_principal(domain::session::principal(env, now, Realm::Shop, &token).await?);
        let slugs = on!(&env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 400 and p.increment = 1 order by p.sku").fetch_all(c).await?);
        let shop = Shop { own, slugs };
        for line in cart::db::load(&shop.own).await?.lines {
            cart::db::remove(&shop.own, &line.slug).await?;
        }
        Ok(shop)
    }

    /// Fills the cart, and places the order: that alone is measured.
    async fn order(&self, number: usize, lines: usize) -> Result<Duration> {
        let cx = &self.own;
        for n in 0..lines {
            cart::db::add(cx, &self.slugs[(number + n) % self.slugs.len()], "1").await?;
        }
        let (cart, terms, addresses) =
            (cart::db::load(cx).await?, domain::order::db::terms(cx).await?, domain::address::own(cx).await?);
        let (totals, _) = domain::order::db::price_up(&cart, Shipping::Standard, &addresses[0].country, &terms)?;
        let checkout = Checkout {
            address: addresses[0].id,
            shipping: Shipping::Standard,
            po_number: "PO-1".to_owned(),
            note: String::new(),
            booking: Default::default(),
            discount: None,
            shown_total: totals.total.minor,
            key: format!("bench-{number}"),
        };
        let begun = Instant::now();
        domain::order::place::place(cx, &checkout).await?;
        Ok(begun.elapsed())
    }
}

/// How an append, and verifying, grow with the log.
async fn growth(env: &Arc<Env>, folder: &Path, many: i64) -> Result<()> {
    let cx = Cx::system(env.clone(), NOW, "bench");
    fill(&cx, FEW).await?;
    let few = append(&cx).await?;
    let begun = Instant::now();
    fill(&cx, many).await?;
    println!("  filled to {many} events in {:.0} s", begun.elapsed().as_secs_f64());
    let much = append(&cx).await?;
    println!("  an append at {FEW} events        {few:>7.0} us");
    println!("  an append at {many} events      {much:>7.0} us");
    let begun = Instant::now();
    let signed = checkpoint::sign(&cx, &Key::fresh(&env.log)?).await?.expect("there are events");
    println!("  signing all of them                {:>6.1} s", begun.elapsed().as_secs_f64());
    let out = folder.join(format!("export-{}", env.db.engine()));
    export::export(&cx, &signed, &out).await?;
    let begun = Instant::now();
    let report = export::verify(&out, &[], &[])?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("  verifying an export of {}    {seconds:>5.1} s, {} findings", report.events, report.findings.len());
    let _ = std::fs::remove_dir_all(out);
    Ok(())
}

/// Appends until the log has so many events, thousands in one transaction.
async fn fill(cx: &Cx, events: i64) -> Result<()> {
    loop {
        let missing = events - checkpoint::events(cx).await?;
        if missing <= 0 {
            return Ok(());
        }
        let mut tx = cx.begin(Action::RunJob).await?;
        for n in 0..missing.min(5_000) {
            tx.also(
                Event::new("bench.filled")
                    .target("order", n)
                    .detail("total", n)
                    .personal("reason", "Help with an order"),
            );
        }
        tx.commit_also().await?;
    }
}

async fn append(cx: &Cx) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..APPENDS {
        let event = Event::new("bench.appended").target("order", 1).personal("reason", "Help with an order");
        let begun = Instant::now();
        cx.record(event).await?;
        times.push(begun.elapsed());
    }
    Ok(middle(&mut times))
}
