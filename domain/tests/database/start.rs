//! Starts from elsewhere: the page that a session begins on, the account that a link names, and the customer's code that is
//! typed before.

use crate::world::{World, browser, login, on_every_engine, request, wish};
use domain::account::db::named;
use domain::behalf::ask;
use domain::behalf::consent::{self, Consent};
use domain::behalf::db::{Verified, pending};
use domain::behalf::found::{Found, principal};
use domain::behalf::help::{account_of_code, held, take};
use domain::behalf::{Request, code, landing, live};
use domain::cx::Cx;
use domain::db::DbTx;
use domain::error::{Denied, Error, Problem};
use domain::factor::Setup;
use domain::id::{AccountId, ContactId};
use domain::on;
use domain::secret::Key;
use domain::session::Credentials;
use domain::time::Micros;

const HOUR: Micros = Micros::minutes(60);

async fn proved(world: &World, slug: &str) -> Result<Verified, Error> {
    let ana = login("agent");
    let typed = Credentials { login: ana.login, password: ana.password, ..Credentials::default() };
    domain::behalf::db::verify(&browser(&world.anonymous(), slug).await, slug, &typed, None).await
}

async fn ask_for(agent: &Cx, account: AccountId, to: &str) -> Result<String, Error> {
    domain::behalf::db::request(agent, account, &Request { to: to.to_owned(), ..wish() }).await
}

/// The key that codes are found with, as the program has it when it serves.
fn unlock(world: &World) {
    world.env.part::<Setup>().unlock(Key::of(&[5; 32]));
}

async fn basis(world: &World) -> String {
    on!(&world.env.db, c => sqlx::query_scalar("select consent from behalf where state = 'active' order by started_at desc limit 1").fetch_one(c).await)
        .expect("an open session")
}

async fn denials(world: &World, kind: &'static str) -> i64 {
    on!(&world.env.db, c => sqlx::query_scalar("select count(*) from audit_event where type = $1").bind(kind).fetch_one(c).await)
        .expect("events")
}

/// The session of this slug ends, so that the next one is the only one.
async fn end(world: &World, slug: &str, verified: &Verified) {
    let acting = world.acting_again(slug, &verified.token).await.expect("open");
    domain::behalf::ending::end(&acting, "").await.expect("ended");
}

on_every_engine! {
    async fn a_session_begins_on_the_page_that_was_asked_for(world: World) {
        let agent = world.person("agent").await;
        let account = world.oleg().await;
        for to in ["/orders/4F7-22KD?page=2", "/cart", ""] {
            let slug = ask_for(&agent, account, to).await.expect("a request");
            let verified = proved(&world, &slug).await.expect("open");
            assert_eq!(verified.to, to);
            let acting = world.acting_again(&slug, &verified.token).await.expect("open");
            assert_eq!(landing::of(&acting).await.expect("read"), to, "the second of two clicks leads there, too");
            end(&world, &slug, &verified).await;
        }
        assert_eq!(landing::of(&agent).await.expect("read"), "", "nothing outside of a session");
        // Through the wait for the customer it goes along.
        consent::choose(&world.person("buyer").await, "ask").await.expect("ask me");
        let slug = ask_for(&agent, account, "/cart").await.expect("a request");
        let verified = proved(&world, &slug).await.expect("waits");
        let Found::Waiting(waiting) = principal(&world.env, world.now, &slug, &verified.token).await.expect("lookup") else {
            panic!("it does not wait")
        };
        assert!(verified.waits);
        assert_eq!(waiting.to_page, "/cart");
    }
}

on_every_engine! {
    async fn a_page_of_elsewhere_is_refused_at_its_field(world: World) {
        let agent = world.person("agent").await;
        let account = world.oleg().await;
        for to in ["//evil.example", "https://evil.example/cart", "/sign-out", "/as/x/cart", "/portal/contacts", "/cart\r\n", "/\\x"] {
            assert_eq!(ask_for(&agent, account, to).await, Err(Error::field("to", Problem::NotAPage)), "{to}");
        }
        assert_eq!(world.count("select count(*) from behalf where state = 'requested'").await, 0, "nothing was asked for");
        // A person without the permission gets that answer before any other.
        let auditor = world.person("auditor").await;
        assert_eq!(ask_for(&auditor, account, "//evil.example").await, Err(Error::Forbidden(Denied::Permission)));
    }
}

