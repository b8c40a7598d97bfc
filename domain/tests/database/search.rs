//! Finding in the log, keeping a filter, taking the log out, and the history of a thing.

use crate::world::{World, login, on_every_engine};
use domain::audit::download::{self, Format};
use domain::audit::history::{self, Of};
use domain::audit::names::Line;
use domain::audit::query::Query;
use domain::audit::search::{Plan, page};
use domain::audit::{detail, preset};
use domain::cx::Cx;
use domain::error::{Error, Problem};
use domain::on;

async fn found(cx: &Cx, line: &str) -> Vec<Line> {
    let query = Query::parse(line).unwrap_or_else(|e| panic!("{line}: {e:?}"));
    page(cx, &query, None, 10_000).await.unwrap_or_else(|e| panic!("{line}: {e:?}")).lines
}

/// An agent works for Oleg, Oleg works for himself, somebody is refused.
async fn a_day(world: &World) -> (Cx, Cx) {
    let (_, _, acting) = world.acting().await;
    domain::behalf::history::viewed(&acting, "cart").await.expect("viewed");
    let product: String = on!(&world.env.db, c => sqlx::query_scalar("select p.slug from product p join stock s on s.product_id = p.id where s.available > 500 and p.increment = 1 order by p.sku limit 1").fetch_one(c).await).expect("a product");
    domain::cart::db::add(&acting, &product, "2").await.expect("add");
    let own = world.person("buyer").await;
    domain::cart::db::change(&own, &[domain::cart::db::Wanted { slug: &product, quantity: "3", note: "" }])
        .await
        .expect("change");
    let junior = world.person("junior").await;
    assert!(junior.begin(domain::policy::Action::EndAnySession).await.is_err());
    (acting, world.person("auditor").await)
}

on_every_engine! {
    async fn every_key_finds_what_it_says(world: World) {
        let (acting, auditor) = a_day(&world).await;
        let all = found(&auditor, "").await;
        assert!(all.windows(2).all(|w| w[0].seq == w[1].seq + 1), "newest first, without a gap");
        type Holds = fn(&Line) -> bool;
        let oleg = |line: &Line| line.subject.as_ref().is_some_and(|s| s.name == "Oleg Koval");
        let checks: [(&str, Holds); 15] = [
            ("actor:ana", |l| l.actor.name.split(' ').any(|w| w.starts_with("Ana"))),
            ("-actor:\"ana silva\"", |l| l.actor.name != "Ana Silva"),
            ("actor:system", |l| l.actor.id == "system"),
            ("for:\"oleg koval\"", |l| l.subject.as_ref().is_some_and(|s| s.name == "Oleg Koval")),
            ("company:northmere", |l| l.company.as_ref().is_some_and(|c| c.name == "Northmere Ltd")),
            ("action:cart.*", |l| l.kind.starts_with("cart.")),
            ("action:cart.item_added", |l| l.kind == "cart.item_added"),
            ("action:order.* action:cart.*", |l| l.kind.starts_with("cart.") || l.kind.starts_with("order.")),
            ("result:denied", |l| l.outcome == "denied"),
            ("-result:success", |l| l.outcome == "denied"),
            ("result:success", |l| l.outcome == "success"),
            ("on-behalf:yes", |l| l.subject.is_some()),
            ("on-behalf:no", |l| l.subject.is_none()),
            ("actor:\"ana silva\" for:oleg on-behalf:yes action:*.item_added", |l| l.actor.name == "Ana Silva" && l.kind == "cart.item_added" && l.subject.as_ref().is_some_and(|s| s.name == "Oleg Koval")),
            ("after:2026-11-23 result:success", |l| l.at.as_str() >= "2026-11-23" && l.outcome == "success"),
        ];
        for (line, holds) in checks {
            let some = found(&auditor, line).await;
            assert!(!some.is_empty(), "{line} finds nothing");
            let wrong = some.iter().find(|l| !holds(l));
            assert!(wrong.is_none(), "{line} finds {wrong:?}");
            let expected = all.iter().filter(|l| holds(l)).count();
            assert_eq!(some.len(), expected, "{line} leaves something out");
        }
        let session = acting.behalf().expect("acting").2;
        for line in [format!("session:{}", session.id), format!("session:{}", session.slug)] {
            let some = found(&auditor, &line).await;
            assert!(some.len() == 3 && some.iter().all(oleg), "{line}");
        }
        let number: String = on!(&world.env.db, c => sqlx::query_scalar("select number from orders order by number limit 1").fetch_one(c).await).expect("an order");
        let some = found(&auditor, &format!("object:{}", &number[..number.len() - 1].to_lowercase())).await;
        assert!(some.iter().any(|l| l.objects.iter().any(|o| o.name == number)), "{number}");
        for line in ["actor:nobody-of-this-name", "action:order.eaten", "before:2001-01-01", "after:2100-01-01", "session:none"] {
            assert!(found(&auditor, line).await.is_empty(), "{line}");
        }
    }
}

