//! Erasing a person (R121): what identifies them goes, what was done stays.
//!
//! Rule: orders stay, with the names that stood on them, as long as the books must be kept. The log stays whole: it only
//! ever held commitments to what goes now.

use crate::audit::Event;
use crate::audit::images::commitment;
use crate::cx::Cx;
use crate::error::{Error, Result};
use crate::id::{AccountId, ContactId};
use crate::policy::Action;
use crate::tx::Tx;
use crate::{on_tx, outbox, sql};

/// Erases a contact and their logins; gives how many values beside the log went with them.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn erase(cx: &Cx, id: ContactId) -> Result<i64> {
    let mut tx = cx.begin(Action::RunJob).await?;
    let accounts: Vec<(AccountId, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select id, email from account where contact_id = $1 order by id
    ")).bind(id).fetch_all(c).await?);
    forget(&mut tx, id, &accounts).await?;
    outbox::forget(&mut tx, id).await?;
    let mut values = images(&mut tx, "contact", &id.0.simple().to_string()).await?;
    values += beside(&mut tx, "", &id.to_string(), "").await?;
    for (account, email) in &accounts {
        values += images(&mut tx, "account", &account.0.simple().to_string()).await?;
        values += beside(&mut tx, &account.to_string(), &id.to_string(), email).await?;
    }
    tx.commit(Event::new("pii.erased").target("contact", id).detail("values", values)).await?;
    Ok(values)
}

/// The rows themselves.
async fn forget(tx: &mut Tx, id: ContactId, accounts: &[(AccountId, String)]) -> Result<()> {
    let event = tx.event().to_owned();
    let erased = on_tx!(tx, c => sqlx::query(sql!("
        update contact set name = 'Erased', latin_name = 'Erased', title = '', email = '', phone = '',
                           search_key = '', last_event = $2
        where id = $1
    ")).bind(id).bind(&event).execute(c).await?.rows_affected());
    if erased != 1 {
        return Err(Error::NotFound);
    }
    for (account, _) in accounts {
        // No hash has this form, so no password fits.
        on_tx!(tx, c => sqlx::query(sql!("
            update account set email = '', email_key = $2, password_hash = 'erased', status = 'disabled', last_event = $3
            where id = $1
        ")).bind(account).bind(format!("erased {account}")).bind(&event).execute(c).await?.rows_affected());
    }
    Ok(())
}

/// Earlier images of a row: what the log committed to stays in place of them.
async fn images(tx: &mut Tx, kind: &str, row: &str) -> Result<i64> {
    let event = tx.event().to_owned();
    let earlier: Vec<(i64, Vec<u8>, String)> = on_tx!(tx, c => sqlx::query_as(sql!("
        select n, salt, image from audit_image where kind = $1 and row_id = $2 and image is not null and event_id <> $3
    ")).bind(kind).bind(row).bind(&event).fetch_all(c).await?);
    for (n, salt, image) in &earlier {
        on_tx!(tx, c => sqlx::query(sql!("
            update audit_image set salt = null, image = null, commitment = $2, erased_event = $3 where n = $1
        ")).bind(n).bind(commitment(salt, image)).bind(&event).execute(c).await?.rows_affected());
    }
    // What was told about the row when it was written.
    let changes = on_tx!(tx, c => sqlx::query(sql!("
        update audit_change set body = null, erased_event = $3
        where body is not null
          and event_id in (select event_id from audit_image where kind = $1 and row_id = $2 and event_id <> $3)
    ")).bind(kind).bind(row).bind(&event).execute(c).await?.rows_affected());
    Ok(i64::try_from(earlier.len()).unwrap_or(i64::MAX) + i64::try_from(changes).unwrap_or(i64::MAX))
}

/// Personal values of events by this person, for this person, or of tries to sign in with this login.
async fn beside(tx: &mut Tx, account: &str, contact: &str, email: &str) -> Result<i64> {
    let event = tx.event().to_owned();
    let personal = on_tx!(tx, c => sqlx::query(sql!("
        update audit_pii set salt = null, value = null, erased_event = $4
        where value is not null
          and (lower(value) = lower($3) or event_id in (select id from audit_event where actor_id = $1 or subject_id = $2))
    ")).bind(account).bind(contact).bind(email).bind(&event).execute(c).await?.rows_affected());
    Ok(i64::try_from(personal).unwrap_or(i64::MAX))
}
