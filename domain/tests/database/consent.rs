//! What the customer says about support, and what it does to sessions.

use crate::world::{World, browser, login, on_every_engine, request, request_with_second, verify};
use domain::behalf::Cause;
use domain::behalf::ask::{self, Standing, Waiting};
use domain::behalf::consent::{self, Consent};
use domain::behalf::db::Verified;
use domain::behalf::found::{Found, principal};
use domain::behalf::over::sweep;
use domain::behalf::override_consent::{self, Override};
use domain::behalf::{code, customer, history, live};
use domain::credential::Token;
use domain::cx::{Cx, Principal};
use domain::error::{Conflict, Denied, Error, Problem, Realm};
use domain::id::BehalfId;
use domain::policy::{Action, Role};
use domain::session::{self, Credentials};
use domain::time::Micros;

const WHY: &str = "The customer called, cannot sign in, and the goods leave today";

fn of<'a>(role: &str) -> Credentials<'a> {
    let login = login(role);
    Credentials { login: login.login, password: login.password, ..Credentials::default() }
}

/// The agent proves who they are; `second` in case the consent stands in the way.
async fn proved(world: &World, slug: &str, second: Option<&Override<'_>>) -> Result<Verified, Error> {
    domain::behalf::db::verify(&browser(&world.anonymous(), slug).await, slug, &of("agent"), second).await
}

/// A session of the agent for Oleg, who wants to be asked, as it waits.
pub async fn asking(world: &World, own: &Cx) -> (String, Token) {
    consent::choose(own, "ask").await.expect("ask me");
    let agent = world.person("agent").await;
    let slug = request(&agent, world.oleg().await).await;
    let verified = proved(world, &slug, None).await.expect("verified");
    assert!(verified.waits);
    (slug, verified.token)
}

async fn found(world: &World, slug: &str, token: &Token) -> Found {
    principal(&world.env, world.now, slug, token).await.expect("lookup")
}

pub async fn waiting(world: &World, slug: &str, token: &Token) -> Waiting {
    match found(world, slug, token).await {
        Found::Waiting(waiting) => *waiting,
        _ => panic!("it does not wait"),
    }
}

async fn id_of(own: &Cx) -> BehalfId {
    live::now(own).await.expect("support")[0].id
}

async fn events(world: &World, kind: &'static str) -> i64 {
    domain::on!(&world.env.db, c => sqlx::query_scalar("select count(*) from audit_event where type = $1").bind(kind).fetch_one(c).await).expect("count")
}

async fn why(world: &World, slug: &str, token: &Token) -> String {
    match found(world, slug, token).await {
        Found::Over(ended) => ended.cause().map_or("nothing", Cause::as_str).to_owned(),
        _ => "not over".to_owned(),
    }
}

async fn a_product(world: &World) -> String {
    domain::on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 1").fetch_one(c).await).expect("a product")
}

/// Rows of every table about consent, for tests that want some.
pub async fn rows(world: &World) {
    let own = world.person("buyer").await;
    code::make(&own).await.expect("a code");
    consent::choose(&own, "never").await.expect("never");
    let agent = world.person("agent").await;
    let slug = request_with_second(&agent, world.oleg().await).await;
    let typed = Override { reason: WHY, second: of("supervisor") };
    proved(world, &slug, Some(&typed)).await.expect("override");
}

on_every_engine! {
    async fn withdrawn_consent_ends_sessions(world: World) {
        let own = world.person("buyer").await;
        for (choice, ended) in [("never", 1), ("ask", 1)] {
            let (slug, token, acting) = world.acting().await;
            assert_eq!(consent::choose(&own, choice).await.expect("choose"), ended, "{choice}");
            assert_eq!(why(&world, &slug, &token).await, "consent_withdrawn", "{choice}");
            let product = a_product(&world).await;
            let late = domain::cart::db::add(&acting, &product, "1").await;
            assert!(matches!(late, Err(Error::Ended(ref e)) if e.cause() == Some(Cause::ConsentWithdrawn)), "{choice}: {late:?}");
            consent::choose(&own, "allowed").await.expect("choose");
        }
        assert_eq!(consent::choose(&own, "perhaps").await, Err(Error::field("consent", Problem::NotAChoice)));
    }
}