on_every_engine! {
    async fn view_events_name_customer(world: World) {
        let agent = world.person("agent").await;
        let slug = crate::world::request(&agent, world.oleg().await).await;
        let wrong = crate::world::verify(&world.anonymous(), &slug, login("agent").login, "wrong").await;
        assert!(wrong.is_err());
        let auditor = world.person("auditor").await;
        for action in ["on_behalf.requested", "auth.reauth.failed"] {
            let lines = found(&auditor, &format!("action:{action} company:northmere")).await;
            let line = lines.first().unwrap_or_else(|| panic!("{action}"));
            assert!(line.objects.iter().any(|o| o.kind == "contact" && o.name == "Oleg Koval"), "{line:?}");
            assert!(line.objects.iter().any(|o| o.kind == "behalf"), "{line:?}");
            assert_ne!(line.session_kind, "on_behalf", "it is not open yet");
        }
    }
}

on_every_engine! {
    async fn pages_are_stable_while_log_grows(world: World) {
        let (_, auditor) = a_day(&world).await;
        for line in ["", "on-behalf:yes", "actor:system action:order.*", "-actor:system"] {
            let query = Query::parse(line).expect("a line");
            let all: Vec<i64> = found(&auditor, line).await.iter().map(|l| l.seq).collect();
            let (mut seen, mut before) = (Vec::new(), None);
            loop {
                let part = page(&auditor, &query, before, 7).await.expect("page");
                assert!(part.lines.len() == 7 || part.older.is_none(), "{line}: a short page that is not the last");
                seen.extend(part.lines.iter().map(|l| l.seq));
                // Something happens between two pages.
                auditor.record(domain::audit::Event::new("audit.viewed")).await.expect("record");
                before = part.older;
                if before.is_none() || seen.len() > 200 {
                    break;
                }
            }
            let expected = &all[..seen.len().min(all.len())];
            assert_eq!(seen, expected, "{line}");
        }
    }
}

on_every_engine! {
    async fn saved_filter_belongs_to_one_person(world: World) {
        let auditor = world.person("auditor").await;
        let query = Query::parse("action:order.* -result:success").expect("a line");
        let id = preset::save(&auditor, " Refused orders ", &query).await.expect("save");
        let own = preset::own(&auditor).await.expect("own");
        assert_eq!((own[0].name.as_str(), own[0].query.as_str()), ("Refused orders", "action:order.* -result:success"));
        let again = preset::save(&auditor, "Refused orders", &query).await;
        assert_eq!(again, Err(Error::field("name", Problem::Taken)));
        assert_eq!(preset::save(&auditor, "", &query).await, Err(Error::field("name", Problem::Required)));
        assert_eq!(preset::save(&auditor, "x", &Query::default()).await, Err(Error::field("q", Problem::Required)));
        let agent = world.person("agent").await;
        assert!(matches!(preset::own(&agent).await, Err(Error::Forbidden(_))));
        assert!(matches!(preset::remove(&agent, id).await, Err(Error::Forbidden(_))));
        preset::remove(&auditor, id).await.expect("remove");
        assert_eq!(preset::remove(&auditor, id).await, Err(Error::NotFound));
        assert!(preset::own(&auditor).await.expect("own").is_empty());
        preset::save(&auditor, "Refused orders", &query).await.expect("the name is free again");
        let kept = found(&auditor, "action:audit.preset_*").await;
        assert_eq!(kept.len(), 3);
    }
}

async fn whole(mut file: download::Download) -> String {
    let mut out = String::new();
    while let Some(part) = file.part().await.expect("part") {
        out.push_str(&part);
    }
    out
}

