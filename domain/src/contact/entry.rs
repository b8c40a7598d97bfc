//! How a contact is found and sorted in lists: a row beside the contact, made from it, its company, its accounts and its
//! orders.
//!
//! Rule: whoever writes one of those rows calls [`refresh`] or [`ordered`] in the same transaction. The entry is nothing by
//! itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::contact::rank::Words;
use crate::contact::words::{compact, grams, keys, phone, words};
use crate::db::{DbTx, by_name, entry, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrganizationId};
use crate::time::Micros;
use crate::{behalf, exec, on_tx, order, sql};
use serde_json::json;
use uuid::Uuid;

/// What entries of contacts `k` are made of.
macro_rules! sources {
    ($which:literal) => {
        sql!(concat!(
            "
            select k.id, k.organization_id, k.name, k.latin_name, k.email, k.phone,
                   o.name as organization_name, o.number, o.vat_id, o.city,
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
    vat_id: String,
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

    /// The words by which the contact is found.
    fn words(&self) -> Words {
        if self.is_erased() {
            return Words::default();
        }
        let addresses: Vec<&str> =
            [self.email.as_str()].into_iter().chain(self.logins.iter().flat_map(|logins| logins.lines())).collect();
        // The name before the sign and the name of the domain are words too, without its ending.
        let of_mail: Vec<&str> = addresses
            .iter()
            .flat_map(|address| address.split_once('@'))
            .flat_map(|(local, domain)| [local, domain.split('.').next().unwrap_or_default()])
            .collect();
        let name = [self.name.as_str(), &self.latin_name].join(" \n ");
        let of_mail = of_mail.join(" ").replace('_', " ");
        let mut made = Words::of(&words(&name), &words(&self.organization_name), &words(&of_mail), &words(&self.city));
        let number = compact(&self.number).to_lowercase();
        let digits = number.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        made.numbers(if digits == number { vec![number] } else { vec![number, digits] });
        made.numbers([compact(&self.vat_id).to_lowercase()]);
        for address in addresses {
            made.address(address);
        }
        made.phone(phone(&self.phone));
        made
    }
}

pairs! {
    /// Takes words from an entry: `$1` its number, `$2` a JSON array.
    REMOVE {
        sqlite: "delete from contact_word where n = $1 and word in (select j.value from json_each($2) j)",
        postgres: "delete from contact_word
                   where n = $1 and word in (select j.value from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) j)"
    }
    /// Gives words to an entry.
    ADD {
        sqlite: "insert into contact_word (n, word) select $1, j.value from json_each($2) j where true on conflict do nothing",
        postgres: "insert into contact_word (n, word)
                   select $1, j.value from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) j on conflict do nothing"
    }
    /// Which of the words `$1`, a JSON array, have no keys.
    UNKNOWN {
        sqlite: "select j.value from json_each($1) j
                 where not exists (select 1 from contact_near k where k.key = '-' || j.value and k.word = j.value)",
        postgres: "select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
                   where not exists (select 1 from contact_near k where k.key = '-' || j.value and k.word = j.value)"
    }
    /// Which of the words `$1`, a JSON array, nobody has any more.
    UNUSED {
        sqlite: "select j.value from json_each($1) j where not exists (select 1 from contact_word w where w.word = j.value)",
        postgres: "select j.value from jsonb_array_elements_text(cast(cast($1 as text) as jsonb)) j
                   where not exists (select 1 from contact_word w where w.word = j.value)"
    }
    /// Gives the keys `$2`, a JSON array, to a word.
    ADD_KEYS {
        sqlite: "insert into contact_near (word, key) select $1, j.value from json_each($2) j where true on conflict do nothing",
        postgres: "insert into contact_near (word, key)
                   select $1, j.value from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) j on conflict do nothing"
    }
    /// Takes the keys `$2`, a JSON array, from a word.
    REMOVE_KEYS {
        sqlite: "delete from contact_near where word = $1 and key in (select j.value from json_each($2) j)",
        postgres: "delete from contact_near
                   where word = $1 and key in (select j.value from jsonb_array_elements_text(cast(cast($2 as text) as jsonb)) j)"
    }
    /// Waits until no other transaction writes keys: two that write those of the same words would wait for each other.
    TURN { sqlite: "select 1", postgres: "select 1::bigint from pg_advisory_xact_lock(4020)" }
}

/// All keys of a word, as one JSON array.
fn all_keys(word: &str) -> String {
    json!([keys(word), grams(word)].concat()).to_string()
}

/// Writes by which words an entry is found, beside those that it had.
async fn index(tx: &mut DbTx, n: i64, before: &Words, after: &Words) -> Result<()> {
    let ((plain_before, before), (plain, after)) = (before.indexed(), after.indexed());
    let without = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|word| !others.contains(word)).cloned().collect()
    };
    let gone = without(&plain_before, &plain);
    let removed = json!([gone.clone(), without(&before, &after)].concat()).to_string();
    if removed != "[]" {
        exec!(tx, REMOVE.in_tx(tx); n, &removed).any_number();
    }
    let new = without(&plain, &plain_before);
    let added = json!([new.clone(), without(&after, &before)].concat()).to_string();
    if added != "[]" {
        exec!(tx, ADD.in_tx(tx); n, &added).any_number();
    }
    let forgiving =
        |words: Vec<String>| json!(words.into_iter().filter(|w| !keys(w).is_empty()).collect::<Vec<_>>()).to_string();
    for (words, which, write) in [(new, UNKNOWN, ADD_KEYS), (gone, UNUSED, REMOVE_KEYS)] {
        let words = forgiving(words);
        if words == "[]" {
            continue;
        }
        let sql = which.in_tx(tx);
        let mut words: Vec<String> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(words).fetch_all(c).await?);
        words.sort_unstable();
        if !words.is_empty() {
            let sql = TURN.in_tx(tx);
            let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await?);
        }
        for word in words {
            exec!(tx, write.in_tx(tx); &word, all_keys(&word)).any_number();
        }
    }
    Ok(())
}

impl entry::Source for Source {
    const SOURCES: &'static str = sources!("(k.id > $1 or $1 is null) order by k.id limit cast($2 as bigint)");

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        let before: Option<String> = on_tx!(tx, c => sqlx::query_scalar(sql!("
            select words from contact_entry where contact_id = $1
        ")).bind(self.id).fetch_optional(c).await?);
        let words = self.words();
        let n: i64 = on_tx!(tx, c => sqlx::query_scalar(sql!("
            insert into contact_entry (contact_id, organization_id, name_key, company_key, last_order_at, has_account, words)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (contact_id) do update
            set organization_id = excluded.organization_id, name_key = excluded.name_key,
                company_key = excluded.company_key, last_order_at = excluded.last_order_at,
                has_account = excluded.has_account, words = excluded.words
            returning n
        ")).bind(self.id).bind(self.organization_id).bind(by_name::key(&self.latin_name)?)
            .bind(by_name::key(&self.organization_name)?).bind(self.last_order_at).bind(self.has_account)
            .bind(words.text()).fetch_one(c).await?);
        index(tx, n, &Words::parse(&before.unwrap_or_default()), &words).await?;
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
