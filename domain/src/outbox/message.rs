//! What a mail says: codes and values. `app` makes the sentences, in the language of the person who reads them.

use crate::id::ContactId;
use crate::money::Money;
use crate::policy::Role;
use crate::time::Micros;
use std::fmt;

/// A mail as the business writes it, without its sentences.
#[derive(Clone, Copy)]
pub struct Mail<'a> {
    /// The address.
    pub to: &'a str,
    /// The name of the person who reads it.
    pub name: &'a str,
    /// The customer it is for; erasing them removes it, and it is in their language. Staff have none.
    pub contact: Option<ContactId>,
    /// The page that it leads to, as a whole address. It can hold a secret.
    pub link: &'a str,
    /// What it says.
    pub message: &'a Message,
}

impl fmt::Debug for Mail<'_> {
    /// Without the link, which can be a way to set a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("message", &self.message.code()).finish_non_exhaustive()
    }
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Somebody is invited to the staff portal, and chooses their password at the link.
    Invitation {
        /// Who invited them; empty for the command line.
        by: String,
        /// The end of the link.
        until: Micros,
    },
    /// A customer is invited to the storefront, and chooses their first password at the link.
    CustomerInvitation(CustomerInvitation),
    /// A customer was invited under another address than the one that the seller has of them; the link is the storefront.
    InvitedElsewhere {
        /// The store.
        store: String,
        /// The address of the new login.
        login: String,
    },
    /// A link to choose a new password.
    PasswordLink {
        /// What the password is for.
        place: Place,
        /// Whether support asked for it, and not the person.
        by_support: bool,
        /// The end of the link.
        until: Micros,
    },
    /// The password was changed; the link is for a person who did not do it.
    PasswordChanged {
        /// What the password is for.
        place: Place,
        /// When.
        at: Micros,
    },
    /// An administrator changed what their own role may do.
    OwnRoleChanged {
        /// The role.
        role: Role,
        /// The administrator.
        by: String,
        /// The second administrator, who agreed.
        second: String,
    },
    /// An order waits for the approval of the person who reads it.
    OrderWaits(OrderWaits),
    /// An order was approved or rejected.
    OrderDecided {
        /// Its number.
        number: String,
        /// Whether it was approved.
        approved: bool,
        /// Who decided.
        by: String,
        /// Why, or empty.
        reason: String,
    },
    /// An order was withdrawn because nobody decided.
    OrderExpired {
        /// Its number.
        number: String,
        /// The days it waited.
        days: i64,
    },
    /// Two members of staff opened the account against the customer's consent.
    ConsentOverridden {
        /// The store they work for.
        store: String,
        /// Why.
        reason: String,
    },
    /// Support has prepared a cart and handed it over.
    PreparedCart(PreparedCart),
    /// An on-behalf session that changed something is over.
    SupportWorked(SupportWorked),
}

/// An invitation of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerInvitation {
    /// The store.
    pub store: String,
    /// The customer's company.
    pub company: String,
    /// Who invited them, where the company's policy lets staff be named.
    pub agent: Option<String>,
    /// The role of who invited them.
    pub role: Role,
    /// What they say with it, or empty.
    pub message: String,
    /// What the customer signs in with.
    pub login: String,
    /// The end of the link.
    pub until: Micros,
}

/// An order that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderWaits {
    /// Its number.
    pub number: String,
    /// The company.
    pub company: String,
    /// Its total with tax.
    pub total: Money,
    /// The buyer.
    pub buyer: String,
    /// The store whose support submitted it for the buyer; nothing when the buyer did.
    pub support_at: Option<String>,
    /// The time at which it is withdrawn when nobody decides.
    pub until: Micros,
}

/// A cart that support prepared and handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedCart {
    /// The store.
    pub store: String,
    /// The agent, where the company's policy lets them be named.
    pub agent: Option<String>,
    /// The agent's role.
    pub role: Role,
    /// What the agent says with it, or empty.
    pub message: String,
    /// How many lines it has.
    pub lines: i64,
}

/// An on-behalf session that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportWorked {
    /// The store.
    pub store: String,
    /// The agent, where the company's policy lets them be named.
    pub agent: Option<String>,
    /// The agent's role.
    pub role: Role,
    /// Start.
    pub from: Micros,
    /// End.
    pub until: Micros,
    /// Why.
    pub reason: String,
    /// The ticket, or empty.
    pub ticket: String,
    /// The first of its changes.
    pub changes: Vec<Change>,
    /// How many changes there were besides.
    pub more: usize,
}

/// What a password is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The staff portal.
    Portal,
    /// A store, by its name.
    Store(String),
}

/// Something that was changed in an on-behalf session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The type of its event.
    pub kind: String,
    /// The name of what it was done to.
    pub object: String,
    /// What the event adds: products of a cart, the discount of an order; or empty.
    pub note: String,
}

impl Message {
    /// A word for each message.
    pub fn code(&self) -> &'static str {
        match self {
            Message::Invitation { .. } => "invitation",
            Message::CustomerInvitation(_) => "customer_invitation",
            Message::InvitedElsewhere { .. } => "invited_elsewhere",
            Message::PasswordLink { .. } => "password_link",
            Message::PasswordChanged { .. } => "password_changed",
            Message::OwnRoleChanged { .. } => "own_role_changed",
            Message::OrderWaits(_) => "order_waits",
            Message::OrderDecided { approved: true, .. } => "order_approved",
            Message::OrderDecided { approved: false, .. } => "order_rejected",
            Message::OrderExpired { .. } => "order_expired",
            Message::ConsentOverridden { .. } => "consent_overridden",
            Message::PreparedCart(_) => "prepared_cart",
            Message::SupportWorked(_) => "support_worked",
        }
    }
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Makes the text of a mail: of the language tag of the person who reads it (empty for staff), and the mail.
pub type Write = fn(&str, &Mail<'_>) -> Text;

/// A mail as its codes and values: for tests of this crate, and for processes that send none.
pub fn codes(language: &str, mail: &Mail<'_>) -> Text {
    let body = format!("{language}\n{}\n{:?}\n{}\n", mail.name, mail.message, mail.link);
    Text { subject: mail.message.code().to_owned(), body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_hides_the_link() {
        let message = Message::PasswordLink { place: Place::Portal, by_support: false, until: Micros(0) };
        let mail = Mail { to: "a@b.example", name: "A", contact: None, link: "https://x/reset/key", message: &message };
        let text = format!("{mail:?}");
        assert!(!text.contains("key") && text.contains("password_link"), "{text}");
    }
}