on_every_engine! {
    async fn download_is_whole_and_recorded(world: World) {
        let (acting, auditor) = a_day(&world).await;
        let behalf = acting.behalf().expect("acting").2.clone();
        let before = world.count("select count(*) from audit_event").await;
        let lines = whole(download::begin(&auditor, &Query::default(), Format::Jsonl).await.expect("begin")).await;
        assert_eq!(i64::try_from(lines.lines().count()), Ok(before), "what is written meanwhile is not in it");
        for line in lines.lines() {
            let event: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(domain::audit::canonical::canonical(&event), line);
        }
        let query = Query::parse(&format!("session:{}", behalf.id)).expect("a line");
        let table = whole(download::begin(&auditor, &query, Format::Csv).await.expect("begin")).await;
        assert_eq!(table.lines().count(), 4, "{table}");
        assert!(table.starts_with("\u{feff}\"seq\",\"time\"") && table.contains("\"Ana Silva\""));
        let recorded = found(&auditor, "action:audit.exported").await;
        assert_eq!(recorded.len(), 2);
        let told = detail::find(&auditor, recorded[0].seq).await.expect("detail");
        assert!(told.details.contains(&("format".to_owned(), "csv".to_owned())));
        assert!(told.personal.iter().any(|(field, value)| field == "filter" && value.as_deref() == Some(query.line().as_str())));
        let refused = download::begin(&world.person("supervisor").await, &query, Format::Csv).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))));
    }
}

on_every_engine! {
    async fn event_page_shows_all_its_data(world: World) {
        let (_, auditor) = a_day(&world).await;
        let line = &found(&auditor, "action:cart.item_changed").await[0];
        let told = detail::find(&auditor, line.seq).await.expect("detail");
        assert!(told.is_canonical && told.is_hashed && !told.is_erased);
        assert_eq!((told.leaf.len(), told.prev.len()), (64, 64));
        assert!(told.changes.iter().any(|c| c.field == "lines.1.quantity" && c.before == "2" && c.after == "3"), "{:?}", told.changes);
        assert!(told.personal.contains(&("ip".to_owned(), Some("192.0.2.7".to_owned()))));
        assert!(matches!(detail::find(&auditor, 99_999_999).await, Err(Error::NotFound)));
        assert!(matches!(detail::find(&world.person("agent").await, line.seq).await, Err(Error::Forbidden(_))));
        assert!(detail::verified(&auditor).await.expect("verified").is_none());
        auditor.record(domain::audit::Event::new("audit.verified").detail("events", 12).detail("findings", 1).detail("first", 7)).await.expect("record");
        let last = detail::verified(&auditor).await.expect("verified").expect("one");
        assert_eq!((last.events, last.findings, last.first.as_str()), (12, 1, "7"));
    }
}

on_every_engine! {
    async fn page_shows_history_of_its_object(world: World) {
        a_day(&world).await;
        let agent = world.person("agent").await;
        let contact = domain::contact::db::list(&agent, &domain::contact::db::Filter { query: "oleg koval".to_owned(), ..Default::default() }, 0, 1).await.expect("list").rows.remove(0);
        domain::contact::db::view(&agent, contact.id).await.expect("view");
        let of = Of::Contact(contact.id);
        let told = history::of(&agent, of, history::FEW).await.expect("history");
        assert!(told.lines.iter().all(|l| !l.kind.ends_with(".viewed")), "looking is left out");
        assert!(told.lines.iter().any(|l| l.kind == "cart.item_added" && l.actor.name == "Ana Silva" && l.subject.is_some()));
        assert!(told.lines.iter().any(|l| l.kind == "cart.item_changed" && l.actor.name == "Oleg Koval" && l.subject.is_none()));
        let stamps = history::stamps(&agent, of).await.expect("stamps");
        assert!(stamps.created.is_some_and(|l| l.kind.ends_with(".created")));
        let carts = history::carts(&agent, contact.id).await.expect("carts");
        let (created, modified) = carts.iter().find_map(|(_, s)| s.created.clone().zip(s.modified.clone())).expect("a cart");
        assert!(created.kind.starts_with("cart.") && modified.kind == "cart.item_changed", "{created:?} {modified:?}");
        let company = history::of(&agent, Of::Organization(contact.organization_id), history::FEW).await.expect("history");
        assert!(company.lines.len() == history::FEW && company.has_more);
        let auditor = world.person("auditor").await;
        assert!(matches!(history::of(&auditor, of, 1).await, Err(Error::Forbidden(_))));
    }
}

on_every_engine! {
    async fn log_index_cannot_be_changed(world: World) {
        for sql in [
            "update audit_index set key = 'x'",
            "delete from audit_index",
            "insert into audit_index (key, seq) values ('x', 3)",
            "insert into audit_index (key, seq) values ('x', 99999999)",
            "delete from audit_preset where 1 = 1",
        ] {
            let result = match &world.env.db {
                domain::db::Db::Sqlite { write, .. } => sqlx::query(sql).execute(write).await.map(|r| r.rows_affected()),
                domain::db::Db::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|r| r.rows_affected()),
            };
            assert!(result.is_err() || matches!(result, Ok(0)), "{sql}");
        }
        let _ = Plan::default();
    }
}
