//! Headers that every answer carries, and the rules against forged requests.

use crate::host::{host, is_local};
use crate::refusal;
use crate::tls::Secure;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, HeaderName, ORIGIN,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use http::uri::Authority;
use http::{HeaderValue, Method, StatusCode, Uri, Version};
use tower_http::csrf::CsrfLayer;

const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Not no-referrer: that would turn Origin into null on our own forms.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// Browsers shall come by https only, for a year.
const ONLY_HTTPS: &str = "max-age=31536000; includeSubDomains";

/// Sets the fixed headers, on errors too (R72).
pub async fn fixed(request: Request, next: Next) -> Response {
    let is_head = *request.method() == Method::HEAD;
    let is_local = is_local(host(&request));
    let mut response = next.run(request).await;
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    if is_error && !is_head && response.body().size_hint().exact() == Some(0) {
        *response.body_mut() = Body::from(refusal::text(response.status()));
        response.headers_mut().remove(CONTENT_LENGTH);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    dress(&mut response);
    // A browser that once saw it would refuse every plain `http://localhost`, this program's and everybody else's.
    if !is_local {
        response.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_HTTPS));
    }
    response
}

/// Gives an answer the fixed headers.
pub fn dress(response: &mut Response) {
    for (name, value) in FIXED {
        // A page whose address is a key tells even less about where it is.
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if !response.headers().contains_key(CONTENT_SECURITY_POLICY) {
        let policy = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'");
        let closed = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        let is_picture = response.headers().get(CONTENT_TYPE).is_some_and(|v| v == "image/svg+xml");
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, if is_picture { policy } else { closed });
    }
}

/// A request says once and clearly which host it is for, or is refused: what stands before the program could have read it
/// in another way (RFC 9112, 3.2).
pub async fn one_host(request: Request, next: Next) -> Response {
    if has_one_host(&request) { next.run(request).await } else { refusal::refusal(StatusCode::BAD_REQUEST) }
}

fn has_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let target = request.uri().authority();
    let read = |value: &HeaderValue| {
        let text = value.to_str().ok().filter(|text| !text.contains('@'))?;
        text.parse::<Authority>().ok()
    };
    match (first.map(read), target) {
        _ if second.is_some() => false,
        (Some(None), _) => false,
        (Some(Some(host)), Some(target)) => host.as_str().eq_ignore_ascii_case(target.as_str()),
        (Some(Some(_)), None) => true,
        (None, Some(target)) => request.version() >= Version::HTTP_2 && !target.as_str().contains('@'),
        (None, None) => request.version() <= Version::HTTP_10,
    }
}

/// The policy of a page whose scripts carry `nonce` (R69). Without `strict-dynamic`: iOS Safari then compiles no WebAssembly.
///
/// `form_target`: another origin that a form of the page is led on to. Browsers apply `form-action` to that as well.
pub fn policy(nonce: &str, form_target: Option<&str>) -> Option<HeaderValue> {
    let target = form_target.map(|origin| format!(" {origin}")).unwrap_or_default();
    let text = format!(
        "default-src 'none'; base-uri 'none'; form-action 'self'{target}; frame-ancestors 'none'; object-src 'none'; \
         img-src 'self' data:; style-src 'self'; font-src 'self'; connect-src 'self'; \
         script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'"
    );
    HeaderValue::from_str(&text).ok()
}

/// WebKit says `cross-site` of a form that it opens in a new tab without an opener, such as the one that asks for a session
/// on behalf, although its `Origin` is this very one. No page of another origin can send that, so `Origin` counts then.
pub async fn own_origin(mut request: Request, next: Next) -> Response {
    if is_from_here(&request) {
        request.headers_mut().remove("sec-fetch-site");
    }
    next.run(request).await
}

fn is_from_here(request: &Request) -> bool {
    let origin = request.headers().get(ORIGIN).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    // Behind a proxy the program does not see which of the two it was.
    let fits = scheme == "https" || (scheme == "http" && request.extensions().get::<Secure>().is_none());
    fits && !authority.is_empty() && authority == host(request)
}

