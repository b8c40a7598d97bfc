//! Delivers what the outbox holds: into a folder, or to a mail server.
//!
//! Rule: a mail keeps its Message-ID for all attempts, so that a receiver who gets it twice can see that. The log holds only
//! the id of a mail, and the server with its reason when it refused the mail.

use domain::env::Env;
use domain::outbox::{self, Letter, Post};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};
use tokio::task::JoinSet;
use url::Url;

/// How often the outbox is looked into when nothing rings; other processes and later tries do not ring here.
const TURN: Duration = Duration::from_secs(5);
/// Time for one delivery; well below the time after which somebody else would try.
const DEADLINE: Duration = Duration::from_secs(30);

/// Where mail goes.
#[derive(Clone)]
pub enum Transport {
    /// One `.eml` a mail.
    Folder(PathBuf),
    /// A mail server, and where it is.
    Smtp(AsyncSmtpTransport<Tokio1Executor>, String),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Transport::Folder(path) => write!(f, "file:{}", path.display()),
            Transport::Smtp(_, place) => f.write_str(place),
        }
    }
}

impl Transport {
    /// Reads the setting. The error does not contain the value, which may hold a password.
    pub fn parse(text: &str) -> Result<Transport, String> {
        let wrong = || "must be file:FOLDER, smtp://USER:PASSWORD@HOST?tls=required or smtps://USER:PASSWORD@HOST";
        if let Some(folder) = text.strip_prefix("file:").filter(|f| !f.is_empty()) {
            return Ok(Transport::Folder(PathBuf::from(folder)));
        }
        if !text.starts_with("smtp://") && !text.starts_with("smtps://") {
            return Err(wrong().to_owned());
        }
        let url: Url = text.parse().map_err(|_| wrong().to_owned())?;
        let place = server(&url)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(text).map_err(|_| wrong().to_owned())?;
        Ok(Transport::Smtp(builder.timeout(Some(DEADLINE)).build(), place))
    }

    /// Whether mail can be handed over: the folder can be written, or the server answers.
    pub async fn answers(&self) -> Result<(), String> {
        match self {
            Transport::Folder(folder) => {
                // The folder is made with its first mail.
                let there = folder.ancestors().find(|path| path.as_os_str().is_empty() || path.exists());
                let place = there.filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
                match tokio::fs::metadata(place).await {
                    Ok(data) if data.is_dir() && !data.permissions().readonly() => Ok(()),
                    Ok(_) => Err(format!("{} is no folder that can be written", place.display())),
                    Err(error) => Err(format!("{}: {error}", place.display())),
                }
            }
            Transport::Smtp(server, _) => match tokio::time::timeout(DEADLINE, server.test_connection()).await {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err("the mail server takes nothing".to_owned()),
                Ok(Err(error)) => Err(reason(&error)),
                Err(_) => Err("the mail server did not answer in time".to_owned()),
            },
        }
    }

    async fn send(&self, id: &str, message: Message) -> Result<(), String> {
        match self {
            Transport::Folder(folder) => write(folder, id, &message.formatted()).await.map_err(|e| e.to_string()),
            Transport::Smtp(server, _) => match tokio::time::timeout(DEADLINE, server.send(message)).await {
                Ok(sent) => sent.map(|_| ()).map_err(|e| reason(&e)),
                Err(_) => Err("the mail server did not answer in time".to_owned()),
            },
        }
    }
}

/// Where a mail server is. What is said to it, a password and links that are keys, needs TLS on every way but the one
/// inside this machine.
fn server(url: &Url) -> Result<String, String> {
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return Err(
            "must name a host: smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST?tls=required".to_owned()
        );
    };
    let is_name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    if url.fragment().is_some() || !is_name(url.path().trim_matches('/')) {
        return Err(
            "must be smtps://USER:PASSWORD@HOST; in USER and PASSWORD write the characters / ? # @ : % as %2F %3F \
                    %23 %40 %3A %25"
                .to_owned(),
        );
    }
    let mut tls = String::new();
    for (key, value) in url.query_pairs() {
        if key != "tls" || !["required", "opportunistic"].contains(&value.as_ref()) {
            return Err("behind ? the address of a mail server takes tls=required, and nothing else".to_owned());
        }
        tls = value.into_owned();
    }
    let number = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    let is_own = host == "localhost" || number.is_ok_and(|ip| ip.to_canonical().is_loopback());
    if url.scheme() == "smtp" && tls != "required" && !is_own {
        return Err(format!(
            "{host} would get the password and every mail in clear: use smtps://…, or smtp://…?tls=required; smtp://… \
             alone is for a mail server on this machine"
        ));
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Ok(format!("{}://{host}{port}", url.scheme()))
}

/// Why a mail server did not take a mail, without anybody's address.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    without_addresses(&text)
}

/// The log of the process holds nobody's address.
fn without_addresses(text: &str) -> String {
    let words = text.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Whole files only: a mail is written beside its name first.
async fn write(folder: &Path, id: &str, bytes: &[u8]) -> std::io::Result<()> {
    domain::private::folder(folder)?;
    let name = folder.join(format!("{id}.eml"));
    let beside = folder.join(format!(".{id}.part"));
    let mut options = tokio::fs::OpenOptions::new();
    // A mail may hold a link that is a key.
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&beside).await?;
    tokio::io::AsyncWriteExt::write_all(&mut file, bytes).await?;
    file.sync_all().await?;
    tokio::fs::rename(&beside, &name).await
}

