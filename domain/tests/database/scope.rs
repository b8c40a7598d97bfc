//! Out of scope does not exist: not in lists, not in counts, not by its address.

use crate::world::{World, login, on_every_engine, request, verify};
use domain::audit::history::{self, Of};
use domain::behalf::Cause;
use domain::contact::db as contacts;
use domain::cx::Cx;
use domain::error::Error;
use domain::id::{AccountId, ContactId, OrganizationId, StaffId, StoreId};
use domain::on;
use domain::order::db as orders;

async fn company(world: &World, name: &'static str) -> OrganizationId {
    on!(&world.env.db, c => sqlx::query_scalar("select id from organization where name = $1").bind(name).fetch_one(c).await)
        .expect("a company")
}

/// An active account of a company: its id, its contact, its store.
async fn account(world: &World, company: OrganizationId) -> (AccountId, ContactId, StoreId) {
    on!(&world.env.db, c => sqlx::query_as("select a.id, a.contact_id, a.store_id from account a join contact k on k.id = a.contact_id where k.organization_id = $1 and a.status = 'active' order by a.id limit 1").bind(company).fetch_one(c).await)
        .expect("an account")
}

fn gone<T: std::fmt::Debug>(result: domain::error::Result<T>) {
    assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
}

async fn set(world: &World, person: StaffId, companies: &[OrganizationId], stores: &[StoreId]) {
    let admin = world.person("admin").await;
    domain::staff::assign::set(&admin, person, companies, stores).await.expect("set");
}

on_every_engine! {
    async fn sales_see_only_own_companies(world: World) {
        let sales = world.person("sales").await;
        let page = contacts::list(&sales, &Default::default(), 0, 500).await.expect("contacts");
        let all = page.rows;
        assert!(!all.is_empty() && all.iter().all(|r| demo::staff::SALES_COMPANIES.contains(&r.organization_name.as_str())));
        assert_eq!(usize::try_from(page.total).expect("a count"), all.len());
        let names = domain::organization::find::suggest(&sales, "", 100).await.expect("names");
        assert_eq!(names.len(), demo::staff::SALES_COMPANIES.len());
        let theirs = orders::all(&sales, orders::Whose::All, &Default::default()).await.expect("orders");
        assert!(theirs.rows.iter().all(|r| demo::staff::SALES_COMPANIES.contains(&r.organization_name.as_str())));
        let everybody = orders::all(&world.person("agent").await, orders::Whose::All, &Default::default()).await.expect("orders");
        assert!(theirs.total < everybody.total);

        let northmere = company(&world, "Northmere Ltd").await;
        let (login, contact, _) = account(&world, northmere).await;
        gone(contacts::view(&sales, contact).await.map(|_| ()));
        gone(domain::organization::find(&sales, northmere).await.map(|_| ()));
        gone(domain::account::db::find(&sales, login).await.map(|_| ()));
        gone(history::of(&sales, Of::Contact(contact), 5).await.map(|_| ()));
        gone(history::carts(&sales, contact).await.map(|_| ()));
        gone(history::stamps(&sales, Of::Organization(northmere)).await.map(|_| ()));
        assert!(contacts::list(&sales, &contacts::Filter { organization: Some(northmere), ..Default::default() }, 0, 10).await.expect("people").rows.is_empty());
        assert!(domain::address::of_organization(&sales, northmere).await.expect("addresses").is_empty());
        assert!(domain::account::db::of_contact(&sales, contact).await.expect("accounts").is_empty());
        assert!(domain::cart::db::of_contact(&sales, contact).await.expect("a cart").is_empty());
        assert!(orders::all(&sales, orders::Whose::Contact(contact), &Default::default()).await.expect("orders").rows.is_empty());
        let number: String = on!(&world.env.db, c => sqlx::query_scalar("select number from orders where organization_id = $1 limit 1").bind(northmere).fetch_one(c).await).expect("an order");
        gone(orders::find_any(&sales, &number).await.map(|_| ()));
        let ask = domain::behalf::Request { reason: "x".to_owned(), ticket: String::new(), mode: domain::cx::Mode::Full, minutes: 30, back: String::new(), to: String::new(), second: false };
        gone(domain::behalf::db::request(&sales, login, &ask).await);

        let brightkiln = company(&world, "Brightkiln SA").await;
        let (login, contact, _) = account(&world, brightkiln).await;
        contacts::view(&sales, contact).await.expect("theirs");
        domain::behalf::db::request(&sales, login, &ask).await.expect("theirs");
    }
}

