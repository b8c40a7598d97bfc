//! Ordering a part of a cart, mending it, prices that changed, days, cost centres, numbers of the company, the smallest order,
//! and files.

use crate::world::{World, login, on_every_engine};
use domain::attachment::{self, Sent};
use domain::audit::Event;
use domain::cart::db::{self as cart, Edit, Wanted};
use domain::cart::mend::{Mend, mend, undo};
use domain::cart::remedy::Remedy;
use domain::cx::Cx;
use domain::day::Day;
use domain::error::{Conflict, Denied, Error, Problem};
use domain::id::{AttachmentId, CartId};
use domain::money::{Currency, Money};
use domain::order::booking::Booking;
use domain::order::db::{find_own, price_up, terms};
use domain::order::place::place;
use domain::order::{Checkout, Shipping};
use domain::organization::{cost_centre, rule};
use domain::policy::Action;
use domain::saved_view;
use domain::{on, on_tx};

const EMMA: &str = "emma.clarke@northmere.example";
const JOSE: &str = "jose.alvarez@northmere.example";
const OLGA: &str = "olga.kovalenko@brightkiln.example";
const PDF: &[u8] = b"%PDF-1.7 a drawing";

/// A checkout of the ticked lines as the page would send it.
async fn wish(cx: &Cx, key: &str) -> Checkout {
    let cart = cart::load(cx).await.expect("cart").ordered();
    let terms = terms(cx).await.expect("terms");
    let address = domain::address::own(cx).await.expect("addresses").remove(0);
    let (totals, _) = price_up(&cart, Shipping::Standard, &address.country, &terms).expect("priced");
    let mut files: Vec<AttachmentId> = attachment::of_cart(cx).await.expect("files").iter().map(|f| f.id).collect();
    files.sort_unstable();
    Checkout {
        address: address.id,
        shipping: Shipping::Standard,
        po_number: "PO-1".to_owned(),
        note: String::new(),
        booking: Booking { files, ..Booking::default() },
        discount: None,
        shown_total: totals.total.minor,
        key: key.to_owned(),
    }
}

/// Products that are sold one by one and plenty.
async fn slugs(world: &World, n: usize) -> Vec<String> {
    let all: Vec<String> = on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 20").fetch_all(c).await).expect("products");
    all.into_iter().take(n).collect()
}

/// Empties the cart, and puts five of each of these products into it.
async fn filled(world: &World, cx: &Cx, n: usize) -> Vec<String> {
    for line in cart::load(cx).await.expect("cart").lines {
        cart::remove(cx, &line.slug).await.expect("remove");
    }
    let slugs = slugs(world, n).await;
    for slug in &slugs {
        cart::add(cx, slug, "5").await.expect("add");
    }
    slugs
}

/// Runs statements that cite the event `$1`, as the seller's own programs would.
async fn seller(world: &World, statements: &[&'static str]) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    for statement in statements {
        on_tx!(tx, c => sqlx::query(*statement).bind(&event).execute(c).await.map(|_| ())).expect(statement);
    }
    tx.commit(Event::new("test.changed")).await.expect("commit");
}

fn edit<'a>(slug: &'a str, quantity: &'a str, is_selected: bool, day: &'a str) -> Edit<'a> {
    Edit { wanted: Wanted { slug, quantity, note: "" }, is_selected: Some(is_selected), requested_on: Some(day) }
}

fn field(name: &'static str, problem: Problem) -> Error {
    Error::field(name, problem)
}