/// Mails that are delivered at once, so that one for which the server takes its time keeps no other one waiting.
const AT_ONCE: usize = 8;

/// Delivers for as long as the process runs.
pub async fn deliver(env: Arc<Env>, transport: Transport, from: Mailbox) {
    let mut under_way = JoinSet::new();
    loop {
        while under_way.try_join_next().is_some() {}
        if under_way.len() >= AT_ONCE {
            under_way.join_next().await;
        }
        match outbox::take(&env, crate::cli::now()).await {
            Ok(Some(letter)) => {
                let (env, transport, from) = (env.clone(), transport.clone(), from.clone());
                under_way.spawn(async move { one(&env, &transport, &from, &letter).await });
            }
            Ok(None) => {
                let _ = tokio::time::timeout(TURN, env.part::<Post>().written()).await;
            }
            Err(error) => {
                tracing::warn!(?error, "the outbox could not be read");
                tokio::time::sleep(TURN).await;
            }
        }
    }
}

async fn one(env: &Env, transport: &Transport, from: &Mailbox, letter: &Letter) {
    // A sender is checked when it is typed.
    let own: Option<Mailbox> = letter.sender.parse().ok();
    let sent = match message(own.as_ref().unwrap_or(from), letter) {
        Ok(message) => transport.send(&letter.id.to_string(), message).await,
        Err(error) => Err(error),
    };
    let noted = match &sent {
        Ok(()) => outbox::delivered(env, crate::cli::now(), letter.id).await,
        Err(error) => {
            tracing::warn!(mail = %letter.id, server = ?transport, reason = %error, "a mail was not delivered and will be tried again");
            outbox::failed(env, letter.id, error).await
        }
    };
    if let Err(error) = noted {
        tracing::warn!(?error, mail = %letter.id, "what became of a mail could not be written down");
    }
}

/// The mail as RFC 5322 has it.
fn message(from: &Mailbox, letter: &Letter) -> Result<Message, String> {
    let to: Address = letter.recipient.parse().map_err(|_| "the address is none".to_owned())?;
    let written = UNIX_EPOCH + Duration::from_micros(letter.created_at.0.unsigned_abs());
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(&letter.subject)
        .date(written)
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(|e| e.to_string())?;
    // Nobody's absence note answers to this (RFC 3834).
    message
        .headers_mut()
        .insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::MailId;
    use domain::time::Micros;

    fn letter(recipient: &str, subject: &str) -> Letter {
        let body = "Grüße\nhttps://shop.example/x\n".to_owned();
        let (id, created_at) = (MailId::fresh(), Micros(1_795_432_683_000_000));
        Letter::new(id, recipient, subject, &body, created_at)
    }

    #[test]
    fn a_mail_keeps_its_id_and_says_that_nobody_wrote_it() {
        let from: Mailbox = "Shop <shop@shop.example>".parse().expect("an address");
        let letter = letter("oleg@northmere.example", "Été");
        let texts: Vec<String> = (0..2)
            .map(|_| String::from_utf8(message(&from, &letter).expect("a message").formatted()).expect("text"))
            .collect();
        for part in [
            format!("Message-ID: <{}@shop.example>\r\n", letter.id),
            "From: Shop <shop@shop.example>\r\n".to_owned(),
            "To: oleg@northmere.example\r\n".to_owned(),
            "Auto-Submitted: auto-generated\r\n".to_owned(),
            "Date: Mon, 23 Nov 2026 11:18:03 +0000\r\n".to_owned(),
            "Subject: =?utf-8?".to_owned(),
        ] {
            assert!(texts[0].contains(&part), "{part} in {}", texts[0]);
        }
        assert_eq!(texts[0], texts[1]);
    }

    #[test]
    fn a_reason_holds_nobodys_address() {
        let said = without_addresses("permanent error (550): <oleg@northmere.example> unknown, ask post@mail.example");
        assert_eq!(said, "permanent error (550): … unknown, ask …");
    }

    #[test]
    fn an_address_cannot_bring_a_header() {
        let from: Mailbox = "shop@shop.example".parse().expect("an address");
        assert!(message(&from, &letter("a@b.example\r\nBcc: c@d.example", "S")).is_err());
    }

    #[test]
    fn settings_are_a_folder_or_a_server() {
        assert!(
            matches!(Transport::parse("file:data/mail"), Ok(Transport::Folder(path)) if path == Path::new("data/mail"))
        );
        for good in [
            "smtps://u:p@mail.example",
            "smtp://u:p@mail.example:587?tls=required",
            "smtp://localhost:25",
            "smtp://127.0.0.1",
            "smtp://[::1]:2525",
        ] {
            assert!(matches!(Transport::parse(good), Ok(Transport::Smtp(..))), "{good}");
        }
        for bad in [
            "smtp://u:s3cret@mail.example",
            "smtp://mail.example",
            "smtp://u:s3cret@mail.example?tls=opportunistic",
            "smtp://u:s3cret@localhost.example",
            "smtps://u:s3cret@mail.example?tsl=required",
            "smtps://u:12/s3cret@mail.example",
            "smtps://u:s3cret#x@mail.example",
        ] {
            let why = Transport::parse(bad).expect_err(bad);
            assert!(!why.contains("s3cret"), "{bad}: {why}");
        }
        for bad in ["", "file:", "mail.example", "http://mail.example"] {
            assert!(Transport::parse(bad).is_err(), "{bad}");
        }
    }
}
