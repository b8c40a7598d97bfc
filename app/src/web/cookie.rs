//! The cookies: their names, and how they are set. Reading them is the identity middleware's alone.

use axum::response::Response;
use http::HeaderValue;
use http::header::SET_COOKIE;

/// The staff session.
pub const PORTAL: &str = "__Host-portal";
/// The customer's own session.
pub const SHOP: &str = "__Host-shop";
/// Light or dark, when somebody chose.
pub const THEME: &str = "__Host-theme";
/// The store a visitor looks at.
pub const STORE: &str = "__Host-store";

/// The name of the cookie of an on-behalf session.
pub fn behalf(slug: &str) -> String {
    format!("__Host-as-{slug}")
}

/// The name of the cookie that ties a browser at the storefront's own host to the request that it made in the portal.
pub fn handoff(slug: &str) -> String {
    format!("__Host-from-{slug}")
}

/// The name of the cookie that ties the steps of a proof together, in the portal or under a slug.
pub fn step(slug: Option<&str>) -> String {
    slug.map_or_else(|| "__Host-step".to_owned(), |slug| format!("__Host-step-{slug}"))
}

/// Sets a cookie for the session of the browser.
pub fn set(response: &mut Response, name: &str, value: &str) {
    append(response, &format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax"));
}

/// Sets a cookie for so many seconds.
pub fn set_for(response: &mut Response, name: &str, value: &str, seconds: u32) {
    append(response, &format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}"));
}

/// Sets a cookie that holds a choice, for a year.
pub fn remember(response: &mut Response, name: &str, value: &str) {
    set_for(response, name, value, 31_536_000);
}

/// Removes a cookie.
pub fn clear(response: &mut Response, name: &str) {
    append(response, &format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
}

fn append(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
