//! The mails to a customer about on-behalf sessions (R53).
//!
//! Rule: a session that changed something is followed by a mail, whatever ended it: the mail is written where the row ends.
//! A session that changed nothing is on the customer's own page only.

use crate::audit::db::{Entry, of_session_in};
use crate::behalf::history::{CHAIN, is_change};
use crate::behalf::life::of_customers;
use crate::error::Result;
use crate::id::{BehalfId, ContactId};
use crate::outbox::{self, Change, Mail, Message, Post, SupportWorked};
use crate::policy::Role;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on_tx, sql};

/// Changes that the mail lists; of the others it says how many there are.
const MOST: usize = 20;

#[derive(sqlx::FromRow)]
struct Session {
    started_at: Micros,
    ended_at: Micros,
    reason: String,
    ticket: String,
    staff_name: String,
    staff_role: Role,
    support_names: bool,
    contact_id: ContactId,
    contact_name: String,
    email: String,
    store_name: String,
}

/// Writes the mail about a session that two members of staff open against the customer's consent, at once (T36).
pub(crate) async fn overridden(tx: &mut Tx, id: BehalfId, why: &str, event: &str) -> Result<()> {
    let (contact, name, email, store): (ContactId, String, String, String) = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
            select a.contact_id, k.name, a.email, w.name
            from ", of_customers!(), "
            join store w on w.id = b.store_id
            where b.id = $1
        "))).bind(id).fetch_one(c).await?);
    if email.is_empty() {
        return Ok(());
    }
    let message = Message::ConsentOverridden { store, reason: first_line(why) };
    let link = page(tx);
    let mail = Mail { to: &email, name: &name, contact: Some(contact), link: &link, message: &message };
    outbox::put(tx, event, &mail).await
}

/// Writes the mail about a session that ends with `event`, when anything was changed in it.
pub(crate) async fn ended(tx: &mut Tx, id: BehalfId, event: &str) -> Result<()> {
    let chain: Vec<BehalfId> = on_tx!(tx, c => sqlx::query_scalar(CHAIN).bind(id).fetch_all(c).await?);
    let mut changes: Vec<Change> = Vec::new();
    for id in chain {
        changes.extend(of_session_in(tx, &id.to_string()).await?.iter().filter_map(change));
    }
    if changes.is_empty() {
        return Ok(());
    }
    let session: Session = on_tx!(tx, c => sqlx::query_as(sql!(concat!("
        select b.started_at, b.ended_at, b.reason, b.ticket, t.name as staff_name, t.role as staff_role,
               o.support_names, a.contact_id, k.name as contact_name, a.email, w.name as store_name
        from ", of_customers!(), "
        join staff t on t.id = b.staff_id
        join store w on w.id = b.store_id
        where b.id = $1
    "))).bind(id).fetch_one(c).await?);
    // An erased person has no address any more.
    if session.email.is_empty() {
        return Ok(());
    }
    let (contact, link) = (Some(session.contact_id), page(tx));
    let (to, name) = (session.email.clone(), session.contact_name.clone());
    let message = session.message(changes);
    outbox::put(tx, event, &Mail { to: &to, name: &name, contact, link: &link, message: &message }).await
}

/// The customer's page about support.
fn page(tx: &Tx) -> String {
    format!("{}/account/support-access", tx.cx().env().part::<Post>().public_url)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

impl Session {
    fn message(self, mut changes: Vec<Change>) -> Message {
        let more = changes.len().saturating_sub(MOST);
        changes.truncate(MOST);
        Message::SupportWorked(SupportWorked {
            store: self.store_name,
            agent: self.support_names.then_some(self.staff_name),
            role: self.staff_role,
            from: self.started_at,
            until: self.ended_at,
            reason: first_line(&self.reason),
            ticket: self.ticket,
            changes,
            more,
        })
    }
}

/// What an event changed, or nothing when it changed nothing.
fn change(entry: &Entry) -> Option<Change> {
    let object = entry.object.split_once(' ').map_or("", |(_, name)| name).to_owned();
    let change = Change { kind: entry.kind.clone(), object, note: entry.note.clone() };
    is_change(&entry.kind, &entry.outcome).then_some(change)
}
