//! What a company pays for a product, for staff on its page.

use crate::catalog::text::number_key;
use crate::cx::Cx;
use crate::error::{Error, Problem, Result};
use crate::id::{OrganizationId, ProductId, StoreId};
use crate::money::Currency;
use crate::own_item::ascii_key;
use crate::policy::Action;
use crate::price::why::{Why, why};
use crate::staff::scope::in_scope;
use crate::store::Scope;
use crate::{cart, on, sql};

/// What a company pays for a product.
#[derive(Clone, Debug)]
pub struct Paid {
    /// Article number.
    pub sku: String,
    /// Name.
    pub name: String,
    /// How it is sold.
    pub unit: String,
    /// Why it costs what it costs, by the name of each store in which somebody of the company has an account.
    pub stores: Vec<(String, Why)>,
}

/// What a company pays for so many of a product, by the number of the product or the company's own for it; an empty
/// quantity asks for the least that is sold. None for a number of no product that can be bought.
///
/// # Errors
/// [`Error::Invalid`] at the fields `article` and `quantity`; [`Error::Forbidden`]; [`Error::NotFound`] for a company that
/// the reader does not reach.
pub async fn paid(cx: &Cx, company: OrganizationId, article: &str, quantity: &str) -> Result<Option<Paid>> {
    cx.require_staff(Action::ViewContacts)?;
    let reached: Option<OrganizationId> = on!(cx.db(), c => sqlx::query_scalar(sql!(concat!("
        select o.id from organization o where o.id = $1 and ", in_scope!("$2", "o.id"), "
    "))).bind(company).bind(cx.confined()).fetch_optional(c).await?);
    let company = reached.ok_or(Error::NotFound)?;
    if article.trim().is_empty() {
        return Err(Error::field("article", Problem::Required));
    }
    let product: Option<(ProductId, String, String, String, i64)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select f.id, f.sku, f.name, f.unit, f.increment from (
            select p.id, p.sku, p.name, p.unit, p.increment
            from product_entry e join product p on p.id = e.product_id
            where e.number_key = $1
            union all
            select p.id, p.sku, p.name, p.unit, p.increment
            from own_item m join product p on p.id = m.product_id
            where m.organization_id = $3 and m.removed_at is null and m.number_key = $2
        ) f limit 1
    ")).bind(number_key(article)).bind(ascii_key(article)).bind(company).fetch_optional(c).await?);
    let Some((product, sku, name, unit, increment)) = product else { return Ok(None) };
    let quantity = match quantity.trim() {
        "" => increment,
        typed => cart::quantity(typed, increment)?,
    };
    let stores: Vec<(StoreId, String, Currency, i64)> = on!(cx.db(), c => sqlx::query_as(sql!("
        select distinct w.id, w.name, w.currency, w.position
        from contact h
        join account a on a.contact_id = h.id
        join store w on w.id = a.store_id
        where h.organization_id = $1
        order by w.position, w.id
    ")).bind(company).fetch_all(c).await?);
    let mut all = Vec::new();
    for (store, store_name, currency, _) in stores {
        let scope = Scope { store, currency, organization: Some(company) };
        let found = why(cx, &scope, &[(product, quantity)]).await?.remove(&product);
        all.extend(found.map(|why| (store_name, why)));
    }
    Ok(Some(Paid { sku, name, unit, stores: all }))
}
