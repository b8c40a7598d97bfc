//! Files that belong to an order: they hang on the cart until it is ordered, and on the order from then on.
//!
//! Rules: what a file is, is read from its content, and its name must say the same. Its content stands apart from its row,
//! so that the record holds its digest alone. It is only ever saved by a browser, never shown.

use crate::audit::Event;
use crate::audit::canonical::sha256_hex;
use crate::cart::db::touch;
use crate::cx::{ActorRole, Cx};
use crate::error::{Error, Problem, Result};
use crate::id::{AttachmentId, CartId, OrderId};
use crate::policy::Action;
use crate::staff::scope::in_scope;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};

/// The most files of an order.
pub const MOST: i64 = 5;
/// The largest file, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;
/// The same in megabytes, for people.
pub const LARGEST_MB: i64 = 5;
/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

text_enum! {
    /// What a file is.
    pub enum Kind {
        /// PDF.
        Pdf => "application/pdf",
        /// PNG.
        Png => "image/png",
        /// JPEG.
        Jpeg => "image/jpeg",
        /// A workbook of Excel.
        Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// Values with commas.
        Csv => "text/csv",
        /// Plain text.
        Text => "text/plain",
    }
}

/// How the names of files end that are taken.
pub const ENDINGS: [(&str, Kind); 7] = [
    ("pdf", Kind::Pdf),
    ("png", Kind::Png),
    ("jpg", Kind::Jpeg),
    ("jpeg", Kind::Jpeg),
    ("xlsx", Kind::Xlsx),
    ("csv", Kind::Csv),
    ("txt", Kind::Text),
];

/// What a file is, when its name and its content say the same.
///
/// # Errors
/// What is wrong with it.
pub fn kind(name: &str, bytes: &[u8]) -> std::result::Result<Kind, Problem> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = ENDINGS.into_iter().find(|(known, _)| *known == ending);
    let (_, kind) = known.ok_or_else(|| Problem::FileKind(name.to_owned()))?;
    if bytes.is_empty() {
        return Err(Problem::FileEmpty(name.to_owned()));
    }
    let is_right = match kind {
        Kind::Pdf => bytes.starts_with(b"%PDF-"),
        Kind::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
        Kind::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
        Kind::Xlsx => {
            bytes.starts_with(b"PK\x03\x04") && has(bytes, b"[Content_Types].xml") && has(bytes, b"xl/workbook")
        }
        Kind::Csv | Kind::Text => is_text(bytes),
    };
    if is_right { Ok(kind) } else { Err(Problem::FileContent(name.to_owned())) }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Text in UTF-8, UTF-16 with its mark, or an encoding of one byte a letter: no control characters but those of lines.
fn is_text(bytes: &[u8]) -> bool {
    let is_plain = |unit: u16| unit >= 0x20 || matches!(unit, 0x09 | 0x0a | 0x0c | 0x0d);
    match bytes {
        [0xff, 0xfe, rest @ ..] => rest.chunks_exact(2).all(|pair| is_plain(u16::from_le_bytes([pair[0], pair[1]]))),
        [0xfe, 0xff, rest @ ..] => rest.chunks_exact(2).all(|pair| is_plain(u16::from_be_bytes([pair[0], pair[1]]))),
        _ => bytes.iter().all(|byte| is_plain(u16::from(*byte))),
    }
}

/// The name of a file without folders, without signs that nobody sees, and not too long; its ending stays.
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let plain: String =
        last.chars().filter(|c| !is_unseen(*c) && !matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*')).collect();
    let plain = plain.trim().trim_start_matches('.');
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem: String = stem.trim().chars().take(LONGEST_NAME).collect();
    let ending: String = ending.trim().chars().take(10).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// The name, or the next one of its kind that none of the others has: `plan.pdf`, `plan (2).pdf`.
fn told_apart(name: &str, others: &[String]) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let is_free = |name: &String| !others.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..=others.len() + 2).map(|n| format!("{stem} ({n}){ending}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_else(|| name.to_owned())
}

/// A file that is sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its name as the browser has it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether it goes on beyond what was read.
    pub is_cut: bool,
}

/// A file of a cart or an order.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Attachment {
    /// It.
    pub id: AttachmentId,
    /// Its name.
    pub file_name: String,
    /// Its size in bytes.
    pub size: i64,
    /// When it was attached.
    pub created_at: Micros,
    /// Who attached it.
    pub created_actor_name: String,
    /// Their role.
    pub created_actor_role: ActorRole,
    /// The customer it was attached for, when it was support.
    pub created_subject_id: Option<String>,
}

