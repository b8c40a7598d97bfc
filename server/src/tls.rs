//! TLS by the program itself: with a certificate from files, or with one that it makes for this machine.
//!
//! One port serves both kinds of connection: the first byte tells them apart. With a certificate from files plain HTTP is
//! only led to https; beside one that the program made, plain HTTP stays, because not every browser is willing to take such
//! a certificate.

use crate::host::{host, name};
use crate::listen::Wrap;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderValue, Method, StatusCode};
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, date_time_ymd};
use std::io::{self, IoSlice, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, RwLock};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{Error, ServerConfig};
use tokio_rustls::server::TlsStream;

/// How often it is looked whether the certificate's files were renewed.
const LOOK: Duration = Duration::from_secs(2);
/// Days a certificate of our own lasts: the most that browsers of Apple take.
const DAYS: i64 = 825;
/// A certificate of our own is made again when it ends within so many days.
const SPARE: i64 = 30;
/// The first byte of every TLS connection.
const HANDSHAKE: u8 = 0x16;

/// Where the certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Nothing was said: none, except in the demo.
    Unset,
    /// There is none: plain HTTP only.
    Off,
    /// From the operator's files.
    Files { cert: PathBuf, key: PathBuf },
    /// The program makes it.
    SelfSigned,
}

impl Tls {
    /// Reads the three settings.
    ///
    /// # Errors
    /// A sentence, when they contradict each other.
    pub fn parse(kind: &str, cert: &str, key: &str) -> Result<Tls, String> {
        match (kind, cert, key) {
            ("", "", "") => Ok(Tls::Unset),
            ("off", "", "") => Ok(Tls::Off),
            ("self-signed", "", "") => Ok(Tls::SelfSigned),
            ("", cert, key) if !cert.is_empty() && !key.is_empty() => {
                Ok(Tls::Files { cert: PathBuf::from(cert), key: PathBuf::from(key) })
            }
            ("", "", _) => {
                Err("tls-key: needs tls-cert, the file of the certificate that the key belongs to".to_owned())
            }
            ("", _, _) => Err("tls-cert: needs tls-key, the file of the certificate's private key".to_owned()),
            ("off" | "self-signed", ..) => Err(format!(
                "tls: is {kind}, so tls-cert and tls-key cannot be named as well; leave out one or the other"
            )),
            _ => Err(format!("tls: must be off or self-signed, but is {kind}; for files name tls-cert and tls-key")),
        }
    }

    /// Whether connections with TLS are taken.
    pub fn is_on(&self) -> bool {
        matches!(self, Tls::Files { .. } | Tls::SelfSigned)
    }
}

/// What a connection turned out to be.
pub enum Opened {
    /// Encrypted, after the handshake.
    Tls(Box<TlsStream<TcpStream>>),
    /// Plain HTTP.
    Plain(TcpStream),
}

impl Opened {
    fn inner(self: Pin<&mut Self>) -> Pin<&mut (dyn Both + '_)> {
        match self.get_mut() {
            Opened::Tls(stream) => Pin::new(stream.as_mut()),
            Opened::Plain(stream) => Pin::new(stream),
        }
    }
}

/// What can be read and written.
trait Both: AsyncRead + AsyncWrite + Unpin {}

impl<S: AsyncRead + AsyncWrite + Unpin> Both for S {}

impl AsyncRead for Opened {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_read(cx, buf)
    }
}

impl AsyncWrite for Opened {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.inner().poll_write(cx, buf)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.inner().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Opened::Tls(stream) => stream.is_write_vectored(),
            Opened::Plain(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner().poll_shutdown(cx)
    }
}

/// The marker of requests that came over TLS, in their extensions.
#[derive(Clone, Copy, Debug)]
pub struct Secure;

/// Takes connections with TLS.
pub struct Door {
    acceptor: TlsAcceptor,
    current: Arc<Current>,
    files: Option<(PathBuf, PathBuf)>,
}

