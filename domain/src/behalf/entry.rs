//! What an on-behalf session is found by in the portal's list: a row beside it, made from it, the agent and the customer.
//!
//! Rule: whoever writes a session, or the name of somebody in it, calls one of these in the same transaction. The entry is
//! nothing by itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::behalf::life::of_customers;
use crate::contact::erase::ERASED;
use crate::db::{DbTx, entry};
use crate::error::Result;
use crate::id::{BehalfId, ContactId, StaffId};
use crate::search::{indexed, key};
use crate::{exec, on_tx, sql};
use uuid::Uuid;

/// What entries of sessions `b` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "
            select b.id, b.reason, b.ticket, t.name as staff_name, k.name, k.latin_name, k.email,
                   o.name as organization_name
            from ",
            of_customers!(),
            "
            join staff t on t.id = b.staff_id
            where ",
            $which
        ))
    };
}

/// What an entry is made from.
#[derive(sqlx::FromRow)]
pub(crate) struct Source {
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
}

impl entry::Source for Source {
    const SOURCES: &'static str = sources!("(b.id > $1 or $1 is null) order by b.id limit cast($2 as bigint)");

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        let written = exec!(tx, "
            insert into behalf_entry (behalf_id, search_key) values ($1, $2)
            on conflict (behalf_id) do update set search_key = excluded.search_key
            where behalf_entry.search_key <> excluded.search_key
        "; self.id, self.search_key())
        .one_or_none()?;
        Ok(written)
    }
}

/// Makes the entry of a session.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, session: BehalfId) -> Result<()> {
    let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sources!("b.id = $1")).bind(session).fetch_all(c).await?);
    entry::write_all(tx, &sources).await
}

/// Makes the entries of the sessions for a contact again, after the contact or the company was written. All of them hold the
/// same names of the customer, so when that of the first session is as it should be, the others are.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_contact(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    let first: Option<Source> = on_tx!(tx, c => sqlx::query_as(sources!(
        "a.contact_id = $1 order by b.requested_at, b.id limit 1"
    )).bind(contact).fetch_optional(c).await?);
    let Some(first) = first else { return Ok(()) };
    if !entry::Source::write(&first, tx).await? {
        return Ok(());
    }
    let sources: Vec<Source> =
        on_tx!(tx, c => sqlx::query_as(sources!("a.contact_id = $1")).bind(contact).fetch_all(c).await?);
    entry::write_all(tx, &sources).await
}

/// Makes the entries of the sessions of a member of staff again.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_staff(tx: &mut DbTx, staff: StaffId) -> Result<()> {
    let sources: Vec<Source> =
        on_tx!(tx, c => sqlx::query_as(sources!("b.staff_id = $1")).bind(staff).fetch_all(c).await?);
    entry::write_all(tx, &sources).await
}
