//! Readiness: whether all parts of the program work, which one does not, and what the operator should check.

use axum::response::{IntoResponse, Response};
use domain::audit::unsigned::Unsigned;
use domain::db::health;
use domain::db::probe::{self, Missing};
use domain::env::Env;
use http::StatusCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A look at the database is good for so long: asking often costs nothing.
const GOOD: Duration = Duration::from_secs(3);
/// After one that found something missing; what is mended shows soon.
const BAD: Duration = Duration::from_secs(1);

/// What was found last.
pub struct Ready {
    env: Arc<Env>,
    last: Mutex<Option<(Instant, Result<(), Missing>)>>,
}

impl Ready {
    pub fn new(env: Arc<Env>) -> Ready {
        Ready { env, last: Mutex::new(None) }
    }

    /// The answer to `/readyz`.
    pub async fn answer(&self) -> Response {
        match self.look().await {
            Err(missing) => {
                let detail = if missing.detail.is_empty() { String::new() } else { format!(" ({})", missing.detail) };
                let text = format!("not ready: {}{detail}\n", missing.fault);
                (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
            }
            Ok(()) => match self.env.part::<Unsigned>().trouble() {
                // It serves, so it is ready; what watches it reads why somebody has to come.
                Some(trouble) => format!("ready, but {trouble}").into_response(),
                None => "ready".into_response(),
            },
        }
    }

    /// One look for all who ask at once.
    async fn look(&self) -> Result<(), Missing> {
        // A fault of a real write counts for a while: on PostgreSQL a full disk may spare the one that is tried.
        if let Some(fault) = health::fault() {
            return Err(Missing::from(fault));
        }
        let mut last = self.last.lock().await;
        if let Some((at, found)) = &*last
            && at.elapsed() < if found.is_ok() { GOOD } else { BAD }
        {
            return found.clone();
        }
        let found = probe::write(&self.env.db).await;
        if let Err(missing) = &found {
            tracing::warn!("not ready: {} {}", missing.fault, missing.detail);
        }
        *last = Some((Instant::now(), found.clone()));
        found
    }
}
