//! What search answers carry to the browser: plain text, ready to be shown.

use serde::{Deserialize, Serialize};

/// A text in pieces, of which every second one is what a search found: plain, found, plain, found, and so on.
pub type Pieces = Vec<String>;

/// One row of the contact search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactHit {
    /// The address of its page.
    pub href: String,
    /// Name in the person's own script.
    pub name: Pieces,
    /// Latin form, empty when it is the same.
    pub latin_name: Pieces,
    /// E-mail of the contact.
    pub email: Pieces,
    /// Company name and city.
    pub company: Pieces,
    /// City of the company.
    pub city: String,
    /// What is known about the accounts: "1 active", "2 (1 locked)", "No account".
    pub accounts: String,
    /// `success`, `warning` or `neutral`: the tone of the accounts badge.
    pub tone: String,
    /// Time of the last order as a date, or "No orders".
    pub last_order: String,
    /// Why it was found, where that is not plain.
    pub why: String,
    /// Where acting on behalf of the contact begins; empty for those who may not, and where nobody can.
    pub start: String,
}

/// One place that the search for everything leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceHit {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// What tells it apart.
    pub note: String,
    /// Which kind of place it is, in words.
    pub group: String,
}

/// One suggestion under the product search box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductHit {
    /// The product's slug.
    pub slug: String,
    /// The product's SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// Price for this customer, formatted; empty when there is none.
    pub price: String,
    /// What there is of it, in words.
    pub stock: String,
    /// The least quantity that can be ordered; empty when whoever asks cannot order it.
    pub step: String,
    /// What the button is called that puts it into the cart.
    pub add: String,
    /// The address of its picture; empty where none was uploaded.
    pub picture: String,
}
