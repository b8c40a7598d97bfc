//! The program `behalf`: everything is in the library, so that it is compiled once and tests can use it.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// Pages are many small allocations, made and let go by several threads at once; see `docs/decisions/0010`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::run()
}
