//! An HTTP client of a few lines that behaves like a browser with forms: it sends the origin of a form, and keeps no cookies.

use std::cell::Cell;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What a browser sends a form as.
const FORM: &str = "application/x-www-form-urlencoded";

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub cookie: String,
    pub request_id: String,
    /// Status line and headers, in small letters.
    pub head: String,
    pub body: String,
}

/// Asks for one thing over a connection of its own.
pub fn ask(addr: &str, method: &str, path: &str, cookie: &str, body: &str, headers: &str) -> Result<Answer, String> {
    exchange(addr, "localhost", method, path, cookie, body, headers)
}

/// The same as [`ask`], at a host of this name.
pub fn ask_at(
    addr: &str,
    host: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: &str,
    headers: &str,
) -> Result<Answer, String> {
    exchange(addr, host, method, path, cookie, body, headers)
}

fn exchange(
    addr: &str,
    host: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: &str,
    headers: &str,
) -> Result<Answer, String> {
    let failure = |e: std::io::Error| format!("{method} {path}: {e}");
    let mut stream = TcpStream::connect(addr).map_err(failure)?;
    stream.set_read_timeout(Some(Duration::from_secs(40))).map_err(failure)?;
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    let kind = if headers.contains("Content-Type: ") { String::new() } else { format!("Content-Type: {FORM}\r\n") };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}{cookie}{kind}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).map_err(failure)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(failure)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {path}: the answer was cut off"))?;
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default()
    };
    let answer = Answer {
        status: head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0),
        location: header("location"),
        cookie: header("set-cookie").split(';').next().unwrap_or_default().to_owned(),
        request_id: header("x-request-id"),
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    };
    // What was posted, passwords among it, is sent to no second address (R77).
    let is_sent_on = method == "POST" && [301, 302, 307, 308].contains(&answer.status);
    if is_sent_on { Err(format!("{path}: {}", answer.status)) } else { Ok(answer) }
}

/// A page.
pub fn get(addr: &str, path: &str, cookie: &str) -> Result<Answer, String> {
    ask(addr, "GET", path, cookie, "", "Sec-Fetch-Site: same-origin\r\n")
}

thread_local! {
    static IS_TWICE: Cell<bool> = const { Cell::new(false) };
}

/// From here on this thread sends every form twice at the same moment, as a double click does.
pub fn click_twice() {
    IS_TWICE.set(true);
}

/// Whether this thread sends every form twice.
pub fn clicks_twice() -> bool {
    IS_TWICE.get()
}

/// A form.
pub fn post(addr: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Answer, String> {
    let body = form(fields);
    let once = || ask(addr, "POST", path, cookie, &body, "Sec-Fetch-Site: same-origin\r\n");
    if !clicks_twice() {
        return once();
    }
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(once);
        (once(), other.join().expect("no panic"))
    });
    let (one, other) = (one?, other?);
    for answer in [&one, &other] {
        assert!(answer.status < 500, "{path} sent twice: {} and {}", one.status, other.status);
    }
    // Of two codes for support the later one counts, and nobody can tell which one that is.
    if path.ends_with("/support-code") {
        return once();
    }
    Ok(if other.status < one.status { other } else { one })
}

/// The body of a form.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// What stands between the first `before` and the next `after`.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

/// What stands between the first `after` and the nearest `before` ahead of it.
pub fn right_before<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let ahead = text.split(after).next().unwrap_or_default();
    ahead.rsplit(before).next().unwrap_or_default()
}

/// The value of a form's field.
pub fn field(html: &str, name: &str) -> String {
    let tags = html.match_indices("<input ").filter_map(|(at, _)| html[at..].split('>').next());
    let tag = tags.into_iter().find(|tag| tag.contains(&format!("name=\"{name}\"")));
    tag.and_then(|tag| between(tag, "value=\"", "\"")).unwrap_or_default().to_owned()
}
