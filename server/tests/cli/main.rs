//! The program as a whole: started, asked over HTTP, killed, and its record verified by its own verifier and by one that
//! shares nothing with it.

#[path = "../../../domain/tests/database/authenticator.rs"]
mod authenticator;
#[path = "../../../domain/tests/database/cluster.rs"]
mod cluster;
mod complete;
mod crawl;
mod doctor;
mod export;
mod first_day;
mod flood;
mod forms;
mod full;
mod functions;
mod handoff;
mod hosts;
mod http;
mod kept;
mod killed;
mod languages;
mod measure;
mod operations;
mod outside;
mod pages;
mod program;
mod ready;
mod record;
mod refusals;
mod requirements;
mod routes;
mod rules;
mod set_up;
mod story;
mod tabs;
mod text;
mod tls;
mod told;
mod two;
mod wire;
