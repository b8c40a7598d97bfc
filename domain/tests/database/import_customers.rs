//! Companies, contacts, own item numbers and orders that come in by file.

use crate::world::{World, on_every_engine};
use domain::error::Realm;
use domain::import::job::Report;
use domain::import::{Code, Kind, Outcome, State};
use domain::on;

fn sample(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../sheet/tests/sheets/samples");
    std::fs::read_to_string(format!("{folder}/{name}")).expect("a sample")
}

/// Takes a file in, or says what would become of it.
async fn file(world: &World, kind: Kind, text: &str, write: bool) -> Report {
    crate::import::taken(world, kind, "a.csv", text.as_bytes(), write).await
}

/// Looks at a file, takes it in, and takes it in again: the second time nothing is another.
async fn taken(world: &World, kind: Kind, text: &str) -> Vec<Outcome> {
    let said = file(world, kind, text, false).await;
    let events = "select count(*) from audit_event where type = 'data.imported'";
    let done = file(world, kind, text, true).await;
    assert_eq!(said.missing, Vec::new(), "a column is missing");
    assert_eq!(said.counts, done.counts, "what was said came true");
    let before = world.count(events).await;
    let again = file(world, kind, text, true).await;
    assert_eq!((again.counts.new, again.counts.changed), (0, 0), "{:?}", again.outcomes);
    assert_eq!(world.count(events).await, before, "nothing is written twice");
    done.outcomes
}

/// Row, state and codes of each record.
fn states(outcomes: &[Outcome]) -> Vec<(u32, State, Vec<Code>)> {
    outcomes.iter().map(|o| (o.row, o.state, o.reasons.iter().map(|reason| reason.code).collect())).collect()
}

async fn text(world: &World, sql: &'static str) -> Vec<String> {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("texts")
}

const COMPANIES: &str = "Number;Name;VAT ID;Country;City;Status;Terms;PO number;Price lists;Site;Site number;Street;Postcode\n\
    T-1;Testhaus GmbH;DE136695976;Deutschland;Ulm;active;Net 45;required;;Lager;1;Weg 1;89073\n";

on_every_engine! {
    async fn the_companies_of_a_shop_are_taken(world: World) {
        let sheet = sample("h07_companies.csv");
        let out = taken(&world, Kind::Companies, &sheet).await;
        assert_eq!(
            states(&out),
            [
                (2, State::Changed, vec![Code::NoStreet, Code::NoStreet]),
                (4, State::Refused, vec![Code::MaybeTheSame]),
                (5, State::New, vec![Code::BlankInNumber, Code::NoStreet]),
                (6, State::Refused, vec![Code::Deletes]),
            ],
            "{out:?}"
        );
        assert_eq!(out[1].reasons[0].typed, "C-20001");
        assert_eq!(world.count("select count(*) from organization where number = 'C-20001' and country = 'DE' and terms_days = 30").await, 1);
        assert_eq!(world.count("select count(*) from organization where number = 'C 20002' and country = 'IE' and terms_days = 14").await, 1);
        assert_eq!(world.count("select count(*) from organization where name = 'Gone Sample AG'").await, 0);
        let sites = "select a.recipient || ' ' || a.number from address a join organization o on o.id = a.organization_id
                     where o.number = 'C-20001' and a.number <> '' order by a.position";
        assert_eq!(
            text(&world, sites).await,
            ["Kestrel Sample GmbH, Head office C-20001-1", "Kestrel Sample GmbH, Warehouse C-20001-2"]
        );
    }
}

on_every_engine! {
    async fn the_customers_of_a_shop_are_taken(world: World) {
        taken(&world, Kind::Companies, &sample("h07_companies.csv")).await;
        let sheet = sample("h06_shopify_customers.csv");
        let out = taken(&world, Kind::Contacts, &sheet).await;
        let kinds: Vec<(u32, State)> = out.iter().map(|o| (o.row, o.state)).collect();
        assert_eq!(kinds, [(2, State::New), (3, State::New), (4, State::New), (5, State::Refused)], "{out:?}");
        assert!(out[3].reasons.iter().any(|reason| reason.code == Code::Twice && reason.typed == "2"), "{out:?}");
        let phone = "select phone from contact where email = 'ida@kestrel-sample.example'";
        assert_eq!(text(&world, phone).await, ["+49911000001"]);
        assert_eq!(world.count("select count(*) from contact where email = 'sean.o+orders@inis.example'").await, 1);
        assert_eq!(world.count("select count(*) from contact k join account a on a.contact_id = k.id where k.name = 'Nameless'").await, 0);
        let own = "select o.number from contact k join organization o on o.id = k.organization_id where k.name = 'Nameless'";
        assert_eq!(text(&world, own).await, ["9000000000031"]);
    }
}

