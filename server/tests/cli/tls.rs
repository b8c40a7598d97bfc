//! TLS by the program itself: one port for both, a certificate of its own that lasts, and one from files that is renewed.

use crate::http::{ask_at, form};
use crate::program::{Place, Server};
use crate::story::{agent, person};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};

const BOTH: &[&SupportedProtocolVersion] = &[&TLS12, &TLS13];

/// A browser that trusts the certificate in this file, or none.
struct Client {
    addr: String,
    trusted: CertificateDer<'static>,
}

impl Client {
    fn of(server: &Server, certificate: &Path) -> Client {
        let text = fs::read(certificate).expect("a certificate");
        Client { addr: server.addr.clone(), trusted: CertificateDer::from_pem_slice(&text).expect("in PEM") }
    }

    /// A connection to this name; the error when the certificate is not taken.
    fn connect(
        &self,
        name: &'static str,
        versions: &[&'static SupportedProtocolVersion],
        protocols: &[&str],
    ) -> Result<StreamOwned<ClientConnection, TcpStream>, String> {
        let mut roots = RootCertStore::empty();
        roots.add(self.trusted.clone()).map_err(|e| e.to_string())?;
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .map_err(|e| e.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let name = ServerName::try_from(name).map_err(|e| e.to_string())?;
        let mut connection = ClientConnection::new(Arc::new(config), name).map_err(|e| e.to_string())?;
        let mut socket = TcpStream::connect(&self.addr).map_err(|e| e.to_string())?;
        socket.set_read_timeout(Some(Duration::from_secs(20))).map_err(|e| e.to_string())?;
        while connection.is_handshaking() {
            connection.complete_io(&mut socket).map_err(|e| e.to_string())?;
        }
        Ok(StreamOwned::new(connection, socket))
    }

    /// One exchange with HTTP/1.1: head and body.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (String, String) {
        let mut stream = self.connect("localhost", BOTH, &["http/1.1"]).expect("a connection");
        let port = self.addr.rsplit(':').next().unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer that ends in order");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole head");
        (head.to_ascii_lowercase(), body.to_owned())
    }
}

#[test]
fn demo_serves_http_and_https_on_one_port() {
    let place = Place::demo();
    let server = place.start("demo", &[]);
    let file = place.file("shop.tls.pem");
    assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    let client = Client::of(&server, &file);
    let plain = ask_at(&server.addr, "localhost", "GET", "/healthz", "", "", "").expect("an answer");
    assert_eq!((plain.status, plain.body.contains("ok")), (200, true));
    let (head, body) = client.ask("GET", "/sign-in", "", "");
    assert!(head.starts_with("http/1.1 200") && body.contains("<h1>Sign in</h1>"), "{head}");
    assert!(!head.contains("strict-transport"), "it would forbid http at localhost to every program: {head}");
    for (name, version) in [("localhost", &TLS12), ("localhost", &TLS13), ("127.0.0.1", &TLS13), ("::1", &TLS13)] {
        client.connect(name, &[version], &["http/1.1"]).unwrap_or_else(|e| panic!("{name} {version:?}: {e}"));
    }
    client.connect("shop.example", BOTH, &[]).expect_err("no other name");
    let both = client.connect("localhost", BOTH, &["h2", "http/1.1"]).expect("a connection");
    assert_eq!(both.conn.alpn_protocol(), Some(&b"h2"[..]));
    server.stop();
    let again = place.start("demo", &[]);
    Client { addr: again.addr.clone(), ..client }.ask("GET", "/healthz", "", "");
}

#[test]
fn https_session_works_and_forged_forms_fail() {
    let place = Place::demo();
    let server = place.start("demo", &[]);
    let client = Client::of(&server, &place.file("shop.tls.pem"));
    let own = format!("Origin: https://localhost:{}\r\n", server.addr.rsplit(':').next().unwrap_or_default());
    for (path, who) in [("/sign-in", person("buyer")), ("/portal/sign-in", agent())] {
        let typed = form(&[("login", who.login), ("password", who.password)]);
        let (head, _) = client.ask("POST", path, "Origin: https://evil.example\r\n", &typed);
        assert!(head.starts_with("http/1.1 403"), "{path}: {head}");
        let (head, _) = client.ask("POST", path, &own, &typed);
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        assert!(cookie.starts_with("__host-") && cookie.contains("; secure; httponly"), "{cookie}");
    }
}

#[test]
fn certificate_files_redirect_http_and_are_reloaded() {
    let place = Place::demo();
    let made = |name: &str| {
        let other = Place::demo();
        // The demo that is copied has a certificate already.
        let _ = fs::remove_file(other.file("shop.tls.pem"));
        other.start("demo", &[]).stop();
        fs::copy(other.file("shop.tls.pem"), place.file(name)).expect("a copy");
    };
    made("one.pem");
    made("two.pem");
    let (cert, one, two) = (place.file("cert.pem"), place.file("one.pem"), place.file("two.pem"));
    fs::copy(&one, &cert).expect("a copy");
    let name = cert.display().to_string();
    let words = ["--tls-cert", &name, "--tls-key", &name];
    let server = place.start("serve", &words);
    let plain = |method: &str, host: &str, path: &str| {
        let answer = ask_at(&server.addr, host, method, path, "", "", "").expect("an answer");
        (answer.status, answer.location)
    };
    assert_eq!(plain("GET", "localhost:3000", "/c?q=1"), (307, "https://localhost:3000/c?q=1".to_owned()));
    assert_eq!(plain("POST", "localhost", "/sign-in"), (403, String::new()));
    assert_eq!(plain("GET", "evil.example", "/").0, 421);
    assert!(Client::of(&server, &one).ask("GET", "/readyz", "", "").0.starts_with("http/1.1 200"));

    fs::write(&cert, "half written").expect("written");
    std::thread::sleep(Duration::from_secs(3));
    Client::of(&server, &one).ask("GET", "/healthz", "", "");
    fs::copy(&two, &cert).expect("a copy");
    let renewed = Client::of(&server, &two);
    let patience = Instant::now() + Duration::from_secs(20);
    while renewed.connect("localhost", BOTH, &[]).is_err() {
        assert!(Instant::now() < patience, "the renewed certificate is not in use");
        std::thread::sleep(Duration::from_millis(200));
    }
    server.stop();

    let refused = |words: &[&str]| {
        let output = place.run(&[&["serve", "--addr", "127.0.0.1:0"], words].concat());
        assert!(!output.status.success(), "{words:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(refused(&["--tls-cert", &name]).contains("tls-cert: needs tls-key"));
    assert!(refused(&["--tls", "on"]).contains("tls: must be off or self-signed"));
    let other = one.display().to_string();
    assert!(refused(&["--tls-cert", &name, "--tls-key", &other]).contains("does not belong to the certificate"));
}
