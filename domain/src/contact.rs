//! A person at a company. May exist without any login.

pub mod db;
pub mod entry;
pub mod erase;
pub(crate) mod find;
