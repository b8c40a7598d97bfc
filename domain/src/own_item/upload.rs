//! A file of own item numbers: reading it, what would become of each row, and writing those that go.
//!
//! Rule: nothing is written before somebody says yes. The rows that they saw are sent again with the yes and looked at anew,
//! so what changed meanwhile is seen.

use super::change::lock;
use super::{ascii_key, sku_key};
use crate::audit::Event;
use crate::audit::canonical::sha256_hex;
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Error, Problem, Result};
use crate::id::{OrganizationId, OwnItemId, ProductId};
use crate::policy::Action;
use crate::quick_order::read::code;
use crate::tx::Tx;
use crate::{exec, on, on_tx};
use serde_json::{Value, json};
use sheet::order::{COLUMNS, Role};
use sheet::{Book, Cell, Limits, Refusal, columns, number};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most rows of a file.
pub const MOST: usize = 10_000;
/// The longest text of a cell that is kept, in characters.
const LONGEST_CELL: usize = 100;

/// A row of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Its number as a spreadsheet counts.
    pub row: u32,
    /// The own number as typed.
    pub number: String,
    /// The article number as typed.
    pub article: String,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The company has no such number yet.
    New,
    /// It meant this product before, or was written otherwise: its number and article number until now.
    Changed(String, String),
    /// It is there already.
    Unchanged,
    /// It cannot be taken.
    Refused(Why),
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no own number in it, or one that cannot be kept.
    Number(Problem),
    /// There is no article number in it.
    NoArticle,
    /// No product has this article number.
    Unknown,
    /// The article number fits several products.
    Several,
    /// An earlier row has the same own number.
    Twice(u32),
}

/// A row with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row.
    pub pair: Pair,
    /// What becomes of it.
    pub state: State,
    /// The product it means: its article number and its name.
    pub product: Option<(String, String)>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
