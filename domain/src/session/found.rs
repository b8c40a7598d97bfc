//! Telling who is asking: the person behind a token, and when they were last there.

use crate::audit::{Event, SessionKind};
use crate::credential::Token;
use crate::cx::{Customer, Principal, Staff};
use crate::env::Env;
use crate::error::{Realm, Result};
use crate::factor::Setup;
use crate::factor::db::has_factor;
use crate::id::{AccountId, ContactId, OrganizationId, SessionId, StaffId, StoreId};
use crate::money::Currency;
use crate::organization::member;
use crate::policy::Role;
use crate::policy::grants::{GrantsRow, grants};
use crate::session::ending::end_for_good;
use crate::session::life::{SessionLife, member_access, session_life};
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, sql};
use std::sync::Arc;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct StaffRow {
    session: SessionId,
    #[sqlx(flatten)]
    life: SessionLife,
    id: StaffId,
    name: String,
    email: String,
    role: Role,
    #[sqlx(flatten)]
    grants: GrantsRow,
    has_factor: bool,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    session: SessionId,
    #[sqlx(flatten)]
    life: SessionLife,
    #[sqlx(flatten)]
    customer: CustomerRow,
}

/// An account as it is read together with a session.
#[derive(sqlx::FromRow)]
pub(crate) struct CustomerRow {
    account_id: AccountId,
    contact_id: ContactId,
    organization_id: OrganizationId,
    member_role: member::Role,
    store_id: StoreId,
    currency: Currency,
    contact_name: String,
    account_email: String,
    organization_name: String,
    store_name: String,
    store_code: String,
    language: String,
    cart_lines: i64,
    prepared: i64,
    approvals: i64,
    support: i64,
}

/// What the frame of every page of the storefront counts for account `a` of a person `k`, as columns of [`CustomerRow`]: so
/// that a page needs no statement for its frame. `$cart` says which cart `c` of the account.
macro_rules! frame_counts {
    ($cart:literal) => {
        concat!(
            "(select count(*) from cart c join cart_line l on l.cart_id = c.id where c.account_id = a.id and ",
            $cart,
            ") as cart_lines,
         (select count(*) from cart v where v.account_id = a.id and v.state = 'offered') as prepared,
         (select count(*) from orders r where r.organization_id = k.organization_id and r.status = 'awaiting_approval') as approvals,
         (select count(*) from behalf y where y.account_id = a.id and y.state <> 'ended'
            and (y.state = 'active' or y.consent = 'asked')) as support"
        )
    };
}
pub(crate) use frame_counts;

impl CustomerRow {
    pub(crate) fn customer(self) -> Customer {
        Customer {
            account: self.account_id,
            contact: self.contact_id,
            organization: self.organization_id,
            role: self.member_role,
            store: self.store_id,
            currency: self.currency,
            name: self.contact_name,
            email: self.account_email,
            organization_name: self.organization_name,
            store_name: self.store_name,
            store_code: self.store_code,
            language: self.language,
            cart_lines: self.cart_lines,
            prepared: self.prepared,
            approvals: self.approvals,
            support: self.support,
        }
    }
}

/// Who holds `token`, and marks the session as seen; `Anonymous` when nobody does. What is found over ends for good.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn principal(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token) -> Result<Principal> {
    find(env, now, realm, token, true).await
}

/// The same for a request that a page makes by itself: it does not extend the idle timeout.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn peek(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token) -> Result<Principal> {
    find(env, now, realm, token, false).await
}

async fn find(env: &Arc<Env>, now: Micros, realm: Realm, token: &Token, is_use: bool) -> Result<Principal> {
    let (principal, id, life) = match realm {
        Realm::Portal => {
            let row: Option<StaffRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
                select s.id as session, ", session_life!("s", "n", "t.status"), ", t.id, t.name, t.email, t.role, ", has_factor!(), ", ", grants!(), "
                from session s
                join session_seen n on n.session_id = s.id
                join staff t on t.id = s.staff_id
                left join staff_role r on r.id = t.role
                where s.token_hash = $1
            "))).bind(token.hash()).fetch_optional(c).await?);
            let Some(row) = row else { return Ok(Principal::Anonymous) };
            let must_enrol = env.part::<Setup>().required && !row.has_factor;
            let grants = Box::new(row.grants.grants(row.role));
            let staff = Staff { id: row.id, name: row.name, email: row.email, role: row.role, grants, must_enrol };
            (Principal::Staff(staff, row.session), row.session, row.life)
        }
        Realm::Shop => {
            let row: Option<AccountRow> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
                select s.id as session, ", session_life!("s", "n", member_access!()), ", a.id as account_id, a.contact_id, k.organization_id,
                       a.role as member_role, a.store_id,
                       w.currency, k.name as contact_name, a.email as account_email, o.name as organization_name,
                       w.name as store_name, w.code as store_code, k.language, ", frame_counts!("c.state = 'own'"), "
                from session s
                join session_seen n on n.session_id = s.id
                join account a on a.id = s.account_id
                join contact k on k.id = a.contact_id
                join organization o on o.id = k.organization_id
                join store w on w.id = a.store_id
                where s.token_hash = $1
            "))).bind(token.hash()).fetch_optional(c).await?);
            let Some(row) = row else { return Ok(Principal::Anonymous) };
            (Principal::Customer(row.customer.customer(), row.session), row.session, row.life)
        }
    };
    if let Some(over) = life.over(realm, &env.limits, now) {
        end_for_good(env, now, id, over).await?;
        return Ok(Principal::Anonymous);
    }
    if is_use {
        touch(env, now, id.0, life.session_seen_at, env.limits.of(realm).0).await?;
    }
    Ok(principal)
}

/// The event about a token that came along in a place where it opens nothing, when it is the one of a session elsewhere:
/// a customer's as the portal's, one on behalf under another address. Nothing for a token that is no session's, or that is
/// only old.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn misplaced(env: &Env, place: SessionKind, token: &Token) -> Result<Option<Event>> {
    let found: Option<(Uuid, SessionKind)> = on!(&env.db, c => sqlx::query_as(sql!("
        select id, realm as kind from session where token_hash = $1
        union all
        select id, 'on_behalf' as kind from behalf where token_hash = $1
    ")).bind(token.hash()).fetch_optional(c).await?);
    Ok(found.filter(|(_, kind)| *kind != place || *kind == SessionKind::OnBehalf).map(|(id, kind)| {
        let target = if kind == SessionKind::OnBehalf { "behalf" } else { "session" };
        Event::denied("authz.denied", "realm").target(target, id).detail("token_of", kind).detail("used_as", place)
    }))
}

/// Marks a session as seen, not more often than needed to keep the idle limit exact to a twentieth.
pub(crate) async fn touch(env: &Env, now: Micros, id: Uuid, seen: Micros, idle: Micros) -> Result<()> {
    if now.since(seen).0 < idle.0 / 20 {
        return Ok(());
    }
    // Whoever only looks does not wait for writers: the next request marks it.
    let Some(mut tx) = env.db.begin_soon().await? else { return Ok(()) };
    // Another request may have marked it a moment ago.
    exec!(tx, "update session_seen set at = $2 where session_id = $1 and at < $2"; id, now).one_or_none()?;
    tx.commit().await
}

/// Records that a session was used, once when it begins.
///
/// # Errors
/// [`crate::error::Error::Unavailable`], [`crate::error::Error::Internal`].
pub async fn first_seen(tx: &mut Tx, id: Uuid) -> Result<()> {
    let now = tx.cx().now();
    exec!(tx, "
        insert into session_seen (session_id, at) values ($1, $2)
    "; id, now)
    .one()?;
    Ok(())
}
