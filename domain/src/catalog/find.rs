//! Finding products: candidates from the index of the database, one order for both engines in [`rank`].
//!
//! A search asks for numbers first, then for entries that have every part of the query, then reads the products of the page.
//! Where more match than are ranked, those that have a size as it was asked for, or are what was asked for by their noun, are
//! ranked too. Where none does, words with a typing error are put right, and at last parts are left out; the answer says so.

mod every;
mod narrow;
mod near;
mod priced;

pub use every::{every, items_of};
pub use narrow::{narrowed, narrowed_category};
pub use near::near_products;

use self::narrow::marks;
use self::near::{beside, near, near_numbers};
use self::priced::{bounds, within};
use crate::catalog::db::{self, ItemRow};
use crate::catalog::facet::{Filters, SIGN};
use crate::catalog::kept::{Kept, Synonyms};
use crate::catalog::rank::{self, Candidate};
use crate::catalog::text::{self, Query, number_key};
use crate::catalog::{Item, Sort, entry};
use crate::cx::Cx;
use crate::db::{Db, pairs};
use crate::error::Result;
use crate::id::StoreId;
use crate::list::COUNTED;
use crate::own_item::ascii_key;
use crate::policy::{self, Action};
use crate::price::{price_lists, price_of};
use crate::store::Scope;
use crate::{on, sql};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// So many candidates are ranked.
const RANKED: i64 = 200;
/// With fewer hits than this, others that come near are shown beside them.
const FEW: i64 = 10;
/// So many products that only come near are shown.
const NEAR: usize = 24;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What was typed.
    pub query: String,
    /// What it is narrowed to.
    pub filters: Filters,
    /// Only products of this category, by its slug, and those below it.
    pub category: Option<String>,
    /// Only what is there.
    pub in_stock: bool,
    /// In which order; the best first without one.
    pub sort: Option<Sort>,
    /// Which page, from 0.
    pub page: i64,
    /// Products on a page.
    pub size: i64,
    /// Whether the last word may go on.
    pub is_typing: bool,
}

/// How what was found answers what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Every part of the query is there.
    #[default]
    Whole,
    /// With these words, which are nearly what was typed.
    Meant(String),
    /// Some parts of it are there.
    Parts,
    /// Nothing was found; products with these numbers are near.
    Nothing(Vec<String>),
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The products of the page.
    pub items: Vec<Item>,
    /// Where these are few: products that have a part of what was asked for, best first.
    pub near: Vec<Item>,
    /// How many there are; [`COUNTED`] and one for more than that.
    pub total: i64,
    /// How they answer the query.
    pub answer: Answer,
    /// The slug of the one product whose number was typed.
    pub exact: Option<String>,
    /// By which the facets of what was found are counted; see [`narrowed`].
    pub list: List,
}

/// What is found, for counting its facets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    query: Vec<Vec<Term>>,
    category: Option<String>,
    filters: Filters,
    in_stock: bool,
    /// Whose prices it is narrowed by.
    scope: Option<Scope>,
}

/// One word of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    text: String,
    is_begin: bool,
}

impl Term {
    fn exact(text: impl Into<String>) -> Term {
        Term { text: text.into(), is_begin: false }
    }

    fn mark(code: &str, key: &str) -> Term {
        Term::exact(format!("{SIGN}{code}.{key}"))
    }
}

/// What must be there, as the engine reads it: one of each group. Terms are letters, digits and `._/-` alone.
fn expression(db: &Db, groups: &[Vec<Term>]) -> String {
    let (quote, begin, or, and) = match db {
        Db::Sqlite { .. } => ('"', "*", " OR ", " AND "),
        Db::Postgres(_) => ('\'', ":*", " | ", " & "),
    };
    let group = |terms: &Vec<Term>| {
        let terms = terms.iter().map(|t| format!("{quote}{}{quote}{}", t.text, if t.is_begin { begin } else { "" }));
        format!("({})", terms.collect::<Vec<_>>().join(or))
    };
    groups.iter().map(group).collect::<Vec<_>>().join(and)
}

/// One group for each part of a query.
fn terms(query: &Query) -> Vec<Vec<Term>> {
    let groups = query.asked.iter().map(|asked| {
        let own = Term { text: asked.text.clone(), is_begin: asked.is_begin };
        let also =
            asked.also.iter().map(|also| Term { text: also.clone(), is_begin: asked.is_begin && also.len() > 3 });
        [own].into_iter().chain(also).collect()
    });
    groups.collect()
}

