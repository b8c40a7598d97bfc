//! Pictures and documents of products: adding, ordering, taking away, an archive of many, and who may see them.

use crate::made_files::{pdf, png, svg, zip};
use crate::world::{World, on_every_engine};
use domain::attachment::Sent;
use domain::audit::Event;
use domain::cx::Cx;
use domain::error::{BadFile, Denied, Error, Problem};
use domain::id::ProductId;
use domain::media::files::prepare;
use domain::media::upload::{Row, State, take};
use domain::media::{Kind, db, edit, show};
use domain::policy::Action;
use domain::{on, on_tx};
use std::time::{Duration, Instant};

const BOLT: &str = "HB-M8-40-ZN";
const RED: [u8; 3] = [200, 20, 20];

fn sent(name: &str, bytes: Vec<u8>) -> Vec<Sent> {
    vec![Sent { name: name.to_owned(), bytes, is_cut: false }]
}

/// Something in each table, for the attack on all of them.
pub async fn rows(world: &World) {
    let admin = world.person("admin").await;
    edit::add(&admin, BOLT, sent("bolt.png", png(20, 10, RED))).await.expect("a picture");
}

async fn product(world: &World, sku: &'static str) -> (ProductId, String) {
    on!(&world.env.db, c => sqlx::query_as("select id, slug from product where sku = $1").bind(sku).fetch_one(c).await)
        .expect("there")
}

