//! Files in the portal: sent, looked at, taken in, stopped.

use super::{Import, Kept, LARGEST_FILE, Progress, Stage, choice_text, digest};
use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Conflict, Error, Problem, Result};
use crate::id::ImportId;
use crate::import::{Choice, Field, Kind, State};
use crate::list::{Page, Size, counted};
use crate::policy::Action;
use crate::time::Micros;
use crate::{exec, on, sql};
use serde::{Deserialize, Serialize};

/// What was found in a file, for the page on which it is corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// The place of the sheet that is read, among those.
    pub sheet: usize,
    /// The row of the headings; 0 for none.
    pub header: u32,
    /// Which shop system it comes from; `sheet` for none.
    pub source: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The codes of fields that are needed and that no column holds.
    pub missing: Vec<String>,
}

/// A column of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading, or its letter.
    pub heading: String,
    /// What its first cells show.
    pub examples: Vec<String>,
    /// The code of what it holds; empty for a column that is left out.
    pub field: String,
    /// Whether that is sure.
    pub is_sure: bool,
}

impl Import {
    /// What was found in it.
    pub fn layout(&self) -> Layout {
        serde_json::from_str(&self.layout).unwrap_or_default()
    }

    /// Records that are done and records in all, as far as is known.
    pub fn progress(&self, cx: &Cx) -> (i64, i64) {
        let live =
            cx.env().part::<Progress>().of(self.id).filter(|_| matches!(self.state, Stage::Checking | Stage::Running));
        live.unwrap_or((self.next, self.records))
    }
}

/// SQL that reads an [`Import`]; `$rest` follows.
macro_rules! imports {
    ($rest:literal) => {
        sql!(concat!(
            "select id, kind, file_name, size, digest, choice, layout, state, failure, records, next, read_rows, new_count,
                    changed_count, unchanged_count, refused_count, staff_id, staff_name, created_at, finished_at
             from import ",
            $rest
        ))
    };
}

/// Keeps a file that somebody sent; it is looked at in the background.
///
/// # Errors
/// [`Error::Invalid`] at `file` when there is none, or it is too large.
pub async fn send(cx: &Cx, kind: Kind, name: &str, bytes: &[u8], choice: Option<&Choice>) -> Result<ImportId> {
    cx.check_recorded(Action::ImportData).await?;
    let (staff, staff_name) = {
        let staff = cx.require_staff(Action::ImportData)?;
        (staff.id, staff.name.clone())
    };
    if bytes.is_empty() {
        return Err(Error::field("file", Problem::Required));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(Error::field("file", Problem::FileTooLarge(LARGEST_FILE as i64 / 1_000_000)));
    }
    let name: String =
        name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(120).collect();
    let (id, size, hash) = (ImportId::fresh(), i64::try_from(bytes.len()).unwrap_or(i64::MAX), digest(bytes));
    let mut tx = cx.begin(Action::ImportData).await?;
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into import (id, kind, file_name, size, digest, choice, state, staff_id, staff_name, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, 'checking', $7, $8, $9, $10)
    "; id, kind.code(), &name, size, &hash, choice_text(choice), staff, &staff_name, cx.now(), event)
    .one()?;
    exec!(tx, "insert into import_file (import_id, content) values ($1, $2)"; id, bytes).one()?;
    let event = Event::new("import.sent").target("import", id).detail("kind", kind.code());
    tx.commit(event.detail("file", name).detail("sha256", hash).detail("size", size)).await?;
    super::worker::wake(cx.env());
    Ok(id)
}

/// A file.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn find(cx: &Cx, id: ImportId) -> Result<Import> {
    cx.require_staff(Action::ImportData)?;
    let found: Option<Import> =
        on!(cx.db(), c => sqlx::query_as(imports!("where id = $1")).bind(id).fetch_optional(c).await?);
    found.ok_or(Error::NotFound)
}

/// The files that were sent, newest first.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn list(cx: &Cx, kind: Option<Kind>, size: Size, page: i64) -> Result<Page<Import>> {
    cx.require_staff(Action::ImportData)?;
    let kind = kind.map(Kind::code);
    let rows: Vec<Import> = on!(cx.db(), c => sqlx::query_as(imports!("where (kind = $1 or $1 is null) and state <> 'removed'
         order by created_at desc, id desc limit cast($2 as bigint) offset cast($3 as bigint)")).bind(kind).bind(size.rows()).bind(page * size.rows()).fetch_all(c).await?);
    let total: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!(
        "select count(*) from (select 1 from import where (kind = $1 or $1 is null) and state <> 'removed'", counted!(), ") x"
    ))).bind(kind).fetch_one(c).await?);
    Ok(Page::of(rows, total))
}

#[derive(sqlx::FromRow)]
struct KeptRow {
    number: i64,
    state: State,
    key: String,
    reasons: String,
    changes: String,
}

