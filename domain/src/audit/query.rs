//! A filter of the log as a line that people type: `actor:ana for:oleg action:order.* -result:success`.
//!
//! Rule: a line is a list of terms. Terms of one key are alternatives, all keys must match, and a `-` in front
//! excludes. [`Query::parse`] and [`Query::line`] are inverse, so a saved filter is stored as its line.

use crate::audit::Outcome;
use crate::error::{Error, Problem, Result};
use crate::text_enum::text_enum;

/// The longest line, in characters.
pub const LONGEST: usize = 1_000;
/// The most terms a line may have.
const MOST: usize = 24;

text_enum! {
    /// The key of a term, in the order in which the page lists them.
    pub enum Key {
        /// Who did it.
        Actor => "actor",
        /// The customer for whom it was done.
        For => "for",
        /// The customer's company.
        Company => "company",
        /// The action, with `*` for any characters.
        Action => "action",
        /// What it was done to.
        Object => "object",
        /// `success` or `denied`.
        Result => "result",
        /// The session in which it was done.
        Session => "session",
        /// At or after this day or minute, UTC.
        After => "after",
        /// Before this day or minute, UTC.
        Before => "before",
        /// `yes` or `no`: whether it was done for somebody else.
        OnBehalf => "on-behalf",
    }
}

/// One term of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its key.
    pub key: Key,
    /// Whether it excludes.
    pub not: bool,
    /// Its value.
    pub value: String,
}

/// A filter over the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its terms, as they were typed.
    pub terms: Vec<Term>,
}

impl Query {
    /// Reads a line.
    ///
    /// # Errors
    /// [`Error::Invalid`] at the field `q`: a key that does not exist, a word without a key, or a value that its key does
    /// not take.
    pub fn parse(line: &str) -> Result<Query> {
        if line.chars().count() > LONGEST {
            return Err(Error::field("q", Problem::TooLong(LONGEST)));
        }
        let mut query = Query::default();
        for word in words(line) {
            let (not, word) = word.strip_prefix('-').map_or((false, word.as_str()), |rest| (true, rest));
            let Some((key, value)) = word.split_once(':') else {
                return Err(Error::field("q", Problem::NoKey(word.to_owned())));
            };
            let key = Key::parse(&key.to_lowercase())
                .ok_or_else(|| Error::field("q", Problem::UnknownKey(key.to_owned())))?;
            query.add(key, not, value).map_err(|problem| Error::field("q", problem))?;
        }
        Ok(query)
    }

    /// Adds a term; an empty value adds nothing.
    ///
    /// # Errors
    /// The [`Problem`] of a value that its key does not take.
    pub fn add(&mut self, key: Key, not: bool, value: &str) -> std::result::Result<(), Problem> {
        let value: String = value.trim().chars().filter(|c| !c.is_control() && *c != '"').collect();
        if value.is_empty() {
            return Ok(());
        }
        if self.terms.len() >= MOST {
            return Err(Problem::TooLong(LONGEST));
        }
        let value = match key {
            Key::Result => outcome(&value).ok_or(Problem::NotAResult)?.to_string(),
            Key::OnBehalf => yes(&value).ok_or(Problem::NotAYes)?.to_owned(),
            Key::After | Key::Before => match (moment(&value), not) {
                (Some(_), false) => value,
                _ => return Err(Problem::NotADate),
            },
            Key::Action => value.to_lowercase(),
            _ => value,
        };
        let term = Term { key, not, value };
        if !self.terms.contains(&term) {
            self.terms.push(term);
        }
        Ok(())
    }

    /// The filter as a line.
    pub fn line(&self) -> String {
        let words: Vec<String> = self
            .terms
            .iter()
            .map(|t| {
                let (minus, key) = (if t.not { "-" } else { "" }, t.key.as_str());
                let quote = if t.value.contains(char::is_whitespace) { "\"" } else { "" };
                format!("{minus}{key}:{quote}{}{quote}", t.value)
            })
            .collect();
        words.join(" ")
    }

    /// The first value of a key that does not exclude, or empty.
    pub fn first(&self, key: Key) -> &str {
        self.values(key, false).next().unwrap_or_default()
    }

