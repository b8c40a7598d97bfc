//! Headers that every answer carries, and the rules against forged requests.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HeaderName, ORIGIN, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, StatusCode};

const FIXED: [(HeaderName, &str); 6] = [
    (STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
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

/// Sets the fixed headers, on errors too (R72).
pub async fn fixed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
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
    response
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

/// What is posted is a form, because pages here send nothing else (R68).
pub async fn declared_kind(request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_form = kind.split(';').next().map(str::trim) == Some("application/x-www-form-urlencoded");
    if *request.method() == Method::POST && !is_form {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    next.run(request).await
}
