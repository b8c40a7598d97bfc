//! Compares business rows with the images that events committed to.

use crate::audit::canonical::{canonical, sha256_hex};
use crate::audit::check::Checker;
use crate::audit::images::{Rows, commitment};
use crate::audit::tables;
use crate::db::{DbTx, Snapshot};
use crate::error::Result;
use crate::{on_tx, sql};
use futures::TryStreamExt;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Images that are read at once.
const BATCH: i64 = 5_000;

/// The newest image of a row.
struct Newest {
    event: String,
    is_deleted: bool,
    /// Whether it was made of an existing row, which cites an earlier event.
    is_kept: bool,
    /// What it holds; none when it was erased.
    image: Option<RowImage>,
}

/// What an image says of its row.
struct RowImage {
    hash: String,
    /// The columns that there were when it was made.
    columns: Arc<[String]>,
}

/// All images.
#[derive(Default)]
pub(super) struct Images {
    /// By event: the commitment it must have.
    events: HashMap<String, Rows>,
    /// By table and row.
    newest: HashMap<(String, String), Newest>,
    /// The sets of columns that were met, each once.
    columns: HashSet<Arc<[String]>>,
    broken: Vec<String>,
}

/// A row as an image has it.
type Object = Map<String, Value>;

fn object(image: &str) -> Object {
    serde_json::from_str(image).unwrap_or_default()
}

/// Equal for two spellings of the same row.
fn hash(image: Object) -> String {
    sha256_hex(canonical(&Value::Object(image)).as_bytes())
}

#[derive(sqlx::FromRow)]
struct ImageRow {
    n: i64,
    event_id: String,
    kind: String,
    row_id: String,
    op: String,
    salt: Option<Vec<u8>>,
    image: Option<String>,
    commitment: Option<String>,
}

