//! The last step of an order, when something is in its way: another tab, a double click, a number that is taken, a hold.

use crate::factor::{enrol, ruled};
use crate::limit::{limits, ready};
use crate::world::{World, login, on_every_engine, request};
use domain::cart::db::{self as cart, Wanted};
use domain::cx::Cx;
use domain::env::{Env, Limits};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::on;
use domain::order::approval::{decide, expire};
use domain::order::db::find_own;
use domain::order::place::{Seen, place, place_released, place_shown};
use domain::order::{Checkout, Status};
use domain::organization::rule;
use domain::session::Credentials;
use domain::time::Micros;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The same world with other limits.
fn limited(world: &mut World, limits: Limits) {
    world.env = World::again(world, limits).env;
}

fn wanted<'a>(slug: &'a str, quantity: &'a str) -> [Wanted<'a>; 1] {
    [Wanted { slug, quantity, note: "" }]
}

on_every_engine! {
    async fn tabs_do_not_overwrite_each_other(world: World) {
        let own = world.person("buyer").await;
        ready(&own, "k").await;
        let shown = cart::load(&own).await.expect("cart");
        let (slug, step) = (shown.lines[0].slug.clone(), shown.lines[0].increment);
        cart::change_shown(&own, &wanted(&slug, &(7 * step).to_string()), Some(shown.version)).await.expect("the first tab");
        let late = cart::change_shown(&own, &wanted(&slug, &(9 * step).to_string()), Some(shown.version)).await;
        assert_eq!(late, Err(Error::Conflict(Conflict::Cart)));
        let gone = cart::remove_shown(&own, &slug, Some(shown.version)).await.map(|_| ());
        assert_eq!(gone, Err(Error::Conflict(Conflict::Cart)));
        let now = cart::load(&own).await.expect("cart");
        assert_eq!(now.lines[0].quantity, 7 * step);
        cart::change_shown(&own, &wanted(&slug, &(9 * step).to_string()), Some(now.version)).await.expect("after looking again");
        // Of many at once with the same version, one is taken.
        let shown = cart::load(&own).await.expect("cart").version;
        let tabs: Vec<_> = (1..=20)
            .map(|n| {
                let (cx, slug) = (own.clone(), slug.clone());
                tokio::spawn(async move { cart::change_shown(&cx, &wanted(&slug, &(n * step).to_string()), Some(shown)).await })
            })
            .collect();
        let mut taken = 0;
        for tab in tabs {
            match tab.await.expect("no panic") {
                Ok(()) => taken += 1,
                other => assert_eq!(other, Err(Error::Conflict(Conflict::Cart))),
            }
        }
        assert_eq!(taken, 1);
    }
}

on_every_engine! {
    async fn order_is_of_cart_as_shown(world: World) {
        let own = world.person("buyer").await;
        let checkout = ready(&own, "k1").await;
        let shown = cart::load(&own).await.expect("cart");
        let seen = Seen { cart: Some(shown.version), po_number: None };
        cart::change(&own, &[Wanted { slug: &shown.lines[0].slug, quantity: &shown.lines[0].quantity.to_string(), note: "In blue" }]).await.expect("another tab");
        let nobody = Credentials::default();
        let stale = place_shown(&own, &checkout, &nobody, seen).await;
        assert_eq!(stale, Err(Error::Conflict(Conflict::Cart)), "the total is the same and the note is not");
        let seen = Seen { cart: Some(shown.version + 1), po_number: None };
        let number = place_shown(&own, &checkout, &nobody, seen).await.expect("placed");
        assert_eq!(place_shown(&own, &checkout, &nobody, seen).await, Ok(number), "the key comes before the version");
    }
}

on_every_engine! {
    async fn double_click_uses_second_code_once(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("supervisor").await).await;
        world.now = world.now.plus(Micros::minutes(1));
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, "0", "").await;
        let code = app.code(world.now);
        let clicks: Vec<_> = (0..4)
            .map(|_| {
                let (cx, checkout, code) = (acting.clone(), checkout.clone(), code.clone());
                tokio::spawn(async move {
                    let ben = login("supervisor");
                    let typed = Credentials { login: ben.login, password: ben.password, code: &code, passkey: None };
                    place_released(&cx, &checkout, &typed).await
                })
            })
            .collect();
        let mut numbers = std::collections::BTreeSet::new();
        for click in clicks {
            numbers.insert(click.await.expect("no panic").expect("the same order"));
        }
        assert_eq!(numbers.len(), 1);
        // A click that the browser took back goes on to its end.
        let checkout = ready(&acting, "k2").await;
        world.now = world.now.plus(Micros::minutes(1));
        let acting = world.cx_later(&acting, Micros(0));
        let code = app.code(world.now);
        let first = {
            let (cx, checkout, code) = (acting.clone(), checkout.clone(), code.clone());
            tokio::spawn(async move {
                let ben = login("supervisor");
                let typed = Credentials { login: ben.login, password: ben.password, code: &code, passkey: None };
                place_released(&cx, &checkout, &typed).await
            })
        };
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        first.abort();
        let ben = login("supervisor");
        let typed = Credentials { login: ben.login, password: ben.password, code: &code, passkey: None };
        place_released(&acting, &checkout, &typed).await.expect("the order of the first click, or the first order");
        assert_eq!(world.count("select count(*) from orders where idempotency_key in ('k1', 'k2')").await, 2);
        assert_eq!(world.count("select count(*) from audit_event where type = 'auth.reauth.failed'").await, 0);
        assert_eq!(world.count("select count(*) from throttle where failures > 0").await, 0);
    }
}

