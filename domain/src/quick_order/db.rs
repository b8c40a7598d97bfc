//! Keeping what was read and what was chosen.

use crate::audit::Event;
use crate::audit::canonical::sha256_hex;
use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::QuickOrderId;
use crate::policy::{self, Action};
use crate::quick_order::read::{self, Reading, Refusal, Typed, Wish};
use crate::quick_order::slots::Slots;
use crate::quick_order::{Choices, KEPT, LARGEST_FILE, LIFE, LONGEST_NAME};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What somebody sends to be read.
pub enum Source {
    /// A file with its name.
    File {
        /// As the browser has it.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Lines that were typed or pasted.
    Lines {
        /// Into fields.
        typed: Vec<Typed>,
        /// As text.
        text: String,
    },
}

/// What was read and what was chosen.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// It.
    pub id: QuickOrderId,
    /// Counts every change.
    pub version: i64,
    /// The name of the file; empty for lines.
    pub file_name: String,
    /// The size of what was sent, in bytes.
    pub size: i64,
    /// Its SHA-256.
    pub digest: String,
    /// What was read.
    pub reading: Reading,
    /// What was chosen.
    pub choices: Choices,
    /// When it was read.
    pub created_at: Micros,
    /// Who sent it, when it was support.
    pub by_support: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    id: QuickOrderId,
    version: i64,
    file_name: String,
    size: i64,
    digest: String,
    content: String,
    choices: String,
    created_at: Micros,
    created_actor_name: String,
    created_subject_id: Option<String>,
}

/// A proposal in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Summary {
    /// It.
    pub id: QuickOrderId,
    /// The name of the file; empty for lines.
    pub file_name: String,
    /// When it was read.
    pub created_at: Micros,
    /// Who sent it.
    pub created_actor_name: String,
    /// The customer it was sent for, when it was support.
    pub created_subject_id: Option<String>,
}

fn unreadable(id: QuickOrderId) -> impl Fn(serde_json::Error) -> Error {
    move |e| Error::Internal(format!("quick order {id}: {e}"))
}

/// Reads what was sent and keeps it as a proposal. A file that is not read leaves an event too.
///
/// # Errors
/// [`Error::Unavailable`] when too much is read at once.
pub async fn read(cx: &Cx, source: Source) -> Result<std::result::Result<QuickOrderId, Refusal>> {
    cx.check_recorded(Action::ReadLines).await?;
    let (name, source) = match source {
        Source::File { name, bytes } => (file_name(&name), Arc::new(Source::File { name, bytes })),
        lines @ Source::Lines { .. } => (String::new(), Arc::new(lines)),
    };
    let of = source.clone();
    let (read, digest, size) = reading(cx, move || {
        let (read, bytes) = match of.as_ref() {
            Source::File { bytes, .. } if bytes.len() > LARGEST_FILE => {
                let bytes = LARGEST_FILE as u64;
                return (Err(Refusal::TooLarge { bytes, unpacked: false }), String::new(), 0);
            }
            Source::File { name, bytes } => (read::file(bytes, name, None), bytes.as_slice()),
            Source::Lines { typed, text } => (read::typed(typed, text), text.as_bytes()),
        };
        (read, sha256_hex(bytes), bytes.len())
    })
    .await?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let reading = match read {
        Ok(reading) => reading,
        Err(refusal) => {
            let event = Event::denied("quick_order.refused", read::code(refusal)).detail("sha256", digest);
            let event = if name.is_empty() { event } else { event.detail("file", name) };
            cx.begin(Action::ReadLines).await?.commit(event).await?;
            return Ok(Err(refusal));
        }
    };
    let id = QuickOrderId::fresh();
    let mut tx = cx.begin(Action::ReadLines).await?;
    let proposal = Proposal {
        id,
        version: 1,
        file_name: name.clone(),
        size,
        digest: digest.clone(),
        reading,
        choices: Choices::default(),
        created_at: cx.now(),
        by_support: None,
    };
    insert(&mut tx, &proposal).await?;
    if let Source::File { bytes, .. } = source.as_ref() {
        exec!(tx, "
            insert into quick_order_file (quick_order_id, content) values ($1, $2)
        "; id, bytes.as_slice())
        .one()?;
    }
    let event = told("quick_order.read", id, &proposal.reading, &name).detail("sha256", digest).detail("bytes", size);
    tx.commit(event).await?;
    Ok(Ok(id))
}

/// Keeps a new proposal; the oldest goes when there are as many as are kept.
pub(super) async fn insert(tx: &mut Tx, proposal: &Proposal) -> Result<()> {
    let cx = tx.cx().clone();
    let account = cx.require_customer(Action::ReadLines)?.account;
    let (now, stamp, id) = (cx.now(), cx.stamp(), proposal.id);
    let content = serde_json::to_string(&proposal.reading).map_err(unreadable(id))?;
    let choices = serde_json::to_string(&proposal.choices).map_err(unreadable(id))?;
    exec!(tx, "
        insert into quick_order (id, account_id, version, file_name, size, digest, content, choices, created_at, expires_at,
                                 created_actor_name, created_actor_role, created_subject_id)
        values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    "; id, account, &proposal.file_name, proposal.size, &proposal.digest, &content, &choices, now, now.plus(LIFE),
        &stamp.actor_name, stamp.actor_role, &stamp.subject_id).one()?;
    exec!(tx, "
        delete from quick_order where account_id = $1 and id not in (
            select id from quick_order where account_id = $1 order by created_at desc, id desc limit cast($2 as bigint)
        )
    "; account, KEPT)
    .any_number();
    Ok(())
}

fn told(kind: &'static str, id: QuickOrderId, reading: &Reading, name: &str) -> Event {
    let lines = i64::try_from(reading.lines.len()).unwrap_or(i64::MAX);
    let event = Event::new(kind).target("quick_order", id).detail("lines", lines);
    if name.is_empty() { event } else { event.detail("file", name).detail("what", name) }
}

/// The name of a file without folders, and not too long.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if plain.trim().is_empty() { "file".to_owned() } else { plain.trim().to_owned() }
}

/// Runs what keeps a processor busy, when it is its turn.
async fn reading<T: Send + 'static>(cx: &Cx, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = cx.env().part::<Slots>().reading().await?;
    let busy = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    busy.await.map_err(|e| Error::Internal(format!("reading a sheet: {e}")))
}

