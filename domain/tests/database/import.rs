//! Taking in data by file: what becomes of rows, on both engines.

use crate::world::{World, on_every_engine};
use domain::cx::Cx;
use domain::import::job::{self, Report, Stage, page, worker};
use domain::import::{Code, Kind, State};
use domain::list::Size;
use domain::{on, sql};

/// Takes a file in as the command line does.
async fn take(world: &World, kind: Kind, name: &str, file: &str) -> Report {
    taken(world, kind, name, file.as_bytes(), true).await
}

pub async fn taken(world: &World, kind: Kind, name: &str, file: &[u8], write: bool) -> Report {
    let folder = crate::scratch::folder().join(domain::id::event_id());
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    std::fs::write(&path, file).expect("written");
    let cx = Cx::system(world.env.clone(), world.now, "import");
    let from = job::File { path: &path, kind, choice: None, write, keeps_all: true };
    job::take_file(&cx, from).await.expect("a file that is read").expect("taken in")
}

/// State and codes of each record, by row.
fn said(report: &Report) -> Vec<String> {
    let row = |outcome: &domain::import::Outcome| {
        let codes: Vec<&str> = outcome.reasons.iter().map(|reason| reason.code.as_str()).collect();
        format!("{} {} {} {}", outcome.row, outcome.key, outcome.state, codes.join(",")).trim_end().to_owned()
    };
    report.outcomes.iter().map(row).collect()
}

fn counts(report: &Report) -> (i64, i64, i64, i64) {
    let counts = report.counts;
    (counts.new, counts.changed, counts.unchanged, counts.refused)
}

async fn text(world: &World, sql: &'static str) -> Vec<String> {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await.expect("rows"))
}

async fn events(world: &World, kind: &str) -> i64 {
    on!(&world.env.db, c => sqlx::query_scalar(sql!("select count(*) from audit_event where type = $1"))
        .bind(kind).fetch_one(c).await.expect("a count"))
}

const TRICKY: &str = "SKU,Name,Price,Unit,Step,Stock\n00417,With zeros,1.00,each,1,50\n417,Another,2.00,each,1,50\n\
    1E5,Power,1.00,each,1,50\n100000,Another,9.00,each,1,50\n1-2,Date,1.00,each,1,50\nTRUE,Truth,1.00,each,1,50\n\
    -5,Minus,1.00,each,1,50\n=1+1,Formula,1.00,each,1,50\nA/B,Slash,1.00,each,1,50\nA B,Blank,1.00,each,1,50\n\
    A-B,Hyphen,1.00,each,1,50\nAB,Letters,1.00,each,1,50\n";

