//! What comes near a query that nothing, or little, answers as a whole.

use super::{Answer, FEW, RANKED, Term, candidates, json, known, terms, words};
use crate::catalog::rank::{self, Candidate};
use crate::catalog::text::{Query, number_key};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::Result;
use crate::{on, sql};
use std::collections::HashSet;

/// So many candidates are looked at for the few that stand beside what was found.
const BESIDE: i64 = 100;
/// Of a query with more sizes than this, no product is looked for that has all but one of them.
const SIZES: usize = 6;

pairs! {
    /// Words that have parts of three letters of `$1`, those with most first.
    LIKE_IT {
        sqlite: "select g.word from product_gram g where g.gram in (select j.value from json_each($1) j)
            group by g.word order by count(*) desc, g.word limit 80",
        postgres: "select g.word from product_gram g
            where g.gram in (select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j)
            group by g.word order by count(*) desc, g.word limit 80"
    }
    /// Numbers and names of the products of these entries.
    NAMED {
        sqlite: "select p.sku, p.name from json_each($1) j join product_entry e on e.n = j.value
            join product p on p.id = e.product_id",
        postgres: "select p.sku, p.name from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
            join product_entry e on e.n = cast(j.value as bigint) join product p on p.id = e.product_id"
    }
}

/// Entries that have a part of what was asked for, beside the few that have all of it.
pub(super) async fn beside(cx: &Cx, query: &Query, whole: &[i64]) -> Result<Vec<i64>> {
    let Some(lines) = parts_of(cx, query, &[], false, BESIDE).await? else { return Ok(Vec::new()) };
    let ranked = rank::ranked(query, lines.lines().filter_map(Candidate::read));
    let mut seen: HashSet<i64> = whole.iter().copied().collect();
    let others = ranked.iter().map(|(_, one)| one.n).filter(|n| seen.insert(*n));
    Ok(others.take(usize::try_from(FEW).unwrap_or(0).saturating_sub(whole.len())).collect())
}

