//! What is sent to be read: a form with fields, or one with a file beside them. It may be larger than any other form, and
//! only so much of it is in memory at once.

use crate::form::Form;
use crate::respond::Fail;
use crate::web::Web;
use axum::body::to_bytes;
use axum::extract::Request;
use domain::quick_order::LARGEST_FILE;
use domain::quick_order::slots::Slots;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use multer::{Constraints, Multipart, SizeLimit};

/// The largest form without a file, and the largest field of one with a file, in bytes.
const LARGEST_TEXT: usize = 2 * 1024 * 1024;
/// What stands around a file.
const AROUND: usize = 64 * 1024;
/// Fields of a form with a file.
const FIELDS: usize = 200;

/// A form and the file beside it.
pub struct Sent {
    /// The fields beside the file.
    pub form: Form,
    /// The file, when one was chosen.
    pub file: Option<File>,
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

/// Reads a form of the largest kind.
pub async fn read(web: &Web, request: Request) -> Result<Sent, Fail> {
    let (length, boundary) = head(request.headers());
    let room = web.cx.env().part::<Slots>().room(length).await?;
    let sent = match boundary {
        Some(boundary) => parts(web, request, boundary).await,
        None => fields(web, request).await,
    };
    drop(room);
    sent
}

/// How long the body says that it is, and what parts it, where it has parts.
fn head(headers: &HeaderMap) -> (Option<usize>, Option<String>) {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let length = text(CONTENT_LENGTH).and_then(|length| length.parse().ok());
    (length, text(CONTENT_TYPE).and_then(|kind| multer::parse_boundary(kind).ok()))
}

async fn fields(web: &Web, request: Request) -> Result<Sent, Fail> {
    let body = to_bytes(request.into_body(), 3 * LARGEST_TEXT).await;
    let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    Ok(Sent { form: Form::read_within(&web.context(), &body, 3 * LARGEST_TEXT)?, file: None })
}

async fn parts(web: &Web, request: Request, boundary: String) -> Result<Sent, Fail> {
    let limit = SizeLimit::new().whole_stream((LARGEST_FILE + LARGEST_TEXT + AROUND) as u64 * 2);
    let stream = request.into_body().into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(limit));
    let (mut pairs, mut file) = (Vec::new(), None);
    while let Some(mut part) = parts.next_field().await.map_err(|e| unread(&e))? {
        let name = part.name().unwrap_or_default().to_owned();
        let most = if name == "file" { LARGEST_FILE } else { LARGEST_TEXT };
        let file_name = part.file_name().map(str::to_owned);
        let (mut bytes, mut is_cut) = (Vec::new(), false);
        while let Some(chunk) = part.chunk().await.map_err(|e| unread(&e))? {
            // What is too long is taken from the line to its end, so that the browser hears the answer, and kept no more.
            is_cut |= bytes.len() + chunk.len() > most;
            if !is_cut {
                bytes.extend_from_slice(&chunk);
            }
        }
        match file_name {
            Some(chosen) if name == "file" => {
                if !chosen.is_empty() || !bytes.is_empty() || is_cut {
                    file = file.or(Some(File { name: chosen, bytes, is_cut }));
                }
            }
            _ if is_cut || pairs.len() >= FIELDS => return Err(Fail::Status(StatusCode::PAYLOAD_TOO_LARGE)),
            _ => match String::from_utf8(bytes) {
                Ok(text) if !text.contains('\0') => pairs.push((name, text)),
                _ => return Err(Fail::Status(StatusCode::BAD_REQUEST)),
            },
        }
    }
    Ok(Sent { form: Form::of(&web.context(), pairs.into_iter().collect())?, file })
}

fn unread(error: &multer::Error) -> Fail {
    Fail::Status(match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        _ => StatusCode::BAD_REQUEST,
    })
}
