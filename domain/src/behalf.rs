//! Login on behalf: delegation, not impersonation. The agent stays the actor, the customer is the subject.
//!
//! A request is made in the portal, verified once with the agent's own credentials under `/as/{slug}`, and from then on
//! its row is checked at every request. Ending is a state of the row, so nothing is alive one request later.

pub mod ask;
pub mod code;
pub mod consent;
pub mod customer;
pub mod history;
pub mod live;
pub mod second;
pub mod store;
pub mod supervise;

use crate::cx::Mode;
use crate::error::{Error, Field, Problem, Result};
use crate::policy::Role;

/// Reasons that need no further words.
pub const PRESETS: [&str; 4] =
    ["Help with an order", "Reproduce a problem", "Price or stock question", "Payment or invoice question"];
/// The value of the reason field that asks for own words.
pub const OTHER: &str = "other";

/// What an agent asks for, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Why, in words.
    pub reason: String,
    /// Ticket reference, or empty.
    pub ticket: String,
    /// View only or full.
    pub mode: Mode,
    /// Minutes until it ends.
    pub minutes: i64,
}

impl Request {
    /// Checks what was typed. A ticket or a preset is reason enough; own words need at least 10 characters.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming each field.
    pub fn parse(
        preset: &str,
        words: &str,
        ticket: &str,
        mode: &str,
        minutes: &str,
        role: Role,
        cap: i64,
    ) -> Result<Request> {
        let mut wrong = Vec::new();
        let words = words.trim();
        let ticket = ticket.trim();
        if words.chars().count() > 2_000 {
            wrong.push(Field { name: "words", problem: Problem::TooLong(2_000) });
        }
        if ticket.chars().count() > 40 {
            wrong.push(Field { name: "ticket", problem: Problem::TooLong(40) });
        }
        for (name, text) in [("words", words), ("ticket", ticket)] {
            if text.chars().any(char::is_control) {
                wrong.push(Field { name, problem: Problem::Unprintable });
            }
        }
        let known = PRESETS.contains(&preset);
        let reason = match (known, words.is_empty()) {
            (true, true) => preset.to_owned(),
            (true, false) => format!("{preset}: {words}"),
            (false, _) => words.to_owned(),
        };
        if !known && !preset.is_empty() && preset != OTHER {
            wrong.push(Field { name: "preset", problem: Problem::NotAChoice });
        } else if !known && ticket.is_empty() {
            match (preset, words.chars().count()) {
                ("", 0) => wrong.push(Field { name: "preset", problem: Problem::Required }),
                (_, 0..10) => wrong.push(Field { name: "words", problem: Problem::TooShort(10) }),
                _ => {}
            }
        }
        let mode = match (mode, role.behalf_mode()) {
            (_, Some(Mode::View)) | ("view", _) => Mode::View,
            ("full" | "", _) => Mode::Full,
            _ => {
                wrong.push(Field { name: "mode", problem: Problem::NotAChoice });
                Mode::View
            }
        };
        let minutes = match minutes {
            "" => 30.min(cap),
            text => match text.parse::<i64>() {
                Ok(n) if [15, 30, 60].contains(&n) && n <= cap => n,
                _ => {
                    wrong.push(Field { name: "minutes", problem: Problem::NotAChoice });
                    cap
                }
            },
        };
        if wrong.is_empty() {
            Ok(Request { reason, ticket: ticket.to_owned(), mode, minutes })
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(preset: &str, words: &str, ticket: &str) -> Result<Request> {
        Request::parse(preset, words, ticket, "full", "30", Role::Agent, 60)
    }

    #[test]
    fn a_reason_is_required_and_own_words_need_ten_characters() {
        assert!(parse("", "", "").is_err());
        assert!(parse("other", "123456789", "").is_err());
        assert!(parse("other", "1234567890", "").is_ok());
        assert!(parse("", "", "SUP-812").is_ok());
        assert_eq!(parse(PRESETS[0], "", "").expect("fits").reason, PRESETS[0]);
        assert!(parse("other", &"x".repeat(2_001), "").is_err());
        assert!(parse("invented", "long enough words", "").is_err());
    }

    #[test]
    fn a_junior_only_looks() {
        let request = Request::parse(PRESETS[0], "", "", "full", "30", Role::Junior, 60).expect("fits");
        assert_eq!(request.mode, Mode::View);
    }

    #[test]
    fn duration_is_one_of_the_choices_and_under_the_cap() {
        for (minutes, cap, ok) in [("60", 60, true), ("60", 30, false), ("14", 60, false), ("9e9", 60, false)] {
            let request = Request::parse(PRESETS[0], "", "", "full", minutes, Role::Agent, cap);
            assert_eq!(request.is_ok(), ok, "{minutes} under {cap}");
        }
    }
}
