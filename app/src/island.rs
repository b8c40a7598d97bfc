//! The small parts of pages that also run in the browser. Each works as a plain form or link without script.
//!
//! Rule: strings come in as props, ready to be shown. Nothing is formatted, translated or decided here.

#[cfg(feature = "hydrate")]
pub(crate) mod browser;
pub mod cart_live;
pub mod closing;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod contact_search;
pub mod countdown;
pub mod end_session;
pub mod live_form;
pub mod palette;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod passkey;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod places;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod product_search;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod quick_pad;
pub mod steppers;
pub mod suggest;
pub mod support_notice;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod totals;

#[cfg(feature = "ssr")]
use leptos::prelude::use_context;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Tells the server that islands run in this browser: the next page that asks for a password then has one, too (0068).
#[cfg(feature = "hydrate")]
pub fn run_here() {
    let cookie = "islands=1; Path=/; Secure; SameSite=Lax";
    browser::put(&leptos::prelude::document(), "cookie", &cookie.into());
}

/// Why a server function gave no answer, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Nobody is signed in, or the session is over.
    SignedOut,
    /// Somebody is signed in who may not.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// What was sent has a value that cannot be taken.
    Invalid,
    /// The thing changed meanwhile.
    Conflict,
    /// Too many tries.
    Throttled,
    /// The call cannot be read.
    Unreadable,
    /// The server cannot answer at the moment, or its answer did not arrive.
    Unavailable,
}

/// Why a server function gave no answer: `{"code":"signed_out","text":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    /// For programs.
    pub code: Code,
    /// For people: what happened and what to do; empty when no answer arrived.
    pub text: String,
}

/// What is said to a caller whose call cannot be read.
#[cfg(feature = "ssr")]
pub(crate) fn unreadable() -> AppError {
    AppError { code: Code::Unreadable, text: crate::t!("search-unreadable").to_owned() }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// On the server this is a call that cannot be read: the caller's fault. In the browser no answer arrived.
    #[cfg(feature = "ssr")]
    fn from_server_fn_error(_: ServerFnErrorErr) -> AppError {
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
            response.set_status(http::StatusCode::BAD_REQUEST);
        }
        unreadable()
    }

    #[cfg(not(feature = "ssr"))]
    fn from_server_fn_error(_: ServerFnErrorErr) -> AppError {
        AppError { code: Code::Unavailable, text: String::new() }
    }
}

/// The request that a server function answers.
///
/// # Errors
/// [`Code::Unreadable`] when the identity middleware was not there.
#[cfg(feature = "ssr")]
pub fn web() -> Result<crate::web::Web, AppError> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<crate::web::Web>().cloned())
        .ok_or_else(unreadable)
}

/// A domain error for the caller of a server function; sets the HTTP status.
#[cfg(feature = "ssr")]
pub fn refuse(error: &domain::error::Error) -> AppError {
    use crate::answer::Fail;
    use domain::error::Error;
    let code = match error {
        Error::SignIn(_) | Error::Ended(_) => Code::SignedOut,
        Error::Forbidden(_) => Code::Forbidden,
        Error::NotFound => Code::NotFound,
        Error::Invalid(_) => Code::Invalid,
        Error::Conflict(_) => Code::Conflict,
        Error::Throttled { .. } => Code::Throttled,
        Error::Unavailable | Error::Start(_) | Error::Internal(_) => Code::Unavailable,
    };
    if let Error::Internal(cause) = error {
        tracing::error!(cause, "internal error in a server function");
    }
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(Fail::Error(error.clone()).status());
    }
    AppError { code, text: crate::words::called(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_can_be_sent() {
        for code in [
            Code::SignedOut,
            Code::Forbidden,
            Code::NotFound,
            Code::Invalid,
            Code::Conflict,
            Code::Throttled,
            Code::Unreadable,
            Code::Unavailable,
        ] {
            let error = AppError { code, text: "A sentence.".to_owned() };
            assert_eq!(AppError::de(error.ser()), error);
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn every_error_has_a_sentence_and_a_code() {
        use domain::error::{Conflict, Denied, Ended, Error, NotOpen, Problem, Realm};
        let ended = Ended {
            slug: String::new(),
            why: NotOpen::Ended(domain::behalf::Cause::Idle),
            at: domain::time::Micros(0),
            contact: String::new(),
        };
        for (error, code) in [
            (Error::SignIn(Realm::Portal), Code::SignedOut),
            (Error::Ended(ended), Code::SignedOut),
            (Error::Forbidden(Denied::Permission), Code::Forbidden),
            (Error::NotFound, Code::NotFound),
            (Error::field("query", Problem::TooLong(400)), Code::Invalid),
            (Error::Conflict(Conflict::Cart), Code::Conflict),
            (Error::Throttled { seconds: 4 }, Code::Throttled),
            (Error::Unavailable, Code::Unavailable),
            (Error::Internal("secret".to_owned()), Code::Unavailable),
        ] {
            let refused = refuse(&error);
            assert_eq!(refused.code, code, "{error:?}");
            assert!(refused.text.ends_with('.') && refused.text.contains(' '), "{error:?}: {}", refused.text);
            assert!(!refused.text.contains("secret"), "{}", refused.text);
        }
    }
}