/// Whether an entry `e` matches, on PostgreSQL.
macro_rules! found_in_postgres {
    ($expression:literal) => {
        concat!("e.parts @@ cast(cast(", $expression, " as text) as tsquery)")
    };
}
pub(super) use found_in_postgres;

/// A candidate as a line, see [`Candidate::read`].
macro_rules! line {
    () => {
        "cast(e.n as text) || case when s.available > 0 then ' 1 ' else ' 0 ' end || e.name_key || ' ' || e.words"
    };
}

/// One statement for both engines but for how a list is read.
macro_rules! page_of_entries {
    ($from:literal, $n:literal) => {
        concat!(
            "with ",
            price_lists!("$5"),
            "
            select e.n as total, p.id, p.sku, p.slug, p.name, p.summary, p.unit, p.increment, s.available, s.restock_at, ",
            price_of!("p.id", "p.increment"),
            " as price, cast(0 as bigint) as stamp
            from ",
            $from,
            " on e.n = ",
            $n,
            "
            join product p on p.id = e.product_id
            join stock s on s.product_id = p.id"
        )
    };
}
pairs! {
    /// Number, stock, key of the name and words of the first `$2` of those that match `$1`, a line each. PostgreSQL takes the
    /// first as they lie in the table, because it sorts all that match, or walks the whole table, to begin with the least `n`.
    CANDIDATES {
        sqlite: concat!("select coalesce(string_agg(", line!(), ", '\n'), '')
            from (select rowid as n from search_product where search_product match $1 order by rowid limit cast($2 as bigint)) m
            cross join product_entry e cross join stock s
            where e.n = m.n and s.product_id = e.product_id"),
        postgres: concat!("select coalesce(string_agg(", line!(), ", '\n'), '')
            from (
                select e.n, e.product_id, e.name_key, e.words from product_entry e
                where ", found_in_postgres!("$1"), "
                limit cast($2 as bigint)
            ) e
            join stock s on s.product_id = e.product_id")
    }
    /// The same of those that are in stock.
    CANDIDATES_IN_STOCK {
        sqlite: concat!("select coalesce(string_agg(f.line, '\n'), '') from (
            select ", line!(), " as line
            from search_product cross join product_entry e cross join stock s
            where search_product match $1 and e.n = search_product.rowid and s.product_id = e.product_id and s.available > 0
            order by search_product.rowid
            limit cast($2 as bigint)
        ) f"),
        postgres: concat!("select coalesce(string_agg(f.line, '\n'), '') from (
            select ", line!(), " as line
            from product_entry e
            join stock s on s.product_id = e.product_id
            where ", found_in_postgres!("$1"), " and s.available > 0
            limit cast($2 as bigint)
        ) f")
    }
    /// How many match.
    COUNT {
        sqlite: "select count(*) from (
            select 1 from search_product
            where search_product match $1
              and (cast($2 as bigint) = 0 or exists (
                select 1 from product_entry e join stock s on s.product_id = e.product_id
                where e.n = search_product.rowid and s.available > 0))
            limit cast($3 as bigint)
        ) f",
        postgres: concat!("select count(*) from (
            select 1 from product_entry e
            where ", found_in_postgres!("$1"), "
              and (cast($2 as bigint) = 0 or exists (select 1 from stock s where s.product_id = e.product_id and s.available > 0))
            limit cast($3 as bigint)
        ) f")
    }
    /// The products of the entries in the list `$1`; `$2`–`$4` are the scope, `$5` the time.
    PAGE_OF {
        sqlite: page_of_entries!("json_each($1) j cross join product_entry e", "j.value"),
        postgres: page_of_entries!(
            "jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j join product_entry e", "cast(j.value as bigint)")
    }
}

/// Products whose number is `$1`, or begins so up to `$2`; those that the company `$3` calls `$4` or `$5`; and the number
/// of the catalogue.
const NUMBERS: &str = sql!(
    "
    select cast(0 as bigint) as kind, e.n, p.slug, p.sku
    from product_entry e join product p on p.id = e.product_id
    where $1 <> '' and (e.number_key = $1 or e.gtin_key = $1)
    union all
    select cast(0 as bigint), e.n, p.slug, p.sku
    from own_item m join product_entry e on e.product_id = m.product_id join product p on p.id = m.product_id
    where m.organization_id = $3 and m.removed_at is null and m.number_key <> '' and m.number_key in ($4, $5)
    union all
    select x.kind, x.n, x.slug, x.sku from (
        select cast(1 as bigint) as kind, e.n, p.slug, p.sku
        from product_entry e join product p on p.id = e.product_id
        where e.number_key > $1 and e.number_key < $2
        order by e.number_key
        limit 100
    ) x
    union all
    select cast(9 as bigint), cast(value as bigint), '', '' from setting where key = 'catalogue'
"
);

#[derive(Debug, Default)]
struct Numbers {
    exact: Vec<(i64, String)>,
    begin: Vec<(i64, String)>,
}

/// Products that have the number that was typed. A number that only begins so is one for three signs or more with a digit.
async fn numbers(cx: &Cx, scope: &Scope, typed: &str) -> Result<Numbers> {
    let key = number_key(typed);
    let key = if key.len() <= 40 { key } else { String::new() };
    let is_begin = key.len() >= 3 && key.bytes().any(|b| b.is_ascii_digit());
    let to = if is_begin { format!("{key}~") } else { key.clone() };
    let rows: Vec<(i64, i64, String, String)> = on!(cx.db(), c => sqlx::query_as(NUMBERS).bind(&key).bind(&to)
            .bind(scope.organization).bind(ascii_key(typed)).bind(ascii_key(&text::latin(typed))).fetch_all(c).await?);
    let mut out = Numbers::default();
    for (kind, n, slug, sku) in rows {
        match kind {
            0 if out.exact.iter().any(|(known, _)| *known == n) => {}
            0 => out.exact.push((n, slug)),
            1 => out.begin.push((n, sku)),
            _ => cx.env().part::<Kept>().saw(n),
        }
    }
    Ok(out)
}

/// The synonyms of a store, kept until products change.
async fn synonyms(cx: &Cx, store: StoreId) -> Result<Synonyms> {
    let kept = cx.env().part::<Kept>();
    if let Some(synonyms) = kept.synonyms(store) {
        return Ok(synonyms);
    }
    let stamp = kept.stamp();
    let rows: Vec<(String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select word, means from synonym where store_id = $1 order by word, means
    ")).bind(store).fetch_all(c).await?);
    let mut words: HashMap<String, Vec<String>> = HashMap::new();
    for (word, means) in rows {
        words.entry(word).or_default().push(means);
    }
    let words = Arc::new(words);
    kept.keep_synonyms(stamp, store, &words);
    Ok(words)
}

async fn candidates(cx: &Cx, groups: &[Vec<Term>], in_stock: bool, limit: i64) -> Result<String> {
    let expression = expression(cx.db(), groups);
    let sql = if in_stock { CANDIDATES_IN_STOCK } else { CANDIDATES }.of(cx.db());
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql).bind(&expression).bind(limit).fetch_one(c).await?))
}