on_every_engine! {
    async fn article_numbers_stay_as_typed_and_a_second_run_changes_nothing(world: World) {
        let looked = taken(&world, Kind::Products, "t.csv", TRICKY.as_bytes(), false).await;
        assert_eq!(counts(&looked), (12, 0, 0, 0));
        assert_eq!(events(&world, "data.imported").await, 0, "looking writes nothing");
        let report = take(&world, Kind::Products, "t.csv", TRICKY).await;
        assert_eq!(counts(&report), (12, 0, 0, 0), "{:?}", said(&report));
        let numbers = text(&world, sql!("select sku from product where sku in
            ('00417', '417', '1E5', '100000', '1-2', 'TRUE', '-5', '=1+1', 'A/B', 'A B', 'A-B', 'AB') order by sku")).await;
        assert_eq!(numbers.len(), 12, "{numbers:?}");
        let alike: Vec<&str> = report.outcomes.iter()
            .filter(|outcome| outcome.reasons.iter().any(|reason| reason.code == Code::LooksLike))
            .map(|outcome| outcome.key.as_str()).collect();
        assert_eq!(alike, ["A-B", "AB"], "numbers that are easily taken for each other are named");
        let batches = events(&world, "data.imported").await;
        let again = take(&world, Kind::Products, "t.csv", TRICKY).await;
        assert_eq!(counts(&again), (0, 0, 12, 0), "{:?}", said(&again));
        assert_eq!(events(&world, "data.imported").await, batches, "nothing was written");
    }
}

on_every_engine! {
    async fn products_are_found_priced_and_in_stock(world: World) {
        let file = "Artikelnummer;Bezeichnung;Warengruppe;Einheit;Preis;Währung;Bestand;Ersatzartikel;Attribute: Länge\n\
            N-1;Nut M10;Fasteners > Dome nuts;pack of 50;1.019,90;EUR;7;;10 mm\nN-2;Nut M12;Fasteners > Dome nuts;each;0,0475;GBP;0;N-1;12 mm\n";
        let report = take(&world, Kind::Products, "p.csv", file).await;
        assert_eq!(said(&report), ["2 N-1 new also_made", "3 N-2 new"]);
        let prices = text(&world, sql!("select l.currency || ' ' || x.unit_price from price x
            join price_list l on l.id = x.price_list_id join product p on p.id = x.product_id
            where p.sku in ('N-1', 'N-2') order by 1")).await;
        assert_eq!(prices, ["EUR 10199000", "GBP 475"]);
        let row = text(&world, sql!("select p.sku || '|' || p.unit || '|' || c.name || '|' || coalesce(r.sku, '') || '|' || s.available
            from product p join category c on c.id = p.category_id left join product r on r.id = p.replaced_by
            join stock s on s.product_id = p.id where p.sku in ('N-1', 'N-2') order by p.sku")).await;
        assert_eq!(row, ["N-1|pack of 50|Dome nuts||7", "N-2|each|Dome nuts|N-1|0"]);
        let found = text(&world, sql!("select words from product_entry e join product p on p.id = e.product_id where p.sku = 'N-1'")).await;
        assert!(found[0].contains("nut"), "{found:?}");
        let changed = "Artikelnummer;Bezeichnung;Preis;Währung\nN-1;Nut M10, brass;1.019,90;EUR\nN-2;;0,05;GBP\n";
        let report = take(&world, Kind::Products, "p2.csv", changed).await;
        assert_eq!(said(&report), ["2 N-1 changed", "3 N-2 changed"]);
        let changes: Vec<String> = report.outcomes.iter().flat_map(|o| &o.changes)
            .map(|c| format!("{}: {} > {}", c.field, c.before, c.after)).collect();
        assert_eq!(changes, ["name: Nut M10 > Nut M10, brass", "price: 0.0475 > 0.05"], "an empty cell changes nothing");
    }
}

on_every_engine! {
    async fn rows_that_cannot_be_taken_say_why(world: World) {
        let file = "SKU,Name,Price,Step,Status,Replacement,Currency\nX-1,Good,1.00,1,,,\nX-1,Again,1.00,1,,,\n,No number,1,1,,,\n\
            X-2,,1,1,,,\nX-3,Bad price,abc,1,,,\nX-4,Below,-3,1,,,\nX-5,Step,1,0,,,\nX-6,Word,1,1,sometimes,,\nX-7,Next,1,1,,NOBODY,\n\
            X-8,Card 4111 1111 1111 1111,1,1,,,\nX-9,Money,1,1,,,XYZ\n";
        let report = take(&world, Kind::Products, "p.csv", file).await;
        assert_eq!(said(&report), [
            "2 X-1 new also_made", "3 X-1 refused twice", "4  refused no_number", "5 X-2 refused missing",
            "6 X-3 refused not_a_number", "7 X-4 refused too_small", "8 X-5 refused too_small", "9 X-6 refused unknown_word",
            "10 X-7 refused unknown_article", "11 X-8 refused card_number", "12 X-9 refused unknown_currency",
        ]);
        let kept = serde_json::to_string(&report.outcomes.iter().flat_map(|o| o.reasons.clone()).collect::<Vec<_>>()).expect("json");
        assert!(!kept.contains("4111"), "no number of a card is kept");
        let written = text(&world, sql!("select sku from product where sku like 'X-%'")).await;
        assert_eq!(written, ["X-1"]);
    }
}

on_every_engine! {
    async fn prices_have_lists_tiers_units_and_days(world: World) {
        let file = "Kundengruppe;Artikel;ab Menge;Preis;Preiseinheit;Währung;gültig ab;gültig bis\n\
            A;HB-M8-40-ZN;1;19,20;100;EUR;01.01.2026;31.12.2026\nA;HB-M8-40-ZN;500;17,25;100;EUR;01.01.2026;31.12.2026\n\
            A;HB-M8-40-ZN;1.000;18,00;100;EUR;01.01.2026;31.12.2026\nA;BB-6204-2RS;1;3,455;1;EUR;01.01.2026;\n\
            A;BB-6204-2RS;1;3,40;1;EUR;01.03.2026;\n;TL-M-50;1;1.019,90;1;EUR;;\nB;TL-M-50;1;19.90;1;GBP;2026-01-01;2026-12-31\n\
            B;CX-200-48;1;-3,60;1;EUR;;\nB;UNKNOWN-1;1;1,00;1;EUR;;\n";
        let report = take(&world, Kind::Prices, "p.csv", file).await;
        assert_eq!(said(&report), [
            "2 HB-M8-40-ZN new also_made", "3 HB-M8-40-ZN new", "4 HB-M8-40-ZN new dearer_tier", "5 BB-6204-2RS new",
            "6 BB-6204-2RS new", "7 TL-M-50 changed", "8 TL-M-50 new also_made", "9 CX-200-48 refused too_small",
            "10 UNKNOWN-1 refused unknown_article",
        ]);
        let rows = text(&world, sql!("select l.code || ' ' || l.currency || ' ' || p.sku || ' ' || x.min_quantity || ' ' || x.unit_price
            from price x join price_list l on l.id = x.price_list_id join product p on p.id = x.product_id
            where l.code in ('A', 'B') order by l.code, p.sku, x.min_quantity, x.valid_from")).await;
        assert_eq!(rows, [
            "A EUR BB-6204-2RS 1 34550", "A EUR BB-6204-2RS 1 34000", "A EUR HB-M8-40-ZN 1 1920", "A EUR HB-M8-40-ZN 500 1725",
            "A EUR HB-M8-40-ZN 1000 1800", "B GBP TL-M-50 1 199000",
        ]);
        let again = take(&world, Kind::Prices, "p.csv", file).await;
        assert_eq!(counts(&again), (0, 0, 7, 2));
    }
}

on_every_engine! {
    async fn the_price_that_began_last_holds(world: World) {
        let file = "sku,company,price,currency,valid_from,valid_until\nHB-M8-40-ZN,C-10408,0.50,GBP,,\n\
            HB-M8-40-ZN,C-10408,0.40,GBP,2026-11-01,2026-11-30\nHB-M8-40-ZN,C-10408,0.30,GBP,2027-01-01,\n";
        let number = text(&world, sql!("select o.number from organization o join contact k on k.organization_id = o.id
            join account a on a.contact_id = k.id where a.email_key = 'oleg@northmere.example'")).await;
        let file = file.replace("C-10408", &number[0]);
        let report = take(&world, Kind::Prices, "p.csv", &file).await;
        assert_eq!(counts(&report), (3, 0, 0, 0), "{:?}", said(&report));
        let oleg = world.person("buyer").await;
        let scope = domain::store::Scope::of(&oleg, &domain::store::list(&world.env).await.expect("stores").remove(0));
        for (days, price) in [(0, 4_000), (8, 5_000), (40, 3_000)] {
            let cx = world.cx_later(&oleg, domain::time::Micros::minutes(days * 24 * 60));
            let product = domain::catalog::db::find(&cx, &scope, "hex-bolt-din-933-m8x40-zinc-plated").await.expect("a product");
            let found = product.tiers[0].price.ten_thousandths;
            assert_eq!(found, price, "after {days} days");
        }
    }
}

on_every_engine! {
    async fn stock_is_set_and_never_below_nothing(world: World) {
        let file = "Artikel;Bestand;Wieder da am\nHB-M8-40-ZN;12;24.12.2026\nBB-6204-2RS;-2;\nNOBODY;1;\nTL-M-50;;\nCX-200-48;2,5;\n";
        let report = take(&world, Kind::Stock, "s.csv", file).await;
        assert_eq!(said(&report), [
            "2 HB-M8-40-ZN changed", "3 BB-6204-2RS changed below_none", "4 NOBODY refused unknown_article",
            "5 TL-M-50 refused missing", "6 CX-200-48 refused not_a_number",
        ]);
        let again = take(&world, Kind::Stock, "s.csv", file).await;
        assert_eq!(counts(&again), (0, 0, 2, 3));
    }
}

on_every_engine! {
    async fn categories_have_a_place_in_the_tree(world: World) {
        let file = "Category,Name,Parent,Summary,Position\nvalves,Valves,,All valves,3\nValves > Ball valves,,,,\n\
            check-valves,Check valves,valves,,1\nvalves,Again,,,\nfasteners,Fasteners,check-valves,,\ncheck-valves > X,,,,\n";
        let report = take(&world, Kind::Categories, "c.csv", file).await;
        assert_eq!(said(&report), [
            "2 valves new", "3 Valves > Ball valves new", "4 check-valves new", "5 valves refused twice", "6 fasteners changed",
            "7 check-valves > X new",
        ]);
        let circle = take(&world, Kind::Categories, "c.csv", "Category,Parent\nvalves,Ball valves\n").await;
        assert_eq!(said(&circle), ["2 valves refused circle"]);
    }
}

on_every_engine! {
    async fn work_in_the_background_is_looked_at_taken_in_stopped_and_gone_on_with(world: World) {
        let admin = world.person("admin").await;
        let mut file = "SKU,Name,Price\n".to_owned();
        for n in 0..1_000 {
            file.push_str(&format!("W-{n:04},Washer {n},1.00\n"));
        }
        file.push_str("W-BAD,Bad,x\n");
        let id = page::send(&admin, Kind::Products, "../w.csv", file.as_bytes(), None).await.expect("sent");
        let job = Cx::system(world.env.clone(), world.now, "import");
        assert!(worker::work(&job, "one").await.expect("worked"));
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.state, import.file_name.as_str()), (Stage::Checked, "w.csv"));
        assert_eq!((import.counts().new, import.counts().refused), (1_000, 1));
        assert!(text(&world, sql!("select sku from product where sku like 'W-%'")).await.is_empty());
        let refused = page::rows(&admin, id, Some(State::Refused), Size::default(), 0).await.expect("rows");
        assert_eq!((refused.total, refused.rows[0].number, refused.rows[0].reasons[0].typed.as_str()), (1, 1_002, "x"));
        page::start(&admin, id).await.expect("started");
        page::stop(&admin, id).await.expect("stopped");
        assert!(!worker::work(&job, "one").await.expect("nothing to do"), "what is stopped is not worked on");
        page::resume(&admin, id).await.expect("resumed");
        assert!(worker::work(&job, "one").await.expect("worked"));
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.state, import.counts().new, import.counts().read), (Stage::Done, 1_000, 1_001));
        assert_eq!(text(&world, sql!("select sku from product where sku like 'W-%'")).await.len(), 1_000);
        assert_eq!(events(&world, "data.imported").await, 3, "an event for each batch");
        let file = job::failed::write(&admin, id, domain::export::Format::Csv, ["Reason", "Row"], |_| "why".to_owned()).await.expect("a file");
        assert_eq!(String::from_utf8(file).expect("text").trim_start_matches('\u{feff}').lines().collect::<Vec<_>>(),
            ["SKU;Name;Price;Reason;Row", "W-BAD;Bad;x;why;1002"]);
    }
}

on_every_engine! {
    async fn a_run_that_was_killed_goes_on_after_its_last_batch(world: World) {
        let admin = world.person("admin").await;
        let mut file = "SKU,Name\n".to_owned();
        for n in 0..900 {
            file.push_str(&format!("K-{n:04},Key {n}\n"));
        }
        let id = page::send(&admin, Kind::Products, "k.csv", file.as_bytes(), None).await.expect("sent");
        let job = Cx::system(world.env.clone(), world.now, "import");
        worker::work(&job, "one").await.expect("looked at");
        page::start(&admin, id).await.expect("started");
        // Killed somewhere after the first batch was committed.
        let killed = tokio::time::timeout(std::time::Duration::from_secs(60), async {
            let working = worker::work(&job, "one");
            tokio::pin!(working);
            loop {
                tokio::select! {
                    _ = &mut working => return false,
                    () = tokio::time::sleep(std::time::Duration::from_millis(5)) => {
                        if page::find(&admin, id).await.expect("found").next > 0 { return true; }
                    }
                }
            }
        }).await.expect("in time");
        assert!(killed, "it was over before it could be killed");
        let import = page::find(&admin, id).await.expect("found");
        let there = text(&world, sql!("select sku from product where sku like 'K-%'")).await.len();
        assert_eq!(i64::try_from(there).expect("few"), import.counts().new, "what was written is what was counted");
        assert!(there < 900, "killed in the middle");
        // Another process takes over when the first has not said for a minute that it is at work.
        let later = Cx::system(world.env.clone(), world.now.plus(domain::time::Micros::minutes(2)), "import");
        worker::work(&later, "two").await.expect("gone on");
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.state, import.counts().new), (Stage::Done, 900));
        assert_eq!(text(&world, sql!("select sku from product where sku like 'K-%'")).await.len(), 900);
    }
}

on_every_engine! {
    async fn only_who_may_takes_files_in(world: World) {
        let agent = world.person("agent").await;
        assert!(page::send(&agent, Kind::Stock, "s.csv", b"sku,stock\nA,1\n", None).await.is_err());
        assert!(page::list(&agent, None, Size::default(), 0).await.is_err());
        let admin = world.person("admin").await;
        assert!(page::send(&admin, Kind::Stock, "s.csv", b"", None).await.is_err(), "no file");
        let id = page::send(&admin, Kind::Stock, "s.csv", b"%PDF-1.7 not a sheet", None).await.expect("kept");
        let job = Cx::system(world.env.clone(), world.now, "import");
        worker::work(&job, "one").await.expect("worked");
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.state, import.failure.as_str()), (Stage::Failed, "not_a_sheet"));
        let id = page::send(&admin, Kind::Stock, "s.csv", b"what,ever\nA,1\n", None).await.expect("kept");
        worker::work(&job, "one").await.expect("worked");
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.state, import.failure.as_str()), (Stage::Checked, "missing"));
        assert!(page::start(&admin, id).await.is_err(), "nothing says what the columns are");
        for (header, fields) in [(1, vec![]), (1, vec![Some(domain::import::Field::Sku), Some(domain::import::Field::Stock)])] {
            let layout = page::find(&admin, id).await.expect("found").layout();
            page::choose(&admin, id, &page::chosen(&layout, 0, header, &fields)).await.expect("chosen");
            worker::work(&job, "one").await.expect("worked");
        }
        let import = page::find(&admin, id).await.expect("found");
        assert_eq!((import.failure.as_str(), import.counts().refused), ("", 1));
        page::remove(&admin, id).await.expect("removed");
        assert_eq!(page::list(&admin, None, Size::default(), 0).await.expect("a list").rows.len(), 1);
    }
}

