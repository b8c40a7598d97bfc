//! What people see: the shell, the pages of storefront and portal, and the islands.
//!
//! Rule: a page is loaded and checked by one call into `domain`, then rendered as a whole by the server; every form and
//! link works without script. Only the modules in [`island`] are also compiled to WebAssembly.
#![forbid(unsafe_code)]
// Views are types, and a page is a deep one.
#![recursion_limit = "512"]

pub mod api;
pub mod island;

#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(feature = "ssr")]
pub mod failure;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod function;
#[cfg(feature = "ssr")]
pub mod kept;
#[cfg(test)]
mod layers;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod part;
#[cfg(feature = "ssr")]
pub mod portal;
#[cfg(feature = "ssr")]
pub mod problem;
#[cfg(feature = "ssr")]
pub mod reset;
#[cfg(feature = "ssr")]
pub mod respond;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shop;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod web;
#[cfg(feature = "ssr")]
pub mod words;
