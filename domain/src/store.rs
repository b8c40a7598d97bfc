//! A selling front with its currency and country.

use crate::audit::Event;
use crate::cx::Cx;
use crate::env::Env;
use crate::error::Result;
use crate::id::StoreId;
use crate::money::Currency;
use crate::tx::Tx;
use crate::vat::Rates;
use crate::{exec, on, on_tx, sql};
use serde_json::{Value, json};
use uuid::Uuid;

/// A store.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Store {
    /// The store.
    pub id: StoreId,
    /// Short code, `uk`.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its currency.
    pub currency: Currency,
    /// ISO code of the country it sells from.
    pub country: String,
    /// One line about it.
    pub tagline: String,
    /// Its address in lines; may be empty.
    pub address: String,
    /// Tags of the languages that its pages are in, with a blank between them; empty for all.
    pub languages: String,
}

impl Store {
    /// What pages show while there is no store: an installation that is not set up yet.
    pub fn none() -> Store {
        let text = |text: &str| text.to_owned();
        Store {
            id: StoreId(Uuid::nil()),
            code: text("none"),
            name: text("Store"),
            currency: Currency::Eur,
            country: text("DE"),
            tagline: String::new(),
            address: String::new(),
            languages: String::new(),
        }
    }

    /// Whether it stands in the database.
    pub fn is_real(&self) -> bool {
        !self.id.0.is_nil()
    }
}

/// All stores in their order.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn list(env: &Env) -> Result<Vec<Store>> {
    Ok(on!(&env.db, c => sqlx::query_as(sql!("
        select id, code, name, currency, country, tagline, address, languages from store order by position, code
    ")).fetch_all(c).await?))
}

/// Whose shop is seen: the customer's store and company, or the visitor's store alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The store.
    pub store: StoreId,
    /// Its currency.
    pub currency: Currency,
    /// The company whose prices hold, if somebody is signed in.
    pub organization: Option<crate::id::OrganizationId>,
}

impl Scope {
    /// The scope of a request; `visitor` is the store of somebody who is not signed in.
    pub fn of(cx: &Cx, visitor: &Store) -> Scope {
        match cx.customer() {
            Some(c) => Scope { store: c.store, currency: c.currency, organization: Some(c.organization) },
            None => Scope { store: visitor.id, currency: visitor.currency, organization: None },
        }
    }
}

/// What a store is made of, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Values {
    pub name: String,
    pub code: String,
    pub tagline: String,
    pub address: String,
    pub country: String,
    pub currency: Currency,
    pub languages: String,
    pub rates: Option<Rates>,
    pub mail_from: String,
}

/// Writes the first store with an event of its own. The bare one that earlier versions made takes its values.
pub(crate) async fn first(tx: &mut Tx, store: &Values) -> Result<()> {
    let bare: Option<StoreId> = on_tx!(tx, c => sqlx::query_scalar(sql!("
        select id from store where code = 'main' and name = 'Store'
    ")).fetch_optional(c).await?);
    let id = bare.unwrap_or_else(StoreId::fresh);
    let kind = if bare.is_some() { "store.changed" } else { "store.created" };
    let event = tx.also(Event::new(kind).target("store", id).change(Value::Null, document(store)));
    exec!(tx, "
        insert into store (id, code, name, currency, country, tagline, position, address, languages, tax_standard,
                           tax_reduced, mail_from, last_event)
        values ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12)
        on conflict (id) do update set
            code = excluded.code, name = excluded.name, currency = excluded.currency, country = excluded.country,
            tagline = excluded.tagline, address = excluded.address, languages = excluded.languages,
            tax_standard = excluded.tax_standard, tax_reduced = excluded.tax_reduced, mail_from = excluded.mail_from,
            last_event = excluded.last_event
    "; id, &store.code, &store.name, store.currency, &store.country, &store.tagline, &store.address, &store.languages,
        store.rates.map(|r| r.standard), store.rates.map(|r| r.reduced), &store.mail_from, &event)
    .one()?;
    Ok(())
}

fn document(store: &Values) -> Value {
    json!({
        "address": store.address,
        "code": store.code,
        "country": store.country,
        "currency": store.currency.code(),
        "languages": store.languages,
        "mail_from": store.mail_from,
        "name": store.name,
        "tagline": store.tagline,
        "tax_reduced": store.rates.map(|r| r.reduced),
        "tax_standard": store.rates.map(|r| r.standard),
    })
}
