//! Quick order: pasted lines and files become rows with states, what goes goes into the cart, and all of it without script.

use crate::app::TestApp;
use crate::browser::Browser;
use crate::page::Page;
use crate::people::Acting;
use std::collections::BTreeMap;
use std::path::Path;

const PAD: &str = "/quick-order";

/// A row of the page: its number, state, article number and quantity.
type Row = (u32, String, String, i64);

fn rows(page: &Page) -> Vec<Row> {
    let attr = |e: &crate::tree::Element<'_>, name| e.attr(name).unwrap_or_else(|| panic!("{name}")).to_owned();
    let row = |e: crate::tree::Element<'_>| {
        let number = |name| attr(&e, name).parse::<i64>().unwrap_or_else(|_| panic!("{name}"));
        let n = u32::try_from(number("data-row")).expect("a number of a row");
        (n, attr(&e, "data-state"), attr(&e, "data-sku"), number("data-quantity"))
    };
    let mut rows: Vec<Row> = page.all("[data-row]").into_iter().map(row).collect();
    rows.sort_unstable();
    rows
}

/// How many of each product would go into the cart.
fn sums(page: &Page) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for (.., sku, quantity) in rows(page).into_iter().filter(|(.., quantity)| *quantity > 0) {
        *sums.entry(sku).or_default() += quantity;
    }
    sums
}

fn row_lines(page: &Page) -> Vec<String> {
    rows(page).into_iter().map(|(n, state, sku, quantity)| format!("{n} {state} {sku} {quantity}")).collect()
}

