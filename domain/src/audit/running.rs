//! Events of the process itself: start and end, its settings, and a clock that was set back.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::Result;
use crate::time::Micros;
use crate::{on, sql};
use serde_json::{Map, Value};

/// A clock that is behind the log by more than this is reported (R97).
const BEHIND: Micros = Micros::seconds(1);

/// Records a start: whether the last run crashed, a clock that was set back, settings that changed. `settings` must hold no
/// secret.
///
/// # Errors
/// [`Error::Unavailable`](crate::error::Error::Unavailable).
pub async fn started(cx: &Cx, settings: Map<String, Value>) -> Result<()> {
    // Several processes may share a PostgreSQL database; of one file there is one server.
    let is_alone = matches!(cx.db(), crate::db::Db::Sqlite { .. });
    let before: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select type from audit_event where type in ('sys.started', 'sys.stopping') order by seq desc limit 1
    ")).fetch_optional(c).await?);
    if is_alone && before.as_deref() == Some("sys.started") {
        cx.record(Event::new("sys.recovered")).await?;
    }
    let last: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select at from audit_event order by seq desc limit 1
    ")).fetch_optional(c).await?);
    if let Some(last) = last.filter(|last| *last > cx.now().plus(BEHIND).rfc3339()) {
        cx.record(Event::new("sys.clock_stepped").detail("clock", cx.now().rfc3339()).detail("log", last)).await?;
    }
    let known: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select body from audit_event where type = 'sys.config_changed' order by seq desc limit 1
    ")).fetch_optional(c).await?);
    let known: Value = known.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default();
    let known = known.pointer("/details/settings").cloned().unwrap_or_default();
    let settings = Value::Object(settings);
    if known != settings {
        let event = Event::new("sys.config_changed").change(known, settings.clone()).detail("settings", settings);
        cx.record(event).await?;
    }
    cx.record(Event::new("sys.started").detail("engine", cx.db().engine())).await
}

/// Records an orderly end.
///
/// # Errors
/// [`Error::Unavailable`](crate::error::Error::Unavailable).
pub async fn stopping(cx: &Cx) -> Result<()> {
    cx.record(Event::new("sys.stopping")).await
}
