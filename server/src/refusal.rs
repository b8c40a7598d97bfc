//! Plain text answers to requests that are refused before they reach a page. They have the headers of every answer.

use crate::headers;
use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};

/// An answer with this status and a sentence for people.
pub fn refusal(status: StatusCode) -> Response {
    let mut response = Response::new(Body::from(text(status)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers::dress(&mut response);
    response
}

/// What a refusal says: its status in words, and what to do.
pub fn text(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or("Refused");
    let advice = app::words::refused(status.as_u16());
    format!("{} {reason}. {advice}\n", status.as_u16())
}

/// Hyper answers by itself what it cannot read, with nothing but a status. This is the same answer with a sentence and
/// our headers; `None` when `bytes` is anything else. All answers of ours have the header that is looked for.
pub fn completed(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() > 256 || !bytes.starts_with(b"HTTP/1.1 4") || !bytes.ends_with(b"\r\n\r\n") {
        return None;
    }
    let head = std::str::from_utf8(bytes).ok()?;
    if head.contains("x-content-type-options") {
        return None;
    }
    let status = StatusCode::from_bytes(bytes.get(9..12)?).ok()?;
    let date = head.lines().find(|line| line.starts_with("date: ")).unwrap_or_default();
    let response = refusal(status);
    let text = text(status);
    let mut answer = format!(
        "HTTP/1.1 {} {}\r\nconnection: close\r\ncontent-length: {}\r\n",
        status.as_u16(),
        status.canonical_reason().unwrap_or("Refused"),
        text.len()
    );
    if !date.is_empty() {
        answer.push_str(&format!("{date}\r\n"));
    }
    for (name, value) in response.headers() {
        answer.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap_or_default()));
    }
    answer.push_str("\r\n");
    answer.push_str(&text);
    Some(answer.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_answer_is_completed() {
        let bare = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\ndate: Sun, 29 Nov 2026 20:00:00 GMT\r\n\r\n";
        let whole = String::from_utf8(completed(bare).expect("completed")).expect("text");
        let (head, body) = whole.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 431 ") && head.contains("connection: close") && head.contains("date: Sun"));
        assert!(head.contains("x-content-type-options: nosniff") && head.contains("content-security-policy: "));
        assert!(head.contains(&format!("content-length: {}", body.len())) && !body.is_empty());
        assert_eq!(completed(whole.as_bytes()), None);
        assert_eq!(completed(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"), None);
        assert_eq!(completed(b"HTTP/1.1 404 Not Found\r\nx-content-type-options: nosniff\r\n\r\n"), None);
    }
}
