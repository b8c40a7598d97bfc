//! How far an agent goes alone, and who lets them go further.

use crate::factor::{enrol, ruled};
use crate::world::{World, login, on_every_engine, request, verify};
use domain::cart::db::add;
use domain::cx::Cx;
use domain::error::{Error, Problem};
use domain::on;
use domain::order::place::{place, place_released};
use domain::order::{Checkout, Shipping, limit};
use domain::policy::{Grants, Role};
use domain::session::Credentials;
use domain::staff::role::{self, Typed};

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";

/// Puts something into the cart and gives the checkout of it.
pub async fn ready(cx: &Cx, key: &str) -> Checkout {
    add(cx, SLUG, "1").await.expect("added");
    let (cart, terms) =
        (domain::cart::db::load(cx).await.expect("cart"), domain::order::db::terms(cx).await.expect("terms"));
    let address = domain::address::own(cx).await.expect("addresses").remove(0);
    let (totals, _) = domain::order::db::price_up(&cart, Shipping::Standard, &address.country, &terms).expect("priced");
    Checkout {
        address: address.id,
        shipping: Shipping::Standard,
        po_number: "PO-7".to_owned(),
        note: String::new(),
        booking: Default::default(),
        discount: None,
        shown_total: totals.total.minor,
        key: key.to_owned(),
    }
}

/// Sets the limits of agents, as they are typed.
pub async fn limits(world: &World, order: &str, orders: &str) {
    let typed =
        Typed { order_limit: order.to_owned(), orders_limit: orders.to_owned(), ..Typed::of(&Grants::of(Role::Agent)) };
    role::save(&world.person("admin").await, Role::Agent, &typed).await.expect("saved");
}

pub fn amount(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

pub fn at(result: domain::error::Result<String>) -> (&'static str, Problem) {
    match result {
        Err(Error::Invalid(fields)) => (fields[0].name, fields[0].problem.clone()),
        other => panic!("{other:?}"),
    }
}

pub fn typed<'a>(who: &'a demo::Login) -> Credentials<'a> {
    Credentials { login: who.login, password: who.password, ..Credentials::default() }
}

on_every_engine! {
    async fn order_above_limit_is_refused(world: World) {
        let (slug, token, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, &amount(checkout.shown_total - 1), "").await;
        // The limit holds at once, also for the request that began before.
        let (name, problem) = at(place(&acting, &checkout).await);
        assert!(name == "limit" && matches!(problem, Problem::OrderLimit(m) if m.minor == checkout.shown_total - 1));
        let now = world.acting_again(&slug, &token).await.expect("open");
        let total = domain::money::Money::new(checkout.shown_total, domain::money::Currency::Gbp);
        assert!(limit::bounds(&now).await.expect("told").problem(total, 0).is_some(), "the page says so before");
        limits(&world, &amount(checkout.shown_total), "").await;
        let now = world.acting_again(&slug, &token).await.expect("open");
        assert!(limit::bounds(&now).await.expect("told").problem(total, 0).is_none());
        place(&now, &checkout).await.expect("placed");
    }
}

