//! Saving a file of an order.

use crate::part::files::save;
use crate::respond::Answer;
use crate::web::Web;
use axum::extract::Path;
use domain::error::Error;
use domain::id::AttachmentId;

/// `/portal/attachments/{id}`
pub async fn show(web: Web, Path(id): Path<String>) -> Answer {
    let id = AttachmentId::parse(&id).ok_or(Error::NotFound)?;
    Ok(save(domain::attachment::take_any(&web.cx, id).await?))
}
