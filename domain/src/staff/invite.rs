//! Inviting a member of staff: they choose their own password by a link that works once.
//!
//! Rules: only the hash of the link is stored. The link is valid for three days (fifteen minutes, when it is shown on a
//! terminal), and opening it changes nothing. Nobody else ever knows the password (R6, R13). One e-mail belongs to one
//! person, and never also to a customer (R16).

use crate::audit::Event;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Conflict, Error, Field, Problem, Result};
use crate::expiry::{self, Thing};
use crate::id::{InviteId, StaffId};
use crate::outbox::{self, Mail, Message, Post};
use crate::policy::{Action, Role};
use crate::session::email_key;
use crate::staff::{is_email, is_name};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, password, sql, staff};

/// How long a link works.
pub const GOOD_FOR: Micros = Micros::minutes(3 * 24 * 60);
/// How long a link works that was shown on a terminal.
pub const SHOWN_FOR: Micros = Micros::minutes(15);

/// An open invitation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Invite {
    /// The invitation.
    pub id: InviteId,
    /// Name.
    pub name: String,
    /// Work e-mail.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Who invited them; empty for the command line.
    pub invited_by: String,
    /// When its last link was sent.
    pub created_at: Micros,
    /// The end of that link.
    pub expires_at: Micros,
}

/// The open invitations, newest first.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn waiting(cx: &Cx) -> Result<Vec<Invite>> {
    cx.check_recorded(Action::ViewStaff).await?;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select i.id, i.name, i.email, i.role, coalesce(t.name, '') as invited_by, i.created_at, i.expires_at
        from staff_invite i
        left join staff t on t.id = i.invited_by
        where i.used_at is null and i.revoked_at is null
        order by i.created_at desc, i.id
    ")).fetch_all(c).await?))
}

/// Invites a person by mail.
///
/// # Errors
/// [`Error::Invalid`] at each field; [`Error::Forbidden`].
pub async fn send(cx: &Cx, name: &str, email: &str, role: &str) -> Result<()> {
    cx.check_recorded(Action::ManageStaff).await?;
    let (name, email, role) = checked(name, email, role)?;
    let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
    let Some(me) = cx.staff().map(|s| s.id) else { return Err(Error::SignIn(crate::error::Realm::Portal)) };
    free(&mut tx, &email_key(email)).await?;
    let (event, token) = insert(&mut tx, name, email, role, Some(me), GOOD_FOR).await?;
    mail(&mut tx, email, name, &token).await?;
    tx.commit(event).await
}

