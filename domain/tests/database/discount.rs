//! Discounts on behalf: what they take off, how far an agent goes alone, and that nobody else has them.

use crate::limit::{at, typed};
use crate::world::{World, login, on_every_engine};
use domain::cart::db::{self as cart, add};
use domain::cx::{Behalf, Cx, Mode, Principal};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::money::{Money, plain};
use domain::on;
use domain::order::approval::decide::approve;
use domain::order::db::{Order, find_own, price_cart_discounted, terms};
use domain::order::discount::Discount;
use domain::order::place::{place, place_released};
use domain::order::{Checkout, Shipping, Status, Totals};
use domain::organization::rule;
use domain::policy::{Grants, Role};
use domain::staff::role::{self, Typed};

const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";
const REASON: &str = "Late delivery of the last order";

/// Puts something into the cart and gives its checkout with a discount, per ten thousand, and its totals as shown.
async fn ready(cx: &Cx, key: &str, rate: i64) -> (Checkout, Totals) {
    add(cx, SLUG, "1").await.expect("added");
    let (cart, terms) = (cart::load(cx).await.expect("cart"), terms(cx).await.expect("terms"));
    let address = domain::address::own(cx).await.expect("addresses").remove(0);
    let (totals, _) = price_cart_discounted(&cart, rate, Shipping::Standard, &address.country, &terms).expect("priced");
    let checkout = Checkout {
        address: address.id,
        shipping: Shipping::Standard,
        po_number: "PO-7".to_owned(),
        note: String::new(),
        booking: Default::default(),
        discount: Some(Discount { rate, reason: REASON.to_owned() }),
        shown_total: totals.total.minor,
        key: key.to_owned(),
    };
    (checkout, totals)
}

async fn own(world: &World, number: &str) -> Order {
    find_own(&world.person("buyer").await, number).await.expect("the customer's order").0
}

/// Sets how large a discount a role gives alone, as it is typed.
async fn most(world: &World, role: Role, percent: &str) {
    let typed = Typed { max_discount: percent.to_owned(), ..Typed::of(&Grants::of(role)) };
    role::save(&world.person("admin").await, role, &typed).await.expect("saved");
}

