//! What a search or a category has, as a file that is sent while it is made.

use super::{File, Row, Style, record};
use crate::audit::Event;
use crate::catalog::find::{self, Wanted};
use crate::cx::Cx;
use crate::error::Result;
use crate::id::ProductId;
use crate::own_item;
use crate::policy::Action;
use crate::store::Scope;

/// The most rows of a file.
pub const MOST: usize = 100_000;
/// Products that are read at once.
const PART: usize = 500;

/// A file that is being made. Which products are in it was found at its beginning; each part reads them as they are then.
pub struct Products {
    cx: Cx,
    scope: Scope,
    ids: Vec<ProductId>,
    at: usize,
    file: Option<File>,
}

/// Begins a file after recording it; none when more than [`MOST`] products match. `filter` says in a line what was asked for.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden); [`Error::Unavailable`](crate::error::Error::Unavailable).
pub async fn begin(cx: &Cx, scope: Scope, wanted: &Wanted, style: Style, filter: &str) -> Result<Option<Products>> {
    cx.check_recorded(Action::Export).await?;
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let ids = find::every(cx, &scope, wanted, most + 1).await?;
    if ids.len() > MOST {
        return Ok(None);
    }
    let event = Event::new("catalogue.exported").personal("filter", filter);
    let event = match &wanted.category {
        Some(category) => event.detail("what", category.as_str()),
        None => event,
    };
    record(cx, event, style.format, ids.len()).await?;
    Ok(Some(Products { cx: cx.clone(), scope, ids, at: 0, file: Some(File::begin(style)?) }))
}

impl Products {
    /// The next part, or nothing after the last.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn part(&mut self) -> Result<Option<Vec<u8>>> {
        while let Some(mut file) = self.file.take() {
            let end = self.ids.len().min(self.at + PART);
            let ids = self.ids.get(self.at..end).unwrap_or_default();
            if ids.is_empty() {
                return file.finish().map(Some);
            }
            let items = find::items_of(&self.cx, &self.scope, ids).await?;
            let own = own_item::of(&self.cx, ids).await?;
            for item in items {
                file.row(&Row {
                    own: own.get(&item.id).cloned().unwrap_or_default(),
                    sku: item.sku,
                    name: item.name,
                    unit: item.unit,
                    increment: Some(item.increment),
                    price: item.price,
                    available: Some(item.available),
                    ..Row::default()
                })?;
            }
            self.at = end;
            let bytes = file.buffer.take();
            self.file = Some(file);
            // What is packed comes in larger pieces: an empty one would end the answer early.
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }
}
