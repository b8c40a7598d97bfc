//! The life of an on-behalf session.

use crate::world::{World, check_log, engines, login, on_every_engine, request, verify};
use domain::behalf::Cause;
use domain::behalf::ending::end;
use domain::behalf::found::{Found, principal};
use domain::behalf::history::{Story, list, story};
use domain::behalf::others::other;
use domain::behalf::over::sweep;
use domain::cx::{Cx, Principal};
use domain::env::Limits;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::on_tx;
use domain::policy::Action;
use domain::session::Credentials;
use domain::time::Micros;

fn unusable<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Ended(ended)) if !ended.was_open())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn early_requests_keep_session_limit() {
    for engine in engines() {
        let world = World::with_limits(engine, Limits { behalf_at_once: 1, ..Limits::default() }).await;
        let (agent, own, ana) = (world.person("agent").await, world.person("buyer").await, login("agent"));
        let slugs = [request(&agent, world.oleg().await).await, request(&agent, world.oleg().await).await];
        let open = verify(&world.anonymous(), &slugs[0], ana.login, ana.password).await;
        assert!(open.is_ok());
        let second = verify(&world.anonymous(), &slugs[1], ana.login, ana.password).await;
        assert_eq!(second.err(), Some(Error::Forbidden(Denied::TooManySessions)));
        domain::behalf::consent::choose(&own, "ask").await.expect("ask me ends it");
        // One waits for the customer while another is opened.
        let waits = request(&agent, world.oleg().await).await;
        verify(&world.anonymous(), &waits, ana.login, ana.password).await.expect("waits");
        let id = domain::behalf::live::now(&own).await.expect("support")[0].id;
        domain::behalf::consent::choose(&own, "allowed").await.expect("allowed");
        let other = request(&agent, world.oleg().await).await;
        verify(&world.anonymous(), &other, ana.login, ana.password).await.expect("open");
        let late = domain::behalf::ask::approve(&own, id).await;
        assert_eq!(late.err(), Some(Error::Forbidden(Denied::TooManySessions)));
        check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn alive_check_is_no_use(world: World) {
        let (slug, token, _) = world.acting().await;
        let idle = world.env.limits.behalf_idle;
        for _ in 0..3 {
            world.now = world.now.plus(Micros(idle.0 / 4));
            let found = domain::behalf::found::peek(&world.env, world.now, &slug, &token).await.expect("lookup");
            assert!(matches!(found, Found::Open(_)));
        }
        world.now = world.now.plus(Micros(idle.0 / 4));
        let found = domain::behalf::found::peek(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Idle)));
    }
}

on_every_engine! {
    async fn request_works_once_in_a_minute(world: World) {
        let agent = world.person("agent").await;
        let (ana, ben) = (login("agent"), login("supervisor"));
        let account = world.oleg().await;
        let slug = request(&agent, account).await;
        let other = verify(&world.anonymous(), &slug, ben.login, ben.password).await.err();
        assert!(matches!(other, Some(Error::Invalid(ref f)) if f[0].problem == Problem::OtherPerson("Ana Silva".to_owned())), "another agent: {other:?}");
        let wrong = verify(&world.anonymous(), &slug, ana.login, "wrong").await.err();
        assert!(matches!(wrong, Some(Error::Invalid(ref f)) if f[0].problem == Problem::Credentials), "may be tried again");
        let customer = login("buyer");
        assert!(verify(&world.anonymous(), &slug, customer.login, customer.password).await.is_err(), "never the customer's password");
        let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verify");
        assert!(unusable(verify(&world.anonymous(), &slug, ana.login, ana.password).await), "a second time");
        assert!(world.acting_again(&slug, &token).await.is_some());
        let late = request(&agent, account).await;
        world.now = world.now.plus(Micros::seconds(61));
        assert!(unusable(verify(&world.anonymous(), &late, ana.login, ana.password).await), "after a minute");
        assert!(unusable(verify(&world.anonymous(), "no-such-slug", ana.login, ana.password).await), "unknown");
    }
}

