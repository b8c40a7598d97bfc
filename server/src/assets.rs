//! Scripts, styles, fonts and icons, embedded in the program under an address that names their content.

use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use rust_embed::RustEmbed;

/// Path of the assets: `pkg/<hash>`.
pub const PKG: &str = concat!("pkg/", env!("BEHALF_PKG_HASH"));

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[exclude = "pkg/current"]
struct Files;

/// One file, in the smallest encoding that the browser takes. It never changes under this address.
pub async fn serve(Path(path): Path<String>, request: Request) -> Response {
    let path = format!("pkg/{path}");
    let encodings = [("br", ".br"), ("gzip", ".gz")];
    let encoded = encodings
        .into_iter()
        .filter(|(name, _)| accepts(request.headers(), name))
        .find_map(|(name, ending)| Files::get(&format!("{path}{ending}")).map(|file| (Some(name), file)));
    let Some((encoding, file)) = encoded.or_else(|| Files::get(&path).map(|file| (None, file))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = file.data.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(&path)));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers.get_all(ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        pieces.next() == Some(encoding) && !pieces.any(|q| q == "q=0")
    })
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
