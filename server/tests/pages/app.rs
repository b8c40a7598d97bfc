//! Storefront and portal over a copy of the demo, in this process.

use crate::browser::Browser;
use crate::people::login;
use crate::scratch;
use domain::credential::{Hasher, Work};
use domain::cx::Cx;
use domain::db::Db;
use domain::env::Env;
use domain::time::Micros;
use serde_json::Value;
use server::pages::Pages;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::OnceCell;

/// One test's storefront and portal.
pub struct TestApp {
    pages: Pages,
    folder: Folder,
}

/// Passwords of tests protect nothing: one hash of them takes microseconds.
pub fn hasher() -> Hasher {
    Hasher::new(Work { memory: 8, passes: 1, lanes: 1 })
}

impl TestApp {
    /// The demo with the usual settings.
    pub async fn new() -> TestApp {
        TestApp::with(&[]).await
    }

    /// The demo with these settings, named as in `behalf.toml`.
    pub async fn with(settings: &[(&str, &str)]) -> TestApp {
        let folder = Folder::new();
        for entry in std::fs::read_dir(template().await).expect("a folder").flatten() {
            std::fs::copy(entry.path(), folder.0.join(entry.file_name())).expect("a copy");
        }
        TestApp { pages: open(&folder.0, settings).await, folder }
    }

    /// A database with tables and nothing in them.
    pub async fn empty() -> TestApp {
        let folder = Folder::new();
        let db = Db::open(&url(&folder.0)).await.expect("a database");
        db.migrate().await.expect("migrated");
        db.close().await;
        TestApp { pages: open(&folder.0, &[]).await, folder }
    }

    /// The path of the link that the program shows on its terminal while it is not set up.
    pub async fn set_up_link(&self) -> String {
        let cx = Cx::system(self.pages.env().clone(), now(), "serve");
        let (link, _) = domain::set_up::link(&cx).await.expect("made").expect("something is missing");
        format!("/portal/set-up/{}", link.split("/portal/set-up/").nth(1).expect("a token"))
    }

    /// A number from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let Db::Sqlite { read, .. } = &self.pages.env().db else { panic!("SQLite") };
        sqlx::query_scalar(sql).fetch_one(read).await.expect("a number")
    }

    /// The same database with other settings, as after a restart.
    pub async fn again(self, settings: &[(&str, &str)]) -> TestApp {
        let TestApp { pages, folder } = self;
        pages.env().db.close().await;
        TestApp { pages: open(&folder.0, settings).await, folder }
    }

    /// A browser without any cookie.
    pub fn browser(&self) -> Browser {
        Browser::new(self.pages.clone())
    }

    /// The browser of the first person of the demo with this role, signed in: a buyer at the storefront, staff at the portal.
    pub async fn sign_in(&self, role: &str) -> Browser {
        let browser = self.browser();
        browser.sign_in(&login(role)).await;
        browser
    }

    /// The address of the database.
    pub fn url(&self) -> String {
        url(&self.folder.0)
    }

    /// Every event of the log, in order.
    pub async fn events(&self) -> Vec<Value> {
        let Db::Sqlite { read, .. } = &self.pages.env().db else { panic!("SQLite") };
        let bodies: Vec<String> =
            sqlx::query_scalar("select body from audit_event order by seq").fetch_all(read).await.expect("the log");
        bodies.iter().map(|body| serde_json::from_str(body).expect("JSON")).collect()
    }

    /// The text of the newest mail to this address that is on its way.
    pub async fn mail_to(&self, address: &str) -> String {
        let Db::Sqlite { read, .. } = &self.pages.env().db else { panic!("SQLite") };
        let sql = "select body from outbox where recipient = $1 order by id desc limit 1";
        sqlx::query_scalar(sql).bind(address).fetch_one(read).await.expect("a mail")
    }

    /// Works on all imports that wait, as the program does in the background.
    pub async fn work_on_imports(&self) {
        let cx = Cx::system(self.pages.env().clone(), now(), "import");
        domain::import::job::worker::work(&cx, "test").await.expect("worked");
    }

    /// Writes down the refusals that were only counted so far, as the program does when it ends.
    pub async fn count_refusals(&self) {
        let cx = Cx::system(self.pages.env().clone(), now(), "stop");
        cx.tell_counted(true).await.expect("counted");
    }

    /// Reads the whole database and compares it with its log, as `behalf audit verify --db` does.
    pub async fn check_log(&self) {
        let cx = Cx::system(self.pages.env().clone(), now(), "test");
        let report = domain::audit::compare::compare(&cx, &Default::default()).await.expect("a comparison");
        assert_eq!(report.findings, Vec::<String>::new());
        assert!(report.events > 0);
    }
}

/// The clock that the program looks at, too.
pub fn now() -> Micros {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    Micros(i64::try_from(since.as_micros()).expect("before the end of time"))
}

fn url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("shop.db").display())
}

async fn open(folder: &Path, settings: &[(&str, &str)]) -> Pages {
    let url = url(folder);
    let settings = [&[("database-url", url.as_str())], settings].concat();
    Pages::open(&settings, hasher()).await.unwrap_or_else(|why| panic!("{why}"))
}

/// The folder with the demo that every test copies; the first test makes it.
async fn template() -> &'static Path {
    static TEMPLATE: OnceCell<Folder> = OnceCell::const_new();
    let made = TEMPLATE.get_or_init(|| async {
        let folder = Folder::new();
        let db = Db::open(&url(&folder.0)).await.expect("a database");
        db.migrate().await.expect("migrated");
        let env = std::sync::Arc::new(Env { demo: true, hasher: hasher(), ..Env::new(db, "localhost/audit") });
        demo::load(&env, now()).await.expect("the demo");
        env.db.close().await;
        // Makes the key that secrets are sealed with.
        open(&folder.0, &[]).await.env().db.close().await;
        folder
    });
    &made.await.0
}

/// A folder that is removed with its test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let path = scratch::folder().join(NUMBER.fetch_add(1, Ordering::Relaxed).to_string());
        domain::private::folder(&path).expect("a folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
