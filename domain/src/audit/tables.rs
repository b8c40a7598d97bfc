//! The business tables: their names, the columns that identify a row, and the column that an image leaves out.
//!
//! Rule: a table is in [`BUSINESS`], in [`FREE`], or part of the log. The triggers that guard the tables
//! ([`crate::audit::guards`]) and the images that rows are compared with are made from this list. An image holds every
//! column except secrets; of a password hash it holds the last twelve characters, enough to see that it was changed.

use crate::db::{DbTx, pairs};
use crate::error::Result;

pairs! {
    /// The columns of all tables that are neither of the log nor of the engine, in their order.
    pub COLUMNS {
        sqlite: r"
            select m.name, c.name, case upper(c.type) when 'BLOB' then 1 else 0 end, coalesce(c.dflt_value, 'null')
            from sqlite_master m, pragma_table_info(m.name) c
            where m.type = 'table' and m.name not like 'audit\_%' escape '\' and m.name not like '\_sqlx%' escape '\'
              and m.name not like 'search\_%' escape '\'
              and m.name not like 'sqlite\_%' escape '\'
            order by m.name, c.cid",
        postgres: r"
            select t.relname::text, a.attname::text, (case when a.atttypid = 'bytea'::regtype then 1 else 0 end)::bigint,
                   coalesce(pg_get_expr(d.adbin, d.adrelid), 'null')
            from pg_class t
            join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
            where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
              and t.relname not like 'audit\_%' and t.relname not like '\_sqlx%'
            order by t.relname::text, a.attnum"
    }
}

/// Unaudited tables: counters, flags, proposals that change nothing, what pages said, and what can be made again from other
/// tables.
pub const FREE: [&str; 23] = [
    "attachment_file",
    "attribute_value",
    "behalf_entry",
    "bought_item",
    "challenge",
    "contact_entry",
    "contact_near",
    "contact_word",
    "import_file",
    "import_row",
    "lease",
    "order_entry",
    "organization_entry",
    "outbox",
    "problem",
    "product_entry",
    "product_gram",
    "product_word",
    "quick_order",
    "quick_order_file",
    "session_seen",
    "setting",
    "throttle",
];

/// A business table: no row of it is written without an event.
#[derive(Clone, Copy, Debug)]
pub struct Business {
    /// Its name.
    pub name: &'static str,
    /// The columns that identify a row.
    pub key: &'static [&'static str],
    /// For rows that are written only with a row of another table: that table, and the column with its id.
    pub part_of: Option<(&'static str, &'static str)>,
    /// The column that an image leaves out.
    pub secret: Option<&'static str>,
}

const fn row(name: &'static str) -> Business {
    Business { name, key: &["id"], part_of: None, secret: None }
}

const fn part(name: &'static str, key: &'static [&'static str], of: (&'static str, &'static str)) -> Business {
    Business { name, key, part_of: Some(of), secret: None }
}

const fn without(secret: &'static str, table: Business) -> Business {
    Business { secret: Some(secret), ..table }
}

/// The business tables, in the order of the schema.
pub const BUSINESS: [Business; 40] = [
    row("store"),
    row("category"),
    row("product"),
    Business { key: &["product_id"], ..row("stock") },
    row("synonym"),
    row("price_list"),
    part("price", &["product_id", "price_list_id", "min_quantity", "valid_from"], ("price_list", "price_list_id")),
    row("organization"),
    part("organization_price_list", &["organization_id", "price_list_id"], ("organization", "organization_id")),
    row("contact"),
    without("password_hash", row("account")),
    Business { key: &["account_id"], ..without("token_hash", row("account_invite")) },
    row("address"),
    without("password_hash", row("staff")),
    row("staff_role"),
    row("staff_scope"),
    without("token_hash", row("staff_invite")),
    without("token_hash", row("session")),
    without("secret", row("factor")),
    without("token_hash", row("recovery_code")),
    without("token_hash", row("password_reset")),
    without("token_hash", row("behalf")),
    row("support_consent"),
    without("token_hash", row("consent_code")),
    row("behalf_override"),
    row("cart"),
    part("cart_line", &["cart_id", "product_id"], ("cart", "cart_id")),
    row("orders"),
    part("order_line", &["order_id", "position"], ("orders", "order_id")),
    row("approval"),
    row("own_item"),
    row("requisition_list"),
    part("requisition_line", &["list_id", "product_id"], ("requisition_list", "list_id")),
    row("cost_centre"),
    row("attachment"),
    row("import"),
    row("import_mapping"),
    row("media"),
    part("product_media", &["product_id", "media_id"], ("product", "product_id")),
    row("saved_view"),
];

/// A business table with the expressions for one of its rows, named `t`.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its name.
    pub name: &'static str,
    /// The id of the row in images.
    pub row_id: String,
    /// The row as an image.
    pub image: String,
    /// The image of the default values of its columns.
    pub defaults: String,
    /// The event it cites; null for a part.
    pub last_event: &'static str,
}

