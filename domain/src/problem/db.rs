//! Keeping what pages said, and reading it by its reference.

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId};
use crate::policy::{self, Action};
use crate::problem::{A_MINUTE, KEPT, LIFE, Masked, Seen, Typed, read, reference};
use crate::staff::scope::in_scope;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, sql};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// References that are tried; one that is taken already comes once in thousands of millions.
const TRIES: usize = 3;
/// How many are listed beside something else.
const FEW: i64 = 5;

/// How many were kept of each account in the minute that is counted: this process remembers no more.
#[derive(Debug, Default)]
struct Pace(Mutex<(i64, HashMap<AccountId, u32>)>);

impl Pace {
    /// Counts one more, if there may be one more.
    fn allows(&self, account: AccountId, now: Micros) -> bool {
        let minute = now.as_seconds().div_euclid(60);
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != minute {
            *counted = (minute, HashMap::new());
        }
        let count = counted.1.entry(account).or_default();
        *count += 1;
        *count <= A_MINUTE
    }
}

/// Keeps what a page said for the account of the request, or for that of the session on behalf with this slug, which the
/// request found over; gives the reference. Nothing is kept, and nothing given, where nobody's account is known, and for more
/// than people can read.
///
/// # Errors
/// [`Error::Unavailable`]. The page is shown all the same.
pub async fn keep(cx: &Cx, seen: &Seen, over: Option<&str>) -> Result<Option<String>> {
    let Some((account, behalf)) = whose(cx, over).await? else { return Ok(None) };
    if !cx.env().part::<Pace>().allows(account, cx.now()) {
        return Ok(None);
    }
    let Masked { address, page, title, reasons, typed } = seen.masked();
    let json = |error: serde_json::Error| Error::Internal(format!("what a page said: {error}"));
    let reasons = serde_json::to_string(&reasons).map_err(json)?;
    let typed = serde_json::to_string(&typed).map_err(json)?;
    let (now, request) = (cx.now(), cx.request());
    let mut tx = cx.db().begin().await?;
    for _ in 0..TRIES {
        let reference = reference()?;
        let is_new = exec!(tx, "
            insert into problem (reference, account_id, behalf_id, at, expires_at, method, address, page, status, title, reasons,
                                 typed, version, browser, request_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (reference) do nothing
        "; &reference, account, behalf, now, now.plus(LIFE), &seen.method, &address, &page, i64::from(seen.status), &title,
            &reasons, &typed, VERSION, &request.user_agent, &request.id)
        .one_or_none()?;
        if !is_new {
            continue;
        }
        exec!(tx, "
            delete from problem where account_id = $1 and reference not in (
                select reference from problem where account_id = $1 order by at desc, reference limit cast($2 as bigint)
            )
        "; account, KEPT)
        .any_number();
        tx.commit().await?;
        return Ok(Some(reference));
    }
    Ok(None)
}

/// The account that it happened to, and the session of the agent who acted for it.
async fn whose(cx: &Cx, over: Option<&str>) -> Result<Option<(AccountId, Option<BehalfId>)>> {
    if let Some(customer) = cx.customer() {
        return Ok(Some((customer.account, cx.behalf().map(|(_, _, behalf)| behalf.id))));
    }
    let Some(slug) = over else { return Ok(None) };
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select account_id, id from behalf where slug = $1
    ")).bind(slug).fetch_optional(c).await?))
}

/// Whose facts a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ProblemRef {
    /// The reference in its one form.
    pub reference: String,
    /// The contact that it happened to.
    pub contact: ContactId,
}

/// What a typed reference leads to. A text that is no reference costs nothing; one that is out of scope is not there.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn find(cx: &Cx, typed: &str) -> Result<Option<ProblemRef>> {
    cx.require_staff(Action::ViewContacts)?;
    let Some(reference) = read(typed) else { return Ok(None) };
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select p.reference, a.contact_id as contact
        from problem p
        join account a on a.id = p.account_id
        join contact k on k.id = a.contact_id
        where p.reference = $1 and p.expires_at > $2 and ", in_scope!("$3", "k.organization_id"), "
    "))).bind(reference).bind(cx.now()).bind(cx.confined()).fetch_optional(c).await?))
}

/// One of them in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    /// Its reference.
    pub reference: String,
    /// When.
    pub at: Micros,
    /// The status of the answer.
    pub status: i64,
    /// Its heading.
    pub title: String,
    /// The address that was asked for.
    pub address: String,
}

/// The newest few of all accounts of a contact.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of_contact(cx: &Cx, contact: ContactId) -> Result<Vec<Line>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select p.reference, p.at, p.status, p.title, p.address
        from account a
        join problem p on p.account_id = a.id
        join contact k on k.id = a.contact_id
        where a.contact_id = $1 and p.expires_at > $2 and ", in_scope!("$3", "k.organization_id"), "
        order by p.at desc, p.reference limit cast($4 as bigint)
    "))).bind(contact).bind(cx.now()).bind(cx.confined()).bind(FEW).fetch_all(c).await?))
}

