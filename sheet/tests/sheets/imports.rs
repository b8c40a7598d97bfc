//! The samples of imports are read cell by cell as they stand.

use sheet::columns::{Alias, Kind};
use sheet::number::{DecimalMark, article, day, decimal};
use sheet::{Book, Cell, Limits, Row, Sheet, columns};

use crate::bytes;

fn open(name: &str) -> Book {
    sheet::read(&bytes(name), Some(name), &Limits::IMPORT).unwrap_or_else(|why| panic!("{name} is refused: {why:?}"))
}

/// The cells below a heading, one for each row of the sheet.
fn column<'a>(sheet: &'a Sheet, heading: &str) -> Vec<&'a Cell> {
    let place = sheet.rows[0].cells.iter().position(|cell| cell.text() == heading);
    let place = place.unwrap_or_else(|| panic!("there is no heading {heading:?}"));
    sheet.rows.iter().skip(1).map(|row| row.cell(place)).collect()
}

fn texts(sheet: &Sheet, heading: &str) -> Vec<String> {
    column(sheet, heading).into_iter().map(|cell| cell.plain_text().trim().to_owned()).collect()
}

fn articles(sheet: &Sheet, heading: &str) -> Vec<String> {
    column(sheet, heading).into_iter().filter_map(article).map(|found| found.text).collect()
}

#[test]
fn products_of_shopify_are_the_same_in_old_and_new_headings() {
    for (name, number, barcode, picture, title, text) in [
        ("h01_shopify_products_old.csv", "Variant SKU", "Variant Barcode", "Image Src", "Title", "Body (HTML)"),
        ("h02_shopify_products_new.csv", "SKU", "Barcode", "Product image URL", "Title", "Description"),
    ] {
        let book = open(name);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.rows.len(), 21, "{name}");
        let numbers = articles(sheet, number);
        assert_eq!(numbers.len(), 18, "{name}");
        assert_eq!(
            numbers[..10],
            ["00701-S", "00701-M", "00701-L", "1E05", "08B-1-1", "08B-1-5", "SL-26", "SL-26", "DP-200", "10-12"]
        );
        assert_eq!(articles(sheet, barcode)[0], "4000000000017", "{name}");
        let pictures: Vec<String> = texts(sheet, picture).into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(pictures.len(), 9, "{name}");
        assert!(pictures.iter().all(|text| text.contains("?v=")), "{name}");
        assert_eq!(texts(sheet, title)[7], "Shelf label, \"wipe-clean\", 26 × 80", "{name}");
        assert!(texts(sheet, text)[0].contains("comma</p>\n<ul><li>A</li></ul>"), "{name}");
    }
}

#[test]
fn products_of_woocommerce_keep_what_is_quoted() {
    let book = open("h04_woocommerce_products.csv");
    let sheet = &book.sheets[0];
    assert_eq!((sheet.rows.len(), sheet.rows[0].cells[0].text().into_owned()), (21, "ID".to_owned()));
    assert_eq!(texts(sheet, "Images")[0], "https://shop.example/up/glove.jpg, https://shop.example/up/glove,back.jpg");
    assert_eq!(texts(sheet, "Name")[5], "Bolt, \"special\"");
    assert_eq!(articles(sheet, "SKU")[6..9], ["AB C1", "ABC1", "abc1"]);
    let place = articles(sheet, "SKU").iter().position(|number| number == "0049");
    assert_eq!(
        place.map(|place| texts(sheet, "Name")[place + 1].clone()).as_deref(),
        Some("=quoted for the spreadsheet")
    );
    let prices = column(sheet, "Regular price");
    let mark = DecimalMark::of(prices.iter().copied());
    let price = |row: usize| decimal(prices[row], mark).map(|(value, sure)| (value.to_string(), sure));
    assert_eq!(price(3), Ok(("4.9".to_owned(), true)));
    assert_eq!(price(17), Ok(("12345.67".to_owned(), true)));
}

#[test]
fn customers_and_companies_are_read_as_they_stand() {
    let book = open("h06_shopify_customers.csv");
    let sheet = &book.sheets[0];
    assert_eq!(articles(sheet, "Customer ID")[0], "9000000000017");
    assert_eq!(articles(sheet, "Default Address Zip"), ["04109", "T12 AB34", "04109"]);
    assert_eq!(texts(sheet, "Phone")[0], "+49911000001");
    assert_eq!(texts(sheet, "Email")[1], "Sean.O+orders@inis.example");
    let book = open("h07_companies.csv");
    let sheet = &book.sheets[0];
    assert_eq!(texts(sheet, "Command"), ["MERGE", "MERGE", "MERGE", "NEW", "DELETE"]);
    assert_eq!(texts(sheet, "External ID"), ["C-20001", "C-20001", "", "C 20002", "C-20003"]);
    let since: Vec<String> = column(sheet, "Customer Since")
        .into_iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| day(cell).map_or_else(|why| format!("{why:?}"), |day| format!("{} {}", day.date, day.sure)))
        .collect();
    assert_eq!(since, ["2024-02-29 true", "2024-02-29 true", "2023-12-31 true"]);
}

#[test]
fn prices_of_two_notations_are_numbers() {
    let book = open("h09_price_list_tiers.csv");
    let sheet = &book.sheets[0];
    assert_eq!(book.encoding, Some("windows-1252"));
    assert_eq!(texts(sheet, "Währung")[6], "GBP");
    let numbers = |heading: &str| {
        let cells = column(sheet, heading);
        let mark = DecimalMark::of(cells.iter().copied());
        let read =
            |cell: &&Cell| decimal(cell, mark).map_or_else(|why| format!("{why:?}"), |found| found.0.to_string());
        cells.iter().map(read).collect::<Vec<_>>()
    };
    assert_eq!(numbers("Preis"), ["19.2", "17.25", "18", "3.455", "3.4", "1019.9", "19.9", "-3.6", "1"]);
    assert_eq!(numbers("ab Menge")[..3], ["1", "500", "1000"]);
    let until = |row: usize| day(column(sheet, "gültig bis")[row]).map(|day| day.date.to_string());
    assert_eq!((until(0), until(6)), (Ok("2026-12-31".to_owned()), Ok("2026-12-31".to_owned())));
}

#[test]
fn article_numbers_that_programs_spoil_stay_as_typed() {
    const NUMBERS: [&str; 20] = [
        "00417", "417", "0417", "219E01", "2190", "1E5", "100000", "1-2", "MARCH1", "TRUE", "NULL", "-5", "=1+1",
        "A/B", "A.B", "A B", "A-B", "AB", "Ä1", "AE1",
    ];
    assert_eq!(articles(&open("h10_tricky_catalogue.csv").sheets[0], "SKU"), NUMBERS);
}

#[test]
fn an_import_brings_its_own_columns() {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Part {
        Number,
        Company,
    }
    let aliases = [
        Alias { role: Some(Part::Number), kind: Kind::Key, names: &["External ID"] },
        Alias { role: Some(Part::Company), kind: Kind::Other, names: &["Name", "Company"] },
    ];
    let book = open("h07_companies.csv");
    let mapping = columns::find(&book, &aliases);
    assert_eq!((mapping.header, mapping.asks.as_slice()), (Some((1, 1)), &[][..]));
    let second: Option<&Row> = mapping.rows(&book.sheets[0]).nth(3);
    let said = second.map(|row| (mapping.cell(row, Part::Number).text(), mapping.cell(row, Part::Company).text()));
    assert_eq!(said, Some(("C 20002".into(), "Inis Sample Ltd".into())));
}
