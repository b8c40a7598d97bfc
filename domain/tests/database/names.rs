//! Lists that people read by a name have the same order on both engines: each name is where its reader looks for it.

use crate::world::{NOW, World, engines, on_every_engine};
use domain::audit::Event;
use domain::audit::preset;
use domain::audit::query::Query;
use domain::catalog::{self, Sort};
use domain::contact::db as contacts;
use domain::cx::Cx;
use domain::db::Db;
use domain::id::{CategoryId, ContactId, OrganizationId, ProductId, StaffId};
use domain::organization::{self, administrator, member};
use domain::policy::Action;
use domain::staff::{self, assign, scope};
use domain::store::Scope;
use domain::{on, on_tx};
use std::collections::BTreeSet;
use std::time::Instant;
use uuid::Uuid;

/// Names in the order in which they are looked for.
const NAMES: [&str; 9] =
    ["adam Low", "Åse Berg", "Aske Dahl", "İpek Ak", "Ivo Lind", "Łukasz Nowak", "Ömer Ak", "Zoë Hart", "Олег Коваль"];

/// Gives these rows other names by `sql`, with a search key where it takes a third value; the last row gets the first name.
async fn rename(world: &World, sql: &'static str, rows: &[Uuid], names: &[&str]) {
    let mut tx = Cx::system(world.env.clone(), NOW, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    for (id, name) in rows.iter().rev().zip(names) {
        let key = domain::search::key(&[name]);
        on_tx!(tx, c => sqlx::query(sql).bind(id).bind(name).bind(&event).bind(key).execute(c).await.map(|_| ()))
            .expect("renamed");
        domain::contact::entry::refresh(tx.db(), ContactId(*id)).await.expect("an entry");
        organization::find::refresh(tx.db(), OrganizationId(*id)).await.expect("an entry");
        catalog::entry::refresh(tx.db(), &[ProductId(*id)]).await.expect("an entry");
    }
    tx.commit(Event::new("test.written")).await.expect("commit");
}

async fn ids(world: &World, sql: &'static str) -> Vec<Uuid> {
    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("ids")
}

const CONTACT: &str =
    "update contact set name = $2, latin_name = $2, last_event = case when $4 = '' then '' else $3 end where id = $1";
const COMPANY: &str =
    "update organization set name = $2, last_event = case when $4 = '' then '' else $3 end where id = $1";
const STAFF: &str = "update staff set name = $2, last_event = case when $4 = '' then '' else $3 end where id = $1";
const PRODUCT: &str = "update product set name = $2, search_key = $4, last_event = $3 where id = $1";
const CATEGORY: &str =
    "update category set name = $2, position = 0, last_event = case when $4 = '' then '' else $3 end where id = $1";

/// The first page of the contacts that `filter` wants, and all further ones.
async fn pages(cx: &Cx, filter: &contacts::Filter, size: i64) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let offset = i64::try_from(all.len()).expect("few");
        let page = contacts::list(cx, filter, offset, size).await.expect("list").rows;
        if page.is_empty() {
            return all;
        }
        all.extend(page.into_iter().map(|row| row.latin_name));
    }
}

on_every_engine! {
    async fn contacts_are_ordered_by_name(world: World) {
        let agent = world.person("admin").await;
        let all = ids(&world, "select id from contact order by id").await;
        rename(&world, CONTACT, &all, &NAMES).await;
        let by_name = pages(&agent, &contacts::Filter::default(), 1_000).await;
        let places: Vec<usize> =
            NAMES.iter().map(|name| by_name.iter().position(|n| n == name).expect("listed")).collect();
        assert!(places.is_sorted(), "{by_name:?}");
        let at = |name: &str| by_name.iter().position(|n| n.starts_with(name)).expect("listed");
        assert!(at("Ömer Ak") < at("Rosalind") && at("Harriet") < at("İpek Ak"), "{by_name:?}");
        assert_eq!(pages(&agent, &contacts::Filter::default(), 7).await, by_name);
        let descending = contacts::Filter { descending: true, ..Default::default() };
        let mut reversed = pages(&agent, &descending, 7).await;
        reversed.reverse();
        assert_eq!(reversed, by_name);
    }
}

