//! Guessing many at once: of what comes at the same moment, no more is looked at than of what comes one after the other.

use crate::consent::{asking, waiting};
use crate::factor::{enrol, half, ruled};
use crate::limit::{limits, ready};
use crate::world::{World, login, on_every_engine, request};
use domain::behalf::code;
use domain::cx::{Cx, Principal, Request};
use domain::error::{Error, Problem, Realm, Result};
use domain::factor::sign_in::with_code;
use domain::order::Checkout;
use domain::order::place::place_released;
use domain::session::{Credentials, sign_in};
use domain::time::Micros;
use std::future::Future;

/// Tries of one login from one network that are looked at before the first delay.
const LOOKED_AT: usize = 4;

/// Runs all of them at once; gives how many were looked at and found wrong, and how many had to wait.
async fn at_once<T, F>(tries: Vec<F>) -> (usize, usize)
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    let running: Vec<_> = tries.into_iter().map(tokio::spawn).collect();
    let (mut wrong, mut waits) = (0, 0);
    for one in running {
        match one.await.expect("no panic") {
            Err(Error::Invalid(_)) => wrong += 1,
            Err(Error::Throttled { .. }) => waits += 1,
            Err(error) => panic!("{error:?}"),
            Ok(_) => panic!("a wrong guess was right"),
        }
    }
    (wrong, waits)
}

fn from(world: &World, ip: String) -> Cx {
    let request = Request { ip, ..world.anonymous().request().clone() };
    Cx::new(world.env.clone(), Principal::Anonymous, world.now, request)
}

on_every_engine! {
    async fn sixty_passwords_at_once(world: World) {
        for (realm, role) in [(Realm::Shop, "buyer"), (Realm::Portal, "agent")] {
            let tries = (0..60).map(|n| {
                let cx = world.anonymous();
                async move { sign_in(&cx, realm, login(role).login, &format!("guess {n}")).await }
            });
            assert_eq!(at_once(tries.collect()).await, (LOOKED_AT, 60 - LOOKED_AT), "{role}");
        }
        // The sum over all logins of the network is as true as that of one login.
        let counted = world.count("select max(failures) from throttle").await;
        assert_eq!(counted, 2 * i64::try_from(LOOKED_AT).expect("few"), "no count is lost");
    }
}

on_every_engine! {
    async fn hundred_logins_from_one_network(world: World) {
        let tries = (0..100).map(|n| {
            let cx = world.anonymous();
            async move { sign_in(&cx, Realm::Shop, &format!("{n}@nowhere.example"), "guess").await }
        });
        // On a machine that is busy the hasher refuses some, which then do not count.
        let (wrong, waits) = at_once(tries.collect()).await;
        assert!(wrong <= 61 && wrong + waits == 100, "{wrong} were looked at");
    }
}

on_every_engine! {
    async fn right_passwords_wait_in_turn(world: World) {
        let oleg = login("buyer");
        // A few typing errors before make no difference.
        for _ in 0..3 {
            assert!(sign_in(&world.anonymous(), Realm::Shop, oleg.login, "wrong").await.is_err());
        }
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let cx = world.anonymous();
                tokio::spawn(async move { sign_in(&cx, Realm::Shop, login("buyer").login, login("buyer").password).await })
            })
            .collect();
        for one in tries {
            let signed_in = one.await.expect("no panic");
            assert!(signed_in.is_ok(), "{:?}", signed_in.err());
        }
        assert_eq!(world.count("select cast(coalesce(sum(failures), 0) as bigint) from throttle").await, 3, "those of the network");
    }
}

on_every_engine! {
    async fn parallel_codes_are_limited(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(Micros::minutes(1));
        let right = app.code(world.now);
        let half = half(&world, "agent").await.expose().to_owned();
        let tries = (0..300).map(|n| {
            let (cx, half) = (world.anonymous(), domain::credential::Token::parse(&half));
            let mut guess = if n % 2 == 0 { format!("{n:06}") } else { format!("AAAA-BBBB-CCCC-DDDD-EEEE-{n:04}") };
            if guess == right {
                "999999".clone_into(&mut guess);
            }
            async move { with_code(&cx, half.as_ref(), &guess).await }
        });
        assert_eq!(at_once(tries.collect()).await, (LOOKED_AT, 300 - LOOKED_AT));
    }
}

on_every_engine! {
    async fn parallel_support_codes_are_limited(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        let made = code::make(&own).await.expect("a code");
        let tries: Vec<_> = (0..20)
            .map(|n| {
                let (cx, row) = (from(&world, format!("198.51.100.{n}")), row.clone());
                // The right one comes last, when the tries of the code are used up.
                let guess = if made.digits == format!("{n:06}") { "999999".to_owned() } else { format!("{n:06}") };
                tokio::spawn(async move { code::enter(&cx, &row, &guess).await })
            })
            .collect();
        for one in tries {
            assert_eq!(one.await.expect("no panic"), Err(Error::field("consent_code", Problem::WrongCode)));
        }
        assert_eq!(world.count("select tries from consent_code where ended_why = 'burnt'").await, 5);
        let late = code::enter(&from(&world, "198.51.100.200".to_owned()), &row, &made.digits).await;
        assert_eq!(late, Err(Error::field("consent_code", Problem::WrongCode)));
    }
}

on_every_engine! {
    async fn parallel_second_passwords_limited(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, "0", "").await;
        let tries = (0..40).map(|n| {
            let (cx, checkout) = (acting.clone(), Checkout { key: format!("k{n}"), ..checkout.clone() });
            async move {
                let guess = format!("guess {n}");
                let typed = Credentials { login: login("supervisor").login, password: &guess, ..Credentials::default() };
                place_released(&cx, &checkout, &typed).await
            }
        });
        assert_eq!(at_once(tries.collect()).await, (LOOKED_AT, 40 - LOOKED_AT));
    }
}

on_every_engine! {
    async fn agents_verified_at_once(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let tries = (0..40).map(|n| {
            let (cx, slug) = (world.anonymous(), slug.clone());
            async move { crate::world::verify(&cx, &slug, login("agent").login, &format!("guess {n}")).await }
        });
        assert_eq!(at_once(tries.collect()).await, (LOOKED_AT, 40 - LOOKED_AT));
    }
}

on_every_engine! {
    async fn parallel_reset_requests_limited(world: World) {
        let asked: Vec<_> = (0..40)
            .map(|n| {
                let cx = from(&world, format!("198.51.100.{n}"));
                tokio::spawn(async move { domain::password::reset::ask(&cx, Realm::Shop, login("buyer").login).await })
            })
            .collect();
        let mut waits = 0;
        for one in asked {
            waits += usize::from(matches!(one.await.expect("no panic"), Err(Error::Throttled { .. })));
        }
        assert_eq!(waits, 40 - LOOKED_AT);
    }
}

on_every_engine! {
    async fn current_passwords_at_once(world: World) {
        let own = world.person("buyer").await;
        let tries = (0..40).map(|n| {
            let cx = own.clone();
            async move {
                let others = domain::password::change::Others::End;
                domain::password::change::change(&cx, &format!("guess {n}"), "a new long passphrase", others).await
            }
        });
        assert_eq!(at_once(tries.collect()).await, (LOOKED_AT, 40 - LOOKED_AT));
    }
}