on_every_engine! {
    async fn a_link_names_an_account_a_contact_or_a_login(world: World) {
        let (agent, sales) = (world.person("agent").await, world.person("sales").await);
        let (account, mail) = (world.oleg().await, login("buyer").login);
        let contact: ContactId = on!(&world.env.db, c => sqlx::query_scalar("select contact_id from account where id = $1").bind(account).fetch_one(c).await).expect("a contact");
        let several: i64 = on!(&world.env.db, c => sqlx::query_scalar("select count(*) from account where contact_id = $1").bind(contact).fetch_one(c).await).expect("a count");
        for (asked, count) in [(account.to_string(), 1), (mail.to_owned(), 1), (format!(" {} ", mail.to_uppercase()), 1), (contact.to_string(), several)] {
            let found = named(&agent, &asked).await.expect("found");
            assert!(found.iter().any(|one| one.id == account), "{asked}");
            assert_eq!(i64::try_from(found.len()).expect("few"), count, "{asked}");
            // Out of scope it does not exist, like what nobody has.
            assert_eq!(named(&sales, &asked).await.map(|_| ()), Err(Error::NotFound), "{asked}");
        }
        for nobody in ["", "x", "nobody@nowhere.example", "00000000-0000-7000-8000-000000000000", "oleg@northmere"] {
            assert_eq!(named(&agent, nobody).await.map(|_| ()), Err(Error::NotFound), "{nobody}");
        }
        let targets: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'on_behalf.denied'").fetch_all(c).await).expect("events");
        assert!(targets.iter().any(|body| body.contains(&account.to_string()) && body.contains("not_found")), "an id is named");
        assert!(!targets.iter().any(|body| body.contains("nobody@") || body.contains(mail)), "an e-mail is not");
        let buyer = world.person("buyer").await;
        assert!(named(&buyer, &account.to_string()).await.is_err());
    }
}

on_every_engine! {
    async fn a_typed_code_opens_at_once_and_is_used_up(world: World) {
        unlock(&world);
        let (own, account) = (world.person("buyer").await, world.oleg().await);
        for choice in [Consent::Ask, Consent::Allowed] {
            consent::choose(&own, choice.as_str()).await.expect("said");
            let agent = world.person("agent").await;
            let made = code::make(&own).await.expect("a code");
            let spaced = format!(" {} {} ", &made.digits[..3], &made.digits[3..]);
            assert_eq!(account_of_code(&agent, &spaced).await, Ok(Some(account)));
            assert_eq!(account_of_code(&agent, &spaced).await, Ok(Some(account)), "looking does not use it up");
            assert_eq!(held(&agent, account).await.expect("read"), None, "looking keeps nothing");
            assert_eq!(take(&agent, &spaced).await, Ok(account));
            assert_eq!(held(&agent, account).await.expect("read"), Some(made.until));
            let slug = request(&agent, account).await;
            assert!(pending(&browser(&world.anonymous(), &slug).await, &slug).await.expect("pending").has_code);
            let verified = proved(&world, &slug).await.expect("open");
            assert!(!verified.waits, "{choice:?}");
            assert_eq!(basis(&world).await, "code");
            assert_eq!(world.count("select count(*) from consent_code where ended_why = 'used' and typed_session_id is not null").await, if choice == Consent::Ask { 1 } else { 2 });
            end(&world, &slug, &verified).await;
            // Once.
            assert_eq!(account_of_code(&agent, &made.digits).await, Ok(None));
            assert_eq!(take(&agent, &made.digits).await, Err(Error::field("code", Problem::WrongCode)));
            assert_eq!(held(&agent, account).await.expect("read"), None);
            let slug = request(&agent, account).await;
            let verified = proved(&world, &slug).await.expect("verified");
            assert_eq!(verified.waits, choice == Consent::Ask);
            if choice == Consent::Ask {
                let id = live::now(&own).await.expect("support")[0].id;
                ask::refuse(&own, id).await.expect("refused");
            }
        }
        assert_eq!(denials(&world, "consent.code_typed").await, 2);
        assert_eq!(denials(&world, "consent.code_used").await, 2);
    }
}

on_every_engine! {
    async fn a_typed_code_is_good_in_its_session_for_a_time(world: World) {
        unlock(&world);
        let (own, account) = (world.person("buyer").await, world.oleg().await);
        consent::choose(&own, "ask").await.expect("ask me");
        let (one, other) = (world.person("agent").await, world.person("agent").await);
        let made = code::make(&own).await.expect("a code");
        take(&one, &made.digits).await.expect("typed");
        // Another portal session of the same person did not type it.
        assert_eq!(held(&other, account).await.expect("read"), None);
        let slug = request(&other, account).await;
        assert!(proved(&world, &slug).await.expect("verified").waits);
        ask::refuse(&own, live::now(&own).await.expect("support")[0].id).await.expect("refused");
        // A later code takes its place.
        code::make(&own).await.expect("another code");
        assert_eq!(held(&one, account).await.expect("read"), None);
        let slug = request(&one, account).await;
        assert!(proved(&world, &slug).await.expect("verified").waits);
        ask::refuse(&own, live::now(&own).await.expect("support")[0].id).await.expect("refused");
        // Too old.
        let last = code::make(&own).await.expect("a code");
        take(&one, &last.digits).await.expect("typed");
        world.now = world.now.plus(Micros::minutes(10));
        let (later, own) = (world.cx_later(&one, Micros(0)), world.cx_later(&own, Micros(0)));
        assert_eq!(held(&later, account).await.expect("read"), None);
        assert_eq!(account_of_code(&later, &last.digits).await, Ok(None));
        let slug = request(&later, account).await;
        assert!(proved(&world, &slug).await.expect("verified").waits);
        ask::refuse(&own, live::now(&own).await.expect("support")[0].id).await.expect("refused");
        // Against a never it takes two people, whatever was read out.
        consent::choose(&own, "never").await.expect("never");
        let never = code::make(&own).await.expect("a code");
        assert_eq!(take(&later, &never.digits).await, Ok(account));
        let asked = domain::behalf::db::request(&later, account, &wish()).await;
        assert_eq!(asked, Err(Error::Forbidden(Denied::Consent)));
    }
}

