//! The leaves that also run in the browser. Each works as a plain form or link before, and without, its script.
//!
//! Rule: strings come in as props, ready to be shown. Nothing is formatted, translated or decided here.

pub mod closing;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod contact_search;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod countdown;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod passkey;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod product_search;
pub mod steppers;
pub mod support_notice;
#[expect(missing_docs, reason = "the macros make items that cannot be documented")]
pub mod totals;

#[cfg(feature = "ssr")]
use leptos::prelude::use_context;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function gave no answer: a code, never free text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in, or not somebody who may.
    Refused,
    /// The server cannot answer at the moment.
    Unavailable,
    /// The answer did not arrive.
    Transport,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// On the server this is a call that cannot be read: the caller's fault.
    fn from_server_fn_error(_: ServerFnErrorErr) -> AppError {
        #[cfg(feature = "ssr")]
        if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
            response.set_status(http::StatusCode::BAD_REQUEST);
        }
        AppError::Transport
    }
}

/// The request that a server function answers; sets its status when there is none.
///
/// # Errors
/// [`AppError::Transport`] when the identity middleware was not there.
#[cfg(feature = "ssr")]
pub fn web() -> Result<crate::web::Web, AppError> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<crate::web::Web>().cloned())
        .ok_or(AppError::Transport)
}

/// The code and the HTTP status of a domain error.
#[cfg(feature = "ssr")]
pub fn refuse(error: &domain::error::Error) -> AppError {
    use domain::error::Error;
    use http::StatusCode;
    let (code, status) = match error {
        Error::SignIn(_) | Error::Ended(_) => (AppError::Refused, StatusCode::UNAUTHORIZED),
        Error::Forbidden(_) => (AppError::Refused, StatusCode::FORBIDDEN),
        _ => (AppError::Unavailable, StatusCode::SERVICE_UNAVAILABLE),
    };
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_can_be_sent() {
        for code in [AppError::Refused, AppError::Unavailable, AppError::Transport] {
            assert_eq!(AppError::de(code.ser()), code);
        }
    }
}