/// A file with its content.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct File {
    id: AttachmentId,
    order_id: Option<OrderId>,
    /// Its name.
    pub file_name: String,
    /// What it is.
    pub media_type: Kind,
    /// Its content.
    pub content: Vec<u8>,
}

/// The files that hang on the cart of the request.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn of_cart(cx: &Cx) -> Result<Vec<Attachment>> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select f.id, f.file_name, f.size, f.created_at, f.created_actor_name, f.created_actor_role, f.created_subject_id
        from cart k
        join attachment f on f.cart_id = k.id and f.order_id is null and f.removed_at is null
        where k.account_id = $1 and (k.id = $2 or ($2 is null and k.state = 'own'))
        order by f.created_at, f.id
    ")).bind(account).bind(cx.prepared()).fetch_all(c).await?))
}

/// The files of an order, which the reader was shown already.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn of_order(cx: &Cx, order: OrderId) -> Result<Vec<Attachment>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select f.id, f.file_name, f.size, f.created_at, f.created_actor_name, f.created_actor_role, f.created_subject_id
        from attachment f
        where f.order_id = $1 and f.removed_at is null
        order by f.created_at, f.id
    ")).bind(order).fetch_all(c).await?))
}

/// Attaches files to the cart: all of them or none.
///
/// # Errors
/// [`Error::Invalid`] at `file` naming each that is not taken.
pub async fn add(cx: &Cx, sent: Vec<Sent>) -> Result<usize> {
    cx.check_recorded(Action::EditCart).await?;
    let mut wrong = Vec::new();
    let mut read = Vec::new();
    for Sent { name, bytes, is_cut } in sent {
        let name = clean(&name);
        match kind(&name, &bytes) {
            _ if is_cut || bytes.len() > LARGEST => wrong.push(Problem::FileTooLarge(LARGEST_MB)),
            Err(problem) => wrong.push(problem),
            Ok(kind) => read.push((name, kind, bytes)),
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(
            wrong.into_iter().map(|problem| crate::error::Field { name: "file", problem }).collect(),
        ));
    }
    if read.is_empty() {
        return Err(Error::field("file", Problem::Required));
    }
    let account = cx.require_customer(Action::EditCart)?.account;
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, None).await?;
    let mut names: Vec<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select file_name from attachment where cart_id = $1 and order_id is null and removed_at is null
    ")).bind(cart).fetch_all(c).await?);
    if names.len() + read.len() > usize::try_from(MOST).unwrap_or(0) {
        return Err(Error::field("file", Problem::TooManyFiles(MOST)));
    }
    let count = read.len();
    let mut first = None;
    for (name, kind, bytes) in read {
        let name = told_apart(&name, &names);
        let (id, digest, size) =
            (AttachmentId::fresh(), sha256_hex(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        let event = Event::new("attachment.added")
            .target_named("attachment", id, "", 1)
            .target_named("cart", cart, "", version)
            .detail("bytes", size)
            .detail("sha256", digest.as_str())
            .personal("file", &name);
        let cited = match first {
            None => {
                first = Some(event);
                tx.event().to_owned()
            }
            Some(_) => tx.also(event),
        };
        let (stamp, now) = (cx.stamp(), cx.now());
        exec!(tx, "
            insert into attachment (id, account_id, cart_id, file_name, media_type, size, digest, created_at,
                                    created_actor_name, created_actor_role, created_subject_id, last_event)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        "; id, account, cart, &name, kind, size, &digest, now, &stamp.actor_name, stamp.actor_role, &stamp.subject_id,
            &cited)
        .one()?;
        exec!(tx, "
            insert into attachment_file (attachment_id, content) values ($1, $2)
        "; id, bytes)
        .one()?;
        names.push(name);
    }
    match first {
        Some(event) => tx.commit(event).await.map(|()| count),
        None => Err(Error::field("file", Problem::Required)),
    }
}

/// Takes a file off the cart again. Its content is gone then.
///
/// # Errors
/// [`Error::NotFound`] for one that is not there, or on an order already.
pub async fn remove(cx: &Cx, id: AttachmentId) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let (cart, version) = touch(&mut tx, None).await?;
    let name = removed(&mut tx, cart, id).await?.ok_or(Error::NotFound)?;
    let event = Event::new("attachment.removed")
        .target_named("attachment", id, "", 1)
        .target_named("cart", cart, "", version)
        .personal("file", &name);
    tx.commit(event).await
}

async fn removed(tx: &mut Tx, cart: CartId, id: AttachmentId) -> Result<Option<String>> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let name: Option<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update attachment set removed_at = $3, last_event = $4
        where id = $1 and cart_id = $2 and order_id is null and removed_at is null
        returning file_name
    ")).bind(id).bind(cart).bind(now).bind(&event).fetch_optional(c).await?);
    exec!(tx, "
        delete from attachment_file where attachment_id = $1 and exists (
            select 1 from attachment f where f.id = $1 and f.removed_at is not null)
    "; id)
    .any_number();
    Ok(name)
}

/// A file of the customer's own cart or order, or of an order of their company that they decide about; taking it is
/// recorded.
///
/// # Errors
/// [`Error::NotFound`], also for somebody else's.
pub async fn take_own(cx: &Cx, id: AttachmentId) -> Result<File> {
    let customer = cx.require_customer(Action::ViewOrders)?;
    let company = cx.may(Action::ViewApprovals).then_some(customer.organization);
    let file: Option<File> = on!(cx.db(), c => sqlx::query_as(sql!("
        select f.id, f.order_id, f.file_name, f.media_type, b.content
        from attachment f
        join attachment_file b on b.attachment_id = f.id
        left join orders r on r.id = f.order_id
        where f.id = $1 and f.removed_at is null
          and (f.account_id = $2 or (r.organization_id = $3 and exists (select 1 from approval p where p.id = r.id)))
    ")).bind(id).bind(customer.account).bind(company).fetch_optional(c).await?);
    taken(cx, file).await
}

/// A file of any order, for staff; taking it is recorded.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn take_any(cx: &Cx, id: AttachmentId) -> Result<File> {
    cx.require_staff(Action::ViewAllOrders)?;
    let file: Option<File> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select f.id, f.order_id, f.file_name, f.media_type, b.content
        from attachment f
        join attachment_file b on b.attachment_id = f.id
        join orders r on r.id = f.order_id
        where f.id = $1 and f.removed_at is null and ", in_scope!("$2", "r.organization_id"), "
    "))).bind(id).bind(cx.confined()).fetch_optional(c).await?);
    taken(cx, file).await
}

async fn taken(cx: &Cx, file: Option<File>) -> Result<File> {
    let file = file.ok_or(Error::NotFound)?;
    let event = Event::new("attachment.downloaded").target_named("attachment", file.id, "", 1);
    let event = match file.order_id {
        Some(order) => event.target("order", order),
        None => event,
    };
    cx.record(event.personal("file", &file.file_name)).await?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        let xlsx = b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml";
        for (name, bytes, want) in [
            ("plan.pdf", b"%PDF-1.7 ...".as_slice(), Kind::Pdf),
            ("a.PNG", b"\x89PNG\r\n\x1a\n...", Kind::Png),
            ("a.jpeg", b"\xff\xd8\xff\xe0", Kind::Jpeg),
            ("a.xlsx", xlsx, Kind::Xlsx),
            ("a.csv", b"a;b\r\n1;2", Kind::Csv),
            ("a.txt", "Größe".as_bytes(), Kind::Text),
            ("a.txt", b"\xff\xfea\0b\0", Kind::Text),
        ] {
            assert_eq!(kind(name, bytes), Ok(want), "{name}");
        }
        for (name, bytes) in [
            ("plan.pdf", b"MZ\x90\0".as_slice()),
            ("plan.pdf", b"<html>"),
            ("a.xlsx", b"PK\x03\x04 a docx"),
            ("a.txt", b"a\0b"),
            ("a.csv", b"MZ\x90\0"),
            ("a.png", b"\xff\xd8\xff"),
        ] {
            assert_eq!(kind(name, bytes), Err(Problem::FileContent(name.to_owned())), "{name}");
        }
        for name in ["a.exe", "a.html", "a.svg", "pdf", "a.pdf.exe", "a."] {
            assert_eq!(kind(name, b"%PDF-"), Err(Problem::FileKind(name.to_owned())), "{name}");
        }
        assert_eq!(kind("a.pdf", b""), Err(Problem::FileEmpty("a.pdf".to_owned())));
    }

    #[test]
    fn names_of_files_are_cleaned() {
        for (name, want) in [
            ("C:\\orders\\plan.pdf", "plan.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("a\r\nb\".pdf", "ab.pdf"),
            ("", "file"),
            (".pdf", "pdf"),
            ("Größe.pdf", "Größe.pdf"),
        ] {
            assert_eq!(clean(name), want, "{name}");
        }
        let long = clean(&format!("{}.pdf", "ä".repeat(300)));
        assert!(long.chars().count() <= LONGEST_NAME + 4 && long.ends_with(".pdf"));
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        let others = ["plan.pdf".to_owned(), "Plan (2).pdf".to_owned()];
        assert_eq!(told_apart("plan.pdf", &others[..1]), "plan (2).pdf");
        assert_eq!(told_apart("plan.pdf", &others), "plan (3).pdf");
        assert_eq!(told_apart("other.pdf", &others), "other.pdf");
    }
}
