//! The store functions from outside, on SQLite always and on PostgreSQL when its programs are found.
//!
//! Each test gets a fresh copy of the demo. When it ends, the whole log is read and checked again.

mod attack;
mod behalf;
mod cluster;
mod consent;
mod log;
mod million;
mod order;
mod policy;
mod schema;
mod search;
mod session;
mod tamper;
mod upkeep;
mod world;
