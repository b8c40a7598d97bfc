//! The answers of a handler that are no pages: a failure or a redirect.
//!
//! This module knows no page and no frame. [`crate::respond`] renders pages; [`crate::failure`] makes pages of failures.

use crate::web::host::Face;
use crate::web::{Web, is_own_path};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::error::Error;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use http::{HeaderValue, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Why a handler gives no page. The outer layer makes a page of it.
#[derive(Clone, Debug)]
pub enum Fail {
    /// In the words of the domain.
    Error(Error),
    /// In the words of HTTP: what was sent cannot be read.
    Status(StatusCode),
}

impl From<Error> for Fail {
    fn from(error: Error) -> Fail {
        Fail::Error(error)
    }
}

impl Fail {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Fail::Status(status) => *status,
            Fail::Error(error) => match error {
                Error::NotFound => StatusCode::NOT_FOUND,
                Error::SignIn(_) => StatusCode::UNAUTHORIZED,
                Error::Forbidden(_) => StatusCode::FORBIDDEN,
                Error::Ended(_) => StatusCode::GONE,
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Conflict(_) => StatusCode::CONFLICT,
                Error::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
                Error::Start(_) | Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler gives.
pub type Answer = std::result::Result<Response, Fail>;

/// 303 to an own path; anything else goes to the start page (R76, R77).
pub fn see(path: &str) -> Response {
    lead("", path)
}

/// 303 to an own path of the portal, at its own host where it has one.
pub fn see_portal(web: &Web, path: &str) -> Response {
    lead(web.origin_of(Face::Portal), path)
}

/// 303 to an own path of the storefront, at its own host where it has one.
pub fn see_shop(web: &Web, path: &str) -> Response {
    lead(web.origin_of(Face::Shop), path)
}

fn lead(origin: &str, path: &str) -> Response {
    let target = if is_own_path(path) { path } else { "/" };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("{origin}{target}")) {
        response.headers_mut().insert(LOCATION, value);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A file that the browser saves under this name; nothing keeps a copy of it.
pub fn download(kind: &'static str, name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// A value for a query.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
