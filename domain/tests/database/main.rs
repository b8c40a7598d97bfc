//! The store functions from outside, on SQLite always and on PostgreSQL when its programs are found.
//!
//! Each test gets a fresh copy of the demo. When it ends, the whole log is read and checked again.

mod approval;
mod attack;
mod authenticator;
mod behalf;
mod cluster;
mod company;
mod consent;
mod discount;
mod double;
mod expiry;
mod extend;
mod factor;
mod guess;
mod handoff;
mod hidden;
mod layers;
mod lease;
mod life;
mod limit;
mod literal;
mod log;
mod million;
mod model;
mod names;
mod order;
mod outbox;
mod own_sessions;
mod passkey;
mod policy;
mod probe;
mod races;
mod reset;
mod roles;
mod schema;
mod scope;
mod search;
mod session;
mod shop;
mod staff;
mod tamper;
mod upkeep;
mod words;
mod world;
