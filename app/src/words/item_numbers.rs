//! What is said about the rows of a file of own item numbers.

use crate::{t, words};
use domain::own_item::upload::{State, Why};

/// A state in a word, and the tone of its mark.
pub fn state(state: &State) -> (&'static str, &'static str) {
    match state {
        State::New => (t!("numbers-state-new"), "success"),
        State::Changed(..) => (t!("numbers-state-changed"), "info"),
        State::Unchanged => (t!("numbers-state-unchanged"), "neutral"),
        State::Refused(_) => (t!("numbers-state-refused"), "danger"),
    }
}

/// What is said beside the state.
pub fn why(state: &State) -> String {
    match state {
        State::New | State::Unchanged => String::new(),
        State::Changed(number, sku) => t!("numbers-why-changed", number = number, sku = sku),
        State::Refused(Why::Number(problem)) => words::problem(problem),
        State::Refused(Why::NoArticle) => t!("numbers-why-no-article").to_owned(),
        State::Refused(Why::Unknown) => t!("wrong-unknown-article").to_owned(),
        State::Refused(Why::Several) => t!("numbers-why-several").to_owned(),
        State::Refused(Why::Twice(row)) => t!("numbers-why-twice", row = row.to_string()),
    }
}
