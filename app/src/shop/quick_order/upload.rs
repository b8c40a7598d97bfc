//! What is sent to be read: a form with fields, or one with a file beside them. It may be larger than any other form, and
//! only so much of it is in memory at once.

use crate::form::Form;
pub use crate::form::parts::File;
use crate::form::parts::{self, Limits, head};
use crate::respond::Fail;
use crate::web::Web;
use axum::body::to_bytes;
use axum::extract::Request;
use domain::quick_order::LARGEST_FILE;
use domain::quick_order::slots::Slots;
use http::StatusCode;

/// The largest form without a file, and the largest field of one with a file, in bytes.
const LARGEST_TEXT: usize = 2 * 1024 * 1024;
/// What stands around a file.
const AROUND: usize = 64 * 1024;
/// How much is read of a form with a file.
const LIMITS: Limits = Limits {
    part: |name, _| if name == "file" { LARGEST_FILE } else { LARGEST_TEXT },
    files: 1,
    fields: 200,
    whole: (LARGEST_FILE + LARGEST_TEXT + AROUND) * 2,
};

/// A form and the file beside it.
pub struct Sent {
    /// The fields beside the file.
    pub form: Form,
    /// The file, when one was chosen.
    pub file: Option<File>,
}

/// Reads a form of the largest kind.
pub async fn read(web: &Web, request: Request) -> Result<Sent, Fail> {
    let (length, boundary) = head(request.headers());
    let room = web.cx.env().part::<Slots>().room(length).await?;
    let sent = match boundary {
        Some(boundary) => {
            let read = parts::read(web, request, boundary, &LIMITS).await;
            read.map(|(form, files)| Sent { form, file: files.into_iter().next() })
        }
        None => fields(web, request).await,
    };
    drop(room);
    sent
}

async fn fields(web: &Web, request: Request) -> Result<Sent, Fail> {
    let body = to_bytes(request.into_body(), 3 * LARGEST_TEXT).await;
    let body = body.map_err(|_| Fail::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    Ok(Sent { form: Form::read_within(web, &body, 3 * LARGEST_TEXT)?, file: None })
}
