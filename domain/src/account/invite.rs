//! Inviting a customer: they choose their own first password by a link in a mail, and then have an active account.
//!
//! Rules: only the hash of the link is stored. It works once, for seven days; a newer one takes its place, and opening it
//! changes nothing. Nobody of the staff sees it. Whoever is invited under another address than the one of the contact is
//! told so at that one too. Nothing is sent by making an account alone: an import sends no mail.

pub mod accept;
pub mod many;

use crate::account::db::target;
use crate::audit::Event;
use crate::contact::entry;
use crate::credential::Token;
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Conflict, Denied, Error, Field, Problem, Realm, Result};
use crate::id::{AccountId, ContactId, OrganizationId, StaffId, StoreId};
use crate::organization::administrator::has_one;
use crate::organization::member::Role;
use crate::outbox::{self, CustomerInvitation, Mail, Message, Post};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{self, Action};
use crate::session::email_key;
use crate::staff::is_email;
use crate::staff::scope::{in_company, in_scope, in_store, reaches, store_open};
use crate::throttle::{self, Bucket};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, organization, sql, text};

/// How long a link works.
pub const GOOD_FOR: Micros = Micros::minutes(7 * 24 * 60);
/// The longest message with it, in characters.
pub const LONGEST: usize = 500;
/// In place of the hash of a password: no hash has this form, so no password fits.
const NO_PASSWORD: &str = "invited";

/// The last link that was sent for an account.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invite {
    /// The account.
    pub account: AccountId,
    /// Who had it sent.
    pub invited_by: String,
    /// When.
    pub created_at: Micros,
    /// The end of the link.
    pub expires_at: Micros,
    /// Whether it was revoked.
    pub is_revoked: bool,
}

/// The links of a contact's accounts that nobody has used.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn of_contact(cx: &Cx, contact: ContactId) -> Result<Vec<Invite>> {
    cx.require_staff(Action::ViewContacts)?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select i.account_id as account, t.name as invited_by, i.created_at, i.expires_at, i.revoked_at is not null as is_revoked
        from account_invite i
        join account a on a.id = i.account_id
        join contact k on k.id = a.contact_id
        join staff t on t.id = i.invited_by
        where a.contact_id = $1 and i.used_at is null and ", in_scope!("$2", "k.organization_id"), "
    "))).bind(contact).bind(cx.confined()).fetch_all(c).await?))
}

/// What can be chosen for an invitation.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Stores in which the contact has no account, in their order.
    pub stores: Vec<(StoreId, String)>,
    /// What the person may be in the company.
    pub roles: Vec<Role>,
}

/// What can be chosen when this contact is invited.
///
/// # Errors
/// [`Error::NotFound`] out of scope; [`Error::Forbidden`].
pub async fn choices(cx: &Cx, contact: ContactId) -> Result<Choices> {
    cx.check_recorded(Action::InviteCustomers).await?;
    let staff = cx.require_staff(Action::InviteCustomers)?.id;
    let admins: Option<i64> = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select (select count(*) from account a join contact other on other.id = a.contact_id
                where other.organization_id = k.organization_id and a.status = 'active' and a.role = 'admin')
        from contact k where k.id = $1 and ", in_scope!("$2", "k.organization_id"), "
    "))).bind(contact).bind(cx.confined()).fetch_optional(c).await?);
    let admins = admins.ok_or(Error::NotFound)?;
    let stores = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select w.id, w.name from store w
        where not exists (select 1 from account a where a.contact_id = $1 and a.store_id = w.id)
          and ", store_open!("$2", "w.id"), "
        order by w.position, w.id
    "))).bind(contact).bind(staff).fetch_all(c).await?);
    let names_admin = admins == 0 && cx.may(Action::NameCompanyAdmin);
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::Admin || names_admin).collect();
    Ok(Choices { stores, roles })
}

/// The typed values of an invitation.
#[derive(Clone, Debug, Default)]
pub struct Typed<'a> {
    /// The id of the store.
    pub store: &'a str,
    /// What the person will sign in with, and where the link goes.
    pub email: &'a str,
    /// The role in the company.
    pub role: &'a str,
    /// The tag of the language of the mail; empty for the contact's.
    pub language: &'a str,
    /// What is said with it, or empty.
    pub message: &'a str,
}

/// The same, checked.
struct Wish<'a> {
    store: StoreId,
    email: &'a str,
    role: Role,
    language: &'a str,
    message: &'a str,
}

