//! What the customer does with a cart that support handed over: decline it, put it into the own cart, and undo that.
//! Ordering it is placing an order in it ([`crate::order::place`]).

use super::{LONGEST, Step, event};
use crate::cart::db::touch;
use crate::cart::{LARGEST_QUANTITY, MOST_LINES, State};
use crate::cx::{Customer, Cx};
use crate::error::{Conflict, Error, Problem, Realm, Result};
use crate::id::CartId;
use crate::policy::Action;
use crate::tx::Tx;
use crate::{exec, on_tx, sql, text};

fn customer(cx: &Cx) -> Result<&Customer> {
    cx.customer().ok_or(Error::SignIn(Realm::Shop))
}

/// Declines a prepared cart; the agent reads the reason, which may be empty.
///
/// # Errors
/// [`Error::Invalid`] at `reason`; [`Error::Conflict`] when it is not there to be answered; [`Error::NotFound`].
pub async fn decline(cx: &Cx, id: CartId, reason: &str) -> Result<()> {
    cx.check_recorded(Action::AnswerPrepared).await?;
    let reason = text::lines(reason, LONGEST).map_err(|problem| Error::field("reason", problem))?;
    let tx = cx.begin(Action::AnswerPrepared).await?;
    let step = Step { answer: Some(reason), ..Step::new("decline", State::Offered, State::Declined) };
    let (tx, version) = step.take(tx, id).await?;
    tx.commit(event("prepared.declined", customer(cx)?, id, version).personal("reason", reason)).await
}

/// Puts all lines into the customer's own cart, each with the person who added it. Of a product that is in both, the
/// quantities are added and the notes stand one behind the other.
///
/// # Errors
/// [`Error::Invalid`] at `cart` when the own cart would be too large; [`Error::Conflict`] when it is not there to be
/// answered, or was changed since `shown`; [`Error::NotFound`].
pub async fn merge(cx: &Cx, id: CartId, shown: Option<i64>) -> Result<()> {
    let cx = &cx.in_cart_or_own(None);
    let tx = cx.begin(Action::AnswerPrepared).await?;
    let step = Step { shown, ..Step::new("merge", State::Offered, State::Merged) };
    let (mut tx, version) = step.take(tx, id).await?;
    let (own, own_version) = touch(&mut tx, None).await?;
    let (largest, lines): (i64, i64) = on_tx!(tx, c => sqlx::query_as(sql!("
        select cast(coalesce(max(p.quantity + coalesce(o.quantity, 0)), 0) as bigint),
               cast(coalesce(sum(case when o.quantity is null then 1 else 0 end), 0) as bigint)
                 + (select count(*) from cart_line where cart_id = $1)
        from cart_line p
        left join cart_line o on o.cart_id = $1 and o.product_id = p.product_id
        where p.cart_id = $2
    ")).bind(own).bind(id).fetch_one(c).await?);
    if largest > LARGEST_QUANTITY {
        return Err(Error::field("cart", Problem::TooLarge(LARGEST_QUANTITY)));
    }
    if lines > MOST_LINES {
        return Err(Error::field("cart", Problem::TooLarge(MOST_LINES)));
    }
    exec!(tx, "
        insert into cart_line (cart_id, product_id, position, note, quantity, added_actor_id, added_actor_name,
                               added_actor_role, added_subject_id, requested_on)
        select $1, p.product_id, p.position + (select coalesce(max(x.position), 0) from cart_line x where x.cart_id = $1),
               p.note, p.quantity, p.added_actor_id, p.added_actor_name, p.added_actor_role, p.added_subject_id,
               p.requested_on
        from cart_line p
        where p.cart_id = $2
        on conflict (cart_id, product_id) do update set
            quantity = cart_line.quantity + excluded.quantity,
            note = case when excluded.note = '' then cart_line.note
                        when cart_line.note = '' then excluded.note
                        when length(cart_line.note) + length(excluded.note) > 498 then cart_line.note
                        else cart_line.note || '; ' || excluded.note end
    "; own, id)
    .any_number();
    let merged = event("prepared.merged", customer(cx)?, id, version).target_named("cart", own, "", own_version);
    tx.commit(merged).await
}

/// Takes the lines out of the own cart again, when nobody has changed it since; the prepared cart waits for an answer again.
///
/// # Errors
/// [`Error::Conflict`] when somebody did, or it was not put into the own cart; [`Error::NotFound`].
pub async fn undo_merge(cx: &Cx, id: CartId) -> Result<()> {
    let cx = &cx.in_cart_or_own(None);
    let mut tx = cx.begin(Action::AnswerPrepared).await?;
    let customer = customer(cx)?;
    let versions = versions(&mut tx, customer, id).await?;
    let step = Step {
        shown: versions.map(|(prepared, _)| prepared),
        ..Step::new("undo_merge", State::Merged, State::Offered)
    };
    let (mut tx, version) = step.take(tx, id).await?;
    let (_, shown) = versions.ok_or(Error::Conflict(Conflict::Cart))?;
    let (own, own_version) = touch(&mut tx, Some(shown)).await?;
    // A line that was there before is larger than what came to it.
    exec!(tx, "
        delete from cart_line
        where cart_id = $1 and exists (
            select 1 from cart_line p
            where p.cart_id = $2 and p.product_id = cart_line.product_id and p.quantity >= cart_line.quantity
        )
    "; own, id)
    .any_number();
    exec!(tx, "
        update cart_line set
            quantity = quantity - (select p.quantity from cart_line p where p.cart_id = $2 and p.product_id = cart_line.product_id),
            note = (
                select case when p.note = '' then cart_line.note
                            when p.note = cart_line.note then ''
                            when substr(cart_line.note, length(cart_line.note) - length(p.note) - 1) = '; ' || p.note
                            then substr(cart_line.note, 1, length(cart_line.note) - length(p.note) - 2)
                            else cart_line.note end
                from cart_line p where p.cart_id = $2 and p.product_id = cart_line.product_id
            )
        where cart_id = $1
          and exists (select 1 from cart_line p where p.cart_id = $2 and p.product_id = cart_line.product_id)
    "; own, id)
    .any_number();
    let undone = event("prepared.merge_undone", customer, id, version).target_named("cart", own, "", own_version);
    tx.commit(undone).await
}

/// The versions of the prepared and the own cart, while both were written last by the event that put one into the other.
async fn versions(tx: &mut Tx, customer: &Customer, id: CartId) -> Result<Option<(i64, i64)>> {
    Ok(on_tx!(tx, c => sqlx::query_as(sql!("
        select p.version, o.version
        from cart p
        join cart o on o.account_id = p.account_id and o.state = 'own' and o.last_event = p.last_event
        where p.id = $1 and p.account_id = $2 and p.state = 'merged'
    ")).bind(id).bind(customer.account).fetch_optional(c).await?))
}
