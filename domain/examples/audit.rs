//! What the record costs: `cargo xtask bench audit` runs this.
//!
//! Rule: each engine does the same work twice, in turns: on the database as it is, and on one whose schema has lost
//! everything that is there for the record, with the events left out.

use domain::audit::checkpoint::Unsigned;
use domain::credential::Hasher;
use domain::cx::{Cx, Principal, Request};
use domain::db::Db;
use domain::env::{Env, Limits};
use domain::error::{Error, Realm, Result};
use domain::order::{Checkout, Shipping};
use domain::time::Micros;
use domain::tx::measure;
use domain::{cart, demo, on};
use std::sync::Arc;
use std::time::{Duration, Instant};

const NOW: Micros = Micros(1_795_432_683_000_000);

#[tokio::main]
async fn main() {
    let orders = 300;
    for url in std::env::args().skip(1) {
        if let Err(error) = measure_engine(&url, orders).await {
            eprintln!("{url}: {error:?}");
        }
    }
}

async fn open(url: &str) -> Result<Arc<Env>> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let env = Env {
        db,
        limits: Limits::default(),
        hasher: Hasher::default(),
        log: "bench.example/audit".to_owned(),
        demo: true,
        unsigned: Unsigned::default(),
        refusals: Default::default(),
    };
    Ok(Arc::new(env))
}

/// Takes out of the schema what is there for the record.
async fn rob(db: &Db) -> Result<()> {
    match db {
        Db::Sqlite { write, .. } => {
            let triggers: Vec<String> =
                sqlx::query_scalar("select name from sqlite_master where type = 'trigger'").fetch_all(write).await?;
            for name in triggers {
                sqlx::query(sqlx::AssertSqlSafe(format!("drop trigger {name}"))).execute(write).await?;
            }
            sqlx::query("pragma foreign_keys = off").execute(write).await?;
        }
        Db::Postgres(pool) => {
            let drops: Vec<String> = sqlx::query_scalar("
                select format('drop trigger %I on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal
                union all
                select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint where confrelid = 'audit_event'::regclass
            ").fetch_all(pool).await?;
            for drop in drops {
                sqlx::query(sqlx::AssertSqlSafe(drop)).execute(pool).await?;
            }
        }
    }
    Ok(())
}

struct Shop {
    own: Cx,
    slugs: Vec<String>,
}

impl Shop {
    async fn open(env: &Arc<Env>) -> Result<Shop> {
        demo::load(env, NOW).await?;
        let login = demo::logins().into_iter().find(|l| l.role == "buyer").expect("a buyer");
        let now = NOW.plus(Micros::minutes(1));
        let request = Request {
            id: domain::id::event_id(),
            method: "POST".into(),
            route: "/checkout".into(),
            ip: "192.0.2.7".into(),
            user_agent: "bench".into(),
        };
        let cx = Cx::new(env.clone(), Principal::Anonymous, now, request);
        let token = domain::session::sign_in(&cx, Realm::Shop, login.login, login.password).await?;
        let own = cx.with_principal(domain::session::principal(env, now, Realm::Shop, &token).await?);
        let slugs = on!(&env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 400 and p.increment = 1 order by p.sku").fetch_all(c).await?);
        let shop = Shop { own, slugs };
        for line in cart::store::load(&shop.own).await?.lines {
            cart::store::remove(&shop.own, &line.slug).await?;
        }
        Ok(shop)
    }

    async fn order(&self, number: usize, lines: usize) -> Result<Duration> {
        let cx = &self.own;
        for n in 0..lines {
            cart::store::add(cx, &self.slugs[(number + n) % self.slugs.len()], "1").await?;
        }
        let (cart, terms, addresses) =
            (cart::store::load(cx).await?, domain::order::store::terms(cx).await?, domain::address::own(cx).await?);
        let (totals, _) = domain::order::store::price_up(&cart, Shipping::Standard, &addresses[0].country, &terms)?;
        let checkout = Checkout {
            address: addresses[0].id,
            shipping: Shipping::Standard,
            po_number: "PO-1".to_owned(),
            note: String::new(),
            shown_goods: totals.subtotal.minor,
            key: format!("bench-{number}"),
        };
        let begun = Instant::now();
        domain::order::store::place(cx, &checkout).await?;
        Ok(begun.elapsed())
    }
}

async fn measure_engine(url: &str, orders: usize) -> Result<()> {
    let (plain, bare) = match url.strip_prefix("sqlite:") {
        Some(path) => (format!("sqlite:{path}.full"), format!("sqlite:{path}.bare")),
        None => (format!("{url}/whole"), format!("{url}/bare")),
    };
    let (full, bare) = (open(&plain).await?, open(&bare).await?);
    let (a, b) = (Shop::open(&full).await?, Shop::open(&bare).await?);
    rob(&bare.db).await?;
    for lines in [1, 3, 10] {
        let mut times = [Vec::new(), Vec::new()];
        for number in 0..orders {
            let number = lines * 100_000 + number;
            measure::audit(true);
            times[0].push(a.order(number, lines).await?);
            measure::audit(false);
            times[1].push(b.order(number, lines).await?);
            measure::audit(true);
        }
        let [full, bare] = times.map(|mut t| {
            t.sort();
            t[t.len() / 2].as_secs_f64() * 1e6
        });
        println!(
            "{:<10} {lines:>2} lines: {full:>7.0} us audited, {bare:>7.0} us bare: {:>5.1} % of the order, +{:>5.1} %",
            a.own.db().engine(),
            (full - bare) / full * 100.0,
            (full - bare) / bare * 100.0
        );
    }
    let _ = Error::NotFound;
    Ok(())
}
