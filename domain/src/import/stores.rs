//! What files of contacts, item numbers and orders look up: stores, companies, articles.

use super::companies::compact;
use super::places::store_language;
use crate::db::pairs;
use crate::error::Result;
use crate::id::{OrganizationId, StoreId};
use crate::money::Currency;
use crate::search::fold;
use crate::tx::Tx;
use crate::{on_tx, sql};
use serde_json::json;
use std::collections::{HashMap, HashSet};

pairs! {
    /// The companies whose numbers are in the JSON list `$1` or whose names, as they are compared, in `$2`.
    COMPANIES {
        sqlite: "select o.id, o.number, o.name, o.country from organization o
                 where o.number in (select value from json_each($1))
                 union
                 select o.id, o.number, o.name, o.country
                 from organization_entry e join organization o on o.id = e.organization_id
                 where e.search_key in (select value from json_each($2))",
        postgres: "select o.id, o.number, o.name, o.country from organization o
                   where o.number = any(array(select jsonb_array_elements_text(cast($1 as jsonb))))
                   union
                   select o.id, o.number, o.name, o.country
                   from organization_entry e join organization o on o.id = e.organization_id
                   where e.search_key = any(array(select jsonb_array_elements_text(cast($2 as jsonb))))"
    }
}

/// A store.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Store {
    pub id: StoreId,
    pub code: String,
    pub name: String,
    pub currency: Currency,
    pub country: String,
}

/// All stores, the first first.
pub(super) struct Stores(Vec<Store>);

impl Stores {
    /// As they are now.
    pub async fn read(tx: &mut Tx) -> Result<Stores> {
        Ok(Stores(on_tx!(tx, c => sqlx::query_as(sql!("
            select id, code, name, currency, country from store order by position, code
        ")).fetch_all(c).await?)))
    }

    /// The country of the first store, for what says nothing.
    pub fn country(&self) -> String {
        self.0.first().map(|store| store.country.clone()).unwrap_or_default()
    }

    /// The store with this code or name.
    pub fn called(&self, called: &str) -> Option<&Store> {
        let folded = fold(called);
        self.0.iter().find(|store| fold(&store.code) == folded || fold(&store.name) == folded)
    }

    /// The store with this id.
    pub fn get(&self, id: StoreId) -> Option<&Store> {
        self.0.iter().find(|store| store.id == id)
    }

    /// The first store that sells in a currency.
    pub fn selling_in(&self, currency: Currency) -> Option<&Store> {
        self.0.iter().find(|store| store.currency == currency)
    }

    /// The store for a company in a country: that of the country, or one that sells in what is usual there, or the first.
    pub fn near(&self, country: &str) -> Option<&Store> {
        let usual = if country == "GB" { Currency::Gbp } else { Currency::Eur };
        let own = self.0.iter().find(|store| store.country == country);
        own.or_else(|| self.selling_in(usual)).or(self.0.first())
    }

    /// The language of people in a country, where nothing else is said: that of their store.
    pub fn language(&self, country: &str) -> &'static str {
        store_language(self.near(country).map_or("", |store| store.country.as_str()))
    }
}

/// A company that a row names.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Company {
    pub id: OrganizationId,
    pub number: String,
    pub name: String,
    pub country: String,
}

/// Why a company is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// No company is called so.
    Unknown,
    /// Several are: their numbers.
    Several(String),
}

/// Companies by what rows call them.
#[derive(Default)]
pub(super) struct Companies {
    by_number: HashMap<String, Company>,
    by_name: HashMap<String, Vec<Company>>,
}

impl Companies {
    /// Those that are called one of these, by number or by name.
    pub async fn read(tx: &mut Tx, called: &HashSet<String>) -> Result<Companies> {
        let names: HashSet<String> = called.iter().map(|name| fold(name)).collect();
        let (sql, numbers, names) = (COMPANIES.in_tx(tx.db()), json!(called).to_string(), json!(names).to_string());
        let mut rows: Vec<Company> =
            on_tx!(tx, c => sqlx::query_as(sql).bind(&numbers).bind(&names).fetch_all(c).await?);
        rows.sort_by(|one, other| one.number.cmp(&other.number));
        let mut out = Companies::default();
        rows.into_iter().for_each(|company| out.add(company));
        Ok(out)
    }

    /// Adds one that was made.
    pub fn add(&mut self, company: Company) {
        self.by_name.entry(fold(&company.name)).or_default().push(company.clone());
        self.by_number.entry(company.number.clone()).or_insert(company);
    }

    /// The company with a number.
    pub fn numbered(&self, number: &str) -> Option<&Company> {
        self.by_number.get(number)
    }

    /// The company with a name.
    pub fn named(&self, name: &str) -> std::result::Result<&Company, Lost> {
        match self.by_name.get(&fold(name)).map(Vec::as_slice) {
            Some([one]) => Ok(one),
            Some([]) | None => Err(Lost::Unknown),
            Some(several) => {
                Err(Lost::Several(several.iter().map(|one| one.number.as_str()).collect::<Vec<_>>().join(", ")))
            }
        }
    }

    /// The company with this number, or else this name.
    pub fn called(&self, called: &str) -> std::result::Result<&Company, Lost> {
        self.numbered(called).map_or_else(|| self.named(called), Ok)
    }
}

/// Whether two names are those of one company, but for signs, blanks and case.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    compact(one) == compact(other)
}
