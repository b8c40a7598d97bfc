//! Work on files in the background: one at a time, going on where it was after the program was stopped or killed.

use super::page::{Column, Layout};
use super::{BATCH, End, Progress, Run, Stage, finish, read};
use crate::cx::Cx;
use crate::env::Env;
use crate::error::{Error, Result};
use crate::id::ImportId;
use crate::import::{Counts, Kind, Table, Work, batch};
use crate::lease;
use crate::time::Micros;
use crate::{on, sql};
use sheet::columns::Sure;
use sheet::import::letter;
use std::sync::Arc;
use tokio::sync::Notify;

/// How long a process has the turn without saying so again.
const TURN: Micros = Micros::seconds(60);

/// Says that there is something to do.
#[derive(Default)]
struct Bell(Notify);

/// Wakes the worker of this process.
pub(super) fn wake(env: &Env) {
    env.part::<Bell>().0.notify_one();
}

/// Waits until there may be something to do.
pub async fn rested(env: &Env) {
    let bell = env.part::<Bell>();
    let _ = tokio::time::timeout(std::time::Duration::from_secs(5), bell.0.notified()).await;
}

/// Works on all files that wait, when it is the turn of this process; whether anything was done.
///
/// # Errors
/// [`Error::Unavailable`]; what was done stands.
pub async fn work(cx: &Cx, holder: &str) -> Result<bool> {
    let mut is_any = false;
    loop {
        let next: Option<ImportId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
            select i.id from import i join import_file f on f.import_id = i.id
            where i.state in ('checking', 'running') order by i.created_at, i.id limit 1
        ")).fetch_optional(c).await?);
        let Some(id) = next else { return Ok(is_any) };
        if !lease::take(cx, "import", holder, TURN).await? {
            return Ok(is_any);
        }
        let done = one(cx, id, holder).await;
        cx.env().part::<Progress>().forget(id);
        match done {
            Ok(()) => is_any = true,
            // What cannot be written now is tried again later.
            Err(Error::Unavailable) => return Err(Error::Unavailable),
            Err(error) => {
                tracing::error!(?error, %id, "a file could not be taken in");
                let failure = "internal".to_owned();
                finish(cx, id, None, &End { failure, ..End::default() }).await?;
            }
        }
    }
}

#[derive(sqlx::FromRow)]
struct Open {
    kind: String,
    file_name: String,
    digest: String,
    choice: String,
    state: Stage,
    next: i64,
    read_rows: i64,
    new_count: i64,
    changed_count: i64,
    unchanged_count: i64,
    refused_count: i64,
    staff_id: Option<crate::id::StaffId>,
    content: Vec<u8>,
}

async fn one(cx: &Cx, id: ImportId, holder: &str) -> Result<()> {
    let mut open: Open = on!(cx.db(), c => sqlx::query_as(sql!("
        select i.kind, i.file_name, i.digest, i.choice, i.state, i.next, i.read_rows, i.new_count, i.changed_count,
               i.unchanged_count, i.refused_count, i.staff_id, f.content
        from import i join import_file f on f.import_id = i.id where i.id = $1
    ")).bind(id).fetch_one(c).await?);
    let content = std::mem::take(&mut open.content);
    let Open { file_name, digest, staff_id: staff, .. } = &open;
    let (kind, choice) = (Kind::parse(&open.kind).unwrap_or(Kind::Products), super::choice_of(&open.choice));
    let name = file_name.clone();
    let table = tokio::task::spawn_blocking(move || read(&content, &name, kind, choice.as_ref()))
        .await
        .map_err(|e| Error::Internal(format!("reading a sheet: {e}")))?;
    let mut table = match table {
        Ok(table) => table,
        Err(refusal) => {
            let failure = crate::quick_order::read::code(refusal).to_owned();
            return finish(cx, id, *staff, &End { failure, ..End::default() }).await;
        }
    };
    let layout = serde_json::to_string(&layout(&table)).unwrap_or_default();
    if !table.missing.is_empty() {
        let failure = "missing".to_owned();
        let end = End { stage: Stage::Checked, failure, layout, ..End::default() };
        return finish(cx, id, *staff, &end).await;
    }
    let write = open.state == Stage::Running;
    let units = batch::Seen::default().units(&mut table);
    let run = Run { cx, id: Some(id), file_name, digest, staff: *staff, keeps_rows: true };
    let mut work = Work::new(&table, write, cx.now());
    let begin = if write { usize::try_from(open.next).unwrap_or(0).min(units.len()) } else { 0 };
    let mut counts = Counts::default();
    if write {
        counts = Counts {
            read: open.read_rows,
            new: open.new_count,
            changed: open.changed_count,
            unchanged: open.unchanged_count,
            refused: open.refused_count,
        };
    }
    let progress = cx.env().part::<Progress>();
    let mut next = begin;
    for chunk in units[begin..].chunks(BATCH) {
        progress.set(id, next, units.len());
        if !lease::take(cx, "import", holder, TURN).await? || state(cx, id).await? != open.state {
            return Ok(());
        }
        next += chunk.len();
        let Some(outcomes) = run.batch(&mut work, chunk, next, counts).await? else { return Ok(()) };
        outcomes.iter().for_each(|outcome| counts.add(outcome));
    }
    let stage = if write { Stage::Done } else { Stage::Checked };
    finish(cx, id, *staff, &End { stage, next: units.len(), counts, layout, failure: String::new() }).await?;
    if write && kind == Kind::Products {
        crate::catalog::entry::join_parts(cx.db()).await?;
    }
    Ok(())
}

/// How far the file is now: somebody may have stopped it.
async fn state(cx: &Cx, id: ImportId) -> Result<Stage> {
    Ok(
        on!(cx.db(), c => sqlx::query_scalar(sql!("select state from import where id = $1")).bind(id).fetch_one(c).await?),
    )
}

/// What was found in a file.
fn layout(table: &Table) -> Layout {
    let columns = table.columns.iter().enumerate().map(|(place, column)| Column {
        heading: if column.heading.is_empty() { letter(place) } else { column.heading.clone() },
        examples: table.examples.get(place).cloned().unwrap_or_default(),
        field: column.role.map(crate::import::Field::code).unwrap_or_default().to_owned(),
        is_sure: column.role.is_none() || column.sure >= Sure::Likely,
    });
    Layout {
        sheets: table.sheets.iter().map(|(_, name)| name.clone()).collect(),
        sheet: table.sheets.iter().position(|(place, _)| *place == table.sheet).unwrap_or(0),
        header: table.header.map_or(0, |(first, _)| first),
        source: table.source.code().to_owned(),
        columns: columns.collect(),
        missing: table.missing.iter().map(|field| field.code().to_owned()).collect(),
    }
}

/// Works for ever; `now` is the clock.
pub async fn serve(env: Arc<Env>, now: fn() -> Micros) {
    let Ok(holder) = lease::holder() else { return };
    loop {
        let cx = Cx::system(env.clone(), now(), "import");
        if let Err(error) = work(&cx, &holder).await {
            tracing::warn!(?error, "files could not be worked on");
        }
        rested(&env).await;
    }
}
