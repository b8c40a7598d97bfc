//! What is left to do until the first own order, read from the facts of the database.

use crate::cx::Cx;
use crate::error::Result;
use crate::policy::Action;
use crate::time::Micros;
use crate::{on, sql};
use std::sync::{Mutex, PoisonError};

/// How old the facts in the navigation may be.
const AGE: Micros = Micros::seconds(10);

/// What is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Facts {
    /// The person who asks has a second factor.
    pub factor: bool,
    /// A store.
    pub store: bool,
    /// A category.
    pub categories: bool,
    /// A product.
    pub products: bool,
    /// A price.
    pub prices: bool,
    /// A product that is in stock.
    pub stock: bool,
    /// A company.
    pub companies: bool,
    /// A contact.
    pub contacts: bool,
    /// An account: somebody was invited.
    pub invited: bool,
    /// An order.
    pub ordered: bool,
}

impl Facts {
    /// Whether something is left to do that is not the person's own.
    pub fn is_open(self) -> bool {
        let all = [self.store, self.categories, self.products, self.prices, self.stock, self.companies];
        !all.into_iter().chain([self.contacts, self.invited, self.ordered]).all(|is_there| is_there)
    }

    /// Whether nothing can be ordered yet: products, prices or accounts are missing.
    pub fn is_bare(self) -> bool {
        !(self.store && self.products && self.prices && self.invited)
    }
}

/// The facts for whoever manages staff.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn facts(cx: &Cx) -> Result<Facts> {
    cx.check_recorded(Action::ManageStaff).await?;
    let me = cx.require_staff(Action::ManageStaff)?.id;
    Ok(on!(cx.db(), c => sqlx::query_as(sql!("
        select exists (select 1 from factor f where f.staff_id = $1 and f.removed_at is null) as factor,
               exists (select 1 from store) as store,
               exists (select 1 from category) as categories,
               exists (select 1 from product) as products,
               exists (select 1 from price) as prices,
               exists (select 1 from stock where available > 0) as stock,
               exists (select 1 from organization) as companies,
               exists (select 1 from contact) as contacts,
               exists (select 1 from account) as invited,
               exists (select 1 from orders) as ordered
    ")).bind(me).fetch_one(c).await?))
}

/// The facts of a moment ago, in the process.
#[derive(Default)]
struct Recent(Mutex<Option<(Micros, Facts)>>);

/// The same for the navigation, a moment old; `None` in a demo, for people who do not manage staff, and when everything is
/// there, which stays so.
///
/// # Errors
/// [`crate::error::Error::Unavailable`].
pub async fn open(cx: &Cx) -> Result<Option<Facts>> {
    if cx.env().demo || !cx.may(Action::ManageStaff) || cx.staff().is_none() {
        return Ok(None);
    }
    let recent = cx.env().part::<Recent>();
    let known = *recent.0.lock().unwrap_or_else(PoisonError::into_inner);
    let facts = match known {
        Some((at, facts)) if !facts.is_open() || (at <= cx.now() && cx.now() < at.plus(AGE)) => facts,
        _ => {
            let facts = facts(cx).await?;
            *recent.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((cx.now(), facts));
            facts
        }
    };
    Ok(facts.is_open().then_some(facts))
}
