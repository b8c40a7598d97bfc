//! Forgotten passwords: a link that works once, tells nobody anything, and ends all that the old password opened.

use crate::factor::{enrol, ruled};
use crate::world::{WORK, World, login, on_every_engine, request, verify};
use domain::behalf::Cause;
use domain::credential::{Hasher, Token, Work};
use domain::cx::{Cx, Principal, Request};
use domain::env::Env;
use domain::error::{Denied, Error, Problem, Realm, Result};
use domain::factor::own::Again;
use domain::factor::sign_in;
use domain::id::AccountId;
use domain::on;
use domain::password::change::{Others, change, change_own};
use domain::password::reset::{GOOD_FOR, ask, pending, redeem, send};
use domain::policy::{Action, Role};
use domain::session::{Entered, enter, principal};
use domain::time::Micros;
use std::sync::Arc;
use std::time::{Duration, Instant};

const NEW: &str = "nine purple kettles sing softly";

/// Puts a row of each table of this file into a database.
pub async fn rows(world: &World) {
    ask(&world.anonymous(), Realm::Shop, login("buyer").login).await.expect("asked");
}

async fn text(world: &World, sql: &'static str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect("a text")
}

/// The link in the newest mail that holds one.
async fn link(world: &World) -> String {
    let body = text(world, "select body from outbox where body like '%/reset/%' order by id desc limit 1").await;
    body.split("/reset/").nth(1).expect("a link").split_whitespace().next().expect("a token").to_owned()
}

/// Asks for a link for the first person of a role, and takes it out of the mail.
async fn asked(world: &World, role: &str) -> (Realm, String) {
    let realm = if role == "buyer" { Realm::Shop } else { Realm::Portal };
    ask(&world.anonymous(), realm, login(role).login).await.expect("asked");
    (realm, link(world).await)
}

async fn signs_in(world: &World, role: &str, password: &str) -> bool {
    let realm = if role == "buyer" { Realm::Shop } else { Realm::Portal };
    domain::session::sign_in(&world.anonymous(), realm, login(role).login, password).await.is_ok()
}

async fn is_alive(world: &World, realm: Realm, token: &Token) -> bool {
    !matches!(principal(&world.env, world.now, realm, token).await.expect("lookup"), Principal::Anonymous)
}

fn field<T: std::fmt::Debug>(result: Result<T>) -> (&'static str, Problem) {
    match result {
        Err(Error::Invalid(fields)) => (fields[0].name, fields[0].problem.clone()),
        other => panic!("{other:?}"),
    }
}

/// The same world with more work for hashes.
fn with_work(world: &mut World, work: Work) {
    let env = Env::new(world.env.db.clone(), &world.env.log);
    world.env = Arc::new(Env { limits: world.env.limits, demo: true, hasher: Hasher::new(work), ..env });
}

