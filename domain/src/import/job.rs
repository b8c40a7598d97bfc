//! Files that are taken in: looked at, taken in batch by batch, stopped and gone on with. [`page`] is what the portal does
//! with them, [`worker`] works on them in the background.

pub mod failed;
pub mod page;
mod parts;
pub mod worker;

use super::{Change, Counts, Kind, Outcome, Reason, State, Table, Unit, Work, batch, take};
use crate::audit::Event;
use crate::audit::canonical::sha256_hex;
use crate::cx::Cx;
use crate::db::DbTx;
use crate::error::Result;
use crate::exec;
use crate::id::{ImportId, StaffId};
use crate::policy::Action;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use serde_json::{Value, json};
use sheet::import::{Choice, Field};
use sheet::{Limits, Refusal};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Records of a batch.
const BATCH: usize = 400;
/// The most new rows without a reason that are kept to be looked at.
const KEPT: i64 = 200;
/// The largest file that a page takes, in bytes.
pub const LARGEST_FILE: usize = 20_000_000;

text_enum! {
    /// How far a file is.
    pub enum Stage {
        /// It is looked at.
        Checking => "checking",
        /// What would become of it is known; nothing of it is written.
        Checked => "checked",
        /// It is taken in.
        Running => "running",
        /// Somebody stopped it; what was done stands.
        Stopped => "stopped",
        /// It is taken in.
        Done => "done",
        /// It could not be read.
        Failed => "failed",
        /// Somebody decided against it.
        Removed => "removed",
    }
}

/// A file, as its row has it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Import {
    /// It.
    pub id: ImportId,
    kind: String,
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub size: i64,
    /// SHA-256 of its content.
    pub digest: String,
    choice: String,
    /// How far it is.
    pub state: Stage,
    layout: String,
    /// Why it could not be read, in a code.
    pub failure: String,
    /// Records in it.
    pub records: i64,
    /// Records that are done.
    pub next: i64,
    read_rows: i64,
    new_count: i64,
    changed_count: i64,
    unchanged_count: i64,
    refused_count: i64,
    /// Who sent it; none for the command line.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: String,
    /// When it was sent.
    pub created_at: Micros,
    /// When it was done.
    pub finished_at: Option<Micros>,
}

impl Import {
    /// What is in it.
    pub fn kind(&self) -> Kind {
        Kind::parse(&self.kind).unwrap_or(Kind::Products)
    }

    /// What its columns mean, as somebody said.
    pub fn choice(&self) -> Option<Choice> {
        choice_of(&self.choice)
    }

    /// How many records became what, or would.
    pub fn counts(&self) -> Counts {
        Counts {
            read: self.read_rows,
            new: self.new_count,
            changed: self.changed_count,
            unchanged: self.unchanged_count,
            refused: self.refused_count,
        }
    }
}

/// What became of a row, as it is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The row.
    pub number: i64,
    /// What becomes of it.
    pub state: State,
    /// What it is found by.
    pub key: String,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What is made another.
    pub changes: Vec<Change>,
}

/// How far files are that this process works on: records done and records in all.
#[derive(Default)]
pub struct Progress(Mutex<HashMap<ImportId, (i64, i64)>>);

impl Progress {
    fn set(&self, id: ImportId, done: usize, all: usize) {
        let whole = |n| i64::try_from(n).unwrap_or(i64::MAX);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, (whole(done), whole(all)));
    }

    fn forget(&self, id: ImportId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// How far a file is.
    pub fn of(&self, id: ImportId) -> Option<(i64, i64)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied()
    }
}

/// A choice as JSON; empty for none.
pub fn choice_text(choice: Option<&Choice>) -> String {
    let Some(choice) = choice else { return String::new() };
    let columns: Vec<Value> =
        choice.columns.iter().map(|(heading, field)| json!([heading, field.map(Field::code)])).collect();
    json!({ "sheet": choice.sheet, "header": choice.header, "columns": columns }).to_string()
}

pub(super) fn choice_of(text: &str) -> Option<Choice> {
    let value: Value = serde_json::from_str(text).ok()?;
    let columns = value["columns"].as_array()?.iter();
    let columns = columns
        .filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str().and_then(Field::parse))))
        .collect();
    let header = value["header"].as_u64().and_then(|row| u32::try_from(row).ok());
    Some(Choice { sheet: value["sheet"].as_str().map(str::to_owned), header, columns })
}

/// Reads a file.
///
/// # Errors
/// Why it is not read.
pub fn read(bytes: &[u8], name: &str, kind: Kind, choice: Option<&Choice>) -> std::result::Result<Table, Refusal> {
    let book = sheet::read(bytes, Some(name), &Limits::IMPORT)?;
    Ok(sheet::import::read(book, kind, choice))
}

/// What is done with a file.
struct Run<'a> {
    cx: &'a Cx,
    /// The row that is written with each batch; none when nothing is written at all.
    id: Option<ImportId>,
    file_name: &'a str,
    digest: &'a str,
    /// Who sent it.
    staff: Option<StaffId>,
    /// Whether what becomes of rows is kept, for a page.
    keeps_rows: bool,
}

