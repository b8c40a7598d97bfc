//! An agent's own live session, as its page in the portal shows it: the way back into it, and its end.

use crate::behalf::Cause;
use crate::behalf::ending::{Ending, end_row, endings};
use crate::behalf::history::chain;
use crate::behalf::note::checked;
use crate::cx::Cx;
use crate::error::{Conflict, Error, Result};
use crate::id::{BehalfId, StaffId};
use crate::policy::Action;
use crate::{on, on_tx, sql};

/// The address of one's own live session, `/as/{slug}`; nothing when it is over or somebody else's.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn base(cx: &Cx, id: BehalfId) -> Result<Option<String>> {
    let own = cx.require_staff(Action::UsePortal)?.id;
    let slug: Option<String> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select slug from behalf where id = $1 and staff_id = $2 and state = 'active' and expires_at > $3
    ")).bind(id).bind(own).bind(cx.now()).fetch_optional(c).await?);
    Ok(slug.map(|slug| format!("/as/{slug}")))
}

/// Whether the session changed the cart and placed no order since, so that its end leaves something undone. A session that
/// was more time for another one counts together with it.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn leaves_cart(cx: &Cx, id: BehalfId) -> Result<bool> {
    let carts: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!(chain!("count(*)
        from chain s
        join cart t on t.modified_behalf_id = s.id
        where t.state = 'own' and not exists (
            select 1 from orders r
            where r.account_id = t.account_id and r.placed_at >= t.modified_at and r.created_behalf_id is not null
        )"))).bind(id).fetch_one(c).await?);
    Ok(carts > 0)
}

/// Whether the session leaves a prepared cart with lines that was not handed over.
///
/// # Errors
/// [`Error::Unavailable`].
pub async fn leaves_draft(cx: &Cx, id: BehalfId) -> Result<bool> {
    let carts: i64 = on!(cx.db(), c => sqlx::query_scalar(sql!(chain!("count(*)
        from chain s
        join cart t on t.modified_behalf_id = s.id
        where t.state = 'draft' and exists (select 1 from cart_line l where l.cart_id = t.id)"))).bind(id).fetch_one(c).await?);
    Ok(carts > 0)
}

/// Whose session it is; nothing when there is none that was ever open.
///
/// # Errors
/// [`Error::SignIn`].
pub async fn is_own(cx: &Cx, id: BehalfId) -> Result<bool> {
    let own = cx.require_staff(Action::UsePortal)?.id;
    let whose: Option<StaffId> = on!(cx.db(), c => sqlx::query_scalar(sql!("
        select staff_id from behalf where id = $1 and started_at is not null
    ")).bind(id).fetch_optional(c).await?);
    Ok(whose == Some(own))
}

/// Ends one's own session from the portal, as its own button does.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Invalid`] at `note`; [`Error::Conflict`] when it was over already.
pub async fn end(cx: &Cx, id: BehalfId, note: &str) -> Result<()> {
    let note = checked(note)?;
    let own = cx.require_staff(Action::UsePortal)?.id;
    let mut tx = cx.begin(Action::UsePortal).await?;
    let ending: Option<Ending> = on_tx!(tx, c => sqlx::query_as(endings!(
        "b.id = $1 and b.staff_id = $2 and b.started_at is not null"
    )).bind(id).bind(own).fetch_optional(c).await?);
    let ending = ending.ok_or(Error::NotFound)?;
    let by = cx.stamp().actor_id;
    if !end_row(&mut tx, &ending, Cause::Stop, &by, note).await? {
        return Err(Error::Conflict(Conflict::State));
    }
    tx.commit_also().await
}