/// A column: table, name, whether it holds bytes, its default.
pub(crate) type Column = (String, String, i64, String);

/// All business tables.
pub(crate) async fn business(db: &mut DbTx) -> Result<Vec<Table>> {
    let sql = COLUMNS.in_tx(db);
    let columns: Vec<Column> = match db {
        DbTx::Sqlite(t) => sqlx::query_as(sql).fetch_all(&mut **t).await?,
        DbTx::Postgres(t) => sqlx::query_as(sql).fetch_all(&mut **t).await?,
    };
    let is_sqlite = db.is_sqlite();
    Ok(BUSINESS.iter().map(|table| with_columns(table, &columns, is_sqlite)).collect())
}

fn with_columns(table: &Business, all: &[Column], is_sqlite: bool) -> Table {
    let columns = columns_of(table, all);
    let (row_id, image) = match is_sqlite {
        true => (sqlite_row_id(table, &columns, "t"), sqlite_image(table, &columns, "t")),
        false => {
            let keys: Vec<String> = table.key.iter().map(|key| format!("replace(t.{key}::text, '-', '')")).collect();
            (keys.join(" || ':' || "), postgres_image(table, "t"))
        }
    };
    Table {
        name: table.name,
        row_id: format!("cast({row_id} as text)"),
        image,
        defaults: defaults(&columns, is_sqlite),
        last_event: if table.part_of.is_some() { "null" } else { "t.last_event" },
    }
}

/// The columns of one table.
pub(crate) fn columns_of<'a>(table: &Business, all: &'a [Column]) -> Vec<&'a Column> {
    all.iter().filter(|column| column.0 == table.name).collect()
}

fn defaults(columns: &[&Column], is_sqlite: bool) -> String {
    let parts: Vec<String> = columns.iter().map(|(_, name, _, default)| format!("'{name}', {default}")).collect();
    match is_sqlite {
        true => format!("json_object({})", parts.join(", ")),
        false => format!("jsonb_build_object({})::text", parts.join(", ")),
    }
}

/// The id of a row, in SQL of SQLite.
pub(crate) fn sqlite_row_id(table: &Business, columns: &[&Column], row: &str) -> String {
    let is_bytes = |key: &str| columns.iter().any(|(_, name, is_bytes, _)| name == key && *is_bytes == 1);
    let keys = table.key.iter().map(|key| match is_bytes(key) {
        true => format!("lower(hex({row}.{key}))"),
        false => format!("{row}.{key}"),
    });
    keys.collect::<Vec<_>>().join(" || ':' || ")
}

/// The image of a row, in SQL of SQLite.
pub(crate) fn sqlite_image(table: &Business, columns: &[&Column], row: &str) -> String {
    let parts = columns.iter().filter_map(|(_, name, is_bytes, _)| match (table.secret == Some(name), is_bytes) {
        (true, _) if name == "password_hash" => Some(format!("'password_check', substr({row}.password_hash, -12)")),
        (true, _) => None,
        (false, 1) => Some(format!("'{name}', lower(hex({row}.{name}))")),
        (false, _) => Some(format!("'{name}', {row}.{name}")),
    });
    format!("json_object({})", parts.collect::<Vec<_>>().join(", "))
}

/// The image of a row, in SQL of PostgreSQL.
pub(crate) fn postgres_image(table: &Business, row: &str) -> String {
    match table.secret {
        None => format!("row_to_json({row})::text"),
        Some("password_hash") => format!(
            "(to_jsonb({row}) - 'password_hash' || jsonb_build_object('password_check', right({row}.password_hash, 12)))::text"
        ),
        Some(secret) => format!("(to_jsonb({row}) - '{secret}')::text"),
    }
}