/// Finds products.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn search(cx: &Cx, scope: &Scope, wanted: &Wanted) -> Result<Found> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    let typed = wanted.query.trim();
    let numbers = numbers(cx, scope, typed).await?;
    let mut query = text::query(typed, wanted.is_typing);
    let synonyms = synonyms(cx, scope.store).await?;
    for asked in query.asked.iter_mut().filter(|asked| asked.is_word) {
        asked.also = asked.forms().iter().filter_map(|form| synonyms.get(form)).flatten().cloned().collect();
    }
    let mut marks = marks(cx, wanted.category.as_deref(), &wanted.filters).await?;
    if query.asked.is_empty() && numbers.exact.is_empty() && !typed.is_empty() {
        return Ok(Found::default());
    }
    let range = wanted.filters.price();
    let is_narrowed = !marks.is_empty() || wanted.in_stock || range.is_some();
    let mut list = List {
        query: terms(&query),
        category: wanted.category.clone(),
        filters: wanted.filters.clone(),
        in_stock: wanted.in_stock,
        scope: range.map(|_| *scope),
    };
    if typed.is_empty() {
        if marks.is_empty() {
            marks.push(vec![Term::exact(format!("{SIGN}{}", entry::ALL))]);
        }
        let sort = wanted.sort.unwrap_or_default();
        let (items, total) = sorted(cx, scope, &marks, wanted, sort).await?;
        return Ok(Found { items, total, list, ..Found::default() });
    }
    let with = |query: &[Vec<Term>]| [query, &marks].concat();
    // Beginnings of several words cost much, and most words are typed whole: those are looked for first.
    let may_begin = only_whole(&mut query, wanted.is_typing);
    list.query = terms(&query);
    let mut lines = match list.query.is_empty() {
        true => String::new(),
        false => candidates(cx, &with(&list.query), wanted.in_stock, RANKED).await?,
    };
    let has_number = !numbers.exact.is_empty() || !numbers.begin.is_empty();
    if lines.is_empty() && !has_number && begin_some(cx, &mut query, &may_begin).await? {
        list.query = terms(&query);
        lines = candidates(cx, &with(&list.query), wanted.in_stock, RANKED).await?;
    }
    let mut answer = Answer::Whole;
    if lines.is_empty() && !has_number {
        (answer, lines) = near(cx, &mut query, &marks, wanted.in_stock).await?;
        list.query = terms(&query);
        if let Answer::Nothing(_) = answer {
            let near = if is_narrowed { Vec::new() } else { near_numbers(cx, typed).await? };
            return Ok(Found { answer: Answer::Nothing(near), list, ..Found::default() });
        }
    }
    let is_capped = lines.lines().count() >= usize::try_from(RANKED).unwrap_or(0) && answer != Answer::Parts;
    if let Some(sort) = wanted.sort.filter(|_| answer != Answer::Parts && !list.query.is_empty()) {
        let (items, total) = sorted(cx, scope, &with(&list.query), wanted, sort).await?;
        return Ok(Found { items, total, answer, list, ..Found::default() });
    }
    if is_capped {
        let nouns = query.asked.iter().filter(|asked| asked.is_word).map(|a| Term::exact(format!("_{}", a.text)));
        let exact = query.asked.iter().map(|asked| vec![Term::exact(asked.text.clone())]);
        let mut best: Vec<Vec<Term>> = query.joints.iter().map(|joint| vec![Term::exact(joint.clone())]).collect();
        if best.is_empty() {
            best.extend(Some(nouns.collect::<Vec<Term>>()).filter(|nouns| !nouns.is_empty()));
        }
        if !best.is_empty() {
            let groups: Vec<Vec<Term>> = exact.chain(best).collect();
            let more = candidates(cx, &with(&groups), wanted.in_stock, RANKED).await?;
            lines = [lines, more].join("\n");
        }
    }
    let mut order: Vec<i64> = Vec::new();
    let mut seen = HashSet::new();
    if !is_narrowed {
        order.extend(numbers.exact.iter().chain(&numbers.begin).map(|(n, _)| *n).filter(|n| seen.insert(*n)));
    }
    let ranked = rank::ranked(&query, lines.lines().filter_map(Candidate::read));
    order.extend(ranked.iter().map(|(_, one)| one.n).filter(|n| seen.insert(*n)));
    if answer == Answer::Parts {
        order.truncate(NEAR);
    }
    let mut total = i64::try_from(order.len()).unwrap_or(i64::MAX);
    if is_capped {
        let expression = expression(cx.db(), &with(&list.query));
        let counted: i64 = on!(cx.db(), c => sqlx::query_scalar(COUNT.of(cx.db()))
            .bind(&expression).bind(i64::from(wanted.in_stock)).bind(COUNTED + 1).fetch_one(c).await?);
        total = total.max(counted);
        let end = wanted.page.saturating_add(1).saturating_mul(wanted.size);
        if range.is_some() || end > i64::try_from(order.len()).unwrap_or(i64::MAX) {
            let rest = candidates(cx, &with(&list.query), wanted.in_stock, COUNTED + 1).await?;
            let mut rest: Vec<i64> = rest.lines().filter_map(Candidate::read).map(|one| one.n).collect();
            rest.sort_unstable();
            order.extend(rest.into_iter().filter(|n| seen.insert(*n)));
        }
    }
    if let Some(range) = range {
        order = within(cx, scope, order, range).await?;
        total = i64::try_from(order.len()).unwrap_or(i64::MAX);
    }
    let from = usize::try_from(wanted.page.saturating_mul(wanted.size)).unwrap_or(usize::MAX);
    let size = usize::try_from(wanted.size).unwrap_or(0);
    let page: Vec<i64> = order.into_iter().skip(from).take(size).collect();
    let exact = match numbers.exact.as_slice() {
        [(_, slug)] if !is_narrowed => Some(slug.clone()),
        _ => None,
    };
    let is_few = total < FEW && wanted.page == 0 && !is_narrowed && !wanted.is_typing && answer != Answer::Parts;
    let near = match is_few && !has_number {
        true => beside(cx, &query, &page).await?,
        false => Vec::new(),
    };
    let whole = page.len();
    let mut items = completed(cx, scope, &[page, near].concat()).await?;
    let near = items.split_off(whole.min(items.len()));
    Ok(Found { items, near, total, answer, exact, list })
}

