//! What a session rests on: what ends a portal session ends what was opened from it, and what was over once stays over.

use crate::limit::{at, limits, ready, typed};
use crate::world::{Engine, World, engines, login, on_every_engine, request, verify};
use domain::behalf::Cause;
use domain::behalf::ask::Standing;
use domain::behalf::extend::extend;
use domain::behalf::found::{Found, peek, principal};
use domain::behalf::{consent, live};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::db::Db;
use domain::env::Limits;
use domain::error::{Denied, Error, Problem, Realm};
use domain::order::place::place;
use domain::policy::{Action, Grants, Role};
use domain::session::{self, sign_out};
use domain::staff::role::{self, Typed};
use domain::time::Micros;

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";

/// A fresh world of the same engine with other limits.
async fn with(world: &World, limits: Limits) -> World {
    let engine = match world.env.db {
        Db::Sqlite { .. } => Engine::Sqlite,
        Db::Postgres(_) => Engine::Postgres,
    };
    World::with_limits(engine, limits).await
}

/// Somebody who acts, with the token of their portal session.
struct Acting {
    portal: Token,
    agent: Cx,
    slug: String,
    token: Token,
    cx: Cx,
}

async fn acting(world: &World) -> Acting {
    let portal = world.token(Realm::Portal, "agent").await;
    let agent = world.cx(session::principal(&world.env, world.now, Realm::Portal, &portal).await.expect("signed in"));
    let slug = request(&agent, world.oleg().await).await;
    let ana = login("agent");
    let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verified");
    let cx = world.acting_again(&slug, &token).await.expect("open");
    Acting { portal, agent, slug, token, cx }
}

/// Why the session is over for its agent, or nothing while it lives.
async fn why(world: &World, slug: &str, token: &Token) -> String {
    match principal(&world.env, world.now, slug, token).await.expect("lookup") {
        Found::Over(ended) => ended.cause().map_or("nothing", Cause::as_str).to_owned(),
        Found::Open(_) => String::new(),
        Found::Waiting(_) | Found::Nothing => "nothing".to_owned(),
    }
}

async fn is_signed_in(world: &World, realm: Realm, token: &Token) -> bool {
    let found = session::principal(&world.env, world.now, realm, token).await.expect("lookup");
    !matches!(found, Principal::Anonymous)
}

async fn ended_events(world: &World) -> i64 {
    world.count("select count(*) from audit_event where type = 'on_behalf.ended'").await
}

/// What an administrator lets agents do: act, or not.
async fn agents_act(world: &World, mode: &str) {
    let typed = Typed { behalf: mode.to_owned(), ..Typed::of(&Grants::of(Role::Agent)) };
    role::save(&world.person("admin").await, Role::Agent, &typed).await.expect("saved");
}

