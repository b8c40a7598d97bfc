//! A person at a company. May exist without any login.

pub mod erase;
pub mod store;
