//! An HTTP/1.1 client over one kept-alive connection, just large enough to load the server and read its pages.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take before it counts as an error.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is read, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where a redirect leads, or empty.
    pub location: String,
    /// The `name=value` of each cookie that was set.
    pub cookies: Vec<String>,
    /// The body, as text.
    pub body: String,
}

/// One client: it opens its connection when it needs one and keeps it.
pub struct Client {
    addr: SocketAddr,
    is_compressed: bool,
    stream: Option<TcpStream>,
    unread: Vec<u8>,
}

impl Client {
    /// A client of the server at `addr`; `is_compressed` asks for what browsers ask for.
    pub fn new(addr: SocketAddr, is_compressed: bool) -> Self {
        Self { addr, is_compressed, stream: None, unread: Vec::new() }
    }

    /// Fetches a page.
    pub fn get(&mut self, path: &str, cookie: &str) -> Result<Answer, String> {
        self.request("GET", path, cookie, None)
    }

    /// Posts a form.
    pub fn post(&mut self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Result<Answer, String> {
        let form = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>();
        self.request("POST", path, cookie, Some(&form.join("&")))
    }

    fn request(&mut self, method: &str, path: &str, cookie: &str, form: Option<&str>) -> Result<Answer, String> {
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: xtask-bench\r\nAccept: text/html\r\n",
            self.addr
        );
        text.push_str("Sec-Fetch-Site: same-origin\r\n");
        if self.is_compressed {
            text.push_str("Accept-Encoding: gzip, deflate, br, zstd\r\n");
        }
        if !cookie.is_empty() {
            text.push_str(&format!("Cookie: {cookie}\r\n"));
        }
        if let Some(form) = form {
            text.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            text.push_str(&format!("Content-Length: {}\r\n\r\n{form}", form.len()));
        } else {
            text.push_str("\r\n");
        }
        let answer = self.exchange(text.as_bytes()).map_err(|error| format!("{method} {path}: {error}"));
        if answer.is_err() {
            self.stream = None;
            self.unread.clear();
        }
        answer
    }

    fn exchange(&mut self, request: &[u8]) -> Result<Answer, String> {
        if self.stream.is_none() {
            let stream = TcpStream::connect_timeout(&self.addr, PATIENCE).map_err(message_of)?;
            stream.set_nodelay(true).map_err(message_of)?;
            stream.set_read_timeout(Some(PATIENCE)).map_err(message_of)?;
            stream.set_write_timeout(Some(PATIENCE)).map_err(message_of)?;
            self.stream = Some(stream);
        }
        self.stream.as_mut().ok_or("no connection")?.write_all(request).map_err(message_of)?;
        let end = self.until(0, b"\r\n\r\n")?;
        let text = String::from_utf8_lossy(&self.unread[..end]).into_owned();
        let head = Head::parse(&text)?;
        let mut at = end + 4;
        let mut body = Vec::new();
        match head.length {
            Length::Known(length) => {
                self.fill(at.saturating_add(length))?;
                body.extend_from_slice(&self.unread[at..at + length]);
                at += length;
            }
            Length::Chunked => loop {
                let line = self.until(at, b"\r\n")?;
                let size = chunk_size(&self.unread[at..line])?;
                let start = line + 2;
                self.fill(start.saturating_add(size).saturating_add(2))?;
                body.extend_from_slice(&self.unread[start..start + size]);
                at = start + size + 2;
                if size == 0 {
                    break;
                }
            },
        }
        self.unread.drain(..at);
        if head.closes {
            self.stream = None;
            self.unread.clear();
        }
        Ok(Answer { body: String::from_utf8_lossy(&body).into_owned(), ..head.answer })
    }

    /// Reads until `mark` stands at or behind `from`; gives its place.
    fn until(&mut self, from: usize, mark: &[u8]) -> Result<usize, String> {
        let mut seen = from;
        loop {
            let tail = self.unread.get(seen..).unwrap_or_default();
            if let Some(place) = tail.windows(mark.len()).position(|window| window == mark) {
                return Ok(seen + place);
            }
            seen = from.max(self.unread.len().saturating_sub(mark.len() - 1));
            self.more()?;
        }
    }

    /// Reads until there are `length` bytes.
    fn fill(&mut self, length: usize) -> Result<(), String> {
        while self.unread.len() < length {
            self.more()?;
        }
        Ok(())
    }

    fn more(&mut self) -> Result<(), String> {
        if self.unread.len() > LARGEST {
            return Err("the answer is too large".to_owned());
        }
        let mut piece = [0; 32 * 1024];
        let read = self.stream.as_mut().ok_or("no connection")?.read(&mut piece).map_err(message_of)?;
        if read == 0 {
            return Err("the connection was closed".to_owned());
        }
        self.unread.extend_from_slice(&piece[..read]);
        Ok(())
    }
}

fn message_of(error: std::io::Error) -> String {
    error.to_string()
}

/// How the end of a body is found.
enum Length {
    Known(usize),
    Chunked,
}

/// The head of an answer.
struct Head {
    answer: Answer,
    length: Length,
    closes: bool,
}

impl Head {
    fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|word| word.parse().ok());
        let status = status.ok_or("the answer is not HTTP")?;
        let mut head = Self { answer: Answer { status, ..Answer::default() }, length: Length::Known(0), closes: false };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => {
                    head.length = Length::Known(value.parse().map_err(|_| "a length that is no number")?)
                }
                "transfer-encoding" if value.eq_ignore_ascii_case("chunked") => head.length = Length::Chunked,
                "connection" => head.closes = value.eq_ignore_ascii_case("close"),
                "location" => value.clone_into(&mut head.answer.location),
                "set-cookie" => {
                    head.answer.cookies.push(value.split(';').next().unwrap_or_default().to_owned());
                }
                _ => {}
            }
        }
        Ok(head)
    }
}

fn chunk_size(line: &[u8]) -> Result<usize, String> {
    let text = String::from_utf8_lossy(line);
    usize::from_str_radix(text.split(';').next().unwrap_or_default().trim(), 16)
        .map_err(|_| "a chunk without a length".to_owned())
}

/// A value as a form sends it.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn both_kinds_of_body_are_read_over_one_connection() -> Result<(), String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(message_of)?;
        let addr = listener.local_addr().map_err(message_of)?;
        let server = thread::spawn(move || -> Result<(), String> {
            let (mut stream, _) = listener.accept().map_err(message_of)?;
            let mut piece = [0; 1024];
            for part in [
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nset-cookie: a=b; Path=/\r\n\r\none",
                "HTTP/1.1 303 See Other\r\nLocation: /x\r\ntransfer-encoding: chunked\r\n\r\n2\r\ntw\r\n1;x\r\no\r\n0\r\n\r\n",
            ] {
                let _request = stream.read(&mut piece).map_err(message_of)?;
                stream.write_all(part.as_bytes()).map_err(message_of)?;
            }
            Ok(())
        });
        let mut client = Client::new(addr, false);
        let first = client.get("/", "")?;
        assert_eq!((first.status, first.body.as_str(), first.cookies), (200, "one", vec!["a=b".to_owned()]));
        let second = client.post("/", "a=b", &[("q", "x y")])?;
        assert_eq!((second.status, second.body.as_str(), second.location.as_str()), (303, "two", "/x"));
        assert!(client.get("/", "").is_err());
        server.join().map_err(|_| "the server failed".to_owned())?
    }

    #[test]
    fn values_are_encoded() {
        assert_eq!(encoded("a b&ü@x.y"), "a%20b%26%C3%BC%40x.y");
    }
}
