//! A selling front with its currency and country.

use crate::cx::Cx;
use crate::env::Env;
use crate::error::Result;
use crate::id::StoreId;
use crate::money::Currency;
use crate::{exec, on, sql};

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
}

/// All stores in their order.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn list(env: &Env) -> Result<Vec<Store>> {
    Ok(on!(&env.db, c => sqlx::query_as(sql!("
        select id, code, name, currency, country, tagline from store order by position, code
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

/// Makes a first store when there is none, so that a fresh installation can be opened.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn ensure_one(cx: &Cx) -> Result<()> {
    if !list(cx.env()).await?.is_empty() {
        return Ok(());
    }
    let mut tx = cx.begin(crate::policy::Action::RunJob).await?;
    let (id, event) = (StoreId::fresh(), tx.event().to_owned());
    exec!(tx, "
        insert into store (id, code, name, currency, country, tagline, position, last_event)
        values ($1, 'main', 'Store', 'GBP', 'GB', 'Everything your company orders', 1, $2)
    "; id, &event)
    .one()?;
    tx.commit(crate::audit::Event::new("store.created").target("store", id)).await
}
