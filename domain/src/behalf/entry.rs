//! What an on-behalf session is found by in the portal's list: a row beside it, made from it, the agent and the customer.
//!
//! Rule: whoever writes a session, or the name of somebody in it, calls one of these in the same transaction. The entry is
//! nothing by itself: [`make_all`] makes all of them again.

use crate::contact::erase::ERASED;
use crate::db::{Db, DbTx};
use crate::error::Result;
use crate::id::{BehalfId, ContactId, StaffId};
use crate::search::{indexed, key};
use crate::{exec, on, on_tx, sql};

/// Sessions whose entries are made in one go.
const BATCH: i64 = 1_000;

#[derive(sqlx::FromRow)]
struct Source {
    id: BehalfId,
    reason: String,
    ticket: String,
    staff_name: String,
    name: String,
    latin_name: String,
    email: String,
    organization_name: String,
}

impl Source {
    fn search_key(&self) -> String {
        let person = if self.name == ERASED { ["", "", ""] } else { [&*self.name, &*self.latin_name, &*self.email] };
        let [name, latin, email] = person;
        indexed(&key(&[&self.staff_name, name, latin, email, &self.organization_name, &self.ticket, &self.reason]))
    }

    async fn write(&self, tx: &mut DbTx) -> Result<()> {
        exec!(tx, "
            insert into behalf_entry (behalf_id, search_key) values ($1, $2)
            on conflict (behalf_id) do update set search_key = excluded.search_key
            where behalf_entry.search_key <> excluded.search_key
        "; self.id, self.search_key())
        .any_number();
        Ok(())
    }
}

/// What entries of sessions `b` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "
            select b.id, b.reason, b.ticket, t.name as staff_name, k.name, k.latin_name, k.email,
                   o.name as organization_name
            from behalf b
            join staff t on t.id = b.staff_id
            join account a on a.id = b.account_id
            join contact k on k.id = a.contact_id
            join organization o on o.id = k.organization_id
            where ",
            $which
        ))
    };
}

/// Makes the entry of a session.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, session: BehalfId) -> Result<()> {
    let sources = on_tx!(tx, c => sqlx::query_as(sources!("b.id = $1")).bind(session).fetch_all(c).await?);
    write(tx, sources).await
}

/// Makes the entries of the sessions for a contact again.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_contact(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    let sources = on_tx!(tx, c => sqlx::query_as(sources!("a.contact_id = $1")).bind(contact).fetch_all(c).await?);
    write(tx, sources).await
}

/// Makes the entries of the sessions of a member of staff again.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_staff(tx: &mut DbTx, staff: StaffId) -> Result<()> {
    let sources = on_tx!(tx, c => sqlx::query_as(sources!("b.staff_id = $1")).bind(staff).fetch_all(c).await?);
    write(tx, sources).await
}

async fn write(tx: &mut DbTx, sources: Vec<Source>) -> Result<()> {
    for source in sources {
        source.write(tx).await?;
    }
    Ok(())
}

/// Makes the entries of all sessions again.
///
/// # Errors
/// As [`refresh`].
pub async fn make_all(db: &Db) -> Result<()> {
    let mut after: Option<BehalfId> = None;
    loop {
        let sources: Vec<Source> = on!(db, c => sqlx::query_as(sources!(
            "(b.id > $1 or $1 is null) order by b.id limit cast($2 as bigint)"
        )).bind(after).bind(BATCH).fetch_all(c).await?);
        let Some(last) = sources.last() else { return Ok(()) };
        after = Some(last.id);
        let mut tx = db.begin().await?;
        write(&mut tx, sources).await?;
        tx.commit().await?;
    }
}
