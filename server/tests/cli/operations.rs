//! `docs/OPERATIONS.md` works: its blocks of commands are run in their order, its settings are read, and what belongs to
//! other programs is checked by them, where they are installed.

use crate::cluster::cluster;
use crate::program::{BINARY, Place};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PAGE: &str = include_str!("../../../docs/OPERATIONS.md");

/// The blocks of the page: what each is for, and its text.
fn blocks() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut lines = PAGE.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            all.push((kind, text.join("\n") + "\n"));
        }
    }
    all
}

fn block(kind: &str) -> String {
    blocks().into_iter().find(|(k, _)| *k == kind).unwrap_or_else(|| panic!("no block {kind}")).1
}

/// A machine as the page describes it, in a folder.
struct Machine {
    place: Place,
    port: u16,
    /// Where PostgreSQL listens.
    postgres: String,
}

impl Machine {
    fn new(postgres: &str) -> Machine {
        let place = Place::on_disk();
        for folder in ["etc", "bin", "lib", "backups"] {
            domain::private::folder(&place.file(folder)).expect("a folder");
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let machine = Machine { place, port, postgres: postgres.to_owned() };
        machine.program("sudo", "[ \"$1\" = -u ] && shift 2\nexec \"$@\"\n");
        // Users are not made by a test: an owner that is named is left out.
        machine.program(
            "install",
            "words=()\nwhile [ $# -gt 0 ]; do\n if [ \"$1\" = -o ]; then shift 2; else words+=(\"$1\"); shift; fi\ndone\n\
             exec /usr/bin/install \"${words[@]}\"\n",
        );
        machine.program(
            "systemctl",
            "case \"$1\" in\n\
             start) \"$BEHALF\" serve --config \"$CONFIG\" >>\"$ROOT/log\" 2>&1 & echo $! >\"$ROOT/pid\"\n\
             for i in $(seq 200); do grep -q '^Serving' \"$ROOT/log\" && exit 0; sleep 0.1; done; cat \"$ROOT/log\"; exit 1;;\n\
             stop) [ -f \"$ROOT/pid\" ] || exit 0; kill \"$(cat \"$ROOT/pid\")\" || true\n\
             for i in $(seq 200); do kill -0 \"$(cat \"$ROOT/pid\")\" 2>/dev/null || break; sleep 0.1; done; : >\"$ROOT/log\"; rm \"$ROOT/pid\";;\n\
             esac\n",
        );
        std::os::unix::fs::symlink(BINARY, machine.place.file("bin/behalf")).expect("a link");
        std::fs::write(machine.place.file("etc/setup.toml"), include_str!("../../../docs/setup.toml"))
            .expect("written");
        machine
    }

    fn program(&self, name: &str, text: &str) {
        let path = self.place.file("bin").join(name);
        std::fs::write(&path, format!("#!/bin/bash\n{text}")).expect("written");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("a mode");
    }

    /// A text of the page, with the places of this machine.
    fn here(&self, text: &str) -> String {
        let root = self.place.0.display();
        text.replace("/var/lib/behalf", &format!("{root}/lib"))
            .replace("/var/backups/behalf", &format!("{root}/backups"))
            .replace("/etc/behalf", &format!("{root}/etc"))
            .replace("/usr/local/bin", &format!("{root}/installed"))
            .replace("install -m 755 behalf ", &format!("install -m 755 {BINARY} "))
            .replace("%2Frun%2Fpostgresql", &self.postgres)
            .replace("127.0.0.1:3000", &format!("127.0.0.1:{}", self.port))
            .replace("smtps://shop:PASSWORD@mail.shop.example", "smtp://127.0.0.1:1")
            .replace("tools/audit_ref.py", concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/audit_ref.py"))
    }

    fn run(&self, text: &str, config: &str, environment: &[(&str, String)]) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new("bash")
            .args(["-euo", "pipefail", "-c", &self.here(text)])
            .current_dir(&self.place.0)
            .env("PATH", format!("{}:{path}", self.place.file("bin").display()))
            .env("ROOT", &self.place.0)
            .env("BEHALF", BINARY)
            .env("CONFIG", self.place.file(config))
            .envs(environment.iter().map(|(name, value)| (*name, value.as_str())))
            .output()
            .expect("bash runs")
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.run("systemctl stop behalf", "etc/behalf.toml", &[]);
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn has(program: &str) -> bool {
    let found =
        std::env::var_os("PATH").is_some_and(|all| std::env::split_paths(&all).any(|p| p.join(program).exists()));
    let found = found || Path::new("/usr/sbin").join(program).exists();
    if !found {
        eprintln!("{program} is missing: what the page says for it is looked at, not run");
    }
    found
}

#[test]
fn the_commands_for_sqlite_work_in_their_order() {
    if !["sqlite3", "curl", "python3", "openssl"].into_iter().all(has) {
        return;
    }
    let machine = Machine::new("");
    domain::private::folder(&machine.place.file("installed")).expect("a folder");
    std::fs::write(machine.place.file("etc/behalf.toml"), machine.here(&block("toml"))).expect("written");
    let mut all = String::new();
    for (_, text) in blocks().iter().filter(|(kind, _)| *kind == "sh") {
        let output = machine.run(text, "etc/behalf.toml", &[]);
        assert!(output.status.success(), "{text}: {}", said(&output));
        all.push_str(&said(&output));
    }
    for expected in ["/portal/welcome/", "ok: ", "ready", "The log goes on. ", "'signed': "] {
        assert!(all.contains(expected), "{expected}: {all}");
    }
    let mode = |name: &str| std::fs::metadata(machine.place.file(name)).expect(name).permissions().mode() & 0o777;
    assert_eq!((mode("lib/behalf.db"), mode("backups/behalf.db"), mode("lib")), (0o600, 0o600, 0o700));
}

#[test]
fn the_commands_for_postgresql_work_in_their_order() {
    let Some(base) = cluster(false) else { return };
    if !["createuser", "pg_dump", "pg_restore"].into_iter().all(has) {
        return;
    }
    let server = base.trim_start_matches("postgres://behalf@");
    let machine = Machine::new(server);
    let (host, port) = server.split_once(':').expect("a port");
    std::fs::write(machine.place.file("etc/postgresql.toml"), machine.here(&block("toml postgresql")))
        .expect("written");
    let environment = [("PGHOST", host), ("PGPORT", port), ("PGUSER", "behalf"), ("PGDATABASE", "postgres")];
    let environment = environment.map(|(name, value)| (name, value.to_owned()));
    let mut all = String::new();
    for (_, text) in blocks().iter().filter(|(kind, _)| *kind == "sh postgresql") {
        let output = machine.run(text, "etc/postgresql.toml", &environment);
        assert!(output.status.success(), "{text}: {}", said(&output));
        all.push_str(&said(&output));
    }
    // The program's role does not own its tables.
    assert!(all.contains("behalf_shop reads and writes, behalf_owner owns the tables"), "{all}");
}

/// Whether braces are balanced and each line that needs an end has it.
fn has_shape(text: &str, is_ended: impl Fn(&str) -> bool) {
    let mut depth = 0_i32;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        depth += i32::from(line.ends_with('{')) - i32::from(line == "}");
        assert!(depth >= 0 && is_ended(line), "{line}");
    }
    assert_eq!(depth, 0, "{text}");
}

/// A certificate for the proxy to read, made here.
fn certificate(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let (key, certificate) = (folder.join("privkey.pem"), folder.join("fullchain.pem"));
    let words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=shop.example"];
    let made = Command::new("openssl").args(words).arg("-keyout").arg(&key).arg("-out").arg(&certificate).output();
    made.is_ok_and(|output| output.status.success()).then_some((key, certificate))
}

#[test]
fn what_is_for_the_proxies_and_systemd_is_right() {
    let place = Place::empty();
    let nginx = block("nginx");
    has_shape(&nginx, |line| line.ends_with(['{', ';']) || line == "}");
    for part in
        ["proxy_set_header Host $host;", "proxy_set_header X-Forwarded-For $remote_addr;", "proxy_buffering off;"]
    {
        assert!(nginx.contains(part), "{part}");
    }
    if has("nginx")
        && let Some((key, certificate)) = certificate(&place.0)
    {
        let text = nginx
            .replace("/etc/ssl/shop.example/privkey.pem", &key.display().to_string())
            .replace("/etc/ssl/shop.example/fullchain.pem", &certificate.display().to_string())
            .replace(":443", ":0")
            .replace("443", "8443");
        let file = place.file("nginx.conf");
        let whole = format!("pid {0}/pid; events {{}}\nhttp {{ access_log off;\n{text}}}\n", place.0.display());
        std::fs::write(&file, whole).expect("written");
        let output = Command::new("nginx").arg("-t").arg("-c").arg(&file).output().expect("it runs");
        assert!(output.status.success(), "{}", said(&output));
    }
    let caddy = block("caddy");
    has_shape(&caddy, |line| !line.ends_with(';'));
    assert!(caddy.contains("reverse_proxy 127.0.0.1:3000 {") && caddy.contains("flush_interval -1"));
    if has("caddy") {
        let file = place.file("Caddyfile");
        std::fs::write(&file, &caddy).expect("written");
        let output = Command::new("caddy").args(["validate", "--adapter", "caddyfile", "--config"]).arg(&file).output();
        let output = output.expect("it runs");
        assert!(output.status.success(), "{}", said(&output));
    }
    let unit = block("ini");
    for line in unit.lines().filter(|line| !line.is_empty()) {
        assert!((line.starts_with('[') && line.ends_with(']')) || line.contains('='), "{line}");
    }
    for part in ["NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectoryMode=0700", "UMask=0077"] {
        assert!(unit.contains(part), "{part}");
    }
    if has("systemd-analyze") {
        let verify = |text: &str| {
            let file = place.file("behalf.service");
            std::fs::write(&file, text).expect("written");
            Command::new("systemd-analyze").arg("verify").arg(&file).output().expect("it runs")
        };
        let bare = verify("[Service]\nExecStart=/bin/true\n");
        // In a container without its own systemd nothing can be verified.
        if bare.status.success() && bare.stderr.is_empty() {
            let output = verify(&unit.replace("/usr/local/bin/behalf", BINARY));
            let about = said(&output).lines().filter(|line| line.contains("behalf.service")).count();
            assert!(output.status.success() && about == 0, "{}", said(&output));
        }
    }
}
