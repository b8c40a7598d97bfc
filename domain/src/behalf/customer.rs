//! What the customer does about a support session, and reads about one.
//!
//! Rule: only the customer's own; for everybody else's there is nothing. Acting on behalf one reads it and ends nothing.

use crate::audit::db::{Entry, of_session};
use crate::audit::detail::{Change, changes_of};
use crate::behalf::consent::rule::Basis;
use crate::behalf::ending::{Ending, end_row, endings};
use crate::behalf::life::of_customers;
use crate::behalf::{Cause, State};
use crate::cx::{Cx, Mode};
use crate::error::{Conflict, Error, Realm, Result};
use crate::id::BehalfId;
use crate::policy::{Action, Role};
use crate::time::Micros;
use crate::{on, on_tx, sql};
use std::collections::HashMap;

/// A support session as its customer reads it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Visit {
    /// The session.
    pub id: BehalfId,
    state: State,
    /// View only or full.
    pub mode: Mode,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// On what consent it rests.
    pub consent: Basis,
    /// Why the consent was overridden, or empty.
    pub override_reason: String,
    /// Start.
    pub started_at: Micros,
    /// End at the latest.
    pub expires_at: Micros,
    /// End.
    pub ended_at: Option<Micros>,
    /// Cause of the end.
    pub ended_why: Option<Cause>,
    /// The agent's name, shown where the company's policy allows.
    pub staff_name: String,
    /// The agent's role.
    pub staff_role: Role,
    /// The second person's name, or empty.
    pub second_name: String,
    /// The second person's role.
    pub second_role: Option<Role>,
    /// Whether names are shown.
    pub names: bool,
}

impl Visit {
    /// Whether support is in the account now.
    pub fn is_live(&self, now: Micros) -> bool {
        self.state == State::Active && self.expires_at > now
    }
}

/// One thing that was done, with what it changed.
#[derive(Clone, Debug)]
pub struct Step {
    /// The event.
    pub entry: Entry,
    /// Fields before and after.
    pub changes: Vec<Change>,
}

/// One session in the customer's own account, with everything that was done.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's.
pub async fn visit(cx: &Cx, id: BehalfId) -> Result<(Visit, Vec<Step>)> {
    let account = cx.require_customer(Action::ViewAccount)?.account;
    let row: Option<Visit> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select b.id, b.state, b.mode, b.reason, b.ticket, b.consent, coalesce(v.reason, '') as override_reason,
               b.started_at, b.expires_at, b.ended_at, b.ended_why,
               t.name as staff_name, t.role as staff_role, coalesce(u.name, '') as second_name,
               u.role as second_role, o.support_names as names
        from ", of_customers!(), "
        join staff t on t.id = b.staff_id
        left join behalf_override v on v.id = b.id
        left join staff u on u.id = v.staff_id
        where b.id = $1 and b.account_id = $2 and b.started_at is not null
    "))).bind(id).bind(account).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    let session = id.to_string();
    let changed: Vec<(i64, String)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select e.seq, g.body from audit_event e join audit_change g on g.event_id = e.id where e.session_id = $1 and g.body is not null
    ")).bind(&session).fetch_all(c).await?);
    let mut changed: HashMap<i64, String> = changed.into_iter().collect();
    let steps = of_session(cx, &session)
        .await?
        .into_iter()
        .map(|entry| Step { changes: changed.remove(&entry.seq).map_or_else(Vec::new, |c| changes_of(&c)), entry })
        .collect();
    Ok((row, steps))
}

/// The customer ends a session in their own account; the agent's next request finds it over.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Conflict`] when it is over; [`Error::Forbidden`] on behalf.
pub async fn end(cx: &Cx, id: BehalfId) -> Result<()> {
    let mut tx = cx.begin(Action::EndSupport).await?;
    let account = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.account;
    let ending: Option<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(
        "b.id = $1 and b.account_id = $2 and b.started_at is not null"
    )).bind(id).bind(account).fetch_optional(c).await?);
    let ending = ending.ok_or(Error::NotFound)?;
    let by = cx.stamp().actor_id;
    if !end_row(&mut tx, &ending, Cause::Customer, &by, "").await? {
        return Err(Error::Conflict(Conflict::State));
    }
    tx.commit_also().await
}