on_every_engine! {
    async fn one_of_many_redemptions_wins(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let ana = login("agent");
        let tries: Vec<_> = (0..30)
            .map(|_| {
                let (cx, slug, ana) = (world.anonymous(), slug.clone(), ana);
                tokio::spawn(async move { verify(&cx, &slug, ana.login, ana.password).await.is_ok() })
            })
            .collect();
        let mut won = 0;
        for attempt in tries {
            won += u32::from(attempt.await.expect("no panic"));
        }
        assert_eq!(won, 1);
        assert_eq!(world.count("select count(*) from audit_event where type = 'on_behalf.started' and seq > (select max(seq) from audit_event where type = 'on_behalf.requested')").await, 1);
    }
}

on_every_engine! {
    async fn only_active_account_can_be_entered(world: World) {
        let agent = world.person("agent").await;
        let accounts: Vec<(domain::id::AccountId, String)> = domain::on!(&world.env.db, c => sqlx::query_as("select id, status from account where status <> 'active'").fetch_all(c).await).expect("accounts");
        assert!(accounts.len() >= 3);
        let wish = domain::behalf::Request { reason: "Reproduce a problem".to_owned(), ticket: String::new(), mode: domain::cx::Mode::Full, minutes: 15, back: String::new(), to: String::new(), second: false };
        for (account, status) in accounts {
            let refused = domain::behalf::db::request(&agent, account, &wish).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{status}");
        }
        let oleg = world.oleg().await;
        for role in ["auditor", "finance", "admin"] {
            let cx = world.person(role).await;
            let refused = domain::behalf::db::request(&cx, oleg, &wish).await;
            assert_eq!(refused, Err(Error::Forbidden(Denied::Permission)), "{role}");
        }
        assert!(world.count("select count(*) from audit_event where type = 'authz.denied'").await >= 3, "refusals are recorded");
    }
}

on_every_engine! {
    async fn nothing_is_written_after_the_end(world: World) {
        let (slug, token, acting) = world.acting().await;
        let product = a_product(&world).await;
        domain::cart::db::add(&acting, &product, "2").await.expect("add while open");
        end(&acting, "done").await.expect("end");
        assert!(world.acting_again(&slug, &token).await.is_none());
        let late = domain::cart::db::add(&acting, &product, "2").await;
        assert!(matches!(late, Err(Error::Ended(_))), "{late:?}");
        assert_nothing_after_the_end(&world).await;
    }
}

on_every_engine! {
    async fn no_event_after_racing_end(world: World) {
        let product = a_product(&world).await;
        for _ in 0..20 {
            let (_, _, acting) = world.acting().await;
            let (one, two, slug) = (acting.clone(), acting.clone(), product.clone());
            let write = tokio::spawn(async move { domain::cart::db::add(&one, &slug, "2").await.map(|_| ()) });
            let stop = tokio::spawn(async move { end(&two, "").await.map(|_| ()) });
            let (_, stopped) = (write.await.expect("no panic"), stop.await.expect("no panic"));
            stopped.expect("ended");
        }
        assert_nothing_after_the_end(&world).await;
    }
}

on_every_engine! {
    async fn every_end_records_its_cause(world: World) {
        let (slug, token, _) = world.acting().await;
        let start = world.now;
        world.now = start.plus(Micros::minutes(15));
        assert!(world.acting_again(&slug, &token).await.is_none(), "idle");
        world.now = start.plus(Micros::minutes(31));
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Idle)), "as it was found first");
        assert_eq!(sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep"), 0, "written down already");
        world.acting().await;
        world.now = world.now.plus(Micros::minutes(31));
        assert_eq!(sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep"), 1);
        assert_eq!(sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep"), 0, "once");

        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let ana = login("agent");
        let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verify");
        domain::session::sign_out(&agent).await.expect("sign out");
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::SignedOut)));
    }
}

on_every_engine! {
    /// R43: whoever never rests is out when the time is over, for looking too.
    async fn busy_session_ends_with_its_time(world: World) {
        let (slug, token, _) = world.acting().await;
        let start = world.now;
        for minute in [10, 20, 29] {
            world.now = start.plus(Micros::minutes(minute));
            assert!(world.acting_again(&slug, &token).await.is_some(), "minute {minute}");
        }
        world.now = start.plus(Micros::minutes(30));
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Expired)));
    }
}

