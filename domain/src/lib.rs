//! What the business is: types, rules, policy, transactions and SQL.
//!
//! Without the feature `store` this crate is plain data and pure rules, small enough for WebAssembly.
//! With `store` it adds everything that touches the database. It knows neither HTTP nor Leptos.
#![forbid(unsafe_code)]

pub mod hit;
pub mod money;
pub mod time;
pub mod totals;

#[cfg(feature = "store")]
pub mod db;
#[cfg(feature = "store")]
pub mod text_enum;

#[cfg(feature = "store")]
pub mod account;
#[cfg(feature = "store")]
pub mod address;
#[cfg(feature = "store")]
pub mod audit;
#[cfg(feature = "store")]
pub mod behalf;
#[cfg(feature = "store")]
pub mod card;
#[cfg(feature = "store")]
pub mod cart;
#[cfg(feature = "store")]
pub mod catalog;
#[cfg(feature = "store")]
pub mod contact;
#[cfg(feature = "store")]
pub mod credential;
#[cfg(feature = "store")]
pub mod cx;
#[cfg(feature = "store")]
pub mod demo;
#[cfg(feature = "store")]
pub mod doctor;
#[cfg(feature = "store")]
pub mod drawing;
#[cfg(feature = "store")]
pub mod env;
#[cfg(feature = "store")]
pub mod error;
#[cfg(feature = "store")]
pub mod factor;
#[cfg(feature = "store")]
pub mod id;
#[cfg(feature = "store")]
pub mod lease;
#[cfg(feature = "store")]
pub mod order;
#[cfg(feature = "store")]
pub mod organization;
#[cfg(feature = "store")]
pub mod outbox;
#[cfg(feature = "store")]
pub mod password;
#[cfg(feature = "store")]
pub mod policy;
#[cfg(feature = "store")]
pub mod price;
#[cfg(feature = "store")]
pub mod private;
#[cfg(feature = "store")]
pub mod required;
#[cfg(feature = "store")]
pub mod search;
#[cfg(feature = "store")]
pub mod secret;
#[cfg(feature = "store")]
pub mod session;
#[cfg(feature = "store")]
pub mod setting;
#[cfg(feature = "store")]
pub mod staff;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
pub mod throttle;
#[cfg(feature = "store")]
pub mod tx;
#[cfg(feature = "store")]
pub mod vat;
