//! What a customer's company calls a product itself: its own item numbers. And how numbers of products are compared.
//!
//! Rules: a number means one product in a company, however it is written ([`key`]); a product may have several, of which the
//! newest stands on documents. A number that is changed or removed keeps its row with the time when it ended.

pub mod change;
pub mod file;
pub mod find;
pub mod upload;

use crate::audit::Event;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::id::{OrganizationId, OwnItemId, ProductId};
use crate::policy::Action;
use crate::{exec, on};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The longest own number, in characters.
pub const LONGEST: usize = 60;

/// A number of a product as the index has it.
macro_rules! sku_key {
    () => {
        "lower(replace(replace(replace(p.sku, ' ', ''), '-', ''), '_', ''))"
    };
}
pub(crate) use sku_key;

/// SQL for the own numbers of the products in a list; `$list` follows `in` or `=`.
macro_rules! of_products {
    ($list:literal) => {
        concat!(
            "select o.product_id, o.number from own_item o
             where o.organization_id = $2 and o.removed_at is null and o.product_id",
            $list,
            " order by o.created_at, o.number desc"
        )
    };
}

pairs! {
    OF {
        sqlite: of_products!(" in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: of_products!(" = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
}

/// What the customer's company calls these products: of several numbers the newest. Empty for everybody else.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn of(cx: &Cx, products: &[ProductId]) -> Result<HashMap<ProductId, String>> {
    let Some(organization) = cx.customer().map(|customer| customer.organization) else { return Ok(HashMap::new()) };
    if products.is_empty() {
        return Ok(HashMap::new());
    }
    let (sql, list) = (OF.of(cx.db()), json!(products).to_string());
    let rows: Vec<(ProductId, String)> = on!(cx.db(), c => sqlx::query_as(sql)
        .bind(&list).bind(organization).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}

/// A number as it is compared where it is not written exactly: without blanks, hyphens and underscores, in small letters.
/// The search compares more freely ([`crate::catalog::text::number_key`]): what it finds is seen before it is bought, while
/// an order takes a number at its word.
///
/// ```
/// use domain::own_item::key;
/// assert_eq!(key(" HB\u{2011}M8 40-ZN\u{a0}"), "hbm840zn");
/// assert_ne!(key("A.B"), key("AB"));
/// ```
pub fn key(number: &str) -> String {
    compact(number).flat_map(char::to_lowercase).collect()
}

/// The same with the small letters of ASCII alone, which is all that SQLite knows.
pub(crate) fn ascii_key(number: &str) -> String {
    compact(number).map(|c| c.to_ascii_lowercase()).collect()
}

fn compact(number: &str) -> impl Iterator<Item = char> {
    number.chars().filter(|c| !is_blank(*c) && !is_hyphen(*c) && *c != '_')
}

/// Whether a character is a blank of any kind, one that nobody sees among them.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(u32::from(c), 0xad | 0x200b..=0x200f | 0x2060..=0x2064 | 0xfeff)
}

/// Whether a character is a hyphen or a dash of any kind.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// Adds own numbers of a company.
///
/// # Errors
/// [`crate::error::Error::Internal`] for a number that the company has already.
pub async fn add(cx: &Cx, organization: OrganizationId, numbers: &[(ProductId, &str)]) -> Result<()> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let (event, now) = (tx.event().to_owned(), cx.now());
    for (product, number) in numbers {
        exec!(tx, "
            insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
            values ($1, $2, $3, $4, $5, $6, $7)
        "; OwnItemId::fresh(), organization, *product, *number, ascii_key(number), now, &event)
        .one()?;
    }
    let all: Vec<&str> = numbers.iter().map(|(_, number)| *number).collect();
    let event = Event::new("own_item.added")
        .target("organization", organization)
        .detail("numbers", i64::try_from(all.len()).unwrap_or(i64::MAX))
        .change(Value::Null, json!({ "numbers": all }));
    tx.commit(event).await
}