async fn paste(browser: &Browser, lines: &str) -> Page {
    let form = browser.open(PAD).await.form("form[data-quick-pad]");
    browser.follow(browser.submit(&form.set("lines", lines)).await).await.is(200)
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sheet/tests/sheets/samples").join(name);
    std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

async fn upload(browser: &Browser, name: &str) -> Page {
    let answer = browser.upload(PAD, &[("lines", "")], name, &sample(name)).await;
    browser.follow(answer).await
}

/// What each sample gives: the sum for each article.
const SUMS: &[(&str, &[(&str, i64)])] = &[
    (
        "b01_semicolon_german.csv",
        &[("HB-M8-40-ZN", 200), ("HN-M8-ZN", 2), ("FW-M8-ZN", 4), ("BB-6204-2RS", 6), ("CA-H07RN-3G15", 50)],
    ),
    ("b02_tab.txt", &[("TL-M-50", 3), ("CX-200-48", 5), ("CB-C16-3P", 2), ("QA-G12", 1)]),
    ("b03_cp1252_german.csv", &[("HB-M8-40-ZN", 50), ("BB-6205-2RS", 4), ("GB-60-80", 10), ("SC-M8-30-BK", 25)]),
    ("b04_utf16le_bom_tab.txt", &[("BB-6204-2RS", 12), ("RS-25-47-7", 8), ("TL-M-50", 1)]),
    ("b05_utf8_bom.csv", &[("HN-M8-ZN", 1), ("FW-M8-ZN", 1), ("GB-60-80", 3)]),
    (
        "b07_quoted_newlines.csv",
        &[("HB-M8-40-ZN", 25), ("BB-6204-2RS", 2), ("TL-M-50", 1), ("CX-200-48", 4), ("QA-G12", 1)],
    ),
    ("b08_trailing_empties.csv", &[("HN-M8-ZN", 2), ("FW-M8-ZN", 3), ("GB-60-80", 1), ("BB-6204-2RS", 1)]),
    ("b09_french.csv", &[("HB-M8-40-ZN", 1000), ("WR-2-500", 6), ("CA-H07RN-3G15", 100), ("RS-25-47-7", 10)]),
    ("b10_leading_zeros.csv", &[]),
    ("b12_duplicates.csv", &[("HB-M8-40-ZN", 175)]),
    ("b14_sep_line.csv", &[("GB-60-80", 5), ("CX-200-48", 1)]),
    ("b15_no_header.csv", &[("BB-6204-2RS", 4), ("BB-6205-2RS", 4), ("TL-M-50", 1)]),
    ("b17_formula_text.csv", &[("TL-M-50", 2)]),
    ("b18_mixed_line_ends.csv", &[("HN-M8-ZN", 1), ("FW-M8-ZN", 2), ("GB-60-80", 3), ("TL-M-50", 1), ("CX-200-48", 2)]),
    ("b22_units.csv", &[("HN-M8-ZN", 2), ("CA-H07RN-3G15", 100), ("WR-2-500", 3)]),
    (
        "b30_numbers_as_text.xlsx",
        &[("HB-M8-40-ZN", 25), ("BB-6204-2RS", 4), ("TL-M-50", 2), ("CX-200-48", 3), ("GB-60-80", 3)],
    ),
    ("b32_merged_header.xlsx", &[("BB-6204-2RS", 4), ("HN-M8-ZN", 2), ("FW-M8-ZN", 2), ("TL-M-50", 1)]),
    ("b34_two_sheets.xlsx", &[("BB-6204-2RS", 4), ("TL-M-50", 1), ("GB-60-80", 2)]),
    ("b36_dates.xlsx", &[("BB-6204-2RS", 2), ("TL-M-50", 1), ("FW-M8-ZN", 1)]),
    ("b37_dates_1904.xlsx", &[("BB-6204-2RS", 2)]),
    (
        "b38_1000_rows.xlsx",
        &[
            ("HB-M8-40-ZN", 3_600),
            ("HN-M8-ZN", 144),
            ("FW-M8-ZN", 144),
            ("BB-6204-2RS", 144),
            ("BB-6205-2RS", 144),
            ("CA-H07RN-3G15", 720),
            ("GB-60-80", 142),
            ("QA-G12", 141),
            ("TL-M-50", 143),
            ("CX-200-48", 142),
            ("CB-C16-3P", 141),
            ("SC-M8-30-BK", 3_575),
            ("RS-25-47-7", 284),
            ("WR-2-500", 141),
        ],
    ),
    ("b40_excel97.xls", &[("BB-6204-2RS", 4), ("TL-M-50", 1), ("HB-M8-40-ZN", 25)]),
    ("b41_calc_repeats.ods", &[("BB-6204-2RS", 4), ("TL-M-50", 1), ("GB-60-80", 6)]),
    ("b45_external_link_and_macro_part.xlsx", &[("BB-6204-2RS", 4), ("TL-M-50", 1)]),
    ("b47_odd_part_names.xlsx", &[("TL-M-50", 1)]),
    ("b49_csv_named.xlsx", &[("BB-6204-2RS", 4)]),
    ("b50_html_table.xls", &[("BB-6204-2RS", 4), ("TL-M-50", 1)]),
];

/// What 10,000 rows of 14 articles give.
const MANY: &[(&str, i64)] = &[
    ("HB-M8-40-ZN", 17_875),
    ("HN-M8-ZN", 715),
    ("FW-M8-ZN", 715),
    ("BB-6204-2RS", 715),
    ("BB-6205-2RS", 714),
    ("CA-H07RN-3G15", 3_570),
    ("GB-60-80", 714),
    ("QA-G12", 714),
    ("TL-M-50", 714),
    ("CX-200-48", 714),
    ("CB-C16-3P", 714),
    ("SC-M8-30-BK", 17_850),
    ("RS-25-47-7", 1_428),
    ("WR-2-500", 714),
];

/// What of a sample is more than sums: rows as `number state article quantity`.
const ROWS: &[(&str, &[&str])] = &[
    (
        "b12_duplicates.csv",
        &[
            "2 matched HB-M8-40-ZN 25",
            "3 summed HB-M8-40-ZN 25",
            "4 summed HB-M8-40-ZN 50",
            "5 summed HB-M8-40-ZN 25",
            "6 summed HB-M8-40-ZN 25",
            "7 choose  0",
            "8 choose  0",
            "9 stepped HB-M8-40-ZN 25",
            "10 refused BB-6204-2RS 0",
            "11 refused BB-6204-2RS 0",
        ],
    ),
    ("b22_units.csv", &["2 choose HN-M8-ZN 0", "4 matched CA-H07RN-3G15 50", "5 summed CA-H07RN-3G15 50"]),
    ("b30_numbers_as_text.xlsx", &["7 refused QA-G12 0"]),
    ("b36_dates.xlsx", &["2 spoilt  0", "5 refused HN-M8-ZN 0", "6 refused GB-60-80 0"]),
];

#[tokio::test]
async fn each_sample_gives_what_it_should() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let mut wrong = Vec::new();
    for (name, expected) in SUMS {
        let page = upload(&own, name).await;
        let expected: BTreeMap<String, i64> = expected.iter().map(|(sku, n)| ((*sku).to_owned(), *n)).collect();
        let sums = sums(&page);
        if !expected.is_empty() && (page.status != 200 || sums != expected) {
            wrong.push(format!("{name}: {} {sums:?} {}\n{}", page.status, page.words(), row_lines(&page).join("\n")));
        }
        let rows = row_lines(&page);
        for row in ROWS.iter().filter(|(of, _)| of == name).flat_map(|(_, rows)| *rows) {
            if !rows.iter().any(|there| there == row) {
                wrong.push(format!("{name}: no {row} in {rows:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let zeros = upload(&own, "b10_leading_zeros.csv").await;
    assert!(rows(&zeros).iter().all(|(_, state, ..)| state == "unknown"), "{:?}", row_lines(&zeros));
    assert!(upload(&own, "b09_french.csv").await.says("CMD-0017"));
    assert!(upload(&own, "b34_two_sheets.xlsx").await.has("a[href$=\"po_number=PO%2D2026%2F0042\"]"));
    let formulas = upload(&own, "b17_formula_text.csv").await;
    assert!(!formulas.has("[data-row] a[href*=\"shop.example\"]") && formulas.says("HYPERLINK"));
}

#[tokio::test]
async fn ten_thousand_rows_stand_on_one_page() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let step = |sku: &str| match sku {
        "HB-M8-40-ZN" | "SC-M8-30-BK" => 25,
        "CA-H07RN-3G15" => 5,
        "RS-25-47-7" => 2,
        _ => 1,
    };
    let mut file = "SKU,Qty\r\n".to_owned();
    for n in 0..10_000 {
        let (sku, _) = MANY[n % MANY.len()];
        file.push_str(&format!("{sku},{}\r\n", step(sku)));
    }
    let begun = std::time::Instant::now();
    let page = own.follow(own.upload(PAD, &[], "b20.csv", file.as_bytes()).await).await.is(200);
    println!("10,000 rows in {:?}, {} bytes", begun.elapsed(), page.body.len());
    let expected: BTreeMap<String, i64> = MANY.iter().map(|(sku, n)| ((*sku).to_owned(), *n)).collect();
    assert_eq!((rows(&page).len(), sums(&page)), (10_000, expected));
    file.push_str("TL-M-50,1\r\n");
    let more = own.upload(PAD, &[], "more.csv", file.as_bytes()).await.is(422);
    assert!(more.says("more than 10,000 rows"), "{}", more.words());
}

#[tokio::test]
async fn a_file_that_is_not_read_says_what_to_do() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    for (name, words) in [
        ("b48_truncated.xlsx", "incomplete"),
        ("b51_password.xlsx", "password"),
        ("b52_empty.csv", "no rows"),
        ("b53_empty.xlsx", "no rows"),
    ] {
        let page = upload(&own, name).await.is(422);
        assert!(page.says(words), "{name}: {}", page.words());
        assert!(page.has("form[data-quick-pad]"), "{name}: it can be tried again");
    }
    let picture = own.upload(PAD, &[], "x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").await.is(422);
    assert!(picture.says("no spreadsheet"), "{}", picture.words());
    let large = own.upload(PAD, &[], "large.csv", &vec![b'1'; 20_000_001]).await.is(422);
    assert!(large.says("larger than 20 MB"), "{}", large.words());
    let both = own.upload(PAD, &[("lines", "TL-M-50 1")], "x.csv", b"SKU;Qty\nTL-M-50;1\n").await.is(422);
    assert_eq!(both.form("form[data-quick-pad]").value("lines").trim(), "TL-M-50 1", "what was typed stays");
    own.post(PAD, &[("lines", " ")]).await.is(422);
    let elsewhere = own.upload("/cart", &[], "x.csv", b"x").await;
    assert_eq!(elsewhere.status, 415, "only the quick order takes files");
    app.check_log().await;
}

#[tokio::test]
async fn pasted_lines_are_mended_added_and_undone() {
    let app = TestApp::new().await;
    let acting = Acting::new(&app).await;
    let own = &acting.browser;
    let pad = acting.open(PAD).await.form("form[data-quick-pad]");
    let lines = "HB-M8-40-ZN\t30\nHBM840ZN 25\nQA-G12; 2.5\nno such, 1\nBB-6204-2RS 4\n";
    let page = own.follow(own.submit(&pad.set("lines", lines)).await).await.is(200);
    assert_eq!(
        row_lines(&page),
        ["1 stepped HB-M8-40-ZN 50", "2 choose  0", "3 refused QA-G12 0", "4 unknown  0", "5 matched BB-6204-2RS 4",]
    );
    assert!(page.says("Changed from 30 to 50: sold in steps of 25."), "{}", page.words());
    // What needs care comes first.
    let order: Vec<String> =
        page.all("[data-row]").iter().filter_map(|e| e.attr("data-row")).map(str::to_owned).collect();
    assert_eq!(order, ["1", "2", "3", "4", "5"]);
    assert_eq!(page.text("[data-add]"), "Add 2 lines to the cart");
    let address = page.attr("form.quick-form", "action");

    let wrong = own.submit(&page.form("form.quick-form").set("quantity-3", "2,5")).await.is(422);
    assert!(!wrong.error_of("quantity-3").is_empty());
    assert_eq!(wrong.value("quantity-3"), "2,5");
    let form = wrong.form("form.quick-form").set("quantity-3", "3").press("sku-2", "HB-M8-40-ZN");
    let page = own.follow(own.submit(&form).await).await.is(200);
    assert_eq!(row_lines(&page)[1..3], ["2 summed HB-M8-40-ZN 25", "3 matched QA-G12 3"]);
    let only = own.get(&format!("{address}?show=unknown")).await.is(200);
    assert_eq!(row_lines(&only), ["4 unknown  0"]);

    let failed =
        own.submit(&page.form(&format!("form[action=\"{address}/failed\"]")).press("format", "csv")).await.is(200);
    assert!(failed.header("content-disposition").contains("rows-to-mend.csv"));
    assert!(failed.holds("no such") && !failed.holds("BB-6204-2RS"), "{}", failed.body);

    let before = acting.open("/cart").await.all("li.line").len();
    let add = page.form(&format!("form[action=\"{address}/add\"]"));
    let added = own.follow(own.submit(&add).await).await.is(200);
    assert!(added.says("4 lines were added to the cart."), "{}", added.words());
    let again = own.follow(own.submit(&add).await).await.is(200);
    assert!(again.says("This is how it stands now."), "a second click adds nothing");
    let undo = added.form(&format!("form[action=\"{address}/undo\"]"));
    let undone = own.follow(own.submit(&undo).await).await.is(200);
    assert!(undone.says("The cart is as it was before."), "{}", undone.words());
    assert_eq!(acting.open("/cart").await.all("li.line").len(), before);
    let events = app.events().await;
    for kind in
        ["quick_order.read", "quick_order.changed", "cart.lines_added", "cart.lines_taken_back", "quick_order.exported"]
    {
        let event = events.iter().find(|e| e["type"] == kind).unwrap_or_else(|| panic!("no {kind}"));
        assert!(event["actor"]["kind"] == "staff" && event["on_behalf_of"]["kind"] == "contact", "{kind}");
    }
    app.check_log().await;
}

#[tokio::test]
async fn sheet_and_columns_can_be_corrected() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let file = b"One;Two;Three\nTL-M-50;3;7\nQA-G12;1;2\n";
    let page = own.follow(own.upload(PAD, &[], "odd.csv", file).await).await.is(200);
    let form = page.form("form[action$=\"/again\"]");
    let form = form.set("header", "1").set("column-0", "article").set("column-1", "").set("column-2", "quantity");
    let mut page = own.follow(own.submit(&form).await).await.is(200);
    if sums(&page).get("TL-M-50") != Some(&7) {
        // Another row of headings looks for the columns anew first.
        let form = page.form("form[action$=\"/again\"]");
        let form = form.set("column-0", "article").set("column-1", "").set("column-2", "quantity");
        page = own.follow(own.submit(&form).await).await.is(200);
    }
    assert_eq!(sums(&page), BTreeMap::from([("TL-M-50".to_owned(), 7), ("QA-G12".to_owned(), 2)]));
}

#[tokio::test]
async fn rows_are_their_owners_and_the_way_leads_there() {
    let app = TestApp::new().await;
    let own = app.sign_in("buyer").await;
    let page = paste(&own, "BB-6204-2RS 4").await;
    let address = page.attr("form.quick-form", "action");
    assert!(own.open("/cart").await.has("a[href=\"/quick-order\"]"));
    assert!(own.open(PAD).await.has(&format!("a[href=\"{address}\"]")));
    let others = app.browser();
    others.sign_in(&crate::people::customer("olga")).await;
    for (path, method) in [("", "GET"), ("/add", "POST"), ("/undo", "POST"), ("/failed", "POST"), ("/again", "POST")] {
        let path = format!("{address}{path}");
        let page = match method {
            "GET" => others.get(&path).await,
            _ => others.post(&path, &[("format", "csv"), ("version", "1")]).await,
        };
        assert_eq!(page.status, 404, "{path}");
    }
    let nobody = app.browser();
    assert_eq!(nobody.get(PAD).await.location, "/sign-in?next=%2Fquick%2Dorder");
    nobody.post(PAD, &[("lines", "TL-M-50 1")]).await.is(303);
}
