//! An open write transaction.
//!
//! Rule: it is opened by [`Cx::begin`], which checks that its session may do what it is for; the only way to commit is
//! [`Tx::commit`] with the event that says what was done. The schema refuses a row that does not cite it.

use crate::audit::unsigned::Unsigned;
use crate::audit::{Event, append};
use crate::cx::Cx;
use crate::db::DbTx;
use crate::env::Env;
use crate::error::{Error, Result};
use crate::time::Micros;
use std::sync::Arc;

type After = Box<dyn FnOnce(&Env) + Send + Sync>;

/// An open write transaction of a request.
pub struct Tx {
    db: DbTx,
    cx: Cx,
    event: String,
    also: Vec<(String, Event)>,
    /// What happens once it is committed.
    after: Vec<After>,
    /// Whether the connection was handed out, so that rows may have been written.
    touched: bool,
}

impl Tx {
    /// Opens it for whoever `cx` is, unchecked: [`Cx::begin`] checks.
    pub(crate) async fn open(cx: &Cx) -> Result<Tx> {
        let db = cx.db().begin().await?;
        Ok(Tx { db, cx: cx.clone(), event: crate::id::event_id(), also: Vec::new(), after: Vec::new(), touched: false })
    }

    /// A transaction of the program itself, which needs nobody's right: it writes down what is over.
    pub(crate) async fn of_program(env: &Arc<Env>, now: Micros, route: &str) -> Result<Tx> {
        Tx::open(&Cx::system(env.clone(), now, route)).await
    }

    /// The connection, for `on_tx!`.
    pub fn db(&mut self) -> &mut DbTx {
        self.touched = true;
        &mut self.db
    }

    /// What was run up to now wrote no rows.
    pub(crate) fn wrote_nothing_yet(&mut self) {
        self.touched = false;
    }

    /// From here on the transaction is that of `cx`, whose rights were read inside it.
    pub(crate) fn goes_on_as(&mut self, cx: Cx) {
        self.cx = cx;
    }

    /// Does this once the transaction is committed, and never when it is not.
    pub(crate) fn after_commit(&mut self, act: impl FnOnce(&Env) + Send + Sync + 'static) {
        self.after.push(Box::new(act));
    }

    /// The context.
    pub fn cx(&self) -> &Cx {
        &self.cx
    }

    /// The id of the event of this transaction, to be cited in `last_event`.
    pub fn event(&self) -> &str {
        &self.event
    }

    /// Adds a second event, appended after the one of [`Tx::commit`]; gives its id, to be cited by rows that it covers.
    pub fn also(&mut self, event: Event) -> String {
        let id = crate::id::event_id();
        self.also.push((id.clone(), event));
        id
    }

    /// Takes back an event of [`Tx::also`] whose row turned out not to change.
    pub(crate) fn not_also(&mut self, id: &str) {
        self.also.retain(|(other, _)| other != id);
    }

    /// Commits with the events of [`Tx::also`] alone, for work whose rows cite those.
    ///
    /// # Errors
    /// As [`Tx::commit`]; [`Error::Internal`] when there is no event at all.
    pub async fn commit_also(mut self) -> Result<()> {
        if self.also.is_empty() {
            return Err(Error::Internal("a write without an event".to_owned()));
        }
        let events = std::mem::take(&mut self.also);
        self.append_and_commit(events).await
    }

    /// Appends the event and commits.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`]; then nothing of the transaction happened.
    pub async fn commit(mut self, event: Event) -> Result<()> {
        let id = std::mem::take(&mut self.event);
        let mut events = vec![(id, event)];
        events.append(&mut self.also);
        self.append_and_commit(events).await
    }

    async fn append_and_commit(mut self, events: Vec<(String, Event)>) -> Result<()> {
        let count = events.len();
        #[cfg(feature = "measure")]
        if measure::is_unaudited() {
            return self.db.commit().await;
        }
        append::append(&mut self.db, &self.cx, self.touched, events).await?;
        self.db.commit().await?;
        let env = self.cx.env();
        env.part::<Unsigned>().add(count);
        for act in self.after {
            act(env);
        }
        Ok(())
    }
}

/// Benchmark only: commits without events, on a database without the constraints that want them.
#[cfg(feature = "measure")]
pub mod measure {
    use std::sync::atomic::{AtomicBool, Ordering};

    static UNAUDITED: AtomicBool = AtomicBool::new(false);

    /// From here on transactions commit with or without their events.
    pub fn audit(yes: bool) {
        UNAUDITED.store(!yes, Ordering::Relaxed);
    }

    pub(crate) fn is_unaudited() -> bool {
        UNAUDITED.load(Ordering::Relaxed)
    }
}
