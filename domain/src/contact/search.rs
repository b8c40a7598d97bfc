//! Finds contacts for what somebody typed, alike on both engines.
//!
//! The words of all contacts stand in `contact_word`, and what words that are nearly the same have in common in
//! `contact_near`. For each part of a query the contacts are read that have a word for it; those that have one for every
//! part are ranked by [`rank`](super::rank). Errors are forgiven in a second round, when the first found too little.

use crate::contact::asked::{Asked, Field, Part};
use crate::contact::narrow::{Narrowed, narrowed};
use crate::contact::nickname;
use crate::contact::number;
use crate::contact::rank::{Answer, ByNumber, Meant, Way, Words, answer, likeness};
use crate::contact::words::{grams, is_forgiving, keys, words};
use crate::cx::Cx;
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::list::COUNTED;
use crate::on;
use serde_json::json;
use std::collections::HashMap;

/// A word that more contacts have is not used to find them, only to check those that other words found.
const COMMON: usize = 6_000;
/// Where so few contacts are left, the other words are not asked for whom they find.
const LEFT: usize = 100;
/// The words of so many contacts are looked at for one that may be meant.
const MANY: usize = 2_000;
/// So many words may be meant by one with errors.
const MEANT: usize = 40;
/// Fewer plain answers than these are followed by those with errors.
const FEW: usize = 3;

/// A contact that answers.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The number of the entry.
    pub n: i64,
    /// How well, and why.
    pub answer: Answer,
    last_order_at: i64,
}

impl Hit {
    /// A contact that is shown for another reason than words.
    pub fn of(n: i64) -> Hit {
        let answer = Answer { score: 0.0, worst: Way::Exact, why: Vec::new(), found: Vec::new() };
        Hit { n, answer, last_order_at: 0 }
    }
}

/// Contacts that have a word for a part, a row for each word with their numbers: `$1` the first word and `$2` behind the last,
/// `$3` words as JSON. A row without a word where they are too many. Numbers come as one text: a row for each would take most
/// of the time of a search.
macro_rules! having {
    ($words:literal) => {
        concat!(
            "with many (c) as materialized (
                 select count(*) from (
                     select 1 from ",
            $words,
            " j cross join contact_word w where w.word = j.value
                     union all
                     select 1 from contact_word w where w.word >= cast($1 as text) and w.word < cast($2 as text)
                     limit 6001
                 ) x
             )
             select '' as word, '' as numbers from many where c > 6000
             union all
             select j.value, coalesce((select string_agg(cast(w.n as text), ',') from contact_word w where w.word = j.value), '')
             from many cross join ",
            $words,
            " j where c <= 6000
             union all
             select w.word, string_agg(cast(w.n as text), ',') from contact_word w
             where w.word >= cast($1 as text) and w.word < (select case when c <= 6000 then cast($2 as text) else '' end from many)
             group by w.word"
        )
    };
}

/// The same among those that are asked for from `$4` on, with a row for each contact.
macro_rules! having_narrowed {
    ($words:literal) => {
        concat!(
            "select w.word, cast(w.n as text) from ",
            $words,
            " j cross join contact_word w cross join contact_entry e
             where w.word = j.value and e.n = w.n and ",
            narrowed!("$4", "$5", "$6", "$7", "$8"),
            "
             union all
             select w.word, cast(w.n as text) from contact_word w cross join contact_entry e
             where w.word >= cast($1 as text) and w.word < cast($2 as text) and e.n = w.n
               and ",
            narrowed!("$4", "$5", "$6", "$7", "$8"),
            "
             limit 6001"
        )
    };
}

/// The words of contacts: `$1` their numbers as JSON.
macro_rules! entries {
    ($numbers:literal, $number:literal) => {
        concat!(
            "select e.n, e.words, e.last_order_at from ",
            $numbers,
            " j cross join contact_entry e
             where e.n = ",
            $number,
            " and ",
            narrowed!("$2", "$3", "$4", "$5", "$6")
        )
    };
}

