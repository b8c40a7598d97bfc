//! The mail to the customer about a cart that was handed over.

use crate::error::Result;
use crate::id::{CartId, ContactId};
use crate::outbox::{self, Mail, Message, Post, PreparedCart};
use crate::policy::Role;
use crate::tx::Tx;
use crate::{on_tx, sql};

#[derive(sqlx::FromRow)]
struct Facts {
    contact_id: ContactId,
    name: String,
    email: String,
    store_name: String,
    staff_name: String,
    staff_role: Role,
    support_names: bool,
}

/// Writes the mail; nobody gets one at an address that was erased.
pub(super) async fn handed_over(tx: &mut Tx, id: CartId, message: &str, lines: i64) -> Result<()> {
    let facts: Facts = on_tx!(tx, c => sqlx::query_as(sql!("
        select a.contact_id, h.name, a.email, w.name as store_name, t.name as staff_name, t.role as staff_role,
               o.support_names
        from cart k
        join behalf b on b.id = k.created_behalf_id
        join staff t on t.id = b.staff_id
        join account a on a.id = k.account_id
        join contact h on h.id = a.contact_id
        join organization o on o.id = h.organization_id
        join store w on w.id = a.store_id
        where k.id = $1
    ")).bind(id).fetch_one(c).await?);
    if facts.email.is_empty() {
        return Ok(());
    }
    let event = tx.event().to_owned();
    let link = format!("{}/prepared/{id}", tx.cx().env().part::<Post>().public_url);
    let message = Message::PreparedCart(PreparedCart {
        store: facts.store_name,
        agent: facts.support_names.then_some(facts.staff_name),
        role: facts.staff_role,
        message: message.to_owned(),
        lines,
    });
    let mail =
        Mail { to: &facts.email, name: &facts.name, contact: Some(facts.contact_id), link: &link, message: &message };
    outbox::put(tx, &event, &mail).await
}
