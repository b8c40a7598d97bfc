//! Double clicks: whatever is sent twice at the same moment is done once or twice, and never fails because of it.

use crate::limit::ready;
use crate::world::{World, login, on_every_engine};
use domain::behalf::{customer, ending, extend, supervise};
use domain::cx::Cx;
use domain::env::Limits;
use domain::error::{Error, Realm, Result};
use domain::password::change::{self, Others};
use domain::session::{self, Credentials, principal};
use std::future::Future;

/// Rounds of each double click: two that meet in the wrong moment are a matter of luck.
const ROUNDS: usize = 12;

/// Sends it several times at once; nothing may fail for a reason that is the program's own.
async fn at_once<F: Future<Output = Result<()>> + Send + 'static>(
    what: &str,
    clicks: impl Iterator<Item = F>,
) -> usize {
    let running: Vec<_> = clicks.map(tokio::spawn).collect();
    let mut done = 0;
    for one in running {
        match one.await.expect("no panic") {
            Ok(()) => done += 1,
            Err(error @ (Error::Unavailable | Error::Internal(_))) => panic!("{what}: {error:?}"),
            Err(_) => {}
        }
    }
    done
}

async fn portal(world: &World, role: &str) -> Cx {
    let token = world.token(Realm::Portal, role).await;
    world.cx(principal(&world.env, world.now, Realm::Portal, &token).await.expect("a session"))
}

on_every_engine! {
    async fn end_and_sign_out_in_parallel(world: World) {
        for _ in 0..ROUNDS {
            let (slug, token, acting) = world.acting().await;
            at_once("end a session", (0..4).map(|_| { let cx = acting.clone(); async move { ending::end(&cx, "").await.map(drop) } })).await;
            assert!(world.acting_again(&slug, &token).await.is_none());
            for role in ["agent", "buyer"] {
                let cx = if role == "buyer" { world.person("buyer").await } else { portal(&world, role).await };
                at_once("sign out", (0..4).map(|_| { let cx = cx.clone(); async move { session::sign_out(&cx).await } })).await;
            }
        }
    }
}

on_every_engine! {
    async fn all_ends_in_parallel(world: World) {
        // One that goes on with more time is over with its portal session, but nobody writes that down here.
        world.env = World::again(&world, Limits { behalf_at_once: 50, ..Limits::default() }).env;
        for _ in 0..ROUNDS {
            let agent = portal(&world, "agent").await;
            let slug = crate::world::request(&agent, world.oleg().await).await;
            let ana = login("agent");
            let token = crate::world::verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verified");
            let acting = world.acting_again(&slug, &token).await.expect("open");
            let id = acting.behalf().expect("acting").2.id;
            let (own, supervisor) = (world.person("buyer").await, world.person("supervisor").await);
            let checkout = ready(&acting, &format!("k{slug}")).await;
            let typed = Credentials { login: ana.login, password: ana.password, ..Credentials::default() };
            let clicks: Vec<std::pin::Pin<Box<dyn Future<Output = Result<()>> + Send>>> = vec![
                Box::pin({ let cx = acting.clone(); async move { ending::end(&cx, "").await.map(drop) } }),
                Box::pin({ let cx = agent.clone(); async move { session::sign_out(&cx).await } }),
                Box::pin({ let cx = acting.clone(); async move { extend::extend(&cx, 60, &typed).await.map(drop) } }),
                Box::pin({ let cx = acting.clone(); async move { domain::order::place::place(&cx, &checkout).await.map(drop) } }),
                Box::pin(async move { customer::end(&own, id).await }),
                Box::pin(async move { supervise::end(&supervisor, id, "").await }),
                Box::pin({ let cx = agent.clone(); async move { session::sign_out(&cx).await } }),
                Box::pin({ let cx = agent.clone(); async move { session::enter(&cx, Realm::Portal, ana.login, ana.password).await.map(drop) } }),
            ];
            at_once("end, sign out, extend, order", clicks.into_iter()).await;
        }
    }
}

on_every_engine! {
    async fn password_changes_in_parallel(world: World) {
        let mut known = login("buyer").password.to_owned();
        for n in 0..ROUNDS / 2 {
            let mut browsers = Vec::new();
            for _ in 0..3 {
                let token = session::sign_in(&world.anonymous(), Realm::Shop, login("buyer").login, &known).await.expect("signed in");
                browsers.push(world.cx(principal(&world.env, world.now, Realm::Shop, &token).await.expect("a session")));
            }
            let next = format!("ledger harbour seven {n}");
            let clicks = browsers.into_iter().map(|cx| {
                let (before, next) = (known.clone(), next.clone());
                async move { change::change(&cx, &before, &next, Others::End).await }
            });
            assert!(at_once("change the password", clicks).await >= 1);
            known = next;
        }
    }
}