/// What became of rows, or would: those of one state, or all that are kept.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn rows(cx: &Cx, id: ImportId, state: Option<State>, size: Size, page: i64) -> Result<Page<Kept>> {
    cx.require_staff(Action::ImportData)?;
    let rows: Vec<KeptRow> = on!(cx.db(), c => sqlx::query_as(sql!("
        select number, state, key, reasons, changes from import_row
        where import_id = $1 and (state = $2 or $2 is null)
        order by number limit cast($3 as bigint) offset cast($4 as bigint)
    ")).bind(id).bind(state).bind(size.rows()).bind(page * size.rows()).fetch_all(c).await?);
    let total: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!(
        "select count(*) from (select 1 from import_row where import_id = $1 and (state = $2 or $2 is null)", counted!(), ") x"
    ))).bind(id).bind(state).fetch_one(c).await?);
    let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|row| Kept {
            number: row.number,
            state: row.state,
            key: row.key,
            reasons: read(&row.reasons),
            changes: serde_json::from_str(&row.changes).unwrap_or_default(),
        })
        .collect();
    Ok(Page::of(rows, total))
}

/// A step that somebody takes with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Choose,
    Start,
    Stop,
    Resume,
    Remove,
}

/// Looks at a file again, with what somebody said about its columns.
///
/// # Errors
/// [`Error::Conflict`] when it is being taken in, or was.
pub async fn choose(cx: &Cx, id: ImportId, choice: &Choice) -> Result<()> {
    step(cx, id, Step::Choose, &choice_text(Some(choice))).await
}

/// Takes a file in: in the background.
///
/// # Errors
/// [`Error::Conflict`] when it was not looked at, or is being taken in.
pub async fn start(cx: &Cx, id: ImportId) -> Result<()> {
    step(cx, id, Step::Start, "").await
}

/// Stops: what was done stands.
///
/// # Errors
/// [`Error::Conflict`] when it is not being taken in.
pub async fn stop(cx: &Cx, id: ImportId) -> Result<()> {
    step(cx, id, Step::Stop, "").await
}

/// Goes on with a file that was stopped.
///
/// # Errors
/// [`Error::Conflict`] when it was not stopped.
pub async fn resume(cx: &Cx, id: ImportId) -> Result<()> {
    step(cx, id, Step::Resume, "").await
}

/// Decides against a file of which nothing was taken in.
///
/// # Errors
/// [`Error::Conflict`] when something of it was taken in.
pub async fn remove(cx: &Cx, id: ImportId) -> Result<()> {
    step(cx, id, Step::Remove, "").await
}

async fn step(cx: &Cx, id: ImportId, step: Step, choice: &str) -> Result<()> {
    cx.check_recorded(Action::ImportData).await?;
    find(cx, id).await?;
    let mut tx = cx.begin(Action::ImportData).await?;
    let event = tx.event().to_owned();
    let (kind, done) = match step {
        Step::Choose => (
            "import.columns_chosen",
            exec!(tx, "
                update import set choice = $2, state = 'checking', failure = '', next = 0, last_event = $3
                where id = $1 and state in ('checked', 'failed', 'checking')
            "; id, choice, event)
            .one_or_none()?,
        ),
        Step::Start => (
            "import.started",
            exec!(tx, "
                update import set state = 'running', next = 0, read_rows = 0, new_count = 0, changed_count = 0,
                    unchanged_count = 0, refused_count = 0, last_event = $2
                where id = $1 and state = 'checked' and failure = ''
            "; id, event)
            .one_or_none()?,
        ),
        Step::Stop => (
            "import.stopped",
            exec!(tx, "update import set state = 'stopped', last_event = $2 where id = $1 and state = 'running'"; id, event)
                .one_or_none()?,
        ),
        Step::Resume => (
            "import.resumed",
            exec!(tx, "update import set state = 'running', last_event = $2 where id = $1 and state = 'stopped'"; id, event)
                .one_or_none()?,
        ),
        Step::Remove => (
            "import.removed",
            exec!(tx, "
                update import set state = 'removed', last_event = $2 where id = $1 and state in ('checked', 'failed', 'checking')
            "; id, event)
            .one_or_none()?,
        ),
    };
    if !done {
        return Err(Error::Conflict(Conflict::State));
    }
    if matches!(step, Step::Choose | Step::Start | Step::Remove) {
        exec!(tx, "delete from import_row where import_id = $1"; id).any_number();
    }
    if step == Step::Remove {
        exec!(tx, "delete from import_file where import_id = $1"; id).any_number();
    }
    tx.commit(Event::new(kind).target("import", id)).await?;
    super::worker::wake(cx.env());
    Ok(())
}

/// How long the file of an import that ended is kept.
const KEPT: Micros = Micros::minutes(30 * 24 * 60);

/// Removes the files of imports that ended 30 days ago, or that nobody took in.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<()> {
    let before = Micros(cx.now().0 - KEPT.0);
    let mut tx = cx.db().begin().await?;
    exec!(tx, "
        delete from import_file where import_id in
            (select id from import where created_at < $1 and state not in ('checking', 'running'))
    "; before)
    .any_number();
    tx.commit().await
}

/// The choice for a sheet, a row of headings and the fields of the columns, as a page sends them.
pub fn chosen(layout: &Layout, sheet: usize, header: u32, fields: &[Option<Field>]) -> Choice {
    let sheet = layout.sheets.get(sheet).cloned().filter(|_| layout.sheets.len() > 1);
    let columns = layout.columns.iter().zip(fields).map(|(column, field)| (column.heading.clone(), *field));
    Choice { sheet, header: Some(header), columns: columns.collect() }
}