on_every_engine! {
    async fn search_results_are_ordered_by_name(world: World) {
        let agent = world.person("admin").await;
        let all = ids(&world, "select id from contact order by id").await;
        let found = NAMES.map(|name| format!("{name} Xylo"));
        rename(&world, CONTACT, &all, &found.each_ref().map(String::as_str)).await;
        let filter = contacts::Filter { query: "xylo".to_owned(), sort: contacts::Sort::Name, ..Default::default() };
        assert_eq!(pages(&agent, &filter, 4).await, found);
        // What is out of stock comes later, whatever it is called.
        let products = ids(&world, "
            select p.id from product p join stock s on s.product_id = p.id
            where p.status = 'active' and s.available > 0 order by p.id
        ").await;
        rename(&world, PRODUCT, &products, &found.each_ref().map(String::as_str)).await;
        let scope = first_scope(&world).await;
        for sort in [None, Some(Sort::Name)] {
            let mut names = Vec::new();
            for page in 0..3 {
                let wanted = catalog::find::Wanted { query: "xylo".to_owned(), sort, page, size: 4, ..Default::default() };
                let found = catalog::find::search(&agent, &scope, &wanted).await.expect("search");
                assert_eq!(found.total, 9);
                names.extend(found.items.into_iter().map(|item| item.name));
            }
            assert_eq!(names, found, "{sort:?}");
        }
    }
}

/// The first store, for a visitor.
async fn first_scope(world: &World) -> Scope {
    let stores = domain::store::list(&world.env).await.expect("stores");
    Scope::of(&world.anonymous(), &stores[0])
}

on_every_engine! {
    async fn companies_are_ordered_by_name(world: World) {
        let admin = world.person("admin").await;
        let all = ids(&world, "select id from organization order by id").await;
        let first: Vec<Uuid> = all.iter().take(NAMES.len()).copied().collect();
        rename(&world, COMPANY, &first, &NAMES).await;
        let listed = organization::find::suggest(&admin, "", 1_000).await.expect("names");
        let names: Vec<&str> =
            listed.iter().map(|(_, name)| name.as_str()).filter(|name| NAMES.contains(name)).collect();
        assert_eq!(names, NAMES);
        assert!(listed.last().is_some_and(|(_, name)| name == "Олег Коваль"), "{listed:?}");
        for descending in [false, true] {
            let filter = contacts::Filter { sort: contacts::Sort::Company, descending, ..Default::default() };
            let rows = contacts::list(&admin, &filter, 0, 1_000).await.expect("list").rows;
            let mut companies: Vec<String> = rows.into_iter().map(|row| row.organization_name).collect();
            companies.dedup();
            if descending {
                companies.reverse();
            }
            let in_order: Vec<&String> = companies.iter().filter(|name| NAMES.contains(&name.as_str())).collect();
            assert_eq!(in_order, NAMES, "descending: {descending}");
        }
        let person = ids(&world, "select id from staff where role = 'sales' order by id limit 1").await[0];
        let person = StaffId(person);
        let companies: Vec<OrganizationId> = first.iter().map(|id| OrganizationId(*id)).collect();
        assign::set(&admin, person, &companies, &[]).await.expect("assigned");
        let assigned = scope::of(&admin, person).await.expect("assigned");
        let names: Vec<&str> = assigned.companies.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, NAMES);
    }
}

on_every_engine! {
    async fn members_are_ordered_by_name(world: World) {
        let buyer = world.person("buyer").await;
        let company = buyer.customer().expect("a customer").organization;
        let all: Vec<Uuid> = on!(&world.env.db, c => sqlx::query_scalar("select id from contact where organization_id = $1 order by id").bind(company).fetch_all(c).await).expect("people");
        rename(&world, CONTACT, &all, &NAMES).await;
        let expected = &NAMES[..all.len()];
        let admin = world.person("admin").await;
        let theirs = contacts::Filter { organization: Some(company), ..Default::default() };
        let people = contacts::list(&admin, &theirs, 0, 100).await.expect("people").rows;
        assert_eq!(people.iter().map(|m| m.name.as_str()).collect::<Vec<_>>(), expected);
        let in_order = |names: Vec<String>, what: &str| {
            let places: Vec<_> = names.iter().map(|name| NAMES.iter().position(|n| n == name)).collect();
            assert!(names.len() > 3 && places.is_sorted(), "{what}: {names:?}");
        };
        let members = member::list(&buyer, &member::Filter::default()).await.expect("members").rows;
        in_order(members.iter().map(|m| m.name.clone()).collect(), "members");
        let by_role = member::Filter { sort: member::Sort::Role, ..Default::default() };
        let buyers: Vec<_> = member::list(&buyer, &by_role).await.expect("members").rows.into_iter().filter(|m| m.role == member::Role::Buyer).map(|m| m.name).collect();
        assert!(buyers.iter().map(|name| NAMES.iter().position(|n| n == name)).is_sorted(), "{buyers:?}");
        let logins = administrator::logins(&admin, company).await.expect("logins");
        let buyers: Vec<_> = logins.into_iter().filter(|l| l.role == member::Role::Buyer).map(|l| l.name).collect();
        assert!(buyers.iter().map(|name| NAMES.iter().position(|n| n == name)).is_sorted(), "{buyers:?}");
    }
}

