//! Files of orders: a row of a list, and the answer that saves one.

use crate::answer::download;
use crate::ui::card::{Card, Item};
use crate::ui::{self, badge};
use crate::web::Web;
use crate::{t, text};
use axum::response::Response;
use domain::attachment::{Attachment, File};
use http::header::CONTENT_DISPOSITION;
use http::{HeaderMap, HeaderValue};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A size in bytes as people read it.
pub fn size(bytes: i64) -> String {
    let kilobytes = (bytes + 1023) / 1024;
    match kilobytes {
        0..1024 => t!("files-kilobytes", count = kilobytes),
        _ => t!("files-megabytes", size = text::amount(bytes.saturating_mul(100) / (1024 * 1024))),
    }
}

/// A file in a list, which its name saves; the names of support are for staff.
pub fn item(file: &Attachment, href: &str, is_staff: bool) -> Item {
    let who = is_staff.then(|| (" · ", ui::name(&file.created_actor_name)));
    let item =
        Item::link(href, ui::name(&file.file_name)).note((size(file.size), " · ", ui::moment(file.created_at), who));
    match &file.created_subject_id {
        Some(_) => item.end(badge::behalf(t!("on-behalf"))),
        None => item,
    }
}

/// The files of an order; nothing where it has none.
pub fn card(web: &Web, files: &[Attachment], path: &str, is_staff: bool) -> Option<Card> {
    let items = files.iter().map(|file| item(file, &web.href(&format!("{path}/{}", file.id)), is_staff));
    (!files.is_empty()).then(|| Card::new("h-files", t!("files-title")).items(items, ""))
}

/// The answer that saves a file under its name; a browser never shows it.
pub fn save(file: File) -> Response {
    let mut response = download(file.media_type.as_str(), "file", file.content.into());
    saved_as(response.headers_mut(), &file.file_name);
    response
}

/// Says that a browser saves the answer under this name, and never shows it.
pub fn saved_as(headers: &mut HeaderMap, name: &str) {
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let exact = utf8_percent_encode(name, NON_ALPHANUMERIC);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
}

/// Whether a sign stands in a header as it is.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ' | '(' | ')')
}
