//! A fresh database for each test, people to act in it, and the check that ends every test.

use crate::cluster::cluster;
use crate::scratch;
use domain::behalf::handoff::HandOff;
use domain::credential::{Hasher, Token, Work};
use domain::cx::{Cx, Mode, Principal, Request};
use domain::db::Db;
use domain::env::{Env, Limits};
use domain::error::Realm;
use domain::id::{AccountId, ContactId, OrderId, OrganizationId, SessionId, event_id};
use domain::on;
use domain::time::Micros;
use sqlx::{Connection, PgConnection};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// When the demo was loaded.
pub const NOW: Micros = Micros(1_795_432_683_000_000);

/// Passwords of tests protect nothing: one hash of them takes microseconds.
pub const WORK: Work = Work { memory: 8, passes: 1, lanes: 1 };

/// One test's database and clock.
pub struct World {
    pub env: Arc<Env>,
    /// The time of the next request.
    pub now: Micros,
    /// Where it lies on SQLite.
    pub file: Option<Arc<File>>,
}

/// A database of SQLite, removed with the last world over it.
pub struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

impl File {
    /// The one at this address, if it is a file.
    fn at(url: &str) -> Option<Arc<File>> {
        url.strip_prefix("sqlite:").map(|path| Arc::new(File(PathBuf::from(path))))
    }
}

/// Which engine a world stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The engines of this machine.
pub fn engines() -> Vec<Engine> {
    if cluster(false).is_some() { vec![Engine::Sqlite, Engine::Postgres] } else { vec![Engine::Sqlite] }
}

/// Runs a test in a fresh world on every engine, and checks the log when it is over.
macro_rules! on_every_engine {
    ($(#[$doc:meta])* async fn $name:ident($world:ident: World) $body:block) => {
        $(#[$doc])*
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $name() {
            for engine in $crate::world::engines() {
                let mut $world = $crate::world::World::new(engine).await;
                // Not every test moves the clock.
                $world.now = $world.now.plus(domain::time::Micros(0));
                let (env, file) = ($world.env.clone(), $world.file.clone());
                async { $body }.await;
                $crate::world::check_log(&env).await;
                $crate::world::remove(&env).await;
                drop(file);
            }
        }
    };
}
pub(crate) use on_every_engine;

impl World {
    pub async fn new(engine: Engine) -> World {
        // Tests sign the same person in again and again.
        World::with_limits(engine, Limits { portal_sessions: 1_000, ..Limits::default() }).await
    }

    pub async fn with_limits(engine: Engine, limits: Limits) -> World {
        let url = copy(engine).await;
        let db = Db::open(&url).await.expect("open");
        World { env: env(db, limits), now: NOW.plus(Micros::minutes(1)), file: File::at(&url) }
    }

    /// The same database, served with other limits.
    pub fn again(world: &World, limits: Limits) -> World {
        World { env: env(world.env.db.clone(), limits), now: world.now, file: world.file.clone() }
    }

    /// A database without anything, not even tables.
    pub async fn empty(engine: Engine) -> World {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", scratch::folder().join(format!("empty-{number}.db")).display()),
            Engine::Postgres => {
                let base = cluster(false).expect("a cluster");
                run(&base, format!("create database empty{number}")).await;
                format!("{base}/empty{number}")
            }
        };
        let db = Db::open(&url).await.expect("open");
        World { env: env(db, Limits::default()), now: NOW.plus(Micros::minutes(1)), file: File::at(&url) }
    }

    pub fn anonymous(&self) -> Cx {
        self.cx(Principal::Anonymous)
    }

    pub fn cx(&self, principal: Principal) -> Cx {
        let request = Request {
            id: event_id(),
            method: "POST".to_owned(),
            route: "/test".to_owned(),
            ip: "192.0.2.7".to_owned(),
            user_agent: "test".to_owned(),
        };
        Cx::new(self.env.clone(), principal, self.now, request)
    }

    /// Signs in with a demo login; gives the token.
    pub async fn token(&self, realm: Realm, role: &str) -> Token {
        let login = login(role);
        domain::session::sign_in(&self.anonymous(), realm, login.login, login.password).await.expect("sign in")
    }

    /// A signed-in person with this demo role.
    pub async fn person(&self, role: &str) -> Cx {
        let realm = if role == "buyer" { Realm::Shop } else { Realm::Portal };
        let token = self.token(realm, role).await;
        self.cx(domain::session::principal(&self.env, self.now, realm, &token).await.expect("principal"))
    }

    /// The signed-in buyer at this place of the demo's logins.
    pub async fn buyer(&self, n: usize) -> Cx {
        let login = demo::staff::logins().into_iter().filter(|l| l.role == "buyer").nth(n).expect("a buyer");
        let token = domain::session::sign_in(&self.anonymous(), Realm::Shop, login.login, login.password)
            .await
            .expect("sign in");
        self.cx(domain::session::principal(&self.env, self.now, Realm::Shop, &token).await.expect("principal"))
    }

    /// The signed-in customer with this login, one of those whose passwords are known.
    pub async fn customer(&self, mail: &str) -> Cx {
        let n = demo::staff::logins().into_iter().filter(|l| l.role == "buyer").position(|l| l.login == mail);
        self.buyer(n.expect("a known login")).await
    }

    /// The account with this login.
    pub async fn account(&self, mail: &str) -> AccountId {
        let key = domain::session::email_key(mail);
        on!(&self.env.db, c => sqlx::query_scalar("select id from account where email_key = $1").bind(key).fetch_one(c).await)
            .expect(mail)
    }

    /// The same person some time later.
    pub fn cx_later(&self, cx: &Cx, after: Micros) -> Cx {
        Cx::new(self.env.clone(), cx.principal().clone(), self.now.plus(after), cx.request().clone())
    }

    /// Oleg's account in the first store.
    pub async fn oleg(&self) -> AccountId {
        self.account(login("buyer").login).await
    }

    /// An on-behalf session of the agent for Oleg: its slug, its token, its context.
    pub async fn acting(&self) -> (String, Token, Cx) {
        self.acting_for(login("buyer").login).await
    }

    /// The same for another customer.
    pub async fn acting_for(&self, mail: &str) -> (String, Token, Cx) {
        let agent = self.person("agent").await;
        let slug = request(&agent, self.account(mail).await).await;
        let (login, cx) = (login("agent"), self.anonymous());
        let token = verify(&cx, &slug, login.login, login.password).await.expect("verify");
        let acting = self.acting_again(&slug, &token).await.expect("open");
        (slug, token, acting)
    }

    /// The context of an open on-behalf session, if it is open.
    pub async fn acting_again(&self, slug: &str, token: &Token) -> Option<Cx> {
        match domain::behalf::found::principal(&self.env, self.now, slug, token).await.expect("lookup") {
            domain::behalf::found::Found::Open(principal) => Some(self.cx(*principal)),
            _ => None,
        }
    }

    /// A number from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        on!(&self.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("count")
    }
}