on_every_engine! {
    async fn reset_link_works_once(world: World) {
        for role in ["buyer", "agent"] {
            let (realm, token) = asked(&world, role).await;
            let cx = world.anonymous();
            for _ in 0..3 {
                let person = pending(&cx, realm, &token).await.expect("looking changes nothing");
                assert_eq!(person.email, login(role).login);
            }
            let other = if realm == Realm::Shop { Realm::Portal } else { Realm::Shop };
            assert_eq!(pending(&cx, other, &token).await.err(), Some(Error::NotFound), "a link is of one realm");
            for weak in ["fourteen chars", "passwordpassword", &format!("{0} {0}", login(role).login)] {
                assert_eq!(field(redeem(&cx, realm, &token, weak).await).0, "password", "{weak}");
            }
            redeem(&cx, realm, &token, NEW).await.expect("set");
            assert_eq!(redeem(&cx, realm, &token, "another four word passphrase").await, Err(Error::NotFound));
            assert_eq!(pending(&cx, realm, &token).await.err(), Some(Error::NotFound));
            assert!(!signs_in(&world, role, login(role).password).await);
            assert!(signs_in(&world, role, NEW).await);
            let told = text(&world, "select recipient from outbox where subject = 'password_changed' order by id desc limit 1").await;
            assert_eq!(told, login(role).login);
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'password.reset'").await, 2);
        let actor = text(&world, "select actor_id from audit_event where type = 'password.reset' order by seq limit 1").await;
        assert_eq!(actor, world.oleg().await.to_string(), "who held the link did it");
    }
}

on_every_engine! {
    async fn one_of_twenty_uses_the_link(world: World) {
        let (realm, token) = asked(&world, "buyer").await;
        let tries: Vec<_> = (0..20)
            .map(|n| {
                let (cx, token) = (world.anonymous(), token.clone());
                tokio::spawn(async move { redeem(&cx, realm, &token, &format!("{NEW} {n}")).await })
            })
            .collect();
        let mut won = Vec::new();
        for (n, one) in tries.into_iter().enumerate() {
            match one.await.expect("no panic") {
                Ok(()) => won.push(n),
                Err(Error::NotFound) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1, "{won:?}");
        assert!(signs_in(&world, "buyer", &format!("{NEW} {}", won[0])).await);
        assert_eq!(world.count("select count(*) from audit_event where type = 'password.reset'").await, 1);
    }
}

on_every_engine! {
    async fn reset_link_expires_or_is_replaced(world: World) {
        let (realm, first) = asked(&world, "buyer").await;
        let (_, second) = asked(&world, "buyer").await;
        let gone = async |world: &World, token: &str| {
            assert_eq!(redeem(&world.anonymous(), realm, token, NEW).await, Err(Error::NotFound));
        };
        gone(&world, &first).await;
        let own = world.person("buyer").await;
        change(&own, login("buyer").password, NEW, Others::Keep).await.expect("changed");
        gone(&world, &second).await;
        let (_, third) = asked(&world, "buyer").await;
        world.now = Micros(world.now.plus(GOOD_FOR).0 - 1);
        redeem(&world.anonymous(), realm, &third, "another four word passphrase").await.expect("in the last moment");
        let (_, fourth) = asked(&world, "buyer").await;
        world.now = world.now.plus(GOOD_FOR);
        gone(&world, &fourth).await;
        assert_eq!(GOOD_FOR, Micros::minutes(15));
        for odd in ["", "x", &"a".repeat(43), &"a".repeat(10_000)] {
            gone(&world, odd).await;
        }
    }
}

on_every_engine! {
    /// R5, R13: the same answer after the same time, and nothing is sent.
    async fn reset_hides_who_has_a_login(world: World) {
        let (sent, links) = ("select count(*) from outbox where sent_at is null", "select count(*) from password_reset");
        let mut logins = vec!["nobody@nowhere.example".to_owned(), login("agent").login.to_owned()];
        for status in ["locked", "disabled", "invited", "unverified"] {
            let email: Option<String> = on!(&world.env.db, c => sqlx::query_scalar("select email from account where status = $1 limit 1").bind(status).fetch_optional(c).await).expect("an account");
            logins.push(email.unwrap_or_else(|| panic!("the demo has nobody {status}")));
        }
        for login in &logins {
            let begun = Instant::now();
            assert_eq!(ask(&world.anonymous(), Realm::Shop, login).await, Ok(()), "{login}");
            assert!(begun.elapsed() >= Duration::from_millis(250), "{login} was answered early");
            assert_eq!((world.count(sent).await, world.count(links).await), (0, 0), "{login}");
        }
        let begun = Instant::now();
        assert_eq!(ask(&world.anonymous(), Realm::Shop, &login("buyer").login.to_uppercase()).await, Ok(()));
        assert!(begun.elapsed() >= Duration::from_millis(250));
        assert_eq!((world.count(sent).await, world.count(links).await), (1, 1), "the control");
        assert_eq!(field(ask(&world.anonymous(), Realm::Shop, "no e-mail").await), ("login", Problem::NotAnEmail));
        // Who is locked between asking and choosing gets no further.
        let (realm, token) = asked(&world, "agent").await;
        let admin = world.person("admin").await;
        let staff = domain::staff::list(&admin, &domain::staff::Filter { query: "ana".to_owned(), ..Default::default() }, 0).await.expect("list").0;
        domain::staff::change::disable(&admin, staff[0].id).await.expect("disabled");
        assert_eq!(redeem(&world.anonymous(), realm, &token, NEW).await, Err(Error::NotFound));
    }
}

on_every_engine! {
    async fn reset_requests_are_throttled(world: World) {
        for who in [login("buyer").login, "nobody@nowhere.example"] {
            let from = |n: usize| {
                let request = Request { ip: format!("198.51.100.{n}"), ..world.anonymous().request().clone() };
                Cx::new(world.env.clone(), Principal::Anonymous, world.now, request)
            };
            for n in 0..4 {
                assert_eq!(ask(&from(n), Realm::Shop, who).await, Ok(()), "{who}");
            }
            let late = ask(&from(9), Realm::Shop, who).await;
            assert!(matches!(late, Err(Error::Throttled { seconds: 1..=3 })), "{who}: {late:?}");
        }
        assert!(signs_in(&world, "buyer", login("buyer").password).await, "who is asked for signs in as ever");
    }
}

on_every_engine! {
    /// R25: as a customer, with support in the account.
    async fn new_password_ends_shop_sessions(world: World) {
        let own = world.token(Realm::Shop, "buyer").await;
        let (slug, token, acting) = world.acting().await;
        let (realm, reset) = asked(&world, "buyer").await;
        redeem(&world.anonymous(), realm, &reset, NEW).await.expect("set");
        assert!(!is_alive(&world, Realm::Shop, &own).await);
        assert!(world.acting_again(&slug, &token).await.is_none(), "support is out");
        let late = acting.begin(Action::EditCart).await.map(drop);
        assert!(matches!(&late, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::Customer)), "{late:?}");
        let actor = text(&world, "select actor_id from audit_event where type = 'on_behalf.ended' order by seq desc limit 1").await;
        assert_eq!(actor, world.oleg().await.to_string());
    }
}

on_every_engine! {
    /// R25: as a member of staff, who acts for a customer; another agent goes on.
    async fn new_password_ends_staff_sessions(world: World) {
        let portal = world.token(Realm::Portal, "agent").await;
        let (slug, token, acting) = world.acting().await;
        let boss = world.person("supervisor").await;
        let ben = login("supervisor");
        let theirs = request(&boss, world.oleg().await).await;
        let kept = verify(&world.anonymous(), &theirs, ben.login, ben.password).await.expect("verified");
        let (realm, reset) = asked(&world, "agent").await;
        redeem(&world.anonymous(), realm, &reset, NEW).await.expect("set");
        assert!(!is_alive(&world, Realm::Portal, &portal).await);
        assert!(world.acting_again(&slug, &token).await.is_none());
        let late = acting.begin(Action::EditCart).await.map(drop);
        assert!(matches!(&late, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::SignedOut)), "{late:?}");
        assert!(world.acting_again(&theirs, &kept).await.is_some(), "somebody else's goes on");
    }
}

