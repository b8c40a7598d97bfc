//! What people type into a search is looked for as it is: no sign of it is a pattern.

use crate::world::on_every_engine;
use domain::audit::query::Query;
use domain::behalf::history;
use domain::catalog::find::{self, Wanted};
use domain::error::{Error, Problem};
use domain::{audit, contact, order};

/// Signs that mean something to one search engine or another.
const SIGNS: [&str; 22] = [
    "*", "**", "?", "%", "%%", "_", "\\", "\"", "'", "''", "^", "$", "(", ")", "[a-z]", "|", "!", "~", "ole*", "o_eg",
    "o%g", "ol.g",
];

on_every_engine! {
    async fn search_signs_are_literal(world: World) {
        let agent = world.person("agent").await;
        let buyer = world.person("buyer").await;
        let customer = buyer.require_customer(domain::policy::Action::ViewCatalog).expect("a customer").clone();
        let scope = domain::store::Scope {
            store: customer.store,
            organization: Some(customer.organization),
            currency: customer.currency,
        };
        for sign in SIGNS {
            let filter = contact::db::Filter { query: sign.to_owned(), ..Default::default() };
            let found = contact::db::list(&agent, &filter, 0, 5).await.expect("contacts").rows;
            let stands = |text: &str| text.to_lowercase().contains(sign);
            assert!(found.iter().all(|c| stands(&c.name) || stands(&c.email) || stands(&c.organization_name) || stands(&c.city)), "{sign}: {found:?}");
            let wanted = Wanted { query: sign.to_owned(), size: 5, ..Wanted::default() };
            let found = find::search(&buyer, &scope, &wanted).await.expect("products").items;
            assert!(found.iter().all(|p| stands(&p.name) || stands(&p.sku)), "{sign}: {:?}", found.first().map(|p| &p.name));
            let orders = order::db::own(&buyer, &order::db::Filter { query: sign.to_owned(), ..Default::default() }).await.expect("orders").rows;
            assert!(orders.iter().all(|o| stands(&o.number) || stands(&o.po_number)), "{sign}");
            let sessions = history::list(&agent, &history::Filter { query: sign.to_owned(), ..Default::default() }).await.expect("sessions").rows;
            assert!(sessions.iter().all(|s| stands(&s.reason) || stands(&s.ticket) || stands(&s.contact_name) || stands(&s.staff_name)), "{sign}");
        }
        assert!(!contact::db::list(&agent, &contact::db::Filter { query: "oleg".to_owned(), ..Default::default() }, 0, 5).await.expect("contacts").rows.is_empty());
        let wanted = Wanted { query: "M8 × 40".to_owned(), size: 5, ..Wanted::default() };
        assert!(!find::search(&buyer, &scope, &wanted).await.expect("products").items.is_empty());
    }
}

on_every_engine! {
    async fn names_in_log_are_literal(world: World) {
        world.person("agent").await;
        let auditor = world.person("auditor").await;
        for key in ["actor", "for", "company", "object", "session"] {
            for sign in ["*", "%", "_", "\\", "o_eg", "ole*", "?", "'", "\u{301}"] {
                let query = Query::parse(&format!("{key}:{sign}")).expect("a line");
                let page = audit::search::page(&auditor, &query, None, 5).await.unwrap_or_else(|e| panic!("{key}:{sign}: {e:?}"));
                assert!(page.lines.is_empty(), "{key}:{sign}");
            }
        }
        // A star is a pattern in the name of an action alone.
        let query = Query::parse("action:auth.*").expect("a line");
        assert!(!audit::search::page(&auditor, &query, None, 5).await.expect("page").lines.is_empty());
        for day in ["2026-02-31", "2025-02-29", "2026-11-31"] {
            assert_eq!(Query::parse(&format!("after:{day}")), Err(Error::field("q", Problem::NotADate)));
        }
    }
}
