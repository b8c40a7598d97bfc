//! What of the log the address asks for, by the line or by the controls, and addresses that ask for more of the same.

use crate::form::Params;
use crate::part::link::link;
use crate::words;
use domain::audit::query::{Key, Query};
use domain::error::Error;

/// How many pages back the address remembers.
const TRAIL: usize = 20;

/// What is asked for, and the way here.
#[derive(Clone, Default)]
pub struct Asked {
    /// The filter.
    pub query: Query,
    /// The line as it was typed, or as the controls write it.
    pub typed: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What is wrong with the name that a filter is to be kept under, and that name.
    pub name: Option<(String, String)>,
    /// Before which event the page begins.
    pub before: Option<i64>,
    /// The event that is shown in full.
    pub event: Option<i64>,
    /// The `older` of each page that was left by "Older"; the first page is 0.
    pub(super) trail: Vec<i64>,
}

impl Asked {
    /// Reads an address.
    pub fn read(params: &Params) -> Asked {
        let number = |name: &str| params.get(name).parse::<i64>().ok().filter(|n| *n >= 0);
        let trail = params.get("trail").split('-').filter_map(|n| n.parse::<i64>().ok());
        let asked = Asked {
            before: number("older").filter(|n| *n > 0),
            event: number("event"),
            trail: trail.filter(|n| *n >= 0).take(TRAIL).collect(),
            ..Asked::default()
        };
        let line = params.get("q").trim();
        if line.is_empty() { asked.by_controls(params) } else { asked.by_line(line) }
    }

    /// A filter as a form carries it.
    pub fn of_line(line: &str) -> Asked {
        Asked::default().by_line(line)
    }

    fn by_line(self, line: &str) -> Asked {
        match Query::parse(line) {
            Ok(query) => Asked { typed: query.line(), query, ..self },
            Err(error) => Asked { typed: line.to_owned(), ..self }.refused(&error),
        }
    }

    /// Each control is a term; what controls cannot show comes along in `more`.
    fn by_controls(self, params: &Params) -> Asked {
        let mut asked = self.by_line(params.get("more"));
        let mut controls = Query::default();
        for key in Key::ALL {
            let value = params.get(key.as_str());
            if let Err(problem) = controls.add(key, false, value) {
                asked.error = Some(words::problem(&problem));
                asked.typed = format!("{} {}:{value}", asked.typed, key.as_str());
            }
        }
        controls.terms.extend(asked.query.terms);
        asked.query = controls;
        if asked.error.is_none() {
            asked.typed = asked.query.line();
        }
        asked
    }

    /// The same with what is wrong with it in words.
    pub fn refused(self, error: &Error) -> Asked {
        let Error::Invalid(fields) = error else { return self };
        let told = |name: &str| fields.iter().find(|f| f.name == name).map(|f| words::problem(&f.problem));
        let name = told("name").map(|text| (text, self.name.map(|(_, typed)| typed).unwrap_or_default()));
        Asked { error: told("q"), name, ..self }
    }

    /// The address of the list from `older` on.
    fn address(&self, older: i64, trail: &[i64], event: &str) -> String {
        let older = if older > 0 { older.to_string() } else { String::new() };
        let trail: Vec<String> = trail.iter().map(i64::to_string).collect();
        let query = self.query.line();
        link("/portal/audit", &[("q", &query), ("older", &older), ("trail", &trail.join("-")), ("event", event)])
    }

    /// The page of events before `last`.
    pub fn older(&self, last: i64) -> String {
        let mut trail = self.trail.clone();
        trail.push(self.before.unwrap_or(0));
        let from = trail.len().saturating_sub(TRAIL);
        self.address(last, &trail[from..], "")
    }

    /// The page that this one was reached from; the newest when that is not known.
    pub fn newer(&self) -> Option<String> {
        self.before?;
        let (before, rest) = self.trail.split_last().map_or((0, &[][..]), |(last, rest)| (*last, rest));
        Some(self.address(before, rest, ""))
    }

    /// The same page with one event in full.
    pub fn with_event(&self, seq: i64) -> String {
        format!("{}#event", self.address(self.before.unwrap_or(0), &self.trail, &seq.to_string()))
    }

    /// The same page without it, where it was.
    pub fn without_event(&self, seq: i64) -> String {
        format!("{}#e{seq}", self.address(self.before.unwrap_or(0), &self.trail, ""))
    }
}

/// The address of the log with a filter.
pub fn filtered(line: &str) -> String {
    link("/portal/audit", &[("q", line)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(before: Option<i64>, trail: &[i64]) -> Asked {
        Asked { before, trail: trail.to_vec(), ..Asked::default() }
    }

    #[test]
    fn newer_leads_back_the_way_one_came() {
        assert_eq!(asked(None, &[]).newer(), None);
        assert_eq!(asked(None, &[]).older(900), "/portal/audit?older=900&trail=0");
        assert_eq!(asked(Some(900), &[0]).older(850), "/portal/audit?older=850&trail=0%2D900");
        assert_eq!(asked(Some(850), &[0, 900]).newer().as_deref(), Some("/portal/audit?older=900&trail=0"));
        assert_eq!(asked(Some(900), &[0]).newer().as_deref(), Some("/portal/audit"));
    }

    #[test]
    fn controls_and_line_are_one_filter() {
        let by_controls =
            Asked::read(&Params::parse("actor=ana&for=oleg+koval&result=denied&after=&more=-action%3A*.viewed"));
        let line = "actor:ana for:\"oleg koval\" result:denied -action:*.viewed";
        assert_eq!((by_controls.typed.as_str(), by_controls.error), (line, None));
        let by_line = Asked::read(&Params::parse(&format!("q={}", crate::respond::encode(line))));
        assert_eq!(by_line.query, by_controls.query);
    }

    #[test]
    fn what_cannot_be_read_is_kept_with_its_reason() {
        let asked = Asked::read(&Params::parse("q=who%3Aana"));
        assert_eq!(asked.typed, "who:ana");
        assert!(asked.error.is_some_and(|e| e.contains("who:")));
        let asked = Asked::read(&Params::parse("after=soon&actor=ana"));
        assert!(asked.error.is_some() && asked.typed.contains("after:soon"));
    }
}
