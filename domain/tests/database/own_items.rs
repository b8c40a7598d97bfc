//! A company's own item numbers: adding, changing, removing, a file of many; what quick order and search make of them.

use crate::world::on_every_engine;
use domain::cx::{Cx, Mode};
use domain::error::{Denied, Error, Problem};
use domain::id::OwnItemId;
use domain::on;
use domain::own_item::find::{self, Filter, Sort};
use domain::own_item::upload::{self, Pair, State, Why};
use domain::own_item::{change, of};
use domain::principal::{Behalf, Principal};

async fn numbers(cx: &Cx, query: &str, sort: Sort) -> Vec<(String, String)> {
    let filter = Filter { query: query.to_owned(), sort, ..Filter::default() };
    find::list(cx, &filter).await.expect("a list").rows.into_iter().map(|row| (row.number, row.sku)).collect()
}

async fn id(cx: &Cx, number: &str) -> OwnItemId {
    let filter = Filter { query: number.to_owned(), ..Filter::default() };
    let found = find::list(cx, &filter).await.expect("a list").rows;
    found.into_iter().find(|row| row.number == number).expect("the number").id
}

fn pair(row: u32, number: &str, article: &str) -> Pair {
    Pair { row, number: number.to_owned(), article: article.to_owned() }
}

on_every_engine! {
    async fn one_number_is_added_changed_and_removed(world: World) {
        let own = world.person("buyer").await;
        change::add(&own, " T-50 ", "tl m 50").await.expect("added");
        assert_eq!(numbers(&own, "t50", Sort::Number).await, [("T-50".to_owned(), "TL-M-50".to_owned())]);
        let used = Err(Error::field("number", Problem::NumberUsed("TL-M-50".to_owned())));
        for number in ["T-50", "t50", "T 50"] {
            assert_eq!(change::add(&own, number, "BB-6204-2RS").await.map(|_| ()), used, "{number}");
        }
        let Err(Error::Invalid(wrong)) = change::add(&own, " - ", "no such").await else { panic!("refused") };
        let wrong: Vec<_> = wrong.into_iter().map(|field| (field.name, field.problem)).collect();
        assert_eq!(wrong, [("number", Problem::Required), ("article", Problem::UnknownArticle)]);

        let first = id(&own, "T-50").await;
        change::change(&own, first, "T50", "BB-6204-2RS").await.expect("changed");
        assert_eq!(numbers(&own, "t50", Sort::Number).await, [("T50".to_owned(), "BB-6204-2RS".to_owned())]);
        assert_eq!(world.count("select count(*) from own_item where number = 'T-50' and removed_at is not null").await, 1, "what it was stays");
        let second = id(&own, "T50").await;
        change::remove(&own, second).await.expect("removed");
        change::remove(&own, second).await.expect("a second click");
        assert!(numbers(&own, "t50", Sort::Number).await.is_empty());
        assert_eq!(change::change(&own, second, "T50", "TL-M-50").await, Err(Error::NotFound));
        change::restore(&own, second).await.expect("back");
        change::remove(&own, second).await.expect("removed");
        change::add(&own, "T-50", "TL-M-50").await.expect("another");
        assert_eq!(change::restore(&own, second).await, Err(Error::field("number", Problem::NumberUsed("TL-M-50".to_owned()))));
        let kinds = "select count(*) from audit_event where type in ('own_item.changed', 'own_item.removed', 'own_item.restored')";
        assert_eq!(world.count(kinds).await, 4);
    }
}

on_every_engine! {
    async fn numbers_are_those_of_the_company_alone(world: World) {
        let (own, other) = (world.person("buyer").await, world.buyer(1).await);
        change::add(&own, "X-1", "TL-M-50").await.expect("added");
        change::add(&other, "X-1", "BB-6204-2RS").await.expect("another company may use it");
        let mine = id(&own, "X-1").await;
        assert_eq!(change::remove(&other, mine).await.map(|_| ()), Err(Error::NotFound));
        assert_eq!(change::restore(&other, mine).await, Err(Error::NotFound));
        assert_eq!(find::one(&other, mine).await.map(|_| ()), Err(Error::NotFound));
        let product = on!(&world.env.db, c => sqlx::query_scalar("select id from product where sku = 'TL-M-50'").fetch_one(c).await).expect("there");
        assert_eq!(of(&own, &[product]).await.expect("numbers").get(&product).map(String::as_str), Some("X-1"));
        assert_eq!(of(&other, &[product]).await.expect("numbers").get(&product), None);
        for sort in Sort::ALL {
            assert!(!numbers(&own, "", sort).await.is_empty(), "{sort}");
        }
    }
}

