//! Lists: whose they are, who may change them, nothing of a line is lost, and an order or a list into the cart at once.

use crate::limit::ready;
use crate::world::{World, on_every_engine};
use domain::audit::Event;
use domain::cart::db as cart;
use domain::cx::{Behalf, Cx, Mode, Principal};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::id::ListId;
use domain::order::again::again;
use domain::order::place::place;
use domain::policy::Action;
use domain::quick_order::find::matched;
use domain::quick_order::{State, db as quick, fill as quick_fill};
use domain::requisition::fill::{From, Ticked, To, into_cart, put_into};
use domain::requisition::find::{Filter, all};
use domain::requisition::lines::{self, Wanted};
use domain::requisition::{Access, Sharing, Typed, Whose, db, later};
use domain::{exec, on};

const EMMA: &str = "emma.clarke@northmere.example";
const THERESE: &str = "therese.lacombe@brightkiln.example";
const BEARING: &str = "BB-6204-2RS";

fn typed(name: &str, sharing: Sharing) -> Typed<'_> {
    Typed { name, note: "", sharing: Some(sharing) }
}

async fn made(cx: &Cx, name: &str, sharing: Sharing) -> ListId {
    db::create(cx, &typed(name, sharing)).await.expect("a list")
}

async fn names(cx: &Cx, whose: Option<Whose>) -> Vec<String> {
    let filter = Filter { whose, ..Filter::default() };
    all(cx, &filter).await.expect("lists").rows.into_iter().map(|list| list.name).collect()
}

/// Article number and quantity of each line.
async fn held(cx: &Cx, list: ListId) -> Vec<(String, i64)> {
    lines::all(cx, list).await.expect("lines").into_iter().map(|line| (line.sku, line.quantity)).collect()
}

async fn in_cart(cx: &Cx) -> Vec<(String, i64, String)> {
    cart::load(cx).await.expect("a cart").lines.into_iter().map(|l| (l.sku, l.quantity, l.note)).collect()
}

async fn emptied(cx: &Cx) {
    for line in cart::load(cx).await.expect("a cart").lines {
        cart::remove(cx, &line.slug).await.expect("removed");
    }
}

async fn slug(world: &World, sku: &str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar("select slug from product where sku = $1").bind(sku).fetch_one(c).await)
        .expect("a product")
}

on_every_engine! {
    async fn a_name_is_once_in_an_account(world: World) {
        let own = world.person("buyer").await;
        let first = made(&own, "Weekly", Sharing::None).await;
        let taken = Err(Error::field("name", Problem::Taken));
        assert_eq!(db::create(&own, &typed(" weekly ", Sharing::None)).await, taken);
        let other = made(&own, "Monthly", Sharing::None).await;
        assert_eq!(db::change(&own, other, 1, &typed("WEEKLY", Sharing::None)).await, Err(Error::field("name", Problem::Taken)));
        // Another account may have the same name; a removed list comes back under another one.
        made(&world.customer(EMMA).await, "Weekly", Sharing::None).await;
        db::remove(&own, first, Some(1)).await.expect("removed");
        assert_eq!(db::load(&own, first).await.err(), Some(Error::NotFound));
        made(&own, "Weekly", Sharing::None).await;
        db::restore(&own, first).await.expect("back");
        assert_eq!(names(&own, None).await, ["Monthly", "Weekly", "Weekly (2)"]);
        let again = (0..8).map(|_| {
            let cx = own.clone();
            tokio::spawn(async move { db::create(&cx, &typed("At once", Sharing::None)).await.is_ok() })
        });
        let mut created = 0;
        for attempt in again.collect::<Vec<_>>() {
            created += i64::from(attempt.await.expect("no panic"));
        }
        assert_eq!(created, 1, "eight at the same moment");
    }
}

on_every_engine! {
    async fn sharing_says_who_may_do_what(world: World) {
        let (own, emma, other) = (world.person("buyer").await, world.customer(EMMA).await, world.customer(THERESE).await);
        let list = made(&own, "Workshop", Sharing::None).await;
        assert_eq!(db::load(&emma, list).await.err(), Some(Error::NotFound));
        db::change(&own, list, 1, &typed("Workshop", Sharing::Read)).await.expect("shared");
        assert_eq!(db::load(&emma, list).await.expect("seen").owner_name, "Oleg Koval");
        assert_eq!(db::load(&other, list).await.err(), Some(Error::NotFound), "another company");
        assert_eq!((names(&emma, Some(Whose::Shared)).await, names(&emma, Some(Whose::Own)).await), (vec!["Workshop".to_owned()], vec![]));
        let no = Err(Error::Forbidden(Denied::Permission));
        assert_eq!(lines::add(&emma, list, BEARING, "1").await.map(|_| ()), no);
        assert_eq!(db::change(&emma, list, 2, &typed("Mine", Sharing::Read)).await, no);
        db::change(&own, list, 2, &typed("Workshop", Sharing::Full)).await.expect("shared");
        lines::add(&emma, list, "bb62042rs", "").await.expect("added");
        db::change(&emma, list, 4, &typed("Workshop 2", Sharing::Full)).await.expect("renamed");
        assert_eq!(db::change(&emma, list, 5, &typed("Workshop 2", Sharing::None)).await, no, "only the owner shares");
        assert_eq!(db::remove(&emma, list, None).await, no, "only the owner removes");
        assert!(world.count("select count(*) from audit_event where type = 'authz.denied'").await > 0);
        db::change(&own, list, 5, &typed("Workshop 2", Sharing::None)).await.expect("taken back");
        assert_eq!(lines::add(&emma, list, BEARING, "1").await.map(|_| ()), Err(Error::NotFound));
        assert_eq!(db::load(&own, list).await.expect("his").access(own.customer().expect("a customer").account), Access::Own);
    }
}

