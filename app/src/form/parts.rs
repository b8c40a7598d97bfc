//! Reading a form with files beside its fields (`multipart/form-data`, RFC 7578), within limits.

use crate::answer::Fail;
use crate::form::Form;
use crate::web::Web;
use axum::extract::Request;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use multer::{Constraints, Multipart, SizeLimit};

/// The field that files come in.
const FILE: &str = "file";

/// How much of a form is read.
pub struct Limits {
    /// The largest part in bytes, by its name and by whether it names a file.
    pub part: fn(&str, bool) -> usize,
    /// The most files that are kept; further ones are read and left out.
    pub files: usize,
    /// The most fields.
    pub fields: usize,
    /// The whole request, in bytes.
    pub whole: usize,
}

/// A file with its name.
pub struct File {
    /// Its name, as the browser has it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether it goes on beyond what is read.
    pub is_cut: bool,
}

/// How long the body says that it is, and what parts it, where it has parts.
pub fn head(headers: &HeaderMap) -> (Option<usize>, Option<String>) {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let length = text(CONTENT_LENGTH).and_then(|length| length.parse().ok());
    (length, text(CONTENT_TYPE).and_then(|kind| multer::parse_boundary(kind).ok()))
}

/// The fields of a request whose parts have this boundary, and the files that were chosen.
///
/// # Errors
/// 413 for more than the limits allow but for files that are too long, which are marked; 400 for what is no such form.
pub async fn read(web: &Web, request: Request, boundary: String, limits: &Limits) -> Result<(Form, Vec<File>), Fail> {
    let whole = SizeLimit::new().whole_stream(limits.whole as u64);
    let stream = request.into_body().into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(whole));
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    while let Some(mut part) = parts.next_field().await.map_err(|e| unread(&e))? {
        let name = part.name().unwrap_or_default().to_owned();
        let chosen = part.file_name().map(str::to_owned);
        let most = (limits.part)(&name, chosen.is_some());
        let (mut bytes, mut is_cut) = (Vec::new(), false);
        while let Some(chunk) = part.chunk().await.map_err(|e| unread(&e))? {
            // What is too long is taken from the line to its end, so that the browser gets the answer, and not kept.
            is_cut |= bytes.len() + chunk.len() > most;
            if !is_cut {
                bytes.extend_from_slice(&chunk);
            }
        }
        match chosen {
            Some(chosen) if name == FILE => {
                let is_there = !chosen.is_empty() || !bytes.is_empty() || is_cut;
                if is_there && files.len() < limits.files {
                    files.push(File { name: chosen, bytes, is_cut });
                }
            }
            _ if is_cut || pairs.len() >= limits.fields => return Err(Fail::Status(StatusCode::PAYLOAD_TOO_LARGE)),
            _ => match String::from_utf8(bytes) {
                Ok(text) if !text.contains('\0') => pairs.push((name, text)),
                _ => return Err(Fail::Status(StatusCode::BAD_REQUEST)),
            },
        }
    }
    let form = Form::of(web, pairs.into_iter().collect());
    files.iter().for_each(|file: &File| web.typed.also(FILE, &file.name));
    Ok((form?, files))
}

fn unread(error: &multer::Error) -> Fail {
    Fail::Status(match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        _ => StatusCode::BAD_REQUEST,
    })
}
