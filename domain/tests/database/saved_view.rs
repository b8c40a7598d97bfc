//! Saved views of lists of the portal.

use crate::world::on_every_engine;
use domain::error::{Error, Problem};
use domain::on;
use domain::saved_view::{LONGEST, MOST, Page, own, remove, save};

on_every_engine! {
    async fn a_saved_view_belongs_to_one_person_and_one_list(world: World) {
        let agent = world.person("agent").await;
        let id = save(&agent, Page::Contacts, "  Locked ", "q=ko%20val&status=locked").await.expect("saved");
        let mine = own(&agent, Page::Contacts).await.expect("own");
        assert_eq!((mine[0].name.as_str(), mine[0].query.as_str()), ("Locked", "q=ko%20val&status=locked"));
        assert!(own(&agent, Page::Orders).await.expect("own").is_empty());
        // The same name on another list, and of another person.
        save(&agent, Page::Orders, "Locked", "status=placed").await.expect("saved");
        let other = world.person("supervisor").await;
        save(&other, Page::Contacts, "Locked", "status=locked").await.expect("saved");
        assert_eq!(remove(&other, id).await, Err(Error::NotFound));
        assert_eq!(remove(&agent, id).await, Ok(Page::Contacts));
        assert_eq!(remove(&agent, id).await, Err(Error::NotFound), "it is gone");
        assert!(own(&agent, Page::Contacts).await.expect("own").is_empty());
        assert_eq!(own(&other, Page::Contacts).await.expect("own").len(), 1);
        save(&agent, Page::Contacts, "Locked", "status=locked").await.expect("the name is free again");
        for (kind, count) in [("view.saved", 4), ("view.removed", 1)] {
            let sql = "select count(*) from audit_event where type = $1";
            let found: i64 = on!(&world.env.db, c => sqlx::query_scalar(sql).bind(kind).fetch_one(c).await).expect("events");
            assert_eq!(found, count, "{kind}");
        }
        let bodies = "select count(*) from audit_event where body like '%ko%20val%' or body like '%Locked%'";
        assert_eq!(world.count(bodies).await, 0, "what was typed is a personal value");
    }
}

on_every_engine! {
    async fn a_view_that_cannot_be_saved_says_why(world: World) {
        let agent = world.person("agent").await;
        let wrong = async |name: &str, query: &str| save(&agent, Page::Contacts, name, query).await.map(|_| ());
        let field = |name, problem| Err(Error::field(name, problem));
        assert_eq!(wrong(" ", "q=x").await, field("name", Problem::Required));
        assert_eq!(wrong(&"x".repeat(LONGEST + 1), "q=x").await, field("name", Problem::TooLong(LONGEST)));
        assert_eq!(wrong("a\u{7}", "q=x").await, field("name", Problem::Unprintable));
        assert_eq!(wrong("Empty", "").await, field("view", Problem::Required));
        assert_eq!(wrong("Long", &"x".repeat(5_000)).await, field("view", Problem::TooLong(1_000)));
        assert_eq!(wrong("Card", "q=4111%201111%201111%201111").await, field("view", Problem::CardNumber));
        save(&agent, Page::Contacts, "Größe", "q=x").await.expect("saved");
        assert_eq!(wrong("GRÖSSE", "q=y").await, Ok(()), "another word");
        assert_eq!(wrong("GRÖßE", "q=y").await, field("name", Problem::Taken));
        for n in 2..MOST {
            save(&agent, Page::Contacts, &format!("View {n}"), "q=x").await.expect("saved");
        }
        assert_eq!(wrong("One more", "q=x").await, field("name", Problem::TooMany(20)));
        save(&agent, Page::Orders, "One more", "q=x").await.expect("each list has its own");
    }
}

on_every_engine! {
    async fn views_are_for_people_who_see_the_list(world: World) {
        let auditor = world.person("auditor").await;
        let refused = save(&auditor, Page::Contacts, "Locked", "status=locked").await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        assert!(matches!(own(&auditor, Page::Contacts).await, Err(Error::Forbidden(_))));
        for cx in [world.person("buyer").await, world.anonymous()] {
            assert!(save(&cx, Page::Orders, "Mine", "q=x").await.is_err());
            assert!(own(&cx, Page::Orders).await.is_err());
        }
        assert!(world.count("select count(*) from audit_event where type = 'authz.denied'").await > 0);
        assert_eq!(world.count("select count(*) from saved_view").await, 0);
    }
}
