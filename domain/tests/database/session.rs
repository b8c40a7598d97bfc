//! Signing in, the limits of sessions, and slowing down guesses.

use crate::world::{Engine, World, login, on_every_engine};
use domain::cx::Principal;
use domain::env::Limits;
use domain::error::{Error, Problem, Realm};
use domain::policy::Action;
use domain::session::{principal, sign_in, sign_out};
use domain::time::Micros;

fn wrong_credentials(error: &Error) -> bool {
    matches!(error, Error::Invalid(fields) if fields.iter().all(|f| f.problem == Problem::Credentials))
}

on_every_engine! {
    async fn session_ends_at_its_limits(world: World) {
        let limits = Limits { shop_idle: Micros::seconds(2), shop_absolute: Micros::seconds(5), ..Limits::default() };
        let engine = match world.env.db { domain::db::Db::Sqlite { .. } => Engine::Sqlite, domain::db::Db::Postgres(_) => Engine::Postgres };
        let mut world = World::with_limits(engine, limits).await;
        let start = world.now;
        let token = world.token(Realm::Shop, "buyer").await;
        let alive = async |world: &World| !matches!(principal(&world.env, world.now, Realm::Shop, &token).await.expect("lookup"), Principal::Anonymous);
        for second in 1..5 {
            world.now = start.plus(Micros::seconds(second));
            assert!(alive(&world).await, "in use at second {second}");
        }
        world.now = start.plus(Micros::seconds(5));
        assert!(!alive(&world).await, "the absolute limit holds in use");
        let token = world.token(Realm::Shop, "buyer").await;
        world.now = world.now.plus(Micros::seconds(3));
        let quiet = principal(&world.env, world.now, Realm::Shop, &token).await.expect("lookup");
        assert!(matches!(quiet, Principal::Anonymous), "the idle limit holds");
    }
}

on_every_engine! {
    async fn sign_in_ends_session_before(world: World) {
        let first = world.token(Realm::Portal, "agent").await;
        let cx = world.cx(principal(&world.env, world.now, Realm::Portal, &first).await.expect("lookup"));
        let ana = login("agent");
        let second = sign_in(&cx, Realm::Portal, ana.login, ana.password).await.expect("sign in");
        assert_ne!(first.expose(), second.expose());
        assert!(matches!(principal(&world.env, world.now, Realm::Portal, &first).await.expect("lookup"), Principal::Anonymous));
        assert!(matches!(principal(&world.env, world.now, Realm::Portal, &second).await.expect("lookup"), Principal::Staff(..)));
    }
}

on_every_engine! {
    async fn signing_out_ends_the_row(world: World) {
        let token = world.token(Realm::Shop, "buyer").await;
        let cx = world.cx(principal(&world.env, world.now, Realm::Shop, &token).await.expect("lookup"));
        sign_out(&cx).await.expect("sign out");
        assert!(matches!(principal(&world.env, world.now, Realm::Shop, &token).await.expect("lookup"), Principal::Anonymous));
        let late = cx.begin(Action::EditCart).await;
        assert!(matches!(late.map(|_| ()), Err(Error::SignIn(Realm::Shop))), "a request in flight is refused too");
    }
}

on_every_engine! {
    async fn realms_do_not_mix(world: World) {
        let (ana, oleg) = (login("agent"), login("buyer"));
        for (realm, who, password) in [
            (Realm::Shop, ana.login, ana.password),
            (Realm::Portal, oleg.login, oleg.password),
            (Realm::Shop, oleg.login, "not the password"),
            (Realm::Shop, "nobody@nowhere.example", "not the password"),
            (Realm::Shop, "oleg.koval@northmere-eu.example", oleg.password),
        ] {
            let error = sign_in(&world.anonymous(), realm, who, password).await.err().expect("refused");
            assert!(wrong_credentials(&error), "{who}: {error:?}");
        }
    }
}

