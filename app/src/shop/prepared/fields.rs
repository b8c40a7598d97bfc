//! What is sent with a prepared cart, and where it stands.

use crate::form;
use crate::web::Web;
use domain::error::Error;
use domain::id::CartId;

/// Where the list stands.
pub const PATH: &str = "/prepared";

form! {
    /// Which cart an agent goes on with.
    pub struct Chosen {
        /// The prepared cart; empty for the customer's own.
        cart: String,
    }
}

form! {
    /// What is said with a step.
    pub struct Said {
        /// The agent's words to the customer.
        message: String,
        /// The customer's words to the agent.
        reason: String,
        /// The version of the cart that the page showed.
        version: String,
    }
}

impl Said {
    pub fn shown(&self) -> Option<i64> {
        self.version.parse().ok()
    }
}

pub fn id(text: &str) -> Result<CartId, Error> {
    CartId::parse(text).ok_or(Error::NotFound)
}

/// The page of a prepared cart.
pub fn address(web: &Web, id: CartId) -> String {
    web.href(&format!("{PATH}/{id}"))
}