/// Reads every image, in the order of writing.
pub(super) async fn read(snapshot: &mut Snapshot) -> Result<Images> {
    let mut images = Images::default();
    let mut after = 0_i64;
    loop {
        let batch: Vec<ImageRow> = on_tx!(snapshot, c => sqlx::query_as(sql!("
            select n, event_id, kind, row_id, op, salt, image, commitment from audit_image where n > $1 order by n limit cast($2 as bigint)
        ")).bind(after).bind(BATCH).fetch_all(c).await?);
        let Some(last) = batch.last() else { return Ok(images) };
        after = last.n;
        for row in batch {
            images.add(row);
        }
    }
}

impl RowImage {
    /// Whether this was said of the row as it is now. A column that came later holds what it came with until the row is
    /// written again.
    fn is_of(&self, row: Object, defaults: &Object) -> bool {
        let (then, later): (Object, Object) = row.into_iter().partition(|(column, _)| self.columns.contains(column));
        later.iter().all(|(column, value)| defaults.get(column) == Some(value)) && hash(then) == self.hash
    }
}

impl Images {
    fn add(&mut self, row: ImageRow) {
        let committed = match (&row.salt, &row.image, &row.commitment) {
            (Some(salt), Some(image), None) => commitment(salt, image),
            (None, None, Some(committed)) => committed.clone(),
            _ => {
                self.broken.push(format!("{} {}: an image is neither whole nor erased", row.kind, row.row_id));
                return;
            }
        };
        self.events.entry(row.event_id.clone()).or_default().push(&row.kind, &row.row_id, &row.op, &committed);
        let newest = Newest {
            event: row.event_id,
            is_deleted: row.op == "delete",
            is_kept: row.op == "kept",
            image: row.image.map(|image| self.said(object(&image))),
        };
        self.newest.insert((row.kind, row.row_id), newest);
    }

    fn said(&mut self, image: Object) -> RowImage {
        let names: Vec<String> = image.keys().cloned().collect();
        let columns = self.columns.get(names.as_slice()).cloned().unwrap_or_else(|| names.into());
        self.columns.insert(columns.clone());
        RowImage { hash: hash(image), columns }
    }

    /// The images of an event whose body was removed are not checked.
    pub(super) fn forget(&mut self, event: &str) {
        self.events.remove(event);
    }

    /// Compares one event with its images.
    pub(super) fn check(&mut self, seq: i64, id: &str, body: &Value, checker: &mut Checker) {
        let images = self.events.remove(id).unwrap_or_default().value();
        if *body.get("rows").unwrap_or(&Value::Null) != images {
            checker.find(format!("event {seq}: the images of its rows are not what it committed to"));
        }
    }

    /// Images that no event committed to.
    pub(super) fn check_rest(&mut self, checker: &mut Checker) {
        for what in std::mem::take(&mut self.broken) {
            checker.find(what);
        }
        for event in std::mem::take(&mut self.events).into_keys() {
            checker.find(format!("event {event}: there are images of its rows, but it is not in the log"));
        }
    }
}

/// Compares every business row with its newest image.
pub(super) async fn check(snapshot: &mut Snapshot, mut images: Images, checker: &mut Checker) -> Result<()> {
    for table in tables::business(snapshot.db()).await? {
        let sql = sqlx::AssertSqlSafe(format!("select {}", table.defaults));
        let defaults: String = on_tx!(snapshot, c => sqlx::query_scalar(sql).fetch_one(c).await?);
        let defaults = object(&defaults);
        let sql = format!(
            "select {} as row_id, {} as cited, {} as image from {} t",
            table.row_id, table.last_event, table.image, table.name
        );
        let sql = sqlx::AssertSqlSafe(sql);
        macro_rules! each {
            ($t:expr) => {{
                let mut rows = sqlx::query_as(sql).fetch(&mut **$t);
                while let Some(row) = rows.try_next().await? {
                    one(&table.name, row, &defaults, &mut images, checker);
                }
            }};
        }
        match snapshot.db() {
            DbTx::Sqlite(t) => each!(t),
            DbTx::Postgres(t) => each!(t),
        }
    }
    for ((kind, row), newest) in images.newest {
        if !newest.is_deleted {
            checker.find(format!("{kind} {row}: is missing; event {} wrote it", newest.event));
        }
    }
    Ok(())
}

fn one(
    kind: &str,
    row: (String, Option<String>, String),
    defaults: &Object,
    images: &mut Images,
    checker: &mut Checker,
) {
    let (row, cited, image) = row;
    let Some(newest) = images.newest.remove(&(kind.to_owned(), row.clone())) else {
        return checker.find(format!("{kind} {row}: was written past the log"));
    };
    if newest.is_deleted {
        checker.find(format!("{kind} {row}: event {} deleted it, and it is there", newest.event));
    } else if !newest.image.is_some_and(|said| said.is_of(object(&image), defaults)) {
        checker.find(format!("{kind} {row}: is not what event {} wrote", newest.event));
    } else if !newest.is_kept && cited.is_some_and(|cited| cited != newest.event) {
        checker.find(format!("{kind} {row}: cites another event than {}", newest.event));
    }
}

/// On-behalf sessions of the database are open where they are in the log.
pub(super) async fn sessions(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    let rows: Vec<(uuid::Uuid, String, bool)> = on_tx!(snapshot, c => sqlx::query_as(sql!("
        select id, state, started_at is not null from behalf
    ")).fetch_all(c).await?);
    for (id, state, was_started) in rows {
        let fits = match checker.is_open(&id.to_string()) {
            Some(is_open) => was_started && is_open == (state == "active"),
            None => !was_started || checker.has_pruned(),
        };
        if !fits {
            checker.find(format!("behalf {}: is {state}, which the log does not say", id.simple()));
        }
    }
    Ok(())
}

/// Every order names the event that placed it, with both people, or the one that took it in from a file.
pub(super) async fn orders(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    let wrong: Vec<String> = on_tx!(snapshot, c => sqlx::query_scalar(sql!("
        select o.number from orders o left join audit_event e on e.id = o.created_event
        where e.id is null or (e.type <> 'data.imported' and (
              e.type not in ('order.placed', 'order.submitted') or e.actor_id <> o.created_actor_id
              or coalesce(e.subject_id, '') <> coalesce(o.created_subject_id, '')))
        order by o.number
    ")).fetch_all(c).await?);
    for number in wrong {
        checker.find(format!("order {number}: the event that placed it is not there or says another person"));
    }
    Ok(())
}

/// Every decision about an order has the event of the person who decided; nobody decided on behalf of a customer.
pub(super) async fn approvals(snapshot: &mut Snapshot, checker: &mut Checker) -> Result<()> {
    let wrong: Vec<String> = on_tx!(snapshot, c => sqlx::query_scalar(sql!("
        select o.number
        from approval p
        join orders o on o.id = p.id
        left join audit_event e on e.id = p.last_event
        where e.id is null or e.actor_id <> coalesce(p.decided_actor_id, o.created_actor_id)
           or (p.state in ('approved', 'rejected') and e.subject_id is not null)
           or e.type <> case p.state when 'waiting' then 'order.submitted' when 'approved' then 'order.approved'
                                     when 'rejected' then 'order.rejected' else 'order.withdrawn' end
        order by o.number
    ")).fetch_all(c).await?);
    for number in wrong {
        checker.find(format!("order {number}: the event that decided about it is not there or says another person"));
    }
    Ok(())
}
