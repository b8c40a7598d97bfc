//! The answer that gives a picture or a document of a product. Its address holds the hash of its content, so a browser keeps
//! it for ever.

use crate::answer::{Answer, Fail};
use crate::part::files::saved_as;
use crate::part::picture::{DOCUMENT, DRAWING};
use crate::web::Web;
use axum::body::Body;
use axum::response::Response;
use domain::error::Error;
use domain::media::Kind;
use domain::media::files::narrower;
use domain::media::show::{Served, content};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue, StatusCode};

/// Nothing of a file does anything, even where it is opened by itself.
const CLOSED: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// The answer; `file` is the last part of the address.
pub async fn serve(web: &Web, headers: &HeaderMap, served: &Served, file: &str) -> Answer {
    let width = match served.kind {
        Kind::Picture => Some(file.strip_suffix(".webp").and_then(plain_number).ok_or(Error::NotFound)?),
        Kind::Svg if file == DRAWING => None,
        Kind::Document if file == DOCUMENT => None,
        Kind::Svg | Kind::Document => return Err(Error::NotFound.into()),
    };
    let key = width.map_or_else(|| served.digest.clone(), |width| narrower(&served.digest, width));
    // Weak: what is sent may be packed on its way.
    let tag = ["W", "/\"", &key, "\""].concat();
    let asked = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let is_known = asked.flat_map(|value| value.split(',')).any(|known| known.trim() == tag);
    let mut response = match is_known {
        true => Response::new(Body::empty()),
        false => Response::new(Body::from(content(&web.cx, served, width).await?)),
    };
    let is_public = served.is_public();
    let kept = if is_public { "public, max-age=31536000, immutable" } else { "private, max-age=31536000, immutable" };
    let kind =
        HeaderValue::from_str(&served.media_type).map_err(|_| Fail::Status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CLOSED));
    headers.insert(CONTENT_TYPE, kind);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if served.kind == Kind::Document {
        saved_as(headers, &served.file_name);
    }
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    Ok(response)
}

/// A number as it is written here: another spelling would be another address of the same file.
fn plain_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| number.to_string() == text)
}
