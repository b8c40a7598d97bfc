//! Files of products, carts and orders: prices of the own company, read again by the quick order with other quantities.

use crate::world::{World, on_every_engine};
use domain::address;
use domain::audit::Event;
use domain::cart::db::{self as cart, Wanted as Line};
use domain::catalog::entry;
use domain::catalog::find::{self, Wanted};
use domain::catalog::{Sort, facet::Filters};
use domain::cx::Cx;
use domain::error::{Error, Realm};
use domain::export::products::{self, Products};
use domain::export::{self, COLUMNS, Format, Style};
use domain::id::ProductId;
use domain::order::db::{find_own, price_up, terms};
use domain::order::place::place;
use domain::order::{Checkout, Shipping};
use domain::own_item::change;
use domain::policy::Action;
use domain::quick_order::db::{self as quick, Source};
use domain::quick_order::fill;
use domain::quick_order::find::matched;
use domain::store::Scope;
use domain::{on, on_tx};
use sheet::order as lines;
use sheet::write::{Form, Value, Writer};
use sheet::{Limits, columns};
use std::collections::BTreeMap;

const ENGLISH: [&str; COLUMNS] = [
    "Article number", "Own item number", "Name", "Quantity", "Unit", "Pack size", "Price", "Line total", "Currency", "Stock", "Note",
    "Wanted on",
];
const GERMAN: [&str; COLUMNS] = [
    "Artikelnummer", "Eigene Artikelnummer", "Bezeichnung", "Menge", "Einheit", "VPE-Menge", "Preis", "Gesamtpreis", "Währung",
    "Bestand", "Bemerkung", "Wunschtermin",
];
/// A name and a note that a spreadsheet would run.
const FORMULA: &str = "=HYPERLINK(\"http://x\";1)";

fn styles() -> [Style; 4] {
    [(Format::Xlsx, false), (Format::Csv, false), (Format::Xlsx, true), (Format::Csv, true)].map(|(format, is_german)| Style {
        format,
        title: "Products".to_owned(),
        headings: (if is_german { GERMAN } else { ENGLISH }).map(str::to_owned),
        each: (if is_german { "Stück" } else { "each" }).to_owned(),
        has_comma: is_german,
    })
}

/// The rows of a file as their cells, headings first.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let book = sheet::read(bytes, Some("x"), &Limits::ORDER).expect("a sheet");
    let row = |row: &sheet::Row| (0..COLUMNS).map(|n| row.cell(n).plain_text().into_owned()).collect();
    book.sheets[0].rows.iter().map(row).collect()
}

/// The same file with other quantities, as somebody saves it in a spreadsheet.
fn edited(bytes: &[u8], format: Format, quantity: impl Fn(&[String]) -> i64) -> Vec<u8> {
    let mut rows = cells(bytes).into_iter();
    let headings = rows.next().expect("headings");
    let form = if format == Format::Xlsx { Form::Xlsx } else { Form::Csv(';') };
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut writer = Writer::new(Vec::new(), form, "edited", &headings).expect("a file");
    for row in rows {
        let changed = quantity(&row).to_string();
        let mut values: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text)).collect();
        values[3] = Value::Number(&changed);
        writer.row(&values).expect("a row");
    }
    writer.finish().expect("a file")
}

async fn emptied(cx: &Cx) {
    for line in cart::load(cx).await.expect("a cart").lines {
        cart::remove(cx, &line.slug).await.expect("removed");
    }
}

/// Reads a file as a quick order, expects every row to go as it is, and fills the cart.
async fn ordered(cx: &Cx, bytes: Vec<u8>, format: Format) {
    emptied(cx).await;
    let source = Source::File { name: format!("x.{}", format.as_str()), bytes };
    let id = quick::read(cx, source).await.expect("a turn").expect("lines");
    let all = matched(cx, quick::load(cx, id).await.expect("there")).await.expect("matched");
    let states: Vec<&str> = all.rows.iter().map(|row| row.state.as_str()).collect();
    assert!(!states.is_empty() && states.iter().all(|state| *state == "matched"), "{states:?}");
    fill::add(cx, id, 1).await.expect("filled");
}

async fn in_cart(cx: &Cx) -> BTreeMap<String, i64> {
    cart::load(cx).await.expect("a cart").lines.into_iter().map(|line| (line.sku, line.quantity)).collect()
}

async fn placed(cx: &Cx, key: &str) -> String {
    let (cart, terms, addresses) = (
        cart::load(cx).await.expect("a cart"),
        terms(cx).await.expect("terms"),
        address::own(cx).await.expect("addresses"),
    );
    let (totals, _) = price_up(&cart, Shipping::Standard, &addresses[0].country, &terms).expect("priced");
    let checkout = Checkout {
        address: addresses[0].id,
        shipping: Shipping::Standard,
        po_number: format!("PO-{key}"),
        note: String::new(),
        discount: None,
        shown_total: totals.total.minor,
        key: key.to_owned(),
    };
    place(cx, &checkout).await.expect("placed")
}

