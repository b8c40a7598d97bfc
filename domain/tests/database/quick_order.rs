//! Quick order: what was read becomes rows, what goes goes into the cart as one change, and can be taken back.

use crate::world::{World, on_every_engine};
use domain::audit::Event;
use domain::cart::db as cart;
use domain::cx::Cx;
use domain::error::{Conflict, Denied, Error};
use domain::id::QuickOrderId;
use domain::on;
use domain::policy::Action;
use domain::quick_order::db::{self as quick, Change, Source};
use domain::quick_order::failed::{self, Format};
use domain::quick_order::fill;
use domain::quick_order::find::{Matched, matched, matched_near};
use domain::quick_order::read::Typed;
use domain::quick_order::{KEPT, LIFE, Pick, State};
use domain::time::Micros;

const BOLT: &str = "HB-M8-40-ZN";

async fn read(cx: &Cx, lines: &[(&str, &str)]) -> QuickOrderId {
    let line = |(number, quantity): &(&str, &str)| Typed {
        number: (*number).to_owned(),
        quantity: (*quantity).to_owned(),
        unit: String::new(),
    };
    let source = Source::Lines { typed: lines.iter().map(line).collect(), text: String::new() };
    quick::read(cx, source).await.expect("a turn").expect("lines")
}

async fn rows(cx: &Cx, id: QuickOrderId) -> Matched {
    matched(cx, quick::load(cx, id).await.expect("a proposal")).await.expect("matched")
}

fn told(matched: &Matched) -> Vec<String> {
    let sku = |place: Option<usize>| place.and_then(|p| matched.offers.get(p)).map_or("", |offer| offer.sku.as_str());
    matched.rows.iter().map(|row| format!("{} {} {}", row.state, sku(row.offer), row.quantity)).collect()
}

/// Article number and quantity of each line of the cart.
async fn in_cart(cx: &Cx) -> Vec<(String, i64)> {
    cart::load(cx).await.expect("a cart").lines.into_iter().map(|line| (line.sku, line.quantity)).collect()
}