/// A full session with a preset reason.
pub fn wish() -> domain::behalf::Request {
    domain::behalf::Request {
        reason: "Help with an order".to_owned(),
        ticket: "SUP-812".to_owned(),
        mode: Mode::Full,
        minutes: 30,
        back: String::new(),
        to: String::new(),
        second: false,
    }
}

/// Asks for a full session with a preset reason.
pub async fn request(agent: &Cx, account: AccountId) -> String {
    domain::behalf::db::request(agent, account, &wish()).await.expect("request")
}

/// Asks for a session against the customer's word, with a second person there.
pub async fn request_with_second(agent: &Cx, account: AccountId) -> String {
    let wish = domain::behalf::Request { second: true, ..wish() };
    domain::behalf::db::request(agent, account, &wish).await.expect("request")
}

/// The first demo login with this role.
pub fn login(role: &str) -> demo::Login {
    demo::logins().into_iter().find(|l| l.role == role).expect("a login with this role")
}

fn env(db: Db, limits: Limits) -> Arc<Env> {
    Arc::new(Env { limits, demo: true, hasher: Hasher::new(WORK), ..Env::new(db, "test.example/audit") })
}

/// Reads the whole database and compares it with its log, as `behalf audit verify --db` does.
pub async fn check_log(env: &Arc<Env>) {
    let cx = Cx::system(env.clone(), NOW, "test");
    let report = domain::audit::compare::compare(&cx, &Default::default()).await.expect("comparison");
    assert_eq!(report.findings, Vec::<String>::new(), "{}", env.db.engine());
    assert!(report.events > 0);
    let largest: i64 =
        on!(&env.db, c => sqlx::query_scalar("select cast(max(length(body)) as bigint) from audit_event").fetch_one(c).await)
            .expect("size");
    assert!(largest <= 16_384, "an event is too large");
    let (before, made) = (entries(env).await, async {
        domain::entry::make_all(&env.db).await.expect("entries");
        entries(env).await
    });
    assert_eq!(before, made.await, "what lists are found and sorted by is not what their rows say");
}

