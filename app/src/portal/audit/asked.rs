//! What of the log the address asks for, by the line or by the controls, and addresses that ask for more of the same.

use crate::form::{Fields, Name};
use crate::{form, words};
use domain::audit::query::{Key, Query};
use domain::error::Error;
use domain::list::Size;

/// The address of the log.
pub const PATH: &str = "/portal/audit";

/// How many pages back the address remembers.
const TRAIL: usize = 20;

form! {
    /// The address of the log: the line and where its page begins; or one control a key, in the order of the keys.
    pub struct Log {
        /// The line.
        q: String,
        /// Before which event the page begins.
        older: String,
        /// The pages before it.
        trail: String,
        /// The event that is shown in full.
        event: String,
        /// How many events on a page.
        size: Size,
        /// What controls cannot show.
        more: String,
        /// Who did it.
        actor: String,
        /// For whom.
        whom: String = "for",
        /// The customer's company.
        company: String,
        /// The action.
        action: String,
        /// What it was done to.
        object: String,
        /// How it went.
        result: String,
        /// The session.
        session: String,
        /// The first day.
        after: String,
        /// The day behind the last one.
        before: String,
        /// Whether it was done for somebody else.
        on_behalf: String = "on-behalf",
    }
}

impl Log {
    /// The control of a key.
    pub fn control(key: Key) -> Name {
        match key {
            Key::Actor => Log::actor(),
            Key::For => Log::whom(),
            Key::Company => Log::company(),
            Key::Action => Log::action(),
            Key::Object => Log::object(),
            Key::Result => Log::result(),
            Key::Session => Log::session(),
            Key::After => Log::after(),
            Key::Before => Log::before(),
            Key::OnBehalf => Log::on_behalf(),
        }
    }
}

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
    /// How many events on a page.
    pub size: Size,
    /// The `older` of each page that was left by "Older"; the first page is 0.
    pub(super) trail: Vec<i64>,
}

impl Asked {
    /// Reads an address.
    pub fn read(log: &Log) -> Asked {
        let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n >= 0);
        let trail = log.trail.split('-').filter_map(number);
        let asked = Asked {
            before: number(&log.older).filter(|n| *n > 0),
            event: number(&log.event),
            size: log.size,
            trail: trail.take(TRAIL).collect(),
            ..Asked::default()
        };
        let line = log.q.trim();
        if line.is_empty() { asked.by_controls(log) } else { asked.by_line(line) }
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
    fn by_controls(self, log: &Log) -> Asked {
        let mut asked = self.by_line(&log.more);
        let mut controls = Query::default();
        for (name, value) in log.pairs() {
            let Some(key) = Key::parse(name) else { continue };
            if let Err(problem) = controls.add(key, false, &value) {
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
        let problem = |name: &str| fields.iter().find(|f| f.name == name).map(|f| words::problem(&f.problem));
        let name = problem("name").map(|text| (text, self.name.map(|(_, typed)| typed).unwrap_or_default()));
        Asked { error: problem("q"), name, ..self }
    }

    /// The address of the list from `older` on.
    fn address(&self, older: i64, trail: &[i64], event: &str) -> String {
        let older = if older > 0 { older.to_string() } else { String::new() };
        let trail: Vec<String> = trail.iter().map(i64::to_string).collect();
        let (q, event) = (self.query.line(), event.to_owned());
        Log { q, older, trail: trail.join("-"), event, size: self.size, ..Log::default() }.address(PATH)
    }

    /// The newest events, so many on a page.
    pub fn sized(&self, size: Size) -> String {
        Asked { size, ..self.clone() }.address(0, &[], "")
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
    Log { q: line.to_owned(), ..Log::default() }.address(PATH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Params;

    fn read(query: &str) -> Asked {
        Asked::read(&Log::read(&Params::parse(query)))
    }

    #[test]
    fn every_key_has_its_control() {
        for key in Key::ALL {
            assert_eq!(Log::control(key).as_str(), key.as_str());
        }
        let in_order: Vec<Key> = Log::NAMES.iter().filter_map(|name| Key::parse(name)).collect();
        assert_eq!(in_order, Key::ALL);
    }

    #[test]
    fn another_size_of_page_begins_with_the_newest_event() {
        let asked = read("q=actor:ana&older=900&trail=0&size=50");
        assert_eq!(asked.older(850), "/portal/audit?q=actor%3Aana&older=850&trail=0%2D900&size=50");
        assert_eq!(asked.sized(Size::ALL[2]), "/portal/audit?q=actor%3Aana&size=100");
    }

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
        let by_controls = read("actor=ana&for=oleg+koval&result=denied&after=&more=-action%3A*.viewed");
        let line = "actor:ana for:\"oleg koval\" result:denied -action:*.viewed";
        assert_eq!((by_controls.typed.as_str(), by_controls.error), (line, None));
        let by_line = read(&format!("q={}", crate::respond::encode(line)));
        assert_eq!(by_line.query, by_controls.query);
    }

    #[test]
    fn what_cannot_be_read_is_kept_with_its_reason() {
        let asked = read("q=who%3Aana");
        assert_eq!(asked.typed, "who:ana");
        assert!(asked.error.is_some_and(|e| e.contains("who:")));
        let asked = read("after=soon&actor=ana");
        assert!(asked.error.is_some() && asked.typed.contains("after:soon"));
    }
}
