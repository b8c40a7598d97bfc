//! Prepared carts: support fills one beside the customer's own and hands it over, the customer answers once.

use crate::world::{World, on_every_engine};
use domain::cart::db as cart;
use domain::cart::prepared::answer::{decline, merge, undo_merge};
use domain::cart::prepared::{self, begin, choose, discard, find, hand_over, reopen, take_back};
use domain::cart::{Cart, State};
use domain::cx::Cx;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::id::CartId;
use domain::on;
use domain::order::place::place;
use domain::order::{Checkout, Shipping};

/// A product that can be bought, by the address part and the least that is sold of it.
async fn products(world: &World, count: usize) -> Vec<(String, i64)> {
    let rows: Vec<(String, i64)> = on!(&world.env.db, c => sqlx::query_as("
        select p.slug, p.increment from product p join stock s on s.product_id = p.id
        join price r on r.product_id = p.id join price_list l on l.id = r.price_list_id
        where p.status = 'active' and s.available > 2000
        group by p.id, p.slug, p.increment having count(distinct l.store_id) > 1
        order by p.slug
    ").fetch_all(c).await)
    .expect("products");
    let rows: Vec<_> = rows.into_iter().take(count).collect();
    assert_eq!(rows.len(), count);
    rows
}

/// Agent and customer, who see the same account; and the address and token of the agent's session.
struct Two {
    slug: String,
    token: domain::credential::Token,
    agent: Cx,
    customer: Cx,
}

impl Two {
    async fn new(world: &World) -> Two {
        let (slug, token, agent) = world.acting().await;
        Two { slug, token, agent, customer: world.person("buyer").await }
    }

    /// The agent's next request.
    async fn agent(&self, world: &World) -> Cx {
        world.acting_again(&self.slug, &self.token).await.expect("open")
    }

    /// A prepared cart with these products, as a draft.
    async fn draft(&self, world: &World, products: &[(String, i64)]) -> CartId {
        let id = begin(&self.agent(world).await).await.expect("begun");
        let agent = self.agent(world).await;
        assert_eq!(agent.prepared(), Some(id), "the session works in it");
        for (slug, least) in products {
            cart::add(&agent, slug, &least.to_string()).await.expect("added");
        }
        id
    }

    /// The same, handed over.
    async fn offered(&self, world: &World, products: &[(String, i64)]) -> CartId {
        let id = self.draft(world, products).await;
        hand_over(&self.agent(world).await, id, "As on the phone.", None).await.expect("handed over");
        id
    }
}

fn lines(cart: &Cart) -> Vec<(String, i64, String, Option<String>)> {
    let line = |l: &domain::cart::Line| (l.slug.clone(), l.quantity, l.note.clone(), l.added_by_support.clone());
    cart.lines.iter().map(line).collect()
}

async fn own(cx: &Cx) -> Cart {
    cart::load(&cx.in_cart_or_own(None)).await.expect("a cart")
}

async fn state(cx: &Cx, id: CartId) -> State {
    find(cx, id).await.expect("there").state
}

fn is_state<T: std::fmt::Debug>(done: Result<T, Error>) {
    assert!(matches!(done, Err(Error::Conflict(Conflict::State))), "{done:?}");
}

/// How many steps were refused on the record.
async fn refusals(world: &World) -> i64 {
    world.count("select count(*) from audit_event where body like '%prepared.refused%'").await
}

on_every_engine! {
    async fn the_own_cart_is_never_touched(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 3).await;
        cart::add(&two.customer, &goods[0].0, &goods[0].1.to_string()).await.expect("added");
        let before = own(&two.customer).await;
        let id = two.draft(&world, &goods).await;
        let agent = two.agent(&world).await;
        assert_eq!(cart::load(&agent).await.expect("a cart").lines.len(), 3);
        cart::remove(&agent, &goods[2].0).await.expect("removed");
        choose(&agent, None).await.expect("left");
        let agent = two.agent(&world).await;
        assert_eq!(lines(&cart::load(&agent).await.expect("own")), lines(&before), "back in the own cart");
        choose(&agent, Some(id)).await.expect("chosen");
        hand_over(&two.agent(&world).await, id, "", None).await.expect("handed over");
        assert_eq!(two.agent(&world).await.prepared(), None, "after that the agent works in the own cart");
        decline(&two.customer, id, "Not now.").await.expect("declined");
        let after = own(&two.customer).await;
        assert_eq!((lines(&after), after.version), (lines(&before), before.version));
        let seen = find(&two.agent(&world).await, id).await.expect("there");
        assert_eq!((seen.state, seen.answer.as_str()), (State::Declined, "Not now."));
    }
}

on_every_engine! {
    async fn a_draft_is_not_there_for_the_customer(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 1).await;
        let id = two.draft(&world, &goods).await;
        let inside = two.customer.in_cart(id);
        assert!(cart::load(&inside).await.expect("nothing").lines.is_empty());
        assert_eq!(find(&two.customer, id).await.err(), Some(Error::NotFound));
        assert_eq!(prepared::list(&two.customer, None, 0).await.expect("a list").total, 0);
        for (slug, least) in &goods {
            let added = cart::add(&inside, slug, &least.to_string()).await;
            assert!(matches!(added, Err(Error::Conflict(Conflict::Cart))), "{added:?}");
            assert!(matches!(cart::remove(&inside, slug).await, Err(Error::Conflict(Conflict::Cart))));
        }
        assert_eq!(merge(&two.customer, id, None).await.err(), Some(Error::NotFound));
        assert_eq!(decline(&two.customer, id, "").await.err(), Some(Error::NotFound));
        // The agent's next session finds it.
        domain::behalf::ending::end(&two.agent(&world).await, "").await.expect("ended");
        let (slug, token, next) = world.acting().await;
        assert_eq!(next.prepared(), None);
        let found = prepared::list(&next, Some(State::Draft), 0).await.expect("a list");
        assert_eq!((found.total, found.rows[0].id, found.rows[0].lines), (1, id, 1));
        choose(&next, Some(id)).await.expect("chosen");
        assert_eq!(world.acting_again(&slug, &token).await.expect("open").prepared(), Some(id));
    }
}

