//! What time has ended stays ended when the clock is set back; and a link that works no more leaves a trace.

use crate::consent::{asking, waiting};
use crate::factor::{enrol, half, ruled};
use crate::world::{World, browser, login, on_every_engine, request, wish};
use domain::behalf::db::{pending as verifying, request_with_key};
use domain::behalf::handoff::take;
use domain::behalf::{code, over};
use domain::credential::Token;
use domain::cx::Cx;
use domain::error::{Error, Problem, Realm};
use domain::factor::{challenge, sign_in};
use domain::password::reset::{self, ask, pending, redeem};
use domain::staff::{change, invite};
use domain::time::Micros;
use domain::{expiry, on};

const NEW: &str = "nine purple kettles sing softly";

/// The key of the link in the newest mail that holds one under this path.
async fn link(world: &World, under: &str) -> String {
    let all: Vec<String> =
        on!(&world.env.db, c => sqlx::query_scalar("select body from outbox order by id desc").fetch_all(c).await)
            .expect("mails");
    let rest = all.iter().find_map(|body| body.split(under).nth(1)).expect("a link");
    rest.split_whitespace().next().expect("a key").to_owned()
}

/// Events of this kind with this cause.
async fn events(world: &World, kind: &'static str, why: &str) -> usize {
    let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = $1").bind(kind).fetch_all(c).await).expect("events");
    all.iter().filter(|body| why.is_empty() || body.contains(&format!(r#""why":"{why}""#))).count()
}

fn program(world: &World) -> Cx {
    Cx::system(world.env.clone(), world.now, "sweep")
}

/// What a request finds over, and what the sweep finds over when nobody asks.
const FOUND_BY: [&str; 2] = ["a request", "the sweep"];

on_every_engine! {
    async fn expired_reset_link_stays_expired(world: World) {
        expiry::sweep(&program(&world)).await.expect("what the demo has");
        for (n, by) in FOUND_BY.into_iter().enumerate() {
            for (realm, role) in [(Realm::Shop, "buyer"), (Realm::Portal, "finance")] {
                ask(&world.anonymous(), realm, login(role).login).await.expect("asked");
                let key = link(&world, "/reset/").await;
                assert!(pending(&world.anonymous(), realm, &key).await.is_ok());
                let start = world.now;
                world.now = start.plus(reset::GOOD_FOR);
                match by {
                    "a request" => assert_eq!(pending(&world.anonymous(), realm, &key).await.err(), Some(Error::NotFound)),
                    _ => assert_eq!(expiry::sweep(&program(&world)).await, Ok(1)),
                }
                world.now = start;
                assert_eq!(redeem(&world.anonymous(), realm, &key, NEW).await, Err(Error::NotFound), "{by}");
                assert_eq!(expiry::sweep(&program(&world)).await, Ok(0), "once");
            }
            assert_eq!(events(&world, "password.link_expired", "").await, 2 * (n + 1), "{by}");
        }
        assert_eq!(events(&world, "password.link_refused", "expired").await, 6);
    }
}

on_every_engine! {
    async fn expired_invitation_stays_expired(world: World) {
        expiry::sweep(&program(&world)).await.expect("what the demo has");
        let admin = world.person("admin").await;
        let before = events(&world, "staff.invite_expired", "").await;
        for (n, by) in FOUND_BY.into_iter().enumerate() {
            invite::send(&admin, "Nora Vance", &format!("nora{n}@kilnworth.example"), "agent").await.expect("invited");
            let key = link(&world, "/portal/welcome/").await;
            let start = world.now;
            world.now = start.plus(invite::GOOD_FOR);
            match by {
                "a request" => assert!(matches!(invite::welcome(&world.anonymous(), &key).await, Err(Error::NotFound))),
                _ => assert_eq!(expiry::sweep(&program(&world)).await, Ok(1)),
            }
            world.now = start;
            assert_eq!(invite::accept(&world.anonymous(), &key, NEW).await, Err(Error::NotFound), "{by}");
            assert_eq!(events(&world, "staff.invite_expired", "").await, before + n + 1, "{by}");
        }
        let id = invite::waiting(&admin).await.expect("list")[0].id;
        invite::resend(&admin, id).await.expect("a new link");
        let key = link(&world, "/portal/welcome/").await;
        invite::accept(&world.anonymous(), &key, NEW).await.expect("the new link works");
    }
}

on_every_engine! {
    async fn expired_support_code_stays_expired(world: World) {
        expiry::sweep(&program(&world)).await.expect("what the demo has");
        let own = world.person("buyer").await;
        for (n, by) in FOUND_BY.into_iter().enumerate() {
            let made = code::make(&own).await.expect("a code");
            let start = world.now;
            world.now = start.plus(Micros::minutes(10));
            match by {
                "a request" => {
                    let (slug, token) = asking(&world, &own).await;
                    let row = waiting(&world, &slug, &token).await;
                    let wrong = Err(Error::field("consent_code", Problem::WrongCode));
                    assert_eq!(code::enter(&world.anonymous(), &row, &made.digits).await, wrong);
                }
                _ => assert_eq!(expiry::sweep(&program(&world)).await, Ok(1)),
            }
            world.now = start;
            let (slug, token) = asking(&world, &own).await;
            let row = waiting(&world, &slug, &token).await;
            assert!(code::enter(&world.anonymous(), &row, &made.digits).await.is_err(), "{by}");
            assert_eq!(events(&world, "consent.code_expired", "").await, n + 1, "{by}");
            world.now = world.now.plus(Micros::minutes(20));
        }
    }
}

on_every_engine! {
    async fn expired_sign_in_step_stays_expired(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(Micros::minutes(1));
        let late = Some(Error::SignIn(Realm::Portal));
        for by in ["a page", "a code", "the sweep"] {
            let half = half(&world, "agent").await;
            let start = world.now;
            world.now = start.plus(challenge::LIFE);
            match by {
                "a page" => assert_eq!(sign_in::pending(&world.anonymous(), Some(&half)).await.err(), late),
                "a code" => assert_eq!(sign_in::with_code(&world.anonymous(), Some(&half), &app.code(world.now)).await.err(), late),
                _ => assert_eq!(challenge::sweep(&program(&world)).await, Ok(1)),
            }
            world.now = start;
            let again = sign_in::with_code(&world.anonymous(), Some(&half), &app.code(start)).await;
            assert_eq!(again.err(), late, "{by}");
        }
    }
}

on_every_engine! {
    async fn unverified_request_expires(world: World) {
        let requests = "select count(*) from behalf where state = 'requested'";
        for (n, by) in ["a page", "a key", "the sweep"].into_iter().enumerate() {
            let agent = world.person("agent").await;
            let key = Token::fresh().expect("random");
            let slug = match by {
                "a key" => request_with_key(&agent, world.oleg().await, &wish(), Some(&key)).await.expect("asked"),
                _ => request(&agent, world.oleg().await).await,
            };
            assert_eq!(over::sweep(&program(&world)).await, Ok(0), "there is time left");
            let start = world.now;
            world.now = start.plus(world.env.limits.handoff);
            match by {
                "a page" => assert!(verifying(&browser(&world.anonymous(), &slug).await, &slug).await.is_err()),
                "a key" => assert!(take(&world.anonymous(), &slug, &key).await.is_err()),
                _ => assert_eq!(over::sweep(&program(&world)).await, Ok(1)),
            }
            assert_eq!(world.count(requests).await, 0, "{by}");
            assert_eq!(events(&world, "on_behalf.request_ended", "expired").await, n + 1, "{by}");
            world.now = start;
            assert!(verifying(&browser(&world.anonymous(), &slug).await, &slug).await.is_err(), "{by}");
            assert!(take(&world.anonymous(), &slug, &key).await.is_err(), "{by}");
        }
    }
}

on_every_engine! {
    /// R94: an event for each, and none that names the key.
    async fn refused_link_records_cause(world: World) {
        let cx = || world.anonymous();
        let unknown = Token::fresh().expect("random");
        for key in ["short", unknown.expose()] {
            assert!(pending(&cx(), Realm::Shop, key).await.is_err());
            assert!(invite::welcome(&cx(), key).await.is_err());
        }
        ask(&cx(), Realm::Portal, login("finance").login).await.expect("asked");
        let first = link(&world, "/reset/").await;
        ask(&cx(), Realm::Portal, login("finance").login).await.expect("asked");
        let key = link(&world, "/reset/").await;
        assert!(pending(&cx(), Realm::Portal, &first).await.is_err());
        assert!(pending(&cx(), Realm::Shop, &key).await.is_err());
        let admin = world.person("admin").await;
        let finance = on!(&world.env.db, c => sqlx::query_scalar("select id from staff where email = $1").bind(login("finance").login).fetch_one(c).await).expect("somebody");
        change::disable(&admin, domain::id::StaffId(finance)).await.expect("disabled");
        assert!(pending(&cx(), Realm::Portal, &key).await.is_err());
        change::enable(&admin, domain::id::StaffId(finance)).await.expect("enabled");
        redeem(&cx(), Realm::Portal, &key, NEW).await.expect("set");
        assert_eq!(redeem(&cx(), Realm::Portal, &key, NEW).await, Err(Error::NotFound));
        for (why, count) in [("unknown", 2), ("replaced", 1), ("realm", 1), ("disabled", 1), ("used", 1)] {
            assert_eq!(events(&world, "password.link_refused", why).await, count, "{why}");
        }
        invite::send(&admin, "Nora Vance", "nora@kilnworth.example", "agent").await.expect("invited");
        let key = link(&world, "/portal/welcome/").await;
        let id = invite::waiting(&admin).await.expect("list")[0].id;
        invite::revoke(&admin, id).await.expect("revoked");
        assert!(invite::welcome(&cx(), &key).await.is_err());
        for (why, count) in [("unknown", 2), ("revoked", 1)] {
            assert_eq!(events(&world, "staff.invite_refused", why).await, count, "{why}");
        }
        for key in [unknown.expose(), &first, &key] {
            let named: i64 = on!(&world.env.db, c => sqlx::query_scalar("select count(*) from audit_event where body like '%' || cast($1 as text) || '%'").bind(key).fetch_one(c).await).expect("count");
            assert_eq!(named, 0);
        }
    }
}

on_every_engine! {
    /// R94: ten thousand guesses from one place are thirty events and a number.
    async fn guessed_links_cannot_fill_log(world: World) {
        for _ in 0..100 {
            let key = Token::fresh().expect("random");
            assert!(pending(&world.anonymous(), Realm::Shop, key.expose()).await.is_err());
            assert!(invite::welcome(&world.anonymous(), key.expose()).await.is_err());
        }
        program(&world).tell_counted(true).await.expect("counted");
        for kind in ["password.link_refused", "staff.invite_refused"] {
            assert_eq!((events(&world, kind, "unknown").await, events(&world, kind, "counted").await), (30, 1), "{kind}");
        }
    }
}