/// Writes past every page, with an event of its own.
async fn set(world: &World, sql: &'static str, id: uuid::Uuid, kind: &'static str) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    let written = on_tx!(tx, c => sqlx::query(sql).bind(id).bind(&event).execute(c).await.map(|_| ()));
    written.expect("written");
    tx.commit(domain::audit::Event::new("test.written").target(kind, id)).await.expect("commit");
}

on_every_engine! {
    /// R25: whatever happens to the account or to the agent counts at the next look, whoever wrote it.
    async fn lock_or_disable_ends_next_request(world: World) {
        let (slug, token, acting) = world.acting().await;
        let (staff, customer, _) = acting.behalf().expect("acting");
        let (staff, account) = (staff.id.0, customer.account.0);
        set(&world, "update account set status = 'locked', last_event = $2 where id = $1", account, "account").await;
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::SubjectDisabled)));
        set(&world, "update account set status = 'active', last_event = $2 where id = $1", account, "account").await;
        assert!(world.acting_again(&slug, &token).await.is_none(), "over is over");
        let (slug, token, _) = world.acting().await;
        set(&world, "update staff set status = 'disabled', last_event = $2 where id = $1", staff, "staff").await;
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::AgentDisabled)));
    }
}

on_every_engine! {
    async fn customer_traces_are_untouched(world: World) {
        let before = world.count("select coalesce(last_sign_in_at, 0) from account where email_key = 'oleg@northmere.example'").await;
        let own = world.person("buyer").await;
        let own_sign_in = world.count("select last_sign_in_at from account where email_key = 'oleg@northmere.example'").await;
        assert!(own_sign_in > before);
        world.now = world.now.plus(Micros::minutes(1));
        let (_, _, acting) = world.acting().await;
        assert_eq!(world.count("select last_sign_in_at from account where email_key = 'oleg@northmere.example'").await, own_sign_in);
        let lines = domain::cart::db::load(&own).await.expect("cart").lines.len();
        assert_eq!(domain::cart::db::load(&acting).await.expect("cart").lines.len(), lines, "the same cart");
    }
}

on_every_engine! {
    async fn session_page_is_for_agent_or_lead(world: World) {
        let (_, _, acting) = world.acting().await;
        let id = acting.behalf().expect("acting").2.id;
        let (agent, supervisor, junior) = (world.person("agent").await, world.person("supervisor").await, world.person("junior").await);
        assert!(story(&agent, id).await.is_ok());
        let Story { entries, .. } = story(&supervisor, id).await.expect("supervisor");
        assert_eq!(entries.first().map(|e| e.kind.as_str()), Some("on_behalf.started"));
        assert_eq!(story(&junior, id).await.map(|_| ()), Err(Error::NotFound));
        assert!(list(&junior, &Default::default()).await.expect("list").rows.iter().all(|s| s.id != id));
    }
}

on_every_engine! {
    async fn no_nesting_and_junior_only_views(world: World) {
        let (_, _, acting) = world.acting().await;
        assert!(matches!(acting.begin(Action::LoginOnBehalf).await.map(|_| ()), Err(Error::Forbidden(Denied::NotOnBehalf))));
        let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let junior = world.cx(Principal::Behalf(staff, customer, Box::new(domain::cx::Behalf { mode: domain::cx::Mode::View, ..*behalf })));
        let product = a_product(&world).await;
        let refused = domain::cart::db::add(&junior, &product, "2").await;
        assert_eq!(refused, Err(Error::Forbidden(Denied::ViewOnly)));
        assert!(domain::cart::db::load(&junior).await.is_ok(), "but may look");
    }
}

async fn a_product(world: &World) -> String {
    domain::on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 1").fetch_one(c).await).expect("a product")
}

async fn assert_nothing_after_the_end(world: &World) {
    let after = world
        .count(
            "select count(*) from audit_event e join audit_event f on f.session_id = e.session_id \
             where f.type = 'on_behalf.ended' and e.seq > f.seq and e.actor_id <> 'system' and e.type <> 'authz.denied'",
        )
        .await;
    assert_eq!(after, 0);
}