impl Door {
    /// Reads or makes the certificate; none when there is no TLS. `own`: the file of a certificate that the program makes,
    /// for `names`.
    ///
    /// # Errors
    /// A sentence that names the setting and the file.
    pub fn open(tls: &Tls, own: &Path, names: &[String]) -> Result<Option<Door>, String> {
        let provider = Arc::new(ring::default_provider());
        let (certified, files) = match tls {
            Tls::Unset | Tls::Off => return Ok(None),
            Tls::Files { cert, key } => (read(&provider, cert, key)?, Some((cert.clone(), key.clone()))),
            Tls::SelfSigned => (kept_or_made(&provider, own, names)?, None),
        };
        let current = Arc::new(Current(RwLock::new(Arc::new(certified))));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| format!("tls: {e}"))?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Some(Door { acceptor: TlsAcceptor::from(Arc::new(config)), current, files }))
    }

    /// Takes over renewed files, as long as the process runs. What cannot be used is reported, and the one before stays.
    pub async fn follow(self: Arc<Door>) {
        let Some((cert, key)) = &self.files else { return };
        let mut seen = (changed(cert), changed(key));
        loop {
            tokio::time::sleep(LOOK).await;
            let now = (changed(cert), changed(key));
            if now == seen {
                continue;
            }
            seen = now;
            match read(&Arc::new(ring::default_provider()), cert, key) {
                Ok(renewed) => {
                    self.current.set(renewed);
                    tracing::info!(cert = %cert.display(), "the renewed certificate is in use");
                }
                Err(error) => tracing::error!("{error}; the certificate of before stays in use"),
            }
        }
    }
}

impl Wrap for Arc<Door> {
    type Stream = Opened;

    /// Finds out what a connection is, and makes the handshake.
    async fn wrap(&self, socket: TcpStream) -> io::Result<Opened> {
        let mut first = [0];
        if socket.peek(&mut first).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if first != [HANDSHAKE] {
            return Ok(Opened::Plain(socket));
        }
        Ok(Opened::Tls(Box::new(self.acceptor.accept(socket).await?)))
    }

    fn is_secure(stream: &Opened) -> bool {
        matches!(stream, Opened::Tls(_))
    }
}

/// When a file was written last, and how long it is.
fn changed(path: &Path) -> Option<(SystemTime, u64)> {
    let known = path.metadata().ok()?;
    Some((known.modified().ok()?, known.len()))
}

/// The certificate in use; a renewed one takes its place without a restart.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Current {
    fn set(&self, renewed: CertifiedKey) {
        if let Ok(mut current) = self.0.write() {
            *current = Arc::new(renewed);
        }
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().ok().map(|current| current.clone())
    }
}

fn read(provider: &Arc<CryptoProvider>, cert: &Path, key: &Path) -> Result<CertifiedKey, String> {
    let bytes = |setting: &str, path: &Path| {
        std::fs::read(path).map_err(|e| format!("{setting}: {} cannot be read: {e}", path.display()))
    };
    certified(provider, &bytes("tls-cert", cert)?, &bytes("tls-key", key)?).map_err(|fault| match fault {
        Fault::Chain => {
            format!("tls-cert: {} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)", cert.display())
        }
        Fault::Key => format!("tls-key: {} holds no private key in PEM (-----BEGIN PRIVATE KEY-----)", key.display()),
        Fault::Pair(Error::InconsistentKeys(_)) => {
            format!("tls-key: {} does not belong to the certificate in {}", key.display(), cert.display())
        }
        Fault::Pair(error) => format!("tls-key: {} cannot be used: {error}", key.display()),
    })
}

/// What is wrong with a certificate and its key.
enum Fault {
    Chain,
    Key,
    Pair(Error),
}

fn certified(provider: &Arc<CryptoProvider>, cert: &[u8], key: &[u8]) -> Result<CertifiedKey, Fault> {
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(cert).collect::<Result<_, _>>().map_err(|_| Fault::Chain)?;
    if chain.is_empty() {
        return Err(Fault::Chain);
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| Fault::Key)?;
    CertifiedKey::from_der(chain, key, provider).map_err(Fault::Pair)
}

