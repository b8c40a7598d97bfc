//! Rows of contacts and accounts: finding and writing many of them.

use super::Work;
use crate::account::Status;
use crate::contact::entry;
use crate::db::{Pair, pairs};
use crate::error::Result;
use crate::id::{AccountId, ContactId, OrganizationId, StoreId};
use crate::policy::member::Role;
use crate::tx::Tx;
use crate::{exec, on_tx};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Stands where a hash would: no password fits it, and whoever is invited chooses one.
const UNUSABLE: &str = "!";

/// What is read of contacts `k`.
macro_rules! contacts {
    ($from:literal) => {
        concat!(
            "select k.id, k.organization_id, k.name, k.latin_name, k.title, k.email, k.phone, k.language, k.time_zone,
                    k.number, exists (select 1 from account a where a.contact_id = k.id) as has_account
             from ",
            $from,
            " order by k.id"
        )
    };
}

/// SQL that writes the contacts of the JSON list `$1`; `$2` is the time, `$3` the event.
macro_rules! write_contacts {
    ($ids:literal, $from:literal) => {
        concat!(
            "insert into contact (id, organization_id, name, latin_name, title, email, phone, language, time_zone, number,
                                  created_at, last_event)
             select ",
            $ids,
            ", value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, $2, $3 from ",
            $from,
            " where true
             on conflict (id) do update
             set name = excluded.name, latin_name = excluded.latin_name, title = excluded.title, email = excluded.email,
                 phone = excluded.phone, language = excluded.language, time_zone = excluded.time_zone,
                 number = excluded.number, last_event = excluded.last_event"
        )
    };
}

/// SQL that writes the accounts of the JSON list `$1`; `$2` is the time, `$3` the event, `$4` stands for a password, `$5` is
/// their state.
macro_rules! write_accounts {
    ($ids:literal, $from:literal) => {
        concat!(
            "insert into account (id, contact_id, store_id, email, email_key, role, password_hash, status, created_at,
                                  last_event)
             select ",
            $ids,
            ", value->>3, value->>4, value->>5, $4, $5, $2, $3 from ",
            $from
        )
    };
}

pairs! {
    /// The contacts with the e-mail addresses in the JSON list `$1`, each as the index has it.
    BY_EMAIL {
        sqlite: contacts!(
            "contact k join contact_entry e on e.contact_id = k.id
             where e.n in (select w.n from contact_word w where w.word in (select value from json_each($1)))"
        ),
        postgres: contacts!(
            "contact k join contact_entry e on e.contact_id = k.id
             where e.n in (select w.n from contact_word w
                           where w.word = any(array(select jsonb_array_elements_text(cast($1 as jsonb)))))"
        )
    }
    /// The contacts with the numbers in the JSON list `$1`.
    BY_NUMBER {
        sqlite: contacts!("contact k where k.number <> '' and k.number in (select value from json_each($1))"),
        postgres: contacts!(
            "contact k where k.number <> '' and k.number = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
        )
    }
    /// The contacts of the JSON list `$1` of companies and names.
    BY_NAME {
        sqlite: contacts!(
            "json_each($1) j join contact k
               on k.organization_id = unhex(replace(j.value->>0, '-', '')) and k.name = j.value->>1"
        ),
        postgres: contacts!(
            "jsonb_array_elements(cast($1 as jsonb)) j join contact k
               on k.organization_id = cast(j.value->>0 as uuid) and k.name = j.value->>1"
        )
    }
    /// Whose the logins in the JSON list `$1` are.
    LOGINS {
        sqlite: "select email_key, contact_id from account where email_key in (select value from json_each($1))",
        postgres: "select email_key, contact_id from account
                   where email_key = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))"
    }
    /// Writes contacts.
    CONTACTS {
        sqlite: write_contacts!(
            "unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', ''))", "json_each($1)"
        ),
        postgres: write_contacts!(
            "cast(value->>0 as uuid), cast(value->>1 as uuid)", "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
    /// Writes accounts.
    ACCOUNTS {
        sqlite: write_accounts!(
            "unhex(replace(value->>0, '-', '')), unhex(replace(value->>1, '-', '')), unhex(replace(value->>2, '-', ''))",
            "json_each($1)"
        ),
        postgres: write_accounts!(
            "cast(value->>0 as uuid), cast(value->>1 as uuid), cast(value->>2 as uuid)",
            "jsonb_array_elements(cast($1 as jsonb))"
        )
    }
}

/// A contact as its row has it.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: ContactId,
    pub organization_id: OrganizationId,
    pub name: String,
    pub latin_name: String,
    pub title: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub time_zone: String,
    pub number: String,
    pub has_account: bool,
}

/// A login that is made.
pub(super) struct Login {
    pub contact: ContactId,
    pub store: StoreId,
    pub email: String,
    pub key: String,
    pub role: Role,
}

/// Contacts that rows may mean, those of the batch among them.
#[derive(Default)]
pub(super) struct Contacts {
    rows: HashMap<ContactId, Row>,
    by_email: HashMap<String, Vec<ContactId>>,
    by_number: HashMap<String, Vec<ContactId>>,
    by_name: HashMap<(OrganizationId, String), Vec<ContactId>>,
    written: Vec<ContactId>,
}

