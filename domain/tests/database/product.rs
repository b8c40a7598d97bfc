//! Products are found by numbers, sizes, words and values, alike on both engines.

use crate::world::{World, on_every_engine};
use domain::audit::Event;
use domain::catalog::entry;
use domain::catalog::facet::Filters;
use domain::catalog::find::{self, Answer, Found, Wanted};
use domain::cx::Cx;
use domain::db::Db;
use domain::id::ProductId;
use domain::policy::Action;
use domain::store::{self, Scope};
use domain::{on, on_tx};

async fn scope(world: &World, store: usize) -> Scope {
    let stores = store::list(&world.env).await.expect("stores");
    Scope::of(&world.anonymous(), &stores[store])
}

async fn find(world: &World, wanted: Wanted) -> Found {
    let wanted = Wanted { size: 24, ..wanted };
    find::search(&world.anonymous(), &scope(world, 0).await, &wanted)
        .await
        .unwrap_or_else(|e| panic!("{wanted:?}: {e:?}"))
}

async fn search(world: &World, query: &str) -> Found {
    find(world, Wanted { query: query.to_owned(), ..Wanted::default() }).await
}

fn skus(found: &Found) -> Vec<&str> {
    found.items.iter().map(|item| item.sku.as_str()).collect()
}

const BOLT: &str = "HB-M8-40-ZN";

on_every_engine! {
    async fn a_number_is_found_in_every_spelling(world: World) {
        for typed in [BOLT, "hb-m8-40-zn", "HBM840ZN", "hb m8 40 zn", "HB\u{2011}M8\u{2013}40\u{a0}ZN", "НВ-М8-40-ZN"] {
            let found = search(&world, typed).await;
            assert_eq!(skus(&found).first(), Some(&BOLT), "{typed}");
            assert_eq!(found.exact.as_deref(), Some("hex-bolt-din-933-m8x40-zinc-plated"), "{typed}");
        }
        let gtin: String = on!(&world.env.db, c => sqlx::query_scalar("select gtin from product where sku = $1").bind(BOLT).fetch_one(c).await).expect("a code");
        for typed in [gtin.clone(), format!("0{gtin}"), format!("{} {}", &gtin[..7], &gtin[7..])] {
            let found = search(&world, &typed).await;
            assert_eq!((skus(&found).first(), found.exact.is_some()), (Some(&BOLT), true), "{typed}");
        }
        let begin = search(&world, "HB-M8-4").await;
        assert!(begin.exact.is_none() && begin.items.iter().all(|item| item.sku.starts_with("HB-M8-4")), "{:?}", skus(&begin));
    }
}

on_every_engine! {
    async fn a_company_finds_its_own_numbers_and_no_others(world: World) {
        let own = world.person("buyer").await;
        let customer = own.customer().expect("a customer").clone();
        let scope = Scope { store: customer.store, currency: customer.currency, organization: Some(customer.organization) };
        for typed in ["N-10408", "n 10408", "n\u{2011}10408"] {
            let wanted = Wanted { query: typed.to_owned(), size: 24, ..Wanted::default() };
            let found = find::search(&own, &scope, &wanted).await.expect("search");
            assert_eq!((skus(&found).first(), found.exact.is_some()), (Some(&BOLT), true), "{typed}");
            assert!(search(&world, typed).await.items.is_empty(), "{typed}: a visitor has no numbers of Oleg's company");
        }
    }
}

on_every_engine! {
    async fn a_wrong_number_is_no_match(world: World) {
        for typed in ["HB-M8-41-ZN", "HBM841ZN", "6204-2RZ", "2900000000999"] {
            let found = search(&world, typed).await;
            assert_eq!((skus(&found), found.exact.as_deref()), (Vec::new(), None), "{typed}");
        }
        let near = search(&world, "HB-M8-41-ZN").await.answer;
        assert!(matches!(&near, Answer::Nothing(near) if near.contains(&BOLT.to_owned())), "{near:?}");
    }
}

on_every_engine! {
    async fn sizes_words_and_plurals_find_the_bolt(world: World) {
        for typed in ["M8x40 hex bolts", "m8*40 bolt", "M8 × 40 zinc", "bolts 8mm 40mm", "hex bolt din933 m8 40", "bolt m8x40 zinc plated", "hexagon bolt m8x40"] {
            let found = search(&world, typed).await;
            assert!(skus(&found).contains(&BOLT), "{typed}: {:?}", skus(&found));
            assert_eq!(found.answer, Answer::Whole, "{typed}");
        }
        let bolts = search(&world, "bolt").await;
        let at = |word: &str| bolts.items.iter().position(|item| item.name.to_lowercase().contains(word));
        assert!(bolts.items[0].name.contains("bolt"), "{}", bolts.items[0].name);
        assert!(at("boltless").is_none_or(|at| at > 0));
    }
}

on_every_engine! {
    async fn what_is_in_stock_comes_first(world: World) {
        let found = search(&world, "hex bolt").await;
        let mut all = found.items;
        for page in 1..=found.total / 24 {
            all.extend(find(&world, Wanted { query: "hex bolt".to_owned(), page, ..Wanted::default() }).await.items);
        }
        assert_eq!(i64::try_from(all.len()), Ok(found.total), "each product is on one page");
        let din = all.iter().filter(|item| item.name.starts_with("Hex bolt DIN 933")).map(|item| item.available > 0);
        let stocked: Vec<bool> = din.collect();
        assert!(stocked.contains(&false) && stocked.is_sorted_by(|one, other| one >= other), "{stocked:?}");
        let only = find(&world, Wanted { query: "hex bolt".to_owned(), in_stock: true, ..Wanted::default() }).await;
        assert!(only.total < found.total && only.items.iter().all(|item| item.available > 0));
    }
}