impl Run<'_> {
    /// One batch: what becomes of the units, written where the work is to be written; nothing when somebody stopped it.
    async fn batch(
        &self,
        work: &mut Work<'_>,
        units: &[Unit],
        next: usize,
        before: Counts,
    ) -> Result<Option<Vec<Outcome>>> {
        let mut tx = self.cx.begin(Action::RunJob).await?;
        let outcomes = take(&mut tx, work, units).await?;
        let mut counts = Counts::default();
        outcomes.iter().for_each(|outcome| counts.add(outcome));
        if !work.write || !counts.writes() {
            // Nothing of it stays: it was only looked at, or all of it is there already.
            drop(tx);
            if let Some(id) = self.id.filter(|_| self.keeps_rows) {
                let mut tx = self.cx.db().begin().await?;
                keep(&mut tx, id, &outcomes, before.new).await?;
                tx.commit().await?;
            }
            return Ok(Some(outcomes));
        }
        let mut event = Event::new("data.imported")
            .detail("kind", work.table.kind.code())
            .detail("file", self.file_name)
            .detail("sha256", self.digest)
            .detail("first_row", i64::from(outcomes.iter().map(|o| o.row).min().unwrap_or(0)))
            .detail("last_row", i64::from(outcomes.iter().map(|o| o.row).max().unwrap_or(0)))
            .detail("new", counts.new)
            .detail("changed", counts.changed)
            .detail("refused", counts.refused);
        if let Some(staff) = self.staff {
            event = event.by("staff", staff);
        }
        if let Some(id) = self.id {
            if !count(&mut tx, id, next, before.plus(counts)).await? {
                return Ok(None);
            }
            if self.keeps_rows {
                keep(tx.db(), id, &outcomes, before.new).await?;
            }
            event = event.target("import", id);
        }
        tx.commit(event).await?;
        Ok(Some(outcomes))
    }
}

/// Writes how far a file is; whether it is still to be worked on.
async fn count(tx: &mut Tx, id: ImportId, next: usize, counts: Counts) -> Result<bool> {
    let (event, next) = (tx.event().to_owned(), i64::try_from(next).unwrap_or(i64::MAX));
    exec!(tx, "
        update import set next = $2, read_rows = $3, new_count = $4, changed_count = $5, unchanged_count = $6,
            refused_count = $7, last_event = $8
        where id = $1 and state = 'running'
    "; id, next, counts.read, counts.new, counts.changed, counts.unchanged, counts.refused, event)
    .one_or_none()
}

/// Keeps what became of rows: all that people should look at, and the first of those that are new.
async fn keep(tx: &mut DbTx, id: ImportId, outcomes: &[Outcome], new_before: i64) -> Result<()> {
    let mut new = new_before;
    for outcome in outcomes {
        new += i64::from(outcome.state == State::New);
        let is_plain = outcome.reasons.is_empty() && outcome.changes.is_empty();
        if is_plain && (outcome.state == State::Unchanged || new > KEPT) {
            continue;
        }
        exec!(tx, "
            insert into import_row (import_id, number, state, key, reasons, changes) values ($1, $2, $3, $4, $5, $6)
            on conflict (import_id, number) do update
            set state = excluded.state, key = excluded.key, reasons = excluded.reasons, changes = excluded.changes
        "; id, i64::from(outcome.row), outcome.state, &outcome.key, json!(outcome.reasons).to_string(),
            json!(outcome.changes).to_string())
        .one()?;
    }
    Ok(())
}

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many records became what.
    pub counts: Counts,
    /// Each record, in the order of the file.
    pub outcomes: Vec<Outcome>,
    /// Fields that are needed, and that no column holds: nothing was taken.
    pub missing: Vec<Field>,
}

/// Takes a file in at once, for the command line.
///
/// # Errors
/// Why the file is not read; the database's errors inside. What was done stands, and doing it again goes on.
pub async fn take_file(cx: &Cx, from: File<'_>) -> std::result::Result<Result<Report>, FileRefused> {
    let mut parts = parts::Parts::open(from.path, from.kind, from.choice).await?;
    let name = from.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut report = Report::default();
    let (mut seen, mut made) = (batch::Seen::default(), super::Carried::default());
    let (mut id, mut done) = (None, 0);
    while let Some(mut table) = parts.next().await? {
        report.missing.clone_from(&table.missing);
        if !report.missing.is_empty() {
            return Ok(Ok(report));
        }
        let units = seen.units(&mut table);
        if from.write && id.is_none() {
            match insert(cx, from.kind, &name, parts.digest(), parts.size()).await {
                Ok(inserted) => id = Some(inserted),
                Err(error) => return Ok(Err(error)),
            }
        }
        let run = Run { cx, id, file_name: &name, digest: parts.digest(), staff: None, keeps_rows: false };
        let mut work = Work::new(&table, from.write, cx.now());
        work.carry(std::mem::take(&mut made));
        for chunk in units.chunks(BATCH) {
            done += chunk.len();
            let outcomes = match run.batch(&mut work, chunk, done, report.counts).await {
                Ok(Some(outcomes)) => outcomes,
                Ok(None) => return Ok(Ok(report)),
                Err(error) => return Ok(Err(error)),
            };
            outcomes.iter().for_each(|outcome| report.counts.add(outcome));
            let kept = outcomes.into_iter().filter(|outcome| from.keeps_all || !outcome.reasons.is_empty());
            report.outcomes.extend(kept);
        }
        made = work.carried();
    }
    if let Some(id) = id {
        let end = End { stage: Stage::Done, next: done, counts: report.counts, ..End::default() };
        if let Err(error) = finish(cx, id, None, &end).await {
            return Ok(Err(error));
        }
        if from.kind == Kind::Products
            && let Err(error) = crate::catalog::entry::join_parts(cx.db()).await
        {
            return Ok(Err(error));
        }
    }
    report.outcomes.sort_by_key(|outcome| outcome.row);
    Ok(Ok(report))
}

