//! Who acts under an address: one query for each request, and why nobody does any more.

use crate::behalf::ask::{self, Waiting};
use crate::behalf::consent::withdrawn;
use crate::credential::Token;
use crate::cx::{Behalf, Mode, Principal, Staff};
use crate::env::Env;
use crate::error::{Ended, Result};
use crate::factor::store::has_factor;
use crate::id::{BehalfId, SessionId, StaffId};
use crate::policy::grants::{GrantsRow, grants};
use crate::policy::{Grants, Role};
use crate::session::{self, CustomerRow, cart_lines};
use crate::staff::scope::{in_company, in_store, reaches};
use crate::time::Micros;
use crate::{on, sql};

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
    amr: String,
    proved_at: Micros,
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
/// [`crate::error::Error::Unavailable`].
pub async fn principal(env: &Env, now: Micros, slug: &str, token: &Token) -> Result<Found> {
    find(env, now, slug, token, true).await
}

/// The same for a request that is no use of the session: what a page asks by itself keeps nothing open.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn peek(env: &Env, now: Micros, slug: &str, token: &Token) -> Result<Found> {
    find(env, now, slug, token, false).await
}

async fn find(env: &Env, now: Micros, slug: &str, token: &Token, is_use: bool) -> Result<Found> {
    let row: Option<Row> = on!(&env.db, c => sqlx::query_as(sql!(concat!("
        select b.id, b.state, b.portal_session_id, case when p.ended_at is null then cast(0 as bigint) else cast(1 as bigint) end as portal_ended,
               case when ", withdrawn!(), " then cast(1 as bigint) else cast(0 as bigint) end as withdrawn,
               b.mode, b.reason, b.ticket, b.amr,
               coalesce(b.verified_at, b.started_at) as proved_at, b.started_at, b.expires_at, b.ended_at, coalesce(b.ended_why, '') as ended_why, n.at as seen_at,
               t.id as staff_id, t.name as staff_name, t.email as staff_email, t.role as staff_role,
               t.status as staff_status, ", has_factor!(), ", a.status as account_status,
               ", grants!(), ", ", in_company!(), ", ", in_store!("b.store_id"), ",
               a.id as account_id, a.contact_id, k.organization_id, a.role as member_role, a.store_id,
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
    if is_use {
        let idle = env.limits.behalf_idle;
        session::touch(env, now, row.id.0, row.seen_at, idle).await?;
        // Working for a customer is working: the portal session does not fall asleep meanwhile.
        session::touch(env, now, row.portal_session_id.0, row.seen_at, idle).await?;
    }
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
        amr: row.amr,
        proved_at: row.proved_at,
        started_at: row.started_at,
        expires_at: row.expires_at,
    };
    Ok(Found::Open(Box::new(Principal::Behalf(staff, row.customer.customer()?, Box::new(behalf)))))
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

/// Whether what somebody may do still covers a session that is open.
pub(crate) fn may_go_on(grants: Option<&Grants>, in_company: i64, in_store: i64) -> bool {
    grants.is_some_and(|g| g.behalf.is_some() && reaches(g, in_company, in_store))
}