/// Contacts that have a word from `$1` to before `$2`, and words that are like `$3` and `$4`.
macro_rules! common {
    () => {
        concat!(
            r"select w.word, w.n from contact_word w cross join contact_entry e
              where w.word >= cast($1 as text) and w.word < cast($2 as text) and e.n = w.n
                and e.words like cast($3 as text) escape '\' and e.words like cast($4 as text) escape '\'
                and ",
            narrowed!("$5", "$6", "$7", "$8", "$9"),
            " limit 1001"
        )
    };
}

pairs! {
    HAVING {
        sqlite: having!("json_each($3)"),
        postgres: having!("jsonb_array_elements_text(cast(cast($3 as text) as jsonb))")
    }
    HAVING_NARROWED {
        sqlite: having_narrowed!("json_each($3)"),
        postgres: having_narrowed!("jsonb_array_elements_text(cast(cast($3 as text) as jsonb))")
    }
    ENTRIES {
        sqlite: entries!("json_each($1)", "j.value"),
        postgres: entries!("jsonb_array_elements_text(cast(cast($1 as text) as jsonb))", "cast(j.value as bigint)")
    }
    COMMON_WORDS { sqlite: common!(), postgres: common!() }
    /// Words that have one of the keys `$1`, a JSON array.
    NEAR {
        sqlite: "select distinct k.word from json_each($1) j cross join contact_near k where k.key = j.value limit 3000",
        postgres: "select distinct k.word from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
                   cross join contact_near k where k.key = j.value limit 3000"
    }
    /// Words that have the most of the keys `$1`, a JSON array, two at least.
    ALIKE {
        sqlite: "select k.word from json_each($1) j cross join contact_near k where k.key = j.value
                 group by k.word having count(*) > 1 order by count(*) desc, k.word limit 80",
        postgres: "select k.word from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
                   cross join contact_near k where k.key = j.value group by k.word having count(*) > 1 order by count(*) desc, k.word limit 80"
    }
}

/// The contacts that answer, the best first; one more than [`COUNTED`] when there are more.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn find(cx: &Cx, asked: &Asked, narrowed: &Narrowed) -> Result<Vec<Hit>> {
    let mut hits = match &asked.order {
        Some(part) => by_parts(cx, asked, std::slice::from_ref(part), narrowed, false).await?,
        None => Vec::new(),
    };
    // Who has the order was meant: no errors are looked for then.
    let others = by_parts(cx, asked, &asked.parts, narrowed, hits.is_empty()).await?;
    hits.extend(others.into_iter().filter(|other| !hits.iter().any(|hit| hit.n == other.n)).collect::<Vec<_>>());
    for parts in &asked.instead {
        if hits.is_empty() {
            hits = by_parts(cx, asked, parts, narrowed, true).await?;
        }
    }
    Ok(hits)
}

