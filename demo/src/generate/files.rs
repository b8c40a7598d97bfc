//! The generated data as files that are taken in by `behalf import`: the same products, people and orders for the same seed.

use super::Size;
use super::family::{made, places};
use super::people::{buyer, companies, company, order_numbers, person, question};
use crate::category;
use crate::dice::{between, pick};
use domain::day::Day;
use domain::money::Currency;
use domain::time::Micros;
use sheet::write::{Form, Value, Writer};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Result};
use std::path::Path;

/// Questions of each kind.
const QUESTIONS: u64 = 200;

/// A file that is being written.
struct Out(Writer<BufWriter<File>>);

impl Out {
    fn new(folder: &Path, name: &str, headings: &[&str]) -> Result<Out> {
        let file = BufWriter::new(File::create(folder.join(name))?);
        Ok(Out(Writer::new(file, Form::Csv(','), name, headings)?))
    }

    fn row(&mut self, cells: &[&str]) -> Result<()> {
        self.0.row(&cells.iter().map(|cell| Value::Text(cell)).collect::<Vec<_>>())
    }

    fn done(self) -> Result<()> {
        use std::io::Write;
        self.0.finish()?.flush()
    }
}

/// A price as people write it.
fn decimal(ten_thousandths: i64) -> String {
    format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000)
}

/// Writes all files into a folder that is there; `now` is when the data is from.
///
/// # Errors
/// What the system says about the folder.
pub fn write(folder: &Path, now: Micros, seed: u64, size: Size) -> Result<()> {
    categories(folder)?;
    catalogue(folder, now, seed, size)?;
    customers(folder, seed, size)?;
    orders(folder, now, seed, size)?;
    let mut out = Out::new(folder, "queries.csv", &["kind", "query", "email", "company"])?;
    for asked in question::all(seed, seed, size.people(), QUESTIONS) {
        let kind = question::KINDS.iter().find(|(kind, ..)| *kind == asked.kind).map_or("", |(_, name, ..)| name);
        out.row(&[kind, &asked.text, &asked.email, &asked.company])?;
    }
    out.done()
}

fn categories(folder: &Path) -> Result<()> {
    let mut out = Out::new(folder, "categories.csv", &["Category", "Name", "Parent", "Summary"])?;
    for group in category::all() {
        out.row(&[group.slug, group.name, group.parent.unwrap_or_default(), group.summary])?;
    }
    out.done()
}

fn catalogue(folder: &Path, now: Micros, seed: u64, size: Size) -> Result<()> {
    let products: Vec<_> =
        places(size.products()).iter().zip(0_u64..).map(|(place, index)| made(seed, *place, index)).collect();
    let names: BTreeSet<&str> =
        products.iter().flat_map(|product| product.attributes.iter().map(|(name, _)| *name)).collect();
    let named: Vec<String> = names.iter().map(|name| format!("Attribute: {name}")).collect();
    let mut headings = vec!["Article number", "Name", "Short text", "Category", "Unit", "GTIN"];
    headings.extend(named.iter().map(String::as_str));
    let mut out = Out::new(folder, "products.csv", &headings)?;
    let mut prices = Out::new(folder, "prices.csv", &["Article number", "From quantity", "Price", "Currency"])?;
    let mut stock = Out::new(folder, "stock.csv", &["Article number", "Stock", "Back in stock on"])?;
    let restock = Day::of(now).plus(14).iso();
    for product in &products {
        let mut cells =
            vec![product.sku.as_str(), &product.name, &product.summary, product.category, "each", &product.gtin];
        for name in &names {
            let value = product.attributes.iter().find(|(other, _)| other == name);
            cells.push(value.map_or("", |(_, value)| value.as_str()));
        }
        out.row(&cells)?;
        for (currency, price) in [(Currency::Gbp, product.price), (Currency::Eur, product.price * 117 / 100)] {
            for (from, price) in [("1", price), ("100", price * 93 / 100)] {
                prices.row(&[&product.sku, from, &decimal(price.max(1)), currency.code()])?;
            }
        }
        let day = if product.available == 0 { restock.as_str() } else { "" };
        stock.row(&[&product.sku, &product.available.to_string(), day])?;
    }
    out.done()?;
    prices.done()?;
    stock.done()
}

fn customers(folder: &Path, seed: u64, size: Size) -> Result<()> {
    let headings = ["Customer number", "Name", "VAT id", "Street", "Postcode", "City", "Country", "Days to pay"];
    let mut out = Out::new(folder, "companies.csv", &headings)?;
    let cities = ["London", "Leeds", "Bristol", "Glasgow", "York", "Cardiff", "Derby", "Hull"];
    for index in 0..companies(size.people()) {
        let made = company(seed, index);
        let street = format!("{} Example Street", 1 + index % 190);
        let postcode = format!("ZZ{} {}ZZ", 1 + index % 89, 1 + index % 9);
        let city = pick("city", index, "city", &cities);
        out.row(&[&made.number, &made.name, &made.vat_id, &street, &postcode, city, "GB", "30"])?;
    }
    out.done()?;
    let headings = ["Customer number", "Name", "Position", "E-mail", "Phone", "Language"];
    let mut out = Out::new(folder, "contacts.csv", &headings)?;
    for index in 0..size.people() {
        let made = person(seed, index);
        let phone = format!("+999 {} {} {}", &made.phone[..2], &made.phone[2..6], &made.phone[6..]);
        let number = company(seed, made.company).number;
        out.row(&[&number, &made.name, "Buyer", &made.email, &phone, made.language])?;
    }
    out.done()
}

/// The lines of orders: two for each person, as many orders as lines at most.
fn orders(folder: &Path, now: Micros, seed: u64, size: Size) -> Result<()> {
    let headings = [
        "Order number",
        "Order date",
        "Customer number",
        "E-mail",
        "Customer order number",
        "Status",
        "Currency",
        "Article number",
        "Quantity",
        "Unit price",
    ];
    let mut out = Out::new(folder, "orders.csv", &headings)?;
    let places = places(size.products());
    for order in 0..size.people() * 2 {
        let by = person(seed, buyer(order) % size.people());
        let (number, po) = order_numbers(seed, order);
        let entity = format!("{seed} order");
        let day = Day::of(Micros(now.0 - between(&entity, order, "age", 1, 500_000) * 60_000_000)).iso();
        let index = u64::try_from(between(&entity, order, "product", 0, i64::try_from(places.len()).unwrap_or(1) - 1))
            .unwrap_or(0);
        let product = made(seed, places[usize::try_from(index).unwrap_or(0)], index);
        let quantity = between(&entity, order, "quantity", 1, 500).to_string();
        let company = company(seed, by.company).number;
        out.row(&[
            &number,
            &day,
            &company,
            &by.email,
            &po,
            "delivered",
            "GBP",
            &product.sku,
            &quantity,
            &decimal(product.price.max(1)),
        ])?;
    }
    out.done()
}