type ContactEntry = (ContactId, OrganizationId, Vec<u8>, Vec<u8>, i64, bool, String);
type OrderEntry = (OrderId, i64, i64, String);

/// How contacts and orders are found and sorted.
async fn entries(env: &Env) -> (Vec<ContactEntry>, Vec<OrderEntry>) {
    let orders = "select order_id, placed_at, total, search_key from order_entry order by order_id";
    let orders = on!(&env.db, c => sqlx::query_as(orders).fetch_all(c).await).expect("entries of orders");
    let sql = "select contact_id, organization_id, name_key, company_key, last_order_at, has_account, words from contact_entry order by contact_id";
    (on!(&env.db, c => sqlx::query_as(sql).fetch_all(c).await).expect("entries"), orders)
}

/// The demo is loaded once for each engine and copied for each test.
async fn copy(engine: Engine) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    match engine {
        Engine::Sqlite => {
            static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
            let template = TEMPLATE
                .get_or_init(|| async {
                    let path = scratch::folder().join("template.db");
                    load(&format!("sqlite:{}", path.display())).await;
                    path
                })
                .await;
            let path = scratch::folder().join(format!("{number}.db"));
            std::fs::copy(template, &path).expect("copy");
            format!("sqlite:{}", path.display())
        }
        Engine::Postgres => {
            static TEMPLATE: OnceCell<&str> = OnceCell::const_new();
            static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
            let base = cluster(false).expect("a cluster");
            let strategy = TEMPLATE
                .get_or_init(|| async {
                    run(&base, "create database template_demo".to_owned()).await;
                    load(&format!("{base}/template_demo")).await;
                    // Nothing else gathers statistics in a cluster of tests.
                    run_in(&format!("{base}/template_demo"), "vacuum analyze".to_owned()).await;
                    // Before PostgreSQL 15 there is no other way, and no word for it.
                    if version(&base).await >= 150_000 { "strategy file_copy" } else { "" }
                })
                .await;
            let _one = ONE_AT_A_TIME.lock().await;
            run(&base, format!("create database t{number} template template_demo {strategy}")).await;
            format!("{base}/t{number}")
        }
    }
}

async fn load(url: &str) {
    let db = Db::open(url).await.expect("open");
    db.migrate().await.expect("migrate");
    let env = env(db, Limits::default());
    demo::load(&env, NOW).await.expect("load");
    env.db.close().await;
}

async fn run(base: &str, sql: String) {
    run_in(&format!("{base}/postgres"), sql).await;
}

async fn run_in(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.expect("open");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("statement");
    connection.close().await.expect("close");
}

/// The version of the server, such as 150004.
async fn version(base: &str) -> i32 {
    let mut connection = PgConnection::connect(&format!("{base}/postgres")).await.expect("open");
    let sql = "select cast(current_setting('server_version_num') as integer)";
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("a version")
}

/// Removes the database of a test that is over from PostgreSQL, so that what was written to it need not be kept.
pub async fn remove(env: &Env) {
    let (Db::Postgres(pool), Some(base)) = (&env.db, cluster(false)) else { return };
    let options = pool.connect_options();
    let name = options.get_database().expect("a name");
    run(&base, format!("drop database {name} with (force)")).await;
}

/// Proves the agent's login and password under `slug`.
pub async fn verify(cx: &Cx, slug: &str, login: &str, password: &str) -> domain::error::Result<Token> {
    let typed = domain::session::Credentials { login, password, code: "", passkey: None };
    domain::behalf::db::verify(&browser(cx, slug).await, slug, &typed, None).await.map(|verified| verified.token)
}

/// The browser that asked for the session under `slug`: it has the cookie of that portal session.
pub async fn browser(cx: &Cx, slug: &str) -> Cx {
    let portal: Option<SessionId> = on!(cx.db(), c => sqlx::query_scalar("select portal_session_id from behalf where slug = $1").bind(slug).fetch_optional(c).await)
        .expect("lookup");
    cx.with_handoff(portal.map(HandOff::Portal))
}
