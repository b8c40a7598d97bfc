//! Mail on its way: written in the transaction of the event that it is about, delivered afterwards.
//!
//! What a mail says is a [`Message`] of codes and values; [`Post::write`] makes its sentences. A customer reads them in the
//! language of their contact.
//!
//! Rules: a mail exists exactly when its event does; it is delivered at least once, always under the same Message-ID;
//! of several processes one at a time has it; its text is emptied once it is delivered or given up, so that no link in it
//! stays behind, and after a month the rest of it goes.

mod message;

pub use message::{
    Change, CustomerInvitation, Mail, Message, OrderWaits, Place, PreparedCart, SupportWorked, Text, Write, codes,
};

use crate::cx::Cx;
use crate::env::Env;
use crate::error::Result;
use crate::id::{ContactId, MailId};
use crate::search::like_escape;
use crate::time::Micros;
use crate::tx::Tx;
use crate::{exec, on, on_tx, sql};
use tokio::sync::Notify;

/// A mail that is not delivered after so many tries stays, with what went wrong, and is not tried again.
const MOST_TRIES: i64 = 24;
/// How long it is kept that a mail was delivered, or given up.
const KEPT: Micros = Micros::minutes(30 * 24 * 60);
/// The longest time between two tries.
const LONGEST: Micros = Micros::minutes(6 * 60);

/// What mail needs of the process.
#[derive(Debug)]
pub struct Post {
    /// What the addresses of the storefront in mails begin with; from the configuration, never from a request.
    pub public_url: String,
    /// The same for addresses of the portal.
    pub portal_url: String,
    /// Makes the text of a mail.
    pub write: Write,
    waiting: Notify,
}

impl Default for Post {
    /// Without addresses, and with [`codes`] for texts.
    fn default() -> Post {
        Post::at("", "", codes)
    }
}

impl Post {
    /// For a storefront and a portal at these addresses, with what makes texts.
    pub fn at(public_url: &str, portal_url: &str, write: Write) -> Post {
        let bare = |url: &str| url.trim_end_matches('/').to_owned();
        Post { public_url: bare(public_url), portal_url: bare(portal_url), write, waiting: Notify::new() }
    }

    /// Waits until a mail was written in this process.
    pub async fn written(&self) {
        self.waiting.notified().await;
    }

    fn ring(&self) {
        self.waiting.notify_one();
    }
}