on_every_engine! {
    async fn codes_are_looked_for_in_scope_and_not_too_often(world: World) {
        unlock(&world);
        let (own, account) = (world.person("buyer").await, world.oleg().await);
        let made = code::make(&own).await.expect("a code");
        let agent = world.person("agent").await;
        // Another text than a code is not looked for, and counts nothing.
        let counted = "select count(*) from throttle";
        let before = world.count(counted).await;
        for other in ["", "oleg", "12345", "1234567", "12345x", "M8 x 40"] {
            assert_eq!(account_of_code(&agent, other).await, Ok(None), "{other}");
        }
        assert_eq!(world.count(counted).await, before);
        // Out of scope there is none, and for people who may not start a session either.
        assert_eq!(account_of_code(&world.person("sales").await, &made.digits).await, Ok(None));
        assert_eq!(take(&world.person("sales").await, &made.digits).await, Err(Error::field("code", Problem::WrongCode)));
        for cx in [world.person("auditor").await, own.clone(), world.anonymous()] {
            assert_eq!(account_of_code(&cx, &made.digits).await, Ok(None));
            assert!(take(&cx, &made.digits).await.is_err());
        }
        for (typed, problem) in [("", Problem::Required), ("12 34", Problem::NotACode)] {
            assert_eq!(take(&agent, typed).await, Err(Error::field("code", problem)), "{typed}");
        }
        let wrong = if made.digits == "000000" { "000001" } else { "000000" };
        let mut looked = 0;
        let wait = loop {
            match account_of_code(&agent, wrong).await {
                Ok(None) => looked += 1,
                Err(Error::Throttled { seconds }) => break seconds,
                other => panic!("{other:?}"),
            }
        };
        assert!((1..=30).contains(&looked), "{looked}");
        assert!(matches!(account_of_code(&agent, &made.digits).await, Err(Error::Throttled { .. })), "not the right one either");
        assert!(wait <= HOUR.0 / 1_000_000 + 1, "{wait}");
        assert!(denials(&world, "rate.limited").await > 0);
        // It is this person who waits, and not the customer or anybody else.
        assert_eq!(account_of_code(&world.person("supervisor").await, &made.digits).await, Ok(Some(account)));
        let later = world.cx_later(&agent, Micros::seconds(wait));
        assert!(matches!(account_of_code(&later, wrong).await, Ok(None)));
    }
}

on_every_engine! {
    async fn a_number_of_a_company_is_no_code_and_costs_no_try(world: World) {
        unlock(&world);
        let (own, agent) = (world.person("buyer").await, world.person("agent").await);
        // Even numbers are of companies.
        let mut tx = world.env.db.begin().await.expect("begin");
        match &mut tx {
            DbTx::Sqlite(t) => sqlx::query(
                "insert into contact_word (word, n)
                 with recursive x(i) as (select 0 union all select i + 2 from x where i < 999998)
                 select printf('%06d', i), 1 from x",
            )
            .execute(&mut **t)
            .await
            .map(|_| ()),
            DbTx::Postgres(t) => sqlx::query(
                "insert into contact_word (word, n) select to_char(i, 'FM000000'), 1 from generate_series(0, 999998, 2) i",
            )
            .execute(&mut **t)
            .await
            .map(|_| ()),
        }
        .expect("words");
        tx.commit().await.expect("commit");
        let mut last = String::new();
        for _ in 0..4 {
            last = code::make(&own).await.expect("a code").digits;
            assert!(last.ends_with(['1', '3', '5', '7', '9']), "{last} is the number of a company");
        }
        for _ in 0..40 {
            assert_eq!(account_of_code(&agent, "200 124").await, Ok(None));
        }
        assert_eq!(denials(&world, "rate.limited").await, 0);
        assert_eq!(account_of_code(&agent, &last).await, Ok(Some(world.oleg().await)));
    }
}

on_every_engine! {
    /// Two customers who have the same code at once are not told apart by it, so it finds neither.
    async fn a_code_that_two_have_finds_nobody(world: World) {
        unlock(&world);
        let agent = world.person("agent").await;
        let (one, other) = (world.person("buyer").await, world.buyer(1).await);
        let first = code::make(&one).await.expect("a code");
        code::make(&other).await.expect("a code");
        assert!(account_of_code(&agent, &first.digits).await.expect("found").is_some());
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(domain::policy::Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update consent_code set lookup = (select d.lookup from consent_code d where d.account_id = $2), last_event = $1").bind(&event).bind(world.oleg().await).execute(c).await.map(|_| ())).expect("update");
        tx.commit(domain::audit::Event::new("consent.code_made")).await.expect("commit");
        assert_eq!(account_of_code(&agent, &first.digits).await, Ok(None));
    }
}