/// Gives a product another name, as an import does.
async fn renamed(world: &World, sku: &str, name: &str) -> domain::error::Result<()> {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    let id: ProductId = on_tx!(tx, c => sqlx::query_scalar("select id from product where sku = $1").bind(sku).fetch_one(c).await?);
    domain::exec!(tx, "update product set name = $2, last_event = $3 where id = $1"; id, name, &event).one()?;
    entry::refresh(tx.db(), &[id]).await?;
    tx.commit(Event::new("product.renamed")).await
}

async fn slug(world: &World, sku: &str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar("select slug from product where sku = $1").bind(sku).fetch_one(c).await).expect("there")
}

fn scope(cx: &Cx) -> Scope {
    let customer = cx.customer().expect("a customer");
    Scope { store: customer.store, currency: customer.currency, organization: Some(customer.organization) }
}

async fn whole(file: Option<Products>) -> Vec<u8> {
    let (mut file, mut bytes) = (file.expect("a file"), Vec::new());
    while let Some(part) = file.part().await.expect("a part") {
        bytes.extend(part);
    }
    bytes
}

on_every_engine! {
    async fn a_cart_goes_out_and_comes_back(world: World) {
        let own = world.person("buyer").await;
        renamed(&world, "BB-6204-2RS", FORMULA).await.expect("renamed");
        change::add(&own, "+B-1", "BB-6204-2RS").await.expect("added");
        for style in styles() {
            emptied(&own).await;
            for (sku, quantity) in [("BB-6204-2RS", "4"), ("TL-M-50", "1"), ("HB-M8-40-ZN", "50")] {
                cart::add(&own, &slug(&world, sku).await, quantity).await.expect("added");
            }
            let bearing = slug(&world, "BB-6204-2RS").await;
            let note = [Line { slug: &bearing, quantity: "4", note: "=1+1; hall 3" }];
            let version = cart::load(&own).await.expect("a cart").version;
            cart::change_shown(&own, &note, Some(version)).await.expect("a note");
            let price = cart::load(&own).await.expect("a cart").lines[0].price.expect("a price");
            let (format, name) = (style.format, style.headings[0].clone());
            let bytes = export::cart(&own, style).await.expect("a file");
            if format == Format::Csv {
                let text = String::from_utf8(bytes.clone()).expect("text");
                assert!(text.contains("'=HYPERLINK") && !text.contains(";=HYPERLINK") && !text.contains(",=HYPERLINK"), "{text}");
            }
            let rows = cells(&bytes);
            assert_eq!(rows[0][0], name);
            let row = rows.iter().find(|row| row[0] == "BB-6204-2RS").expect("a row");
            assert_eq!((row[1].as_str(), row[2].as_str(), row[10].as_str()), ("+B-1", FORMULA, "=1+1; hall 3"), "{format}");
            let amount: f64 = row[6].replace(',', ".").parse().expect("a price");
            assert_eq!((amount * 10_000.0).round() as i64, price.ten_thousandths, "the price of the own company");
            ordered(&own, edited(&bytes, format, |row| row[3].parse::<i64>().expect("a number") * 2), format).await;
            assert_eq!(
                in_cart(&own).await,
                BTreeMap::from([("BB-6204-2RS".to_owned(), 8), ("TL-M-50".to_owned(), 2), ("HB-M8-40-ZN".to_owned(), 100)])
            );
            let noted = cart::load(&own).await.expect("a cart");
            let note = noted.lines.iter().find(|line| line.sku == "BB-6204-2RS").map(|line| line.note.as_str());
            assert_eq!(note, Some("=1+1; hall 3"));
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'cart.exported'").await, 4);
    }
}

on_every_engine! {
    async fn an_order_goes_out_and_comes_back(world: World) {
        let (_, _, acting) = world.acting().await;
        change::add(&acting, "OLEG-7", "TL-M-50").await.expect("added");
        let file = b"SKU;Qty;Wanted on\nTL-M-50;1;2026-12-24\nBB-6204-2RS;4;\n".to_vec();
        ordered(&acting, file, Format::Csv).await;
        let cart = domain::cart::db::load(&acting).await.expect("a cart");
        let days: Vec<String> = cart.lines.iter().filter_map(|line| line.requested_on).map(domain::day::Day::iso).collect();
        assert_eq!(days, ["2026-12-24"], "the day of a row is that of its line");
        let number = placed(&acting, "k1").await;
        let (_, lines) = find_own(&acting, &number).await.expect("an order");
        let own: Vec<(&str, &str)> = lines.iter().map(|line| (line.sku.as_str(), line.own_number.as_str())).collect();
        assert_eq!(own, [("TL-M-50", "OLEG-7"), ("BB-6204-2RS", "")], "the own number as of then stands on the order");
        change::add(&acting, "OLEG-8", "TL-M-50").await.expect("added");
        for (n, style) in styles().into_iter().enumerate() {
            let format = style.format;
            let bytes = export::order(&acting, style, &number).await.expect("a file");
            let rows = cells(&bytes);
            assert_eq!((rows.len(), rows[1][1].as_str(), rows[1][7].is_empty()), (3, "OLEG-7", false));
            ordered(&acting, edited(&bytes, format, |_| 3), format).await;
            let again = placed(&acting, &format!("again-{n}")).await;
            let (_, lines) = find_own(&acting, &again).await.expect("an order");
            assert_eq!(lines.iter().map(|line| line.quantity).collect::<Vec<_>>(), [3, 3]);
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'order.exported' and subject_id <> actor_id").await, 4);
        let other = world.buyer(1).await;
        let refused = export::order(&other, styles()[0].clone(), &number).await;
        assert_eq!(refused.map(|_| ()), Err(Error::NotFound), "orders of others");
    }
}

on_every_engine! {
    async fn a_search_goes_out_as_a_whole(world: World) {
        let own = world.person("buyer").await;
        let scope = scope(&own);
        for (query, category, in_stock, sort) in [
            ("", None, false, None),
            ("", None, true, Some(Sort::Price)),
            ("", Some("fasteners"), false, Some(Sort::Sku)),
            ("bolt", None, false, None),
            ("bolt", None, true, Some(Sort::Name)),
            ("HB-M8-4", None, false, None),
            ("zinc plated bolts", None, false, Some(Sort::Newest)),
        ] {
            let wanted = Wanted {
                query: query.to_owned(),
                filters: Filters::default(),
                category: category.map(str::to_owned),
                in_stock,
                sort,
                page: 0,
                size: 1_000,
                is_typing: false,
            };
            let shown: Vec<String> = find::search(&own, &scope, &wanted).await.expect("found").items.into_iter().map(|item| item.sku).collect();
            assert!(!shown.is_empty(), "{query} {category:?}");
            let file = products::begin(&own, scope, &wanted, styles()[1].clone(), "/search?q=").await.expect("begun");
            let rows = cells(&whole(file).await);
            let out: Vec<String> = rows.into_iter().skip(1).map(|row| row[0].clone()).collect();
            assert_eq!(out, shown, "{query} {category:?} {sort:?}: all that is shown, in its order");
        }
        let wanted = Wanted { query: "bearing".to_owned(), in_stock: true, ..Wanted::default() };
        for style in styles() {
            let format = style.format;
            let file = products::begin(&own, scope, &wanted, style, "/search?q=bearing").await.expect("begun");
            let bytes = whole(file).await;
            let step = |row: &[String]| row[5].parse::<i64>().expect("a pack");
            ordered(&own, edited(&bytes, format, step), format).await;
            let expected: BTreeMap<String, i64> = cells(&bytes).into_iter().skip(1).map(|row| (row[0].clone(), step(&row))).collect();
            assert_eq!(in_cart(&own).await, expected);
        }
        let nobody = products::begin(&world.anonymous(), scope, &wanted, styles()[0].clone(), "").await;
        assert_eq!(nobody.map(|_| ()), Err(Error::SignIn(Realm::Shop)), "whoever is not signed in takes none");
        assert!(world.count("select count(*) from audit_event where type = 'catalogue.exported' and body like '%\"rows\":%'").await >= 11);
    }
}

#[test]
fn the_headings_are_those_of_an_upload() {
    for headings in [ENGLISH, GERMAN] {
        let text = format!("{}\nTL-M-50;A-1;Tape;2;each;1;1,50;3,00;GBP;7;note;2026-12-24\n", headings.join(";"));
        let book = sheet::read(text.as_bytes(), Some("x.csv"), &Limits::ORDER).expect("a book");
        let mapping = columns::find(&book, lines::COLUMNS);
        let roles: Vec<Option<lines::Role>> = mapping.columns.iter().map(|column| column.role).collect();
        use lines::Role;
        let role = Some;
        assert_eq!(
            roles,
            [
                role(Role::Article), role(Role::Own), role(Role::Name), role(Role::Quantity), role(Role::Unit), None, None, None, None,
                None, role(Role::Note), role(Role::Requested),
            ],
            "{headings:?}"
        );
        assert!(mapping.asks.is_empty(), "{:?}", mapping.asks);
    }
}
