//! Passwords: the rules for a new one, and what ends with the old one.
//!
//! Rules: the same rules hold wherever a password is chosen (R1, R3). A new password is reported to its owner by mail
//! (R13, R18), ends links and half-done sign-ins, and ends other sessions as the way of changing it requires (R12,
//! R25).

pub mod change;
pub mod reset;

use crate::audit::Event;
use crate::behalf::{Cause, ending};
use crate::cx::Cx;
use crate::db::is_violation;
use crate::error::{Error, Problem, Result};
use crate::factor::challenge;
use crate::id::{AccountId, ContactId, SessionId, StaffId};
use crate::outbox::{self, Mail, Message, Place, Post};
use crate::session::life;
use crate::text_enum::text_enum;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, sql};
use uuid::Uuid;

pub use crate::credential::LONGEST_PASSWORD as LONGEST;

/// The shortest password, in characters (R1).
pub const SHORTEST: usize = 15;

/// Common words; a password that is little else is guessable (R3).
const COMMON: &str = include_str!("password/common.txt");

/// Whether a person with these personal words (e-mail, name, company) may use a password.
///
/// # Errors
/// The [`Problem`] to show at the field.
pub fn acceptable(password: &str, personal: &[&str]) -> std::result::Result<(), Problem> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Problem::TooShort(SHORTEST));
    }
    if password.len() > LONGEST {
        return Err(Problem::TooLong(LONGEST));
    }
    let folded = crate::search::fold(password);
    let parts = personal.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let common = COMMON.lines().map(crate::search::fold).filter(|w| w.chars().count() >= 4);
    // What a company's name ends with is as short as two letters.
    let own = parts.map(crate::search::fold).filter(|w| w.chars().count() >= 2);
    let mut words: Vec<String> = common.chain(own).chain(FORMS.map(str::to_owned)).collect();
    // Longest first, so that a long weak word goes as a whole.
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    let rest = words.iter().fold(folded.clone(), |rest, word| rest.replace(word.as_str(), ""));
    let is_shorter = rest != folded;
    // A year or a row of digits beside a word that everybody knows is no secret.
    let counts = |c: &char| if is_shorter { c.is_alphabetic() } else { c.is_alphanumeric() };
    let distinct = rest.chars().filter(counts).collect::<std::collections::BTreeSet<_>>().len();
    if distinct < 6 { Err(Problem::Guessable) } else { Ok(()) }
}

/// The same, with the names of the stores as further personal words.
///
/// # Errors
/// [`Error::Invalid`] at `field`; [`Error::Unavailable`].
pub(crate) async fn check(cx: &Cx, field: &'static str, password: &str, personal: &[&str]) -> Result<()> {
    let stores = crate::store::list(cx.env()).await?;
    let shops = stores.iter().map(|store| store.name.as_str());
    let all: Vec<&str> = personal.iter().copied().chain(shops).chain(["Behalf"]).collect();
    acceptable(password, &all).map_err(|problem| Error::field(field, problem))
}

/// Words that names of companies share.
const FORMS: [&str; 6] = ["company", "limited", "gmbh", "corporation", "store", "shop"];

/// Whose password it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A customer's.
    Account(AccountId),
    /// A member of staff's.
    Staff(StaffId),
}

impl Owner {
    /// The kind in events.
    fn kind(self) -> &'static str {
        match self {
            Owner::Account(_) => "account",
            Owner::Staff(_) => "staff",
        }
    }

    /// The start of the addresses of their pages.
    fn site(self, post: &Post) -> &str {
        match self {
            Owner::Account(_) => &post.public_url,
            Owner::Staff(_) => &post.portal_url,
        }
    }

    fn id(self) -> Uuid {
        match self {
            Owner::Account(id) => id.0,
            Owner::Staff(id) => id.0,
        }
    }
}

/// A person with a password.
#[derive(Clone, Debug)]
pub struct Person {
    owner: Owner,
    /// Name.
    pub name: String,
    /// The e-mail they sign in with.
    pub email: String,
    /// The contact, for a customer.
    contact: Option<ContactId>,
    /// The customer's company, or empty.
    company: String,
    /// What the password is for.
    place: Place,
}

/// The words for the portal, which make a password guessable too.
const PORTAL: &str = "staff portal";

impl Person {
    async fn may_use(&self, cx: &Cx, field: &'static str, password: &str) -> Result<()> {
        let place = match &self.place {
            Place::Portal => PORTAL,
            Place::Store(name) => name,
        };
        check(cx, field, password, &[&self.email, &self.name, &self.company, place]).await
    }

    fn mail<'a>(&'a self, link: &'a str, message: &'a Message) -> Mail<'a> {
        Mail { to: &self.email, name: &self.name, contact: self.contact, link, message }
    }
}

/// Which sessions end with a new password.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ends {
    /// None.
    None,
    /// All but this one.
    Others(SessionId),
    /// All, and every on-behalf session that they run or are the customer of.
    All,
}

