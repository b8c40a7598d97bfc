//! What long lists are found and sorted by is written with the rows that it comes from, and no more of it than changed.

use crate::world::{World, on_every_engine};
use domain::audit::Event;
use domain::cx::Cx;
use domain::db::Db;
use domain::id::ContactId;
use domain::policy::Action;
use domain::{contact, on, on_tx};

const SOMEBODY: &str =
    "select contact_id from orders group by contact_id having count(*) > 2 order by contact_id limit 1";
const NEWEST: &str = "select order_id from order_entry where order_id =
    (select id from orders where contact_id = $1 order by placed_at desc, id desc limit 1)";

/// The text by which the contact's newest order is found.
async fn newest(world: &World, contact: ContactId) -> String {
    let sql = sqlx::AssertSqlSafe(format!("select search_key from order_entry where order_id = ({NEWEST})"));
    on!(&world.env.db, c => sqlx::query_scalar(sql).bind(contact).fetch_one(c).await).expect("an entry")
}

/// Writes the contact again, with `name` when there is one, and their entries.
async fn written(world: &World, contact: ContactId, name: Option<&str>) {
    let mut tx = Cx::system(world.env.clone(), world.now, "test").begin(Action::RunJob).await.expect("begin");
    let event = tx.event().to_owned();
    on_tx!(tx, c => sqlx::query("update contact set name = coalesce($2, name), phone = '+44 20 7946 0999', last_event = $3 where id = $1")
        .bind(contact).bind(name).bind(&event).execute(c).await.map(|_| ()))
    .expect("written");
    contact::entry::refresh(tx.db(), contact).await.expect("entries");
    tx.commit(Event::new("test.written")).await.expect("commit");
}

on_every_engine! {
    async fn order_entries_are_made_again_only_for_a_new_name(world: World) {
        let contact: ContactId = on!(&world.env.db, c => sqlx::query_scalar(SOMEBODY).fetch_one(c).await).expect("a contact");
        let sql = sqlx::AssertSqlSafe(format!("update order_entry set search_key = '  as it was' where order_id = ({NEWEST})"));
        match &world.env.db {
            Db::Sqlite { write, .. } => drop(sqlx::query(sql).bind(contact).execute(write).await.expect("marked")),
            Db::Postgres(pool) => drop(sqlx::query(sql).bind(contact).execute(pool).await.expect("marked")),
        }
        written(&world, contact, None).await;
        assert_eq!(newest(&world, contact).await, "  as it was", "no entry of an order holds a telephone number");
        written(&world, contact, Some("Quentin Zebra")).await;
        assert!(newest(&world, contact).await.contains("  quentin  zebra"), "{}", newest(&world, contact).await);
    }
}

/// Statistics of a database that grew since make SQLite read whole tables, so none are gathered.
#[tokio::test]
async fn sqlite_has_no_statistics() {
    let world = World::new(crate::world::Engine::Sqlite).await;
    assert_eq!(world.count("select count(*) from sqlite_master where name like 'sqlite_stat%'").await, 0);
}
