//! Whether support may work in an account: what the company says and what the customer says, the stricter of the two.
//!
//! Rule: a session rests on the consent it was opened with (R54). Whoever withdraws it ends what rests on it, in the same
//! transaction; what was opened a moment later is found over at its next request. It is never changed on behalf (R42).

pub(crate) mod rule;

pub use rule::{Basis, Consent, ConsentSettings};

use crate::audit::Event;
use crate::behalf::consent::rule::withdrawn;
use crate::behalf::ending::{Ending, end_row, endings};
use crate::behalf::life::of_customers;
use crate::behalf::live::channel::wake;
use crate::behalf::{Cause, ask, lock};
use crate::cx::Cx;
use crate::error::{Error, Problem, Realm, Result};
use crate::id::{AccountId, BehalfId};
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use serde_json::json;

/// The open sessions of which `$whose` holds that rest on a consent that is gone.
macro_rules! withdrawn_where {
    ($whose:literal) => {
        endings!(concat!($whose, " and b.state = 'active' and ", withdrawn!()))
    };
}

/// What is said about the customer's own account.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn own(cx: &Cx) -> Result<ConsentSettings> {
    let account = cx.require_customer(Action::ViewAccount)?.account;
    let (own, company, names): (Consent, Consent, bool) = on!(cx.db(), c => sqlx::query_as(sql!("
        select coalesce(s.consent, 'allowed'), o.support_consent, o.support_names
        from account a
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        left join support_consent s on s.id = a.id
        where a.id = $1
    ")).bind(account).fetch_one(c).await?);
    Ok(ConsentSettings { own, company, names })
}

/// Sets the customer's own choice; what rests on the old one ends with it. Gives how many sessions that were.
///
/// # Errors
/// [`Error::Invalid`] at `consent`; [`Error::Forbidden`] on behalf.
pub async fn choose(cx: &Cx, wanted: &str) -> Result<usize> {
    cx.check_recorded(Action::ChangeConsent).await?;
    let wanted = Consent::parse(wanted).ok_or(Error::field("consent", Problem::NotAChoice))?;
    let mut tx = cx.begin(Action::ChangeConsent).await?;
    let account = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.account;
    let before: Option<Consent> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select consent from support_consent where id = $1
    ")).bind(account).fetch_optional(c).await?);
    let before = before.unwrap_or_default();
    if before == wanted {
        return Ok(0);
    }
    let (now, event) = (cx.now(), tx.event().to_owned());
    exec!(tx, "
        insert into support_consent (id, consent, changed_at, last_event) values ($1, $2, $3, $4)
        on conflict (id) do update set consent = excluded.consent, changed_at = excluded.changed_at, last_event = excluded.last_event
    "; account, wanted, now, &event).one()?;
    let ended = end_withdrawn(&mut tx, withdrawn_where!("b.account_id = $1"), account.0).await?;
    if wanted == Consent::Never {
        ask::refuse_all(&mut tx, account).await?;
    }
    wake(&mut tx, account).await?;
    let event = Event::new("consent.changed")
        .target("account", account)
        .detail("sessions_ended", i64::try_from(ended).unwrap_or(i64::MAX))
        .change(json!({ "consent": before }), json!({ "consent": wanted }));
    tx.commit(event).await?;
    Ok(ended)
}

/// Sets what the company says for everybody in it; what rests on the old word ends with it. Gives how many sessions that
/// were.
///
/// # Errors
/// [`Error::Invalid`] at `consent`; [`Error::Forbidden`] without the right and on behalf.
pub async fn choose_for_company(cx: &Cx, wanted: &str) -> Result<usize> {
    cx.check_recorded(Action::ManageCompany).await?;
    let wanted = Consent::parse(wanted).ok_or(Error::field("consent", Problem::NotAChoice))?;
    let mut tx = cx.begin(Action::ManageCompany).await?;
    let organization = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.organization;
    // In the order in which a request on behalf locks them, so that neither waits for the other in a circle.
    let open = lock::OF_COMPANY.in_tx(tx.db());
    let _: Vec<BehalfId> = on_tx!(tx, c => sqlx::query_scalar(open).bind(organization).fetch_all(c).await?);
    let before: Consent = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select support_consent from organization where id = $1
    ")).bind(organization).fetch_one(c).await?);
    if before == wanted {
        return Ok(0);
    }
    let (now, event) = (cx.now(), tx.event().to_owned());
    exec!(tx, "
        update organization set support_consent = $2, consent_at = $3, last_event = $4 where id = $1
    "; organization, wanted, now, &event)
    .one()?;
    let ended = end_withdrawn(&mut tx, withdrawn_where!("k.organization_id = $1"), organization.0).await?;
    let asked: Vec<AccountId> = on_tx!(tx, c => sqlx::query_scalar(sql!(concat!("
        select distinct b.account_id from ", of_customers!(), "
        where k.organization_id = $1 and b.state = 'requested' and b.consent = 'asked'
    "))).bind(organization).fetch_all(c).await?);
    for account in asked.into_iter().filter(|_| wanted == Consent::Never) {
        ask::refuse_all(&mut tx, account).await?;
        wake(&mut tx, account).await?;
    }
    let event = Event::new("organization.consent_changed")
        .target("organization", organization)
        .detail("sessions_ended", i64::try_from(ended).unwrap_or(i64::MAX))
        .change(json!({ "consent": before }), json!({ "consent": wanted }));
    tx.commit(event).await?;
    Ok(ended)
}

async fn end_withdrawn(tx: &mut Tx, sql: &'static str, whose: uuid::Uuid) -> Result<usize> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(sql).bind(whose).fetch_all(c).await?);
    let by = tx.cx().stamp().actor_id;
    let mut ended = 0;
    for ending in &open {
        ended += usize::from(end_row(tx, ending, Cause::ConsentWithdrawn, &by, "").await?);
    }
    Ok(ended)
}