impl<'a> Typed<'a> {
    fn checked(&self) -> Result<Wish<'a>> {
        let mut wrong = Vec::new();
        let mut at = |name, problem| wrong.push(Field { name, problem });
        let (store, role) = (StoreId::parse(self.store), Role::parse(self.role));
        if store.is_none() {
            at("store", if self.store.is_empty() { Problem::Required } else { Problem::NotAChoice });
        }
        if !is_email(self.email.trim()) {
            at("email", Problem::NotAnEmail);
        }
        if role.is_none() {
            at("role", if self.role.is_empty() { Problem::Required } else { Problem::NotAChoice });
        }
        let message = text::lines(self.message, LONGEST).unwrap_or_else(|problem| {
            at("message", problem);
            ""
        });
        match (store, role) {
            (Some(store), Some(role)) if wrong.is_empty() => {
                Ok(Wish { store, email: self.email.trim(), role, language: self.language, message })
            }
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

/// Makes an account for a contact that has none in the store, and sends the link.
///
/// # Errors
/// [`Error::Invalid`] at each field; [`Error::NotFound`] for a contact out of scope; [`Error::Forbidden`] without the right
/// and for a closed company; [`Error::Throttled`] when several links were sent to this address.
pub async fn new(cx: &Cx, contact: ContactId, typed: &Typed<'_>) -> Result<()> {
    choices(cx, contact).await?;
    let wish = typed.checked()?;
    let bucket = Bucket::of_mail(wish.email, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    tried.or_give_back(cx, invited(cx, contact, &wish).await).await?;
    Ok(())
}

/// What an invitation of a contact to a store depends on, as it is inside the transaction.
#[derive(sqlx::FromRow)]
struct Person {
    organization: OrganizationId,
    status: organization::Status,
    own_email: String,
    role: policy::Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
    in_company: bool,
    in_store: bool,
}

async fn invited(cx: &Cx, contact: ContactId, wish: &Wish<'_>) -> Result<()> {
    let mut tx = cx.begin_exclusive(Action::InviteCustomers).await?;
    let staff = tx.cx().staff().map(|staff| staff.id).ok_or(Error::SignIn(Realm::Portal))?;
    let row: Option<Person> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select k.organization_id as organization, o.status, k.email as own_email, t.role, ", grants!(), ", ",
               in_company!(), ", ", in_store!("$3"), "
        from contact k
        join organization o on o.id = k.organization_id
        join staff t on t.id = $2
        left join staff_role r on r.id = t.role
        where k.id = $1
    "))).bind(contact).bind(staff).bind(wish.store).fetch_optional(c).await?);
    let reached = |row: &Person| reaches(&row.grants.grants(row.role), row.in_company, true);
    let person = row.filter(reached).ok_or(Error::NotFound)?;
    if person.status == organization::Status::Closed {
        return Err(Denied::Closed.into());
    }
    if !person.in_store {
        return Err(Error::field("store", Problem::NotAChoice));
    }
    // Where a company has an administrator, it decides itself who is another one.
    let may_name = policy::check(tx.cx().principal(), Action::NameCompanyAdmin).is_ok();
    if wish.role == Role::Admin && (!may_name || has_one(&mut tx, person.organization).await?) {
        return Err(Error::field("role", Problem::NotAChoice));
    }
    let account = create(&mut tx, contact, wish.store, wish.email, wish.role).await?;
    let event = tx.event().to_owned();
    let store =
        issue(&mut tx, &event, account, &Link { language: wish.language, message: wish.message, ..Link::of(staff) })
            .await?
            .ok_or(Error::Conflict(Conflict::State))?;
    if !person.own_email.is_empty() && email_key(&person.own_email) != email_key(wish.email) {
        elsewhere(&mut tx, contact, store, &person.own_email, wish.email).await?;
    }
    let event = Event::new("account.invited").target("account", account).target("contact", contact);
    tx.commit(event.detail("role", wish.role).personal("email", wish.email)).await
}

/// Tells a contact at the address that is known that a login was made for them under another one.
async fn elsewhere(tx: &mut Tx, contact: ContactId, store: String, known: &str, login: &str) -> Result<()> {
    let name: String = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select name from contact where id = $1
    ")).bind(contact).fetch_one(c).await?);
    let (event, link) = (tx.event().to_owned(), format!("{}/", tx.cx().env().part::<Post>().public_url));
    let message = Message::InvitedElsewhere { store, login: login.to_owned() };
    let mail = Mail { to: known, name: &name, contact: Some(contact), link: &link, message: &message };
    outbox::put(tx, &event, &mail).await
}

/// Makes an account that is invited, with a password that nothing fits, and sends nothing: [`send`] and
/// [`many::send_all`] do that later. Its row cites the event of the transaction. Whether the contact is within reach, and
/// whether somebody may be an administrator of their company, is for the caller to decide.
///
/// # Errors
/// [`Error::Invalid`] at `email` for what is no e-mail, or the login of somebody else; at `store` when there is no such store,
/// or the contact has an account there.
pub async fn create(tx: &mut Tx, contact: ContactId, store: StoreId, email: &str, role: Role) -> Result<AccountId> {
    let email = email.trim();
    if !is_email(email) {
        return Err(Error::field("email", Problem::NotAnEmail));
    }
    let key = email_key(email);
    let (stores, there, taken, staff): (i64, i64, i64, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select (select count(*) from store where id = $2),
               (select count(*) from account where contact_id = $1 and store_id = $2),
               (select count(*) from account where email_key = $3),
               (select count(*) from staff where email_key = $3)
                 + (select count(*) from staff_invite where email_key = $3 and used_at is null and revoked_at is null)
    ")).bind(contact).bind(store).bind(&key).fetch_one(c).await?);
    match (stores, there, taken, staff) {
        (0, ..) => return Err(Error::field("store", Problem::NotAChoice)),
        (_, 1.., ..) => return Err(Error::field("store", Problem::Taken)),
        (_, _, 1.., _) => return Err(Error::field("email", Problem::Taken)),
        (.., 1..) => return Err(Error::field("email", Problem::OfStaff)),
        _ => {}
    }
    let (id, now, event) = (AccountId::fresh(), tx.cx().now(), tx.event().to_owned());
    let made: std::result::Result<_, sqlx::Error> = on_tx!(tx, c => sqlx::query(sql!("
        insert into account (id, contact_id, store_id, email, email_key, password_hash, role, status, created_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9)
    ")).bind(id).bind(contact).bind(store).bind(email).bind(&key).bind(NO_PASSWORD).bind(role).bind(now).bind(&event)
        .execute(c).await.map(|_| ()));
    match made {
        Err(e) if is_violation(&e, "account_email", "account.email_key") => {
            return Err(Error::field("email", Problem::Taken));
        }
        other => other?,
    }
    entry::refresh(tx.db(), contact).await?;
    Ok(id)
}

/// Sends a new link for an account that is invited; an earlier one is void.
///
/// # Errors
/// [`Error::NotFound`] out of scope; [`Error::Forbidden`] without the right and for a closed company; [`Error::Conflict`] when
/// the account is not invited any more; [`Error::Throttled`] when several were sent.
pub async fn send(cx: &Cx, account: AccountId) -> Result<ContactId> {
    cx.check_recorded(Action::InviteCustomers).await?;
    let staff = cx.require_staff(Action::InviteCustomers)?.id;
    let email: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select a.email from account a join contact k on k.id = a.contact_id
        where a.id = $1 and ", in_scope!("$2", "k.organization_id"), " and ", store_open!("$3", "a.store_id"), "
    "))).bind(account).bind(cx.confined()).bind(staff).fetch_optional(c).await?);
    let bucket = Bucket::of_mail(&email.ok_or(Error::NotFound)?, &cx.request().ip);
    let tried = throttle::reserve(cx, &bucket).await?;
    let (contact, _) = tried.or_give_back(cx, sent(cx, account, staff).await).await?;
    Ok(contact)
}

async fn sent(cx: &Cx, account: AccountId, staff: StaffId) -> Result<ContactId> {
    let mut tx = cx.begin(Action::InviteCustomers).await?;
    let target = target(&mut tx, account, staff).await?;
    match target.refusal() {
        Some(Denied::Invited) => {}
        Some(Denied::Closed) => return Err(Denied::Closed.into()),
        _ => return Err(Error::Conflict(Conflict::State)),
    }
    let event = tx.event().to_owned();
    issue(&mut tx, &event, account, &Link::of(staff)).await?.ok_or(Error::Conflict(Conflict::State))?;
    tx.commit(Event::new("account.invited").target("account", account).target("contact", target.contact)).await?;
    Ok(target.contact)
}

/// Takes the link of an account back; the account stays invited, and a new link can be sent.
///
/// # Errors
/// [`Error::NotFound`] out of scope; [`Error::Conflict`] when there is no open link; [`Error::Forbidden`].
pub async fn revoke(cx: &Cx, account: AccountId) -> Result<ContactId> {
    let mut tx = cx.begin(Action::InviteCustomers).await?;
    let staff = tx.cx().staff().map(|staff| staff.id).ok_or(Error::SignIn(Realm::Portal))?;
    let contact = target(&mut tx, account, staff).await?.contact;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let revoked = exec!(tx, "
        update account_invite set revoked_at = $2, last_event = $3
        where account_id = $1 and used_at is null and revoked_at is null
    "; account, now, &event)
    .one_or_none()?;
    if !revoked {
        return Err(Error::Conflict(Conflict::State));
    }
    tx.commit(Event::new("account.invite_revoked").target("account", account).target("contact", contact)).await?;
    Ok(contact)
}

/// A new link for somebody who asks for it themselves and was invited before; whether it was sent. Nothing is sent where the
/// invitation was revoked, or where nobody of the staff ever sent one.
pub(crate) async fn again(tx: &mut Tx, account: AccountId) -> Result<bool> {
    let by: Option<StaffId> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select invited_by from account_invite where account_id = $1 and used_at is null and revoked_at is null
    ")).bind(account).fetch_optional(c).await?);
    let Some(by) = by else { return Ok(false) };
    let event = tx.event().to_owned();
    Ok(issue(tx, &event, account, &Link::of(by)).await?.is_some())
}

/// A link to be made.
struct Link<'a> {
    /// Who invites.
    by: StaffId,
    /// The tag of the language; empty for the one of the link before, or the contact's.
    language: &'a str,
    /// What is said with it.
    message: &'a str,
    /// Only where the link before has ended by this time.
    after: Micros,
}

impl Link<'_> {
    fn of(by: StaffId) -> Link<'static> {
        Link { by, language: "", message: "", after: Micros(i64::MAX) }
    }
}

/// What the mail says of the account and of who invites.
#[derive(sqlx::FromRow)]
struct Facts {
    contact: ContactId,
    name: String,
    email: String,
    company: String,
    store: String,
    is_named: bool,
    agent: String,
    role: policy::Role,
    language: String,
}

/// Makes a link, which takes the place of an earlier one, and its mail; gives the name of the store. Nothing is made for an
/// account whose link was used, or ends later than `link` says.
async fn issue(tx: &mut Tx, event: &str, account: AccountId, link: &Link<'_>) -> Result<Option<String>> {
    let (token, now) = (Token::fresh()?, tx.cx().now());
    let until = now.plus(GOOD_FOR);
    let made = exec!(tx, "
        insert into account_invite (account_id, token_hash, invited_by, language, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (account_id) do update set
            token_hash = excluded.token_hash, invited_by = excluded.invited_by, created_at = excluded.created_at,
            language = case when excluded.language = '' then account_invite.language else excluded.language end,
            expires_at = excluded.expires_at, revoked_at = null, last_event = excluded.last_event
        where account_invite.used_at is null and account_invite.expires_at <= $8
    "; account, token.hash(), link.by, link.language, now, until, event, link.after)
    .one_or_none()?;
    if !made {
        return Ok(None);
    }
    let facts: Facts = on_tx!(tx, c => sqlx::query_as(sql!("
        select k.id as contact, k.name, a.email, o.name as company, w.name as store, o.support_names as is_named,
               t.name as agent, t.role, case when i.language = '' then k.language else i.language end as language
        from account a
        join account_invite i on i.account_id = a.id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = a.store_id
        join staff t on t.id = i.invited_by
        where a.id = $1
    ")).bind(account).fetch_one(c).await?);
    let message = Message::CustomerInvitation(CustomerInvitation {
        store: facts.store.clone(),
        company: facts.company,
        agent: facts.is_named.then_some(facts.agent),
        role: facts.role,
        message: link.message.to_owned(),
        login: facts.email.clone(),
        until,
    });
    let page = format!("{}/welcome/{}", tx.cx().env().part::<Post>().public_url, token.expose());
    let mail =
        Mail { to: &facts.email, name: &facts.name, contact: Some(facts.contact), link: &page, message: &message };
    outbox::put_in(tx, event, &facts.language, &mail).await?;
    Ok(Some(facts.store))
}