on_every_engine! {
    async fn sales_lists_hide_other_sessions(world: World) {
        let (_, _, acting) = world.acting().await;
        let id = acting.behalf().expect("acting").2.id;
        let admin = world.person("admin").await;
        let sees = |cx: Cx| async move { domain::behalf::history::list(&cx, &Default::default()).await.expect("sessions").rows.iter().any(|s| s.id == id) };
        assert!(sees(admin.clone()).await);
        let mut typed = domain::staff::role::Typed::of(&domain::policy::Grants::of(domain::policy::Role::Supervisor));
        typed.scope = "assigned".to_owned();
        domain::staff::role::save(&admin, domain::policy::Role::Supervisor, &typed).await.expect("saved");
        let supervisor = world.person("supervisor").await;
        assert!(!sees(supervisor.clone()).await);
        gone(domain::behalf::history::story(&supervisor, id).await.map(|_| ()));
        gone(domain::behalf::supervise::end(&supervisor, id, "").await);
    }
}

on_every_engine! {
    async fn assigned_stores_exclude_others(world: World) {
        let agent = world.person("agent").await;
        let person = agent.staff().expect("staff").id;
        let oleg = world.oleg().await;
        let of: StoreId = on!(&world.env.db, c => sqlx::query_scalar("select store_id from account where id = $1").bind(oleg).fetch_one(c).await).expect("a store");
        let other: StoreId = on!(&world.env.db, c => sqlx::query_scalar("select id from store where id <> $1 limit 1").bind(of).fetch_one(c).await).expect("another store");
        let (slug, token, _) = world.acting().await;
        let asked = request(&agent, oleg).await;
        set(&world, person, &[], &[other]).await;
        let ask = domain::behalf::Request { reason: "x".to_owned(), ticket: String::new(), mode: domain::cx::Mode::Full, minutes: 30, back: String::new(), to: String::new(), second: false };
        gone(domain::behalf::db::request(&agent, oleg, &ask).await);
        gone(domain::account::db::find(&agent, oleg).await.map(|_| ()));
        // What was asked for before opens nothing, and what is open is over.
        let me = login("agent");
        assert!(matches!(verify(&world.anonymous(), &asked, me.login, me.password).await, Err(Error::Ended(_))));
        assert!(world.acting_again(&slug, &token).await.is_none());
        set(&world, person, &[], &[other, of]).await;
        domain::behalf::db::request(&agent, oleg, &ask).await.expect("theirs");
        set(&world, person, &[], &[]).await;
        assert_eq!(world.count("select count(*) from staff_scope where store_id is not null and removed_at is null").await, 0);
        assert_eq!(world.count("select count(*) from staff_scope where store_id is not null").await, 2, "rows stay");
    }
}

on_every_engine! {
    async fn lost_company_ends_its_sessions(world: World) {
        let sales = world.person("sales").await;
        let person = sales.staff().expect("staff").id;
        let brightkiln = company(&world, "Brightkiln SA").await;
        let (account, _, _) = account(&world, brightkiln).await;
        let slug = request(&sales, account).await;
        let me = login("sales");
        let token = verify(&world.anonymous(), &slug, me.login, me.password).await.expect("verified");
        let acting = world.acting_again(&slug, &token).await.expect("open");
        set(&world, person, &[company(&world, "Tarnwick Fabrication Ltd").await], &[]).await;
        // A request that was under way when it happened writes nothing any more.
        let tried = domain::cart::db::add(&acting, "hex-nut-din-934-m8-zinc-plated", "1000").await;
        assert!(matches!(&tried, Err(Error::Ended(ended)) if ended.cause() == Some(Cause::PermissionLost)), "{tried:?}");
        assert!(world.acting_again(&slug, &token).await.is_none());
        let cx = Cx::system(world.env.clone(), world.now, "sweep");
        assert_eq!(domain::behalf::over::sweep(&cx).await.expect("swept"), 0, "written down already");
    }
}
