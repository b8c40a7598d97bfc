//! Price lists hold from a day to a day, everywhere; a panel says which list a price comes from.

use crate::world::{World, on_every_engine};
use domain::audit::Event;
use domain::cart::db as cart;
use domain::catalog::facet::{CATEGORY, Filters, PRICE};
use domain::catalog::find::Wanted;
use domain::catalog::{Sort, db as catalog, find};
use domain::cx::Cx;
use domain::error::{Error, Problem};
use domain::id::{OrganizationId, QuickOrderId};
use domain::on;
use domain::organization::price::paid;
use domain::policy::Action;
use domain::price::why::{Kind, Outcome, Why, why};
use domain::quick_order::db::{self as quick, Source};
use domain::quick_order::find::matched;
use domain::store::{self, Scope};
use domain::time::Micros;

const BOLT: &str = "HB-M8-40-ZN";
const SLUG: &str = "hex-bolt-din-933-m8x40-zinc-plated";
const DAY: i64 = 86_400_000_000;

/// Sets from when to when the contract of Oleg's company holds.
async fn limit(world: &World, from: Option<i64>, until: Option<i64>) -> domain::error::Result<()> {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await?;
    let event = tx.event().to_owned();
    domain::exec!(tx, "
        update price_list set valid_from = $1, valid_until = $2, last_event = $3 where code = 'contract-northmere-gbp'
    "; from, until, &event)
    .one()?;
    tx.commit(Event::new("test.changed")).await
}

async fn scope(world: &World, cx: &Cx) -> Scope {
    Scope::of(cx, &store::list(&world.env).await.expect("stores").remove(0))
}

/// What 25 bolts cost by the product page, the lists, the search, the cart and the quick order, in this order.
async fn prices(world: &World, cx: &Cx, rows: QuickOrderId) -> Vec<Option<i64>> {
    let scope = scope(world, cx).await;
    let page = catalog::find(cx, &scope, SLUG).await.expect("a product");
    let compared = catalog::find_all(cx, &scope, &["no-such", SLUG]).await.expect("products");
    let wanted = Wanted { query: "hex bolt m8x40 zinc".to_owned(), size: 24, ..Wanted::default() };
    let best = find::search(cx, &scope, &wanted).await.expect("hits");
    let sorted = find::search(cx, &scope, &Wanted { sort: Some(Sort::Sku), ..wanted }).await.expect("hits");
    let mut listed = Vec::new();
    for n in 0..20 {
        listed.extend(catalog::list(cx, &scope, page.category, Sort::Sku, n).await.expect("a page"));
    }
    let of = |items: &[domain::catalog::Item]| items.iter().find(|item| item.sku == BOLT).and_then(|item| item.price);
    let in_cart =
        cart::load(cx).await.expect("a cart").lines.iter().find(|line| line.sku == BOLT).and_then(|l| l.price);
    let rows = matched(cx, quick::load(cx, rows).await.expect("a proposal")).await.expect("rows");
    let quick = rows.rows[0].offer.and_then(|place| rows.offers.get(place)).and_then(|offer| offer.price(25));
    let reasons = reasons(world, cx, 25).await.tier.map(|tier| tier.price);
    let first_tier = page.tiers.first().map(|tier| tier.price);
    [
        page.item.price,
        first_tier,
        compared[0].item.price,
        of(&best.items),
        of(&sorted.items),
        of(&listed),
        in_cart,
        quick,
        reasons,
    ]
    .into_iter()
    .map(|price| price.map(|price| price.ten_thousandths))
    .collect()
}

async fn reasons(world: &World, cx: &Cx, quantity: i64) -> Why {
    let scope = scope(world, cx).await;
    let id = catalog::find(cx, &scope, SLUG).await.expect("a product").item.id;
    why(cx, &scope, &[(id, quantity)]).await.expect("reasons").remove(&id).expect("the product")
}

on_every_engine! {
    async fn a_list_holds_to_the_edge_of_its_last_day(world: World) {
        let own = world.person("buyer").await;
        cart::add(&own, SLUG, "25").await.expect("added");
        cart::change(&own, &[cart::Wanted { slug: SLUG, quantity: "25", note: "" }]).await.expect("25 of them");
        let source = Source::Lines { typed: Vec::new(), text: format!("{BOLT} 25") };
        let rows = quick::read(&own, source).await.expect("a turn").expect("lines");
        let contract = prices(&world, &own, rows).await;
        assert!(contract[0].is_some() && contract.iter().all(|price| *price == contract[0]), "{contract:?}");
        let noon = world.now.0 - world.now.0 % DAY + DAY / 2;
        let midnight = noon + DAY / 2;
        limit(&world, Some(noon), Some(midnight)).await.expect("limited");
        let at = |time: i64| world.cx_later(&own, Micros(time - world.now.0));
        for (time, holds) in [(noon - 1, false), (noon, true), (midnight - 1, true), (midnight, false)] {
            let found = prices(&world, &at(time), rows).await;
            let other = found[0].expect("a price of the group");
            assert_eq!(contract[0] == Some(other), holds, "{time}");
            assert!(found.iter().all(|price| *price == Some(other)), "{time}: {found:?}");
        }
        let outcome = |why: &Why| why.lists.iter().find(|(l, _)| l.kind == Kind::Contract).map(|(_, outcome)| *outcome);
        assert_eq!(outcome(&reasons(&world, &at(noon - 1), 25).await), Some(Outcome::NotYet));
        assert_eq!(outcome(&reasons(&world, &at(midnight), 25).await), Some(Outcome::Over));
    }
}

on_every_engine! {
    async fn the_reasons_name_the_list_of_the_price(world: World) {
        let own = world.person("buyer").await;
        let found = reasons(&world, &own, 25).await;
        let kinds: Vec<Kind> = found.lists.iter().map(|(list, _)| list.kind).collect();
        assert_eq!((kinds.first(), kinds.last()), (Some(&Kind::Contract), Some(&Kind::Store)), "{kinds:?}");
        assert_eq!(found.list().map(|list| list.name.as_str()), Some("Contract Northmere GBP"));
        assert!(found.others().all(|(_, outcome)| matches!(outcome, Outcome::Behind(_))), "{:?}", found.lists);
        let visitor = reasons(&world, &world.anonymous(), 25).await;
        let kinds: Vec<Kind> = visitor.lists.iter().map(|(list, _)| list.kind).collect();
        assert_eq!(kinds, [Kind::Store], "a visitor reads nothing about contracts");
        assert!(visitor.tier.expect("a price").price.ten_thousandths > found.tier.expect("a price").price.ten_thousandths);
    }
}

on_every_engine! {
    async fn a_range_of_prices_narrows_a_search(world: World) {
        let own = world.person("buyer").await;
        let scope = scope(&world, &own).await;
        let wanted = Wanted { query: "hex bolt m8".to_owned(), size: 3_000, ..Wanted::default() };
        let all = find::search(&own, &scope, &wanted).await.expect("hits");
        let price = |item: &domain::catalog::Item| item.price.map_or(0, |price| price.ten_thousandths);
        let mut prices: Vec<i64> = all.items.iter().map(price).collect();
        prices.sort_unstable();
        let (from, to) = (prices[prices.len() / 4], prices[prices.len() / 2]);
        let expected = prices.iter().filter(|price| (from..=to).contains(*price)).count();
        assert!(expected > 1 && expected < prices.len(), "{prices:?}");
        let mut filters = Filters::default();
        filters.set_range(PRICE, Some(from as f64 / 10_000.0), Some(to as f64 / 10_000.0));
        let filters = Filters::parse(&filters.text());
        let mut own_skus = Vec::new();
        for sort in [None, Some(Sort::Price), Some(Sort::Name)] {
            let found = find::search(&own, &scope, &Wanted { filters: filters.clone(), sort, ..wanted.clone() }).await.expect("hits");
            own_skus = found.items.iter().map(|item| item.sku.clone()).collect();
            own_skus.sort();
            assert!(found.items.iter().all(|item| (from..=to).contains(&price(item))), "{sort:?}");
            assert_eq!((found.items.len(), usize::try_from(found.total)), (expected, Ok(expected)), "{sort:?}");
            let facets = find::narrowed(&own, &found.list).await.expect("facets");
            let category = facets.iter().find(|facet| facet.code == CATEGORY);
            let counted = category.map(|facet| facet.choices.iter().map(|choice| choice.count).sum::<i64>());
            assert!(counted.is_none_or(|counted| counted == found.total), "{counted:?}");
            assert!(facets.iter().flat_map(|facet| &facet.choices).all(|choice| choice.count <= found.total));
        }
        let of_file = Wanted { filters: filters.clone(), sort: Some(Sort::Name), ..wanted.clone() };
        let file = find::every(&own, &scope, &of_file, 3_000);
        assert_eq!(file.await.expect("all of them").len(), expected, "a file has what the page has");
        // A visitor pays other prices, so other products are within the range.
        let visitor = Scope { organization: None, ..scope };
        let others = find::search(&own, &visitor, &Wanted { filters, ..wanted }).await.expect("hits");
        assert!(others.items.iter().all(|item| (from..=to).contains(&price(item))));
        let mut skus: Vec<String> = others.items.iter().map(|item| item.sku.clone()).collect();
        skus.sort();
        assert_ne!(skus, own_skus);
    }
}

on_every_engine! {
    async fn staff_read_what_a_company_pays(world: World) {
        let (own, agent) = (world.person("buyer").await, world.person("agent").await);
        let company = own.customer().expect("a customer").organization;
        let found = paid(&agent, company, "hb m8 40 zn", "500").await.expect("an answer").expect("a product");
        assert_eq!(found.sku, BOLT);
        let own_reasons = reasons(&world, &own, 500).await;
        assert_eq!(found.stores.iter().find(|(_, why)| why.tier == own_reasons.tier).map(|(_, why)| &why.lists), Some(&own_reasons.lists));
        let by_own_number = paid(&agent, company, "N-10408", "").await.expect("an answer").expect("a product");
        assert_eq!((by_own_number.sku.as_str(), by_own_number.stores[0].1.quantity), (BOLT, 25), "the least that is sold");
        assert!(paid(&agent, company, "HB-M8-41-ZN", "1").await.expect("an answer").is_none());
        assert_eq!(paid(&agent, company, BOLT, "26").await.map(|_| ()), Err(Error::field("quantity", Problem::NotAMultiple(25))));
        assert_eq!(paid(&agent, company, " ", "1").await.map(|_| ()), Err(Error::field("article", Problem::Required)));
        assert!(paid(&own, company, BOLT, "25").await.is_err(), "customers do not ask about companies");
        let sales = world.person("sales").await;
        let far: OrganizationId = on!(&world.env.db, c => sqlx::query_scalar("select id from organization where name = 'Northmere Ltd'").fetch_one(c).await).expect("a company");
        assert_eq!(paid(&sales, far, BOLT, "25").await.map(|_| ()), Err(Error::NotFound), "a company that is not assigned");
    }
}