on_every_engine! {
    /// The old password may be checked already when the new one is set.
    async fn new_password_stops_begun_sign_in(world: World) {
        let mut old = login("buyer").password.to_owned();
        for round in 0..5 {
            let (realm, token) = asked(&world, "buyer").await;
            let new = format!("{NEW} {round}");
            let tries: Vec<_> = (0..12)
                .map(|n| {
                    let (cx, old, new, token) = (world.anonymous(), old.clone(), new.clone(), token.clone());
                    tokio::spawn(async move {
                        match n {
                            4 => redeem(&cx, realm, &token, &new).await.expect("set"),
                            _ => drop(domain::session::sign_in(&cx, realm, login("buyer").login, &old).await),
                        }
                    })
                })
                .collect();
            for one in tries {
                one.await.expect("no panic");
            }
            let open = world.count("select count(*) from session s join account a on a.id = s.account_id where s.ended_at is null and a.email_key = 'oleg@northmere.example'").await;
            assert_eq!(open, 0, "round {round}");
            old = new;
            world.now = world.now.plus(Micros::minutes(31));
        }
        assert!(signs_in(&world, "buyer", &old).await);
    }
}

on_every_engine! {
    async fn reset_keeps_second_factor(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(Micros::minutes(1));
        let ana = login("agent");
        let half = async |world: &World, password: &str| match enter(&world.anonymous(), Realm::Portal, ana.login, password).await {
            Ok(Entered::SecondFactorRequired(half)) => half,
            Ok(Entered::Session(_)) => panic!("a session without the second factor"),
            Err(error) => panic!("{error:?}"),
        };
        let before = half(&world, ana.password).await;
        let (realm, token) = asked(&world, "agent").await;
        redeem(&world.anonymous(), realm, &token, NEW).await.expect("set");
        let late = sign_in::with_code(&world.anonymous(), Some(&before), &app.code(world.now)).await.err();
        assert_eq!(late, Some(Error::SignIn(Realm::Portal)), "what was half done with the old password is over");
        let after = half(&world, NEW).await;
        sign_in::with_code(&world.anonymous(), Some(&after), &app.code(world.now)).await.expect("with the code");
    }
}

