//! Finding products: candidates from the index of the database, one order for both engines in [`rank`].
//!
//! A search asks for numbers first, then for entries that have every part of the query, then reads the products of the page.
//! Where more match than are ranked, those that are what was asked for by their noun are ranked too. Where none does, words
//! with a typing error are put right, and at last parts are left out; the answer says so.

use crate::catalog::db::{self, ItemRow};
use crate::catalog::facet::{CATEGORY, Facet, Filter, Filters, SIGN, Value, count, facets};
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
const RANKED: i64 = 500;
/// With fewer hits than this, others that come near are shown beside them.
const FEW: i64 = 10;
/// So many products that only come near are shown.
const NEAR: usize = 24;
/// So many products have their marks counted for facets.
const MARKED: i64 = 40_000;
/// So many values a range may have.
const IN_RANGE: usize = 300;

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

/// One statement for both engines but for how a list is read.
macro_rules! page_of_entries {
    ($from:literal, $n:literal) => {
        concat!(
            "with ",
            price_lists!(),
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
    /// Number, stock, key of the name and words of those that match `$1`, a line each; `$2` whether they must be there,
    /// `$3` how many, `$4` of which numbers.
    CANDIDATES {
        sqlite: "select coalesce(string_agg(f.line, '\n'), '') from (
            select cast(e.n as text) || case when s.available > 0 then ' 1 ' else ' 0 ' end || e.name_key || ' ' || e.words as line
            from search_product cross join product_entry e cross join stock s
            where search_product match $1 and e.n = search_product.rowid and s.product_id = e.product_id
              and (cast($2 as bigint) = 0 or s.available > 0)
            order by search_product.rowid
            limit cast($3 as bigint)
        ) f",
        postgres: concat!("select coalesce(string_agg(f.line, '\n'), '') from (
            select cast(e.n as text) || case when s.available > 0 then ' 1 ' else ' 0 ' end || e.name_key || ' ' || e.words as line
            from product_entry e
            join stock s on s.product_id = e.product_id
            where ", found_in_postgres!("$1"), " and (cast($2 as bigint) = 0 or s.available > 0)
            order by e.n
            limit cast($3 as bigint)
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
    /// The marks of those that match, a line each.
    MARKS {
        sqlite: "select coalesce(string_agg(f.marks, '\n'), '') from (
            select e.marks
            from search_product cross join product_entry e
            where search_product match $1 and e.n = search_product.rowid
              and (cast($2 as bigint) = 0 or exists (select 1 from stock s where s.product_id = e.product_id and s.available > 0))
            order by search_product.rowid
            limit cast($3 as bigint)
        ) f",
        postgres: concat!("select coalesce(string_agg(f.marks, '\n'), '') from (
            select e.marks
            from product_entry e
            where ", found_in_postgres!("$1"), "
              and (cast($2 as bigint) = 0 or exists (select 1 from stock s where s.product_id = e.product_id and s.available > 0))
            limit cast($3 as bigint)
        ) f")
    }
    /// The products of the entries in the list `$1`; `$2`–`$4` are the scope.
    PAGE_OF {
        sqlite: page_of_entries!("json_each($1) j cross join product_entry e", "j.value"),
        postgres: page_of_entries!(
            "jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j join product_entry e", "cast(j.value as bigint)")
    }
    /// Words that have parts of three letters of `$1`, those with most first.
    LIKE_IT {
        sqlite: "select g.word from product_gram g where g.gram in (select j.value from json_each($1) j)
            group by g.word order by count(*) desc, g.word limit 80",
        postgres: "select g.word from product_gram g
            where g.gram in (select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j)
            group by g.word order by count(*) desc, g.word limit 80"
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

/// The meaning of all marks, kept until products change.
async fn values(cx: &Cx) -> Result<Arc<HashMap<String, Value>>> {
    let kept = cx.env().part::<Kept>();
    if let Some(values) = kept.values() {
        return Ok(values);
    }
    let stamp = kept.stamp();
    type Row = (String, String, String, String, Option<f64>, String);
    let rows: Vec<Row> = on!(cx.db(), c => sqlx::query_as(sql!("
        select code, key, name, label, number, unit from attribute_value
    ")).fetch_all(c).await?);
    let values = rows.into_iter().map(|(code, key, name, label, number, unit)| {
        let value = Value { code, key, name, label, number, unit };
        (value.mark(), value)
    });
    let values = Arc::new(values.collect());
    kept.keep_values(stamp, &values);
    Ok(values)
}

/// What a list is narrowed to, one group for each attribute.
async fn marks(cx: &Cx, category: Option<&str>, filters: &Filters) -> Result<Vec<Vec<Term>>> {
    let mut groups: Vec<Vec<Term>> = category.map(|slug| vec![Term::mark(CATEGORY, slug)]).into_iter().collect();
    for filter in &filters.0 {
        let mut group: Vec<Term> = filter.keys.iter().map(|key| Term::mark(&filter.code, key)).collect();
        if filter.is_range() {
            let values = values(cx).await?;
            let mut keys = in_range(&values, filter);
            keys.truncate(IN_RANGE);
            group.extend(keys.into_iter().map(|key| Term::mark(&filter.code, key)));
        }
        // What nobody has matches nothing.
        if group.is_empty() {
            group.push(Term::exact(format!("{SIGN}none")));
        }
        groups.push(group);
    }
    Ok(groups)
}

fn in_range<'a>(values: &'a HashMap<String, Value>, filter: &Filter) -> Vec<&'a str> {
    let fits = |value: &&Value| {
        value.code == filter.code
            && value
                .number
                .is_some_and(|n| filter.from.is_none_or(|from| n >= from) && filter.to.is_none_or(|to| n <= to))
    };
    let mut keys: Vec<&str> = values.values().filter(fits).map(|value| value.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

async fn candidates(cx: &Cx, groups: &[Vec<Term>], in_stock: bool, limit: i64) -> Result<String> {
    let expression = expression(cx.db(), groups);
    Ok(on!(cx.db(), c => sqlx::query_scalar(CANDIDATES.of(cx.db()))
        .bind(&expression).bind(i64::from(in_stock)).bind(limit).fetch_one(c).await?))
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
    let is_narrowed = !marks.is_empty() || wanted.in_stock;
    let mut list = List {
        query: terms(&query),
        category: wanted.category.clone(),
        filters: wanted.filters.clone(),
        in_stock: wanted.in_stock,
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
            let near = if is_narrowed { Vec::new() } else { near_numbers(cx, scope, typed).await? };
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
        let nouns: Vec<Term> = nouns.collect();
        if !nouns.is_empty() {
            let groups: Vec<Vec<Term>> = exact.chain([nouns]).collect();
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
        if end > i64::try_from(order.len()).unwrap_or(i64::MAX) {
            let rest = candidates(cx, &with(&list.query), wanted.in_stock, COUNTED + 1).await?;
            order.extend(rest.lines().filter_map(Candidate::read).map(|one| one.n).filter(|n| seen.insert(*n)));
        }
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

/// Entries that have a part of what was asked for, beside the few that have all of it.
async fn beside(cx: &Cx, query: &Query, whole: &[i64]) -> Result<Vec<i64>> {
    let Some(lines) = parts_of(cx, query, &[], false).await? else { return Ok(Vec::new()) };
    let ranked = rank::ranked(query, lines.lines().filter_map(Candidate::read));
    let mut seen: HashSet<i64> = whole.iter().copied().collect();
    let others = ranked.iter().map(|(_, one)| one.n).filter(|n| seen.insert(*n));
    Ok(others.take(usize::try_from(FEW).unwrap_or(0).saturating_sub(whole.len())).collect())
}

/// Those that have some parts of a query: the words with one of the sizes, else the words alone, else any of them. None for
/// a query without words: who asks for one size is not helped by another.
async fn parts_of(cx: &Cx, query: &Query, marks: &[Vec<Term>], in_stock: bool) -> Result<Option<String>> {
    let words: Vec<Vec<Term>> = query
        .asked
        .iter()
        .zip(terms(query))
        .filter(|(asked, _)| asked.is_word && asked.text.len() > 2)
        .map(|(_, terms)| terms)
        .collect();
    let numbers = query.asked.iter().filter(|asked| !asked.is_word).map(|asked| vec![Term::exact(asked.text.clone())]);
    let numbers: Vec<Vec<Term>> = numbers.collect();
    let mut tries = vec![[words.clone(), vec![numbers.concat()]].concat(), words.clone(), vec![words.concat()]];
    tries.retain(|groups| !words.is_empty() && groups.iter().all(|group| !group.is_empty()));
    let mut found: Option<String> = None;
    for groups in tries {
        let lines = candidates(cx, &[groups.as_slice(), marks].concat(), in_stock, RANKED).await?;
        let lines = match found.take() {
            Some(before) => [before, lines].join("\n"),
            None => lines,
        };
        let is_enough = i64::try_from(lines.lines().count()).unwrap_or(i64::MAX) >= FEW * 2;
        found = Some(lines).filter(|lines| !lines.is_empty());
        if is_enough {
            break;
        }
    }
    Ok(found)
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
    let mut is_changed = false;
    for (asked, may_begin) in query.asked.iter_mut().zip(may_begin) {
        if !may_begin || asked.is_begin || !asked.also.is_empty() {
            continue;
        }
        match known(cx, &asked.text).await? {
            Some(word) => asked.is_begin = word != asked.text,
            None => return Ok(false),
        }
        is_changed |= asked.is_begin;
    }
    Ok(is_changed)
}

/// The first word of products that begins as `text` does.
async fn known(cx: &Cx, text: &str) -> Result<Option<String>> {
    let to = format!("{text}~");
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select word from product_word where word >= $1 and word < $2 order by word limit 1
    ")).bind(text).bind(&to).fetch_optional(c).await?))
}

/// The products of these entries, in this order.
async fn completed(cx: &Cx, scope: &Scope, page: &[i64]) -> Result<Vec<Item>> {
    if page.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(PAGE_OF.of(cx.db()))
        .bind(json(page)).bind(scope.organization).bind(scope.currency).bind(scope.store).fetch_all(c).await?);
    let mut by_number: HashMap<i64, ItemRow> = rows.into_iter().map(|row| (row.total, row)).collect();
    Ok(page.iter().filter_map(|n| by_number.remove(n)).map(|row| row.item(scope)).collect())
}

fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_default()
}

/// A page of what matches in an order of its own, and how many there are.
async fn sorted(cx: &Cx, scope: &Scope, groups: &[Vec<Term>], wanted: &Wanted, sort: Sort) -> Result<(Vec<Item>, i64)> {
    let expression = expression(cx.db(), groups);
    let rows: Vec<ItemRow> = on!(cx.db(), c => sqlx::query_as(db::among(cx.db(), sort))
        .bind(&expression).bind(scope.organization).bind(scope.currency).bind(scope.store)
        .bind(wanted.size).bind(wanted.page.saturating_mul(wanted.size)).bind(i64::from(wanted.in_stock))
        .fetch_all(c).await?);
    Ok(db::items(cx, rows, scope))
}

/// What comes near when nothing has all that was asked for: words put right, then parts left out. A query of numbers and
/// sizes alone has nothing near: who asks for one size is not helped by another.
async fn near(cx: &Cx, query: &mut Query, marks: &[Vec<Term>], in_stock: bool) -> Result<(Answer, String)> {
    let mut is_meant = false;
    let mut is_known = false;
    for asked in query.asked.iter_mut().filter(|asked| asked.is_word) {
        if !asked.also.is_empty() || known(cx, &asked.text).await?.is_some() {
            is_known = true;
            continue;
        }
        let like: Vec<String> = on!(cx.db(), c => sqlx::query_scalar(LIKE_IT.of(cx.db()))
            .bind(json(&rank::grams(&asked.text))).fetch_all(c).await?);
        let mut meant = rank::meant(&asked.text, &like);
        if !meant.is_empty() {
            is_meant = true;
            asked.text = meant.remove(0);
            asked.also = meant;
        }
    }
    let with = |query: Vec<Vec<Term>>| [query.as_slice(), marks].concat();
    if is_meant {
        let lines = candidates(cx, &with(terms(query)), in_stock, RANKED).await?;
        if !lines.is_empty() {
            settle(query, &lines);
            let words: Vec<&str> = query.asked.iter().map(|asked| asked.text.as_str()).collect();
            return Ok((Answer::Meant(words.join(" ")), lines));
        }
    }
    if !is_known && !is_meant {
        return Ok((Answer::Nothing(Vec::new()), String::new()));
    }
    Ok(match parts_of(cx, query, marks, in_stock).await? {
        Some(lines) => (Answer::Parts, lines),
        None => (Answer::Nothing(Vec::new()), String::new()),
    })
}

/// Of several words that may be meant, takes the one that the best candidate has.
fn settle(query: &mut Query, lines: &str) {
    let ranked = rank::ranked(query, lines.lines().filter_map(Candidate::read));
    let Some((_, best)) = ranked.first() else { return };
    let words: HashSet<&str> = best.words.split(' ').map(|word| word.trim_start_matches('_')).collect();
    for asked in query.asked.iter_mut().filter(|asked| !words.contains(asked.text.as_str())) {
        if let Some(at) = asked.also.iter().position(|also| words.contains(also.as_str())) {
            std::mem::swap(&mut asked.text, &mut asked.also[at]);
        }
    }
}

/// Numbers of products that are nearly what was typed: they begin alike and differ in one or two signs.
async fn near_numbers(cx: &Cx, scope: &Scope, typed: &str) -> Result<Vec<String>> {
    let key = number_key(typed);
    if !(5..=40).contains(&key.len()) || !key.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let begin = numbers(cx, scope, &key[..key.len() / 2 + 1]).await?.begin;
    let mut near: Vec<(usize, String)> = begin
        .into_iter()
        .map(|(_, sku)| (rank::distance(&key, &number_key(&sku)), sku))
        .filter(|(errors, _)| *errors <= 2)
        .collect();
    near.sort();
    Ok(near.into_iter().take(3).map(|(_, sku)| sku).collect())
}

/// What a category can be narrowed by.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn narrowed_category(cx: &Cx, category: &str) -> Result<Arc<Vec<Facet>>> {
    narrowed(cx, &List { category: Some(category.to_owned()), ..List::default() }).await
}

/// What a list can be narrowed by, with counts. An attribute that it is narrowed by already is counted without that, so that
/// another value of it can be chosen.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn narrowed(cx: &Cx, list: &List) -> Result<Arc<Vec<Facet>>> {
    policy::check(cx.principal(), Action::ViewCatalog)?;
    if list.query.is_empty() && list.category.is_none() && list.filters.0.is_empty() {
        return Ok(Arc::default());
    }
    let mut all = counted(cx, list, &list.filters).await?;
    for filter in &list.filters.0 {
        let open = counted(cx, list, &list.filters.without(&filter.code)).await?;
        let Some(facet) = open.iter().find(|facet| facet.code == filter.code) else { continue };
        let facets = Arc::make_mut(&mut all);
        match facets.iter().position(|one| one.code == filter.code) {
            Some(at) => facets[at] = facet.clone(),
            None => facets.insert(0, facet.clone()),
        }
    }
    Ok(all)
}

async fn counted(cx: &Cx, list: &List, filters: &Filters) -> Result<Arc<Vec<Facet>>> {
    let mut groups = list.query.clone();
    groups.extend(marks(cx, list.category.as_deref(), filters).await?);
    if groups.is_empty() {
        return Ok(Arc::default());
    }
    let expression = expression(cx.db(), &groups);
    let kept = cx.env().part::<Kept>();
    let name = format!("{}{expression}", i64::from(list.in_stock));
    // What is in stock changes with every order, so that is counted each time.
    if let Some(facets) = kept.facets(&name).filter(|_| !list.in_stock) {
        return Ok(facets);
    }
    let stamp = kept.stamp();
    let lines: String = on!(cx.db(), c => sqlx::query_scalar(MARKS.of(cx.db()))
        .bind(&expression).bind(i64::from(list.in_stock)).bind(MARKED).fetch_one(c).await?);
    let facets = Arc::new(facets(&count(&lines), values(cx).await?.as_ref()));
    kept.keep_facets(stamp, &name, &facets);
    Ok(facets)
}
