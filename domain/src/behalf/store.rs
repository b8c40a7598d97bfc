//! The life of an on-behalf session in the database: asked for, verified, used, ended.

use crate::audit::{Event, subject};
use crate::behalf::ask::{self, WAIT, Waiting};
use crate::behalf::consent::{Consent, effective, withdrawn};
use crate::behalf::second::{self, Override};
use crate::behalf::{Request, mail};
use crate::credential::{Token, slug};
use crate::cx::{Behalf, Cx, Mode, Principal, Staff};
use crate::env::Env;
use crate::error::{Denied, Ended, Error, Problem, Realm, Result};
use crate::factor::store::{has_factor, must_enrol};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId, StaffId};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{self, Action, Grants, Role};
use crate::session::{self, Credentials, CustomerRow, Proof, cart_lines};
use crate::staff::scope::{in_company, in_store, reaches};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{account, on, on_tx, sql, throttle};
use serde_json::json;

/// Asks for a session for `account`; gives the slug of its address.
///
/// # Errors
/// [`Error::Forbidden`] without the permission or when the account cannot be entered, with the reason;
/// [`Error::NotFound`] for an account that does not exist.
pub async fn request(cx: &Cx, account: AccountId, request: &Request) -> Result<String> {
    if !cx.env().limits.on_behalf {
        return Err(Error::NotFound);
    }
    let mut tx = cx.begin(Action::LoginOnBehalf).await?;
    let Principal::Staff(staff, portal) = cx.principal().clone() else { return Err(Error::SignIn(Realm::Portal)) };
    let target = account::store::target(&mut tx, account, staff.id).await?;
    let open: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select count(*) from behalf where staff_id = $1 and state = 'active' and expires_at > $2
    ")).bind(staff.id).bind(cx.now()).fetch_one(c).await?);
    let refusal = target.refusal().or((open >= cx.env().limits.behalf_at_once).then_some(Denied::TooManySessions));
    if let Some(denied) = refusal {
        drop(tx);
        let event = Event::denied("on_behalf.denied", denied.as_str())
            .target("account", account)
            .target("contact", target.contact)
            .target("organization", target.organization);
        cx.refusal_is_told();
        cx.record(event).await?;
        return Err(denied.into());
    }
    let most = target.grants().map_or(1, |g| g.minutes);
    let (id, slug, now) = (BehalfId::fresh(), slug()?, cx.now());
    // Where it takes a second person, they need time to come.
    let wait = if target.consent() == Consent::Never { WAIT } else { cx.env().limits.handoff };
    let event = tx.event().to_owned();
    on_tx!(tx, c => sqlx::query(sql!("
        insert into behalf (id, slug, state, staff_id, portal_session_id, account_id, store_id, mode, reason, ticket,
                            minutes, requested_at, redeem_by, last_event, back)
        values ($1, $2, 'requested', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ")).bind(id).bind(&slug).bind(staff.id).bind(portal).bind(account).bind(target.store).bind(request.mode.as_str())
        .bind(&request.reason).bind(&request.ticket).bind(request.minutes.min(most)).bind(now)
        .bind(now.plus(wait)).bind(&event).bind(&request.back).execute(c).await?.rows_affected());
    tx.commit(
        Event::new("on_behalf.requested")
            .target("behalf", id)
            .target("account", account)
            .target("contact", target.contact)
            .for_customer(account, target.contact, target.organization)
            .detail("mode", request.mode.as_str())
            .detail("consent", target.consent().as_str())
            .detail("ticket", request.ticket.as_str())
            .personal("reason", &request.reason),
    )
    .await?;
    Ok(slug)
}

/// What the verify page names before it asks for the password.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pending {
    id: BehalfId,
    slug: String,
    staff_id: StaffId,
    account_id: AccountId,
    /// The customer.
    pub contact_id: ContactId,
    organization_id: OrganizationId,
    /// The customer's name.
    pub contact_name: String,
    /// The login's e-mail.
    pub account_email: String,
    /// The company's name.
    pub organization_name: String,
    /// The store's name.
    pub store_name: String,
    /// Why.
    pub reason: String,
    /// Ticket or empty.
    pub ticket: String,
    /// Who asked for it.
    pub staff_name: String,
    /// `view` or `full`.
    pub mode: String,
    /// When it was asked for.
    pub requested_at: Micros,
    /// Until when it can be verified.
    pub redeem_by: Micros,
    minutes: i64,
    consent: String,
}

impl Pending {
    /// Who asked for it.
    pub fn staff(&self) -> StaffId {
        self.staff_id
    }

    /// What the customer and the company say about support.
    pub fn consent(&self) -> Consent {
        Consent::read(&self.consent)
    }

    /// The event with the session and the customer that it is about. The session is not open yet, so it is a target and
    /// not the session in which this happens.
    fn named(&self, event: Event) -> Event {
        event
            .target("behalf", self.id)
            .target("account", self.account_id)
            .target("contact", self.contact_id)
            .target("organization", self.organization_id)
    }
}

/// The request behind `slug` while it can still be verified.
///
/// # Errors
/// [`Error::Ended`] alike for a slug that is unknown, used, expired or whose portal session is over.
pub async fn pending(cx: &Cx, slug: &str) -> Result<Pending> {
    if !cx.env().limits.on_behalf {
        return Err(Error::NotFound);
    }
    let row: Option<Pending> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select b.id, b.slug, b.staff_id, b.account_id, a.contact_id, k.organization_id, k.latin_name as contact_name,
               a.email as account_email, o.name as organization_name, w.name as store_name, b.reason, b.ticket,
               t.name as staff_name, b.mode, b.requested_at, b.redeem_by, b.minutes, ", effective!(), " as consent
        from behalf b
        join staff t on t.id = b.staff_id
        join session p on p.id = b.portal_session_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = b.store_id
        where b.slug = $1 and b.state = 'requested' and b.verified_at is null and b.redeem_by > $2 and p.ended_at is null
    "))).bind(slug).bind(cx.now()).fetch_optional(c).await?);
    match row {
        Some(pending) => Ok(pending),
        None => Err(unusable(cx, slug).await?),
    }
}

/// Why a request opens nothing, alike whatever the reason; it names the contact for the way back, which is no more than the
/// address of a page that only staff can read.
async fn unusable(cx: &Cx, slug: &str) -> Result<Error> {
    let contact: Option<ContactId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select a.contact_id from behalf b join account a on a.id = b.account_id where b.slug = $1
    ")).bind(slug).fetch_optional(c).await?);
    Ok(Error::Ended(Ended {
        slug: slug.to_owned(),
        why: "unusable".to_owned(),
        at: cx.now(),
        contact: contact.map(|id| id.to_string()).unwrap_or_default(),
        was_open: false,
    }))
}

/// What proving the agent gives.
pub struct Verified {
    /// For the cookie of the browser.
    pub token: Token,
    /// Whether the session waits for the customer's yes.
    pub waits: bool,
}

/// Proves that the agent who asked is the one at the keyboard, and opens the session, or lets it wait for the customer.
/// `second`: a second person, in case the customer's consent stands in the way.
///
/// # Errors
/// [`Error::Invalid`] with [`Problem::Credentials`] to try again; [`Error::Throttled`]; [`Error::Ended`] when the request
/// cannot be used, by this person or at all; [`Denied::Consent`] when the customer's word is never.
pub async fn verify(cx: &Cx, slug: &str, typed: &Credentials<'_>, second: Option<&Override<'_>>) -> Result<Verified> {
    let pending = pending(cx, slug).await?;
    let bucket = typed.bucket(&cx.request().ip);
    let cx = &cx.with_principal(Principal::Anonymous);
    let Some(Proof { staff: agent, amr }) = session::prove_staff(cx, typed, &bucket).await? else {
        let event = pending.named(Event::denied("auth.reauth.failed", "credentials"));
        return Err(session::refused(cx, event, Realm::Portal, typed.login, &bucket).await?);
    };
    let refuse = |why: &'static str| pending.named(Event::denied("on_behalf.denied", why).by("staff", agent));
    if agent != pending.staff_id {
        cx.record(refuse("actor_mismatch")).await?;
        return Err(unusable(cx, slug).await?);
    }
    if must_enrol(cx, agent).await? {
        cx.refusal_is_told();
        cx.record(refuse(Denied::NoFactor.as_str())).await?;
        return Err(Denied::NoFactor.into());
    }
    let second = match second.filter(|_| pending.consent() != Consent::Allowed) {
        Some(typed) => Some(second::prove(cx, agent, typed, |e| pending.named(e).by("staff", agent)).await?),
        None => None,
    };
    let mut tx = cx.begin(Action::SignIn).await?;
    throttle::succeeded(&mut tx, &bucket).await?;
    let target = match account::store::target(&mut tx, pending.account_id, agent).await {
        Err(Error::NotFound) => return Err(unusable(cx, slug).await?),
        other => other?,
    };
    let denied = match target.grants().filter(|g| g.behalf.is_some()) {
        None => Some(Denied::Permission),
        Some(_) => {
            let never = target.consent() == Consent::Never && second.is_none();
            target.refusal().or(never.then_some(Denied::Consent))
        }
    };
    if let Some(denied) = denied {
        drop(tx);
        cx.refusal_is_told();
        cx.record(refuse(denied.as_str())).await?;
        return Err(denied.into());
    }
    let token = Token::fresh()?;
    let now = cx.now();
    let event = tx.event().to_owned();
    if target.consent() == Consent::Ask && second.is_none() {
        return ask(tx, &pending, token, amr).await;
    }
    let how = if target.consent() == Consent::Allowed { "allowed" } else { "override" };
    let by = second.as_ref().filter(|_| how == "override");
    let redeemed = on_tx!(tx, c => sqlx::query(sql!("
        update behalf
        set state = 'active', token_hash = $2, started_at = $3, expires_at = $4, last_event = $5, verified_at = $3,
            consent = $6, second_staff_id = $7
        where id = $1 and state = 'requested' and verified_at is null and redeem_by > $3
          and exists (select 1 from session p where p.id = behalf.portal_session_id and p.ended_at is null)
    ")).bind(pending.id).bind(token.hash()).bind(now).bind(now.plus(Micros::minutes(pending.minutes))).bind(&event)
        .bind(how).bind(by.map(|p| p.second)).execute(c).await?.rows_affected());
    if redeemed != 1 {
        drop(tx);
        cx.record(refuse("used")).await?;
        return Err(unusable(cx, slug).await?);
    }
    if let Some(proved) = by {
        let named = |e| pending.named(e).by("staff", agent);
        second::write(&mut tx, proved, pending.id, pending.account_id, named).await?;
    }
    session::first_seen(&mut tx, pending.id.0).await?;
    tx.wakes(pending.account_id);
    let mut started = Event::new("on_behalf.started")
        .by("staff", agent)
        .for_customer(pending.account_id, pending.contact_id, pending.organization_id)
        .target("behalf", pending.id)
        .target("contact", pending.contact_id)
        .detail("mode", pending.mode.as_str())
        .detail("consent", how)
        .personal("reason", &pending.reason);
    started.session = Some(json!({
        "amr": amr,
        "auth_time": now.rfc3339(),
        "id": pending.id.to_string(),
        "kind": "on_behalf",
        "ticket": pending.ticket,
    }));
    tx.commit(started).await?;
    Ok(Verified { token, waits: false })
}

/// Lets the session wait for the customer: its browser has the token, which opens nothing yet.
async fn ask(mut tx: Tx, pending: &Pending, token: Token, amr: Vec<&'static str>) -> Result<Verified> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let asked = on_tx!(tx, c => sqlx::query(sql!("
        update behalf set token_hash = $2, verified_at = $3, redeem_by = $4, consent = 'asked', last_event = $5
        where id = $1 and state = 'requested' and verified_at is null and redeem_by > $3
    ")).bind(pending.id).bind(token.hash()).bind(now).bind(now.plus(WAIT)).bind(&event)
        .execute(c).await?.rows_affected());
    if asked != 1 {
        let cx = tx.cx().clone();
        drop(tx);
        cx.record(pending.named(Event::denied("on_behalf.denied", "used").by("staff", pending.staff_id))).await?;
        return Err(unusable(&cx, &pending.slug).await?);
    }
    tx.wakes(pending.account_id);
    let event = pending.named(Event::new("consent.asked")).by("staff", pending.staff_id).detail("amr", amr);
    tx.commit(event).await?;
    Ok(Verified { token, waits: true })
}

/// What a request under `/as/{slug}` finds.
pub enum Found {
    /// The session is open and the cookie is its own.
    Open(Box<Principal>),
    /// It was this browser's, and it is over.
    Over(Ended),
    /// It is this browser's, and waits for the customer's yes, or got a no.
    Waiting(Box<Waiting>),
    /// Nothing that this browser has anything to do with.
    Nothing,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: BehalfId,
    state: String,
    portal_session_id: SessionId,
    portal_ended: i64,
    withdrawn: i64,
    mode: String,
    reason: String,
    ticket: String,
    started_at: Micros,
    expires_at: Micros,
    ended_at: Option<Micros>,
    ended_why: String,
    seen_at: Micros,
    staff_id: StaffId,
    staff_name: String,
    staff_email: String,
    staff_role: String,
    staff_status: String,
    has_factor: i64,
    account_status: String,
    in_company: i64,
    in_store: i64,
    #[sqlx(flatten)]
    grants: GrantsRow,
    #[sqlx(flatten)]
    customer: CustomerRow,
}

/// Who acts under `slug` with `token`, in one query.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn principal(env: &Env, now: Micros, slug: &str, token: &Token) -> Result<Found> {
    let row: Option<Row> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select b.id, b.state, b.portal_session_id, case when p.ended_at is null then cast(0 as bigint) else cast(1 as bigint) end as portal_ended,
               case when ", withdrawn!(), " then cast(1 as bigint) else cast(0 as bigint) end as withdrawn,
               b.mode, b.reason, b.ticket,
               b.started_at, b.expires_at, b.ended_at, coalesce(b.ended_why, '') as ended_why, n.at as seen_at,
               t.id as staff_id, t.name as staff_name, t.email as staff_email, t.role as staff_role,
               t.status as staff_status, ", has_factor!(), ", a.status as account_status,
               ", grants!(), ", ", in_company!(), ", ", in_store!("b.store_id"), ",
               a.id as account_id, a.contact_id, k.organization_id, a.store_id,
               w.currency, k.latin_name as contact_name, a.email as account_email, o.name as organization_name,
               w.name as store_name, w.code as store_code, ", cart_lines!(), "
        from behalf b
        join session p on p.id = b.portal_session_id
        join session_seen n on n.session_id = b.id
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = b.store_id
        left join staff_role r on r.id = t.role
        where b.slug = $1 and b.token_hash = $2
    "))).bind(slug).bind(token.hash()).fetch_optional(c).await?);
    let Some(row) = row else {
        let waiting = ask::find(env, slug, token).await?;
        return Ok(waiting.map_or(Found::Nothing, |w| Found::Waiting(Box::new(w))));
    };
    let role = Role::parse(&row.staff_role);
    let grants = role.map(|role| row.grants.grants(role));
    if let Some((why, at)) = row.over(env, now, grants.as_ref()) {
        let why = why.to_owned();
        let contact = row.customer.customer()?.contact.to_string();
        return Ok(Found::Over(Ended { slug: slug.to_owned(), why, at, contact, was_open: true }));
    }
    let (Some(role), Some(grants), Some(mode)) = (role, grants, Mode::parse(&row.mode)) else {
        return Ok(Found::Nothing);
    };
    let idle = env.limits.behalf_idle;
    session::touch(env, now, row.id.0, row.seen_at, idle).await?;
    // Working for a customer is working: the portal session does not fall asleep meanwhile.
    session::touch(env, now, row.portal_session_id.0, row.seen_at, idle).await?;
    let must_enrol = env.factors.required && row.has_factor == 0;
    let staff = Staff {
        id: row.staff_id,
        name: row.staff_name,
        email: row.staff_email,
        role,
        grants: Box::new(grants),
        must_enrol,
    };
    let behalf = Behalf {
        id: row.id,
        slug: slug.to_owned(),
        mode,
        reason: row.reason,
        ticket: row.ticket,
        started_at: row.started_at,
        expires_at: row.expires_at,
    };
    Ok(Found::Open(Box::new(Principal::Behalf(staff, row.customer.customer()?, behalf))))
}

impl Row {
    /// Why and since when the session is over, if it is. The row may not know yet; the sweeper tells it.
    fn over(&self, env: &Env, now: Micros, grants: Option<&Grants>) -> Option<(&str, Micros)> {
        let idle_at = self.seen_at.plus(env.limits.behalf_idle);
        if self.state == "ended" {
            return Some((&self.ended_why, self.ended_at.unwrap_or(now)));
        }
        match () {
            () if !env.limits.on_behalf => Some(("off", now)),
            () if self.expires_at <= now => Some(("expired", self.expires_at)),
            () if idle_at <= now => Some(("idle", idle_at)),
            () if self.portal_ended != 0 => Some(("signed_out", now)),
            () if self.staff_status != "active" => Some(("agent_disabled", now)),
            () if !may_go_on(grants, self.in_company, self.in_store) => Some(("permission_lost", now)),
            () if self.account_status != "active" => Some(("subject_disabled", now)),
            () if self.withdrawn != 0 => Some(("consent_withdrawn", now)),
            () => None,
        }
    }
}

/// Fills in why and when a session that was found over is over.
pub(crate) async fn cause(tx: &mut Tx, id: BehalfId, ended: Ended) -> Result<Ended> {
    let row: Option<(String, Option<Micros>)> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select case when b.state = 'ended' then b.ended_why
                    when b.expires_at <= $2 then 'expired'
                    when p.ended_at is not null then 'signed_out'
                    when t.status <> 'active' then 'agent_disabled'
                    when a.status <> 'active' then 'subject_disabled'
                    when ", withdrawn!(), " then 'consent_withdrawn'
                    else 'permission_lost' end,
               b.ended_at
        from behalf b
        join session p on p.id = b.portal_session_id
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        where b.id = $1
    "))).bind(id).bind(ended.at).fetch_optional(c).await?);
    let (why, at) = row.unwrap_or_else(|| ("stop".to_owned(), None));
    Ok(Ended { why, at: at.unwrap_or(ended.at), ..ended })
}

/// Why the account may not be acted for by now, asked again inside the transaction.
pub(crate) async fn refused_again(tx: &mut Tx, account: AccountId, staff: StaffId) -> Result<Option<Denied>> {
    Ok(account::store::target(tx, account, staff).await?.refusal())
}

/// Whether what somebody may do still covers a session that is open.
fn may_go_on(grants: Option<&Grants>, in_company: i64, in_store: i64) -> bool {
    grants.is_some_and(|g| g.behalf.is_some() && reaches(g, in_company, in_store))
}

/// A session that is to be ended.
#[derive(sqlx::FromRow)]
pub(crate) struct Ending {
    pub(crate) id: BehalfId,
    pub(crate) account_id: AccountId,
    pub(crate) contact_id: ContactId,
    pub(crate) organization_id: OrganizationId,
}

/// Makes the row `ended` with an event of its own; whether it was open until now.
pub(crate) async fn end_row(tx: &mut Tx, ending: &Ending, why: &'static str, by: &str, note: &str) -> Result<bool> {
    close(tx, ending, why, by, note, None).await
}

async fn close(
    tx: &mut Tx,
    ending: &Ending,
    why: &'static str,
    by: &str,
    note: &str,
    token: Option<&Token>,
) -> Result<bool> {
    let now = tx.cx().now();
    let mut event = Event::new("on_behalf.ended").target("behalf", ending.id).detail("why", why).personal("note", note);
    event.subject = Some(subject(ending.account_id, ending.contact_id, ending.organization_id));
    event.session = Some(json!({ "id": ending.id.to_string(), "kind": "on_behalf" }));
    let id = tx.also(event);
    let changed = on_tx!(tx, c => sqlx::query(sql!("
        update behalf
        set state = 'ended', ended_at = $2, ended_why = $3, ended_by = $4, note = $5, last_event = $6,
            token_hash = coalesce($7, token_hash)
        where id = $1 and state = 'active'
    ")).bind(ending.id).bind(now).bind(why).bind(by).bind(note).bind(&id).bind(token.map(Token::hash)).execute(c).await?.rows_affected());
    match changed {
        0 => tx.not_also(&id),
        _ => {
            tx.wakes(ending.account_id);
            mail::ended(tx, ending.id, &id).await?;
        }
    }
    Ok(changed == 1)
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
    if note.chars().count() > 2_000 {
        return Err(Error::field("note", Problem::TooLong(2_000)));
    }
    let tx = cx.begin(Action::EndBehalf).await?;
    let Some((staff, customer, behalf)) = cx.behalf() else { return Err(Error::Forbidden(Denied::Permission)) };
    let mut tx = tx;
    let ending = Ending {
        id: behalf.id,
        account_id: customer.account,
        contact_id: customer.contact,
        organization_id: customer.organization,
    };
    let token = Token::fresh()?;
    close(&mut tx, &ending, "stop", &staff.id.to_string(), note.trim(), Some(&token)).await?;
    let back: String = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select back from behalf where id = $1
    ")).bind(behalf.id).fetch_one(c).await?);
    tx.commit_also().await?;
    let back = if back.is_empty() { format!("/portal/contacts/{}", customer.contact) } else { back };
    Ok(Left { id: behalf.id, back, token })
}

/// Ends every open session that was started from a portal session which is being signed out.
pub(crate) async fn end_of_portal_session(tx: &mut Tx, portal: SessionId) -> Result<()> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(sql!("
        select b.id, b.account_id, a.contact_id, k.organization_id
        from behalf b
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        where b.portal_session_id = $1 and b.state = 'active'
    ")).bind(portal).fetch_all(c).await?);
    let by = tx.cx().stamp().actor_id;
    for ending in &open {
        end_row(tx, ending, "signed_out", &by, "").await?;
    }
    Ok(())
}

/// Ends every open session of a member of staff; gives how many.
pub(crate) async fn end_of_staff(tx: &mut Tx, staff: StaffId, why: &'static str) -> Result<i64> {
    let open: Vec<Ending> = on_tx!(tx, c => sqlx::query_as(sql!("
        select b.id, b.account_id, a.contact_id, k.organization_id
        from behalf b
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        where b.staff_id = $1 and b.state = 'active'
        order by b.id
    ")).bind(staff).fetch_all(c).await?);
    let by = tx.cx().stamp().actor_id;
    let mut ended = 0;
    for ending in &open {
        ended += i64::from(end_row(tx, ending, why, &by, "").await?);
    }
    Ok(ended)
}

#[derive(sqlx::FromRow)]
struct Overdue {
    #[sqlx(flatten)]
    ending: Ending,
    why: String,
    role: String,
    #[sqlx(flatten)]
    grants: GrantsRow,
    in_company: i64,
    in_store: i64,
}

impl Overdue {
    /// Why the session is over, if it is.
    fn why(&self) -> Option<&'static str> {
        let grants = Role::parse(&self.role).map(|role| self.grants.grants(role));
        let found = ENDINGS.iter().copied().find(|w| *w == self.why);
        found.or((!may_go_on(grants.as_ref(), self.in_company, self.in_store)).then_some("permission_lost"))
    }
}

/// Writes down what time, sign-out or a changed role has already ended; gives how many.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<usize> {
    policy::check(cx.principal(), Action::RunJob)?;
    let idle_before = Micros(cx.now().0 - cx.env().limits.behalf_idle.0);
    let open: Vec<Overdue> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select b.id, b.account_id, a.contact_id, k.organization_id,
               case when $3 = 0 then 'off'
                    when b.expires_at <= $1 then 'expired'
                    when n.at <= $2 then 'idle'
                    when p.ended_at is not null then 'signed_out'
                    when t.status <> 'active' then 'agent_disabled'
                    when a.status <> 'active' then 'subject_disabled'
                    when ", withdrawn!(), " then 'consent_withdrawn'
                    else '' end as why,
               t.role, ", grants!(), ", ", in_company!(), ", ", in_store!("b.store_id"), "
        from behalf b
        join session p on p.id = b.portal_session_id
        join session_seen n on n.session_id = b.id
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        left join staff_role r on r.id = t.role
        where b.state = 'active'
    "))).bind(cx.now()).bind(idle_before).bind(i64::from(cx.env().limits.on_behalf)).fetch_all(c).await?);
    let mut ended = 0;
    for (row, why) in open.iter().filter_map(|row| Some((row, row.why()?))) {
        let mut tx = cx.begin(Action::RunJob).await?;
        if end_row(&mut tx, &row.ending, why, "system", "").await? {
            tx.commit_also().await?;
            ended += 1;
        }
    }
    Ok(ended + ask::sweep(cx).await?)
}

/// The causes that time or a change elsewhere can have, besides what the agent may do.
const ENDINGS: [&str; 7] =
    ["off", "expired", "idle", "signed_out", "agent_disabled", "subject_disabled", "consent_withdrawn"];