/// A product is not sold any more, and this one takes its place.
async fn withdrawn(world: &World, sku: &str, by: Option<&str>) -> domain::error::Result<()> {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    domain::exec!(tx, "
        update product set status = 'withdrawn', replaced_by = (select id from product where sku = $2), last_event = $3
        where sku = $1
    "; sku, by, &event)
    .one()?;
    tx.commit(Event::new("product.withdrawn")).await
}

on_every_engine! {
    async fn each_row_has_its_state(world: World) {
        let own = world.person("buyer").await;
        withdrawn(&world, "BB-6205-2RS", Some("BB-6204-2RS")).await.expect("withdrawn");
        withdrawn(&world, "TL-M-50", None).await.expect("withdrawn");
        let id = read(&own, &[
            (BOLT, "25"),
            ("hb-m8-40-zn", "30"),
            ("HBM840ZN", "25"),
            ("N-10408", "25"),
            ("BB-6205-2RS", "4"),
            ("TL-M-50", "1"),
            ("nothing", "1"),
            ("QA-G12", "2.5"),
            ("BB-6204-2RS", "1000000"),
            (BOLT, ""),
        ]).await;
        assert_eq!(told(&rows(&own, id).await), [
            "matched HB-M8-40-ZN 25",
            "stepped HB-M8-40-ZN 50",
            "choose  0",
            "summed HB-M8-40-ZN 25",
            "replaced BB-6204-2RS 0",
            "refused TL-M-50 0",
            "unknown  0",
            "refused QA-G12 0",
            "refused BB-6204-2RS 0",
            "stepped HB-M8-40-ZN 25",
        ]);
        let more: i64 = on!(&world.env.db, c => sqlx::query_scalar("select s.available + p.increment from product p join stock s on s.product_id = p.id where p.sku = 'HN-M8-ZN'").fetch_one(c).await).expect("a number");
        let id = read(&own, &[("HN-M8-ZN", &more.to_string())]).await;
        assert_eq!(told(&rows(&own, id).await), [format!("reduced HN-M8-ZN {}", more - 1)]);
    }
}

on_every_engine! {
    async fn own_numbers_are_those_of_the_own_company(world: World) {
        let other = world.buyer(1).await;
        let id = read(&other, &[("N-10408", "25")]).await;
        assert_eq!(told(&rows(&other, id).await), ["unknown  0"]);
    }
}

on_every_engine! {
    async fn near_numbers_are_offered(world: World) {
        let own = world.person("buyer").await;
        let id = read(&own, &[("HB-M8-04-ZN", "25"), ("wiping paper 3-ply", "1"), ("hex bolt m8x40", "25")]).await;
        let near = matched_near(&own, quick::load(&own, id).await.expect("there")).await.expect("matched");
        let first = |n: usize| match &near.rows[n].picks[0] {
            Pick::Product { sku, .. } => sku.clone(),
            Pick::Quantity(_) => panic!("a product"),
        };
        assert_eq!((first(0), first(1)), (BOLT.to_owned(), "WR-3-1000".to_owned()));
        assert!(first(2).starts_with("HB-M8-40-"), "a name is looked for as the search does: {}", first(2));
        assert!(near.rows.iter().all(|row| row.state == State::Unknown));
    }
}

on_every_engine! {
    async fn lines_go_into_the_cart_once_and_can_be_taken_back(world: World) {
        let own = world.person("buyer").await;
        for line in cart::load(&own).await.expect("a cart").lines {
            cart::remove(&own, &line.slug).await.expect("removed");
        }
        let slug: String = on!(&world.env.db, c => sqlx::query_scalar("select slug from product where sku = 'HB-M8-40-ZN'").fetch_one(c).await).expect("a product");
        cart::add(&own, &slug, "50").await.expect("added");
        let id = read(&own, &[(BOLT, "25"), ("BB-6204-2RS", "4"), (BOLT, "50"), ("nothing", "1"), ("BB62052RS", "2")]).await;
        let filled = fill::add(&own, id, 1).await.expect("filled");
        assert_eq!((filled.rows, filled.left), (3, 0));
        let bolts = |n| (BOLT.to_owned(), n);
        assert_eq!(in_cart(&own).await, [bolts(125), ("BB-6204-2RS".to_owned(), 4)]);
        assert_eq!(fill::add(&own, id, 1).await, Err(Error::Conflict(Conflict::Cart)), "a second click");
        assert_eq!(world.count("select count(*) from audit_event where type = 'cart.lines_added'").await, 1);

        // What is mended goes alone.
        quick::choose(&own, id, vec![(5, Change::Number("BB-6205-2RS".to_owned()))]).await.expect("chosen");
        let version = quick::load(&own, id).await.expect("there").version;
        assert_eq!(fill::add(&own, id, version).await.expect("filled").rows, 1);
        assert_eq!(in_cart(&own).await.len(), 3);
        assert_eq!(fill::undo(&own, id).await, Ok(1));
        assert_eq!(in_cart(&own).await.len(), 2);
        assert_eq!(fill::undo(&own, id).await, Ok(0), "once");

        let id = read(&own, &[("BB-6204-2RS", "1"), ("CX-200-48", "2")]).await;
        fill::add(&own, id, 1).await.expect("filled");
        cart::remove(&own, &slug).await.expect("removed");
        assert_eq!(fill::undo(&own, id).await, Err(Error::Conflict(Conflict::Cart)), "somebody was at it since");
        assert_eq!(in_cart(&own).await, [("BB-6204-2RS".to_owned(), 5), ("CX-200-48".to_owned(), 2)]);
    }
}

on_every_engine! {
    async fn a_line_of_the_cart_has_an_end(world: World) {
        let own = world.person("buyer").await;
        let sum: i64 = on!(&world.env.db, c => sqlx::query_scalar("select available from stock s join product p on p.id = s.product_id where p.sku = 'BB-6204-2RS'").fetch_one(c).await).expect("a number");
        let times = 999_999 / sum;
        let lines: Vec<(&str, String)> = (0..times).map(|_| ("BB-6204-2RS", sum.to_string())).collect();
        let lines: Vec<(&str, &str)> = lines.iter().map(|(sku, n)| (*sku, n.as_str())).collect();
        let id = read(&own, &lines).await;
        assert_eq!(fill::add(&own, id, 1).await.expect("filled").left, 0);
        let id = read(&own, &[("BB-6204-2RS", &sum.to_string()), ("QA-G12", "1")]).await;
        let filled = fill::add(&own, id, 1).await.expect("filled");
        assert_eq!((filled.rows, filled.left), (1, 1), "the rest goes");
    }
}

on_every_engine! {
    async fn a_proposal_is_for_its_account_and_for_a_time(world: World) {
        let own = world.person("buyer").await;
        let id = read(&own, &[(BOLT, "25")]).await;
        let other = world.buyer(1).await;
        assert_eq!(quick::load(&other, id).await.map(drop), Err(Error::NotFound));
        assert_eq!(fill::add(&other, id, 1).await.map(drop), Err(Error::NotFound));
        assert_eq!(quick::choose(&other, id, vec![(1, Change::Take)]).await, Err(Error::NotFound));
        let (_, _, acting) = world.acting().await;
        let seen = quick::load(&acting, id).await.expect("the customer's own");
        assert_eq!(seen.by_support, None);
        let theirs = read(&acting, &[(BOLT, "25")]).await;
        assert_eq!(quick::load(&own, theirs).await.expect("there").by_support.as_deref(), Some("Ana Silva"));
        for _ in 0..KEPT {
            read(&own, &[(BOLT, "25")]).await;
        }
        assert_eq!(quick::load(&own, id).await.map(drop), Err(Error::NotFound), "only the newest are kept");
        assert_eq!(world.count("select count(*) from quick_order").await, KEPT);
        let later = world.cx_later(&own, LIFE.plus(Micros(1)));
        assert!(quick::recent(&later).await.expect("a list").is_empty());
        let job = Cx::system(world.env.clone(), world.now.plus(LIFE).plus(Micros(1)), "test");
        assert_eq!(quick::sweep(&job).await, Ok(KEPT));
    }
}

on_every_engine! {
    async fn who_may_not_order_reads_nothing(world: World) {
        let (_, _, acting) = world.acting().await;
        let domain::cx::Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let looking = domain::cx::Behalf { mode: domain::cx::Mode::View, ..*behalf };
        let looking = world.cx(domain::cx::Principal::Behalf(staff, customer, Box::new(looking)));
        let source = Source::Lines { typed: Vec::new(), text: "TL-M-50 1".to_owned() };
        assert_eq!(quick::read(&looking, source).await.map(drop), Err(Error::Forbidden(Denied::ViewOnly)));
        let source = Source::Lines { typed: Vec::new(), text: "TL-M-50 1".to_owned() };
        assert!(matches!(quick::read(&world.anonymous(), source).await, Err(Error::SignIn(_))));
    }
}

on_every_engine! {
    async fn record_has_both_people_and_keeps_failed_rows(world: World) {
        let (_, _, acting) = world.acting().await;
        let bytes = b"SKU;Qty;Note\r\nTL-M-50;1;\r\nnothing;2;=1+1\r\nHBM840ZN;25;\r\n".to_vec();
        let source = Source::File { name: "C:\\orders\\may.csv".to_owned(), bytes };
        let id = quick::read(&acting, source).await.expect("a turn").expect("a file");
        let proposal = quick::load(&acting, id).await.expect("there");
        assert_eq!((proposal.file_name.as_str(), proposal.reading.lines.len()), ("may.csv", 3));
        let read = "select count(*) from audit_event where type = 'quick_order.read' and body like '%\"file\":\"may.csv\"%' and body like '%\"lines\":3%' and actor_id <> coalesce(subject_id, actor_id)";
        assert_eq!(world.count(read).await, 1);
        let matched = matched(&acting, proposal).await.expect("matched");
        for format in [Format::Csv, Format::Xlsx] {
            let headings = ["SKU", "Quantity", "Unit", "Note", "Reason", "Row"];
            let file = failed::file(&acting, &matched, format, headings, |_| "because".to_owned()).await.expect("a file");
            let again = domain::quick_order::read::file(&file, "failed", None).expect("read again");
            let told: Vec<(&str, &str)> = again.lines.iter().map(|l| (l.number(), l.quantity.as_str())).collect();
            assert_eq!(told, [("nothing", "2"), ("HBM840ZN", "25")], "{format}");
        }
        let exported = "select count(*) from audit_event where type = 'quick_order.exported' and body like '%\"rows\":2%'";
        assert_eq!(world.count(exported).await, 2);
        fill::add(&acting, id, 1).await.expect("filled");
        let added = "select count(*) from audit_event where type = 'cart.lines_added' and body like '%may.csv%' and actor_id <> coalesce(subject_id, actor_id)";
        assert_eq!(world.count(added).await, 1);
        let refused = quick::read(&acting, Source::File { name: "x.png".to_owned(), bytes: b"\x89PNG\r\n\x1a\n\0\0".to_vec() }).await;
        assert!(refused.expect("a turn").is_err());
        assert_eq!(world.count("select count(*) from audit_event where type = 'quick_order.refused'").await, 1);
    }
}

on_every_engine! {
    async fn ten_thousand_rows_take_few_statements(world: World) {
        let own = world.person("buyer").await;
        let lines: String = (0..10_000).map(|n| format!("{} 1\n", ["BB-6204-2RS", "QA-G12", "CX-200-48", "no-such"][n % 4])).collect();
        let id = quick::read(&own, Source::Lines { typed: Vec::new(), text: lines }).await.expect("a turn").expect("lines");
        let begun = std::time::Instant::now();
        let all = rows(&own, id).await;
        println!("{}: {} rows in {:?}", world.env.db.engine(), all.rows.len(), begun.elapsed());
        assert_eq!(all.rows.iter().filter(|row| row.goes()).count(), 7_500);
        let begun = std::time::Instant::now();
        assert_eq!(fill::add(&own, id, 1).await.expect("filled").rows, 7_500);
        println!("added in {:?}", begun.elapsed());
    }
}