on_every_engine! {
    async fn a_stale_change_is_refused(world: World) {
        let (own, emma) = (world.person("buyer").await, world.customer(EMMA).await);
        let list = made(&own, "Workshop", Sharing::Full).await;
        lines::add(&own, list, BEARING, "4").await.expect("added");
        let slug = slug(&world, BEARING).await;
        let want = |quantity| [Wanted { slug: &slug, quantity, note: "" }];
        lines::change(&emma, list, 2, &want("6")).await.expect("changed");
        let stale = Err(Error::Conflict(Conflict::List));
        assert_eq!(lines::change(&own, list, 2, &want("8")).await, stale);
        assert_eq!(lines::remove(&own, list, Some(2), &slug).await.map(|_| ()), stale);
        assert_eq!(db::change(&own, list, 2, &typed("X", Sharing::Full)).await, stale);
        assert_eq!(held(&own, list).await, [(BEARING.to_owned(), 6)]);
        assert_eq!(lines::change(&own, list, 3, &want("0")).await, Err(Error::field("quantity", Problem::TooSmall(1))));
        let removed = lines::remove(&own, list, Some(3), &slug).await.expect("removed");
        assert_eq!((held(&own, list).await.len(), removed.quantity), (0, 6));
        lines::restore(&own, list, Wanted { slug: &slug, quantity: "6", note: "n" }).await.expect("back");
        assert_eq!(held(&own, list).await, [(BEARING.to_owned(), 6)]);
        assert_eq!(lines::add(&own, list, "no such", "1").await, Err(Error::field("number", Problem::NoSuchProduct)));
    }
}

on_every_engine! {
    async fn a_line_saved_for_later_comes_back_whole(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        let slug = slug(&world, BEARING).await;
        cart::add(&own, &slug, "4").await.expect("added");
        cart::change(&own, &[cart::Wanted { slug: &slug, quantity: "4", note: "for the van" }]).await.expect("noted");
        let version = cart::load(&own).await.expect("a cart").version;
        assert_eq!(later::save(&own, &slug, Some(version - 1)).await, Err(Error::Conflict(Conflict::Cart)));
        later::save(&own, &slug, Some(version)).await.expect("saved");
        let saved = later::all(&own).await.expect("saved");
        assert_eq!((in_cart(&own).await.len(), saved[0].quantity, saved[0].note.as_str()), (0, 4, "for the van"));
        assert!(names(&own, None).await.is_empty(), "it is none of the lists with a name");
        // The cart has the product again meanwhile: quantities and notes are put together.
        cart::add(&own, &slug, "2").await.expect("added");
        cart::change(&own, &[cart::Wanted { slug: &slug, quantity: "2", note: "now" }]).await.expect("noted");
        later::back(&own, &slug).await.expect("back");
        assert_eq!(in_cart(&own).await, [(BEARING.to_owned(), 6, "now; for the van".to_owned())]);
        assert!(later::all(&own).await.expect("saved").is_empty());
        assert_eq!(later::back(&own, &slug).await, Err(Error::Conflict(Conflict::List)), "a second click");
        later::save(&own, &slug, None).await.expect("saved");
        let removed = later::remove(&own, &slug).await.expect("removed");
        later::restore(&own, Wanted { slug: &slug, quantity: &removed.quantity.to_string(), note: &removed.note }).await.expect("back");
        assert_eq!(later::all(&own).await.expect("saved")[0].note, "now; for the van");
    }
}

on_every_engine! {
    async fn a_list_goes_into_the_cart_and_stays(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        let list = made(&own, "Workshop", Sharing::None).await;
        lines::add(&own, list, BEARING, "4").await.expect("added");
        lines::add(&own, list, "TL-M-50", "1").await.expect("added");
        lines::add(&own, list, "QA-G12", "2").await.expect("added");
        cart::add(&own, &slug(&world, BEARING).await, "1").await.expect("added");
        withdrawn(&world, "TL-M-50").await;
        let (id, filled) = into_cart(&own, list, None).await.expect("filled");
        assert_eq!((filled.rows, filled.left), (2, 0));
        assert_eq!(held(&own, list).await.len(), 3, "the list stays as it is");
        let amounts: Vec<i64> = in_cart(&own).await.into_iter().map(|(_, quantity, _)| quantity).collect();
        assert_eq!(amounts, [5, 2]);
        assert_eq!(world.count("select count(*) from audit_event where type = 'cart.lines_added'").await, 1, "one event");
        let rows = matched(&own, quick::load(&own, id).await.expect("there")).await.expect("matched").rows;
        assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [State::Matched, State::Refused, State::Matched]);
        assert_eq!(into_cart(&own, list, None).await.expect("a double click"), (id, filled));
        assert_eq!(quick_fill::undo(&own, id).await, Ok(2));
        assert_eq!(in_cart(&own).await.len(), 1);
        let ticked: Ticked = [(slug(&world, "QA-G12").await, Some(7))].into();
        into_cart(&own, list, Some(&ticked)).await.expect("filled");
        assert_eq!(in_cart(&own).await[1], ("QA-G12".to_owned(), 7, String::new()));
        assert!(into_cart(&own, list, Some(&Ticked::new())).await.is_err());
    }
}