async fn found(tx: &mut Tx, pair: Pair, list: Value) -> Result<Vec<Row>> {
    let (sql, list) = (pair.in_tx(tx.db()), list.to_string());
    Ok(on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?))
}

impl Contacts {
    /// Those with one of these e-mail addresses, in small letters, or numbers.
    pub async fn read(tx: &mut Tx, emails: &[&str], numbers: &[&str]) -> Result<Contacts> {
        let words: Vec<String> = emails.iter().map(|email| format!("@{email}")).collect();
        let mut out = Contacts::default();
        for row in found(tx, BY_EMAIL, json!(words)).await? {
            out.add(row);
        }
        for row in found(tx, BY_NUMBER, json!(numbers)).await? {
            out.add(row);
        }
        Ok(out)
    }

    /// Those with these names in their companies.
    pub async fn read_named(&mut self, tx: &mut Tx, names: &[(OrganizationId, String)]) -> Result<()> {
        if !names.is_empty() {
            for row in found(tx, BY_NAME, json!(names)).await? {
                self.add(row);
            }
        }
        Ok(())
    }

    fn add(&mut self, row: Row) {
        if self.rows.contains_key(&row.id) {
            return;
        }
        self.list(&row);
        self.rows.insert(row.id, row);
    }

    fn list(&mut self, row: &Row) {
        let list = |ids: &mut Vec<ContactId>| {
            if !ids.contains(&row.id) {
                ids.push(row.id);
            }
        };
        list(self.by_email.entry(row.email.to_lowercase()).or_default());
        list(self.by_number.entry(row.number.clone()).or_default());
        list(self.by_name.entry((row.organization_id, row.name.clone())).or_default());
    }

    fn all(&self, ids: Option<&Vec<ContactId>>) -> Vec<&Row> {
        ids.into_iter().flatten().filter_map(|id| self.rows.get(id)).collect()
    }

    /// Those with this e-mail address in small letters.
    pub fn with_email(&self, email: &str) -> Vec<&Row> {
        self.all(self.by_email.get(email)).into_iter().filter(|row| row.email.to_lowercase() == email).collect()
    }

    /// Those with this number.
    pub fn with_number(&self, number: &str) -> Vec<&Row> {
        self.all(self.by_number.get(number)).into_iter().filter(|row| row.number == number).collect()
    }

    /// Those of a company with this name.
    pub fn with_name(&self, company: OrganizationId, name: &str) -> Vec<&Row> {
        self.all(self.by_name.get(&(company, name.to_owned()))).into_iter().filter(|row| row.name == name).collect()
    }

    /// Puts a row that is new or another, to be written.
    pub fn put(&mut self, row: Row) {
        self.list(&row);
        if !self.written.contains(&row.id) {
            self.written.push(row.id);
        }
        self.rows.insert(row.id, row);
    }

    /// Says that a contact has a login now.
    pub fn has_login(&mut self, id: ContactId) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.has_account = true;
        }
    }

    /// Writes what was put, and the logins.
    pub async fn write(self, tx: &mut Tx, work: &Work<'_>, logins: &[Login]) -> Result<()> {
        if !work.write {
            return Ok(());
        }
        let event = tx.event().to_owned();
        let row = |row: &Row| {
            json!([
                row.id,
                row.organization_id,
                row.name,
                row.latin_name,
                row.title,
                row.email,
                row.phone,
                row.language,
                row.time_zone,
                row.number
            ])
        };
        let rows: Vec<Value> = self.written.iter().filter_map(|id| self.rows.get(id)).map(row).collect();
        if !rows.is_empty() {
            let (sql, rows) = (CONTACTS.in_tx(tx.db()), Value::Array(rows).to_string());
            exec!(tx, sql; rows, work.now, &event).any_number();
        }
        let login = |l: &Login| json!([AccountId::fresh(), l.contact, l.store, l.email, l.key, l.role.as_str()]);
        if !logins.is_empty() {
            let (sql, rows) =
                (ACCOUNTS.in_tx(tx.db()), json!(logins.iter().map(login).collect::<Vec<_>>()).to_string());
            exec!(tx, sql; rows, work.now, &event, UNUSABLE, Status::Invited).any_number();
        }
        let mut touched = self.written;
        touched.extend(logins.iter().map(|login| login.contact));
        touched.sort_unstable();
        touched.dedup();
        entry::refresh_many(tx.db(), &touched).await
    }
}

/// Whose these logins are, by the form under which a login is unique.
pub(super) async fn logins(tx: &mut Tx, keys: &[String]) -> Result<HashMap<String, ContactId>> {
    let (sql, list) = (LOGINS.in_tx(tx.db()), json!(keys).to_string());
    let rows: Vec<(String, ContactId)> = on_tx!(tx, c => sqlx::query_as(sql).bind(&list).fetch_all(c).await?);
    Ok(rows.into_iter().collect())
}
