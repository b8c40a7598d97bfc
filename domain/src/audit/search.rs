//! Searching the log, however long it is.
//!
//! Rule: a search reads one index from the newest event down, and never counts or skips. Names become ids first (a
//! bounded number), a time span becomes a range of positions. The condition with the fewest events leads; if even that
//! one has more than [`SCAN`] events, the search stops there and says how far it came.

pub(crate) mod statements;

use crate::audit::names::{self, EventRow, Line};
use crate::audit::query::{Key, Query, moment};
use crate::audit::search::statements as sql_of;
use crate::contact::find;
use crate::cx::Cx;
use crate::db::Db;
use crate::db::Pair;
use crate::error::{Error, Problem, Result};
use crate::policy::{self, Action};
use crate::search::{fold, key, like_escape};
use crate::{on, sql};
use serde_json::Value;
use uuid::Uuid;

/// The most events that one search reads.
pub const SCAN: i64 = 10_000;
/// The most ids for one name.
const MANY: usize = 50;
/// Up to this many actions, reading each of them is faster than reading all events.
const FEW: usize = 8;
/// The most people whose names are compared.
const COMPARED: i64 = 500;

/// The keys that one condition includes and excludes.
#[derive(Clone, Debug, Default)]
struct List {
    only: Option<Vec<String>>,
    not: Vec<String>,
}

/// The conditions in the order of their lists in the statements: actor, subject, action, session; company, object,
/// refused, on behalf.
#[derive(Clone, Debug)]
pub struct Plan {
    lists: [List; 8],
    /// From this position on.
    from: i64,
    /// Before this position.
    to: i64,
}

impl Default for Plan {
    fn default() -> Plan {
        Plan { lists: Default::default(), from: 0, to: i64::MAX }
    }
}

impl Plan {
    /// Removes the excluded actions from the included ones. Without included ones, the few remaining actions are included.
    fn subtract(&mut self, all: &[String]) {
        let has_other = self.lists.iter().enumerate().any(|(n, list)| n != KINDS && list.only.is_some());
        let kinds = &mut self.lists[KINDS];
        let left = |all: &[String]| all.iter().filter(|kind| !kinds.not.contains(kind)).cloned().collect::<Vec<_>>();
        let only = match &kinds.only {
            Some(only) => left(only),
            None if has_other || kinds.not.is_empty() || left(all).len() > FEW => return,
            None => left(all),
        };
        *kinds = List { only: Some(only), not: Vec::new() };
    }

    /// The position where a search ends.
    pub(crate) fn from(&self) -> i64 {
        self.from
    }
}

const SUBJECTS: usize = 1;
const KINDS: usize = 2;
const SESSIONS: usize = 3;
const COMPANIES: usize = 4;
const OBJECTS: usize = 5;
const REFUSED: usize = 6;
const ON_BEHALF: usize = 7;

/// For each condition the statement that it leads, and the statement that counts its events and how far back they reach.
const DRIVERS: [(Pair, &str); 8] = {
    let by_key = (sql_of::BY_KEY, OF_KEY);
    [
        (
            sql_of::BY_ACTOR,
            sql!(
                "select count(*), coalesce(min(x.seq), -1) from (select seq from audit_event where actor_id = $1 and seq < $2 and seq >= $3 order by seq desc limit cast($4 as bigint)) x"
            ),
        ),
        (
            sql_of::BY_SUBJECT,
            sql!(
                "select count(*), coalesce(min(x.seq), -1) from (select seq from audit_event where subject_id = $1 and seq < $2 and seq >= $3 order by seq desc limit cast($4 as bigint)) x"
            ),
        ),
        (
            sql_of::BY_TYPE,
            sql!(
                "select count(*), coalesce(min(x.seq), -1) from (select seq from audit_event where type = $1 and seq < $2 and seq >= $3 order by seq desc limit cast($4 as bigint)) x"
            ),
        ),
        (
            sql_of::BY_SESSION,
            sql!(
                "select count(*), coalesce(min(x.seq), -1) from (select seq from audit_event where session_id = $1 and seq < $2 and seq >= $3 order by seq desc limit cast($4 as bigint)) x"
            ),
        ),
        by_key,
        by_key,
        by_key,
        by_key,
    ]
};

const OF_KEY: &str = sql!(
    "select count(*), coalesce(min(x.seq), -1) from (select seq from audit_index where key = $1 and seq < $2 and seq >= $3 order by seq desc limit cast($4 as bigint)) x"
);

/// A page of the log.
#[derive(Clone, Debug)]
pub struct Page {
    /// Events, newest first.
    pub lines: Vec<Line>,
    /// Where the next page begins, when there may be more.
    pub older: Option<i64>,
    /// Whether the search stopped before the page was full: older events were not read yet.
    pub stopped: bool,
}

