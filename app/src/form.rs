//! Reads forms and queries, and keeps the typed values for the page that shows the form again.
//!
//! Rules: a name that comes twice counts the first time; NUL and invalid UTF-8 are refused; passwords are never echoed. A page
//! says which fields its form has with [`form!`](crate::form!), and takes it as [`Posted`]; a query likewise, as [`Asked`].

pub mod parts;
mod typed;
mod value;

pub use crate::web::params::Params;
pub use typed::{Asked, Fields, Name, Posted, address};
pub use value::{Choice, Each, Page, Secret, Value, Words};

use crate::answer::Fail;
use crate::web::Web;
use crate::words;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use domain::error::{Conflict, Error, Field, Problem, Result};
use http::StatusCode;
use percent_encoding::percent_decode_str;

/// A posted form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Params,
    wrong: Vec<Field>,
}

impl Form {
    /// A form that nobody has filled in yet, with these values.
    pub fn with(values: &[(&str, &str)]) -> Form {
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Form { values: values.collect(), wrong: Vec::new() }
    }

    /// All that was typed.
    pub fn params(&self) -> &Params {
        &self.values
    }

    /// The form with this value in a field, and what was wrong with it still there.
    pub fn set(mut self, name: Name, value: &str) -> Form {
        self.values.set(name.as_str(), value);
        self
    }

    /// The form without these fields.
    pub fn without(mut self, names: &[&str]) -> Form {
        self.values.remove(names);
        self
    }

    /// What was typed.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name)
    }

    /// The names, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name)
    }

    /// What was typed, if there was such a field.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.values.find(name)
    }

    /// Keeps the problems of fields; gives back every other error.
    ///
    /// # Errors
    /// Everything that is not about fields.
    pub fn reject(mut self, error: Error) -> Result<Form> {
        match error {
            Error::Invalid(fields) => {
                self.wrong = fields;
                Ok(self)
            }
            other => Err(other),
        }
    }

    /// What is wrong with a field, in words.
    pub fn error(&self, name: &str) -> Option<String> {
        self.wrong.iter().find(|f| f.name == name).map(|f| words::problem(&f.problem))
    }

    /// Everything that is wrong, in words, with the names of the fields.
    pub fn errors(&self) -> Vec<(&'static str, String)> {
        self.wrong.iter().map(|f| (f.name, words::problem(&f.problem))).collect()
    }

    /// Whether something is missing that has to be typed.
    pub fn is_incomplete(&self) -> bool {
        self.wrong.iter().any(|f| f.problem == Problem::Required)
    }

    /// The form for a page that asks for credentials once more: these values alone, and the marks of empty fields. That
    /// credentials do not match is said once for the page, not at one of its fields.
    pub fn once_more(&self, names: &[&str]) -> Form {
        let values = names.iter().map(|n| ((*n).to_owned(), self.get(n).to_owned()));
        let wrong = self.wrong.iter().filter(|f| f.problem == Problem::Required).cloned().collect();
        Form { values: values.collect(), wrong }
    }

    /// Whether anything is wrong.
    pub fn is_rejected(&self) -> bool {
        !self.wrong.is_empty()
    }
}

/// The largest form that is read, in bytes.
pub const LARGEST_FORM: usize = 64 * 1024;

impl Form {
    /// Reads a posted form for the session of the request, see [`Web::context`].
    ///
    /// # Errors
    /// What no page of ours sends, and a form of another session.
    pub fn read(web: &Web, body: &[u8]) -> std::result::Result<Form, Fail> {
        Form::read_within(web, body, LARGEST_FORM)
    }

    /// The same for a form that may be larger.
    ///
    /// # Errors
    /// As [`Form::read`].
    pub fn read_within(web: &Web, body: &[u8], most: usize) -> std::result::Result<Form, Fail> {
        if body.len() > most {
            return Err(Fail::Status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        let text = std::str::from_utf8(body).map_err(|_| Fail::Status(StatusCode::BAD_REQUEST))?;
        let valid = text
            .split(['&', '='])
            .all(|part| percent_decode_str(part).decode_utf8().is_ok_and(|decoded| !decoded.contains('\0')));
        if !valid {
            return Err(Fail::Status(StatusCode::BAD_REQUEST));
        }
        Form::of(web, Params::parse(text))
    }

    /// A form of these values, for the session of the request.
    ///
    /// # Errors
    /// A form of another session.
    pub fn of(web: &Web, values: Params) -> std::result::Result<Form, Fail> {
        web.typed.keep(&values);
        let carried = values.get("context");
        if !carried.is_empty() && carried != web.context() {
            return Err(Fail::Error(Error::Conflict(Conflict::Session)));
        }
        Ok(Form { values, wrong: Vec::new() })
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fail;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Form, Fail> {
        let no_identity = Fail::Status(StatusCode::INTERNAL_SERVER_ERROR);
        let web = request.extensions().get::<Web>().cloned().ok_or(no_identity)?;
        let body = Bytes::from_request(request, state).await.map_err(|e| Fail::Status(e.status()))?;
        Form::read(&web, &body)
    }
}

/// The status of a page that shows a form again.
pub fn status_of(form: &Form) -> StatusCode {
    if form.is_rejected() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// The status of a page that asks for credentials again: something is missing, or they do not match.
pub fn status_of_credentials(form: &Form) -> StatusCode {
    if form.is_incomplete() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::UNAUTHORIZED }
}
