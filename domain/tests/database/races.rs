//! Ending against writing, again and again: nothing is written after the end.

use crate::world::{World, login, on_every_engine, request, verify};
use domain::cart::db as cart;
use domain::cx::Cx;
use domain::error::Error;
use domain::on;
use domain::order::place::place;
use domain::order::{Checkout, Shipping};

/// Sessions in which an end meets a write.
const ENDS: usize = 500;
/// Sessions that are taken away while orders are under way.
const REVOCATIONS: usize = 100;
/// Orders under way in each of them.
const ORDERS: usize = 20;

/// Another session of this agent for Oleg.
async fn acting(world: &World, agent: &Cx) -> Cx {
    let slug = request(agent, world.oleg().await).await;
    let ana = login("agent");
    let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verify");
    world.acting_again(&slug, &token).await.expect("open")
}

async fn products(world: &World) -> Vec<String> {
    on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 20").fetch_all(c).await).expect("products")
}

/// No event of a session is younger than its end, and each session has one end.
async fn assert_nothing_after_the_end(world: &World) {
    let late = world
        .count(
            "select count(*) from audit_event e join audit_event x on x.session_id = e.session_id and x.type = 'on_behalf.ended' where e.seq > x.seq",
        )
        .await;
    assert_eq!(late, 0);
    let twice = world
        .count("select count(*) from (select session_id from audit_event where type = 'on_behalf.ended' group by session_id having count(*) > 1) x")
        .await;
    assert_eq!(twice, 0);
}

fn is_over(error: &Error) -> bool {
    matches!(error, Error::Ended(ended) if ended.was_open())
}

on_every_engine! {
    async fn end_races_write_500_times(world: World) {
        let (agent, product) = (world.person("agent").await, products(&world).await.remove(0));
        let (mut written, mut late) = (0, 0);
        for _ in 0..ENDS {
            let cx = acting(&world, &agent).await;
            let (one, two, slug) = (cx.clone(), cx, product.clone());
            let write = tokio::spawn(async move { cart::add(&one, &slug, "1").await.map(|_| ()) });
            let stop = tokio::spawn(async move { domain::behalf::ending::end(&two, "").await.map(|_| ()) });
            stop.await.expect("no panic").expect("ended");
            match write.await.expect("no panic") {
                Ok(()) => written += 1,
                Err(error) if is_over(&error) => late += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(written + late, ENDS);
        assert_nothing_after_the_end(&world).await;
    }
}

on_every_engine! {
    async fn revocation_races_20_orders(world: World) {
        let (agent, supervisor) = (world.person("agent").await, world.person("supervisor").await);
        let products = products(&world).await;
        let mut late = 0;
        for round in 0..REVOCATIONS {
            let cx = acting(&world, &agent).await;
            let address = domain::address::own(&cx).await.expect("addresses")[0].id;
            let id = cx.behalf().expect("acting").2.id;
            let orders: Vec<_> = (0..ORDERS)
                .map(|n| {
                    let (cx, slug) = (cx.clone(), products[n % products.len()].clone());
                    tokio::spawn(async move {
                        cart::add(&cx, &slug, "1").await?;
                        let checkout = Checkout {
                            address,
                            shipping: Shipping::Standard,
                            po_number: "PO-1".to_owned(),
                            note: String::new(),
                            booking: Default::default(),
                            discount: None,
                            // What was shown is not what it costs by now: that, or an order, or the end.
                            shown_total: 1,
                            key: format!("race-{round}-{n}"),
                        };
                        place(&cx, &checkout).await.map(|_| ())
                    })
                })
                .collect();
            let by = supervisor.clone();
            let stop = tokio::spawn(async move { domain::behalf::supervise::end(&by, id, "enough").await });
            stop.await.expect("no panic").expect("ended");
            for order in orders {
                late += usize::from(order.await.expect("no panic").err().as_ref().is_some_and(is_over));
            }
        }
        assert!(late > 0, "no order came too late: nothing was raced");
        assert_nothing_after_the_end(&world).await;
    }
}