/// The newest few of an account whose customer shows a code for support at the moment: with the code they ask for help with
/// what they just saw.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn with_code(cx: &Cx, account: AccountId) -> Result<Vec<Line>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select p.reference, p.at, p.status, p.title, p.address
        from account a
        join problem p on p.account_id = a.id
        join contact k on k.id = a.contact_id
        where a.id = $1 and p.expires_at > $2 and ", in_scope!("$3", "k.organization_id"), "
          and exists (select 1 from consent_code d where d.account_id = a.id and d.ended_at is null and d.expires_at > $2)
        order by p.at desc, p.reference limit cast($4 as bigint)
    "))).bind(account).bind(cx.now()).bind(cx.confined()).bind(FEW).fetch_all(c).await?))
}

/// All that is kept of one.
#[derive(Clone, Debug)]
pub struct Problem {
    /// It in lists.
    pub line: Line,
    /// HTTP method.
    pub method: String,
    /// The page that it was asked for from: where somebody sees the same.
    pub page: String,
    /// The reasons that the page gave, as they were read.
    pub reasons: Vec<String>,
    /// What was typed.
    pub typed: Vec<Typed>,
    /// The version of the program.
    pub version: String,
    /// The browser's own words about itself.
    pub browser: String,
    /// The number of the request, by which log and record are searched.
    pub request_id: String,
    /// The account that it happened to.
    pub account: AccountId,
    /// Its person.
    pub contact: ContactId,
    /// Their name.
    pub contact_name: String,
    /// Their company.
    pub organization: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// The name of the store.
    pub store_name: String,
    /// Somebody acted for the customer: the session, and the name of the member of staff.
    pub acting: Option<(BehalfId, String)>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    line: Line,
    method: String,
    page: String,
    reasons: String,
    typed: String,
    version: String,
    browser: String,
    request_id: String,
    account_id: AccountId,
    contact_id: ContactId,
    contact_name: String,
    organization_id: OrganizationId,
    organization_name: String,
    store_name: String,
    behalf_id: Option<BehalfId>,
    staff_name: Option<String>,
}

/// The facts of a reference in its one form; reading them is recorded.
///
/// # Errors
/// [`Error::NotFound`], also for what is out of scope.
pub async fn view(cx: &Cx, reference: &str) -> Result<Problem> {
    cx.check_recorded(Action::ViewContacts).await?;
    cx.require_staff(Action::ViewContacts)?;
    let row: Option<Row> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select p.reference, p.at, p.status, p.title, p.address, p.method, p.page, p.reasons, p.typed, p.version, p.browser,
               p.request_id, p.account_id, a.contact_id, k.latin_name as contact_name, k.organization_id,
               o.name as organization_name, w.name as store_name, p.behalf_id, t.name as staff_name
        from problem p
        join account a on a.id = p.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = a.store_id
        left join behalf b on b.id = p.behalf_id
        left join staff t on t.id = b.staff_id
        where p.reference = $1 and p.expires_at > $2 and ", in_scope!("$3", "k.organization_id"), "
    "))).bind(reference).bind(cx.now()).bind(cx.confined()).fetch_optional(c).await?);
    let row = row.ok_or(Error::NotFound)?;
    let json = |error: serde_json::Error| Error::Internal(format!("problem {reference}: {error}"));
    let (reasons, typed) =
        (serde_json::from_str(&row.reasons).map_err(json)?, serde_json::from_str(&row.typed).map_err(json)?);
    let event = Event::new("problem.viewed").target("problem", reference).target("contact", row.contact_id);
    cx.begin(Action::ViewContacts).await?.commit(event.target("account", row.account_id)).await?;
    Ok(Problem {
        line: row.line,
        method: row.method,
        page: row.page,
        reasons,
        typed,
        version: row.version,
        browser: row.browser,
        request_id: row.request_id,
        account: row.account_id,
        contact: row.contact_id,
        contact_name: row.contact_name,
        organization: row.organization_id,
        organization_name: row.organization_name,
        store_name: row.store_name,
        acting: row.behalf_id.map(|id| (id, row.staff_name.unwrap_or_default())),
    })
}

/// Takes away what an account keeps, with its person.
pub(crate) async fn forget(tx: &mut Tx, account: AccountId) -> Result<()> {
    exec!(tx, "delete from problem where account_id = $1"; account).any_number();
    Ok(())
}

/// Takes away what is older than it is kept; gives how many.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<i64> {
    policy::check(cx.principal(), Action::RunJob)?;
    let mut tx = cx.db().begin().await?;
    let gone = exec!(tx, "delete from problem where expires_at <= $1"; cx.now()).count();
    tx.commit().await?;
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_a_limit_for_each_account() {
        let (pace, one, other) = (Pace::default(), AccountId::fresh(), AccountId::fresh());
        let kept = |account, now| (0..100).filter(|_| pace.allows(account, now)).count();
        assert_eq!(kept(one, Micros::seconds(3)), A_MINUTE as usize);
        assert_eq!(kept(other, Micros::seconds(59)), A_MINUTE as usize);
        assert_eq!(kept(one, Micros::seconds(60)), A_MINUTE as usize);
    }
}
