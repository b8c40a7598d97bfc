//! The first day: a link that works once, everything or nothing written, and the steps that follow.

use crate::world::{Engine, World, check_log, on_every_engine};
use domain::cx::{Cx, Principal};
use domain::db::Db;
use domain::error::{Conflict, Error, Field, Problem, Realm};
use domain::on;
use domain::set_up::steps::facts;
use domain::set_up::{self, Missing, Typed, TypedStore};
use domain::staff::invite;
use domain::time::Micros;

const PASSWORD: &str = "seven quiet lanterns by the harbour";
const ALL: Missing = Missing { administrator: true, store: true };

/// A database with tables and nothing in them.
async fn empty(like: &World) -> World {
    let engine = match like.env.db {
        Db::Sqlite { .. } => Engine::Sqlite,
        Db::Postgres(_) => Engine::Postgres,
    };
    let world = World::empty(engine).await;
    world.env.db.migrate().await.expect("migrated");
    world
}

fn system(world: &World) -> Cx {
    Cx::system(world.env.clone(), world.now, "serve")
}

/// The token of a new link.
async fn link(world: &World) -> String {
    let (link, _) = set_up::link(&system(world)).await.expect("made").expect("something is missing");
    link.split("/portal/set-up/").nth(1).expect("a link").to_owned()
}

fn typed() -> Typed {
    let text = |text: &str| text.to_owned();
    Typed {
        name: text("Nora Vance"),
        email: text("nora@kilnworth.example"),
        administrators: text("view"),
        support: text("full"),
        store: TypedStore {
            name: text("Kilnworth"),
            country: text("CH"),
            currency: text("CHF"),
            languages: vec![text("de")],
            tax_standard: text("8.1"),
            tax_reduced: text("2.6"),
            mail_from: text("Kilnworth <shop@kilnworth.example>"),
            ..TypedStore::default()
        },
    }
}

fn fields<T: std::fmt::Debug>(result: domain::error::Result<T>) -> Vec<&'static str> {
    match result {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|field| field.name).collect(),
        other => panic!("{other:?}"),
    }
}