struct Product {
    id: ProductId,
    sku: String,
    name: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
struct Known {
    id: OwnItemId,
    number: String,
    product_id: ProductId,
    sku: String,
}

/// SQL for the products with an article number of the list.
macro_rules! products {
    ($list:literal) => {
        concat!("select p.id, p.sku, p.name from product p where ", sku_key!(), $list, " order by p.sku")
    };
}

/// SQL for the numbers of the company `$2` in the list.
macro_rules! known {
    ($list:literal) => {
        concat!(
            "select o.id, o.number, o.product_id, p.sku from own_item o join product p on p.id = o.product_id
             where o.organization_id = $2 and o.removed_at is null and o.number_key",
            $list,
            " order by o.number"
        )
    };
}

pairs! {
    PRODUCTS {
        sqlite: products!(" in (select value from json_each($1))"),
        postgres: products!(" = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))")
    }
    KNOWN {
        sqlite: known!(" in (select value from json_each($1))"),
        postgres: known!(" = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))")
    }
    /// Writes the numbers of the JSON list `$1`: id, product, number, key.
    PUT {
        sqlite: "insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
            select unhex(replace(value->>0, '-', '')), $2, unhex(replace(value->>1, '-', '')), value->>2, value->>3, $3, $4
            from json_each($1)",
        postgres: "insert into own_item (id, organization_id, product_id, number, number_key, created_at, last_event)
            select cast(value->>0 as uuid), $2, cast(value->>1 as uuid), value->>2, value->>3, $3, $4
            from jsonb_array_elements(cast($1 as jsonb))"
    }
    /// Ends the numbers of the JSON list `$1`.
    END {
        sqlite: "update own_item set removed_at = $3, last_event = $4
            where organization_id = $2 and removed_at is null
              and id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "update own_item set removed_at = $3, last_event = $4
            where organization_id = $2 and removed_at is null
              and id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
}

/// The text of a cell without what people put around a number so that a spreadsheet keeps it.
fn text(cell: &Cell) -> String {
    let text = number::article(cell).map(|article| article.text).unwrap_or_default();
    text.trim().chars().filter(|c| !c.is_control()).take(LONGEST_CELL).collect()
}

/// The rows of a book, and whether its headings say which column is which; otherwise the first two columns with anything in
/// them are taken.
fn pairs_of(book: &Book) -> (Vec<Pair>, bool) {
    let mapping = columns::find(book, COLUMNS);
    let Some(sheet) = book.sheets.get(mapping.sheet) else { return (Vec::new(), true) };
    let named = mapping.header.and(mapping.column(Role::Own).zip(mapping.column(Role::Article)));
    let is_used = |column: &usize| mapping.rows(sheet).any(|row| !row.cell(*column).is_empty());
    let mut used = (0..50).filter(is_used);
    let (own, article) = named.unwrap_or_else(|| {
        let first = used.next().unwrap_or(0);
        (first, used.next().unwrap_or(first + 1))
    });
    let rows = mapping.rows(sheet).filter(|row| !row.cell(own).is_empty() || !row.cell(article).is_empty());
    let rows = rows.map(|row| Pair {
        row: row.number,
        number: text(row.cell(own)),
        article: text(row.cell(article)),
    });
    (rows.collect(), named.is_some())
}

/// Reads a file; its rows as they are typed, and what would become of them. That it was read is recorded, and that it was
/// not, too.
///
/// # Errors
/// [`Error::Unavailable`] when too much is read at once.
pub async fn read(cx: &Cx, name: &str, bytes: Vec<u8>) -> Result<std::result::Result<Vec<Line>, Refusal>> {
    cx.check_recorded(Action::EditItemNumbers).await?;
    let digest = sha256_hex(&bytes);
    let file = name.to_owned();
    let busy = tokio::task::spawn_blocking(move || {
        let book = sheet::read(&bytes, Some(&file), &Limits::ORDER)?;
        let (pairs, is_named) = pairs_of(&book);
        match pairs.len() {
            0 => Err(Refusal::Empty),
            rows if rows > MOST => Err(Refusal::TooManyRows { limit: MOST }),
            _ => Ok((pairs, is_named)),
        }
    });
    let (pairs, is_named) = match busy.await.map_err(|e| Error::Internal(format!("reading a sheet: {e}")))? {
        Ok(read) => read,
        Err(refusal) => {
            let event = Event::denied("own_item.refused", code(refusal)).detail("sha256", digest).detail("file", name);
            cx.begin(Action::EditItemNumbers).await?.commit(event).await?;
            return Ok(Err(refusal));
        }
    };
    let pairs = if is_named { pairs } else { turned(cx, pairs).await? };
    let lines = preview(cx, pairs).await?;
    let rows = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let event =
        Event::new("own_item.read").detail("sha256", digest).detail("file", name).detail("rows", rows).detail("what", name);
    cx.begin(Action::EditItemNumbers).await?.commit(event).await?;
    Ok(Ok(lines))
}

/// The pairs the other way round, where the first column has more article numbers than the second.
async fn turned(cx: &Cx, pairs: Vec<Pair>) -> Result<Vec<Pair>> {
    let known: HashSet<String> = products(cx, pairs.iter().flat_map(|pair| [&pair.number, &pair.article])).await?.into_keys().collect();
    let count = |of: fn(&Pair) -> &String| pairs.iter().filter(|pair| known.contains(&ascii_key(of(pair)))).count();
    if count(|pair| &pair.number) <= count(|pair| &pair.article) {
        return Ok(pairs);
    }
    Ok(pairs.into_iter().map(|Pair { row, number, article }| Pair { row, number: article, article: number }).collect())
}

/// The products with these article numbers, by the key of the number.
async fn products(cx: &Cx, numbers: impl Iterator<Item = &String>) -> Result<HashMap<String, Vec<Product>>> {
    let keys: BTreeSet<String> = numbers.map(|number| ascii_key(number)).filter(|key| !key.is_empty()).collect();
    let (sql, list) = (PRODUCTS.of(cx.db()), json!(keys).to_string());
    let rows: Vec<Product> = on!(cx.db(), c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    let mut by_key: HashMap<String, Vec<Product>> = HashMap::new();
    for row in rows {
        by_key.entry(ascii_key(&row.sku)).or_default().push(row);
    }
    Ok(by_key)
}

fn keys(pairs: &[Pair]) -> String {
    let keys: BTreeSet<String> = pairs.iter().map(|pair| ascii_key(&pair.number)).filter(|key| !key.is_empty()).collect();
    json!(keys).to_string()
}

fn by_key(rows: Vec<Known>) -> HashMap<String, Vec<Known>> {
    let mut by_key: HashMap<String, Vec<Known>> = HashMap::new();
    for row in rows {
        by_key.entry(ascii_key(&row.number)).or_default().push(row);
    }
    by_key
}

/// A row, the product it means, and the row that ends when it is written.
type Judged = (Line, Option<ProductId>, Option<OwnItemId>);

/// What becomes of each row: pure, over the products and the numbers that there are.
fn judged(pairs: Vec<Pair>, products: &HashMap<String, Vec<Product>>, known: &HashMap<String, Vec<Known>>) -> Vec<Judged> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let judge = |pair: Pair| {
        let key = ascii_key(&pair.number);
        let found = products.get(&ascii_key(&pair.article)).map_or(&[] as &[Product], Vec::as_slice);
        let exact = found.iter().find(|product| product.sku == pair.article);
        let product = match found {
            _ if exact.is_some() => exact,
            [one] => Some(one),
            _ => None,
        };
        let is_there = known.get(&key).map_or(&[] as &[Known], Vec::as_slice);
        let before = is_there.iter().find(|one| one.number == pair.number).or(is_there.first());
        let first = seen.get(&key).copied();
        let (state, ends) = match (super::change::number(&pair.number), product, before) {
            (Err(problem), ..) => (State::Refused(Why::Number(problem)), None),
            (_, None, _) if pair.article.is_empty() => (State::Refused(Why::NoArticle), None),
            (_, None, _) if found.len() > 1 => (State::Refused(Why::Several), None),
            (_, None, _) => (State::Refused(Why::Unknown), None),
            _ if first.is_some() => (State::Refused(Why::Twice(first.unwrap_or_default())), None),
            (Ok(number), Some(product), Some(one)) if one.number == number && one.product_id == product.id => {
                (State::Unchanged, None)
            }
            (Ok(_), Some(_), Some(one)) => (State::Changed(one.number.clone(), one.sku.clone()), Some(one.id)),
            (Ok(_), Some(_), None) => (State::New, None),
        };
        if !matches!(state, State::Refused(_)) {
            seen.insert(key, pair.row);
        }
        let named = product.map(|product| (product.sku.clone(), product.name.clone()));
        (Line { pair, state, product: named }, product.map(|product| product.id), ends)
    };
    pairs.into_iter().map(judge).collect()
}

/// What would become of these rows now.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn preview(cx: &Cx, pairs: Vec<Pair>) -> Result<Vec<Line>> {
    let organization = cx.require_customer(Action::EditItemNumbers)?.organization;
    let products = products(cx, pairs.iter().map(|pair| &pair.article)).await?;
    let (sql, list) = (KNOWN.of(cx.db()), keys(&pairs));
    let known: Vec<Known> = on!(cx.db(), c => sqlx::query_as(sql).bind(&list).bind(organization).fetch_all(c).await?);
    Ok(judged(pairs, &products, &by_key(known)).into_iter().map(|(line, ..)| line).collect())
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Numbers that are new.
    pub added: usize,
    /// Numbers that mean another product or are written otherwise now.
    pub changed: usize,
}

/// Writes the rows that go, as one change.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn apply(cx: &Cx, pairs: Vec<Pair>) -> Result<Written> {
    cx.check_recorded(Action::EditItemNumbers).await?;
    let pairs: Vec<Pair> = pairs.into_iter().take(MOST).collect();
    let products = products(cx, pairs.iter().map(|pair| &pair.article)).await?;
    let mut tx = cx.begin(Action::EditItemNumbers).await?;
    let organization = lock(&mut tx).await?;
    let (sql, list) = (KNOWN.in_tx(tx.db()), keys(&pairs));
    let known: Vec<Known> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).bind(organization).fetch_all(c).await?);
    let (mut written, mut rows, mut ends) = (Written::default(), Vec::new(), Vec::new());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (line, product, end) in judged(pairs, &products, &by_key(known)) {
        let (Some(id), Some((sku, _))) = (product, &line.product) else { continue };
        match &line.state {
            State::New => written.added += 1,
            State::Changed(number, sku) => {
                written.changed += 1;
                before.push(json!({ "number": number, "sku": sku }));
            }
            State::Unchanged | State::Refused(_) => continue,
        }
        ends.extend(end.map(|id| id.to_string()));
        let number = line.pair.number.trim();
        rows.push(json!([OwnItemId::fresh().to_string(), id.to_string(), number, ascii_key(number)]));
        after.push(json!({ "number": number, "sku": sku }));
    }
    if rows.is_empty() {
        return Ok(written);
    }
    put(&mut tx, organization, &ends, rows).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let event = Event::new("own_item.uploaded")
        .target("organization", organization)
        .detail("added", count(written.added))
        .detail("changed", count(written.changed))
        .change(json!({ "numbers": before }), json!({ "numbers": after }));
    tx.commit(event).await?;
    Ok(written)
}

