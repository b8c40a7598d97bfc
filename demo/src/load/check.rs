//! The demo as it stands in a database after loading.

use domain::catalog::find::{self, Wanted};
use domain::cx::{Cx, Principal, Request, Staff};
use domain::db::Db;
use domain::env::Env;
use domain::error::Error;
use domain::id::{SessionId, StaffId};
use domain::on;
use domain::policy::{Grants, Role};
use domain::time::Micros;
use std::sync::Arc;

const NOW: Micros = Micros(1_795_432_683_000_000);

async fn loaded(name: &str) -> Arc<Env> {
    let path = std::env::temp_dir().join(format!("behalf-demo-{}-{name}.db", std::process::id()));
    let url = std::env::var("DEMO_TEST_DATABASE_URL").unwrap_or_else(|_| format!("sqlite:{}", path.display()));
    let db = Db::open(&url).await.expect("open");
    db.migrate().await.expect("migrate");
    let env = Env { demo: true, ..Env::new(db, "demo.example/audit") };
    let env = Arc::new(env);
    let begun = std::time::Instant::now();
    let summary = crate::load(&env, NOW).await.expect("load");
    println!("{summary:?} in {:?} on {}", begun.elapsed(), env.db.engine());
    for ending in ["", "-wal", "-shm"] {
        // The file lives on while it is open.
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    env
}

async fn count(env: &Env, sql: &'static str) -> i64 {
    on!(&env.db, c => sqlx::query_scalar(sql).fetch_one(c).await).expect(sql)
}

fn staff(env: &Arc<Env>, role: Role) -> Cx {
    let staff = Staff {
        id: StaffId::fresh(),
        name: String::new(),
        email: String::new(),
        role,
        grants: Box::new(Grants::of(role)),
        must_enrol: false,
    };
    Cx::new(env.clone(), Principal::Staff(staff, SessionId::fresh()), NOW, Request::default())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_loaded_demo_tells_the_story() {
    let env = loaded("story").await;
    let agent = staff(&env, Role::Agent);

    for query in ["oleg", "Олег", "koval oleg", "7946 0123", "02079460123"] {
        let filter = domain::contact::db::Filter { query: query.to_owned(), ..Default::default() };
        let hits = domain::contact::db::list(&agent, &filter, 0, 20).await.expect("search").rows;
        assert_eq!(hits.iter().map(|h| h.latin_name.as_str()).collect::<Vec<_>>(), ["Oleg Koval"], "{query}");
        assert_eq!((hits[0].accounts, hits[0].active), (2, 1));
    }
    let store = domain::store::list(&env).await.expect("stores").remove(0);
    let cx = Cx::new(env.clone(), Principal::Anonymous, NOW, Request::default());
    for query in ["M8x40", "M8 × 40", "m8 40 zinc", "M8×40", "HB-M8-40-ZN", "hbm840zn"] {
        let scope = domain::store::Scope::of(&cx, &store);
        let wanted = Wanted { query: query.to_owned(), size: 24, ..Wanted::default() };
        let hits = find::search(&cx, &scope, &wanted).await.expect("search").items;
        assert!(hits.iter().any(|h| h.sku == "HB-M8-40-ZN" && h.price.is_some()), "{query}");
    }

    assert_eq!(count(&env, "select count(*) from setting where key = 'demo' and value = '1'").await, 1);
    let olegs = "select count(*) from orders r join contact k on k.id = r.contact_id where k.latin_name = 'Oleg Koval'";
    assert_eq!(count(&env, olegs).await, 5);
    let by_ana = "select count(*) from orders r join contact k on k.id = r.contact_id
                  where k.latin_name = 'Oleg Koval' and r.created_actor_name = 'Ana Silva' and r.created_behalf_id is not null
                    and r.created_subject_id is not null";
    assert_eq!(count(&env, by_ana).await, 2);
    assert_eq!(count(&env, "select count(distinct status) from orders").await, 7);
    assert_eq!(count(&env, "select count(*) from approval where state = 'waiting'").await, 2);
    assert_eq!(count(&env, "select count(*) from approval where state <> 'waiting'").await, 2);
    assert_eq!(count(&env, "select count(distinct cart_id) from cart_line").await, 4);
    assert_eq!(count(&env, "select count(*) from behalf where state <> 'ended'").await, 0);
    assert_eq!(
        count(&env, "select count(*) from session where ended_at is null and expires_at > 1795432683000000").await,
        0
    );
    assert_eq!(count(&env, "select count(*) from orders where total <> subtotal - discount + shipping + tax").await, 0);
    assert!(count(&env, "select count(*) from orders where discount > 0 and created_behalf_id is not null").await > 0);
    assert_eq!(count(&env, "select count(*) from orders where discount > 0 and created_behalf_id is null").await, 0);
    let sums =
        "select count(*) from orders r where subtotal <> (select sum(total) from order_line l where l.order_id = r.id)";
    assert_eq!(count(&env, sums).await, 0);

    let events: Vec<String> =
        on!(&env.db, c => sqlx::query_scalar("select at from audit_event order by seq").fetch_all(c).await)
            .expect("log");
    assert!(events.is_sorted() && events.last().is_some_and(|at| *at < NOW.rfc3339()));

    assert!(matches!(crate::load(&env, NOW).await, Err(Error::Start(_))), "loaded twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn known_logins_sign_in_and_no_others() {
    let env = loaded("logins").await;
    let cx = Cx::new(env.clone(), Principal::Anonymous, NOW, Request::default());
    for login in crate::logins() {
        let realm = if login.role == "buyer" { domain::error::Realm::Shop } else { domain::error::Realm::Portal };
        assert!(domain::session::sign_in(&cx, realm, login.login, login.password).await.is_ok(), "{}", login.login);
        assert_eq!(domain::password::acceptable(login.password, &[login.name, login.login]), Ok(()));
    }
    assert_eq!(count(&env, "select count(*) from account where password_hash <> '!'").await, 8);
}
