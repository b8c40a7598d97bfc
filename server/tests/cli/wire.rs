//! HTTP below the pages: addresses of clients, hosts, and answers to malformed requests.

use crate::http::{ask, encoded};
use crate::program::Place;
use crate::story::{agent, customer};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What comes back for these bytes until the server closes.
fn raw(addr: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(addr).expect("connected");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    // What the server refuses it may stop to read.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert!(!answer.is_empty(), "the answer was lost: {error}");
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.get(9..12).and_then(|s| s.parse().ok()).unwrap_or(0)
}

/// A refusal has a sentence, the headers of every answer and, as the connection is closed, says so.
fn check_refusal(what: &str, answer: &str, want: u16) {
    assert_eq!(status(answer), want, "{what}: {answer}");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let head = head.to_ascii_lowercase();
    assert!(body.trim().len() > 20, "{what} has no sentence: {answer}");
    for header in ["content-security-policy: ", "x-content-type-options: nosniff", "referrer-policy: "] {
        assert!(head.contains(header), "{what} lacks {header}: {head}");
    }
    assert!(head.contains("connection: close"), "{what}: {head}");
    assert_eq!(head.matches("content-length").count(), 1, "{what}: {head}");
}

#[test]
fn early_refusal_has_text_headers_and_close() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let long = "x".repeat(40_000);
    for (what, request, want) in [
        (
            "two hosts",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n".to_owned(),
            400,
        ),
        (
            "one host twice",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
            400,
        ),
        (
            "another host in the target",
            "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
            400,
        ),
        ("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".to_owned(), 400),
        ("no HTTP", "GARBAGE\r\n\r\n".to_owned(), 400),
        ("a part of the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".to_owned(), 400),
        ("a blank in a name", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n".to_owned(), 400),
        ("large headers", format!("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a={long}\r\n\r\n"), 431),
        (
            "an asset that is not there",
            "GET /pkg/none.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
            404,
        ),
        ("a method", "DELETE /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(), 405),
        (
            "a session that is gone",
            "GET /as/none/alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
            410,
        ),
        (
            "a page of a session that is gone",
            "GET /as/none/cart HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
            410,
        ),
    ] {
        check_refusal(what, &raw(addr, request.as_bytes()), want);
    }
    let known = "GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(status(&raw(addr, known.as_bytes())), 200);
}

#[test]
fn a_refusal_before_the_body_is_read_is_never_lost() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let addr = server.addr.as_str();
    let body = "a".repeat(3_000_000);
    for n in 0..200 {
        let (path, kind, length, want) = match n % 4 {
            0 => ("/sign-in", "text/plain", 300_000, 415),
            1 => ("/healthz", "application/x-www-form-urlencoded", 300_000, 405),
            2 => ("/sign-in", "application/x-www-form-urlencoded", 3_000_000, 413),
            _ => ("/pkg/none", "application/x-www-form-urlencoded", 90_000, 405),
        };
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        let answer = raw(addr, [head.as_bytes(), &body.as_bytes()[..length]].concat().as_slice());
        assert_eq!(status(&answer), want, "{n} {path}: {answer}");
        assert!(answer.to_ascii_lowercase().contains("connection: close"), "{n} {path}: {answer}");
    }
}

#[test]
fn small_unread_body_keeps_the_connection() {
    let place = Place::demo();
    let server = place.start("serve", &[]);
    let mut stream = TcpStream::connect(&server.addr).expect("connected");
    let refused = "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
    let last = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{refused}{refused}{last}").as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert_eq!((answer.matches("HTTP/1.1 405").count(), answer.matches("HTTP/1.1 200").count()), (2, 1), "{answer}");
}

/// Signs in over a connection from this address of the machine.
async fn sign_in_from(source: [u8; 4], addr: SocketAddr, login: &str, password: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::from((source, 0))).expect("bound");
    let mut stream = socket.connect(addr).await.expect("connected");
    let form = format!("login={}&password={}", encoded(login), encoded(password));
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    status(&String::from_utf8_lossy(&answer))
}