on_every_engine! {
    /// The company changes its mind elsewhere: nobody ended the row, and still nothing is done with it.
    async fn consent_is_checked_at_each_request(world: World) {
        let (slug, token, acting) = world.acting().await;
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update organization set support_consent = 'ask', last_event = $1 where number = 'C-10001'").bind(&event).execute(c).await.map(|_| ())).expect("update");
        tx.commit(domain::audit::Event::new("organization.changed")).await.expect("commit");
        assert_eq!(why(&world, &slug, &token).await, "consent_withdrawn");
        let product = a_product(&world).await;
        let late = domain::cart::db::add(&acting, &product, "1").await;
        assert!(matches!(late, Err(Error::Ended(ref e)) if e.cause() == Some(Cause::ConsentWithdrawn)), "{late:?}");
        assert_eq!(sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep"), 0, "written down already");
        assert_eq!(world.count("select count(*) from behalf where ended_why = 'consent_withdrawn'").await, 1);
    }
}

on_every_engine! {
    async fn consent_never_refuses_and_records(world: World) {
        let own = world.person("buyer").await;
        consent::choose(&own, "never").await.expect("never");
        let agent = world.person("agent").await;
        let alone = domain::behalf::db::request(&agent, world.oleg().await, &crate::world::wish()).await;
        assert_eq!(alone.err(), Some(Error::Forbidden(Denied::Consent)), "nobody else was said to be there");
        let slug = request_with_second(&agent, world.oleg().await).await;
        assert_eq!(proved(&world, &slug, None).await.err(), Some(Error::Forbidden(Denied::Consent)));
        assert_eq!(world.count("select count(*) from audit_event where type = 'on_behalf.denied' and body like '%\"consent\"%'").await, 2);
        assert_eq!(world.count("select count(*) from behalf where state = 'active'").await, 0);
    }
}

on_every_engine! {
    async fn session_waits_for_customer_yes(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Open);
        assert!(world.acting_again(&slug, &token).await.is_none(), "opens nothing yet");
        assert!(verify(&world.anonymous(), &slug, login("agent").login, login("agent").password).await.is_err(), "a second time");
        let id = id_of(&own).await;
        let other = world.buyer(1).await;
        assert_eq!(ask::approve(&other, id).await, Err(Error::NotFound), "somebody else's");
        ask::approve(&own, id).await.expect("yes");
        assert_eq!(ask::approve(&own, id).await, Err(Error::Conflict(Conflict::State)), "once");
        let acting = world.acting_again(&slug, &token).await.expect("open");
        let product = a_product(&world).await;
        domain::cart::db::add(&acting, &product, "1").await.expect("works");
        assert_eq!((events(&world, "consent.asked").await, events(&world, "consent.approved").await), (1, 1));
        consent::choose(&own, "allowed").await.expect("looser");
        assert!(world.acting_again(&slug, &token).await.is_some(), "less strict ends nothing");
        consent::choose(&own, "ask").await.expect("ask");
        assert!(world.acting_again(&slug, &token).await.is_some(), "it was asked");
    }
}

on_every_engine! {
    async fn only_timely_yes_opens_session(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        ask::refuse(&own, id_of(&own).await).await.expect("no");
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Refused);
        assert!(live::now(&own).await.expect("support").is_empty(), "asks no more");

        let (slug, token) = asking(&world, &own).await;
        let given_up = waiting(&world, &slug, &token).await;
        ask::cancel(&world.anonymous(), &given_up).await.expect("cancel");
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Cancelled);

        let (slug, token) = asking(&world, &own).await;
        let id = id_of(&own).await;
        let late = world.cx_later(&own, Micros::minutes(5));
        assert_eq!(ask::approve(&late, id).await, Err(Error::Conflict(Conflict::State)), "too late");
        world.now = late.now();
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Expired);
        assert_eq!(sweep(&Cx::system(world.env.clone(), world.now, "sweep")).await.expect("sweep"), 0, "written down already");
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Expired);
        let (listed, total) = history::own(&world.cx(own.principal().clone()), 0).await.expect("list");
        let never_in: Vec<Cause> = listed.iter().filter_map(|s| s.unopened).collect();
        assert_eq!(never_in, [Cause::Expired, Cause::Cancelled, Cause::Refused], "the customer reads what was not let in, newest first");
        assert_eq!(total, i64::try_from(listed.len()).expect("few"));
        for kind in ["consent.refused", "consent.cancelled", "consent.expired"] {
            assert_eq!(events(&world, kind).await, 1, "{kind}");
        }
        assert_eq!(events(&world, "on_behalf.started").await, world.count("select count(*) from behalf where started_at is not null").await);
    }
}

on_every_engine! {
    async fn never_refuses_what_waits(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        consent::choose(&own, "never").await.expect("never");
        assert_eq!(waiting(&world, &slug, &token).await.standing(world.now), Standing::Refused);
    }
}

