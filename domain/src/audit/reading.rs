//! Reading the log in the portal: everything its page shows. Each reading is recorded.

use crate::audit::Event;
use crate::audit::detail::{self, Detail, Verified};
use crate::audit::preset::{self, Preset};
use crate::audit::query::Query;
use crate::audit::search::{self, Page};
use crate::cx::Cx;
use crate::error::Result;
use crate::policy::Action;

/// The data of the log page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The events.
    pub page: Page,
    /// One event in full, when one is selected.
    pub detail: Option<Detail>,
    /// Every action there is.
    pub kinds: Vec<String>,
    /// The reader's own filters.
    pub presets: Vec<Preset>,
    /// The last verification.
    pub verified: Option<Verified>,
}

/// Reads a page of the log, and records the reading with its filter.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden), recorded; as [`search::page`] and [`detail::find`].
pub async fn read(cx: &Cx, query: &Query, before: Option<i64>, size: usize, event: Option<i64>) -> Result<Reading> {
    cx.check_recorded(Action::ViewAudit).await?;
    let page = search::page(cx, query, before, size).await?;
    let detail = match event {
        Some(seq) => Some(detail::find(cx, seq).await?),
        None => None,
    };
    // A filter may name people, so it lies beside the event like every personal value.
    let viewed = Event::new("audit.viewed").personal("filter", &query.line());
    let viewed = event.into_iter().fold(viewed, |viewed, seq| viewed.detail("event", seq));
    let reading = Reading {
        page,
        detail,
        kinds: search::kinds(cx).await?,
        presets: preset::own(cx).await?,
        verified: detail::verified(cx).await?,
    };
    cx.begin(Action::ViewAudit).await?.commit(viewed).await?;
    Ok(reading)
}