/// A page of the log, for those who may read it; `before` is the [`Page::older`] of the page before.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::Invalid`] at `q` when a name fits too many.
pub async fn page(cx: &Cx, query: &Query, before: Option<i64>, size: usize) -> Result<Page> {
    policy::check(cx.principal(), Action::ViewAudit)?;
    let plan = resolve(cx, query).await?;
    run(cx, &plan, before, size).await
}

/// A page of a plan. The caller must have checked that the reader may see it.
pub(crate) async fn run(cx: &Cx, plan: &Plan, before: Option<i64>, size: usize) -> Result<Page> {
    let (mut rows, reached) = rows(cx, plan, before.unwrap_or(i64::MAX), size + 1).await?;
    let is_full = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().map(|row| row.0);
    let stopped = !is_full && reached > plan.from;
    let older = if is_full { last } else { stopped.then_some(reached) };
    Ok(Page { lines: names::lines(cx, rows).await?, older, stopped })
}

/// Rows before a place, newest first, and the place down to which they are complete.
pub(crate) async fn rows(cx: &Cx, plan: &Plan, before: i64, limit: usize) -> Result<(Vec<EventRow>, i64)> {
    let to = plan.to.min(before);
    let (driver, keys, from) = drive(cx, plan, to, limit).await?;
    let lists = plan.lists.clone().map(|list| [list.only.unwrap_or_default(), list.not]);
    let lists: Vec<String> = lists.into_iter().flatten().map(|ids| Value::from(ids).to_string()).collect();
    let statement = driver.map_or(sql_of::ALL, |n| DRIVERS[n].0).of(cx.db());
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // PostgreSQL would make a plan for any lists, which reads the whole index of a key: it plans for these lists instead.
    let is_kept = matches!(cx.db(), Db::Sqlite { .. });
    let mut all: Vec<EventRow> = Vec::new();
    for key in &keys {
        let part: Vec<EventRow> = on!(cx.db(), c => {
            let mut query = sqlx::query_as(statement).persistent(is_kept).bind(to).bind(from).bind(key.as_str()).bind(limit);
            for list in &lists {
                query = query.bind(list.as_str());
            }
            query.fetch_all(c).await?
        });
        all.extend(part);
    }
    all.sort_by_key(|row| std::cmp::Reverse(row.0));
    all.dedup_by_key(|row| row.0);
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((all, from))
}

/// The leading condition, its keys, and how far back at most [`SCAN`] of its events reach.
async fn drive(cx: &Cx, plan: &Plan, to: i64, limit: usize) -> Result<(Option<usize>, Vec<String>, i64)> {
    let of = |n: usize| plan.lists[n].only.clone().unwrap_or_default();
    let asked: Vec<usize> = (0..plan.lists.len()).filter(|n| plan.lists[*n].only.is_some()).collect();
    let takes_away = plan.lists.iter().any(|list| !list.not.is_empty());
    match (asked.as_slice(), takes_away) {
        ([], false) => return Ok((None, vec![String::new()], plan.from)),
        ([], true) => {
            let newest: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
                select coalesce(max(seq), 0) from audit_event
            ")).fetch_one(c).await?);
            return Ok((None, vec![String::new()], plan.from.max(to.min(newest + 1) - SCAN)));
        }
        ([one], false) => {
            // The newest ones of a condition that stands alone are the page: nothing older is to be looked at.
            let (_, from) = probe(cx, plan, *one, to, i64::try_from(limit).unwrap_or(SCAN)).await?;
            return Ok((Some(*one), of(*one), from));
        }
        _ => {}
    }
    // What is seen whole comes before what is not, the shortest first; of the others the one that reaches back furthest.
    let mut best: Option<((i64, i64), usize)> = None;
    for n in asked {
        let keys = plan.lists[n].only.as_ref().map_or(1, Vec::len).max(1);
        let (count, from) = probe(cx, plan, n, to, SCAN / i64::try_from(keys).unwrap_or(SCAN)).await?;
        if best.is_none_or(|(least, _)| (from, count) < least) {
            best = Some(((from, count), n));
        }
    }
    let ((from, _), n) = best.unwrap_or(((plan.from, 0), KINDS));
    Ok((Some(n), of(n), from))
}

/// The number of events of a condition, at most `share` for each key, and how far back they are complete.
async fn probe(cx: &Cx, plan: &Plan, n: usize, to: i64, share: i64) -> Result<(i64, i64)> {
    let keys = plan.lists[n].only.as_deref().unwrap_or_default();
    let (mut sum, mut reached) = (0, plan.from);
    for key in keys {
        let (count, least): (i64, i64) = on!(cx.db(), c => sqlx::query_as(DRIVERS[n].1)
            .bind(key).bind(to).bind(plan.from).bind(share).fetch_one(c).await?);
        sum += count;
        if count >= share {
            reached = reached.max(least);
        }
    }
    Ok((sum, reached))
}