on_every_engine! {
    /// R14: who may, for whom, and that nobody but the customer gets to know the link.
    async fn staff_send_link_without_seeing_it(world: World) {
        let oleg = world.oleg().await;
        for (role, may) in [("agent", true), ("supervisor", true), ("junior", false), ("auditor", false), ("finance", false), ("admin", false), ("sales", false)] {
            let cx = world.person(role).await;
            match send(&cx, oleg).await {
                Ok(_) => assert!(may, "{role}"),
                other => assert!(!may && other == Err(Error::Forbidden(Denied::Permission)), "{role}: {other:?}"),
            }
        }
        assert_eq!(send(&world.anonymous(), oleg).await, Err(Error::SignIn(Realm::Portal)));
        let token = link(&world).await;
        let to = text(&world, "select recipient from outbox order by id desc limit 1").await;
        assert_eq!(to, login("buyer").login);
        for sql in ["select body from audit_event", "select value from audit_pii where value is not null", "select image from audit_image where image is not null"] {
            let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("texts");
            assert!(!all.is_empty() && all.iter().all(|text| !text.contains(&token)), "{sql}");
        }
        let event = text(&world, "select body from audit_event where type = 'password.reset_asked' order by seq desc limit 1").await;
        assert!(event.contains("\"kind\":\"staff\"") && event.contains(&oleg.to_string()), "{event}");
        redeem(&world.anonymous(), Realm::Shop, &token, NEW).await.expect("the customer chooses");
        let locked: AccountId = on!(&world.env.db, c => sqlx::query_scalar("select id from account where status = 'locked' limit 1").fetch_one(c).await).expect("an account");
        assert_eq!(send(&world.person("agent").await, locked).await, Err(Error::Forbidden(Denied::Locked)));
        assert_eq!(send(&world.person("agent").await, AccountId::fresh()).await, Err(Error::NotFound));
        // Out of scope does not exist.
        let admin = world.person("admin").await;
        let may = domain::staff::role::Typed {
            permissions: ["view_contacts", "send_reset"].map(str::to_owned).to_vec(),
            behalf: "full".to_owned(),
            scope: "assigned".to_owned(),
            minutes: "30".to_owned(),
            ..Default::default()
        };
        domain::staff::role::save(&admin, Role::Sales, &may).await.expect("saved");
        assert_eq!(send(&world.person("sales").await, oleg).await, Err(Error::NotFound));
        let theirs: AccountId = on!(&world.env.db, c => sqlx::query_scalar("select a.id from account a join contact k on k.id = a.contact_id join staff_scope x on x.organization_id = k.organization_id where a.status = 'active' and x.removed_at is null limit 1").fetch_one(c).await).expect("an account");
        send(&world.person("sales").await, theirs).await.expect("the control");
    }
}

on_every_engine! {
    /// R12: the current one, the second factor, and what ends.
    async fn staff_change_own_password(world: World) {
        ruled(&mut world, false);
        let ana = login("agent");
        let old = world.token(Realm::Portal, "agent").await;
        let begun = world.cx(principal(&world.env, world.now, Realm::Portal, &old).await.expect("lookup"));
        let oleg = world.oleg().await;
        let open = async |cx: &Cx| {
            let slug = request(cx, oleg).await;
            let token = verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verified");
            (slug, token)
        };
        let there = open(&begun).await;
        let own = world.person("agent").await;
        let here = open(&own).await;
        let again = |password| Again { password, code: "" };
        assert_eq!(field(change_own(&own, again("not the current one"), NEW, Others::End).await).0, "password");
        assert_eq!(field(change_own(&own, again(ana.password), "fourteen chars", Others::End).await).0, "new");
        change_own(&own, again(ana.password), NEW, Others::Keep).await.expect("changed");
        assert!(is_alive(&world, Realm::Portal, &old).await, "kept as wished");
        change_own(&own, again(NEW), "another four word passphrase", Others::End).await.expect("changed");
        assert!(!is_alive(&world, Realm::Portal, &old).await);
        own.begin(Action::UsePortal).await.map(drop).expect("this one goes on");
        assert!(world.acting_again(&there.0, &there.1).await.is_none(), "what began there is over");
        assert!(world.acting_again(&here.0, &here.1).await.is_some(), "what began here goes on");
        let told = world.count("select count(*) from outbox where subject = 'password_changed'").await;
        assert_eq!(told, 2);
        let app = enrol(&own).await;
        world.now = world.now.plus(Micros::minutes(1));
        let own = world.cx_later(&own, Micros(0));
        assert_eq!(field(change_own(&own, again("another four word passphrase"), NEW, Others::End).await).0, "code", "the code is missing");
        let code = app.code(world.now);
        let typed = Again { password: "another four word passphrase", code: &code };
        change_own(&own, typed, NEW, Others::End).await.expect("with the code");
    }
}

