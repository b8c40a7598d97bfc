//! What can only be measured, on a machine that does nothing else:
//! `cargo test --release --package server --test cli measure -- --ignored --nocapture --test-threads 1`.

use crate::http::{Answer, ask, encoded, get};
use crate::program::Place;
use crate::story::person;
use sqlx::Connection;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A form from a network of its own, so that no throttle is met.
fn from_elsewhere(addr: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let n = NUMBER.fetch_add(1, Ordering::Relaxed);
    let headers =
        format!("Sec-Fetch-Site: same-origin\r\nX-Forwarded-For: 10.{}.{}.{}\r\n", n >> 16, (n >> 8) & 255, n & 255);
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    ask(addr, "POST", path, "", &body.join("&"), &headers).expect("an answer")
}

/// E-mails of the demo by the state of the login.
fn logins(place: &Place, sql: &'static str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut db = sqlx::SqliteConnection::connect(&place.url()).await.expect("the database");
        sqlx::query_scalar(sql).fetch_all(&mut db).await.expect("e-mails")
    })
}

/// An answer without what differs from answer to answer: the request's id, the time, the nonce, and the login that was typed.
fn plain(answer: &Answer, login: &str) -> String {
    let typed = format!("value=\"{login}\"");
    let body = answer.body.replace(&typed, "value").replace(&answer.request_id, "ID");
    let changing = ["x-request-id", "date", "content-security-policy", "content-length"];
    let head: Vec<&str> = answer
        .head
        .lines()
        .filter(|line| !changing.contains(&line.split(':').next().unwrap_or_default().to_lowercase().as_str()))
        .collect();
    format!("{}\n\n{body}", head.join("\n"))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The probability that two samples which are drawn from one distribution differ as much as these: Mann and Whitney's U, by
/// the normal approximation.
fn likeness(a: &[f64], b: &[f64]) -> f64 {
    let wins: f64 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| f64::from(u8::from(x > y)) + f64::from(u8::from(x == y)) / 2.0))
        .sum();
    let (n, m) = (a.len() as f64, b.len() as f64);
    let z = (wins - n * m / 2.0).abs() / (n * m * (n + m + 1.0) / 12.0).sqrt();
    // Abramowitz and Stegun 7.1.26, good to 1e-7.
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let tail = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
    tail.iter().fold(0.0, |sum, c| (sum + c) * t) * (-x * x).exp()
}

/// Posts each of these `rounds` times in turn, and compares all with the first: bodies, headers, and times.
fn compare(addr: &str, path: &str, rounds: usize, cases: &[(&str, Vec<(&str, &str)>)]) {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); cases.len()];
    let mut first = String::new();
    for round in 0..rounds + 5 {
        for (n, (what, fields)) in cases.iter().enumerate() {
            let begun = Instant::now();
            let answer = from_elsewhere(addr, path, fields);
            let took = begun.elapsed().as_secs_f64() * 1_000.0;
            let text = plain(&answer, fields[0].1);
            if first.is_empty() {
                first.clone_from(&text);
            }
            assert!(text == first, "{what} is answered differently: {}", answer.head);
            // The first rounds warm up.
            if round >= 5 {
                times[n].push(took);
            }
        }
    }
    let base = times[0].clone();
    let middle = median(&mut base.clone());
    for (n, (what, _)) in cases.iter().enumerate() {
        let (own, p) = (median(&mut times[n].clone()), likeness(&base, &times[n]));
        println!(
            "{path} {what:<16} median {own:7.2} ms, {:+5.1} % of the first, p = {p:.3}",
            (own / middle - 1.0) * 100.0
        );
        assert!((own / middle - 1.0).abs() < 0.1, "{what}: the time tells");
        assert!(p > 0.01, "{what}: the time tells: p = {p}");
    }
}

