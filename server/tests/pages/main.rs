//! Pages, asked for in this process and read by a parser of HTML.
//!
//! Each test gets a copy of the demo of its own ([`app::TestApp`]), opens browsers on it ([`browser::Browser`]) and reads what
//! they show ([`page::Page`]). What needs a process, a socket or a signal is tested in `tests/cli`.

mod app;
mod bar;
mod browser;
mod checkout;
mod cookies;
mod credentials;
mod escaping;
mod export;
mod form;
mod found;
mod handoff;
mod hosts;
mod import;
mod invite;
mod item_numbers;
mod lists;
#[path = "../cli/made.rs"]
mod made;
#[path = "../../../domain/tests/database/made_files.rs"]
mod made_files;
mod media;
mod names;
mod ordering;
mod page;
mod people;
mod prepared;
mod price;
mod problem;
mod products;
mod quick_order;
mod refusals;
mod requisition;
mod roles;
mod rules;
#[path = "../../../domain/tests/database/scratch.rs"]
mod scratch;
mod sessions;
mod set_up;
mod start;
mod storefront;
mod tree;
mod views;