static NUMBERS: AtomicU32 = AtomicU32::new(0);

/// Each number comes three times.
fn thrice() -> domain::error::Result<String> {
    Ok(domain::order::number_from(u64::from(NUMBERS.fetch_add(1, Ordering::Relaxed) / 3) + 900_000))
}

on_every_engine! {
    async fn taken_order_number_is_retried(world: World) {
        NUMBERS.store(0, Ordering::Relaxed);
        let env = Env::new(world.env.db.clone(), &world.env.log).with(domain::order::Numbers(thrice));
        world.env = Arc::new(Env { demo: true, hasher: world.env.hasher.clone(), ..env });
        const PLACED: &str = "select count(*) from audit_event where type = 'order.placed'";
        let own = world.person("buyer").await;
        let before = world.count(PLACED).await;
        let mut numbers = std::collections::BTreeSet::new();
        for n in 0..5 {
            let checkout = ready(&own, &format!("k{n}")).await;
            numbers.insert(place(&own, &checkout).await.expect("placed"));
        }
        assert_eq!(numbers.len(), 5);
        assert_eq!(world.count(PLACED).await, before + 5, "a try that was for nothing leaves nothing");
    }
}

on_every_engine! {
    async fn orders_per_minute_are_limited(world: World) {
        limited(&mut world, Limits { orders_per_minute: 3, ..Limits::default() });
        let own = world.person("buyer").await;
        for n in 0..3 {
            place(&own, &ready(&own, &format!("k{n}")).await).await.expect("placed");
        }
        let checkout = ready(&own, "late").await;
        let late = place(&own, &checkout).await;
        assert!(matches!(late, Err(Error::Throttled { seconds: 1..=61 })), "{late:?}");
        assert!(!cart::load(&own).await.expect("cart").lines.is_empty(), "the cart stays");
        assert_eq!(place(&own, &Checkout { key: "k0".to_owned(), note: "another".to_owned(), ..checkout.clone() }).await.map(|_| ()), Err(Error::field("key", Problem::KeyReused)), "the key comes first");
        assert_eq!(world.count("select count(*) from audit_event where type = 'rate.limited'").await, 1);
        world.now = world.now.plus(Micros::seconds(61));
        let own = world.cx_later(&own, Micros(0));
        place(&own, &checkout).await.expect("a minute later");
    }
}

on_every_engine! {
    async fn used_po_number_warns_and_passes(world: World) {
        let own = world.person("buyer").await;
        let nobody = Credentials::default();
        let told = |po_number| Seen { cart: None, po_number: Some(po_number) };
        let with = |checkout: Checkout, po: &str| Checkout { po_number: po.to_owned(), ..checkout };
        let first = place_shown(&own, &with(ready(&own, "k1").await, "Q-2026/7"), &nobody, told("")).await.expect("new");
        let again = with(ready(&own, "k2").await, "q-2026/7");
        let warned = place_shown(&own, &again, &nobody, told("")).await;
        assert_eq!(warned, Err(Error::field("po_number", Problem::PoNumberUsed(first))));
        let second = place_shown(&own, &again, &nobody, told("q-2026/7")).await.expect("used again on purpose");
        assert_eq!(place_shown(&own, &again, &nobody, told("")).await, Ok(second), "its own order is no other one");
        place_shown(&own, &with(ready(&own, "k3").await, ""), &nobody, told("")).await.expect("none is none");
    }
}

on_every_engine! {
    async fn company_on_hold_cannot_order(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("supervisor").await).await;
        world.now = world.now.plus(Micros::minutes(1));
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        let before = cart::load(&acting).await.expect("cart").lines.len();
        let cx = Cx::system(world.env.clone(), world.now, "test");
        let organization = acting.customer().expect("a customer").organization;
        let mut tx = cx.begin(domain::policy::Action::RunJob).await.expect("door");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update organization set status = 'on_hold', last_event = $1 where id = $2").bind(&event).bind(organization).execute(c).await.map(|_| ())).expect("held");
        tx.commit(domain::audit::Event::new("organization.changed").target("organization", organization)).await.expect("committed");
        let (ben, code) = (login("supervisor"), app.code(world.now));
        let typed = Credentials { login: ben.login, password: ben.password, code: &code, passkey: None };
        assert_eq!(place_released(&acting, &checkout, &typed).await, Err(Error::Forbidden(Denied::OnHold)));
        assert_eq!(cart::load(&acting).await.expect("cart").lines.len(), before);
        assert_eq!(world.count("select count(*) from factor where used_at is not null").await, 0, "no code is used up");
    }
}