on_every_engine! {
    async fn a_word_with_an_error_is_put_right_and_said(world: World) {
        for (typed, meant) in [("hex blot", "hex bolt"), ("wahser", "washer"), ("baering 6204", "bearing 6204")] {
            let found = search(&world, typed).await;
            assert_eq!(found.answer, Answer::Meant(meant.to_owned()), "{typed}: {:?}", skus(&found));
            assert!(!found.items.is_empty(), "{typed}");
        }
        let parts = search(&world, "hex bolt unobtainium").await;
        assert_eq!(parts.answer, Answer::Parts);
        assert!(parts.items[0].name.to_lowercase().contains("hex bolt"), "{:?}", skus(&parts));
        assert_eq!(search(&world, "qqqqqqqq").await.answer, Answer::Nothing(Vec::new()));
    }
}

on_every_engine! {
    async fn synonyms_hold_in_their_store(world: World) {
        let wanted = Wanted { query: "Schrauben M8".to_owned(), size: 24, ..Wanted::default() };
        let (uk, eu) = (scope(&world, 0).await, scope(&world, 1).await);
        let found = find::search(&world.anonymous(), &eu, &wanted).await.expect("search");
        assert!(found.answer == Answer::Whole && found.items.iter().all(|item| item.name.contains("M8")), "{:?}", skus(&found));
        assert!(found.total > 10);
        let found = find::search(&world.anonymous(), &uk, &wanted).await.expect("search");
        assert_ne!(found.answer, Answer::Whole, "{:?}", skus(&found));
        assert_eq!(skus(&search(&world, "wrench").await), skus(&search(&world, "spanner").await));
    }
}

on_every_engine! {
    async fn a_list_is_narrowed_by_values_and_ranges(world: World) {
        let bolts = |filters: &str| Wanted { category: Some("hex-bolts".to_owned()), filters: Filters::parse(filters), ..Wanted::default() };
        let all = find(&world, bolts("")).await;
        let facets = find::narrowed(&world.anonymous(), &all.list).await.expect("facets");
        let length = facets.iter().find(|facet| facet.code == "length").expect("a length");
        assert_eq!(length.unit.as_deref(), Some("mm"));
        assert!(length.choices.is_sorted_by(|one, other| one.number <= other.number), "measures are in their order");
        let counted = length.choices.iter().find(|choice| choice.key == "40-mm").expect("40 mm").count;
        let chosen = find(&world, bolts("length.40-mm")).await;
        assert_eq!(chosen.total, counted);
        assert!(chosen.items.iter().all(|item| item.name.contains("× 40")), "{:?}", skus(&chosen));
        let again = find::narrowed(&world.anonymous(), &chosen.list).await.expect("facets");
        let open = again.iter().find(|facet| facet.code == "length").expect("a length");
        assert_eq!(open.choices, length.choices, "the counts of an attribute leave out its own filter");
        let two = find(&world, bolts("length.40-mm~length.50-mm")).await;
        let range = find(&world, bolts("length.36..55")).await;
        assert_eq!((two.total, skus(&two)), (range.total, skus(&range)), "only 40 and 50 are between");
        assert_eq!(find(&world, bolts("length.41..49")).await.total, 0);
        let both = find(&world, Wanted { query: "m8".to_owned(), ..bolts("length.40-mm") }).await;
        assert!(both.total > 0 && both.items.iter().all(|item| item.name.contains("M8 × 40")), "{:?}", skus(&both));
    }
}

on_every_engine! {
    async fn kept_lists_are_dropped_when_products_change(world: World) {
        let visitor = world.anonymous();
        let wanted = Wanted { query: "hex bolt".to_owned(), size: 24, ..Wanted::default() };
        let count = async || {
            let list = find(&world, wanted.clone()).await.list;
            let facets = find::narrowed(&visitor, &list).await.expect("facets");
            facets.iter().filter(|facet| facet.code == "length").flat_map(|f| &f.choices).map(|c| c.count).sum::<i64>()
        };
        let before = count().await;
        let bolt: ProductId = on!(&world.env.db, c => sqlx::query_scalar("select id from product where sku = $1").bind(BOLT).fetch_one(c).await).expect("a product");
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update product set status = 'withdrawn', last_event = $2 where id = $1").bind(bolt).bind(&event).execute(c).await.map(|_| ())).expect("withdrawn");
        entry::refresh(tx.db(), &[bolt]).await.expect("an entry");
        tx.commit(Event::new("test.written")).await.expect("commit");
        assert_eq!(count().await, before - 1);
        assert!(search(&world, BOLT).await.items.iter().all(|item| item.sku != BOLT), "what cannot be bought is not found");
    }
}

on_every_engine! {
    async fn entries_are_what_products_say(world: World) {
        let read = async || -> Vec<(ProductId, String, String, String)> {
            on!(&world.env.db, c => sqlx::query_as("select product_id, number_key, words, marks from product_entry order by product_id").fetch_all(c).await).expect("entries")
        };
        let before = read().await;
        assert!(before.len() > 400);
        entry::make_all(&world.env.db).await.expect("entries");
        assert_eq!(read().await, before);
        if let Db::Sqlite { write, .. } = &world.env.db {
            sqlx::query("insert into search_product (search_product) values ('integrity-check')").execute(write).await.expect("the index is whole");
        }
    }
}
