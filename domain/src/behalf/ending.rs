//! How sessions end: by their agent, with a portal session, with somebody's access, by time.
//!
//! Rule: the end is a state of the row with an event of its own, written once, whatever the cause.

use crate::audit::{Event, SessionKind, subject};
use crate::behalf::life::{Life, life, lives};
use crate::behalf::live::channel::wake;
use crate::behalf::note::checked;
use crate::behalf::{Cause, mail};
use crate::credential::Token;
use crate::cx::{Behalf, Customer, Cx, Principal};
use crate::error::{Denied, Error, Result};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId, StaffId};
use crate::policy::Action;
use crate::session::life::Over;
use crate::tx::Tx;
use crate::{exec, on_tx, sql};
use serde_json::json;
use uuid::Uuid;

/// A session that is to be ended.
#[derive(sqlx::FromRow)]
pub(crate) struct Ending {
    id: BehalfId,
    account_id: AccountId,
    contact_id: ContactId,
    organization_id: OrganizationId,
}

impl Ending {
    /// The session that somebody acts in.
    pub(crate) fn of(customer: &Customer, behalf: &Behalf) -> Ending {
        Ending {
            id: behalf.id,
            account_id: customer.account,
            contact_id: customer.contact,
            organization_id: customer.organization,
        }
    }
}

impl From<&Life> for Ending {
    fn from(life: &Life) -> Ending {
        Ending {
            id: life.id,
            account_id: life.account_id,
            contact_id: life.contact_id,
            organization_id: life.organization_id,
        }
    }
}

/// Sessions as [`Ending`], of which `$which` holds.
macro_rules! endings {
    ($which:expr) => {
        $crate::sql!(concat!(
            "select b.id, b.account_id, a.contact_id, k.organization_id
             from ",
            $crate::behalf::life::of_customers!(),
            " where ",
            $which
        ))
    };
}
pub(crate) use endings;

/// Makes the row `ended` with an event of its own; whether it was open until now.
pub(crate) async fn end_row(tx: &mut Tx, ending: &Ending, why: Cause, by: &str, note: &str) -> Result<bool> {
    close(tx, ending, why, by, note, None).await
}

async fn close(tx: &mut Tx, ending: &Ending, why: Cause, by: &str, note: &str, token: Option<&Token>) -> Result<bool> {
    let now = tx.cx().now();
    // What a limit ended before has that cause, whoever comes later.
    let late = Box::pin(late(tx, ending.id)).await?;
    let (why, by, note) = late.as_ref().map_or((why, by, note), |over| (over.why, "system", ""));
    let mut event = Event::new("on_behalf.ended").target("behalf", ending.id).detail("why", why).personal("note", note);
    event.subject = Some(subject(ending.account_id, ending.contact_id, ending.organization_id));
    event.session = Some(json!({ "id": ending.id.to_string(), "kind": SessionKind::OnBehalf }));
    event = match tx.cx().principal() {
        _ if by == "system" => event.by("system", by),
        // Whoever is not signed in was proven by a link to choose a new password.
        Principal::Anonymous => event.by(if why == Cause::Customer { "account" } else { "staff" }, by),
        _ => event,
    };
    let id = tx.also(event);
    let changed = exec!(tx, "
        update behalf
        set state = 'ended', ended_at = $2, ended_why = $3, ended_by = $4, note = $5, last_event = $6,
            token_hash = coalesce($7, token_hash)
        where id = $1 and state = 'active'
    "; ending.id, now, why, by, note, &id, token.map(Token::hash))
    .one_or_none()?;
    if !changed {
        tx.not_also(&id);
        return Ok(false);
    }
    wake(tx, ending.account_id).await?;
    // What goes on with more time is told once, when that is over.
    if why != Cause::Superseded {
        mail::ended(tx, ending.id, &id).await?;
    }
    Ok(true)
}

/// The limit that ended an open session before this transaction, if one did.
async fn late(tx: &mut Tx, id: BehalfId) -> Result<Option<Over<Cause>>> {
    let life: Option<Life> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select ", life!(), " from ", lives!(), " where b.id = $1 and b.state = 'active'
    "))).bind(id).fetch_optional(c).await?);
    Ok(life.and_then(|life| life.late(tx.cx().env(), tx.cx().now())))
}

/// What is left of a session that its agent has ended.
pub struct Left {
    /// The session.
    pub id: BehalfId,
    /// The page of the portal that it was started from.
    pub back: String,
    /// The token from now on: it opens nothing, but lets the browser's other tabs be told that the session is over (R22).
    pub token: Token,
}

/// Ends the session of `cx`.
///
/// # Errors
/// [`Error::Ended`] when it was over already.
pub async fn end(cx: &Cx, note: &str) -> Result<Left> {
    let note = checked(note)?;
    let mut tx = cx.begin(Action::EndBehalf).await?;
    let Some((staff, customer, behalf)) = cx.behalf() else { return Err(Error::Forbidden(Denied::Permission)) };
    let ending = Ending::of(customer, behalf);
    let token = Token::fresh()?;
    close(&mut tx, &ending, Cause::Stop, &staff.id.to_string(), note, Some(&token)).await?;
    let back: String = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select back from behalf where id = $1
    ")).bind(behalf.id).fetch_one(c).await?);
    tx.commit_also().await?;
    let back = if back.is_empty() { format!("/portal/contacts/{}", customer.contact) } else { back };
    Ok(Left { id: behalf.id, back, token })
}

/// Ends every open session that was started from a portal session which ends, for the cause `why`. `person`: whose it is,
/// when nobody is signed in.
pub(crate) async fn end_of_portal_session(
    tx: &mut Tx,
    portal: SessionId,
    why: Cause,
    person: Option<Uuid>,
) -> Result<()> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(
        "b.portal_session_id = $1 and b.state = 'active' order by b.id"
    )).bind(portal).fetch_all(c).await?);
    let by = person.map_or_else(|| tx.cx().stamp().actor_id, |person| person.to_string());
    for ending in &open {
        end_row(tx, ending, why, &by, "").await?;
    }
    Ok(())
}

/// Ends every open session of a member of staff but those that were started from the portal session `but`; gives how many.
pub(crate) async fn end_of_staff(tx: &mut Tx, staff: StaffId, but: Option<SessionId>, why: Cause) -> Result<i64> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(
        "b.staff_id = $1 and b.state = 'active' and b.portal_session_id <> coalesce($2, b.id) order by b.id"
    )).bind(staff).bind(but).fetch_all(c).await?);
    end_all(tx, &open, why, &staff.to_string()).await
}

/// Ends every open session that is for a customer's account; gives how many.
pub(crate) async fn end_of_account(tx: &mut Tx, account: AccountId, why: Cause) -> Result<i64> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(
        "b.account_id = $1 and b.state = 'active' order by b.id"
    )).bind(account).fetch_all(c).await?);
    end_all(tx, &open, why, &account.to_string()).await
}

/// `otherwise`: who ends them, when nobody is signed in.
async fn end_all(tx: &mut Tx, open: &[Ending], why: Cause, otherwise: &str) -> Result<i64> {
    let by = match tx.cx().principal() {
        Principal::Anonymous => otherwise.to_owned(),
        _ => tx.cx().stamp().actor_id,
    };
    let mut ended = 0;
    for ending in open {
        ended += i64::from(end_row(tx, ending, why, &by, "").await?);
    }
    Ok(ended)
}
