//! Coming in against the customer's consent: never one person alone (R54, T36).
//!
//! Rule: it takes the agent and a second person who has the right to, each proving who they are with the same verifier
//! and throttle, and a reason. Both and the reason are recorded, and the customer is told at once.

use crate::audit::Event;
use crate::behalf::ask::{self, Waiting};
use crate::behalf::consent::rule::Basis;
use crate::behalf::live::channel::wake;
use crate::behalf::{mail, own_words};
use crate::cx::{Cx, Principal};
use crate::error::{Denied, Error, Problem, Realm, Result};
use crate::id::{AccountId, BehalfId, StaffId};
use crate::policy::Action;
use crate::required::{renamed, required};
use crate::session::{self, Credentials};
use crate::staff::holder::{HOLDER, Holder};
use crate::throttle::Bucket;
use crate::tx::Tx;
use crate::{exec, on};

/// What is typed to override.
#[derive(Clone, Copy, Debug)]
pub struct Override<'a> {
    /// Why the customer's word does not count this time.
    pub reason: &'a str,
    /// The second person's own login and password.
    pub second: Credentials<'a>,
}

/// An override that was proved.
#[derive(Clone, Debug)]
pub(crate) struct Proved {
    pub second: StaffId,
    reason: String,
}

/// Proves the second person; `named` puts what it is about on an event.
///
/// # Errors
/// [`Error::Invalid`] at `override_reason`, `second_login` or `second_password`; [`Error::Throttled`].
pub(crate) async fn prove(
    cx: &Cx,
    agent: StaffId,
    typed: &Override<'_>,
    named: impl Fn(Event) -> Event,
) -> Result<Proved> {
    let reason = own_words(typed.reason).map_err(|problem| Error::field("override_reason", problem))?;
    required(&[("second_login", typed.second.login), ("second_password", typed.second.password)])?;
    let bucket = Bucket::of(typed.second.login, &cx.request().ip);
    let proof = session::prove_staff(cx, &typed.second, &bucket).await;
    let Some(proof) = proof.map_err(|error| renamed(error, "code", "second_code"))? else {
        let event = named(Event::denied("auth.reauth.failed", "credentials")).detail("second", true);
        session::refused(cx, event, Realm::Portal, typed.second.login).await?;
        return Err(Error::field("second_password", Problem::Credentials));
    };
    let wrong = match () {
        () if proof.staff == agent => Some(("same_person", Problem::SamePerson)),
        () if !may(cx, proof.staff).await? => Some(("permission", Problem::MayNotOverride)),
        () => None,
    };
    if let Some((why, problem)) = wrong {
        cx.refused(named(Event::denied("on_behalf.denied", why)).target("staff", proof.staff)).await?;
        return Err(Error::field("second_login", problem));
    }
    Ok(Proved { second: proof.staff, reason })
}

/// Whether this member of staff may be the second person.
async fn may(cx: &Cx, id: StaffId) -> Result<bool> {
    let row: Option<Holder> = on!(cx.db(), c => sqlx::query_as(HOLDER).bind(id).fetch_optional(c).await?);
    Ok(row.is_some_and(|holder| holder.may(cx.env(), Action::OverrideConsent)))
}

/// Writes the override of session `id` down, in the transaction that opens it.
pub(crate) async fn write(
    tx: &mut Tx,
    proved: &Proved,
    id: BehalfId,
    account: AccountId,
    named: impl Fn(Event) -> Event,
) -> Result<()> {
    let event = named(Event::new("on_behalf.overridden"))
        .target("staff", proved.second)
        .personal("override_reason", &proved.reason);
    let (now, cited) = (tx.cx().now(), tx.also(event));
    exec!(tx, "
        insert into behalf_override (id, staff_id, reason, at, last_event) values ($1, $2, $3, $4, $5)
    "; id, proved.second, &proved.reason, now, &cited)
    .one()?;
    // The customer is told at once: on their open pages, and by mail.
    wake(tx, account).await?;
    mail::overridden(tx, id, &proved.reason, &cited).await
}

/// Opens the session that waits, against the customer's consent.
///
/// # Errors
/// As [`prove`] and [`ask::open`].
pub async fn open_waiting(cx: &Cx, waiting: &Waiting, typed: &Override<'_>) -> Result<()> {
    let cx = &cx.with_principal(Principal::Anonymous);
    if waiting.standing(cx.now()) != ask::Standing::Open {
        return Err(Error::Forbidden(Denied::Consent));
    }
    let proved = prove(cx, waiting.staff_id, typed, |event| waiting.named(event)).await?;
    let mut tx = cx.begin(Action::SignIn).await?;
    write(&mut tx, &proved, waiting.id, waiting.account_id, |event| waiting.named(event)).await?;
    if let Err(error) = ask::open(&mut tx, waiting.id, Basis::Override, Some(proved.second)).await {
        drop(tx);
        return ask::answered(cx, waiting.id, Err(error)).await;
    }
    tx.commit_also().await
}
