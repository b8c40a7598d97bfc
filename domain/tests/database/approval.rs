//! Orders that wait for somebody of the customer's own company.

use crate::limit::{amount, limits, ready};
use crate::world::{World, on_every_engine};
use domain::cx::{Behalf, Cx, Mode, Principal};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::id::AccountId;
use domain::on;
use domain::order::approval::decide::{approve, reject, withdraw};
use domain::order::approval::list::{Filter, list, waiting};
use domain::order::approval::{State, needed};
use domain::order::db::{find_own, terms};
use domain::order::place::place;
use domain::organization::{member, rule};

const OLEG: &str = "oleg@northmere.example";
const EMMA: &str = "emma.clarke@northmere.example";
const JOSE: &str = "jose.alvarez@northmere.example";
const THERESE: &str = "therese.lacombe@brightkiln.example";

fn no(denied: Denied) -> Result<(), Error> {
    Err(Error::Forbidden(denied))
}

async fn above(world: &World, typed: &str) {
    rule::approval(&world.customer(EMMA).await, typed).await.expect("saved");
}

/// An order of this person that waits: every order does.
async fn submitted(world: &World, cx: &Cx, key: &str) -> String {
    above(world, "0").await;
    let number = place(cx, &ready(cx, key).await).await.expect("submitted");
    assert_eq!(status(world, &number).await, "awaiting_approval");
    number
}

async fn status(world: &World, number: &str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar("select status from orders where number = $1").bind(number).fetch_one(c).await)
        .expect("a status")
}

/// What is in stock of what the order is about, in all.
async fn stock(world: &World, number: &str) -> i64 {
    on!(&world.env.db, c => sqlx::query_scalar("select cast(sum(s.available) as bigint) from stock s join order_line l on l.product_id = s.product_id join orders r on r.id = l.order_id where r.number = $1").bind(number).fetch_one(c).await)
        .expect("stock")
}

async fn pieces(world: &World, number: &str) -> i64 {
    on!(&world.env.db, c => sqlx::query_scalar("select cast(sum(l.quantity) as bigint) from order_line l join orders r on r.id = l.order_id where r.number = $1").bind(number).fetch_one(c).await)
        .expect("pieces")
}

/// Recipient, subject and text of the mails that wait.
async fn mails(world: &World) -> Vec<(String, String, String)> {
    on!(&world.env.db, c => sqlx::query_as("select recipient, subject, body from outbox where sent_at is null order by created_at, id").fetch_all(c).await)
        .expect("mails")
}

async fn event(world: &World, kind: &str) -> String {
    on!(&world.env.db, c => sqlx::query_scalar("select body from audit_event where type = $1 order by seq desc limit 1").bind(kind).fetch_one(c).await)
        .expect("an event")
}

on_every_engine! {
    async fn order_above_amount_waits(world: World) {
        let oleg = world.customer(OLEG).await;
        let checkout = ready(&oleg, "k1").await;
        above(&world, &amount(checkout.shown_total)).await;
        let number = place(&oleg, &checkout).await.expect("placed");
        assert_eq!(status(&world, &number).await, "placed");

        let checkout = ready(&oleg, "k2").await;
        above(&world, &amount(checkout.shown_total - 1)).await;
        let total = domain::money::Money::new(checkout.shown_total, domain::money::Currency::Gbp);
        let asked = needed(&oleg, &terms(&oleg).await.expect("terms"), total).await.expect("told").expect("needed");
        assert_eq!(asked.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["José Álvarez Peña"], "said before");
        let before = mails(&world).await.len();
        let number = place(&oleg, &checkout).await.expect("submitted");
        assert_eq!(status(&world, &number).await, "awaiting_approval");
        assert!(domain::cart::db::load(&oleg).await.expect("cart").lines.is_empty());
        let told = mails(&world).await;
        assert_eq!(told.len(), before + 1);
        assert_eq!(told[before].0, JOSE, "the approver, not the administrator");
        assert!(told[before].2.contains(&number) && told[before].2.contains("Олег Коваль"), "{:?}", told[before]);
        assert!(told[before].2.starts_with("es\n"), "in the language of the reader: {:?}", told[before]);
        assert!(event(&world, "order.submitted").await.contains(&number));
        // The same key is the same order.
        assert_eq!(place(&oleg, &checkout).await, Ok(number));
    }
}

