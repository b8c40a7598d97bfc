//! The one door for writes.
//!
//! Rule: [`Cx::begin`] checks the policy, opens the transaction and checks the session again inside it; the only way to
//! commit is [`Tx::commit`] with the event that says what was done. The schema refuses a row that does not cite it.

use crate::audit::{self, Event};
use crate::behalf::Cause;
use crate::behalf::life::Life;
use crate::cx::{Customer, Cx, Principal, Staff};
use crate::db::{DbTx, dialect};
use crate::env::Env;
use crate::error::{Denied, Ended, Error, NotOpen, Realm, Result};
use crate::id::{AccountId, BehalfId, SessionId, StaffId};
use crate::organization::member;
use crate::policy::grants::GrantsRow;
use crate::policy::{self, Action, Role};
use crate::session::life::{self, Over, SessionLife, end_for_good};
use crate::time::Micros;
use crate::{exec, on_tx};
use std::sync::Arc;

/// An open write transaction of a request.
pub struct Tx {
    db: DbTx,
    cx: Cx,
    event: String,
    also: Vec<(String, Event)>,
    wakes: Vec<AccountId>,
    /// Whether the connection was handed out, so that rows may have been written.
    touched: bool,
    /// Whether a mail waits for the commit.
    mail: bool,
}

/// What somebody's own session rests on, as it is now.
#[derive(sqlx::FromRow)]
struct Own {
    #[sqlx(flatten)]
    life: SessionLife,
    role: Option<Role>,
    member_role: Option<member::Role>,
    #[sqlx(flatten)]
    grants: GrantsRow,
}

/// The same of an on-behalf session.
#[derive(sqlx::FromRow)]
struct Acting {
    #[sqlx(flatten)]
    life: Life,
    member_role: member::Role,
}

/// A session that the door found over.
enum Gone {
    Own(Realm, SessionId, Option<Over<life::Cause>>),
    Acting(Ended, Option<(Box<Life>, Over<Cause>)>),
}

impl Gone {
    /// Ends it for good, and gives what the request is told.
    async fn written_down(self, cx: &Cx) -> Result<Error> {
        match self {
            Gone::Own(realm, id, over) => {
                if let Some(over) = over {
                    end_for_good(cx.env(), cx.now(), id, over).await?;
                }
                Ok(Error::SignIn(realm))
            }
            Gone::Acting(ended, None) => Ok(Error::Ended(ended)),
            Gone::Acting(ended, Some((life, over))) => {
                life.end_for_good(cx.env(), cx.now(), over).await?;
                Ok(Error::Ended(Ended { why: NotOpen::Ended(over.why), at: over.at, ..ended }))
            }
        }
    }
}

impl Cx {
    /// Opens the door for `action`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or [`Error::SignIn`] by policy, also when the right was taken away a moment ago;
    /// [`Error::Unavailable`] when the database cannot be written.
    pub async fn begin(&self, action: Action) -> Result<Tx> {
        self.check_recorded(action).await?;
        Tx::open(self).await?.checked(action).await
    }

    /// The same for changes of who may do what, which come one after the other: the right is checked once nobody else is
    /// at it.
    pub(crate) async fn begin_alone(&self, action: Action) -> Result<Tx> {
        self.check_recorded(action).await?;
        let mut tx = Tx::open(self).await?;
        let sql = dialect::ALONE.in_tx(&tx.db);
        let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await?);
        tx.checked(action).await
    }

    /// The same for what ends the on-behalf session `id` from outside: that is locked before one's own session is, as
    /// [`Action::SignOut`] locks them.
    pub(crate) async fn begin_ending(&self, action: Action, id: BehalfId) -> Result<Tx> {
        self.check_recorded(action).await?;
        let mut tx = Tx::open(self).await?;
        let sql = dialect::BEHALF_ALONE.in_tx(&tx.db);
        let _: Option<uuid::Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(id).fetch_optional(c).await?);
        tx.checked(action).await
    }

    /// Writes an event about something that changes no row.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the event cannot be written: then what it is about must not happen either (R52).
    pub async fn record(&self, event: Event) -> Result<()> {
        let Principal::Behalf(staff, _, behalf) = self.principal() else {
            return Tx::open(self).await?.commit(event).await;
        };
        match Tx::open(self).await?.checked(Action::EndBehalf).await {
            Ok(tx) => return tx.commit(event).await,
            Err(Error::Ended(_) | Error::Forbidden(_)) => {}
            Err(other) => return Err(other),
        }
        // The session ended while the request was under way: what was refused since then did not happen inside it.
        let outside = self.with_principal(Principal::Anonymous);
        Tx::open(&outside).await?.commit(event.by("staff", staff.id).target("behalf", behalf.id)).await
    }

    /// Checks the policy for a read, and records a refusal.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or [`Error::SignIn`].
    pub async fn check_recorded(&self, action: Action) -> Result<()> {
        match policy::check(self.principal(), action) {
            Ok(()) => Ok(()),
            Err(error) => {
                self.record_denied(action, &error).await?;
                Err(error)
            }
        }
    }

    async fn record_denied(&self, action: Action, error: &Error) -> Result<()> {
        match (self.principal(), error) {
            (Principal::Anonymous, _) => Ok(()),
            (_, Error::Forbidden(denied)) => {
                let action = format!("{action:?}");
                self.refused(Event::denied("authz.denied", denied.as_str()).detail("action", action)).await
            }
            _ => Ok(()),
        }
    }
}