on_every_engine! {
    async fn portal_limit_ends_on_behalf_sessions(world: World) {
        let mut world = with(&world, Limits { portal_absolute: Micros::seconds(8), ..Limits::default() }).await;
        let one = acting(&world).await;
        let before = ended_events(&world).await;
        world.now = world.now.plus(Micros::seconds(9));
        let later = world.cx(one.cx.principal().clone());
        let more = extend(&later, 30, &typed(&login("agent"))).await;
        assert!(matches!(more.err(), Some(Error::Ended(ended)) if ended.cause() == Some(Cause::PortalExpired)));
        assert_eq!(why(&world, &one.slug, &one.token).await, "portal_expired");
        let late = domain::cart::db::add(&later, SLUG, "1").await;
        assert!(matches!(late, Err(Error::Ended(_))), "{late:?}");
        assert!(!is_signed_in(&world, Realm::Portal, &one.portal).await);
        assert_eq!(ended_events(&world).await, before + 1, "once");
        assert_eq!(world.count("select count(*) from session where ended_why = 'expired'").await, 1, "the portal session too");
        crate::world::check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn shop_use_extends_only_live_portal(world: World) {
        let idle = Limits { portal_idle: Micros::seconds(15), behalf_idle: Micros::seconds(200), ..Limits::default() };
        let mut world = with(&world, idle).await;
        let one = acting(&world).await;
        for _ in 0..4 {
            world.now = world.now.plus(Micros::seconds(10));
            assert_eq!(why(&world, &one.slug, &one.token).await, "", "whoever works is not signed out");
        }
        let found = peek(&world.env, world.now.plus(Micros::seconds(14)), &one.slug, &one.token).await.expect("lookup");
        assert!(matches!(found, Found::Open(_)));
        world.now = world.now.plus(Micros::seconds(16));
        assert_eq!(why(&world, &one.slug, &one.token).await, "portal_idle");
        assert!(!is_signed_in(&world, Realm::Portal, &one.portal).await, "nothing woke it");
        assert_eq!(why(&world, &one.slug, &one.token).await, "portal_idle");
        crate::world::check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn ended_portal_opens_no_request(world: World) {
        let idle = Limits { portal_idle: Micros::seconds(15), ..Limits::default() };
        let mut world = with(&world, idle).await;
        let own = world.person("buyer").await;
        let one = acting(&world).await;
        let asked = request(&one.agent, world.oleg().await).await;
        consent::choose(&own, "ask").await.expect("ask me");
        let slug = request(&one.agent, world.oleg().await).await;
        let ana = login("agent");
        let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("waits");
        let id = live::now(&own).await.expect("support")[0].id;
        let start = world.now;
        world.now = world.now.plus(Micros::seconds(16));
        let own = world.cx(own.principal().clone());
        assert!(domain::behalf::ask::approve(&own, id).await.is_err());
        let late = verify(&world.anonymous(), &asked, ana.login, ana.password).await;
        assert!(matches!(late, Err(Error::Ended(_))));
        // Nothing of it comes back with the time.
        world.now = start;
        let late = verify(&world.anonymous(), &asked, ana.login, ana.password).await;
        assert!(matches!(late, Err(Error::Ended(_))));
        assert!(domain::behalf::ask::approve(&world.cx(own.principal().clone()), id).await.is_err());
        match principal(&world.env, world.now, &slug, &token).await.expect("lookup") {
            Found::Waiting(waiting) => assert_eq!(waiting.standing(world.now), Standing::Expired),
            _ => panic!("it is this browser's"),
        }
        assert_eq!(world.count("select count(*) from behalf where state = 'requested'").await, 0);
        crate::world::check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn new_sign_in_ends_old_on_behalf(world: World) {
        let one = acting(&world).await;
        let ana = login("agent");
        session::sign_in(&one.agent, Realm::Portal, ana.login, ana.password).await.expect("signed in");
        assert_eq!(world.count("select count(*) from behalf where state = 'active'").await, 0, "in that transaction");
        assert_eq!(why(&world, &one.slug, &one.token).await, "signed_out");
        let second = acting(&world).await;
        sign_out(&second.agent).await.expect("signed out");
        assert_eq!(why(&world, &second.slug, &second.token).await, "signed_out");
    }
}

/// The ways in which a request can find a session over.
const WAYS: [&str; 4] = ["page", "look", "write", "notice"];

async fn find_over(world: &World, way: &str, one: &Acting) {
    match way {
        "page" => assert_eq!(why(world, &one.slug, &one.token).await, "permission_lost"),
        "look" => {
            let found = peek(&world.env, world.now, &one.slug, &one.token).await.expect("lookup");
            assert!(matches!(found, Found::Over(_)));
        }
        "write" => {
            let late = domain::cart::db::add(&one.cx, SLUG, "1").await;
            assert!(
                matches!(&late, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::PermissionLost)),
                "{late:?}"
            );
        }
        _ => {
            let own = world.person("buyer").await;
            assert!(live::now(&own).await.expect("support").is_empty());
        }
    }
}

on_every_engine! {
    async fn first_refusal_ends_session_for_good(world: World) {
        for way in WAYS {
            let one = acting(&world).await;
            let before = ended_events(&world).await;
            agents_act(&world, "none").await;
            find_over(&world, way, &one).await;
            assert_eq!(ended_events(&world).await, before + 1, "{way}");
            agents_act(&world, "full").await;
            assert_eq!(why(&world, &one.slug, &one.token).await, "permission_lost", "{way}: it does not come back");
            let late = domain::cart::db::add(&one.cx, SLUG, "1").await;
            assert!(matches!(late, Err(Error::Ended(_))), "{way}: {late:?}");
            assert_eq!(ended_events(&world).await, before + 1, "{way}: once");
        }
    }
}

on_every_engine! {
    async fn refusal_in_lost_session_is_recorded(world: World) {
        let one = acting(&world).await;
        agents_act(&world, "none").await;
        assert!(matches!(one.cx.begin(Action::LoginOnBehalf).await.map(|_| ()), Err(Error::Forbidden(_))));
        assert_eq!(world.count("select count(*) from behalf where state = 'active'").await, 0);
        assert_eq!(world.count("select count(*) from behalf where ended_why = 'permission_lost'").await, 1);
    }
}

on_every_engine! {
    async fn clock_set_back_revives_no_session(world: World) {
        let one = acting(&world).await;
        let shop = world.token(Realm::Shop, "buyer").await;
        let ended = "select count(*) from audit_event where type = 'auth.session.ended'";
        let before = world.count(ended).await;
        let start = world.now;
        world.now = start.plus(Micros::minutes(61));
        assert_eq!(why(&world, &one.slug, &one.token).await, "idle");
        assert!(!is_signed_in(&world, Realm::Portal, &one.portal).await);
        assert!(!is_signed_in(&world, Realm::Shop, &shop).await);
        world.now = start;
        assert_eq!(why(&world, &one.slug, &one.token).await, "idle");
        assert!(!is_signed_in(&world, Realm::Portal, &one.portal).await);
        assert!(!is_signed_in(&world, Realm::Shop, &shop).await);
        assert_eq!(world.count(ended).await, before + 2, "one event each");
    }
}

/// Only what is written is the end: a door that finds a session over writes it too.
#[tokio::test(flavor = "multi_thread")]
async fn late_write_ends_session_for_good() {
    for engine in engines() {
        let mut world = World::new(engine).await;
        let (agent, buyer) = (world.person("agent").await, world.person("buyer").await);
        let start = world.now;
        world.now = start.plus(Micros::minutes(61));
        let later = |cx: &Cx| world.cx(cx.principal().clone());
        let (late_agent, late_buyer) = (later(&agent), later(&buyer));
        for (cx, action, realm) in
            [(&late_agent, Action::UsePortal, Realm::Portal), (&late_buyer, Action::EditCart, Realm::Shop)]
        {
            assert_eq!(cx.begin(action).await.map(|_| ()), Err(Error::SignIn(realm)));
        }
        assert_eq!(agent.begin(Action::UsePortal).await.map(|_| ()), Err(Error::SignIn(Realm::Portal)), "{engine:?}");
        assert_eq!(buyer.begin(Action::EditCart).await.map(|_| ()), Err(Error::SignIn(Realm::Shop)), "{engine:?}");
        crate::world::check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn more_time_keeps_order_count(world: World) {
        limits(&world, "", "1").await;
        let one = acting(&world).await;
        place(&one.cx, &ready(&one.cx, "k1").await).await.expect("the first");
        let (slug, token) = extend(&one.cx, 60, &typed(&login("agent"))).await.expect("more time");
        let longer = world.acting_again(&slug, &token).await.expect("open");
        let checkout = ready(&longer, "k2").await;
        assert_eq!(at(place(&longer, &checkout).await), ("limit", Problem::OrdersLimit(1)));
        let bounds = domain::order::limit::bounds(&longer).await.expect("told");
        let total = domain::money::Money::new(1, domain::money::Currency::Gbp);
        assert_eq!(bounds.problem(total, 0), Some(Problem::OrdersLimit(1)), "the page says so before");
    }
}

/// Closes the company of Oleg, or opens it again, past every page.
async fn company(world: &World, status: &'static str) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    let sql = "update organization set status = $1, last_event = $2 where number = 'C-10001'";
    domain::on_tx!(tx, c => sqlx::query(sql).bind(status).bind(&event).execute(c).await.map(|_| ())).expect("written");
    tx.commit(domain::audit::Event::new("organization.changed")).await.expect("commit");
}

on_every_engine! {
    async fn closed_company_has_no_access(world: World) {
        let (oleg, account) = (login("buyer"), world.oleg().await);
        let one = acting(&world).await;
        let checkout = ready(&one.cx, "k1").await;
        let asked = request(&one.agent, account).await;
        let shop = world.token(Realm::Shop, "buyer").await;
        company(&world, "on_hold").await;
        assert_eq!(place(&one.cx, &checkout).await.err(), Some(Error::Forbidden(Denied::OnHold)), "on hold nothing is ordered");
        assert!(is_signed_in(&world, Realm::Shop, &shop).await);
        assert_eq!(why(&world, &one.slug, &one.token).await, "");
        company(&world, "closed").await;
        let late = place(&one.cx, &checkout).await;
        assert!(matches!(&late, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::CompanyClosed)), "{late:?}");
        assert!(!is_signed_in(&world, Realm::Shop, &shop).await);
        assert!(session::sign_in(&world.anonymous(), Realm::Shop, oleg.login, oleg.password).await.is_err());
        let closed = Some(Error::Forbidden(Denied::Closed));
        let ana = login("agent");
        assert_eq!(verify(&world.anonymous(), &asked, ana.login, ana.password).await.err(), closed);
        let again = domain::behalf::db::request(&one.agent, account, &crate::world::wish()).await;
        assert_eq!(again.err(), closed);
        let shown = domain::account::db::find(&one.agent, account).await.expect("the page says so");
        assert_eq!(shown.refusal(), Some(Denied::Closed));
        assert_eq!(domain::password::reset::send(&one.agent, account).await.err(), closed);
        company(&world, "active").await;
        assert_eq!(why(&world, &one.slug, &one.token).await, "company_closed", "it does not come back");
        assert!(!is_signed_in(&world, Realm::Shop, &shop).await);
    }
}
