//! What the business is: types, rules, policy, transactions and SQL.
//!
//! Without the feature `database` this crate is plain data and pure rules, small enough for WebAssembly.
//! With `database` it adds everything that touches the database. It knows neither HTTP nor Leptos.
#![forbid(unsafe_code)]

pub mod hit;
pub mod money;
pub mod time;
pub mod totals;

#[cfg(feature = "database")]
pub mod db;
#[cfg(feature = "database")]
pub mod text_enum;

#[cfg(feature = "database")]
pub mod account;
#[cfg(feature = "database")]
pub mod address;
#[cfg(feature = "database")]
pub mod attachment;
#[cfg(feature = "database")]
pub mod audit;
#[cfg(feature = "database")]
pub mod begin;
#[cfg(feature = "database")]
pub mod behalf;
#[cfg(feature = "database")]
pub mod bought;
#[cfg(feature = "database")]
pub mod card;
#[cfg(feature = "database")]
pub mod cart;
#[cfg(feature = "database")]
pub mod catalog;
#[cfg(feature = "database")]
pub mod contact;
#[cfg(feature = "database")]
pub mod credential;
#[cfg(feature = "database")]
pub mod cx;
#[cfg(feature = "database")]
pub mod day;
#[cfg(feature = "database")]
pub mod doctor;
#[cfg(feature = "database")]
pub mod entry;
#[cfg(feature = "database")]
pub mod env;
#[cfg(feature = "database")]
pub mod error;
#[cfg(feature = "database")]
pub mod expiry;
#[cfg(feature = "database")]
pub mod export;
#[cfg(feature = "database")]
pub mod factor;
#[cfg(feature = "database")]
pub mod id;
#[cfg(feature = "database")]
pub mod lease;
#[cfg(feature = "database")]
pub mod list;
#[cfg(feature = "database")]
pub mod order;
#[cfg(feature = "database")]
pub mod organization;
#[cfg(feature = "database")]
pub mod outbox;
#[cfg(feature = "database")]
pub mod own_item;
#[cfg(feature = "database")]
pub mod password;
#[cfg(feature = "database")]
pub mod policy;
#[cfg(feature = "database")]
pub mod price;
#[cfg(feature = "database")]
pub mod principal;
#[cfg(feature = "database")]
pub mod private;
#[cfg(feature = "database")]
pub mod problem;
#[cfg(feature = "database")]
pub mod quick_order;
#[cfg(feature = "database")]
pub mod required;
#[cfg(feature = "database")]
pub mod requisition;
#[cfg(feature = "database")]
pub mod saved_view;
#[cfg(feature = "database")]
pub mod search;
#[cfg(feature = "database")]
pub mod secret;
#[cfg(feature = "database")]
pub mod session;
#[cfg(feature = "database")]
pub mod setting;
#[cfg(feature = "database")]
pub mod staff;
#[cfg(feature = "database")]
pub mod store;
#[cfg(feature = "database")]
pub mod text;
#[cfg(feature = "database")]
pub mod throttle;
#[cfg(feature = "database")]
pub mod tx;
#[cfg(feature = "database")]
pub mod vat;

#[cfg(test)]
mod sentences;