/// Reads the file of a proposal again, in the way that somebody said. What was chosen for its rows begins anew.
///
/// # Errors
/// [`Error::NotFound`] when there is no such file.
pub async fn again(cx: &Cx, id: QuickOrderId, wish: Wish) -> Result<std::result::Result<(), Refusal>> {
    cx.check_recorded(Action::ReadLines).await?;
    let account = cx.require_customer(Action::ReadLines)?.account;
    let found: Option<(String, Vec<u8>)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select q.file_name, f.content
        from quick_order q
        join quick_order_file f on f.quick_order_id = q.id
        where q.id = $1 and q.account_id = $2
    ")).bind(id).bind(account).fetch_optional(c).await?);
    let (name, bytes) = found.ok_or(Error::NotFound)?;
    let of = name.clone();
    let read = match reading(cx, move || read::file(&bytes, &of, Some(&wish))).await? {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let content = serde_json::to_string(&read).map_err(unreadable(id))?;
    let mut tx = cx.begin(Action::ReadLines).await?;
    // What is in the cart stays there, and is not added again.
    let before = take(&mut tx, id, None).await?;
    exec!(tx, "update quick_order set content = $2 where id = $1"; id, &content).one()?;
    save(&mut tx, id, &Choices { added: before.added, undo: before.undo, ..Choices::default() }).await?;
    tx.commit(told("quick_order.read", id, &read, &name)).await?;
    Ok(Ok(()))
}

/// The newest proposals of the account.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn recent(cx: &Cx) -> Result<Vec<Summary>> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select id, file_name, created_at, created_actor_name, created_subject_id
        from quick_order
        where account_id = $1 and expires_at > $2
        order by created_at desc, id desc limit 5
    ")).bind(account).bind(cx.now()).fetch_all(c).await?))
}

/// A proposal of the account.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn load(cx: &Cx, id: QuickOrderId) -> Result<Proposal> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    let row: Option<ProposalRow> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, version, file_name, size, digest, content, choices, created_at, created_actor_name, created_subject_id
        from quick_order
        where id = $1 and account_id = $2 and expires_at > $3
    ")).bind(id).bind(account).bind(cx.now()).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    let reading: Reading = serde_json::from_str(&row.content).map_err(unreadable(id))?;
    let choices: Choices = serde_json::from_str(&row.choices).map_err(unreadable(id))?;
    Ok(Proposal {
        id: row.id,
        version: row.version,
        file_name: row.file_name,
        size: row.size,
        digest: row.digest,
        reading,
        choices,
        created_at: row.created_at,
        by_support: row.created_subject_id.and(Some(row.created_actor_name)),
    })
}

/// Takes a proposal for writing, in the version that was shown, and gives what was chosen so far.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for another version.
pub(super) async fn take(tx: &mut Tx, id: QuickOrderId, shown: Option<i64>) -> Result<Choices> {
    let cx = tx.cx().clone();
    let account = cx.require_customer(Action::EditCart)?.account;
    let row: Option<(i64, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        update quick_order set version = version + 1 where id = $1 and account_id = $2 and expires_at > $3
        returning version, choices
    ")).bind(id).bind(account).bind(cx.now()).fetch_optional(c).await?);
    let (version, choices) = row.ok_or(Error::NotFound)?;
    if shown.is_some_and(|shown| shown + 1 != version) {
        return Err(Error::Conflict(Conflict::Cart));
    }
    serde_json::from_str(&choices).map_err(unreadable(id))
}

/// Writes what is chosen now.
pub(super) async fn save(tx: &mut Tx, id: QuickOrderId, choices: &Choices) -> Result<()> {
    let choices = serde_json::to_string(choices).map_err(unreadable(id))?;
    exec!(tx, "update quick_order set choices = $2 where id = $1"; id, &choices).one()
}

/// What somebody says about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It means the product with this number.
    Number(String),
    /// So many, in the unit that the product is sold in.
    Quantity(i64),
    /// It is taken although the file hides it.
    Take,
}

/// Keeps what somebody says about rows.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn choose(cx: &Cx, id: QuickOrderId, changes: Vec<(u32, Change)>) -> Result<()> {
    let mut tx = cx.begin(Action::EditCart).await?;
    let mut choices = take(&mut tx, id, None).await?;
    let rows: BTreeSet<u32> = changes.iter().map(|(row, _)| *row).collect();
    for (row, change) in changes {
        let choice = choices.rows.entry(row).or_default();
        match change {
            Change::Number(number) => choice.number = Some(number),
            Change::Quantity(quantity) => choice.quantity = Some(quantity),
            Change::Take => choice.take = true,
        }
    }
    save(&mut tx, id, &choices).await?;
    let rows = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    tx.commit(Event::new("quick_order.changed").target("quick_order", id).detail("rows", rows)).await
}

/// Removes proposals whose time is over; gives how many.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<i64> {
    policy::check(cx.principal(), Action::RunJob)?;
    let mut tx = cx.db().begin().await?;
    let gone = exec!(tx, "delete from quick_order where expires_at <= $1"; cx.now()).count();
    tx.commit().await?;
    Ok(gone)
}
