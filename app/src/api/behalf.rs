//! Server functions for a session on behalf: start, verify, more time, switch, end.
//!
//! Rule: each takes the fields of the page's form and calls the same function as the page. A program gets a [`Reply`]; a
//! browser without script gets a page or a redirect (see `function`).

use crate::api::reply::Reply;
use crate::island::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an agent asks for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Id of the customer's account.
    pub account: String,
    /// One of the reasons of the list, or `other`.
    pub preset: String,
    /// The reason in own words.
    pub words: String,
    /// Number of a ticket.
    pub ticket: String,
    /// `full` or `view`.
    pub mode: String,
    /// Minutes until the session ends.
    pub minutes: String,
    /// The page of the portal to come back to.
    pub back: String,
    /// The page of the storefront that the session begins on.
    pub to: String,
    /// `1` when a second person is there.
    pub second: String,
}

/// The agent's own credentials, and those of a second person where the customer's consent stands in the way.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Proof {
    /// Work e-mail.
    pub login: String,
    /// Password.
    pub password: String,
    /// Code of the second factor.
    pub code: String,
    /// Why without the customer's consent.
    pub override_reason: String,
    /// The second person's work e-mail.
    pub second_login: String,
    /// Their password.
    pub second_password: String,
    /// Their code.
    pub second_code: String,
}

/// The agent's own credentials, and for how long.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Longer {
    /// Minutes from now on.
    pub minutes: String,
    /// Work e-mail.
    pub login: String,
    /// Password.
    pub password: String,
    /// Code of the second factor.
    pub code: String,
    /// The page of the storefront to go on at.
    pub back: String,
}

/// The end of a session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Leaving {
    /// A note about the session.
    pub note: String,
    /// `1`: also when something is lost by it.
    pub sure: String,
}

/// Nothing of what is secret is ever written out.
impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(stringify!(Proof)).finish_non_exhaustive()
    }
}

/// The same.
impl fmt::Debug for Longer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(stringify!(Longer)).finish_non_exhaustive()
    }
}

#[cfg(feature = "ssr")]
mod form {
    use super::{Asked, Leaving, Longer, Proof};
    use crate::form::Form;

    impl From<&Asked> for Form {
        fn from(start: &Asked) -> Form {
            Form::with(&[
                ("preset", &start.preset),
                ("words", &start.words),
                ("ticket", &start.ticket),
                ("mode", &start.mode),
                ("minutes", &start.minutes),
                ("back", &start.back),
                ("to", &start.to),
                ("second", &start.second),
            ])
        }
    }

    impl From<&Proof> for Form {
        fn from(proof: &Proof) -> Form {
            Form::with(&[
                ("login", &proof.login),
                ("password", &proof.password),
                ("code", &proof.code),
                ("override_reason", &proof.override_reason),
                ("second_login", &proof.second_login),
                ("second_password", &proof.second_password),
                ("second_code", &proof.second_code),
            ])
        }
    }

    impl From<&Longer> for Form {
        fn from(more: &Longer) -> Form {
            Form::with(&[
                ("minutes", &more.minutes),
                ("login", &more.login),
                ("password", &more.password),
                ("code", &more.code),
                ("back", &more.back),
            ])
        }
    }

    impl From<&Leaving> for Form {
        fn from(end: &Leaving) -> Form {
            Form::with(&[("note", &end.note), ("sure", &end.sure)])
        }
    }
}

/// Asks for a session on behalf of a customer.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/portal/api", endpoint = "behalf/start")]
pub async fn start(#[server(flatten)] asked: Asked) -> Result<Reply, AppError> {
    let web = crate::island::web()?;
    crate::function::reply(&web, crate::portal::behalf::start::ask(&web, &asked.account, (&asked).into()).await)
}

/// Proves who the agent is, and opens the session of the address.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/api", endpoint = "behalf/verify")]
pub async fn verify(#[server(flatten)] typed: Proof) -> Result<Reply, AppError> {
    let web = crate::island::web()?;
    crate::function::reply(&web, crate::shop::behalf::verify::prove(&web, (&typed).into()).await)
}

/// Proves who the agent is once more, and goes on with the session of the address for longer.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/api", endpoint = "behalf/more-time")]
pub async fn more_time(#[server(flatten)] typed: Longer) -> Result<Reply, AppError> {
    let web = crate::island::web()?;
    crate::function::reply(&web, crate::shop::behalf::more::prolong(&web, (&typed).into()).await)
}

/// Ends the session of the address.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/api", endpoint = "behalf/end")]
pub async fn end(#[server(flatten)] how: Leaving) -> Result<Reply, AppError> {
    let web = crate::island::web()?;
    crate::function::reply(&web, crate::shop::behalf::end::leave(&web, &(&how).into()).await)
}

/// Leads to another session that the agent has open; with an empty id it lists them.
///
/// # Errors
/// A code and a sentence, see [`AppError`].
#[server(prefix = "/api", endpoint = "behalf/switch")]
pub async fn switch(#[server(default)] to: String) -> Result<Reply, AppError> {
    let web = crate::island::web()?;
    crate::function::reply(&web, crate::shop::behalf::switch::lead(&web, &to).await)
}
