//! Second factors: each code once, compulsory where it is required, and asked for wherever credentials are.

use crate::world::{Engine, World, browser, login, on_every_engine, request};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::env::Env;
use domain::error::{Denied, Error, Problem, Realm};
use domain::factor::own::{self, Again};
use domain::factor::{Setup, db, sign_in, totp};
use domain::policy::{Action, check};
use domain::secret::Key;
use domain::session::{Credentials, Entered, enter, principal};
use domain::time::Micros;
use std::sync::Arc;

/// The world with a key, and with the rule that is asked for.
pub fn ruled(world: &mut World, required: bool) {
    let factors = Setup::new(required, &"http://localhost:3000".parse().expect("an address"));
    factors.unlock(Key::of(&[5; 32]));
    let env = Env {
        limits: world.env.limits,
        hasher: world.env.hasher.clone(),
        demo: true,
        ..Env::new(world.env.db.clone(), &world.env.log)
    };
    world.env = Arc::new(env.with(factors));
}

/// An authenticator app that was enrolled.
pub struct App {
    secret: Vec<u8>,
    /// The recovery codes that came with it.
    pub codes: Vec<String>,
}

impl App {
    /// What it shows at `now`.
    pub fn code(&self, now: Micros) -> String {
        totp::code(&self.secret, now).expect("a code")
    }
}

/// Enrols an app for the person of `cx`.
pub async fn enrol(cx: &Cx) -> App {
    own::begin_app(cx, "Work phone", Again::default()).await.expect("begun");
    let shown = own::new_app(cx).await.expect("looked").expect("an app");
    let secret = totp::from_text(&shown.key).expect("a secret");
    let code = totp::code(&secret, cx.now()).expect("a code");
    assert!(own::confirm_app(cx, &code).await.expect("confirmed"), "recovery codes come with the first factor");
    let codes = own::shown_codes(cx).await.expect("looked").expect("codes");
    App { secret, codes }
}

/// Half a proof of the person with this role: their password was right.
pub async fn half(world: &World, role: &str) -> Token {
    let person = login(role);
    match enter(&world.anonymous(), Realm::Portal, person.login, person.password).await.expect("a right password") {
        Entered::SecondFactorRequired(token) => token,
        Entered::Session(_) => panic!("a session without the second factor"),
    }
}

fn at(error: &Error, name: &str, problem: &Problem) -> bool {
    matches!(error, Error::Invalid(fields) if fields.iter().any(|f| f.name == name && f.problem == *problem))
}

const MINUTE: Micros = Micros::minutes(1);