on_every_engine! {
    async fn ticked_lines_are_ordered_and_the_rest_stays(world: World) {
        let (_, _, acting) = world.acting().await;
        let slugs = filled(&world, &acting, 3).await;
        cart::save(&acting, &[edit(&slugs[1], "4", false, "")], None, None).await.expect("saved");
        let cart = cart::load(&acting).await.expect("cart");
        let (all, ordered) = (cart.subtotal().expect("fits"), cart.clone().ordered());
        assert_eq!((cart.lines.len(), ordered.lines.len(), ordered.left), (3, 2, 1));
        assert!(ordered.subtotal().expect("fits").minor < all.minor);
        let wish = wish(&acting, "part").await;
        let number = place(&acting, &wish).await.expect("placed");
        let (order, lines) = find_own(&acting, &number).await.expect("an order");
        assert_eq!(lines.len(), 2);
        assert_eq!(order.totals().subtotal, ordered.subtotal().expect("fits"));
        let left = cart::load(&acting).await.expect("cart").lines;
        assert_eq!(left.iter().map(|l| (l.slug.as_str(), l.quantity, l.is_selected)).collect::<Vec<_>>(), [(slugs[1].as_str(), 4, false)]);
        // A line that is left does not stand in the way, but ordering nothing does.
        let nothing = Checkout { key: "nothing".to_owned(), ..wish.clone() };
        assert_eq!(place(&acting, &nothing).await, Err(field("cart", Problem::NothingSelected)));
        assert_eq!(place(&acting, &wish).await.as_deref(), Ok(number.as_str()), "one key, one order");
        cart::save(&acting, &[], Some(true), None).await.expect("all");
        assert!(cart::load(&acting).await.expect("cart").lines.iter().all(|l| l.is_selected));
        cart::save(&acting, &[], Some(false), None).await.expect("none");
        assert_eq!(cart::load(&acting).await.expect("cart").ordered().lines.len(), 0);
        cart::add(&acting, &slugs[1], "1").await.expect("add");
        assert!(cart::load(&acting).await.expect("cart").lines[0].is_selected, "what is added to is wanted");
        assert_eq!(world.count("select count(*) from audit_event where type = 'cart.lines_selected' and subject_id is not null").await, 2);
    }
}

on_every_engine! {
    async fn days_are_checked_for_order_and_line(world: World) {
        seller(&world, &["update store set lead_days = 3, last_event = $1"]).await;
        let own = world.person("buyer").await;
        let slugs = filled(&world, &own, 2).await;
        // The demo was loaded on Monday, 23 November 2026.
        let (first, early) = (Day::parse("2026-11-26").expect("a day"), Day::parse("2026-11-25").expect("a day"));
        assert_eq!(cart::load(&own).await.expect("cart").window.first, first);
        let too_early = Problem::DayTooEarly(first.at());
        let save = async |day: &str| cart::save(&own, &[edit(&slugs[0], "5", true, day)], None, None).await;
        assert_eq!(save("2026-11-25").await, Err(field("requested_on", too_early.clone())));
        assert_eq!(save("someday").await, Err(field("requested_on", Problem::NotADay)));
        save("1.12.2026").await.expect("a day");
        let at = async |day: Day, key: &str| {
            let wish = wish(&own, key).await;
            let booking = Booking { requested_on: Some(day), ..wish.booking.clone() };
            place(&own, &Checkout { booking, ..wish }).await
        };
        assert_eq!(at(early, "early").await, Err(field("requested_on", too_early.clone())));
        let late = first.plus(363);
        assert!(matches!(at(late, "late").await, Err(Error::Invalid(f)) if matches!(f[0].problem, Problem::DayTooLate(_))));
        // The day of a line is too early by the time of the order.
        seller(&world, &["update store set lead_days = 10, last_event = $1"]).await;
        let moved = Day::parse("2026-12-07").expect("a day");
        assert_eq!(at(moved, "moved").await, Err(field("cart", Problem::DayTooEarly(moved.at()))));
        let line = cart::load(&own).await.expect("cart").lines.into_iter().find(|l| l.slug == slugs[0]).expect("a line");
        assert!(line.ways().iter().any(|way| way.remedy == Remedy::Day));
        // Another change of the line is possible meanwhile.
        cart::save(&own, &[edit(&slugs[0], "6", true, "2026-12-01")], None, None).await.expect("the day stays");
        mend(&own, Mend::One(&slugs[0], Remedy::Day), None).await.expect("mended");
        let number = at(moved, "good").await.expect("placed");
        let (order, lines) = find_own(&own, &number).await.expect("an order");
        assert_eq!(order.requested_on(), Some(moved));
        let days: Vec<Option<Day>> = lines.iter().map(domain::order::db::OrderLine::requested_on).collect();
        assert_eq!(days, [Some(moved), None]);
    }
}

