//! Login on behalf: delegation, not impersonation. The agent stays the actor, the customer is the subject.
//!
//! A request is made in the portal, verified once with the agent's own credentials under `/as/{slug}`, and from then on
//! its row is checked at every request. Ending is a state of the row, so nothing is alive one request later.

pub mod ask;
mod cause;
pub mod code;
pub mod consent;
pub mod customer;
pub mod db;
pub mod ending;
pub mod entry;
pub mod extend;
pub(crate) mod find;
pub mod found;
pub mod handoff;
pub mod help;
pub mod history;
pub mod landing;
pub(crate) mod life;
pub mod live;
pub(crate) mod lock;
mod mail;
pub mod note;
pub mod others;
pub mod over;
pub mod override_consent;
pub mod own;
pub mod passkey;
pub(crate) mod started;
pub mod supervise;

pub use cause::Cause;

use crate::cx::Mode;
use crate::env::Limits;
use crate::error::{Error, Field, Problem, Result};
use crate::policy::Grants;
use crate::text;
use crate::text_enum::text_enum;

text_enum! {
    /// Where an on-behalf session is.
    pub enum State {
        /// It was asked for.
        Requested => "requested",
        /// It is open.
        Active => "active",
        /// It is over.
        Ended => "ended",
    }
}

/// Reasons that need no further words.
pub const PRESETS: [&str; 4] =
    ["Help with an order", "Reproduce a problem", "Price or stock question", "Payment or invoice question"];
/// The longest reason in own words, in characters.
const LONGEST_REASON: usize = 2_000;
/// The longest number of a ticket, in characters.
pub const LONGEST_TICKET: usize = 40;
/// The value of the reason field that asks for own words.
pub const OTHER: &str = "other";

/// How many minutes a session of somebody with these grants may last.
pub fn cap(grants: &Grants, limits: &Limits) -> i64 {
    grants.minutes.min(limits.behalf_minutes)
}

/// The durations that can be chosen, in minutes: 15, 30 and 60 as far as the cap allows them, and the cap itself.
pub fn durations(cap: i64) -> Vec<i64> {
    [15, 30, 60].into_iter().filter(|n| *n < cap).chain([cap]).collect()
}

/// The duration unless another one is chosen.
pub fn usual(cap: i64) -> i64 {
    30.min(cap)
}

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
    /// The page of the portal it is asked for on, where its end leads to; empty for the contact's.
    pub back: String,
    /// The page of the storefront that it begins on (see [`landing`]); empty for its start page.
    pub to: String,
    /// A second person is there, in case the customer's word is never.
    pub second: bool,
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
        grants: &Grants,
        limits: &Limits,
    ) -> Result<Request> {
        let cap = cap(grants, limits);
        let mut wrong = Vec::new();
        let words = words.trim();
        let ticket = ticket.trim();
        for (name, typed, longest) in [("words", words, LONGEST_REASON), ("ticket", ticket, LONGEST_TICKET)] {
            if let Err(problem) = text::line(typed, longest) {
                wrong.push(Field { name, problem });
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
        let mode = match (mode, grants.behalf) {
            (_, Some(Mode::View)) | ("view", _) => Mode::View,
            ("full" | "", _) => Mode::Full,
            _ => {
                wrong.push(Field { name: "mode", problem: Problem::NotAChoice });
                Mode::View
            }
        };
        let minutes = match minutes {
            "" => usual(cap),
            text => match text.parse::<i64>() {
                Ok(n) if durations(cap).contains(&n) => n,
                _ => {
                    wrong.push(Field { name: "minutes", problem: Problem::NotAChoice });
                    cap
                }
            },
        };
        if wrong.is_empty() {
            Ok(Request {
                reason,
                ticket: ticket.to_owned(),
                mode,
                minutes,
                back: String::new(),
                to: String::new(),
                second: false,
            })
        } else {
            Err(Error::Invalid(wrong))
        }
    }
}

/// Why, in own words: from 10 to 2,000 characters, without control characters.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn own_words(typed: &str) -> std::result::Result<String, Problem> {
    match text::line(typed, LONGEST_REASON)? {
        short if short.chars().count() < 10 => Err(Problem::TooShort(10)),
        text => Ok(text.to_owned()),
    }
}

/// The page of the portal that a session was asked for on, or nothing when it is no such page.
pub fn back(path: &str) -> &str {
    let is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    let is_page =
        ["/portal/contacts/", "/portal/orders/", "/portal/organizations/"].iter().any(|p| path.starts_with(p));
    if is_plain && is_page && path.len() <= 120 && !path.contains("..") && !path.contains("//") { path } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Role;

    #[test]
    fn the_way_back_is_a_page_of_the_portal() {
        assert_eq!(back("/portal/orders/4F7-22KD"), "/portal/orders/4F7-22KD");
        for other in [
            "",
            "/",
            "//evil.example",
            "/portal/contacts/../x",
            "/portal/contacts//evil",
            "/portal/orders/a?b=c",
            "https://evil.example",
        ] {
            assert_eq!(back(other), "", "{other}");
        }
    }

    fn parse(preset: &str, words: &str, ticket: &str) -> Result<Request> {
        Request::parse(preset, words, ticket, "full", "30", &Grants::of(Role::Agent), &Limits::default())
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
    fn a_card_number_is_neither_a_reason_nor_a_ticket() {
        for (words, ticket, name) in
            [("charge 4111 1111 1111 1111", "", "words"), ("", "4111-1111-1111-1111", "ticket")]
        {
            assert_eq!(parse(PRESETS[0], words, ticket), Err(Error::field(name, Problem::CardNumber)));
        }
    }

    #[test]
    fn a_junior_only_looks() {
        let junior = Grants::of(Role::Junior);
        let request = Request::parse(PRESETS[0], "", "", "full", "30", &junior, &Limits::default()).expect("fits");
        assert_eq!(request.mode, Mode::View);
    }

    #[test]
    fn duration_is_one_of_the_choices_and_under_the_cap() {
        for (minutes, cap, ok) in [
            ("60", 60, true),
            ("60", 30, false),
            ("14", 60, false),
            ("9e9", 60, false),
            ("45", 60, false),
            ("45", 45, true),
            ("10", 10, true),
        ] {
            // Whichever of the two caps is the lower one holds.
            for (role, site) in [(cap, 60), (60, cap)] {
                let grants = Grants { minutes: role, ..Grants::of(Role::Agent) };
                let limits = Limits { behalf_minutes: site, ..Limits::default() };
                let request = Request::parse(PRESETS[0], "", "", "full", minutes, &grants, &limits);
                assert_eq!(request.is_ok(), ok, "{minutes} under {cap}");
            }
        }
    }

    #[test]
    fn a_cap_between_the_usual_durations_can_be_chosen_itself() {
        assert_eq!((durations(60), usual(60)), (vec![15, 30, 60], 30));
        assert_eq!((durations(45), usual(45)), (vec![15, 30, 45], 30));
        assert_eq!((durations(15), usual(15)), (vec![15], 15));
        assert_eq!((durations(10), usual(10)), (vec![10], 10));
    }
}