/// The plan for all events about one object, without views.
///
/// # Errors
/// [`Error::Unavailable`].
pub(crate) async fn about(cx: &Cx, ids: Vec<String>) -> Result<Plan> {
    let mut plan = Plan::default();
    plan.lists[OBJECTS].only = Some(ids);
    // Whoever may not see orders does not read of them here either.
    let hides = |kind: &str| kind.starts_with("order.") && !cx.may(Action::ViewAllOrders);
    plan.lists[KINDS].not =
        kinds(cx).await?.into_iter().filter(|kind| kind.ends_with(".viewed") || hides(kind)).collect();
    Ok(plan)
}

/// Turns typed values into ids and positions.
///
/// # Errors
/// [`Error::Invalid`] at `q` when a name fits too many.
pub(crate) async fn resolve(cx: &Cx, query: &Query) -> Result<Plan> {
    let mut plan = Plan::default();
    let all_kinds = if query.terms.iter().any(|t| t.key == Key::Action) { kinds(cx).await? } else { Vec::new() };
    for term in &query.terms {
        let (n, ids) = match term.key {
            Key::Actor => (0, actors(cx, &term.value).await?),
            Key::For => (SUBJECTS, contacts(cx, &term.value).await?),
            Key::Company => (COMPANIES, companies(cx, &term.value).await?),
            Key::Object => (OBJECTS, objects(cx, &term.value).await?),
            Key::Action => (KINDS, all_kinds.iter().filter(|kind| fits(&term.value, kind)).cloned().collect()),
            Key::Session => (SESSIONS, vec![session(cx, &term.value).await?]),
            Key::Result | Key::OnBehalf => {
                let (n, mark) = if term.key == Key::Result { (REFUSED, "denied") } else { (ON_BEHALF, "on_behalf") };
                let has_mark = matches!(term.value.as_str(), "denied" | "yes") != term.not;
                let list = &mut plan.lists[n];
                match has_mark {
                    true => list.only = Some(vec![mark.to_owned()]),
                    false => list.not = vec![mark.to_owned()],
                }
                continue;
            }
            Key::After => {
                plan.from = plan.from.max(place(cx, &term.value).await?);
                continue;
            }
            Key::Before => {
                plan.to = plan.to.min(place(cx, &term.value).await?);
                continue;
            }
        };
        let list = &mut plan.lists[n];
        if term.not {
            list.not.extend(ids);
        } else {
            list.only.get_or_insert_default().extend(ids);
        }
    }
    plan.subtract(&all_kinds);
    let longest = plan.lists.iter().filter_map(|l| l.only.as_ref()).map(Vec::len).max().unwrap_or(0);
    if longest > 3 * MANY {
        return Err(too_many(&query.line()));
    }
    Ok(plan)
}

fn too_many(text: &str) -> Error {
    Error::field("q", Problem::TooManyMatches(text.to_owned()))
}

/// Every action in the log: one step of the index for each.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn kinds(cx: &Cx) -> Result<Vec<String>> {
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        with recursive kind(name) as (
            select * from (select type from audit_event order by type limit 1) first
            union all
            select (select e.type from audit_event e where e.type > kind.name order by e.type limit 1)
            from kind where kind.name is not null
        )
        select name from kind where name is not null
    ")).fetch_all(c).await?))
}

/// Whether `kind` matches `pattern`; `*` matches any characters, and a dot at the end a whole family.
fn fits(pattern: &str, kind: &str) -> bool {
    if let Some(family) = pattern.strip_suffix('.') {
        return kind.strip_prefix(family).is_some_and(|rest| rest.starts_with('.'));
    }
    let mut parts = pattern.split('*');
    let Some(rest) = kind.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(end) = parts.pop() else { return rest.is_empty() };
    let mut rest = rest;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(end)
}

/// The first position at or after a time.
async fn place(cx: &Cx, value: &str) -> Result<i64> {
    let at = moment(value).unwrap_or_default();
    let found: Option<i64> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select seq from audit_event where at >= $1 order by at, seq limit 1
    ")).bind(&at).fetch_optional(c).await?);
    Ok(found.unwrap_or(i64::MAX))
}

/// The id of an on-behalf session by its address, or the id itself.
async fn session(cx: &Cx, value: &str) -> Result<String> {
    if is_id(value) {
        return Ok(value.to_owned());
    }
    let found: Option<Uuid> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select id from behalf where slug = $1
    ")).bind(value).fetch_optional(c).await?);
    Ok(found.map_or_else(|| value.to_owned(), |id| id.to_string()))
}