on_every_engine! {
    async fn a_file_of_numbers_is_looked_at_and_taken(world: World) {
        let (_, _, acting) = world.acting().await;
        change::add(&acting, "K-1", "TL-M-50").await.expect("added");
        change::add(&acting, "K-2", "TL-M-50").await.expect("added");
        let file = "Our item number;SKU\nK-1;TL-M-50\nK-2;BB-6204-2RS\nK-3;HB-M8-40-ZN\nK-4;nothing\nK 3;TL-M-50\n".as_bytes().to_vec();
        let before = world.count("select count(*) from own_item").await;
        let lines = upload::read(&acting, "numbers.csv", file).await.expect("a turn").expect("rows");
        let states: Vec<State> = lines.iter().map(|line| line.state.clone()).collect();
        assert_eq!(states, [
            State::Unchanged,
            State::Changed("K-2".to_owned(), "TL-M-50".to_owned()),
            State::New,
            State::Refused(Why::Unknown),
            State::Refused(Why::Twice(4)),
        ]);
        assert_eq!(world.count("select count(*) from own_item").await, before, "nothing before the yes");
        let pairs: Vec<Pair> = lines.into_iter().map(|line| line.pair).collect();
        let written = upload::apply(&acting, pairs.clone()).await.expect("written");
        assert_eq!((written.added, written.changed), (1, 1));
        let again = upload::apply(&acting, pairs).await.expect("written");
        assert_eq!((again.added, again.changed), (0, 0), "a second click");
        let all = numbers(&acting, "K-", Sort::Number).await;
        let all: Vec<(&str, &str)> = all.iter().map(|(number, sku)| (number.as_str(), sku.as_str())).collect();
        assert_eq!(all, [("K-1", "TL-M-50"), ("K-2", "BB-6204-2RS"), ("K-3", "HB-M8-40-ZN")]);
        assert_eq!(world.count("select count(*) from audit_event where type = 'own_item.uploaded' and subject_id <> actor_id").await, 1, "one event, both people");
        // Without headings the article numbers are known by what they are.
        let file = b"HB-M8-40-ZN;Q-1\nBB-6204-2RS;Q-2\n".to_vec();
        let lines = upload::read(&acting, "bare.csv", file).await.expect("a turn").expect("rows");
        assert_eq!(lines[0].pair, pair(1, "Q-1", "HB-M8-40-ZN"));
    }
}

on_every_engine! {
    async fn who_only_looks_changes_no_number(world: World) {
        let (_, _, acting) = world.acting().await;
        change::add(&acting, "V-1", "TL-M-50").await.expect("added");
        let one = id(&acting, "V-1").await;
        let Principal::Behalf(staff, customer, behalf) = acting.principal().clone() else { panic!("acting") };
        let looking = acting.with_principal(Principal::Behalf(staff, customer, Box::new(Behalf { mode: Mode::View, ..*behalf })));
        let refused = Err(Error::from(Denied::ViewOnly));
        assert_eq!(change::add(&looking, "V-2", "TL-M-50").await.map(|_| ()), refused);
        assert_eq!(change::change(&looking, one, "V-3", "TL-M-50").await, refused);
        assert_eq!(change::remove(&looking, one).await.map(|_| ()), refused);
        assert_eq!(change::restore(&looking, one).await, refused);
        assert_eq!(upload::apply(&looking, vec![pair(2, "V-9", "TL-M-50")]).await.map(|_| ()), refused);
        assert_eq!(upload::read(&looking, "x.csv", b"a;b".to_vec()).await.map(|_| ()), refused);
        assert_eq!(numbers(&looking, "V-", Sort::Number).await.len(), 1, "but they are seen");
    }
}
