//! `cargo xtask bench`: measures the release program under real requests.
//!
//! It starts `target/release/behalf` on a fresh demo database in a temporary folder, signs in the
//! demo's customers, and lets clients with kept-alive connections do one thing as often as they can.
//! What is measured:
//!
//! | name | what is one |
//! |---|---|
//! | `list`, `list-visitor` | the first page of a category, signed in and not |
//! | `product`, `product-visitor` | a product's page, signed in and not |
//! | `search` | the search for `M8`, signed in |
//! | `checkout` | one line into the cart, open the checkout, place the order: three requests |
//! | `add` | one product into the cart |
//! | `behalf-add`, `behalf-checkout` | the same by an agent on behalf of customers |
//!
//! Lists and product pages are compared with a floor that runs beside them and is measured by the same clients: an axum
//! handler written by hand, which reads the same rows and writes as many bytes (`server/examples/floor.rs`). Machines
//! differ by a factor of two from day to day; the share of the floor is what can be compared.
//!
//! `cargo xtask bench audit` measures the record instead: see [`audit`].
//!
//! Options:
//!
//! * `--profile-only NAME,…` measures only these.
//! * `--seconds N` counts for so long, after a second of warm-up (4).
//! * `--clients N,…` is how many clients there are at once (1,16).
//! * `--compressed` asks for compressed answers, as browsers do.
//! * `--postgres URL` measures on this PostgreSQL database: an empty one, or one that holds the demo.
//! * `--no-build` takes `target/release/behalf` as it is.
//!
//! A cart belongs to one login, so a checkout never has more clients than there are customers who can
//! order, and an agent never more than the sessions they may have open. A session on behalf whose orders
//! are used up is ended and another begun; that time is not counted. The clients run on the same machine
//! as the server and take their share of it. A slow figure never makes the command fail; a request that
//! fails does, and so does a row that nobody can do: what was measured then is not what the row says.

mod audit;
mod floor;
mod http;
mod load;
mod server;
mod shop;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::fail::{Context, Fail, Outcome};
use crate::front::Mode;
use crate::pipeline;
use crate::say;
use crate::state::{self, Repo};
use floor::Floor;
use http::Client;
use load::{Figures, Manner};
use server::Server;
use shop::{Agent, Buyer, Shelf};

/// What is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    /// So many in a second.
    PerSecond(u32),
    /// This share of the floor, in percent.
    OfFloor(u32),
    /// Nothing: the figure is for comparing.
    None,
}

/// What is measured, in order: its name, its title, and what is aimed at.
const ROWS: [(&str, &str, Aim); 9] = [
    ("list", "product list", Aim::OfFloor(40)),
    ("list-visitor", "product list, visitor", Aim::OfFloor(40)),
    ("product", "product page", Aim::OfFloor(30)),
    ("product-visitor", "product page, visitor", Aim::OfFloor(30)),
    ("search", "search", Aim::None),
    ("checkout", "checkout", Aim::PerSecond(200)),
    ("add", "add to cart", Aim::PerSecond(1_500)),
    ("behalf-add", "add to cart on behalf", Aim::None),
    ("behalf-checkout", "checkout on behalf", Aim::None),
];

/// Memory at rest that is aimed at, in MiB.
const AT_REST: f64 = 40.0;
/// Memory under load that is aimed at, in MiB.
const UNDER_LOAD: f64 = 150.0;
/// The start that is aimed at, in seconds.
const START: f64 = 0.2;
/// How often the start is measured; the middle one counts.
const STARTS: usize = 5;
/// Into how many products additions are spread.
const SPREAD: usize = 20;
/// The category whose list is measured, and the words that are searched for.
const LIST: &str = "/c/fasteners";
const SEARCH: &str = "/search?q=M8";

