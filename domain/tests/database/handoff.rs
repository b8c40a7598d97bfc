//! The hand-off from the portal to the new tab: bound to the browser that asked, given up, and recorded when it is refused.

use crate::world::{World, browser, login, on_every_engine, request, verify, wish};
use domain::audit::SessionKind;
use domain::behalf::db::{cancel, pending, request_with_key};
use domain::behalf::handoff::{HandOff, take};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Error, Problem, Realm};
use domain::id::SessionId;
use domain::on;
use domain::session::Credentials;
use domain::time::Micros;

fn of<'a>(role: &str) -> Credentials<'a> {
    let login = login(role);
    Credentials { login: login.login, password: login.password, ..Credentials::default() }
}

async fn try_in(cx: &Cx, slug: &str) -> domain::error::Result<()> {
    domain::behalf::db::verify(cx, slug, &of("agent"), None).await.map(drop)
}

fn is_unusable<T>(result: &domain::error::Result<T>) -> bool {
    matches!(result, Err(Error::Ended(ended)) if !ended.was_open())
}

async fn refused(world: &World, why: &'static str) -> i64 {
    let sql = "select body from audit_event where type = 'on_behalf.denied'";
    let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("events");
    let count = all.iter().filter(|body| body.contains(&format!(r#""why":"{why}""#))).count();
    i64::try_from(count).expect("few")
}

on_every_engine! {
    /// R34: the right credentials open nothing in another browser, and use nothing up there.
    async fn only_asking_browser_verifies(world: World) {
        let agent = world.person("agent").await;
        let Principal::Staff(_, own) = *agent.principal() else { panic!("staff") };
        let Principal::Staff(_, other) = *world.person("agent").await.principal() else { panic!("staff") };
        let slug = request(&agent, world.oleg().await).await;
        for strange in [None, Some(HandOff::Portal(other)), Some(HandOff::Portal(SessionId::fresh())), Some(HandOff::Key(vec![0; 32]))] {
            let cx = world.anonymous().with_handoff(strange);
            let shown = pending(&cx, &slug).await;
            assert!(matches!(&shown, Err(Error::Ended(ended)) if ended.contact.is_empty()), "{:?}", shown.map(|p| p.contact_name));
            assert!(is_unusable(&try_in(&cx, &slug).await));
            assert!(is_unusable(&cancel(&cx, &slug).await));
        }
        assert_eq!(refused(&world, "other_browser").await, 4, "each request of another browser, once");
        let cx = world.anonymous().with_handoff(Some(HandOff::Portal(own)));
        assert_eq!(pending(&cx, &slug).await.expect("a request").contact_name, "Oleg Koval");
        try_in(&cx, &slug).await.expect("verified");
        let again = world.anonymous().with_handoff(Some(HandOff::Portal(own)));
        assert!(is_unusable(&try_in(&again, &slug).await));
        assert_eq!(refused(&world, "over").await, 1);
        let again = world.anonymous().with_handoff(Some(HandOff::Portal(own)));
        assert!(is_unusable(&pending(&again, "no-such-slug").await));
        assert_eq!(refused(&world, "unknown").await, 1);
    }
}

on_every_engine! {
    /// A portal session that time has ended hands nothing over, whatever the row says.
    async fn request_ends_with_portal_session(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let limits = domain::env::Limits { portal_idle: Micros::seconds(20), ..Default::default() };
        let mut later = World::again(&world, limits);
        let cx = browser(&later.anonymous(), &slug).await;
        assert!(pending(&cx, &slug).await.is_ok());
        later.now = later.now.plus(Micros::seconds(21));
        let cx = browser(&later.anonymous(), &slug).await;
        assert!(is_unusable(&pending(&cx, &slug).await));
    }
}

on_every_engine! {
    async fn handoff_key_works_once(world: World) {
        let agent = world.person("agent").await;
        let key = Token::fresh().expect("random");
        let slug = request_with_key(&agent, world.oleg().await, &wish(), Some(&key)).await.expect("asked");
        let anonymous = world.anonymous();
        let tries: Vec<_> = (0..10)
            .map(|_| {
                let (cx, slug, key) = (anonymous.clone(), slug.clone(), Token::parse(key.expose()).expect("a key"));
                tokio::spawn(async move { take(&cx, &slug, &key).await })
            })
            .collect();
        let mut won = Vec::new();
        for one in tries {
            match one.await.expect("no panic") {
                Ok((token, _)) => won.push(token),
                Err(error) => assert!(matches!(error, Error::Ended(_)), "{error:?}"),
            }
        }
        assert_eq!(won.len(), 1);
        for wrong in [key.hash(), Token::fresh().expect("random").hash()] {
            assert!(is_unusable(&pending(&anonymous.with_handoff(Some(HandOff::Key(wrong))), &slug).await));
        }
        let cx = anonymous.with_handoff(Some(HandOff::Key(won[0].hash())));
        try_in(&cx, &slug).await.expect("verified");
        assert!(is_unusable(&try_in(&cx, &slug).await), "the key is gone with the request");
    }
}

on_every_engine! {
    /// Somebody else's right credentials are another answer than wrong ones, count as no failure, and use nothing up.
    async fn other_persons_login_is_refused(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let cx = browser(&world.anonymous(), &slug).await;
        for _ in 0..6 {
            let told = domain::behalf::db::verify(&cx, &slug, &of("supervisor"), None).await.map(drop);
            assert_eq!(told, Err(Error::field("browser", Problem::OtherPerson("Ana Silva".to_owned()))));
        }
        assert_eq!(refused(&world, "actor_mismatch").await, 6);
        let wrong = Credentials { password: "not the password", ..of("supervisor") };
        let told = domain::behalf::db::verify(&cx, &slug, &wrong, None).await.map(drop);
        assert_eq!(told, Err(Error::field("password", Problem::Credentials)));
        assert_eq!(world.count("select count(*) from throttle where failures > 1").await, 0);
        let ana = login("agent");
        let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("still to be used");
        let acting = world.acting_again(&slug, &token).await.expect("open");
        let told = domain::behalf::extend::extend(&acting, 30, &of("supervisor")).await.map(drop);
        assert_eq!(told, Err(Error::field("browser", Problem::OtherPerson("Ana Silva".to_owned()))));
    }
}

on_every_engine! {
    async fn cancelled_request_is_recorded(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        let cx = browser(&world.anonymous(), &slug).await;
        cancel(&cx, &slug).await.expect("given up");
        assert!(is_unusable(&cancel(&cx, &slug).await), "once");
        assert!(is_unusable(&try_in(&cx, &slug).await));
        assert_eq!(world.count("select count(*) from behalf where ended_why = 'cancelled' and state = 'ended'").await, 1);
        assert_eq!(world.count("select count(*) from audit_event where type = 'on_behalf.cancelled'").await, 1);
    }
}

on_every_engine! {
    /// R94: an agent who tries ten thousand times is a few events and a number, and hides nobody else.
    async fn refusals_are_summed_per_agent(world: World) {
        let (agent, sales) = (world.person("agent").await, world.person("sales").await);
        let locked = on!(&world.env.db, c => sqlx::query_scalar("select id from account where status = 'locked' limit 1").fetch_one(c).await).expect("a locked account");
        for _ in 0..200 {
            let again = world.cx(agent.principal().clone());
            assert!(matches!(domain::behalf::db::request(&again, locked, &wish()).await, Err(Error::Forbidden(_))));
        }
        let all = "select count(*) from audit_event where type = 'on_behalf.denied'";
        let few = world.count(all).await;
        assert!((1..=30).contains(&few), "{few}");
        sales.refused(domain::audit::Event::denied("on_behalf.denied", "locked")).await.expect("recorded");
        assert_eq!(world.count(all).await, few + 1, "another person's stands by itself");
        let system = Cx::system(world.env.clone(), world.now.plus(Micros::minutes(2)), "test");
        system.tell_counted(false).await.expect("told");
        let body: String = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'on_behalf.denied' order by seq desc limit 1").fetch_one(c).await).expect("an event");
        let ana = agent.stamp().actor_id;
        assert!(body.contains(r#""why":"counted""#) && body.contains(&format!(r#""count":{}"#, 200 - few)), "{body}");
        assert!(body.contains(&ana), "it says whose: {body}");
    }
}

on_every_engine! {
    /// A cookie that belongs elsewhere is told by the session that it is of.
    async fn token_of_other_session_is_refused(world: World) {
        let (portal, shop) = (world.token(Realm::Portal, "agent").await, world.token(Realm::Shop, "buyer").await);
        let (_, behalf, _) = world.acting().await;
        let misplaced = async |place, token: &Token| domain::session::misplaced(&world.env, place, token).await.expect("lookup").is_some();
        assert!(misplaced(SessionKind::Portal, &shop).await && misplaced(SessionKind::Shop, &portal).await && misplaced(SessionKind::OnBehalf, &shop).await);
        assert!(misplaced(SessionKind::Portal, &behalf).await && misplaced(SessionKind::Shop, &behalf).await && misplaced(SessionKind::OnBehalf, &behalf).await);
        assert!(!misplaced(SessionKind::Portal, &portal).await && !misplaced(SessionKind::Shop, &shop).await);
        assert!(!misplaced(SessionKind::Portal, &Token::fresh().expect("random")).await);
    }
}
