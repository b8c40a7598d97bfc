//! One function handles a form, whether a page or a server function received it. This module turns the outcome of that
//! function into the answer.
//!
//! Rule: a request that accepts HTML comes from a browser without script; it gets a page or a redirect. Every other request
//! gets a [`Reply`] as JSON, with the same status and the same cookies.

use crate::api::reply::{Reply, Session};
use crate::form::{Form, LARGEST_FORM};
use crate::island::{AppError, refuse, unreadable};
use crate::portal::behalf::handoff;
use crate::respond::{Answer, Fail};
use crate::web::Web;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use domain::credential::Token;
use domain::error::Error;
use http::header::{ACCEPT, CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};
use leptos::prelude::{provide_context, use_context};
use leptos::server_fn::error::FromServerFnError;
use leptos_axum::ResponseOptions;
use std::sync::{Arc, OnceLock};

/// The outcome of a form.
pub enum Outcome {
    /// It is done: the redirect, with its cookies.
    Done(Response),
    /// The storefront has its own host: the key that it expects for the request with this slug.
    HandOver(String, Token),
    /// These are the sessions that can be switched to.
    Others(Vec<Session>),
    /// A question first, because this would be lost.
    Asks(Vec<String>),
    /// The form is shown again with its errors.
    Again(Box<Again>),
}

impl Outcome {
    /// The answer of a page that shows its form again, and its questions, itself.
    ///
    /// # Errors
    /// [`Error::Internal`] for an outcome that the page has to show itself.
    pub fn done(self, web: &Web) -> Answer {
        match self {
            Outcome::Done(response) => Ok(response),
            Outcome::HandOver(slug, key) => Ok(handoff::show(web, &slug, &key)),
            Outcome::Others(_) | Outcome::Asks(_) | Outcome::Again(_) => {
                Err(Error::Internal("a form without a page".to_owned()).into())
            }
        }
    }
}

/// A form that cannot be taken.
pub struct Again {
    /// What was typed, and what is wrong with it.
    pub form: Form,
    /// The fields to correct, and what is wrong with each.
    pub fields: Vec<(&'static str, String)>,
    /// The status of the answer.
    pub status: StatusCode,
    /// What is wrong, for the whole form.
    pub text: String,
    /// Seconds until another try is looked at.
    pub wait: Option<i64>,
}

impl Again {
    /// The answer with the status, and with the time to wait.
    pub fn dress(&self, mut response: Response) -> Response {
        *response.status_mut() = self.status;
        if let Some(seconds) = self.wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Marks the answer that a server function has made itself. The caller has read what is wrong, so nothing is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Answered;

/// The failure of a server function, if it ran: empty when the call could not be read.
#[derive(Clone, Default)]
struct Ran(Arc<OnceLock<Option<Fail>>>);

/// The outcome of a form as the JSON answer of a server function.
///
/// # Errors
/// What a page would render an error page for.
pub fn reply(web: &Web, outcome: Result<Outcome, Fail>) -> Result<Reply, AppError> {
    let fail = outcome.as_ref().err().cloned();
    if let Some(Ran(ran)) = use_context::<Ran>() {
        let _ = ran.set(fail);
    }
    let options = use_context::<ResponseOptions>().unwrap_or_default();
    match outcome {
        Ok(Outcome::Done(response)) => {
            for cookie in response.headers().get_all(SET_COOKIE) {
                options.append_header(SET_COOKIE, cookie.clone());
            }
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("/");
            Ok(Reply::Done { to: to.to_owned() })
        }
        Ok(Outcome::HandOver(slug, key)) => {
            Ok(Reply::HandOver { to: web.shop(&format!("/as/{slug}/verify/open")), key: key.expose().to_owned() })
        }
        Ok(Outcome::Others(sessions)) => Ok(Reply::Others { sessions }),
        Ok(Outcome::Asks(text)) => Ok(Reply::Asks { text }),
        Ok(Outcome::Again(again)) => {
            options.set_status(again.status);
            if let Some(seconds) = again.wait {
                options.insert_header(RETRY_AFTER, HeaderValue::from(seconds));
            }
            let fields = again.fields.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
            Ok(Reply::Rejected { text: again.text, fields })
        }
        Err(fail) => Err(refusal(&fail)),
    }
}

fn refusal(fail: &Fail) -> AppError {
    match fail {
        Fail::Error(error) => refuse(error),
        Fail::Status(_) => unreadable(),
    }
}

/// Whether the request accepts HTML.
pub fn wants_page(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).any(|text| text.contains("text/html"))
}

/// Whether a page and a server function share this path.
pub fn is_shared(path: &str) -> bool {
    path.starts_with("/api/behalf/") || path.starts_with("/portal/api/behalf/")
}

/// Answers a form that was sent to the address of a server function: as HTML by its page, or as JSON by the function.
pub async fn either<F>(web: Web, request: Request, page: impl FnOnce(Web, Form) -> F) -> Response
where
    F: Future<Output = Answer>,
{
    let is_plain = wants_page(request.headers());
    let (parts, body) = request.into_parts();
    let form = match to_bytes(body, LARGEST_FORM).await {
        Ok(body) => Form::read(&web, &body).map(|form| (form, body)),
        Err(_) => Err(Fail::Status(StatusCode::PAYLOAD_TOO_LARGE)),
    };
    match form {
        Err(fail) => fail.into_response(),
        Ok((form, _)) if is_plain => page(web, form).await.into_response(),
        Ok((_, body)) => call(Request::from_parts(parts, Body::from(body))).await,
    }
}

/// The JSON answer to a call that was refused before a function saw it.
pub fn refused_call(fail: &Fail) -> Response {
    let mut response = (fail.status(), refusal(fail).ser()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Calls the server function of an address.
pub async fn call(request: Request) -> Response {
    if leptos::server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Fail::Error(Error::NotFound).into_response();
    }
    let ran = Ran::default();
    let context = {
        let ran = ran.clone();
        move || provide_context(ran.clone())
    };
    let mut response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    match ran.0.get() {
        Some(Some(fail)) => drop(response.extensions_mut().insert(fail.clone())),
        Some(None) => drop(response.extensions_mut().insert(Answered)),
        None => {}
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_html_requests_get_a_page() {
        for (accept, want) in [
            (None, false),
            (Some("*/*"), false),
            (Some("application/json"), false),
            (Some("text/html,*/*;q=0.8"), true),
        ] {
            let accept = accept.map(|text| (ACCEPT, HeaderValue::from_static(text)));
            assert_eq!(wants_page(&accept.into_iter().collect()), want);
        }
    }
}