on_every_engine! {
    async fn staff_and_filters_ordered_by_name(world: World) {
        let all = ids(&world, "select id from staff order by id").await;
        rename(&world, STAFF, &all, &NAMES).await;
        let admin = world.person("admin").await;
        let (listed, _) = staff::list(&admin, &staff::Filter::default(), 0).await.expect("list");
        let places: Vec<_> = listed.iter().map(|m| NAMES.iter().position(|n| *n == m.name)).collect();
        let renamed: Vec<_> = places.iter().flatten().collect();
        assert!(renamed.len() >= 7.min(all.len()) && renamed.is_sorted(), "{listed:?}");
        let auditor = world.person("auditor").await;
        let query = Query::parse("action:order.*").expect("a line");
        for name in NAMES.iter().rev() {
            preset::save(&auditor, name, &query).await.expect("kept");
        }
        let own = preset::own(&auditor).await.expect("own");
        assert_eq!(own.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), NAMES);
    }
}

on_every_engine! {
    async fn products_are_ordered_by_name(world: World) {
        let visitor = world.anonymous();
        let scope = first_scope(&world).await;
        let category = ids(&world, "
            select category_id from product where status = 'active' group by category_id having count(*) >= 9
            order by count(*), category_id limit 1
        ").await[0];
        let products: Vec<Uuid> = on!(&world.env.db, c => sqlx::query_scalar("select id from product where category_id = $1 and status = 'active' order by id").bind(category).fetch_all(c).await).expect("products");
        let rest: Vec<String> = (0..products.len()).map(|n| format!("Яблоко {n:03}")).collect();
        let names: Vec<&str> = NAMES.into_iter().chain(rest.iter().map(String::as_str)).take(products.len()).collect();
        rename(&world, PRODUCT, &products, &names).await;
        let mut listed = Vec::new();
        for page in 0.. {
            let items = catalog::db::list(&visitor, &scope, CategoryId(category), Sort::Name, page).await.expect("list");
            if items.is_empty() {
                break;
            }
            listed.extend(items.into_iter().map(|item| item.name));
        }
        assert_eq!(listed, names);
        let categories = ids(&world, "select id from category where parent_id is null order by id").await;
        rename(&world, CATEGORY, &categories, &NAMES).await;
        let all = catalog::db::categories(&visitor).await.expect("categories");
        let names: Vec<&str> = all.iter().filter(|k| k.parent_id.is_none()).map(|k| k.name.as_str()).filter(|name| NAMES.contains(name)).collect();
        assert!(names.len() >= 5);
        assert_eq!(names, NAMES[..names.len()]);
    }
}

on_every_engine! {
    async fn no_index_sorts_by_name(world: World) {
        // Another tool could not copy, check or mend a SQLite file with such an index, and another ICU could sort otherwise.
        let sql = match &world.env.db {
            Db::Sqlite { .. } => "select count(*) from sqlite_master where sql like '%by_name%'",
            Db::Postgres(_) => "
                select count(*) from pg_index i cross join lateral unnest(i.indcollation::oid[]) as used (id)
                join pg_collation k on k.oid = used.id where k.collname = 'by_name'",
        };
        assert_eq!(world.count(sql).await, 0);
    }
}

/// What the order of names costs, compared with the order of bytes:
/// `cargo test --release --package domain --features database --test database names -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "it measures and says nothing about right or wrong"]
async fn what_the_order_of_names_costs() {
    for engine in engines() {
        let world = World::new(engine).await;
        let given = ["Åse", "Łukasz", "Ömer", "İpek", "Anna", "Émile", "Peter", "Zoë", "Ivo", "Mary"];
        let mut all = BTreeSet::new();
        for n in 0..10_000_u64 {
            all.insert(format!(
                "{} {:x}",
                given[usize::try_from(n % 10).expect("small")],
                n.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ));
        }
        let rows = serde_json::to_string(&all.iter().collect::<Vec<_>>()).expect("JSON");
        let (make, fill) = match &world.env.db {
            Db::Sqlite { .. } => (
                "create table of_names (name text not null) strict",
                "insert into of_names select value from json_each($1)",
            ),
            Db::Postgres(_) => (
                "create table of_names (name text not null)",
                "insert into of_names select jsonb_array_elements_text(cast($1 as jsonb))",
            ),
        };
        match &world.env.db {
            Db::Sqlite { write, .. } => {
                sqlx::query(make).execute(write).await.expect("made");
                sqlx::query(fill).bind(&rows).execute(write).await.expect("filled");
            }
            Db::Postgres(pool) => {
                sqlx::query(make).execute(pool).await.expect("made");
                sqlx::query(fill).bind(&rows).execute(pool).await.expect("filled");
            }
        }
        for (what, sql) in [
            ("bytes, all", "select name from of_names order by name"),
            ("names, all", "select name from of_names order by name collate by_name"),
            ("bytes, the first 25", "select name from of_names order by name limit 25"),
            ("names, the first 25", "select name from of_names order by name collate by_name limit 25"),
        ] {
            let mut times = Vec::new();
            for _ in 0..30 {
                let begun = Instant::now();
                let _: Vec<String> =
                    on!(&world.env.db, c => sqlx::query_scalar(sql).fetch_all(c).await).expect("sorted");
                times.push(begun.elapsed());
            }
            times.sort();
            println!("{engine:?}: {what}: {:?}", times[times.len() / 2]);
        }
    }
}
