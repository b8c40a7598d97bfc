//! Erasing a person (R121): what identifies them goes, what was done stays.
//!
//! Rule: orders stay, with the names that stood on them, as long as the books must be kept. The log stays whole: it only
//! ever held commitments to what goes now.

use super::entry;
use crate::audit::Event;
use crate::audit::images::commitment;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{AccountId, ContactId};
use crate::policy::Action;
use crate::search::like_escape;
use crate::tx::Tx;
use crate::{exec, on_tx, outbox, problem, sql, throttle};
use uuid::Uuid;

/// What somebody is called who was erased.
pub(crate) const ERASED: &str = "Erased";

/// Erases a contact and their logins; gives how many values beside the log went with them. What the file of a SQLite
/// database still holds of them goes with [`Db::rebuild`](crate::db::Db::rebuild).
///
/// # Errors
/// [`Error::NotFound`].
pub async fn erase(cx: &Cx, id: ContactId) -> Result<i64> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let accounts: Vec<(AccountId, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, email from account where contact_id = $1 order by id
    ")).bind(id).fetch_all(c).await?);
    let person: Option<(String, String, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select email, name, latin_name from contact where id = $1
    ")).bind(id).fetch_optional(c).await?);
    let (email, name, latin) = person.ok_or(Error::NotFound)?;
    let mut emails: Vec<String> = accounts.iter().map(|(_, email)| email.clone()).chain([email]).collect();
    emails.retain(|email| !email.is_empty());
    emails.sort();
    emails.dedup();
    forget(&mut tx, id, &accounts).await?;
    outbox::forget(&mut tx, id, &emails, &[name, latin]).await?;
    let mut values = images(&mut tx, "contact", &id.0.simple().to_string()).await?;
    values += beside(&mut tx, "", &id.to_string(), "").await?;
    for (account, _) in &accounts {
        values += images(&mut tx, "account", &account.0.simple().to_string()).await?;
        values += beside(&mut tx, &account.to_string(), &id.to_string(), "").await?;
        values += carts(&mut tx, *account).await?;
        values += lists(&mut tx, *account).await?;
        quick_orders(&mut tx, *account).await?;
        problem::db::forget(&mut tx, *account).await?;
        values += attachments(&mut tx, *account).await?;
    }
    for email in &emails {
        values += beside(&mut tx, "", "", email).await?;
        throttle::forget_person(&mut tx, email).await?;
    }
    tx.commit(Event::new("pii.erased").target("contact", id).detail("values", values)).await?;
    Ok(values)
}

/// A cart says who changed it and who added a line, and a prepared one what was said about it: not by this name any more, in
/// no image of it either.
async fn carts(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let (event, actor) = (tx.event().to_owned(), account.to_string());
    let carts: Vec<Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update cart set last_event = $2, message = '', answer = '',
                        modified_actor_name = case when modified_actor_id = $3 then 'Erased' else modified_actor_name end
        where account_id = $1
        returning id
    ")).bind(account).bind(&event).bind(&actor).fetch_all(c).await?);
    let mut values = 0;
    for cart in carts {
        // Every line is written again, so that each has an image that stays.
        exec!(tx, "
            update cart_line set added_actor_name = case when added_actor_id = $2 then 'Erased' else added_actor_name end
            where cart_id = $1
        "; cart, &actor)
        .any_number();
        let cart = cart.simple().to_string();
        values += earlier(tx, "cart", &cart).await? + earlier(tx, "cart_line", &format!("{cart}:%")).await?;
    }
    Ok(values)
}

/// Names and notes of requisition lists, and notes to their lines, in no image either. The products stay for those whom a list
/// is shared with.
async fn lists(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let event = tx.event().to_owned();
    let lists: Vec<Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update requisition_list
        set last_event = $2, note = '',
            name = case when kind = 'named' then 'Erased' else name end,
            name_key = case when kind = 'named' then 'erased' else name_key end
        where account_id = $1
        returning id
    ")).bind(account).bind(&event).fetch_all(c).await?);
    let mut values = 0;
    for list in lists {
        // Every line is written again, so that each has an image that stays.
        exec!(tx, "update requisition_line set note = '' where list_id = $1"; list).any_number();
        let list = list.simple().to_string();
        values += images(tx, "requisition_list", &list).await?;
        values += earlier(tx, "requisition_line", &format!("{list}:%")).await?;
    }
    Ok(values)
}

/// Sheets and pasted lines that nobody needs any more.
async fn quick_orders(tx: &mut Tx, account: AccountId) -> Result<()> {
    exec!(tx, "delete from quick_order where account_id = $1"; account).any_number();
    Ok(())
}

/// Files of carts and orders: what was in them, what they were called, and who attached them.
async fn attachments(tx: &mut Tx, account: AccountId) -> Result<i64> {
    let event = tx.event().to_owned();
    exec!(tx, "
        delete from attachment_file where attachment_id in (select id from attachment where account_id = $1)
    "; account)
    .any_number();
    let ids: Vec<Uuid> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        update attachment set file_name = 'Erased', digest = '', last_event = $2,
            created_actor_name = case when created_subject_id is null then 'Erased' else created_actor_name end
        where account_id = $1
        returning id
    ")).bind(account).bind(&event).fetch_all(c).await?);
    let mut values = 0;
    for id in ids {
        values += earlier(tx, "attachment", &id.simple().to_string()).await?;
    }
    Ok(values)
}

/// The rows themselves.
async fn forget(tx: &mut Tx, id: ContactId, accounts: &[(AccountId, String)]) -> Result<()> {
    let event = tx.event().to_owned();
    let erased = exec!(tx, "
        update contact set name = $3, latin_name = $3, title = '', email = '', phone = '', last_event = $2
        where id = $1
    "; id, &event, ERASED)
    .one_or_none()?;
    if !erased {
        return Err(Error::NotFound);
    }
    for (account, _) in accounts {
        // No hash has this form, so no password fits.
        exec!(tx, "
            update account set email = '', email_key = $2, password_hash = 'erased', status = 'disabled', last_event = $3
            where id = $1
        "; account, format!("erased {account}"), &event).one()?;
    }
    entry::refresh(tx.db(), id).await
}

/// Earlier images of a row, and what was told about it when it was written.
async fn images(tx: &mut Tx, kind: &str, row: &str) -> Result<i64> {
    let event = tx.event().to_owned();
    let images = earlier(tx, kind, row).await?;
    let changes = exec!(tx, "
        update audit_change set body = null, erased_event = $3
        where body is not null
          and event_id in (select event_id from audit_image where kind = $1 and row_id = $2 and event_id <> $3)
    "; kind, row, &event)
    .count();
    Ok(images + changes)
}

/// Images of rows from before this transaction: what the log committed to stays in place of them. `row` may end with `%`.
async fn earlier(tx: &mut Tx, kind: &str, row: &str) -> Result<i64> {
    let event = tx.event().to_owned();
    let earlier: Vec<(i64, Vec<u8>, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select n, salt, image from audit_image
        where kind = $1 and row_id like cast($2 as text) and image is not null and event_id <> $3
    ")).bind(kind).bind(row).bind(&event).fetch_all(c).await?);
    empty(tx, &earlier).await?;
    Ok(i64::try_from(earlier.len()).unwrap_or(i64::MAX))
}

/// Takes salt and image away; what the log committed to stays.
async fn empty(tx: &mut Tx, images: &[(i64, Vec<u8>, String)]) -> Result<()> {
    let event = tx.event().to_owned();
    for (n, salt, image) in images {
        exec!(tx, "
            update audit_image set salt = null, image = null, commitment = $2, erased_event = $3 where n = $1
        "; n, commitment(salt, image), &event)
        .one()?;
    }
    Ok(())
}

/// Personal values of events by this person or for this person; values and changes that hold this e-mail, whoever wrote
/// them.
async fn beside(tx: &mut Tx, account: &str, contact: &str, email: &str) -> Result<i64> {
    let event = tx.event().to_owned();
    let pattern = if email.is_empty() { String::new() } else { format!("%{}%", like_escape(&email.to_lowercase())) };
    let personal = exec!(tx, r"
        update audit_pii set salt = null, value = null, erased_event = $4
        where value is not null
          and (lower(value) like cast($3 as text) escape '\'
               or event_id in (select id from audit_event where actor_id = $1 or subject_id = $2))
    "; account, contact, &pattern, &event)
    .count();
    let changes = exec!(tx, r"
        update audit_change set body = null, erased_event = $2
        where body is not null and lower(body) like cast($1 as text) escape '\'
    "; &pattern, &event)
    .count();
    Ok(personal + changes)
}
