//! Inviting all people of a list who have no password yet.
//!
//! Rule: only those who have no link that still works, and whose invitation nobody revoked; so a second click sends nothing
//! twice.

use crate::account::Status;
use crate::account::db::target;
use crate::account::invite::{Link, issue};
use crate::audit::Event;
use crate::contact::asked::Asked;
use crate::contact::db::Accounts;
use crate::contact::find::{self, Filter};
use crate::cx::Cx;
use crate::db::pairs;
use crate::error::{Denied, Result};
use crate::id::{AccountId, StaffId};
use crate::on;
use crate::policy::Action;
use crate::staff::scope::store_open;
use serde_json::json;

/// Links that are sent at once, at most.
pub const MOST: usize = 500;
/// Contacts that are looked through at a time.
const ROWS: i64 = 500;
/// How often that is done, at most.
const TURNS: i64 = 40;

/// Accounts `a` of the contacts `$contacts` that wait for a first link, or for another one; `$2` is who of the staff asks,
/// `$3` the time.
macro_rules! waiting {
    ($contacts:literal) => {
        concat!(
            "select a.id from account a
             join contact k on k.id = a.contact_id
             join organization o on o.id = k.organization_id
             where a.contact_id in (",
            $contacts,
            ") and a.status = 'invited' and o.status <> 'closed' and ",
            store_open!("$2", "a.store_id"),
            " and not exists (select 1 from account_invite i
                              where i.account_id = a.id and (i.revoked_at is not null or i.expires_at > $3))
             order by a.id"
        )
    };
}

pairs! {
    /// Of the contacts in `$1`, a JSON array.
    WAITING {
        sqlite: waiting!("select unhex(value) from json_each($1)"),
        postgres: waiting!("select cast(j.value as uuid) from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j")
    }
}

/// How many would be invited, at most [`MOST`], and whether more would be left.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn count(cx: &Cx, filter: &Filter) -> Result<(usize, bool)> {
    let found = find(cx, filter).await?.len();
    Ok((found.min(MOST), found > MOST))
}

/// Sends links to the people of a list who have no password yet; gives how many.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn send_all(cx: &Cx, filter: &Filter) -> Result<usize> {
    let mut accounts = find(cx, filter).await?;
    accounts.truncate(MOST);
    let staff = cx.require_staff(Action::InviteCustomers)?.id;
    let mut tx = cx.begin(Action::InviteCustomers).await?;
    let mut sent = 0;
    for account in accounts {
        let target = target(&mut tx, account, staff).await?;
        if target.refusal() != Some(Denied::Invited) {
            continue;
        }
        let event = Event::new("account.invited").target("account", account).target("contact", target.contact);
        let event = tx.also(event);
        // Somebody else may have sent one a moment ago.
        match issue(&mut tx, &event, account, &Link { after: cx.now(), ..Link::of(staff) }).await? {
            Some(_) => sent += 1,
            None => tx.not_also(&event),
        }
    }
    if sent > 0 {
        tx.commit_also().await?;
    }
    Ok(sent)
}

/// The accounts, one more than [`MOST`] where there are more.
async fn find(cx: &Cx, filter: &Filter) -> Result<Vec<AccountId>> {
    cx.check_recorded(Action::InviteCustomers).await?;
    let staff = cx.require_staff(Action::InviteCustomers)?.id;
    let invited = Accounts::In(Status::Invited);
    let asked = filter.accounts.or(Asked::read(&filter.query).accounts);
    if asked.is_some_and(|asked| asked != invited) {
        return Ok(Vec::new());
    }
    let filter = Filter { accounts: Some(invited), ..filter.clone() };
    let mut accounts = Vec::new();
    for turn in 0..TURNS {
        let rows = find::list(cx, &filter, turn * ROWS, ROWS).await?.rows;
        let contacts: Vec<String> = rows.iter().map(|row| row.id.0.simple().to_string()).collect();
        accounts.append(&mut waiting(cx, &json!(contacts).to_string(), staff).await?);
        if accounts.len() > MOST || contacts.len() < usize::try_from(ROWS).unwrap_or(0) {
            break;
        }
    }
    Ok(accounts)
}

async fn waiting(cx: &Cx, contacts: &str, staff: StaffId) -> Result<Vec<AccountId>> {
    Ok(
        on!(cx.db(), c => sqlx::query_scalar(WAITING.of(cx.db())).bind(contacts).bind(staff).bind(cx.now()).fetch_all(c).await?),
    )
}