on_every_engine! {
    async fn each_forbidden_step_is_refused_and_recorded(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 1).await;
        let id = begin(&two.agent(&world).await).await.expect("begun");
        let agent = two.agent(&world).await;
        let empty = hand_over(&agent, id, "", None).await;
        assert_eq!(empty.err(), Some(Error::field("cart", Problem::EmptyCart)), "an empty cart is not handed over");
        cart::add(&agent, &goods[0].0, &goods[0].1.to_string()).await.expect("added");
        // A draft.
        is_state(take_back(&agent, id).await);
        is_state(reopen(&agent, id).await);
        hand_over(&agent, id, "", None).await.expect("handed over");
        // Handed over.
        let agent = two.agent(&world).await;
        is_state(hand_over(&agent, id, "", None).await);
        is_state(reopen(&agent, id).await);
        is_state(discard(&agent, id).await);
        is_state(choose(&agent, Some(id)).await);
        is_state(undo_merge(&two.customer, id).await);
        let added = cart::add(&agent.in_cart(id), &goods[0].0, &goods[0].1.to_string()).await;
        assert!(matches!(added, Err(Error::Conflict(Conflict::Cart))), "{added:?}");
        take_back(&agent, id).await.expect("taken back");
        // Taken back.
        is_state(take_back(&agent, id).await);
        is_state(hand_over(&agent, id, "", None).await);
        is_state(merge(&two.customer, id, None).await);
        is_state(decline(&two.customer, id, "").await);
        assert!(cart::load(&two.customer.in_cart(id)).await.expect("nothing").lines.is_empty(), "not theirs now");
        reopen(&agent, id).await.expect("opened again");
        let agent = two.agent(&world).await;
        assert_eq!(agent.prepared(), Some(id));
        hand_over(&agent, id, "", None).await.expect("handed over");
        decline(&two.customer, id, "").await.expect("declined");
        // Answered.
        is_state(decline(&two.customer, id, "").await);
        is_state(merge(&two.customer, id, None).await);
        is_state(take_back(&agent, id).await);
        assert_eq!(refusals(&world).await, 14);
        // Only support prepares, and only the customer answers.
        for done in [merge(&agent, id, None).await, decline(&agent, id, "").await, undo_merge(&agent, id).await] {
            assert_eq!(done.err(), Some(Error::Forbidden(Denied::NotOnBehalf)));
        }
        for done in [begin(&two.customer).await.map(|_| ()), take_back(&two.customer, id).await, choose(&two.customer, None).await] {
            assert_eq!(done.err(), Some(Error::Forbidden(Denied::Permission)));
        }
    }
}

