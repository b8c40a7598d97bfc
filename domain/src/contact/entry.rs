//! How a contact is found and sorted in lists: a row beside the contact, made from it, its company, its accounts and its
//! orders.
//!
//! Rule: whoever writes one of those rows calls [`refresh`] or [`ordered`] in the same transaction. The entry is nothing by
//! itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::db::{DbTx, by_name, entry};
use crate::error::Result;
use crate::id::{ContactId, OrganizationId};
use crate::search::{indexed, key};
use crate::time::Micros;
use crate::{behalf, exec, on_tx, order, sql};
use uuid::Uuid;

/// What entries of contacts `k` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "
            select k.id, k.organization_id, k.name, k.latin_name, k.email, k.phone,
                   o.name as organization_name, o.number, o.city,
                   (select string_agg(a.email, '\n' order by a.id) from account a where a.contact_id = k.id) as logins,
                   exists (select 1 from account a where a.contact_id = k.id) as has_account,
                   coalesce((select max(r.placed_at) from orders r where r.contact_id = k.id), 0) as last_order_at
            from contact k
            join organization o on o.id = k.organization_id
            where ",
            $which
        ))
    };
}

/// What an entry is made from.
#[derive(sqlx::FromRow)]
pub(crate) struct Source {
    id: ContactId,
    organization_id: OrganizationId,
    name: String,
    latin_name: String,
    email: String,
    phone: String,
    organization_name: String,
    number: String,
    city: String,
    /// The e-mails of the logins, with a line for each.
    logins: Option<String>,
    has_account: bool,
    last_order_at: Micros,
}

impl Source {
    /// Whether the person was erased: nobody finds them any more.
    fn is_erased(&self) -> bool {
        self.email.is_empty() && self.phone.is_empty() && self.name == super::erase::ERASED
    }

    fn search_key(&self) -> String {
        if self.is_erased() {
            return String::new();
        }
        // The way a British number is dialled at home.
        let national = self.phone.strip_prefix("+44 ").map(|rest| format!("0{rest}")).unwrap_or_default();
        let mut parts = vec![
            self.name.as_str(),
            &self.latin_name,
            &self.email,
            &self.phone,
            &national,
            &self.organization_name,
            &self.number,
            &self.city,
        ];
        parts.extend(self.logins.iter().flat_map(|logins| logins.lines()));
        indexed(&key(&parts))
    }
}

impl entry::Source for Source {
    const SOURCES: &'static str = sources!("(k.id > $1 or $1 is null) order by k.id limit cast($2 as bigint)");

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        exec!(tx, "
            insert into contact_entry (contact_id, organization_id, name_key, company_key, last_order_at, has_account, search_key)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (contact_id) do update
            set organization_id = excluded.organization_id, name_key = excluded.name_key,
                company_key = excluded.company_key, last_order_at = excluded.last_order_at,
                has_account = excluded.has_account, search_key = excluded.search_key
        "; self.id, self.organization_id, by_name::key(&self.latin_name)?, by_name::key(&self.organization_name)?,
            self.last_order_at, self.has_account, self.search_key())
        .one()?;
        Ok(true)
    }
}

/// Makes the entry of a contact again, after the contact or one of their accounts was written.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sources!("k.id = $1")).bind(contact).fetch_all(c).await?);
    entry::write_all(tx, &sources).await?;
    others(tx, contact).await
}

/// The same for all contacts of a company, after it was written.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_company(tx: &mut DbTx, company: OrganizationId) -> Result<()> {
    let sources: Vec<Source> =
        on_tx!(tx, c => sqlx::query_as(sources!("k.organization_id = $1")).bind(company).fetch_all(c).await?);
    entry::write_all(tx, &sources).await?;
    for source in sources {
        others(tx, source.id).await?;
    }
    Ok(())
}

/// Makes the entries again in which the contact's name stands.
async fn others(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    order::entry::refresh(tx, contact).await?;
    behalf::entry::refresh_contact(tx, contact).await
}

/// A contact ordered something.
///
/// # Errors
/// As [`refresh`].
pub async fn ordered(tx: &mut DbTx, contact: ContactId, at: Micros) -> Result<()> {
    exec!(tx, "
        update contact_entry set last_order_at = $2 where contact_id = $1 and last_order_at < $2
    "; contact, at)
    .one_or_none()?;
    Ok(())
}