on_every_engine! {
    async fn code_opens_once_in_ten_minutes(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        let first = code::make(&own).await.expect("a code");
        let second = code::make(&own).await.expect("another");
        if first.digits != second.digits {
            let old = code::enter(&world.anonymous(), &row, &first.digits).await;
            assert_eq!(old, Err(Error::field("consent_code", Problem::WrongCode)), "replaced");
        }
        assert_eq!(code::enter(&world.anonymous(), &row, "12345").await, Err(Error::field("consent_code", Problem::NotACode)));
        let spaced = format!("{} {}", &second.digits[..3], &second.digits[3..]);
        code::enter(&world.anonymous(), &row, &spaced).await.expect("the code");
        assert!(world.acting_again(&slug, &token).await.is_some());
        assert_eq!(world.count("select count(*) from behalf where consent = 'code' and state = 'active'").await, 1);

        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        assert!(code::enter(&world.anonymous(), &row, &second.digits).await.is_err(), "used");
        let third = code::make(&own).await.expect("a code");
        world.now = world.now.plus(Micros::minutes(10));
        assert!(code::enter(&world.anonymous(), &row, &third.digits).await.is_err(), "ten minutes old");
        assert_eq!(world.count("select count(*) from audit_image where image like '%argon2%'").await, 0, "no image holds the hash");
    }
}

on_every_engine! {
    async fn five_wrong_tries_end_code(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        let made = code::make(&own).await.expect("a code");
        let wrong = if made.digits == "000000" { "000001" } else { "000000" };
        let mut throttled = 0;
        for _ in 0..5 {
            loop {
                match code::enter(&world.anonymous(), &row, wrong).await {
                    Err(Error::Throttled { seconds }) => {
                        throttled += 1;
                        world.now = world.now.plus(Micros::seconds(seconds));
                    }
                    other => break assert_eq!(other, Err(Error::field("consent_code", Problem::WrongCode))),
                }
            }
        }
        assert!(throttled > 0);
        world.now = world.now.plus(Micros::minutes(1));
        assert!(code::enter(&world.anonymous(), &row, &made.digits).await.is_err(), "the right one is burnt too");
        assert_eq!(world.count("select count(*) from consent_code where ended_why = 'burnt' and tries = 5").await, 1);
        for _ in 0..19 {
            code::make(&own).await.expect("a code");
        }
        assert!(matches!(code::make(&own).await.map(|_| ()), Err(Error::Throttled { .. })));
    }
}

on_every_engine! {
    async fn override_needs_permitted_second(world: World) {
        let own = world.person("buyer").await;
        consent::choose(&own, "never").await.expect("never");
        world.now = world.now.plus(Micros::seconds(1));
        let agent = world.person("agent").await;
        let slug = request_with_second(&agent, world.oleg().await).await;
        let mut wrong = of("supervisor");
        wrong.password = "not the password at all";
        for (field, problem, reason, second) in [
            ("override_reason", Problem::TooShort(10), "because", of("supervisor")),
            ("second_login", Problem::SamePerson, WHY, of("agent")),
            ("second_login", Problem::MayNotOverride, WHY, of("finance")),
            ("second_login", Problem::MayNotOverride, WHY, of("junior")),
            ("second_password", Problem::Credentials, WHY, wrong),
        ] {
            let typed = Override { reason, second };
            assert_eq!(proved(&world, &slug, Some(&typed)).await.err(), Some(Error::field(field, problem)), "{field}");
        }
        let typed = Override { reason: WHY, second: of("supervisor") };
        let verified = proved(&world, &slug, Some(&typed)).await.expect("two people");
        assert!(!verified.waits);
        let acting = world.acting_again(&slug, &verified.token).await.expect("the no that was there does not end it");
        let product = a_product(&world).await;
        domain::cart::db::add(&acting, &product, "1").await.expect("works");
        assert_eq!(events(&world, "on_behalf.overridden").await, 1);
        assert!(live::now(&own).await.expect("support")[0].is_override(), "the customer is told at once");
        let (visit, _) = customer::visit(&own, id_of(&own).await).await.expect("visit");
        assert_eq!((visit.override_reason.as_str(), visit.second_role), (WHY, Some(Role::Supervisor)));

        let later = world.cx_later(&own, Micros::seconds(1));
        consent::choose(&later, "ask").await.expect("a later word");
        assert_eq!(why(&world, &slug, &verified.token).await, "consent_withdrawn");
    }
}

on_every_engine! {
    async fn override_opens_waiting_request(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        let typed = Override { reason: WHY, second: of("admin") };
        override_consent::open_waiting(&world.anonymous(), &row, &typed).await.expect("override");
        assert!(world.acting_again(&slug, &token).await.is_some());
        assert!(override_consent::open_waiting(&world.anonymous(), &row, &typed).await.is_err(), "once");
    }
}

