//! The migration that makes stores and price lists again keeps their rows, and takes prices in further currencies.

use crate::world::{Engine, World, engines};
use domain::db::Db;
use domain::db::open::{POSTGRES, SQLITE};
use sqlx::migrate::Migrator;
use std::borrow::Cow;

/// The first migrations up to this one.
fn up_to(all: &Migrator, last: i64) -> Migrator {
    let some = all.migrations.iter().filter(|one| one.version <= last).cloned().collect::<Vec<_>>();
    Migrator { migrations: Cow::Owned(some), ..Migrator::DEFAULT }
}

/// Rows as they were before there were guards, and one that must be refused.
const ROWS: [&str; 6] = [
    "insert into store (id, code, name, currency, country, tagline, position, last_event) values (ID1, 'uk', 'UK', 'GBP', 'GB', 't', 1, 'e')",
    "insert into category (id, slug, name, summary, position, last_event) values (ID2, 'c', 'C', '', 1, 'e')",
    "insert into product (id, sku, slug, category_id, name, summary, description, attributes, drawing, unit, increment,
                          tax_class, status, search_key, created_at, last_event)
     values (ID3, 'A', 'a', ID2, 'A', '', '', '{}', '', 'piece', 1, 'standard', 'active', 'a', 1, 'e')",
    "insert into price_list (id, code, name, currency, store_id, last_event) values (ID4, 'base', 'Base', 'GBP', ID1, 'e')",
    "insert into price (price_list_id, product_id, min_quantity, unit_price) values (ID4, ID3, 1, 475)",
    "insert into price_list (id, code, name, currency, last_event) values (ID5, 'free', 'Free', 'EUR', 'e')",
];

/// The statement with ids as the engine writes them.
fn with_ids(sql: &str, is_sqlite: bool) -> String {
    (1..=5).fold(sql.to_owned(), |sql, n| {
        let hex = format!("{n:032x}");
        sql.replace(&format!("ID{n}"), &if is_sqlite { format!("x'{hex}'") } else { format!("'{hex}'::uuid") })
    })
}

#[tokio::test]
async fn rows_of_stores_and_prices_stay() {
    for engine in engines() {
        let world = World::empty(engine).await;
        match &world.env.db {
            Db::Sqlite { write, .. } => up_to(&SQLITE, 1).run(write).await.expect("the first tables"),
            Db::Postgres(pool) => up_to(&POSTGRES, 1).run(pool).await.expect("the first tables"),
        }
        for sql in ROWS {
            let sql = sqlx::AssertSqlSafe(with_ids(sql, engine == Engine::Sqlite));
            match &world.env.db {
                Db::Sqlite { write, .. } => drop(sqlx::query(sql).execute(write).await.expect("written")),
                Db::Postgres(pool) => drop(sqlx::query(sql).execute(pool).await.expect("written")),
            }
        }
        world.env.db.migrate().await.expect("the rest");
        let kept = "select count(*) from price p
                    join price_list l on l.id = p.price_list_id
                    join store w on w.id = l.store_id
                    where w.code = 'uk' and w.lead_days = 1 and w.languages = '' and w.tax_standard is null and l.currency = 'GBP'";
        assert_eq!(world.count(kept).await, 1);
        assert_eq!(
            world.count("select count(*) from price_list where store_id is null and valid_from is null").await,
            1
        );
        if engine == Engine::Sqlite {
            assert_eq!(world.count("select count(*) from pragma_foreign_key_check").await, 0);
        }
    }
}
