//! Choosing a new password by a link in a mail (R13).
//!
//! Rules: only the hash of the link is stored; the link works once, for fifteen minutes, and a newer one replaces it.
//! Opening it changes nothing; refusing one leaves an event, and an expired one stays expired. The answer to a request
//! is the same, in the same time, whether the e-mail is known or not. The new password ends every session and starts
//! none: the second factor is still required. Staff can have a link sent to a customer, but never see it (R14).

use crate::account::{self, Access};
use crate::audit::Event;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Conflict, Error, Problem, Realm, Result};
use crate::expiry::{self, Thing};
use crate::id::{AccountId, ContactId, ResetId, StaffId};
use crate::outbox::{self, Message, Place, Post};
use crate::password::{self, Ends, LinkEnd, Owner, Person, end_links, is_second_link};
use crate::policy::Action;
use crate::required::required;
use crate::session::email_key;
use crate::session::life::member_access;
use crate::staff::is_email;
use crate::staff::scope::{in_scope, store_open};
use crate::throttle::{self, Bucket};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use std::time::Duration;
use tokio::time::Instant;

/// How long a link works.
pub const GOOD_FOR: Micros = Micros::minutes(15);
/// The time until a request for a link is answered: longer than handling it takes.
const ANSWER: Duration = Duration::from_millis(250);

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: AccountId,
    name: String,
    email: String,
    access: Access,
    contact_id: ContactId,
    company: String,
    place: String,
}

impl AccountRow {
    fn person(self) -> Person {
        Person {
            owner: Owner::Account(self.id),
            name: self.name,
            email: self.email,
            contact: Some(self.contact_id),
            company: self.company,
            place: Place::Store(self.place),
        }
    }
}

#[derive(sqlx::FromRow)]
struct StaffRow {
    id: StaffId,
    name: String,
    email: String,
    access: Access,
}

impl StaffRow {
    fn person(self) -> Person {
        Person {
            owner: Owner::Staff(self.id),
            name: self.name,
            email: self.email,
            contact: None,
            company: String::new(),
            place: Place::Portal,
        }
    }
}

/// The columns of an [`AccountRow`].
macro_rules! account_row {
    ($from:literal) => {
        concat!(
            "select a.id, k.name, a.email, ",
            member_access!(),
            " as access, a.contact_id, o.name as company, w.name as place from ",
            $from,
            " join contact k on k.id = a.contact_id
              join organization o on o.id = k.organization_id
              join store w on w.id = a.store_id "
        )
    };
}

/// Sends a link to the person who signs in with this e-mail, if there is one. The answer does not say so.
///
/// # Errors
/// [`Error::Invalid`] at `login` when it is not an e-mail; [`Error::Throttled`] after several; [`Error::Forbidden`] on behalf.
pub async fn ask(cx: &Cx, realm: Realm, login: &str) -> Result<()> {
    cx.check_recorded(Action::SignIn).await?;
    required(&[("login", login)])?;
    let login = login.trim();
    if !is_email(login) {
        return Err(Error::field("login", Problem::NotAnEmail));
    }
    let begun = Instant::now();
    let asked = asked(cx, realm, login).await;
    tokio::time::sleep_until(begun + ANSWER).await;
    match asked {
        // Somebody asked for the same person at the same moment: that link is on its way.
        Err(Error::Conflict(_)) => Ok(()),
        other => other,
    }
}

async fn asked(cx: &Cx, realm: Realm, login: &str) -> Result<()> {
    let bucket = Bucket::of_mail(login, &cx.request().ip);
    // Whoever the e-mail belongs to, asking counts.
    throttle::reserve(cx, &bucket).await?;
    let found = find(cx, realm, login).await?;
    let mut tx = cx.with_principal(Principal::Anonymous).begin(Action::SignIn).await?;
    let kind = "password.reset_asked";
    let event = match found {
        None => Event::denied(kind, "unknown"),
        Some((access, person)) => {
            let sent = match (access, person.owner) {
                (Access::Active, _) => issue(&mut tx, &person, None).await.map(|()| true)?,
                // Who was invited gets a new link to choose the first one.
                (Access::Invited, Owner::Account(id)) => account::invite::again(&mut tx, id).await?,
                _ => false,
            };
            let event = if sent { Event::new(kind) } else { Event::denied(kind, access.as_str()) };
            event.target(person.owner.kind(), person.owner.id())
        }
    };
    tx.commit(event.detail("realm", realm).personal("login", login)).await
}