/// Sets the new password of a person; the event says what ended with the old one.
///
/// # Errors
/// [`Error::NotFound`] for a person who may no longer sign in.
pub(crate) async fn set(tx: &mut Tx, person: &Person, hash: &str, ends: Ends, kind: &'static str) -> Result<Event> {
    let (now, event, id) = (tx.cx().now(), tx.event().to_owned(), person.owner.id());
    // In the order in which an order on behalf locks them: sessions on behalf, the person, the person's own sessions.
    let acting = match (ends, person.owner) {
        (Ends::None, _) | (Ends::Others(_), Owner::Account(_)) => 0,
        (Ends::Others(session), Owner::Staff(staff)) => {
            ending::end_of_staff(tx, staff, Some(session), Cause::SignedOut).await?
        }
        (Ends::All, Owner::Staff(staff)) => ending::end_of_staff(tx, staff, None, Cause::SignedOut).await?,
        (Ends::All, Owner::Account(account)) => ending::end_of_account(tx, account, Cause::Customer).await?,
    };
    let sql = match person.owner {
        Owner::Account(_) => {
            sql!("update account set password_hash = $2, last_event = $3 where id = $1 and status = 'active'")
        }
        Owner::Staff(_) => {
            sql!("update staff set password_hash = $2, last_event = $3 where id = $1 and status = 'active'")
        }
    };
    let set = exec!(tx, sql; id, hash, &event).one_or_none()?;
    if !set {
        return Err(Error::NotFound);
    }
    let kept = match ends {
        Ends::None => None,
        Ends::Others(session) => Some(session),
        // No session has this id.
        Ends::All => Some(SessionId(Uuid::nil())),
    };
    let ended = match kept {
        None => 0,
        Some(kept) => exec!(tx, "
            update session set ended_at = $3, ended_why = $4, last_event = $5
            where (account_id = $1 or staff_id = $1) and id <> $2 and ended_at is null
        "; id, kept, now, life::Cause::PasswordChanged, &event)
        .count(),
    };
    end_links(tx, person.owner, LinkEnd::Changed).await?;
    if let Owner::Staff(staff) = person.owner {
        challenge::forget(tx, staff).await?;
    }
    tell(tx, person, &event, now).await?;
    let event = Event::new(kind)
        .target(person.owner.kind(), id)
        .detail("sessions_ended", ended)
        .detail("on_behalf_ended", acting);
    Ok(event)
}

text_enum! {
    /// Why a link to choose a new password has ended.
    pub enum LinkEnd {
        /// Somebody used it.
        Used => "used",
        /// A newer one replaced it.
        Replaced => "replaced",
        /// The password was changed in another way.
        Changed => "changed",
    }
}

/// Ends the link with which a person could choose a new password.
async fn end_links(tx: &mut Tx, owner: Owner, why: LinkEnd) -> Result<()> {
    let (now, event) = (tx.cx().now(), tx.event().to_owned());
    exec!(tx, "
        update password_reset set ended_at = $2, ended_why = $3, last_event = $4
        where (account_id = $1 or staff_id = $1) and ended_at is null
    "; owner.id(), now, why, &event)
    .any_number();
    Ok(())
}

/// The mail about the new password, in case another person set it.
async fn tell(tx: &mut Tx, person: &Person, event: &str, now: Micros) -> Result<()> {
    let ask = match person.owner {
        Owner::Account(_) => "/forgot-password",
        Owner::Staff(_) => "/portal/forgot-password",
    };
    let link = format!("{}{ask}", person.owner.site(&tx.cx().env().part::<Post>()));
    let message = Message::PasswordChanged { place: person.place.clone(), at: now };
    outbox::put(tx, event, &person.mail(&link, &message)).await
}

/// Whether a parallel request made a link for the same person.
fn is_second_link(error: &sqlx::Error) -> bool {
    is_violation(error, "password_reset_account", "password_reset.account_id")
        || is_violation(error, "password_reset_staff", "password_reset.staff_id")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused() {
        for bad in [
            "password",
            "passwordpassword",
            "aaaaaaaaaaaaaaaaaaaa",
            "Northmere 2026 Northmere",
            "qwertyuiopasdfg",
            "Northmere Ltd 2026",
            "northmere-ltd-2026!",
            "NorthmereLtd123456",
            "Northmere Limited 2026",
            "Fathom Supply 1987",
            "password 1234567890",
        ] {
            assert!(acceptable(bad, &["Northmere Ltd", "Fathom Supply"]).is_err(), "{bad}");
        }
        for good in
            ["correct horse battery staple", "ledger-harbour-ana-42", "пароль для входа утром", "7350 1946 2885 01"]
        {
            assert_eq!(acceptable(good, &["Northmere"]), Ok(()), "{good}");
        }
    }
}
