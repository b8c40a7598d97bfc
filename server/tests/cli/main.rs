//! The program as a whole: started, asked over HTTP, killed, and its record verified by its own verifier and by one that
//! shares nothing with it.

#[path = "../../../domain/tests/store/authenticator.rs"]
mod authenticator;
mod complete;
mod crawl;
mod export;
mod hosts;
mod http;
mod killed;
mod outside;
mod pages;
mod program;
mod routes;
mod story;