on_every_engine! {
    async fn cost_centres_are_kept_by_the_company(world: World) {
        let (emma, own) = (world.customer(EMMA).await, world.customer(login("buyer").login).await);
        filled(&world, &own, 1).await;
        let required = async || rule::booking(&emma, "optional", "", "required").await;
        assert_eq!(required().await, Err(field("cost_centre", Problem::NoCostCentre)), "nobody could order");
        for (code, name) in [("4711", "Marketing"), ("0815", "Works"), ("9", "")] {
            cost_centre::add(&emma, code, name).await.expect("added");
        }
        assert_eq!(cost_centre::add(&emma, " 4711 ", "Again").await, Err(field("code", Problem::Taken)));
        assert_eq!(cost_centre::add(&emma, "", "None").await, Err(field("code", Problem::Required)));
        required().await.expect("a rule");
        let codes = async || cost_centre::list(&own).await.expect("list").into_iter().map(|c| c.code).collect::<Vec<_>>();
        assert_eq!(codes().await, ["4711", "0815", "9"]);
        let all = cost_centre::list(&own).await.expect("list");
        cost_centre::move_up(&emma, all[1].id).await.expect("moved");
        assert_eq!(codes().await, ["0815", "4711", "9"]);
        cost_centre::remove(&emma, all[2].id).await.expect("removed");
        let order = async |key: &str, id| {
            let wish = wish(&own, key).await;
            place(&own, &Checkout { booking: Booking { cost_centre: id, ..wish.booking.clone() }, ..wish }).await
        };
        assert_eq!(order("none", None).await, Err(field("cost_centre", Problem::Required)));
        assert_eq!(order("removed", Some(all[2].id)).await, Err(field("cost_centre", Problem::NotAChoice)));
        let theirs = world.customer(OLGA).await;
        assert_eq!(cost_centre::list(&theirs).await.expect("list"), [], "of another company");
        let number = order("good", Some(all[0].id)).await.expect("placed");
        cost_centre::rename(&emma, all[0].id, "4712", "Sales").await.expect("renamed");
        let (placed, _) = find_own(&own, &number).await.expect("an order");
        assert_eq!(placed.cost_centre, "4711 Marketing", "as it was then");
        cost_centre::restore(&emma, all[2].id).await.expect("back");
        assert_eq!(cost_centre::restore(&emma, all[2].id).await, Err(Error::NotFound));
        for centre in [&all[2], &all[1]] {
            cost_centre::remove(&emma, centre.id).await.expect("removed");
        }
        assert_eq!(cost_centre::remove(&emma, all[0].id).await, Err(field("cost_centre", Problem::NoCostCentre)), "the last one");
        // Only an administrator, and nobody on behalf.
        assert_eq!(cost_centre::add(&own, "1", "").await, Err(Error::Forbidden(Denied::MemberRole)));
        let (_, _, acting) = world.acting_for(EMMA).await;
        assert_eq!(cost_centre::add(&acting, "1", "").await, Err(Error::Forbidden(Denied::NotOnBehalf)));
        assert_eq!(rule::booking(&acting, "off", "", "off").await, Err(Error::Forbidden(Denied::NotOnBehalf)));
        rule::booking(&emma, "off", "", "off").await.expect("off");
        cost_centre::remove(&emma, all[0].id).await.expect("no rule, no reason to keep it");
    }
}

on_every_engine! {
    async fn po_numbers_look_as_the_company_says(world: World) {
        let (emma, own) = (world.customer(EMMA).await, world.person("buyer").await);
        filled(&world, &own, 1).await;
        assert_eq!(rule::booking(&emma, "required", "A*B", "off").await, Err(field("po_pattern", Problem::StarInside)));
        assert_eq!(rule::booking(&emma, "perhaps", "", "off").await, Err(field("po_number", Problem::NotAChoice)));
        rule::booking(&emma, "required", "NM-####", "off").await.expect("a rule");
        let order = async |po: &str| place(&own, &Checkout { po_number: po.to_owned(), ..wish(&own, po).await }).await;
        assert_eq!(order("PO-1").await, Err(field("po_number", Problem::PoPattern("NM-1234".to_owned()))));
        order("NM-2041").await.expect("placed");
    }
}

on_every_engine! {
    async fn small_orders_are_refused(world: World) {
        let own = world.person("buyer").await;
        let slugs = filled(&world, &own, 2).await;
        let goods = cart::load(&own).await.expect("cart").subtotal().expect("fits").minor;
        cart::save(&own, &[edit(&slugs[1], "5", false, "")], None, None).await.expect("one of them");
        let ticked = cart::load(&own).await.expect("cart").ordered().subtotal().expect("fits").minor;
        seller(&world, &["update store set order_minimum = 1, last_event = $1"]).await;
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update store set order_minimum = $2, last_event = $1").bind(&event).bind(goods).execute(c).await.map(|_| ())).expect("a minimum");
        tx.commit(Event::new("test.changed")).await.expect("commit");
        let money = |minor| Money::new(minor, Currency::Gbp);
        let problem = Problem::BelowMinimum { missing: money(goods - ticked), minimum: money(goods) };
        assert_eq!(place(&own, &wish(&own, "small").await).await, Err(field("minimum", problem)), "the ticked lines count");
        cart::save(&own, &[], Some(true), None).await.expect("all");
        place(&own, &wish(&own, "large").await).await.expect("exactly the minimum");
    }
}

