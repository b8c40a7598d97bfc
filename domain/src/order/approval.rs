//! Orders that wait for approval by the customer's own company.
//!
//! Rules: an order above the company's amount is submitted instead of placed, whoever orders it (F1, R111). Its prices
//! and its stock are fixed then (F4). The real people count (F10): neither the person who ordered nor the customer it
//! was ordered for decides about it, unless nobody else can; then their own order needs no approval (F5). Support never
//! decides. Without an approver, the administrators decide.

pub mod decide;
pub mod expire;
pub mod list;

use crate::cx::{Customer, Cx};
use crate::error::Result;
use crate::id::{ContactId, OrderId, OrganizationId};
use crate::money::Money;
use crate::order::Status;
use crate::order::db::Terms;
use crate::organization::member;
use crate::outbox::{self, Mail, Message, OrderWaits, Post};
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};

/// A person who decides about orders of a company.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Decider {
    contact: ContactId,
    /// Their name.
    pub name: String,
    email: String,
    role: member::Role,
}

impl Decider {
    /// Whether it is this person.
    pub fn is(&self, contact: ContactId) -> bool {
        self.contact == contact
    }

    fn mail<'a>(&'a self, link: &'a str, message: &'a Message) -> Mail<'a> {
        Mail { to: &self.email, name: &self.name, contact: Some(self.contact), link, message }
    }
}

/// Who in the company `$1` decides.
const DECIDERS: &str = sql!(
    "
    select k.id as contact, k.name, a.email, a.role
    from account a
    join contact k on k.id = a.contact_id
    where k.organization_id = $1 and a.status = 'active' and a.role in ('admin', 'approver')
    order by k.latin_name collate by_name, a.id
"
);

/// Whether an order at `total` needs approval, and by whom.
///
/// # Errors
/// [`crate::error::Error::SignIn`].
pub async fn needed(cx: &Cx, terms: &Terms, total: Money) -> Result<Option<Vec<Decider>>> {
    match cx.customer() {
        Some(customer) if terms.is_above(total) => {
            let all = on!(cx.db(), c => sqlx::query_as(DECIDERS).bind(customer.organization).fetch_all(c).await?);
            Ok(asked(cx, customer, all))
        }
        _ => Ok(None),
    }
}

/// The same inside the transaction of the order.
pub(crate) async fn needed_in(tx: &mut Tx, terms: &Terms, total: Money) -> Result<Option<Vec<Decider>>> {
    let cx = tx.cx().clone();
    match cx.customer() {
        Some(customer) if terms.is_above(total) => {
            let all = deciders_in(tx, customer.organization).await?;
            Ok(asked(&cx, customer, all))
        }
        _ => Ok(None),
    }
}

async fn deciders_in(tx: &mut Tx, organization: OrganizationId) -> Result<Vec<Decider>> {
    Ok(on_tx!(tx, c => sqlx::query_as(DECIDERS).bind(organization).fetch_all(c).await?))
}

fn asked(cx: &Cx, customer: &Customer, all: Vec<Decider>) -> Option<Vec<Decider>> {
    let is_own = cx.behalf().is_none() && customer.role.may_decide();
    if is_own && all.iter().all(|d| d.is(customer.contact)) {
        return None;
    }
    Some(who(customer.contact, all))
}

/// The people who decide about an order of `contact`: approvers, else administrators; the contact only if nobody else can.
fn who(contact: ContactId, all: Vec<Decider>) -> Vec<Decider> {
    let (own, others): (Vec<Decider>, Vec<Decider>) = all.into_iter().partition(|d| d.contact == contact);
    let (approvers, admins): (Vec<Decider>, Vec<Decider>) =
        others.into_iter().partition(|d| d.role == member::Role::Approver);
    let mut asked = [approvers, admins, own].into_iter().find(|group| !group.is_empty()).unwrap_or_default();
    // Somebody with two logins is asked once.
    asked.dedup_by_key(|d| d.contact);
    asked
}

/// The customer's page of an order.
fn page(cx: &Cx, number: &str) -> String {
    format!("{}/orders/{number}", cx.env().part::<Post>().public_url)
}

/// Writes that the order `id` of this transaction waits, and sends mails to the people who decide.
pub(crate) async fn submit(tx: &mut Tx, (id, number): (OrderId, &str), asked: &[Decider], total: Money) -> Result<()> {
    let (cx, event) = (tx.cx().clone(), tx.event().to_owned());
    exec!(tx, "
        insert into approval (id, state, last_event) values ($1, $2, $3)
    "; id, State::Waiting, &event)
    .one()?;
    let Some(customer) = cx.customer() else { return Ok(()) };
    let message = Message::OrderWaits(OrderWaits {
        number: number.to_owned(),
        company: customer.organization_name.clone(),
        total,
        buyer: customer.name.clone(),
        support_at: cx.behalf().map(|_| customer.store_name.clone()),
        until: expire::until(&cx, cx.now()),
    });
    let link = page(&cx, number);
    for decider in asked {
        outbox::put(tx, &event, &decider.mail(&link, &message)).await?;
    }
    Ok(())
}

text_enum! {
    /// The state of an approval.
    pub enum State {
        /// Not decided yet.
        Waiting => "waiting",
        /// Approved.
        Approved => "approved",
        /// Rejected.
        Rejected => "rejected",
        /// Withdrawn before a decision.
        Withdrawn => "withdrawn",
    }
}

impl State {
    /// The state of the order then.
    pub(crate) fn order_status(self) -> Status {
        match self {
            State::Waiting => Status::AwaitingApproval,
            State::Approved => Status::Placed,
            State::Rejected => Status::Rejected,
            State::Withdrawn => Status::Withdrawn,
        }
    }
}

/// The approval of an order.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Standing {
    /// Its state.
    pub state: State,
    /// When it was decided.
    pub decided_at: Option<Micros>,
    /// The name of the person who decided, at that time, or empty.
    pub decided_actor_name: String,
    /// Why, or empty.
    pub reason: String,
    /// Whether the program withdrew it, because nobody decided in time.
    pub expired: bool,
}

/// The approval of an order that the caller may see; nothing for an order that needed none.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn of(cx: &Cx, id: OrderId) -> Result<Option<Standing>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select state, decided_at, decided_actor_name, reason, coalesce(decided_actor_id, '') = 'system' as expired
        from approval where id = $1
    ")).bind(id).fetch_optional(c).await?))
}

/// The people who decide about an order of `contact` in `organization`.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn asked_about(cx: &Cx, organization: OrganizationId, contact: ContactId) -> Result<Vec<Decider>> {
    let all = on!(cx.db(), c => sqlx::query_as(DECIDERS).bind(organization).fetch_all(c).await?);
    Ok(who(contact, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use member::Role::{Admin, Approver};

    #[test]
    fn approvers_are_asked_first() {
        let [me, ann, bob] = [ContactId::fresh(), ContactId::fresh(), ContactId::fresh()];
        let of = |contact, role: member::Role| Decider { contact, name: String::new(), email: String::new(), role };
        let asked = |all| who(me, all).into_iter().map(|d| d.contact).collect::<Vec<_>>();
        assert_eq!(asked(vec![of(me, Approver), of(ann, Admin), of(bob, Approver)]), [bob]);
        assert_eq!(asked(vec![of(me, Approver), of(ann, Admin)]), [ann]);
        assert_eq!(asked(vec![of(me, Admin)]), [me]);
        assert!(asked(Vec::new()).is_empty());
    }
}
