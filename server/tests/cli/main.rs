//! The program as a whole: started, asked over HTTP, killed, and its record verified by its own verifier and by one that
//! shares nothing with it.

#[path = "../../../domain/tests/database/authenticator.rs"]
mod authenticator;
#[path = "../../../domain/tests/database/cluster.rs"]
mod cluster;
mod complete;
mod doctor;
mod export;
mod first_day;
mod flood;
mod full;
mod functions;
mod hosts;
mod http;
mod import;
mod import_pages;
mod init;
mod item_numbers;
mod killed;
mod languages;
mod lists;
mod made;
mod measure;
mod operations;
mod outside;
mod prepared;
mod program;
mod quick_order;
mod ready;
mod record;
mod refusals;
mod requirements;
mod routes;
#[path = "../../../domain/tests/database/scratch.rs"]
mod scratch;
mod set_up;
mod story;
mod tls;
mod two;
mod wire;