on_every_engine! {
    async fn no_password_fits_an_imported_login(world: World) {
        taken(&world, Kind::Companies, COMPANIES).await;
        taken(&world, Kind::Contacts, "Email;Company number;Name\nnew@testhaus.example;T-1;Nina New\n").await;
        assert_eq!(text(&world, "select status from account where email_key = 'new@testhaus.example'").await, ["invited"]);
        for password in ["", "!", "invited", "new@testhaus.example"] {
            let tried = domain::session::sign_in(&world.anonymous(), Realm::Shop, "new@testhaus.example", password).await;
            assert!(tried.is_err(), "{password}");
        }
        // Not even when the login is opened by hand: what stands in place of the hash fits nothing.
        let hash = text(&world, "select password_hash from account where email_key = 'new@testhaus.example'").await;
        for password in ["", "!", hash[0].as_str()] {
            assert_eq!(world.env.hasher.verify(Some(hash[0].clone()), password).await, Ok(false));
        }
        assert_eq!(world.count("select count(*) from outbox where recipient like '%testhaus%'").await, 0, "nobody is written to");
    }
}

on_every_engine! {
    async fn a_company_is_changed_where_the_file_says_so(world: World) {
        let out = taken(&world, Kind::Companies, COMPANIES).await;
        assert_eq!(states(&out), [(2, State::New, vec![])]);
        let other = COMPANIES.replace("Testhaus GmbH", "Testhof GmbH").replace("Weg 1", "Weg 2").replace("Net 45", "");
        let out = taken(&world, Kind::Companies, &other).await;
        let changes: Vec<&str> = out[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!((out[0].state, changes), (State::Changed, vec!["name", "recipient", "line1"]), "{out:?}");
        assert_eq!(world.count("select count(*) from organization where name = 'Testhof GmbH' and terms_days = 45").await, 1);
        assert_eq!(world.count("select count(*) from address a join organization o on o.id = a.organization_id where o.number = 'T-1'").await, 1);
        let lists = "select code from price_list where store_id is null order by code";
        let codes = text(&world, lists).await;
        let sheet = format!("Number;Name;Price lists\nT-1;Testhof GmbH;{}, {}\n", codes[1], codes[0]);
        taken(&world, Kind::Companies, &sheet).await;
        let ranked = "select l.code from organization_price_list x join price_list l on l.id = x.price_list_id
                      join organization o on o.id = x.organization_id where o.number = 'T-1' order by x.rank";
        assert_eq!(text(&world, ranked).await, [codes[1].clone(), codes[0].clone()]);
    }
}

on_every_engine! {
    async fn a_company_that_cannot_be_taken_says_why(world: World) {
        let head = "Number;Name;Country;Status;Terms;Price lists;VAT ID\n";
        for (row, code) in [
            ("X-1;;DE;;;;", Code::Missing),
            (";Nowhere Ltd;DE;;;;", Code::NoNumber),
            ("X-1;X;Utopia;;;;", Code::UnknownWord),
            ("X-1;X;DE;sleeping;;;", Code::UnknownWord),
            ("X-1;X;DE;;often;;", Code::NotANumber),
            ("X-1;X;DE;;Net 365;;", Code::TooLarge),
            ("X-1;X;DE;;;no-such-list;", Code::UnknownList),
        ] {
            let out = file(&world, Kind::Companies, &format!("{head}{row}\n"), true).await.outcomes;
            let codes: Vec<Code> = out[0].reasons.iter().map(|reason| reason.code).collect();
            assert!(out[0].state == State::Refused && codes.contains(&code), "{row}: {out:?}");
        }
        let out = file(&world, Kind::Companies, &format!("{head}X-1;X;DE;;;;DE1\n"), true).await.outcomes;
        assert_eq!(states(&out), [(2, State::New, vec![Code::NotSure])], "a VAT id that cannot be one is kept as typed");
        assert_eq!(text(&world, "select vat_id from organization where number = 'X-1'").await, ["DE1"]);
    }
}

on_every_engine! {
    async fn a_contact_is_found_again_and_stays_with_the_company(world: World) {
        taken(&world, Kind::Companies, &format!("{COMPANIES}T-2;Other AG;;CH;;;;;;;;;\n")).await;
        let head = "Contact ID;Email;Company number;Name;Language;Time zone;Role;Account\n";
        let out = taken(&world, Kind::Contacts, &format!(
            "{head}K-1;one@testhaus.example;T-1;Олег Коваль;Deutsch;Europe/Berlin;admin;yes\n\
             K-2;;T-1;Zoe Zwei;;;;\nK-3;three@testhaus.example;T-1;Drei;Elvish;CET;chief;no\n"
        )).await;
        assert_eq!(
            states(&out),
            [
                (2, State::New, vec![]),
                (3, State::New, vec![]),
                (4, State::New, vec![Code::NotSure, Code::NotSure, Code::NotSure]),
            ],
            "{out:?}"
        );
        assert_eq!(text(&world, "select latin_name from contact where number = 'K-1'").await, ["Oleg Koval"]);
        assert_eq!(text(&world, "select role from account where email = 'one@testhaus.example'").await, ["admin"]);
        assert_eq!(world.count("select count(*) from account where email = 'three@testhaus.example'").await, 0);
        let refused = [
            (format!("{head}K-9;ONE@testhaus.example;T-2;Oleg;;;;\n"), Code::OtherCompany),
            (format!("{head}K-2;;T-2;Zoe Zwei;;;;\n"), Code::OtherCompany),
            (format!("{head}K-9;not an address;T-1;Oleg;;;;\n"), Code::NotAnEmail),
            (format!("{head}K-9;nine@testhaus.example;T-9;Oleg;;;;\n"), Code::UnknownCompany),
            (format!("{head}K-9;nine@testhaus.example;T-1;;;;;\n"), Code::Missing),
            ("Email;Company number;Name;Store\nnine@testhaus.example;T-1;Oleg;moon\n".to_owned(), Code::UnknownStore),
        ];
        for (sheet, code) in refused {
            let out = file(&world, Kind::Contacts, &sheet, true).await.outcomes;
            assert!(out[0].state == State::Refused && out[0].reasons.iter().any(|r| r.code == code), "{sheet}: {out:?}");
        }
        // By its number a contact gets another e-mail address; the login stays as it is.
        let out = taken(&world, Kind::Contacts, &format!("{head}K-1;uno@testhaus.example;T-1;Олег Коваль;;;;\n")).await;
        assert_eq!(out[0].state, State::Changed);
        assert_eq!(world.count("select count(*) from account where email = 'one@testhaus.example'").await, 1);
        // The login belongs to somebody else now, so whoever has the address gets none.
        let out = taken(&world, Kind::Contacts, &format!("{head}K-7;one@testhaus.example;T-1;Sieben;;;;yes\n")).await;
        assert_eq!(states(&out), [(2, State::New, vec![Code::LoginTaken])]);
    }
}

on_every_engine! {
    async fn own_numbers_are_taken_and_changed(world: World) {
        taken(&world, Kind::Companies, COMPANIES).await;
        let head = "Company;Your number;SKU\n";
        let out = taken(&world, Kind::ItemNumbers, &format!("{head}T-1;A-1;TL-M-50\nT-1;a 1;TL-M-50\n")).await;
        assert_eq!(states(&out), [(2, State::New, vec![]), (3, State::Refused, vec![Code::Twice])]);
        let out = taken(&world, Kind::ItemNumbers, &format!("{head}T-1;A-1;BB-6204-2RS\n")).await;
        assert_eq!((out[0].state, out[0].changes[0].before.as_str()), (State::Changed, "TL-M-50"));
        assert_eq!(world.count("select count(*) from own_item where number = 'A-1' and removed_at is not null").await, 1);
        assert_eq!(world.count("select count(*) from own_item where number = 'A-1' and removed_at is null").await, 1);
        for (row, code) in [
            ("T-9;A-1;TL-M-50", Code::UnknownCompany),
            ("T-1;A-1;no-such", Code::UnknownArticle),
            ("T-1;;TL-M-50", Code::NoNumber),
            ("T-1;--;TL-M-50", Code::NoNumber),
        ] {
            let out = file(&world, Kind::ItemNumbers, &format!("{head}{row}\n"), true).await.outcomes;
            assert!(out[0].state == State::Refused && out[0].reasons.iter().any(|r| r.code == code), "{row}: {out:?}");
        }
    }
}

on_every_engine! {
    async fn orders_are_taken_with_their_lines(world: World) {
        taken(&world, Kind::Companies, &format!("{COMPANIES}T-2;Other AG;;CH;;;;;;;;;\n")).await;
        taken(&world, Kind::Contacts, "Email;Company number;Name\nnew@testhaus.example;T-1;Nina New\n").await;
        let stock = world.count("select cast(sum(available) as bigint) from stock").await;
        let head = "Order;Date;Company;Email;Status;PO number;SKU;Quantity;Price;Line total\n";
        let sheet = format!(
            "{head}A-100;2026-03-02 14:05;T-1;new@testhaus.example;shipped;PO 7;TL-M-50;3;10.005;30.02\n\
             A-100;2026-03-02 14:05;T-1;new@testhaus.example;shipped;PO 7;BB-6204-2RS;2;4.50;9.00\n\
             A-101;2026-03-03;T-1;;;;TL-M-50;1;10.00;12.00\nA-102;2026-03-04;T-1;gone@testhaus.example;;;TL-M-50;1;10;\n"
        );
        let out = taken(&world, Kind::Orders, &sheet).await;
        assert_eq!(
            states(&out),
            [
                (2, State::New, vec![]),
                (4, State::New, vec![Code::NotSure]),
                (5, State::New, vec![Code::NotSure]),
            ],
            "{out:?}"
        );
        assert_eq!(world.count("select total from orders where number = 'A-100' and status = 'shipped' and tax = 0").await, 3_902);
        assert_eq!(world.count("select count(*) from order_line l join orders r on r.id = l.order_id where r.number = 'A-100'").await, 2);
        assert_eq!(world.count("select placed_at from orders where number = 'A-100'").await, 1_772_460_300_000_000);
        assert_eq!(text(&world, "select status from orders where number = 'A-101'").await, ["delivered"]);
        let bought = "select times from bought_item b join account a on a.id = b.account_id join product p on p.id = b.product_id
                      where a.email_key = 'new@testhaus.example' and p.sku = 'TL-M-50'";
        assert_eq!(world.count(bought).await, 3);
        assert_eq!(world.count("select cast(sum(available) as bigint) from stock").await, stock, "stock is as it was");
        for (row, code) in [
            ("A-200;2026-03-02;T-9;;;;TL-M-50;1;10;", Code::UnknownCompany),
            ("A-200;2026-03-02;T-2;;;;TL-M-50;1;10;", Code::UnknownPerson),
            ("A-200;2026-03-02;T-2;new@testhaus.example;;;TL-M-50;1;10;", Code::OtherCompany),
            ("A-200;2026-03-02;T-1;;;;no-such;1;10;", Code::UnknownArticle),
            ("A-200;2026-03-02;T-1;;sleeping;;TL-M-50;1;10;", Code::UnknownWord),
            ("A-200;2026-02-30;T-1;;;;TL-M-50;1;10;", Code::NotADay),
            ("A-200;2031-02-20;T-1;;;;TL-M-50;1;10;", Code::NotADay),
            ("A-200;;T-1;;;;TL-M-50;1;10;", Code::Missing),
            ("A-200;2026-03-02;T-1;;;;TL-M-50;0;10;", Code::TooSmall),
            ("A-200;2026-03-02;T-1;;;;TL-M-50;1;0;", Code::TooSmall),
            ("A-200;2026-03-02;T-1;;;;TL-M-50;1;;", Code::Missing),
            (";2026-03-02;T-1;;;;TL-M-50;1;10;", Code::NoNumber),
        ] {
            let out = file(&world, Kind::Orders, &format!("{head}{row}\n"), true).await.outcomes;
            assert!(out[0].state == State::Refused && out[0].reasons.iter().any(|r| r.code == code), "{row}: {out:?}");
        }
        // An order that is there stays.
        let out = file(&world, Kind::Orders, &format!("{head}A-101;2026-03-03;T-1;;;;TL-M-50;5;10.00;\n"), true).await.outcomes;
        assert_eq!(states(&out), [(2, State::Unchanged, vec![Code::OrderStays])]);
        assert_eq!(world.count("select total from orders where number = 'A-101'").await, 1_000);
    }
}
