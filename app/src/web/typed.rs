//! What was typed into the form of a request, for what is kept of a page that fails ([`crate::problem`]).

use crate::web::params::Params;
use std::sync::{Arc, Mutex, PoisonError};

/// Names and values as they came. It has no `Debug`: passwords are among them until the answer is made.
#[derive(Clone, Default)]
pub struct Typed(Arc<Mutex<Vec<(String, String)>>>);

impl Typed {
    /// Remembers a form that was read.
    pub fn keep(&self, form: &Params) {
        let pairs = form.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = pairs.collect();
    }

    /// Remembers one more field.
    pub fn also(&self, name: &str, value: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), value.to_owned()));
    }

    /// All of it; nothing of it stays here.
    pub fn take(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
