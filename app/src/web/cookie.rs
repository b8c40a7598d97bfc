//! The cookies: their names, and how they are set. Reading them is the identity middleware's alone.

use crate::web::Web;
use axum::response::Response;
use http::HeaderValue;
use http::header::SET_COOKIE;

/// The staff session.
pub const PORTAL: &str = "__Host-portal";
/// The customer's own session.
pub const SHOP: &str = "__Host-shop";
/// Says `off` when somebody switched single letters off as keys.
pub const KEYS: &str = "__Host-keys";
/// Light or dark, when somebody chose.
pub const THEME: &str = "__Host-theme";
/// The language somebody chose; also read by other programs, so without the prefix.
pub const LANGUAGE: &str = "lang";
/// The store a visitor looks at.
pub const STORE: &str = "__Host-store";

/// Says that islands run in this browser. They set it themselves; it holds nothing.
pub const ISLANDS: &str = "islands";

/// What the names of the cookies of on-behalf sessions begin with.
const BEHALF: &str = "__Host-as-";

/// The name of the cookie of an on-behalf session.
pub fn behalf(slug: &str) -> String {
    format!("{BEHALF}{slug}")
}

/// The slug in the name of such a cookie.
pub fn slug(name: &str) -> Option<&str> {
    name.strip_prefix(BEHALF)
}

/// The name of the cookie that ties a browser at the storefront's own host to the request that it made in the portal.
pub fn handoff(slug: &str) -> String {
    format!("__Host-from-{slug}")
}

/// The name of the cookie that ties the steps of a proof together, in the portal or under a slug.
pub fn step(slug: Option<&str>) -> String {
    slug.map_or_else(|| "__Host-step".to_owned(), |slug| format!("__Host-step-{slug}"))
}

/// What the names of all of them begin with.
const PREFIX: &str = "__Host-";
/// Ends the address that a browser is led to with a new cookie: at that request the cookie has to be there.
const EXPECTED: &str = "cookie=expected";

/// Whether a cookie of this name is one of those.
pub fn is_ours(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// The address to lead to with a new cookie, when it is not known whether this browser keeps any: a sign-in that gets
/// lost has to say so, and not to begin again without a word.
pub fn expected(web: &Web, path: &str) -> String {
    if web.keeps_cookies {
        return path.to_owned();
    }
    format!("{path}{}{EXPECTED}", if path.contains('?') { '&' } else { '?' })
}

/// The address without that mark; nothing when it carries none.
pub fn without_mark(path: &str) -> Option<&str> {
    path.strip_suffix(EXPECTED)?.strip_suffix(['?', '&'])
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

#[cfg(test)]
mod tests {
    use super::without_mark;

    #[test]
    fn the_mark_is_taken_off_where_it_was_put() {
        assert_eq!(without_mark("/?cookie=expected"), Some("/"));
        assert_eq!(without_mark("/orders?q=1&cookie=expected"), Some("/orders?q=1"));
        for other in ["/", "/orders?q=cookie", "/cookie=expected", "/?cookie=expected&q=1", "/?mycookie=expected"] {
            assert_eq!(without_mark(other), None, "{other}");
        }
    }
}