on_every_engine! {
    /// R111, F10: the company's amount holds for support, and nobody at support approves.
    async fn on_behalf_order_waits_for_company(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        above(&world, &amount(checkout.shown_total - 1)).await;
        let number = place(&acting, &checkout).await.expect("submitted");
        assert_eq!(status(&world, &number).await, "awaiting_approval");
        let (_, _, for_jose) = world.acting_for(JOSE).await;
        for cx in [&acting, &for_jose] {
            assert_eq!(approve(cx, &number).await, no(Denied::NotOnBehalf));
            assert_eq!(reject(cx, &number, "no").await, no(Denied::NotOnBehalf));
        }
        assert_eq!(list(&for_jose, &Filter::default()).await.expect("looked at").rows[0].number, number);
        let jose = world.customer(JOSE).await;
        approve(&jose, &number).await.expect("approved");
        assert_eq!(status(&world, &number).await, "placed");
        let told = event(&world, "order.approved").await;
        let (ana, who) = (acting.behalf().expect("acting").0.id, world.account(JOSE).await);
        assert!(told.contains(&format!(r#""actor":{{"id":"{who}""#)), "{told}");
        assert!(told.contains(&format!(r#""submitted_by":"{ana}""#)) && told.contains(&format!(r#"{{"id":"{ana}","kind":"staff"}}"#)), "{told}");
        let (order, _) = find_own(&world.customer(OLEG).await, &number).await.expect("Oleg's");
        assert_eq!((order.actor_name.as_str(), order.on_behalf), ("Ana Silva", true), "who ordered stays");
    }
}

on_every_engine! {
    async fn agent_limit_holds_with_approval(world: World) {
        let (_, _, acting) = world.acting().await;
        let checkout = ready(&acting, "k1").await;
        above(&world, "0").await;
        limits(&world, "0", "").await;
        let refused = place(&acting, &checkout).await;
        assert!(matches!(refused, Err(Error::Invalid(ref f)) if f[0].name == "limit"), "{refused:?}");
        limits(&world, "", "1").await;
        place(&acting, &checkout).await.expect("submitted");
        // What waits counts.
        let second = place(&acting, &ready(&acting, "k2").await).await;
        assert_eq!(second, Err(Error::field("limit", Problem::OrdersLimit(1))));
    }
}

on_every_engine! {
    /// F5 and F10: the real person counts.
    async fn own_order_needs_another_approver(world: World) {
        let (emma, jose) = (world.customer(EMMA).await, world.customer(JOSE).await);
        let by_jose = submitted(&world, &jose, "k1").await;
        assert_eq!(approve(&jose, &by_jose).await, no(Denied::OwnOrder));
        assert_eq!(reject(&jose, &by_jose, "no").await, no(Denied::OwnOrder));
        let by_emma = submitted(&world, &emma, "k2").await;
        assert_eq!(approve(&emma, &by_emma).await, no(Denied::OwnOrder));
        approve(&emma, &by_jose).await.expect("somebody else");
        approve(&jose, &by_emma).await.expect("somebody else");

        // On behalf of Emma it was not she who ordered, and yet it is hers.
        let (_, _, acting) = world.acting_for(EMMA).await;
        let number = submitted(&world, &acting, "k3").await;
        assert_eq!(approve(&emma, &number).await, no(Denied::OwnOrder));

        // The only one who could: an own order passes, one by support still waits for her.
        member::change(&emma, world.account(JOSE).await, "buyer").await.expect("changed");
        approve(&emma, &number).await.expect("nobody else can");
        let own = place(&emma, &ready(&emma, "k4").await).await.expect("placed");
        assert_eq!(status(&world, &own).await, "placed");
        let (_, _, acting) = world.acting_for(EMMA).await;
        let number = submitted(&world, &acting, "k5").await;
        assert_eq!(approve(&acting, &number).await, no(Denied::NotOnBehalf));
        approve(&emma, &number).await.expect("approved");
    }
}

on_every_engine! {
    /// A company without an approver can order, too.
    async fn administrators_approve_without_approver(world: World) {
        let emma = world.customer(EMMA).await;
        member::change(&emma, world.account(JOSE).await, "viewer").await.expect("changed");
        let number = submitted(&world, &world.customer(OLEG).await, "k1").await;
        assert_eq!(mails(&world).await.last().expect("a mail").0, EMMA);
        approve(&emma, &number).await.expect("approved");
    }
}

on_every_engine! {
    async fn rejection_needs_reason_returns_stock(world: World) {
        let (oleg, jose) = (world.customer(OLEG).await, world.customer(JOSE).await);
        let number = submitted(&world, &oleg, "k1").await;
        let taken = stock(&world, &number).await;
        for (reason, problem) in [("  ", Problem::Required), ("a\u{7}", Problem::Unprintable), (&"x".repeat(501), Problem::TooLong(500))] {
            assert_eq!(reject(&jose, &number, reason).await, Err(Error::field("reason", problem)));
        }
        reject(&jose, &number, "Use up what Leeds has").await.expect("rejected");
        assert_eq!(status(&world, &number).await, "rejected");
        assert_eq!(stock(&world, &number).await, taken + pieces(&world, &number).await);
        let mail = mails(&world).await.pop().expect("a mail");
        assert!(mail.0 == OLEG && mail.1.contains("rejected") && mail.2.contains("Use up what Leeds has"), "{mail:?}");
        assert_eq!(approve(&jose, &number).await, Err(Error::Conflict(Conflict::State)), "once");
        assert_eq!(withdraw(&oleg, &number, "").await, Err(Error::Conflict(Conflict::State)));
    }
}

on_every_engine! {
    async fn support_withdraws_only_with_reason(world: World) {
        let oleg = world.customer(OLEG).await;
        let number = submitted(&world, &oleg, "k1").await;
        let taken = stock(&world, &number).await;
        assert_eq!(withdraw(&world.customer(JOSE).await, &number, "").await, Err(Error::NotFound), "not theirs");
        withdraw(&oleg, &number, "").await.expect("taken back");
        assert_eq!(status(&world, &number).await, "withdrawn");
        assert_eq!(stock(&world, &number).await, taken + pieces(&world, &number).await);

        let (_, _, acting) = world.acting().await;
        let number = submitted(&world, &acting, "k2").await;
        let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let looking = world.cx(Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf })));
        assert_eq!(withdraw(&looking, &number, "why").await, no(Denied::ViewOnly));
        assert_eq!(withdraw(&acting, &number, "").await, Err(Error::field("reason", Problem::Required)));
        withdraw(&acting, &number, "Ordered twice").await.expect("taken back");
        assert!(event(&world, "order.withdrawn").await.contains("on_behalf_of"));
    }
}

on_every_engine! {
    async fn only_own_approvers_see_and_decide(world: World) {
        let (oleg, jose) = (world.customer(OLEG).await, world.customer(JOSE).await);
        let checkout = ready(&oleg, "k0").await;
        let placed = place(&oleg, &checkout).await.expect("placed");
        let number = submitted(&world, &oleg, "k1").await;
        assert_eq!(approve(&oleg, &number).await, no(Denied::MemberRole));
        assert_eq!(list(&oleg, &Filter::default()).await.map(|_| ()), no(Denied::MemberRole));
        assert_eq!(waiting(&world.customer(OLEG).await), 0);
        let other = world.customer(THERESE).await;
        assert_eq!(approve(&other, &number).await, Err(Error::NotFound));
        assert_eq!(find_own(&other, &number).await.map(|_| ()), Err(Error::NotFound));
        assert!(list(&other, &Filter::default()).await.expect("theirs").rows.iter().all(|r| r.number != number));

        assert_eq!(waiting(&world.customer(JOSE).await), 1);
        assert!(find_own(&jose, &number).await.is_ok());
        assert_eq!(find_own(&jose, &placed).await.map(|_| ()), Err(Error::NotFound), "what needed no approval is not theirs");
        assert_eq!(approve(&jose, &placed).await, Err(Error::NotFound));
        let second = submitted(&world, &oleg, "k2").await;
        reject(&jose, &second, "no").await.expect("rejected");
        let rows = list(&jose, &Filter::default()).await.expect("list").rows;
        let seen: Vec<(&str, &str)> = rows.iter().map(|r| (r.number.as_str(), r.state.as_str())).collect();
        assert_eq!(seen, [(number.as_str(), "waiting"), (second.as_str(), "rejected")], "what waits comes first");
        let asked = Filter { query: second.clone(), state: Some(State::Waiting), page: 0 };
        assert!(list(&jose, &asked).await.expect("list").rows.is_empty());
        let asked = Filter { state: None, ..asked };
        assert_eq!(list(&jose, &asked).await.expect("list").rows.len(), 1);
    }
}

on_every_engine! {
    async fn hold_stops_approval_at_old_prices(world: World) {
        let (oleg, jose) = (world.customer(OLEG).await, world.customer(JOSE).await);
        let number = submitted(&world, &oleg, "k1").await;
        let (before, _) = find_own(&oleg, &number).await.expect("order");
        let company = oleg.customer().expect("Oleg").organization;
        let system = Cx::system(world.env.clone(), world.now, "test");
        let hold = async |status: &str| {
            let mut tx = system.begin(domain::policy::Action::RunJob).await.expect("begin");
            let event = tx.event().to_owned();
            domain::on_tx!(tx, c => sqlx::query("update organization set status = $2, last_event = $3 where id = $1").bind(company).bind(status).bind(&event).execute(c).await.map(|_| ())).expect("update");
            domain::on_tx!(tx, c => sqlx::query("update price_list set last_event = $1").bind(&event).execute(c).await.map(|_| ())).expect("update");
            domain::on_tx!(tx, c => sqlx::query("update price set unit_price = unit_price * 2 where product_id in (select l.product_id from order_line l join orders r on r.id = l.order_id where r.number = $1)").bind(&number).execute(c).await.map(|_| ())).expect("update");
            tx.commit(domain::audit::Event::new("test.changed")).await.expect("commit");
        };
        hold("on_hold").await;
        assert_eq!(approve(&jose, &number).await, no(Denied::OnHold));
        hold("active").await;
        approve(&jose, &number).await.expect("approved");
        let (after, _) = find_own(&oleg, &number).await.expect("order");
        assert_eq!(after.totals(), before.totals());
    }
}

on_every_engine! {
    async fn one_of_parallel_decisions_counts(world: World) {
        let (oleg, emma, jose) = (world.customer(OLEG).await, world.customer(EMMA).await, world.customer(JOSE).await);
        for n in 0..12 {
            let number = submitted(&world, &oleg, &format!("k{n}")).await;
            let taken = stock(&world, &number).await;
            let (a, b) = (number.clone(), number.clone());
            let (one, two) = (jose.clone(), if n % 2 == 0 { emma.clone() } else { oleg.clone() });
            let yes = tokio::spawn(async move { approve(&one, &a).await });
            let other = tokio::spawn(async move {
                if n % 2 == 0 { reject(&two, &b, "no").await } else { withdraw(&two, &b, "").await }
            });
            let (yes, other) = (yes.await.expect("no panic"), other.await.expect("no panic"));
            let (lost, expected, back) = match (&yes, &other) {
                (Ok(()), lost) => (lost, "placed", 0),
                (lost, Ok(())) => (lost, if n % 2 == 0 { "rejected" } else { "withdrawn" }, pieces(&world, &number).await),
                both => panic!("{both:?}"),
            };
            assert_eq!(*lost, Err(Error::Conflict(Conflict::State)));
            assert_eq!(status(&world, &number).await, expected);
            assert_eq!(stock(&world, &number).await, taken + back);
        }
        let version = "select count(*) from orders o join approval p on p.id = o.id where o.version <> 2 and p.state <> 'waiting'";
        assert_eq!(world.count(version).await, 0, "each was decided once");
    }
}

on_every_engine! {
    /// Somebody who lost the role while the request was under way decides nothing.
    async fn lost_right_is_checked_in_transaction(world: World) {
        let jose = world.customer(JOSE).await;
        let number = submitted(&world, &world.customer(OLEG).await, "k1").await;
        let account: AccountId = world.account(JOSE).await;
        member::change(&world.customer(EMMA).await, account, "buyer").await.expect("changed");
        assert_eq!(approve(&jose, &number).await, no(Denied::MemberRole));
    }
}
