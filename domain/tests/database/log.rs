//! What the record says about what was done.

use crate::world::on_every_engine;
use domain::audit::query::Query;
use domain::audit::search::page;
use domain::error::Error;
use domain::on;

on_every_engine! {
    async fn only_auditor_reads_log(world: World) {
        let (_, _, acting) = world.acting().await;
        domain::behalf::history::viewed(&acting, "cart").await.expect("viewed");
        let auditor = world.person("auditor").await;
        let read = |line: &'static str| Query::parse(line).expect("a line");
        let entries = page(&auditor, &read("action:on_behalf.*"), None, 50).await.expect("page").lines;
        let viewed = entries.iter().find(|e| e.kind == "on_behalf.viewed").expect("the view");
        assert_eq!((viewed.actor.name.as_str(), viewed.note.as_str()), ("Ana Silva", "cart"));
        let told = (viewed.subject.clone().expect("for whom").name, viewed.company.clone().expect("company").name);
        assert_eq!(told, ("Oleg Koval".to_owned(), "Northmere Ltd".to_owned()));
        let started = entries.iter().find(|e| e.kind == "on_behalf.started").expect("the start");
        assert_eq!(started.session, viewed.session);
        for role in ["agent", "supervisor", "admin"] {
            let refused = page(&world.person(role).await, &Query::default(), None, 50).await;
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{role}");
        }
    }
}

on_every_engine! {
    async fn personal_values_are_committed(world: World) {
        let (_, _, acting) = world.acting().await;
        let id = acting.behalf().expect("acting").2.id.to_string();
        let rows: Vec<(String, Vec<u8>, String)> = on!(&world.env.db, c => sqlx::query_as("select e.body, p.salt, p.value from audit_event e join audit_pii p on p.event_id = e.id where e.session_id = $1 and e.type = 'on_behalf.started' and p.field = 'reason'").bind(&id).fetch_all(c).await).expect("rows");
        let (body, salt, value) = &rows[0];
        assert!(!body.contains(value.as_str()));
        let commitment = domain::audit::canonical::sha256_hex(&[salt.as_slice(), value.as_bytes()].concat());
        assert!(body.contains(&format!("\"reason\":\"c:{commitment}\"")));
    }
}

on_every_engine! {
    async fn failed_sign_in_and_view_recorded(world: World) {
        let _ = domain::session::sign_in(&world.anonymous(), domain::error::Realm::Shop, "x@y.example", "wrong").await;
        assert_eq!(world.count("select count(*) from audit_event where type = 'auth.login.failed'").await, 1);
        let agent = world.person("agent").await;
        let found = domain::contact::db::list(&agent, &domain::contact::db::Filter { query: "oleg".to_owned(), ..Default::default() }, 0, 25).await.expect("list").rows;
        assert_eq!(found[0].email, "oleg@northmere.example");
        domain::contact::db::view(&agent, found[0].id).await.expect("view");
        assert_eq!(world.count("select count(*) from audit_event where type = 'contact.viewed'").await, 1);
    }
}
