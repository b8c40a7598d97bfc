//! Passkeys: a challenge is good once, the person was verified, the page is our own, and the key belongs to who was asked.

use crate::authenticator::{Authenticator, VERIFIED};
use crate::factor::ruled;
use crate::world::{World, browser, login, on_every_engine, request};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Error, Problem, Realm, Result};
use domain::factor::own::{self, Again};
use domain::factor::passkey::{Assertion, ask, options};
use domain::factor::sign_in;
use domain::session::{Credentials, Entered, enter, principal};
use domain::time::Micros;

/// Somebody is there, and nobody knows who.
const PRESENT: u8 = 1;
/// The address of the page that asks.
const ORIGIN: &str = "http://localhost:3000";

/// Adds a passkey for the person of `cx`.
async fn enrol(cx: &Cx, seed: u8) -> Authenticator {
    own::begin_key(cx, "Laptop", Again::default()).await.expect("begun");
    let options = own::new_key(cx).await.expect("looked").expect("options");
    let (key, answer) = Authenticator::make(&options, ORIGIN, seed, VERIFIED);
    own::confirm_key(cx, &answer).await.expect("confirmed");
    key
}

async fn asked(cx: &Cx, holder: &Token) -> String {
    options(cx, holder).await.expect("looked").expect("options")
}

async fn sign_in(cx: &Cx, holder: &Token, answer: &str) -> Result<Token> {
    sign_in::with_passkey(cx, &Assertion { holder, answer }).await
}

fn refused<T>(result: Result<T>, problem: &Problem) -> bool {
    matches!(result, Err(Error::Invalid(fields)) if fields[0].problem == *problem)
}

async fn amr(world: &World) -> String {
    let body: String = domain::on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'auth.login.succeeded' order by seq desc limit 1").fetch_one(c).await).expect("an event");
    body.split("\"amr\":").nth(1).and_then(|rest| rest.split(']').next()).expect("methods").to_owned()
}

