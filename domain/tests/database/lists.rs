//! How long a page of each list takes with 250,000 contacts and 500,000 orders. Run by hand:
//! `cargo test --release --package domain --features domain/database --test database lists:: -- --ignored --nocapture`
//! (`SHARE=10` for a tenth of the rows, `ENGINE=postgres` or `ENGINE=sqlite` for one engine).

use crate::world::{Engine, World, engines};
use domain::account::Status as AccountStatus;
use domain::behalf::history as sessions;
use domain::behalf::{Cause, State};
use domain::contact::db as contacts;
use domain::cx::Cx;
use domain::db::Db;
use domain::id::{ContactId, OrganizationId};
use domain::list::Place;
use domain::on;
use domain::order::approval::list as approvals;
use domain::order::{self, Status};
use domain::organization::{find, member};
use std::time::{Duration, Instant};
use uuid::Uuid;

const CONTACTS: i64 = 250_000;
const ORDERS: i64 = 500_000;
const SESSIONS: i64 = 100_000;
const COMPANIES: i64 = 20_000;

/// Times a page of a list is read.
const TIMES: usize = 60;

/// What is common among names, and what is not.
const GIVEN: [&str; 20] = [
    "Maria", "Anna", "Oleg", "José", "Peter", "John", "Emma", "Harriet", "Ivan", "Chen", "Åse", "Zoë", "Łukasz",
    "Ömer", "Yuki", "Laura", "Sven", "Carlos", "Nina", "Tom",
];
const PARTS: [&str; 24] = [
    "ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "ku", "be", "no", "li", "ma", "ru", "so", "ta", "ve", "bi",
    "ko", "le", "mu", "na", "ri",
];