#[tokio::test]
async fn ipv4_clients_of_a_dual_socket_are_separate() {
    let place = Place::demo();
    let server = match place.try_start(crate::program::BINARY, &[], "serve", &["--addr", "[::]:0"]) {
        Ok(server) => server,
        Err(why) if why.contains("cannot be served on") => {
            eprintln!("there is no IPv6 here: this test is left out");
            return;
        }
        Err(why) => panic!("{why}"),
    };
    let port = server.addr.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let addr = SocketAddr::from(([127, 0, 0, 1], port));
    let oleg = customer("oleg");
    let mut last = 0;
    for _ in 0..6 {
        last = sign_in_from([127, 0, 0, 2], addr, oleg.login, "wrong wrong wrong").await;
    }
    assert_eq!(last, 429, "who guesses is slowed down");
    assert_eq!(sign_in_from([127, 0, 0, 1], addr, oleg.login, oleg.password).await, 303, "and nobody else");
}

#[test]
fn first_untrusted_address_is_the_client() {
    let place = Place::demo();
    let server = place.start("serve", &["--trusted-proxies", "127.0.0.0/8, 10.0.0.0/8"]);
    let addr = server.addr.as_str();
    let agent = agent();
    let sign_in = |forwarded: &str, password: &str| {
        let form = format!("login={}&password={}", encoded(agent.login), encoded(password));
        let headers = format!("Sec-Fetch-Site: same-origin\r\n{forwarded}");
        ask(addr, "POST", "/portal/sign-in", "", &form, &headers).expect("an answer").status
    };
    let tries: Vec<u16> = [
        "X-Forwarded-For: 198.51.100.7\r\n",
        "X-Forwarded-For: 203.0.113.9, 198.51.100.7\r\n",
        "X-Forwarded-For: 198.51.100.7, 10.4.5.6\r\n",
        "X-Forwarded-For: 198.51.100.7:4711\r\nX-Forwarded-For: 10.4.5.6:80\r\n",
        "X-Forwarded-For: ::ffff:198.51.100.7\r\n",
        "X-Forwarded-For: 192.0.2.77, 198.51.100.7\r\n",
    ]
    .map(|forwarded| sign_in(forwarded, "wrong wrong wrong"))
    .to_vec();
    assert_eq!(tries.last(), Some(&429), "all of them are one client: {tries:?}");
    assert_eq!(sign_in("X-Forwarded-For: 198.51.100.7, 198.51.100.8\r\n", agent.password), 303, "another client");
    assert_eq!(sign_in("", agent.password), 303, "without the header the address of the proxy counts");
}

#[test]
fn client_behind_a_proxy_has_a_request_limit() {
    let place = Place::demo();
    let server = place.start("serve", &["--trusted-proxies", "127.0.0.1", "--connections-per-address", "4"]);
    let addr = server.addr.as_str();
    let begins = |client: &str| {
        let mut stream = TcpStream::connect(addr).expect("connected");
        let head = format!(
            "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {client}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlogin="
        );
        stream.write_all(head.as_bytes()).expect("sent");
        stream
    };
    let held: Vec<TcpStream> = (0..4).map(|_| begins("198.51.100.7")).collect();
    std::thread::sleep(Duration::from_millis(200));
    let asks = |client: &str| ask(addr, "GET", "/sign-in", "", "", &format!("X-Forwarded-For: {client}\r\n"));
    let refused = asks("198.51.100.7").expect("an answer");
    assert_eq!(refused.status, 429);
    assert!(refused.head.contains("retry-after: ") && refused.body.contains("your network"), "{refused:?}");
    assert_eq!(asks("198.51.100.8").expect("an answer").status, 200);
    drop(held);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(asks("198.51.100.7").expect("an answer").status, 200);
}