/// A sample sheet of a shop system.
fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../sheet/tests/sheets/samples/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample")
}

fn refused(report: &Report) -> Vec<(u32, &'static str)> {
    let refused = report.outcomes.iter().filter(|outcome| outcome.state == State::Refused);
    refused.map(|outcome| (outcome.row, outcome.reasons[0].code.as_str())).collect()
}

on_every_engine! {
    async fn sheets_of_shop_systems_are_taken_in_and_a_second_run_changes_nothing(world: World) {
        let old = taken(&world, Kind::Products, "h01.csv", &sample("h01_shopify_products_old.csv"), true).await;
        assert_eq!(counts(&old), (17, 0, 0, 1));
        assert_eq!(refused(&old), [(10, "twice")]);
        let new = taken(&world, Kind::Products, "h02.csv", &sample("h02_shopify_products_new.csv"), true).await;
        assert_eq!(counts(&new), (0, 0, 17, 1), "{:?}", said(&new));
        let rows = text(&world, sql!("select p.sku || '|' || p.status || '|' || s.available || '|' || coalesce(p.gtin, '')
            from product p join stock s on s.product_id = p.id where p.sku in ('00701-S', '1E05', '00001', '10-12') order by p.sku")).await;
        assert_eq!(rows, ["00001|withdrawn|0|", "00701-S|active|40|4000000000017", "10-12|active|10000|", "1E05|active|900|"]);
        let shop = taken(&world, Kind::Products, "h04.csv", &sample("h04_woocommerce_products.csv"), true).await;
        assert_eq!(refused(&shop), [(8, "no_number"), (12, "is_a_set"), (13, "sold_elsewhere"), (14, "no_group")]);
        let prices = text(&world, sql!("select p.sku || ' ' || x.unit_price from price x join product p on p.id = x.product_id
            where p.sku in ('GLV-07', 'GLV-08', 'GLV-09', 'GLV-10', 'BIG', '0049') order by p.sku")).await;
        assert_eq!(prices, ["0049 20000", "BIG 123456700", "GLV-07 49000", "GLV-08 49000", "GLV-09 49000", "GLV-10 49000"]);
        let again = taken(&world, Kind::Products, "h04.csv", &sample("h04_woocommerce_products.csv"), true).await;
        assert_eq!((again.counts.new, again.counts.changed), (0, 0), "{:?}", said(&again));
        let tricky = taken(&world, Kind::Products, "h10.csv", &sample("h10_tricky_catalogue.csv"), true).await;
        assert_eq!(counts(&tricky), (20, 0, 0, 0));
    }
}

/// A row of each table of imports.
pub async fn rows(world: &World) {
    let admin = world.person("admin").await;
    let file = b"sku,stock\nTL-M-50,1\n";
    let id = page::send(&admin, Kind::Stock, "s.csv", file, None).await.expect("sent");
    let job = Cx::system(world.env.clone(), world.now, "import");
    worker::work(&job, "one").await.expect("looked at");
    let layout = page::find(&admin, id).await.expect("found").layout();
    let choice = page::chosen(&layout, 0, layout.header, &[Some(domain::import::Field::Sku)]);
    domain::import::mapping::keep(&admin, Kind::Stock, "nightly", &choice).await.expect("kept");
}

on_every_engine! {
    async fn a_long_file_is_taken_in_part_by_part(world: World) {
        let pad = "x".repeat(400);
        let mut file = "Article,Stock,Remark\n".to_owned();
        for n in 0..21_000 {
            file.push_str(&format!("NONE-{n},1,\"{pad}\n{n}\"\n"));
        }
        file.push_str("TL-M-50,7,\nNONE-5,1,\n");
        assert!(file.len() > 8_000_000, "longer than what is read as a whole");
        let report = take(&world, Kind::Stock, "long.csv", &file).await;
        assert_eq!((report.counts.read, report.counts.changed, report.counts.refused), (21_002, 1, 21_001));
        let last: Vec<(u32, &str)> = report.outcomes[20_999..].iter().map(|o| (o.row, o.reasons.first().map_or("", |r| r.code.as_str()))).collect();
        assert_eq!(last, [(21_001, "unknown_article"), (21_002, ""), (21_003, "twice")], "rows go on counting in the next part");
    }
}
