//! A person at a company. May exist without any login.

pub mod db;
pub mod erase;