/// Looks for whole words in a query of several parts, but for the last one while it is typed; gives which parts may also be
/// the beginning of a word.
fn only_whole(query: &mut Query, is_typing: bool) -> Vec<bool> {
    let may_begin: Vec<bool> = query.asked.iter().map(|asked| asked.is_begin).collect();
    let parts = query.asked.len();
    let whole = if is_typing { parts.saturating_sub(1) } else { parts };
    if parts > 1 {
        query.asked.iter_mut().take(whole).for_each(|asked| asked.is_begin = false);
    }
    may_begin
}

/// Looks for the beginnings of words that no product has as they are; whether that may find something, because products
/// have words that begin so.
async fn begin_some(cx: &Cx, query: &mut Query, may_begin: &[bool]) -> Result<bool> {
    let words = words(cx).await?;
    let mut is_changed = false;
    for (asked, may_begin) in query.asked.iter_mut().zip(may_begin) {
        if !may_begin || asked.is_begin || !asked.also.is_empty() {
            continue;
        }
        match known(&words, &asked.text) {
            Some(word) => asked.is_begin = *word != asked.text,
            None => return Ok(false),
        }
        is_changed |= asked.is_begin;
    }
    Ok(is_changed)
}

/// The words of all products in their order, kept until products change.
async fn words(cx: &Cx) -> Result<Arc<Vec<String>>> {
    let kept = cx.env().part::<Kept>();
    if let Some(words) = kept.words() {
        return Ok(words);
    }
    let stamp = kept.stamp();
    let text: String = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select coalesce(string_agg(word, ' '), '') from product_word
    ")).fetch_one(c).await?);
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    words.sort_unstable();
    let words = Arc::new(words);
    kept.keep_words(stamp, &words);
    Ok(words)
}