fn is_id(value: &str) -> bool {
    value.len() == 36 && Uuid::try_parse(value).is_ok()
}

/// Whether every word of `value` begins a word of the names, in their own or in Latin script.
fn is_called(value: &str, names: &[&str]) -> bool {
    let all = key(names);
    let is_gap = |c: char| !c.is_alphanumeric();
    let begins =
        |word: &str| all.starts_with(word) || all.match_indices(word).any(|(at, _)| all[..at].ends_with(is_gap));
    let words = fold(value);
    !words.is_empty() && words.split(' ').all(begins)
}

fn bounded(value: &str, ids: Vec<String>) -> Result<Vec<String>> {
    if ids.len() > MANY { Err(too_many(value)) } else { Ok(ids) }
}

/// Staff and logins of customers by the person's name.
async fn actors(cx: &Cx, value: &str) -> Result<Vec<String>> {
    match value.to_lowercase().as_str() {
        "system" => return Ok(vec!["system".to_owned()]),
        "anonymous" | "visitor" | "nobody" => return Ok(vec!["anonymous".to_owned()]),
        id if is_id(id) => return Ok(vec![id.to_owned()]),
        _ => {}
    }
    let staff: Vec<(Uuid, String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, email from staff
    ")).fetch_all(c).await?);
    let mut ids: Vec<String> =
        staff.iter().filter(|(_, name, email)| is_called(value, &[name, email])).map(|row| row.0.to_string()).collect();
    for contact in called(cx, value).await? {
        let accounts: Vec<Uuid> = on!(cx.db(), c => sqlx::query_scalar(sql!("
            select id from account where contact_id = $1
        ")).bind(contact).fetch_all(c).await?);
        ids.extend(accounts.iter().map(Uuid::to_string));
    }
    bounded(value, ids)
}

/// Contacts by their name or e-mail.
async fn called(cx: &Cx, value: &str) -> Result<Vec<Uuid>> {
    let rows = find::called(cx, value, COMPARED).await?;
    let is_cut = i64::try_from(rows.len()).is_ok_and(|n| n >= COMPARED);
    let ids: Vec<Uuid> = rows
        .iter()
        .filter(|(_, name, latin, email)| is_called(value, &[name, latin, email]))
        .map(|row| row.0.0)
        .collect();
    if is_cut || ids.len() > MANY { Err(too_many(value)) } else { Ok(ids) }
}

async fn contacts(cx: &Cx, value: &str) -> Result<Vec<String>> {
    if is_id(value) {
        return Ok(vec![value.to_owned()]);
    }
    Ok(called(cx, value).await?.iter().map(Uuid::to_string).collect())
}

/// Companies by their name or number.
async fn companies(cx: &Cx, value: &str) -> Result<Vec<String>> {
    if is_id(value) {
        return Ok(vec![value.to_owned()]);
    }
    let rows: Vec<(Uuid, String, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, number from organization
    ")).fetch_all(c).await?);
    let ids = rows.iter().filter(|(_, name, number)| is_called(value, &[name, number])).map(|row| row.0.to_string());
    bounded(value, ids.collect())
}

/// Objects by their id; orders by the beginning of their number, people and companies by their name.
async fn objects(cx: &Cx, value: &str) -> Result<Vec<String>> {
    if is_id(value) {
        return Ok(vec![value.to_owned()]);
    }
    let number = format!("{}%", like_escape(&value.to_uppercase()));
    let orders: Vec<Uuid> = on!(cx.db(), c => sqlx::query_scalar(sql!(r"
        select id from orders where number like cast($1 as text) escape '\' limit 51
    ")).bind(&number).fetch_all(c).await?);
    let mut ids: Vec<String> = orders.iter().map(Uuid::to_string).collect();
    if ids.is_empty() {
        ids.extend(contacts(cx, value).await?);
        ids.extend(companies(cx, value).await?);
    }
    bounded(value, ids)
}

#[cfg(test)]
mod tests {
    use super::{fits, is_called};

    #[test]
    fn names_match_by_word_beginnings() {
        let names = ["Олег Коваль", "Oleg Koval", "oleg@northmere.example"];
        for value in ["oleg", "KOVAL ol", "олег", "oleg@north", "northmere"] {
            assert!(is_called(value, &names), "{value}");
        }
        for value in ["leg", "oval", "oleg smith"] {
            assert!(!is_called(value, &names), "{value}");
        }
    }

    #[test]
    fn action_matches_name_family_or_pattern() {
        for pattern in ["order.placed", "order.*", "order.", "*.placed", "*", "o*r.*d"] {
            assert!(fits(pattern, "order.placed"), "{pattern}");
        }
        for pattern in ["order", "orders.*", "order.place", "*.changed", "ord."] {
            assert!(!fits(pattern, "order.placed"), "{pattern}");
        }
    }
}
