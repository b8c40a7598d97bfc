//! A person at a company. May exist without any login.

pub mod asked;
pub mod db;
pub mod entry;
pub mod erase;
pub(crate) mod find;
mod narrow;
mod nickname;
pub(crate) mod number;
mod pieces;
pub mod rank;
mod recent;
mod search;
pub mod words;
