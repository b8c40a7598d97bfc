//! Delivery addresses of a company.

use crate::cx::Cx;
use crate::error::Result;
use crate::id::{AddressId, OrganizationId};
use crate::policy::Action;
use crate::staff::scope::in_scope;
use crate::{on, sql};

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Address {
    /// The address.
    pub id: AddressId,
    /// Company or person.
    pub recipient: String,
    /// Street.
    pub line1: String,
    /// More, or empty.
    pub line2: String,
    /// City.
    pub city: String,
    /// Region, or empty.
    pub region: String,
    /// Postcode.
    pub postcode: String,
    /// ISO country code.
    pub country: String,
}

impl Address {
    /// The lines below the recipient, as printed on a label, with the country in English.
    pub fn lines(&self) -> Vec<String> {
        self.lines_with(country(&self.country))
    }

    /// The same with the name of the country in another language.
    pub fn lines_with(&self, country: &str) -> Vec<String> {
        let town = if self.country == "GB" {
            format!("{}, {}", self.city, self.postcode)
        } else {
            format!("{} {}", self.postcode, self.city)
        };
        [self.line1.clone(), self.line2.clone(), town, self.region.clone(), country.to_owned()]
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .collect()
    }
}

/// The countries that stores sell from and deliver to: code and English name.
pub const COUNTRIES: [(&str, &str); 37] = [
    ("GB", "United Kingdom"),
    ("IE", "Ireland"),
    ("DE", "Germany"),
    ("FR", "France"),
    ("BE", "Belgium"),
    ("NL", "Netherlands"),
    ("ES", "Spain"),
    ("IT", "Italy"),
    ("PT", "Portugal"),
    ("PL", "Poland"),
    ("AT", "Austria"),
    ("CH", "Switzerland"),
    ("GR", "Greece"),
    ("SE", "Sweden"),
    ("DK", "Denmark"),
    ("CZ", "Czechia"),
    ("UA", "Ukraine"),
    ("NO", "Norway"),
    ("FI", "Finland"),
    ("LU", "Luxembourg"),
    ("BG", "Bulgaria"),
    ("CY", "Cyprus"),
    ("EE", "Estonia"),
    ("HR", "Croatia"),
    ("HU", "Hungary"),
    ("IS", "Iceland"),
    ("LI", "Liechtenstein"),
    ("LT", "Lithuania"),
    ("LV", "Latvia"),
    ("MT", "Malta"),
    ("RO", "Romania"),
    ("SI", "Slovenia"),
    ("SK", "Slovakia"),
    ("AU", "Australia"),
    ("CA", "Canada"),
    ("NZ", "New Zealand"),
    ("US", "United States"),
];

/// The English name of a country that the stores deliver to; the code itself for others.
pub fn country(code: &str) -> &str {
    COUNTRIES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The addresses of the customer's company in their order.
///
/// # Errors
/// [`crate::error::Error::SignIn`].
pub async fn own(cx: &Cx) -> Result<Vec<Address>> {
    let organization = cx.require_customer(Action::ViewAccount)?.organization;
    of(cx, organization).await
}

/// The addresses of a company, for the portal.
///
/// # Errors
/// [`crate::error::Error::Forbidden`].
pub async fn of_organization(cx: &Cx, organization: OrganizationId) -> Result<Vec<Address>> {
    cx.require_staff(Action::ViewContacts)?;
    of(cx, organization).await
}

async fn of(cx: &Cx, organization: OrganizationId) -> Result<Vec<Address>> {
    Ok(on!(cx.db(), c => sqlx::query_as(sql!(concat!("
        select id, recipient, line1, line2, city, region, postcode, country
        from address
        where organization_id = $1 and ", in_scope!("$2", "address.organization_id"), "
        order by position, id
    "))).bind(organization).bind(cx.confined()).fetch_all(c).await?))
}