/// Those that have some parts of a query: the words with all sizes but one, else with one of the sizes, else the words
/// alone, else any of them. None for a query without words: who asks for one size is not helped by another.
async fn parts_of(cx: &Cx, query: &Query, marks: &[Vec<Term>], in_stock: bool, limit: i64) -> Result<Option<String>> {
    let words: Vec<Vec<Term>> = query
        .asked
        .iter()
        .zip(terms(query))
        .filter(|(asked, _)| asked.is_word && asked.text.len() > 2)
        .map(|(_, terms)| terms)
        .collect();
    let numbers = query.asked.iter().filter(|asked| !asked.is_word).map(|asked| vec![Term::exact(asked.text.clone())]);
    let numbers: Vec<Vec<Term>> = numbers.collect();
    let mut tries = Vec::new();
    if (3..=SIZES).contains(&numbers.len()) {
        tries.push([words.clone(), all_but_one(&numbers)].concat());
    }
    tries.extend([[words.clone(), vec![numbers.concat()]].concat(), words.clone(), vec![words.concat()]]);
    tries.retain(|groups| !words.is_empty() && groups.iter().all(|group| !group.is_empty()));
    let mut found: Option<String> = None;
    for groups in tries {
        let lines = candidates(cx, &[groups.as_slice(), marks].concat(), in_stock, limit).await?;
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

/// One of each two of them: what has all but one.
fn all_but_one(of: &[Vec<Term>]) -> Vec<Vec<Term>> {
    let two =
        |(n, one): (usize, &Vec<Term>)| of[n + 1..].iter().map(|other| [one.as_slice(), other].concat()).collect();
    of.iter().enumerate().map(two).collect::<Vec<Vec<Vec<Term>>>>().concat()
}

/// What comes near when nothing has all that was asked for: words put right, then parts left out. A query of numbers and
/// sizes alone has nothing near: who asks for one size is not helped by another.
pub(super) async fn near(cx: &Cx, query: &mut Query, marks: &[Vec<Term>], in_stock: bool) -> Result<(Answer, String)> {
    let all = words(cx).await?;
    let mut is_meant = false;
    let mut is_known = false;
    for asked in query.asked.iter_mut().filter(|asked| asked.is_word) {
        if !asked.also.is_empty() || known(&all, &asked.text).is_some() {
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
    Ok(match parts_of(cx, query, marks, in_stock, RANKED).await? {
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

/// A product whose number is near: its article number and its name.
pub type Near = (String, String);

/// So many near numbers are shown.
const SHOWN: usize = 3;

/// Products whose numbers begin as `$1`, up to `$2`.
const BEGIN: &str = sql!(
    "
    select p.sku, p.name from product_entry e join product p on p.id = e.product_id
    where e.number_key >= $1 and e.number_key < $2
    order by e.number_key limit 200
"
);

/// Products whose numbers are nearly what was typed: one mistake in a short number, two in a long one. Those that begin in
/// the same way are looked at first; where none of them is near, those that have all parts of the number but one.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn near_products(cx: &Cx, typed: &str) -> Result<Vec<Near>> {
    let key: String = number_key(typed);
    if !(4..=40).contains(&key.len()) {
        return Ok(Vec::new());
    }
    let begin = &key[..key.len() / 2];
    let found: Vec<Near> =
        on!(cx.db(), c => sqlx::query_as(BEGIN).bind(begin).bind(format!("{begin}~")).fetch_all(c).await?);
    let near = nearest(&key, found);
    if !near.is_empty() {
        return Ok(near);
    }
    let parts: Vec<String> =
        typed.split(['-', '.', ' ', '/', '_']).map(number_key).filter(|part| !part.is_empty()).take(6).collect();
    if parts.len() < 3 {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for left_out in 0..parts.len() {
        let others = parts.iter().enumerate().filter(|(n, _)| *n != left_out);
        let groups: Vec<Vec<Term>> = others.map(|(_, part)| vec![Term::exact(part.clone())]).collect();
        let lines = candidates(cx, &groups, false, 50).await?;
        found.extend(lines.lines().filter_map(Candidate::read).map(|one| one.n));
    }
    found.sort_unstable();
    found.dedup();
    let found: Vec<Near> = on!(cx.db(), c => sqlx::query_as(NAMED.of(cx.db())).bind(json(&found)).fetch_all(c).await?);
    Ok(nearest(&key, found))
}

/// Those whose numbers are near a key, the nearest first.
fn nearest(key: &str, found: Vec<Near>) -> Vec<Near> {
    let wanted: Vec<char> = key.chars().collect();
    let most = if wanted.len() < 8 { 1 } else { 2 };
    let errors = |sku: &str| rank::distance(&wanted, &number_key(sku).chars().collect::<Vec<char>>(), most);
    let mut near: Vec<(usize, Near)> = found.into_iter().filter_map(|one| Some((errors(&one.0)?, one))).collect();
    near.sort();
    near.into_iter().take(SHOWN).map(|(_, one)| one).collect()
}

/// The numbers that are near what was typed into a search.
pub(super) async fn near_numbers(cx: &Cx, typed: &str) -> Result<Vec<String>> {
    if !typed.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    Ok(near_products(cx, typed).await?.into_iter().map(|(sku, _)| sku).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_or_two_are_found() {
        let near = |typed: &str| {
            let all = ["HB-M8-40-ZN", "HB-M8-45-ZN", "BB-6204-2RS", "TL-M-50", "417"];
            let all = all.iter().map(|sku| ((*sku).to_owned(), String::new())).collect();
            nearest(&number_key(typed), all).into_iter().map(|(sku, _)| sku).collect::<Vec<String>>()
        };
        assert_eq!(near("HB-M8-04-ZN")[0], "HB-M8-40-ZN");
        assert_eq!(near("BB 6204 2R"), ["BB-6204-2RS"]);
        assert_eq!(near("TLM60"), ["TL-M-50"]);
        assert!(near("XY-999-1").is_empty());
    }

    #[test]
    fn one_of_each_two_is_all_but_one() {
        let of: Vec<Vec<Term>> = ["a", "b", "c"].map(|text| vec![Term::exact(text)]).to_vec();
        let groups = all_but_one(&of);
        let has =
            |parts: &[&str]| groups.iter().all(|group| group.iter().any(|term| parts.contains(&term.text.as_str())));
        assert_eq!(groups.len(), 3);
        assert!(has(&["a", "b"]) && has(&["b", "c"]) && has(&["a", "c"]) && !has(&["a"]) && !has(&["c"]));
    }
}