on_every_engine! {
    async fn the_first_day_is_written_at_once_and_once(world: World) {
        let world = empty(&world).await;
        let (visitor, token) = (world.anonymous(), link(&world).await);
        assert_eq!(set_up::open(&visitor, &token).await, Ok(ALL));
        // What is wrong is named as a whole, and nothing is written.
        let wrong = Typed { email: "nora".to_owned(), administrators: String::new(), ..typed() };
        assert_eq!(fields(set_up::save(&visitor, &token, &wrong, "short").await), ["email", "administrators", "password"]);
        let store = TypedStore { currency: "JPY".to_owned(), tax_standard: String::new(), ..typed().store };
        let wrong = Typed { store, ..typed() };
        assert_eq!(fields(set_up::save(&visitor, &token, &wrong, PASSWORD).await), ["currency", "tax_standard"]);
        let guessed = set_up::save(&visitor, &token, &typed(), "kilnworth kilnworth").await;
        assert_eq!(guessed, Err(Error::Invalid(vec![Field { name: "password", problem: Problem::Guessable }])));
        assert_eq!(world.count("select (select count(*) from staff) + (select count(*) from store)").await, 0);
        // Of several at once one succeeds.
        let tries: Vec<_> = (0..4)
            .map(|_| {
                let (cx, token) = (visitor.clone(), token.clone());
                tokio::spawn(async move { set_up::save(&cx, &token, &typed(), PASSWORD).await })
            })
            .collect();
        let mut won = 0;
        for one in tries {
            match one.await.expect("no panic") {
                Ok(()) => won += 1,
                Err(Error::NotFound | Error::Conflict(Conflict::State) | Error::Throttled { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(won, 1);
        let (tax, from): (i64, String) = on!(&world.env.db, c => sqlx::query_as(
            "select tax_standard, country from store where currency = 'CHF' and languages = 'de' and code = 'main'"
        ).fetch_one(c).await).expect("the store");
        assert_eq!((tax, from.as_str()), (810, "CH"));
        let token = domain::session::sign_in(&visitor, Realm::Portal, "nora@kilnworth.example", PASSWORD).await.expect("signs in");
        let me = world.cx(domain::session::principal(&world.env, world.now, Realm::Portal, &token).await.expect("a person"));
        let mode = me.staff().and_then(|staff| staff.grants.behalf);
        assert_eq!(mode, Some(domain::cx::Mode::View));
        invite::send(&me, "Ivo", "ivo@kilnworth.example", "agent").await.expect("invited");
        let letter = domain::outbox::take(&world.env, world.now).await.expect("taken").expect("a mail");
        assert_eq!(letter.sender, "Kilnworth <shop@kilnworth.example>", "mail comes from the store");
        let kinds = "select count(*) from audit_event
                     where type in ('set_up.done', 'set_up.link_made', 'staff.joined', 'store.created', 'staff_role.changed')";
        assert_eq!(world.count(kinds).await, 6, "two roles were changed");
        assert_eq!(world.count("select count(*) from setting where key = 'set_up'").await, 0);
        assert!(set_up::link(&system(&world)).await.expect("asked").is_none(), "it is set up");
        let done = facts(&me).await.expect("an administrator");
        assert!(done.store && !done.factor && !done.products && done.is_open() && done.is_bare());
        check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn a_link_ends_with_time_and_with_the_next_one(world: World) {
        let mut world = empty(&world).await;
        let first = link(&world).await;
        let second = link(&world).await;
        assert_eq!(set_up::open(&world.anonymous(), &first).await, Err(Error::NotFound), "another took its place");
        world.now = Micros(world.now.plus(invite::SHOWN_FOR).0 - 1);
        assert_eq!(set_up::open(&world.anonymous(), &second).await, Ok(ALL), "in the last moment");
        world.now = Micros(world.now.0 + 1);
        assert_eq!(set_up::save(&world.anonymous(), &second, &typed(), PASSWORD).await, Err(Error::NotFound));
        let third = link(&world).await;
        let held: String = on!(&world.env.db, c => sqlx::query_scalar("select value from setting where key = 'set_up'").fetch_one(c).await).expect("a hash");
        assert!(!held.contains(&third), "the hash alone is kept");
        // Guessing is slowed down, from wherever it does not come it is not.
        let mut world = world;
        world.now = world.now.plus(Micros::minutes(60));
        for _ in 0..4 {
            assert_eq!(set_up::open(&world.anonymous(), "guessed").await, Err(Error::NotFound));
        }
        let guess = set_up::open(&world.anonymous(), "guessed").await;
        assert!(matches!(guess, Err(Error::Throttled { .. })), "{guess:?}");
        assert!(world.count("select count(*) from audit_event where type = 'set_up.link_refused'").await > 3);
        assert!(set_up::link(&world.anonymous()).await.is_err(), "nobody but the program makes a link");
        check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn a_file_sets_up_what_is_new_and_nothing_else(world: World) {
        let empty = empty(&world).await;
        let shown = link(&empty).await;
        let wrong = Typed { support: "all".to_owned(), name: String::new(), ..typed() };
        assert_eq!(fields(set_up::init(&system(&empty), &wrong).await), ["name", "support"]);
        let (link, _) = set_up::init(&system(&empty), &typed()).await.expect("set up");
        assert_eq!(set_up::init(&system(&empty), &typed()).await, Err(Error::Conflict(Conflict::State)), "twice");
        assert_eq!(set_up::open(&empty.anonymous(), &shown).await, Err(Error::NotFound), "the earlier link is over");
        assert!(set_up::link(&system(&empty)).await.expect("asked").is_none(), "the invitation is the way in");
        let token = link.split("/portal/welcome/").nth(1).expect("a link");
        invite::accept(&empty.anonymous(), token, PASSWORD).await.expect("a password");
        assert_eq!(empty.count("select count(*) from staff where role = 'admin'").await, 1);
        // An installation that is there sees nothing of it.
        assert_eq!(set_up::init(&system(&world), &typed()).await, Err(Error::Conflict(Conflict::State)));
        assert_eq!(set_up::missing(&world.env, world.now).await, Ok(None));
        assert!(set_up::init(&world.person("admin").await, &typed()).await.is_err(), "nobody but the operator");
        check_log(&empty.env).await;
    }
}

on_every_engine! {
    async fn an_invitation_that_was_not_used_leaves_the_administrator_missing(world: World) {
        let mut world = empty(&world).await;
        set_up::init(&system(&world), &typed()).await.expect("set up");
        world.now = world.now.plus(invite::SHOWN_FOR);
        let rest = Missing { administrator: true, store: false };
        let token = link(&world).await;
        assert_eq!(set_up::open(&world.anonymous(), &token).await, Ok(rest));
        let person = Typed { store: TypedStore::default(), email: "ivo@kilnworth.example".to_owned(), ..typed() };
        set_up::save(&world.anonymous(), &token, &person, PASSWORD).await.expect("the person alone");
        assert_eq!(world.count("select count(*) from store").await, 1);
        check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn the_bare_store_of_earlier_versions_takes_the_values(world: World) {
        let world = empty(&world).await;
        let cx = system(&world);
        let mut tx = cx.begin(domain::policy::Action::RunJob).await.expect("begun");
        let event = tx.event().to_owned();
        let id = domain::id::StoreId::fresh();
        domain::on_tx!(tx, c => sqlx::query(
            "insert into store (id, code, name, currency, country, tagline, position, last_event)
             values ($1, 'main', 'Store', 'GBP', 'GB', '', 1, $2)"
        ).bind(id).bind(&event).execute(c).await.map(drop)).expect("written");
        tx.commit(domain::audit::Event::new("store.created").target("store", id)).await.expect("committed");
        let token = link(&world).await;
        set_up::save(&world.anonymous(), &token, &typed(), PASSWORD).await.expect("set up");
        let stores = domain::store::list(&world.env).await.expect("stores");
        assert_eq!((stores.len(), stores[0].id, stores[0].name.as_str()), (1, id, "Kilnworth"));
        assert_eq!(stores[0].currency.code(), "CHF");
        check_log(&world.env).await;
    }
}

on_every_engine! {
    async fn an_order_is_taxed_by_the_rates_of_its_store(world: World) {
        let buyer = world.person("buyer").await;
        assert_eq!(domain::order::db::terms(&buyer).await.expect("terms").seller().rates, None);
        let mut tx = system(&world).begin(domain::policy::Action::RunJob).await.expect("begun");
        let event = tx.event().to_owned();
        domain::on_tx!(tx, c => sqlx::query("update store set tax_standard = 1000, tax_reduced = 300, last_event = $1")
            .bind(&event).execute(c).await.map(drop)).expect("written");
        tx.commit(domain::audit::Event::new("store.changed")).await.expect("committed");
        let rates = domain::order::db::terms(&buyer).await.expect("terms").seller().rates;
        assert_eq!(rates, Some(domain::vat::Rates { standard: 1_000, reduced: 300 }));
    }
}

on_every_engine! {
    async fn only_those_who_manage_staff_see_what_is_left_to_do(world: World) {
        let admin = facts(&world.person("admin").await).await.expect("allowed");
        assert!(admin.products && admin.prices && admin.stock && admin.ordered && !admin.is_open() && !admin.is_bare());
        for role in ["agent", "auditor"] {
            assert!(matches!(facts(&world.person(role).await).await, Err(Error::Forbidden(_))), "{role}");
        }
        assert!(facts(&world.cx(Principal::Anonymous)).await.is_err());
    }
}