/// A request that changes something, carries a cookie, and says neither where it comes from nor what kind it is, is
/// refused; [`tower_http::csrf`] lets it through (R65).
pub async fn stated_origin(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let is_silent = !headers.contains_key(ORIGIN) && !headers.contains_key("sec-fetch-site");
    if !is_safe && is_silent && headers.contains_key(COOKIE) {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// Refuses forms that pages of other origins send (R65). Where the portal has a host of its own, its page posts the key of a
/// hand-off to the storefront: that key is the proof there, and without it nothing is shown or changed.
pub fn forged(is_apart: bool) -> CsrfLayer {
    let handed = move |method: &Method, uri: &Uri| is_apart && method == Method::POST && uri.path() == HANDED_OVER;
    CsrfLayer::new().with_insecure_bypass(handed)
}

/// Where the storefront takes the key of a hand-off, without `/as/{slug}`.
const HANDED_OVER: &str = "/verify/open";

/// Where files are taken.
const WITH_FILES: [&str; 6] = [
    "/quick-order",
    "/checkout/attach",
    "/account/item-numbers/upload",
    "/portal/import",
    "/portal/media",
    "/portal/media/add",
];

/// What is posted is a form, because pages here send nothing else (R68).
pub async fn declared_kind(request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_form = match kind.split(';').next().map(str::trim) {
        Some("application/x-www-form-urlencoded") => true,
        Some("multipart/form-data") => WITH_FILES.contains(&request.uri().path()),
        _ => false,
    };
    if *request.method() == Method::POST && !is_form {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_of_our_own_is_the_whole_of_it() {
        let from = |origin: &str, is_secure: bool| {
            let request = Request::builder().uri("/").header(HOST, "localhost:3000").header(ORIGIN, origin);
            let mut request = request.body(Body::empty()).expect("a request");
            if is_secure {
                request.extensions_mut().insert(Secure);
            }
            is_from_here(&request)
        };
        assert!(from("https://localhost:3000", true) && from("http://localhost:3000", false));
        assert!(!from("http://localhost:3000", true), "plain HTTP is another origin");
        for other in
            ["null", "", "https://localhost", "https://localhost:3000.evil", "https://evil", "ftp://localhost:3000"]
        {
            assert!(!from(other, true), "{other}");
        }
    }

    #[test]
    fn a_request_has_one_host() {
        let request = |version, target: &str, hosts: &[&str]| {
            let mut request = Request::builder().version(version).uri(target);
            for host in hosts {
                request = request.header(HOST, *host);
            }
            has_one_host(&request.body(Body::empty()).expect("a request"))
        };
        let (old, usual, h2) = (Version::HTTP_10, Version::HTTP_11, Version::HTTP_2);
        for (version, target, hosts, want) in [
            (usual, "/", &["localhost"][..], true),
            (usual, "/", &["localhost:3000"], true),
            (usual, "/", &["[::1]:3000"], true),
            (usual, "http://localhost/", &["LOCALHOST"], true),
            (usual, "http://evil.example/", &["localhost"], false),
            (usual, "http://localhost:1/", &["localhost:2"], false),
            (usual, "http://localhost/", &[], false),
            (usual, "/", &["localhost", "localhost"], false),
            (usual, "/", &["localhost", "evil.example"], false),
            (usual, "/", &["user@localhost"], false),
            (usual, "/", &["localhost/x"], false),
            (usual, "/", &[""], false),
            (usual, "/", &[], false),
            (old, "/", &[], true),
            (h2, "http://localhost/", &[], true),
            (h2, "http://localhost/", &["localhost"], true),
            (h2, "http://localhost/", &["evil.example"], false),
        ] {
            assert_eq!(request(version, target, hosts), want, "{version:?} {target} {hosts:?}");
        }
    }
}