impl Tx {
    async fn open(cx: &Cx) -> Result<Tx> {
        let db = cx.db().begin().await?;
        Ok(Tx {
            db,
            cx: cx.clone(),
            event: crate::id::event_id(),
            also: Vec::new(),
            wakes: Vec::new(),
            touched: false,
            mail: false,
        })
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

    /// Whether rows may have been written since the door was opened.
    pub(crate) fn is_touched(&self) -> bool {
        self.touched
    }

    /// A mail leaves with the commit.
    pub(crate) fn has_mail(&mut self) {
        self.mail = true;
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

    /// Once this is committed, open pages of the customer look again who from support is there.
    pub(crate) fn wakes(&mut self, account: AccountId) {
        self.wakes.push(account);
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
        audit::db::append(&mut self, events).await?;
        if !self.wakes.is_empty() && !self.db.is_sqlite() {
            // Rare, so its state takes no room in that of every other commit.
            Box::pin(self.wake_others()).await?;
        }
        self.db.commit().await?;
        self.cx.env().unsigned.add(count);
        if self.mail {
            self.cx.env().post.ring();
        }
        for account in self.wakes {
            self.cx.env().live.tell(account);
        }
        Ok(())
    }

    /// Tells other processes, with the commit, whose open pages should look again.
    async fn wake_others(&mut self) -> Result<()> {
        for account in self.wakes.clone() {
            let sql = dialect::WAKE.in_tx(&self.db);
            exec!(self, sql; account.to_string()).any_number();
        }
        Ok(())
    }

    /// The transaction, when its session lives and may do `action`. A session that is over ends for good.
    async fn checked(mut self, action: Action) -> Result<Tx> {
        let gone = Box::pin(self.check_alive(action)).await?;
        self.touched = false;
        let Some(gone) = gone else { return Ok(self) };
        let cx = self.cx.clone();
        drop(self);
        Err(gone.written_down(&cx).await?)
    }

    /// Waits until no other transaction counts, adds to or ends the on-behalf sessions of this member of staff.
    pub(crate) async fn behalf_turn(&mut self, staff: StaffId) -> Result<()> {
        let sql = dialect::BEHALF_TURN.in_tx(&self.db);
        let _: Option<i64> =
            on_tx!(self, c => sqlx::query_scalar(sql).bind(staff.to_string()).fetch_optional(c).await?);
        Ok(())
    }

    /// The same for whoever this portal session belongs to; a session of the storefront has nothing to wait for.
    pub(crate) async fn behalf_turn_of_session(&mut self, session: SessionId) -> Result<()> {
        let sql = dialect::BEHALF_TURN_OF_SESSION.in_tx(&self.db);
        let _: Option<i64> = on_tx!(self, c => sqlx::query_scalar(sql).bind(session).fetch_optional(c).await?);
        Ok(())
    }

    /// Locks what `action` is going to write and others hold on to, before anything is held together with them: rows in the
    /// order on-behalf sessions, people, their sessions.
    async fn lock_first(&mut self, action: Action) -> Result<()> {
        let cx = self.cx.clone();
        if let (Principal::Staff(staff, _), Action::SignOut | Action::ManageFactors)
        | (Principal::Behalf(staff, ..), Action::ExtendBehalf) = (cx.principal(), action)
        {
            self.behalf_turn(staff.id).await?;
        }
        let locks = match (cx.principal(), action) {
            (Principal::Staff(_, session), Action::SignOut) => vec![(dialect::BEHALF_OF_SESSION, session.0)],
            (Principal::Staff(staff, _), Action::ManageFactors) => {
                vec![(dialect::BEHALF_OF_STAFF, staff.id.0), (dialect::STAFF_ALONE, staff.id.0)]
            }
            (Principal::Customer(customer, _), Action::ChangePassword) => {
                vec![(dialect::ACCOUNT_ALONE, customer.account.0)]
            }
            _ => return Ok(()),
        };
        for (pair, id) in locks {
            let sql = pair.in_tx(&self.db);
            let _: Vec<uuid::Uuid> = on_tx!(self, c => sqlx::query_scalar(sql).bind(id).fetch_all(c).await?);
        }
        Ok(())
    }

    /// Whoever may lose the right while the request is under way is checked again here (R25, R32).
    async fn check_alive(&mut self, action: Action) -> Result<Option<Gone>> {
        let (cx, now) = (self.cx.clone(), self.cx.now());
        self.lock_first(action).await?;
        let changed = match cx.principal() {
            Principal::Anonymous | Principal::System => return Ok(None),
            Principal::Customer(customer, session) => match self.own(Realm::Shop, *session, action).await? {
                Err(gone) => return Ok(Some(gone)),
                Ok(row) => {
                    let role = row.member_role.ok_or(Error::Forbidden(Denied::Permission))?;
                    Principal::Customer(member(customer, role), *session)
                }
            },
            Principal::Staff(staff, session) => match self.own(Realm::Portal, *session, action).await? {
                Err(gone) => return Ok(Some(gone)),
                Ok(row) => {
                    let role = row.role.ok_or(Error::Forbidden(Denied::Permission))?;
                    let grants = Box::new(row.grants.grants(role));
                    Principal::Staff(Staff { role, grants, ..staff.clone() }, *session)
                }
            },
            Principal::Behalf(staff, customer, behalf) => {
                let ended = Ended {
                    slug: behalf.slug.clone(),
                    why: NotOpen::Ended(Cause::Stop),
                    at: now,
                    contact: customer.contact.to_string(),
                };
                let ends = matches!(action, Action::EndBehalf | Action::ExtendBehalf);
                let pair = if ends { dialect::BEHALF_LEAVING } else { dialect::BEHALF_LIFE };
                let sql = pair.in_tx(&self.db);
                let row: Option<Acting> =
                    on_tx!(self, c => sqlx::query_as(sql).bind(behalf.id).fetch_optional(c).await?);
                let Some(row) = row else { return Ok(Some(Gone::Acting(ended, None))) };
                if let Some(over) = row.life.over(cx.env(), now) {
                    return Ok(Some(Gone::Acting(ended, Some((Box::new(row.life), over)))));
                }
                let (role, grants) = (row.life.staff_role, Box::new(row.life.grants()));
                let staff = Staff { role, grants, ..staff.clone() };
                Principal::Behalf(staff, member(customer, row.member_role), behalf.clone())
            }
        };
        policy::check(&changed, action)?;
        // What follows goes by what holds now.
        self.cx = cx.with_principal(changed);
        Ok(None)
    }

    /// The person's own session as it is now, or that it is over.
    async fn own(&mut self, realm: Realm, id: SessionId, action: Action) -> Result<std::result::Result<Own, Gone>> {
        let pair = if action == Action::SignOut { dialect::SESSION_LEAVING } else { dialect::SESSION_LIFE };
        let sql = pair.in_tx(&self.db);
        let row: Option<Own> = on_tx!(self, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await?);
        let Some(row) = row else { return Ok(Err(Gone::Own(realm, id, None))) };
        Ok(match row.life.over(realm, &self.cx.env().limits, self.cx.now()) {
            Some(over) => Err(Gone::Own(realm, id, Some(over))),
            None => Ok(row),
        })
    }
}

/// The customer with the role that they have in their company now.
fn member(customer: &Customer, role: member::Role) -> Customer {
    Customer { role, ..customer.clone() }
}

/// What auditing costs can only be said by leaving it out: on a database whose schema was robbed of its constraints, in a
/// program that is built for nothing else.
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