/// The contacts that answer these parts; with errors in words, where `may_differ` and nobody answers without.
async fn by_parts(cx: &Cx, asked: &Asked, parts: &[Part], narrowed: &Narrowed, may_differ: bool) -> Result<Vec<Hit>> {
    let numbers = number::find(cx, parts).await?;
    let mut meant: Vec<Meant> = parts.iter().map(familiar).collect();
    let mut hits = round(cx, asked, parts, &meant, &numbers, narrowed).await?;
    let is_exact = hits.iter().any(|hit| hit.answer.worst == Way::Exact);
    let may_differ = may_differ && parts.iter().any(|part| is_forgiving(&part.word));
    let is_plain = !hits.is_empty();
    // Beginnings of several words say enough; of one, somebody else may be meant.
    if is_exact || hits.len() >= FEW || (is_plain && parts.len() > 1) || !may_differ {
        return Ok(hits);
    }
    let known = nearly_the_same(cx, parts, &mut meant).await?;
    hits = round(cx, asked, parts, &meant, &numbers, narrowed).await?;
    let best = |hits: &[Hit]| hits.iter().map(|hit| hit.answer.worst).min().unwrap_or(Way::Parts);
    // Whoever has one error in a word is found by now.
    if !is_plain && best(&hits) > Way::Errors(1) && of_the_others(cx, parts, &mut meant, narrowed, LEFT).await? {
        hits = round(cx, asked, parts, &meant, &numbers, narrowed).await?;
    }
    if !is_plain && best(&hits) > Way::Errors(2) {
        somewhat_alike(cx, parts, &known, &mut meant).await?;
        hits = round(cx, asked, parts, &meant, &numbers, narrowed).await?;
    }
    if hits.is_empty() && of_the_others(cx, parts, &mut meant, narrowed, MANY).await? {
        hits = round(cx, asked, parts, &meant, &numbers, narrowed).await?;
    }
    let last = match best(&hits) {
        _ if is_plain => Way::Errors(1),
        Way::Parts => Way::Parts,
        _ => Way::Sounds,
    };
    hits.retain(|hit| hit.answer.worst <= last);
    Ok(hits)
}

/// Names that a name may stand for.
fn familiar(part: &Part) -> Meant {
    match part.field {
        Field::Any => {
            nickname::others(&part.word).into_iter().map(|name| (name.to_owned(), (Way::Nickname, 0.85))).collect()
        }
        _ => Meant::new(),
    }
}

/// Words of parts that may have errors.
fn forgiving(parts: &[Part]) -> impl Iterator<Item = &str> {
    parts.iter().map(|part| part.word.as_str()).filter(|word| is_forgiving(word))
}

/// Adds words that differ by a letter or sound alike; gives the words of the parts that somebody has.
async fn nearly_the_same(cx: &Cx, parts: &[Part], meant: &mut [Meant]) -> Result<Vec<String>> {
    let keys = json!(forgiving(parts).flat_map(keys).collect::<Vec<_>>()).to_string();
    let found = read_words(cx, NEAR, &keys).await?;
    let known = forgiving(parts).filter(|word| found.iter().any(|known| known == word)).map(str::to_owned).collect();
    add(parts, meant, &found);
    Ok(known)
}

/// Adds words that have parts in common: for words that nobody has, or, where somebody has each of them, for all.
async fn somewhat_alike(cx: &Cx, parts: &[Part], known: &[String], meant: &mut [Meant]) -> Result<()> {
    let is_known = |word: &&str| known.iter().any(|known| known == word);
    let all_known = forgiving(parts).all(|word| is_known(&word));
    let mut found = Vec::new();
    for word in forgiving(parts).filter(|word| all_known || !is_known(word)) {
        found.extend(read_words(cx, ALIKE, &json!(grams(word)).to_string()).await?);
    }
    add(parts, meant, &found);
    Ok(())
}

/// Adds words of contacts that have another part as it was typed: those of the part that fewest have, if they are no more
/// than `most`. Whether it did.
async fn of_the_others(cx: &Cx, parts: &[Part], meant: &mut [Meant], narrowed: &Narrowed, most: usize) -> Result<bool> {
    if parts.len() < 2 {
        return Ok(false);
    }
    let mut fewest: Option<Vec<i64>> = None;
    for part in parts {
        let Some(some) = having(cx, part, &Meant::new(), narrowed).await? else { continue };
        if !some.is_empty() && fewest.as_ref().is_none_or(|known| some.len() < known.len()) {
            fewest = Some(some.into_keys().collect());
        }
    }
    let Some(numbers) = fewest.filter(|some| some.len() <= most) else { return Ok(false) };
    let rows = entries(cx, &json!(numbers).to_string(), narrowed).await?;
    let found: Vec<String> = rows.iter().flat_map(|(_, words, _)| Words::parse(words).indexed().0).collect();
    add(parts, meant, &found);
    Ok(true)
}

