//! The program in folders of its own, with a demo that is made once.

use crate::cluster::cluster;
use crate::scratch;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The program.
pub const BINARY: &str = env!("CARGO_BIN_EXE_behalf");

/// A folder with a database, removed in the end.
pub struct Place(pub PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Place {
        Place::below(scratch::folder())
    }

    /// The same on a disk: a file in memory may not be run as a program everywhere.
    pub fn on_disk() -> Place {
        Place::below(&std::env::temp_dir())
    }

    fn below(folder: &Path) -> Place {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("behalf-cli-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = folder.join(name);
        let _ = std::fs::remove_dir_all(&path);
        domain::private::folder(&path).expect("a folder");
        Place(path)
    }

    /// A folder with the demo, its key and its checkpoints, as they are when the program has ended.
    pub fn demo() -> Place {
        static DEMO: OnceLock<Place> = OnceLock::new();
        let demo = DEMO.get_or_init(|| {
            let place = Place::empty();
            place.start("demo", &[]).stop();
            place
        });
        let place = Place::empty();
        place.copy_of(&demo.0);
        place
    }

    /// A folder for a demo in a database of its own on PostgreSQL, when its programs are found.
    pub fn on_postgres() -> Option<Place> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let base = cluster(false)?;
        let name = format!("cli{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let pool = sqlx::PgPool::connect(&format!("{base}/postgres")).await.expect("a connection");
            let sql = sqlx::AssertSqlSafe(format!("create database {name}"));
            sqlx::query(sql).execute(&pool).await.expect("a database");
            pool.close().await;
        });
        let place = Place::empty();
        std::fs::write(place.file("database"), format!("{base}/{name}")).expect("a file");
        place.start("demo", &[]).stop();
        Some(place)
    }

    /// Takes over the files of another folder.
    pub fn copy_of(&self, from: &Path) {
        for entry in std::fs::read_dir(from).expect("a folder").flatten() {
            if entry.path().is_file() {
                std::fs::copy(entry.path(), self.0.join(entry.file_name())).expect("a copy");
            }
        }
    }

    /// The path of a file.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The address of the database: SQLite in this folder, or the one that a file here names.
    pub fn url(&self) -> String {
        let named = std::fs::read_to_string(self.file("database"));
        named.unwrap_or_else(|_| format!("sqlite:{}", self.file("shop.db").display()))
    }

    fn command(&self, program: &str, before: &[&str], words: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(before).args(words).args(["--database-url", &self.url()]).current_dir(&self.0);
        command.env_remove("BEHALF_DATABASE_URL").env("RUST_BACKTRACE", "0");
        command
    }

    /// Runs a command of the program to its end.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command(BINARY, &[], words).output().expect("the program runs")
    }

    /// The same, which must succeed; gives what it printed.
    pub fn ok(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(output.status.success(), "{words:?}: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    /// Starts the server and waits until it serves.
    pub fn start(&self, command: &str, words: &[&str]) -> Server {
        self.try_start(BINARY, &[], command, words).unwrap_or_else(|said| panic!("it did not come up: {said}"))
    }

    /// Starts a server of a database at any address, in this folder; what it said when it did not come up.
    pub fn serve_at(&self, url: &str, command: &str, words: &[&str]) -> Result<Server, String> {
        let all = [&[command, "--addr", "127.0.0.1:0", "--log", "warn", "--database-url", url], words].concat();
        let mut command = Command::new(BINARY);
        command.args(all).current_dir(&self.0).env("RUST_BACKTRACE", "0");
        self.spawn(command)
    }

    /// Starts the server under another program; what it said when it did not come up.
    pub fn try_start(&self, program: &str, before: &[&str], command: &str, words: &[&str]) -> Result<Server, String> {
        let addr: &[&str] = if words.contains(&"--addr") { &[] } else { &["--addr", "127.0.0.1:0"] };
        self.spawn(self.command(program, before, &[&[command, "--log", "warn"], addr, words].concat()))
    }

    fn spawn(&self, mut command: Command) -> Result<Server, String> {
        let errors = std::fs::File::create(self.file("errors")).expect("a file");
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors).spawn().map_err(|e| e.to_string())?;
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        for line in lines.by_ref().map_while(Result::ok) {
            if let Some((_, rest)) = line.strip_prefix("Serving on ").and_then(|rest| rest.split_once("://")) {
                let addr = rest.split('/').next().unwrap_or_default().to_owned();
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Server { child, addr });
            }
        }
        let _ = child.wait();
        Err(std::fs::read_to_string(self.file("errors")).unwrap_or_default())
    }

    /// The events of an export, parsed.
    pub fn events(&self) -> Vec<Value> {
        let out = self.file("events");
        self.ok(&["audit", "export", "--out", &out.display().to_string()]);
        let lines = std::fs::read_to_string(out.join("entries.jsonl")).expect("entries");
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// A running server.
pub struct Server {
    pub child: Child,
    pub addr: String,
}

impl Server {
    /// Asks it to end and waits.
    pub fn stop(mut self) {
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let patience = Instant::now() + Duration::from_secs(30);
        while self.child.try_wait().ok().flatten().is_none() && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
