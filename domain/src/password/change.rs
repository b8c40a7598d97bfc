//! Changing the own password.
//!
//! Rule: it needs the current password, and for staff their second factor too (R12). It is not possible on behalf
//! (R42). Other sessions end unless the person wants to keep them.

use crate::audit::Event;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Problem, Realm, Result};
use crate::factor::own::{self, Again};
use crate::outbox::Place;
use crate::password::{self, Ends, Owner, Person};
use crate::policy::Action;
use crate::required::required;
use crate::throttle::{self, Bucket};
use crate::{on, sql};

/// What happens to the other sessions of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They end.
    End,
    /// They continue.
    Keep,
}

impl Others {
    fn ends(self, own: crate::id::SessionId) -> Ends {
        match self {
            Others::End => Ends::Others(own),
            Others::Keep => Ends::None,
        }
    }
}

/// Sets a new password for the customer's own login.
///
/// # Errors
/// [`Error::Invalid`] at `current` or `new`; [`Error::Throttled`] after several wrong ones; [`Error::Forbidden`] on behalf.
pub async fn change(cx: &Cx, current: &str, new: &str, others: Others) -> Result<()> {
    cx.check_recorded(Action::ChangePassword).await?;
    let Principal::Customer(customer, session) = cx.principal() else { return Err(Error::SignIn(Realm::Shop)) };
    required(&[("current", current), ("new", new)])?;
    prove_customer(cx, current).await?;
    let person = Person {
        owner: Owner::Account(customer.account),
        name: customer.name.clone(),
        email: customer.email.clone(),
        contact: Some(customer.contact),
        company: customer.organization_name.clone(),
        place: Place::Store(customer.store_name.clone()),
    };
    person.may_use(cx, "new", new).await?;
    let hash = cx.env().hasher.hash(new).await?;
    let mut tx = cx.begin(Action::ChangePassword).await?;
    let event = password::set(&mut tx, &person, &hash, others.ends(*session), "auth.password.changed").await?;
    tx.commit(event).await
}

/// Proves a customer again by their password.
///
/// # Errors
/// [`Error::Invalid`] at `current`; [`Error::Throttled`].
pub(crate) async fn prove_customer(cx: &Cx, current: &str) -> Result<()> {
    let Principal::Customer(customer, _) = cx.principal() else { return Err(Error::SignIn(Realm::Shop)) };
    let bucket = Bucket::of(&customer.email, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let stored: String = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select password_hash from account where id = $1
    ")).bind(customer.account).fetch_one(c).await?);
    let looked = cx.env().hasher.verify(Some(stored), current).await;
    let (fits, tried) = tried.or_give_back(cx, looked).await?;
    if !fits {
        let tx = cx.begin(Action::ChangePassword).await?;
        tx.commit(Event::denied("auth.reauth.failed", "credentials").target("account", customer.account)).await?;
        return Err(Error::field("current", Problem::WrongPassword));
    }
    tried.succeeded(cx).await
}

/// Sets a new password for the own staff login. On-behalf sessions end with the portal session they were started from.
///
/// # Errors
/// [`Error::Invalid`] at `new`, or at `password` for what does not prove the person; [`Error::Throttled`];
/// [`Error::SignIn`].
pub async fn change_own(cx: &Cx, again: Again<'_>, new: &str, others: Others) -> Result<()> {
    cx.check_recorded(Action::ManageFactors).await?;
    let (staff, session) = own::own(cx)?;
    let person = Person {
        owner: Owner::Staff(staff.id),
        name: staff.name.clone(),
        email: staff.email.clone(),
        contact: None,
        company: String::new(),
        place: Place::Portal,
    };
    required(&[("password", again.password), ("new", new)])?;
    // Before a code of the second factor is used up.
    person.may_use(cx, "new", new).await?;
    own::prove(cx, again, true).await?;
    let hash = cx.env().hasher.hash(new).await?;
    let mut tx = cx.begin(Action::ManageFactors).await?;
    let event = password::set(&mut tx, &person, &hash, others.ends(session), "auth.password.changed").await?;
    tx.commit(event).await
}
