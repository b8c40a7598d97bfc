//! How an on-behalf session begins: asked for in the portal, verified under its own address.

use crate::audit::Event;
use crate::behalf::ask::WAIT;
use crate::behalf::code::TRIES;
use crate::behalf::consent::rule::{Basis, Consent, effective};
use crate::behalf::handoff::HandOff;
use crate::behalf::help;
use crate::behalf::landing::landing;
use crate::behalf::life::{Life, life, lives};
use crate::behalf::live::channel::wake;
use crate::behalf::over::end_for_good;
use crate::behalf::override_consent::{self, Override};
use crate::behalf::started::Started;
use crate::behalf::{Cause, Request, State, entry, lock};
use crate::credential::{Token, slug};
use crate::cx::{Cx, Mode, Principal};
use crate::error::{Denied, Ended, Error, NotOpen, Problem, Realm, Result};
use crate::factor::db::{must_enrol, ways};
use crate::id::{AccountId, BehalfId, ContactId, OrganizationId, SessionId, StaffId};
use crate::policy::Action;
use crate::principal::methods;
use crate::session::{self, Credentials, Proof, Typed};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{account, exec, on, on_tx, sql};

/// Asks for a session for `account`; gives the slug of its address.
///
/// # Errors
/// [`Error::Forbidden`] without the permission, when the account cannot be entered, or when it is switched off, with the reason;
/// [`Error::NotFound`] for an account that does not exist; [`Error::Invalid`] at `to` for a page that no session begins on.
pub async fn request(cx: &Cx, account: AccountId, request: &Request) -> Result<String> {
    request_with_key(cx, account, request, None).await
}

/// The same where the storefront has a host of its own: `key` is what the browser has to bring there.
///
/// # Errors
/// As [`request`].
pub async fn request_with_key(cx: &Cx, account: AccountId, request: &Request, key: Option<&Token>) -> Result<String> {
    cx.require_behalf_on()?;
    let mut tx = cx.begin(Action::LoginOnBehalf).await?;
    let Principal::Staff(staff, portal) = cx.principal().clone() else { return Err(Error::SignIn(Realm::Portal)) };
    let target = account::db::target(&mut tx, account, staff.id).await?;
    let at_session_limit = at_session_limit(&mut tx, staff.id).await?;
    let never = target.consent == Consent::Never && !request.second;
    let refusal =
        target.refusal().or(never.then_some(Denied::Consent)).or(at_session_limit.then_some(Denied::TooManySessions));
    if let Some(denied) = refusal {
        drop(tx);
        let event = Event::denied("on_behalf.denied", denied.as_str())
            .target("account", account)
            .target("contact", target.contact)
            .target("organization", target.organization);
        cx.refused(event).await?;
        return Err(denied.into());
    }
    if !request.to.is_empty() && landing(&request.to).is_none() {
        return Err(Error::field("to", Problem::NotAPage));
    }
    let most = target.grants().minutes;
    let (id, slug, now) = (BehalfId::fresh(), slug()?, cx.now());
    // Where it takes a second person, they need time to come.
    let wait = if target.consent == Consent::Never { WAIT } else { cx.env().limits.handoff };
    let event = tx.event().to_owned();
    exec!(tx, "
        insert into behalf (id, slug, state, staff_id, portal_session_id, account_id, store_id, mode, reason, ticket,
                            minutes, requested_at, redeem_by, last_event, back, token_hash, to_page)
        values ($1, $2, 'requested', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    "; id, &slug, staff.id, portal, account, target.store, request.mode, &request.reason, &request.ticket,
        request.minutes.min(most), now, now.plus(wait), &event, &request.back, key.map(Token::hash), &request.to)
    .one()?;
    entry::refresh(tx.db(), id).await?;
    tx.commit(
        Event::new("on_behalf.requested")
            .target("behalf", id)
            .target("account", account)
            .target("contact", target.contact)
            .for_customer(account, target.contact, target.organization)
            .detail("mode", request.mode)
            .detail("consent", target.consent)
            .detail("ticket", request.ticket.as_str())
            .personal("reason", &request.reason),
    )
    .await?;
    Ok(slug)
}

/// Whether somebody has as many open sessions as they may at once.
pub(crate) async fn at_session_limit(tx: &mut Tx, staff: StaffId) -> Result<bool> {
    // Of two that would each be the last, one waits and counts the other.
    lock::turn(tx, staff).await?;
    let open: Vec<Life> = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select ", life!(), " from ", lives!(), " where b.staff_id = $1 and b.state = 'active'
    "))).bind(staff).fetch_all(c).await?);
    let (env, now) = (tx.cx().env(), tx.cx().now());
    let open = open.iter().filter(|life| life.over(env, now).is_none()).count();
    Ok(i64::try_from(open).unwrap_or(i64::MAX) >= env.limits.behalf_at_once)
}

/// What the verify page names before it asks for the password.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Pending {
    #[sqlx(flatten)]
    life: Life,
    id: BehalfId,
    slug: String,
    staff_id: StaffId,
    pub(crate) portal_session_id: SessionId,
    pub(crate) token_hash: Option<Vec<u8>>,
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
    /// Their work e-mail.
    pub staff_email: String,
    /// View only or full.
    pub mode: Mode,
    /// When it was asked for.
    pub requested_at: Micros,
    /// Until when it can be verified.
    pub redeem_by: Micros,
    minutes: i64,
    to_page: String,
    /// What the customer and the company say about support.
    pub consent: Consent,
    /// Whether a code that the customer read out opens it at once.
    pub has_code: bool,
}