    /// The values of a key.
    pub fn values(&self, key: Key, not: bool) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(move |t| t.key == key && t.not == not).map(|t| t.value.as_str())
    }

    /// Whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The terms that a form with one control per key cannot show: exclusions, and second values.
    pub fn rest(&self) -> Query {
        let mut seen: Vec<Key> = Vec::new();
        let terms = self.terms.iter().filter(|t| {
            let is_shown = !t.not && !seen.contains(&t.key);
            if is_shown {
                seen.push(t.key);
            }
            !is_shown
        });
        Query { terms: terms.cloned().collect() }
    }
}

/// The words of a line; quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let (mut all, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => all.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    all.push(word);
    all.retain(|w| !w.is_empty());
    all
}

fn outcome(value: &str) -> Option<Outcome> {
    match value.to_lowercase().as_str() {
        "ok" | "done" => Some(Outcome::Success),
        "refused" | "failed" | "error" => Some(Outcome::Denied),
        word => Outcome::parse(word),
    }
}

fn yes(value: &str) -> Option<&'static str> {
    match value.to_lowercase().as_str() {
        "yes" | "1" | "true" => Some("yes"),
        "no" | "0" | "false" => Some("no"),
        _ => None,
    }
}

/// A day or a minute in UTC, as times in the log begin: `2026-05-01` or `2026-05-01T14:00`. Only days that exist.
pub(crate) fn moment(value: &str) -> Option<String> {
    let Some((date, time)) = value.split_once(['T', 't']) else {
        return is_day(value).then(|| format!("{value}T00:00:00.000000Z"));
    };
    let (hour, minute) = time.strip_suffix(['Z', 'z']).unwrap_or(time).split_once(':')?;
    let fits = is_day(date) && digits(hour, 2)? < 24 && digits(minute, 2)? < 60;
    fits.then(|| format!("{date}T{hour}:{minute}:00.000000Z"))
}

/// Whether a day exists, from 1970 on.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    year >= 1970 && (1..=days).contains(&day)
}

/// A number of exactly so many digits, without any sign.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_reads_back_as_typed() {
        for line in [
            "",
            "actor:ana for:oleg company:north action:order.* object:4F7 result:denied session:x after:2026-05-01",
            "for:\"Oleg Koval\" -action:*.viewed before:2026-05-01T14:30 on-behalf:yes",
        ] {
            assert_eq!(Query::parse(line).map(|q| q.line()).as_deref(), Ok(line));
        }
        assert_eq!(
            Query::parse("  -Result:ok  result:refused ").map(|q| q.line()).as_deref(),
            Ok("-result:success result:denied")
        );
    }

    #[test]
    fn unreadable_terms_are_named() {
        let check =
            |line: &str, problem: Problem| assert_eq!(Query::parse(line), Err(Error::field("q", problem)), "{line}");
        check("who:ana", Problem::UnknownKey("who".to_owned()));
        check("ana", Problem::NoKey("ana".to_owned()));
        check("after:yesterday", Problem::NotADate);
        for day in ["2026-13-01", "2026-00-10", "2026-02-31", "2026-02-29", "2100-02-29", "2026-04-31", "2026-05-00"] {
            check(&format!("after:{day}"), Problem::NotADate);
            check(&format!("before:{day}T10:00"), Problem::NotADate);
        }
        for text in [
            "2026-+5-01",
            "+026-05-01",
            "2026-5-1",
            "1969-12-31",
            "2026-05-01T24:00",
            "2026-05-01T+9:00",
            "2026-05-01T10",
        ] {
            check(&format!("after:{text}"), Problem::NotADate);
        }
        for day in ["2024-02-29", "2000-02-29", "2026-12-31T23:59Z"] {
            assert!(Query::parse(&format!("after:{day}")).is_ok(), "{day}");
        }
        check("-after:2026-05-01", Problem::NotADate);
        check("result:maybe", Problem::NotAResult);
        check("on-behalf:maybe", Problem::NotAYes);
        check(&"a".repeat(LONGEST + 1), Problem::TooLong(LONGEST));
        assert!(Query::parse(&"actor:a actor:b ".repeat(20)).is_ok(), "the same again adds nothing");
    }

    #[test]
    fn controls_and_rest_make_the_query() {
        let query = Query::parse("actor:ana actor:ben -result:success action:order.*").unwrap_or_default();
        assert_eq!((query.first(Key::Actor), query.first(Key::Action)), ("ana", "order.*"));
        assert_eq!(query.rest().line(), "actor:ben -result:success");
    }
}
