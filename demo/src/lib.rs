//! The demo data set: a fictional supplier with its range, its customers and a year of orders; and the drawings of products.
//!
//! Everything here is made up and made by [`dice`], the same every time; dates are counted back from now, so that the
//! demo never looks old. No company, person, phone number or VAT id belongs to anybody.

#![forbid(unsafe_code)]

pub mod category;
pub mod contact;
pub mod dice;
pub mod drawing;
pub mod generate;
pub mod load;
pub mod order;
pub mod organization;
pub mod price;
pub mod product;
pub mod staff;
pub mod synonym;

use domain::env::Env;
use domain::error::Result;
use domain::money::Currency;
use domain::time::Micros;
use std::sync::Arc;

/// A store of the demo.
#[derive(Clone, Copy, Debug)]
pub struct Store {
    /// Short code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Currency.
    pub currency: Currency,
    /// ISO code of the country it sells from.
    pub country: &'static str,
    /// One line about it.
    pub tagline: &'static str,
}

/// Both stores, in their order.
pub const STORES: [Store; 2] = [
    Store {
        code: "uk",
        name: "Kilnworth Supply",
        currency: Currency::Gbp,
        country: "GB",
        tagline: "Workshop and plant supplies, from one bolt to a full pallet.",
    },
    Store {
        code: "eu",
        name: "Kilnworth Europa",
        currency: Currency::Eur,
        country: "DE",
        tagline: "The same range for the continent, from our warehouse in Hamburg.",
    },
];

/// A login of the demo with its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login {
    /// `agent`, `supervisor`, … or `buyer`.
    pub role: &'static str,
    /// The person's name, in Latin letters.
    pub name: &'static str,
    /// E-mail to sign in with.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
}

/// Everybody whose password is known: staff, Ana first, then buyers, Oleg first.
pub fn logins() -> Vec<Login> {
    staff::logins()
}

/// Loads the demo as it stands at `now` into an empty database.
///
/// # Errors
/// [`domain::error::Error::Start`] when there is data already; whatever the database says otherwise.
pub async fn load(env: &Arc<Env>, now: Micros) -> Result<load::Summary> {
    load::load(env, now).await
}
