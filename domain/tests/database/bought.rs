//! What was bought before is what the orders say, whichever way an order takes.

use crate::limit::ready;
use crate::world::{World, on_every_engine};
use domain::bought::{self, Filter, Sort};
use domain::cx::Cx;
use domain::id::{AccountId, ProductId};
use domain::order::approval::decide::{approve, reject};
use domain::order::db::find_own;
use domain::order::place::place;
use domain::organization::rule;
use domain::policy::Action;
use domain::{entry, on, on_tx};

const OLEG: &str = "oleg@northmere.example";
const EMMA: &str = "emma.clarke@northmere.example";
const JOSE: &str = "jose.alvarez@northmere.example";

type Row = (AccountId, ProductId, i64, i64, i64);

async fn rows(world: &World) -> Vec<Row> {
    let sql =
        "select account_id, product_id, last_at, last_quantity, times from bought_item order by account_id, product_id";
    on!(&world.env.db, c => sqlx::query_as(sql).fetch_all(c).await).expect("rows")
}

/// They are the same when all of them are made again.
async fn check(world: &World) {
    let before = rows(world).await;
    entry::make_all(&world.env.db).await.expect("made");
    assert!(before == rows(world).await, "what was bought is not what the orders say");
}

/// How often the account bought what the order begins with, and how many the last time.
async fn bought(cx: &Cx, sku: &str) -> (i64, i64) {
    let filter = Filter { query: sku.to_owned(), ..Filter::default() };
    let page = bought::all(cx, &filter).await.expect("a page");
    let row = page.rows.iter().find(|row| row.item.sku == sku);
    row.map_or((0, 0), |row| (row.times, row.quantity))
}

async fn first(cx: &Cx, number: &str) -> (String, i64) {
    let (_, lines) = find_own(cx, number).await.expect("an order");
    (lines[0].sku.clone(), lines[0].quantity)
}

on_every_engine! {
    async fn an_order_counts_once_it_is_placed(world: World) {
        let oleg = world.customer(OLEG).await;
        check(&world).await;
        let checkout = ready(&oleg, "k1").await;
        let sku = domain::cart::db::load(&oleg).await.expect("a cart").lines[0].sku.clone();
        let (times, _) = bought(&oleg, &sku).await;
        let number = place(&oleg, &checkout).await.expect("placed");
        let (sku, quantity) = first(&oleg, &number).await;
        assert_eq!(bought(&oleg, &sku).await, (times + 1, quantity));
        check(&world).await;
        // What was cancelled was not bought.
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update orders set status = 'cancelled', last_event = $2 where number = $1").bind(&number).bind(&event).execute(c).await.map(|_| ())).expect("cancelled");
        tx.commit(domain::audit::Event::new("order.cancelled")).await.expect("committed");
        entry::make_all(&world.env.db).await.expect("made");
        assert_eq!(bought(&oleg, &sku).await.0, times);
    }
}

on_every_engine! {
    async fn an_order_that_waits_is_not_bought_yet(world: World) {
        let (oleg, jose) = (world.customer(OLEG).await, world.customer(JOSE).await);
        rule::approval(&world.customer(EMMA).await, "0").await.expect("saved");
        let number = place(&oleg, &ready(&oleg, "k1").await).await.expect("submitted");
        let (sku, _) = first(&oleg, &number).await;
        let (times, _) = bought(&oleg, &sku).await;
        check(&world).await;
        approve(&jose, &number).await.expect("approved");
        assert_eq!(bought(&oleg, &sku).await.0, times + 1);
        check(&world).await;
        let number = place(&oleg, &ready(&oleg, "k2").await).await.expect("submitted");
        reject(&jose, &number, "Not now.").await.expect("rejected");
        assert_eq!(bought(&oleg, &sku).await.0, times + 1);
        check(&world).await;
    }
}

on_every_engine! {
    async fn what_was_bought_is_sorted_and_one_own(world: World) {
        let oleg = world.customer(OLEG).await;
        let of = |sort| Filter { sort, ..Filter::default() };
        let newest = bought::all(&oleg, &of(Sort::Newest)).await.expect("a page").rows;
        assert!(newest.len() > 2 && newest.is_sorted_by(|a, b| a.at >= b.at));
        let often = bought::all(&oleg, &of(Sort::Often)).await.expect("a page").rows;
        assert!(often.is_sorted_by(|a, b| a.times >= b.times));
        let own: i64 = world.count("select count(*) from bought_item b join account a on a.id = b.account_id where a.email = 'oleg@northmere.example'").await;
        assert_eq!(bought::all(&oleg, &of(Sort::Name)).await.expect("a page").total, own);
        let mut items: Vec<_> = newest.into_iter().map(|row| domain::catalog::Item { bought_at: None, ..row.item }).collect();
        bought::mark(&oleg, &mut items).await.expect("marked");
        assert!(items.iter().all(|item| item.bought_at.is_some()));
        bought::mark(&world.anonymous(), &mut items).await.expect("a visitor");
    }
}