on_every_engine! {
    async fn guessing_is_throttled_by_network(world: World) {
        let oleg = login("buyer");
        for _ in 0..4 {
            let error = sign_in(&world.anonymous(), Realm::Shop, oleg.login, "wrong").await.err().expect("refused");
            assert!(wrong_credentials(&error));
        }
        let waiting = sign_in(&world.anonymous(), Realm::Shop, oleg.login, oleg.password).await.err();
        assert!(matches!(waiting, Some(Error::Throttled { seconds: 1..=3 })), "{waiting:?}");
        let elsewhere = domain::cx::Request { ip: "198.51.100.9".to_owned(), ..world.anonymous().request().clone() };
        let other = domain::cx::Cx::new(world.env.clone(), Principal::Anonymous, world.now, elsewhere);
        assert!(sign_in(&other, Realm::Shop, oleg.login, oleg.password).await.is_ok(), "nobody is locked out");
        world.now = world.now.plus(Micros::seconds(3));
        assert!(sign_in(&world.anonymous(), Realm::Shop, oleg.login, oleg.password).await.is_ok());
        let again = sign_in(&world.anonymous(), Realm::Shop, oleg.login, "wrong").await.err().expect("refused");
        assert!(wrong_credentials(&again), "success forgot the failures");
    }
}

on_every_engine! {
    async fn many_logins_throttle_network(world: World) {
        let mut throttled = false;
        for n in 0..70 {
            let error = sign_in(&world.anonymous(), Realm::Shop, &format!("{n}@nowhere.example"), "wrong").await.err();
            throttled |= matches!(error, Some(Error::Throttled { .. }));
        }
        assert!(throttled);
    }
}

on_every_engine! {
    async fn outdated_hash_is_renewed(world: World) {
        let oleg = login("buyer");
        let before: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select password_hash from account where email_key = $1").bind(oleg.login).fetch_one(c).await).expect("hash");
        assert!(!world.env.hasher.is_outdated(&before));
        world.token(Realm::Shop, "buyer").await;
        let after: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select password_hash from account where email_key = $1").bind(oleg.login).fetch_one(c).await).expect("hash");
        assert_eq!(before, after, "a good one stays");
    }
}

on_every_engine! {
    async fn no_token_or_password_is_stored(world: World) {
        let token = world.token(Realm::Shop, "buyer").await;
        let oleg = login("buyer");
        let events: Vec<String> = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event").fetch_all(c).await).expect("log");
        let values: Vec<String> = domain::on!(&world.env.db, c => sqlx::query_scalar("select value from audit_pii").fetch_all(c).await).expect("values");
        for text in events.iter().chain(&values) {
            assert!(!text.contains(token.expose()) && !text.contains(oleg.password));
        }
        let hashes: Vec<Vec<u8>> = domain::on!(&world.env.db, c => sqlx::query_scalar("select token_hash from session").fetch_all(c).await).expect("sessions");
        assert!(hashes.iter().all(|h| h.len() == 32 && h != token.expose().as_bytes()));
    }
}

on_every_engine! {
    /// R1, R2, R3, R12: the new one is checked, the old one is needed, and other browsers are signed out.
    async fn only_owner_changes_password(world: World) {
        use domain::password::change::{Others, change};
        let (old, new) = (login("buyer"), "nine purple kettles sing softly");
        let other = world.token(Realm::Shop, "buyer").await;
        let own = world.person("buyer").await;
        let field = |result: domain::error::Result<()>| match result {
            Err(Error::Invalid(fields)) => fields[0].name,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(change(&own, "not the current one", new, Others::End).await), "current");
        for weak in ["fourteen chars", "Northmere 2026 Northmere", "passwordpassword"] {
            assert_eq!(field(change(&own, old.password, weak, Others::End).await), "new", "{weak}");
        }
        change(&own, old.password, new, Others::End).await.expect("changed");
        let principal = domain::session::principal(&world.env, world.now, Realm::Shop, &other).await.expect("lookup");
        assert!(matches!(principal, Principal::Anonymous), "the other browser is signed out");
        own.begin(domain::policy::Action::EditCart).await.map(drop).expect("this one is not");
        let sign_in = |password: String| {
            let cx = world.anonymous();
            async move { domain::session::sign_in(&cx, Realm::Shop, old.login, &password).await.is_ok() }
        };
        assert!(!sign_in(old.password.to_owned()).await);
        assert!(!sign_in(format!("{new} ")).await);
        assert!(!sign_in(new.to_uppercase()).await);
        assert!(sign_in(new.to_owned()).await);
        let (_, _, acting) = world.acting().await;
        let refused = change(&acting, new, "another four word passphrase", Others::End).await;
        assert_eq!(refused, Err(Error::Forbidden(domain::error::Denied::NotOnBehalf)));
    }
}
