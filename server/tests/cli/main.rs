//! The program as a whole: started, asked over HTTP, killed, and its record verified by its own verifier and by one that
//! shares nothing with it.

mod complete;
mod export;
mod http;
mod killed;
mod outside;
mod program;
mod story;