/// Statements that fill a database, alike on both engines but for `id(n)`, which stands for an id made of a number.
const FILL: [&str; 12] = [
    "create table given (n bigint primary key, name text not null)",
    "create table part (n bigint primary key, name text not null)",
    "create table numbers (n bigint primary key)",
    "insert into numbers with recursive t(n) as (select 1 union all select n + 1 from t where n < :most) select n from t",
    "create table family (n bigint primary key, name text not null)",
    "insert into family
     select m.n, upper(substr(a.name, 1, 1)) || substr(a.name, 2) || b.name || c.name from (
       select m.n, m.n % 24 as x, (m.n / 24) % 24 as y, (m.n / 576) % 24 as z from numbers m where m.n <= 13824) m
     join part a on a.n = m.x join part b on b.n = m.y join part c on c.n = m.z",
    "insert into organization (id, number, name, city, country, vat_id, status, terms_days, po_number, support_names, last_event)
     select id(m.n), 'L-' || m.n, f.name || ' ' || g.name || ' Ltd', case when m.n % 3 = 0 then 'London' else 'Leeds' end,
            'GB', '', 'active', 30, 'optional', (1 = 1), 'x'
     from numbers m join family f on f.n = (m.n * 31) % 13824 + 1 join family g on g.n = (m.n * 977) % 13824 + 1
     where m.n <= :companies",
    "insert into contact (id, organization_id, name, latin_name, title, email, phone, language, time_zone, created_at, last_event)
     select id(m.n), case when m.n % 60 = 0 then (select id from organization where name = 'Northmere Ltd') else id((m.n * 7919) % :companies + 1) end,
            g.name || ' ' || f.name, g.name || ' ' || f.name, 'Buyer', 'c' || m.n || '@' || f.name || '.example',
            '+44 20 ' || (m.n * 7919 % 9000 + 1000) || ' ' || (m.n * 613 % 9000 + 1000), 'en', 'Europe/London', m.n, 'x'
     from numbers m
     join (select n, name from given union all select n + 20, name from family) g
       on g.n = case when m.n % 5 = 0 then m.n / 5 % 20 else (m.n * 613) % 13824 + 21 end
     join family f on f.n = (m.n * 7877) % 13824 + 1
     where m.n <= :contacts",
    "insert into account (id, contact_id, store_id, email, email_key, password_hash, role, status, created_at, last_event)
     select id(m.n), id(m.n), (select id from store order by position limit 1), 'a' || m.n || '@list.example',
            'a' || m.n || '@list.example', '!', case m.n % 9 when 0 then 'approver' when 1 then 'viewer' else 'buyer' end,
            case when m.n % 100 < 90 then 'active' when m.n % 100 < 95 then 'invited' when m.n % 100 < 97 then 'disabled'
                 when m.n % 100 < 99 then 'unverified' else 'locked' end, m.n, 'x'
     from numbers m where m.n <= :contacts and m.n % 16 <> 0",
    "insert into orders (id, number, store_id, organization_id, contact_id, account_id, status, currency, subtotal, shipping,
                         tax, total, tax_note, po_number, note, recipient, address_text, shipping_method, payment_method,
                         terms_days, placed_at, idempotency_key, payload_hash, version, created_at, created_actor_id,
                         created_actor_name, created_actor_role, created_event, last_event)
     select id(m.n), 'L-' || (1000000 + m.n), a.store_id, k.organization_id, k.id, a.id,
            case when m.n % 2000 = 0 then 'awaiting_approval' when m.n % 300 = 0 then 'rejected' when m.n % 40 = 0 then 'placed'
                 when m.n % 25 = 0 then 'shipped' else 'delivered' end,
            'GBP', m.n * 7919 % 500000 + 100, 0, 0, m.n * 7919 % 500000 + 100, '', case when m.n % 2 = 0 then 'PO-' || m.n else '' end, '',
            k.name, '1 Some Road', 'standard', 'account', 30, 1700000000000000 + m.n * 60000000, 'l' || m.n, '', 1,
            1700000000000000 + m.n * 60000000, 'x', k.name, 'customer', 'x', 'x'
     from numbers m
     join account a on a.id = case when m.n % 100 = 0 then (select id from account where email_key = ':oleg')
                                   else id((m.n * 104729 % (:contacts / 16)) * 16 + 1 + m.n % 15) end
     join contact k on k.id = a.contact_id
     where m.n <= :orders",
    "insert into approval (id, state, decided_at, decided_actor_id, last_event)
     select id, case when status = 'awaiting_approval' then 'waiting' else 'rejected' end,
            case when status = 'awaiting_approval' then null else 5 end, case when status = 'awaiting_approval' then null else 'x' end, 'x'
     from orders where number like 'L-%' and status in ('awaiting_approval', 'rejected')",
    "insert into behalf (id, slug, state, staff_id, portal_session_id, account_id, store_id, mode, reason, ticket, minutes,
                         requested_at, redeem_by, verified_at, started_at, expires_at, ended_at, ended_why, ended_by, last_event)
     select id(m.n), 'l' || m.n, 'ended', t.id, (select id from session order by id limit 1), a.id, a.store_id,
            case when m.n % 4 = 0 then 'view' else 'full' end, 'Help with an order', 'SUP-' || m.n, 30,
            b.at, b.at, b.at, b.at, b.at + 1800000000, b.at + 900000000,
            case when m.n % 1000 = 0 then 'supervisor' when m.n % 3 = 0 then 'expired' else 'stop' end, 'x', 'x'
     from (select n, 1700000000000000 + n * 900000000 as at from numbers where n <= :sessions) b
     join numbers m on m.n = b.n
     join (select id, row_number() over (order by id) - 1 as n from staff) t on t.n = m.n % (select count(*) from staff)
     join account a on a.id = case when m.n % 200 = 0 then (select id from account where email_key = ':oleg')
                                   else id((m.n * 7919 % (:contacts / 16)) * 16 + 1 + m.n % 15) end",
];

/// Runs a statement as the owner of the tables.
async fn run(db: &Db, sql: String) {
    let done = match db {
        Db::Sqlite { write, .. } => sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(write).await.map(|_| ()),
        Db::Postgres(pool) => {
            let mut c = pool.acquire().await.expect("a connection");
            sqlx::query("set statement_timeout = 0").execute(&mut *c).await.expect("no limit");
            sqlx::query(sqlx::AssertSqlSafe(sql.clone())).execute(&mut *c).await.map(|_| ())
        }
    };
    done.unwrap_or_else(|e| panic!("{e}\n{sql}"));
}

