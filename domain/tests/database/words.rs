//! Words of closed sets: what the types know is what both schemas take, and what cannot be read is an error. And writes:
//! how many rows they wrote is looked at.

use crate::world::on_every_engine;
use domain::cx::{ActorRole, Cx};
use domain::db::Db;
use domain::error::{Error, Result};
use domain::money::Currency;
use domain::order::TaxClass;
use domain::policy::{Action, Role, grants::Reach};
use domain::{account, audit, behalf, catalog, cx, exec, factor, on, order, organization, password, session, staff};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The column of a table with the words that it may hold.
type Column = (&'static str, &'static str, BTreeSet<String>);

fn words<const N: usize>(all: [&'static str; N]) -> BTreeSet<String> {
    all.into_iter().map(str::to_owned).collect()
}

/// Columns of which the schema says which words they hold.
fn columns() -> Vec<Column> {
    let staff_role = || words(Role::ALL.map(Role::as_str));
    let mut on_behalf = words(cx::Mode::ALL.map(cx::Mode::as_str));
    let mode = on_behalf.clone();
    // A role that acts for nobody.
    on_behalf.insert("none".to_owned());
    let consent = || words(behalf::consent::Consent::ALL.map(behalf::consent::Consent::as_str));
    let currency = || words(Currency::ALL.map(Currency::code));
    vec![
        ("account", "role", words(organization::member::Role::ALL.map(organization::member::Role::as_str))),
        ("account", "status", words(account::Status::ALL.map(account::Status::as_str))),
        ("approval", "state", words(order::approval::State::ALL.map(order::approval::State::as_str))),
        ("behalf", "consent", words(behalf::consent::Basis::ALL.map(behalf::consent::Basis::as_str))),
        ("behalf", "mode", mode),
        ("behalf", "state", words(behalf::State::ALL.map(behalf::State::as_str))),
        ("factor", "kind", words(factor::Kind::ALL.map(factor::Kind::as_str))),
        ("orders", "status", words(order::Status::ALL.map(order::Status::as_str))),
        ("organization", "po_number", words(organization::PoRule::ALL.map(organization::PoRule::as_str))),
        ("organization", "status", words(organization::Status::ALL.map(organization::Status::as_str))),
        ("organization", "support_consent", consent()),
        ("password_reset", "ended_why", words(password::LinkEnd::ALL.map(password::LinkEnd::as_str))),
        ("price_list", "currency", currency()),
        ("product", "status", words(catalog::Status::ALL.map(catalog::Status::as_str))),
        ("product", "tax_class", words(TaxClass::ALL.map(TaxClass::as_str))),
        ("saved_view", "page", words(domain::saved_view::Page::ALL.map(domain::saved_view::Page::as_str))),
        ("session", "realm", words(domain::error::Realm::ALL.map(domain::error::Realm::as_str))),
        ("staff", "role", staff_role()),
        ("staff", "status", words(staff::Status::ALL.map(staff::Status::as_str))),
        ("staff_invite", "role", staff_role()),
        ("staff_role", "behalf_mode", on_behalf),
        ("staff_role", "id", staff_role()),
        ("staff_role", "scope", words(Reach::ALL.map(Reach::as_str))),
        ("store", "currency", currency()),
        ("support_consent", "consent", consent()),
    ]
}

/// The words in quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What the schema says that a column may hold.
async fn checked(db: &Db, table: &str, column: &str) -> BTreeSet<String> {
    let (sql, mark, end) = match db {
        Db::Sqlite { .. } => (
            "select coalesce(sql, '') from sqlite_master where type = 'table' and name = $1",
            format!("({column} in ("),
            ")",
        ),
        Db::Postgres(_) => (
            "select coalesce(string_agg(pg_get_constraintdef(oid), ';'), '') from pg_constraint where conrelid::regclass::text = $1 and contype = 'c'",
            format!("(({column} = ANY ("),
            "]",
        ),
    };
    let text: String = on!(db, c => sqlx::query_scalar(sql).bind(table).fetch_one(c).await).expect("the schema");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("{table}.{column} is not checked: {text}"));
    quoted(rest.split(end).next().unwrap_or_default())
}

on_every_engine! {
    async fn schema_takes_only_enum_words(world: World) {
        for (table, column, words) in columns() {
            assert_eq!(checked(&world.env.db, table, column).await, words, "{table}.{column}");
        }
    }
}

/// Every value of a type, into the database and back.
macro_rules! there_and_back {
    ($db:expr, $($of:ty),+ $(,)?) => {$(
        for value in <$of>::ALL {
            let read: $of = on!($db, c => sqlx::query_scalar("select cast($1 as text)").bind(value).fetch_one(c).await)
                .expect("a word");
            assert_eq!(read, value);
            let none: Option<$of> = on!($db, c => sqlx::query_scalar("select cast(null as text)").fetch_one(c).await)
                .expect("nothing");
            assert_eq!(none, None);
        }
    )+};
}

