//! Changing one's own password.
//!
//! Rule: it takes the current one (R12), it is never possible on behalf (R42), and other sessions end unless the person
//! wants to keep them.

use crate::audit::Event;
use crate::credential;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::policy::Action;
use crate::throttle::{self, Bucket};
use crate::{on, on_tx, sql};

/// What becomes of the person's other sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They end.
    End,
    /// They go on.
    Keep,
}

/// Sets a new password for the customer's own login.
///
/// # Errors
/// [`Error::Invalid`] at `current` or `new`; [`Error::Throttled`] after several wrong ones; [`Error::Forbidden`] on behalf.
pub async fn change(cx: &Cx, current: &str, new: &str, others: Others) -> Result<()> {
    cx.check_recorded(Action::ChangePassword).await?;
    let Principal::Customer(customer, session) = cx.principal() else { return Err(Error::SignIn(Realm::Shop)) };
    let bucket = Bucket::of(&customer.email, &cx.request().ip);
    throttle::check(cx, &bucket).await?;
    let stored: String = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select password_hash from account where id = $1
    ")).bind(customer.account).fetch_one(c).await?);
    if !cx.env().hasher.verify(Some(stored), current).await? {
        let mut tx = cx.begin(Action::ChangePassword).await?;
        throttle::failed(&mut tx, &bucket).await?;
        tx.commit(Event::denied("auth.reauth.failed", "credentials").target("account", customer.account)).await?;
        return Err(Error::field("current", Problem::WrongPassword));
    }
    let local = customer.email.split('@').next().unwrap_or_default();
    credential::acceptable(new, &[local, &customer.name, &customer.organization_name])
        .map_err(|problem| Error::field("new", problem))?;
    let hash = cx.env().hasher.hash(new).await?;
    let mut tx = cx.begin(Action::ChangePassword).await?;
    throttle::succeeded(&mut tx, &bucket).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    on_tx!(tx, c => sqlx::query(sql!("
        update account set password_hash = $2, last_event = $3 where id = $1
    ")).bind(customer.account).bind(&hash).bind(&event).execute(c).await?.rows_affected());
    let ended = match others {
        Others::Keep => 0,
        Others::End => on_tx!(tx, c => sqlx::query(sql!("
            update session set ended_at = $3, ended_why = 'password_changed', last_event = $4
            where account_id = $1 and id <> $2 and ended_at is null
        ")).bind(customer.account).bind(session).bind(now).bind(&event).execute(c).await?.rows_affected()),
    };
    let event = Event::new("auth.password.changed")
        .target("account", customer.account)
        .detail("sessions_ended", i64::try_from(ended).unwrap_or(i64::MAX));
    tx.commit(event).await
}