on_every_engine! {
    async fn discount_lowers_goods_and_tax(world: World) {
        let (_, _, acting) = world.acting().await;
        let (checkout, totals) = ready(&acting, "k1", 450).await;
        let number = place(&acting, &checkout).await.expect("placed");
        let order = own(&world, &number).await;
        let t = order.totals();
        assert_eq!(t, totals, "what was shown is what was ordered");
        assert_eq!((t.discount_rate, order.discount_reason.as_str()), (450, REASON));
        assert_eq!((order.actor_name.as_str(), order.on_behalf), ("Ana Silva", true));
        assert!(t.discount.minor > 0);
        assert_eq!(t.discount.minor, (t.subtotal.minor * 450 + 5_000) / 10_000, "half up, once");
        let base = t.subtotal.minor - t.discount.minor + t.shipping.minor;
        assert_eq!(Some(t.tax), Money::new(base, t.tax.currency).tax(2_000), "UK VAT on what is left");
        assert_eq!(t.total.minor, base + t.tax.minor);
        // The lines add up to the goods as before.
        assert_eq!(world.count("select count(*) from orders r where r.idempotency_key = 'k1' and r.subtotal <> (select sum(total) from order_line l where l.order_id = r.id)").await, 0);
        // The event says how much; why lies beside it.
        let body: String = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'order.placed' order by seq desc limit 1").fetch_one(c).await).expect("event");
        let said = format!(r#""discount":{{"cur":"GBP","minor":"{}","percent":"4.5%"}}"#, t.discount.minor);
        assert!(body.contains(&said) && body.contains("discount_reason") && !body.contains(REASON), "{body}");
        assert_eq!(world.count("select count(*) from audit_pii where field = 'discount_reason' and value is not null and event_id = (select created_event from orders where idempotency_key = 'k1')").await, 1);
        // So do the story of the session and the mail after it.
        let agent = world.person("agent").await;
        let id = acting.behalf().expect("acting").2.id;
        let story = domain::behalf::history::story(&agent, id).await.expect("story");
        assert!(story.entries.iter().any(|e| e.kind == "order.placed" && e.note == "4.5%"));
        domain::behalf::ending::end(&acting, "").await.expect("ended");
        let mail = domain::outbox::take(&world.env, world.now).await.expect("outbox").expect("a mail");
        assert!(mail.body.contains(&format!("kind: \"order.placed\", object: \"{number}\", note: \"4.5%\"")), "{}", mail.body);
    }
}

on_every_engine! {
    async fn full_discount_keeps_delivery(world: World) {
        let (_, _, acting) = world.acting().await;
        most(&world, Role::Agent, "").await;
        let (_, full) = ready(&acting, "k0", 0).await;
        let (checkout, _) = ready(&acting, "k1", 10_000).await;
        let number = place(&acting, &checkout).await.expect("no limit");
        let t = own(&world, &number).await.totals();
        assert_eq!(t.discount, t.subtotal);
        assert!(t.shipping.minor <= full.shipping.minor);
        assert_eq!(t.total.minor, t.shipping.minor + t.tax.minor);
    }
}

on_every_engine! {
    async fn customer_cannot_discount(world: World) {
        let own_cx = world.person("buyer").await;
        let (wish, _) = ready(&own_cx, "k1", 500).await;
        assert_eq!(place(&own_cx, &wish).await, Err(Error::Conflict(Conflict::Total)), "the full price is another total");
        let cart = cart::load(&own_cx).await.expect("cart");
        let country = domain::address::own(&own_cx).await.expect("addresses").remove(0).country;
        let (full, _) = price_cart_discounted(&cart, 0, Shipping::Standard, &country, &terms(&own_cx).await.expect("terms")).expect("priced");
        let wish = Checkout { shown_total: full.total.minor, ..wish };
        let number = place(&own_cx, &wish).await.expect("placed at the full price");
        let order = own(&world, &number).await;
        assert_eq!(order.totals(), full);
        assert_eq!((order.totals().discount.minor, order.discount_reason.as_str()), (0, ""));
    }
}

on_every_engine! {
    async fn view_only_cannot_discount(world: World) {
        let (_, _, acting) = world.acting().await;
        let (checkout, _) = ready(&acting, "k1", 100).await;
        let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let looking = world.cx(Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf })));
        assert_eq!(place(&looking, &checkout).await, Err(Error::Forbidden(Denied::ViewOnly)));
        assert_eq!(world.count("select count(*) from orders where idempotency_key = 'k1'").await, 0);
    }
}

on_every_engine! {
    async fn unshown_discount_stops_order(world: World) {
        let (_, _, acting) = world.acting().await;
        let (checkout, totals) = ready(&acting, "k1", 500).await;
        let less = Checkout { discount: Some(Discount { rate: 100, reason: REASON.to_owned() }), ..checkout.clone() };
        let none = Checkout { discount: None, ..checkout.clone() };
        for other in [&less, &none] {
            assert_eq!(place(&acting, other).await, Err(Error::Conflict(Conflict::Total)));
        }
        assert_eq!(world.count("select count(*) from orders where idempotency_key = 'k1'").await, 0);
        let number = place(&acting, &checkout).await.expect("as shown");
        assert_eq!(own(&world, &number).await.totals(), totals);
        // The same form once more is the same order; another reason is another form.
        assert_eq!(place(&acting, &checkout).await.expect("the same"), number);
        let other = Discount { rate: 500, reason: "Another reason than before".to_owned() };
        let again = place(&acting, &Checkout { discount: Some(other), ..checkout }).await;
        assert_eq!(again, Err(Error::field("key", Problem::KeyReused)));
    }
}