/// Adds the words that are most alike.
fn add(parts: &[Part], meant: &mut [Meant], found: &[String]) {
    let mut found: Vec<&String> = found.iter().collect();
    found.sort_unstable();
    found.dedup();
    for (part, meant) in parts.iter().zip(meant).filter(|(part, _)| is_forgiving(&part.word)) {
        let mut some: Vec<(&String, (Way, f64))> =
            found.iter().filter_map(|word| Some((*word, likeness(&part.word, word)?))).collect();
        some.sort_by(|one, other| other.1.1.total_cmp(&one.1.1).then_with(|| one.0.cmp(other.0)));
        for (word, way) in some.into_iter().take(MEANT) {
            meant.entry(word.clone()).or_insert(way);
        }
    }
}

async fn read_words(cx: &Cx, pair: Pair, keys: &str) -> Result<Vec<String>> {
    Ok(
        on!(cx.db(), c => sqlx::query_scalar(pair.of(cx.db())).persistent(cx.db().keeps_plan()).bind(keys).fetch_all(c).await?),
    )
}

/// From where to where the words of a part stand, and single words of it.
fn range(part: &Part) -> (String, Vec<String>) {
    if !part.email.is_empty() {
        return match part.email.strip_prefix('@') {
            // People of a domain have its name as a word.
            Some(domain) => {
                let name = words(domain.split('.').next().unwrap_or_default()).into_iter().next();
                (name.map(|word| word.text).unwrap_or_default(), Vec::new())
            }
            None => (format!("@{}", part.email), Vec::new()),
        };
    }
    let mut single = Vec::new();
    if !part.phone.is_empty() {
        // Stored numbers may lack what stands in front of this one.
        single.extend((7..part.phone.len()).map(|n| format!("#{}", &part.phone[..n])));
        if part.word.is_empty() {
            return (format!("#{}", part.phone), single);
        }
        single.push(part.word.clone());
        return (format!("#{}", part.phone), single);
    }
    (part.word.clone(), single)
}

/// The contacts that have a word for a part: the number of the entry and how like the word is.
async fn having(cx: &Cx, part: &Part, meant: &Meant, narrowed: &Narrowed) -> Result<Option<HashMap<i64, f64>>> {
    let (first, mut single) = range(part);
    single.extend(meant.keys().cloned());
    if first.is_empty() && single.is_empty() {
        return Ok(Some(HashMap::new()));
    }
    let behind = if first.is_empty() { String::new() } else { format!("{first}\u{7f}") };
    let single = json!(single).to_string();
    let rows: Vec<(String, String)> = match narrowed.is_nothing() {
        true => {
            on!(cx.db(), c => sqlx::query_as(HAVING.of(cx.db())).persistent(cx.db().keeps_plan()).bind(&first).bind(&behind).bind(&single)
            .fetch_all(c).await?)
        }
        false => {
            on!(cx.db(), c => sqlx::query_as(HAVING_NARROWED.of(cx.db())).persistent(cx.db().keeps_plan()).bind(&first).bind(&behind).bind(&single)
            .bind(narrowed.organization).bind(narrowed.accounts()).bind(narrowed.scope).bind(narrowed.role())
            .bind(narrowed.store()).fetch_all(c).await?)
        }
    };
    if rows.len() > COMMON || rows.iter().any(|(word, _)| word.is_empty()) {
        return Ok(None);
    }
    let mut out: HashMap<i64, f64> = HashMap::new();
    for (word, numbers) in &rows {
        let likeness = match meant.get(word) {
            Some((_, likeness)) => *likeness,
            None if *word == first => 1.0,
            None => 0.9,
        };
        for n in numbers.split(',').filter_map(|n| n.parse().ok()) {
            let best = out.entry(n).or_default();
            *best = best.max(likeness);
        }
    }
    Ok(Some(out))
}