on_every_engine! {
    async fn factor_makes_password_half_proof(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(MINUTE);
        let half = half(&world, "agent").await;
        let nobody = principal(&world.env, world.now, Realm::Portal, &half).await.expect("lookup");
        assert!(matches!(nobody, Principal::Anonymous), "half a proof is no session");
        let cx = world.anonymous();
        let wrong = sign_in::with_code(&cx, Some(&half), "000000").await.err().expect("refused");
        assert!(at(&wrong, "code", &Problem::Code), "{wrong:?}");
        let token = sign_in::with_code(&cx, Some(&half), &app.code(world.now)).await.expect("signed in");
        let staff = principal(&world.env, world.now, Realm::Portal, &token).await.expect("lookup");
        assert!(matches!(staff, Principal::Staff(..)));
        world.now = world.now.plus(MINUTE);
        let again = sign_in::with_code(&world.anonymous(), Some(&half), &app.code(world.now)).await.err();
        assert_eq!(again, Some(Error::SignIn(Realm::Portal)), "half a proof is good once");
        let amr: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'auth.login.succeeded' order by seq desc limit 1").fetch_one(c).await).expect("an event");
        assert!(amr.contains(r#""amr":["pwd","otp"]"#), "{amr}");
    }
}

on_every_engine! {
    async fn half_proof_lasts_five_minutes(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        let half = half(&world, "agent").await;
        world.now = world.now.plus(Micros::minutes(5));
        let late = sign_in::with_code(&world.anonymous(), Some(&half), &app.code(world.now)).await.err();
        assert_eq!(late, Some(Error::SignIn(Realm::Portal)));
    }
}

on_every_engine! {
    async fn repeated_code_opens_one_session(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(MINUTE);
        let half = half(&world, "agent").await;
        let code = app.code(world.now);
        let clicks: Vec<_> = (0..5)
            .map(|_| {
                let (cx, half, code) = (world.anonymous(), half.clone(), code.clone());
                tokio::spawn(async move { sign_in::with_code(&cx, Some(&half), &code).await.map(|token| token.expose().to_owned()) })
            })
            .collect();
        let mut tokens = Vec::new();
        for click in clicks {
            tokens.push(click.await.expect("no panic").expect("signed in"));
        }
        tokens.dedup();
        assert_eq!(tokens.len(), 1, "all have the same session");
        for kind in ["auth.login.failed", "rate.limited"] {
            let sql = match kind {
                "rate.limited" => "select count(*) from audit_event where type = 'rate.limited'",
                _ => "select count(*) from audit_event where type = 'auth.login.failed'",
            };
            assert_eq!(world.count(sql).await, 0, "{kind}");
        }
        let other = sign_in::with_code(&world.anonymous(), Some(&half), "000000").await.err();
        assert_eq!(other, Some(Error::SignIn(Realm::Portal)), "another code is no double click");
        world.now = world.now.plus(domain::factor::challenge::SENT_AGAIN);
        let late = sign_in::with_code(&world.anonymous(), Some(&half), &code).await.err();
        assert_eq!(late, Some(Error::SignIn(Realm::Portal)), "nor is the same one much later");
    }
}

on_every_engine! {
    /// A browser that sends a form twice takes back its first request, at whatever moment.
    async fn sign_in_survives_cancelled_request(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        for wait in [0, 1, 3, 10, 30] {
            world.now = world.now.plus(MINUTE);
            let (half, code) = (half(&world, "agent").await, app.code(world.now));
            let first = {
                let (cx, half, code) = (world.anonymous(), half.clone(), code.clone());
                tokio::spawn(async move { sign_in::with_code(&cx, Some(&half), &code).await.map(drop) })
            };
            tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
            first.abort();
            let second = sign_in::with_code(&world.anonymous(), Some(&half), &code).await;
            assert!(second.is_ok(), "taken back after {wait} ms: {:?}", second.err());
        }
    }
}

on_every_engine! {
    /// R10: neither one after the other nor all at once.
    async fn a_code_opens_once(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        let first = half(&world, "agent").await;
        let used = sign_in::with_code(&world.anonymous(), Some(&first), &app.code(world.now)).await.err().expect("refused");
        assert!(at(&used, "code", &Problem::Code), "the code that confirmed the app is used up");
        world.now = world.now.plus(MINUTE);
        let mut halves = Vec::new();
        for _ in 0..20 {
            halves.push(half(&world, "agent").await);
        }
        let tries: Vec<_> = halves
            .into_iter()
            .map(|half| {
                let (cx, code) = (world.anonymous(), app.code(world.now));
                tokio::spawn(async move { sign_in::with_code(&cx, Some(&half), &code).await.is_ok() })
            })
            .collect();
        let mut won = 0;
        for one in tries {
            won += u32::from(one.await.expect("no panic"));
        }
        assert_eq!(won, 1, "of twenty who post one code at once");
        world.now = world.now.plus(Micros::minutes(31));
        let (step, before) = (half(&world, "agent").await, app.code(world.now.plus(Micros::seconds(-30))));
        let newest = sign_in::with_code(&world.anonymous(), Some(&step), &app.code(world.now)).await;
        assert!(newest.is_ok());
        let older = half(&world, "agent").await;
        let older = sign_in::with_code(&world.anonymous(), Some(&older), &before).await;
        assert!(older.is_err(), "nor does one that is older than the newest");
    }
}

on_every_engine! {
    async fn recovery_code_works_once(world: World) {
        ruled(&mut world, false);
        let cx = world.person("agent").await;
        let app = enrol(&cx).await;
        assert_eq!(app.codes.len(), 10);
        let first = half(&world, "agent").await;
        let token = sign_in::with_code(&world.anonymous(), Some(&first), &app.codes[0].to_lowercase()).await.expect("signed in");
        let amr: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'auth.login.succeeded' order by seq desc limit 1").fetch_one(c).await).expect("an event");
        assert!(amr.contains(r#""amr":["pwd","rec"]"#), "{amr}");
        let second = half(&world, "agent").await;
        assert!(sign_in::with_code(&world.anonymous(), Some(&second), &app.codes[0]).await.is_err(), "a second time");
        let cx = world.cx(principal(&world.env, world.now, Realm::Portal, &token).await.expect("lookup"));
        assert_eq!(own::overview(&cx).await.expect("own").codes, 9);
        own::hide_codes(&cx).await.expect("hidden");
        assert!(own::shown_codes(&cx).await.expect("looked").is_none(), "they are shown no more");
        own::renew_codes(&cx, Again::default()).await.expect("renewed");
        assert_eq!(own::overview(&cx).await.expect("own").codes, 10);
        assert!(sign_in::with_code(&world.anonymous(), Some(&second), &app.codes[1]).await.is_err(), "an old one");
        let new = own::shown_codes(&cx).await.expect("looked").expect("codes");
        let mut halves = Vec::new();
        for _ in 0..10 {
            halves.push(half(&world, "agent").await);
        }
        let tries: Vec<_> = halves.into_iter().map(|half| {
            let (cx, code) = (world.anonymous(), new[0].clone());
            tokio::spawn(async move { sign_in::with_code(&cx, Some(&half), &code).await.is_ok() })
        }).collect();
        let mut won = 0;
        for one in tries {
            won += u32::from(one.await.expect("no panic"));
        }
        assert_eq!(won, 1);
    }
}

on_every_engine! {
    /// R35: the rule stands where credentials are asked for again, and tells no more than that they do not match.
    async fn on_behalf_needs_factor(world: World) {
        ruled(&mut world, false);
        let agent = world.person("agent").await;
        let app = enrol(&agent).await;
        world.now = world.now.plus(Micros::seconds(30));
        let slug = request(&agent, world.oleg().await).await;
        let ana = login("agent");
        let try_with = async |world: &World, code: &str, password: &str| {
            let typed = Credentials { login: ana.login, password, code, passkey: None };
            domain::behalf::db::verify(&browser(&world.anonymous(), &slug).await, &slug, &typed, None).await.map(|verified| verified.token)
        };
        let mut told = Vec::new();
        let empty = try_with(&world, "", ana.password).await.err().expect("refused");
        assert!(at(&empty, "code", &Problem::Required), "{empty:?}");
        for (code, password) in [("123456", ana.password), ("123456", "wrong password")] {
            told.push(try_with(&world, code, password).await.err().expect("refused"));
        }
        assert!(told.iter().all(|e| *e == told[0] && at(e, "password", &Problem::Credentials)), "{told:?}");
        let token = try_with(&world, &app.code(world.now), ana.password).await.expect("verified");
        assert!(world.acting_again(&slug, &token).await.is_some());
        let started: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'on_behalf.started' order by seq desc limit 1").fetch_one(c).await).expect("an event");
        assert!(started.contains(r#""amr":["pwd","otp"]"#), "{started}");
        // Everything done in the session says it too, and so does one that waited for the customer.
        let acting = world.acting_again(&slug, &token).await.expect("open");
        acting.record(domain::audit::Event::new("order.viewed")).await.expect("recorded");
        let own = world.person("buyer").await;
        domain::behalf::consent::choose(&own, "ask").await.expect("ask me");
        world.now = world.now.plus(Micros::seconds(30));
        let slug = request(&world.cx(agent.principal().clone()), world.oleg().await).await;
        let typed = Credentials { login: ana.login, password: ana.password, code: &app.code(world.now), passkey: None };
        domain::behalf::db::verify(&browser(&world.anonymous(), &slug).await, &slug, &typed, None).await.expect("verified");
        domain::behalf::ask::approve(&own, domain::behalf::live::now(&own).await.expect("support")[0].id).await.expect("yes");
        for kind in ["order.viewed", "on_behalf.started"] {
            let body: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = $1 order by seq desc limit 1").bind(kind).fetch_one(c).await).expect("an event");
            assert!(body.contains(r#""amr":["pwd","otp"]"#), "{body}");
        }
    }
}

on_every_engine! {
    async fn wrong_codes_are_throttled(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        world.now = world.now.plus(MINUTE);
        let first = half(&world, "agent").await;
        for n in 0..4 {
            let wrong = sign_in::with_code(&world.anonymous(), Some(&first), &format!("00000{n}")).await.err();
            assert!(wrong.is_some_and(|e| at(&e, "code", &Problem::Code)));
        }
        let right = sign_in::with_code(&world.anonymous(), Some(&first), &app.code(world.now)).await.err();
        assert!(matches!(right, Some(Error::Throttled { .. })), "{right:?}");
        // A right password does not make them forgotten.
        let ana = login("agent");
        let again = enter(&world.anonymous(), Realm::Portal, ana.login, ana.password).await.err();
        assert!(matches!(again, Some(Error::Throttled { .. })), "{again:?}");
        world.now = world.now.plus(Micros::seconds(3));
        let second = half(&world, "agent").await;
        let wrong = sign_in::with_code(&world.anonymous(), Some(&second), "000009").await.err();
        assert!(wrong.is_some_and(|e| at(&e, "code", &Problem::Code)));
        let right = sign_in::with_code(&world.anonymous(), Some(&second), &app.code(world.now)).await.err();
        assert!(matches!(right, Some(Error::Throttled { seconds }) if seconds > 3), "the delay grows: {right:?}");
    }
}

on_every_engine! {
    /// R9, over all actions there are.
    async fn required_factor_comes_first(world: World) {
        ruled(&mut world, true);
        for role in ["admin", "supervisor", "agent", "junior", "sales", "auditor", "finance"] {
            let cx = world.person(role).await;
            let open: Vec<Action> = Action::ALL.into_iter().filter(|a| check(cx.principal(), *a).is_ok()).collect();
            assert_eq!(open, [Action::ViewCatalog, Action::SignIn, Action::SignOut, Action::ManageFactors], "{role}");
        }
        let agent = world.person("agent").await;
        let wish = domain::behalf::Request { reason: "Reproduce a problem".to_owned(), ticket: String::new(), mode: domain::cx::Mode::Full, minutes: 15, back: String::new(), to: String::new(), second: false };
        let refused = domain::behalf::db::request(&agent, world.oleg().await, &wish).await;
        assert_eq!(refused, Err(Error::Forbidden(Denied::NoFactor)));
        let app = enrol(&agent).await;
        world.now = world.now.plus(MINUTE);
        let half = half(&world, "agent").await;
        let token = sign_in::with_code(&world.anonymous(), Some(&half), &app.code(world.now)).await.expect("signed in");
        let agent = world.cx(principal(&world.env, world.now, Realm::Portal, &token).await.expect("lookup"));
        request(&agent, world.oleg().await).await;
        let only = own::overview(&agent).await.expect("own");
        assert!(!only.may_remove);
        world.now = world.now.plus(MINUTE);
        let agent = world.cx(agent.principal().clone());
        let code = app.code(world.now);
        let removed = own::remove(&agent, only.factors[0].id, Again { password: login("agent").password, code: &code }).await;
        assert_eq!(removed, Err(Error::Forbidden(Denied::LastFactor)));
        assert_eq!(own::overview(&agent).await.expect("own").factors.len(), 1);
    }
}

on_every_engine! {
    /// A session that was asked for while no factor was needed is not opened without one.
    async fn verification_needs_required_factor(world: World) {
        let agent = world.person("agent").await;
        let slug = request(&agent, world.oleg().await).await;
        drop(agent);
        ruled(&mut world, true);
        let ana = login("agent");
        let refused = crate::world::verify(&world.anonymous(), &slug, ana.login, ana.password).await.err();
        assert_eq!(refused, Some(Error::Forbidden(Denied::NoFactor)));
    }
}

on_every_engine! {
    async fn stale_credentials_are_asked_again(world: World) {
        ruled(&mut world, false);
        let cx = world.person("agent").await;
        let app = enrol(&cx).await;
        let person = cx.principal().clone();
        world.now = world.now.plus(MINUTE);
        let fresh = world.cx(person.clone());
        let id = own::overview(&fresh).await.expect("own").factors[0].id;
        let bare = own::remove(&fresh, id, Again::default()).await.expect_err("refused");
        assert!(at(&bare, "password", &Problem::Required), "removing always asks");
        world.now = world.now.plus(Micros::minutes(6));
        let stale = world.cx(person.clone());
        let password = login("agent").password;
        for (again, field, problem) in [
            (Again::default(), "password", Problem::Required),
            (Again { password, code: "" }, "code", Problem::Required),
            (Again { password: "wrong", code: &app.code(world.now) }, "password", Problem::Credentials),
        ] {
            let refused = own::begin_app(&stale, "", again).await.expect_err("refused");
            assert!(at(&refused, field, &problem), "{refused:?}");
            world.now = world.now.plus(Micros::seconds(10));
        }
        world.now = world.now.plus(Micros::minutes(1));
        let stale = world.cx(person.clone());
        own::begin_app(&stale, "", Again { password, code: &app.code(world.now) }).await.expect("begun");
        world.now = world.now.plus(MINUTE);
        let last = world.cx(person);
        own::remove(&last, id, Again { password, code: &app.code(world.now) }).await.expect("removed");
        let after = own::overview(&last).await.expect("own");
        assert_eq!((after.factors.len(), after.codes), (0, 0), "with the last one the recovery codes go");
        assert!(world.token(Realm::Portal, "agent").await.expose().len() > 40, "the password is all there is again");
    }
}

on_every_engine! {
    async fn operator_can_reset_factors(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        let system = Cx::system(world.env.clone(), world.now, "test");
        assert_eq!(domain::factor::reset::reset(&system, "nobody@nowhere.example").await, Err(Error::NotFound));
        let other = enrol(&world.person("admin").await).await;
        assert_eq!(domain::factor::reset::reset(&system, login("agent").login).await, Ok(1));
        world.token(Realm::Portal, "agent").await;
        let left = half(&world, "admin").await;
        sign_in::with_code(&world.anonymous(), Some(&left), &other.codes[0]).await.expect("others keep theirs");
        let agent = world.person("agent").await;
        assert!(enrol(&agent).await.codes.iter().all(|code| !app.codes.contains(code)), "new recovery codes");
        let refused = domain::factor::reset::reset(&agent, login("admin").login).await;
        assert_eq!(refused, Err(Error::Forbidden(Denied::Permission)));
    }
}

on_every_engine! {
    async fn other_persons_factor_is_not_found(world: World) {
        ruled(&mut world, false);
        let agent = world.person("agent").await;
        enrol(&agent).await;
        let id = own::overview(&agent).await.expect("own").factors[0].id;
        let other = world.person("admin").await;
        assert_eq!(own::factor(&other, id).await.err(), Some(Error::NotFound));
        let typed = Again { password: login("admin").password, code: "" };
        assert_eq!(own::remove(&other, id, typed).await, Err(Error::NotFound));
    }
}

on_every_engine! {
    /// R10, R92: neither the secret of an app nor a recovery code lies anywhere in the database.
    async fn secrets_are_stored_sealed(world: World) {
        ruled(&mut world, false);
        let app = enrol(&world.person("agent").await).await;
        let secret: Vec<u8> = domain::on!(&world.env.db, c => sqlx::query_scalar("select secret from factor").fetch_one(c).await).expect("a factor");
        assert!(!secret.windows(app.secret.len()).any(|w| w == app.secret));
        let states: Vec<Vec<u8>> = domain::on!(&world.env.db, c => sqlx::query_scalar("select state from challenge").fetch_all(c).await).expect("challenges");
        assert!(!states.is_empty());
        let images: Vec<String> = domain::on!(&world.env.db, c => sqlx::query_scalar("select image from audit_image where kind in ('factor', 'recovery_code')").fetch_all(c).await).expect("images");
        assert_eq!(images.len(), 11);
        let sealed: String = secret.iter().map(|b| format!("{b:02x}")).collect();
        for image in &images {
            assert!(!image.contains("secret") && !image.contains("token_hash") && !image.contains(&sealed), "{image}");
        }
        for state in &states {
            assert!(app.codes.iter().all(|code| !state.windows(code.len()).any(|w| w == code.as_bytes())));
        }
    }
}

on_every_engine! {
    /// A missing or foreign key is told, and never replaced while something is sealed with it.
    async fn a_lost_key_stops_the_start(world: World) {
        let folder = std::env::temp_dir().join(format!("behalf-unlock-{}-{}", std::process::id(), world.env.db.engine()));
        let path = folder.join("a.secret.key");
        let cx = Cx::system(world.env.clone(), world.now, "test");
        db::unlock(&cx, &path).await.expect("made for a database without secrets");
        drop(cx);
        let made = std::fs::read(&path).expect("a key");
        enrol(&world.person("agent").await).await;
        let cx = Cx::system(world.env.clone(), world.now, "test");
        std::fs::remove_file(&path).expect("lost");
        let lost = db::unlock(&cx, &path).await;
        assert!(matches!(lost, Err(Error::Start(ref text)) if text.contains("is missing")), "{lost:?}");
        assert!(!path.exists());
        domain::secret::Key::find(&path, true).expect("another one");
        let foreign = db::unlock(&cx, &path).await;
        assert!(matches!(foreign, Err(Error::Start(ref text)) if text.contains("not the one")), "{foreign:?}");
        std::fs::remove_file(&path).expect("away");
        std::fs::write(&path, made).expect("back");
        db::unlock(&cx, &path).await.expect("the right one");
        let _ = std::fs::remove_dir_all(folder);
    }
}

on_every_engine! {
    /// What a passkey is asked with is good once, whoever answers, and an answer that fits nothing opens nothing.
    async fn answer_without_challenge_is_refused(world: World) {
        use domain::factor::passkey::{Assertion, ask, options};
        ruled(&mut world, false);
        let (cx, holder) = (world.anonymous(), Token::fresh().expect("random"));
        assert!(options(&cx, &holder).await.expect("looked").is_none());
        ask(&cx, &holder, None).await.expect("asked");
        let first = options(&cx, &holder).await.expect("looked").expect("options");
        assert!(first.contains(r#""userVerification":"required""#) && first.contains(r#""rpId":"localhost""#), "{first}");
        for _ in 0..2 {
            let answer = Assertion { holder: &holder, answer: "{}" };
            let refused = sign_in::with_passkey(&cx, &answer).await.err().expect("refused");
            assert!(at(&refused, "answer", &Problem::Passkey));
            assert!(options(&cx, &holder).await.expect("looked").is_none(), "gone with the first answer");
        }
        ask(&cx, &holder, None).await.expect("asked");
        assert_ne!(options(&cx, &holder).await.expect("looked"), Some(first), "each challenge is its own");
    }
}

#[tokio::test]
async fn ip_address_has_no_passkeys() {
    let world = World::new(Engine::Sqlite).await;
    assert!(!Setup::new(false, &"http://127.0.0.1:3000".parse().expect("an address")).has_passkeys());
    assert!(!world.env.part::<Setup>().has_passkeys());
    for (origin, host, fits) in [
        ("http://localhost:3000", "localhost:3000", true),
        ("http://localhost:3000", "127.0.0.1:3000", false),
        ("https://shop.example", "Shop.example", true),
        ("https://shop.example", "www.shop.example", false),
    ] {
        assert_eq!(
            Setup::new(false, &origin.parse().expect("an address")).has_passkeys_at(host),
            fits,
            "{origin} {host}"
        );
    }
}