on_every_engine! {
    async fn a_cart_of_another_account_is_not_there(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 1).await;
        let id = two.offered(&world, &goods).await;
        let other = world.buyer(1).await;
        assert_eq!(find(&other, id).await.err(), Some(Error::NotFound));
        assert_eq!(merge(&other, id, None).await.err(), Some(Error::NotFound));
        assert_eq!(decline(&other, id, "").await.err(), Some(Error::NotFound));
        assert!(cart::load(&other.in_cart(id)).await.expect("nothing").lines.is_empty());
        let mail = other.customer().expect("a customer").email.clone();
        let (_, _, acting) = world.acting_for(&mail).await;
        assert_eq!(take_back(&acting, id).await.err(), Some(Error::NotFound));
        assert_eq!(choose(&acting, Some(id)).await.err(), Some(Error::NotFound));
        assert_eq!(state(&two.customer, id).await, State::Offered);
    }
}

on_every_engine! {
    async fn of_two_answers_exactly_one_wins(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 2).await;
        let id = two.offered(&world, &goods).await;
        let (one, other) = (two.customer.clone(), world.person("buyer").await);
        let yes = tokio::spawn(async move { merge(&one, id, None).await });
        let no = tokio::spawn(async move { decline(&other, id, "").await });
        let (yes, no) = (yes.await.expect("joined"), no.await.expect("joined"));
        assert_eq!(usize::from(yes.is_ok()) + usize::from(no.is_ok()), 1, "{yes:?} {no:?}");
        let lost = if yes.is_ok() { no } else { yes.clone() };
        is_state(lost);
        let expected = if yes.is_ok() { State::Merged } else { State::Declined };
        assert_eq!(state(&two.customer, id).await, expected);
        assert_eq!(refusals(&world).await, 1);
    }
}

on_every_engine! {
    async fn a_merge_loses_nothing_and_is_undone(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 3).await;
        // In the own cart: the first with a note, the second without; in the prepared one: all three.
        for (slug, least) in &goods[..2] {
            cart::add(&two.customer, slug, &least.to_string()).await.expect("added");
        }
        let note = cart::Wanted { slug: &goods[0].0, quantity: &goods[0].1.to_string(), note: "Gate 2" };
        cart::change(&two.customer, &[note]).await.expect("changed");
        let before = own(&two.customer).await;
        let id = two.draft(&world, &goods).await;
        let agent = two.agent(&world).await;
        let notes: Vec<(String, String)> = goods.iter().map(|(s, q)| (s.clone(), q.to_string())).collect();
        let notes: Vec<_> = notes.iter().map(|(slug, quantity)| cart::Wanted { slug, quantity, note: "By phone" }).collect();
        cart::change(&agent, &notes).await.expect("changed");
        hand_over(&agent, id, "", None).await.expect("handed over");
        merge(&two.customer, id, None).await.expect("merged");
        let name = agent.stamp().actor_name;
        let after = own(&two.customer).await;
        let line = |slug: &str| lines(&after).into_iter().find(|(s, ..)| s == slug).expect("a line");
        assert_eq!(line(&goods[0].0), (goods[0].0.clone(), goods[0].1 * 2, "Gate 2; By phone".to_owned(), None));
        assert_eq!(line(&goods[1].0), (goods[1].0.clone(), goods[1].1 * 2, "By phone".to_owned(), None));
        assert_eq!(line(&goods[2].0), (goods[2].0.clone(), goods[2].1, "By phone".to_owned(), Some(name)));
        assert!(find(&two.customer, id).await.expect("there").is_undoable);
        undo_merge(&two.customer, id).await.expect("undone");
        assert_eq!(lines(&own(&two.customer).await), lines(&before));
        assert_eq!(state(&two.customer, id).await, State::Offered);
        // Not after the own cart was changed.
        merge(&two.customer, id, None).await.expect("merged");
        cart::add(&two.customer, &goods[0].0, &goods[0].1.to_string()).await.expect("added");
        assert!(!find(&two.customer, id).await.expect("there").is_undoable);
        let late = undo_merge(&two.customer, id).await;
        assert!(matches!(late, Err(Error::Conflict(Conflict::Cart))), "{late:?}");
        assert_eq!(state(&two.customer, id).await, State::Merged);
    }
}

