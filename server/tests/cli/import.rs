//! `behalf import`: from an empty database to a shop with customers and orders, by files alone.

use crate::program::{BINARY, Place};
use serde_json::Value;
use std::process::Command;

const SET_UP: &str = include_str!("../../../docs/setup.toml");

/// What a run said, and what it ended with.
struct Done {
    code: i32,
    said: String,
    complained: String,
}

fn import(place: &Place, words: &[&str]) -> Done {
    let url = place.url();
    let done = Command::new(BINARY)
        .arg("import")
        .args(words)
        .args(["--database-url", &url])
        .current_dir(&place.0)
        .output()
        .expect("it runs");
    Done {
        code: done.status.code().expect("a code"),
        said: String::from_utf8_lossy(&done.stdout).into_owned(),
        complained: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

impl Done {
    /// The report for programs: read, new, changed, unchanged, refused.
    fn counts(&self) -> [i64; 5] {
        let report: Value =
            serde_json::from_str(&self.said).unwrap_or_else(|e| panic!("{e}: {} {}", self.said, self.complained));
        ["read", "new", "changed", "unchanged", "refused"].map(|name| report[name].as_i64().expect("a number"))
    }
}

/// The first rows of a generated file.
fn shorten(place: &Place, name: &str, rows: usize) {
    let text = std::fs::read_to_string(place.file(name)).expect("a file");
    let short: Vec<&str> = text.lines().take(rows + 1).collect();
    std::fs::write(place.file(name), short.join("\n")).expect("written");
}

#[test]
fn a_firm_brings_its_data_into_an_empty_database() {
    let place = Place::empty();
    std::fs::write(place.file("setup.toml"), SET_UP).expect("written");
    place.ok(&["init", "--from", "setup.toml"]);
    let folder = place.0.display().to_string();
    place.ok(&["generate", "--seed", "7", "--size", "S", "--out", &folder]);
    // Two of the four prices of an article are in a currency that the store does not sell in.
    let prices = std::fs::read_to_string(place.file("prices.csv")).expect("prices");
    let own: Vec<&str> = prices.lines().filter(|line| !line.contains("EUR")).take(81).collect();
    std::fs::write(place.file("prices.csv"), own.join("\n")).expect("written");
    for (name, rows) in [("products.csv", 40), ("stock.csv", 40), ("contacts.csv", 60), ("orders.csv", 20)] {
        shorten(&place, name, rows);
    }
    // Orders are of the articles and people that are there.
    let sku = |name: &str, n: usize| {
        let text = std::fs::read_to_string(place.file(name)).expect("a file");
        let line = text.lines().nth(n).expect("a row").to_owned();
        line.split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    let (article, person) = (sku("products.csv", 3)[0].clone(), sku("contacts.csv", 2));
    let orders = format!(
        "Order number,Order date,Customer number,E-mail,Status,Currency,Article number,Quantity,Unit price\n\
         OLD-1,2026-03-01,{0},{1},delivered,GBP,{article},5,2.50\nOLD-1,2026-03-01,{0},{1},delivered,GBP,{2},1,9.99\n",
        person[0],
        person[3],
        sku("products.csv", 5)[0]
    );
    std::fs::write(place.file("orders.csv"), orders).expect("written");
    std::fs::write(
        place.file("numbers.csv"),
        format!("Customer number,Own item number,Article number\n{},MINE-1,{article}\n", person[0]),
    )
    .expect("written");
    let files = [
        ("categories", "categories.csv"),
        ("products", "products.csv"),
        ("prices", "prices.csv"),
        ("stock", "stock.csv"),
        ("companies", "companies.csv"),
        ("contacts", "contacts.csv"),
        ("item-numbers", "numbers.csv"),
        ("orders", "orders.csv"),
    ];
    for (kind, file) in files {
        let dry = import(&place, &[kind, file, "--dry-run", "--json"]);
        let done = import(&place, &[kind, file, "--json"]);
        assert_eq!(done.code, 0, "{kind}: {} {}", done.said.chars().take(2_000).collect::<String>(), done.complained);
        assert_eq!(done.counts(), dry.counts(), "{kind}: what was said came true");
        assert!(done.counts()[1] + done.counts()[2] > 0, "{kind}: {:?}", done.counts());
        let again = import(&place, &[kind, file, "--json"]);
        let [read, new, changed, unchanged, refused] = again.counts();
        assert_eq!((again.code, new, changed, refused), (0, 0, 0, 0), "{kind} a second time: {}", again.said);
        assert_eq!((read, unchanged), (done.counts()[0], done.counts()[1..4].iter().sum()), "{kind}");
    }
    place.ok(&["audit", "verify", "--db"]);
}

#[test]
fn an_import_ends_with_a_code_that_scripts_can_read() {
    let place = Place::empty();
    std::fs::write(place.file("setup.toml"), SET_UP).expect("written");
    place.ok(&["init", "--from", "setup.toml"]);
    let run = |text: &str, words: &[&str]| {
        std::fs::write(place.file("p.csv"), text).expect("written");
        import(&place, &[&["products", "p.csv"], words].concat())
    };
    let some = run("SKU,Name,Price\nA-1,Anvil,10\nA-2,,1\n", &["--json"]);
    assert_eq!((some.code, some.counts()), (2, [2, 1, 0, 0, 1]));
    let rows: Value = serde_json::from_str(&some.said).expect("JSON");
    assert_eq!((rows["rows"][1]["row"].as_i64(), rows["rows"][1]["state"].as_str()), (Some(3), Some("refused")));
    assert_eq!(rows["rows"][1]["key"], "A-2");
    assert!(rows["rows"][1]["reason"].as_str().expect("a reason").contains("Name"), "{rows}");
    assert_eq!(run("SKU,Name\nA-3,\n", &[]).code, 1, "no row was taken");
    let missing = run("Colour,Name\nred,Anvil\n", &[]);
    assert!(missing.code == 1 && missing.complained.contains("Article number"), "{}", missing.complained);
    let picture = run("%PDF-1.7", &[]);
    assert!(picture.code == 1 && !picture.complained.is_empty());
    assert_eq!(import(&place, &["products", "none.csv"]).code, 1);
    assert_eq!(import(&place, &["prices", "p.csv", "--mapping", "erp"]).code, 1, "no mapping of this name");
    let fine = run("SKU,Name,Price\nA-1,Anvil,10\n", &[]);
    assert!(fine.code == 0 && fine.said.contains("1 unchanged"), "{}", fine.said);
}