on_every_engine! {
    async fn supervisor_can_end_session(world: World) {
        let (slug, token, acting) = world.acting().await;
        let id = acting.behalf().expect("acting").2.id;
        let agent = world.person("agent").await;
        assert!(matches!(domain::behalf::supervise::end(&agent, id, "").await, Err(Error::Forbidden(_))));
        let supervisor = world.person("supervisor").await;
        domain::behalf::supervise::end(&supervisor, id, " enough ").await.expect("end");
        let found = principal(&world.env, world.now, &slug, &token).await.expect("lookup");
        assert!(matches!(found, Found::Over(ended) if ended.cause() == Some(Cause::Supervisor)));
        let product = a_product(&world).await;
        assert!(matches!(domain::cart::db::add(&acting, &product, "1").await, Err(Error::Ended(_))), "also what is under way");
        let again = domain::behalf::supervise::end(&supervisor, id, "").await;
        assert_eq!(again, Err(Error::Conflict(domain::error::Conflict::State)));
        let unknown = domain::behalf::supervise::end(&supervisor, domain::id::BehalfId::fresh(), "").await;
        assert_eq!(unknown, Err(Error::NotFound));
        let Story { summary: session, entries, .. } = story(&supervisor, id).await.expect("story");
        assert_eq!((session.ended_why, session.note.as_str()), (Some(Cause::Supervisor), "enough"));
        let end = entries.last().expect("the end");
        assert_eq!((end.kind.as_str(), end.session_kind.as_str()), ("on_behalf.ended", "on_behalf"));
        assert_ne!(end.actor, "Ana Silva");
    }
}

on_every_engine! {
    async fn staff_and_customer_see_same_counts(world: World) {
        let (_, _, acting) = world.acting().await;
        let product = a_product(&world).await;
        domain::behalf::history::viewed(&acting, "cart").await.expect("viewed");
        domain::cart::db::add(&acting, &product, "1").await.expect("add");
        domain::cart::db::change(&acting, &[domain::cart::db::Wanted { slug: &product, quantity: "2", note: "" }]).await.expect("change");
        assert!(acting.begin(Action::LoginOnBehalf).await.is_err());
        let Story { entries, .. } = story(&world.person("agent").await, acting.behalf().expect("acting").2.id).await.expect("story");
        let sums = domain::behalf::history::Sums::of(&entries);
        assert_eq!((sums.views, sums.changes, sums.orders, sums.refusals), (1, 2, 0, 1));
        let (own, _) = domain::behalf::history::own(&world.person("buyer").await, 0).await.expect("own");
        assert_eq!(own[0].sums, sums);
    }
}

on_every_engine! {
    async fn only_ones_own_open_sessions_are_led_to(world: World) {
        let (slug, token, acting) = world.acting().await;
        assert!(acting.behalf().expect("acting").2.others.is_empty());
        let (second, _, beside) = world.acting().await;
        let id = beside.behalf().expect("acting").2.id;
        let again = world.acting_again(&slug, &token).await.expect("open");
        let others = &again.behalf().expect("acting").2.others;
        assert_eq!(others.iter().map(|other| other.slug.as_str()).collect::<Vec<_>>(), [second.as_str()]);
        assert_eq!(other(&again, id).await.expect("open").slug, second);
        // Somebody else's.
        let supervisor = world.person("supervisor").await;
        let slug = request(&supervisor, world.oleg().await).await;
        let who = login("supervisor");
        let token = verify(&world.anonymous(), &slug, who.login, who.password).await.expect("verified");
        let foreign = world.acting_again(&slug, &token).await.expect("open");
        assert!(foreign.behalf().expect("acting").2.others.is_empty());
        assert!(matches!(other(&foreign, id).await, Err(Error::Conflict(Conflict::State))));
        assert!(matches!(other(&world.person("buyer").await, id).await, Err(Error::Forbidden(Denied::Permission))));
        // One that got more time is found under its new address; over, it is not.
        let ana = login("agent");
        let typed = Credentials { login: ana.login, password: ana.password, ..Credentials::default() };
        let (later, _) = domain::behalf::extend::extend(&beside, 60, &typed).await.expect("more time");
        assert_eq!(other(&again, id).await.expect("open").slug, later);
        let late = world.cx_later(&again, Micros::minutes(61));
        assert!(matches!(other(&late, id).await, Err(Error::Conflict(Conflict::State))));
    }
}
