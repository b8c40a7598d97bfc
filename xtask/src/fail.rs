//! The one error type: a sentence for the person at the terminal.

use std::fmt;

/// Why a step stopped, and what to do about it, in one sentence.
#[derive(Debug)]
pub struct Fail(String);

/// What every step returns.
pub type Outcome<T = ()> = Result<T, Fail>;

impl Fail {
    /// A failure with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Turns any error into a [`Fail`] by saying what was being done.
pub trait Context<T> {
    /// `sentence` should name the file or the command, and the way out.
    fn or_fail(self, sentence: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> Context<T> for Result<T, E> {
    fn or_fail(self, sentence: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|error| Fail(format!("{} ({error})", sentence())))
    }
}
