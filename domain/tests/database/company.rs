//! What a company's administrators say: who may do what in it, from which total on is approved, its word about support.

use crate::world::{World, browser, login, on_every_engine, request, request_with_second};
use domain::behalf::Cause;
use domain::behalf::ask::{self, Standing};
use domain::behalf::consent::choose_for_company;
use domain::behalf::override_consent::Override;
use domain::cart::db::add;
use domain::cx::{Cx, Principal};
use domain::error::{Conflict, Denied, Error, Problem};
use domain::on;
use domain::organization::administrator::name;
use domain::organization::member::{self, Filter, Role, Sort, change};
use domain::organization::rule;
use domain::session::Credentials;
use domain::time::Micros;

const OLEG: &str = "oleg@northmere.example";
const EMMA: &str = "emma.clarke@northmere.example";
const JOSE: &str = "jose.alvarez@northmere.example";
const OLGA: &str = "olga.kovalenko@brightkiln.example";
const SLUG: &str = "hex-nut-din-934-m8-zinc-plated";

fn no(denied: Denied) -> Result<(), Error> {
    Err(Error::Forbidden(denied))
}

async fn role(world: &World, mail: &str) -> String {
    let account = world.account(mail).await;
    on!(&world.env.db, c => sqlx::query_scalar("select role from account where id = $1").bind(account).fetch_one(c).await)
        .expect("a role")
}

on_every_engine! {
    async fn new_role_holds_at_next_write(world: World) {
        let (emma, oleg) = (world.customer(EMMA).await, world.customer(OLEG).await);
        let (_, _, acting) = world.acting().await;
        add(&oleg, SLUG, "1").await.expect("a buyer orders");
        change(&emma, world.oleg().await, "viewer").await.expect("changed");
        // Both began before it was changed.
        assert_eq!(add(&oleg, SLUG, "1").await.map(|_| ()), no(Denied::MemberRole));
        assert_eq!(add(&acting, SLUG, "1").await.map(|_| ()), no(Denied::MemberRole));
        assert_eq!(world.customer(OLEG).await.customer().expect("Oleg").role, Role::Viewer);
        change(&emma, world.oleg().await, "buyer").await.expect("changed back");
        add(&acting, SLUG, "1").await.expect("again");
        assert_eq!(world.count("select count(*) from audit_event where type = 'member.role_changed'").await, 1 + 2, "one in the demo");
    }
}

on_every_engine! {
    async fn only_admin_gives_roles_to_others(world: World) {
        let (emma, jose, oleg) = (world.customer(EMMA).await, world.customer(JOSE).await, world.oleg().await);
        assert_eq!(change(&jose, oleg, "viewer").await, no(Denied::MemberRole));
        assert_eq!(change(&world.customer(OLEG).await, oleg, "admin").await, no(Denied::MemberRole));
        let (_, _, acting) = world.acting_for(EMMA).await;
        assert_eq!(change(&acting, oleg, "viewer").await, no(Denied::NotOnBehalf));
        assert_eq!(rule::approval(&acting, "1").await, no(Denied::NotOnBehalf));
        assert_eq!(choose_for_company(&acting, "never").await.map(|_| ()), no(Denied::NotOnBehalf));
        // So the last administrator is not taken away.
        assert_eq!(change(&emma, world.account(EMMA).await, "buyer").await, no(Denied::Oneself));
        assert_eq!(change(&emma, world.account(OLGA).await, "viewer").await, Err(Error::NotFound));
        assert_eq!(change(&emma, oleg, "owner").await, Err(Error::field("role", Problem::NotAChoice)));
        assert_eq!(world.count("select count(*) from audit_event where type = 'member.role_changed'").await, 1, "one in the demo");
    }
}

on_every_engine! {
    async fn one_company_admin_always_stays(world: World) {
        let emma = world.customer(EMMA).await;
        change(&emma, world.account(JOSE).await, "admin").await.expect("two of them");
        let jose = world.customer(JOSE).await;
        let (a, b) = (world.account(EMMA).await, world.account(JOSE).await);
        let one = tokio::spawn(async move { change(&emma, b, "buyer").await });
        let two = tokio::spawn(async move { change(&jose, a, "buyer").await });
        let (one, two) = (one.await.expect("no panic"), two.await.expect("no panic"));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert!([one, two].contains(&no(Denied::MemberRole)));
        let roles = [role(&world, EMMA).await, role(&world, JOSE).await];
        assert_eq!(roles.iter().filter(|r| *r == "admin").count(), 1, "{roles:?}");
    }
}

on_every_engine! {
    async fn staff_name_only_missing_admin(world: World) {
        let system = Cx::system(world.env.clone(), world.now, "test");
        let admin = world.person("admin").await;
        let emma = world.customer(EMMA).await.customer().expect("Emma").clone();
        let (company, oleg) = (emma.organization, world.oleg().await);
        assert_eq!(name(&admin, company, Some(oleg)).await, Err(Error::Conflict(Conflict::State)), "Emma is it");
        domain::contact::erase::erase(&system, emma.contact).await.expect("erased");
        assert_eq!(role(&world, OLEG).await, "buyer", "nothing happens by itself");
        for other in ["agent", "supervisor", "auditor"] {
            assert_eq!(name(&world.person(other).await, company, Some(oleg)).await, no(Denied::Permission), "{other}");
        }
        let wrong = |problem| Err(Error::field("account", problem));
        assert_eq!(name(&admin, company, None).await, wrong(Problem::Required));
        assert_eq!(name(&admin, company, Some(world.account(OLGA).await)).await, wrong(Problem::NotAChoice));
        assert_eq!(name(&admin, domain::id::OrganizationId::fresh(), Some(oleg)).await, Err(Error::NotFound));
        name(&admin, company, Some(oleg)).await.expect("named");
        assert_eq!(role(&world, OLEG).await, "admin");
        assert_eq!(name(&admin, company, Some(world.account(JOSE).await)).await, Err(Error::Conflict(Conflict::State)));
        assert_eq!(world.count("select count(*) from audit_event where type = 'member.role_changed'").await, 2, "one in the demo");
    }
}