/// What was asked for.
#[derive(Debug)]
struct Options {
    rows: Vec<&'static str>,
    seconds: u64,
    clients: Vec<usize>,
    is_compressed: bool,
    postgres: Option<String>,
    builds: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            rows: ROWS.iter().map(|row| row.0).collect(),
            seconds: 4,
            clients: vec![1, 16],
            is_compressed: false,
            postgres: None,
            builds: true,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let (name, inline) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            let mut value = |what: &str| {
                let given = inline.clone().or_else(|| words.next().cloned());
                given.ok_or_else(|| Fail::new(format!("`{name}` needs {what}.")))
            };
            match name {
                "--profile-only" => options.rows = rows(&value("names, such as list,add")?)?,
                "--seconds" => options.seconds = number(name, &value("a number")?, 120)? as u64,
                "--clients" => {
                    let text = value("numbers, such as 1,16")?;
                    options.clients = text.split(',').map(|n| number(name, n, 256)).collect::<Outcome<_>>()?;
                }
                "--postgres" => options.postgres = Some(value("the URL of a database")?),
                "--compressed" => options.is_compressed = true,
                "--no-build" => options.builds = false,
                _ => {
                    return Err(Fail::new(format!(
                        "`cargo xtask bench` takes no `{word}`. It takes --profile-only NAME,…, --seconds N, \
                         --clients N,…, --compressed, --postgres URL and --no-build."
                    )));
                }
            }
        }
        Ok(options)
    }

    /// How many clients there are at once, one count after the other, and never more than `most`.
    fn counts(&self, most: usize) -> Vec<usize> {
        let mut counts: Vec<usize> = self.clients.iter().map(|n| (*n).min(most)).collect();
        counts.dedup();
        counts
    }

    fn wants(&self, name: &str) -> bool {
        self.rows.contains(&name)
    }

    fn wants_floor(&self) -> bool {
        ROWS.iter().any(|row| matches!(row.2, Aim::OfFloor(_)) && self.wants(row.0))
    }
}

/// The rows with these names, in the order of the table.
fn rows(names: &str) -> Outcome<Vec<&'static str>> {
    let known: Vec<&str> = ROWS.iter().map(|row| row.0).collect();
    if let Some(unknown) = names.split(',').find(|name| !known.contains(name)) {
        return Err(Fail::new(format!("There is no measurement `{unknown}`. There are {}.", known.join(", "))));
    }
    Ok(known.into_iter().filter(|name| names.split(',').any(|wanted| wanted == *name)).collect())
}

fn number(name: &str, text: &str, most: usize) -> Outcome<usize> {
    let number = text.parse().ok().filter(|n| (1..=most).contains(n));
    number.ok_or_else(|| Fail::new(format!("`{name}` takes numbers from 1 to {most}, not `{text}`.")))
}