async fn withdrawn(world: &World, sku: &str) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    let wrote = async {
        exec!(tx, "update product set status = 'withdrawn', last_event = $2 where sku = $1"; sku, &event).one()?;
        tx.commit(Event::new("product.withdrawn")).await
    };
    wrote.await.expect("withdrawn");
}

on_every_engine! {
    async fn an_order_comes_again_with_what_changed(world: World) {
        let own = world.person("buyer").await;
        emptied(&own).await;
        let slug = slug(&world, BEARING).await;
        cart::add(&own, &slug, "4").await.expect("added");
        let number = place(&own, &ready(&own, "k1").await).await.expect("placed");
        emptied(&own).await;
        cart::add(&own, &slug, "3").await.expect("added");
        let (id, filled) = again(&own, &number, None).await.expect("again");
        assert!(filled.rows > 0 && filled.left == 0);
        let bearing = in_cart(&own).await.into_iter().find(|(sku, ..)| sku == BEARING);
        assert_eq!(bearing.map(|(_, quantity, _)| quantity), Some(7), "what was there stays");
        let proposal = quick::load(&own, id).await.expect("there");
        assert!(proposal.reading.lines.iter().all(|line| line.was.is_some()), "the price then");
        assert_eq!(quick_fill::undo(&own, id).await, Ok(filled.rows));
        assert_eq!(in_cart(&own).await, [(BEARING.to_owned(), 3, String::new())]);
        assert!(again(&own, &number, Some(&[99].into())).await.is_err(), "no such line");
        assert_eq!(again(&world.customer(THERESE).await, &number, None).await.err(), Some(Error::NotFound));
        let (list, added) = put_into(&own, &From::Order(number), To::New("From an order")).await.expect("kept");
        assert_eq!(held(&own, list).await.len() as i64, added.lines);
        let (same, _) = put_into(&own, &From::QuickOrder(id), To::List(list)).await.expect("kept");
        put_into(&own, &From::Cart(None), To::List(same)).await.expect("kept");
    }
}

on_every_engine! {
    async fn a_session_that_looks_changes_no_list(world: World) {
        let (_, _, acting) = world.acting().await;
        let list = made(&acting, "By support", Sharing::None).await;
        let own = world.person("buyer").await;
        assert_eq!(db::load(&own, list).await.expect("his").created_by, "Ana Silva");
        let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let look = Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf }));
        let view = world.cx(look);
        assert_eq!(names(&view, None).await, ["By support"]);
        let no = Error::Forbidden(Denied::ViewOnly);
        assert_eq!(db::create(&view, &typed("X", Sharing::None)).await, Err(no.clone()));
        assert_eq!(lines::add(&view, list, BEARING, "1").await, Err(no.clone()));
        assert_eq!(db::remove(&view, list, None).await, Err(no.clone()));
        assert_eq!(later::save(&view, "x", None).await, Err(no.clone()));
        assert_eq!(into_cart(&view, list, None).await.err(), Some(no));
        assert_eq!(world.count("select count(*) from audit_event where type = 'list.created' and subject_id is not null").await, 1);
    }
}

on_every_engine! {
    async fn an_erased_person_leaves_no_name_of_a_list(world: World) {
        let own = world.person("buyer").await;
        let list = db::create(&own, &Typed { name: "Zebra list", note: "Zebra note", sharing: None }).await.expect("a list");
        lines::add(&own, list, BEARING, "4").await.expect("added");
        let slug = slug(&world, BEARING).await;
        lines::change(&own, list, 2, &[Wanted { slug: &slug, quantity: "4", note: "zebra line" }]).await.expect("noted");
        let contact = own.customer().expect("a customer").contact;
        domain::contact::erase::erase(&Cx::system(world.env.clone(), world.now, "test"), contact).await.expect("erased");
        for sql in [
            "select count(*) from requisition_list where lower(name || name_key || note) like '%zebra%'",
            "select count(*) from requisition_line where lower(note) like '%zebra%'",
            "select count(*) from audit_image where lower(image) like '%zebra%'",
            "select count(*) from audit_pii where lower(value) like '%zebra%'",
            "select count(*) from audit_change where lower(body) like '%zebra%'",
            "select count(*) from audit_event where lower(body) like '%zebra%'",
        ] {
            assert_eq!(world.count(sql).await, 0, "{sql}");
        }
    }
}