/// R5, R13: nobody learns from an answer, or from the time it takes, whether somebody has a login.
#[test]
#[ignore = "timed"]
fn an_answer_tells_nothing() {
    let place = Place::demo();
    let one = |status: &'static str| {
        let all = logins(
            &place,
            match status {
                "locked" => "select email from account where status = 'locked'",
                "disabled" => "select email from account where status = 'disabled'",
                _ => "select email from account where status = 'invited'",
            },
        );
        all.into_iter().next().unwrap_or_else(|| panic!("nobody is {status}"))
    };
    let (locked, disabled, invited) = (one("locked"), one("disabled"), one("invited"));
    let server = place.start("serve", &["--trusted-proxies", "127.0.0.1"]);
    let wrong = "not the password at all";
    let typed = |login| vec![("login", login), ("password", wrong)];
    let cases = [
        ("unknown", typed("nobody@nowhere.example")),
        ("wrong password", typed(person("buyer").login)),
        ("locked", typed(&locked)),
        ("disabled", typed(&disabled)),
        ("invited", typed(&invited)),
        ("staff", typed(person("agent").login)),
    ];
    compare(&server.addr, "/sign-in", 200, &cases);
    // How often a mail is sent to one person is limited, so each round is somebody else's.
    let active = logins(&place, "select email from account where status = 'active' order by id");
    let rest = logins(&place, "select email from account where status <> 'active' order by id");
    let mut times: [Vec<f64>; 3] = Default::default();
    let mut first = String::new();
    for n in 0..active.len().min(40) {
        let whose = [format!("nobody{n}@nowhere.example"), active[n].clone(), rest[n % rest.len()].clone()];
        for (login, times) in whose.iter().zip(&mut times).take(if n < rest.len() { 3 } else { 2 }) {
            let begun = Instant::now();
            let answer = from_elsewhere(&server.addr, "/forgot-password", &[("login", login.as_str())]);
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            let text = plain(&answer, login);
            if first.is_empty() {
                first.clone_from(&text);
            }
            assert!(text == first, "{login} is answered differently: {}", answer.head);
        }
    }
    let [unknown, known, other] = &times;
    for (what, own) in [("unknown", unknown), ("known", known), ("not active", other)] {
        let (own_median, p) = (median(&mut own.clone()), likeness(unknown, own));
        println!("/forgot-password {what:<12} {} times, median {own_median:.2} ms, p = {p:.3}", own.len());
        assert!(p > 0.01, "{what}: the time tells");
    }
    server.stop();
}

/// Kilobytes of memory that the process has.
fn memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("memory");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
}

/// R8: three hundred sign-ins at once cost bounded memory, and nobody else waits for them.
#[test]
#[ignore = "timed"]
fn three_hundred_sign_ins_at_once_are_borne() {
    let place = Place::demo();
    let server = place.start("serve", &["--trusted-proxies", "127.0.0.1"]);
    let addr = server.addr.as_str();
    for _ in 0..50 {
        assert_eq!(get(addr, "/c/fasteners", "").expect("a page").status, 200);
    }
    let (pid, before) = (server.child.id(), memory(server.child.id()));
    let done = AtomicBool::new(false);
    let (mut most, mut pages, mut statuses) = (before, Vec::new(), std::collections::BTreeMap::new());
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most = before;
            while !done.load(Ordering::Relaxed) {
                most = most.max(memory(pid));
                std::thread::sleep(Duration::from_millis(5));
            }
            most
        });
        let visitor = scope.spawn(|| {
            let mut times = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let begun = Instant::now();
                assert_eq!(get(addr, "/c/fasteners", "").expect("a page").status, 200);
                times.push(begun.elapsed().as_secs_f64() * 1_000.0);
            }
            times
        });
        let begun = Instant::now();
        let all: Vec<_> = (0..300)
            .map(|n| {
                scope.spawn(move || {
                    let login = format!("{n}@nowhere.example");
                    from_elsewhere(addr, "/sign-in", &[("login", &login), ("password", "not the password at all")])
                        .status
                })
            })
            .collect();
        for one in all {
            *statuses.entry(one.join().expect("an answer")).or_insert(0) += 1;
        }
        println!("300 sign-ins at once took {:.1} s: {statuses:?}", begun.elapsed().as_secs_f64());
        done.store(true, Ordering::Relaxed);
        most = watch.join().expect("memory");
        pages = visitor.join().expect("pages");
    });
    pages.sort_by(f64::total_cmp);
    let late = pages[pages.len() * 95 / 100];
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let (grown, bound) = ((most - before) / 1024, cores * 25 + 50);
    println!(
        "memory {} MiB, grown by {grown} MiB of {bound} at most; {} pages meanwhile, 95 % within {late:.0} ms",
        before / 1024,
        pages.len()
    );
    assert!(grown < bound, "{grown} MiB");
    assert!(late < 500.0, "{late} ms");
    assert!(statuses.keys().all(|status| [401, 429, 503].contains(status)), "{statuses:?}");
    server.stop();
}