/// The first of these words that begins as `text` does.
fn known<'a>(words: &'a [String], text: &str) -> Option<&'a String> {
    let at = words.partition_point(|word| word.as_str() < text);
    words.get(at).filter(|word| word.starts_with(text))
}

/// The products of these entries, in this order.
async fn completed(cx: &Cx, scope: &Scope, page: &[i64]) -> Result<Vec<Item>> {
    if page.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(PAGE_OF.of(cx.db()))
        .bind(json(page)).bind(scope.organization).bind(scope.currency).bind(scope.store).bind(cx.now())
        .fetch_all(c).await?);
    let mut by_number: HashMap<i64, ItemRow> = rows.into_iter().map(|row| (row.total, row)).collect();
    Ok(page.iter().filter_map(|n| by_number.remove(n)).map(|row| row.item(scope)).collect())
}

fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_default()
}

/// A page of what matches in an order of its own, and how many there are.
async fn sorted(cx: &Cx, scope: &Scope, groups: &[Vec<Term>], wanted: &Wanted, sort: Sort) -> Result<(Vec<Item>, i64)> {
    let expression = expression(cx.db(), groups);
    let (from, to) = bounds(wanted.filters.price());
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(db::among(cx.db(), sort))
        .bind(&expression).bind(scope.organization).bind(scope.currency).bind(scope.store)
        .bind(wanted.size).bind(wanted.page.saturating_mul(wanted.size)).bind(cx.now()).bind(i64::from(wanted.in_stock))
        .bind(from).bind(to)
        .fetch_all(c).await?);
    Ok(db::items(cx, rows, scope))
}
