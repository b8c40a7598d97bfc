//! The page behind the link of an invitation: the person chooses their first password.
//!
//! Rules: opening the link changes nothing, so a program that reads mail uses nothing up; refusing one leaves an event, and
//! an expired one stays expired. The account is active from then on; no session starts, the person signs in.

use crate::account::Access;
use crate::audit::Event;
use crate::credential::Token;
use crate::cx::{Cx, Principal};
use crate::error::{Error, Result};
use crate::expiry::{self, Thing};
use crate::id::AccountId;
use crate::password;
use crate::policy::Action;
use crate::session::life::member_access;
use crate::throttle::{self, Bucket};
use crate::time::Micros;
use crate::{exec, on, sql};

/// The person of a valid link.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Welcome {
    account: AccountId,
    /// Their name.
    pub name: String,
    /// What they will sign in with.
    pub email: String,
    /// Their company.
    pub company: String,
    /// The store.
    pub store: String,
}

/// A stored link.
#[derive(sqlx::FromRow)]
struct Link {
    #[sqlx(flatten)]
    welcome: Welcome,
    access: Access,
    expires_at: Micros,
    ended: String,
}

/// The person of a link; this changes nothing.
///
/// # Errors
/// [`Error::NotFound`] alike for a link that is unknown, used, revoked, too old, or of an account that is not invited any
/// more; [`Error::Forbidden`] on behalf.
pub async fn welcome(cx: &Cx, token: &str) -> Result<Welcome> {
    cx.check_recorded(Action::SignIn).await?;
    let Some(token) = Token::parse(token) else { return Err(refused(cx, None, "unknown").await?) };
    let link: Option<Link> = on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select a.id as account, k.name, a.email, o.name as company, w.name as store, ", member_access!(), " as access, i.expires_at,
               case when i.used_at is not null then 'used' when i.revoked_at is not null then 'revoked' else '' end as ended
        from account_invite i
        join account a on a.id = i.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = a.store_id
        where i.token_hash = $1
    "))).bind(token.hash()).fetch_optional(c).await?);
    let Some(link) = link else { return Err(refused(cx, None, "unknown").await?) };
    let account = Some(link.welcome.account);
    if !link.ended.is_empty() {
        return Err(refused(cx, account, &link.ended).await?);
    }
    if link.expires_at <= cx.now() {
        expiry::write(cx, Thing::CustomerInvite, link.welcome.account.0).await?;
        return Err(refused(cx, account, "expired").await?);
    }
    match link.access {
        Access::Invited => Ok(link.welcome),
        other => Err(refused(cx, account, other.as_str()).await?),
    }
}

/// Records that a link was refused, and why. Many refusals are summed.
async fn refused(cx: &Cx, account: Option<AccountId>, why: &str) -> Result<Error> {
    let event = Event::denied("account.invite_refused", why);
    cx.refused(match account {
        Some(id) => event.target("account", id),
        None => event,
    })
    .await?;
    Ok(Error::NotFound)
}

/// Sets the first password of the invited person, whose account is active from now on.
///
/// # Errors
/// [`Error::Invalid`] at `password`; [`Error::NotFound`] when the link works no more: of many tries at once, one wins.
pub async fn accept(cx: &Cx, token: &str, typed: &str) -> Result<()> {
    let Welcome { account, name, email, company, store } = welcome(cx, token).await?;
    password::check(cx, "password", typed, &[&email, &name, &company, &store]).await?;
    let hash = cx.env().hasher.hash(typed).await?;
    let mut tx = cx.with_principal(Principal::Anonymous).begin(Action::SignIn).await?;
    let (now, event) = (cx.now(), tx.event().to_owned());
    let used = exec!(tx, "
        update account_invite set used_at = $2, last_event = $3
        where token_hash = $1 and used_at is null and revoked_at is null and expires_at > $2
    "; Token::parse(token).map(|t| t.hash()), now, &event)
    .one_or_none()?;
    let is_set = used
        && exec!(tx, "
            update account set password_hash = $2, status = 'active', last_event = $3
            where id = $1 and status = 'invited'
              and exists (select 1 from contact k join organization o on o.id = k.organization_id
                          where k.id = account.contact_id and o.status <> 'closed')
        "; account, &hash, &event)
        .one_or_none()?;
    if !is_set {
        drop(tx);
        // Somebody was faster, or its time was over a moment ago: once more, for the record.
        welcome(cx, token).await?;
        return Err(Error::NotFound);
    }
    tx.commit(Event::new("account.joined").by("account", account).target("account", account)).await?;
    for bucket in [Bucket::of(&email, &cx.request().ip), Bucket::of_mail(&email, &cx.request().ip)] {
        throttle::forget(cx, &bucket).await?;
    }
    Ok(())
}
