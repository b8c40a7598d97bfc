//! The rows of files, and which product has which.

use super::files::Prepared;
use super::{LONGEST_TITLE, MOST};
use crate::error::{Error, Problem, Result};
use crate::id::{MediaId, ProductId};
use crate::tx::Tx;
use crate::{exec, on_tx, sql, text};
use std::collections::HashSet;

/// A file that is given to a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The file.
    pub media: MediaId,
    /// What a picture shows, or how a document is called; empty for the name of the product, or of the file.
    pub title: String,
}

/// Writes the row of a file, citing the event with this id; a file that is there already keeps its row.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn store(tx: &mut Tx, event: &str, file: &Prepared) -> Result<MediaId> {
    let (id, now) = (MediaId::fresh(), tx.cx().now());
    exec!(tx, "
        insert into media (id, digest, kind, media_type, file_name, size, width, height, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (digest) do nothing
    "; id, &file.digest, file.kind, &file.media_type, &file.file_name, file.size, file.width, file.height, now, event)
    .one_or_none()?;
    Ok(on_tx!(tx, c => sqlx::query_scalar(sql!("
        select id from media where digest = $1
    ")).bind(&file.digest).fetch_one(c).await?))
}

/// A title as it may be kept.
///
/// # Errors
/// What is wrong with it.
pub fn title(typed: &str) -> std::result::Result<&str, Problem> {
    text::line(typed, LONGEST_TITLE)
}

/// Gives files to a product, behind those that it has; how many were new to it. Nothing is written when none was.
///
/// # Errors
/// [`Error::Invalid`] at `file` when a product would have too many.
pub async fn attach(tx: &mut Tx, event: &str, product: ProductId, given: &[Given]) -> Result<usize> {
    let there: Vec<(MediaId, i64)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select media_id, position from product_media where product_id = $1 order by position, media_id
    ")).bind(product).fetch_all(c).await?);
    let mut known: HashSet<MediaId> = there.iter().map(|(media, _)| *media).collect();
    let fresh: Vec<&Given> = given.iter().filter(|one| known.insert(one.media)).collect();
    if fresh.is_empty() {
        return Ok(0);
    }
    if known.len() > MOST {
        return Err(Error::field("file", Problem::TooManyFiles(i64::try_from(MOST).unwrap_or(i64::MAX))));
    }
    touch(tx, event, product).await?;
    let first = there.last().map_or(0, |(_, last)| last + 1);
    for (position, one) in (first..).zip(&fresh) {
        exec!(tx, "
            insert into product_media (product_id, media_id, position, title) values ($1, $2, $3, $4)
            on conflict (product_id, media_id) do nothing
        "; product, one.media, position, &one.title)
        .one_or_none()?;
    }
    Ok(fresh.len())
}

/// The files of a product are written with the product.
pub(super) async fn touch(tx: &mut Tx, event: &str, product: ProductId) -> Result<()> {
    exec!(tx, "
        update product set last_event = $2 where id = $1 and last_event <> $2
    "; product, event)
    .one_or_none()?;
    Ok(())
}
