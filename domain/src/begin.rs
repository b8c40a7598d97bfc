//! Opening a write transaction: policy first, then the transaction, then once more inside it whether the session lives
//! and its rights still hold (R25, R32).

use crate::account;
use crate::audit::Event;
use crate::behalf::life::{BEHALF_LEAVING, BEHALF_LIFE, Life};
use crate::behalf::{Cause, lock, over};
use crate::cx::{Customer, Cx, Principal, Staff};
use crate::db::pairs;
use crate::error::{Denied, Ended, Error, NotOpen, Realm, Result};
use crate::id::{BehalfId, SessionId};
use crate::on_tx;
use crate::organization::member;
use crate::policy::grants::GrantsRow;
use crate::policy::{self, Action, Role};
use crate::session;
use crate::session::life::{self, Over, SESSION_LEAVING, SESSION_LIFE, SessionLife};
use crate::staff;
use crate::tx::Tx;

pairs! {
    /// Waits until no other transaction has asked for this; SQLite's write transactions come one by one anyway.
    PERMISSION_LOCK {
        sqlite: "select 1",
        postgres: "select 1::bigint from pg_advisory_xact_lock(4017)"
    }
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

/// A session that was found over.
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
                    session::ending::end_for_good(cx.env(), cx.now(), id, over).await?;
                }
                Ok(Error::SignIn(realm))
            }
            Gone::Acting(ended, None) => Ok(Error::Ended(ended)),
            Gone::Acting(ended, Some((life, over))) => {
                over::end_for_good(&life, cx.env(), cx.now(), over).await?;
                Ok(Error::Ended(Ended { why: NotOpen::Ended(over.why), at: over.at, ..ended }))
            }
        }
    }
}

impl Cx {
    /// Opens a write transaction for `action`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or [`Error::SignIn`] by policy, also when the right was taken away a moment ago;
    /// [`Error::Unavailable`] when the database cannot be written.
    pub async fn begin(&self, action: Action) -> Result<Tx> {
        self.check_recorded(action).await?;
        checked(Tx::open(self).await?, action).await
    }

    /// The same for changes of who may do what: takes the permission lock first, so that these changes come one after the
    /// other and the right is checked after waiting.
    pub(crate) async fn begin_exclusive(&self, action: Action) -> Result<Tx> {
        self.check_recorded(action).await?;
        let mut tx = Tx::open(self).await?;
        let sql = PERMISSION_LOCK.in_tx(tx.db());
        let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await?);
        checked(tx, action).await
    }

    /// The same for what ends the on-behalf session `id` from outside: that is locked before one's own session is, as
    /// [`Action::SignOut`] locks them.
    pub(crate) async fn begin_ending(&self, action: Action, id: BehalfId) -> Result<Tx> {
        self.check_recorded(action).await?;
        let mut tx = Tx::open(self).await?;
        let sql = lock::ONE.in_tx(tx.db());
        let _: Option<uuid::Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(id).fetch_optional(c).await?);
        checked(tx, action).await
    }

    /// Writes an event about something that changes no row.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the event cannot be written: then what it is about must not happen either (R52).
    pub async fn record(&self, event: Event) -> Result<()> {
        let Principal::Behalf(staff, _, behalf) = self.principal() else {
            return Tx::open(self).await?.commit(event).await;
        };
        match checked(Tx::open(self).await?, Action::EndBehalf).await {
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

/// The transaction, when its session lives and may do `action`. A session that is over ends for good.
async fn checked(mut tx: Tx, action: Action) -> Result<Tx> {
    let gone = Box::pin(check_alive(&mut tx, action)).await?;
    tx.wrote_nothing_yet();
    let Some(gone) = gone else { return Ok(tx) };
    let cx = tx.cx().clone();
    drop(tx);
    Err(gone.written_down(&cx).await?)
}

/// Locks what `action` is going to write and others hold on to, before anything is held together with them: rows in the
/// order on-behalf sessions, people, their sessions.
async fn lock_first(tx: &mut Tx, action: Action) -> Result<()> {
    let cx = tx.cx().clone();
    if let (Principal::Staff(staff, _), Action::SignOut | Action::ManageFactors)
    | (Principal::Behalf(staff, ..), Action::ExtendBehalf) = (cx.principal(), action)
    {
        lock::turn(tx, staff.id).await?;
    }
    let locks = match (cx.principal(), action) {
        (Principal::Staff(_, session), Action::SignOut) => vec![(lock::OF_SESSION, session.0)],
        (Principal::Staff(staff, _), Action::ManageFactors) => {
            vec![(lock::OF_STAFF, staff.id.0), (staff::LOCK, staff.id.0)]
        }
        (Principal::Customer(customer, _), Action::ChangePassword) => {
            vec![(account::db::LOCK, customer.account.0)]
        }
        _ => return Ok(()),
    };
    for (pair, id) in locks {
        let sql = pair.in_tx(tx.db());
        let _: Vec<uuid::Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(id).fetch_all(c).await?);
    }
    Ok(())
}

/// Whoever may lose the right while the request is under way is checked again here (R25, R32).
async fn check_alive(tx: &mut Tx, action: Action) -> Result<Option<Gone>> {
    let (cx, now) = (tx.cx().clone(), tx.cx().now());
    lock_first(tx, action).await?;
    let changed = match cx.principal() {
        Principal::Anonymous | Principal::System => return Ok(None),
        Principal::Customer(customer, session) => match own(tx, Realm::Shop, *session, action).await? {
            Err(gone) => return Ok(Some(gone)),
            Ok(row) => {
                let role = row.member_role.ok_or(Error::Forbidden(Denied::Permission))?;
                Principal::Customer(member(customer, role), *session)
            }
        },
        Principal::Staff(staff, session) => match own(tx, Realm::Portal, *session, action).await? {
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
            // What writes the row of the session locks it for that.
            let writes = matches!(action, Action::EndBehalf | Action::ExtendBehalf | Action::PrepareCart);
            let pair = if writes { BEHALF_LEAVING } else { BEHALF_LIFE };
            let sql = pair.in_tx(tx.db());
            let row: Option<Acting> = on_tx!(tx, c => sqlx::query_as(sql).bind(behalf.id).fetch_optional(c).await?);
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
    // Use the re-read principal from here.
    tx.goes_on_as(cx.with_principal(changed));
    Ok(None)
}

/// The person's own session as it is now, or that it is over.
async fn own(tx: &mut Tx, realm: Realm, id: SessionId, action: Action) -> Result<std::result::Result<Own, Gone>> {
    let pair = if action == Action::SignOut { SESSION_LEAVING } else { SESSION_LIFE };
    let sql = pair.in_tx(tx.db());
    let row: Option<Own> = on_tx!(tx, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await?);
    let Some(row) = row else { return Ok(Err(Gone::Own(realm, id, None))) };
    Ok(match row.life.over(realm, &tx.cx().env().limits, tx.cx().now()) {
        Some(over) => Err(Gone::Own(realm, id, Some(over))),
        None => Ok(row),
    })
}

/// The customer with the role that they have in their company now.
fn member(customer: &Customer, role: member::Role) -> Customer {
    Customer { role, ..customer.clone() }
}
