//! Cart and order: prices from the server, stock, one order for a key, all or nothing.

use crate::world::{World, login, on_every_engine, request, verify};
use domain::address;
use domain::audit::history::{self, Of};
use domain::cart::db::{self as cart, Wanted};
use domain::cx::Cx;
use domain::error::{Conflict, Error, Problem};
use domain::order::db::{find_own, price_up, terms};
use domain::order::place::place;
use domain::order::{Checkout, Shipping};
use domain::policy::Action;
use domain::{on, on_tx};

/// A checkout of the whole cart as the page would send it.
async fn checkout(cx: &Cx, key: &str) -> Checkout {
    let (cart, terms, addresses) = (
        cart::load(cx).await.expect("cart"),
        terms(cx).await.expect("terms"),
        address::own(cx).await.expect("addresses"),
    );
    let (totals, _) = price_up(&cart, Shipping::Standard, &addresses[0].country, &terms).expect("priced");
    Checkout {
        address: addresses[0].id,
        shipping: Shipping::Standard,
        po_number: "PO-1".to_owned(),
        note: String::new(),
        booking: Default::default(),
        discount: None,
        shown_total: totals.total.minor,
        key: key.to_owned(),
    }
}

async fn products(world: &World, n: usize) -> Vec<String> {
    let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 20").fetch_all(c).await).expect("products");
    all.into_iter().take(n).collect()
}

async fn emptied(cx: &Cx) {
    for line in cart::load(cx).await.expect("cart").lines {
        cart::remove(cx, &line.slug).await.expect("remove");
    }
}

on_every_engine! {
    async fn order_on_behalf_names_both_people(world: World) {
        let (_, _, acting) = world.acting().await;
        emptied(&acting).await;
        cart::add(&acting, &products(&world, 1).await[0], "3").await.expect("add");
        let number = place(&acting, &checkout(&acting, "k1").await).await.expect("place");
        let own = world.person("buyer").await;
        let (order, lines) = find_own(&own, &number).await.expect("the customer finds it");
        assert_eq!((order.on_behalf, order.actor_name.as_str(), order.actor_role.as_str()), (true, "Ana Silva", "agent"));
        assert_eq!((lines.len(), lines[0].quantity), (1, 3));
        assert!(cart::load(&own).await.expect("cart").lines.is_empty(), "the cart was ordered");
        assert_eq!(world.count("select count(*) from orders o join audit_event e on e.id = o.created_event where e.type = 'order.placed' and o.created_behalf_id is not null and e.subject_id = o.created_subject_id and e.actor_id = o.created_actor_id and o.idempotency_key = 'k1'").await, 1);
    }
}

on_every_engine! {
    /// R49, R50: a label is what held when it was made, and what comes later stands beside it.
    async fn order_keeps_agent_name_after_rename(world: World) {
        let product = products(&world, 1).await.remove(0);
        let (_, _, acting) = world.acting().await;
        emptied(&acting).await;
        cart::add(&acting, &product, "3").await.expect("add");
        let number = place(&acting, &checkout(&acting, "k1").await).await.expect("place");
        cart::add(&acting, &product, "1").await.expect("by Ana");
        let own = world.person("buyer").await;
        cart::add(&own, &product, "1").await.expect("by Oleg himself");
        let (slug, ben) = (request(&world.person("supervisor").await, world.oleg().await).await, login("supervisor"));
        let token = verify(&world.anonymous(), &slug, ben.login, ben.password).await.expect("verified");
        cart::add(&world.acting_again(&slug, &token).await.expect("open"), &product, "1").await.expect("by Ben");
        let ana = acting.behalf().expect("acting").0.id;
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update staff set name = 'Ana Costa', last_event = $2 where id = $1").bind(ana).bind(&event).execute(c).await.map(|_| ())).expect("renamed");
        tx.commit(domain::audit::Event::new("staff.renamed").target("staff", ana)).await.expect("commit");
        domain::staff::change::disable(&world.person("admin").await, ana).await.expect("disabled");
        let (order, _) = find_own(&own, &number).await.expect("the customer finds it");
        assert_eq!((order.on_behalf, order.actor_name.as_str()), (true, "Ana Silva"));
        let stored: String = on!(&world.env.db, c => sqlx::query_scalar("select created_actor_id from orders where idempotency_key = 'k1'").fetch_one(c).await).expect("an order");
        assert_eq!(stored, ana.to_string());
        let id = on!(&world.env.db, c => sqlx::query_scalar("select id from cart where account_id = $1").bind(world.oleg().await).fetch_one(c).await).expect("a cart");
        let told = history::of(&world.person("supervisor").await, Of::Cart(id), 3).await.expect("history");
        let who: Vec<(&str, bool)> = told.lines.iter().map(|l| (l.actor.name.as_str(), l.subject.is_some())).collect();
        assert_eq!(who, [("Ben Okafor", true), ("Oleg Koval", false), ("Ana Costa", true)]);
    }
}

on_every_engine! {
    async fn one_key_gives_one_order(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        cart::add(&own, &products(&world, 1).await[0], "1").await.expect("add");
        let wish = checkout(&own, "same").await;
        let tries: Vec<_> = (0..20)
            .map(|_| {
                let (cx, wish) = (own.clone(), wish.clone());
                tokio::spawn(async move { place(&cx, &wish).await })
            })
            .collect();
        let mut numbers = std::collections::BTreeSet::new();
        for attempt in tries {
            numbers.insert(attempt.await.expect("no panic").expect("the same answer"));
        }
        assert_eq!(numbers.len(), 1);
        assert_eq!(world.count("select count(*) from orders where idempotency_key = 'same'").await, 1);
        let other = Checkout { po_number: "PO-2".to_owned(), ..wish };
        assert_eq!(place(&own, &other).await, Err(Error::field("key", Problem::KeyReused)));
    }
}

