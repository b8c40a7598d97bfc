//! Long lists: pages beside a row, what a search finds, and companies by their name.

use crate::world::on_every_engine;
use domain::audit::Event;
use domain::behalf::history as sessions;
use domain::contact::db as contacts;
use domain::cx::Cx;
use domain::id::StaffId;
use domain::list::{Page, Place};
use domain::order::Sort;
use domain::order::db::{Filter, OrderRow, PAGE, Whose, all};
use domain::organization::find;
use domain::policy::Action;
use domain::{on, on_tx};

fn numbers(rows: &[OrderRow]) -> Vec<String> {
    rows.iter().map(|row| row.number.clone()).collect()
}

/// All orders, page by page, each found by the row before it.
async fn forward(cx: &Cx, filter: &Filter) -> Vec<String> {
    let (mut place, mut found) = (Place::Page(0), Vec::new());
    loop {
        let page = all(cx, Whose::All, &Filter { place, ..filter.clone() }).await.expect("orders");
        found.extend(numbers(&page.rows));
        match page.after {
            Some(cursor) => place = Place::After(cursor),
            None => return found,
        }
    }
}

/// The same from the end.
async fn backward(cx: &Cx, filter: &Filter) -> Vec<String> {
    let (mut place, mut found) = (Place::Last, Vec::new());
    loop {
        let page = all(cx, Whose::All, &Filter { place, ..filter.clone() }).await.expect("orders");
        found.extend(numbers(&page.rows).into_iter().rev());
        match page.before {
            Some(cursor) => place = Place::Before(cursor),
            None => return found,
        }
    }
}

on_every_engine! {
    async fn pages_beside_a_row_lead_through_all_orders(world: World) {
        let admin = world.person("admin").await;
        let there = usize::try_from(world.count("select count(*) from orders").await).expect("a count");
        for sort in Sort::ALL {
            let filter = Filter { sort, ..Default::default() };
            let there_and_back = (forward(&admin, &filter).await, backward(&admin, &filter).await);
            let mut numbered = Vec::new();
            for number in 0.. {
                let page = all(&admin, Whose::All, &Filter { place: Place::Page(number), ..filter.clone() }).await.expect("orders");
                if page.rows.is_empty() {
                    break;
                }
                numbered.extend(numbers(&page.rows));
            }
            assert_eq!(numbered.len(), there, "{sort:?}");
            assert_eq!(there_and_back.0, numbered, "{sort:?}");
            assert_eq!(there_and_back.1.into_iter().rev().collect::<Vec<_>>(), numbered, "{sort:?}");
        }
    }
}

on_every_engine! {
    async fn a_page_past_the_end_says_how_many_there_are(world: World) {
        let admin = world.person("admin").await;
        let first = all(&admin, Whose::All, &Filter::default()).await.expect("orders");
        assert_eq!(i64::try_from(first.rows.len()).expect("few"), PAGE);
        for filter in [Filter::default(), Filter { query: "ltd".to_owned(), ..Default::default() }] {
            let first = all(&admin, Whose::All, &filter).await.expect("orders");
            let past = all(&admin, Whose::All, &Filter { place: Place::Page(1_000), ..filter }).await.expect("orders");
            assert!(past.rows.is_empty() && past.total == first.total && past.total > 0, "{past:?}");
        }
        let found = contacts::Filter { query: "ltd".to_owned(), ..Default::default() };
        let past = contacts::list(&admin, &found, 10_000, 25).await.expect("contacts");
        assert!(past.rows.is_empty() && past.total > 0, "{past:?}");
    }
}

async fn found(cx: &Cx, query: &str) -> Page<contacts::ContactRow> {
    contacts::list(cx, &contacts::Filter { query: query.to_owned(), ..Default::default() }, 0, 100)
        .await
        .expect("contacts")
}

on_every_engine! {
    async fn short_words_are_looked_for_where_words_begin(world: World) {
        let admin = world.person("admin").await;
        let names = |page: Page<contacts::ContactRow>| -> Vec<String> { page.rows.into_iter().map(|row| row.latin_name).collect() };
        for query in ["oval", "oleg kov", "KOVAL", "o ko", "northmere.example oleg"] {
            assert!(names(found(&admin, query).await).contains(&"Oleg Koval".to_owned()), "{query}");
        }
        assert!(!names(found(&admin, "va oleg").await).contains(&"Oleg Koval".to_owned()), "no word begins so");
        assert_eq!(found(&admin, "no such person").await.total, 0);
        let page = found(&admin, "ltd").await;
        assert!(usize::try_from(page.total).is_ok_and(|total| total == page.rows.len()));
    }
}

on_every_engine! {
    async fn sessions_are_found_by_the_folded_name_of_the_agent(world: World) {
        let (.., acting) = world.acting().await;
        let session = acting.behalf().expect("acting").2.id;
        let agent: StaffId = on!(&world.env.db, c => sqlx::query_scalar("select staff_id from behalf where id = $1").bind(session).fetch_one(c).await).expect("an agent");
        let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
        let event = tx.event().to_owned();
        on_tx!(tx, c => sqlx::query("update staff set name = 'Ömer Şahin', last_event = $2 where id = $1").bind(agent).bind(&event).execute(c).await.map(|_| ())).expect("renamed");
        domain::behalf::entry::refresh_staff(tx.db(), agent).await.expect("entries");
        tx.commit(Event::new("test.written")).await.expect("commit");
        let admin = world.person("admin").await;
        for query in ["omer", "ÖMER sahin", "sup-812 omer", "oleg"] {
            let filter = sessions::Filter { query: query.to_owned(), ..Default::default() };
            let page = sessions::list(&admin, &filter).await.expect("sessions");
            assert!(page.rows.iter().any(|row| row.id == session), "{query}: {page:?}");
        }
    }
}

on_every_engine! {
    async fn a_company_is_found_by_how_its_name_begins(world: World) {
        let admin = world.person("admin").await;
        let called = async |typed: &str| find::called(&admin, typed).await.expect("companies");
        let one = called("northmere").await;
        assert_eq!(one.suggested.iter().map(|(id, _)| Some(*id)).collect::<Vec<_>>(), [one.one]);
        assert_eq!(called("NORTHMERE ltd").await.one, one.one);
        assert_eq!((called("").await.one, called("zzz").await.one), (None, None));
        assert!(called("").await.suggested.len() <= usize::try_from(find::SUGGESTED).expect("few"));
        let sales = world.person("sales").await;
        assert!(find::called(&sales, "northmere").await.expect("companies").suggested.is_empty(), "not theirs");
        assert_eq!(find::name_of(&sales, one.one.expect("one")).await.expect("a name"), None);
    }
}