on_every_engine! {
    async fn release_records_both_people(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, "0", "").await;
        let (ben, ana, greta) = (login("supervisor"), login("agent"), login("finance"));
        // Not oneself, and not somebody without the permission.
        for who in [&ana, &greta] {
            assert_eq!(at(place_released(&acting, &checkout, &typed(who)).await), ("release_login", Problem::NotTheSecond));
        }
        assert_eq!(world.count("select count(*) from orders where idempotency_key = 'k1'").await, 0);
        let number = place_released(&acting, &checkout, &typed(&ben)).await.expect("placed");
        let events: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type in ('order.placed', 'limit.released') order by seq desc limit 2").fetch_all(c).await).expect("events");
        let ben: domain::id::StaffId = on!(&world.env.db, c => sqlx::query_scalar("select id from staff where email = $1").bind(ben.login).fetch_one(c).await).expect("Ben");
        let (ben, ana) = (ben.to_string(), acting.behalf().expect("acting").0.id.to_string());
        assert!(events[0].contains("limit.released") && events[0].contains(&format!(r#""actor":{{"id":"{ben}""#)) && events[0].contains(&ana) && events[0].contains(&number), "{}", events[0]);
        assert!(events[1].contains("order.placed") && events[1].contains(&format!(r#""released_by":"{ben}""#)) && events[1].contains(&format!(r#""actor":{{"id":"{ana}""#)));
        // The same key is the same order, with or without anybody.
        assert_eq!(place(&acting, &checkout).await.expect("the same"), number);
    }
}

on_every_engine! {
    /// Who has the right to release does not release what they order themselves.
    async fn second_person_must_be_another(world: World) {
        let own = Typed { order_limit: "0".to_owned(), ..Typed::of(&Grants::of(Role::Supervisor)) };
        role::save(&world.person("admin").await, Role::Supervisor, &own).await.expect("saved");
        let ben = login("supervisor");
        let slug = request(&world.person("supervisor").await, world.oleg().await).await;
        let token = verify(&world.anonymous(), &slug, ben.login, ben.password).await.expect("verified");
        let acting = world.acting_again(&slug, &token).await.expect("open");
        let refused = at(place_released(&acting, &ready(&acting, "k1").await, &typed(&ben)).await);
        assert_eq!(refused, ("release_login", Problem::NotTheSecond));
    }
}

on_every_engine! {
    /// A right without the factor that goes with it is no right.
    async fn release_needs_required_factor(world: World) {
        ruled(&mut world, false);
        let (slug, token, acting) = world.acting().await;
        limits(&world, "0", "").await;
        drop((acting, enrol(&world.person("agent").await).await));
        ruled(&mut world, true);
        let acting = world.acting_again(&slug, &token).await.expect("open");
        let checkout = ready(&acting, "k1").await;
        let refused = at(place_released(&acting, &checkout, &typed(&login("supervisor"))).await);
        assert_eq!(refused, ("release_login", Problem::NotTheSecond));
    }
}

on_every_engine! {
    async fn extra_order_needs_second_person(world: World) {
        let (_, _, acting) = world.acting().await;
        limits(&world, "", "1").await;
        place(&acting, &ready(&acting, "k1").await).await.expect("the first");
        let checkout = ready(&acting, "k2").await;
        assert_eq!(at(place(&acting, &checkout).await), ("limit", Problem::OrdersLimit(1)));
        place_released(&acting, &checkout, &typed(&login("supervisor"))).await.expect("released");
        // Another session counts anew, and customers have no limit.
        let (_, _, next) = world.acting().await;
        place(&next, &ready(&next, "k3").await).await.expect("the first of another");
        limits(&world, "0", "0").await;
        let own = world.person("buyer").await;
        place(&own, &ready(&own, "k4").await).await.expect("a customer's own");
    }
}

on_every_engine! {
    async fn wrong_second_password_is_counted(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, "0", "").await;
        let ben = login("supervisor");
        let wrong = Credentials { login: ben.login, password: "not the password at all", ..Credentials::default() };
        for _ in 0..4 {
            assert_eq!(at(place_released(&acting, &checkout, &wrong).await), ("release_password", Problem::Credentials));
        }
        assert!(matches!(place_released(&acting, &checkout, &typed(&ben)).await, Err(Error::Throttled { .. })));
        assert_eq!(world.count("select count(*) from audit_event where type = 'auth.reauth.failed'").await, 4);
        assert_eq!(world.count("select count(*) from audit_event where type = 'limit.released'").await, 0);
    }
}

on_every_engine! {
    async fn disabled_staff_cannot_release(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        limits(&world, "0", "").await;
        let admin = world.person("admin").await;
        let ben = login("supervisor");
        let id: domain::id::StaffId = on!(&world.env.db, c => sqlx::query_scalar("select id from staff where email = $1").bind(ben.login).fetch_one(c).await).expect("Ben");
        domain::staff::change::role(&admin, id, Role::Finance).await.expect("changed");
        assert_eq!(at(place_released(&acting, &checkout, &typed(&ben)).await).0, "release_login");
        domain::staff::change::disable(&admin, id).await.expect("disabled");
        assert_eq!(at(place_released(&acting, &checkout, &typed(&ben)).await).0, "release_password");
    }
}
