//! Removes `/as/{slug}` from the address, so that one route serves a page for customers and for agents.

use axum::extract::Request;
use http::Uri;

/// The slug of an address under `/as/`, in the extensions of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(pub String);

/// Addresses that stand at the root only.
const ROOT_ONLY: [&str; 6] = ["/portal", "/as", "/pkg", "/pic", "/healthz", "/readyz"];

/// Rewrites the address of a request under `/as/{slug}`; all others pass unchanged.
pub fn strip(mut request: Request) -> Request {
    if let Some((slug, rest)) = split(request.uri().path()) {
        let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
        let mut parts = request.uri().clone().into_parts();
        parts.path_and_query = format!("{rest}{query}").parse().ok();
        if let Ok(uri) = Uri::from_parts(parts) {
            *request.uri_mut() = uri;
            request.extensions_mut().insert(Slug(slug));
        }
    }
    request
}

fn split(path: &str) -> Option<(String, String)> {
    let rest = path.strip_prefix("/as/")?;
    let (slug, rest) = match rest.split_once('/') {
        Some((slug, rest)) => (slug, format!("/{rest}")),
        None => (rest, "/".to_owned()),
    };
    let fits =
        (1..=64).contains(&slug.len()) && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !fits {
        return None;
    }
    let is_root_only = ROOT_ONLY.iter().any(|r| rest == *r || rest.strip_prefix(r).is_some_and(|t| t.starts_with('/')));
    Some((slug.to_owned(), if is_root_only { "/not-here".to_owned() } else { rest }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_is_removed_and_never_leads_to_the_portal() {
        let check = |path: &str, want: Option<(&str, &str)>| {
            assert_eq!(split(path), want.map(|(a, b)| (a.to_owned(), b.to_owned())), "{path}");
        };
        check("/as/abc", Some(("abc", "/")));
        check("/as/abc/", Some(("abc", "/")));
        check("/as/a-b_c/cart", Some(("a-b_c", "/cart")));
        check("/as/abc/portal/contacts", Some(("abc", "/not-here")));
        check("/as/abc/as/def/cart", Some(("abc", "/not-here")));
        check("/as/abc/assets", Some(("abc", "/assets")));
        check("/as//cart", None);
        check("/as/%00/cart", None);
        check("/cart", None);
    }
}