/// Takes the guards away: what fills this database is no business, and an event for each thousand rows takes hours.
async fn unguard(db: &Db) {
    let sql = match db {
        Db::Sqlite { .. } => {
            "select 'drop trigger ' || name from sqlite_master where type = 'trigger' and name not like 'search\\_%' escape '\\' and tbl_name not like 'audit\\_%' escape '\\'"
        }
        Db::Postgres(_) => {
            "select 'alter table ' || relname || ' disable trigger user' from pg_class
             where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like '\\_sqlx%'"
        }
    };
    let all: Vec<String> = on!(db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("guards");
    for sql in all {
        run(db, sql).await;
    }
}

async fn fill(world: &World, share: i64) {
    let db = &world.env.db;
    unguard(db).await;
    let id = match db {
        Db::Sqlite { .. } => ["unhex(printf('%032x', ", "))"],
        Db::Postgres(_) => ["cast(lpad(to_hex(", "), 32, '0') as uuid)"],
    };
    let oleg = demo::staff::logins().into_iter().find(|l| l.role == "buyer").expect("a buyer").login;
    for (n, sql) in FILL.into_iter().enumerate() {
        let sql = sql
            .replace(":most", &(ORDERS / share).to_string())
            .replace(":companies", &(COMPANIES / share).to_string())
            .replace(":contacts", &(CONTACTS / share).to_string())
            .replace(":orders", &(ORDERS / share).to_string())
            .replace(":sessions", &(SESSIONS / share).to_string())
            .replace(":oleg", &domain::session::email_key(oleg));
        run(db, ids(&sql, id)).await;
        let words: &[&str] = match n {
            0 => &GIVEN,
            1 => &PARTS,
            _ => &[],
        };
        let table = if n == 0 { "given" } else { "part" };
        for (n, word) in words.iter().enumerate() {
            run(db, format!("insert into {table} values ({n}, '{word}')")).await;
        }
    }
    domain::entry::make_all(db).await.expect("entries");
    if let Db::Postgres(_) = db {
        run(db, "vacuum analyze".to_owned()).await;
    }
}

/// Writes `id(…)` as an engine makes an id of a number.
fn ids(sql: &str, [before, after]: [&str; 2]) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(" id(").map(|at| at + 1) {
        out += &rest[..at];
        let from = at + 3;
        let mut depth = 1;
        let to = rest[from..].find(|c| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        let to = from + to.expect("an end");
        out = out + before + &rest[from..to] + after;
        rest = &rest[to + 1..];
    }
    out + rest
}

/// What is measured of one list.
struct Report {
    worst: Duration,
}

impl Report {
    async fn of<T>(&mut self, what: &str, read: impl AsyncFn(i64) -> (usize, i64, T)) {
        let (mut times, mut found) = (Vec::new(), (0, 0));
        for n in 0..TIMES {
            let n = i64::try_from(n).expect("small");
            let started = Instant::now();
            let (rows, total, _) = read(n).await;
            times.push(started.elapsed());
            found = (rows, total);
        }
        times.sort_unstable();
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let (middle, late) = (times[TIMES / 2], times[TIMES * 95 / 100]);
        self.worst = self.worst.max(late);
        println!("| {what} | {} | {} | {:.1} | {:.1} |", found.0, found.1, ms(middle), ms(late));
    }

    async fn contacts(&mut self, cx: &Cx, what: &str, filter: &contacts::Filter, pages: i64) {
        self.of(&format!("contacts: {what}"), async |n| {
            let page = contacts::list(cx, filter, n % pages * 25, 25).await.expect("contacts");
            (page.rows.len(), page.total, ())
        })
        .await;
    }

    async fn orders(&mut self, cx: &Cx, what: &str, whose: order::db::Whose, filter: &order::db::Filter) {
        self.of(&format!("orders: {what}"), async |_| {
            let page = order::db::all(cx, whose, filter).await.expect("orders");
            (page.rows.len(), page.total, ())
        })
        .await;
    }

    async fn sessions(&mut self, cx: &Cx, what: &str, filter: &sessions::Filter) {
        self.of(&format!("sessions: {what}"), async |_| {
            let page = sessions::list(cx, filter).await.expect("sessions");
            (page.rows.len(), page.total, ())
        })
        .await;
    }
}

async fn measure(world: &World) -> Duration {
    let mut report = Report { worst: Duration::ZERO };
    let (admin, sales, buyer) = (world.person("admin").await, world.person("sales").await, world.person("buyer").await);
    let agent = world.person("agent").await;
    let northmere = OrganizationId(one(world, "select id from organization where name = 'Northmere Ltd'").await);
    let oleg = buyer.customer().expect("a customer").contact;
    println!("\n| {} | rows | found | p50 ms | p95 ms |\n|---|---:|---:|---:|---:|", world.env.db.engine());
    for sort in [contacts::Sort::Name, contacts::Sort::Company, contacts::Sort::LastOrder] {
        for descending in [false, true] {
            let filter = contacts::Filter { sort, descending, ..Default::default() };
            let what = format!("by {}{}", sort.as_str(), if descending { ", descending" } else { "" });
            report.contacts(&admin, &what, &filter, 20).await;
        }
    }
    for query in [
        "oleg",
        "oleg koval",
        "maria",
        "bakelo",
        "london",
        "example",
        "kelo ltd",
        "c123@",
        "7946 12",
        "li",
        "a",
        "zzzz",
    ] {
        let filter = contacts::Filter { query: query.to_owned(), ..Default::default() };
        report.contacts(&admin, &format!("\"{query}\""), &filter, 2).await;
    }
    let statuses = [AccountStatus::Active, AccountStatus::Locked, AccountStatus::Invited].map(contacts::Accounts::In);
    for accounts in statuses.into_iter().chain([contacts::Accounts::None]) {
        for sort in [contacts::Sort::Name, contacts::Sort::LastOrder] {
            let filter = contacts::Filter { accounts: Some(accounts), sort, descending: true, ..Default::default() };
            report.contacts(&admin, &format!("{} by {}", accounts.as_str(), sort.as_str()), &filter, 2).await;
        }
    }
    let theirs = contacts::Filter { organization: Some(northmere), ..Default::default() };
    report.contacts(&admin, "of a large company", &theirs, 20).await;
    report.contacts(&admin, "\"maria\" there", &contacts::Filter { query: "maria".to_owned(), ..theirs }, 1).await;
    report.contacts(&sales, "of assigned companies", &contacts::Filter::default(), 1).await;
    for typed in ["", "no", "northm", "zz"] {
        report
            .of(&format!("companies: \"{typed}\""), async |_| {
                let all = find::suggest(&admin, typed, find::SUGGESTED).await.expect("companies");
                (all.len(), 0, ())
            })
            .await;
    }
    orders(&mut report, [&admin, &sales, &buyer], northmere, oleg).await;
    sessions_of(&mut report, [&admin, &agent, &sales, &buyer], oleg).await;
    approvals_of(&mut report, world).await;
    report.worst
}

async fn one(world: &World, sql: &'static str) -> Uuid {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("a row")
}

async fn orders(report: &mut Report, [admin, sales, buyer]: [&Cx; 3], northmere: OrganizationId, oleg: ContactId) {
    use order::db::{Filter, Whose};
    for sort in order::Sort::ALL {
        report.orders(admin, sort.as_str(), Whose::All, &Filter { sort, ..Default::default() }).await;
        let last = Filter { sort, place: Place::Last, ..Default::default() };
        report.orders(admin, &format!("{}, last page", sort.as_str()), Whose::All, &last).await;
    }
    let first = order::db::all(admin, Whose::All, &Filter { place: Place::Page(240), ..Default::default() })
        .await
        .expect("orders");
    let after = Filter { place: first.after.map(Place::After).expect("more"), ..Default::default() };
    report.orders(admin, "after a row", Whose::All, &after).await;
    for status in [Status::AwaitingApproval, Status::Placed, Status::Delivered, Status::Cancelled] {
        for sort in [order::Sort::Newest, order::Sort::Largest] {
            let filter = Filter { status: Some(status), sort, ..Default::default() };
            report.orders(admin, &format!("{}, {}", status.as_str(), sort.as_str()), Whose::All, &filter).await;
        }
    }
    for query in ["L-1234567", "po-4711", "maria", "bakelo", "oleg koval", "northmere", "li"] {
        let filter = Filter { query: query.to_owned(), ..Default::default() };
        report.orders(admin, &format!("\"{query}\""), Whose::All, &filter).await;
    }
    for sort in [order::Sort::Newest, order::Sort::Largest] {
        let filter = Filter { sort, ..Default::default() };
        report.orders(admin, &format!("of a contact, {}", sort.as_str()), Whose::Contact(oleg), &filter).await;
        report
            .orders(admin, &format!("of a company, {}", sort.as_str()), Whose::Organization(northmere), &filter)
            .await;
        report.orders(sales, &format!("of assigned companies, {}", sort.as_str()), Whose::All, &filter).await;
        report
            .of(&format!("own orders: {}", sort.as_str()), async |n| {
                let page =
                    order::db::own(buyer, &Filter { place: Place::Page(n), ..filter.clone() }).await.expect("orders");
                (page.rows.len(), page.total, ())
            })
            .await;
    }
    report
        .of("own orders: \"po-4\"", async |_| {
            let page = order::db::own(buyer, &Filter { query: "po-4".to_owned(), ..Default::default() })
                .await
                .expect("orders");
            (page.rows.len(), page.total, ())
        })
        .await;
}

async fn sessions_of(report: &mut Report, [admin, agent, sales, buyer]: [&Cx; 4], oleg: ContactId) {
    use sessions::Filter;
    for (what, filter) in [
        ("newest", Filter::default()),
        ("oldest", Filter { sort: sessions::Sort::Oldest, ..Default::default() }),
        ("ended", Filter { state: Some(State::Ended), ..Default::default() }),
        ("live", Filter { state: Some(State::Active), ..Default::default() }),
        ("last page", Filter { place: Place::Last, ..Default::default() }),
        ("ended by a supervisor", Filter { why: Some(Cause::Supervisor), ..Default::default() }),
        ("\"oleg koval\"", Filter { query: "oleg koval".to_owned(), ..Default::default() }),
        ("\"sup-4711\"", Filter { query: "sup-4711".to_owned(), ..Default::default() }),
        ("\"ana\"", Filter { query: "ana".to_owned(), ..Default::default() }),
        ("of a contact", Filter { contact: Some(oleg), ..Default::default() }),
    ] {
        report.sessions(admin, what, &filter).await;
    }
    report.sessions(agent, "an agent's own", &Filter::default()).await;
    report.sessions(sales, "of assigned companies", &Filter::default()).await;
    report
        .of("support access", async |n| {
            let (rows, total) = sessions::own(buyer, n).await.expect("sessions");
            (rows.len(), total, ())
        })
        .await;
    for sort in member::Sort::ALL {
        report
            .of(&format!("members: by {}", sort.as_str()), async |n| {
                let page = member::list(buyer, &member::Filter { sort, page: n, ..Default::default() })
                    .await
                    .expect("members");
                (page.rows.len(), page.total, ())
            })
            .await;
    }
    report
        .of("members: \"maria\"", async |_| {
            let page = member::list(buyer, &member::Filter { query: "maria".to_owned(), ..Default::default() })
                .await
                .expect("members");
            (page.rows.len(), page.total, ())
        })
        .await;
}

async fn approvals_of(report: &mut Report, world: &World) {
    let approver = world.customer("jose.alvarez@northmere.example").await;
    for (what, filter) in [
        ("all", approvals::Filter::default()),
        ("\"po-\"", approvals::Filter { query: "po-".to_owned(), ..Default::default() }),
    ] {
        report
            .of(&format!("approvals: {what}"), async |n| {
                let page = approvals::list(&approver, &approvals::Filter { page: n % 5, ..filter.clone() })
                    .await
                    .expect("approvals");
                (page.rows.len(), page.total, ())
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn a_page_of_each_list_takes_20_ms() {
    let share: i64 = std::env::var("SHARE").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let only = std::env::var("ENGINE").unwrap_or_default();
    let mut worst = Duration::ZERO;
    for engine in engines() {
        let name = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
        if !only.is_empty() && only != name {
            continue;
        }
        let world = World::new(engine).await;
        let started = Instant::now();
        fill(&world, share).await;
        println!("{name} filled in {:.0?}", started.elapsed());
        worst = worst.max(measure(&world).await);
    }
    assert!(worst < Duration::from_millis(20), "the slowest p95 is {worst:?}");
}