on_every_engine! {
    async fn large_discount_needs_second_person(world: World) {
        let (_, _, acting) = world.acting().await;
        let (at_limit, _) = ready(&acting, "k1", 500).await;
        place(&acting, &at_limit).await.expect("at the limit");
        let (above, _) = ready(&acting, "k2", 510).await;
        assert_eq!(at(place(&acting, &above).await), ("limit", Problem::DiscountLimit(500)));
        for who in ["agent", "sales", "finance", "admin"] {
            let refused = at(place_released(&acting, &above, &typed(&login(who))).await);
            assert_eq!(refused, ("release_login", Problem::NotTheSecond), "{who}");
        }
        let number = place_released(&acting, &above, &typed(&login("supervisor"))).await.expect("released");
        assert_eq!(own(&world, &number).await.totals().discount_rate, 510);
        assert_eq!(world.count("select count(*) from audit_event where type = 'limit.released'").await, 1);
        // What the agent may give alone is asked of nobody.
        let (small, _) = ready(&acting, "k3", 500).await;
        place(&acting, &small).await.expect("within the limit");
    }
}

on_every_engine! {
    /// Whoever releases gives the discount too, so it must be one that they may give.
    async fn limit_of_second_person_holds(world: World) {
        let (_, _, acting) = world.acting().await;
        let ben = login("supervisor");
        let (above, _) = ready(&acting, "k1", 2_010).await;
        assert_eq!(at(place_released(&acting, &above, &typed(&ben)).await), ("release_login", Problem::SecondDiscountLimit(2_000)));
        assert_eq!(world.count("select count(*) from orders where idempotency_key = 'k1'").await, 0);
        most(&world, Role::Supervisor, "20.1").await;
        place_released(&acting, &above, &typed(&ben)).await.expect("now it is theirs to give");
        // Of an order that is too large they release the size; a discount within the agent's own limit is the agent's.
        most(&world, Role::Supervisor, "0").await;
        let limits = Typed { order_limit: "0".to_owned(), ..Typed::of(&Grants::of(Role::Agent)) };
        role::save(&world.person("admin").await, Role::Agent, &limits).await.expect("saved");
        let (small, _) = ready(&acting, "k2", 500).await;
        place_released(&acting, &small, &typed(&ben)).await.expect("released");
    }
}

on_every_engine! {
    async fn lowered_limit_holds_at_once(world: World) {
        let (_, _, acting) = world.acting().await;
        let (checkout, _) = ready(&acting, "k1", 500).await;
        most(&world, Role::Agent, "4.9").await;
        let before = acting.behalf().map(|(agent, ..)| agent.grants.max_discount);
        assert_eq!(before, Some(Some(500)), "the request began before");
        assert_eq!(at(place(&acting, &checkout).await), ("limit", Problem::DiscountLimit(490)));
        most(&world, Role::Agent, "0").await;
        let (small, _) = ready(&acting, "k2", 10).await;
        assert_eq!(at(place(&acting, &small).await), ("limit", Problem::DiscountLimit(0)));
        let plain = Checkout { discount: None, shown_total: ready(&acting, "k3", 0).await.1.total.minor, ..small };
        place(&acting, &plain).await.expect("no discount needs no right");
    }
}

on_every_engine! {
    /// The company's amount is compared with what is to be paid; what was given stays when the order is approved.
    async fn waiting_order_keeps_discount(world: World) {
        let (_, _, acting) = world.acting().await;
        let emma = world.customer("emma.clarke@northmere.example").await;
        let (checkout, totals) = ready(&acting, "k1", 500).await;
        rule::approval(&emma, &plain(totals.total.minor)).await.expect("saved");
        let number = place(&acting, &checkout).await.expect("placed");
        assert_eq!(own(&world, &number).await.status, Status::Placed, "less the discount it is not above");
        let (checkout, totals) = ready(&acting, "k2", 500).await;
        rule::approval(&emma, &plain(totals.total.minor - 1)).await.expect("saved");
        let number = place(&acting, &checkout).await.expect("submitted");
        assert_eq!(own(&world, &number).await.status, Status::AwaitingApproval);
        let body: String = on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = 'order.submitted' order by seq desc limit 1").fetch_one(c).await).expect("event");
        assert!(body.contains(r#""percent":"5%""#), "{body}");
        approve(&world.customer("jose.alvarez@northmere.example").await, &number).await.expect("approved");
        let order = own(&world, &number).await;
        assert_eq!((order.status, order.totals(), order.discount_reason.as_str()), (Status::Placed, totals, REASON));
    }
}