/// Puts a mail about `event` into the outbox; it leaves when the transaction is committed, and never when it is not.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn put(tx: &mut Tx, event: &str, mail: &Mail<'_>) -> Result<()> {
    let language: String = match mail.contact {
        Some(contact) => on_tx!(tx, c => sqlx::query_scalar(sql!("
            select language from contact where id = $1
        ")).bind(contact).fetch_one(c).await?),
        None => String::new(),
    };
    put_in(tx, event, &language, mail).await
}

/// The same in a language of its own, by its tag.
///
/// # Errors
/// As [`put`].
pub(crate) async fn put_in(tx: &mut Tx, event: &str, language: &str, mail: &Mail<'_>) -> Result<()> {
    let (cx, now) = (tx.cx().clone(), tx.cx().now());
    let text = (cx.env().part::<Post>().write)(language, mail);
    let subject: String = text.subject.chars().filter(|c| !c.is_control()).take(200).collect();
    exec!(tx, "
        insert into outbox (id, recipient, subject, body, contact_id, event_id, created_at, next_try_at)
        values ($1, $2, $3, $4, $5, $6, $7, $7)
    "; MailId::fresh(), mail.to, &subject, &text.body, mail.contact, event, now)
    .one()?;
    tx.after_commit(|env| env.part::<Post>().ring());
    Ok(())
}

/// A mail that this process has, until its next try would be due.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Letter {
    /// Its id, also within its Message-ID.
    pub id: MailId,
    /// The address.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was written.
    pub created_at: Micros,
    /// The sender that the store has set; empty for the one of the settings.
    pub sender: String,
    tries: i64,
}

impl Letter {
    /// A mail as it is before its first try.
    pub fn new(id: MailId, recipient: &str, subject: &str, body: &str, created_at: Micros) -> Letter {
        let text = str::to_owned;
        let (recipient, subject, body) = (text(recipient), text(subject), text(body));
        Letter { id, recipient, subject, body, created_at, sender: String::new(), tries: 0 }
    }
}

/// The time until the next try, after `tries` of them: a minute, then twice as long each time.
pub fn delay(tries: i64) -> Micros {
    let doublings = u32::try_from(tries.clamp(1, 12) - 1).unwrap_or(0);
    Micros(Micros::minutes(1).0 << doublings).min(LONGEST)
}

/// The next mail that is due, which no other process has; `None` when there is none.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn take(env: &Env, now: Micros) -> Result<Option<Letter>> {
    let due: Vec<Letter> = on!(&env.db, c => sqlx::query_as(sql!("
        select o.id, o.recipient, o.subject, o.body, o.created_at, o.tries,
               coalesce((select w.mail_from from account a join store w on w.id = a.store_id
                         where a.contact_id = o.contact_id and w.mail_from <> ''
                         order by w.position, w.code limit 1),
                        (select w.mail_from from store w where w.mail_from <> ''
                         order by w.position, w.code limit 1), '') as sender
        from outbox o
        where o.sent_at is null and o.next_try_at <= $1 and o.tries < $2
        order by o.next_try_at, o.id
        limit 10
    ")).bind(now).bind(MOST_TRIES).fetch_all(c).await?);
    for letter in due {
        let again = now.plus(delay(letter.tries + 1));
        let mut tx = env.db.begin().await?;
        // Whoever counts this try has the mail.
        let taken = exec!(tx, "
            update outbox set tries = tries + 1, next_try_at = $3 where id = $1 and tries = $2 and sent_at is null
        "; letter.id, letter.tries, again)
        .one_or_none()?;
        tx.commit().await?;
        if taken {
            return Ok(Some(letter));
        }
    }
    Ok(None)
}

/// A mail was delivered: it is not sent again, and its text goes.
///
/// # Errors
/// [`crate::error::Error::Unavailable`]: then it will be delivered once more, under the same Message-ID.
pub async fn delivered(env: &Env, now: Micros, id: MailId) -> Result<()> {
    let mut tx = env.db.begin().await?;
    // None is there when the person was erased meanwhile.
    exec!(tx, "
        update outbox set sent_at = $2, body = '', last_error = '' where id = $1
    "; id, now)
    .one_or_none()?;
    tx.commit().await
}

/// A mail could not be delivered; it is tried again when it is due.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn failed(env: &Env, id: MailId, error: &str) -> Result<()> {
    let error: String = error.chars().take(500).collect();
    let mut tx = env.db.begin().await?;
    // As above.
    exec!(tx, "
        update outbox set last_error = $2, body = case when tries >= $3 then '' else body end where id = $1
    "; id, &error, MOST_TRIES)
    .one_or_none()?;
    tx.commit().await
}

/// Takes away the text of mails that were given up, and after a month what is left of every mail; gives how many went.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn sweep(cx: &Cx) -> Result<i64> {
    let (now, month_ago) = (cx.now(), Micros(cx.now().0 - KEPT.0));
    let mut tx = cx.db().begin().await?;
    exec!(tx, "
        update outbox set body = '' where sent_at is null and tries >= $1 and next_try_at <= $2 and body <> ''
    "; MOST_TRIES, now)
    .any_number();
    let gone = exec!(tx, "
        delete from outbox where sent_at < $2 or (sent_at is null and tries >= $1 and next_try_at < $2)
    "; MOST_TRIES, month_ago)
    .count();
    tx.commit().await?;
    Ok(gone)
}

/// Counts every mail that waits as delivered when it was written: the mails of a past that is loaded were read long ago.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn mark_all_delivered(env: &Env) -> Result<()> {
    let mut tx = env.db.begin().await?;
    exec!(tx, "update outbox set sent_at = created_at, body = '' where sent_at is null").any_number();
    tx.commit().await
}

/// Mails that were tried as often as mails are.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub(crate) async fn given_up(cx: &Cx) -> Result<i64> {
    Ok(on!(cx.db(), c => sqlx::query_scalar(sql!("
        select count(*) from outbox where sent_at is null and tries >= $1
    ")).bind(MOST_TRIES).fetch_one(c).await?))
}

/// Takes away every mail to a person who is erased, sent or not, and what mails to others say of them.
pub(crate) async fn forget(tx: &mut Tx, contact: ContactId, emails: &[String], names: &[String]) -> Result<()> {
    exec!(tx, "
        delete from outbox where contact_id = $1
    "; contact)
    .any_number();
    for email in emails {
        exec!(tx, "
            delete from outbox where lower(recipient) = lower($1)
        "; email)
        .any_number();
    }
    for text in emails.iter().chain(names).filter(|text| !text.is_empty()) {
        let pattern = format!("%{}%", like_escape(text));
        // A mail that was sent needs no subject; one on its way goes without what it would say of them.
        exec!(tx, r"
            update outbox set subject = '' where sent_at is not null and subject like cast($1 as text) escape '\'
        "; &pattern)
        .any_number();
        exec!(tx, r"
            delete from outbox
            where sent_at is null
              and (subject like cast($1 as text) escape '\' or body like cast($1 as text) escape '\')
        "; &pattern)
        .any_number();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_between_tries_grows_and_is_capped() {
        let minutes: Vec<i64> = (1..=11).map(|n| delay(n).as_seconds() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
    }
}