async fn names(admin: &Cx, sku: &str) -> Vec<String> {
    edit::find(admin, sku).await.expect("there").1.into_iter().map(|file| file.file_name).collect()
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

fn states(rows: &[Row]) -> Vec<(&str, &str, State)> {
    rows.iter().map(|row| (row.path.as_str(), row.sku.as_str(), row.state.clone())).collect()
}

on_every_engine! {
    async fn files_of_a_product_are_cared_for(world: World) {
        let admin = world.person("admin").await;
        let (id, slug) = product(&world, BOLT).await;
        assert_eq!(edit::add(&admin, BOLT, sent("a.png", png(400, 200, RED))).await, Ok(1));
        assert_eq!(edit::add(&admin, BOLT, sent("b.svg", svg("<script>alert(1)</script>"))).await, Ok(1));
        assert_eq!(edit::add(&admin, BOLT, sent("data/sheet.pdf", pdf("sheet"))).await, Ok(1));
        assert_eq!(edit::add(&admin, BOLT, sent("again.png", png(400, 200, RED))).await, Ok(0), "it is there already");
        assert_eq!(names(&admin, BOLT).await, ["a.png", "b.svg", "sheet.pdf"]);

        let (_, files) = edit::find(&admin, BOLT).await.expect("there");
        edit::move_up(&admin, BOLT, files[1].id).await.expect("moved");
        edit::move_up(&admin, BOLT, files[1].id).await.expect("it is the first already");
        edit::rename(&admin, BOLT, files[0].id, " A red bolt ").await.expect("renamed");
        let long = "x".repeat(domain::media::LONGEST_TITLE + 1);
        let wrong = edit::rename(&admin, BOLT, files[0].id, &long).await;
        assert_eq!(wrong, Err(Error::field("title", Problem::TooLong(domain::media::LONGEST_TITLE))));

        let shown = show::of_product(&world.anonymous(), id).await.expect("files");
        let shown: Vec<_> = shown.iter().map(|f| (f.picture.kind, f.picture.title.as_str(), f.picture.width, f.picture.height)).collect();
        assert_eq!(shown, [(Kind::Svg, "", 20, 10), (Kind::Picture, "A red bolt", 400, 200), (Kind::Document, "", 0, 0)]);
        let firsts = show::firsts(&world.anonymous(), &[slug.as_str(), "nothing"]).await.expect("pictures");
        assert_eq!(firsts.len(), 1);
        assert_eq!(firsts[&slug].kind, Kind::Svg);

        let drawing = show::find(&world.anonymous(), &files[1].picture.digest).await.expect("found");
        let text = String::from_utf8(show::content(&admin, &drawing, None).await.expect("content")).expect("text");
        assert!(!text.contains("script") && text.contains("<path"), "{text}");
        let photo = show::find(&world.anonymous(), &files[0].picture.digest).await.expect("found");
        for width in [96, 320, 400] {
            let content = show::content(&admin, &photo, Some(width)).await.expect("a width");
            assert_eq!(image::load_from_memory(&content).expect("a picture").width(), width);
        }
        for width in [None, Some(97), Some(640)] {
            assert_eq!(show::content(&admin, &photo, width).await, Err(Error::NotFound), "{width:?}");
        }

        edit::remove(&admin, BOLT, files[1].id).await.expect("removed");
        assert_eq!(edit::remove(&admin, BOLT, files[1].id).await, Err(Error::NotFound), "a second click");
        assert_eq!(names(&admin, BOLT).await, ["a.png", "sheet.pdf"]);
        assert_eq!(show::find(&world.anonymous(), &files[1].picture.digest).await, Err(Error::NotFound), "no product has it");
        for (kind, count) in [("added", 3), ("moved", 1), ("renamed", 1), ("removed", 1)] {
            let found: i64 = on!(&world.env.db, c => sqlx::query_scalar("select count(*) from audit_event where type = $1")
                .bind(format!("media.{kind}")).fetch_one(c).await).expect("a count");
            assert_eq!(found, count, "{kind}");
        }
    }
}

on_every_engine! {
    async fn what_is_not_taken_changes_nothing(world: World) {
        let admin = world.person("admin").await;
        let whole = png(40, 40, RED);
        for (name, bytes, why) in [
            ("a.png", b"MZ".to_vec(), BadFile::Unknown),
            ("a.png", whole[..whole.len() - 5].to_vec(), BadFile::Broken),
            ("a.pdf", whole.clone(), BadFile::Ending),
            ("a.png", [whole.as_slice(), &zip(&[("x", b"y")])].concat(), BadFile::TwoFiles),
            ("a.svg", b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>".to_vec(), BadFile::Entities),
            ("a.svg", svg("<image href=\"https://a.example/x.png\"/>"), BadFile::Reference),
            ("a.png", Vec::new(), BadFile::Empty),
        ] {
            let both = [sent("good.pdf", pdf("good")), sent(name, bytes)].concat();
            let refused = edit::add(&admin, BOLT, both).await;
            assert_eq!(refused, Err(Error::field("file", Problem::Media(name.to_owned(), why))));
        }
        assert_eq!(edit::add(&admin, BOLT, Vec::new()).await, Err(Error::field("file", Problem::Required)));
        assert_eq!(world.count("select count(*) from media").await, 0);
        assert_eq!(world.count("select count(*) from audit_event where type = 'media.refused'").await, 7);
        for cx in [world.person("agent").await, world.person("supervisor").await] {
            let refused = edit::add(&cx, BOLT, sent("a.png", whole.clone())).await;
            assert_eq!(refused, Err(Error::Forbidden(Denied::Permission)));
            assert_eq!(take(&cx, "a.zip", zip(&[]), soon()).await, Err(Error::Forbidden(Denied::Permission)));
            assert_eq!(show::find_any(&cx, "x").await, Err(Error::Forbidden(Denied::Permission)));
        }
        let buyer = world.person("buyer").await;
        assert!(matches!(edit::find(&buyer, BOLT).await, Err(Error::SignIn(_))));
        assert_eq!(world.count("select count(*) from media").await, 0);
    }
}

on_every_engine! {
    async fn an_archive_gives_files_to_many_products(world: World) {
        let admin = world.person("admin").await;
        let (one, two) = (png(30, 30, RED), png(30, 30, [20, 200, 20]));
        let sheet = pdf("sheet");
        let archive = zip(&[
            ("HB-M8-40-ZN_2.png", &two),
            ("pictures/HB-M8-40-ZN.png", &one),
            ("tl m 50/datasheet.pdf", &sheet),
            ("nothing-here.png", &one),
            ("BB-6204-2RS.png", b"MZ"),
            ("../BB-6204-2RS.png", &one),
        ]);
        let rows = take(&admin, "all.zip", archive.clone(), soon()).await.expect("taken");
        assert_eq!(
            states(&rows),
            [
                ("HB-M8-40-ZN_2.png", BOLT, State::Attached),
                ("pictures/HB-M8-40-ZN.png", BOLT, State::Attached),
                ("tl m 50/datasheet.pdf", "TL-M-50", State::Attached),
                ("nothing-here.png", "", State::Refused(BadFile::NoArticle)),
                ("BB-6204-2RS.png", "BB-6204-2RS", State::Refused(BadFile::Unknown)),
                ("../BB-6204-2RS.png", "BB-6204-2RS", State::Refused(BadFile::Path)),
            ]
        );
        assert_eq!(names(&admin, BOLT).await, ["HB-M8-40-ZN.png", "HB-M8-40-ZN_2.png"], "by their numbers");
        assert_eq!(names(&admin, "TL-M-50").await, ["datasheet.pdf"]);
        assert!(names(&admin, "BB-6204-2RS").await.is_empty());
        assert_eq!(world.count("select count(*) from audit_event where type = 'media.uploaded'").await, 1, "one event for all");

        let again = take(&admin, "all.zip", archive, soon()).await.expect("taken");
        assert!(again[..3].iter().all(|row| row.state == State::There), "{again:?}");
        assert_eq!(world.count("select count(*) from product_media").await, 3);
        assert_eq!(world.count("select count(*) from audit_event where type = 'media.uploaded'").await, 1);

        let late = zip(&[("BB-6204-2RS.png", &one)]);
        let rows = take(&admin, "late.zip", late.clone(), Instant::now()).await;
        assert!(rows.is_err() || rows.is_ok_and(|rows| rows[0].state == State::Refused(BadFile::NoTime)));
        let rows = take(&admin, "late.zip", late, soon()).await.expect("taken");
        assert_eq!(rows[0].state, State::Attached, "it goes on");
        let broken = take(&admin, "x.zip", b"PK\x03\x04".to_vec(), soon()).await;
        assert_eq!(broken, Err(Error::field("file", Problem::Media("x.zip".to_owned(), BadFile::Broken))));
    }
}

on_every_engine! {
    async fn files_are_for_those_who_may_see_the_product(world: World) {
        let admin = world.person("admin").await;
        let (buyer, other) = (world.person("buyer").await, world.buyer(1).await);
        // One that the first buyer bought and the other did not.
        let account = |cx: &Cx| cx.customer().expect("a customer").account;
        let (id, sku, slug): (ProductId, String, String) = on!(&world.env.db, c => sqlx::query_as("
            select p.id, p.sku, p.slug from product p
            join bought_item b on b.product_id = p.id and b.account_id = $1
            where p.status = 'active' and not exists (select 1 from bought_item o where o.product_id = p.id and o.account_id = $2)
            order by p.sku limit 1
        ").bind(account(&buyer)).bind(account(&other)).fetch_one(c).await).expect("a product");
        edit::add(&admin, &sku, sent("a.pdf", pdf("only"))).await.expect("added");
        edit::add(&admin, &sku, sent("a.png", png(30, 30, RED))).await.expect("added");
        let (_, files) = edit::find(&admin, &sku).await.expect("there");
        let digest = files[0].picture.digest.as_str();
        for cx in [&world.anonymous(), &buyer, &other] {
            assert!(show::find(cx, digest).await.is_ok_and(|file| file.is_public()));
        }
        let mut tx = admin.begin(Action::ManageMedia).await.expect("begun");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update product set status = 'withdrawn', last_event = $2 where id = $1").bind(id).bind(&event).execute(c).await.map(|_| ())).expect("withdrawn");
        domain::catalog::entry::refresh(tx.db(), &[id]).await.expect("its entry");
        tx.commit(Event::new("product.withdrawn").target("product", id)).await.expect("withdrawn");

        assert!(show::find(&buyer, digest).await.is_ok_and(|file| !file.is_public()), "who bought it keeps its documents");
        assert_eq!(show::of_product(&buyer, id).await.expect("files").len(), 2);
        assert_eq!(show::firsts(&buyer, &[slug.as_str()]).await.expect("pictures").len(), 1);
        for cx in [&world.anonymous(), &other] {
            assert_eq!(show::find(cx, digest).await, Err(Error::NotFound));
            assert!(show::of_product(cx, id).await.expect("files").is_empty());
            assert!(show::firsts(cx, &[slug.as_str()]).await.expect("pictures").is_empty());
        }
        assert!(show::find_any(&admin, digest).await.is_ok());
    }
}

on_every_engine! {
    async fn others_attach_in_their_own_transaction(world: World) {
        let admin = world.person("admin").await;
        let (id, _) = product(&world, BOLT).await;
        let file = prepare(&admin, "a.png", png(30, 30, RED)).await.expect("prepared").expect("taken");
        let mut tx = admin.begin(Action::ManageMedia).await.expect("begun");
        let event = tx.event().to_owned();
        let media = db::store(&mut tx, &event, &file).await.expect("stored");
        let given = db::Given { media, title: "A bolt".to_owned() };
        assert_eq!(db::attach(&mut tx, &event, id, &[given.clone(), given.clone()]).await, Ok(1));
        assert_eq!(db::attach(&mut tx, &event, id, &[given]).await, Ok(0));
        tx.commit(Event::new("catalogue.imported").target("product", id)).await.expect("committed");
        assert_eq!(names(&admin, BOLT).await, ["a.png"]);
    }
}