/// The certificate of an earlier start, so that the exception that a browser made for it lasts; or a new one.
fn kept_or_made(provider: &Arc<CryptoProvider>, file: &Path, names: &[String]) -> Result<CertifiedKey, String> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let kept = std::fs::read(file).ok().filter(|text| is_good(text, names, today));
    if let Some(certified) = kept.and_then(|text| certified(provider, &text, &text).ok()) {
        return Ok(certified);
    }
    let text = made(names, today).map_err(|e| format!("tls: no certificate could be made: {e}"))?;
    write_private(file, &text).map_err(|e| format!("tls: {} cannot be written: {e}", file.display()))?;
    certified(provider, text.as_bytes(), text.as_bytes())
        .map_err(|_| format!("tls: the certificate in {} cannot be used; remove the file", file.display()))
}

/// The first line of the file: what the certificate is for and how long.
fn note(names: &[String], until: jiff::civil::Date) -> String {
    format!("# Made by behalf for {} until {until}\n", names.join(","))
}

/// Whether a certificate that was made before is for these names and lasts long enough.
fn is_good(text: &[u8], names: &[String], today: jiff::civil::Date) -> bool {
    let text = String::from_utf8_lossy(text);
    let first = text.lines().next().unwrap_or_default();
    let until = first.rsplit(' ').next().and_then(|date| date.parse::<jiff::civil::Date>().ok());
    let Some(until) = until.filter(|until| first == note(names, *until).trim_end()) else { return false };
    today.saturating_add(jiff::Span::new().days(SPARE)) < until
}

/// Key and certificate in PEM.
fn made(names: &[String], today: jiff::civil::Date) -> Result<String, rcgen::Error> {
    let date = |date: jiff::civil::Date| {
        date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(names.to_vec())?;
    let until = today.saturating_add(jiff::Span::new().days(DAYS - 2));
    params.not_before = date(today.saturating_sub(jiff::Span::new().days(1)));
    params.not_after = date(until);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.distinguished_name.push(DnType::CommonName, "Behalf on this machine");
    let cert = params.self_signed(&key)?;
    Ok(format!("{}{}{}", note(names, until), key.serialize_pem(), cert.pem()))
}

/// Writes a file that only its owner can read, in one step.
fn write_private(file: &Path, text: &str) -> io::Result<()> {
    domain::private::folder_of(file)?;
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = PathBuf::from(beside);
    let _left_over = std::fs::remove_file(&beside);
    let written =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside).and_then(|mut out| {
            out.write_all(text.as_bytes())?;
            out.sync_all()
        });
    written.and_then(|()| std::fs::rename(&beside, file)).inspect_err(|_| {
        let _left_over = std::fs::remove_file(&beside);
    })
}

/// Leads plain HTTP to https, where `is_only` that is served. Nothing is sent on that was posted, because it came
/// unprotected already. `hosts` are those that are answered; none answers all.
pub async fn only_secure(is_only: bool, hosts: Option<Arc<Vec<String>>>, request: Request, next: Next) -> Response {
    if is_only && request.extensions().get::<Secure>().is_none() {
        return to_secure(&request, hosts.as_deref().map(Vec::as_slice));
    }
    next.run(request).await
}