on_every_engine! {
    async fn members_read_own_company_list(world: World) {
        let oleg = world.customer(OLEG).await;
        let page = member::list(&oleg, &Filter::default()).await.expect("members");
        assert_eq!(usize::try_from(page.total).expect("a number"), page.rows.len());
        let all = page.rows;
        assert!(all.iter().all(|m| m.email.contains("northmere")) && all.iter().any(|m| m.email == JOSE));
        let by_role = Filter { sort: Sort::Role, ..Filter::default() };
        let sorted = member::list(&oleg, &by_role).await.expect("members").rows;
        assert_eq!((sorted[0].email.as_str(), sorted[0].role), (EMMA, Role::Admin));
        let asked = Filter { query: "álvarez".to_owned(), role: Some(Role::Approver), ..Filter::default() };
        let found = member::list(&oleg, &asked).await.expect("members").rows;
        assert_eq!(found.iter().map(|m| m.email.as_str()).collect::<Vec<_>>(), [JOSE]);
        let none = Filter { role: Some(Role::Approver), query: "emma".to_owned(), ..Filter::default() };
        assert!(member::list(&oleg, &none).await.expect("members").rows.is_empty());
        assert!(member::list(&world.person("agent").await, &Filter::default()).await.is_err());
    }
}

on_every_engine! {
    async fn approval_rule_is_amount_or_none(world: World) {
        let emma = world.customer(EMMA).await;
        let above = async || domain::order::db::terms(&emma).await.expect("terms").approval_above;
        assert_eq!(above().await, None);
        for bad in ["much", "-1", "1.234", "1,2,3"] {
            assert_eq!(rule::approval(&emma, bad).await, Err(Error::field("above", Problem::NotAnAmount)), "{bad}");
        }
        rule::approval(&emma, " 500.5 ").await.expect("saved");
        assert_eq!(above().await, Some(50_050));
        rule::approval(&emma, "500.50").await.expect("the same is no change");
        rule::approval(&emma, "").await.expect("never");
        assert_eq!(above().await, None);
        for mail in [OLEG, JOSE] {
            assert_eq!(rule::approval(&world.customer(mail).await, "1").await, no(Denied::MemberRole));
        }
        let changed = "select count(*) from audit_event where type = 'organization.approval_changed'";
        assert_eq!(world.count(changed).await, 1 + 2, "one in the demo, two here");
    }
}

on_every_engine! {
    async fn stricter_company_ends_sessions(world: World) {
        let emma = world.customer(EMMA).await;
        assert_eq!(choose_for_company(&world.customer(JOSE).await, "never").await, Err(Error::Forbidden(Denied::MemberRole)));
        assert_eq!(choose_for_company(&emma, "perhaps").await, Err(Error::field("consent", Problem::NotAChoice)));
        let (slug, token, acting) = world.acting().await;
        assert_eq!(choose_for_company(&emma, "ask").await, Ok(1));
        assert!(world.acting_again(&slug, &token).await.is_none());
        let late = add(&acting, SLUG, "1").await;
        assert!(matches!(late, Err(Error::Ended(ref e)) if e.cause() == Some(Cause::ConsentWithdrawn)), "{late:?}");

        let slug = request(&world.person("agent").await, world.oleg().await).await;
        let agent = login("agent");
        let typed = Credentials { login: agent.login, password: agent.password, ..Credentials::default() };
        let verified = domain::behalf::db::verify(&browser(&world.anonymous(), &slug).await, &slug, &typed, None).await.expect("verified");
        assert!(verified.waits, "the company wants its people to be asked");
        assert_eq!(choose_for_company(&emma, "never").await, Ok(0));
        let waiting = ask::find(&world.env, world.now, &slug, &verified.token).await.expect("lookup").expect("it waited");
        assert_eq!(waiting.standing(world.now), Standing::Refused);

        // Two people override the no that was there; a later word of the company ends that, too.
        let ben = login("supervisor");
        let second = Credentials { login: ben.login, password: ben.password, ..Credentials::default() };
        let why = Override { reason: "The customer called and the goods leave today", second };
        let slug = request_with_second(&world.person("agent").await, world.oleg().await).await;
        let verified =
            domain::behalf::db::verify(&browser(&world.anonymous(), &slug).await, &slug, &typed, Some(&why)).await.expect("two people");
        assert!(world.acting_again(&slug, &verified.token).await.is_some());
        let later = world.cx_later(&emma, Micros::seconds(1));
        assert_eq!(choose_for_company(&later, "ask").await, Ok(1));
        assert!(world.acting_again(&slug, &verified.token).await.is_none());
        assert_eq!(choose_for_company(&later, "allowed").await, Ok(0));
        let (_, _, again) = world.acting().await;
        assert!(matches!(again.principal(), Principal::Behalf(..)));
    }
}
