//! An HTTP client of a few lines that behaves like a browser with forms: it sends where it comes from, and keeps nothing.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub cookie: String,
    pub request_id: String,
    pub policy: String,
    pub body: String,
}

/// Asks for one thing over a connection of its own.
pub fn ask(addr: &str, method: &str, path: &str, cookie: &str, body: &str, headers: &str) -> Result<Answer, String> {
    ask_at(addr, "localhost", method, path, cookie, body, headers)
}

/// The same, at a host of this name.
pub fn ask_at(
    addr: &str,
    host: &str,
    method: &str,
    path: &str,
    cookie: &str,
    body: &str,
    headers: &str,
) -> Result<Answer, String> {
    let told = |e: std::io::Error| format!("{method} {path}: {e}");
    let mut stream = TcpStream::connect(addr).map_err(told)?;
    stream.set_read_timeout(Some(Duration::from_secs(40))).map_err(told)?;
    let kind = if body.is_empty() { "" } else { "Content-Type: application/x-www-form-urlencoded\r\n" };
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}{cookie}{kind}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).map_err(told)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(told)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {path}: the answer was cut off"))?;
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .unwrap_or_default()
    };
    Ok(Answer {
        status: head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0),
        location: header("location"),
        cookie: header("set-cookie").split(';').next().unwrap_or_default().to_owned(),
        request_id: header("x-request-id"),
        policy: header("content-security-policy"),
        body: body.to_owned(),
    })
}

/// A page.
pub fn get(addr: &str, path: &str, cookie: &str) -> Result<Answer, String> {
    ask(addr, "GET", path, cookie, "", "Sec-Fetch-Site: same-origin\r\n")
}

/// A form.
pub fn post(addr: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Answer, String> {
    ask(addr, "POST", path, cookie, &form(fields), "Sec-Fetch-Site: same-origin\r\n")
}

/// The body of a form.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// What stands between the first `before` and the next `after`.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

/// The value of a form's field.
pub fn field(html: &str, name: &str) -> String {
    let tags = html.match_indices("<input ").filter_map(|(at, _)| html[at..].split('>').next());
    let tag = tags.into_iter().find(|tag| tag.contains(&format!("name=\"{name}\"")));
    tag.and_then(|tag| between(tag, "value=\"", "\"")).unwrap_or_default().to_owned()
}
