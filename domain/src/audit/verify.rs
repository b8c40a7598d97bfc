//! Verifying the log of the running server, and recording the result.
//!
//! Rule: every verification is the same comparison, one at a time, and its result is an event that the audit page
//! shows.

use crate::audit::Event;
use crate::audit::check::Report;
use crate::audit::checkpoint;
use crate::audit::compare::{Trust, compare};
use crate::audit::outside::Outside;
use crate::cx::Cx;
use crate::error::Result;
use crate::policy::Action;
use std::sync::atomic::{AtomicBool, Ordering};

/// The state of verifying in this process.
#[derive(Debug, Default)]
pub struct Verifier {
    outside: Option<Outside>,
    is_running: AtomicBool,
}

impl Verifier {
    /// Compares the database with the key and checkpoints from `outside` of it.
    pub fn against(outside: Outside) -> Verifier {
        Verifier { outside: Some(outside), is_running: AtomicBool::new(false) }
    }

    fn trust(&self) -> Result<Trust> {
        let Some(outside) = &self.outside else { return Ok(Trust::default()) };
        Ok(Trust { keys: outside.key()?.iter().map(|key| key.public()).collect(), notes: outside.notes()? })
    }
}

/// Allows the next verification, however this one ends.
struct Running<'a>(&'a AtomicBool);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// Verifies for a member of staff; `None` when another verification is running.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden) without the right to read the log; as [`verify`].
pub async fn now(cx: &Cx) -> Result<Option<Report>> {
    cx.check_recorded(Action::ViewAudit).await?;
    let verifier = cx.env().part::<Verifier>();
    if verifier.is_running.swap(true, Ordering::AcqRel) {
        return Ok(None);
    }
    let _running = Running(&verifier.is_running);
    verify(cx, &verifier.trust()?, verifier.outside.as_ref()).await.map(Some)
}

/// Compares the database with its log and records the result. `outside` is where its checkpoints must be, unless they came
/// from elsewhere.
///
/// # Errors
/// Only of the database: what is wrong with the record is in the report.
pub async fn verify(cx: &Cx, trust: &Trust, outside: Option<&Outside>) -> Result<Report> {
    let mut report = compare(cx, trust).await?;
    if trust.notes.is_empty()
        && let (Some(outside), Some(newest)) = (outside, checkpoint::newest(cx).await?)
    {
        report.findings.push(outside.missing(newest.checkpoint.size));
    }
    if report.signed == 0 && report.findings.is_empty() {
        report.left_out.push("signatures: no checkpoint covers any event".to_owned());
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let event = Event::new("audit.verified")
        .detail("events", i64::try_from(report.events).unwrap_or(i64::MAX))
        .detail("findings", count(report.findings.len()))
        .detail("first", report.findings.first().map(|first| short(first)))
        .detail("left_out", report.left_out.iter().map(|what| short(what)).collect::<Vec<_>>());
    // A log that is broken may refuse to go on; that is no reason to keep the findings back.
    if let Err(error) = cx.record(event).await {
        tracing::error!(?error, "a verification of the log could not be recorded");
    }
    Ok(report)
}

/// A sentence for an event, which has to stay small.
fn short(text: &str) -> String {
    text.chars().take(500).collect()
}