on_every_engine! {
    async fn enums_survive_the_database(world: World) {
        let db = &world.env.db;
        there_and_back!(db, order::Status, order::Shipping, TaxClass, order::approval::State, catalog::Status);
        there_and_back!(db, account::Status, account::Access, organization::Status, organization::PoRule);
        there_and_back!(db, organization::member::Role, Role, Reach, staff::Status, factor::Kind, cx::Mode);
        there_and_back!(db, behalf::State, behalf::Cause, behalf::consent::Consent, behalf::consent::Basis);
        there_and_back!(db, session::Cause, domain::error::Realm, audit::SessionKind, audit::Outcome);
        for role in [ActorRole::Customer, ActorRole::System, ActorRole::Visitor, ActorRole::Staff(Role::Agent)] {
            let read: ActorRole = on!(db, c => sqlx::query_scalar("select cast($1 as text)").bind(role).fetch_one(c).await)
                .expect("a word");
            assert_eq!(read, role);
        }
    }
}

/// What reading a text as this type fails with.
macro_rules! failure {
    ($db:expr, $of:ty, $text:literal) => {{
        let read: std::result::Result<$of, sqlx::Error> =
            on!($db, c => sqlx::query_scalar("select cast($1 as text)").bind($text).fetch_one(c).await);
        read.expect_err("no word").to_string()
    }};
}

on_every_engine! {
    async fn unknown_word_is_an_error(world: World) {
        let db = &world.env.db;
        let error = failure!(db, order::Status, "paid");
        assert!(error.contains("domain::order::Status has no value \"paid\""), "{error}");
        let error = failure!(db, Currency, "XXX");
        assert!(error.contains("domain::money::Currency has no value \"XXX\""), "never pounds: {error}");
        let error = failure!(db, organization::member::Role, "owner");
        assert!(error.contains("member::Role has no value \"owner\""), "{error}");
        let error = failure!(db, ActorRole, "");
        assert!(error.contains("domain::principal::ActorRole has no value \"\""), "{error}");
        let whole = domain::error::Error::from(sqlx::Error::ColumnDecode { index: "status".to_owned(), source: error.into() });
        assert!(matches!(whole, Error::Internal(_)), "nothing that passes: {whole:?}");
    }
}

on_every_engine! {
    async fn write_without_row_fails(world: World) {
        let cx = Cx::system(world.env.clone(), world.now, "test");
        let mut tx = cx.begin(Action::RunJob).await.expect("the door");
        let event = tx.event().to_owned();
        let missed: Result<()> = async {
            exec!(tx, "update staff set status = $2, last_event = $3 where id = $1"; Uuid::nil(), staff::Status::Disabled, &event).one()
        }.await;
        let Err(Error::Internal(text)) = missed else { panic!("{missed:?}") };
        assert!(text.starts_with("a statement that writes one row wrote 0: update staff"), "{text}");
        let too_many: Result<bool> = async {
            exec!(tx, "update account set last_event = $1"; &event).one_or_none()
        }.await;
        assert!(matches!(too_many, Err(Error::Internal(_))), "{too_many:?}");
    }
}

/// Statements that say themselves how many rows they wrote, or that write none: files where `execute` may stand.
const ELSEWHERE: [&str; 6] = [
    "domain/src/audit/compare",
    "domain/src/audit/guards/file.rs",
    "domain/src/audit/upkeep.rs",
    "domain/src/db",
    "domain/src/db.rs",
    "demo/src/load/catalog.rs",
];

/// `exec!` gives a number that cannot be passed over; a statement that is executed past it must be one whose violation is
/// looked at.
#[test]
fn every_write_checks_its_rows() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let folders = ["domain/src", "demo/src"].map(|folder| (folder, sources::files(format!("{root}/{folder}"), ".rs")));
    let mut read = 0;
    for (folder, source) in folders.iter().flat_map(|(folder, files)| files.iter().map(move |file| (folder, file))) {
        let is_elsewhere =
            |place: &str| place.strip_prefix(&format!("{folder}/")).is_some_and(|place| source.is_in(place));
        if ELSEWHERE.into_iter().any(is_elsewhere) {
            continue;
        }
        for line in source.text.lines().filter(|line| line.contains(".execute(")) {
            assert!(line.contains(".await.map(|_| ())"), "{folder}/{}: {}", source.name, line.trim());
            read += 1;
        }
    }
    assert!((1..20).contains(&read), "{read} lines");
}