on_every_engine! {
    async fn lines_are_mended_and_it_can_be_undone(world: World) {
        let own = world.person("buyer").await;
        let slugs = filled(&world, &own, 4).await;
        seller(&world, &[
            "update stock set available = 3, last_event = $1 where product_id = (select l.product_id from cart_line l join cart k on k.id = l.cart_id join account a on a.id = k.account_id where a.email_key = 'oleg@northmere.example' and l.position = (select min(m.position) from cart_line m where m.cart_id = k.id))",
        ]).await;
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update product set increment = 4, last_event = $1 where slug = $2").bind(&event).bind(&slugs[1]).execute(c).await.map(|_| ())).expect("packs");
        on_tx!(tx, c => sqlx::query("update product set status = 'withdrawn', last_event = $1, replaced_by = (select id from product where slug = $3) where slug = $2").bind(&event).bind(&slugs[2]).bind(&slugs[3]).execute(c).await.map(|_| ())).expect("withdrawn");
        tx.commit(Event::new("test.changed")).await.expect("commit");
        let state = async || {
            let lines = cart::load(&own).await.expect("cart").lines;
            slugs.iter().map(|s| lines.iter().find(|l| l.slug == *s).map_or(0, |l| l.quantity)).collect::<Vec<_>>()
        };
        let version = async || cart::load(&own).await.expect("cart").version;
        assert_eq!(mend(&own, Mend::All, Some(version().await - 1)).await, Err(Error::Conflict(Conflict::Cart)), "stale");
        assert_eq!(mend(&own, Mend::All, Some(version().await)).await, Ok(2));
        assert_eq!(state().await, [3, 8, 5, 5], "stock, packs; another product is for a person to choose");
        let mended = version().await;
        undo(&own, mended).await.expect("undone");
        assert_eq!(state().await, [5, 5, 5, 5]);
        assert_eq!(undo(&own, version().await).await, Err(Error::Conflict(Conflict::Cart)), "once");
        mend(&own, Mend::One(&slugs[1], Remedy::Down), None).await.expect("down");
        assert_eq!(mend(&own, Mend::One(&slugs[1], Remedy::Up), None).await, Err(Error::Conflict(Conflict::Cart)), "no problem, no remedy");
        mend(&own, Mend::One(&slugs[2], Remedy::Replace), None).await.expect("replaced");
        assert_eq!(state().await, [5, 4, 0, 10], "added to what was there");
        undo(&own, version().await).await.expect("undone");
        assert_eq!(state().await, [5, 4, 5, 5]);
        mend(&own, Mend::One(&slugs[2], Remedy::Remove), None).await.expect("removed");
        assert_eq!(state().await, [5, 4, 0, 5]);
        undo(&own, version().await).await.expect("undone");
        mend(&own, Mend::One(&slugs[0], Remedy::Stock), None).await.expect("stock");
        cart::add(&own, &slugs[3], "1").await.expect("add");
        assert_eq!(undo(&own, version().await).await, Err(Error::Conflict(Conflict::Cart)), "something else was done since");
        assert_eq!(state().await, [3, 4, 5, 6]);
        assert_eq!(mend(&own, Mend::All, None).await, Ok(0), "nothing is left to mend");
    }
}

