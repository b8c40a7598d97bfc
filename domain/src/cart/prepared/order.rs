//! What an order says about the cart that it comes from.

use crate::error::Result;
use crate::exec;
use crate::id::{CartId, OrderId};
use crate::tx::Tx;

/// Writes down which lines of an order that was just written support added to its cart, and who did.
pub(crate) async fn mark_lines(tx: &mut Tx, order: OrderId, cart: CartId) -> Result<()> {
    exec!(tx, "
        update order_line set
            added_actor_name = (select l.added_actor_name from cart_line l
                                where l.cart_id = $2 and l.product_id = order_line.product_id),
            added_subject_id = (select l.added_subject_id from cart_line l
                                where l.cart_id = $2 and l.product_id = order_line.product_id)
        where order_id = $1 and exists (
            select 1 from cart_line l
            where l.cart_id = $2 and l.product_id = order_line.product_id and l.added_subject_id is not null
        )
    "; order, cart)
    .any_number();
    Ok(())
}
