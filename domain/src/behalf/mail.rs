//! What the customer is told by mail after a session that changed something (R53).
//!
//! Rule: the mail is written where the row ends, so that whatever ends a session tells of it. A session in which somebody
//! only looked is told on the customer's own page, not by mail.

use crate::audit::db::{Entry, of_session_in};
use crate::behalf::history::{CHAIN, is_change};
use crate::error::Result;
use crate::id::{BehalfId, ContactId};
use crate::outbox::{self, Mail};
use crate::policy::Role;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{on_tx, sql};

/// Changes that are told one by one; of more, the rest is a number.
const MOST: usize = 20;

#[derive(sqlx::FromRow)]
struct Told {
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
    let (contact, name, email, store): (ContactId, String, String, String) = on_tx!(tx, c => sqlx::query_as(sql!("
            select a.contact_id, k.name, a.email, w.name
            from behalf b
            join account a on a.id = b.account_id
            join contact k on k.id = a.contact_id
            join store w on w.id = b.store_id
            where b.id = $1
        ")).bind(id).fetch_one(c).await?);
    if email.is_empty() {
        return Ok(());
    }
    let site = &tx.cx().env().post.public_url;
    let text = format!(
        "Hello {name},\n\ntwo people from {store} together opened your account without your consent.\n\nWhy: {}\n\n\
         You can see what they do and end it here:\n{site}/account/support-access\n",
        why.lines().next().unwrap_or_default()
    );
    let mail = Mail {
        to: &email,
        subject: "Support entered your account without your consent",
        text: &text,
        contact: Some(contact),
    };
    outbox::put(tx, event, &mail).await
}

/// Writes the mail about a session that ends with `event`, when anything was changed in it.
pub(crate) async fn ended(tx: &mut Tx, id: BehalfId, event: &str) -> Result<()> {
    let chain: Vec<BehalfId> = on_tx!(tx, c => sqlx::query_scalar(CHAIN).bind(id).fetch_all(c).await?);
    let mut done: Vec<String> = Vec::new();
    for id in chain {
        done.extend(of_session_in(tx, &id.to_string()).await?.iter().filter_map(change));
    }
    if done.is_empty() {
        return Ok(());
    }
    let told: Told = on_tx!(tx, c => sqlx::query_as(sql!("
        select b.started_at, b.ended_at, b.reason, b.ticket, t.name as staff_name, t.role as staff_role,
               o.support_names, a.contact_id, k.name as contact_name, a.email, w.name as store_name
        from behalf b
        join staff t on t.id = b.staff_id
        join account a on a.id = b.account_id
        join contact k on k.id = a.contact_id
        join organization o on o.id = k.organization_id
        join store w on w.id = b.store_id
        where b.id = $1
    ")).bind(id).fetch_one(c).await?);
    let subject = format!("{} worked in your account on {}", told.by(), told.started_at.day());
    let text = told.text(&done, &tx.cx().env().post.public_url);
    // An erased person has no address any more.
    if told.email.is_empty() {
        return Ok(());
    }
    let mail = Mail { to: &told.email, subject: &subject, text: &text, contact: Some(told.contact_id) };
    outbox::put(tx, event, &mail).await
}

impl Told {
    /// The agent as the company's policy lets them be named.
    fn by(&self) -> String {
        let role = self.staff_role.title();
        if self.support_names { format!("{} ({role})", self.staff_name) } else { role.to_owned() }
    }

    fn text(&self, done: &[String], site: &str) -> String {
        let mut lines = vec![
            format!("Hello {},", self.contact_name),
            String::new(),
            format!("somebody from {} worked in your account for you.", self.store_name),
            String::new(),
            format!("Who:    {}", self.by()),
            format!("When:   {} to {} (UTC)", self.started_at.minute(), self.ended_at.minute()),
            format!("Why:    {}", self.reason.lines().next().unwrap_or_default()),
        ];
        if !self.ticket.is_empty() {
            lines.push(format!("Ticket: {}", self.ticket));
        }
        lines.extend([String::new(), "What was changed:".to_owned()]);
        lines.extend(done.iter().take(MOST).map(|line| format!("- {line}")));
        if done.len() > MOST {
            lines.push(format!("- and {} more changes", done.len() - MOST));
        }
        lines.extend([
            String::new(),
            "Every visit of support to your account is listed here:".to_owned(),
            format!("{site}/account/support-access"),
            String::new(),
            "If you did not expect this, please answer to your usual contact at once.".to_owned(),
        ]);
        lines.join("\n") + "\n"
    }
}

/// A change in words, or nothing for what changed nothing.
fn change(entry: &Entry) -> Option<String> {
    if !is_change(&entry.kind, &entry.outcome) {
        return None;
    }
    let name = entry.object.split_once(' ').map_or("", |(_, name)| name);
    let discount = Some(entry.note.as_str()).filter(|note| !note.is_empty());
    let discount = discount.map(|note| format!(", with a discount of {note}")).unwrap_or_default();
    Some(match entry.kind.as_str() {
        "order.placed" => format!("Order {name} was placed{discount}"),
        "order.submitted" => format!("Order {name} was sent for approval in your company{discount}"),
        "order.withdrawn" => format!("Order {name} was taken back"),
        "cart.item_added" => format!("Cart: {} was added", entry.note),
        "cart.item_changed" => format!("Cart: {} was changed", entry.note),
        "cart.item_removed" => format!("Cart: {} was removed", entry.note),
        other => other.replace(['.', '_'], " "),
    })
}