on_every_engine! {
    async fn an_order_from_it_names_both_people(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 2).await;
        cart::add(&two.customer, &goods[0].0, &goods[0].1.to_string()).await.expect("added");
        let before = own(&two.customer).await;
        let id = two.offered(&world, &goods).await;
        let inside = two.customer.in_cart(id);
        let checkout = checkout(&inside).await;
        let agent = two.agent(&world).await.in_cart(id);
        assert_eq!(place(&agent, &checkout).await.err(), Some(Error::Forbidden(Denied::NotOnBehalf)));
        let number = place(&inside, &checkout).await.expect("placed");
        assert_eq!(place(&inside, &checkout).await.as_ref(), Ok(&number), "a second click gets the same order");
        assert_eq!(own(&two.customer).await.version, before.version, "the own cart is as it was");
        let found = find(&two.customer, id).await.expect("there");
        assert_eq!((found.state, found.order_number.as_deref()), (State::Ordered, Some(number.as_str())));
        let (order, placed) = domain::order::db::find_own(&two.customer, &number).await.expect("an order");
        let name = agent.stamp().actor_name;
        assert_eq!((order.prepared_by.as_str(), order.actor_name), (name.as_str(), two.customer.stamp().actor_name));
        assert!(placed.iter().all(|line| line.added_by == name) && placed.len() == 2);
        is_state(decline(&two.customer, id, "").await);
    }
}

on_every_engine! {
    async fn lines_that_support_added_are_named(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 2).await;
        for line in own(&two.customer).await.lines {
            cart::remove(&two.customer, &line.slug).await.expect("removed");
        }
        cart::add(&two.customer, &goods[0].0, &goods[0].1.to_string()).await.expect("added");
        cart::add(&two.agent, &goods[1].0, &goods[1].1.to_string()).await.expect("added");
        let number = place(&two.customer, &checkout(&two.customer).await).await.expect("placed");
        let (order, placed) = domain::order::db::find_own(&two.customer, &number).await.expect("an order");
        let added: Vec<&str> = placed.iter().map(|line| line.added_by.as_str()).collect();
        assert_eq!((added, order.prepared_by.as_str()), (vec!["", two.agent.stamp().actor_name.as_str()], ""));
    }
}

/// A checkout of the cart of this request at its total.
async fn checkout(cx: &Cx) -> Checkout {
    let cart = cart::load(cx).await.expect("a cart");
    let address = domain::address::own(cx).await.expect("addresses").remove(0);
    let terms = domain::order::db::terms(cx).await.expect("terms");
    let (totals, _) =
        domain::order::db::price_up(&cart, Shipping::Standard, &address.country, &terms).expect("a price");
    let (address, shown) = (address.id.to_string(), totals.total.minor.to_string());
    let typed = domain::order::Typed {
        address: &address,
        shipping: Shipping::Standard.as_str(),
        payment: "account",
        po_number: "PO-1",
        note: "",
        discount: "",
        discount_reason: "",
        requested_on: "",
        cost_centre: "",
        files: "",
        shown: &shown,
        key: "a-key-of-this-test-alone",
    };
    Checkout::parse(&typed, &terms.rules(cx.now())).expect("a checkout")
}