/// Invites a person from the command line, which shows the link, to have a first administrator (R6). An open invitation of
/// the same person is revoked.
///
/// # Errors
/// [`Error::Invalid`] at each field; [`Error::Forbidden`].
pub async fn link(cx: &Cx, name: &str, email: &str, role: &str) -> Result<String> {
    let (name, email, role) = checked(name, email, role)?;
    let mut tx = cx.begin_exclusive(Action::RunJob).await?;
    let (now, taken_back) = (cx.now(), tx.event().to_owned());
    exec!(tx, "
        update staff_invite set revoked_at = $2, last_event = $3
        where email_key = $1 and used_at is null and revoked_at is null
    "; email_key(email), now, &taken_back)
    .any_number();
    free(&mut tx, &email_key(email)).await?;
    let (event, token) = insert(&mut tx, name, email, role, None, SHOWN_FOR).await?;
    tx.commit(event).await?;
    Ok(address(cx, &token))
}

/// Checks the typed values and trims them.
pub(crate) fn checked<'a>(name: &'a str, email: &'a str, role: &str) -> Result<(&'a str, &'a str, Role)> {
    let (name, email) = (name.trim(), email.trim());
    let mut wrong = Vec::new();
    if !is_name(name) {
        wrong.push(Field { name: "name", problem: Problem::Required });
    }
    if !is_email(email) {
        wrong.push(Field { name: "email", problem: Problem::NotAnEmail });
    }
    let role = Role::parse(role);
    if role.is_none() {
        wrong.push(Field { name: "role", problem: Problem::NotAChoice });
    }
    match role {
        Some(role) if wrong.is_empty() => Ok((name, email, role)),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// Writes the invitation; returns its event and its token.
pub(crate) async fn insert(
    tx: &mut Tx,
    name: &str,
    email: &str,
    role: Role,
    by: Option<StaffId>,
    good_for: Micros,
) -> Result<(Event, Token)> {
    let (id, token) = (InviteId::fresh(), Token::fresh()?);
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    exec!(tx, "
        insert into staff_invite (id, name, email, email_key, role, token_hash, invited_by, created_at, expires_at, last_event)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    "; id, name, email, email_key(email), role, token.hash(), by, now, now.plus(good_for), &event).one()?;
    let event = Event::new("staff.invited").target("staff_invite", id).detail("role", role);
    Ok((event.personal("email", email), token))
}

/// The address of the page to choose a password.
pub(crate) fn address(cx: &Cx, token: &Token) -> String {
    format!("{}/portal/welcome/{}", cx.env().part::<Post>().portal_url, token.expose())
}

/// Refuses an e-mail that is already used.
pub(crate) async fn free(tx: &mut Tx, key: &str) -> Result<()> {
    let (staff, invited, customers): (i64, i64, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select (select count(*) from staff where email_key = $1),
               (select count(*) from staff_invite where email_key = $1 and used_at is null and revoked_at is null),
               (select count(*) from account where email_key = $1)
    ")).bind(key).fetch_one(c).await?);
    match (staff + invited, customers) {
        (0, 0) => Ok(()),
        (0, _) => Err(Error::field("email", Problem::OfACustomer)),
        _ => Err(Error::field("email", Problem::Taken)),
    }
}

async fn mail(tx: &mut Tx, to: &str, name: &str, token: &Token) -> Result<()> {
    let cx = tx.cx().clone();
    let by = cx.staff().map(|s| s.name.clone()).unwrap_or_default();
    let message = Message::Invitation { by, until: cx.now().plus(GOOD_FOR) };
    let (link, event) = (address(&cx, token), tx.event().to_owned());
    outbox::put(tx, &event, &Mail { to, name, contact: None, link: &link, message: &message }).await
}

/// Sends a new link, which replaces the earlier one.
///
/// # Errors
/// [`Error::Conflict`] when it was used or revoked; [`Error::Forbidden`].
pub async fn resend(cx: &Cx, id: InviteId) -> Result<()> {
    let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
    let token = Token::fresh()?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let row: Option<(String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        update staff_invite set token_hash = $2, created_at = $3, expires_at = $4, last_event = $5
        where id = $1 and used_at is null and revoked_at is null
        returning name, email
    ")).bind(id).bind(token.hash()).bind(now).bind(now.plus(GOOD_FOR)).bind(&event).fetch_optional(c).await?);
    let (name, email) = row.ok_or(Error::Conflict(Conflict::State))?;
    mail(&mut tx, &email, &name, &token).await?;
    tx.commit(Event::new("staff.invited").target("staff_invite", id).detail("what", "again").personal("email", &email))
        .await
}

/// Revokes an invitation and its link.
///
/// # Errors
/// [`Error::Conflict`] when it was used or revoked; [`Error::Forbidden`].
pub async fn revoke(cx: &Cx, id: InviteId) -> Result<()> {
    let mut tx = cx.begin_exclusive(Action::ManageStaff).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let revoked = exec!(tx, "
        update staff_invite set revoked_at = $2, last_event = $3
        where id = $1 and used_at is null and revoked_at is null
    "; id, now, &event)
    .one_or_none()?;
    if !revoked {
        return Err(Error::Conflict(Conflict::State));
    }
    tx.commit(Event::new("staff.invite_revoked").target("staff_invite", id)).await
}

/// The person of a valid link.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Welcome {
    id: InviteId,
    /// Name.
    pub name: String,
    /// Work e-mail.
    pub email: String,
    /// Role.
    pub role: Role,
}

/// The invitation of a link. Opening a valid link changes nothing; refusing a link leaves an event, and an expired one stays
/// expired.
///
/// # Errors
/// [`Error::NotFound`] alike for a link that is unknown, used, revoked or too old.
pub async fn welcome(cx: &Cx, token: &str) -> Result<Welcome> {
    let Some(token) = Token::parse(token) else { return Err(refused(cx, None, "unknown").await?) };
    let row: Option<Link> = on!(cx.db(), c => sqlx::query_as(sql!("
        select id, name, email, role, expires_at,
               case when used_at is not null then 'used' when revoked_at is not null then 'revoked' else '' end as ended
        from staff_invite where token_hash = $1
    ")).bind(token.hash()).fetch_optional(c).await?);
    let Some(link) = row else { return Err(refused(cx, None, "unknown").await?) };
    let id = link.welcome.id;
    if !link.ended.is_empty() {
        return Err(refused(cx, Some(id), &link.ended).await?);
    }
    if link.expires_at <= cx.now() {
        expiry::write(cx, Thing::Invite, id.0).await?;
        return Err(refused(cx, Some(id), "expired").await?);
    }
    Ok(link.welcome)
}

/// A stored link.
#[derive(sqlx::FromRow)]
struct Link {
    #[sqlx(flatten)]
    welcome: Welcome,
    expires_at: Micros,
    ended: String,
}

/// Records that a link was refused, and why. Many refusals are summed.
async fn refused(cx: &Cx, invite: Option<InviteId>, why: &str) -> Result<Error> {
    let event = Event::denied("staff.invite_refused", why);
    cx.refused(match invite {
        Some(id) => event.target("staff_invite", id),
        None => event,
    })
    .await?;
    Ok(Error::NotFound)
}

/// Sets the password of the invited person, who is a member of staff from now on.
///
/// # Errors
/// [`Error::Invalid`] at `password`; [`Error::NotFound`] when the link has ended; of two parallel calls one succeeds.
pub async fn accept(cx: &Cx, token: &str, typed: &str) -> Result<()> {
    let invited = welcome(cx, token).await?;
    password::check(cx, "password", typed, &[&invited.email, &invited.name]).await?;
    let hash = cx.env().hasher.hash(typed).await?;
    let mut tx = cx.with_principal(Principal::Anonymous).begin(Action::SignIn).await?;
    let id = StaffId::fresh();
    let (now, event) = (cx.now(), tx.event().to_owned());
    let person = (invited.name.as_str(), invited.email.as_str(), invited.role);
    if !staff::insert(&mut tx, id, person, &hash, &event).await? {
        // Somebody used the link a moment ago.
        drop(tx);
        return Err(refused(cx, Some(invited.id), "used").await?);
    }
    let used = exec!(tx, "
        update staff_invite set used_at = $2, staff_id = $3, last_event = $4
        where id = $1 and token_hash = $5 and used_at is null and revoked_at is null and expires_at > $2
    "; invited.id, now, id, &event, Token::parse(token).map(|t| t.hash()))
    .one_or_none()?;
    if !used {
        drop(tx);
        // Its time was over a moment ago, or somebody took it back: once more, for the record.
        welcome(cx, token).await?;
        return Err(Error::NotFound);
    }
    let event = Event::new("staff.joined")
        .by("staff", id)
        .target("staff", id)
        .target("staff_invite", invited.id)
        .detail("role", invited.role);
    tx.commit(event).await
}