async fn put(tx: &mut Tx, organization: OrganizationId, ends: &[String], rows: Vec<Value>) -> Result<()> {
    let (event, now) = (tx.event().to_owned(), tx.cx().now());
    if !ends.is_empty() {
        let (sql, list) = (END.in_tx(tx.db()), json!(ends).to_string());
        exec!(tx, sql; &list, organization, now, &event).any_number();
    }
    let (sql, list) = (PUT.in_tx(tx.db()), Value::Array(rows).to_string());
    exec!(tx, sql; &list, organization, now, &event).any_number();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(sku: &str) -> Product {
        Product { id: ProductId::fresh(), sku: sku.to_owned(), name: sku.to_lowercase() }
    }

    fn pair(row: u32, number: &str, article: &str) -> Pair {
        Pair { row, number: number.to_owned(), article: article.to_owned() }
    }

    #[test]
    fn each_row_of_a_file_has_its_state() {
        let (bolt, nut) = (product("HB-1"), product("HN-1"));
        let twins = vec![product("A-B"), product("AB")];
        let own = |number: &str, of: &Product| Known {
            id: OwnItemId::fresh(),
            number: number.to_owned(),
            product_id: of.id,
            sku: of.sku.clone(),
        };
        let known = by_key(vec![own("N-1", &bolt), own("N-2", &bolt), own("N-3", &nut)]);
        let products = HashMap::from([
            ("hb1".to_owned(), vec![bolt]),
            ("hn1".to_owned(), vec![nut]),
            ("ab".to_owned(), twins),
        ]);
        let rows = vec![
            pair(2, "N-1", "HB-1"),
            pair(3, "N-2", "hn 1"),
            pair(4, "n3", "HN-1"),
            pair(5, "N-9", "HB-1"),
            pair(6, "N9", "HN-1"),
            pair(7, "", "HN-1"),
            pair(8, "N-10", ""),
            pair(9, "N-11", "XX"),
            pair(10, "N-12", "a b"),
            pair(11, "N-13", "AB"),
        ];
        let states: Vec<State> = judged(rows, &products, &known).into_iter().map(|(line, ..)| line.state).collect();
        let changed = |number: &str, sku: &str| State::Changed(number.to_owned(), sku.to_owned());
        assert_eq!(
            states,
            [
                State::Unchanged,
                changed("N-2", "HB-1"),
                changed("N-3", "HN-1"),
                State::New,
                State::Refused(Why::Twice(5)),
                State::Refused(Why::Number(Problem::Required)),
                State::Refused(Why::NoArticle),
                State::Refused(Why::Unknown),
                State::Refused(Why::Several),
                State::New,
            ]
        );
    }

    #[test]
    fn columns_come_in_any_order() {
        let read = |text: &str| {
            let book = sheet::read(text.as_bytes(), Some("x.csv"), &Limits::ORDER).expect("a book");
            pairs_of(&book)
        };
        let both = vec![pair(2, "N-1", "HB-1")];
        assert_eq!(read("SKU;Name;Our item number\nHB-1;Bolt;N-1\n"), (both.clone(), true));
        assert_eq!(read("Eigene Artikelnummer;Artikelnummer\nN-1;HB-1\n"), (both, true));
        let (bare, is_named) = read("N-1;HB-1\nN-2;HN-1\n");
        assert_eq!((bare.first(), is_named), (Some(&pair(1, "N-1", "HB-1")), false));
    }
}