/// One round: the contacts that have a word for every part, ranked.
async fn round(
    cx: &Cx,
    asked: &Asked,
    parts: &[Part],
    meant: &[Meant],
    numbers: &HashMap<i64, ByNumber>,
    narrowed: &Narrowed,
) -> Result<Vec<Hit>> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut candidates: Option<HashMap<i64, f64>> = None;
    // Long words are those of few. Where few are left, ranking looks at all words of theirs anyway.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(range(&parts[*place]).0.len()));
    for place in order {
        if candidates.as_ref().is_some_and(|known| known.len() <= LEFT) {
            break;
        }
        let (part, meant) = (&parts[place], &meant[place]);
        let Some(mut some) = having(cx, part, meant, narrowed).await? else { continue };
        for (n, found) in numbers {
            if found.contains_key(&place) {
                some.insert(*n, 1.5);
            }
        }
        candidates = Some(match candidates {
            None => some,
            Some(known) => known.into_iter().filter_map(|(n, likeness)| Some((n, likeness + some.get(&n)?))).collect(),
        });
    }
    let candidates = match candidates {
        Some(candidates) => candidates,
        None => all_common(cx, parts, narrowed).await?,
    };
    let mut best: Vec<(i64, f64)> = candidates.into_iter().collect();
    best.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    best.truncate(usize::try_from(COUNTED).unwrap_or(1_000) + 1);
    if best.is_empty() {
        return Ok(Vec::new());
    }
    let chosen = json!(best.iter().map(|(n, _)| n).collect::<Vec<_>>()).to_string();
    let rows = entries(cx, &chosen, narrowed).await?;
    let mut hits: Vec<Hit> = rows
        .into_iter()
        .filter_map(|(n, words, last_order_at)| {
            let answer = answer(asked, parts, meant, &Words::parse(&words), numbers.get(&n))?;
            Some(Hit { n, answer, last_order_at })
        })
        .collect();
    hits.sort_by(|one, other| {
        let by_score = other.answer.score.total_cmp(&one.answer.score);
        by_score.then_with(|| other.last_order_at.cmp(&one.last_order_at)).then_with(|| one.n.cmp(&other.n))
    });
    Ok(hits)
}

/// Numbers, words and times of the last order of the entries with these numbers, a JSON array, that are asked for.
async fn entries(cx: &Cx, numbers: &str, narrowed: &Narrowed) -> Result<Vec<(i64, String, i64)>> {
    Ok(on!(cx.db(), c => sqlx::query_as(ENTRIES.of(cx.db())).persistent(cx.db().keeps_plan()).bind(numbers)
        .bind(narrowed.organization).bind(narrowed.accounts()).bind(narrowed.scope).bind(narrowed.role())
        .bind(narrowed.store()).fetch_all(c).await?))
}

/// Contacts that have a word for every part, where each part alone is in too many.
async fn all_common(cx: &Cx, parts: &[Part], narrowed: &Narrowed) -> Result<HashMap<i64, f64>> {
    let mut typed: Vec<String> = parts.iter().map(|part| range(part).0).filter(|word| !word.is_empty()).collect();
    typed.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let Some(first) = typed.first() else { return Ok(HashMap::new()) };
    let like =
        |n: usize| typed.get(n).map_or("%".to_owned(), |word| format!("% {}%", crate::search::like_escape(word)));
    let rows: Vec<(String, i64)> = on!(cx.db(), c => sqlx::query_as(COMMON_WORDS.of(cx.db())).persistent(cx.db().keeps_plan())
        .bind(first).bind(format!("{first}\u{7f}")).bind(like(1)).bind(like(2))
        .bind(narrowed.organization).bind(narrowed.accounts()).bind(narrowed.scope).bind(narrowed.role())
        .bind(narrowed.store()).fetch_all(c).await?);
    Ok(rows.into_iter().map(|(word, n)| (n, if word == *first { 1.0 } else { 0.9 })).collect())
}
