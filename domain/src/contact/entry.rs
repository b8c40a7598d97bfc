//! How a contact is found and sorted in lists: a row beside the contact, made from it, its company, its accounts and its
//! orders.
//!
//! Rule: whoever writes one of those rows calls [`refresh_many`], [`refresh`] or [`ordered`] in the same transaction. The entry is nothing by
//! itself: [`make_all`](crate::entry::make_all) makes all of them again.

use crate::audit::canonical::hex;
use crate::contact::rank::Words;
use crate::contact::words::{compact, grams, keys, phone, words};
use crate::db::{DbTx, Pair, by_name, entry, pairs};
use crate::error::Result;
use crate::id::{ContactId, OrderId, OrganizationId};
use crate::time::Micros;
use crate::{behalf, exec, on_tx, order, sql};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Contacts whose entries are made with one statement.
const AT_ONCE: usize = 1_000;

/// What entries of contacts `k` are made of.
macro_rules! sources {
    ($which:literal) => {
        concat!(
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
        )
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

/// SQL that writes the entries of the JSON list `$1`: contact, company, both keys as hexadecimal text, last order, whether
/// there is a login, words.
macro_rules! write_entries {
    ($contact:literal, $company:literal, $keys:literal, $rest:literal, $from:literal) => {
        concat!(
            "insert into contact_entry (contact_id, organization_id, name_key, company_key, last_order_at, has_account, words)
             select ",
            $contact,
            ", ",
            $company,
            $keys,
            $rest,
            " from ",
            $from,
            " where true
             on conflict (contact_id) do update
             set organization_id = excluded.organization_id, name_key = excluded.name_key,
                 company_key = excluded.company_key, last_order_at = excluded.last_order_at,
                 has_account = excluded.has_account, words = excluded.words
             returning contact_id, n"
        )
    };
}

/// SQL that writes when contacts ordered last, for the orders in a list.
macro_rules! ordered {
    ($list:literal) => {
        concat!(
            "update contact_entry set last_order_at = x.at
             from (select r.contact_id as id, max(r.placed_at) as at from orders r where r.id ",
            $list,
            " group by r.contact_id) x
             where contact_entry.contact_id = x.id and contact_entry.last_order_at < x.at"
        )
    };
}

pairs! {
    /// The sources of the contacts in the JSON list `$1`.
    SOURCES {
        sqlite: sources!("k.id in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: sources!("k.id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
    /// The contacts of the companies in the JSON list `$1`.
    OF_COMPANIES {
        sqlite: "select id from contact where organization_id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select id from contact
                   where organization_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Says to the entries of contacts that the orders in the JSON list `$1` are there.
    ORDERED {
        sqlite: ordered!("in (select unhex(replace(value, '-', '')) from json_each($1))"),
        postgres: ordered!("= any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))")
    }
    /// Those of the contacts in the JSON list `$1` who ordered something, or for whom somebody acted.
    NAMED_ELSEWHERE {
        sqlite: "select k.id from contact k
                 where k.id in (select unhex(replace(value, '-', '')) from json_each($1))
                   and (exists (select 1 from orders r where r.contact_id = k.id)
                        or exists (select 1 from behalf b join account a on a.id = b.account_id where a.contact_id = k.id))",
        postgres: "select k.id from contact k
                   where k.id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))
                     and (exists (select 1 from orders r where r.contact_id = k.id)
                          or exists (select 1 from behalf b join account a on a.id = b.account_id where a.contact_id = k.id))"
    }
    /// The words that the entries of the contacts in the JSON list `$1` have.
    BEFORE {
        sqlite: "select contact_id, words from contact_entry
                 where contact_id in (select unhex(replace(value, '-', '')) from json_each($1))",
        postgres: "select contact_id, words from contact_entry
                   where contact_id = any(array(select cast(jsonb_array_elements_text(cast($1 as jsonb)) as uuid)))"
    }
    /// Writes entries.
    WRITE {
        sqlite: write_entries!(
            "unhex(replace(value->>0, '-', ''))", "unhex(replace(value->>1, '-', ''))",
            ", unhex(value->>2), unhex(value->>3)", ", value->>4, value->>5, value->>6", "json_each($1)"
        ),
        postgres: write_entries!(
            "cast(value->>0 as uuid)", "cast(value->>1 as uuid)",
            ", decode(value->>2, 'hex'), decode(value->>3, 'hex')",
            ", cast(value->>4 as bigint), cast(value->>5 as boolean), value->>6",
            "jsonb_array_elements(cast(cast($1 as text) as jsonb))"
        )
    }
    /// Takes words from entries: `$1` is a JSON list of word and number of the entry.
    REMOVE {
        sqlite: "delete from contact_word
                 where (word, n) in (select j.value->>0, j.value->>1 from json_each($1) j)",
        postgres: "delete from contact_word
                   where (word, n) in (select j.value->>0, cast(j.value->>1 as bigint)
                                       from jsonb_array_elements(cast(cast($1 as text) as jsonb)) j)"
    }
    /// Gives words to entries.
    ADD {
        sqlite: "insert into contact_word (word, n) select j.value->>0, j.value->>1 from json_each($1) j
                 where true on conflict do nothing",
        postgres: "insert into contact_word (word, n) select j.value->>0, cast(j.value->>1 as bigint)
                   from jsonb_array_elements(cast(cast($1 as text) as jsonb)) j on conflict do nothing"
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
    /// Gives keys to words: `$1` is a JSON list of key and word.
    ADD_KEYS {
        sqlite: "insert into contact_near (key, word) select j.value->>0, j.value->>1 from json_each($1) j
                 where true on conflict do nothing",
        postgres: "insert into contact_near (key, word) select j.value->>0, j.value->>1
                   from jsonb_array_elements(cast(cast($1 as text) as jsonb)) j on conflict do nothing"
    }
    /// Takes keys from words.
    REMOVE_KEYS {
        sqlite: "delete from contact_near where (key, word) in (select j.value->>0, j.value->>1 from json_each($1) j)",
        postgres: "delete from contact_near
                   where (key, word) in (select j.value->>0, j.value->>1
                                         from jsonb_array_elements(cast(cast($1 as text) as jsonb)) j)"
    }
    /// Waits until no other transaction writes keys: two that write those of the same words would wait for each other.
    TURN { sqlite: "select 1", postgres: "select 1::bigint from pg_advisory_xact_lock(4020)" }
}

/// Runs a statement over a JSON list that is not empty.
async fn run(tx: &mut DbTx, pair: Pair, list: &[Value]) -> Result<()> {
    if !list.is_empty() {
        let (sql, list) = (pair.in_tx(tx), json!(list).to_string());
        exec!(tx, sql; list).any_number();
    }
    Ok(())
}

/// Writes by which words entries are found, beside those that they had: number, words before, words now.
async fn index(tx: &mut DbTx, entries: &[(i64, Words, Words)]) -> Result<()> {
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    let (mut new, mut gone) = (BTreeSet::new(), BTreeSet::new());
    for (n, before, after) in entries {
        let ((plain_before, before), (plain, after)) = (before.indexed(), after.indexed());
        let without = |some: &[String], others: &[String]| -> Vec<String> {
            some.iter().filter(|word| !others.contains(word)).cloned().collect()
        };
        let (fresh, old) = (without(&plain, &plain_before), without(&plain_before, &plain));
        added.extend(fresh.iter().chain(&without(&after, &before)).map(|word| json!([word, n])));
        removed.extend(old.iter().chain(&without(&before, &after)).map(|word| json!([word, n])));
        new.extend(fresh);
        gone.extend(old);
    }
    run(tx, REMOVE, &removed).await?;
    run(tx, ADD, &added).await?;
    for (words, which, write) in [(new, UNKNOWN, ADD_KEYS), (gone, UNUSED, REMOVE_KEYS)] {
        let words: Vec<String> = words.into_iter().filter(|word| !keys(word).is_empty()).collect();
        if words.is_empty() {
            continue;
        }
        let (sql, words) = (which.in_tx(tx), json!(words).to_string());
        let mut words: Vec<String> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(words).fetch_all(c).await?);
        words.sort_unstable();
        if !words.is_empty() {
            let sql = TURN.in_tx(tx);
            let _: i64 = on_tx!(tx, c => sqlx::query_scalar(sql).fetch_one(c).await?);
        }
        let all =
            |word: &String| [keys(word), grams(word)].concat().into_iter().map(|key| json!([key, word])).collect();
        let keys: Vec<Value> = words.iter().flat_map(|word| -> Vec<Value> { all(word) }).collect();
        run(tx, write, &keys).await?;
    }
    Ok(())
}

impl entry::Source for Source {
    const SOURCES: &'static str = sql!(sources!("(k.id > $1 or $1 is null) order by k.id limit cast($2 as bigint)"));

    fn id(&self) -> Uuid {
        self.id.0
    }

    async fn write(&self, tx: &mut DbTx) -> Result<bool> {
        entry::Source::write_many(tx, std::slice::from_ref(self)).await?;
        Ok(true)
    }

    async fn write_many(tx: &mut DbTx, sources: &[Source]) -> Result<()> {
        let (sql, ids) =
            (BEFORE.in_tx(tx), json!(sources.iter().map(|source| source.id).collect::<Vec<_>>()).to_string());
        let before: Vec<(ContactId, String)> = on_tx!(tx, c => sqlx::query_as(sql).bind(ids).fetch_all(c).await?);
        let mut before: HashMap<ContactId, String> = before.into_iter().collect();
        let mut words: HashMap<ContactId, Words> = HashMap::with_capacity(sources.len());
        let mut rows = Vec::with_capacity(sources.len());
        for source in sources {
            let own = source.words();
            let (name, company) = (by_name::key(&source.latin_name)?, by_name::key(&source.organization_name)?);
            rows.push(json!([
                source.id,
                source.organization_id,
                hex(&name),
                hex(&company),
                source.last_order_at.0,
                source.has_account,
                own.text()
            ]));
            words.insert(source.id, own);
        }
        let (sql, rows) = (WRITE.in_tx(tx), Value::Array(rows).to_string());
        let numbers: Vec<(ContactId, i64)> = on_tx!(tx, c => sqlx::query_as(sql).bind(rows).fetch_all(c).await?);
        let entries: Vec<(i64, Words, Words)> = numbers
            .into_iter()
            .map(|(id, n)| {
                let before = Words::parse(&before.remove(&id).unwrap_or_default());
                (n, before, words.remove(&id).unwrap_or_default())
            })
            .collect();
        index(tx, &entries).await
    }
}

/// Makes the entry of a contact again, after the contact or one of their accounts was written.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn refresh(tx: &mut DbTx, contact: ContactId) -> Result<()> {
    refresh_many(tx, &[contact]).await
}

/// The same for many contacts, with a few statements for all of them.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_many(tx: &mut DbTx, contacts: &[ContactId]) -> Result<()> {
    for contacts in contacts.chunks(AT_ONCE) {
        let ids = json!(contacts).to_string();
        let sql = SOURCES.in_tx(tx);
        let sources: Vec<Source> = on_tx!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await?);
        entry::write_all(tx, &sources).await?;
        // The entries in which the names stand.
        let sql = NAMED_ELSEWHERE.in_tx(tx);
        let named: Vec<ContactId> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(&ids).fetch_all(c).await?);
        for contact in named {
            order::entry::refresh(tx, contact).await?;
            behalf::entry::refresh_contact(tx, contact).await?;
        }
    }
    Ok(())
}

/// The same for all contacts of companies, after they were written.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_companies(tx: &mut DbTx, companies: &[OrganizationId]) -> Result<()> {
    let (sql, ids) = (OF_COMPANIES.in_tx(tx), json!(companies).to_string());
    let contacts: Vec<ContactId> = on_tx!(tx, c => sqlx::query_scalar(sql).bind(&ids).fetch_all(c).await?);
    refresh_many(tx, &contacts).await
}

/// Contacts ordered something: the orders that are new.
///
/// # Errors
/// As [`refresh`].
pub async fn ordered(tx: &mut DbTx, orders: &[OrderId]) -> Result<()> {
    let (sql, orders) = (ORDERED.in_tx(tx), json!(orders).to_string());
    exec!(tx, sql; orders).any_number();
    Ok(())
}
