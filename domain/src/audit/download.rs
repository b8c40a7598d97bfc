//! A filtered part of the log as a file: CSV for a spreadsheet, or the stored bytes of the events, one per line.
//!
//! Rule: the download is recorded before the first byte is sent. The file is made in parts, newest first, so memory
//! does not grow with it; events written in the meantime are not in it.

use crate::audit::Event;
use crate::audit::csv::{self, push};
use crate::audit::names::{self, EventRow, Line};
use crate::audit::query::Query;
use crate::audit::search::{Plan, resolve, rows};
use crate::cx::Cx;
use crate::error::Result;
use crate::policy::Action;
use crate::text_enum::text_enum;
use crate::{on, sql};
use serde_json::Value;

/// Events in one part.
const PART: usize = 500;

text_enum! {
    /// The format of the file; the word is also its extension.
    pub enum Format {
        /// A table for a spreadsheet.
        Csv => "csv",
        /// The events as they are stored, one a line.
        Jsonl => "jsonl",
    }
}

/// A file that is being made.
pub struct Download {
    cx: Cx,
    plan: Plan,
    format: Format,
    /// The next part has events before this position; nothing when the file is complete.
    before: Option<i64>,
    is_begun: bool,
}

/// Begins a file, after recording the download.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden); [`Error::Invalid`](crate::error::Error::Invalid) at `q`.
pub async fn begin(cx: &Cx, query: &Query, format: Format) -> Result<Download> {
    let tx = cx.begin(Action::ViewAudit).await?;
    let plan = resolve(cx, query).await?;
    let newest: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select coalesce(max(seq), -1) from audit_event
    ")).fetch_one(c).await?);
    // A filter may name people, so it lies beside the event like every personal value.
    tx.commit(Event::new("audit.exported").detail("format", format).personal("filter", &query.line())).await?;
    Ok(Download { cx: cx.clone(), plan, format, before: Some(newest + 1), is_begun: false })
}

impl Download {
    /// The next part, or nothing after the last.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable).
    pub async fn part(&mut self) -> Result<Option<String>> {
        let mut out = String::new();
        if !self.is_begun {
            self.is_begun = true;
            if self.format == Format::Csv {
                out.push(csv::MARK);
                push(&mut out, &COLUMNS.map(str::to_owned));
            }
        }
        while let Some(before) = self.before {
            let (found, reached) = rows(&self.cx, &self.plan, before, PART).await?;
            self.before = match found.last() {
                Some(last) if found.len() == PART => Some(last.0),
                _ => (reached > self.plan.from()).then_some(reached),
            };
            self.write(found, &mut out).await?;
            if !out.is_empty() {
                return Ok(Some(out));
            }
        }
        Ok((!out.is_empty()).then_some(out))
    }

    async fn write(&self, rows: Vec<EventRow>, out: &mut String) -> Result<()> {
        match self.format {
            Format::Jsonl => rows.iter().for_each(|(_, _, body, _)| {
                out.push_str(body);
                out.push('\n');
            }),
            Format::Csv => names::lines(&self.cx, rows).await?.iter().for_each(|line| push(out, &cells(line))),
        }
        Ok(())
    }
}

const COLUMNS: [&str; 20] = [
    "seq",
    "time",
    "action",
    "result",
    "why",
    "who",
    "who_id",
    "who_kind",
    "for",
    "for_id",
    "company",
    "company_id",
    "object",
    "object_kind",
    "object_id",
    "ip",
    "session",
    "session_kind",
    "route",
    "event_id",
];

fn cells(line: &Line) -> [String; 20] {
    let event: Value = serde_json::from_str(&line.body).unwrap_or(Value::Null);
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let subject = line.subject.clone().unwrap_or_default();
    let company = line.company.clone().unwrap_or_default();
    let object = line.objects.first().cloned().unwrap_or_default();
    [
        line.seq.to_string(),
        line.at.clone(),
        line.kind.clone(),
        line.outcome.clone(),
        line.note.clone(),
        line.actor.name.clone(),
        line.actor.id.clone(),
        line.actor.kind.clone(),
        subject.name,
        subject.id,
        company.name,
        company.id,
        object.name,
        object.kind,
        object.id,
        line.ip.clone(),
        line.session.clone(),
        line.session_kind.clone(),
        text("/request/route"),
        text("/id"),
    ]
}
