//! Two people in one cart: who changed it last, for the open page of the other one.
//!
//! Rule: only while support is in the account. Nobody else's page asks.

use crate::cx::{ActorRole, Cx};
use crate::error::Result;
use crate::policy::Action;
use crate::{on, sql};

/// The last change of a cart.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Change {
    /// The version of the cart since then.
    pub version: i64,
    /// Who made it.
    pub name: String,
    /// Their role.
    pub role: ActorRole,
    /// Whether it was the reader.
    pub is_own: bool,
    /// Whether the company lets its people see the names of support.
    pub names: bool,
}

/// Whether two people may be at the cart of this request: support is in the account, or the reader is support.
pub fn is_shared(cx: &Cx) -> bool {
    cx.behalf().is_some() || cx.customer().is_some_and(|customer| customer.support > 0 && cx.prepared().is_none())
}

/// The last change of the cart of this request; nothing where nobody else works in it, or nothing was ever put in.
///
/// # Errors
/// [`crate::error::Error::SignIn`].
pub async fn last_change(cx: &Cx) -> Result<Option<Change>> {
    let account = cx.require_customer(Action::ViewCart)?.account;
    if !is_shared(cx) {
        return Ok(None);
    }
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select k.version, k.modified_actor_name as name, k.modified_actor_role as role,
               k.modified_actor_id = $3 as is_own, o.support_names as names
        from cart k
        join account a on a.id = k.account_id
        join contact h on h.id = a.contact_id
        join organization o on o.id = h.organization_id
        where k.account_id = $1 and (k.id = $2 or ($2 is null and k.state = 'own'))
    ")).bind(account).bind(cx.prepared()).bind(cx.stamp().actor_id).fetch_optional(c).await?))
}
