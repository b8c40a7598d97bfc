//! More time for a session, the note after it, and the switch that ends all of them.

use crate::world::{World, engines, login, on_every_engine, request, verify};
use domain::behalf::Cause;
use domain::behalf::ending::end;
use domain::behalf::extend::{CHAIN, extend, until};
use domain::behalf::found::{Found, principal};
use domain::behalf::over::sweep;
use domain::behalf::{history, note};
use domain::cx::Cx;
use domain::env::Limits;
use domain::error::{Denied, Error, Problem};
use domain::policy::{Action, Grants, Role};
use domain::session::Credentials;
use domain::staff::role::{self, Typed};
use domain::time::Micros;

fn typed(role: &str) -> Credentials<'static> {
    let login = login(role);
    Credentials { login: login.login, password: login.password, ..Credentials::default() }
}

on_every_engine! {
    async fn more_time_replaces_session(world: World) {
        let (slug, token, acting) = world.acting().await;
        let wrong = extend(&acting, 60, &Credentials { password: "not the password", ..typed("agent") }).await;
        assert_eq!(wrong.err(), Some(Error::field("password", Problem::Credentials)));
        assert!(extend(&acting, 60, &typed("supervisor")).await.is_err(), "the same agent, nobody else");
        for minutes in [61, 45, 0] {
            let refused = extend(&acting, minutes, &typed("agent")).await.err();
            assert_eq!(refused, Some(Error::field("minutes", Problem::NotAChoice)), "{minutes}");
        }
        assert_eq!(extend(&acting, 15, &typed("agent")).await.err(), Some(Error::field("minutes", Problem::NoMoreTime)));
        assert!(world.acting_again(&slug, &token).await.is_some(), "a try that failed takes nothing away");
        let (next, other) = extend(&acting, 60, &typed("agent")).await.expect("more time");
        assert_ne!(next, slug);
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Superseded)));
        let longer = world.acting_again(&next, &other).await.expect("open");
        let (.., behalf) = longer.behalf().expect("acting");
        assert_eq!(behalf.expires_at, world.now.plus(Micros::minutes(60)));
        assert!(longer.begin(Action::EditCart).await.is_ok());
        let events = "select count(*) from audit_event where type in ('on_behalf.started', 'on_behalf.ended') and seq > (select max(seq) from audit_event where type = 'on_behalf.requested')";
        assert_eq!(world.count(events).await, 3);
        // What was done in both is told in one when the agent comes back.
        let left = end(&longer, "").await.expect("end");
        let (_, entries) = history::ended(&world.person("agent").await, left.id).await.expect("read").expect("own");
        assert_eq!(entries.iter().filter(|e| e.kind == "on_behalf.started").count(), 2);
    }
}

on_every_engine! {
    async fn current_role_caps_more_time(world: World) {
        let (slug, token, _) = world.acting().await;
        let typed_role = Typed { minutes: "45".to_owned(), ..Typed::of(&Grants::of(Role::Agent)) };
        role::save(&world.person("admin").await, Role::Agent, &typed_role).await.expect("saved");
        let acting = world.acting_again(&slug, &token).await.expect("open");
        let refused = extend(&acting, 60, &typed("agent")).await.err();
        assert_eq!(refused, Some(Error::field("minutes", Problem::NotAChoice)));
        extend(&acting, 45, &typed("agent")).await.expect("as long as the role allows");
    }
}

on_every_engine! {
    async fn chain_ends_after_four_hours(world: World) {
        let (mut slug, mut token, acting) = world.acting().await;
        let last = acting.behalf().expect("acting").2.started_at.plus(CHAIN);
        assert_eq!(until(&acting).await, Ok(last));
        let mut more = 0;
        loop {
            // The idle limit is kept off by working.
            for _ in 0..2 {
                world.now = world.now.plus(Micros::minutes(14));
                assert!(world.acting_again(&slug, &token).await.is_some());
            }
            let cx = world.acting_again(&slug, &token).await.expect("open");
            assert_eq!(until(&cx).await, Ok(last));
            match extend(&cx, 60, &typed("agent")).await {
                Ok(next) => (slug, token) = next,
                Err(error) => {
                    assert_eq!(error, Error::field("minutes", Problem::NoMoreTime));
                    break;
                }
            }
            let cx = world.acting_again(&slug, &token).await.expect("open");
            assert!(cx.behalf().expect("acting").2.expires_at <= last);
            more += 1;
            assert!(more < 20, "it never ends");
        }
        assert!(more >= 6);
    }
}

on_every_engine! {
    async fn ended_or_locked_gets_no_more_time(world: World) {
        let (_, _, acting) = world.acting().await;
        end(&acting, "").await.expect("end");
        assert!(matches!(extend(&acting, 60, &typed("agent")).await, Err(Error::Ended(_))));
        let buyer = world.person("buyer").await;
        assert_eq!(extend(&buyer, 60, &typed("agent")).await.err(), Some(Error::Forbidden(Denied::Permission)));
    }
}

on_every_engine! {
    async fn only_agent_notes_after_the_end(world: World) {
        let (_, _, acting) = world.acting().await;
        let agent = world.person("agent").await;
        let id = acting.behalf().expect("acting").2.id;
        assert_eq!(note::write(&agent, id, "Called back").await, Err(Error::NotFound), "it is not over");
        let long = "x".repeat(note::LONGEST + 1);
        let refused = end(&acting, &long).await.err();
        assert_eq!(refused, Some(Error::field("note", Problem::TooLong(note::LONGEST))), "it does not end with that");
        end(&acting, "").await.expect("end");
        assert_eq!(note::write(&agent, id, " ").await, Err(Error::field("note", Problem::Required)));
        assert_eq!(note::write(&agent, id, &long).await, Err(Error::field("note", Problem::TooLong(note::LONGEST))));
        assert_eq!(note::write(&world.person("supervisor").await, id, "Not mine").await, Err(Error::NotFound));
        note::write(&agent, id, "Called back").await.expect("noted");
        let (session, _) = history::ended(&agent, id).await.expect("read").expect("own");
        assert_eq!(session.note, "Called back");
        assert!(history::ended(&world.person("supervisor").await, id).await.expect("read").is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn switch_off_ends_and_stops_all() {
    for engine in engines() {
        let mut world = World::new(engine).await;
        let (slug, token, acting) = world.acting().await;
        let agent = world.person("agent").await;
        let wish = request(&agent, world.oleg().await).await;
        world = off(&world);
        let ana = login("agent");
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Off)));
        let late = world.cx(acting.principal().clone()).begin(Action::EditCart).await.map(|_| ());
        assert!(
            matches!(late, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::Off)),
            "also what is under way"
        );
        assert_eq!(
            verify(&world.anonymous(), &wish, ana.login, ana.password).await.err(),
            Some(Error::Forbidden(Denied::Off))
        );
        let agent = world.cx(agent.principal().clone());
        let asked = domain::behalf::db::request(&agent, world.oleg().await, &crate::world::wish()).await;
        assert_eq!(asked.err(), Some(Error::Forbidden(Denied::Off)));
        let swept = sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep");
        assert_eq!(swept, 1, "{engine:?}: the request that was not verified; the session is written down already");
        crate::world::check_log(&world.env).await;
    }
}

/// The same database, served with acting on behalf switched off.
fn off(world: &World) -> World {
    World::again(world, Limits { on_behalf: false, ..Limits::default() })
}