on_every_engine! {
    async fn undecided_order_returns_stock(world: World) {
        let admin = world.customer("oleg@northmere.example").await;
        let (_, _, acting) = world.acting().await;
        rule::approval(&world.customer("emma.clarke@northmere.example").await, "0").await.expect("a rule");
        let number = place(&acting, &ready(&acting, "k1").await).await.expect("submitted");
        const STOCK: &str = "select cast(sum(available) as bigint) from stock";
        let (held, mails) = (world.count(STOCK).await, world.count("select count(*) from outbox").await);
        let job = |world: &World| Cx::system(world.env.clone(), world.now, "sweep");
        world.now = world.now.plus(Micros::minutes(14 * 24 * 60 - 1));
        expire::sweep(&job(&world)).await.expect("swept");
        assert_eq!(find_own(&admin, &number).await.expect("found").0.status, Status::AwaitingApproval);
        world.now = world.now.plus(Micros::minutes(2));
        let before = world.count("select count(*) from orders where status = 'awaiting_approval'").await;
        expire::sweep(&job(&world)).await.expect("swept");
        assert!(world.count("select count(*) from orders where status = 'awaiting_approval'").await < before);
        assert_eq!(find_own(&admin, &number).await.expect("found").0.status, Status::Withdrawn);
        assert!(world.count(STOCK).await > held, "the goods are free");
        let told: i64 = on!(&world.env.db, c => sqlx::query_scalar("select count(*) from outbox where subject = 'order_expired' and body like $1").bind(format!("%{number}%")).fetch_one(c).await).expect("count");
        assert!(told >= 2 && world.count("select count(*) from outbox").await >= mails + 2, "buyer and agent are told: {told}");
        assert_eq!(expire::sweep(&job(&world)).await, Ok(0));
        let late = decide::withdraw(&world.customer("oleg@northmere.example").await, &number, "").await;
        assert_eq!(late, Err(Error::Conflict(Conflict::State)));
    }
}

on_every_engine! {
    async fn old_counts_and_mails_are_removed(world: World) {
        assert!(domain::session::sign_in(&world.anonymous(), domain::error::Realm::Shop, "x@y.example", "wrong").await.is_err());
        let job = |world: &World| Cx::system(world.env.clone(), world.now, "sweep");
        assert_eq!(domain::throttle::sweep(&job(&world)).await, Ok(0), "it is needed still");
        let (realm, oleg) = (domain::error::Realm::Shop, login("buyer").login);
        domain::password::reset::ask(&world.anonymous(), realm, oleg).await.expect("asked");
        // A server that takes nothing, as often as mails are tried.
        for _ in 0..24 {
            let letter = domain::outbox::take(&world.env, world.now).await.expect("outbox").expect("a mail");
            domain::outbox::failed(&world.env, letter.id, "refused").await.expect("noted");
            world.now = world.now.plus(Micros::minutes(6 * 60));
        }
        assert!(domain::outbox::take(&world.env, world.now).await.expect("outbox").is_none(), "given up");
        assert_eq!(world.count("select count(*) from outbox where body <> ''").await, 0, "the link does not stay");
        domain::outbox::sweep(&job(&world)).await.expect("swept");
        assert_eq!(world.count("select count(*) from outbox where sent_at is null").await, 1, "that it was given up is kept for a month");
        world.now = world.now.plus(Micros::minutes(31 * 24 * 60));
        assert!(domain::outbox::sweep(&job(&world)).await.expect("swept") >= 1);
        assert_eq!(world.count("select count(*) from outbox").await, 0);
        assert!(domain::throttle::sweep(&job(&world)).await.expect("swept") > 0);
        assert_eq!(world.count("select count(*) from throttle").await, 0);
    }
}

on_every_engine! {
    async fn session_limit_holds_in_parallel(world: World) {
        limited(&mut world, Limits { behalf_at_once: 2, ..Limits::default() });
        let agent = world.person("agent").await;
        let mut slugs = Vec::new();
        for _ in 0..8 {
            slugs.push(request(&agent, world.oleg().await).await);
        }
        let tries: Vec<_> = slugs
            .into_iter()
            .map(|slug| {
                let (cx, ana) = (world.anonymous(), login("agent"));
                tokio::spawn(async move { crate::world::verify(&cx, &slug, ana.login, ana.password).await })
            })
            .collect();
        let mut open = 0;
        for one in tries {
            open += i64::from(one.await.expect("no panic").is_ok());
        }
        assert_eq!((open, world.count("select count(*) from behalf where state = 'active'").await), (2, 2));
    }
}

on_every_engine! {
    async fn company_name_is_no_password(world: World) {
        let own = world.person("buyer").await;
        let shop = domain::store::list(&world.env).await.expect("stores").remove(0).name;
        let company = own.customer().expect("a customer").organization_name.clone();
        for typed in [format!("{company} 2026"), format!("{shop} 2026 !!"), format!("{company}-{shop}-19871987")] {
            let others = domain::password::change::Others::End;
            let refused = domain::password::change::change(&own, login("buyer").password, &typed, others).await;
            assert!(matches!(refused, Err(Error::Invalid(ref f)) if f[0].name == "new"), "{typed}: {refused:?}");
        }
    }
}