on_every_engine! {
    async fn nothing_is_oversold_or_split(world: World) {
        let slug = products(&world, 1).await[0].clone();
        let own = world.person("buyer").await;
        emptied(&own).await;
        let available: i64 = on!(&world.env.db, c => sqlx::query_scalar("select s.available from stock s join product p on p.id = s.product_id where p.slug = $1").bind(&slug).fetch_one(c).await).expect("stock");
        let other = products(&world, 2).await[1].clone();
        cart::add(&own, &other, "1").await.expect("add");
        cart::add(&own, &slug, &available.to_string()).await.expect("add");
        let wish = checkout(&own, "all").await;
        cart::change(&own, &[Wanted { slug: &slug, quantity: &(available + 1).to_string(), note: "" }]).await.expect("change");
        let refused = place(&own, &wish).await;
        assert!(matches!(refused, Err(Error::Invalid(ref f)) if matches!(f[0].problem, Problem::OutOfStock { .. })), "{refused:?}");
        assert_eq!(cart::load(&own).await.expect("cart").lines.len(), 2, "the cart is untouched");
        cart::change(&own, &[Wanted { slug: &slug, quantity: &available.to_string(), note: "" }]).await.expect("change");
        place(&own, &wish).await.expect("the last one");
        let left: i64 = on!(&world.env.db, c => sqlx::query_scalar("select s.available from stock s join product p on p.id = s.product_id where p.slug = $1").bind(&slug).fetch_one(c).await).expect("stock");
        assert_eq!(left, 0);
    }
}

on_every_engine! {
    async fn changed_price_stops_order(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        cart::add(&own, &products(&world, 1).await[0], "1").await.expect("add");
        let wish = Checkout { shown_total: 1, ..checkout(&own, "t").await };
        assert_eq!(place(&own, &wish).await, Err(Error::Conflict(Conflict::Total)));
        assert_eq!(cart::load(&own).await.expect("cart").lines.len(), 1);
        emptied(&own).await;
        assert_eq!(place(&own, &wish).await, Err(Error::field("cart", Problem::EmptyCart)));
    }
}

on_every_engine! {
    async fn other_company_is_not_found(world: World) {
        let own = world.person("buyer").await;
        let foreign: String = on!(&world.env.db, c => sqlx::query_scalar("select number from orders where organization_id <> (select k.organization_id from contact k join account a on a.contact_id = k.id where a.email_key = 'oleg@northmere.example') limit 1").fetch_one(c).await).expect("an order");
        assert_eq!(find_own(&own, &foreign).await.map(|_| ()), Err(Error::NotFound));
        assert_eq!(find_own(&own, "NO-SUCH").await.map(|_| ()), Err(Error::NotFound));
        cart::add(&own, &products(&world, 1).await[0], "1").await.expect("add");
        let address = on!(&world.env.db, c => sqlx::query_scalar("select id from address where organization_id <> (select k.organization_id from contact k join account a on a.contact_id = k.id where a.email_key = 'oleg@northmere.example') limit 1").fetch_one(c).await).expect("an address");
        let wish = Checkout { address, ..checkout(&own, "foreign").await };
        assert_eq!(place(&own, &wish).await, Err(Error::field("address", Problem::NotAChoice)));
    }
}

on_every_engine! {
    async fn company_prices_fall_with_quantity(world: World) {
        let own = world.person("buyer").await;
        let store = domain::store::list(&world.env).await.expect("stores").remove(0);
        let slug: String = on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join price x on x.product_id = p.id join price_list l on l.id = x.price_list_id join stock s on s.product_id = p.id where l.code = 'contract-northmere-gbp' and x.min_quantity > 1 and p.increment = 1 and s.available > 0 order by p.sku limit 1").fetch_one(c).await).expect("a contract product");
        let theirs = domain::catalog::db::find(&own, &domain::store::Scope::of(&own, &store), &slug).await.expect("product");
        let visitor = world.anonymous();
        let listed = domain::catalog::db::find(&visitor, &domain::store::Scope::of(&visitor, &store), &slug).await.expect("product");
        assert!(theirs.item.price.expect("price").ten_thousandths < listed.item.price.expect("price").ten_thousandths, "the contract is cheaper");
        assert!(theirs.tiers.len() > 1);
        emptied(&own).await;
        let last = theirs.tiers.last().expect("tiers");
        cart::add(&own, &slug, &last.min_quantity.to_string()).await.expect("add");
        assert_eq!(cart::load(&own).await.expect("cart").lines[0].price, Some(last.price), "the cart has the tier's price");
    }
}

on_every_engine! {
    async fn quantities_of_tabs_add_up(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        let slug = products(&world, 1).await[0].clone();
        let clicks: Vec<_> = (0..25)
            .map(|_| {
                let (cx, slug) = (own.clone(), slug.clone());
                tokio::spawn(async move { cart::add(&cx, &slug, "2").await })
            })
            .collect();
        for click in clicks {
            click.await.expect("no panic").expect("added");
        }
        assert_eq!(cart::load(&own).await.expect("cart").lines[0].quantity, 50);
    }
}