on_every_engine! {
    async fn no_password_change_on_behalf(world: World) {
        let (_, _, acting) = world.acting().await;
        let (realm, token) = asked(&world, "buyer").await;
        let no = Error::Forbidden(Denied::NotOnBehalf);
        assert_eq!(ask(&acting, realm, login("buyer").login).await, Err(no.clone()));
        assert_eq!(pending(&acting, realm, &token).await.err(), Some(no.clone()));
        assert_eq!(redeem(&acting, realm, &token, NEW).await, Err(no.clone()));
        assert_eq!(send(&acting, world.oleg().await).await, Err(no));
        assert_eq!(world.count("select count(*) from audit_event where type = 'authz.denied'").await, 4);
    }
}

on_every_engine! {
    /// R4: for customers, and for staff with and without a second factor; a wrong password renews nothing.
    async fn weaker_hash_is_renewed(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        let hash = async |world: &World, role: &str| {
            let sql = if role == "buyer" { "select password_hash from account where email_key = $1" } else { "select password_hash from staff where email_key = $1" };
            let hash: String = on!(&world.env.db, c => sqlx::query_scalar(sql).bind(login(role).login).fetch_one(c).await).expect("a hash");
            hash
        };
        let factors = domain::factor::Setup::new(false, &"http://localhost:3000".parse().expect("an address"));
        factors.unlock(domain::secret::Key::of(&[5; 32]));
        let more = Work { memory: 2 * WORK.memory, passes: 3, lanes: 1 };
        let env = Env::new(world.env.db.clone(), &world.env.log).with(factors);
        world.env = Arc::new(Env { demo: true, hasher: Hasher::new(more), ..env });
        world.now = world.now.plus(Micros::minutes(1));
        for role in ["buyer", "supervisor", "agent"] {
            let before = hash(&world, role).await;
            assert!(before.contains(&format!("${WORK}$")), "{before}");
            assert!(!signs_in(&world, role, "not the password at all").await);
            assert_eq!(hash(&world, role).await, before, "{role}");
            let realm = if role == "buyer" { Realm::Shop } else { Realm::Portal };
            let entered = enter(&world.anonymous(), realm, login(role).login, login(role).password).await.expect("right");
            let after = hash(&world, role).await;
            assert!(after.contains(&format!("${more}$")), "{role}: {after}");
            if let Entered::SecondFactorRequired(half) = entered {
                sign_in::with_code(&world.anonymous(), Some(&half), &app.code(world.now)).await.expect("with the code");
            } else {
                assert_ne!(role, "agent");
            }
            assert!(enter(&world.anonymous(), realm, login(role).login, login(role).password).await.is_ok(), "{role} again");
            assert_eq!(hash(&world, role).await, after, "a good one stays");
        }
    }
}

on_every_engine! {
    async fn doctor_only_counts(world: World) {
        use domain::doctor::{engine, people};
        let events = "select count(*) from audit_event";
        let before = world.count(events).await;
        let found = engine(&world.env.db).await.expect("facts");
        assert_eq!(found.schema, found.newest);
        assert!(found.settings.len() >= 3 && found.settings.iter().all(|s| s.2 || s.0 == "fsync"), "{found:?}");
        let system = |world: &World| Cx::system(world.env.clone(), world.now, "doctor");
        let counted = people(&system(&world)).await.expect("facts");
        assert_eq!((counted.outdated, counted.administrators, counted.undelivered), (0, 1, 0), "{counted:?}");
        let hashes = world.count("select (select count(*) from account where password_hash <> '!') + (select count(*) from staff)").await;
        assert_eq!(counted.hashes, hashes);
        assert_eq!((counted.without_factor, counted.staff), (counted.staff, world.count("select count(*) from staff where status = 'active'").await));
        with_work(&mut world, Work { passes: 3, ..WORK });
        assert_eq!(people(&system(&world)).await.expect("facts").outdated, hashes);
        let nobody = people(&world.anonymous()).await.err();
        assert_eq!(nobody, Some(Error::Forbidden(Denied::Permission)));
        assert_eq!(world.count(events).await, before);
    }
}