/// The person who signs in with this e-mail, and whether they may.
async fn find(cx: &Cx, realm: Realm, login: &str) -> Result<Option<(Access, Person)>> {
    let key = email_key(login);
    Ok(match realm {
        Realm::Shop => {
            let row: Option<AccountRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!(
                account_row!("account a"), "where a.email_key = $1
            "))).bind(&key).fetch_optional(c).await?);
            row.map(|row| (row.access, row.person()))
        }
        Realm::Portal => {
            let row: Option<StaffRow> = on!(cx.db(), c => sqlx::query_as(sql!("
                select id, name, email, status as access from staff where email_key = $1
            ")).bind(&key).fetch_optional(c).await?);
            row.map(|row| (row.access, row.person()))
        }
    })
}

/// Sends a link to a customer; the member of staff never sees it (R14).
///
/// # Errors
/// [`Error::Forbidden`] without the permission, or for an account that nobody signs in to; [`Error::NotFound`] out of
/// scope; [`Error::Throttled`] when several were sent already.
pub async fn send(cx: &Cx, account: AccountId) -> Result<ContactId> {
    cx.check_recorded(Action::SendReset).await?;
    let staff = cx.require_staff(Action::SendReset)?.id;
    let row: Option<AccountRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!(
        account_row!("account a"), "
        where a.id = $1 and ", in_scope!("$2", "k.organization_id"), " and ", store_open!("$3", "a.store_id"), "
    "))).bind(account).bind(cx.confined()).bind(staff).fetch_optional(c).await?);
    let person = row.ok_or(Error::NotFound)?.person();
    let bucket = Bucket::of_mail(&person.email, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let (contact, _) = tried.or_give_back(cx, sent(cx, account, &person, staff).await).await?;
    Ok(contact)
}

async fn sent(cx: &Cx, account: AccountId, person: &Person, staff: StaffId) -> Result<ContactId> {
    let mut tx = cx.begin(Action::SendReset).await?;
    let target = account::db::target(&mut tx, account, staff).await?;
    if let Some(denied) = target.refusal() {
        return Err(denied.into());
    }
    issue(&mut tx, person, Some(staff)).await?;
    let event = Event::new("password.reset_asked").target("account", account).target("contact", target.contact);
    tx.commit(event.detail("realm", Realm::Shop)).await?;
    Ok(target.contact)
}

/// Makes a link, which replaces an older one, and its mail.
async fn issue(tx: &mut Tx, person: &Person, by: Option<StaffId>) -> Result<()> {
    end_links(tx, person.owner, LinkEnd::Replaced).await?;
    let token = Token::fresh()?;
    let (account, staff) = match person.owner {
        Owner::Account(id) => (Some(id), None),
        Owner::Staff(id) => (None, Some(id)),
    };
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let until = now.plus(GOOD_FOR);
    let made: std::result::Result<_, sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into password_reset (id, account_id, staff_id, token_hash, asked_by, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
    ")).bind(ResetId::fresh()).bind(account).bind(staff).bind(token.hash()).bind(by).bind(now).bind(until).bind(&event)
        .execute(c).await.map(|_| ()));
    match made {
        Err(e) if is_second_link(&e) => return Err(Error::Conflict(Conflict::State)),
        other => other?,
    }
    let path = if staff.is_some() { "/portal/reset" } else { "/reset" };
    let link = format!("{}{path}/{}", person.owner.site(&tx.cx().env().part::<Post>()), token.expose());
    let message = Message::PasswordLink { place: person.place.clone(), by_support: by.is_some(), until };
    outbox::put(tx, &event, &person.mail(&link, &message)).await
}

/// A stored link.
#[derive(sqlx::FromRow)]
struct Link {
    id: ResetId,
    account_id: Option<AccountId>,
    staff_id: Option<StaffId>,
    expires_at: Micros,
    ended_why: Option<LinkEnd>,
}

/// Records that a link was refused, and why. Many refusals are summed.
async fn refused(cx: &Cx, link: Option<&Link>, why: &str) -> Result<Error> {
    let mut event = Event::denied("password.link_refused", why);
    if let Some(link) = link {
        event = event.target("password_reset", link.id);
        if let Some(account) = link.account_id {
            event = event.target("account", account);
        }
        if let Some(staff) = link.staff_id {
            event = event.target("staff", staff);
        }
    }
    cx.refused(event).await?;
    Ok(Error::NotFound)
}

/// The person of a valid link; this changes nothing.
///
/// # Errors
/// [`Error::NotFound`] alike for a link that is unknown, used, replaced, too old, of the other realm, or of somebody who
/// may not sign in; [`Error::Forbidden`] on behalf.
pub async fn pending(cx: &Cx, realm: Realm, token: &str) -> Result<Person> {
    cx.check_recorded(Action::SignIn).await?;
    let Some(token) = Token::parse(token) else { return Err(refused(cx, None, "unknown").await?) };
    let link: Option<Link> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, account_id, staff_id, expires_at, ended_why
        from password_reset where token_hash = $1
    ")).bind(token.hash()).fetch_optional(c).await?);
    let Some(link) = link else { return Err(refused(cx, None, "unknown").await?) };
    if let Some(why) = link.ended_why {
        return Err(refused(cx, Some(&link), why.as_str()).await?);
    }
    if link.expires_at <= cx.now() {
        expiry::write(cx, Thing::Reset, link.id.0).await?;
        return Err(refused(cx, Some(&link), "expired").await?);
    }
    let found = match (realm, link.account_id, link.staff_id) {
        (Realm::Shop, Some(account), _) => {
            let row: Option<AccountRow> = on!(cx.db(), c => sqlx::query_as(sql!(concat!(
                account_row!("account a"), "where a.id = $1
            "))).bind(account).fetch_optional(c).await?);
            row.map(|row| (row.access, row.person()))
        }
        (Realm::Portal, _, Some(staff)) => {
            let row: Option<StaffRow> = on!(cx.db(), c => sqlx::query_as(sql!("
                select id, name, email, status as access from staff where id = $1
            ")).bind(staff).fetch_optional(c).await?);
            row.map(|row| (row.access, row.person()))
        }
        _ => None,
    };
    match found {
        Some((Access::Active, person)) => Ok(person),
        Some((access, _)) => Err(refused(cx, Some(&link), access.as_str()).await?),
        None => Err(refused(cx, Some(&link), "realm").await?),
    }
}

/// Sets the password of the person of the link. Every session of theirs ends, and none starts.
///
/// # Errors
/// [`Error::Invalid`] at `password`; [`Error::NotFound`] when the link works no more: of many tries at once, one wins.
pub async fn redeem(cx: &Cx, realm: Realm, token: &str, new: &str) -> Result<()> {
    let person = pending(cx, realm, token).await?;
    person.may_use(cx, "password", new).await?;
    let hash = cx.env().hasher.hash(new).await?;
    let mut tx = cx.with_principal(Principal::Anonymous).begin(Action::SignIn).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let used = exec!(tx, "
        update password_reset set ended_at = $2, ended_why = $3, last_event = $4
        where token_hash = $1 and ended_at is null and expires_at > $2
    "; Token::parse(token).map(|t| t.hash()), now, LinkEnd::Used, &event)
    .one_or_none()?;
    if !used {
        drop(tx);
        // Somebody was faster, or its time was over a moment ago: once more, for the record.
        pending(cx, realm, token).await?;
        return Err(Error::NotFound);
    }
    let event = password::set(&mut tx, &person, &hash, Ends::All, "password.reset").await?;
    tx.commit(event.by(person.owner.kind(), person.owner.id())).await?;
    for bucket in [Bucket::of(&person.email, &cx.request().ip), Bucket::of_mail(&person.email, &cx.request().ip)] {
        throttle::forget(cx, &bucket).await?;
    }
    Ok(())
}