on_every_engine! {
    async fn passkey_answers_challenge_once(world: World) {
        ruled(&mut world, false);
        let mut key = enrol(&world.person("agent").await, 3).await;
        let cx = world.anonymous();
        let holder = sign_in::ask_passkey(&cx, None).await.expect("asked").expect("a new holder");
        let answer = key.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        let token = sign_in(&cx, &holder, &answer).await.expect("signed in");
        let Principal::Staff(staff, _) = principal(&world.env, world.now, Realm::Portal, &token).await.expect("lookup") else { panic!("nobody") };
        assert_eq!(staff.email, login("agent").login);
        assert_eq!(amr(&world).await, r#"["hwk""#);
        assert!(refused(sign_in(&cx, &holder, &answer).await, &Problem::Passkey), "the same answer again");
        sign_in::ask_passkey(&cx, None).await.expect("asked");
        ask(&cx, &holder, None).await.expect("asked anew");
        assert!(refused(sign_in(&cx, &holder, &answer).await, &Problem::Passkey), "an old answer to a new challenge");
    }
}

on_every_engine! {
    async fn password_leads_to_both_factors(world: World) {
        ruled(&mut world, false);
        let mut key = enrol(&world.person("agent").await, 3).await;
        let ana = login("agent");
        let cx = world.anonymous();
        let Entered::SecondFactorRequired(half) = enter(&cx, Realm::Portal, ana.login, ana.password).await.expect("right") else { panic!("a session") };
        assert!(sign_in::ask_passkey(&cx, Some(&half)).await.expect("asked").is_none(), "the same holder");
        let answer = key.sign(&asked(&cx, &half).await, ORIGIN, VERIFIED);
        sign_in(&cx, &half, &answer).await.expect("signed in");
        assert_eq!(amr(&world).await, r#"["pwd","hwk""#);
        assert_eq!(sign_in::pending(&cx, Some(&half)).await.err(), Some(Error::SignIn(Realm::Portal)), "it is used up");
    }
}

on_every_engine! {
    async fn passkey_checks_person_page_and_key(world: World) {
        ruled(&mut world, false);
        let mut key = enrol(&world.person("agent").await, 3).await;
        let mut other = enrol(&world.person("admin").await, 4).await;
        let cx = world.anonymous();
        let holder = Token::fresh().expect("random");
        for (origin, flags) in [(ORIGIN, PRESENT), ("http://localhost:3001", VERIFIED), ("https://localhost.evil.example", VERIFIED)] {
            ask(&cx, &holder, None).await.expect("asked");
            let answer = key.sign(&asked(&cx, &holder).await, origin, flags);
            assert!(refused(sign_in(&world.cx(Principal::Anonymous), &holder, &answer).await, &Problem::Passkey), "{origin} {flags}");
        }
        world.now = world.now.plus(Micros::minutes(31));
        let cx = world.anonymous();
        let nobody = world.person("supervisor").await.staff().expect("staff").id;
        assert_eq!(ask(&cx, &holder, Some(nobody)).await, Err(Error::NotFound), "somebody without a passkey");
        let Principal::Staff(agent, _) = world.person_after_key(&mut key).await else { panic!("nobody") };
        ask(&cx, &holder, Some(agent.id)).await.expect("asked");
        let answer = other.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        assert!(refused(sign_in(&cx, &holder, &answer).await, &Problem::Passkey), "somebody else's");
        ask(&cx, &holder, None).await.expect("asked");
        let late = key.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        world.now = world.now.plus(Micros::minutes(5));
        assert!(refused(sign_in(&world.anonymous(), &holder, &late).await, &Problem::Passkey), "too late");
    }
}

impl World {
    /// Signs in with a passkey.
    async fn person_after_key(&self, key: &mut Authenticator) -> Principal {
        let cx = self.anonymous();
        let holder = sign_in::ask_passkey(&cx, None).await.expect("asked").expect("a new holder");
        let answer = key.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        let token = sign_in(&cx, &holder, &answer).await.expect("signed in");
        principal(&self.env, self.now, Realm::Portal, &token).await.expect("lookup")
    }
}

on_every_engine! {
    async fn passkey_confirms_on_behalf(world: World) {
        ruled(&mut world, false);
        let agent = world.person("agent").await;
        let mut key = enrol(&agent, 3).await;
        let slug = request(&agent, world.oleg().await).await;
        let cx = world.anonymous();
        let cx = browser(&cx, &slug).await;
        let pending = domain::behalf::db::pending(&cx, &slug).await.expect("pending");
        let holder = Token::fresh().expect("random");
        ask(&cx, &holder, Some(pending.staff())).await.expect("asked");
        let answer = key.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        let typed = Credentials { passkey: Some(Assertion { holder: &holder, answer: &answer }), ..Credentials::default() };
        let token = domain::behalf::db::verify(&cx, &slug, &typed, None).await.expect("verified").token;
        assert!(world.acting_again(&slug, &token).await.is_some());
        let second = request(&agent, world.oleg().await).await;
        assert!(domain::behalf::db::verify(&cx, &second, &typed, None).await.is_err(), "the same answer for another session");
    }
}

on_every_engine! {
    async fn two_clicks_on_a_passkey_open_one_session(world: World) {
        ruled(&mut world, false);
        let agent = world.person("agent").await;
        let mut key = enrol(&agent, 3).await;
        let slug = request(&agent, world.oleg().await).await;
        let cx = browser(&world.anonymous(), &slug).await;
        let pending = domain::behalf::db::pending(&cx, &slug).await.expect("pending");
        let holder = Token::fresh().expect("random");
        ask(&cx, &holder, Some(pending.staff())).await.expect("asked");
        let answer = key.sign(&asked(&cx, &holder).await, ORIGIN, VERIFIED);
        let click = |holder: Token, answer: String| {
            let (cx, slug) = (cx.clone(), slug.clone());
            async move { domain::behalf::passkey::open(&cx, &slug, &Assertion { holder: &holder, answer: &answer }).await }
        };
        let both = tokio::join!(
            tokio::spawn(click(holder.clone(), answer.clone())),
            tokio::spawn(click(holder.clone(), answer.clone()))
        );
        let (one, two) = (both.0.expect("no panic").expect("opened"), both.1.expect("no panic").expect("opened"));
        assert_eq!(one.token.expose(), two.token.expose());
        assert!(world.acting_again(&slug, &two.token).await.is_some() && !two.waits);
        assert!(click(Token::fresh().expect("random"), answer.clone()).await.is_err(), "another browser");
        assert!(click(holder.clone(), "{}".to_owned()).await.is_err(), "another answer");
        world.now = world.now.plus(domain::factor::challenge::SENT_AGAIN).plus(Micros::seconds(1));
        let late = browser(&world.anonymous(), &slug).await;
        let passkey = Assertion { holder: &holder, answer: &answer };
        assert!(domain::behalf::passkey::open(&late, &slug, &passkey).await.is_err(), "too late for a double click");
    }
}

on_every_engine! {
    async fn new_passkey_is_asked_and_unique(world: World) {
        ruled(&mut world, false);
        let agent = world.person("agent").await;
        let begin = async || {
            own::begin_key(&agent, "", Again::default()).await.expect("begun");
            own::new_key(&agent).await.expect("looked").expect("options")
        };
        let (_, unverified) = Authenticator::make(&begin().await, ORIGIN, 3, PRESENT);
        assert!(refused(own::confirm_key(&agent, &unverified).await, &Problem::Passkey));
        let (_, answer) = Authenticator::make(&begin().await, ORIGIN, 3, VERIFIED);
        assert!(own::confirm_key(&agent, &answer).await.expect("added"), "with recovery codes");
        assert_eq!(own::confirm_key(&agent, &answer).await, Err(Error::NotFound), "a challenge is good once");
        let admin = world.person("admin").await;
        own::begin_key(&admin, "", Again::default()).await.expect("begun");
        let options = own::new_key(&admin).await.expect("looked").expect("options");
        let (_, same) = Authenticator::make(&options, ORIGIN, 3, VERIFIED);
        assert!(refused(own::confirm_key(&admin, &same).await, &Problem::Taken), "the same credential");
    }
}