on_every_engine! {
    async fn two_clicks_begin_one_cart(world: World) {
        let two = Two::new(&world).await;
        let cx = two.agent(&world).await;
        let clicks: Vec<_> = (0..4).map(|_| cx.clone()).map(|cx| tokio::spawn(async move { begin(&cx).await })).collect();
        let mut begun = Vec::new();
        for click in clicks {
            begun.push(click.await.expect("joined").expect("begun"));
        }
        begun.dedup();
        assert_eq!(begun.len(), 1);
        assert_eq!(world.count("select count(*) from cart where state = 'draft'").await, 1);
        let again = begin(&two.agent(&world).await).await.expect("another");
        assert_ne!(again, begun[0], "asked for again it is another one");
    }
}

on_every_engine! {
    async fn concurrent_writers_lose_nothing(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 4).await;
        for line in own(&two.customer).await.lines {
            cart::remove(&two.customer, &line.slug).await.expect("removed");
        }
        let (agent, customer) = (two.agent(&world).await, two.customer.clone());
        let mut writers = Vec::new();
        for (slug, least) in &goods {
            for cx in [&agent, &customer] {
                let (cx, slug, least) = (cx.clone(), slug.clone(), least.to_string());
                writers.push(tokio::spawn(async move { cart::add(&cx, &slug, &least).await }));
            }
        }
        for writer in writers {
            writer.await.expect("joined").expect("added");
        }
        let cart = own(&customer).await;
        for (slug, least) in &goods {
            let quantity = cart.lines.iter().find(|line| line.slug == *slug).map(|line| line.quantity);
            assert_eq!(quantity, Some(least * 2), "{slug}");
        }
        // Two changes of what both saw: one of them comes too late.
        let (one, other) = (agent.clone(), customer.clone());
        let (slug, least, shown) = (goods[0].0.clone(), goods[0].1, cart.version);
        let of = |cx: Cx, times: i64| {
            let slug = slug.clone();
            tokio::spawn(async move {
                let quantity = (least * times).to_string();
                let wanted = cart::Wanted { slug: &slug, quantity: &quantity, note: "" };
                cart::change_shown(&cx, &[wanted], Some(shown)).await
            })
        };
        let (first, second) = (of(one, 3), of(other, 5));
        let (first, second) = (first.await.expect("joined"), second.await.expect("joined"));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        let expected = if first.is_ok() { 3 } else { 5 };
        let now = own(&customer).await;
        assert_eq!(now.lines.iter().find(|line| line.slug == slug).map(|line| line.quantity), Some(least * expected));
    }
}

on_every_engine! {
    async fn erasing_somebody_empties_their_words(world: World) {
        let two = Two::new(&world).await;
        let goods = products(&world, 1).await;
        let id = two.offered(&world, &goods).await;
        decline(&two.customer, id, "Ask a colleague.").await.expect("declined");
        let contact = two.customer.customer().expect("a customer").contact;
        let cx = Cx::system(world.env.clone(), world.now, "test");
        domain::contact::erase::erase(&cx, contact).await.expect("erased");
        let left = "select count(*) from cart where message <> '' or answer <> ''";
        assert_eq!(world.count(left).await, 0);
        let left = "select count(*) from audit_image where image like '%Ask a colleague%' or image like '%As on the phone%'";
        assert_eq!(world.count(left).await, 0);
    }
}

on_every_engine! {
    async fn more_time_keeps_the_chosen_cart(world: World) {
        let two = Two::new(&world).await;
        let id = begin(&two.agent).await.expect("begun");
        let login = crate::world::login("agent");
        let typed = domain::session::Credentials { login: login.login, password: login.password, ..Default::default() };
        let agent = two.agent(&world).await;
        let later = world.cx_later(&agent, domain::time::Micros::minutes(5));
        let (slug, token) = domain::behalf::extend::extend(&later, 60, &typed).await.expect("more time");
        assert_eq!(world.acting_again(&slug, &token).await.expect("open").prepared(), Some(id));
    }
}