on_every_engine! {
    async fn customer_ends_only_own_sessions(world: World) {
        let (slug, token, acting) = world.acting().await;
        let id = acting.behalf().expect("acting").2.id;
        let product = a_product(&world).await;
        domain::behalf::history::viewed(&acting, "cart").await.expect("viewed");
        domain::cart::db::add(&acting, &product, "2").await.expect("add");
        let own = world.person("buyer").await;
        let (visit, steps) = customer::visit(&own, id).await.expect("visit");
        assert!(visit.is_live(world.now));
        let added = steps.iter().find(|s| s.entry.kind == "cart.item_added").expect("the line");
        assert!(added.changes.iter().any(|c| c.field.ends_with("quantity") && c.before != c.after), "{:?}", added.changes);
        let other = world.buyer(1).await;
        assert_eq!(customer::visit(&other, id).await.map(|_| ()), Err(Error::NotFound));
        assert_eq!(customer::end(&other, id).await, Err(Error::NotFound));
        for refused in [
            customer::end(&acting, id).await,
            consent::choose(&acting, "allowed").await.map(|_| ()),
            code::make(&acting).await.map(|_| ()),
            ask::approve(&acting, id).await,
            ask::refuse(&acting, id).await,
        ] {
            assert_eq!(refused, Err(Error::Forbidden(Denied::NotOnBehalf)));
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'authz.denied' and body like '%not_on_behalf%'").await, 5);
        customer::end(&own, id).await.expect("end");
        assert_eq!(why(&world, &slug, &token).await, "customer");
        let late = domain::cart::db::add(&acting, &product, "1").await;
        assert!(matches!(late, Err(Error::Ended(ref e)) if e.cause() == Some(Cause::Customer)), "{late:?}");
        assert_eq!(customer::end(&own, id).await, Err(Error::Conflict(Conflict::State)));
    }
}

on_every_engine! {
    async fn open_page_hears_without_use(world: World) {
        let own = world.person("buyer").await;
        assert_eq!(consent::own(&own).await.expect("said").effective(), Consent::Allowed);
        let mut page = live::Listener::of(&own).expect("a listener");
        assert!(page.look(world.now).await.expect("look").expect("signed in").is_empty());
        let (_, _, acting) = world.acting().await;
        let soon = std::time::Duration::from_secs(2);
        assert!(tokio::time::timeout(soon, page.changed()).await.expect("told at once"));
        assert_eq!(page.look(world.now).await.expect("look").expect("signed in").len(), 1);
        assert!(live::Listener::of(&acting).is_none(), "only the customer");
        world.now = world.now.plus(Micros::minutes(50));
        assert!(page.look(world.now).await.expect("look").is_some());
        world.now = world.now.plus(Micros::minutes(10));
        assert!(page.look(world.now).await.expect("look").is_none(), "an hour without a page is idle, whoever listens");
        world.env.part::<live::Live>().close();
        let mut before = 0;
        while tokio::time::timeout(soon, page.changed()).await.expect("told at once") {
            before += 1;
            assert!(before < 3, "the process ends");
        }
    }
}

on_every_engine! {
    async fn page_polling_is_no_use(world: World) {
        let token = world.token(Realm::Shop, "buyer").await;
        world.now = world.now.plus(Micros::minutes(40));
        let peeked = session::peek(&world.env, world.now, Realm::Shop, &token).await.expect("peek");
        assert!(matches!(peeked, Principal::Customer(..)));
        let later = world.now.plus(Micros::minutes(20));
        let found = session::principal(&world.env, later, Realm::Shop, &token).await.expect("principal");
        assert!(matches!(found, Principal::Anonymous), "an hour after the last page");
    }
}

on_every_engine! {
    async fn locked_account_stays_closed(world: World) {
        let own = world.person("buyer").await;
        let (slug, token) = asking(&world, &own).await;
        let row = waiting(&world, &slug, &token).await;
        let made = code::make(&own).await.expect("a code");
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update account set status = 'locked', last_event = $1 where email_key = 'oleg@northmere.example'").bind(&event).execute(c).await.map(|_| ())).expect("update");
        tx.commit(domain::audit::Event::new("account.locked")).await.expect("commit");
        assert_eq!(code::enter(&world.anonymous(), &row, &made.digits).await, Err(Error::Forbidden(Denied::Locked)));
        let typed = Override { reason: WHY, second: of("supervisor") };
        assert_eq!(override_consent::open_waiting(&world.anonymous(), &row, &typed).await, Err(Error::Conflict(Conflict::State)), "it ended with the first refusal");
        assert_eq!(world.count("select count(*) from behalf where state = 'active'").await, 0);
    }
}