/// Runs the command.
pub fn bench(repo: &Repo, arguments: &[String]) -> Outcome {
    if let Some(("audit", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        let binary = pipeline::build(repo, Mode::Release)?.binary;
        return audit::bench(repo, &binary, &Folder::make()?.0, rest);
    }
    let options = Options::parse(arguments)?;
    let binary =
        if options.builds { pipeline::build(repo, Mode::Release)?.binary } else { repo.path("target/release/behalf") };
    let folder = Folder::make()?;
    // A copy, so that a build beside this cannot exchange the program half-way.
    let copy = folder.0.join("behalf");
    let copied = std::fs::copy(&binary, &copy);
    let size = copied.or_fail(|| format!("{} cannot be copied: run `cargo xtask build`.", binary.display()))?;
    let database = match &options.postgres {
        Some(url) => url.clone(),
        None => format!("sqlite:{}", folder.0.join("bench.db").display()),
    };
    say::step("creating the demo");
    drop(Server::start(&copy, &folder.0, &database)?);
    let (server, started_in) = restarted(&copy, &folder.0, &database)?;
    thread::sleep(Duration::from_secs(1));
    let at_rest = server.memory("VmRSS");
    let floor = match (&options.postgres, options.wants_floor()) {
        (None, true) => Some(floor::build(repo, options.builds)?),
        _ => None,
    };
    let errors = measure_all(&options, &copy, &server, floor.map(|program| (program, database)))?;
    println!();
    mark("start, existing database", &format!("{:.3} s", started_in.as_secs_f64()), &format!("{START} s"));
    mark("memory at rest", &mib(at_rest), &mib(Some(AT_REST)));
    mark("memory after load", &mib(server.memory("VmRSS")), &mib(Some(UNDER_LOAD)));
    mark("memory at its most", &mib(server.memory("VmHWM")), &mib(Some(UNDER_LOAD)));
    mark("size of the program", &mib(Some(size as f64 / 1_048_576.0)), "");
    verdict(&errors)
}

/// Requests that failed make the figures worthless.
fn verdict(errors: &[String]) -> Outcome {
    if errors.is_empty() {
        return Ok(());
    }
    println!("\nRequests failed:");
    errors.iter().for_each(|error| println!("  {error}"));
    Err(Fail::new("Rows with errors do not measure what they say: see above."))
}

/// A server on the database that is there now, and the middle of several starts.
fn restarted(binary: &Path, folder: &Path, database: &str) -> Outcome<(Server, Duration)> {
    let mut times = Vec::new();
    for _ in 1..STARTS {
        times.push(Server::start(binary, folder, database)?.started_in);
    }
    let last = Server::start(binary, folder, database)?;
    times.push(last.started_in);
    Ok((last, middle(times)))
}

/// The middle of some times.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Measures every row that is wanted; gives the failures in words.
fn measure_all(
    options: &Options,
    binary: &Path,
    server: &Server,
    floor: Option<(PathBuf, String)>,
) -> Outcome<Vec<String>> {
    // What is prepared is read from HTML, so it is not asked for compressed; nor is the checkout, which reads as well.
    let plain = Manner { addr: server.addr, seconds: options.seconds, is_compressed: false };
    let manner = Manner { is_compressed: options.is_compressed, ..plain };
    let mut client = Client::new(server.addr, false);
    let logins = shop::logins(binary)?;
    let everybody = shop::buyers(&mut client, &logins)?;
    let shelf = Shelf::read(&mut client, &everybody)?;
    let products = shelf.products();
    let product = format!("/p/{}", products[0].slug);
    let spread = &products[..products.len().min(SPREAD)];
    let mut customers = Vec::new();
    for buyer in &everybody {
        shop::clear(&mut client, buyer).map_err(Fail::new)?;
        // Whose company is on hold cannot order.
        if shop::checkout(&mut client, buyer, &shelf).is_ok() {
            customers.push(buyer.clone());
        }
    }
    let mut failures = Vec::new();
    say::step(&format!(
        "measuring: {} customers, {} of whom can order, {} products that all can order",
        everybody.len(),
        customers.len(),
        products.len()
    ));
    let floor = match floor {
        Some((program, database)) => Some(Floor::start(&program, &database, &mut client, (LIST, &product))?),
        None => None,
    };
    println!();
    heading();
    for (name, title, aim) in ROWS.into_iter().filter(|row| options.wants(row.0)) {
        let is_behalf = name.starts_with("behalf-");
        let is_checkout = name.ends_with("checkout");
        if is_behalf {
            failures.extend(measure_behalf(options, (name, title), manner, (&logins, &customers, &shelf)));
            continue;
        }
        let people: &[Buyer] = if is_checkout { &customers } else { &everybody };
        if people.is_empty() {
            failures.push(format!("{title}: there is nobody to do it"));
            continue;
        }
        let counts = options.counts(if is_checkout { people.len() } else { usize::MAX });
        for clients in counts {
            // A new connection: the server closes one that was idle while the last row was measured.
            let mut client = Client::new(server.addr, false);
            for buyer in people.iter().filter(|_| is_checkout || name.ends_with("add")) {
                if let Err(error) = shop::clear(&mut client, buyer) {
                    failures.push(format!("{title}: {error}"));
                }
            }
            let who = |number: usize| &people[number % people.len()];
            let floor = floor.as_ref().filter(|_| matches!(aim, Aim::OfFloor(_)));
            let floor = floor.map(|floor| floor.rate(name, manner, clients));
            let figures = match name {
                "list-visitor" => load::measure(manner, clients, |c, _, _| shop::look(c, &Buyer::visitor(), LIST)),
                "product-visitor" => {
                    load::measure(manner, clients, |c, _, _| shop::look(c, &Buyer::visitor(), &product))
                }
                "list" => load::measure(manner, clients, |c, n, _| shop::look(c, who(n), LIST)),
                "product" => load::measure(manner, clients, |c, n, _| shop::look(c, who(n), &product)),
                "search" => load::measure(manner, clients, |c, n, _| shop::look(c, who(n), SEARCH)),
                _ if is_checkout => load::measure(plain, clients, |c, n, _| shop::checkout(c, who(n), &shelf)),
                _ => load::measure(manner, clients, |c, n, turn| {
                    shop::add(c, who(n), &spread[(n + turn) % spread.len()])
                }),
            };
            row(title, clients, &figures, aim, floor);
            failures.extend(figures.first_error.map(|error| format!("{title}, {clients} clients: {error}")));
        }
    }
    Ok(failures)
}

/// Measures a row on behalf; gives the failures in words. The sessions are new ones for each count of clients, so that
/// none is over by time.
fn measure_behalf(
    options: &Options,
    (name, title): (&str, &str),
    manner: Manner,
    (logins, customers, shelf): (&[shop::Login], &[Buyer], &Shelf),
) -> Vec<String> {
    let products = shelf.products();
    let spread = &products[..products.len().min(SPREAD)];
    let mut failures = Vec::new();
    let most = customers.len().min(shop::SESSIONS);
    for clients in options.counts(most) {
        let mut client = Client::new(manner.addr, false);
        let agent = match Agent::begin(&mut client, logins, customers) {
            Ok(agent) if agent.count() > 0 => agent,
            Ok(_) => return vec![format!("{title}: there is nobody to do it for")],
            Err(error) => return vec![format!("{title}: {error}")],
        };
        for number in 0..agent.count() {
            let cleared = agent.buyer(number).and_then(|buyer| shop::clear(&mut client, &buyer));
            failures.extend(cleared.err().map(|error| format!("{title}: {error}")));
        }
        let figures = if name == "behalf-checkout" {
            let plain = Manner { is_compressed: false, ..manner };
            let ready = |client: &mut Client, number| agent.ready(client, number);
            load::measure_prepared(plain, clients, ready, |c, n, _| shop::checkout(c, &agent.buyer(n)?, shelf))
        } else {
            load::measure(manner, clients, |c, n, turn| {
                shop::add(c, &agent.buyer(n)?, &spread[(n + turn) % spread.len()])
            })
        };
        row(title, clients, &figures, Aim::None, None);
        failures.extend(figures.first_error.map(|error| format!("{title}, {clients} clients: {error}")));
        // A new connection: the server closes one that was idle meanwhile.
        let ended = agent.end(&mut Client::new(manner.addr, false));
        failures.extend(ended.err().map(|error| format!("{title}: {error}")));
    }
    failures
}

fn heading() {
    println!(
        "{:<24} {:>7} {:>9} {:>8} {:>8} {:>8} {:>7} {:>9} {:>9} {:>7}",
        "", "clients", "per s", "p50 ms", "p95 ms", "p99 ms", "errors", "floor/s", "of floor", "aim"
    );
}

fn row(title: &str, clients: usize, figures: &Figures, aim: Aim, floor: Option<f64>) {
    println!(
        "{title:<24} {clients:>7} {:>9.0} {:>8.2} {:>8.2} {:>8.2} {:>7} {:>9} {:>9} {:>7}",
        figures.rate,
        figures.within(50),
        figures.within(95),
        figures.within(99),
        figures.errors,
        floor.map_or(String::new(), |floor| format!("{floor:.0}")),
        floor.map_or(String::new(), |floor| format!("{:.0} %", figures.rate / floor.max(1.0) * 100.0)),
        match aim {
            Aim::PerSecond(aim) => aim.to_string(),
            Aim::OfFloor(aim) => format!("{aim} %"),
            Aim::None => String::new(),
        }
    );
}

fn mark(title: &str, value: &str, aim: &str) {
    let aim = if aim.is_empty() { String::new() } else { format!("  aim {aim}") };
    println!("{title:<24} {value:>12}{aim}");
}

fn mib(value: Option<f64>) -> String {
    value.map_or("unknown".to_owned(), |value| format!("{value:.1} MiB"))
}

/// A temporary folder, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Outcome<Self> {
        let path = std::env::temp_dir().join(format!("behalf-bench-{}", std::process::id()));
        state::remove_dir(&path)?;
        state::make_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _removed = state::remove_dir(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Outcome<Options> {
        let arguments: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn options_are_read_and_wrong_ones_are_told() -> Outcome {
        let options = parse("--profile-only add,list --seconds=2 --clients 1,4 --no-build")?;
        assert_eq!((&options.rows, options.seconds, &options.clients), (&vec!["list", "add"], 2, &vec![1, 4]));
        assert!(!options.builds);
        assert_eq!(parse("")?.rows.len(), ROWS.len());
        assert_eq!((options.counts(3), options.counts(1)), (vec![1, 3], vec![1]));
        assert!(verdict(&[]).is_ok() && verdict(&["a row: 410".to_owned()]).is_err());
        for (words, part) in
            [("--profile-only lists", "`lists`"), ("--seconds 0", "from 1"), ("--clients", "needs"), ("--x", "`--x`")]
        {
            assert!(parse(words).is_err_and(|fail| fail.to_string().contains(part)), "{words}");
        }
        Ok(())
    }
}