on_every_engine! {
    async fn another_price_is_said_until_it_is_seen(world: World) {
        let own = world.person("buyer").await;
        let slugs = filled(&world, &own, 2).await;
        let before = async || -> Vec<bool> {
            cart::load(&own).await.expect("cart").lines.iter().map(|l| l.price_before().is_some()).collect()
        };
        assert_eq!(before().await, [false, false]);
        seller(&world, &["update price_list set last_event = $1"]).await;
        let dearer: &[&'static str] = &["update price_list set last_event = $1", "update price set unit_price = unit_price * 2 where $1 <> ''"];
        seller(&world, dearer).await;
        let line = cart::load(&own).await.expect("cart").lines.remove(0);
        let (was, now) = (line.price_before().expect("another price"), line.price.expect("a price"));
        assert_eq!(was.ten_thousandths * 2, now.ten_thousandths);
        assert_eq!(before().await, [true, true]);
        // The price of a line that is changed was seen; the other line still says it.
        cart::change(&own, &[Wanted { slug: &slugs[0], quantity: "7", note: "" }]).await.expect("changed");
        assert_eq!(before().await, [false, true]);
        let version = cart::load(&own).await.expect("cart").version;
        assert_eq!(cart::see_prices(&own, Some(version - 1)).await, Err(Error::Conflict(Conflict::Cart)));
        cart::see_prices(&own, Some(version)).await.expect("seen");
        assert_eq!(before().await, [false, false]);
    }
}

fn sent(name: &str, bytes: &[u8]) -> Vec<Sent> {
    vec![Sent { name: name.to_owned(), bytes: bytes.to_vec(), is_cut: false }]
}

/// Rows of the tables about lists, cost centres, files and views, for tests that want some.
pub async fn rows(world: &World) {
    let own = world.person("buyer").await;
    let typed = domain::requisition::Typed { name: "Every week", note: "", sharing: None };
    let list = domain::requisition::db::create(&own, &typed).await.expect("a list");
    domain::requisition::lines::add(&own, list, "BB-6204-2RS", "2").await.expect("a line");
    attachment::add(&own, sent("plan.pdf", PDF)).await.expect("a file");
    cost_centre::add(&world.customer(EMMA).await, "4711", "Workshop").await.expect("a cost centre");
    let agent = world.person("agent").await;
    saved_view::save(&agent, saved_view::Page::Contacts, "Locked", "status=locked").await.expect("a view");
}

on_every_engine! {
    async fn files_go_from_the_cart_to_the_order(world: World) {
        let (_, _, acting) = world.acting().await;
        filled(&world, &acting, 1).await;
        let names = async |cx: &Cx| attachment::of_cart(cx).await.expect("files").into_iter().map(|f| f.file_name).collect::<Vec<_>>();
        for _ in 0..2 {
            attachment::add(&acting, sent("C:\\plan.pdf", PDF)).await.expect("attached");
        }
        assert_eq!(names(&acting).await, ["plan.pdf", "plan (2).pdf"]);
        let wrong = attachment::add(&acting, sent("virus.pdf", b"MZ\0")).await;
        assert_eq!(wrong, Err(field("file", Problem::FileContent("virus.pdf".to_owned()))));
        let cut = vec![Sent { name: "a.pdf".to_owned(), bytes: PDF.to_vec(), is_cut: true }];
        assert_eq!(attachment::add(&acting, cut).await, Err(field("file", Problem::FileTooLarge(5))));
        let many = (0..4).flat_map(|n| sent(&format!("{n}.txt"), b"x")).collect::<Vec<_>>();
        assert_eq!(attachment::add(&acting, many[..4].to_vec()).await, Err(field("file", Problem::TooManyFiles(5))), "two and four");
        assert_eq!(attachment::add(&acting, many[..3].to_vec()).await, Ok(3), "all of them at once");
        let all = attachment::of_cart(&acting).await.expect("files");
        let (first, second) = (all[0].id, all[1].id);
        attachment::remove(&acting, second).await.expect("removed");
        assert_eq!(attachment::remove(&acting, second).await, Err(Error::NotFound));
        assert_eq!(world.count("select count(*) from attachment_file").await, 4, "its content is gone");
        // Files that the page did not show stop the order.
        let shown = wish(&acting, "files").await;
        let stale = Checkout { booking: Booking::default(), ..shown.clone() };
        assert_eq!(place(&acting, &stale).await, Err(Error::Conflict(Conflict::Cart)));
        let number = place(&acting, &shown).await.expect("placed");
        assert_eq!(place(&acting, &shown).await.as_deref(), Ok(number.as_str()), "one key, one order");
        assert!(names(&acting).await.is_empty());
        assert_eq!(attachment::remove(&acting, first).await, Err(Error::NotFound), "it belongs to the order");
        let own = world.person("buyer").await;
        let (order, _) = find_own(&own, &number).await.expect("an order");
        assert_eq!(attachment::of_order(&own, order.id).await.expect("files").len(), 4);
        assert_eq!(attachment::take_own(&own, first).await.expect("the file").content, PDF);
        for other in [world.customer(OLGA).await, world.customer(JOSE).await] {
            assert_eq!(attachment::take_own(&other, first).await.map(|_| ()), Err(Error::NotFound));
        }
        assert_eq!(attachment::take_any(&world.person("supervisor").await, first).await.expect("the file").content, PDF);
        assert!(attachment::take_any(&own, first).await.is_err(), "customers are no staff");
        // Both people stand in each event.
        for (kind, count) in [("attachment.added", 5), ("attachment.removed", 1)] {
            let sql = "select count(*) from audit_event where type = $1 and actor_id <> subject_id and subject_id is not null";
            let found: i64 = on!(&world.env.db, c => sqlx::query_scalar(sql).bind(kind).fetch_one(c).await).expect("events");
            assert_eq!(found, count, "{kind}");
        }
        assert_eq!(world.count("select count(*) from audit_event where type = 'attachment.downloaded'").await, 2);
        let contact = own.customer().expect("Oleg").contact;
        domain::contact::erase::erase(&Cx::system(world.env.clone(), world.now, "test"), contact).await.expect("erased");
        assert_eq!(world.count("select count(*) from attachment_file").await, 0);
        assert_eq!(world.count("select count(*) from attachment where file_name <> 'Erased' or digest <> ''").await, 0);
        assert_eq!(world.count("select count(*) from audit_pii where value like '%plan.pdf%'").await, 0);
        assert!(attachment::take_any(&world.person("supervisor").await, first).await.is_err(), "its content is gone");
    }
}

on_every_engine! {
    /// In a view-only session nothing of it changes.
    async fn view_only_attaches_and_mends_nothing(world: World) {
        let agent = world.person("agent").await;
        let wish = domain::behalf::Request { mode: domain::cx::Mode::View, ..crate::world::wish() };
        let slug = domain::behalf::db::request(&agent, world.oleg().await, &wish).await.expect("asked");
        let ana = login("agent");
        let token = crate::world::verify(&world.anonymous(), &slug, ana.login, ana.password).await.expect("verified");
        let viewing = world.acting_again(&slug, &token).await.expect("open");
        let no = || Err(Error::Forbidden(Denied::ViewOnly));
        assert_eq!(attachment::add(&viewing, sent("plan.pdf", PDF)).await, no().map(|()| 0));
        assert_eq!(mend(&viewing, Mend::All, None).await, no().map(|()| 0));
        assert_eq!(cart::see_prices(&viewing, None).await, no());
        assert_eq!(cart::save(&viewing, &[], Some(true), None).await, no());
    }
}

on_every_engine! {
    /// The customer's own cart is not touched.
    async fn a_prepared_cart_is_ordered_in_parts(world: World) {
        let (_, _, acting) = world.acting().await;
        let slugs = filled(&world, &acting, 3).await;
        let version = cart::load(&acting).await.expect("cart").version;
        let prepared = CartId::fresh();
        let account = world.oleg().await;
        let mut tx = acting.begin(Action::EditCart).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("insert into cart (id, account_id, version, modified_at, modified_actor_id, modified_actor_name, modified_actor_role, last_event, state) values ($1, $2, 1, 0, '', '', 'agent', $3, 'offered')").bind(prepared).bind(account).bind(&event).execute(c).await.map(|_| ())).expect("a prepared cart");
        tx.commit(Event::new("test.prepared").target("cart", prepared)).await.expect("commit");
        // The customer alone orders what support handed over.
        let within = world.person("buyer").await.in_cart(prepared);
        for slug in &slugs[..2] {
            cart::add(&within, slug, "2").await.expect("add");
        }
        cart::save(&within, &[edit(&slugs[1], "2", false, "2026-12-01")], None, None).await.expect("saved");
        attachment::add(&within, sent("plan.pdf", PDF)).await.expect("attached");
        assert!(attachment::of_cart(&acting).await.expect("files").is_empty(), "of the other cart");
        let day = Day::parse("2026-12-01");
        let order = async |key: &str| {
            let wish = wish(&within, key).await;
            place(&within, &Checkout { booking: Booking { requested_on: day, ..wish.booking.clone() }, ..wish }).await
        };
        let number = order("first").await.expect("placed");
        let (placed, lines) = find_own(&acting, &number).await.expect("an order");
        assert_eq!((lines.len(), placed.requested_on()), (1, day));
        assert_eq!(attachment::of_order(&acting, placed.id).await.expect("files").len(), 1);
        let state = async || -> String {
            on!(&world.env.db, c => sqlx::query_scalar("select state from cart where id = $1").bind(prepared).fetch_one(c).await).expect("a state")
        };
        assert_eq!(state().await, "offered", "a line is left");
        cart::save(&within, &[], Some(true), None).await.expect("the rest");
        order("second").await.expect("placed");
        assert_eq!(state().await, "ordered");
        let own = cart::load(&acting).await.expect("cart");
        assert_eq!((own.lines.len(), own.version), (3, version), "the own cart is as it was");
    }
}
