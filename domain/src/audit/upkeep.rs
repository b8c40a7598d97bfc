//! Changes to the log itself, each with an event: removing old bodies, and continuing after a restore.

use crate::audit::check::Report;
use crate::audit::checkpoint;
use crate::audit::compare::{Trust, compare};
use crate::audit::note::Checkpoint;
use crate::audit::outside::Outside;
use crate::audit::{Event, tables};
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::policy::Action;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use base64::Engine;

/// The shortest retention: twelve months.
pub const SHORTEST_RETENTION_DAYS: i64 = 366;
/// Bodies removed in one step.
const BATCH: i64 = 5_000;

/// Takes an image of every row whose newest one belongs to an event before `from`.
async fn take(tx: &mut Tx, from: i64) -> Result<i64> {
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into audit_open (event_id, after_image) select $1, coalesce(max(n), 0) from audit_image
    "; &event)
    .one()?;
    let salt = if tx.db().is_sqlite() { "randomblob(16)" } else { "uuid_send(gen_random_uuid())" };
    let mut taken = 0;
    for table in tables::business(tx.db()).await? {
        let (name, row_id, image) = (&table.name, &table.row_id, &table.image);
        let sql = format!(
            "insert into audit_image (event_id, kind, row_id, op, salt, image)
             select $1, '{name}', {row_id}, 'kept', {salt}, {image} from {name} t
             where {row_id} not in (select i.row_id from audit_image i join audit_event e on e.id = i.event_id
                                    where i.kind = '{name}' and e.seq >= $2)"
        );
        let sql = sqlx::AssertSqlSafe(sql);
        let rows = on_tx!(tx, c => sqlx::query(sql).bind(&event).bind(from).execute(c).await?.rows_affected());
        taken += i64::try_from(rows).unwrap_or(i64::MAX);
    }
    Ok(taken)
}

/// The result of pruning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pruned {
    /// This many events have no body now.
    Upto(i64),
    /// Nothing is old enough.
    Nothing,
    /// The log does not verify; nothing was removed.
    Refused(Report),
}

/// Removes the bodies of events that are older than `days`, with everything stored beside them. Their leaves stay, so all
/// checkpoints, and proofs of newer events, remain valid.
///
/// # Errors
/// [`Error::Start`] for less than twelve months.
pub async fn prune(cx: &Cx, days: i64, trust: &Trust) -> Result<Pruned> {
    if days < SHORTEST_RETENTION_DAYS {
        return Err(Error::Start(format!("events are kept for {SHORTEST_RETENTION_DAYS} days at the least")));
    }
    let before = Micros(cx.now().0.saturating_sub(Micros::minutes(days.saturating_mul(24 * 60)).0)).rfc3339();
    // Only what was signed can be let go: the signature is what remains of it.
    let signed = checkpoint::newest(cx).await?.and_then(|s| i64::try_from(s.checkpoint.size).ok()).unwrap_or(0);
    let size: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select coalesce(max(seq) + 1, cast(0 as bigint)) from audit_event where at < $1 and seq < $2
    ")).bind(&before).bind(signed).fetch_one(c).await?);
    let done: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select coalesce(max(size), cast(0 as bigint)) from audit_prune
    ")).fetch_one(c).await?);
    if size <= done {
        return finish(cx, done).await.map(|()| Pruned::Nothing);
    }
    // The images of what goes are taken anew, so nothing that was changed past the log may be among them.
    let report = compare(cx, trust).await?;
    if !report.findings.is_empty() {
        return Ok(Pruned::Refused(report));
    }
    let mut tx = cx.begin(Action::RunJob).await?;
    let rows = take(&mut tx, size).await?;
    let (at, event) = (cx.now().rfc3339(), tx.event().to_owned());
    exec!(tx, "
        insert into audit_prune (size, at, last_event) values ($1, $2, $3)
    "; size, &at, &event)
    .one()?;
    tx.commit(Event::new("log.pruned").detail("size", size).detail("rows", rows).detail("before", before)).await?;
    finish(cx, size).await?;
    Ok(Pruned::Upto(size))
}

/// Removes what the newest `log.pruned` event names, in steps; continues an interrupted run.
async fn finish(cx: &Cx, size: i64) -> Result<()> {
    let mut from = 0;
    while from < size {
        let to = (from + BATCH).min(size);
        let mut db = cx.db().begin().await?;
        for sql in [
            sql!("update audit_event set body = '{}' where seq >= $1 and seq < $2 and body <> '{}'"),
            sql!("delete from audit_pii where event_id in (select id from audit_event where seq >= $1 and seq < $2)"),
            sql!(
                "delete from audit_change where event_id in (select id from audit_event where seq >= $1 and seq < $2)"
            ),
            sql!("delete from audit_image where event_id in (select id from audit_event where seq >= $1 and seq < $2)"),
        ] {
            exec!(db, sql; from, to).any_number();
        }
        db.commit().await?;
        from = to;
    }
    Ok(())
}

/// How many signed events the database does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// At least this many are missing or replaced.
    pub least: i64,
    /// At most this many: all after the newest checkpoint that the database matches.
    pub most: i64,
    /// What was signed.
    signed: Checkpoint,
    /// Events of the database.
    events: i64,
}

/// What a database lost compared with the file of checkpoints. Call it before anything is written to the database.
///
/// # Errors
/// [`Error::Start`] when nothing was lost.
pub async fn loss(cx: &Cx, outside: &Outside) -> Result<Loss> {
    let lost = outside.newest()?.ok_or_else(|| {
        Error::Start(format!("there is nothing to compare with: {} is empty", outside.checkpoints.display()))
    })?;
    match checkpoint::check_against(cx, &lost).await {
        Ok(()) => return Err(Error::Start("the database continues what was signed: nothing was lost".to_owned())),
        Err(Error::Start(_)) => {}
        Err(error) => return Err(error),
    }
    let events = checkpoint::events(cx).await?;
    let size = i64::try_from(lost.size).unwrap_or(i64::MAX);
    let most = size - checkpoint::in_common(cx, outside).await?;
    Ok(Loss { least: (size - events).max(1), most: most.max(1), signed: lost, events })
}

/// Continues with a database that lost signed events: the next event names the loss, and the file of the old checkpoints is
/// renamed (R99).
///
/// # Errors
/// [`Error::Unavailable`]; [`Error::Start`] when the file cannot be set aside.
pub async fn resume(cx: &Cx, outside: &Outside, loss: &Loss) -> Result<()> {
    let event = Event::new("log.resumed")
        .detail("events", loss.events)
        .detail("lost_size", i64::try_from(loss.signed.size).unwrap_or(i64::MAX))
        .detail("lost_root", base64::engine::general_purpose::STANDARD.encode(loss.signed.root))
        .detail("lost_least", loss.least)
        .detail("lost_most", loss.most);
    cx.record(event).await?;
    outside.set_checkpoints_aside(&format!("lost-{}", cx.now().as_seconds()))?;
    // A file without a checkpoint would be refused: it begins anew with the newest one that the backup holds.
    match checkpoint::newest(cx).await? {
        Some(newest) => outside.append(&newest.note),
        None => Ok(()),
    }
}