impl Pending {
    /// Who asked for it.
    pub fn staff(&self) -> StaffId {
        self.staff_id
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

/// The request behind `slug` while it can still be verified, for the browser that asked and nobody else.
///
/// # Errors
/// [`Error::Ended`] alike for a slug that is unknown, used, expired, whose portal session is over, or that another browser
/// asked for.
pub async fn pending(cx: &Cx, slug: &str) -> Result<Pending> {
    cx.require_behalf_on()?;
    let row: Option<Pending> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.slug, b.staff_id, b.token_hash, k.latin_name as contact_name, a.email as account_email,
               o.name as organization_name, w.name as store_name, b.reason, b.ticket,
               t.name as staff_name, t.email as staff_email, b.mode, b.requested_at, b.minutes, b.to_page,
               ", effective!(), " as consent,
               exists (select 1 from consent_code d
                       where d.account_id = b.account_id and d.typed_session_id = b.portal_session_id
                         and ", help::is_good!("$2", "$3"), ") as has_code
        from ", lives!(), "
        join store w on w.id = b.store_id
        where b.slug = $1 and b.state = 'requested' and b.verified_at is null
    "))).bind(slug).bind(cx.now()).bind(TRIES).fetch_optional(c).await?);
    let Some(pending) = row else { return Err(unusable(cx, slug).await?) };
    // What else is in the way is told to whoever proves that they asked.
    if pending.life.late(cx.env(), cx.now()).is_some() || !pending.is_from(cx) {
        return Err(refused(cx, slug, Some((&pending.life, pending.staff_id))).await?);
    }
    Ok(pending)
}

/// A request with who made it.
#[derive(sqlx::FromRow)]
struct Asked {
    #[sqlx(flatten)]
    life: Life,
    staff_id: StaffId,
}

/// Why a request opens nothing, alike whatever the reason; the record has it, and one that time has ended is over for good.
/// Only the browser that asked is shown the way back to the contact.
pub(crate) async fn unusable(cx: &Cx, slug: &str) -> Result<Error> {
    let asked: Option<Asked> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select ", life!(), ", b.staff_id from ", lives!(), " where b.slug = $1
    "))).bind(slug).fetch_optional(c).await?);
    refused(cx, slug, asked.as_ref().map(|asked| (&asked.life, asked.staff_id))).await
}

/// The same for a request that was read already.
async fn refused(cx: &Cx, slug: &str, asked: Option<(&Life, StaffId)>) -> Result<Error> {
    if let Some((life, _)) = asked
        && life.state == State::Requested
        && let Some(over) = life.late(cx.env(), cx.now())
    {
        end_for_good(life, cx.env(), cx.now(), over).await?;
    }
    let is_own = |life: &Life| cx.handoff() == Some(&HandOff::Portal(life.portal_session_id));
    if !cx.is_denial_recorded() {
        let event = match asked {
            Some((life, staff)) => {
                let event = match is_own(life) {
                    true => Event::denied("on_behalf.denied", "over").by("staff", staff),
                    false => Event::denied("on_behalf.denied", "other_browser"),
                };
                event.target("behalf", life.id).target("contact", life.contact_id)
            }
            None => Event::denied("on_behalf.denied", "unknown"),
        };
        cx.refused(event).await?;
    }
    let contact = asked.filter(|(life, _)| is_own(life)).map(|(life, _)| life.contact_id.to_string());
    Ok(Error::Ended(Ended {
        slug: slug.to_owned(),
        why: NotOpen::Unusable,
        at: cx.now(),
        contact: contact.unwrap_or_default(),
    }))
}

/// The agent gives a request up before it is verified: it is over, and nobody can use it any more. Gives the contact, for
/// the way back.
///
/// # Errors
/// [`Error::Ended`] as [`pending`], also for a request that was verified meanwhile.
pub async fn cancel(cx: &Cx, slug: &str) -> Result<ContactId> {
    let pending = pending(cx, slug).await?;
    let cx = &cx.with_principal(Principal::Anonymous);
    let mut tx = cx.begin(Action::SignIn).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let cancelled = exec!(tx, "
        update behalf set state = 'ended', ended_at = $2, ended_why = $3, ended_by = $4, last_event = $5
        where id = $1 and state = 'requested' and verified_at is null
    "; pending.id, now, Cause::Cancelled, pending.staff_id.to_string(), &event)
    .one_or_none()?;
    if !cancelled {
        drop(tx);
        return Err(unusable(cx, slug).await?);
    }
    tx.commit(pending.named(Event::new("on_behalf.cancelled").by("staff", pending.staff_id))).await?;
    Ok(pending.contact_id)
}

/// What proving the agent gives.
pub struct Verified {
    /// For the cookie of the browser.
    pub token: Token,
    /// Whether the session waits for the customer's yes.
    pub waits: bool,
    /// The page of the storefront that it begins on; empty for its start page.
    pub to: String,
}

/// Proves that the agent who asked is the one at the keyboard, and opens the session, or lets it wait for the customer.
/// `second`: a second person, in case the customer's consent stands in the way.
///
/// # Errors
/// [`Error::Invalid`] with [`Problem::Credentials`] to try again, at `browser` for somebody else's credentials;
/// [`Error::Throttled`]; [`Error::Ended`] when the request cannot be used; [`Denied::Consent`] when the customer's word is never.
pub async fn verify(cx: &Cx, slug: &str, typed: &Credentials<'_>, second: Option<&Override<'_>>) -> Result<Verified> {
    let pending = pending(cx, slug).await?;
    typed.filled(ways(cx, pending.staff_id).await?.any())?;
    let bucket = typed.bucket(&cx.request().ip);
    let cx = &cx.with_principal(Principal::Anonymous);
    let Proof { staff: agent, amr } = match session::prove_person(cx, typed, &bucket, pending.staff_id).await? {
        Typed::Own(proof) => proof,
        Typed::Other(other) => {
            cx.refused(pending.named(Event::denied("on_behalf.denied", "actor_mismatch").by("staff", other))).await?;
            return Err(Error::field("browser", Problem::OtherPerson(pending.staff_name)));
        }
        Typed::Nobody => {
            let event = pending.named(Event::denied("auth.reauth.failed", "credentials"));
            return Err(session::refused(cx, event, Realm::Portal, typed.login).await?);
        }
    };
    let refuse = |why: &'static str| pending.named(Event::denied("on_behalf.denied", why).by("staff", agent));
    if must_enrol(cx, agent).await? {
        cx.refused(refuse(Denied::NoFactor.as_str())).await?;
        return Err(Denied::NoFactor.into());
    }
    let second = match second.filter(|_| pending.consent != Consent::Allowed) {
        Some(typed) => Some(override_consent::prove(cx, agent, typed, |e| pending.named(e).by("staff", agent)).await?),
        None => None,
    };
    let mut tx = cx.begin(Action::SignIn).await?;
    let target = match account::db::target(&mut tx, pending.account_id, agent).await {
        Err(Error::NotFound) => {
            drop(tx);
            return Err(unusable(cx, slug).await?);
        }
        other => other?,
    };
    let denied = match target.grants().behalf {
        None => Some(Denied::Permission),
        Some(_) => {
            let never = target.consent == Consent::Never && second.is_none();
            let refusal = target.refusal().or(never.then_some(Denied::Consent));
            match refusal {
                None => at_session_limit(&mut tx, agent).await?.then_some(Denied::TooManySessions),
                refusal => refusal,
            }
        }
    };
    if let Some(denied) = denied {
        drop(tx);
        cx.refused(refuse(denied.as_str())).await?;
        return Err(denied.into());
    }
    let token = Token::fresh()?;
    let now = cx.now();
    let event = tx.event().to_owned();
    let amr = amr.join(" ");
    // A code is a yes for once; it does not stand against a never.
    let by_code = target.consent != Consent::Never && second.is_none() && {
        let used = pending.named(Event::new("consent.code_used")).by("staff", agent);
        help::use_up(&mut tx, pending.account_id, pending.portal_session_id, used).await?
    };
    let how = match target.consent {
        _ if by_code => Basis::Code,
        Consent::Allowed => Basis::Allowed,
        Consent::Ask if second.is_none() => return ask(tx, &pending, token, &amr).await,
        Consent::Ask | Consent::Never => Basis::Override,
    };
    let by = second.as_ref().filter(|_| how == Basis::Override);
    let redeemed = exec!(tx, "
        update behalf
        set state = 'active', token_hash = $2, started_at = $3, expires_at = $4, last_event = $5, verified_at = $3,
            consent = $6, second_staff_id = $7, amr = $8
        where id = $1 and state = 'requested' and verified_at is null and redeem_by > $3
          and exists (select 1 from session p where p.id = behalf.portal_session_id and p.ended_at is null)
    "; pending.id, token.hash(), now, now.plus(Micros::minutes(pending.minutes)), &event, how, by.map(|p| p.second),
        &amr)
    .one_or_none()?;
    if !redeemed {
        drop(tx);
        cx.refused(refuse("used")).await?;
        return Err(unusable(cx, slug).await?);
    }
    if let Some(proved) = by {
        let named = |e| pending.named(e).by("staff", agent);
        override_consent::write(&mut tx, proved, pending.id, pending.account_id, named).await?;
    }
    session::first_seen(&mut tx, pending.id.0).await?;
    wake(&mut tx, pending.account_id).await?;
    let started = Started {
        id: pending.id,
        staff: agent,
        customer: (pending.account_id, pending.contact_id, pending.organization_id),
        mode: pending.mode,
        reason: &pending.reason,
        ticket: &pending.ticket,
        amr: &amr,
        proved_at: now,
    };
    tx.commit(started.event().detail("consent", how)).await?;
    Ok(Verified { token, waits: false, to: pending.to_page })
}

/// Lets the session wait for the customer: its browser has the token, which opens nothing yet.
async fn ask(mut tx: Tx, pending: &Pending, token: Token, amr: &str) -> Result<Verified> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    let asked = exec!(tx, "
        update behalf set token_hash = $2, verified_at = $3, redeem_by = $4, consent = 'asked', last_event = $5, amr = $6
        where id = $1 and state = 'requested' and verified_at is null and redeem_by > $3
    "; pending.id, token.hash(), now, now.plus(WAIT), &event, amr).one_or_none()?;
    if !asked {
        let cx = tx.cx().clone();
        drop(tx);
        cx.refused(pending.named(Event::denied("on_behalf.denied", "used").by("staff", pending.staff_id))).await?;
        return Err(unusable(&cx, &pending.slug).await?);
    }
    wake(&mut tx, pending.account_id).await?;
    let event = pending.named(Event::new("consent.asked")).by("staff", pending.staff_id).detail("amr", methods(amr));
    tx.commit(event).await?;
    Ok(Verified { token, waits: true, to: pending.to_page.clone() })
}

/// Why the account may not be acted for by now, asked again inside the transaction.
pub(crate) async fn refused_again(tx: &mut Tx, account: AccountId, staff: StaffId) -> Result<Option<Denied>> {
    Ok(account::db::target(tx, account, staff).await?.refusal())
}