fn to_secure(request: &Request, hosts: Option<&[String]>) -> Response {
    let host = host(request);
    if hosts.is_some_and(|hosts| !hosts.iter().any(|known| known.eq_ignore_ascii_case(name(host)))) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::FORBIDDEN, "This server is used with https only.\n").into_response();
    }
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let Ok(target) = HeaderValue::from_str(&format!("https://{host}{path}")) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    // Not for ever: a browser would remember it for whatever else is served here one day.
    let headers = [(LOCATION, target), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn names() -> Vec<String> {
        ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec()
    }

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("behalf-tls-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        path
    }

    #[test]
    fn settings_that_contradict_each_other_are_refused() {
        let files = Tls::Files { cert: PathBuf::from("c"), key: PathBuf::from("k") };
        for (kind, cert, key, want) in [
            ("", "", "", Ok(Tls::Unset)),
            ("off", "", "", Ok(Tls::Off)),
            ("self-signed", "", "", Ok(Tls::SelfSigned)),
            ("", "c", "k", Ok(files)),
            ("", "c", "", Err("tls-cert: needs tls-key")),
            ("", "", "k", Err("tls-key: needs tls-cert")),
            ("off", "c", "k", Err("tls: is off, so")),
            ("self-signed", "", "k", Err("tls: is self-signed, so")),
            ("on", "", "", Err("tls: must be off or self-signed")),
        ] {
            match (Tls::parse(kind, cert, key), want) {
                (Ok(found), Ok(want)) => assert_eq!(found, want),
                (Err(found), Err(want)) => assert!(found.starts_with(want), "{found}"),
                (found, want) => panic!("{kind}, {cert}, {key}: {found:?} and not {want:?}"),
            }
        }
    }

    #[test]
    fn own_certificate_is_private_and_reused() {
        let provider = Arc::new(ring::default_provider());
        let home = folder("kept");
        let file = home.join("data/shop.tls.pem");
        let first = kept_or_made(&provider, &file, &names()).expect("made");
        assert_eq!(file.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
        let again = kept_or_made(&provider, &file, &names()).expect("kept");
        assert_eq!(first.cert, again.cert, "an exception that a browser has made lasts");
        let more = [names(), vec!["shop.localhost".to_owned()]].concat();
        assert_ne!(kept_or_made(&provider, &file, &more).expect("made").cert, first.cert, "other names need another");
        std::fs::write(&file, "nothing").expect("written");
        assert_ne!(kept_or_made(&provider, &file, &names()).expect("made").cert, first.cert);
        assert_eq!(std::fs::read_dir(home.join("data")).expect("a folder").count(), 1, "nothing is left beside it");
        let _ = std::fs::remove_dir_all(&home);
    }

    #[test]
    fn a_certificate_is_made_again_before_it_ends() {
        let today = jiff::civil::date(2026, 1, 31);
        let text = made(&names(), today).expect("made").into_bytes();
        assert!(is_good(&text, &names(), today));
        assert!(is_good(&text, &names(), jiff::civil::date(2028, 4, 1)));
        assert!(!is_good(&text, &names(), jiff::civil::date(2028, 4, 10)));
        assert!(!is_good(b"", &names(), today) && !is_good(b"-----BEGIN", &names(), today));
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let provider = Arc::new(ring::default_provider());
        let home = folder("files");
        std::fs::create_dir_all(&home).expect("a folder");
        let (one, other, none) = (home.join("one.pem"), home.join("other.pem"), home.join("none.pem"));
        for file in [&one, &other] {
            kept_or_made(&provider, file, &names()).expect("made");
        }
        std::fs::write(&none, "no PEM").expect("written");
        let fault = |cert: &Path, key: &Path| read(&provider, cert, key).expect_err("refused");
        assert!(fault(&one, &other).contains("does not belong to the certificate"), "{}", fault(&one, &other));
        assert!(fault(&none, &one).starts_with("tls-cert: ") && fault(&none, &one).contains("no certificate"));
        assert!(fault(&one, &none).starts_with("tls-key: ") && fault(&one, &none).contains("no private key"));
        assert!(fault(&one, Path::new("/nowhere/key")).contains("cannot be read"));
        assert!(read(&provider, &one, &one).is_ok());
        let _ = std::fs::remove_dir_all(&home);
    }

    #[test]
    fn plain_http_is_led_to_the_same_address_with_https() {
        let hosts = ["localhost".to_owned(), "shop.example".to_owned()];
        let ask = |method: &str, host: &str, path: &str| {
            let request = Request::builder().method(method).uri(path).header("host", host);
            let answer = to_secure(&request.body(axum::body::Body::empty()).expect("a request"), Some(&hosts));
            let target = answer.headers().get(LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            (answer.status().as_u16(), target)
        };
        assert_eq!(ask("GET", "localhost:3000", "/c?q=1"), (307, "https://localhost:3000/c?q=1".to_owned()));
        assert_eq!(ask("HEAD", "shop.example", "//evil"), (307, "https://shop.example//evil".to_owned()));
        assert_eq!(ask("POST", "localhost", "/sign-in"), (403, String::new()));
        assert_eq!(ask("GET", "evil.example", "/"), (421, String::new()));
    }
}