/// A file that is taken in from the command line.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Where it is.
    pub path: &'a std::path::Path,
    /// What is in it.
    pub kind: Kind,
    /// What its columns mean, where that was said.
    pub choice: Option<&'a Choice>,
    /// Whether it is written, or only said what would be.
    pub write: bool,
    /// Whether all rows are reported, or only those with reasons.
    pub keeps_all: bool,
}

/// Why a file is not read.
#[derive(Debug)]
pub enum FileRefused {
    /// What the system says.
    Io(std::io::Error),
    /// What is wrong with it.
    Sheet(Refusal),
}

impl From<Refusal> for FileRefused {
    fn from(refusal: Refusal) -> FileRefused {
        FileRefused::Sheet(refusal)
    }
}

impl From<std::io::Error> for FileRefused {
    fn from(error: std::io::Error) -> FileRefused {
        FileRefused::Io(error)
    }
}

/// Writes down that a file is taken in from the command line.
async fn insert(cx: &Cx, kind: Kind, name: &str, digest: &str, size: u64) -> Result<ImportId> {
    let (id, mut tx) = (ImportId::fresh(), cx.begin(Action::RunJob).await?);
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into import (id, kind, file_name, size, digest, choice, state, staff_name, created_at, last_event)
        values ($1, $2, $3, $4, $5, '', 'running', '', $6, $7)
    "; id, kind.code(), name, i64::try_from(size).unwrap_or(i64::MAX), digest, cx.now(), event)
    .one()?;
    let event = Event::new("import.started").target("import", id).detail("kind", kind.code());
    tx.commit(event.detail("file", name).detail("sha256", digest)).await?;
    Ok(id)
}

/// How work on a file ended.
struct End {
    stage: Stage,
    /// Records that are done.
    next: usize,
    counts: Counts,
    /// Why it could not be read, as a code.
    failure: String,
    /// What was found in it, as JSON; empty to leave what is there.
    layout: String,
}

impl Default for End {
    fn default() -> End {
        let (failure, layout) = (String::new(), String::new());
        End { stage: Stage::Failed, next: 0, counts: Counts::default(), failure, layout }
    }
}

/// Writes down how work on a file ended, unless somebody was faster.
async fn finish(cx: &Cx, id: ImportId, staff: Option<StaffId>, end: &End) -> Result<()> {
    let (mut tx, counts) = (cx.begin(Action::RunJob).await?, end.counts);
    let event = tx.event().to_owned();
    let finished = (end.stage == Stage::Done).then_some(cx.now());
    let is_ours = exec!(tx, "
        update import set state = $2, next = $3, read_rows = $4, new_count = $5, changed_count = $6, unchanged_count = $7,
            refused_count = $8, failure = $9, finished_at = $10, records = case when records < $3 then $3 else records end, last_event = $11,
            layout = case when $12 = '' then layout else $12 end
        where id = $1 and state in ('checking', 'running')
    "; id, end.stage, i64::try_from(end.next).unwrap_or(i64::MAX), counts.read, counts.new, counts.changed,
        counts.unchanged, counts.refused, &end.failure, finished, event, &end.layout)
    .one_or_none()?;
    if !is_ours {
        return Ok(());
    }
    let kind = match end.stage {
        Stage::Checked => "import.checked",
        Stage::Failed => "import.failed",
        _ => "import.finished",
    };
    let mut event = Event::new(kind)
        .target("import", id)
        .detail("new", counts.new)
        .detail("changed", counts.changed)
        .detail("unchanged", counts.unchanged)
        .detail("refused", counts.refused);
    if !end.failure.is_empty() {
        event = event.detail("why", end.failure.as_str());
    }
    if let Some(staff) = staff {
        event = event.by("staff", staff);
    }
    tx.commit(event).await
}

/// The SHA-256 of a file.
pub fn digest(bytes: &[u8]) -> String {
    sha256_hex(bytes)
}
