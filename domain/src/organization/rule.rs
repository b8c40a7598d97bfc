//! What a company's administrators say for everybody in it: from which total on an order needs approval.
//!
//! What the company says about support stands with what each customer says: [`crate::behalf::consent`].

use crate::audit::Event;
use crate::cx::Cx;
use crate::error::{Error, Problem, Realm, Result};
use crate::money;
use crate::policy::Action;
use crate::{exec, on_tx, sql};
use serde_json::json;

/// Sets the total above which an order needs approval, as it is typed: an amount in the currency of each order, or
/// nothing for never. It holds for orders from now on; what waits already goes on waiting.
///
/// # Errors
/// [`Error::Invalid`] at `above`; [`Error::Forbidden`] without the right and on behalf.
pub async fn approval(cx: &Cx, typed: &str) -> Result<()> {
    cx.check_recorded(Action::ManageCompany).await?;
    let above = match typed.trim() {
        "" => None,
        text => Some(money::amount(text).ok_or(Error::field("above", Problem::NotAnAmount))?),
    };
    let mut tx = cx.begin(Action::ManageCompany).await?;
    let organization = cx.customer().ok_or(Error::SignIn(Realm::Shop))?.organization;
    let before: Option<i64> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select approval_above from organization where id = $1
    ")).bind(organization).fetch_one(c).await?);
    if before == above {
        return Ok(());
    }
    let event = tx.event().to_owned();
    exec!(tx, "
        update organization set approval_above = $2, last_event = $3 where id = $1
    "; organization, above, &event)
    .one()?;
    let event = Event::new("organization.approval_changed")
        .target("organization", organization)
        .change(json!({ "approval_above": before }), json!({ "approval_above": above }));
    tx.commit(event).await
}
